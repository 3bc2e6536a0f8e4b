"""The score statistic of a given difference of two shares, as tests with a margin use it."""

import numpy as np

from ...core.count import Count
from ...core.methods import FloatArray
from .score import contrast, moved, newton


def difference_score(one: Count, two: Count, delta: FloatArray) -> FloatArray:
    """Return (p̂₁ − p̂₂ − δ)/√(p₁q₁/n₁ + p₂q₂/n₂), p₁ and p₂ most likely given p₁ − p₂ = δ.

    −1 < δ < 1. Where the observed difference is δ the score is 0, even if it has no variance.
    Farrington & Manning (1990), who solve a cubic equation for p₁; here see `_positive_score`.
    """
    gap = contrast(one.p, one.q, two.p, two.q) - delta
    turned = gap < 0
    above = Count(np.where(turned, two.x, one.x), np.where(turned, two.n, one.n))
    below = Count(np.where(turned, one.x, two.x), np.where(turned, one.n, two.n))
    left = 1 + np.where(turned, -delta, delta)
    return np.sign(gap) * _positive_score(above, below, np.abs(gap), left)


def _positive_score(above: Count, below: Count, gap: FloatArray, left: FloatArray) -> FloatArray:
    """√(λD) where the shares, moved towards each other by the multiplier λ, have moved by D in all.

    D = gap, and `left` is how much farther they could move.

    λ²V(λ) − λD is convex and 0 at the λ wanted. Let each share move its part of D in proportion to
    the room it has: one of the two then moves too little or just enough at the λ wanted, so that
    the larger λ of the two is above it.
    """
    first, second, n1, n2 = (above.p, above.q), (below.q, below.p), above.n, below.n
    room = first[0] + second[0]

    def excess(multiplier: FloatArray) -> tuple[FloatArray, FloatArray]:
        p1, q1, root1 = moved(*first, multiplier / n1)
        q2, p2, root2 = moved(*second, multiplier / n2)
        v1, v2 = p1 * q1 / n1, p2 * q2 / n2
        bent = np.where(root1 > 0, v1 / root1, 0.0) + np.where(root2 > 0, v2 / root2, 0.0)
        return multiplier * (v1 + v2) / gap - 1, (v1 + v2 + bent) / gap - 1 / multiplier

    with np.errstate(divide="ignore", invalid="ignore"):
        # n(p − p')/(p'q') moves p down to p' = p·rest; a little more, so that rounding leaves it so
        part, rest = gap / room, left / room
        alone = [
            n * part / (rest * (q + p * part)) * (1 + 1e-12)
            for (p, q), n in ((first, n1), (second, n2))
        ]
        most = np.fmax(*alone)
        multiplier = newton(excess, most, most)
    return np.where(gap > 0, np.sqrt(multiplier * gap), gap)
