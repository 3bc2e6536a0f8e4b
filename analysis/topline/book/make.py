"""Making a book: a table of every question by the banner, each by its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..arguments import check_one_of, described, listed_values
from ..errors import ArgumentError
from ..language.strings import Strings
from ..mappings import FrozenMapping
from ..report.questions.kinds import Kind, kind_of
from ..survey.checks.contents import ColumnContent
from ..survey.survey import Survey
from ..tables.book import Book, Sheet
from ..tables.model import PrintedTable
from ..values import Value
from .batteries import batteries_of, in_one_table

Progress = Callable[[str, int, int], None]

CHARTS = ("", "bar", "stacked", "line", "none")
"""How a deck may draw a question; "" for what its kind has."""

LEAST_FOR_BOXES = 5
"""Answers from which on a scale has two boxes at each end."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Wanted(Value):
    """What stands in a book.

    Attributes
    ----------
    questions : tuple of str
    banner : list
        As the columns of ``Survey.crosstab``.
    title, subtitle : str
    labels : mapping of str to str
        Wordings, by question and column of the banner.
    options : mapping
        Arguments of ``Survey.crosstab`` for every table.
    own : mapping of str to mapping
        Those of one question.
    batteries : mapping
        Questions that stand in one table as well, by its title.
    suppressed : {"mark", "hide"}
    stacks : mapping or bool
        Questions that stand on one sheet of a workbook, by its name; True for all of them.
    """

    questions: tuple[str, ...]
    banner: list[Any] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    batteries: Mapping[str, Any] = field(default_factory=dict)
    suppressed: str = "mark"
    stacks: Mapping[str, Sequence[str]] | bool = False


def make_book(survey: Survey, wanted: Wanted, say: Strings, tell: Progress) -> Book:
    """Return the tables of a book.

    Raises
    ------
    ArgumentError, DataError
        When a question or an option is not known, or a question has no answers.
    """
    batteries = batteries_of(wanted.batteries)
    every = list(dict.fromkeys([*wanted.questions, *(q for b in batteries for q in b.questions)]))
    unknown = [name for name in wanted.own if name not in every]
    if unknown:
        raise ArgumentError(
            f"{unknown[0]!r} has options and is no question of the book; its questions are "
            f"{', '.join(every)}"
        )
    columns = [name for name in every if name not in survey.sets]
    contents = {one.name: one for one in survey.contents(columns, show_personal=True)}
    found: dict[str, Sheet] = {}
    for number, name in enumerate(every):
        tell(f"Tabulating {name}", number, len(every))
        kind = kind_of(survey, name, contents.get(name))
        found[name] = Sheet(
            key=name,
            kind=kind.key,
            table=question_table(survey, name, kind, contents.get(name), wanted, say),
            chart=check_one_of("chart", wanted.own.get(name, {}).get("chart", ""), CHARTS),
        )
    tables = {name: sheet.table for name, sheet in found.items()}
    sheets = [found[name] for name in wanted.questions]
    for battery in batteries:
        whole, summary = in_one_table(battery, tables, say)
        sheets.append(Sheet(key=f"{battery.name}: summary", kind="battery", table=summary))
        sheets.append(Sheet(key=battery.name, kind="battery", table=whole))
    keys = [sheet.key for sheet in sheets]
    stacks = {say("Tables"): keys} if wanted.stacks is True else wanted.stacks or {}
    return Book(
        stacks=FrozenMapping(checked_stacks(stacks, keys)),
        title=wanted.title,
        subtitle=wanted.subtitle,
        sheets=tuple(sheets),
        contents=say("Contents"),
        lang=say.lang,
    )


def checked_stacks(stacks: Any, keys: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return which tables stand on one sheet.

    Raises
    ------
    ArgumentError
        When one is no table of the book, or stands on two sheets.
    """
    if not isinstance(stacks, Mapping):
        raise ArgumentError(
            f"stacks is {described(stacks)}; expected True, or questions by the name of their "
            'sheet, as {"Media": ["tv", "radio"]}'
        )
    found = {str(name): tuple(listed_values(f"stacks[{name!r}]", own)) for name, own in
             stacks.items()}  # fmt: skip
    every = [key for own in found.values() for key in own]
    unknown = [key for key in every if key not in keys]
    if unknown or any(not own for own in found.values()):
        what = f"{described(unknown[0])}, which is no table of the book" if unknown else "no tables"
        raise ArgumentError(f"stacks has {what}; its tables are {', '.join(keys)}")
    twice = [key for key in every if every.count(key) > 1]
    if twice:
        raise ArgumentError(f"stacks has {twice[0]!r} twice; a table stands on one sheet")
    return found


def question_table(
    survey: Survey,
    name: str,
    kind: Kind,
    content: ColumnContent | None,
    wanted: Wanted,
    say: Strings,
) -> PrintedTable:
    """Return the table of a question, with the wordings of the book."""
    banner = [column for column in wanted.banner if column != name]
    options = {**defaults_of(kind, content), **wanted.options, **wanted.own.get(name, {})}
    options.pop("chart", None)
    if options.get("bands") is not None and kind.key == "number":
        options["shares"] = True
    table = survey.crosstab(name, banner, **options)
    title = wanted.labels.get(name) or name
    printed = table.printed(title=title, suppressed=wanted.suppressed, lang=say)
    heads = tuple(
        replace(one, group=wanted.labels.get(one.group) or one.group) for one in printed.columns
    )
    return replace(printed, columns=heads, stubs=(*printed.stubs[:-1], say("Answer")))


def defaults_of(kind: Kind, content: ColumnContent | None) -> dict[str, Any]:
    """Return what a table of a kind of question has where nothing else is asked for."""
    options = dict(kind.crossing)
    if kind.key == "scale" and content is not None:
        answers = [one for one in content.answers if one.label not in content.set_aside]
        if len(answers) >= LEAST_FOR_BOXES:
            options |= {"boxes": 2, "scores": "order"}
    return options


def known_questions(survey: Survey, questions: Sequence[str]) -> tuple[str, ...]:
    """Return the questions of a book, or refuse a list of none.

    Raises
    ------
    ArgumentError
    """
    if isinstance(questions, str) or not questions:
        raise ArgumentError("questions names no questions; give a list of columns")
    known = [*map(str, survey.data.columns), *survey.sets]
    unknown = [name for name in questions if name not in known]
    if unknown:
        raise ArgumentError(f"{unknown[0]!r} is no question; the columns are {', '.join(known)}")
    return tuple(questions)
