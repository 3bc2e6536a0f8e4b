"""Lists of polls whose headings stand in two lines: the answers below what was asked."""

from dataclasses import replace

from ..pages.page import Page, Row
from ..words.lists import role_of

_LEAST = 3


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
    dated = bool({"period", "released", "start", "end"} & set(roles.values()))
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
