"""Estimates with their limits or errors in columns: one key a row."""

import re
from math import inf

from ....figures.columns.dates import is_year
from ....language.marking import marked
from ....language.message import Message, PrintedNumber
from ..banners.titles import question_of
from ..found.context import Context
from ..found.figure import Figure
from ..found.found import Found
from ..found.proven import adds_up_down
from ..pages.page import Page
from ..words.kinds import says_percent
from ..words.lists import name_of
from ..words.marks import mark_of
from ..words.measures import level_of_words, measure_of, unit_of_words
from ..words.rows import base_role
from .row_keys import Family, Keys, Tidy

_NCHS = {"indicator", "group", "subgroup", "value", "low ci", "high ci"}
"""Columns of the indicators on data.cdc.gov: by their documentation Value is a percent."""

_BASE = re.compile(r"\b(?:unweighted|base|sample size)\b", re.IGNORECASE)
"""What heads those who were asked; "n" alone may count those who gave the answer."""

_OPEN = re.compile(r"^(?P<n>[\d,.]+)(?P<end>[+\-])$")
_ACS_LEVEL, _ACS_Z = 0.90, 1.645
"""Level of the margins of the American Community Survey, and what the Bureau divides them by."""


def _find(page: Page) -> Tidy | None:
    """Find a header of an estimate and its limits or error; None where there is none."""
    for r in range(min(len(page.rows), 12)):
        filled = page.filled(r)
        if len(filled) < 3 or any((x := page.at(r, c)) and x.number is not None for c in filled):
            continue
        families: dict[str, Family] = {}
        keys = []
        for c in filled:
            measure = measure_of(page.text(r, c))
            if measure is None:
                keys.append(c)
                continue
            family = families.setdefault(measure.quantity, Family(measure.quantity))
            if measure.role in family.columns:
                # the same measure of several groups: no record a row
                return None
            family.columns[measure.role] = c
        _name_estimate(page, r, families, keys)
        whole = [
            one
            for one in families.values()
            if "estimate" in one.columns
            and ({"lower", "upper"} <= set(one.columns) or {"error", "margin"} & set(one.columns))
        ]
        rows = [k for k in range(r + 1, len(page.rows)) if len(page.filled(k)) >= 2]
        if not whole or not keys:
            continue
        column = whole[0].columns["estimate"]
        cells = [cell for k in rows if (cell := page.at(k, column)) is not None]
        fit = [x for x in cells if x.number is not None or mark_of(x.text) or _OPEN.match(x.text)]
        if cells and len(fit) >= 0.9 * len(cells):
            found = Tidy(r, whole, keys, rows)
            return found if _are_estimates(page, found) else None
    return None


def _name_estimate(page: Page, r: int, families: dict[str, Family], keys: list[int]) -> None:
    """Take the one column headed as a percent of somebody for what the only limits belong to."""
    limits = families.get("")
    shares = [c for c in keys if says_percent(page.text(r, c))]
    alone = len(families) == len(shares) == 1
    if alone and limits and set(limits.columns) == {"lower", "upper"}:
        limits.columns["estimate"] = shares[0]
        keys.remove(shares[0])


def _are_estimates(page: Page, tidy: Tidy) -> bool:
    """Tell estimates from what respondents guessed: named in words or by a day, within limits."""
    keys = (page.at(r, c) for r in tidy.rows for c in tidy.keys)
    if not any(cell and (cell.number is None or cell.day is not None) for cell in keys):
        return False
    columns = tidy.families[0].columns
    if not {"lower", "upper"} <= set(columns):
        return True
    found = [
        [page.at(r, columns[key]) for key in ("lower", "estimate", "upper")] for r in tidy.rows
    ]
    rows = [[cell.number for cell in row if cell and cell.number is not None] for row in found]
    whole = [row for row in rows if len(row) == 3]
    return sum(row == sorted(row) for row in whole) >= 0.9 * len(whole)


def read_estimates(page: Page, context: Context) -> list[Found]:
    """Read every quantity of a page of estimates."""
    tidy = _find(page)
    return [_read_quantity(page, tidy, one, context) for one in tidy.families] if tidy else []


