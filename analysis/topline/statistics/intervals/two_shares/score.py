"""Score intervals for two independent samples: difference, ratio and odds ratio of two shares.

A limit is the value at which the score test of the observed table is just not rejected, with the
two shares at their most likely values given that limit. Along these most likely pairs, moving away
from the observed shares, the squared score f(s) is a rising convex function of a Lagrange
multiplier s, and both shares are closed expressions of s. So a limit is one root of f(s) = t with
t = z² (Mee, Koopman) or z²·N/(N − 1) (Miettinen & Nurminen), and Newton's rule from above finds it.

Only lower limits are solved for: the upper one is the lower one with the two samples exchanged.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from ...core.arguments import upper_z
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray

_STEPS = 100
_TOLERANCE = 1e-9
"""Relative distance from t at which Newton's rule, which doubles the digits, takes a last step."""

_LEAST_TARGET = 1e-12
"""How small a target, or a count beside it, may be for numbers to be divided by it."""

Numbers = TypeVar("Numbers", float, FloatArray)

Bound = Callable[[Count, Count, FloatArray], FloatArray]


def mee(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Every δ with |p̂₁ − p̂₂ − δ| ≤ z·√(p₁q₁/n₁ + p₂q₂/n₂), p₁ and p₂ most likely given δ."""
    return _difference(one, two, upper_z(tail), np.ones_like(tail))


def miettinen_nurminen_difference(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Mee's limits with the variance multiplied by N/(N − 1), N = n₁ + n₂."""
    return _difference(one, two, upper_z(tail), unbiased(one.n, two.n))


def koopman(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Every φ with |p̂₁ − φp̂₂| ≤ z·√(p₁q₁/n₁ + φ²p₂q₂/n₂), p₁ and p₂ most likely given φ."""
    return _quotient(_ratio_low, one, two, upper_z(tail), np.ones_like(tail))


def miettinen_nurminen_ratio(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Koopman's limits with the variance multiplied by N/(N − 1), N = n₁ + n₂."""
    return _quotient(_ratio_low, one, two, upper_z(tail), unbiased(one.n, two.n))


def score_odds_ratio(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Every ψ with |x₁ − n₁p₁|·√(1/(n₁p₁q₁) + 1/(n₂p₂q₂)) ≤ z, p₁ and p₂ most likely given ψ."""
    return _quotient(odds_ratio_low, one, two, upper_z(tail), np.ones_like(tail))


def miettinen_nurminen_odds_ratio(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Widen the score limits, with the variance multiplied by N/(N − 1), N = n₁ + n₂."""
    return _quotient(odds_ratio_low, one, two, upper_z(tail), unbiased(one.n, two.n))


def unbiased(n1: FloatArray, n2: FloatArray) -> FloatArray:
    """N/(N − 1), infinite where there is one respondent or less in all."""
    total = n1 + n2
    if (total > 1).all():
        return np.asarray(total / (total - 1))
    with np.errstate(divide="ignore"):
        return np.asarray(np.where(total > 1, total, 1.0) / np.maximum(total - 1, 0))


def _difference(
    one: Count,
    two: Count,
    z: FloatArray,
    correction: FloatArray,
) -> Interval:
    """Lower limit for 1 − 2, and minus that for 2 − 1; a negative z exchanges them."""
    target = z**2 * correction
    low = _difference_low(one, two, target)
    high = -_difference_low(two, one, target)
    return _ordered(low, high, z)


def _quotient(
    bound: Bound,
    one: Count,
    two: Count,
    z: FloatArray,
    correction: FloatArray,
) -> Interval:
    """Lower limit for 1 over 2, and the inverse of that for 2 over 1: both in one search."""
    size, target = z.size, z**2 * correction
    # 1 and 2, and behind them 2 and 1
    x, n = np.concatenate([one.x, two.x, one.x]), np.concatenate([one.n, two.n, one.n])
    first, second = Count(x[: 2 * size], n[: 2 * size]), Count(x[size:], n[size:])
    found = bound(first, second, np.concatenate([target, target]))
    with np.errstate(divide="ignore"):
        return _ordered(found[:size], 1 / found[size:], z)


def _ordered(low: FloatArray, high: FloatArray, z: FloatArray) -> Interval:
    if (z >= 0).all():
        return Interval(low, high)
    return Interval(np.where(z < 0, high, low), np.where(z < 0, low, high))


def newton(
    excess: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
    start: FloatArray,
    most: FloatArray,
) -> FloatArray:
    """Solve f(s) = 0 for a rising convex f, of which `excess` gives value and slope.

    Both are divided by what f is the difference of. `most` is at or above the root. From there
    every step stays above it; from below the first step jumps above it. An element stops when its
    f is small, whatever its neighbours do: the last step then gives it all its digits. It also
    stops when a later step goes up, which only rounding can make it do. The caller sees to what
    NumPy says of a slope of 0.
    """
    s = np.minimum(start, most)
    active = np.isfinite(s)
    for step in range(_STEPS):
        value, slope = excess(s)
        following = np.where(active, np.fmin(s - value / slope, most), s)
        active &= np.abs(value) > _TOLERANCE
        if step:
            active &= following < s
        s = following
        if not active.any():
            break
    return s


def _newton_of_one(
    excess: Callable[[float], tuple[float, float]], start: float, most: float
) -> float:
    """Do for one number what `newton` does for each of an array."""
    s = min(start, most)
    for step in range(_STEPS):
        value, slope = excess(s)
        following = min(s - value / slope, most)
        if abs(value) <= _TOLERANCE or (step and following >= s):
            return following
        s = following
    return s


def _difference_low(one: Count, two: Count, target: FloatArray) -> FloatArray:
    """Solve λ²(p₁q₁/n₁ + p₂q₂/n₂) = t, where p̂₁ − p₁ = λp₁q₁/n₁ and p₂ − p̂₂ = λp₂q₂/n₂.

    Each share alone meets t at its own Wilson limit, at the distance d = t/λ from p̂: that bounds λ
    from above, and √(d₁² + d₂²), Newcombe's distance, is where the search starts. In the end both
    shares have moved by λ times the variance, t/λ in all.
    """
    (x1, n1), (x2, n2) = one, two
    first, second = (one.p, one.q), (two.p, two.q)
    d1, d2 = wilson_distance(*first, n1, target), wilson_distance(*second[::-1], n2, target)

    def excess(multiplier: FloatArray) -> tuple[FloatArray, FloatArray]:
        p1, q1, root1 = moved(*first, multiplier / n1)
        q2, p2, root2 = moved(*second[::-1], multiplier / n2)
        v1, v2 = p1 * q1 / n1, p2 * q2 / n2
        bent = np.where(root1 > 0, v1 / root1, 0.0) + np.where(root2 > 0, v2 / root2, 0.0)
        steepness = multiplier / target
        return steepness * multiplier * (v1 + v2) - 1, steepness * (v1 + v2 + bent)

    with np.errstate(divide="ignore", invalid="ignore"):
        multiplier = newton(excess, target / np.hypot(d1, d2), target / np.maximum(d1, d2))
        gap = np.where(target == 0, 0.0, target / multiplier)
    low = np.maximum(contrast(*first, *second) - gap, -1.0)
    return np.where((x1 == 0) & (x2 == n2) | np.isinf(target), if_known(-1.0, *one, *two), low)


def _ratio_low(one: Count, two: Count, target: FloatArray) -> FloatArray:
    """Solve s²(q̂₁/(x₁ − s) + q̂₂/(x₂ + s)) = t.

    The most likely shares are p₁ = (x₁ − s)/(n₁ − s) and p₂ = (x₂ + s)/(n₂ + s).

    Where everybody in sample 1 said yes s ends at n₁, and p₁ falls until n₁q₁/p₁ makes up what
    the score of sample 2 lacks. Each term alone gives a quadratic equation, whose root is at or
    above the wanted one.
    """
    (x1, n1), (x2, n2) = one, two
    no1, no2 = one.q, two.q

    def excess(s: FloatArray) -> tuple[FloatArray, FloatArray]:
        r1, r2 = np.where(no1 == 0, 0.0, no1 / (x1 - s)), no2 / (x2 + s)
        slope = s * (r1 * (2 + s / (x1 - s)) + r2 * (2 - s / (x2 + s)))
        return s**2 * (r1 + r2) / target - 1, np.where(no1 == 0, np.inf, slope / target)

    with np.errstate(divide="ignore", invalid="ignore"):
        s1 = np.where(no1 == 0, n1, _falling_root(no1, x1, target))
        s = np.minimum(s1, _rising_root(no2, x2, target))
        s = newton(excess, s, s)
        lacking = target * np.maximum(-excess(s)[0], 0)
        p1 = np.where(no1 == 0, n1 / (n1 + lacking), (x1 - s) / (n1 - s))
        limit = p1 / ((x2 + s) / (n2 + s))
        limit = np.where(target == 0, one.p / two.p, limit)
    return np.where((x1 == 0) | np.isinf(target), if_known(0.0, *one, *two), limit)


def odds_ratio_low(one: Count, two: Count, target: FloatArray) -> FloatArray:
    """Solve s²(1/(x₁ − s) + 1/(y₁ + s) + 1/(x₂ + s) + 1/(y₂ − s)) = t, y = n − x.

    These are the four expected counts. Each term alone bounds s from above by the root of a
    quadratic equation. The two limits of one table are worked out as numbers, which is quicker
    than in arrays of two.
    """
    (x1, n1), (x2, n2) = one, two
    cells = x1, n2 - x2, n1 - x1, x2, target
    # where numbers divide by nothing, and squares of them stay within a float's reach
    plain = (target > _LEAST_TARGET) & (target < np.minimum(x1, cells[1]) / _LEAST_TARGET)
    if target.size <= 2 and plain.all():
        tables = zip(*(cell.tolist() for cell in cells), strict=True)
        return np.array([_odds_ratio_at(*table) for table in tables])
    with np.errstate(divide="ignore", invalid="ignore"):
        limit = _odds_ratio_at(*cells)
        limit = np.where(target == 0, x1 / cells[2] * (cells[1] / x2), limit)
    none = (x1 == 0) | (cells[1] == 0) | np.isinf(target)
    return np.where(none, if_known(0.0, *one, *two), limit)


def _odds_ratio_at(x1: Numbers, y2: Numbers, y1: Numbers, x2: Numbers, target: Numbers) -> Numbers:
    """Return the odds ratio at the root: of arrays an array, of numbers a number."""

    def excess(s: Numbers) -> tuple[Numbers, Numbers]:
        # what falls to a count's expected one
        a, b, c, d = s / (x1 - s), s / (y2 - s), s / (y1 + s), s / (x2 + s)
        slope = a * (2 + a) + b * (2 + b) + c * (2 - c) + d * (2 - d)
        return s * (a + b + c + d) / target - 1, slope / target

    roots = [_falling_root(1.0, x, target) for x in (x1, y2)]
    roots += [_rising_root(1.0, x, target) for x in (y1, x2)]
    start = sum(root**-2 for root in roots) ** -0.5
    s: Numbers
    if isinstance(target, float):
        s = _newton_of_one(excess, start, min(roots))
    else:
        s = newton(excess, start, np.min(roots, axis=0))
    return (x1 - s) / (y1 + s) * ((y2 - s) / (x2 + s))


def moved(p: FloatArray, q: FloatArray, m: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the smaller share p' with p − p' = m·p'q', its complement, and 1 + m(q' − p').

    m ≥ 0. The last is the root of the discriminant, (1 − m)² + 4mq.
    """
    root = np.sqrt((1 - m) ** 2 + 4 * m * q)
    with np.errstate(divide="ignore", invalid="ignore"):
        complement = np.where(m < 1, 2 * q / (1 - m + root), (m - 1 + root) / (2 * m))
    return 2 * p / (1 + m + root), complement, root


def wilson_distance(p: FloatArray, q: FloatArray, n: FloatArray, target: FloatArray) -> FloatArray:
    """How far below p the smaller p' is at which n(p − p')² = t·p'q'."""
    spread = np.sqrt(target * (target + 4 * n * p * q))
    with np.errstate(divide="ignore", invalid="ignore"):
        small = 2 * target * p * q / (spread + target * (q - p))
    return np.where(q > p, small, (spread + target * (p - q)) / (2 * (n + target)))


def contrast(p1: FloatArray, q1: FloatArray, p2: FloatArray, q2: FloatArray) -> FloatArray:
    """p₁ − p₂, from the complements where these are the smaller and hence the sharper ones."""
    return np.where(p1 + p2 > 1, q2 - q1, p1 - p2)


def _falling_root(weight: Numbers | float, x: Numbers, target: Numbers) -> Numbers:
    """Solve w·s²/(x − s) = t."""
    root: Numbers = (1 + 4 * weight * x / target) ** 0.5
    return 2 * x / (1 + root)


def _rising_root(weight: Numbers | float, x: Numbers, target: Numbers) -> Numbers:
    """Solve w·s²/(x + s) = t; infinite where w is 0."""
    root: Numbers = (target * (target + 4 * weight * x)) ** 0.5
    return (target + root) / (2 * weight)


def if_known(value: float, *arrays: FloatArray) -> FloatArray:
    """`value`, but NaN where one of the arrays is."""
    return np.where(np.isnan(sum(arrays)), np.nan, value)
