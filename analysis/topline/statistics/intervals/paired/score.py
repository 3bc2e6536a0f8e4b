"""Score intervals for paired answers, found as roots of the score statistic.

Each statistic standardises the observed contrast by the variance that the table would have if the
contrast were δ (or θ), with the other probabilities at their most likely values.
"""

from collections.abc import Callable

import numpy as np
import scipy

from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import find_roots
from .arguments import unless_missing

_EDGE = 1 - 2.0**-53
"""The largest difference below 1."""

_FARTHEST = 100.0
"""Largest log-ratio looked at; beyond it a ratio of counts is 0 or infinite."""

Score = Callable[..., FloatArray]


def tango(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray) -> Interval:
    """Every δ with |b − c − Nδ| ≤ z·√(N(2p₂₁ + δ(1 − δ))), p₂₁ the most likely one given δ."""
    return _difference_limits(
        # (d̂ − δ) − z·√V(δ): 0 where the score is z
        lambda delta, b, c, total, z: (
            (b - c) / total
            - delta
            - z * np.sqrt((_discordant(delta, b, c, total) - delta**2) / total)
        ),
        b,
        c,
        a + b + c + d,
        -scipy.special.ndtri(tail),
    )


def scas(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray) -> Interval:
    """Tango's score with the variance times N/(N − 1), corrected for its skewness.

    The corrected score s solves t = s + γ(s² − 1)/6, t being the score and γ its skewness.
    """
    total = a + b + c + d
    limits = _difference_limits(_skew_excess, b, c, total, -scipy.special.ndtri(tail))
    unknown = total <= 1
    return Interval(np.where(unknown, -1.0, limits.ci_low), np.where(unknown, 1.0, limits.ci_high))


def _difference_limits(
    score: Score, b: FloatArray, c: FloatArray, total: FloatArray, z: FloatArray
) -> Interval:
    """Solve the score for ±z below and above the observed difference.

    Where the observed table leaves no variance at all the score is 0/0 there; the search then
    starts a little beside it, at a point that is always inside the interval.
    """
    observed = (b - c) / total
    certain = (b + c == 0) | (b == total) | (c == total)
    beside = np.where(certain, z**2 / (4 * (total + z**2)), 0.0)
    low, high = _both_roots(score, _EDGE, (observed - beside, observed + beside), (b, c, total), z)
    low = np.where((observed == -1) | (low == -_EDGE), -1.0, low)
    high = np.where((observed == 1) | (high == _EDGE), 1.0, high)
    return unless_missing(low, high, observed)


