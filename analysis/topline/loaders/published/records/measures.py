"""Where a table names what its numbers are, and which columns go together."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ....figures.columns.dates import is_year
from ..pages.page import Page
from ..words.kinds import ANCHORS, kind_of, says_percent
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
    crossed: bool = False
    """Whether the groups stand below the measures, each measure over all of them."""


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
        rows = [row for row in range(r + 1, stop) if _holds(page, row, kinds)]
        kinds |= _signed_counts(page, rows, kinds)
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
        units, crossed = _units_below(page, r), _names_below(page, r, kinds)
        head = range(end, r + 1 + crossed)
        found.append(Measured(r, stub, rows, head, kinds, units=units, crossed=crossed))
        end = rows[-1] + 1
    return found


def in_two_lines(page: Page, table: Measured) -> bool:
    """Tell whether a second line of numbers, as of counts, stands below labels, without signs."""
    kinds = table.kinds
    down = {r for span in page.spans for r in range(span.top + 1, span.bottom + 1)}
    lone = [
        x
        for r in range(table.header + 1, min(table.rows[-1] + 2, len(page.rows)))
        if r not in down and not any(c < min(kinds) for c in page.filled(r))
        for c in kinds
        if (x := page.at(r, c)) and x.text[:1].isdigit()
    ]
    percents = set(kinds.values()) <= {"percent"}
    return percents and bool(lone) and not any(x.percent or "%" in x.text for x in lone)


def _holds(page: Page, r: int, kinds: Mapping[int, str]) -> bool:
    """Tell whether a row below measures holds numbers, or marks right of a label.

    Letters without one are those of tests on the row above.
    """
    labelled = any(c < min(kinds) for c in page.filled(r))
    cells = [x for c in kinds if (x := page.at(r, c))]
    return any(x.number is not None or (labelled and mark_of(x.text)) for x in cells)


def holds_counts(page: Page, table: Measured) -> bool:
    """Tell whether most columns that are called percents hold numbers above 100.

    Then rows of counts stand among those of percents, and a small group's prove nothing.
    """
    columns = [run.column for run in table.runs if run.kind == "percent"]
    above = [
        any((x := page.at(r, c)) and not x.percent and (x.number or 0) > 100 for r in table.rows)
        for c in columns
    ]
    return 2 * sum(above) > len(columns)


def add_unsaid(page: Page, table: Measured) -> None:
    """Take columns of numbers right of the labels that are called otherwise for unsaid measures.

    One of them may be the first of its group, which is named above it.
    """
    table.kinds |= {
        c: "unsaid"
        for c in range(table.stub + 1, min(table.kinds))
        if page.text(table.header, c)
        and any((x := page.at(r, c)) and x.number is not None for r in table.rows)
    }


def _signed_counts(page: Page, rows: list[int], kinds: Mapping[int, str]) -> dict[int, str]:
    """Return the columns that are headed as counts and have a sign of percent in every row."""
    columns = (c for c, kind in kinds.items() if kind == "count")
    cells = {
        c: [x for row in rows if (x := page.at(row, c)) and x.number is not None] for c in columns
    }
    return {c: "percent" for c, held in cells.items() if held and all(x.percent for x in held)}


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
    if {"difference", *ERRORS} & set(kinds.values()):
        # "Support, %" beside its change or its error is a measure, too
        signed = [c for c in filled if c not in kinds and says_percent(page.text(r, c))]
        kinds |= dict.fromkeys(signed, "percent")
    # "N" alone may head anything
    if not kinds or set(kinds.values()) <= {"n", "difference"}:
        return None
    first = min(kinds)
    after = [c for c in filled if c >= first]
    wide = [
        s for s in page.spans if s.top <= r <= s.bottom and s.left >= first and s.right > s.left
    ]
    below = range(r + 1, len(page.rows))
    counted = {
        c for k in below for c in page.filled(k) if (x := page.at(k, c)) and x.number is not None
    }
    over = {
        c: kinds.get(s.left) for s in wide for c in range(s.left + 1, s.right + 1) if c in counted
    }
    named = len(kinds) == len(after) or (len(kinds) >= 2 and len(kinds) >= len(after) - 1)
    # one word over several columns is said of each where a line above or below names them
    known = all(page.text(r - 1, c) for c in over) or _names_below(page, r, {**kinds, **over})
    # "Responses" over a percent and a number counts them; else nothing says what the number is
    bare = {c: "count" if kind == "count" else "unsaid" for c, kind in over.items()}
    kinds |= {c: kind if kind and known else bare[c] for c, kind in over.items()}
    # the one column that is called otherwise has numbers of its own, and errors right of it
    others = set(after) & counted - kinds.keys() if named else set()
    kinds |= dict.fromkeys(others, "unsaid")
    return kinds if named and first > 0 and ANCHORS & set(kinds.values()) else None


def _names_below(page: Page, r: int, columns: Collection[int]) -> bool:
    """Tell whether the row below one of measures names every column in words of its own.

    Then each measure stands over groups, and some of them over more than one.
    """
    cells = [page.at(r + 1, c) for c in columns]
    words = [x.text for x in cells if x is not None and (x.number is None or is_year(x.text))]
    whole = len(words) == len(cells) and not any(map(kind_of, words))
    return whole and len(set(words)) < len(words) and not _units_below(page, r)


def set_runs(table: Measured, paths: dict[int, str]) -> None:
    """Part the columns into figures with the errors right of them."""
    # errors right of a difference are those of the difference
    after = False
    for c in sorted(table.kinds):
        kind = table.kinds[c]
        after = after or kind == "difference"
        steps = paths.get(c, "").split(" > ")
        group = [step for step in steps if step and not kind_of(step)]
        if kind in ANCHORS:
            above = {kind_of(step) for step in steps[:-1]}
            if above & {"difference", "variation", *ERRORS}:
                table.kinds[c] = "difference"
                after = True
                continue
            after = False
            # one word over all columns is a title, and no step of their paths
            own = steps[:-1] if kind_of(steps[-1]) else steps
            path = group if table.crossed else [step for step in own if step]
            if kind == "estimate" and any(kind_of(step) == "percent" for step in path):
                # "Percent" over "Estimate" is the unit of its numbers, and nobody's answer
                kind, path = "percent", [step for step in path if kind_of(step) != "percent"]
            table.runs.append(Run(c, kind, path))
        elif kind in ERRORS and table.runs and not after:
            same = [run for run in table.runs if run.path == group]
            run = same[-1] if table.crossed and same else table.runs[-1]
            run.errors.setdefault(kind, c)


def label_of(page: Page, r: int, stub: int) -> str:
    """Return the label of a row: the words at its left, or the only words it has."""
    texts = [x.text for c in page.filled(r) if (x := page.at(r, c)) and x.number is None]
    return page.text(r, stub) or (texts[0] if texts else "")
