"""Intervals in closed form for the difference of two shares of independent samples.

Every kernel takes the counts of both samples and the error probability `tail` in each tail, of one
shape. Limits are cut off at −1 and 1.
"""

from collections.abc import Callable

import numpy as np

from ...core.arguments import upper_z
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray
from ..one_share import closed
from .score import contrast


def newcombe(one: Count, two: Count, tail: FloatArray) -> Interval:
    """p̂₁ − p̂₂ − √(e₁² + f₂²) to p̂₁ − p̂₂ + √(f₁² + e₂²).

    e and f are the distances from each share down and up to its Wilson limits.
    """
    return _add_squares(closed.wilson, one, two, tail)


def newcombe_cc(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Newcombe's interval from Wilson limits with continuity correction."""
    return _add_squares(closed.wilson_cc, one, two, tail)


def wald(one: Count, two: Count, tail: FloatArray) -> Interval:
    """p̂₁ − p̂₂ ± z·√(p̂₁q̂₁/n₁ + p̂₂q̂₂/n₂)."""
    return _around(one, two, upper_z(tail) * _deviation(one, two))


def wald_cc(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Wald's interval, wider by (1/n₁ + 1/n₂)/2 on each side."""
    correction = (1 / one.n + 1 / two.n) / 2
    return _around(one, two, upper_z(tail) * _deviation(one, two) + correction)


def hauck_anderson(one: Count, two: Count, tail: FloatArray) -> Interval:
    """p̂₁ − p̂₂ ± (1/2·min(n₁, n₂) + z·√(p̂₁q̂₁/(n₁ − 1) + p̂₂q̂₂/(n₂ − 1))).

    A base of 1 or less has no such variance: the interval is then −1 to 1.
    """
    smaller = np.minimum(one.n, two.n)
    unknown = smaller <= 1
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = (x / n * (n - x) / n / (n - 1) for x, n in (one, two))
        half = 0.5 / smaller + upper_z(tail) * np.sqrt(first + second)
    return _around(one, two, np.where(unknown, 2.0, half))


def agresti_caffo(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Wald's interval after adding one success and one failure to each sample."""
    return wald(Count(one.x + 1, one.n + 2), Count(two.x + 1, two.n + 2), tail)


def brown_li_jeffreys(one: Count, two: Count, tail: FloatArray) -> Interval:
    """p̃₁ − p̃₂ ± z·√(p̃₁q̃₁/n₁ + p̃₂q̃₂/n₂) with p̃ = (x + ½)/(n + 1)."""
    first, second = _with_halves(one), _with_halves(two)
    variance = first.p * (1 - first.p) / one.n + second.p * (1 - second.p) / two.n
    return _around(first, second, upper_z(tail) * np.sqrt(variance))


def _with_halves(count: Count) -> Count:
    """Return x + ½ of n + 1, whose share is p̃."""
    return Count(count.x + 0.5, count.n + 1)


def haldane(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Beal's interval with ψ = (p̂₁ + p̂₂)/2."""
    return _beal(one, two, tail, (one.p + two.p) / 2)


def jeffreys_perks(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Beal's interval with ψ = (p̃₁ + p̃₂)/2, p̃ = (x + ½)/(n + 1)."""
    first, second = _with_halves(one), _with_halves(two)
    return _beal(one, two, tail, (first.p + second.p) / 2)


def _beal(
    one: Count,
    two: Count,
    tail: FloatArray,
    psi: FloatArray,
) -> Interval:
    """Every δ with (δ̂ − δ)² ≤ z²·((u(4ψ(1 − ψ) − δ²) + 2v(1 − 2ψ)δ)), for a known mean share ψ.

    u = (1/n₁ + 1/n₂)/4, v = (1/n₁ − 1/n₂)/4. The roots are
    (δ̂ + z²v(1 − 2ψ) ± z·√(u(4ψ(1 − ψ) − δ̂²) + 2v(1 − 2ψ)δ̂ + z²(4u²ψ(1 − ψ) + v²(1 − 2ψ)²)))
    over 1 + z²u.
    """
    z, skew = upper_z(tail), 1 - 2 * psi
    u, v = (1 / one.n + 1 / two.n) / 4, (1 / one.n - 1 / two.n) / 4
    observed, spread = one.p - two.p, 4 * psi * (1 - psi)
    inside = u * (spread - observed**2) + 2 * v * skew * observed
    root = np.sqrt(np.maximum(inside + z**2 * (u**2 * spread + v**2 * skew**2), 0))
    centre = observed + z**2 * v * skew
    scale = 1 + z**2 * u
    return _clip((centre - z * root) / scale, (centre + z * root) / scale)


def _add_squares(
    interval: Callable[..., Interval], one: Count, two: Count, tail: FloatArray
) -> Interval:
    first, second = _distances(interval, one, tail), _distances(interval, two, tail)
    observed = contrast(one.p, one.q, two.p, two.q)
    down, up = np.hypot(first.ci_low, second.ci_high), np.hypot(first.ci_high, second.ci_low)
    turned = tail > 0.5
    return _clip(observed - np.where(turned, -down, down), observed + np.where(turned, -up, up))


def _distances(interval: Callable[..., Interval], count: Count, tail: FloatArray) -> Interval:
    """How far a share's limits lie below and above it, taken from its smaller side."""
    x, n = count.x, count.n
    turned = 2 * x > n
    fewer = np.where(turned, n - x, x)
    limits = interval(fewer, n, tail)
    below, above = fewer / n - limits.ci_low, limits.ci_high - fewer / n
    return Interval(np.where(turned, above, below), np.where(turned, below, above))


def _deviation(one: Count, two: Count) -> FloatArray:
    return np.sqrt(one.p * one.q / one.n + two.p * two.q / two.n)


def _around(one: Count, two: Count, half: FloatArray) -> Interval:
    observed = contrast(one.p, one.q, two.p, two.q)
    return _clip(observed - half, observed + half)


def _clip(low: FloatArray, high: FloatArray) -> Interval:
    return Interval(np.clip(low, -1, 1), np.clip(high, -1, 1))
