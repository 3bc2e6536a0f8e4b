"""Crosstabs whose second column names what each row holds: counts, percents of rows or columns."""

import re
from dataclasses import replace

from ....language.message import Message
from ..banners.crosstab import read_crosstabs
from ..banners.unbased import read_unbased
from ..found.context import Context
from ..found.found import Found
from ..pages.page import Page, Row
from ..words.kinds import kind_of

_WITHIN = re.compile(r"% (?:with)?in (?P<of>\w.*)", re.IGNORECASE)
_SAMPLE = re.compile(r"(?:column |base )?(?:sample size|(?:sample )?n)", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:adjusted )?residual|standardi[sz]ed residual|expected count|column (?:comparisons|names)|"
    r"% of total|total %|p-value|z-statistic",
    re.IGNORECASE,
)
_LEAST = 2


def read_in_statistics(page: Page, context: Context) -> list[Found]:
    """Read a crosstab with statistics in rows: the percents of its columns alone.

    "% within Sex" is of the columns where Sex stands over them. The other rows are told.
    """
    named = _statistics_of(page)
    if named is None:
        return []
    stub, kinds = named
    shares = [r for r, kind in kinds.items() if kind == "percent"]
    if not shares:
        return []
    plain, bases = _reduced(page, stub, kinds)
    found = (read_crosstabs if bases else read_unbased)(plain, context)
    gone = [r for r in kinds if r not in shares and r != bases]
    names = ", ".join(dict.fromkeys(repr(page.text(r, stub)) for r in gone))
    places = [page.place(r, c) for r in gone for c in page.filled(r) if c > stub]
    if found and places:
        fact = Message(
            "rows that are no percents of the columns are not taken: {names}", names=names
        )
        found[0].tell(places[0], "note", fact, places=places)
    return found


def _statistics_of(page: Page) -> tuple[int, dict[int, str]] | None:
    """Return the column that names statistics, and what each row holds; None where none does.

    Every row with numbers right of it has a name of a statistic there, and there are several; some
    of the names repeat, answer by answer.
    """
    for stub in (1, 2):
        rows = [
            r
            for r, row in enumerate(page.rows)
            if any(x is not None and x.number is not None for x in row[stub + 1 :])
        ]
        # years head the columns, and have no name beside them
        rows = [r for r in rows if page.text(r, stub) or page.text(r, stub - 1)]
        if not rows:
            continue
        heads = {
            page.text(r, c).lower() for r in range(rows[0]) for c in page.filled(r) if c > stub
        }
        kinds = {
            r: kind
            for r in range(rows[0], len(page.rows))
            if (kind := _kind_of(page.text(r, stub), heads))
        }
        names = [page.text(r, stub) for r in kinds]
        repeated = len(set(names)) >= _LEAST and len(names) >= _LEAST * len(set(names))
        if set(rows) <= set(kinds) and repeated:
            return stub, kinds
    return None


def _kind_of(name: str, heads: set[str]) -> str | None:
    """Return what a row holds by the name of its statistic; None where it names none."""
    name = name.strip()
    if within := _WITHIN.fullmatch(name):
        return "percent" if within["of"].strip().lower() in heads else "row_percent"
    if _SAMPLE.fullmatch(name):
        return "n"
    return "other" if _OTHER.fullmatch(name) else kind_of(name)


def _reduced(page: Page, stub: int, kinds: dict[int, str]) -> tuple[Page, int | None]:
    """Return the page with the percents of its columns alone, and the row of its bases.

    Sample sizes are the bases where every answer has the same ones; the last row of them is kept.
    """
    sizes = [r for r, kind in kinds.items() if kind == "n"]
    numbers = {tuple(page.text(r, c) for c in page.filled(r) if c > stub) for r in sizes}
    base = sizes[-1] if len(numbers) == 1 else None
    rows: list[Row] = [list(row) for row in page.rows]
    answer = None
    for r, kind in kinds.items():
        # an answer stands beside the first of its statistics, and Total left of all answers
        named = [c for c in page.filled(r) if c < stub]
        answer = page.at(r, named[-1]) if named else answer
        label = replace(answer, text="Unweighted base") if answer and r == base else answer
        kept = kind == "percent" or r == base
        blank: Row = [None] * stub
        rows[r] = [*blank, label, *rows[r][stub + 1 :]] if kept else []
    return replace(page, rows=rows, spans=[s for s in page.spans if s.left > stub]), base
