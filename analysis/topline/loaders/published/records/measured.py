"""Tables whose lowest headings say what the numbers are: counts, percents, and errors of both.

Such headings, as "Count" and "Column N %", or "Percent", "SE", "LL", "UL", stand below the groups
and right of the labels. A figure is what one of them names, with the errors right of it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ....figures.columns.dates import is_year, read_wave
from ....language.marking import marked
from ....language.message import Message
from ..banners.banner import read_banner
from ..banners.blocks import find_blocks
from ..banners.titles import question_of, titles_of
from ..found.context import Context
from ..found.found import Found
from ..found.shares import keep_in_unit
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.measures import level_of_words
from ..words.rows import is_check, statistics_of, table_name
from .measured_units import bases_below, limits_fault, orientation, unit_of_run
from .measures import Measured, Run, add_unsaid, find_measured, in_two_lines, label_of, set_runs

_NOTE = 30
"""Letters above which the words of a cell are a note."""


def read_measured(page: Page, context: Context) -> list[Found]:
    """Read every table of a page whose lowest headings name measures."""
    tables = [one for one in find_measured(page) if not in_two_lines(page, one)]
    if not tables:
        return []
    kinds = {kind for one in tables for kind in one.kinds.values()}
    if kinds <= {"percent"} and find_blocks(page):
        return []
    return [_read_one(page, one, context) for one in tables]


def _read_one(page: Page, table: Measured, context: Context) -> Found:
    """Read one table."""
    add_unsaid(page, table)
    banner = read_banner(page, table.head, sorted(table.kinds), table.stub)
    titles = titles_of(page, table.head, table.stub, [*page.before, *banner.titles])
    name = next(filter(None, map(table_name, reversed(titles))), None)
    where = page.row_place(table.header)
    found = Found(page.name or name or "", where, "measures in columns", question_of(titles))
    set_runs(table, banner.paths)
    percents = [run for run in table.runs if run.kind == "percent" and not run.path]
    for run in percents if len(percents) > 1 else ():
        # of all and of those who answered: their headings alone tell them apart
        run.path = [page.text(table.header, run.column)]
    below = (cell.text for r, _, cell in page.cells() if r > table.header)
    words = [*titles, *(text for text in below if len(text) > _NOTE)]
    facts = _facts_of(page, table, found, words, context, banner.paths)
    taken = 0
    for run in table.runs:
        unit = unit_of_run(page, table, run, words, context)
        column = [page.place(r, run.column) for r in table.rows]
        if unit is None:
            heading = page.text(table.header, run.column)
            fact = Message(_NO_UNIT, heading=repr(heading))
            where = page.place(table.header, run.column)
            found.tell(where, "refused", fact, "say it in a hint", column)
            continue
        if fault := limits_fault(page, table.rows, run):
            found.refuse(fault, "check the rows in the file", column)
            return found
        taken += 1
        _read_run(found, page, table, run, unit, facts)
    _tell_columns(found, page, table)
    if not taken:
        found.reason = Message("no unit of its numbers is said or proven")
    counts = {(one.answer, one.group): one for one in found.figures if one.value_unit == "count"}
    for figure in found.figures:
        beside_it = counts.get((figure.answer, figure.group))
        if figure.value_unit == "percent" and beside_it is not None:
            figure.weighted_count = beside_it.value
    return found


@dataclass(frozen=True)
class _Facts:
    """What all columns of a table share.

    Attributes
    ----------
    down : bool
        Whether answers stand in rows, and groups in columns.
    labels : mapping of int to str
        What each row is called.
    bases : mapping of str to mapping of int to Cell
        Bases by role and column.
    statistics : mapping of int to str
        Which statistic a row holds, such as mean.
    level : (float, str) or None
        Level and kind of the limits, as the file states them.
    """

    down: bool
    labels: Mapping[int, str]
    bases: Mapping[str, Mapping[int, Cell]]
    statistics: Mapping[int, str]
    level: tuple[float, str] | None

    def base(self, run: Run, role: str) -> Cell | None:
        """Return the base of a column, or the one of all columns for a column of everybody."""
        bases = self.bases.get(role, {})
        own = next((bases[c] for c in (run.column, *run.errors.values()) if c in bases), None)
        every = {cell.number: cell for cell in bases.values()}
        shared = next(iter(every.values())) if len(every) == 1 and not run.path else None
        return shared if own is None else own


def _read_run(
    found: Found, page: Page, table: Measured, run: Run, unit: str, facts: _Facts
) -> None:
    """Make the figures of one column."""
    years = [step for step in run.path if is_year(step)]
    waves = {step: period for step in run.path if (period := read_wave(step))}
    title = " > ".join(step for step in run.path if step not in years and step not in waves)
    base, weighted, unknown = (facts.base(run, role) for role in _ROLES)
    for order, r in enumerate(table.rows, start=1):
        cell = page.at(r, run.column)
        if cell is None:
            continue
        figure = found.figure(page.place(r, run.column), cell.text)
        own = facts.labels[r]
        if facts.down:
            figure.answer, figure.group = own, " > ".join(filter(None, (title, *years))) or None
        else:
            figure.answer, figure.group = title or found.question or None, " > ".join((own, *years))
        figure.answer_order = order
        if years:
            figure.set_year(years[-1])
        for figure.wave, period in waves.items():
            figure.set_period(period, "unknown")
        if base is not None and (base.number or 0) >= 1:
            figure.set_base(base.number or 0, base.text)
        figure.base_weighted = None if weighted is None else weighted.exact
        if unknown is not None:
            figure.base_text = f"Base: {unknown.text} (weighted or not is not said)"
        found.told.update(page.place(r, c) for c in run.errors.values())
        # a mean among percents has no sign, and is none
        statistic = facts.statistics.get(r) if not cell.percent else None
        if keep_in_unit(found, figure, cell, statistic or unit):
            beside = {role: page.at(r, c) for role, c in run.errors.items()}
            numbers = {role: x.number for role, x in beside.items() if x is not None}
            figure.set_errors(numbers, facts.level)


def _facts_of(
    page: Page,
    table: Measured,
    found: Found,
    words: list[str],
    context: Context,
    paths: Mapping[int, str],
) -> _Facts:
    """Find out what all columns share; rows of bases and of sums leave the table, accounted for.

    Labels that repeat are called by the row they are set in under, too.
    """
    bases, table.rows, places = bases_below(page, table, paths)
    found.told.update(places)
    down = orientation(page, table)
    if down:
        sums = [r for r in table.rows if is_check(label_of(page, r, table.stub))]
        found.told.update(page.place(r, c) for r in sums for c in table.kinds)
        table.rows = [r for r in table.rows if r not in sums]
    plain = {r: label_of(page, r, table.stub) for r in table.rows}
    seen = Counter(plain.values())
    above: list[tuple[int, str]] = []
    labels: dict[int, str] = {}
    for r, label in plain.items():
        cell = page.at(r, table.stub)
        indent = cell.indent if cell else 0
        above = [one for one in above if one[0] < indent]
        parent = above[-1][1] if above else ""
        labels[r] = f"{parent} > {label}" if parent and seen[label] > 1 else label
        above.append((indent, label))
    level = next(filter(None, map(level_of_words, (*words, *context.lines))), None)
    keys = statistics_of(list(plain.values())) if down else {}
    statistics = {r: keys[k] for k, r in enumerate(plain) if k in keys}
    return _Facts(down, labels, bases, statistics, level)


def _tell_columns(found: Found, page: Page, table: Measured) -> None:
    """Say which columns are no figures of their own, and of which nothing says what they hold."""
    kinds = {
        "variation": marked("columns of relative errors are no answers: {names}"),
        "difference": marked("columns of differences are no answers: {names}"),
        "n": marked("columns of cases are no answers: {names}"),
        "cumulative": marked("columns of sums of the rows above are no answers: {names}"),
    }
    for kind, words in kinds.items():
        columns = [c for c, held in table.kinds.items() if held == kind]
        if columns:
            names = ", ".join(dict.fromkeys(page.text(table.header, c) for c in columns))
            places = [page.place(r, c) for r in table.rows for c in columns]
            fact = Message(words, names=names)
            found.tell(page.place(table.header, columns[0]), "note", fact, places=places)
    beside = [
        page.place(r, c)
        for r in table.rows
        for c in range(table.stub + 1, min(table.kinds))
        if (x := page.at(r, c)) and x.number is not None
    ]
    if beside:
        fact = Message(
            "{n} numbers stand in columns of which nothing says what they hold", n=len(beside)
        )
        found.tell(beside[0], "refused", fact, "say it in a hint", beside)


_ROLES = ("unweighted", "weighted", "unknown")

_NO_UNIT = marked("nothing says in which unit the numbers of {heading} are")
