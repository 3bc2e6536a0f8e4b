"""Rows that are sampled units, by the cell that each is in: what tells a variance of shares.

The influence of a respondent on shares is the weight times a number that all of a domain and
category have in common. So no table has a row for each of them: of those of a stratum and a cell
the mean weight and how far the weights are from it are enough, and of two questions together
Σ w² of each pair of their cells.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import pandas as pd
from scipy import sparse

from ...values import Value
from ..data.columns import BLOCK, FloatArray, IntArray

_TABLE, _TIMES = 2**20, 4
"""Cells of a table that is always worth having whole, and as many times the rows."""


@dataclass(frozen=True, eq=False)
class StratifiedRows(Value):
    """Weights of rows, and the stratum of each.

    Attributes
    ----------
    weights : (n,) float
    unit : (n,) int
        Sampled unit of each row, which has no other.
    strata : (n,) int
    """

    weights: FloatArray = field(repr=False)
    unit: IntArray = field(repr=False)
    strata: IntArray = field(repr=False)

    @cached_property
    def start(self) -> FloatArray:
        """A weight of each stratum, to tell others from: nothing is lost where all are alike."""
        found = np.zeros(int(self.strata.max()) + 1)
        found[self.strata] = self.weights
        return found

    @cached_property
    def apart(self) -> FloatArray:
        """How far each weight is from that of its stratum."""
        return self.weights - self.start[self.strata]


@dataclass(frozen=True, eq=False)
class RowCells(Value):
    """Rows of one stratum and cell each, (m,): which, how many, their mean weight, Σ(w − mean)²."""

    stratum: IntArray
    code: IntArray
    n: FloatArray
    mean: FloatArray
    squares: FloatArray


class CellsOfRows(Protocol):
    """Rows that are sampled units, by the cell of a domain and a category that each is in."""

    @property
    def size(self) -> int:
        """How many cells there are."""

    @property
    def cells(self) -> RowCells:
        """The rows by stratum and cell; those without a weight may be left out."""

    def crossed(self, other: Any, factor: FloatArray) -> sparse.csr_array:
        """Return Σ factor·w² of the rows of each pair of cells, by the factor of their stratum."""


@dataclass(frozen=True, eq=False)
class CodedRows(Value):
    """The rows in memory, as ``CellsOfRows`` has them.

    Attributes
    ----------
    rows : StratifiedRows
    code : (n,) int
        −1 for none.
    size : int
        How many cells there are.
    """

    rows: StratifiedRows = field(repr=False)
    code: IntArray = field(repr=False)
    size: int

    def __getstate__(self) -> dict[str, object]:
        """Leave out what is found again."""
        return {name: getattr(self, name) for name in ("rows", "code", "size")}

    @cached_property
    def cells(self) -> RowCells:
        """The rows by stratum and cell, those outside all cells left out."""
        start, apart, strata = self.rows.start, self.rows.apart, self.rows.strata
        size = len(start) * self.size
        if size <= max(_TABLE, _TIMES * len(strata)):
            sums = np.zeros((3, size))
            for at in blocks(len(strata), size):
                inside, code = _inside(self.code[at])
                d = apart[at][inside]
                key = np.multiply(strata[at][inside], self.size, dtype=np.intp) + code
                for total, own in zip(sums, (None, d, d * d), strict=True):
                    total += np.bincount(key, own, size)
            keys = np.flatnonzero(sums[0])
            n, first, second = sums[:, keys]
        else:
            inside, code = _inside(self.code)
            d = apart[inside]
            key = np.multiply(strata[inside], self.size, dtype=np.intp) + code
            own, keys = pd.factorize(key)
            n, first, second = (np.bincount(own, each, len(keys)) for each in (None, d, d * d))
        stratum, code = np.divmod(keys, self.size)
        mean = first / n
        squares = np.maximum(second - first * mean, 0.0)
        return RowCells(stratum, code, n.astype(float), start[stratum] + mean, squares)

    def crossed(self, other: "CodedRows", factor: FloatArray) -> sparse.csr_array:
        """Return Σ factor·w² of the rows of each pair of cells, by the factor of their stratum."""
        size = self.size * other.size
        dense = size <= max(_TABLE, _TIMES * len(self.code))
        found = np.zeros(size if dense else 0)
        parts = sparse.csr_array((self.size, other.size))
        for at in blocks(len(self.code), size if dense else 4 * BLOCK):
            both = (self.code[at] >= 0) & (other.code[at] >= 0)
            one, two = self.code[at][both], other.code[at][both]
            square = self.rows.weights[at][both] ** 2 * factor[self.rows.strata[at][both]]
            if dense:
                place = np.multiply(one, other.size, dtype=np.intp) + two
                found += np.bincount(place, square, size)
            else:
                parts = parts + sparse.csr_array((square, (one, two)), parts.shape)
        return sparse.csr_array(found.reshape(self.size, -1)) if dense else parts


def blocks(rows: int, size: int) -> Iterator[slice]:
    """Go through rows, as many at a time as are worth a table of so many cells."""
    step = max(BLOCK, size // 2)
    return (slice(start, start + step) for start in range(0, rows, step))


def _inside(code: IntArray) -> tuple[slice | IntArray, IntArray]:
    """Return which rows are in a cell, and in which; nothing is copied where all are."""
    if code.min(initial=0) >= 0:
        return slice(None), code
    inside = np.flatnonzero(code >= 0)
    return inside, code[inside]
