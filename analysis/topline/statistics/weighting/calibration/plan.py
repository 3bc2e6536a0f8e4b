"""A calibration that is ready to be done: auxiliaries and totals, checked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ....arguments import check_one_of, described
from ....errors import ArgumentError
from ....values import Value
from ...core.arguments import FloatArray, broadcast
from ...core.blocks import Blocks, Matrix
from ...core.matrix import as_matrix, refuse_missing, without_repeated
from ..shared.dual import Aim, IndexArray, Solution, solve_dual
from ..shared.feasible import MOST, weights_exist
from ..shared.limits import Limits
from .auxiliaries import as_totals, check_repeated
from .distances import DISTANCES, Distance
from .rows import Rows, RowSums

_NO_SCALE = 1e-6
"""A total below this part of Σ d·|x| is as good as 0; its gap is measured by the latter."""

_EDGE = 1e-12


@dataclass(frozen=True, eq=False, kw_only=True)
class CalibrationPlan(Value):
    """A calibration that is ready to be done, for one column of start weights or several.

    Attributes
    ----------
    x : (n, p) float
    names : tuple of str
    totals : (p,) float
    distance : Distance
    limits : Limits
    variance : (n,) float or None
    give : (p,) float
        How far a total gives way for each unit of its multiplier; 0 is exact.
    columns : (k,) int
        Auxiliaries that repeat no others.
    mean : float
        Mean of the weights to be, where a cap needs it.
    at_start : RowSums
        Sums of all auxiliaries under the start weights that it was made for.
    notes : tuple of str
    """

    x: Matrix
    names: tuple[str, ...]
    totals: FloatArray
    distance: Distance
    limits: Limits
    variance: FloatArray | None
    give: FloatArray
    columns: IndexArray
    mean: float
    at_start: RowSums
    notes: tuple[str, ...]

    def of_rows(self, rows: Any) -> "CalibrationPlan":
        """Return the calibration of some rows, for their weights."""
        variance = None if self.variance is None else self.variance[rows]
        return replace(self, x=self.x[rows], variance=variance)

    def rows(self, start: Any) -> Rows:
        """Return the rows with their start weights (n, R), or what gives blocks of them."""
        return Rows(
            x=self.x,
            columns=self.columns,
            start=start,
            variance=self.variance,
            distance=self.distance,
            limits=self.limits,
            mean=self.mean,
        )

    def solve(
        self,
        start: Any,
        *,
        tolerance: float = 1e-10,
        max_iterations: int = 100,
        sums: RowSums | None = None,
    ) -> Solution:
        """Calibrate each of R columns of start weights (n, R) on its own.

        What is no array must give a block of rows as ``start[first:last]``, and have a shape. Its
        `sums` are added up where they are not known.
        """
        rows = self.rows(start)
        totals = self.totals[self.columns, None] * np.ones(start.shape[1])
        at_start = rows.sums() if sums is None else sums
        aim = Aim(
            totals=totals,
            scale=scale_of(totals, at_start.sizes),
            give=self.give[self.columns],
            tolerance=tolerance,
            max_iterations=max_iterations,
        )
        low, high = self.limits.g
        # g and its slope are 1 where weights start, so these sums are those of the start weights
        plain = self.variance is None and not self.limits.on_weight and low < 1 < high
        known = None
        if plain and start.shape[1] == 1:
            known = at_start.sums.copy(), at_start.products[None].copy()
            if self.distance.key == "linear" and self.limits.free:
                rows = replace(rows, curvature=at_start.products)
        return solve_dual(rows.evaluate, np.zeros_like(totals), aim, known)

    def weights(self, start: Any, multipliers: FloatArray) -> FloatArray:
        """Return the weights (n, R) that multipliers (k, R) make of start weights (n, R)."""
        rows = self.rows(start)
        result = np.empty(start.shape)
        for block, x in rows.blocks():
            own = start[block]
            factor, _ = rows.factors(block, x, multipliers, own)
            result[block] = own * factor
            if self.limits.on_weight:
                low, high = self.limits.of_weights(self.mean)
                result[block] = np.where(own > 0, np.clip(result[block], low, high), 0.0)
        return result

    def achieved(self, weights: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return Σ w·x of every auxiliary, those that repeat others included, and the relative gap.

        What has a cost is missed, and is meant to be.
        """
        total = np.zeros(len(self.names))
        for rows, x in Blocks(self.x):
            total += x @ weights[rows]
        scale = scale_of(self.totals, self.at_start.sizes[:, 0])
        return total, np.asarray(np.abs(total - self.totals) / scale)

    def rows_at_bounds(self, start: FloatArray, weights: FloatArray) -> int:
        """Return how many rows have the least or the largest factor or weight allowed."""
        if self.limits.free:
            return 0
        used = start > 0
        low, high = self.limits.factors(start[used], self.mean)
        factor = weights[used] / start[used]
        near = _EDGE * np.maximum(np.abs(factor), 1.0)
        return int(((factor <= low + near) | (factor >= high - near)).sum())

    def weights_exist(self, start: FloatArray) -> bool | None:
        """Return whether any weights meet the totals under the limits; None where unknown."""
        used = start > 0
        if used.sum() * len(self.columns) > MOST:
            return None
        low, high = self.limits.factors(start[used], self.mean)
        least = 0.0 if self.distance.key == "raking" else -np.inf
        return weights_exist(
            np.asarray(self.x[np.flatnonzero(used)][:, self.columns], dtype=float).T,
            self.totals[self.columns],
            np.maximum(low * start[used], least),
            high * start[used],
        )


