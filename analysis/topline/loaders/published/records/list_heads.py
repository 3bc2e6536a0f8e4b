"""Headings of lists of polls: in two lines, the answers below what was asked; days in parts.

And the cells that are merged beside several rows of a list.
"""

from dataclasses import replace
from datetime import date

from ....figures.columns.dates import month_of
from ..pages.cells import Cell
from ..pages.page import Page, Row
from ..words.lists import DATES, name_of, role_of

_LEAST = 3
_TOP = 12
"""Rows among which the heading of days in parts is."""

_PARTS = (
    ("year", "jahr", "año", "ano", "année", "annee", "anno", "jaar", "år"),
    ("month", "monat", "mes", "mês", "mois", "mese", "maand", "måned", "månad"),
    ("day", "tag", "día", "dia", "jour", "giorno", "dag"),
)
"""What columns of the parts of a day are called."""


def heads_of(page: Page) -> dict[int, dict[str, int]]:
    """Return the headers of a page, and which columns hold what."""
    roles_of: dict[int, dict[str, int]] = {}
    for r in range(len(page.rows)):
        cells = {c: cell for c in page.filled(r) if (cell := page.at(r, c))}
        if len(cells) < 3 or any(x.number is not None or x.day is not None for x in cells.values()):
            continue
        roles: dict[str, int] = {}
        for c, cell in cells.items():
            if role := role_of(cell.text):
                roles.setdefault(role, c)
        # a list has a date, and a pollster or a sample
        if any(key in roles for key in DATES) and {"pollster", "n", "weighted"} & set(roles):
            roles_of[r] = roles
    return roles_of


def spread_down(page: Page) -> Page:
    """Return a page whose merged cells of houses, days and samples stand in each row they cover.

    A poll of two populations, or of several questions, has them merged beside its rows.
    """
    heads = heads_of(page)
    tall = [span for span in page.spans if span.bottom > span.top and span.left == span.right]
    rows: list[Row] = list(page.rows)
    for span in tall:
        header = max((r for r in heads if r < span.top), default=None)
        if header is None or span.left not in heads[header].values():
            continue
        for r in range(span.top + 1, min(span.bottom + 1, len(rows))):
            row = [*rows[r], *[None] * (span.left + 1 - len(rows[r]))]
            row[span.left] = row[span.left] or page.at(span.top, span.left)
            rows[r] = row
    return replace(page, rows=rows)


def join_days(page: Page) -> Page:
    """Return a page with days in one column where year, month and day have columns of their own.

    Where there are other dates they stay as they are.
    """
    for r in range(min(_TOP, len(page.rows))):
        heads = {name_of(page.text(r, c)): c for c in page.filled(r)}
        year, month, day = (next((heads[w] for w in part if w in heads), -1) for part in _PARTS)
        dated = {c for head, c in heads.items() if role_of(head) in DATES}
        if min(year, month) < 0 or dated - {month, day}:
            continue
        rows: list[Row] = [list(row) for row in page.rows]
        for k in range(r, len(rows)):
            joined = Cell("date") if k == r else _day(page, k, year, month, day)
            for c in {year, month, day} & set(range(len(rows[k]))):
                rows[k][c] = joined if c == month else None
        return replace(page, rows=rows)
    return page


def _day(page: Page, row: int, year: int, month: int, day: int) -> Cell | None:
    """Return the day that a row's columns say, or its month; None where they say none."""
    known, named, own = page.at(row, year), page.at(row, month), page.at(row, day)
    number = named and (named.number or month_of(named.text))
    if known is None or known.number is None or not number or not 1 <= number <= 12:
        return None
    if own is None or own.number is None or not 1 <= own.number <= 31:
        return Cell(f"{known.number:.0f}-{number:02.0f}")
    try:
        found = date(int(known.number), int(number), int(own.number))
    except ValueError:
        return None
    return Cell(found.isoformat(), day=found)


def join_heads(page: Page) -> tuple[Page, dict[tuple[int, int], str]]:
    """Return a page whose lists have one line of headings, and what stood over their answers.

    The lower line names answers below headings that run over them; above and below stand words
    alone, and the columns of dates, samples and houses have no second heading.

    Returns
    -------
    Page
    dict of (int, int) to str
        What stood over a heading, by its row and column.
    """
    rows: list[Row] = list(page.rows)
    over: dict[tuple[int, int], str] = {}
    for r in range(len(rows) - 1):
        below = _answers_below(page, r)
        if not below:
            continue
        width = max([len(rows[r]), *(c + 1 for c in below)])
        joined = [*rows[r], *[None] * (width - len(rows[r]))]
        for c, words in below.items():
            joined[c] = rows[r + 1][c]
            over[r, c] = words
        rows[r], rows[r + 1] = joined, []
    return (replace(page, rows=rows), over) if over else (page, over)


def _answers_below(page: Page, r: int) -> dict[int, str]:
    """Return what stands over each answer of the row below a line of headings; {} for none."""
    top, low = page.filled(r), page.filled(r + 1)
    words = all((x := page.at(k, c)) and x.number is None and x.day is None
                for k, row in ((r, top), (r + 1, low)) for c in row)  # fmt: skip
    roles = {c: role for c in top if (role := role_of(page.text(r, c)))}
    dated = not set(DATES).isdisjoint(roles.values())
    if not words or len(top) < _LEAST or len(low) < _LEAST or not dated:
        return {}
    merged = {
        c: s.left
        for s in page.spans
        if s.top == r and s.bottom == r
        for c in range(s.left, s.right + 1)
    }
    found = {}
    for c in low:
        over = merged.get(c, max((k for k in top if k <= c), default=-1))
        if over in roles or not page.text(r, over):
            return {}
        found[c] = page.text(r, over)
    return found
