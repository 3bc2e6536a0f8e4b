"""Matrices of variables at the door: a row a respondent, names, and which columns repeat others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import described
from ...errors import ArgumentError
from .arguments import FloatArray

_REPEATED = 1e-11
"""What is left of a column's square beside the others; less than this is rounding."""

_PRODUCTS = 2**18
"""So many multiplications of a block stay in the processor's cache and on one core: sharing out
less costs more than it saves."""


def block_rows(columns: int) -> int:
    """Return how many rows of so many columns are worked on at once."""
    return max(1024, _PRODUCTS // max(columns * (columns + 1), 8))


def as_matrix(x: Any, names: Sequence[str] | None) -> tuple[NDArray[Any], list[str]]:
    """Return variables (n, p), not copied, with their names.

    Raises
    ------
    ArgumentError
        When a value is missing or infinite, naming column and row, or it is no matrix of numbers.
    """
    found = [str(one) for one in x.columns] if names is None and hasattr(x, "columns") else names
    matrix = np.asarray(x)
    if matrix.ndim == 1:
        matrix = matrix[:, None]
    if matrix.ndim != 2 or matrix.dtype.kind not in "biuf" or not matrix.size:
        raise ArgumentError(
            f"x is {described(x)}; expected numbers, a row a respondent and a column a variable"
        )
    listed = [f"column {place + 1}" for place in range(matrix.shape[1])]
    labels = listed if found is None else [str(one) for one in found]
    if len(labels) != matrix.shape[1]:
        raise ArgumentError(
            f"names has {len(labels)} elements for {matrix.shape[1]} variables; give one for each"
        )
    _refuse_missing(matrix, labels)
    return matrix, labels


def _refuse_missing(matrix: NDArray[Any], names: Sequence[str]) -> None:
    if matrix.dtype.kind != "f":
        return
    step = block_rows(matrix.shape[1])
    for first in range(0, len(matrix), step):
        block = matrix[first : first + step]
        # a sum is finite only where all it is of are, and needs no array of flags
        if np.isfinite(block.sum()):
            continue
        wrong = np.argwhere(~np.isfinite(block))
        if len(wrong):
            row, column = wrong[0]
            count = int((~np.isfinite(matrix[:, column])).sum())
            raise ArgumentError(
                f"variable {names[column]!r} is missing or infinite in {count:,} "
                f"row{'s' * (count != 1)} (first: {first + row + 1:,}); fill them in, or leave "
                "these rows out"
            )


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