def _read_quantity(page: Page, tidy: Tidy, family: Family, context: Context) -> Found:
    """Read the estimates of one quantity, with their limits and errors."""
    column = family.columns["estimate"]
    heading = page.text(tidy.header, column)
    words = " ".join([heading, context.description(heading), *page.before])
    quantity = _quantity_of(page, tidy, heading, family.quantity)
    found = Found(page.name, page.row_place(tidy.header), "estimate + error", quantity)
    unit = context.units(page.name)
    proof: str = Message("a hint says so")
    if unit is None:
        unit, proof = _unit_of_column(page, tidy, column, words)
    if unit is None:
        found.refuse(
            Message(_NO_UNIT, heading=repr(heading)),
            'say it in a hint: units="percent", units="count" or another',
            [page.place(r, column) for r in tidy.rows],
        )
        return found
    if proof:
        found.tell(found.where, "note", proof)
    told = (context.description(page.text(tidy.header, c)) for c in family.columns.values())
    level = next(filter(None, map(level_of_words, (*told, words, *context.lines))), None)
    keys = Keys(page, tidy)
    _take_rows(found, keys, family, unit, level)
    if is_year(family.quantity):
        for figure in found.figures:
            figure.set_year(family.quantity)
    if "!!" in heading:
        fact = Message(_CENSUS_LEVEL, level=PrintedNumber("90%"), quantile=PrintedNumber("1.645"))
        found.tell(found.where, "note", fact)
        for figure in found.figures:
            if figure.moe is not None:
                figure.moe_level, figure.std_error = _ACS_LEVEL, figure.moe / _ACS_Z
    _tell_limits(found, keys, family)
    keys.tell_apart(found)
    return found


def _quantity_of(page: Page, tidy: Tidy, heading: str, named: str) -> str:
    """Return what the estimates below a heading are of; columns of years are of what a title says.

    "incidence_rate_estimate" is about incidence_rate, as its heading writes it.
    """
    if is_year(named) or not (named or says_percent(heading)):
        above = [page.text(r, c) for r in range(tidy.header) for c in page.filled(r)]
        return question_of([*page.before, *above])
    if not named and says_percent(heading):
        return heading
    same = heading.lower().replace("_", " ").startswith(named)
    return heading[: len(named)] if same else named


def _take_rows(
    found: Found, keys: Keys, family: Family, unit: str, level: tuple[float, str] | None
) -> None:
    """Make a figure of each row; what is no share is told."""
    page, tidy, column = keys.page, keys.tidy, family.columns["estimate"]
    label = tidy.keys[0]
    profile = _PROFILE.match(page.text(tidy.header, label)) is not None
    # beside answers, and parts of a whole, a number of cases may be of those who said so
    whole = keys.answer is None and not adds_up_down(page, tidy.rows, column)
    headed = [c for c in tidy.keys if _BASE.search(page.text(tidy.header, c))]
    bases = [c for c in headed if whole and base_role(page.text(tidy.header, c)) == "unweighted"]
    for r in tidy.rows:
        cell = page.at(r, column)
        if cell is None:
            continue
        if unit == "percent" and profile and cell.number is not None and not cell.percent:
            # the universe, printed again where a share of itself would stand
            continue
        found.told.update(page.place(r, c) for c in family.columns.values() if c != column)
        figure = keys.figure(found, r, column, cell, found.question)
        figure.value_unit = unit
        if profile:
            # called by its label, below the line it is set in under, and its area
            depth = x.indent if (x := page.at(r, label)) else 0
            above = (page.at(k, label) for k in range(r - 1, tidy.header, -1))
            title = next((x for x in above if x is not None and x.indent < depth), None)
            figure.question = title.text if title else figure.question
            figure.answer, figure.group = page.text(r, label), found.question.partition("!!")[0]
            figure.group_dimension = None
        _set_numbers(figure, page, r, family, level)
        base = next((x for c in bases if (x := page.at(r, c)) and x.number), None)
        if base is not None and base.number is not None:
            figure.set_base(base.number, base.text)
        if figure.percent is not None and not 0 <= figure.percent <= 100:
            found.tell(
                figure.where,
                "refused",
                Message("{text} is no share", text=cell.text),
                "",
                [figure.where],
            )
        else:
            found.figures.append(figure)


