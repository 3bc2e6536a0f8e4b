"""``topline report FILE`` without questions: what could be reported, and the command that does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import topline

from ..shared.output import Format, Result, show
from ..shared.remedies import argument_words, word

if TYPE_CHECKING:
    from topline import Reportable, ReportPlan, Survey

_RUN = 3
"""Columns in a row that are none for one reason; of more the first and the last are told."""

_NAMED = 10
"""Questions that a command names; of more a plan is the shorter way."""


def list_columns(
    survey: "Survey", plan: "ReportPlan", output: Format, *, show_personal: bool
) -> None:
    """Print which columns of a file could be reported, as what, and which not, and why."""
    file, design, reading = plan.data, plan.design, dict(plan.reading)
    if plan.labels:
        reading["labels"] = plan.labels
    found = topline.reportable_columns(survey, show_personal=show_personal)
    names = [one.name for one in found if not one.why_not]
    rows = [
        {
            "name": one.name,
            "label": one.label,
            "kind": one.kind,
            "answers": one.answers,
            "why_not": one.why_not,
        }
        for one in found
    ]
    words = [
        {
            "Column": ": ".join(filter(None, (own.name, own.label))),
            "Kind": own.kind or "not reported",
            "Answers": own.answers or own.why_not,
        }
        for own in (*(one for one in found if not one.why_not), *_gathered(found))
    ]
    count = topline.count_text
    title = f"{file.name}: {count(len(names))} of {count(len(found))} columns could be reported"
    result = Result(
        title,
        words,
        rows,
        {"file": file.name, "columns": rows, "command": _command(file, names, reading, design)},
        sentences=_sentences(file, names, reading, design, survey.likely_design()),
        wrapped=("Kind", "Answers"),
    )
    show(result, output)


def _gathered(found: "Sequence[Reportable]") -> "Iterator[Reportable]":
    """Give columns that are no questions, many of one reason in a row as one."""
    for why, run in groupby(found, key=lambda one: one.why_not):
        own = list(run)
        if why and len(own) > _RUN:
            yield replace(own[0], name=f"{own[0].name} to {own[-1].name}", label="")
        elif why:
            yield from own


def _sentences(
    file: Path,
    names: Sequence[str],
    reading: Mapping[str, Any],
    design: Mapping[str, Any],
    likely: Mapping[str, Any],
) -> list[str]:
    """Say how to go on: the last of them is the command to run."""
    if not names:
        return ["No column could be reported; --show-personal shows what people wrote."]
    said = []
    if likely and not design:
        asked = " ".join(argument_words(name, value) for name, value in likely.items())
        said.append(f"The columns look like a design, not used unless you say so: {asked}.")
    template = " ".join([*_typed(file, reading, design), "--plan-template", "plan.toml"])
    return [*said, f"A plan to start from: {template}", "The report:",
            _command(file, names, reading, design)]  # fmt: skip


def _command(
    file: Path, names: Sequence[str], reading: Mapping[str, Any], design: Mapping[str, Any]
) -> str:
    """Return the command that reports the first of some questions."""
    asked = argument_words("questions", list(names[:_NAMED]))
    return " ".join([*_typed(file, reading, design), asked])


def _typed(file: Path, reading: Mapping[str, Any], design: Mapping[str, Any]) -> list[str]:
    """Return a command as it was typed, without what it is to do."""
    options = [argument_words(name, value) for name, value in {**reading, **design}.items()]
    return ["topline", "report", word(str(file)), *options]
