"""Columns that say something of the numbers at their left, and hold no figures of their own.

Standard errors in brackets, counts in brackets beside percents, letters of quality that notes
explain: each belongs to the number left of it, and the column leaves the page.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from ....figures.columns.dates import is_year
from ..words.kinds import kind_of
from ..words.marks import mark_of
from .cells import Cell, cell_of_text
from .page import Page, Row

BRACKETED = re.compile(r"[(\[]\s?(?P<inner>\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?|[†‡*!:x–—-])\s?[)\]]")
"""A number, or a mark, that fills a cell with its brackets."""

_RANGE = re.compile(
    r"[(\[]?(?P<range>\d+(?:\.\d+)?\s?%?\s?(?:[–—-]|, |to)\s?\d+(?:\.\d+)?)\s?%?[)\]]?"
)

_INTERVAL = re.compile(
    r"\W*(?:9\d(?:[.,]\d)? ?%[- ]?)?(?:CI|KI|IC|C\.I\.|Cr ?I|confidence (?:interval|limits?)|"
    r"credible interval|konfidenzintervall|intervalle de confiance)(?: ?\(?9\d ?%\)?)?\W*",
    re.IGNORECASE,
)
"""Headings of a column that holds the limits of the numbers left of it."""


@dataclass
class Adjoined:
    """What columns said of numbers, by the rows and columns of those.

    Attributes
    ----------
    errors : dict of (int, int) to float
        Standard errors.
    flags : dict of (int, int) to str
        Letters of quality.
    places : dict of str to list of (int, int)
        Cells that left the page, by what they print: "error", "count" or "letters".
    """

    errors: dict[tuple[int, int], float] = field(default_factory=dict)
    flags: dict[tuple[int, int], str] = field(default_factory=dict)
    places: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def take_adjoining(
    page: Page,
    rows: list[Row],
    numbers: Mapping[tuple[int, int], bool],
    *,
    erred: bool,
    legend: Set[str],
) -> Adjoined:
    """Take the columns off the rows of a page that belong to the numbers left of them.

    Parameters
    ----------
    page : Page
    rows : list of list
        Its rows, which are changed.
    numbers : mapping of (int, int) to bool
        Cells that hold a number or a mark beside something else; True where it has a sign of
        percent.
    erred : bool
        Whether notes say that numbers in brackets are standard errors.
    legend : set of str
        Letters of quality that notes explain.
    """
    found = Adjoined()

    def signed(r: int, c: int) -> bool | None:
        """Tell whether a number or mark has a sign of percent; None for another cell."""
        cell = rows[r][c] if c < len(rows[r]) else None
        if cell is None or (cell.number is None and not mark_of(cell.text)):
            return numbers.get((r, c))
        if is_year(cell.text):
            return None
        return cell.percent

    for c in range(2, max(map(len, rows), default=0)):
        beside = [r for r in range(len(rows)) if signed(r, c - 1) is not None]
        held = {r: x for r in range(len(rows)) if c < len(rows[r]) and (x := rows[r][c])}
        body = {r: x for r, x in held.items() if beside and r >= beside[0]}
        named = any(kind_of(x.text) == "error" for r, x in held.items() if r not in body)
        kind = _kind_of_column(body, [signed(r, c - 1) for r in body], erred or named, legend)
        if kind is None:
            continue
        if kind == "error" and named:
            # a column that is called so is read as such, its brackets apart
            for r, x in body.items():
                rows[r][c] = _number_of(x) or x
            continue
        for r, x in body.items():
            inner = _number_of(x)
            if kind == "error" and inner is not None and inner.number is not None:
                found.errors[r, c - 1] = inner.number
            elif kind == "letters" and signed(r, c - 1) is not None:
                found.flags[r, c - 1] = x.text
            rows[r][c] = None
        found.places.setdefault(kind, []).extend((r, c) for r in body)
        wide = {(s.top, s.left) for s in page.spans if s.right > s.left}
        for r in held.keys() - body.keys():
            if (r, c) not in wide:
                rows[r][c] = None
    return found


def _kind_of_column(
    body: Mapping[int, Cell], signed: list[bool | None], erred: bool, legend: Set[str]
) -> str | None:
    """Return what the cells of a column are of the numbers left of them; None for a column else."""
    texts = [x.text for x in body.values()]
    if texts and all(text.upper() in legend and text.isupper() for text in texts):
        return "letters"
    inner = [m["inner"] for text in texts if (m := BRACKETED.fullmatch(text))]
    others = sum(mark_of(text) is None for text in texts if not BRACKETED.fullmatch(text))
    if len(inner) < 2 or others or None in signed:
        return None
    if erred:
        return "error"
    whole = all(text.replace(",", "").isdigit() for text in inner)
    return "count" if whole and all(signed) else None


def _number_of(cell: Cell) -> Cell | None:
    """Return the number that a cell holds in brackets."""
    match = BRACKETED.fullmatch(cell.text)
    return cell_of_text(match["inner"]) if match else None


def ends_of(text: str) -> list[float]:
    """Return the numbers of a text, such as the two ends of a range."""
    return [float(one.replace(",", ".")) for one in re.findall(r"\d+(?:[.,]\d+)?", text)]


def limits_beside(page: Page) -> dict[str, dict[str, float]]:
    """Return the limits that stand in a column of their own, by the places of their numbers.

    The column is headed as an interval, and each number of the nearest column left of it that can
    be meant lies within its limits.
    """
    found: dict[str, dict[str, float]] = {}
    headed = {(r, c) for r, c, cell in page.cells() if c and _INTERVAL.fullmatch(cell.text)}
    for top, c in headed:
        # an error may stand between an estimate and its limits
        own = (_within_limits(page, top, left, c) for left in range(c - 1, 0, -1))
        found |= next(filter(None, own), {})
    return found


def _within_limits(page: Page, top: int, left: int, column: int) -> dict[str, dict[str, float]]:
    """Return the limits of a column by the numbers of another; {} where one lies beyond them."""
    own: dict[str, dict[str, float]] = {}
    for r in range(top + 1, len(page.rows)):
        match, cell = _RANGE.fullmatch(page.text(r, column)), page.at(r, left)
        if match is None or cell is None or cell.number is None:
            continue
        low, high = ends_of(match["range"])
        if not low <= cell.number <= high:
            return {}
        own[page.place(r, left)] = {"lower": low, "upper": high}
    return own