def _tell_limits(found: Found, keys: Keys, family: Family) -> None:
    """Say which columns are no limits, such as quartiles, and which estimates lie beyond theirs."""
    page, header = keys.page, keys.tidy.header
    ranges = [name for c in keys.others if _RANGE.search(name := page.text(header, c))]
    if ranges and "lower" in family.columns:
        ends = " and ".join(page.text(header, family.columns[k]) for k in ("lower", "upper"))
        fact = Message(
            "the limits are those of {ends}; {names} are not read as limits",
            ends=ends,
            names=", ".join(map(repr, ranges)),
        )
        found.tell(found.where, "note", fact)
    for one in found.figures:
        low = -inf if one.ci_low is None else one.ci_low
        high = inf if one.ci_high is None else one.ci_high
        if one.value is not None and not low <= one.value <= high:
            fact = Message(
                "{printed} lies outside of its limits {low} to {high}",
                printed=one.printed,
                low=PrintedNumber(f"{low:g}"),
                high=PrintedNumber(f"{high:g}"),
            )
            found.tell(one.where, "check", fact, "look at the row in the file")


def _unit_of_column(page: Page, tidy: Tidy, column: int, words: str) -> tuple[str | None, str]:
    """Return the unit of an estimate and what is to be said of it."""
    cells = [cell for r in tidy.rows if (cell := page.at(r, column)) and cell.number is not None]
    shares = page.text(tidy.header, column).endswith("!!Percent")
    if cells and (
        all(cell.percent for cell in cells) or (shares and any(x.percent for x in cells))
    ):
        return "percent", ""
    said = [c for c in tidy.keys if _UNITS.fullmatch(name_of(page.text(tidy.header, c)))]
    if said and {page.text(r, c) for c in said for r in tidy.rows} == {"%"}:
        return "percent", ""
    named = unit_of_words(words)
    if named:
        per = named.startswith("per_")
        return named, f"the numbers are {named.replace('_', ' ')}, no percents" if per else ""
    names = {" ".join(page.text(tidy.header, c).lower().split()) for c in page.filled(tidy.header)}
    if names >= _NCHS:
        return "percent", (
            Message(
                "column Value holds percents, as the documentation of these indicators says; the "
                "limits are used as they are published"
            )
        )
    numbers = [cell.number or 0.0 for cell in cells]
    # some of them beyond any percent
    counted = all(x >= 0 and x == int(x) for x in numbers) and max(numbers, default=0) > 100
    profile = _PROFILE.match(page.text(tidy.header, tidy.keys[0]))
    named = page.text(tidy.rows[0], tidy.keys[0]) if profile else ""
    if counted and (_COUNTS.match(page.text(tidy.header, column)) or _TOTAL.fullmatch(named)):
        return "count", Message("estimates of a Total and its parts are counts, in whole numbers")
    return None, ""


_UNITS = re.compile(r"(?:data )?(?:value )?units?|uom|unit of measure", re.IGNORECASE)
_RANGE = re.compile(r"\brange\b|\bintervals?\b|\bquartile", re.IGNORECASE)
_PROFILE = re.compile(r"label \(grouping\)", re.IGNORECASE)


_COUNTS = re.compile(r"estimate!!total(?::|!!|$)", re.IGNORECASE)
"""How the Bureau heads a detailed table: universes are counted, of which all columns are parts."""

_TOTAL = re.compile(r"total:?", re.IGNORECASE)
"""How the first row of a detailed table is called where its lines stand in rows."""


def _set_numbers(
    figure: Figure, page: Page, r: int, family: Family, level: tuple[float, str] | None
) -> None:
    """Give a figure its number, an open end or what its mark says, and the errors of its row."""
    cells = {role: cell for role, c in family.columns.items() if (cell := page.at(r, c))}
    cell = cells.pop("estimate")
    opened = _OPEN.match(cell.text)
    percent = figure.value_unit == "percent"
    if cell.number is not None:
        figure.value, figure.decimals = cell.exact, cell.decimals
    elif opened:
        figure.value = float(opened["n"].replace(",", ""))
        figure.percent_qualifier = "at_least" if opened["end"] == "+" else "at_most"
        figure.decimals = 0
    else:
        mark = mark_of(cell.text) or "not_available"
        figure.percent_qualifier = "not_available" if mark == "none" else mark
    if percent:
        figure.value = figure.percent = cell.number
    else:
        figure.unit = "other"
    figure.set_errors({k: x.number if percent else x.exact for k, x in cells.items()}, level)
    marks = (x.text for x in cells.values() if x.exact is None)
    figure.flag_printed = figure.flag_printed or next(marks, None)


_CENSUS_LEVEL = marked(
    "margins are at {level}, as the Census Bureau publishes them; errors are margins ÷ {quantile}"
)
_NO_UNIT = marked("nothing says in which unit the estimates of column {heading} are")
