"""Completeness, counted: every cell that looks like a percent is a figure, or told by place."""

from collections.abc import Sequence

from .found.found import Found, Problem
from .pages.page import Book
from .words.marks import mark_of

_SHOWN = 6


def unexplained(book: Book, found: Sequence[Found], said: set[str]) -> list[Problem]:
    """Say which cells with a percent sign or format became no figure, page by page."""
    taken = {figure.where for one in found for figure in one.figures}
    told = said | {place for one in found for place in one.told}
    problems = []
    for page in book.pages:
        places = [
            place
            for r, c, cell in page.cells()
            if cell.percent and (cell.number is not None or mark_of(cell.text))
            if (place := page.place(r, c)) not in taken and place not in told
        ]
        if not places:
            continue
        shown = ", ".join(places[:_SHOWN])
        more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
        name = f" of {page.name!r}" if page.name else ""
        fact = f"{len(places)} cells{name} look like percents and became no figure: {shown}{more}"
        remedy = "look at them in the file, and give a hint where they belong to a table"
        problems.append(Problem(places[0], "refused", fact, remedy))
    return problems
