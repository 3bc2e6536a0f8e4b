"""Polls of several houses over time: a level that moves, houses that lean, and polls that scatter.

y = level(day) + house + error: the level walks at random from day to day, houses lean by a normal
draw about the average house, and polls scatter beyond their sampling error. The three variances are
those of the largest restricted likelihood; level and houses are then best linear predictions.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from ..core.methods import FloatArray

IntArray = NDArray[np.intp]

_LEAST_LOG = -28.0
"""Logarithm of a variance that is none."""


@dataclass(frozen=True, eq=False)
class PollTrend:
    """The level over time, and how houses lean.

    Attributes
    ----------
    walk, house, excess : float
        Variance of the level's step from one day to the next, of houses about the average, and of
        polls beyond their sampling error.
    level, level_variance : (m,) ndarray
        At the days that were asked for, and the variance of its error.
    lean, lean_variance : (h,) ndarray
        Each house less the average house, and the variance of its error.
    """

    walk: float
    house: float
    excess: float
    level: FloatArray
    level_variance: FloatArray
    lean: FloatArray
    lean_variance: FloatArray


def fit_poll_trend(
    day: FloatArray,
    y: FloatArray,
    variance: FloatArray,
    house: IntArray,
    at: FloatArray,
    *,
    moving: bool = True,
) -> PollTrend:
    """Fit the level of polls over time, with a lean of each house.

    Parameters
    ----------
    day, y, variance : (k,) float
        The day of each poll, what it says, and its sampling variance.
    house : (k,) int
        Numbers of houses from 0, at least two of them.
    at : (m,) float
        Days at which the level is wanted.
    moving : bool, default True
        Whether the level may move; else it is one for all days.

    Returns
    -------
    PollTrend

    References
    ----------
    Jackman (2005), Pooling the polls over an election campaign, Australian Journal of Political
    Science 40:499–517, here with random houses; Patterson & Thompson (1971), Biometrika
    58:545–554 (restricted likelihood); Robinson (1991), Statistical Science 6:15–51 (prediction).
    """
    start = float(min(day.min(), at.min(initial=np.inf)))
    since = day - start
    walked = np.minimum(since[:, None], since[None, :])
    same = (house[:, None] == house[None, :]).astype(float)
    walks = moving and float(np.ptp(day)) > 0

    shapes = np.stack([walked if walks else np.zeros_like(walked), same, np.eye(y.size)])

    def covariance(parts: FloatArray) -> FloatArray:
        return np.tensordot(parts, shapes, 1) + np.diag(variance)

    def deviance(parts: FloatArray) -> tuple[float, FloatArray]:
        """Return −2 log L of the rest of y beyond its mean, and its slope in the variances."""
        factor = scipy.linalg.cholesky(covariance(parts), lower=True, check_finite=False)
        inverse = scipy.linalg.cho_solve((factor, True), shapes[2], check_finite=False)
        of_mean = inverse.sum(axis=0)
        information = float(of_mean.sum())
        outside = inverse - np.outer(of_mean, of_mean) / information
        rest = outside @ y
        value = 2 * np.log(np.diag(factor)).sum() + np.log(information) + y @ rest
        slope = [np.sum(outside * shape) - rest @ shape @ rest for shape in shapes]
        return float(value), np.array(slope)

    def by_logs(logs: FloatArray) -> tuple[float, FloatArray]:
        value, slope = deviance(np.exp(logs))
        return value, np.exp(logs) * slope

    spread = max(float(np.var(y)), 1e-6)
    days = max(float(np.ptp(day)), 1.0)
    begin = np.log(np.array([spread / days, spread / 3, spread / 3]))
    ends = [(_LEAST_LOG, 2.0)] * 3
    found = scipy.optimize.minimize(by_logs, begin, jac=True, method="L-BFGS-B", bounds=ends)
    if (found.x < _LEAST_LOG + 1).any():
        # the likelihood is flat where a variance is none: come from below, too
        second = scipy.optimize.minimize(
            by_logs, begin - 4.0, jac=True, method="L-BFGS-B", bounds=ends
        )
        found = found if found.fun <= second.fun else second
    # logarithms come near the summit from any start, and never to a variance of 0
    scale = np.array([spread / days, spread, spread])

    def by_parts(parts: FloatArray) -> tuple[float, FloatArray]:
        value, slope = deviance(parts * scale)
        return value, slope * scale

    last = scipy.optimize.minimize(
        by_parts,
        np.exp(found.x) / scale,
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * 3,
        options={"ftol": 1e-15, "gtol": 1e-9},
    )
    walk, lean, excess = last.x * scale * np.array([float(walks), 1.0, 1.0])
    factor = (scipy.linalg.cholesky(covariance(np.array([walk, lean, excess])), lower=True), True)
    ahead = np.minimum((at - start)[:, None], since[None, :]) * walk
    houses = np.arange(int(house.max()) + 1)
    leaning = (houses[:, None] == house[None, :]) * lean
    level, level_variance = _predicted(factor, y, ahead, walk * (at - start), 1.0)
    lean_by, lean_variance = _predicted(factor, y, leaning, np.full(houses.size, lean), 0.0)
    return PollTrend(
        walk=float(walk), house=float(lean), excess=float(excess), level=level,
        level_variance=level_variance, lean=lean_by, lean_variance=lean_variance,
    )  # fmt: skip


def _predicted(
    factor: tuple[FloatArray, bool],
    y: FloatArray,
    with_polls: FloatArray,
    own: FloatArray,
    x: float,
) -> tuple[FloatArray, FloatArray]:
    """x·β̂ + c V⁻¹ (y − β̂), and the variance of its error, x being 1 of a level and 0 of a lean."""
    ones = np.ones(y.size)
    weighed = scipy.linalg.cho_solve(factor, np.column_stack([ones, y]))
    information = float(ones @ weighed[:, 0])
    mean = float(ones @ weighed[:, 1]) / information
    solved = scipy.linalg.cho_solve(factor, with_polls.T)
    value = x * mean + with_polls @ (weighed[:, 1] - mean * weighed[:, 0])
    known = np.einsum("ij,ji->i", with_polls, solved)
    left = (x - ones @ solved) ** 2 / information
    return value, np.maximum(own - known + left, 0.0)
