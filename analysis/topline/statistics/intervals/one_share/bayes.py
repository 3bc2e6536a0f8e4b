"""Credible intervals for one proportion with a Beta prior; kernels as in `closed`.

With the prior Beta(a, b) the posterior is Beta(x + a, n − x + b).
"""

import numpy as np
import scipy

from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve
from .beta import lower_quantile, upper_quantile

Prior = tuple[float, float]

JEFFREYS: Prior = (0.5, 0.5)
UNIFORM: Prior = (1.0, 1.0)


def equal_tailed(
    x: FloatArray, n: FloatArray, tail: FloatArray, prior: Prior = JEFFREYS
) -> Interval:
    """Quantiles of the posterior of order `tail` and 1 − tail."""
    a, b = x + prior[0], n - x + prior[1]
    return Interval(lower_quantile(a, b, tail), upper_quantile(a, b, tail))


@of_any_shape
def highest_density(
    x: FloatArray, n: FloatArray, tail: FloatArray, prior: Prior = JEFFREYS
) -> Interval:
    """Return the shortest interval with a posterior probability of 1 − 2·tail.

    Where the posterior rises or falls throughout it reaches to that end; where it is highest at
    both ends no interval is the shortest, and the answer is [0, 1].
    """
    a, b = x + prior[0], n - x + prior[1]
    error = np.broadcast_to(2 * np.asarray(tail, dtype=float), a.shape)
    peaked = (a > 1) & (b > 1)
    below = np.where(a > 1, error, 0.0)
    # The part below is error/(1 + e^−s); in s the log-ratio of the densities is nearly linear.
    args = a[peaked], b[peaked], error[peaked]
    below[peaked] = error[peaked] * scipy.special.expit(
        solve(_density_gap, np.zeros_like(args[0]), *args)
    )
    flat = (a <= 1) & (b <= 1)
    low = np.where(flat | (a <= 1), 0.0, lower_quantile(a, b, below))
    above = np.where(peaked, error - below, np.where(a > 1, 0.0, error))
    high = np.where(flat | (b <= 1), 1.0, upper_quantile(a, b, above))
    known = np.isnan(a) | np.isnan(b)
    return Interval(np.where(known, np.nan, low), np.where(known, np.nan, high))


def _density_gap(
    part: FloatArray, a: FloatArray, b: FloatArray, error: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log of the density at low over that at high, and its slope over s."""
    below, above = error * scipy.special.expit(part), error * scipy.special.expit(-part)
    low = lower_quantile(a, b, below)
    high = upper_quantile(a, b, above)
    log_low, log_high = _log_density(low, a, b), _log_density(high, a, b)
    rise = _steepness(low, a, b) * np.exp(-log_low)
    steepness = rise - _steepness(high, a, b) * np.exp(-log_high)
    return log_low - log_high, below * scipy.special.expit(-part) * steepness


def _log_density(p: FloatArray, a: FloatArray, b: FloatArray) -> FloatArray:
    return (
        scipy.special.xlogy(a - 1, p)
        + scipy.special.xlog1py(b - 1, -p)
        - scipy.special.betaln(a, b)
    )


def _steepness(p: FloatArray, a: FloatArray, b: FloatArray) -> FloatArray:
    return (a - 1) / p - (b - 1) / (1 - p)
