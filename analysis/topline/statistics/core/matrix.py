"""Matrices of variables at the door: a row a respondent, names, and which columns repeat others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...values import Value
from .arguments import FloatArray
from .chunks import row_blocks

_REPEATED = 1e-11
"""What is left of a column's square beside the others; less than this is rounding."""

_LARGEST = 1e100
"""Beyond, squares overflow."""

_PRODUCTS = 2**18
"""So many multiplications of a block stay in the processor's cache and on one core: sharing out
less costs more than it saves."""


def block_rows(columns: int) -> int:
    """Return how many rows of so many columns are worked on at once."""
    return max(1024, _PRODUCTS // max(columns * (columns + 1), 8))


@dataclass(frozen=True, eq=False)
class ColumnMatrix(Value):
    """Variables (n, p) that stay the columns they are: blocks of rows are put together when asked.

    Attributes
    ----------
    columns : tuple of (n,) float
        Never written to; they may be those of a person's table.
    """

    columns: tuple[FloatArray, ...]

    # so that w @ x is asked of this class, and not of numpy, which would lay it out
    __array_ufunc__ = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and variables."""
        return len(self.columns[0]), len(self.columns)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.columns[0])

    def __getitem__(self, at: Any) -> Any:
        """Return some rows (m, p); of one variable (m,); [:, places] is such a matrix again."""
        if not isinstance(at, tuple):
            return np.array([own[at] for own in self.columns]).T
        rows, which = at
        if isinstance(which, (int, np.integer)):
            return self.columns[which][rows]
        return ColumnMatrix(tuple(self.columns[place][rows] for place in which))

    def __matmul__(self, slopes: FloatArray) -> FloatArray:
        """Return x·B, (n, …)."""
        found = np.empty((len(self), *slopes.shape[1:]))
        for at in row_blocks(len(self)):
            found[at] = self[at] @ slopes
        return found

    def __rmatmul__(self, w: FloatArray) -> FloatArray:
        """Return W·x, (…, p)."""
        found = np.zeros((*w.shape[:-1], len(self.columns)))
        for at in row_blocks(len(self)):
            found += w[..., at] @ self[at]
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> FloatArray:
        """Lay it out."""
        return np.column_stack(self.columns)


def cross_products(x: "NDArray[Any] | ColumnMatrix", w: FloatArray) -> FloatArray:
    """Return Σ w·x·x' (p, p), by blocks of rows."""
    found = np.zeros((x.shape[1], x.shape[1]))
    for at in row_blocks(len(w)):
        own = np.asarray(x[at], dtype=float)
        found += own.T @ (own * w[at][:, None])
    return found


def as_matrix(x: Any, names: Sequence[str] | None) -> tuple[Any, list[str]]:
    """Return variables (n, p), not copied, with their names.

    Raises
    ------
    ArgumentError
        When a value is missing or infinite, naming column and row, or it is no matrix of numbers.
    """
    found = x.columns if names is None and hasattr(x, "columns") else names
    if isinstance(x, ColumnMatrix):
        labels = [str(one) for one in listed_values("names", found)]
        _refuse_missing(x, labels)
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
    _refuse_missing(matrix, labels)
    return matrix, labels


def _refuse_missing(matrix: "NDArray[Any] | ColumnMatrix", names: Sequence[str]) -> None:
    if isinstance(matrix, np.ndarray) and matrix.dtype.kind != "f":
        return
    step = block_rows(matrix.shape[1])
    for first in range(0, len(matrix), step):
        block = matrix[first : first + step]
        if float(block.min()) >= -_LARGEST and float(block.max()) <= _LARGEST:
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
