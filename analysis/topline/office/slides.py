"""Which slides a book has: a chart, a picture or a table of each question, in parts that fit."""

from collections.abc import Iterator
from itertools import product

from ..tables.book import Book
from .charts import chart_of
from .parts import Part, even_parts, part_key, picture_parts

MOST_COLUMNS, MOST_ROWS = 10, 14
"""Columns and rows of a table on one slide; a larger one goes on on the next."""

WIDTH, LABELS = 12.1, 2.6
"""Inches of a table, and of its labels."""

LETTERS = 10
"""Letters of a table's type to an inch, less what is lost where words part."""

LINE, MOST_LINES = 0.24, 20
"""Inches of a table's line with its margins, and how many have room above the caption."""


def parts_of(book: Book, slides: str) -> Iterator[Part]:
    """Go through what there is a slide of: charts of questions that have one, and tables."""
    for sheet in book.sheets:
        chart = chart_of(sheet) if slides != "table" else None
        if chart is not None:
            yield Part(kind="chart", key=sheet.key, sheet=sheet, chart=chart)
        drawn = bool(sheet.pictures) and slides != "table"
        if drawn:
            yield from picture_parts(book, sheet)
        if (chart is None and not drawn) or slides == "both":
            columns = even_parts(len(sheet.table.columns), MOST_COLUMNS)
            whole = [Part(kind="table", key=sheet.key, sheet=sheet, columns=own) for own in columns]
            rows = parts_that_fit(whole)
            for number, (row, column) in enumerate(product(rows, columns), 1):
                key = part_key(book, sheet, number)
                yield Part(kind="table", key=key, sheet=sheet, rows=row, columns=column)


def parts_that_fit(columns: list[Part]) -> list[slice]:
    """Return the rows of a table in columns that have room on a slide each, as many on all."""
    head, *lines = map(max, zip(*(lines_of(part.cells()) for part in columns), strict=True))
    most = even_parts(len(lines), MOST_ROWS)[0].stop
    starts = [0]
    for at in range(1, len(lines)):
        high = head + sum(lines[starts[-1] : at + 1])
        if at - starts[-1] == most or high > MOST_LINES:
            starts.append(at)
    return [slice(*ends) for ends in zip(starts, [*starts[1:], len(lines)], strict=True)]


def lines_of(cells: list[list[str]]) -> list[int]:
    """Return how many lines the words of each row take at the least, in columns as wide as here."""
    each = (WIDTH - LABELS) / max(1, len(cells[0]) - 1)
    rooms = [LABELS, *[each] * (len(cells[0]) - 1)]
    return [
        max(
            -(-len(words) // max(1, int(LETTERS * room)))
            for words, room in zip(row, rooms, strict=True)
        )
        or 1
        for row in cells
    ]
