"""Tables that stand beside each other on one page, each below a title of its own."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from ....figures.columns.dates import is_year
from ..words.marks import mark_of
from .adjoining import BRACKETED
from .page import Page, Span


def tables_beside(page: Page) -> list[Page]:
    """Part a page where tables stand beside each other; a page of one table as it is.

    Blank columns part them, or a column of labels. What stands right of one and is no table by
    itself, such as a part of its banner, goes with what is left of it.
    """
    numbers, words = Counter[int](), Counter[int]()
    for _, c, cell in page.cells():
        # a number in brackets belongs to the one left of it, or is negative
        (words if cell.number is None and not BRACKETED.fullmatch(cell.text) else numbers)[c] += 1
    filled = sorted({*numbers, *words})
    labels = {c for c, count in words.items() if count > 1 and not numbers[c]}
    starts = [c for c in filled if c - 1 not in filled or c in labels]
    if page.aligned or len(starts) < 2:
        return [page]
    stops = [*starts[1:], filled[-1] + 1]
    parts: list[range] = []
    before: list[str] | None = None
    for start, stop in zip(starts, stops, strict=True):
        table = _table_in(page, range(start, stop))
        if parts and table is None:
            parts[-1] = range(parts[-1].start, stop)
            continue
        # words between numbers may be labels, or say something of their row: without a gap, a title
        # or the labels of the table before it nobody knows, and the numbers right of them have none
        unsure = table and not (start - 1 not in filled or table.titled or table.labels == before)
        parts.append(range(start + 1 if unsure else start, stop))
        before = table.labels if table else None
    if len(parts) < 2 or _table_in(page, parts[0]) is None:
        return [page]
    return [_cut(page, columns) for columns in parts]


@dataclass(frozen=True)
class _Table:
    """The labels of a table, and whether a title stands over it alone."""

    labels: list[str]
    titled: bool


def _table_in(page: Page, columns: range) -> _Table | None:
    """Return the table that columns hold; None where they hold none by themselves.

    Headings stand above rows with labels, which nothing heads; or its title does, alone.
    """
    stub, others = columns[0], columns[1:]
    numbered = []
    headed: list[int] = []
    for r in range(len(page.rows)):
        cells = [cell for c in others if (cell := page.at(r, c)) is not None]
        if any((x.number is not None and not is_year(x.text)) or mark_of(x.text) for x in cells):
            numbered.append(r)
        elif cells and not numbered:
            headed.append(r)
    cells = [cell for r in numbered if (cell := page.at(r, stub)) and cell.number is None]
    labels = [cell.text for cell in cells]
    if len(numbered) < 2 or not headed or len(labels) < len(numbered):
        return None
    # a title stands over its table alone: nothing beside it in the columns of the table
    above = [page.at(r, stub) for r in range(headed[0])]
    titled = any(x is not None and x.number is None and not mark_of(x.text) for x in above)
    bare = not any(page.text(r, stub) for r in range(numbered[0]))
    tested = all(map(_TESTED.fullmatch, labels))
    return _Table(labels, titled) if (titled or bare) and not tested else None


_TESTED = re.compile(r"[A-Z, ]{1,8}|[a-z]|\W{1,3}")
"""Letters and marks of tests, which stand beside the numbers of a table, and are no labels."""


def _cut(page: Page, columns: range) -> Page:
    """Return some columns of a page as a page, each cell with its place on the whole one."""
    first, last = columns[0], columns[-1]
    spans = [
        Span(one.top, max(one.left, first) - first, one.bottom, min(one.right, last) - first)
        for one in page.spans
        if one.left <= last and one.right >= first
    ]
    rows = [row[first : last + 1] for row in page.rows]
    return replace(page, rows=rows, place=lambda r, c: page.place(r, c + first), spans=spans)
