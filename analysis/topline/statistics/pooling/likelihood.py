"""Maximum likelihood of a mean log odds and a spread between surveys, and its covariance."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize
from scipy.special import chdtrc, xlogy

from ...errors import ArgumentError
from ..methods import FloatArray

_STEP = 1e-4
_MOST = 10.0
"""A spread above this is one of surveys in which nobody or everybody answers so."""

_GAIN = 1e-8
"""A likelihood this little above that of no spread is rounding."""

Cost = Callable[[FloatArray], float]


def common_cost(x: FloatArray, n: FloatArray) -> tuple[float, float, float]:
    """Return log odds, its standard error, and −log likelihood of one share for all."""
    p = np.sum(x) / np.sum(n)
    cost = -np.sum(xlogy(x, p) + xlogy(n - x, 1 - p))
    return float(np.log(p / (1 - p))), float(1 / np.sqrt(np.sum(n) * p * (1 - p))), float(cost)


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
    mean, error, common = common_cost(x, n)
    if x.size == 1:
        return mean, 0.0, error
    found = [_search(cost, np.array([mean, spread])) for spread in (0.1, 1.0)]
    value, at = min(found, key=lambda pair: pair[0])
    if not value < common - _GAIN:
        return mean, 0.0, error
    slope, second = _derivatives(cost, at)
    bent = float(np.linalg.det(second)) > 0 and second[0, 0] > 0
    if not bent or at[1] > _MOST:
        raise ArgumentError(
            "the surveys differ by too much, or are too few, for a likelihood to say how they "
            "vary; pool with method='logit', or do not pool"
        )
    inverse = np.linalg.inv(second)
    mean, *spread = at[: len(slope)] - inverse @ slope
    return float(mean), float(spread[0] if spread else at[1]), float(np.sqrt(inverse[0, 0]))


def _search(cost: Cost, start: FloatArray) -> tuple[float, FloatArray]:
    result = minimize(
        cost,
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-11, "maxiter": 400, "maxfev": 400},
    )
    return float(result.fun), np.array([result.x[0], np.abs(result.x[1])])


def _derivatives(cost: Cost, at: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return first and second derivatives of the cost by central differences.

    For the mean alone where the spread is too near 0 for a step to either side.
    """
    steps = np.eye(2)[: 1 if at[1] < 2 * _STEP else 2] * _STEP
    slope = np.array([cost(at + step) - cost(at - step) for step in steps]) / (2 * _STEP)
    second = np.empty((len(steps), len(steps)))
    for i, a in enumerate(steps):
        for j, b in enumerate(steps):
            corners = cost(at + a + b) - cost(at + a - b) - cost(at - a + b) + cost(at - a - b)
            second[i, j] = corners / (4 * _STEP**2)
    return slope, second
