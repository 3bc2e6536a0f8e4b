"""The dual of a calibration in blocks of rows: no second matrix as large as the data."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...core.arguments import FloatArray
from ...core.matrix import ColumnMatrix, block_rows
from ..shared.dual import IndexArray
from ..shared.limits import Limits
from .distances import Distance

_SEVERAL = 2
"""From more columns of weights on, products of auxiliaries are made once for all of them."""


@dataclass(frozen=True, eq=False)
class RowSums:
    """Sums of auxiliaries under start weights.

    Attributes
    ----------
    products : (k, k) float
        Σ d·x·x' of the first column of start weights.
    sums, sizes : (k, R) float
        Σ d·x and Σ d·|x| of each.
    """

    products: FloatArray
    sums: FloatArray
    sizes: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows:
    """Auxiliaries and start weights of all rows, worked on block by block.

    Attributes
    ----------
    x : (n, p) float
    columns : (k,) int
        Auxiliaries that are used.
    start : (n, R) float
        Start weights; anything that gives a block of rows as ``start[first:last]``.
    variance : (n,) float or None
        What u = x'λ is divided by.
    distance : Distance
    limits : Limits
    mean : float
        Mean of the weights to be.
    """

    x: NDArray[Any] | ColumnMatrix
    columns: IndexArray
    start: Any
    variance: FloatArray | None
    distance: Distance
    limits: Limits
    mean: float

    def blocks(self) -> Iterator[slice]:
        """Yield blocks of rows."""
        step = block_rows(len(self.columns))
        for first in range(0, len(self.x), step):
            yield slice(first, min(first + step, len(self.x)))

    def block(self, rows: slice) -> FloatArray:
        """Return the auxiliaries of some rows."""
        whole = self.x[rows]
        used = whole if len(self.columns) == whole.shape[1] else whole[:, self.columns]
        return np.asarray(used, dtype=float)

    def factors(
        self, rows: slice, x: FloatArray, multipliers: FloatArray, start: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return g of some rows, and its slope in x'λ."""
        # as a loop over few columns, which no library shares out among cores
        u = np.einsum("ij,jk->ik", x, multipliers) if multipliers.shape[1] == 1 else x @ multipliers
        if self.variance is not None:
            u /= self.variance[rows, None]
        low: Any = self.limits.g[0]
        high: Any = self.limits.g[1]
        if self.limits.on_weight:
            low, high = self.limits.factors(np.where(start > 0, start, self.mean), self.mean)
        factor, slope = self.distance.factor(u, low, high)
        return factor, slope if self.variance is None else slope / self.variance[rows, None]

    def evaluate(self, multipliers: FloatArray, which: IndexArray) -> tuple[FloatArray, FloatArray]:
        """Return achieved totals (k, R') and curvatures (R', k, k)."""
        size, several = len(self.columns), len(which)
        achieved = np.zeros((size, several))
        products = np.zeros((several, size, size))
        one, other = np.triu_indices(size)
        packed = np.zeros((one.size, several))
        for rows in self.blocks():
            x = self.block(rows)
            start = self.start[rows][:, which]
            factor, slope = self.factors(rows, x, multipliers, start)
            weights, slope = start * factor, start * slope
            if several > _SEVERAL:
                achieved += x.T @ weights
                packed += (x[:, one] * x[:, other]).T @ slope
                continue
            for place in range(several):
                products[place] += x.T @ (x * slope[:, [place]])
                achieved[:, place] += x.T @ weights[:, place]
        if several > _SEVERAL:
            products[:, one, other] = packed.T
            products[:, other, one] = packed.T
        return achieved, products

    def sums(self) -> RowSums:
        """Add up the auxiliaries, and products of them, under the start weights."""
        size, several = len(self.columns), self.start.shape[1]
        products, sums, sizes = (
            np.zeros((size, size)),
            np.zeros((size, several)),
            np.zeros((size, several)),
        )
        for rows in self.blocks():
            x, start = self.block(rows), self.start[rows]
            products += x.T @ (x * start[:, :1])
            sums += x.T @ start
            sizes += np.abs(x).T @ start
        return RowSums(products, sums, sizes)
