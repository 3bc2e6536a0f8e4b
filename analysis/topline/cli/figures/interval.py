"""``topline interval``: one published percent."""

from typing import Annotated, Any

import typer

import topline

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
from ..shared.output import Format, FormatOption, GuardOption, Result, show
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
    output: FormatOption = Format.text,
    guard_formulas: GuardOption = False,
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
    level = topline.level_text(confidence_level)
    title = f"{found.percent} of {topline.count_text(found.n)} respondents"
    words = _words(found, f"{level} interval")
    result = Result(title, words, rows, record, found.sentences[1:], quote=found.sentence)
    show(result, output, guard_formulas=guard_formulas)


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


def _words(found: "topline.PercentInterval", head: str) -> list[dict[str, str]]:
    rows = []
    if found.estimate is not None:
        name = "nearest count" if found.unit == "share" else "the mean as printed"
        count = "" if found.count is None else topline.value_text(found.count, 6)
        limits = topline.interval_text(found.ci_low, found.ci_high)
        rows.append({"Reading": name, "Count": count, head: limits})
    counts = " to ".join(map(topline.count_text, found.counts or ()))
    limits = topline.interval_text(*found.rounding)
    rows.append({"Reading": f"all that prints as {found.percent}", "Count": counts, head: limits})
    return rows