def scale_of(totals: FloatArray, sizes: FloatArray) -> FloatArray:
    """Return what gaps of totals are divided by; `sizes` are Σ d·|x|."""
    tiny = np.abs(totals) <= _NO_SCALE * sizes
    return np.where(tiny, np.where(sizes > 0, sizes, 1.0), np.abs(totals))


def plan_calibration(
    x: Any,
    totals: ArrayLike,
    start: FloatArray,
    *,
    distance: str = "linear",
    limits: Limits | None = None,
    variance: ArrayLike | None = None,
    cost: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> CalibrationPlan:
    """Check auxiliaries and totals, and find auxiliaries that repeat others.

    Parameters
    ----------
    x, totals, distance, variance, cost, names
        As in ``calibrate_weights``.
    start : (n,) float
    limits : Limits, optional

    Raises
    ------
    ArgumentError
        When it can be seen that the totals cannot be met.
    """
    matrix, labels = as_matrix(x, names)
    limits = limits or Limits()
    wanted = as_totals(totals, labels)
    method = DISTANCES[check_one_of("distance", distance, DISTANCES)]
    check_logit(method, limits, start)
    scale, give = None, np.zeros(len(labels))
    if variance is not None:
        expected = f"a number above 0 for each of {len(matrix):,} rows"
        scale = _above_0("variance", variance, [(len(matrix),)], 1e100, expected)
    if cost is not None:
        expected = (
            f"a number above 0 for each of {len(labels)} auxiliaries, infinite for a total to be "
            "met exactly"
        )
        # λ/cost is what a total gives way by
        give = give + 1 / _above_0("cost", cost, [(), (len(labels),)], np.inf, expected)
    plan = CalibrationPlan(
        x=matrix,
        names=tuple(labels),
        totals=wanted,
        distance=method,
        limits=limits,
        variance=scale,
        give=give,
        columns=np.arange(len(labels)),
        mean=float(start.sum() / (start > 0).sum()),
        at_start=RowSums(*np.zeros((3, 0, 0))),
        notes=(),
    )
    at_start = plan.rows(start[:, None]).sums()
    if not np.isfinite(at_start.products).all():
        refuse_missing(matrix, labels)
    kept = without_repeated(at_start.products)
    notes = check_repeated(kept, wanted, labels)
    return replace(plan, columns=kept.columns, at_start=at_start, notes=tuple(notes))


def _above_0(
    name: str, given: ArrayLike, shapes: Sequence[tuple[int, ...]], most: float, expected: str
) -> FloatArray:
    """Return numbers whose inverse can be computed with, of one of some shapes."""
    (values,), _ = broadcast(**{name: given})
    if values.shape not in shapes or not ((values > 1e-100) & (values <= most)).all():
        raise ArgumentError(f"{name} is {described(given)}; expected {expected}")
    return values


def check_logit(method: Distance, limits: Limits, start: FloatArray) -> None:
    """Refuse the logit distance without bounds around 1, or around every start weight.

    Raises
    ------
    ArgumentError
    """
    if not method.needs_bounds:
        return
    low, high = limits.g
    if limits.on_weight:
        used = start[start > 0]
        low, high = limits.weight[0] / used.min(), limits.weight[1] / used.max()
        if not (low < 1 < high < np.inf):
            raise ArgumentError(
                f"distance is 'logit', whose bounds hold every start weight; they are "
                f"{limits.weight[0]:g} to {limits.weight[1]:g}, and start weights "
                f"{used.min():g} to {used.max():g}: widen them, or take distance='raking'"
            )
    elif not (-np.inf < low < 1 < high < np.inf):
        raise ArgumentError(
            f"distance is 'logit' with {limits.words or 'no bounds'}; it needs bounds below and "
            "above 1, such as bounds=(0.3, 3)"
        )
