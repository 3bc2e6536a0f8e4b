"""Any table of figures → the schema's columns and dtypes, or every reason why not."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..arguments import described
from ..errors import ArgumentError, DataError
from ..language.marking import marked
from ..language.message import Message
from ..shown import cut
from .columns.headings import PROPORTION, key_of, meanings
from .columns.making import claim_of, made_ids
from .printed_cells import text_of
from .problems import SHOWN, refuse
from .row_cells import read_fieldwork, read_row, relations
from .schema import FIGURE_COLUMNS, FigureColumn

SCALES = (None, "percent", "proportion")

UNIT_NOT_TOLD = marked(
    "unit is not told in {rows}, taken as share_of_respondents; the other choice, in a column "
    "unit, "
    "is mean_of_respondent_estimates: the mean of what they guessed"
)
"""How the note begins that says what a figure without a unit was taken for."""

Rows = list[dict[str, Any]]

_COMMA = re.compile(r"\d,\d")
_POINTS = re.compile(r"(?<=\d)\.(?=\d{3}(?:\D|$))")
"""Decimals behind a comma, and points between thousands."""


def as_figures(
    frame: pd.DataFrame,
    *,
    percent_scale: str | None = None,
    name: str = "the figures table",
    lines: Sequence[int] | None = None,
    unit: str = "line",
) -> pd.DataFrame:
    """Turn a table of published figures into the schema's columns and dtypes.

    It needs the percents, or counts of those who said so, and the bases. A column may be called as
    people call it: "%", "share" or "value" for percent, "base", "sample size" or "N" for n, "label"
    for claim. What was taken for what, and what was made because nothing said it, stands in
    ``.attrs["notes"]``.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per figure with at least percent or count, and n; the other columns of the schema
        are filled where they are missing, and columns it does not know are kept last.
    percent_scale : {"percent", "proportion"}, optional
        What bare numbers in ``percent`` are; by default 26 is 26 percent and 0.26 is refused.
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
        With every row, column and value that cannot be used, and what to do; or when two columns
        stand for the same.
    ArgumentError
        When `percent_scale` is none of the above.

    Examples
    --------
    >>> figures = as_figures(pd.DataFrame({"Label": ["prefer the note"], "%": [63], "Base": [400]}))
    >>> print(figures[["figure_id", "claim", "percent", "n"]].to_string(index=False))
          figure_id           claim  percent   n
    prefer-the-note prefer the note     63.0 400
    >>> print(figures.attrs["notes"][0])
    the figures table: 'Label' was read as claim, '%' as percent, 'Base' as n
    """
    if not (percent_scale is None or isinstance(percent_scale, str)) or (
        percent_scale not in SCALES
    ):
        raise ArgumentError(
            f"percent_scale is {described(percent_scale)}; expected 'percent' or 'proportion'"
        )
    _check_shape(frame, name)
    # A table that came from here says so by its own categories (pandas gives anyone's percents the
    # other dtypes): its columns are called as they are meant, and its bare 0.4 is 0.4 percent.
    typed = not frame.columns.has_duplicates and all(
        key in frame.columns and frame[key].dtype == _dtype(FIGURE_COLUMNS[key])
        for key in ("percent", "decimals", "unit")
    )
    own = {str(key): str(key) for key in FIGURE_COLUMNS if key in frame.columns}
    if not typed:
        once = frame.loc[:, ~frame.columns.duplicated()]
        own = meanings(once.columns, lambda key: [*map(text_of, once[key])], FIGURE_COLUMNS, name)
    _check_columns(frame, own, name)
    # a column called "proportion" says what its bare numbers are
    proportions = any(key_of(key) == PROPORTION for key, meant in own.items() if meant == "percent")
    scale = percent_scale or ("percent" if typed else PROPORTION if proportions else None)
    named = frame.rename(columns=own)
    rows = _cells(named)
    _read_points(rows)
    notes = [*frame.attrs.get("notes", ()), *_notes(rows, own, name)]
    problems = read_fieldwork(rows)
    problems += [found for at, row in enumerate(rows) for found in read_row(at, row, scale)]
    _name(rows)
    told = {(problem.row, problem.column) for problem in problems}
    problems += [found for found in relations(rows) if (found.row, found.column) not in told]
    headings = {meant: str(key) for key, meant in own.items()}
    refuse([found.under(headings) for found in problems], name, lines, unit)
    table = pd.DataFrame(_typed(rows))
    for other in named.columns.difference(list(FIGURE_COLUMNS), sort=False):
        table[str(other)] = named[other].array.copy()
    if notes:
        table.attrs["notes"] = tuple(dict.fromkeys(notes))
    return table


def _check_shape(frame: pd.DataFrame, name: str) -> None:
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(
            f"{name} is a {type(frame).__name__}; expected a pandas DataFrame "
            "(read_figures reads a file)"
        )
    if frame.columns.nlevels > 1:
        raise DataError(
            f"{name} has column names of {frame.columns.nlevels} levels; give each column one name"
        )


def _check_columns(frame: pd.DataFrame, own: Mapping[Any, str], name: str) -> None:
    """Refuse a table without percents or without bases, before any cell is read."""
    found = set(own.values())
    lacking = [] if found & {"percent", "count", "amount"} else ["'percent' (or 'count')"]
    lacking += [] if found & {"n", "base_unweighted"} else ["'n'"]
    if lacking:
        shown = [cut(str(column), 40) or "no name" for column in frame.columns[:SHOWN]]
        more = f" and {frame.shape[1] - SHOWN} more" if frame.shape[1] > SHOWN else ""
        weighted = (
            "; a weighted base makes no interval, so give the unweighted one as n, its cells empty "
            "where it is not stated"
            if found & {"base_weighted"} and "'n'" in lacking
            else ""
        )
        raise DataError(
            f"{name} has no column {' and no '.join(lacking)}; a figures table needs the percent "
            f"or the count, and n, its base (found: {', '.join(shown) + more if shown else 'none'})"
            f"{weighted}; rename your columns, or fill in a sheet that topline figures --template "
            "figures.csv writes"
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


def _cells(frame: pd.DataFrame) -> Rows:
    """Return the cells of each row without blanks around them; what is blank or missing is None."""
    columns: dict[str, list[Any]] = {}
    for key, column in frame.items():
        gone = np.asarray(pd.isna(column.array))
        if gone.all():
            columns[str(key)] = [None] * len(frame)
            continue
        # A blank cell is missing as NaN and NA are; a list is neither.
        columns[str(key)] = [
            None if missing else value.strip() or None if isinstance(value, str) else value
            for value, missing in zip(column.to_list(), gone.tolist(), strict=True)
        ]
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _read_points(rows: Rows) -> None:
    """Take the points out of 1.012 in a base, where the percents of the table have commas.

    A table has one sign before its decimals, so that the other one parts thousands.
    """
    percents = [row[key] for row in rows for key in ("percent", "stated_moe") if key in row]
    words = [cell for cell in percents if isinstance(cell, str)]
    if not any(map(_COMMA.search, words)) or any("." in cell for cell in words):
        return
    for row in rows:
        for key in ("n", "base_unweighted", "base_weighted", "count"):
            if isinstance(cell := row.get(key), str):
                row[key] = _POINTS.sub("", cell)


def _notes(rows: Rows, own: Mapping[Any, str], name: str) -> list[str]:
    """Say what was taken for what, and what is made because nothing said it."""
    notes: list[str] = []
    renamed = [f"{key!r} → {meant}" for key, meant in own.items() if key != meant]
    if renamed:
        notes.append(
            Message("{name}: columns were read as {columns}", name=name, columns=", ".join(renamed))
        )
    without = {key: [row for row in rows if row.get(key) is None] for key in ("percent", "unit")}
    if counted := [row for row in without["percent"] if row.get("count") is not None]:
        notes.append(
            Message("{name}: percent is count out of n in {of}", name=name, of=_of(counted, rows))
        )
    if without["unit"]:
        notes.append(
            Message(
                "{name}: {note}",
                name=name,
                note=Message(UNIT_NOT_TOLD, rows=_of(without["unit"], rows)),
            )
        )
    return notes


def _of(some: Rows, rows: Rows) -> str:
    """Count rows in words."""
    if len(some) == len(rows):
        return Message("all rows" if len(rows) > 1 else "the one row")
    return Message("{n} of {all} rows", n=len(some), all=len(rows))


def _name(rows: Rows) -> None:
    """Give each figure that has none a claim and an id, made from its own words."""
    for position, row in enumerate(rows):
        if row.get("claim") is None:
            row["claim"] = claim_of(row, position)
    unnamed = [row for row in rows if row.get("figure_id") is None]
    taken = [text_of(row["figure_id"]) for row in rows if row.get("figure_id") is not None]
    for row, made in zip(unnamed, made_ids(unnamed, taken), strict=True):
        row["figure_id"] = made


def _typed(rows: Rows) -> dict[str, Any]:
    """Return the columns of the schema in their dtypes.

    Most figures have few of them: what no figure has is made once for all columns of a dtype.
    """
    without: dict[Any, Any] = {}
    found = {}
    for key, column in FIGURE_COLUMNS.items():
        cells, dtype = [row.get(key) for row in rows], _dtype(column)
        if all(cell is None for cell in cells):
            if dtype not in without:
                without[dtype] = pd.array(cells, dtype=dtype)
            found[key] = without[dtype]
        elif column.dtype == "string":
            texts = [None if cell is None else text_of(cell) for cell in cells]
            found[key] = pd.array(texts, dtype=dtype)
        elif column.dtype == "category":
            code: dict[Any, int] = {one: at for at, one in enumerate(column.categories)}
            codes = [code.get(cell, -1) for cell in cells]
            found[key] = pd.Categorical.from_codes(codes, dtype=dtype)
        else:
            found[key] = pd.array(cells, dtype=dtype)
    return found


@cache
def _dtype(column: FigureColumn) -> Any:
    """Return the pandas dtype of a column of the schema."""
    if column.dtype != "category":
        return pd.api.types.pandas_dtype(column.dtype)
    return pd.CategoricalDtype(list(column.categories), ordered=column.ordered)
