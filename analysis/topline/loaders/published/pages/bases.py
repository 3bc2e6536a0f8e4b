"""Bases as they are printed: in brackets, before 100 %, with points between thousands."""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..words.rows import base_role
from .cells import Cell
from .page import Page, Row

_BASE = re.compile(
    r"\(?(?P<n>\d{1,3}(?:[., \u00a0]\d{3})+|\d{1,9})\)?(?:\s?\(\d{1,3}(?:[.,]\d)?\s?%\))?"
)


def rows_with_bases(page: Page) -> list[Row]:
    """Return the rows of a page, bases as counts: in brackets, before 100 %, thousands parted."""
    rows = [list(row) for row in page.rows]
    for r, row in enumerate(rows):
        labels = page.filled(r)[:1]
        if not labels or not base_role(page.text(r, labels[0])):
            continue
        for c, cell in enumerate(row):
            base = _BASE.fullmatch(cell.text) if cell and cell.number is None else None
            if cell and base and c > labels[0]:
                row[c] = _counted(cell, base["n"])
    for line in _lines_of_bases(page):
        cells = {at: x for at in line if (x := page.at(*at)) and x.number is not None}
        points = [at for at, x in cells.items() if _THOUSANDS.fullmatch(x.text)]
        # nobody prints a base of 1.002 people, nor three decimals of some bases alone
        pointed = any((cells[at].number or 0) < _LEAST for at in points)
        if points and (pointed or any(cells[at].decimals == 0 for at in cells)):
            for r, c in points:
                rows[r][c] = _counted(cells[r, c], cells[r, c].text)
    return rows


_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_LEAST = 10


def _counted(cell: Cell, text: str) -> Cell:
    """Return a cell with the count that a text prints, whatever parts its thousands."""
    count = float(re.sub(r"\D", "", text))
    return replace(cell, number=count, exact=count, decimals=0)


def _lines_of_bases(page: Page) -> Iterator[list[tuple[int, int]]]:
    """Go through the rows and columns that are called bases: the places right of or below that."""
    for r in range(len(page.rows)):
        filled = page.filled(r)
        named = [c for c in filled if base_role(page.text(r, c))]
        if named == filled[:1] and any((x := page.at(r, c)) and x.number for c in filled[1:]):
            yield [(r, c) for c in filled[1:]]
        else:
            for c in named:
                yield [(k, c) for k in range(r + 1, len(page.rows))]
