"""Tables below each other of which each has headings of its own: one page → a page for each."""

import re
from dataclasses import replace

from ....figures.columns.dates import is_year
from .page import Page

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
        filled = page.filled(r)
        texts = [page.text(r, c) for c in filled]
        numbers = [c for c in filled if (x := page.at(r, c)) and x.number is not None]
        years = bool(numbers) and all(is_year(page.text(r, c)) for c in numbers)
        named = not numbers and 2 * sum(map(bool, map(_HEADING.match, texts))) > len(texts)
        # nothing but headings of several columns, and no label
        several = len(texts) >= _LEAST and filled[0] > 0
        if last >= 0 and several and (named or (years and len(numbers) == len(texts))):
            cuts.append(last + 1)
            last = -1
        elif numbers and not years:
            last = r
    if len(cuts) == 1:
        return [page]
    stops = [*cuts[1:], len(page.rows)]
    return [
        replace(
            page,
            rows=[*([] for _ in range(at)), *page.rows[at:stop]],
            spans=[one for one in page.spans if at <= one.top < stop],
            before=() if at else page.before,
        )
        for at, stop in zip(cuts, stops, strict=True)
    ]
