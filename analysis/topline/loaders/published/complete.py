"""Completeness, counted: every cell that looks like a percent is a figure, or told by place."""

import re
from collections.abc import Iterator, Sequence

from ...language.marking import forms
from ...language.message import Message
from .found.found import Found, Problem
from .pages.bases import rows_with_bases
from .pages.behind import holds_more
from .pages.page import Lines, Page
from .words.marks import mark_of

_SHOWN, _LETTERS = 6, 60
_LISTED = re.compile(r"\W*[^\W\d].*\s\d{1,3}(?:[.,]\d{1,2})?\s?%\W*")
"""A line of text that ends in a percent, as lists of answers do."""


_SIGNED = (
    forms(
        "{n} cell of {page} looks like a percent and became no figure: {places}",
        "{n} cells of {page} look like percents and became no figure: {places}",
    ),
    forms(
        "{n} cell looks like a percent and became no figure: {places}",
        "{n} cells look like percents and became no figure: {places}",
    ),
)
_MIXED = (
    forms(
        "{n} cell of {page} holds a number and more and became no figure: {places}",
        "{n} cells of {page} hold a number and more and became no figure: {places}",
    ),
    forms(
        "{n} cell holds a number and more and became no figure: {places}",
        "{n} cells hold a number and more and became no figure: {places}",
    ),
)
"""What is said of cells of one page of several, and of the only one."""


def unexplained(page: Page, found: Sequence[Found]) -> Iterator[Problem]:
    """Say which cells of a page hold percents, or numbers and more, and became no figure."""
    taken = {figure.where for one in found for figure in one.figures}
    told = {place for one in found for place in one.told}
    signed: list[str] = []
    more: list[tuple[int, int]] = []
    for r, c, cell in page.cells():
        if cell.percent and (cell.number is not None or mark_of(cell.text)):
            signed.append(page.place(r, c))
        elif c and cell.number is None and holds_more(cell.text):
            more.append((r, c))
    if more and not any(page.place(r, c) in taken for r, c, _ in page.cells()):
        # a page that gave no figures is told as a whole
        more = []
    bases = rows_with_bases(page) if more else []
    mixed = [page.place(r, c) for r, c in more if (x := bases[r][c]) is None or x.number is None]
    for held, (one_page, whole) in ((signed, _SIGNED), (mixed, _MIXED)):
        places = [place for place in held if place not in taken and place not in told]
        if not places:
            continue
        shown = ", ".join([*places[:_SHOWN], *["…"] * (len(places) > _SHOWN)])
        fact = Message(
            *(one_page if page.name else whole), n=len(places), page=repr(page.name), places=shown
        )
        remedy = "look at them in the file, and give a hint where they belong to a table"
        yield Problem(places[0], "refused", fact, remedy)


def listed_in_text(text: Lines) -> Problem | None:
    """Say where lines of a text that follow each other end in percents, as answers do."""
    listed = list(map(bool, map(_LISTED.fullmatch, text.lines)))
    held = [k for k in range(1, len(listed)) if listed[k - 1] and listed[k]]
    if not held:
        return None
    shown = text.lines[held[0] - 1][:_LETTERS]
    fact = Message(
        "lines of text end in percents, such as {shown}, and became no figure", shown=repr(shown)
    )
    return Problem(text.place(held[0] - 1), "refused", fact, "copy them to a sheet")
