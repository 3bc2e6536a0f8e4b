"""Newton's method on the dual of a calibration, for many columns of weights at once.

Weights w = d·F(x'λ) that meet totals T have the least distance from the start weights d; λ is where
the gradient Σw·x − T of the convex dual is 0 (Deville & Särndal 1992, JASA 87:376–382).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.arguments import FloatArray

IndexArray = NDArray[np.int64]

Evaluate = Callable[[FloatArray, IndexArray], tuple[FloatArray, FloatArray]]
"""(λ (p, k), which k columns) → achieved totals (p, k) and curvature Σ d·F'·x·x' (k, p, p)."""

_RIDGE = 1e-12
"""Added to the scaled curvature: repeated constraints leave a direction free, not undefined."""

_TRIALS = 40
"""How often a step is shortened before the method gives up."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Aim:
    """What is to be met, and when to stop.

    Attributes
    ----------
    totals, scale : (p, R) float
        Targets, and what their gaps are divided by.
    give : (p,) float
        How far a total gives way for each unit of its multiplier; 0 is exact.
    tolerance : float
    max_iterations : int
    """

    totals: FloatArray
    scale: FloatArray
    give: FloatArray
    tolerance: float
    max_iterations: int


@dataclass(frozen=True, eq=False)
class Solution:
    """Where the dual was left, for each of R columns of weights.

    Attributes
    ----------
    multipliers, achieved : (p, R) float
    gap : (p, R) float
        Target less achieved, over its scale; what a total may give way is no gap.
    iterations : (R,) int
    """

    multipliers: FloatArray
    achieved: FloatArray
    gap: FloatArray
    iterations: IndexArray

    @property
    def largest(self) -> FloatArray:
        """The largest gap of each column, whatever its sign."""
        return np.asarray(np.abs(self.gap).max(axis=0, initial=0.0))


def solve_dual(
    evaluate: Evaluate,
    start: FloatArray,
    aim: Aim,
    known: tuple[FloatArray, FloatArray] | None = None,
) -> Solution:
    """Find the multipliers that meet the totals; a column that does not get there keeps its gap.

    Parameters
    ----------
    evaluate : callable
    start : (p, R) float
        Multipliers to start from.
    aim : Aim
    known : (p, R) and (R, p, p) float, optional
        What is achieved there, and the curvature, where a pass over the rows has told already.
    """
    search = _Search(evaluate, start, aim, known)
    going = np.arange(start.shape[1])
    for _ in range(aim.max_iterations):
        largest = search.largest(going)
        far = largest > aim.tolerance / 1000
        going, near = going[far], largest[far] <= aim.tolerance
        if not going.size:
            break
        moved = search.step(going)
        # from the tolerance to rounding is one step, and no more is worth its while
        going = going[moved & ~near]
    return Solution(search.multipliers, search.achieved, search.gap(), search.iterations)


class _Search:
    """Multipliers on their way, with what they achieve."""

    def __init__(
        self,
        evaluate: Evaluate,
        start: FloatArray,
        aim: Aim,
        known: tuple[FloatArray, FloatArray] | None,
    ) -> None:
        self.evaluate, self.aim = evaluate, aim
        self.multipliers = start.copy()
        self.iterations = np.zeros(start.shape[1], dtype=np.int64)
        self.achieved, self.curvature = known or evaluate(start, np.arange(start.shape[1]))

    def gap(self) -> FloatArray:
        gave = self.aim.give[:, None] * self.multipliers
        return np.asarray((self.aim.totals - self.achieved - gave) / self.aim.scale)

    def largest(self, which: IndexArray) -> FloatArray:
        gap = np.abs(self.gap()[:, which])
        return np.asarray(np.where(np.isnan(gap), np.inf, gap).max(axis=0, initial=0.0))

    def step(self, which: IndexArray) -> NDArray[np.bool_]:
        """Take one step in some columns; say in which one was found.

        The step is Newton's, shortened while the slope along it has turned steeply upwards: it
        then went past the lowest point. Slopes, unlike values, are not blurred near it.
        """
        downhill = (self.gap() * self.aim.scale)[:, which]
        curvature = self.curvature[which]
        diagonal = np.einsum("kii->ki", curvature)
        size = np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
        scaled = curvature / size[:, :, None] / size[:, None, :]
        own = np.arange(len(self.aim.give))
        scaled[:, own, own] += _RIDGE + self.aim.give / size**2
        step = (np.linalg.solve(scaled, (downhill.T / size)[:, :, None])[:, :, 0] / size).T
        slope = (downhill * step).sum(axis=0)
        length = np.ones(which.size)
        trying = np.flatnonzero(np.isfinite(slope) & (slope > 0))
        moved = np.zeros(which.size, dtype=bool)
        for _ in range(_TRIALS):
            if not trying.size:
                break
            columns = which[trying]
            tried = self.multipliers[:, columns] + length[trying] * step[:, trying]
            achieved, curved = self.evaluate(tried, columns)
            left = self.aim.totals[:, columns] - achieved - self.aim.give[:, None] * tried
            beyond = -(left * step[:, trying]).sum(axis=0)
            good = np.isfinite(beyond) & (beyond <= 0.5 * slope[trying])
            taken = columns[good]
            self.multipliers[:, taken] = tried[:, good]
            self.achieved[:, taken] = achieved[:, good]
            self.curvature[taken] = curved[good]
            self.iterations[taken] += 1
            moved[trying[good]] = True
            with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
                shorter = np.nan_to_num(slope[trying] / (slope[trying] + beyond), nan=0.1)
            length[trying] *= np.clip(shorter, 0.1, 0.5)
            trying = trying[~good]
        return moved
