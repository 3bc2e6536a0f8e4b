"""Tables that stand beside each other on one page, each below a title of its own."""

from dataclasses import replace

from ..words.dates import is_year
from ..words.marks import mark_of
from .page import Page, Span


def tables_beside(page: Page) -> list[Page]:
    """Part a page where tables stand beside each other; a page of one table as it is.

    Blank columns part them. What stands right of one and is no table by itself, such as a part of
    its banner, goes with what is left of it.
    """
    filled = sorted({c for _, c, _ in page.cells()})
    starts = [c for c in filled if c - 1 not in filled]
    if page.aligned or len(starts) < 2:
        return [page]
    stops = [*starts[1:], filled[-1] + 1]
    parts: list[range] = []
    for start, stop in zip(starts, stops, strict=True):
        if parts and not _is_table(page, range(start, stop)):
            parts[-1] = range(parts[-1].start, stop)
        else:
            parts.append(range(start, stop))
    if len(parts) < 2 or not _is_table(page, parts[0]):
        return [page]
    return [_cut(page, columns) for columns in parts]


def _is_table(page: Page, columns: range) -> bool:
    """Tell whether columns hold a table: its title alone, then headings, then rows with labels."""
    stub, others = columns[0], columns[1:]
    numbered = []
    headed: list[int] = []
    for r in range(len(page.rows)):
        cells = [cell for c in others if (cell := page.at(r, c)) is not None]
        if any((x.number is not None and not is_year(x.text)) or mark_of(x.text) for x in cells):
            numbered.append(r)
        elif cells and not numbered:
            headed.append(r)
    labels = [page.at(r, stub) for r in numbered]
    if len(numbered) < 2 or not headed or any(x is None or x.number is not None for x in labels):
        return False
    # a title stands over its table alone: nothing beside it in the columns of the table
    above = [page.at(r, stub) for r in range(headed[0])]
    return any(x is not None and x.number is None and not mark_of(x.text) for x in above)


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
