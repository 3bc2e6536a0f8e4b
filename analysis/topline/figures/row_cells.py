"""The rows of a figures table: their cells and days read, and what they say together."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

import pandas as pd

from ..statistics.printed.rounding import count_range
from .columns.dates import Period, day_order, read_day, read_period, read_wave
from .printed_cells import (
    Base,
    CellError,
    Percent,
    read_base,
    read_count,
    read_decimals,
    read_level,
    read_margin,
    read_number,
    read_percent,
    read_weighted_base,
    text_of,
)
from .problems import Problem
from .schema import FIGURE_COLUMNS, NO_NUMBER, FigureColumn

Row = dict[str, Any]

_DECLARE = 'add a % sign, or pass percent_scale="proportion" or "percent" where the table is read'
"""What makes bare numbers clear in a table; charts and checks read none, and have no argument."""

_NUMBERS: dict[str, Callable[[Any], Any]] = {
    "n_effective": partial(read_number, least=0),
    "deff": partial(read_number, least=0),
    "weighted_count": partial(read_number, least=0),
    "amount": read_number,
    "std_error": partial(read_number, least=0),
    "moe": partial(read_number, least=0),
    "moe_level": read_level,
    "ci_low": read_number,
    "ci_high": read_number,
    "ci_level": read_level,
    "answer_order": read_count,
}
"""Columns that hold plain numbers of a published table, by their readers."""

_SAME = 1e-8
"""Points by which a percent that was computed from a count may differ from it once written."""


def read_row(position: int, row: Row, scale: str | None) -> list[Problem]:
    """Read every cell of a row in place; return what cannot be read."""
    problems: list[Problem] = []

    def read(key: str, reader: Callable[[Any], Any]) -> Any:
        try:
            return reader(row.get(key))
        except CellError as error:
            problems.append(Problem(position, key, row.get(key), str(error)))
            return None

    decimals = read("decimals", read_decimals)
    percent = read("percent", lambda cell: read_percent(cell, scale, remedy=_DECLARE))
    base, unweighted = (
        # a column of a table may have nobody in it, and then it has no percents
        Base(0, "exact")
        if text_of(row.get(key)) == "0" and not text_of(row.get("percent"))
        else read(key, read_base)
        for key in ("n", "base_unweighted")
    )
    row["count"] = read("count", read_count)
    row["base_weighted"] = read("base_weighted", read_weighted_base)
    for key, reader in _NUMBERS.items():
        # most tables have none of them
        row[key] = None if row.get(key) is None else read(key, reader)
    row["stated_moe"] = read("stated_moe", read_margin)
    for key, column in FIGURE_COLUMNS.items():
        if column.dtype == "category":
            row[key] = read(key, partial(_category, column))
    if percent is not None:
        problems += _contradictions(position, row, percent, decimals)
    row["percent"] = percent and percent.percent
    row["decimals"] = percent and (percent.decimals if decimals is None else decimals)
    # Words printed with a number ("<1%", "300+") outweigh "exact".
    if percent and row["percent_qualifier"] in (None, "exact"):
        row["percent_qualifier"] = percent.qualifier
    problems += _set_base(position, row, base, unweighted)
    problems += _set_counted(position, row)
    return problems


def _set_base(position: int, row: Row, base: Base | None, unweighted: Base | None) -> list[Problem]:
    """Set the base of intervals: the unweighted one, under either of its names."""
    problems = []
    if base and unweighted and base.n != unweighted.n:
        message = f"n is {base.n}, and both are the unweighted base; correct or empty one of them"
        problems.append(Problem(position, "base_unweighted", unweighted.n, message))
    base = base or unweighted
    row["n"], row["base_unweighted"] = base and base.n, unweighted and unweighted.n
    if base is None and row["n_qualifier"] != "subgroup":
        row["n_qualifier"] = "not_stated"
    elif base is not None and row["n_qualifier"] in (None, "not_stated", "exact"):
        row["n_qualifier"] = base.qualifier
    return problems


def _set_counted(position: int, row: Row) -> list[Problem]:
    """Set the percent where a count and its base give it."""
    count, n = row["count"], row["n"]
    if count is None:
        return []
    if n is not None and count > n:
        message = f"n is {n}, and no more can have said so; correct one of them"
        return [Problem(position, "count", count, message)]
    if row["percent"] is None and row["unit"] == "share_of_respondents":
        if n is None or row["n_qualifier"] == "at_least":
            message = "a count gives a percent out of an exact n; fill in n, or the percent"
            return [Problem(position, "count", count, message)]
        row["percent"] = 100 * count / n
    if n and row["percent"] is not None and abs(row["percent"] - 100 * count / n) < _SAME:
        row["percent"], row["decimals"] = 100 * count / n, None
    return []


def counts_as_printed(row: Mapping[str, Any]) -> bool:
    """Return whether a count is how many are behind the percent: it rounds to what is printed.

    A weighted percent need not be its count out of n.
    """
    count, n = row.get("count"), row["n"]
    if pd.isna(count) or pd.isna(n) or row["percent_qualifier"] != "exact":
        return False
    # a percent without decimals was computed from its count, and printed by nobody
    if pd.notna(row["percent"]) and pd.isna(row["decimals"]):
        return True
    low, high = count_range(float(row["percent"]), int(n), int(row["decimals"]))
    return bool(low <= int(count) <= high and pd.isna(row.get("base_weighted")))


def _contradictions(
    position: int, row: Row, percent: Percent, decimals: int | None
) -> list[Problem]:
    """Find what the row says of its percent that the percent itself denies."""
    problems = []
    said = row["percent_qualifier"]
    if said in NO_NUMBER:
        message = f"there is a percent; empty it, or say otherwise than {said}"
        problems.append(Problem(position, "percent_qualifier", said, message))
    if percent.qualifier != "exact" and said not in (None, "exact", percent.qualifier):
        message = f"the percent is printed as {percent.qualifier}; correct one of them"
        problems.append(Problem(position, "percent_qualifier", said, message))
    bound = {said, percent.qualifier} & {"less_than", "more_than"}
    if decimals is not None and not bound and round(percent.percent, decimals) != percent.percent:
        message = (
            f"{percent.percent:.10g} % has more digits; correct decimals, or round the percent"
        )
        problems.append(Problem(position, "decimals", decimals, message))
    return problems


def _category(column: FigureColumn, cell: Any) -> str | None:
    if cell is None:
        return column.default
    text = text_of(cell)
    if text in column.categories:
        return text
    if column.means is not None and (found := column.means(text)) is not None:
        return found
    close = get_close_matches(text.lower(), column.categories, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise CellError(f"{hint}expected one of {', '.join(column.categories)}")


_ENDS = ("fielded_start", "fielded_end")

_SORTS = re.compile(r"\d{4}(?:-\d{2}|[^\d/.\-].*)?")
"""Months, years and parts of these, year first: they stand in their order as words do."""

_REMEDY = "expected a day as 2021-03-07"


def read_fieldwork(rows: Sequence[dict[str, Any]]) -> list[Problem]:
    """Write the first and the last day of each row as ISO, in place; return what is no day.

    Where a row has neither, they are made of its period as it is printed ("3–5 March 2026"); a
    period that cannot be read stays as it is. In which order day and month stand, all days of a
    table tell.
    """
    problems = []
    for row in rows:
        for key in ("fielded", *_ENDS):
            # a workbook and a frame of pandas have days that are no texts
            if isinstance(cell := row.get(key), date):
                row[key] = cell.isoformat()[:10]
    words = [text_of(row.get(key)) for row in rows for key in ("fielded", *_ENDS)]
    order = day_order(filter(None, words))
    for position, row in enumerate(rows):
        for key in _ENDS:
            if (text := text_of(row.get(key))) and not _SORTS.fullmatch(text):
                row[key] = read_day(text, order)
                if row[key] is None:
                    problems.append(Problem(position, key, text, _REMEDY))
        text = text_of(row.get("fielded"))
        if text and row.get("fielded_start") is None and row.get("fielded_end") is None:
            period = read_period(text, order=order) or read_wave(text, order)
            if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", text):
                period = Period(text, text, "month")
            if period is not None and period.precision != "year":
                row["fielded_start"], row["fielded_end"] = period.start, period.end
                row["date_precision"] = row.get("date_precision") or period.precision
    return problems


def relations(rows: Sequence[Mapping[str, Any]]) -> list[Problem]:
    """Check what rows say of each other: unique ids, parents that exist, units with percents."""
    first: dict[str, int] = {}
    problems = []
    for position, row in enumerate(rows):
        name = text_of(row["figure_id"])
        if name in first:
            message = f"row {first[name] + 1} has the same name; give each figure its own"
            problems.append(Problem(position, "figure_id", row["figure_id"], message))
        first.setdefault(name, position)
    repeats = {text_of(row["figure_id"]) for row in rows if row.get("duplicate_of") is not None}
    for position, row in enumerate(rows):
        empty = row["percent"] is None and row["percent_qualifier"] not in NO_NUMBER
        if row["unit"] not in (None, "other") and empty:
            message = f"a {row['unit']} needs a percent; fill it in, or set unit to other"
            problems.append(Problem(position, "percent", None, message))
        if row["unit"] == "derived" and row.get("derived_from") is None:
            message = "name the figure_id it was derived from"
            problems.append(Problem(position, "derived_from", None, message))
        for key in ("derived_from", "duplicate_of"):
            other = text_of(row.get(key))
            if other and other not in first:
                message = "no figure has this figure_id; correct it, or add that figure"
            elif other and other == text_of(row["figure_id"]):
                message = "a figure cannot stem from itself; name another figure, or leave it empty"
            elif other and key == "duplicate_of" and other in repeats:
                message = "that figure is itself marked as a repeat; name the one to be counted"
            else:
                continue
            problems.append(Problem(position, key, other, message))
    return problems
