"""The table of a question in a book: by its kind, as is asked for, with the words of the book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..language.strings import Strings
from ..report.questions.kinds import Kind
from ..report.questions.question import notes_for_readers
from ..survey.checks.contents import ColumnContent
from ..survey.crosstab.crosstab import Crosstab
from ..survey.survey import Survey
from ..tables.model import Cell, Column, PrintedTable, Row, sentence
from .wanted import Wanted

LEAST_FOR_BOXES = 5
"""Answers from which on a scale has two boxes at each end."""


def question_table(
    survey: Survey, name: str, kind: Kind, content: ColumnContent | None, wanted: Wanted
) -> Crosstab:
    """Return the table of a question by the banner, without itself."""
    banner = [column for column in wanted.banner if column != name]
    if len(banner) < len(wanted.banner):
        wanted = replace(wanted, options=options_beside(name, content, wanted, banner))
    return survey.crosstab(name, banner, **options_of(name, kind, content, wanted))


def printed_in_book(name: str, table: Crosstab, wanted: Wanted, say: Strings) -> PrintedTable:
    """Return a table of a question in words, with the wordings of the book."""
    title = wanted.labels.get(name) or name
    printed = table.printed(title=title, suppressed=wanted.suppressed, lang=say)
    heads = tuple(
        replace(one, group=wanted.labels.get(one.group) or one.group) for one in printed.columns
    )
    notes = tuple(sentence(say.again(note)) for note in notes_for_readers(table, printed, say))
    return replace(printed, columns=heads, stubs=(*printed.stubs[:-1], say("Answer")), notes=notes)


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
    if kind.key == "rating" and percent == "column":
        # all its places, and below them its mean
        found = {**kind.crossing}
    if kind.key == "scale" and content is not None:
        answers = [one for one in content.answers if one.label not in content.set_aside]
        if len(answers) >= LEAST_FOR_BOXES:
            # a mean score stands below column percents alone
            found = {"boxes": 2, **({"scores": "order"} if percent == "column" else {})}
    return {**found, **asked}


def unanswered(title: str, say: Strings) -> PrintedTable:
    """Return the table of a question that nobody answered, which a book does not pass over."""
    return PrintedTable(
        title=title,
        subtitle="",
        stubs=(say("Answer"),),
        columns=(Column(say("Total")),),
        rows=(Row((say("Unweighted base"),), (Cell("0", 0, "#,##0"),), base=True),),
        notes=(say("Nobody answered this question."),),
    )
