"""Raking on the table of cells: the factor of each cell, for many columns of weights at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from ....errors import ArgumentError
from ....values import Value
from ...core.arguments import FloatArray
from ..shared.dual import Aim, IndexArray, Solution, solve_dual

_SWEEPS = 3
"""Sweeps of iterative proportional fitting before Newton's method: they bring it near."""

_AT_ONCE = 2**24
"""Cells times columns of weights that are held in memory at once."""

_MOST_CATEGORIES, _MOST_CELLS = 5_000, 250_000_000
"""Categories, whose number cubed the search takes, and numbers of its matrices, 2 GB."""

_LARGEST_LOG = 700.0
"""Beyond it the exponential overflows."""

_AT_BOUND = 1e-6
"""Part of the curvature that cells at a bound keep, so that a margin of them alone can move."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RakedCells(Value):
    """Multipliers by cell for R columns of start weights.

    Attributes
    ----------
    factors : (C, R) float
        What the start weights of a cell are multiplied by.
    multipliers : (ΣK, R) float
        Logarithms of the factors by category, margin after margin: a cell's factor is the
        exponential of their sum, cut at its bounds.
    achieved : (ΣK, R) float
        Σw by category.
    gap : (ΣK, R) float
        Target less achieved, relative to the target.
    iterations : (R,) int
    converged : (R,) bool
        Whether no gap exceeds the tolerance.
    """

    factors: FloatArray
    multipliers: FloatArray
    achieved: FloatArray
    gap: FloatArray
    iterations: IndexArray
    converged: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class FactorBounds:
    """Least and largest factor of each cell, (C, R) or (C, 1)."""

    low: FloatArray
    high: FloatArray


def rake_cells(
    codes: NDArray[np.int64],
    targets: Sequence[FloatArray],
    start: FloatArray,
    *,
    bounds: FactorBounds | None = None,
    tolerance: float = 1e-10,
    max_iterations: int = 100,
) -> RakedCells:
    """Rake the table of cells to margins, each of R columns of start weights on its own.

    The factors are the solution of least Kullback–Leibler distance Σ w·log(w/d) − w + d under the
    margins and the bounds, which is unique. Whether it was found is said, not raised.

    Parameters
    ----------
    codes : (C, M) int
        Category of each cell in each margin; −1 takes no part in that margin.
    targets : sequence of M arrays (K,)
        In the order of the codes, all of one total.
    start : (C, R) float
        Σ of the start weights by cell.
    bounds : FactorBounds, optional
    tolerance : float, default 1e-10
        Largest gap, relative to the target.
    max_iterations : int, default 100

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11:427–444; Deville, Särndal &
    Sautory (1993), JASA 88:1013–1020.
    """
    margins = _Margins(codes, targets)
    if len(targets) == 1 and bounds is None:
        # the plain ratio, without the noise of a logarithm, and for any number of categories
        solution, factors = _rake_one(margins, start)
    else:
        width = max(1, _AT_ONCE // max(len(codes), 1))
        parts = [
            _rake_columns(
                margins,
                start[:, first : first + width],
                _columns_of(bounds, slice(first, first + width)),
                tolerance,
                max_iterations,
            )
            for first in range(0, start.shape[1], width)
        ]
        solution = Solution(
            *(
                np.concatenate([getattr(part, name) for part in parts], axis=-1)
                for name in ("multipliers", "achieved", "gap", "iterations")
            )
        )
        factors = margins.factors(solution.multipliers, bounds)[0]
    return RakedCells(
        factors=factors,
        multipliers=solution.multipliers,
        achieved=solution.achieved,
        gap=solution.gap,
        iterations=solution.iterations,
        converged=solution.largest <= tolerance,
    )


class _Margins:
    """The margins of a table of cells, as they enter the dual.

    A cell that takes no part in a margin has a place beyond its categories, which is not summed.
    """

    def __init__(self, codes: NDArray[np.int64], targets: Sequence[FloatArray]) -> None:
        self.targets = targets
        self.sizes = [len(one) for one in targets]
        self.codes = [
            np.where(own < 0, size, own) for own, size in zip(codes.T, self.sizes, strict=True)
        ]
        self.offsets = np.concatenate([[0], np.cumsum(self.sizes)]).astype(int)

    def part(self, place: int) -> slice:
        """Return where a margin's categories are among those of all."""
        return slice(self.offsets[place], self.offsets[place + 1])

    def factors(
        self, multipliers: FloatArray, bounds: FactorBounds | None
    ) -> tuple[FloatArray, NDArray[np.bool_] | None]:
        """Return the factor of each cell, and which are at a bound."""
        none = np.zeros((1, multipliers.shape[1]))
        logs = np.zeros((len(self.codes[0]), multipliers.shape[1]))
        for place, own in enumerate(self.codes):
            logs += np.concatenate([multipliers[self.part(place)], none])[own]
        free = np.exp(np.minimum(logs, _LARGEST_LOG, out=logs), out=logs)
        if bounds is None:
            return free, None
        return np.clip(free, bounds.low, bounds.high), (free < bounds.low) | (free > bounds.high)

    def margin(self, place: int, weights: FloatArray) -> FloatArray:
        """Return Σw by category of one margin (K, R)."""
        own, size = self.codes[place], self.sizes[place]
        sums = [np.bincount(own, one, size + 1)[:size] for one in weights.T]
        return np.stack(sums, axis=1)

    def sums(self, weights: FloatArray) -> FloatArray:
        """Return Σw by category of all margins (ΣK, R)."""
        return np.concatenate([self.margin(place, weights) for place in range(len(self.sizes))])

    def curvature(self, weights: FloatArray) -> FloatArray:
        """Return Σ w·x·x' of the indicators x, for each column of weights: (R, ΣK, ΣK)."""
        total, columns = int(self.offsets[-1]), weights.shape[1]
        if total > _MOST_CATEGORIES or columns * total**2 > _MOST_CELLS:
            raise ArgumentError(
                f"the targets have {total:,} categories, for {columns:,} columns of weights; "
                f"expected at most {_MOST_CATEGORIES:,} in all, and fewer for many columns. Is one "
                "an identifier? Put categories together, or leave it out"
            )
        result = np.zeros((columns, total, total))
        own = np.arange(total)
        result[:, own, own] = self.sums(weights).T
        for a, b in combinations(range(len(self.sizes)), 2):
            high, wide = self.sizes[a], self.sizes[b]
            pair = self.codes[a] * (wide + 1) + self.codes[b]
            for column, one in enumerate(weights.T):
                joint = np.bincount(pair, one, (high + 1) * (wide + 1))
                joint = joint.reshape(high + 1, wide + 1)[:high, :wide]
                result[column, self.part(a), self.part(b)] = joint
                result[column, self.part(b), self.part(a)] = joint.T
        return result

    def ratio(self, place: int, weights: FloatArray) -> FloatArray:
        """Return target over Σw by category of one margin (K, R); 1 where there is nobody."""
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = self.targets[place][:, None] / self.margin(place, weights)
        return np.where(np.isfinite(ratio) & (ratio > 0), ratio, 1.0)

    def of_cells(self, place: int, ratio: FloatArray) -> FloatArray:
        """Return the ratio of each cell (C, R); 1 where it takes no part in the margin."""
        return np.concatenate([ratio, np.ones((1, ratio.shape[1]))])[self.codes[place]]

    def near(self, start: FloatArray) -> FloatArray:
        """Return multipliers after a few sweeps of iterative proportional fitting."""
        multipliers = np.zeros((int(self.offsets[-1]), start.shape[1]))
        weights = start
        for _ in range(_SWEEPS):
            for place in range(len(self.targets)):
                ratio = self.ratio(place, weights)
                multipliers[self.part(place)] += np.log(ratio)
                weights = weights * self.of_cells(place, ratio)
        return multipliers


