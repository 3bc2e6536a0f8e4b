"""The table of cells: which combinations of categories occur, and in which each row is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from ...core.arguments import FloatArray
from ...core.chunks import row_blocks
from ..shared.categories import CodedColumn, IntArray

_LARGEST_TABLE = 2**20
"""More possible combinations than this, or than rows, are looked up instead of laid out."""

_SMALL_TABLE = 4096
"""So many combinations are laid out however few the rows."""


@dataclass(frozen=True, eq=False)
class Cells:
    """The combinations of categories that occur.

    Attributes
    ----------
    codes : (C, M) int
        Category of each cell in each of M columns; −1 where it is missing.
    of_row : (n,) int
        Cell of each row.
    rows : (C,) int
        How many rows each cell has.
    """

    codes: NDArray[np.int64]
    of_row: IntArray
    rows: IntArray

    def sums(self, weights: FloatArray) -> FloatArray:
        """Return Σw by cell, of one column of weights (n,) or of several (n, R)."""
        count = len(self.codes)
        if weights.ndim == 1:
            sums = np.zeros(count)
            for at in row_blocks(len(weights), count):
                sums += np.bincount(self.of_row[at], weights[at], count)
            return sums
        if weights.flags.c_contiguous:
            # row after row, as they lie: a pass along each column would go through all of them
            ones = (np.ones(len(weights)), self.of_row, np.arange(len(weights) + 1))
            by_cell = scipy.sparse.csc_array(ones, shape=(count, len(weights)))
            return np.asarray(by_cell @ weights)
        by_column = [self.sums(np.ascontiguousarray(one)) for one in weights.T]
        return np.asarray(by_column, dtype=float).reshape(-1, count).T


def table_of_cells(columns: Sequence[CodedColumn]) -> Cells:
    """Return the cells of columns of one length, those alone that occur.

    Where the combinations that could occur are few, they are laid out and counted; else each
    column in turn is joined to the combinations found so far.
    """
    sizes = [len(column.categories) + 1 for column in columns]
    possible = float(np.prod(sizes, dtype=float))
    if possible > max(min(_LARGEST_TABLE, len(columns[0].codes)), _SMALL_TABLE):
        of_row, first = pd.factorize(columns[0].codes)
        found = [first.astype(np.int64)]
        for column, width in zip(columns[1:], sizes[1:], strict=True):
            of_row, pair = pd.factorize(of_row * np.int64(width) + column.codes + 1)
            found = [*(one[pair // width] for one in found), pair % width - 1]
        return Cells(np.stack(found, axis=1), of_row, np.bincount(of_row))
    size = int(possible)
    # in the smallest integers, and by blocks: a column of rows is large
    place = np.empty(len(columns[0].codes), dtype=np.min_scalar_type(-size))
    counts = np.zeros(size, dtype=np.int64)
    for at in row_blocks(len(place), size):
        own = columns[0].codes[at].astype(np.int64)
        own += 1
        for column, width in zip(columns[1:], sizes[1:], strict=True):
            own *= width
            own += column.codes[at]
            own += 1
        counts += np.bincount(own, minlength=size)
        place[at] = own
    held = np.flatnonzero(counts)
    codes = np.stack(np.unravel_index(held, sizes), axis=1) - 1
    rank = np.zeros(size, dtype=place.dtype)
    rank[held] = np.arange(held.size)
    for at in row_blocks(len(place)):
        place[at] = rank[place[at]]
    return Cells(codes, place, counts[held])


def refined(cells: Cells, start: FloatArray) -> Cells:
    """Split cells by start weight: the rows of a cell then all have one."""
    values, found = pd.factorize(start)
    if len(found) == len(start):
        # no two rows have the same weight: each is a cell
        rows = np.arange(len(start))
        return Cells(cells.codes[cells.of_row], rows, np.ones_like(rows))
    of_row, pair = pd.factorize(cells.of_row * np.int64(len(found)) + values)
    return Cells(cells.codes[pair // len(found)], of_row, np.bincount(of_row))


def indicators(codes: NDArray[np.int64], sizes: Sequence[int]) -> Any:
    """Return the matrix (C, ΣK) of ones at each cell's categories, none where it is missing."""
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    known = codes >= 0
    column = (codes + offsets[:-1])[known]
    pointer = np.concatenate([[0], np.cumsum(known.sum(axis=1))])
    ones = np.ones(column.size)
    shape = (len(codes), int(offsets[-1]))
    return scipy.sparse.csr_array((ones, column, pointer), shape=shape)
