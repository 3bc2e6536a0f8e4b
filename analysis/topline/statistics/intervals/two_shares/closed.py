"""Intervals in closed form for the difference of two shares of independent samples.

Every kernel takes float arrays of one shape: count and base of both samples (all may be effective,
hence fractional) and the error probability `tail` in each tail. Limits are cut off at −1 and 1.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import ndtri

from ...core.interval import Interval
from ...core.methods import FloatArray
from ..one_share import closed
from .score import contrast


def newcombe(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """p̂₁ − p̂₂ − √(e₁² + f₂²) to p̂₁ − p̂₂ + √(f₁² + e₂²).

    e and f are the distances from each share down and up to its Wilson limits.
    """
    return _add_squares(closed.wilson, x1, n1, x2, n2, tail)


def newcombe_cc(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """Newcombe's interval from Wilson limits with continuity correction."""
    return _add_squares(closed.wilson_cc, x1, n1, x2, n2, tail)


def wald(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """p̂₁ − p̂₂ ± z·√(p̂₁q̂₁/n₁ + p̂₂q̂₂/n₂)."""
    return _around(x1, n1, x2, n2, -ndtri(tail) * _deviation(x1, n1, x2, n2))


def wald_cc(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """Wald's interval, wider by (1/n₁ + 1/n₂)/2 on each side."""
    correction = (1 / n1 + 1 / n2) / 2
    return _around(x1, n1, x2, n2, -ndtri(tail) * _deviation(x1, n1, x2, n2) + correction)


def hauck_anderson(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """p̂₁ − p̂₂ ± (1/2·min(n₁, n₂) + z·√(p̂₁q̂₁/(n₁ − 1) + p̂₂q̂₂/(n₂ − 1))).

    A base of 1 or less has no such variance: the interval is then −1 to 1.
    """
    unknown = np.minimum(n1, n2) <= 1
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = x1 / n1 * (n1 - x1) / n1 / (n1 - 1), x2 / n2 * (n2 - x2) / n2 / (n2 - 1)
        half = 0.5 / np.minimum(n1, n2) - ndtri(tail) * np.sqrt(first + second)
    return _around(x1, n1, x2, n2, np.where(unknown, 2.0, half))


def agresti_caffo(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """Wald's interval after adding one success and one failure to each sample."""
    return wald(x1 + 1, n1 + 2, x2 + 1, n2 + 2, tail)


def brown_li_jeffreys(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """p̃₁ − p̃₂ ± z·√(p̃₁q̃₁/n₁ + p̃₂q̃₂/n₂) with p̃ = (x + ½)/(n + 1)."""
    more = (x1 + 0.5, n1 + 1, x2 + 0.5, n2 + 1)
    p1, p2 = (x1 + 0.5) / (n1 + 1), (x2 + 0.5) / (n2 + 1)
    return _around(*more, -ndtri(tail) * np.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2))


def haldane(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """Beal's interval with ψ = (p̂₁ + p̂₂)/2."""
    return _beal(x1, n1, x2, n2, tail, (x1 / n1 + x2 / n2) / 2)


def jeffreys_perks(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, tail: FloatArray
) -> Interval:
    """Beal's interval with ψ = (p̃₁ + p̃₂)/2, p̃ = (x + ½)/(n + 1)."""
    return _beal(x1, n1, x2, n2, tail, ((x1 + 0.5) / (n1 + 1) + (x2 + 0.5) / (n2 + 1)) / 2)


def _beal(
    x1: FloatArray,
    n1: FloatArray,
    x2: FloatArray,
    n2: FloatArray,
    tail: FloatArray,
    psi: FloatArray,
) -> Interval:
    """Every δ with (δ̂ − δ)² ≤ z²·((u(4ψ(1 − ψ) − δ²) + 2v(1 − 2ψ)δ)), for a known mean share ψ.

    u = (1/n₁ + 1/n₂)/4, v = (1/n₁ − 1/n₂)/4. The roots are
    (δ̂ + z²v(1 − 2ψ) ± z·√(u(4ψ(1 − ψ) − δ̂²) + 2v(1 − 2ψ)δ̂ + z²(4u²ψ(1 − ψ) + v²(1 − 2ψ)²)))
    over 1 + z²u.
    """
    z, skew = -ndtri(tail), 1 - 2 * psi
    u, v = (1 / n1 + 1 / n2) / 4, (1 / n1 - 1 / n2) / 4
    observed, spread = x1 / n1 - x2 / n2, 4 * psi * (1 - psi)
    inside = u * (spread - observed**2) + 2 * v * skew * observed
    root = np.sqrt(np.maximum(inside + z**2 * (u**2 * spread + v**2 * skew**2), 0))
    centre = observed + z**2 * v * skew
    scale = 1 + z**2 * u
    return _clip((centre - z * root) / scale, (centre + z * root) / scale)


def _add_squares(
    interval: Callable[..., Interval],
    x1: FloatArray,
    n1: FloatArray,
    x2: FloatArray,
    n2: FloatArray,
    tail: FloatArray,
) -> Interval:
    first, second = _distances(interval, x1, n1, tail), _distances(interval, x2, n2, tail)
    observed = contrast(x1 / n1, (n1 - x1) / n1, x2 / n2, (n2 - x2) / n2)
    down, up = np.hypot(first.ci_low, second.ci_high), np.hypot(first.ci_high, second.ci_low)
    turned = tail > 0.5
    return _clip(observed - np.where(turned, -down, down), observed + np.where(turned, -up, up))


def _distances(
    interval: Callable[..., Interval], x: FloatArray, n: FloatArray, tail: FloatArray
) -> Interval:
    """How far a share's limits lie below and above it, taken from its smaller side."""
    turned = 2 * x > n
    fewer = np.where(turned, n - x, x)
    limits = interval(fewer, n, tail)
    below, above = fewer / n - limits.ci_low, limits.ci_high - fewer / n
    return Interval(np.where(turned, above, below), np.where(turned, below, above))


def _deviation(x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray) -> FloatArray:
    p1q1, p2q2 = x1 / n1 * ((n1 - x1) / n1), x2 / n2 * ((n2 - x2) / n2)
    return np.sqrt(p1q1 / n1 + p2q2 / n2)


def _around(
    x1: FloatArray, n1: FloatArray, x2: FloatArray, n2: FloatArray, half: FloatArray
) -> Interval:
    observed = contrast(x1 / n1, (n1 - x1) / n1, x2 / n2, (n2 - x2) / n2)
    return _clip(observed - half, observed + half)


def _clip(low: FloatArray, high: FloatArray) -> Interval:
    return Interval(np.clip(low, -1, 1), np.clip(high, -1, 1))
