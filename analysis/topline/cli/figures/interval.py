"""``topline interval``: one published percent."""

from typing import Annotated, Any

import typer

import topline

from ...language.marking import forms
from ..shared.options import (
    Alternative,
    Base,
    BaseBehind,
    Deff,
    Level,
    PopulationSize,
    SampleType,
    SampleTypeOption,
    Unit,
    UnitOption,
    base_of,
    method_option,
)
from ..shared.output import Printing, Result, show
from ..shared.refusals import line_of


def interval(
    percent: Annotated[str, typer.Argument(help='As printed, such as 63%, 62.5% or "<1%".')],
    behind: BaseBehind = None,
    n: Base = None,
    method: Annotated[str, method_option("proportion", "mean")] = "wilson",
    confidence_level: Level = 0.95,
    deff: Deff = 1.0,
    population_size: PopulationSize = None,
    unit: UnitOption = Unit.share,
    alternative: Annotated[
        Alternative, typer.Option(help="Two limits, or one.")
    ] = Alternative.two_sided,
    sample_type: SampleTypeOption = SampleType.not_stated,
    printing: Printing = Printing(),  # noqa: B008
) -> None:
    """Print the interval of one published percent.

    Examples
    --------
    topline interval 63% --n 400
    topline interval "<1%" --n "300+" --method clopper_pearson
    topline interval 26% --n 400 --unit mean --format json
    """
    asked: dict[str, Any] = {
        "confidence_level": confidence_level,
        "method": method,
        "alternative": alternative.value,
        "deff": deff,
    }
    found = topline.percent_interval(
        percent,
        base_of(n, behind, line_of("topline", "interval", percent)),
        unit=unit.value,
        population_size=population_size,
        sample_type=sample_type.value,
        **asked,
    )
    rows = _rows(found, asked)
    of_rounding = ("count_low", "count_high", "ci_low", "ci_high")
    record = {
        "percent": found.percent,
        "unit": found.unit,
        "n": found.n,
        "n_effective": found.n_effective,
        "count": found.count,
        "estimate": found.estimate,
        "ci_low": found.ci_low,
        "ci_high": found.ci_high,
        **asked,
        "sample_type": sample_type.value,
        "rounding": {name: rows[1][name] for name in of_rounding},
        "note": found.note,
        "sentence": found.sentence,
    }
    say = topline.printing_language()
    title = say.plural(*_TITLE, found.n, percent=say.number(found.percent))
    words = _words(found, say.interval_text(confidence_level), say)
    result = Result(title, words, rows, record, found.sentences[1:], quote=found.sentence)
    show(result, printing)


_TITLE = forms("{percent} of one respondent", "{percent} of {n} respondents")


def _rows(found: "topline.PercentInterval", asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return both readings of a percent: its nearest count, and all that prints so."""
    readings = {
        "nearest": (found.count, found.count, found.ci_low, found.ci_high),
        "rounding": (*(found.counts or (None, None)), *found.rounding),
    }
    return [
        {
            "reading": reading,
            "count_low": low,
            "count_high": high,
            "n": found.n,
            "estimate": found.estimate,
            "ci_low": ci_low,
            "ci_high": ci_high,
            **asked,
            "note": found.note,
        }
        for reading, (low, high, ci_low, ci_high) in readings.items()
    ]


def _words(
    found: "topline.PercentInterval", head: str, say: "topline.Strings"
) -> list[dict[str, str]]:
    told = []
    if found.estimate is not None:
        name = say("nearest count" if found.unit == "share" else "the mean as printed")
        count = "" if found.count is None else say.number(topline.value_text(found.count, 6))
        told.append((name, count, (found.ci_low, found.ci_high)))
    name = say("all that prints as {percent}", percent=say.number(found.percent))
    low, high = map(say.count_text, found.counts or (0, 0))
    counts = say("{low} to {high}", low=low, high=high) if found.counts else ""
    told.append((name, counts, found.rounding))
    reading, number = say("Reading"), say("Count")
    return [
        {reading: name, number: count, head: say.limits_text(*limits, "proportion", 1)}
        for name, count, limits in told
    ]
