"""What numbers below a heading are: their unit, their base, and whether answers stand in rows."""

import re
from collections.abc import Mapping, Sequence

from ....language.message import Message
from ..banners.banner import is_total
from ..found.context import Context
from ..found.proven import adds_up_across, adds_up_down, said_in_prose
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.kinds import THOUSANDS
from ..words.measures import unit_of_words
from ..words.rows import base_role, is_check, is_net, statistic_of
from .measures import Measured, Run, holds_counts, label_of

_STATED_N = re.compile(r"^\W*N\s*=\s*(?P<n>\d[\d,]*)\.?\W*$")


def bases_below(
    page: Page, table: Measured, paths: Mapping[int, str]
) -> tuple[dict[str, dict[int, Cell]], list[int], list[str]]:
    """Return bases by role and column, the rows that are answers, and the places of the others.

    A line such as "N = 1,568." below a table is its base where the column of cases adds up to it.
    A base below one measure of a group is that of its other measures.
    """
    bases: dict[str, dict[int, Cell]] = {}
    rows: list[int] = []
    places: list[str] = []
    for r in table.rows:
        label = label_of(page, r, table.stub)
        role = base_role(label) or ("unweighted" if _ANSWERED.match(label) else None)
        if role is None and not _SKIPPED.match(label):
            rows.append(r)
            continue
        places += [page.place(r, c) for c in page.filled(r)]
        for c in page.filled(r):
            cell = page.at(r, c)
            if role and c in table.kinds and cell and cell.number and not cell.percent:
                bases.setdefault(role, {})[c] = cell
    if "unknown" in bases and ("unweighted" in bases) != ("weighted" in bases):
        # "Base" beside an unweighted one is weighted, and the other way round
        other = "weighted" if "unweighted" in bases else "unweighted"
        bases[other] = bases.pop("unknown")
    cases = next((c for c, kind in table.kinds.items() if kind == "n"), None)
    stated = next(
        (
            m
            for r in range(table.header, len(page.rows))
            if (m := _STATED_N.match(page.text(r, table.stub)))
        ),
        None,
    )
    if cases is not None and stated is not None:
        n = float(stated["n"].replace(",", ""))
        if sum((x.number or 0) for r in rows if (x := page.at(r, cases))) == n:
            whole = Cell(stated["n"], number=n, exact=n)
            bases.setdefault("unweighted", {}).update(dict.fromkeys(table.kinds, whole))
    groups = {c: paths.get(c, "").rpartition(" > ")[0] for c in table.kinds}
    for role, held in bases.items():
        own = {groups[c]: cell for c, cell in held.items() if not table.crossed}
        bases[role] = {
            c: own[group] for c, group in groups.items() if group and group in own
        } | held
    return bases, rows, places


_ANSWERED = re.compile(r"^\W*answered\W*$", re.IGNORECASE)
_SKIPPED = re.compile(r"^\W*skipped\W*$", re.IGNORECASE)


def orientation(page: Page, table: Measured) -> bool:
    """Tell whether answers stand in rows and groups in columns, or the other way round.

    What adds up to 100 are answers; a row of everybody is a group; else rows are answers, as in
    most tables.
    """
    percents = [run for run in table.runs if run.kind in ("percent", "estimate")]
    if any(run.kind == "row_percent" for run in table.runs):
        return False
    labels = {r: label_of(page, r, table.stub) for r in table.rows}
    rows = [
        r
        for r in table.rows
        if not is_net(labels[r]) and not is_check(labels[r]) and not statistic_of(labels[r])
    ]
    if percents and all(adds_up_down(page, rows, run.column) for run in percents):
        return True
    if len(percents) > 1 and adds_up_across(page, rows, [run.column for run in percents]):
        return False
    if any(page.text(table.header, run.column).lower().startswith("col") for run in percents):
        return True
    everybody = any(
        (is_check(label) or is_total(label))
        # a row that is a hundred everywhere only adds up the answers
        and any((x := page.at(r, run.column)) and x.number != 100 for run in percents)
        for r, label in labels.items()
    )
    return not (everybody and percents)


def unit_of_run(
    page: Page, table: Measured, run: Run, words: Sequence[str], context: Context
) -> str | None:
    """Return the unit of a column: by its heading, by the file's words, or None."""
    cells = [x for r in table.rows if (x := page.at(r, run.column)) and x.number is not None]
    if hinted := context.units(page.name):
        return hinted
    if run.kind in ("mean", "median"):
        return run.kind
    if (unit := table.units.get(run.column)) and (
        unit != "percent" or (all(0 <= (cell.number or 0.0) <= 100 for cell in cells))
    ):
        return unit
    if run.kind == "count":
        thousands = any(re.search(r"\bin thousands\b", line, re.IGNORECASE) for line in words)
        thousands = thousands or THOUSANDS.search(page.text(table.header, run.column)) is not None
        return "thousands" if thousands else "count"
    if not cells or (run.kind == "unsaid" and not all(cell.percent for cell in cells)):
        return None
    if all(cell.percent for cell in cells):
        return "percent"
    numbers = [cell.number or 0.0 for cell in cells]
    if run.kind in ("percent", "row_percent"):
        proper = all(0 <= x <= 100 for x in numbers) and not holds_counts(page, table)
        small = max(numbers) <= 1 and len(numbers) > 1
        if small and adds_up_down(page, table.rows, run.column, whole=1.0):
            return "proportion"
        # no percent of a table is above one: its heading may be meant for proportions
        return "percent" if proper and not (small and any(x.decimals > 1 for x in cells)) else None
    named = next(filter(None, map(unit_of_words, words)), None)
    estimates = [
        x.number
        for one in table.runs
        if one.kind == "estimate"
        for r in table.rows
        if (x := page.at(r, one.column)) and x.number is not None
    ]
    if named == "percent" or said_in_prose(page, estimates, context.lines):
        return "percent" if all(0 <= x <= 100 for x in numbers) else None
    return named


def limits_fault(page: Page, rows: Sequence[int], run: Run) -> str | None:
    """Say where a number lies outside of its own limits: then its columns are no such things."""
    low, high = run.errors.get("lower"), run.errors.get("upper")
    if low is None or high is None:
        return None
    for r in rows:
        found = [page.at(r, c) for c in (low, run.column, high)]
        numbers = [cell.number for cell in found if cell and cell.number is not None]
        if len(numbers) == 3 and numbers != sorted(numbers):
            return Message(
                "{place} lies outside of the limits beside it", place=page.place(r, run.column)
            )
    return None
