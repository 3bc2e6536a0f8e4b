"""Completeness, counted: every cell that looks like a percent is a figure, or told by place."""

from collections.abc import Iterator, Sequence

from .found.found import Found, Problem
from .pages.behind import holds_more
from .pages.page import Page
from .words.marks import mark_of

_SHOWN = 6


def unexplained(page: Page, found: Sequence[Found]) -> Iterator[Problem]:
    """Say which cells of a page hold percents, or numbers and more, and became no figure."""
    taken = {figure.where for one in found for figure in one.figures}
    told = {place for one in found for place in one.told}
    signed, more = [], []
    for r, c, cell in page.cells():
        if cell.percent and (cell.number is not None or mark_of(cell.text)):
            signed.append(page.place(r, c))
        elif c and cell.number is None and holds_more(cell.text):
            more.append(page.place(r, c))
    if more and not any(page.place(r, c) in taken for r, c, _ in page.cells()):
        # a page that gave no figures is told as a whole
        more = []
    for held, what in ((signed, "look like percents"), (more, "hold a number and more")):
        places = [place for place in held if place not in taken and place not in told]
        if not places:
            continue
        shown = ", ".join(places[:_SHOWN])
        others = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        name = f" of {page.name!r}" if page.name else ""
        fact = f"{len(places)} cells{name} {what} and became no figure: {shown}{others}"
        remedy = "look at them in the file, and give a hint where they belong to a table"
        yield Problem(places[0], "refused", fact, remedy)