def _rake_one(margins: _Margins, start: FloatArray) -> tuple[Solution, FloatArray]:
    """Meet one margin without bounds; return where that leads, and the factor of each cell."""
    ratio = margins.ratio(0, start)
    factors = margins.of_cells(0, ratio)
    achieved = margins.margin(0, start * factors)
    target = margins.targets[0][:, None]
    scale = np.where(target > 0, target, target.sum())
    return Solution(
        multipliers=np.log(ratio),
        achieved=achieved,
        gap=(target - achieved) / scale,
        iterations=np.zeros(start.shape[1], dtype=np.int64),
    ), factors


def _rake_columns(
    margins: _Margins,
    start: FloatArray,
    bounds: FactorBounds | None,
    tolerance: float,
    max_iterations: int,
) -> Solution:
    def evaluate(multipliers: FloatArray, which: IndexArray) -> tuple[FloatArray, FloatArray]:
        factors, at_bound = margins.factors(multipliers, _columns_of(bounds, which))
        weights = start[:, which] * factors
        achieved = margins.sums(weights)
        if at_bound is not None:
            weights[at_bound] *= _AT_BOUND
        return achieved, margins.curvature(weights)

    totals = np.concatenate(margins.targets)[:, None] * np.ones(start.shape[1])
    largest = max(float(one.sum()) for one in margins.targets)
    aim = Aim(
        totals=totals,
        scale=np.where(totals > 0, totals, largest),
        give=np.zeros(len(totals)),
        tolerance=tolerance,
        max_iterations=max_iterations,
    )
    return solve_dual(evaluate, margins.near(start), aim)


def _columns_of(bounds: FactorBounds | None, which: IndexArray | slice) -> FactorBounds | None:
    if bounds is None or bounds.low.shape[1] == 1:
        return bounds
    return FactorBounds(bounds.low[:, which], bounds.high[:, which])
