"""Where a table names what its numbers are, and which columns go together."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from ..pages.page import Page
from ..words.dates import is_year
from ..words.kinds import ANCHORS, kind_of
from ..words.marks import mark_of

ERRORS = ("error", "lower", "upper", "margin")


@dataclass
class Run:
    """A column of figures, what it holds, the path above it, and the columns of its errors."""

    column: int
    kind: str
    path: list[str] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)


@dataclass
class Measured:
    """A table: where its measures are named, the labels' column, its rows and its runs."""

    header: int
    stub: int
    rows: list[int]
    head: range
    kinds: dict[int, str]
    runs: list[Run] = field(default_factory=list)
    units: dict[int, str] = field(default_factory=dict)


_LIMITS = re.compile(
    r"(?P<value>\d+(?:\.\d+)?)\s?%?\s*[(\[]\s*(?P<low>\d+(?:\.\d+)?)\s*(?:[–—,-]|to)\s*"
    r"(?P<high>\d+(?:\.\d+)?)\s*[)\]]"
)


def part_limits(page: Page) -> tuple[Page, dict[str, tuple[float, float]]]:
    """Part cells such as "31.8 (31.0–32.6)" into the number and its limits, which hold it."""
    limits: dict[str, tuple[float, float]] = {}
    rows = [list(row) for row in page.rows]
    for r, c, cell in page.cells():
        match = _LIMITS.fullmatch(cell.text) if cell.number is None and "(" in cell.text else None
        if match is None:
            continue
        low, value, high = (float(match[key]) for key in ("low", "value", "high"))
        if low <= value <= high:
            limits[page.place(r, c)] = low, high
            places = len(match["value"].partition(".")[2])
            rows[r][c] = replace(cell, number=value, exact=value, decimals=places)
    return (replace(page, rows=rows), limits) if limits else (page, limits)


def find_measured(page: Page) -> list[Measured]:
    """Find the rows of measures and what stands below each."""
    headers = [(r, kinds) for r in range(len(page.rows)) if (kinds := _measures_of(page, r))]
    # a row of units below the measures names none of its own
    starts = {r for r, _ in headers}
    headers = [
        (r, kinds) for r, kinds in headers if not (r - 1 in starts and _units_below(page, r - 1))
    ]
    found: list[Measured] = []
    end = 0
    for k, (r, named) in enumerate(headers):
        kinds = dict(named)
        stop = headers[k + 1][0] if k + 1 < len(headers) else len(page.rows)
        rows = [
            row
            for row in range(r + 1, stop)
            if any(
                (x := page.at(row, c)) and (x.number is not None or mark_of(x.text)) for c in kinds
            )
        ]
        for c, kind in kinds.items():
            cells = [x for row in rows if (x := page.at(row, c)) and x.number is not None]
            if kind == "count" and cells and all(cell.percent for cell in cells):
                kinds[c] = "percent"
        first = min(kinds)
        # a label is words, or a number that names a row, such as a year
        labels = Counter(
            c
            for row in rows
            for c in range(first)
            if (x := page.at(row, c)) and (x.number is None or is_year(x.text))
        )
        beside = any(
            (x := page.at(row, c)) is not None and x.percent for row in rows for c in range(first)
        )
        if len(rows) < 2 or not labels or (set(kinds.values()) <= {"count", "n"} and beside):
            continue
        stub = max(c for c, number in labels.items() if 2 * number >= max(labels.values()))
        units = _units_below(page, r)
        found.append(Measured(r, stub, rows, range(end, r + 1), kinds, units=units))
        end = rows[-1] + 1
    return found


_UNITS = {
    "%": "percent", "per cent": "percent", "percent": "percent", "'000": "thousands",
    "000": "thousands", "000s": "thousands", "thousands": "thousands", "no.": "count",
    "number": "count", "$": "dollars", "€": "euros",
}  # fmt: skip


def _units_below(page: Page, r: int) -> dict[int, str]:
    """Return the units in the row below one of measures; empty where it is another row."""
    if r + 1 >= len(page.rows):
        return {}
    texts = {c: page.text(r + 1, c).lower() for c in page.filled(r + 1)}
    return {c: _UNITS[t] for c, t in texts.items()} if set(texts.values()) <= set(_UNITS) else {}


def _measures_of(page: Page, r: int) -> dict[int, str] | None:
    """Return what the columns of a row of measures hold; None where it is no such row.

    Every heading from the first measure on names one; words before it head the labels.
    """
    filled = page.filled(r)
    kinds = {c: kind for c in filled if (kind := kind_of(page.text(r, c)))}
    # "N" alone may head anything
    if not kinds or set(kinds.values()) <= {"n", "difference"}:
        return None
    first = min(kinds)
    after = [c for c in filled if c >= first]
    wide = [
        s for s in page.spans if s.top <= r <= s.bottom and s.left >= first and s.right > s.left
    ]
    over = {c for s in wide for c in range(s.left + 1, s.right + 1)}
    named = len(kinds) == len(after) or (len(kinds) >= 2 and len(kinds) >= len(after) - 1)
    kinds |= dict.fromkeys(over, "count")
    return kinds if named and first > 0 and ANCHORS & set(kinds.values()) else None


def set_runs(table: Measured, paths: dict[int, str]) -> None:
    """Part the columns into figures with the errors right of them."""
    # errors right of a difference are those of the difference
    after = False
    for c in sorted(table.kinds):
        kind = table.kinds[c]
        after = after or kind == "difference"
        if kind in ANCHORS:
            steps = paths.get(c, "").split(" > ")
            above = {kind_of(step) for step in steps[:-1]}
            if above & {"difference", "variation", *ERRORS}:
                table.kinds[c] = "difference"
                after = True
                continue
            after = False
            table.runs.append(Run(c, kind, [step for step in steps[:-1] if step]))
        elif kind in ERRORS and table.runs and not after:
            table.runs[-1].errors.setdefault(kind, c)


def label_of(page: Page, r: int, stub: int) -> str:
    """Return the label of a row: the words at its left, or the only words it has."""
    texts = [x.text for c in page.filled(r) if (x := page.at(r, c)) and x.number is None]
    return page.text(r, stub) or (texts[0] if texts else "")
