"""The exact interval for a share of a finite population, sampled without replacement.

The number of respondents with the answer is hypergeometric, and the share is M of N for a whole M.
"""

import numpy as np

from .. import hypergeometric
from ..binomial import probability
from ..interval import Interval
from ..methods import FloatArray

_TIE = 1 + 1e-12


def clopper_pearson(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> Interval:
    """Every M/N with P(X ≥ x; M) > tail and P(X ≤ x; M) > tail."""
    low = _least(x, n, people, tail)
    high = people - _least(n - x, n, people, tail)
    return Interval(low / people, high / people)


def _least(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> FloatArray:
    """Return the least M with P(X ≥ x; M) > tail, by halving: the probability grows with M."""
    short, enough = x - 1, people - n + x
    while (apart := enough - short > 1).any():
        middle = np.where(apart, np.floor((short + enough) / 2), enough)
        holds = _at_least(x, n, people, middle) > tail * _TIE
        short = np.where(apart & ~holds, middle, short)
        enough = np.where(apart & holds, middle, enough)
    return enough


def _at_least(x: FloatArray, n: FloatArray, people: FloatArray, yes: FloatArray) -> FloatArray:
    """P(X ≥ x), added up on the side of x that has less."""
    a, b, c, d = x, n - x, yes - x, people - n - yes + x
    here, even = _probability(x, n, people, yes), np.zeros_like(x)
    down = x * people < n * yes
    up = ~down
    below = hypergeometric.below(a[down], b[down], c[down], d[down], even[down])
    above = hypergeometric.above(a[up], b[up], c[up], d[up], even[up])
    total = np.empty_like(x)
    total[down], total[up] = 1 - here[down] * below.total, here[up] * (1 + above.total)
    return total


def _probability(x: FloatArray, n: FloatArray, people: FloatArray, yes: FloatArray) -> FloatArray:
    """P(X = x), as that of two binomial counts given their sum, with the p that makes it likely."""
    rest = np.where(people > n, people - n, 1.0)
    theta = np.log(n / rest)
    chance = _chance(x, yes, theta) * _chance(n - x, people - yes, theta)
    return np.asarray(chance / probability(n, people, theta))


def _chance(k: FloatArray, size: FloatArray, theta: FloatArray) -> FloatArray:
    return np.where(size > 0, probability(k, np.maximum(size, 1.0), theta), k == 0)
