"""Which slides a book has: a chart, a picture or a table of each question, in parts that fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ..tables.book import Book
from ..values import Value
from .charts import chart_of
from .parts import Part, column_parts, even_parts, part_key, picture_parts

MOST_ROWS, LEAST_COLUMNS, COLUMN = 14, 2, 1.2
"""Rows of a table on one slide, columns at the least, and inches of one at the least.

A larger table goes on on the next.
"""

LABELS = 0.215
"""Part of a table's width that its labels have."""

LETTERS = 10
"""Letters of a table's type to an inch, less what is lost where words part."""

LINE = 0.24
"""Inches of a table's line with its margins."""


@dataclass(frozen=True, eq=False)
class Space(Value):
    """Inches that a table has on a slide, above its caption."""

    width: float
    height: float

    @property
    def most_columns(self) -> int:
        """How many columns have room beside one another."""
        return max(LEAST_COLUMNS, int(self.width / COLUMN))

    @property
    def most_lines(self) -> int:
        """How many lines have room below one another."""
        return max(1, int(self.height / LINE))

    def widths(self, columns: int) -> list[float]:
        """Return the inches of each column of a table, that of its labels first."""
        labels = LABELS * self.width
        return [labels, *[(self.width - labels) / max(1, columns - 1)] * (columns - 1)]


def parts_of(book: Book, slides: str, space: Space) -> Iterator[Part]:
    """Go through what there is a slide of: charts of questions that have one, and tables."""
    for sheet in book.sheets:
        chart = chart_of(sheet) if slides != "table" else None
        if chart is not None:
            yield Part(kind="chart", key=sheet.key, sheet=sheet, chart=chart)
        drawn = bool(sheet.pictures) and slides != "table"
        if drawn:
            yield from picture_parts(book, sheet)
        if (chart is None and not drawn) or slides == "both":
            columns = column_parts(sheet.table.columns, space.most_columns)
            whole = [Part(kind="table", key=sheet.key, sheet=sheet, columns=own) for own in columns]
            rows = parts_that_fit(whole, space)
            for number, (row, column) in enumerate(product(rows, columns), 1):
                key = part_key(book, sheet, number)
                yield Part(kind="table", key=key, sheet=sheet, rows=row, columns=column)


def parts_that_fit(columns: list[Part], space: Space) -> list[slice]:
    """Return the rows of a table in columns that have room on a slide each, as many on all."""
    high = (lines_of(part.cells(), space) for part in columns)
    head, *lines = map(max, zip(*high, strict=True))
    most = even_parts(len(lines), MOST_ROWS)[0].stop
    starts = [0]
    for at in range(1, len(lines)):
        full = head + sum(lines[starts[-1] : at + 1]) > space.most_lines
        if at - starts[-1] == most or full:
            starts.append(at)
    return [slice(*ends) for ends in zip(starts, [*starts[1:], len(lines)], strict=True)]


def lines_of(cells: list[list[str]], space: Space) -> list[int]:
    """Return how many lines the words of each row take at the least, in columns as wide as here."""
    rooms = space.widths(len(cells[0]))
    return [
        max(
            -(-len(words) // max(1, int(LETTERS * room)))
            for words, room in zip(row, rooms, strict=True)
        )
        or 1
        for row in cells
    ]
