"""``topline report FILE`` without questions: what could be reported, and the command that does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, NoReturn

import typer

import topline

from ..shared.output import Format, Printing, Result, said, show
from ..shared.remedies import argument_words, here, told_once, word
from .microdata import opened

if TYPE_CHECKING:
    from topline import Reportable, ReportPlan

_RUN = 3
"""Columns in a row that are none for one reason; of more the first and the last are told."""

_NAMED = 10
"""Questions that a command names; of more a plan is the shorter way."""


def list_columns(
    plan: "ReportPlan", typed: Mapping[str, Any], output: Format, *, show_personal: bool
) -> NoReturn:
    """Print which columns of a file could be reported, as what, and which not, and why.

    The command that does is told with the options that were `typed`.

    Raises
    ------
    Exit
        Always: no report is written.
    """
    survey = opened(plan)
    report = ["topline", "report", word(str(plan.data))]
    report += [argument_words(name, value) for name, value in typed.items()]
    found = topline.reportable_columns(survey, show_personal=show_personal)
    names = [one.name for one in found if not one.why_not]
    told = ("name", "label", "kind", "answers", "why_not")
    rows = [{key: getattr(one, key) for key in told} | {"note": here(one.note)} for one in found]
    notes = told_once({one.name: one.note for one in found if one.note})
    say = topline.printing_language()
    words = [
        {
            say("Column"): ": ".join(filter(None, (own.name, own.label))),
            say("Kind"): say(own.kind) if own.kind else say("not reported"),
            say("Answers"): said(own.answers) or said(own.why_not),
        }
        for own in (*(one for one in found if not one.why_not), *_gathered(found))
    ]
    title = say(
        "{name}: {part} of {all} columns could be reported",
        name=plan.data.name,
        part=say.count_text(len(names)),
        all=say.count_text(len(found)),
    )
    result = Result(
        title,
        words,
        rows,
        {"file": plan.data.name, "columns": rows, "command": _command(report, names)},
        sentences=[
            *(say("Note: {note}", note=note) for note in notes),
            *_sentences(report, names, {} if plan.design else survey.likely_design()),
        ],
        wrapped=(say("Kind"), say("Answers")),
    )
    show(result, Printing(output=output))
    raise typer.Exit(2)


def _gathered(found: "Sequence[Reportable]") -> "Iterator[Reportable]":
    """Give columns that are no questions, many of one reason in a row as one."""
    for why, run in groupby(found, key=lambda one: one.why_not):
        own = list(run)
        if why and len(own) > _RUN:
            say = topline.printing_language()
            ends = say("{low} to {high}", low=own[0].name, high=own[-1].name)
            yield replace(own[0], name=ends, label="")
        elif why:
            yield from own


def _sentences(report: Sequence[str], names: Sequence[str], likely: Mapping[str, Any]) -> list[str]:
    """Say how to go on: the last of them is the command to run."""
    say = topline.printing_language()
    if not names:
        return [say("No column could be reported; --show-personal shows what people wrote.")]
    told = []
    if likely:
        asked = " ".join(argument_words(name, value) for name, value in likely.items())
        told.append(
            say(
                "The columns look like a design, which is not used unless you say so: {options}.",
                options=asked,
            )
        )
    template = " ".join([*report, "--plan-template", "plan.toml"])
    return [
        *told,
        say("A plan to start from: {command}", command=template),
        say("The report:"),
        _command(report, names),
    ]


def _command(report: Sequence[str], names: Sequence[str]) -> str:
    """Return the command that reports the first of some questions."""
    return " ".join([*report, argument_words("questions", list(names[:_NAMED]))])
