"""Maximum likelihood of a mean log odds and a spread between surveys, and its covariance."""

from collections.abc import Callable

import numpy as np
import scipy
from scipy.special import chdtrc, xlogy

from ...errors import ArgumentError
from ..core.methods import FloatArray

_STEP = 0.01
"""Of differences; in the spread at most a thirtieth of it."""

_MOST = 10.0
"""A spread above this is one of surveys in which nobody or everybody answers so."""

_NONE = 1e-6
"""A spread below this is none: it adds less to a likelihood than its parts are rounded."""

_GAIN, _NOISE = 1e-7, 1e-13
"""A likelihood this little above that of no spread is rounding, absolutely and of its size."""

Cost = Callable[[FloatArray], float]


def one_for_all(x: FloatArray, n: FloatArray) -> tuple[float, float]:
    """Return the log odds of one share for all surveys, and its standard error."""
    yes, no = float(np.sum(x)), float(np.sum(n - x))
    return float(np.log(yes / no)), float(np.sqrt(1 / yes + 1 / no))


def likelihood_ratio(x: FloatArray, n: FloatArray) -> tuple[float, float]:
    """Return 2Σ(x·ln(x/np̂) + (n − x)·ln((n − x)/nq̂)) and its p-value on k − 1 degrees."""
    p = np.sum(x) / np.sum(n)
    q = 2 * np.sum(xlogy(x, x / (n * p)) + xlogy(n - x, (n - x) / (n * (1 - p))))
    ratio = max(0.0, float(q))
    return ratio, float(chdtrc(x.size - 1, ratio)) if x.size > 1 else np.nan


def fit(cost: Cost, x: FloatArray, n: FloatArray) -> tuple[float, float, float]:
    """Return the mean log odds, the spread ≥ 0 of least cost, and the mean's standard error.

    Without any spread where none makes the surveys likelier than one share for all.

    Raises
    ------
    ArgumentError
        When the likelihood has no maximum, as where every survey has nobody or everybody.
    """
    mean, error = one_for_all(x, n)
    if x.size == 1:
        return mean, 0.0, error
    found = [
        scipy.optimize.minimize(
            cost,
            np.array([mean, spread]),
            method="Nelder-Mead",
            options={"xatol": 1e-6, "fatol": 1e-11, "maxiter": 400, "maxfev": 400},
        )
        for spread in (0.1, 1.0)
    ]
    best = min(found, key=lambda result: float(result.fun))
    value, at = float(best.fun), np.array([best.x[0], np.abs(best.x[1])])
    common = cost(np.array([mean, 0.0]))
    if at[1] < _NONE or not value < common - _GAIN - _NOISE * abs(common):
        return mean, 0.0, error
    # by central differences extrapolated to 0; for the mean alone where the spread is too near 0
    # for a step to either side
    steps = np.diag([_STEP, min(_STEP, at[1] / 30)])[: 1 if at[1] < _STEP / 10 else 2]
    wide, near = (_differences(cost, at, steps * factor) for factor in (1, 0.5))
    slope, second = ((4 * fine - coarse) / 3 for coarse, fine in zip(wide, near, strict=True))
    bent = float(np.linalg.det(second)) > 0 and second[0, 0] > 0
    if not bent or at[1] > _MOST:
        raise ArgumentError(
            "the surveys differ by too much, or are too few, for a likelihood to say how they "
            "vary; pool with method='logit', or do not pool"
        )
    inverse = np.linalg.inv(second)
    mean, *spread = at[: len(slope)] - inverse @ slope
    return float(mean), float(spread[0] if spread else at[1]), float(np.sqrt(inverse[0, 0]))


def _differences(cost: Cost, at: FloatArray, steps: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return first and second derivatives of the cost by central differences."""
    size = np.max(steps, axis=1)
    slope = np.array([cost(at + step) - cost(at - step) for step in steps]) / (2 * size)
    second = np.empty((len(steps), len(steps)))
    for i, a in enumerate(steps):
        for j, b in enumerate(steps):
            corners = cost(at + a + b) - cost(at + a - b) - cost(at - a + b) + cost(at - a - b)
            second[i, j] = corners / (4 * size[i] * size[j])
    return slope, second
