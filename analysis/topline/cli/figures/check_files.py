"""``topline check FILE``: figures held together, microdata looked through, records item by item."""

from collections import Counter
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

import topline

from ...language.marking import forms
from ...loaders.text.toml import read_toml
from ..shared.output import Printing, Result, plain_rows, said, show
from ..shared.remedies import here, read_plan, renamed
from ..shared.weighting import Weighting


class Code(StrEnum):
    """Whose items of disclosure."""

    aapor = "aapor"
    esomar_wapor = "esomar_wapor"


def check_figures(figures: Any, path: Path, printing: Printing) -> None:
    """Print what published figures say of each other that cannot be, or is to be looked at."""
    found = topline.check_published(figures)
    rows = plain_rows(found.table)
    say = topline.printing_language()
    words = [
        {
            say("Check"): row["check"],
            say("Severity"): say(row["severity"]),
            say("Where"): str(row["where"] or row["figure_id"]),
            say("What was compared"): said(row["compared"]),
        }
        for row in rows
    ]
    made = plain_rows(found.made)
    held = [
        {
            say("Check"): row["check"],
            say("What holds"): said(row["words"]),
            say("Comparisons"): say.count_text(row["tried"]),
        }
        for row in made
        # where nothing could be compared, what would have been is told
        if row["tried"] or not any(one["tried"] for one in made)
    ]
    record = {"file": path.name, "figures": found.figures, "checks": made, "findings": rows}
    title = say.plural("{name}: {n} figure", "{name}: {n} figures", found.figures, name=path.name)
    show(
        Result(
            title,
            words or held,
            rows,
            record,
            [],
            # a finding is in words, a number of comparisons is none
            labels=4 if words else 2,
            quote=found.sentences[0],
        ),
        printing,
    )
    if not found.holds:
        raise typer.Exit(1)


_COUNTED = {
    "ok": forms("{n} ok", "{n} ok"),
    "note": forms("{n} note", "{n} notes"),
    "warning": forms("{n} warning", "{n} warnings"),
    "problem": forms("{n} problem", "{n} problems"),
}
"""So many checks of each severity."""


def check_microdata(survey: "topline.Survey", named: str, printing: Printing) -> None:
    """Print what makes estimates from a file doubtful."""
    found = [
        {str(key): here(value) for key, value in row.items()}
        for row in survey.check().to_dict("records")
    ]
    say = topline.printing_language()
    words = [_words_of(row, say) for row in found]
    notes = [here(note) for note in (survey.codebook.notes if survey.codebook else ())]
    counts = Counter(row["severity"] for row in found)
    several = ", ".join(say.plural(*_COUNTED[name], count) for name, count in counts.items())
    record = {"file": named, "rows": len(survey), "checks": found, "notes": notes}
    title = say.plural("{name}: {n} row", "{name}: {n} rows", len(survey), name=named)
    # what a check says already is not said again
    told = [row["what"] for row in found if row["severity"] != "ok"]
    new = [note for note in dict.fromkeys(notes) if not any(one in note for one in told)]
    sentences = [say("Note: {note}", note=note) for note in new]
    show(
        Result(
            title,
            words,
            found,
            record,
            sentences,
            labels=3,
            quote=say("Checks: {states}.", states=several),
        ),
        printing,
    )
    if any(row["severity"] == "problem" for row in found):
        raise typer.Exit(1)


def _words_of(row: dict[str, str], say: "topline.Strings") -> dict[str, str]:
    """Return a finding as a row for people."""
    where = "" if row["what"].startswith(f"{row['where']}:") else row["where"]
    remedy = row["remedy"] and say("to do: {what}", what=row["remedy"])
    return {
        say("Check"): say(row["check"]),
        say("Severity"): say(row["severity"]),
        say("What was found"): say.series_text([row["what"], where, remedy]),
    }


def check_record(path: Path, code: Code, printing: Printing) -> None:
    """Print the state of every item of a disclosure record."""
    told = topline.read_disclosure(path)
    # what a plan does to the weights need not be told again; without its data it is not known
    if {"data", "questions", "weighting"} <= read_toml(path).keys():
        with renamed(Weighting.written):
            told = told.filled(read_plan(path).survey().weighting.disclosed)
    found = topline.check_disclosure(told, code=code)
    records = found.table.to_dict("records")
    rows = [{str(key): value for key, value in row.items()} for row in records]
    say = topline.printing_language()
    words = [
        {
            say("Code"): r["code"],
            say("Item"): say(r["item"]),
            say("Status"): say(r["status"]),
            say("To do"): said(r["to_do"]),
        }
        for r in rows
    ]
    record = {"code": found.code, "complete": found.complete, "items": rows}
    show(
        Result(
            say("Disclosure of {name}", name=path.name),
            words,
            rows,
            record,
            labels=4,
            quote=found.sentences[0],
        ),
        printing,
    )
    if not found.complete:
        raise typer.Exit(1)
