"""Wald's interval for one proportion on another scale, taken back; kernels as in `closed`.

The logit, the probit and the complementary log-log of 0 and 1 are infinite: there the limits are
Clopper and Pearson's.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import expit, ndtr, ndtri

from ...core.interval import Interval
from ...core.methods import FloatArray
from .beta import clopper_pearson


def logit_interval(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """log(p̂/q̂) ± z/√(np̂q̂), taken back by 1/(1 + e^−·)."""
    return _inside(_logit, x, n, tail)


def _logit(x: FloatArray, n: FloatArray, z: FloatArray) -> Interval:
    centre, half = np.log(x / (n - x)), z / np.sqrt(x * (n - x) / n)
    return Interval(expit(centre - half), expit(centre + half))


def probit(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Φ⁻¹(p̂) ± z·√(p̂q̂/n)/φ(Φ⁻¹(p̂)), taken back by Φ."""
    return _inside(_probit, x, n, tail)


def _probit(x: FloatArray, n: FloatArray, z: FloatArray) -> Interval:
    centre = np.where(2 * x > n, -ndtri((n - x) / n), ndtri(x / n))
    density = np.exp(-(centre**2) / 2) / np.sqrt(2 * np.pi)
    half = z * np.sqrt(x * (n - x) / n) / n / density
    return Interval(ndtr(centre - half), ndtr(centre + half))


def cloglog(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """log(−log p̂) ± z·√(q̂/(np̂))/(−log p̂), taken back by e^(−e^·)."""
    return _inside(_cloglog, x, n, tail)


def _cloglog(x: FloatArray, n: FloatArray, z: FloatArray) -> Interval:
    fall = -np.where(2 * x > n, np.log1p(-(n - x) / n), np.log(x / n))
    half = z * np.sqrt((n - x) / n / x) / fall
    return Interval(np.exp(-fall * np.exp(half)), np.exp(-fall * np.exp(-half)))


def _inside(
    limits: Callable[..., Interval], x: FloatArray, n: FloatArray, tail: FloatArray
) -> Interval:
    """Take the scale's limits where 0 < x < n, and the exact ones where x is 0 or n."""
    inside = (x > 0) & (x < n)
    inner = limits(np.where(inside, x, n / 2), n, -ndtri(tail))
    if inside.all():
        return inner
    at_end = np.where(inside, 0.0, x)
    ends = clopper_pearson(at_end, n, tail)
    return Interval(*(np.where(inside, *pair) for pair in zip(inner, ends, strict=True)))


def arcsine(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """sin²(arcsin√((x + 3/8)/(n + 3/4)) ± z/2√n), the angle cut off at 0 and π/2.

    low is 0 at x = 0 and high is 1 at x = n, which a short interval would leave out.
    """
    low, high = _angular(x + 0.375, n + 0.75, n, tail)
    return Interval(np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high))


def angular(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """sin²(arcsin√p̂ ± z/2√n), the angle cut off at 0 and π/2."""
    return _angular(x, n, n, tail)


def _angular(x: FloatArray, n: FloatArray, size: FloatArray, tail: FloatArray) -> Interval:
    centre = np.arctan2(np.sqrt(x), np.sqrt(n - x))
    half = -ndtri(tail) / (2 * np.sqrt(size))
    low, high = (np.clip(centre + step, 0, np.pi / 2) for step in (-half, half))
    return Interval(np.sin(low) ** 2, np.sin(high) ** 2)
