"""Any table of figures → the schema's columns and dtypes, or every reason why not."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from functools import partial
from typing import Any

import pandas as pd
from pandas.api.types import is_scalar

from ..arguments import described
from ..errors import ArgumentError, DataError
from .printed_cells import (
    CellError,
    Percent,
    read_base,
    read_decimals,
    read_margin,
    read_percent,
    text_of,
)
from .problems import SHOWN, Problem, cut, refuse
from .schema import FIGURE_COLUMNS, Column

SCALES = (None, "percent", "proportion")

Rows = list[dict[str, Any]]


def as_figures(
    frame: pd.DataFrame,
    *,
    percent_scale: str | None = None,
    name: str = "the figures table",
    lines: Sequence[int] | None = None,
    unit: str = "line",
) -> pd.DataFrame:
    """Turn a table of published figures into the schema's columns and dtypes.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per figure with at least figure_id, claim, percent, n and unit; other columns of
        the schema are filled where they are missing, and columns it does not know are kept last.
    percent_scale : {"percent", "proportion"}, optional
        What bare numbers in `percent` are; by default 26 is 26 percent and 0.26 is refused.
    name : str
        What error messages call the table.
    lines : sequence of int, optional
        File line of each row, for error messages.
    unit : {"line", "row"}, default "line"
        What `lines` counts: lines of a text, or rows of a sheet.

    Returns
    -------
    pandas.DataFrame
        A new table; `frame` is left alone.

    Raises
    ------
    DataError
        With every row, column and value that cannot be used, and what to do.
    ArgumentError
        When `percent_scale` is none of the above.
    """
    if not (percent_scale is None or isinstance(percent_scale, str)) or (
        percent_scale not in SCALES
    ):
        raise ArgumentError(
            f"percent_scale is {described(percent_scale)}; expected 'percent' or 'proportion'"
        )
    _check_columns(frame, name)
    # A table that came from here says so by its own categories (pandas gives anyone's percents the
    # other dtypes): its bare 0.4 is 0.4 percent.
    typed = all(
        key in frame.columns and frame[key].dtype == _dtype(FIGURE_COLUMNS[key])
        for key in ("percent", "decimals", "unit")
    )
    scale = percent_scale or ("percent" if typed else None)
    rows: Rows = []
    problems: list[Problem] = []
    for position, record in enumerate(frame.to_dict("records")):
        cells = {
            str(key): value.strip() or None if isinstance(value, str) else value
            for key, value in record.items()
        }
        # A blank cell is missing as NaN and NA are; a list is neither.
        rows.append({key: None if is_scalar(v) and pd.isna(v) else v for key, v in cells.items()})
        problems += _read_row(position, rows[-1], scale)
    told = {(problem.row, problem.column) for problem in problems}
    problems += [found for found in _relations(rows) if (found.row, found.column) not in told]
    refuse(problems, name, lines, unit)
    table = pd.DataFrame({key: [row.get(key) for row in rows] for key in FIGURE_COLUMNS})
    for key, column in FIGURE_COLUMNS.items():
        if column.dtype == "string":
            table[key] = table[key].map(text_of, na_action="ignore")
        table[key] = table[key].astype(_dtype(column))
    for other in frame.columns.difference(list(FIGURE_COLUMNS), sort=False):
        table[str(other)] = frame[other].array.copy()
    return table


def _check_columns(frame: pd.DataFrame, name: str) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(
            f"{name} is a {type(frame).__name__}; expected a pandas DataFrame "
            "(read_figures reads a file)"
        )
    if frame.columns.nlevels > 1:
        raise DataError(
            f"{name} has column names of {frame.columns.nlevels} levels; give each column one name"
        )
    required = [key for key, column in FIGURE_COLUMNS.items() if column.required]
    missing = [key for key in required if key not in frame.columns]
    if missing:
        shown = [cut(str(column), 40) or "no name" for column in frame.columns[:SHOWN]]
        more = f" and {frame.shape[1] - SHOWN} more" if frame.shape[1] > SHOWN else ""
        raise DataError(
            f"{name} has no column {', '.join(map(repr, missing))}; a figures table needs "
            f"{', '.join(required)} (found: {', '.join(shown) + more if shown else 'none'})"
        )
    if "" in frame.columns:
        after = list(frame.columns).index("")
        where = f"after {frame.columns[after - 1]!r}" if after else "first"
        raise DataError(f"{name} has a column without a name ({where}); name it, or delete it")
    if frame.columns.has_duplicates:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise DataError(f"{name} has two columns called {twice!r}; rename or drop one")
    if frame.empty:
        raise DataError(f"{name} has no rows; it needs one row per published figure")


def _read_row(position: int, row: dict[str, Any], scale: str | None) -> list[Problem]:
    """Read every cell of a row in place; return what cannot be read."""
    problems: list[Problem] = []

    def read(key: str, reader: Callable[[Any], Any]) -> Any:
        try:
            return reader(row.get(key))
        except CellError as error:
            problems.append(Problem(position, key, row.get(key), str(error)))
            return None

    decimals = read("decimals", read_decimals)
    percent = read("percent", lambda cell: read_percent(cell, scale))
    base = read("n", read_base)
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
    row["n"] = base and base.n
    if base is None and row["n_qualifier"] != "subgroup":
        row["n_qualifier"] = "not_stated"
    elif base is not None and row["n_qualifier"] in (None, "not_stated", "exact"):
        row["n_qualifier"] = base.qualifier
    return problems


def _contradictions(
    position: int, row: dict[str, Any], percent: Percent, decimals: int | None
) -> list[Problem]:
    """Find what the row says of its percent that the percent itself denies."""
    problems = []
    said = row["percent_qualifier"]
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


def _category(column: Column, cell: Any) -> str | None:
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


def _relations(rows: Rows) -> list[Problem]:
    """Check what rows say of each other: unique ids, parents that exist, units with percents."""
    first: dict[str, int] = {}
    problems = []
    for position, row in enumerate(rows):
        name = row["figure_id"]
        if name is None:
            problems.append(Problem(position, "figure_id", None, "every figure needs a name"))
        elif text_of(name) in first:
            message = f"row {first[text_of(name)] + 1} has the same name; give each figure its own"
            problems.append(Problem(position, "figure_id", name, message))
        first.setdefault(text_of(name), position)
    repeats = {text_of(row["figure_id"]) for row in rows if row.get("duplicate_of") is not None}
    for position, row in enumerate(rows):
        if row["unit"] is None:
            legal = ", ".join(FIGURE_COLUMNS["unit"].categories)
            problems.append(Problem(position, "unit", None, f"say what was measured: {legal}"))
        elif row["unit"] != "other" and row["percent"] is None:
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


def _dtype(column: Column) -> Any:
    """Return the pandas dtype of a column of the schema."""
    if column.dtype != "category":
        return column.dtype
    return pd.CategoricalDtype(list(column.categories), ordered=column.ordered)
