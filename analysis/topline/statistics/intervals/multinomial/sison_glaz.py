"""Sison and Glaz's simultaneous intervals: one width for all answers, from a multinomial box.

The answers are seen as Poisson counts given their total. The probability that every count lies
within c of what was observed is a product of Poisson probabilities times that of the total, which
an Edgeworth expansion approximates. With few respondents, or few outside one answer, that breaks
down far out in the tails, and is then refused.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, pdtr

from ....errors import ArgumentError
from ...core.interval import Interval
from ...core.methods import FloatArray


def sison_glaz(x: FloatArray, tail: float) -> Interval:
    """(x − c)/n to (x + c + 2γ)/n, ν(c) < level ≤ ν(c + 1), γ interpolating between the two."""
    limits = approximate_limits(x, tail)
    tight = (limits.ci_low.sum(axis=-1) >= 1) | (limits.ci_high.sum(axis=-1) <= 1)
    _refuse(tight[..., np.newaxis], x, "leaves room for no shares but those observed")
    return limits


def approximate_limits(x: FloatArray, tail: float) -> Interval:
    """Sison and Glaz's limits as they come, be there room between them or not."""
    c, below, above = _half_width(x, 1 - 2 * tail)
    n = x.sum(axis=-1, keepdims=True)
    fraction = (1 - 2 * tail - below) / (above - below)
    return Interval(np.maximum((x - c) / n, 0), np.minimum((x + c + 2 * fraction) / n, 1))


def sison_glaz_cplus1(x: FloatArray, tail: float) -> Interval:
    """(x − c − 1)/n to (x + c + 1)/n: the shortest box of whole counts that holds the level."""
    c, _, _ = _half_width(x, 1 - 2 * tail)
    n = x.sum(axis=-1, keepdims=True)
    return Interval(np.maximum((x - c - 1) / n, 0), np.minimum((x + c + 1) / n, 1))


def _half_width(x: FloatArray, level: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return c with ν(c) < level ≤ ν(c + 1) and both probabilities, by doubling and halving."""
    n = x.sum(axis=-1, keepdims=True)
    known = ~np.isnan(n)
    safe = np.where(known, x, 1.0)
    low, high = np.zeros_like(n), np.ones_like(n)
    below, above = _box_probability(safe, low), _box_probability(safe, high)
    while (wide := known & (above < level) & (high < n)).any():
        low, below = np.where(wide, high, low), np.where(wide, above, below)
        high = np.where(wide, 2 * high, high)
        above = np.where(wide, _box_probability(safe, high), above)
    _refuse(known & (above < level), x, "does not reach the confidence level")
    while (wide := high - low > 1).any():
        middle = np.where(wide, np.floor((low + high) / 2), low)
        inside = _box_probability(safe, middle)
        enough = inside >= level
        low, below = np.where(wide & ~enough, middle, low), np.where(wide & ~enough, inside, below)
        high, above = np.where(wide & enough, middle, high), np.where(wide & enough, inside, above)
    _refuse(known & (below >= level), x, "puts the confidence level on those counts alone")
    _refuse(known & (above > 1), x, "gives a probability above 1")
    return np.where(known, low, np.nan), below, above


def _refuse(wrong: NDArray[np.bool_], x: FloatArray, what: str) -> None:
    """Raise where the approximation breaks down, showing the first counts that break it."""
    if wrong.any():
        first = ", ".join(f"{count:g}" for count in x[wrong[..., 0]][0][:12])
        raise ArgumentError(
            f"for the counts {first} the Sison–Glaz approximation {what}; they are too small or "
            "too unequal for it, use method='goodman' or 'quesenberry_hurst'"
        )


def _box_probability(x: FloatArray, c: FloatArray) -> FloatArray:
    """ν(c) = P(|Xᵢ − xᵢ| ≤ c for all i), X multinomial with the observed shares.

    The product of Poisson probabilities of the boxes, times the density at n of the sum of counts
    truncated to them, over the Poisson probability of n. At c = 0 the sum is n for certain.
    """
    n = x.sum(axis=-1, keepdims=True)
    lowest, highest = np.maximum(x - c, 0), x + c
    under = np.where(lowest > 0, pdtr(np.maximum(lowest - 1, 0), x), 0.0)
    inside = np.where(c == 0, _poisson(x, x), pdtr(highest, x) - under)
    log_product = np.log(inside).sum(axis=-1, keepdims=True) - np.log(_poisson(n, n))
    density = np.where(c == 0, 1.0, _density_at_total(x, c, inside))
    return np.asarray(np.exp(log_product) * density)


def _density_at_total(x: FloatArray, c: FloatArray, inside: FloatArray) -> FloatArray:
    """Edgeworth density at n of the sum of independent Poisson(x) counts, each within c of x.

    Their moments less x are from E[X·g(X)] = x·(E[g(X + 1)] + g(a)·α − g(b + 1)·β) with the box a
    to b, α = P(a − 1)/P(box) and β = P(b)/P(box), for g = (X − x)^r: no large numbers cancel.
    """
    lowest, highest = np.maximum(x - c, 0), x + c
    alpha = np.where(lowest > 0, _poisson(np.maximum(lowest - 1, 0), x), 0.0) / inside
    beta = _poisson(highest, x) / inside
    u, v = lowest - x, highest + 1 - x
    one = x * (alpha - beta)
    two = x * (1 + u * alpha - v * beta)
    three = x * (2 * one + 1 + u**2 * alpha - v**2 * beta)
    four = x * (3 * two + 3 * one + 1 + u**3 * alpha - v**3 * beta)
    variance = two - one**2
    # cumulants of the sum are sums of cumulants
    cumulants = (
        one,
        variance,
        three - 3 * one * two + 2 * one**3,
        four - 4 * one * three + 6 * one**2 * two - 3 * one**4 - 3 * variance**2,
    )
    mean, second, third, fourth = (own.sum(axis=-1, keepdims=True) for own in cumulants)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = -mean / np.sqrt(second)
        skew, excess = third / second**1.5, fourth / second**2
        series = (
            1
            + skew / 6 * (z**3 - 3 * z)
            + excess / 24 * (z**4 - 6 * z**2 + 3)
            + skew**2 / 72 * (z**6 - 15 * z**4 + 45 * z**2 - 15)
        )
        return np.asarray(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi * second) * series)


def _poisson(k: FloatArray, mean: FloatArray) -> FloatArray:
    """P(K = k) of a Poisson count in Loader's form, exp(−D − δ)/√(2πk), without large factorials.

    D = k·log(k/mean) − (k − mean), and δ is what Stirling's formula leaves of log k!: from 16 on
    1/12k − 1/360k³ + 1/1260k⁵ − 1/1680k⁷ has all its digits.
    """
    positive, rate = np.maximum(k, 1.0), np.where(mean > 0, mean, 1.0)
    apart = positive - rate
    deviance = positive * np.log1p(apart / rate) - apart
    squared = positive**2
    few = np.minimum(positive, 16.0)
    exact = gammaln(few + 1) - (few + 0.5) * np.log(few) + few - np.log(2 * np.pi) / 2
    series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / 1680 / squared) / squared) / squared) / positive
    error = np.where(k < 16, exact, series)
    saddle = np.exp(-deviance - error) / np.sqrt(2 * np.pi * positive)
    return np.where(k == 0, np.exp(-mean), np.where(mean > 0, saddle, 0.0))
