"""The dual of a calibration in blocks of rows: no second matrix as large as the data."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ....values import Value
from ...core.arguments import FloatArray
from ...core.blocks import Blocks, Matrix
from ..shared.dual import IndexArray
from ..shared.limits import Limits
from .distances import Distance

_SEVERAL = 2
"""From more columns of weights on, products of auxiliaries are made once for all of them."""


@dataclass(frozen=True, eq=False)
class RowSums(Value):
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

    def of(self, columns: IndexArray) -> "RowSums":
        """Return the sums of some auxiliaries."""
        products = self.products[np.ix_(columns, columns)]
        return RowSums(products, self.sums[columns], self.sizes[columns])


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
    curvature : (k, k) float, optional
        Σ d·F'·x·x', where it is that of the start weights whatever the multipliers are.
    """

    x: Matrix
    columns: IndexArray
    start: Any
    variance: FloatArray | None
    distance: Distance
    limits: Limits
    mean: float
    curvature: FloatArray | None = None

    def blocks(self) -> Blocks:
        """Return blocks of rows, of the auxiliaries that are used."""
        return Blocks(self.x, self.columns)

    def factors(
        self, rows: slice, x: FloatArray, multipliers: FloatArray, start: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return g of some rows (m, R), of whom x is (k, m), and its slope in x'λ."""
        # as a loop over few columns, which no library shares out among cores
        u = np.einsum("jm,jr->mr", x, multipliers)
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
        blocks = self.blocks()
        for rows, x in blocks:
            start = self.start[rows][:, which]
            factor, slope = self.factors(rows, x, multipliers, start)
            achieved += x @ (start * factor)
            if several > _SEVERAL:
                packed += (x[one] * x[other]) @ (start * slope)
            elif self.curvature is None:
                for place in range(several):
                    products[place] += blocks.squares(x, start[:, place] * slope[:, place])
        if several > _SEVERAL:
            products[:, one, other] = packed.T
            products[:, other, one] = packed.T
        elif self.curvature is not None:
            products[:] = self.curvature
        return achieved, products

    def sums(self) -> RowSums:
        """Add up the auxiliaries, and products of them, under the start weights."""
        size, several = len(self.columns), self.start.shape[1]
        products, sums, sizes = (
            np.zeros((size, size)),
            np.zeros((size, several)),
            np.zeros((size, several)),
        )
        blocks = self.blocks()
        for rows, x in blocks:
            start = self.start[rows]
            products += blocks.squares(x, start[:, 0])
            sums += x @ start
            sizes += np.abs(x) @ start
        return RowSums(products, sums, sizes)
