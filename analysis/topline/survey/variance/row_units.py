"""Unit totals where every row is a sampled unit and the rows are not at hand.

A stratum's units z add V = a·(Σ zzᵀ − (Σ z)(Σ z)ᵀ/n). The first sum is that of a few rows, too: of
any roots of the cross products of what z is made of. So an engine gives cross products by stratum,
and the influence of their roots is worked out as that of units is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from ..data.columns import FloatArray, IntArray
from ..design.design import Linearised


@dataclass(frozen=True, eq=False)
class RowSpread:
    """The influence of strata on k estimates, and that of the roots of their rows.

    Attributes
    ----------
    sums : (h, k) sparse float
        Totals of strata.
    roots : (r, k) sparse float
        Whose squares are those of the rows, times a.
    part : (k,) int
        Estimates of one part were added up together; of different parts nothing is known jointly.
    """

    sums: Any
    roots: Any
    part: IntArray

    def __getitem__(self, at: Any) -> "RowSpread":
        """Return the spread of some estimates, as a matrix with a column of each has it."""
        return RowSpread(self.sums[at], self.roots[at], self.part[at[1]])

    def __matmul__(self, adder: Any) -> "RowSpread":
        """Return the spread of sums of the estimates of one part."""
        part = np.full(adder.shape[1], self.part.max(initial=0))
        return RowSpread(self.sums @ adder, self.roots @ adder, part)

    @property
    def size(self) -> FloatArray:
        """How much of each estimate anybody has moved."""
        return np.asarray(abs(self.roots).sum(axis=0)).ravel()


def row_spread(strata: int, influence: Any) -> RowSpread:
    """Return the spread of the estimates of one part: strata first, then roots."""
    return RowSpread(influence[:strata], influence[strata:], np.zeros(influence.shape[1], np.intp))


def rows_joined(spreads: Sequence[RowSpread]) -> RowSpread:
    """Return the spread of estimates that were added up one after the other."""
    part, last = [], 0
    for own in spreads:
        part.append(own.part + last)
        last = int(part[-1].max(initial=last)) + 1
    return RowSpread(
        sparse.hstack([own.sums for own in spreads], format="csr"),
        sparse.block_diag([own.roots for own in spreads], format="csr"),
        np.concatenate(part),
    )


def row_variance(design: Linearised, spread: RowSpread) -> FloatArray:
    """Return the (k,) variances."""
    squares = spread.sums.power(2)
    whole = np.asarray(spread.roots.power(2).sum(axis=0)).ravel()
    taken = np.asarray(squares.T @ _factors(design)).ravel()
    return np.asarray(np.maximum(whole - taken, 0.0))


def row_covariance(design: Linearised, spread: RowSpread) -> FloatArray:
    """Return the (k, k) covariance, NaN between estimates that were not added up together."""
    weighted = sparse.diags_array(_factors(design)) @ spread.sums
    found = (spread.roots.T @ spread.roots - spread.sums.T @ weighted).toarray()
    return np.where(spread.part[:, None] == spread.part, found, np.nan)


def _factors(design: Linearised) -> FloatArray:
    [stage] = design.stages
    return np.asarray(stage.scale / stage.sampled[stage.stratum])
