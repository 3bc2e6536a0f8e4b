"""Making a book: a table of every question by the banner, each by its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..arguments import check_one_of, described, listed_values
from ..errors import ArgumentError
from ..language.strings import Strings
from ..mappings import FrozenMapping
from ..report.questions.kinds import KINDS, Kind, kind_of
from ..survey.checks.contents import ColumnContent
from ..survey.crosstab.words import HIDDEN
from ..survey.survey import Survey
from ..tables.book import Book, Sheet
from ..tables.model import PrintedTable
from ..values import Value
from .batteries import Battery, answers_beside, batteries_of, in_one_table, same_answers
from .pictures import picture_of, picture_of_battery

Progress = Callable[[str, int, int], None]

CHARTS = ("", "bar", "stacked", "line", "picture", "none")
"""How a deck may draw a question; "" for what its kind has."""

OF_COLUMNS = ("column_nets", "compare", "previous", "tail", "adjust", "family", "ranks")
"""Options of a table that are about its columns, or of one column alone."""

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
    chart : str
        How questions are drawn that say nothing else: one of ``CHARTS``.
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
    chart: str = ""


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
        chart = wanted.own.get(name, {}).get("chart", wanted.chart)
        check_one_of("chart", chart, CHARTS)
        label = wanted.labels.get(name) or name
        table = question_table(survey, name, kind, contents.get(name), wanted, say)
        picture = None
        if chart == "picture" and may_be_drawn(name, table, wanted):
            picture = picture_of(survey, name, kind, label, suppressed=wanted.suppressed, say=say)
        native = "" if chart == "picture" and picture is None else chart
        found[name] = Sheet(key=name, kind=kind.key, table=table, chart=native, picture=picture)
    sheets = [found[name] for name in wanted.questions]
    for battery in batteries:
        sheets += battery_sheets(survey, battery, found, contents, wanted, say)
    keys = [sheet.key for sheet in sheets]
    return Book(
        stacks=FrozenMapping(checked_stacks(wanted.stacks, keys, say("Tables"))),
        title=wanted.title,
        subtitle=wanted.subtitle,
        sheets=tuple(sheets),
        contents=say("Contents"),
        lang=say.lang,
    )


def may_be_drawn(name: str, table: PrintedTable, wanted: Wanted) -> bool:
    """Return whether a picture of all respondents tells nothing that the table hides or rounds."""
    asked = {**wanted.options, **wanted.own.get(name, {})}
    shown = all(row.cells[0].text != HIDDEN for row in table.rows)
    return shown and asked.get("round_counts") in (None, 1)


def battery_sheets(
    survey: Survey,
    battery: Battery,
    found: Mapping[str, Sheet],
    contents: Mapping[str, ColumnContent],
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
        totals = [
            question_table(
                survey, name, KINDS[found[name].kind], contents.get(name), wanted, say, alone=True
            )
            for name in names
        ]
        answers = answers_beside(battery, totals, say)
    picture = None
    drawn = all(may_be_drawn(name, found[name].table, wanted) for name in names)
    if chart == "picture" and drawn and (kinds == {"number"} or (kinds == {"scale"} and answers)):
        labels = {name: wanted.labels.get(name) or name for name in names}
        picture = picture_of_battery(
            survey, battery.name, KINDS[kinds.pop()], labels, suppressed=wanted.suppressed, say=say
        )
    native = "" if chart == "picture" and picture is None else chart
    made = [
        Sheet(
            key=f"{battery.name}: summary",
            kind="battery",
            table=summary,
            chart="" if answers else native,
            picture=None if answers else picture,
        ),
        Sheet(key=battery.name, kind="battery", table=whole, chart="none"),
    ]
    if answers is not None:
        key = f"{battery.name}: answers"
        made.append(Sheet(key=key, kind="answers", table=answers, chart=native, picture=picture))
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


def question_table(
    survey: Survey,
    name: str,
    kind: Kind,
    content: ColumnContent | None,
    wanted: Wanted,
    say: Strings,
    *,
    alone: bool = False,
) -> PrintedTable:
    """Return the table of a question, with the wordings of the book; `alone` without the banner."""
    banner = [column for column in wanted.banner if column != name]
    if len(banner) < len(wanted.banner):
        wanted = replace(wanted, options=options_beside(name, content, wanted, banner))
    options = options_of(name, kind, content, wanted)
    if alone:
        banner = []
        options = {key: own for key, own in options.items() if key not in OF_COLUMNS}
        options["letters"] = False
    table = survey.crosstab(name, banner, **options)
    title = wanted.labels.get(name) or name
    printed = table.printed(title=title, suppressed=wanted.suppressed, lang=say)
    heads = tuple(
        replace(one, group=wanted.labels.get(one.group) or one.group) for one in printed.columns
    )
    return replace(printed, columns=heads, stubs=(*printed.stubs[:-1], say("Answer")))


def options_beside(
    name: str, content: ColumnContent | None, wanted: Wanted, banner: Sequence[Any]
) -> dict[str, Any]:
    """Return the book's options for a question that is a banner of the others, and not its own.

    Nets and pairs of the columns that it would have are left out, and shares that need columns
    where none are left.
    """
    options = dict(wanted.options)
    nets, pairs = options.get("column_nets"), options.get("compare")
    own = {answer.label for answer in content.answers} if content is not None else set[str]()
    if isinstance(nets, Mapping):
        own |= set(nets.get(name) or ())
        options["column_nets"] = {key: net for key, net in nets.items() if key != name} or None
    if isinstance(pairs, (list, tuple)):
        left = [pair for pair in pairs if not isinstance(pair, (list, tuple)) or not own & {*pair}]
        options |= {"compare": left} if left else {"compare": "columns", "letters": False}
    if not banner and options.get("percent") in ("row", "total"):
        options["percent"] = "column"
    return options


def options_of(
    name: str, kind: Kind, content: ColumnContent | None, wanted: Wanted
) -> dict[str, Any]:
    """Return what a table of a question has: what is asked for, else what its kind has."""
    own = wanted.own.get(name, {})
    asked = {**wanted.options, **own}
    asked.pop("chart", None)
    percent = asked.get("percent", "column")
    if kind.key == "number" and asked.get("bands") is None:
        # its mean is no share of a row, nor a number of people
        return {**kind.crossing, **asked, "percent": own.get("percent", "column")}
    if kind.key == "number":
        return {**(kind.crossing if percent == "column" else {}), "shares": True, **asked}
    found: dict[str, Any] = {}
    if kind.key == "scale" and content is not None:
        answers = [one for one in content.answers if one.label not in content.set_aside]
        if len(answers) >= LEAST_FOR_BOXES:
            # a mean score stands below column percents alone
            found = {"boxes": 2, **({"scores": "order"} if percent == "column" else {})}
    return {**found, **asked}


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
