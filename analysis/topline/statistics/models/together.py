"""A model under many weights at once, as those of replicates, from its fit under the full ones.

All start from the same coefficients, so that the first step is one pass with one exponential a row.
It is Newton's, as is the second; further ones keep the second's information, which is that of the
coefficients but for what little they still move, and settle where the score is 0 all the same.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..core.arguments import FloatArray
from .irls import TOLERANCE, Task, left_to_go
from .separation import SUSPECT

_NEWTON, _STEPS = 2, 12
"""Steps with an information of their own, and all steps; who needs more is fitted by itself."""

_SINGULAR = 1e-10
"""Least eigenvalue of an information, each column in units of its own size."""

_CELLS = 2**15
"""Numbers of a block of rows and weights that stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class ManyWeights:
    """Weights of rows, and outcomes where these are means that hang on the weights.

    Attributes
    ----------
    weights : (n, r) array
        Or what gives a block of rows as ``weights[first:last]``.
    outcomes : (n,) or (n, r) float
    count : int
        r.
    """

    weights: Any
    outcomes: FloatArray
    count: int

    def block(self, at: slice, which: NDArray[np.int64]) -> tuple[FloatArray, FloatArray]:
        """Return the weights (r', m) and outcomes of some rows, for some of the weights."""
        # whole blocks of all of them are laid out without a copy
        weights = np.asarray(self.weights[at], dtype=float).T
        outcomes = self.outcomes[at].T
        if len(which) < self.count:
            weights = weights[which]
            outcomes = outcomes if outcomes.ndim == 1 else outcomes[which]
        return np.ascontiguousarray(weights), outcomes


@dataclass(frozen=True, eq=False)
class _Sums:
    """Score (r, k), information (r, k, k) and its weight (r,), and where means are legal (r,)."""

    score: FloatArray
    squares: FloatArray
    weight: FloatArray
    legal: NDArray[np.bool_]


def fit_together(task: Task, start: FloatArray, many: ManyWeights) -> FloatArray:
    """Return the coefficients under each of the weights, (r, k), from those near to them.

    NaN where a few steps do not lead there, as of a level that nobody has: fit these by themselves.

    Parameters
    ----------
    task : Task
        Its own outcomes and weights do not count.
    start : (k,) float
    many : ManyWeights
    """
    found = np.full((many.count, len(start)), np.nan)
    left, beta = np.arange(many.count), start[None, :]
    before = np.full(many.count, np.inf)
    squares, weight = np.empty((0, 0, 0)), np.empty(0)
    for step in range(_STEPS):
        sums = _sums(task, beta, many, left, products=step < _NEWTON)
        if step < _NEWTON:
            squares, weight = sums.squares, sums.weight
        diagonal = np.einsum("rkk->rk", squares)
        root = np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
        scaled = squares / root[:, :, None] / root[:, None, :]
        known = np.asarray(np.isfinite(scaled).all(axis=(1, 2)))
        scaled = np.where(known[:, None, None], scaled, 0.0)
        fine: NDArray[np.bool_] = np.greater(np.linalg.eigvalsh(scaled)[:, 0], _SINGULAR)
        scaled = np.where(fine[:, None, None], scaled, np.eye(squares.shape[1]))
        change = np.linalg.solve(scaled, (sums.score / root)[:, :, None])[:, :, 0] / root
        fine &= sums.legal
        moved = np.einsum("rk,rkl,rl->r", change, squares, change)
        beta = beta + change
        size = np.einsum("rk,rkl,rl->r", beta, squares, beta) + weight
        there = fine & (left_to_go(moved, before) <= TOLERANCE**2 * size)
        found[left[there]] = beta[there]
        on = fine & ~there
        if not on.any():
            break
        left, beta, before = left[on], beta[on], moved[on]
        squares, weight = squares[on], weight[on]
    return found


def _sums(
    task: Task, beta: FloatArray, many: ManyWeights, which: NDArray[np.int64], *, products: bool
) -> _Sums:
    """Go through the rows once; beta (1, k) is that of all weights, (r, k) of each."""
    size, count = beta.shape[1], len(which)
    one, other = np.triu_indices(size)
    score, packed = np.zeros((size, count)), np.zeros((one.size, count))
    weight, legal = np.zeros(count), np.ones(count, dtype=bool)
    low, high = task.family.range
    # so few rows that so many numbers of each stay in the cache
    step = max(64, _CELLS // max(count, one.size))
    for first in range(0, len(task.x), step):
        at = slice(first, min(first + step, len(task.x)))
        x = np.ascontiguousarray(np.asarray(task.x[at], dtype=float).T)
        w, y = many.block(at, which)
        eta = beta @ x + task.offset[at]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            mu = task.link.mean(eta)
            legal &= (mu.min(axis=1) > low) & (mu.max(axis=1) < high)
            if task.family.range == (0.0, 1.0):
                legal &= np.maximum(eta.max(axis=1), -eta.min(axis=1)) <= SUSPECT
            residual, information = task.family.weighed(task.link, eta, mu)
            score += x @ (w * residual * (y - mu)).T
            if products:
                w = w * information
                packed += (x[one] * x[other]) @ w.T
                weight += w.sum(axis=1)
    squares = np.empty((count, size, size))
    squares[:, one, other] = squares[:, other, one] = packed.T
    return _Sums(score.T, squares, weight, legal)