def _both_roots(
    score: Score,
    far: float,
    inner: tuple[FloatArray, FloatArray],
    args: tuple[FloatArray, ...],
    z: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Find where the score is z and where it is −z, between ±`far` and beside the observed."""
    edge = np.full_like(inner[0], far)
    low = _root(score, -edge, inner[0], edge, (*args, z))
    return low, _root(score, edge, inner[1], -edge, (*args, -z))


def _root(
    score: Score,
    outer: FloatArray,
    inner: FloatArray,
    beyond: FloatArray,
    args: tuple[FloatArray, ...],
) -> FloatArray:
    """Find where a falling score is 0: from outer to inner, or else from inner to beyond.

    Where the score has one sign all the way the limit is `outer`.
    """
    inner = np.clip(inner, np.minimum(outer, beyond), np.maximum(outer, beyond))
    known = ~np.isnan(inner)
    start = np.where(known, inner, 0.0)
    clean = tuple(np.where(known, arg, 1.0) for arg in args)
    past = score(start, *clean) * np.sign(beyond - outer) > 0
    other = np.where(past, beyond, outer)
    found = find_roots(score, (np.minimum(start, other), np.maximum(start, other)), args=clean)
    return np.where(found.one_sided, outer, found.x)


def _skew_excess(
    delta: FloatArray, b: FloatArray, c: FloatArray, total: FloatArray, z: FloatArray
) -> FloatArray:
    """(s − z)·√V(δ), s the skewness-corrected score.

    With t = (d̂ − δ)/√V and g = γ/6, s = (√(1 + 4g(t + g)) − 1)/2g = 2(t + g)/(1 + √(…)).
    """
    discordant = _discordant(delta, b, c, total)
    first, second = (discordant + delta) / 2, (discordant - delta) / 2
    third = first * (1 - delta) ** 3 - second * (1 + delta) ** 3 - (1 - discordant) * delta**3
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (discordant - delta**2) / (total - 1)
        deviation = np.sqrt(np.maximum(variance, np.finfo(float).tiny))
        g = third / total**2 / deviation**3 / 6
        t = ((b - c) / total - delta) / deviation
        root = np.sqrt(np.maximum(1 + 4 * g * (t + g), 0))
        excess = (2 * (t + g) / (1 + root) - z) * deviation
    return np.where(total > 1, excess, -delta)


def _discordant(delta: FloatArray, b: FloatArray, c: FloatArray, total: FloatArray) -> FloatArray:
    """Most likely p₁₂ + p₂₁ for a given p₁₂ − p₂₁ = δ.

    For δ ≥ 0, p₂₁ is the positive root of 2N·p² + B·p − cδ(1 − δ) = 0 with
    B = (2N − b + c)δ − (b + c), and p₁₂ = p₂₁ + δ; for δ < 0 the two answers change places.
    """
    size = np.abs(delta)
    more, less = np.where(delta >= 0, b, c), np.where(delta >= 0, c, b)
    middle = (2 * total - more + less) * size - (more + less)
    product = less * size * (1 - size)
    root = np.sqrt(middle**2 + 8 * total * product)
    with np.errstate(divide="ignore", invalid="ignore"):
        smaller = np.where(middle > 0, 2 * product / (middle + root), (root - middle) / (4 * total))
    return np.asarray(2 * smaller + size)


def tang(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray) -> Interval:
    """Every θ with |x₁ − θx₂| ≤ z·√(N((1 + θ)p₂₁ + (θ − 1)(a + b + c)/N)), x₁ = a + b, x₂ = a + c.

    p₂₁ is the most likely one given θ. Where b = c = 0 the search starts beside 1, at a point that
    is always inside the interval.
    """
    z = -scipy.special.ndtri(tail)
    never_first, never_second = a + b == 0, a + c == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.where(never_first & never_second, 0.0, np.log(a + b) - np.log(a + c))
        beside = np.where(b + c == 0, np.log1p(z**2 / (4 * a)), 0.0)
    inner = observed - beside, observed + beside
    low, high = _both_roots(_ratio_excess, _FARTHEST, inner, (a, b, c), z)
    low = np.where(never_first | (low == -_FARTHEST), 0.0, np.exp(low))
    high = np.where(never_second | (high == _FARTHEST), np.inf, np.exp(high))
    return unless_missing(low, high, a + b + c + d)


def _ratio_excess(
    log_theta: FloatArray, a: FloatArray, b: FloatArray, c: FloatArray, z: FloatArray
) -> FloatArray:
    """x₁/√θ − x₂·√θ − z·√(V(θ)/θ): 0 where the score is z.

    For θ ≥ 1, m = N·p₂₁ is the positive root of (1 + θ)m² + B·m − c(θ − 1)(a + b + c) = 0 with
    B = x₂θ² − (a + b + 2c); for θ < 1 the two answers change places.
    """
    theta = np.exp(np.abs(log_theta))
    more, less = np.where(log_theta >= 0, b, c), np.where(log_theta >= 0, c, b)
    union = a + b + c
    middle = (a + less) * theta**2 - (a + more + 2 * less)
    product = less * (theta - 1) * union
    root = np.sqrt(middle**2 + 4 * (1 + theta) * product)
    with np.errstate(divide="ignore", invalid="ignore"):
        positive = 2 * product / (middle + root)
    m = np.where(middle > 0, positive, (root - middle) / (2 * (1 + theta)))
    deviation = np.sqrt((1 / theta + 1) * m + (1 - 1 / theta) * union)
    scale = np.exp(log_theta / 2)
    return np.asarray((a + b) / scale - (a + c) * scale - z * deviation)
