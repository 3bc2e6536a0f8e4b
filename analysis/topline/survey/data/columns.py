"""Columns of the user's frame, as arrays: the only place that knows what kind of frame it is."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, NoReturn

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError, DataError
from ...expressions.parse import is_condition
from ...language.message import Message
from ...shown import cut

FloatArray = NDArray[np.float64]
IntArray = NDArray[Any]
"""Codes: whole numbers, of 4 or 8 bytes."""

_SHOWN, BLOCK = 8, 2**16
LARGEST = 1e50
"""Answers are of that size at most: with weights, squares of their squares are numbers."""

_SHARES = "for the shares of its categories use .proportion"
CONVERT = "convert it to numbers first, as with pandas.to_numeric"
"""What to do with a design column that holds no numbers."""


def column_names(data: Any) -> list[str]:
    """Return the names of the columns, or say why the data cannot be used.

    Raises
    ------
    ArgumentError
        When `data` is no dataframe in memory.
    DataError
        When two columns have one name, or there are no rows.
    """
    if isinstance(data, pd.DataFrame):
        if data.columns.nlevels > 1:
            raise ArgumentError(
                f"the columns of data have names in {data.columns.nlevels} levels; expected one "
                "name for each; join them first, as with "
                "data.columns = ['_'.join(map(str, names)) for names in data.columns]"
            )
        names = [str(name) for name in data.columns]
    else:
        try:
            names = list(nw.from_native(data, eager_only=True).columns)
        except TypeError:
            raise ArgumentError(
                f"data is a {type(data).__name__}; expected a dataframe in memory (pandas, polars "
                "or pyarrow); collect a lazy one first"
            ) from None
    twice = (
        sorted({name for name in names if names.count(name) > 1})
        if len(set(names)) < len(names)
        else []
    )
    if twice:
        raise DataError(f"two columns are called {twice[0]!r}; rename or drop one")
    if len(data) == 0:
        raise DataError("the data have no rows; a survey needs one row per respondent")
    return names


def as_names(value: Any, role: str = "column") -> list[str]:
    """Return a list of column names from one name, several or none."""
    if value is None:
        return []
    single = isinstance(value, (str, bytes)) or not isinstance(value, Sequence)
    names = [value] if single else list(value)
    if any(name is pd.NA for name in names):
        raise _no_name(value, role)
    try:
        hash(tuple(names))
    except TypeError:
        raise _no_name(value, role) from None
    return names


def _no_name(value: Any, role: str) -> ArgumentError:
    """Say that something cannot be the name of a column."""
    return ArgumentError(
        f"{role} is a {type(value).__name__}; expected the name of a column; put values into "
        "the data first, as a column"
    )


def column(data: Any, name: Any, role: str = "column") -> "pd.Series[Any]":
    """Return one column as a pandas Series, or say which columns there are.

    Raises
    ------
    ArgumentError
        When there is no such column.
    """
    _check_hash(name, role)
    if isinstance(data, pd.DataFrame):
        if name in data.columns:
            found: pd.Series[Any] = data[name]
            return found
        names = [str(key) for key in data.columns]
        if isinstance(name, str) and name in names:
            # a number that is the name of a column, as text
            return data.iloc[:, names.index(name)]
    else:
        frame = nw.from_native(data, eager_only=True)
        names = list(frame.columns)
        if name in names:
            held = frame.get_column(name)
            if frame.implementation.is_polars() and held.dtype == nw.Categorical:
                # polars keeps them as they first came, which is no order; its Enum has one
                held = held.cast(nw.String)
            # pyarrow keeps days without a time, zones, and categories that nobody chose
            by_arrow = frame.implementation.is_pyarrow() or held.dtype == nw.Date
            series: pd.Series[Any] = held.to_arrow().to_pandas() if by_arrow else held.to_pandas()
            return series.rename(name) if by_arrow else series
    raise _no_column(names, name, role)


def check_column(names: Collection[str], name: Any, role: str = "column") -> None:
    """Check that a column is among these, as `column` does where there are rows.

    Raises
    ------
    ArgumentError
        When there is no such column.
    """
    _check_hash(name, role)
    if not isinstance(name, str) or name not in names:
        raise _no_column(list(names), name, role)


def _check_hash(name: Any, role: str) -> None:
    try:
        hash(name)
    except TypeError:
        raise _no_name(name, role) from None


def _no_column(names: Sequence[str], name: Any, role: str) -> ArgumentError:
    close = get_close_matches(str(name), names, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    renamed = f"{name}_1"
    if renamed in names and str(name).lower() in map(str.lower, names):
        # which may be one of the data, or what DuckDB has made of one
        hint = f"did you mean {renamed!r}, as DuckDB calls one of two that differ in capitals? "
    if is_condition(str(name)):
        hint = "a condition is for where and proportion; "
    listed = ", ".join(names[:_SHOWN]) + (
        f" and {len(names) - _SHOWN} more" * (len(names) > _SHOWN)
    )
    return ArgumentError(f"{role} {name!r} is no column of the data; {hint}there are {listed}")


def numbers(values: "pd.Series[Any]", name: Any, remedy: str = _SHARES) -> FloatArray:
    """Return a column as floats, NaN where there is no answer.

    Parameters
    ----------
    values : pandas.Series
    name : str
        Its name, for messages.
    remedy : str
        What to do where it holds no numbers.

    Raises
    ------
    DataError
        When the column holds text, dates or infinite values.
    """
    kind = values.dtype
    if isinstance(kind, pd.CategoricalDtype) and pd.api.types.is_numeric_dtype(
        kind.categories.dtype
    ):
        values = values.astype(kind.categories.dtype)
    elif not pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_complex_dtype(kind):
        # few types, however many values
        kinds = set(map(type, values.dropna())) if pd.api.types.is_object_dtype(kind) else {str}
        if not all(issubclass(one, (int, float, Decimal, np.number, np.bool_)) for one in kinds):
            first = values.dropna()
            example = f", such as {cut(str(first.iloc[0]))!r}" if len(first) else ""
            what = "dates" if pd.api.types.is_datetime64_any_dtype(kind) else "text"
            raise DataError(f"column {name!r} holds {what}{example}; expected numbers; {remedy}")
        values = values.astype(float)
    if values.dtype == np.float64:
        # the column's own memory: nothing is copied
        array = values.to_numpy()
    else:
        array = np.asarray(values.to_numpy(dtype=float, na_value=np.nan))
    with np.errstate(over="ignore", invalid="ignore"):
        finite = np.isfinite(array.sum())
    if not finite and np.isinf(array).any():
        rows = np.flatnonzero(np.isinf(array))
        raise DataError(
            f"column {name!r} has {counted(len(rows), 'infinite value')} ({at_rows(rows)}); "
            "survey data are finite; correct them, or mark them as missing"
        )
    return array


def refuse_size(array: FloatArray, name: Any, largest: float) -> NoReturn:
    """Refuse a column of numbers whose squares are none, by where the largest stands.

    Raises
    ------
    DataError
    """
    rows = np.flatnonzero(np.abs(array) == largest)
    raise DataError(
        f"column {name!r} has {array[rows[0]]:.15g} as its largest value ({at_rows(rows)}), "
        "out of a variance's reach; expected sizes from 10^-50 to 10^50; mark it "
        "as missing if it stands for that, or count in another unit"
    )


def counted(count: int, noun: str) -> str:
    """Count things: "1 row", "1,200 rows"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def at_rows(rows: Any) -> str:
    """Name the first rows of many: "rows 12, 80, 91" as positions counted from 0."""
    listed = ", ".join(str(int(row)) for row in rows[:3])
    if len(rows) > 3:
        return Message("rows {rows} and {n} more", rows=listed, n=len(rows) - 3)
    return Message("row {rows}", "rows {rows}", rows=listed, n=len(rows))


def blocks_of(rows: int, least: int = 0) -> Iterator[slice]:
    """Go through the rows, as many at a time as stay in the processor's cache, or more."""
    size = max(BLOCK, least)
    for start in range(0, rows, size):
        yield slice(start, min(start + size, rows))


def is_text(values: "pd.Series[Any]") -> bool:
    """Return whether a column holds texts."""
    kind: Any = values.dtype
    if isinstance(kind, pd.CategoricalDtype):
        return is_text(kind.categories.to_series())
    if pd.api.types.is_object_dtype(kind):
        return pd.api.types.infer_dtype(values, skipna=True) == "string"
    return pd.api.types.is_string_dtype(kind)


def has_order(values: "pd.Series[Any]") -> bool:
    """Return whether a categorical column was given an order: ordered, or not by the alphabet."""
    categories: Any = values.cat.categories
    return bool(values.cat.ordered) or not is_sorted(categories.tolist())


def is_sorted(labels: Sequence[Any]) -> bool:
    """Return whether labels can be compared, and stand in their own order."""
    try:
        return all(one <= other for one, other in pairwise(labels))
    except TypeError:
        return False
