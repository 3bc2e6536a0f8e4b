"""Estimates with their limits or errors in columns: one key a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..figure import Figure, key_of
from ..pages.cells import Cell
from ..pages.page import Page
from ..words.dates import day_order, read_day
from ..words.marks import mark_of
from ..words.measures import level_of_words, measure_of, unit_of_words
from .context import Context
from .found import Found

_QUESTION = re.compile(r"indicator|measure|topic|question|variable|outcome|condition", re.I)
_GROUP = re.compile(r"group|by|stratum|breakdown|category|characteristic|demographic", re.I)
_SUBGROUP = re.compile(r"subgroup|level|stratification|group value|breakdown value", re.I)
_NAME = re.compile(r"name|geography|area|label|region|country|state", re.I)
_START = re.compile(r".*start.*date|.*date.*start|begin.*", re.I)
_END = re.compile(r".*end.*date|.*date.*end", re.I)
_PUBLISHED = re.compile(r"publi.*|release.*|vintage", re.I)
_NCHS = {"indicator", "group", "subgroup", "value", "low ci", "high ci"}
"""Columns of the survey indicators on data.cdc.gov, whose value is a percent by their documentation."""

_OPEN = re.compile(r"^(?P<n>[\d,.]+)(?P<end>[+\-])$")
ACS_LEVEL, ACS_Z = 0.90, 1.645
"""Level of the margins of the American Community Survey, and what the Bureau divides them by."""


@dataclass
class _Family:
    """The columns of one quantity."""

    quantity: str
    columns: dict[str, int] = field(default_factory=dict)


@dataclass
class _Tidy:
    """Where the header stands, the quantities, and the columns of keys."""

    header: int
    families: list[_Family]
    keys: list[int]
    rows: list[int]


def has_estimates(page: Page) -> bool:
    """Tell whether columns are called estimate and limits, or estimate and error."""
    return _find(page) is not None


def _find(page: Page) -> _Tidy | None:
    for r in range(min(len(page.rows), 12)):
        filled = page.filled(r)
        if len(filled) < 3 or any((x := page.at(r, c)) and x.number is not None for c in filled):
            continue
        families: dict[str, _Family] = {}
        keys = []
        for c in filled:
            measure = measure_of(page.text(r, c))
            if measure is None:
                keys.append(c)
                continue
            family = families.setdefault(measure.quantity, _Family(measure.quantity))
            if measure.role in family.columns:
                keys.append(c)
            else:
                family.columns[measure.role] = c
        whole = [
            one
            for one in families.values()
            if "estimate" in one.columns
            and ({"lower", "upper"} <= set(one.columns) or {"error", "margin"} & set(one.columns))
        ]
        rows = [k for k in range(r + 1, len(page.rows)) if len(page.filled(k)) >= 2]
        if whole and rows and keys and _numeric(page, rows, whole[0].columns["estimate"]):
            return _Tidy(r, whole, keys, rows)
    return None


def _numeric(page: Page, rows: Sequence[int], column: int) -> bool:
    cells = [cell for r in rows if (cell := page.at(r, column)) is not None]
    fit = sum(x.number is not None or bool(mark_of(x.text) or _OPEN.match(x.text)) for x in cells)
    return bool(cells) and fit >= 0.9 * len(cells)


def read_estimates(page: Page, context: Context) -> list[Found]:
    """Read every quantity of a page of estimates."""
    tidy = _find(page)
    assert tidy is not None
    return [_read_family(page, tidy, one, context) for one in tidy.families]


def _read_family(page: Page, tidy: _Tidy, family: _Family, context: Context) -> Found:
    column = family.columns["estimate"]
    heading = page.text(tidy.header, column)
    described = context.description(heading)
    words = " ".join([heading, described, *page.before])
    found = Found(page.name, page.row_place(tidy.header), "estimate + error", family.quantity)
    unit, proof = _unit(page, tidy, column, words)
    if unit is None:
        found.refuse(
            f"nothing says in which unit the estimates of column {heading!r} are",
            'say it in a hint: units="percent", units="count" or another',
            [page.place(r, column) for r in tidy.rows],
        )
        return found
    if proof:
        found.tell(found.where, "note", proof)
    level = next(
        (
            stated
            for part in (*(context.description(page.text(tidy.header, c)) for c in family.columns.values()), words, *context.lines)
            if (stated := level_of_words(part))
        ),
        None,
    )
    acs = "!!" in heading
    keys = _Keys(page, tidy)
    for r in tidy.rows:
        cell = page.at(r, column)
        if cell is None:
            continue
        figure = keys.figure(found, r, column, cell, family.quantity)
        figure.value_unit = unit
        _set_estimate(figure, cell, unit)
        _set_errors(figure, page, r, family, level)
        if acs and figure.moe is not None:
            figure.moe_level, figure.std_error = ACS_LEVEL, figure.moe / ACS_Z
        found.figures.append(figure)
    if acs:
        fact = "margins are at 90 %, as the Census Bureau publishes them; errors are margins ÷ 1.645"
        found.tell(found.where, "note", fact)
    _check_limits(found)
    keys.tell_apart(found)
    return found


def _unit(page: Page, tidy: _Tidy, column: int, words: str) -> tuple[str | None, str]:
    """Return the unit of an estimate and what is to be said of it."""
    cells = [cell for r in tidy.rows if (cell := page.at(r, column)) and cell.number is not None]
    if cells and all(cell.percent for cell in cells):
        return "percent", ""
    named = unit_of_words(words)
    if named:
        per = named.startswith("per_")
        return named, f"the numbers are {named.replace('_', ' ')}, no percents" if per else ""
    names = {" ".join(page.text(tidy.header, c).lower().split()) for c in page.filled(tidy.header)}
    if names >= _NCHS:
        return "percent", (
            "column Value holds percents, as the documentation of these indicators says; the "
            "limits are used as they are published"
        )
    return None, ""


def _set_estimate(figure: Figure, cell: Cell, unit: str) -> None:
    """Give a figure its number, an open end, or what its mark says."""
    opened = _OPEN.match(cell.text)
    if cell.number is not None:
        figure.value, figure.decimals = cell.exact, cell.decimals
    elif opened:
        figure.value = float(opened["n"].replace(",", ""))
        figure.percent_qualifier = "at_least" if opened["end"] == "+" else "at_most"
        figure.decimals = 0
    else:
        mark = mark_of(cell.text) or "not_available"
        figure.percent_qualifier = "not_available" if mark == "none" else mark
    if unit == "percent":
        figure.value = figure.percent = cell.number
    else:
        figure.unit = "other"


def _set_errors(
    figure: Figure, page: Page, r: int, family: _Family, level: tuple[float, str] | None
) -> None:
    """Give a figure the limits, the error and the margin that stand in its row."""
    numbers: dict[str, float] = {}
    for role, c in family.columns.items():
        cell = page.at(r, c)
        if cell is None or role == "estimate":
            continue
        if cell.exact is not None:
            numbers[role] = cell.number if figure.value_unit == "percent" and cell.number is not None else cell.exact
        elif cell.text and not figure.flag_printed:
            figure.flag_printed = cell.text
    figure.ci_low, figure.ci_high = numbers.get("lower"), numbers.get("upper")
    figure.std_error, figure.moe = numbers.get("error"), numbers.get("margin")
    if figure.ci_low is not None and level is not None:
        figure.ci_level, figure.interval_kind = level
    elif figure.ci_low is not None:
        figure.ci_level, figure.interval_kind = 0.95, "confidence"
        figure.note = "the level of the limits is not printed; 95 % by convention"
    if figure.moe is not None and level is not None:
        figure.moe_level = level[0]


def _check_limits(found: Found) -> None:
    """Say where an estimate lies outside of its own limits, and leave out what is no share."""
    kept = []
    for one in found.figures:
        if one.percent is not None and not 0 <= one.percent <= 100:
            found.tell(one.where, "refused", f"{one.printed} is no share", "", [one.where])
            continue
        low, high = one.ci_low, one.ci_high
        if one.value is not None and low is not None and high is not None:
            if not low <= one.value <= high:
                fact = f"{one.printed} lies outside of its limits {low:g} to {high:g}"
                found.tell(one.where, "check", fact, "look at the row in the file")
        kept.append(one)
    found.figures[:] = kept


class _Keys:
    """The columns that tell rows apart: questions, groups, dates."""

    def __init__(self, page: Page, tidy: _Tidy) -> None:
        self.page, self.tidy = page, tidy
        names = {c: " ".join(page.text(tidy.header, c).split()) for c in tidy.keys}
        plain = {c: re.sub(r"[_\s]+", " ", name) for c, name in names.items()}
        dated = {c for c in tidy.keys if self._is_dates(c)}
        self.question = self._first(plain, _QUESTION, dated)
        self.start = self._first(plain, _START, set())
        self.end = self._first(plain, _END, set())
        self.published = next((c for c in sorted(dated) if _PUBLISHED.fullmatch(plain[c])), None)
        pair = self._first(plain, _GROUP, dated), self._first(plain, _SUBGROUP, dated)
        self.names = names
        days = [c for c in sorted(dated) if c not in (self.start, self.end, self.published)]
        words = [c for c in tidy.keys if c not in dated and c != self.question]
        if None not in pair:
            self.group = [c for c in pair if c is not None]
        elif named := [c for c in words if _NAME.fullmatch(plain[c])]:
            self.group = named[-1:]
        else:
            self.group = [c for c in words if self._varies(c)][:1] or days[:1]
        self.days = days
        self.others = [c for c in tidy.keys if c not in {self.question, self.start, self.end, *self.group}]
        texts = [page.text(r, c) for c in (self.start, self.end) if c is not None for r in tidy.rows]
        self.order = day_order(texts)

    def _first(self, names: dict[int, str], words: re.Pattern[str], but: set[int]) -> int | None:
        return next((c for c, name in names.items() if c not in but and words.fullmatch(name)), None)

    def _is_dates(self, c: int) -> bool:
        cells = [x for r in self.tidy.rows[:50] if (x := self.page.at(r, c)) is not None]
        return bool(cells) and all(x.day is not None or read_day(x.text, "mdy") for x in cells)

    def _varies(self, c: int) -> bool:
        return len({self.page.text(r, c) for r in self.tidy.rows}) > 1

    def figure(self, found: Found, r: int, column: int, cell: Cell, quantity: str) -> Figure:
        """Return a figure with what its row says of whom it is, and when it was."""
        page = self.page
        figure = Figure(found.table, page.place(r, column), printed=cell.text)
        asked = page.text(r, self.question) if self.question is not None else quantity
        figure.question = asked or None
        figure.answer = asked or None
        steps = [page.text(r, c) for c in self.group if page.text(r, c)]
        figure.group = " > ".join(steps) or None
        figure.group_dimension = " > ".join(self.names[c] for c in self.group) or None
        if self.start is not None:
            figure.fielded_start = self._day(r, self.start)
            figure.date_kind, figure.date_precision = "fieldwork", "day"
        if self.end is not None:
            figure.fielded_end = self._day(r, self.end)
        if self.published is not None:
            figure.wave = self._day(r, self.published)
            figure.poll_id = f"published {figure.wave}"
        return figure

    def _day(self, r: int, c: int) -> str | None:
        cell = self.page.at(r, c)
        if cell is None:
            return None
        return cell.day.isoformat() if cell.day else read_day(cell.text, self.order)

    def tell_apart(self, found: Found) -> None:
        """Add further keys to the groups of figures that nothing tells apart so far."""
        rows = {self.page.place(r, c): r for one in self.tidy.families for c in one.columns.values() for r in self.tidy.rows}
        for c in self.others:
            groups: dict[tuple[object, ...], list[Figure]] = {}
            for one in found.figures:
                groups.setdefault(key_of(one), []).append(one)
            doubled = [one for same in groups.values() if len({x.value for x in same}) > 1 for one in same]
            if not doubled:
                return
            for one in doubled:
                text = self.page.text(rows[one.where], c)
                if text and text not in (one.group or ""):
                    one.group = " > ".join(filter(None, (one.group, text)))
