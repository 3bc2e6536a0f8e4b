"""Batteries: questions that are asked alike, in one table, and one with a row for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..arguments import described
from ..errors import ArgumentError
from ..language.strings import Strings
from ..tables.model import Column, PrintedTable, Row
from ..values import Value


@dataclass(frozen=True, eq=False, kw_only=True)
class Battery(Value):
    """Questions that stand in one table.

    Attributes
    ----------
    name : str
    questions : tuple of str
    rows : tuple of str
        Labels of the rows that are shown of each; none for nets and numbers, or all there are.
    summary : str
        Label of the row that stands for a question in the summary; "" for the last that is shown.
    chart : str
        How it is drawn; "" as the book says.
    """

    name: str
    questions: tuple[str, ...]
    rows: tuple[str, ...] = ()
    summary: str = ""
    chart: str = ""


def batteries_of(given: Mapping[str, Any] | None) -> tuple[Battery, ...]:
    """Return the batteries that are asked for: by their name, questions, or questions and rows.

    Raises
    ------
    ArgumentError
        When one names no questions, or says what is not known.
    """
    found = []
    for name, asked in (given or {}).items():
        told = asked if isinstance(asked, Mapping) else {"questions": asked}
        questions = told.get("questions")
        unknown = set(told) - {"questions", "rows", "summary", "chart"}
        if unknown or not isinstance(questions, (list, tuple)) or not questions:
            raise ArgumentError(
                f"the battery {name!r} is {described(asked)}; expected a list of questions, or "
                "questions, rows, summary and chart"
            )
        found.append(
            Battery(
                name=name,
                questions=tuple(questions),
                rows=tuple(told.get("rows", ())),
                summary=told.get("summary", ""),
                chart=told.get("chart", ""),
            )
        )
    return tuple(found)


def in_one_table(
    battery: Battery, tables: Mapping[str, PrintedTable], say: Strings
) -> tuple[PrintedTable, PrintedTable]:
    """Return the tables of a battery as one, and its summary: a row for each question.

    Raises
    ------
    ArgumentError
        When a question has no such row, or other columns than the first.
    """
    first = tables[battery.questions[0]]
    heads = [(column.group, column.head) for column in first.columns]
    rows, summary, notes = [], [], list[str]()
    for name in battery.questions:
        table = tables[name]
        if [(column.group, column.head) for column in table.columns] != heads:
            raise ArgumentError(
                f"{name!r} has other columns than {battery.questions[0]!r}, and a battery stands "
                "in one table; leave it out, or give the banner columns that all have"
            )
        own = rows_of(battery, name, table)
        rows += [replace(row, labels=(table.title, *row.labels)) for row in own]
        labels = [row.labels[-1] for row in own]
        chosen = battery.summary if battery.summary in labels else labels[-1]
        # the same of each group, as a wave; row percents have their bases beside them
        bases = [row for row in table.rows if row.base]
        first_base = [row for row in bases if row.labels[-1] == bases[0].labels[-1]]
        rows += [replace(row, labels=(table.title, *row.labels)) for row in first_base]
        summary += [
            replace(row, labels=(table.title, *row.labels))
            for row in own
            if row.labels[-1] == chosen
        ]
        notes += [note for note in table.notes if note not in notes]
    notes += _turned(battery, tables, say)
    stubs = (say("Question"), *first.stubs[:-1], say("Answer"))
    whole = PrintedTable(
        title=battery.name,
        subtitle="",
        stubs=stubs,
        columns=first.columns,
        rows=tuple(rows),
        notes=tuple(notes),
    )
    titled = replace(
        whole, title=say("{battery}: summary", battery=battery.name), rows=tuple(summary)
    )
    return whole, titled


def _turned(battery: Battery, tables: Mapping[str, PrintedTable], say: Strings) -> list[str]:
    """Say whose answers are those of the first question in another order, by their codes."""
    first = tables[battery.questions[0]]
    asked = answers_of(first)
    orders = {tables[name].title: answers_of(tables[name]) for name in battery.questions}
    names = [title for title, own in orders.items() if own != asked and {*own} == {*asked}]
    told = say(
        "{names}: the same answers in another order than of {first}, so boxes and means are of the "
        "other end; order= puts them into one.",
        names=", ".join(names),
        first=first.title,
    )
    return [told] if names else []


def answers_of(table: PrintedTable) -> list[str]:
    """Return the answers of a question in their order, without nets, numbers and bases."""
    rows = [row for row in table.rows if not (row.base or row.number or row.net)]
    return list(dict.fromkeys(row.labels[-1] for row in rows))


def same_answers(tables: Sequence[PrintedTable]) -> bool:
    """Return whether questions have answers, and all the same ones."""
    rows = [[(row.labels[-1], row.base, row.number) for row in table.rows] for table in tables]
    return bool(answers_of(tables[0])) and all(own == rows[0] for own in rows)


def answers_beside(battery: Battery, totals: Sequence[PrintedTable], say: Strings) -> PrintedTable:
    """Return the same answers to the questions of a battery beside one another: a column for each.

    Parameters
    ----------
    battery : Battery
    totals : sequence of PrintedTable
        Of each question, with one column.
    say : Strings
    """
    beside = [
        replace(row, cells=tuple(table.rows[at].cells[0] for table in totals))
        for at, row in enumerate(totals[0].rows)
    ]
    return PrintedTable(
        title=say("{battery}: answers", battery=battery.name),
        subtitle="",
        stubs=totals[0].stubs,
        columns=tuple(Column(table.title) for table in totals),
        rows=tuple(beside),
        notes=tuple(dict.fromkeys(note for table in totals for note in table.notes)),
    )


def rows_of(battery: Battery, name: str, table: PrintedTable) -> list[Row]:
    """Return the rows that a battery shows of a question."""
    own = [row for row in table.rows if not row.base]
    wanted = battery.rows or [row.labels[-1] for row in own if row.number or row.net]
    found = [row for row in own if row.labels[-1] in wanted] if wanted else own
    if not found:
        raise ArgumentError(
            f"{name!r} has no row {', '.join(map(repr, wanted))}; its rows are "
            f"{', '.join(row.labels[-1] for row in own)}"
        )
    return found
