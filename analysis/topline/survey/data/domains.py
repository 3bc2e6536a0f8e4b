"""Domains: which estimate each row belongs to, from `by=` and `where=`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError, DataError
from ...estimates.schema import OPTIONAL, SCHEMA
from .coding import as_names, first_rows, paired
from .columns import (
    FloatArray,
    IntArray,
    blocks_of,
    column,
    column_names,
    factorize,
)

Mask = NDArray[np.bool_]

_TAKEN = {*SCHEMA, *OPTIONAL, "outcome", "category", "label", "simple", "lone"}
"""Names that columns of estimates have, which a domain's column would hide."""


@dataclass(frozen=True, eq=False)
class Domains:
    """A partition of some of the rows.

    Attributes
    ----------
    code : (n,) int or None
        Domain of each row, −1 outside all; None where everybody is in one.
    labels : pandas.DataFrame
        One row per domain, a column per `by`.
    count : (g,) float
        Rows of each domain with a weight above 0.
    left_out : int
        Rows outside because a `by` column is missing.
    """

    code: IntArray | None
    labels: pd.DataFrame
    count: FloatArray
    left_out: int = 0

    def __len__(self) -> int:
        """Count the domains."""
        return len(self.labels)


def partition(data: Any, by: Any, mask: Mask | None, weights: FloatArray) -> Domains:
    """Return the domains of the `by` columns among the rows of the mask.

    All combinations that occur in the data are domains, even where the mask empties them, and so
    is every category of a single categorical column.

    Raises
    ------
    ArgumentError
        When a name is no column, or that of a column of the estimates.
    DataError
        When nobody is in any domain.
    """
    names = as_names(by)
    if not names:
        code = None if mask is None else np.where(mask, np.int32(0), np.int32(-1))
        return Domains(code, pd.DataFrame(index=range(1)), count_of(code, 1, weights))
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ArgumentError(f"by names {twice!r} twice; name each column once")
    _refuse_taken(names)
    code, labels = _coded(data, names)
    missing = code < 0
    if missing.all():
        raise DataError(f"nobody has a value of {', '.join(map(repr, names))}; choose another by=")
    if mask is not None:
        code = np.where(mask, code, np.int32(-1))
        missing &= mask
    return Domains(code, labels, count_of(code, len(labels), weights), int(missing.sum()))


def _refuse_taken(names: list[str]) -> None:
    for name in names:
        if name in _TAKEN:
            raise ArgumentError(
                f"by {name!r} has the name of a column of the estimates; rename it in the data, "
                f"as with data.rename(columns={{{name!r}: {name + '_group'!r}}})"
            )


def count_of(code: IntArray | None, domains: int, weights: FloatArray) -> FloatArray:
    """Count the rows of each domain that have a weight."""
    if code is None:
        return np.array([np.count_nonzero(weights)], dtype=float)
    count = np.zeros(domains)
    for at in blocks_of(len(code), domains):
        counted = (weights[at] > 0) & (code[at] >= 0)
        count += np.bincount(code[at][counted], minlength=domains)
    return count


def _coded(data: Any, names: list[str]) -> tuple[IntArray, pd.DataFrame]:
    """Code the combinations of some columns, −1 where one of them is missing."""
    codes, levels = zip(*(factorize(column(data, name, "by")) for name in names), strict=True)
    if len(names) == 1:
        return codes[0], pd.DataFrame({names[0]: levels[0]})
    known = np.all([code >= 0 for code in codes], axis=0)
    if not known.any():
        return np.full(len(known), -1), pd.DataFrame({name: [] for name in names})
    code, _ = paired(codes[0][known], codes[1][known])
    for further in codes[2:]:
        code, _ = paired(code, further[known])
    rows = np.flatnonzero(known)[first_rows(code, int(code.max()) + 1)]
    labels = {name: level[own[rows]] for name, level, own in zip(names, levels, codes, strict=True)}
    full = np.full(len(known), -1, dtype=np.int32)
    full[known] = code
    return full, pd.DataFrame(labels)


def mask_of(data: Any, where: Any, rows: int) -> Mask:
    """Return a subpopulation as a mask: from a mask, a column, a query or a function.

    Raises
    ------
    ArgumentError
        When it is none of these, or has another length.
    """
    values = _condition(data, where)
    array = values.to_numpy() if hasattr(values, "to_numpy") else np.asarray(values)
    if array.shape != (rows,):
        raise ArgumentError(
            f"where has shape {array.shape}; expected one True or False for each of {rows:,} rows"
        )
    _refuse_other_index(data, values)
    if array.dtype == object:
        array = _known(array)
    if array.dtype != bool:
        if array.dtype.kind in "iuf" and np.isin(array, (0, 1)).all():
            return array.astype(bool)
        raise ArgumentError(
            f"where holds {_held(array)}; expected True or False for each row, "
            "such as frame['age'] >= 18 or the query 'age >= 18'"
        )
    return array


def _refuse_other_index(data: Any, values: Any) -> None:
    """Refuse a Series whose rows may be in another order than those of the data."""
    if not (isinstance(data, pd.DataFrame) and isinstance(values, pd.Series)):
        return
    if not values.index.equals(data.index):
        raise ArgumentError(
            "where has another index than the data; expected a row for each of theirs; reindex it, "
            "or pass .to_numpy() if the rows are in the same order"
        )


def _known(array: Any) -> Any:
    """Take True and False out of objects, what is missing being False."""
    missing = pd.isna(array)
    if all(isinstance(value, (bool, np.bool_)) for value in array[~missing]):
        return np.where(missing, False, array).astype(bool)
    return array


def _held(array: Any) -> str:
    return "text" if array.dtype.kind in "OUS" else f"{array.dtype} values"


def _as_pandas(data: Any, names: list[str]) -> pd.DataFrame:
    if isinstance(data, pd.DataFrame):
        return data
    return pd.DataFrame({name: column(data, name, "where") for name in names})


def _condition(data: Any, where: Any) -> Any:
    if isinstance(where, Callable):  # type: ignore[arg-type]
        return where(data)
    if not isinstance(where, str):
        return where
    names = column_names(data)
    if where not in names:
        try:
            return _as_pandas(data, [name for name in names if name in where]).eval(where)
        except Exception as problem:
            raise ArgumentError(
                f"where={where!r} cannot be worked out ({problem}); expected a condition on the "
                "columns, such as 'age >= 18'"
            ) from None
    return column(data, where, "where")
