"""``topline interval``: one published percent."""

from typing import Annotated, Any

import typer

import topline

from ..options import Alternative, Base, Deff, Level, MethodKey, Unit, UnitOption
from ..output import Format, FormatOption, Result, show


def interval(
    percent: Annotated[str, typer.Argument(help='As printed, such as 63%, 62.5% or "<1%".')],
    n: Base,
    method: MethodKey = "wilson",
    confidence_level: Level = 0.95,
    deff: Deff = 1.0,
    population_size: Annotated[float | None, typer.Option(help="People in the population.")] = None,
    unit: UnitOption = Unit.share,
    alternative: Annotated[
        Alternative, typer.Option(help="Two limits, or one.")
    ] = Alternative.two_sided,
    output: FormatOption = Format.text,
) -> None:
    """Print the interval of one published percent."""
    found = topline.percent_interval(
        percent,
        n,
        unit=unit.value,
        confidence_level=confidence_level,
        method=method,
        alternative=alternative.value,
        deff=deff,
        population_size=population_size,
    )
    asked = {
        "confidence_level": confidence_level,
        "method": method,
        "alternative": alternative.value,
        "deff": deff,
    }
    show(_result(found, asked), output)


def _result(found: "topline.PercentInterval", asked: dict[str, Any]) -> Result:
    """Return words and numbers of the interval that was asked for."""
    level = topline.level_text(asked["confidence_level"])
    sentences = [_sentence(found, level, asked["method"])]
    sentences += [f"Note: {found.note}."] if found.note else []
    return Result(
        f"{found.percent} of {found.n:,} respondents",
        _words(found, f"{level} interval"),
        _rows(found, asked),
        _record(found, asked),
        sentences,
    )


def _record(found: "topline.PercentInterval", asked: dict[str, Any]) -> dict[str, Any]:
    low, high = found.counts or (None, None)
    return {
        "percent": found.percent,
        "unit": found.unit,
        "n": found.n,
        "n_effective": found.n_effective,
        "count": found.count,
        "estimate": found.estimate,
        "ci_low": found.ci_low,
        "ci_high": found.ci_high,
        **asked,
        "rounding": {
            "count_low": low,
            "count_high": high,
            "ci_low": found.rounding.ci_low,
            "ci_high": found.rounding.ci_high,
        },
        "note": found.note,
    }


def _rows(found: "topline.PercentInterval", asked: dict[str, Any]) -> list[dict[str, Any]]:
    counts = {
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
        for reading, (low, high, ci_low, ci_high) in counts.items()
    ]


def _words(found: "topline.PercentInterval", head: str) -> list[dict[str, str]]:
    rows = []
    if found.estimate is not None:
        name = "nearest count" if found.unit == "share" else "the mean as printed"
        count = "" if found.count is None else f"{found.count:,.6g}"
        limits = topline.interval_text(found.ci_low, found.ci_high, decimals=2)
        rows.append({"Reading": name, "Count": count, head: limits})
    counts = "" if found.counts is None else f"{found.counts[0]:,} to {found.counts[1]:,}"
    limits = topline.interval_text(*found.rounding, decimals=2)
    rows.append({"Reading": f"all that prints as {found.percent}", "Count": counts, head: limits})
    return rows


def _sentence(found: "topline.PercentInterval", level: str, method: str) -> str:
    limits = topline.interval_text(*found.rounding)
    label = topline.interval_label(method)
    if found.unit == "mean":
        return (
            f"A mean of {found.n:,} respondents' estimates, printed as {found.percent}: at most "
            f"{limits} ({level}, {label} with the largest variance such a mean can have)."
        )
    return (
        f"{found.percent} of {found.n:,} respondents: {limits} ({level} {label} interval, rounding "
        "covered), if they were drawn at random."
    )
