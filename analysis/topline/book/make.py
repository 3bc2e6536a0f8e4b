"""Making a book: a table of every question by the banner, each by its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..arguments import check_one_of, described, listed_values
from ..errors import ArgumentError, NoAnswersError
from ..figures.problems import close_name
from ..language.amounts import first_few
from ..language.strings import Strings
from ..mappings import FrozenMapping
from ..report.questions.kinds import KINDS, kind_of
from ..survey.checks.contents import ColumnContent
from ..survey.crosstab.arranged import hidden_beside, total_alone
from ..survey.crosstab.crosstab import Crosstab
from ..survey.crosstab.parts.together import Secrets, hidden_together
from ..survey.crosstab.words import HIDDEN
from ..survey.survey import Survey
from ..tables.book import Book, Picture, Sheet
from ..tables.model import PrintedTable
from .batteries import Battery, answers_beside, batteries_of, in_one_table, same_answers
from .pictures import pictures_of, pictures_of_battery
from .tables import printed_in_book, question_table, unanswered
from .wanted import Wanted

Progress = Callable[[str, int, int], None]

CHARTS = ("", "bar", "stacked", "line", "picture", "none")
"""How a deck may draw a question; "" for what its kind has."""


_MEANS = ({"number"}, {"rating"})
"""Kinds of all questions of a battery whose means can be drawn."""

UNANSWERED = "unanswered"
"""The kind of a question that nobody answered."""


def make_book(survey: Survey, wanted: Wanted, say: Strings, tell: Progress) -> Book:
    """Return the tables of a book.

    Raises
    ------
    ArgumentError, DataError
        When a question or an option is not known, or a column of the banner has no answers.
    """
    batteries = batteries_of(wanted.batteries)
    every = list(dict.fromkeys([*wanted.questions, *(q for b in batteries for q in b.questions)]))
    unknown = [name for name in wanted.own if name not in every]
    if unknown:
        raise ArgumentError(
            f"{unknown[0]!r} has options and is no question of the book"
            f"{close_name(unknown[0], every)}; its questions are {', '.join(every)}"
        )
    # files find tables by their names
    parts = [f"{own.name}{part}" for own in batteries for part in ("", ": summary", ": answers")]
    names = [*wanted.questions, *parts]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ArgumentError(
            f"{twice[0]!r} is the name of two tables of the book; name each question once, and "
            "give a battery a name that no question has"
        )
    columns = [name for name in every if name not in survey.sets]
    contents = {one.name: one for one in survey.contents(columns, show_personal=True)}
    found, totals = tables_together(survey, every, contents, batteries, wanted, say, tell)
    sheets = [found[name] for name in wanted.questions]
    for battery in batteries:
        nobody = [name for name in battery.questions if found[name].kind == UNANSWERED]
        own = replace(battery, questions=tuple(q for q in battery.questions if q not in nobody))
        made = battery_sheets(survey, own, found, totals, wanted, say) if own.questions else []
        for sheet in made:
            notes = sheet.table.notes
            if nobody:
                titles = say.list_text([found[name].table.title for name in nobody])
                notes = (*notes, say("Nobody answered {questions}.", questions=titles))
            sheets.append(replace(sheet, table=replace(sheet.table, notes=notes)))
    stacks = checked_stacks(wanted.stacks, [sheet.key for sheet in sheets], say("Tables"))
    return Book(
        stacks=FrozenMapping(stacks),
        title=wanted.title,
        subtitle=wanted.subtitle,
        sheets=tuple(sheets),
        contents=say("Contents"),
        lang=say.lang,
    )


def tables_together(
    survey: Survey,
    every: Sequence[str],
    contents: Mapping[str, ColumnContent],
    batteries: Sequence[Battery],
    wanted: Wanted,
    say: Strings,
    tell: Progress,
) -> tuple[dict[str, Sheet], dict[str, PrintedTable]]:
    """Return the table of each question, and of those in a battery that of all respondents.

    Those that tell what others hide are made again without it.
    """
    found: dict[str, Sheet] = {}
    totals: dict[str, PrintedTable] = {}
    secrets: dict[str, Secrets] = {}
    asked: list[tuple[str, NDArray[np.bool_] | None]] = [(name, None) for name in every]
    while asked:
        for number, (name, gone) in enumerate(asked):
            tell(f"Tabulating {name}", number, len(asked))
            found[name], table = question_sheet(survey, name, contents.get(name), wanted, say, gone)
            beside = any(name in battery.questions for battery in batteries)
            if beside and table is not None and table.percent == "column":
                totals[name] = printed_in_book(name, total_alone(table), wanted, say)
            if table is not None and table._secrets is not None:
                own = table._secrets
                secrets[name] = own if gone is None else replace(own, gone=gone)
        before, together = secrets.values(), hidden_together([*secrets.values()])
        asked = [
            (name, gone)
            for name, own, gone in zip(secrets, before, together, strict=True)
            if (gone & ~own.gone).any()
        ]
    return found, totals


def question_sheet(
    survey: Survey,
    name: str,
    content: ColumnContent | None,
    wanted: Wanted,
    say: Strings,
    gone: NDArray[np.bool_] | None,
) -> tuple[Sheet, Crosstab | None]:
    """Return the table of a question and how it is drawn, and its numbers where it has some.

    What is `gone` for the sake of other tables is hidden, too.
    """
    kind = kind_of(survey, name, content)
    chart = wanted.own.get(name, {}).get("chart", wanted.chart)
    check_one_of("chart", chart, CHARTS)
    label = wanted.labels.get(name) or name
    try:
        numbers = question_table(survey, name, kind, content, wanted)
    except NoAnswersError as problem:
        if problem.column != name:
            raise
        nobody = unanswered(label, say)
        return Sheet(key=name, kind=UNANSWERED, table=nobody, chart="none"), None
    if gone is not None:
        numbers = hidden_beside(numbers, gone)
    table = printed_in_book(name, numbers, wanted, say)
    pictures: tuple[Picture, ...] = ()
    if chart == "picture" and may_be_drawn(name, table, wanted):
        pictures = pictures_of(survey, name, kind, label, suppressed=wanted.suppressed, say=say)
    native = "" if chart == "picture" and not pictures else chart
    sheet = Sheet(key=name, kind=kind.key, table=table, chart=native, pictures=pictures)
    return sheet, numbers


def may_be_drawn(name: str, table: PrintedTable, wanted: Wanted) -> bool:
    """Return whether a picture of all respondents tells nothing that the table hides or rounds."""
    asked = {**wanted.options, **wanted.own.get(name, {})}
    shown = all(row.cells[0].text != HIDDEN for row in table.rows)
    return shown and asked.get("round_counts") in (None, 1)


def battery_sheets(
    survey: Survey,
    battery: Battery,
    found: Mapping[str, Sheet],
    totals: Mapping[str, PrintedTable],
    wanted: Wanted,
    say: Strings,
) -> list[Sheet]:
    """Return the sheets of a battery: its summary, all in one table, and answers side by side."""
    chart = check_one_of("chart", battery.chart or wanted.chart, CHARTS)
    names = battery.questions
    whole, summary = in_one_table(battery, {name: found[name].table for name in names}, say)
    kinds = {found[name].kind for name in names}
    answers = None
    percents = {
        {**wanted.options, **wanted.own.get(name, {})}.get("percent", "column") for name in names
    }
    if percents == {"column"} and same_answers([found[name].table for name in names]):
        answers = answers_beside(battery, [totals[name] for name in names], say)
    pictures: tuple[Picture, ...] = ()
    drawn = all(may_be_drawn(name, found[name].table, wanted) for name in names)
    if chart == "picture" and drawn and (kinds in _MEANS or (kinds == {"scale"} and answers)):
        labels = {name: wanted.labels.get(name) or name for name in names}
        pictures = pictures_of_battery(
            survey, battery.name, KINDS[kinds.pop()], labels, suppressed=wanted.suppressed, say=say
        )
    native = "" if chart == "picture" and not pictures else chart
    made = [
        Sheet(
            key=f"{battery.name}: summary",
            kind="battery",
            table=summary,
            chart="" if answers else native,
            pictures=() if answers else pictures,
        ),
        Sheet(key=battery.name, kind="battery", table=whole, chart="none"),
    ]
    if answers is not None:
        key = f"{battery.name}: answers"
        made.append(Sheet(key=key, kind="answers", table=answers, chart=native, pictures=pictures))
    return made


def checked_stacks(stacks: Any, keys: Sequence[str], name: str) -> dict[str, tuple[str, ...]]:
    """Return which tables stand on one sheet; all of them on one of this name, where it is True.

    Raises
    ------
    ArgumentError
        When one is no table of the book, or stands on two sheets.
    """
    if isinstance(stacks, bool):
        return {name: tuple(keys)} if stacks else {}
    if not isinstance(stacks, Mapping):
        raise ArgumentError(
            f"stacks is {described(stacks)}; expected True, or questions by the name of their "
            'sheet, as {"Media": ["tv", "radio"]}'
        )
    found = {
        str(sheet): tuple(listed_values(f"stacks[{sheet!r}]", own)) for sheet, own in stacks.items()
    }
    every = [key for own in found.values() for key in own]
    unknown = [key for key in every if key not in keys]
    if unknown or any(not own for own in found.values()):
        what = f"{described(unknown[0])}, which is no table of the book" if unknown else "no tables"
        raise ArgumentError(f"stacks has {what}; its tables are {', '.join(keys)}")
    twice = [key for key in every if every.count(key) > 1]
    if twice:
        raise ArgumentError(f"stacks has {twice[0]!r} twice; a table stands on one sheet")
    return found


def known_questions(survey: Survey, questions: Sequence[str]) -> tuple[str, ...]:
    """Return the questions of a book, or refuse a list of none.

    Raises
    ------
    ArgumentError
    """
    if isinstance(questions, str) or not questions:
        raise ArgumentError("questions names no questions; give a list of columns")
    known = dict.fromkeys([*map(str, survey.data.columns), *survey.sets])
    unknown = [name for name in questions if name not in known]
    if unknown:
        raise ArgumentError(
            f"{unknown[0]!r} is no question{close_name(str(unknown[0]), known)}; the columns are "
            f"{first_few(list(known), 20)}"
        )
    return tuple(questions)
