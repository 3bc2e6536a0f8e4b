"""Intervals for one proportion in closed form, from the normal quantile z.

Every kernel takes float arrays of one shape: successes `x`, trials `n` (both may be effective,
hence fractional) and the error probability `tail` in each tail.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtri

from ..interval import Interval
from .beta import clopper_pearson

FloatArray = NDArray[np.float64]


def wald(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """p̂ ± z·√(p̂q̂/n), cut off at 0 and 1."""
    p = x / n
    half = -ndtri(tail) * np.sqrt(p * (1 - p) / n)
    return _clip(p - half, p + half)


def wilson(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every p with |p̂ − p| ≤ z·√(pq/n): the limits of the score test.

    Written as roots of a quadratic whose product is p̂²/(1 + z²/n), so that the lower limit of a
    rare event keeps its relative accuracy.
    """
    z = -ndtri(tail)
    low = _wilson_low(x, n, z)
    high = np.where(x == n, 1.0, 1 - _wilson_low(n - x, n, z))
    small = x / n < 0.5
    return Interval(low, np.where(small, _wilson_high(x, n, z), high))


def _wilson_high(x: FloatArray, n: FloatArray, z: FloatArray) -> FloatArray:
    """(2x + z² + z·√(z² + 4x·q̂)) / 2(n + z²)."""
    root = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    return np.asarray((2 * x + z**2 + root) / (2 * (n + z**2)))


def _wilson_low(x: FloatArray, n: FloatArray, z: FloatArray) -> FloatArray:
    """Product of the roots over the upper root: (x²/n)/(n + z²)/high."""
    with np.errstate(invalid="ignore", divide="ignore"):
        low = x**2 / n / (n + z**2) / _wilson_high(x, n, z)
    return np.where(x == 0, 0.0, low)


def wilson_cc(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wilson's limits with |p̂ − p| made smaller by 1/2n; 0 and 1 at the ends.

    low = (2x + z² − 1 − z·√(z² − 2 − 1/n + 4p̂(nq̂ + 1))) / 2(n + z²), and high with + 1, + z·√,
    + 2 and nq̂ − 1.
    """
    z, p = -ndtri(tail), x / n
    below = np.maximum(z**2 - 2 - 1 / n + 4 * p * (n * (1 - p) + 1), 0)
    above = np.maximum(z**2 + 2 - 1 / n + 4 * p * (n * (1 - p) - 1), 0)
    low = (2 * x + z**2 - 1 - z * np.sqrt(below)) / (2 * (n + z**2))
    high = (2 * x + z**2 + 1 + z * np.sqrt(above)) / (2 * (n + z**2))
    clipped = _clip(low, high)
    return Interval(np.where(x == 0, 0.0, clipped.low), np.where(x == n, 1.0, clipped.high))


def agresti_coull(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wald's interval after adding z²/2 successes and z²/2 failures."""
    z = -ndtri(tail)
    n_added = n + z**2
    p = (x + z**2 / 2) / n_added
    half = z * np.sqrt(p * (1 - p) / n_added)
    return _clip(p - half, p + half)


def logit_interval(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Wald's interval on the log-odds, taken back; Clopper–Pearson where x is 0 or n."""
    inside = (x > 0) & (x < n)
    safe = np.where(inside, x, n / 2)
    p = safe / n
    half = -ndtri(tail) / np.sqrt(safe * (1 - p))
    centre = logit(p)
    ends = clopper_pearson(x, n, tail)
    return Interval(
        np.where(inside, expit(centre - half), ends.low),
        np.where(inside, expit(centre + half), ends.high),
    )


def _clip(low: FloatArray, high: FloatArray) -> Interval:
    return Interval(np.clip(low, 0, 1), np.clip(high, 0, 1))
