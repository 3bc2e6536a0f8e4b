"""Wald's interval for one proportion on another scale, taken back; kernels as in `closed`.

The logit, the probit and the complementary log-log of 0 and 1 are infinite: there the limits are
Clopper and Pearson's.
"""

from collections.abc import Callable
from functools import wraps

import numpy as np
import scipy

from ...core.interval import Interval
from ...core.methods import FloatArray
from .beta import clopper_pearson

Kernel = Callable[[FloatArray, FloatArray, FloatArray], Interval]


def _exact_at_ends(kernel: Kernel) -> Kernel:
    """Take a scale's limits where 0 < x < n, and the exact ones where x is 0 or n."""

    @wraps(kernel)
    def limits(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
        inside = (x > 0) & (x < n)
        inner = kernel(np.where(inside, x, n / 2), n, tail)
        if inside.all():
            return inner
        ends = clopper_pearson(np.where(inside, 0.0, x), n, tail)
        return Interval(*(np.where(inside, *pair) for pair in zip(inner, ends, strict=True)))

    return limits


@_exact_at_ends
def logit_interval(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """log(p̂/q̂) ± z/√(np̂q̂), taken back by 1/(1 + e^−·)."""
    centre, half = np.log(x / (n - x)), -scipy.special.ndtri(tail) / np.sqrt(x * (n - x) / n)
    return Interval(scipy.special.expit(centre - half), scipy.special.expit(centre + half))


@_exact_at_ends
def probit(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Φ⁻¹(p̂) ± z·√(p̂q̂/n)/φ(Φ⁻¹(p̂)), taken back by Φ."""
    centre = np.where(2 * x > n, -scipy.special.ndtri((n - x) / n), scipy.special.ndtri(x / n))
    density = np.exp(-(centre**2) / 2) / np.sqrt(2 * np.pi)
    half = -scipy.special.ndtri(tail) * np.sqrt(x * (n - x) / n) / n / density
    return Interval(scipy.special.ndtr(centre - half), scipy.special.ndtr(centre + half))


@_exact_at_ends
def cloglog(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """log(−log p̂) ± z·√(q̂/(np̂))/(−log p̂), taken back by e^(−e^·)."""
    fall = -np.where(2 * x > n, np.log1p(-(n - x) / n), np.log(x / n))
    half = -scipy.special.ndtri(tail) * np.sqrt((n - x) / n / x) / fall
    return Interval(np.exp(-fall * np.exp(half)), np.exp(-fall * np.exp(-half)))


def arcsine_anscombe(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """sin²(arcsin√((x + 3/8)/(n + 3/4)) ± z/2√n), the angle cut off at 0 and π/2.

    low is 0 at x = 0 and high is 1 at x = n, which a short interval would leave out.
    """
    low, high = _angular(x + 0.375, n + 0.75, n, tail)
    return Interval(np.where(x == 0, 0.0, low), np.where(x == n, 1.0, high))


def arcsine(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """sin²(arcsin√p̂ ± z/2√n), the angle cut off at 0 and π/2."""
    return _angular(x, n, n, tail)


def _angular(x: FloatArray, n: FloatArray, size: FloatArray, tail: FloatArray) -> Interval:
    centre = np.arctan2(np.sqrt(x), np.sqrt(n - x))
    half = -scipy.special.ndtri(tail) / (2 * np.sqrt(size))
    low, high = (np.clip(centre + step, 0, np.pi / 2) for step in (-half, half))
    return Interval(np.sin(low) ** 2, np.sin(high) ** 2)
