"""``topline check FILE``: figures held together, microdata looked through, records item by item."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

import topline

from ...loaders.text.toml import read_toml
from ..shared.output import Format, Result, plain_rows, show
from ..shared.remedies import here, renamed
from ..shared.weighting import Weighting


class Code(StrEnum):
    """Whose items of disclosure."""

    aapor = "aapor"
    esomar_wapor = "esomar_wapor"


def check_figures(figures: Any, path: Path, output: Format, *, guard_formulas: bool) -> None:
    """Print what published figures say of each other that cannot be, or is to be looked at."""
    found = topline.check_published(figures)
    rows = plain_rows(found.table)
    words = [
        {
            "Check": row["check"],
            "Severity": row["severity"],
            "Where": str(row["where"] or row["figure_id"]),
            "What was compared": row["compared"],
        }
        for row in rows
    ]
    made = plain_rows(found.made)
    held = [
        {"Check": row["check"], "What holds": row["words"], "Comparisons": str(row["tried"])}
        for row in made
        if row["tried"]
    ]
    record = {"file": path.name, "figures": found.figures, "checks": made, "findings": rows}
    title = f"{path.name}: {topline.count_text(found.figures)} figures"
    show(
        Result(title, words or held, rows, record, [], labels=3, quote=found.sentences[0]),
        output,
        guard_formulas=guard_formulas,
    )
    if not found.holds:
        raise typer.Exit(1)


def check_microdata(
    survey: "topline.Survey", named: str, output: Format, *, guard_formulas: bool
) -> None:
    """Print what makes estimates from a file doubtful."""
    found = [
        {str(key): here(str(value)) for key, value in row.items()}
        for row in survey.check().to_dict("records")
    ]
    words = [
        {
            "Check": row["check"],
            "Severity": row["severity"],
            "What was found": "; ".join(
                filter(
                    None,
                    (
                        row["what"],
                        "" if row["what"].startswith(f"{row['where']}:") else row["where"],
                        row["remedy"] and f"to do: {row['remedy']}",
                    ),
                )
            ),
        }
        for row in found
    ]
    notes = [here(note) for note in (survey.codebook.notes if survey.codebook else ())]
    counts = Counter(row["severity"] for row in found)
    several = (f"{count} {name}" for name, count in counts.items())
    record = {"file": named, "rows": len(survey), "checks": found, "notes": notes}
    title = f"{named}: {topline.count_text(len(survey))} rows"
    # what a check says already is not said again
    said = [row["what"] for row in found if row["severity"] != "ok"]
    sentences = [f"Note: {n}" for n in dict.fromkeys(notes) if not any(one in n for one in said)]
    show(
        Result(
            title, words, found, record, sentences, labels=3, quote=f"Checks: {', '.join(several)}."
        ),
        output,
        guard_formulas=guard_formulas,
    )
    if any(row["severity"] == "problem" for row in found):
        raise typer.Exit(1)


def check_record(path: Path, code: Code, output: Format, *, guard_formulas: bool) -> None:
    """Print the state of every item of a disclosure record."""
    told = topline.read_disclosure(path)
    # what a plan does to the weights need not be told again; without its data it is not known
    if {"data", "questions", "weighting"} <= read_toml(path).keys():
        with renamed(Weighting.written):
            told = told.filled(topline.read_report_plan(path).survey().weighting.disclosed)
    found = topline.check_disclosure(told, code=code)
    records = found.table.to_dict("records")
    rows = [{str(key): value for key, value in row.items()} for row in records]
    words = [
        {"Code": r["code"], "Item": r["item"], "Status": r["status"], "To do": r["to_do"]}
        for r in rows
    ]
    record = {"code": found.code, "complete": found.complete, "items": rows}
    show(
        Result(
            f"Disclosure of {path.name}", words, rows, record, labels=4, quote=found.sentences[0]
        ),
        output,
        guard_formulas=guard_formulas,
    )
    if not found.complete:
        raise typer.Exit(1)
