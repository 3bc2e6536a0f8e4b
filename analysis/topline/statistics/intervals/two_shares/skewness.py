"""Skewness-corrected score intervals (SCAS) for the difference and the ratio of two shares.

The score t of Miettinen & Nurminen has skewness γ. The corrected score s solves
t = s + γ(s² − 1)/6; with g = γ/6 that is s = 2(t + g)/(1 + √(1 + 4g(t + g))). A limit is where
s = z, found along the most likely pairs of shares, which a signed Lagrange multiplier λ numbers:
at λ = 0 they are the observed ones, above 0 sample 1 has less and sample 2 more.

Only lower limits are solved for: the upper one is the lower one with the two samples exchanged.
"""

from collections.abc import Callable

import numpy as np

from ...core.arguments import upper_z
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import find_roots
from .score import contrast, if_known, moved, unbiased, wilson_distance

_EDGE = 1 - 2.0**-40
"""Where the search ends; beyond it the multiplier is taken for infinite."""


def scas_difference(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Every δ with |s| ≤ z, t = (p̂₁ − p̂₂ − δ)/√V and γ = μ₃/V^1.5.

    V = (p₁q₁/n₁ + p₂q₂/n₂)·N/(N − 1), μ₃ = p₁q₁(q₁ − p₁)/n₁² − p₂q₂(q₂ − p₂)/n₂².
    """
    z = upper_z(tail)
    return Interval(_difference_low(one, two, z), -_difference_low(two, one, z))


def scas_ratio(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Every φ with |s| ≤ z, t = (p̂₁ − φp̂₂)/√V and γ = μ₃/V^1.5.

    V = (p₁q₁/n₁ + φ²p₂q₂/n₂)·N/(N − 1), μ₃ = p₁q₁(q₁ − p₁)/n₁² − φ³p₂q₂(q₂ − p₂)/n₂².
    """
    z = upper_z(tail)
    with np.errstate(divide="ignore"):
        high = 1 / _ratio_low(two, one, z)
    return Interval(_ratio_low(one, two, z), high)


def _difference_low(one: Count, two: Count, z: FloatArray) -> FloatArray:
    multiplier = _multiplier(_difference_excess, one, two, z)
    low = contrast(*_difference_pair(np.where(np.isinf(multiplier), 0.0, multiplier), one, two))
    none = np.isinf(multiplier) | (one.x == 0) & (two.x == two.n)
    return np.where(none, if_known(-1.0, *one, *two), low)


def _ratio_low(one: Count, two: Count, z: FloatArray) -> FloatArray:
    multiplier = _multiplier(_ratio_excess, one, two, z)
    finite = np.where(np.isinf(multiplier), 0.0, multiplier)
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, _, p2, _ = _ratio_pair(finite, one, two)
        low = p1 / p2
    return np.where(np.isinf(multiplier) | (one.x == 0), if_known(0.0, *one, *two), low)


def _multiplier(
    excess: Callable[..., FloatArray], one: Count, two: Count, z: FloatArray
) -> FloatArray:
    """Solve s = z for λ = σw/(1 − |w|), −1 < w < 1; infinite where s never rises to z.

    σ is the multiplier at Newcombe's limit.
    """
    missing = np.isnan(z + one.x + one.n + two.x + two.n)
    x1, n1, x2, n2 = (np.where(missing, 1.0, value) for value in (*one, *two))
    target = np.maximum(z**2, 1)
    d1 = wilson_distance(x1 / n1, (n1 - x1) / n1, n1, target)
    d2 = wilson_distance((n2 - x2) / n2, x2 / n2, n2, target)
    distance = np.hypot(d1, d2)
    scale = target / np.where(distance > 0, distance, 1.0)
    args = (scale, x1, n1, x2, n2, z)
    edge = np.full_like(scale, _EDGE)
    found = find_roots(excess, (-edge, edge), args=args)
    multiplier = scale * found.x / (1 - np.abs(found.x))
    return np.where(found.one_sided | (n1 + n2 <= 1), np.inf, multiplier)


def _difference_excess(w: FloatArray, scale: FloatArray, *rest: FloatArray) -> FloatArray:
    x1, n1, x2, n2, z = rest
    multiplier = scale * w / (1 - np.abs(w))
    p1, q1, p2, q2 = _difference_pair(multiplier, Count(x1, n1), Count(x2, n2))
    v1, v2 = p1 * q1 / n1, p2 * q2 / n2
    third = v1 * (q1 - p1) / n1 - v2 * (q2 - p2) / n2
    return _corrected(multiplier, v1 + v2, third, unbiased(n1, n2)) - z


def _ratio_excess(w: FloatArray, scale: FloatArray, *rest: FloatArray) -> FloatArray:
    """With V and μ₃ divided by p₁² and p₁³, which leaves t and γ as they are.

    −1 is the limit of s where a share of 0 does not move.
    """
    x1, n1, x2, n2, z = rest
    multiplier = scale * w / (1 - np.abs(w))
    p1, q1, p2, q2 = _ratio_pair(multiplier, Count(x1, n1), Count(x2, n2))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        v1, v2 = q1 / (n1 * p1), q2 / (n2 * p2)
        third = v1 * (q1 - p1) / (n1 * p1) - v2 * (q2 - p2) / (n2 * p2)
        step = multiplier * np.where(multiplier > 0, p1, p2)
        corrected = _corrected(step, v1 + v2, third, unbiased(n1, n2))
    return np.where((p1 > 0) & (p2 > 0), corrected, -1.0) - z


def _corrected(
    step: FloatArray, variance: FloatArray, third: FloatArray, correction: FloatArray
) -> FloatArray:
    """Return s for t = step·√variance, both variance and score taken with N/(N − 1)."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        t = step * np.sqrt(variance / correction)
        g = np.where(variance > 0, third / (variance * correction) ** 1.5 / 6, 0.0)
        return np.asarray(2 * (t + g) / (1 + np.sqrt(np.maximum(1 + 4 * g * (t + g), 0))))


def _difference_pair(
    multiplier: FloatArray, one: Count, two: Count
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """p₁, q₁, p₂, q₂ with p̂₁ − p₁ = λp₁q₁/n₁ and p₂ − p̂₂ = λp₂q₂/n₂."""
    p1, q1 = _moved_either_way(one, multiplier)
    p2, q2 = _moved_either_way(two, -multiplier)
    return p1, q1, p2, q2


def _moved_either_way(count: Count, multiplier: FloatArray) -> tuple[FloatArray, FloatArray]:
    rising = multiplier < 0
    first, last = np.where(rising, count.q, count.p), np.where(rising, count.p, count.q)
    down, up, _ = moved(first, last, np.abs(multiplier) / count.n)
    return np.where(rising, up, down), np.where(rising, down, up)


def _ratio_pair(
    multiplier: FloatArray, one: Count, two: Count
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """p₁, q₁, p₂, q₂ with p̂₁ − p₁ = λp₁q₁/n₁ and p₂ = (x₂ + s)/(n₂ + s), s = λp₁; for λ > 0.

    For λ < 0 the two samples change places.
    """
    turned = multiplier < 0
    x1, n1, x2, n2 = (
        np.where(turned, other, own) for own, other in zip((*one, *two), (*two, *one), strict=True)
    )
    p1, q1, _ = moved(x1 / n1, (n1 - x1) / n1, np.abs(multiplier) / n1)
    step = np.abs(multiplier) * p1
    p2, q2 = (x2 + step) / (n2 + step), (n2 - x2) / (n2 + step)
    first, second = (p1, q1), (p2, q2)
    p1, p2 = (np.where(turned, b, a) for a, b in ((p1, p2), (p2, p1)))
    q1, q2 = (np.where(turned, b, a) for a, b in ((first[1], second[1]), (second[1], first[1])))
    return p1, q1, p2, q2
