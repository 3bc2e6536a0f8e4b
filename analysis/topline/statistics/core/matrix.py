"""Matrices of variables at the door: a row a respondent, names, and which columns repeat others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import described, listed_values
from ...errors import ArgumentError
from .arguments import FloatArray
from .blocks import ColumnMatrix, Matrix, RepeatedRows, block_rows

_REPEATED = 1e-11
"""What is left of a column's square beside the others; less than this is rounding."""

_LARGEST = 1e100
"""Beyond, squares overflow."""


def as_matrix(x: Any, names: Sequence[str] | None) -> tuple[Any, list[str]]:
    """Return variables (n, p), not copied, with their names.

    Those that are kept in another way than as an array are not looked at: whoever adds them up sees
    by the sums whether to call ``refuse_missing``.

    Raises
    ------
    ArgumentError
        When a value is missing or infinite, naming column and row, or it is no matrix of numbers.
    """
    found = x.columns if names is None and hasattr(x, "columns") else names
    if isinstance(x, (ColumnMatrix, RepeatedRows)):
        labels = [str(one) for one in listed_values("names", found)]
        return x, labels
    try:
        matrix = np.ma.filled(x.astype(float), np.nan) if np.ma.isMaskedArray(x) else np.asarray(x)
        # objects may be numbers; dates, texts and complex numbers are none
        matrix = np.asarray(matrix.astype(float) if matrix.dtype.kind == "O" else matrix)
    except (TypeError, ValueError, ArithmeticError):
        matrix = np.empty(0)
    if matrix.ndim == 1:
        matrix = matrix[:, None]
    if matrix.ndim != 2 or matrix.dtype.kind not in "biuf" or not matrix.size:
        raise ArgumentError(
            f"x is {described(x)}; expected numbers, a row a respondent and a column a variable"
        )
    listed = [f"column {place + 1}" for place in range(matrix.shape[1])]
    labels = listed if found is None else [str(one) for one in listed_values("names", found)]
    if len(labels) != matrix.shape[1]:
        raise ArgumentError(
            f"names has {len(labels)} elements for {matrix.shape[1]} variables; give one for each"
        )
    refuse_missing(matrix, labels)
    return matrix, labels


def refuse_missing(matrix: Matrix, names: Sequence[str]) -> None:
    """Raise where a value is missing, infinite or too large to be squared.

    Raises
    ------
    ArgumentError
    """
    held: Sequence[NDArray[Any]] = ()
    if isinstance(matrix, ColumnMatrix):
        held = matrix.columns
    elif isinstance(matrix, RepeatedRows):
        held = [matrix.distinct]
    elif matrix.dtype.kind != "f":
        return
    if held and all(map(_sized, held)):
        return
    step = block_rows(matrix.shape[1])
    for first in range(0, len(matrix), step):
        block = matrix[first : first + step]
        if _sized(block):
            continue
        wrong = np.argwhere(~(np.abs(block) <= _LARGEST))
        if len(wrong):
            row, column = wrong[0]
            count = int((~(np.abs(matrix[:, column]) <= _LARGEST)).sum())
            raise ArgumentError(
                f"variable {names[column]!r} is missing or infinite in {count:,} "
                f"row{'s' * (count != 1)} (first: {first + row + 1:,}); fill them in, or leave "
                "these rows out"
            )


def _sized(values: NDArray[Any]) -> bool:
    """Return whether all values are numbers that can be squared."""
    return bool(float(values.min()) >= -_LARGEST and float(values.max()) <= _LARGEST)


@dataclass(frozen=True, eq=False)
class Kept:
    """Columns that say something of their own, and those that repeat others.

    Attributes
    ----------
    columns : (k,) int
    repeated : (p − k,) int
    weights : (k, p − k) float
        How each repeated one is made of those kept.
    """

    columns: NDArray[np.int64]
    repeated: NDArray[np.int64]
    weights: FloatArray


def without_repeated(products: FloatArray) -> Kept:
    """Find columns that are linear combinations of those before them.

    Parameters
    ----------
    products : (p, p) float
        Σ d·x·x'.
    """
    size = np.sqrt(np.where(np.diag(products) > 0, np.diag(products), 1.0))
    left = products / size[:, None] / size
    kept: list[int] = []
    for place in range(len(left)):
        if left[place, place] > _REPEATED:
            kept.append(place)
            left = left - np.outer(left[:, place], left[place]) / left[place, place]
    columns = np.array(kept, dtype=np.int64)
    repeated = np.setdiff1d(np.arange(len(left)), columns)
    own = products[np.ix_(columns, columns)] / size[columns, None] / size[columns]
    across = products[np.ix_(columns, repeated)] / size[columns, None]
    weights = np.linalg.solve(own, across) / size[columns, None]
    return Kept(columns, repeated, weights)
