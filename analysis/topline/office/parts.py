"""The parts of a book in an office file, and which of them an older file has."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..headlines.words import cut
from ..shown import one_line
from ..tables.book import Book, Picture, Sheet
from ..tables.model import Column
from ..values import Value
from .charts import NativeChart
from .marks import BETWEEN, BookChanges

MOST_OF_GROUP = 40
"""Letters of the wording that columns stand under, which each of their heads repeats."""

MOST_TOLD = 12
"""Rows that the alternative text of a chart tells."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Part(Value):
    """A chart, a picture or a table of a question.

    Attributes
    ----------
    kind : {"chart", "picture", "table"}
    key : str
        What it is found by: its question, with a number for a table or a picture that goes on.
    sheet : Sheet
    chart : NativeChart or None
    rows, columns : slice
        Of the table.
    number : int
        Of a picture, where a question has several.
    """

    kind: str
    key: str
    sheet: Sheet
    chart: NativeChart | None = None
    rows: slice = field(default_factory=lambda: slice(None))
    columns: slice = field(default_factory=lambda: slice(None))
    number: int = 1

    @property
    def picture(self) -> Picture | None:
        """What it shows, where it is a picture."""
        return self.sheet.pictures[self.number - 1] if self.kind == "picture" else None

    @property
    def mark_key(self) -> str:
        """What its caption is found by."""
        return f"{self.kind} {self.key}"

    @property
    def words(self) -> str:
        """What there is to see, for those who do not see it: numbers or heads."""
        table = self.sheet.table
        if self.picture is not None:
            return self.picture.alt
        if self.chart is None:
            # rows and columns are found by these where people put others between them
            heads, *lines = self.cells()
            labels = [one_line(words) for words in (*heads[1:], *(cells[0] for cells in lines))]
            return BETWEEN.join([f"{table.title}: {' · '.join(table.stubs)}", *labels])
        rows = [row for row in table.rows if not row.base][:MOST_TOLD]
        # of answers side by side, each column is a question of its own
        beside = self.sheet.kind == "answers"
        told = [
            (f"{column.head}: " if beside else "")
            + "; ".join(f"{': '.join(row.labels)} {row.cells[at].text}" for row in rows)
            for at, column in enumerate(table.columns if beside else table.columns[:1])
        ]
        return f"{table.title}: {'. '.join(told)}"

    @property
    def caption(self) -> str:
        """Base and notes."""
        table = self.sheet.table
        bases = [row for row in table.rows if row.base]
        # the first base of each group, as a wave; a battery has those of its questions as rows
        told = [
            f"{': '.join(row.labels)}: {row.cells[0].text}"
            for row in bases
            if row.labels[-1] == bases[0].labels[-1] and self.sheet.kind != "battery"
        ]
        base = f"{'; '.join(told)}. " if told else ""
        if self.kind == "table":
            return base + " ".join(table.notes)
        return base + (table.notes[0] if table.notes else "")

    def cells(self) -> list[list[str]]:
        """Return the words of a table, heads and labels included."""
        table = self.sheet.table
        columns = table.columns[self.columns]
        grouped = any(column.group for column in columns)
        heads = [
            " ".join(
                filter(
                    None, ([cut(column.group, MOST_OF_GROUP)] if grouped else []) + [column.words]
                )
            )
            for column in columns
        ]
        rows = [
            [" · ".join(row.labels), *(cell.words for cell in row.cells[self.columns])]
            for row in table.rows[self.rows]
        ]
        return [["", *heads], *rows]


def part_key(book: Book, sheet: Sheet, number: int) -> str:
    """Return what a part of a table that goes on is found by: "q", "q 2" and so on."""
    if number == 1:
        return sheet.key
    key = f"{sheet.key} {number}"
    # a question may be called as the part of another is
    return f"{key} of {sheet.key}" if any(own.key == key for own in book.sheets) else key


def picture_parts(book: Book, sheet: Sheet) -> Iterator[Part]:
    """Go through the pictures of a question."""
    for number in range(1, len(sheet.pictures) + 1):
        key = part_key(book, sheet, number)
        yield Part(kind="picture", key=key, sheet=sheet, number=number)


