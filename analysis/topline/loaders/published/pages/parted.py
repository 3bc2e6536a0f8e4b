"""Tables below each other of which each has headings of its own: one page → a page for each."""

import re
from dataclasses import replace

from ..words.dates import is_year
from .page import Page, Row

_HEADING = re.compile(
    r"[^\W\d_]{3}|\d+\s?[-–+]|\d+ (?:to|bis|à)\b|(?:under|over) \d", re.IGNORECASE
)
_LEAST = 2
"""Headings of a row; letters of tests are shorter than a heading, or no more than one."""


def parted_at_headings(page: Page) -> list[Page]:
    """Part a page where a row of headings stands below the numbers of another table.

    What is below it is of other groups, or of the same ones again; the lines above it, down from
    the last numbers, are its title. Rows keep their places.
    """
    cuts, last = [0], -1
    for r in range(len(page.rows)):
        numbers = [c for c in page.filled(r) if (x := page.at(r, c)) and x.number is not None]
        years = bool(numbers) and all(is_year(page.text(r, c)) for c in numbers)
        if last >= 0 and _heads(page, r):
            cuts.append(last + 1)
            last = -1
        elif numbers and not years:
            last = r
    stops = [*cuts[1:], len(page.rows)]
    return [_rows_of(page, at, stop) for at, stop in zip(cuts, stops, strict=True)]


def _heads(page: Page, r: int) -> bool:
    """Tell whether a row holds nothing but headings of several columns, and no label."""
    filled = page.filled(r)
    texts = [page.text(r, c) for c in filled]
    if len(texts) < _LEAST or filled[0] == 0:
        return False
    if all(map(is_year, texts)):
        return True
    named = sum(bool(_HEADING.match(one)) for one in texts)
    return named * 2 > len(texts) and not any(
        (x := page.at(r, c)) and x.number is not None for c in filled
    )


def _rows_of(page: Page, start: int, stop: int) -> Page:
    """Return some rows of a page, blank rows above them."""
    if start == 0 and stop == len(page.rows):
        return page
    blank: list[Row] = [[] for _ in range(start)]
    return replace(
        page,
        rows=[*blank, *page.rows[start:stop]],
        spans=[one for one in page.spans if start <= one.top < stop],
        before=page.before if start == 0 else (),
    )
