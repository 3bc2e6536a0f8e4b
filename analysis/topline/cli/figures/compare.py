"""``topline compare``: two published percents of two samples."""

from typing import Annotated, Any

import typer

import topline

from ..options import Level, MethodKey
from ..output import Format, FormatOption, Result, show


def compare(
    percent1: Annotated[str, typer.Argument(help="First percent, such as 80%.")],
    n1: Annotated[str, typer.Argument(help="Its respondents.")],
    percent2: Annotated[str, typer.Argument(help="Second percent, such as 42%.")],
    n2: Annotated[str, typer.Argument(help="Its respondents.")],
    method: MethodKey = "newcombe",
    confidence_level: Level = 0.95,
    deff1: Annotated[float, typer.Option(help="Design effect of the first sample.")] = 1.0,
    deff2: Annotated[float, typer.Option(help="Design effect of the second sample.")] = 1.0,
    output: FormatOption = Format.text,
) -> None:
    """Compare two published percents of two independent samples."""
    found = topline.percent_difference(
        percent1,
        n1,
        percent2,
        n2,
        confidence_level=confidence_level,
        method=method,
        deff=(deff1, deff2),
    )
    asked = {"confidence_level": confidence_level, "method": method, "deff1": deff1, "deff2": deff2}
    notes = {"note1": found.first.note, "note2": found.second.note}
    rows = _rows(found)
    record = {**_record(found, (percent1, percent2)), **asked, **notes, "sentence": found.sentence}
    first, second = found.first, found.second
    title = f"{first.percent} of {first.n:,} against {second.percent} of {second.n:,}"
    head = f"{topline.level_text(confidence_level)} interval"
    for_programs = [row | asked | notes for row in rows]
    show(Result(title, _words(rows, head), for_programs, record, _sentences(found)), output)


def _record(found: "topline.PercentDifference", percents: tuple[str, str]) -> dict[str, Any]:
    """Return everything as one object, for JSON."""
    rows = {row.pop("quantity"): row for row in _rows(found)}
    asked = {"percent1": percents[0], "n1": found.first.n}
    asked |= {"percent2": percents[1], "n2": found.second.n}
    return {**asked, **rows, "p_value": found.p_value}


def _sentences(found: "topline.PercentDifference") -> list[str]:
    """Return the finding, the test and the notes, to print."""
    chance = _chance(found.p_value)
    return [
        found.sentence[0].upper() + found.sentence[1:],
        f"Were the two shares the same, samples as far apart would come up with probability "
        f"{chance}.",
        *(f"Note on {one.percent}: {one.note}." for one in (found.first, found.second) if one.note),
    ]


def _chance(p_value: float) -> str:
    """Write a probability, which is not 0 only because a float cannot hold it."""
    return f"{p_value:.2g}" if p_value else "below 1e-300"


def _rows(found: "topline.PercentDifference") -> list[dict[str, Any]]:
    readings = {
        "difference": (found.difference, found.ci_low, found.ci_high),
        "difference_rounding": (None, *found.rounding),
        "ratio": (found.ratio, found.ratio_ci_low, found.ratio_ci_high),
    }
    return [
        {"quantity": name, "estimate": estimate, "ci_low": low, "ci_high": high}
        for name, (estimate, low, high) in readings.items()
    ]


def _words(rows: list[dict[str, Any]], head: str) -> list[dict[str, str]]:
    names = {
        "difference": "difference, points",
        "difference_rounding": "difference, all that prints so",
        "ratio": "ratio",
    }
    told = []
    for row in rows:
        scale, digits = (1, 2) if row["quantity"] == "ratio" else (100, 1)
        estimate, low, high = (
            "" if row[key] is None else f"{row[key] * scale:.{digits}f}"
            for key in ("estimate", "ci_low", "ci_high")
        )
        told.append(
            {"Quantity": names[row["quantity"]], "Estimate": estimate, head: f"{low} to {high}"}
        )
    return told
