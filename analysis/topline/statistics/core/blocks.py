"""Matrices that are not laid out as a whole: some rows at a time, in memory used again."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...values import Value
from .arguments import FloatArray
from .chunks import row_blocks

_PRODUCTS = 2**18
"""So many multiplications of a block stay in the processor's cache and on one core: sharing out
less costs more than it saves."""


_AT_ONCE = 2
"""Products of blocks that are laid out at once."""


def block_rows(columns: int) -> int:
    """Return how many rows of so many columns are worked on at once."""
    return max(1024, _PRODUCTS // max(columns * (columns + 1), 8))


@dataclass(frozen=True, eq=False)
class ColumnMatrix(Value):
    """Variables (n, p) that stay the columns they are: blocks of rows are put together when asked.

    Attributes
    ----------
    columns : tuple of (n,) array
        Never written to; they may be those of a person's table.
    """

    columns: tuple[NDArray[Any], ...]

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
            return np.array([own[at] for own in self.columns], dtype=float).T
        rows, which = at
        if isinstance(which, (int, np.integer)):
            return self.columns[which][rows]
        return ColumnMatrix(tuple(self.columns[place][rows] for place in which))

    def __matmul__(self, slopes: FloatArray) -> FloatArray:
        """Return x·B, (n, …)."""
        found = np.empty((len(self), *slopes.shape[1:]))
        for at, block in Blocks(self):
            found[at] = block.T @ slopes
        return found

    def __rmatmul__(self, w: FloatArray) -> FloatArray:
        """Return W·x, (…, p)."""
        found = np.zeros((*w.shape[:-1], len(self.columns)))
        for at, block in Blocks(self):
            found += w[..., at] @ block.T
        return found

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> FloatArray:
        """Lay it out."""
        return np.column_stack(self.columns).astype(float, copy=False)


@dataclass(frozen=True, eq=False)
class RepeatedRows(Value):
    """Variables (n, p) of which many rows are alike, as those of categories are: each once.

    Attributes
    ----------
    distinct : (d, p) float
    place : (n,) int
        Which of them each row is.
    """

    distinct: FloatArray
    place: NDArray[Any] = field(repr=False)

    __array_ufunc__ = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and variables."""
        return len(self.place), self.distinct.shape[1]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.place)

    def __getitem__(self, at: Any) -> Any:
        """Return some rows (m, p); of one variable (m,); [:, places] is such a matrix again."""
        if not isinstance(at, tuple):
            return self.distinct[self.place[at]]
        rows, which = at
        if isinstance(which, (int, np.integer)):
            return self.distinct[self.place[rows], which]
        return RepeatedRows(self.distinct[:, which], self.place[rows])

    def __matmul__(self, slopes: FloatArray) -> FloatArray:
        """Return x·B, (n, …)."""
        return self.spread(self.distinct @ slopes)

    def __rmatmul__(self, w: FloatArray) -> FloatArray:
        """Return W·x, (…, p)."""
        rows = np.reshape(w, (-1, len(self)))
        sums = np.array([self.added(own) for own in rows]) @ self.distinct
        return sums.reshape(*w.shape[:-1], -1)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> FloatArray:
        """Lay it out."""
        return np.asarray(self.distinct[self.place])

    def spread(self, values: FloatArray) -> FloatArray:
        """Return for each row the value of its distinct row (d, …), by blocks of few new pages."""
        found = np.empty((len(self), *values.shape[1:]))
        for at in row_blocks(len(self)):
            found[at] = values[self.place[at].astype(np.intp)]
        return found

    def added(self, values: FloatArray) -> FloatArray:
        """Return the sum of the values (n,) of each distinct row."""
        return np.asarray(np.bincount(self.place, values, len(self.distinct)), dtype=float)


Matrix = NDArray[Any] | ColumnMatrix | RepeatedRows
"""Variables (n, p), however they are kept."""


class Blocks:
    """The rows of a matrix some at a time: which they are, and the variables of each, (p, m).

    All blocks are laid out in the same memory: one is gone when the next is asked for. Of some
    `columns` alone where these are given.
    """

    def __init__(self, x: Matrix, columns: NDArray[np.int64] | None = None) -> None:
        self.x, self.columns = x, np.arange(x.shape[1]) if columns is None else columns
        self._product = block_rows(len(self.columns))
        self.size = _AT_ONCE * self._product
        self._rows = np.empty((len(self.columns), self.size))
        self._weighted = np.empty_like(self._rows)

    def __iter__(self) -> Iterator[tuple[slice, FloatArray]]:
        """Yield rows and their variables."""
        columns = self.columns.tolist() if isinstance(self.x, ColumnMatrix) else None
        every = len(self.columns) == self.x.shape[1]
        for first in range(0, len(self.x), self.size):
            at = slice(first, min(first + self.size, len(self.x)))
            block = self._rows[:, : at.stop - at.start]
            if columns is None:
                own = self.x[at]
                block[:] = (own if every else own[:, self.columns]).T
            for place, column in enumerate(columns or ()):
                block[place] = self.x[at, column]
            yield at, block

    def squares(self, block: FloatArray, w: FloatArray) -> FloatArray:
        """Return Σ w·x·x' of a block, (p, p)."""
        weighted = self._weighted[:, : block.shape[1]]
        np.multiply(block, w, out=weighted)
        found = np.zeros((len(block), len(block)))
        for first in range(0, block.shape[1], self._product):
            some = slice(first, first + self._product)
            found += weighted[:, some] @ block[:, some].T
        return found


def cross_products(x: Matrix, w: FloatArray) -> FloatArray:
    """Return Σ w·x·x' (p, p), by blocks of rows."""
    found = np.zeros((x.shape[1], x.shape[1]))
    blocks = Blocks(x)
    for at, block in blocks:
        found += blocks.squares(block, w[at])
    return found
