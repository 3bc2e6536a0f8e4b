"""Exact intervals for the odds ratio, given both margins of the 2 × 2 table."""

import numpy as np

from ...core.arguments import upper_z
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...laws import hypergeometric
from .score import if_known, odds_ratio_low

_STEPS = 60
_TOLERANCE = 1e-9
"""Relative distance from the wanted probability after which Newton's rule has all digits."""


def conditional_exact(one: Count, two: Count, tail: FloatArray) -> Interval:
    """P(X ≥ x₁; low) = tail and P(X ≤ x₁; high) = tail, X being count 1 given both margins."""
    return _limits(one, two, tail, 1.0)


def conditional_mid_p(one: Count, two: Count, tail: FloatArray) -> Interval:
    """P(X > x₁) + ½P(X = x₁) = tail at low, and its mirror at high."""
    return _limits(one, two, tail, 0.5)


def _limits(
    one: Count,
    two: Count,
    tail: FloatArray,
    weight: float,
) -> Interval:
    """Lower limit for 1 over 2, and the inverse of that for 2 over 1."""
    low = _low(one, two, tail, weight)
    with np.errstate(divide="ignore"):
        return Interval(low, 1 / _low(two, one, tail, weight))


def _low(
    one: Count,
    two: Count,
    tail: FloatArray,
    weight: float,
) -> FloatArray:
    """Solve P(X > x₁) + weight·P(X = x₁) = tail for the odds ratio.

    The search starts at the score limit of a table half a count nearer to none. An odds ratio of
    infinity is the limit where tail is more than all that a greatest possible count can have.
    """
    (x1, n1), (x2, n2) = one, two
    none = (x1 == 0) | (x2 == n2)
    unbounded = ((x1 == n1) | (x2 == 0)) & (tail >= weight)
    a, n, c, m = (
        np.where(none, safe, value) for safe, value in ((1.0, x1), (2.0, n1), (1.0, x2), (2.0, n2))
    )
    z = np.maximum(upper_z(tail), 0)
    theta = np.log(odds_ratio_low(Count(a - 0.5, n), Count(c + 0.5, m), z**2))
    wanted = np.where(unbounded, weight / 2, tail)
    # Newton's rule on the log of the probability, a rising concave function of θ, whose slope is
    # the mean count beyond x₁ less the mean count over all tables
    cells, active = (a, n - a, c, m - c), np.ones(theta.shape, dtype=bool)
    for _ in range(_STEPS):
        more = hypergeometric.above(*cells, theta)
        fewer = hypergeometric.below(*cells, theta)
        part, whole = weight + more.total, 1 + more.total + fewer.total
        slope = more.distance / part - (more.distance - fewer.distance) / whole
        with np.errstate(divide="ignore", invalid="ignore"):
            gap = np.log(wanted * whole / part)
            step = np.where(active & (slope > 0), gap / slope, 0.0)
        theta = theta + step
        active = active & (np.abs(gap) > _TOLERANCE)
        if not active.any():
            break
    low = np.where(unbounded, np.inf, np.exp(theta))
    return np.where(none, if_known(0.0, *one, *two), low)