def even_parts(number: int, most: int) -> list[slice]:
    """Return slices of at most so many, as even as can be."""
    parts = max(1, -(-number // most))
    size = -(-number // parts)
    return [slice(start, start + size) for start in range(0, max(1, number), max(1, size))]


def column_parts(columns: Sequence[Column], most: int) -> list[slice]:
    """Return slices of at most so many columns; what every group repeats stays together.

    A coefficient without its limits, in another table, is of no use; a banner may be parted.
    """
    width = sum(column.group == columns[0].group for column in columns)
    heads = [column.head for column in columns]
    repeated = heads == heads[:width] * (len(heads) // max(1, width))
    if not repeated or not 1 < width <= most:
        return even_parts(len(columns), most)
    parts = even_parts(len(columns) // width, most // width)
    return [slice(part.start * width, part.stop * width) for part in parts]


def refreshed(
    wanted: Mapping[tuple[str, str], Part],
    found: Iterable[tuple[tuple[str, str], Any]],
    *,
    refresh: Callable[[Any, Part], Sequence[str]],
    add: Callable[[Part], None],
    labels: Callable[[Any], Sequence[str]],
    untitled: tuple[str, ...],
) -> BookChanges:
    """Refresh the parts that an older file has, add those that it lacks, and say so.

    People may have copied a part; all of its copies are refreshed. One that they made into what
    takes no numbers is None. `refresh` returns the rows and columns that are people's own;
    `labels` reads the answers that a part shows: those that came and went are told by question.
    """
    there: dict[tuple[str, str], list[Any]] = {}
    lost: dict[tuple[str, str], None] = {}
    for mark, shape in found:
        if shape is None:
            lost[mark] = None
        else:
            there.setdefault(mark, []).append(shape)
    told: dict[str, list[str]] = {"refreshed": [], "added": []}
    kept: dict[str, None] = {}
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for mark, part in wanted.items():
        for shape in there.get(mark, []):
            before.setdefault(part.sheet.key, []).extend(labels(shape))
            kept.update({f"{own} of {' '.join(mark)}": None for own in refresh(shape, part)})
            after.setdefault(part.sheet.key, []).extend(labels(shape))
        if mark not in there:
            add(part)
        told["refreshed" if mark in there else "added"].append(" ".join(mark))
    left = dict.fromkeys([*(mark for mark in there if mark not in wanted), *lost])
    # a table that goes on may have moved a row from one part to another
    pairs = ((key, answers_changed(own, after[key])) for key, own in before.items())
    return BookChanges(
        refreshed=tuple(told["refreshed"]),
        added=tuple(told["added"]),
        unmatched=(*map(" ".join, left), *kept),
        answers=tuple(f"{key}: {words}" for key, words in pairs if words),
        untitled=untitled,
    )


def retitled(paragraphs: Iterable[Any], properties: Any, book: Book) -> tuple[str, ...]:
    """Give an older file title and subtitle of the book, where people left those it had.

    What they were is remembered in its properties. Those that found no place are returned.
    """
    lines = list(paragraphs)
    lost = []
    for name, words in {"title": one_line(book.title), "subject": one_line(book.subtitle)}.items():
        before = getattr(properties, name)
        line = next((one for one in lines if before and one.text == before), None)
        if line is not None:
            # what people made of the type stays
            for at, run in enumerate(line.runs):
                run.text = "" if at else words
        elif words and all(one.text != words for one in lines):
            lost.append(words)
        setattr(properties, name, words)
    return tuple(lost)


def reword(paragraphs: Sequence[Any], before: str, title: str) -> None:
    """Give a headline the new wording of its question, where it has the one before.

    `before` is the alternative text that an older book wrote, which begins with that.
    """
    if len(paragraphs) != 1 or before.startswith(f"{one_line(title)}: "):
        return
    line = paragraphs[0]
    if line.runs and before.startswith(f"{line.text}: "):
        for at, run in enumerate(line.runs):
            run.text = "" if at else one_line(title)


def answers_changed(before: Sequence[str], after: Sequence[str]) -> str:
    """Say which answers came and which went; "" for none."""
    changes = {
        "new": [label for label in after if label not in before],
        "gone": [label for label in before if label not in after],
    }
    told = [
        f"{what} {', '.join(map(repr, dict.fromkeys(own)))}" for what, own in changes.items() if own
    ]
    return "; ".join(told)
