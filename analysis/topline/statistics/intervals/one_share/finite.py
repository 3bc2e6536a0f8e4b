"""The exact interval for a share of a finite population, sampled without replacement.

The number of respondents with the answer is hypergeometric, and the share is M of N for a whole M.
"""

import numpy as np

from ....errors import ArgumentError
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...laws import hypergeometric
from ...laws.binomial import probability

_TIE = 1 + 1e-12

LARGEST_TABLE = 5_000_000
"""Counts times shares up to which Wang's interval is made."""


def clopper_pearson(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> Interval:
    """Every M/N with P(X ≥ x; M) > tail and P(X ≤ x; M) > tail."""
    low = _least(x, n, people, tail)
    high = people - _least(n - x, n, people, tail)
    return Interval(low / people, high / people)


def wang(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> Interval:
    """Move in each of the limits above in turn, by whole M, as far as the coverage allows."""
    largest = float(((n + 1) * (people + 1)).max(initial=0))
    if largest > LARGEST_TABLE:
        raise ArgumentError(
            f"(nobs + 1)·(population_size + 1) is {largest:.3g}; method 'wang' takes up to "
            f"{LARGEST_TABLE:.3g} for a finite population, choose 'clopper_pearson'"
        )
    low, high = np.empty_like(x), np.empty_like(x)
    for size, total in sorted({*zip(n.tolist(), people.tolist(), strict=True)}):
        rows = np.flatnonzero((n == size) & (people == total))
        least, counts = _wang_least(int(size), int(total), float(tail)), x[rows].astype(int)
        low[rows], high[rows] = least[counts], total - least[int(size) - counts]
    return Interval(low / people, high / people)


def _wang_least(n: int, people: int, tail: float) -> FloatArray:
    """Least M of every count, raised from that of Clopper and Pearson.

    Without count x the run at M is a … x − 1, a being the first count whose greatest M has not
    been passed; that of x's own mirror falls as x rises, and is passed from half the people on.
    """
    counts = np.arange(n + 1.0)
    sizes = np.full(n + 1, float(n)), np.full(n + 1, float(people))
    least = _least(counts, *sizes, np.full(n + 1, tail))
    # P(X ≤ x; M), M down the rows and x across
    yes, some = np.divmod(np.arange((people + 1.0) * (n + 1)), n + 1)
    legal = (some <= yes) & (n - some <= people - yes)
    chance, size = np.zeros(yes.size), np.ones(int(legal.sum()))
    chance[legal] = _probability(some[legal], n * size, people * size, yes[legal])
    upto = np.cumsum(chance.reshape(people + 1, n + 1), axis=1)
    for x in range(1, n + 1):
        top = least[x + 1] if x < n else people
        first, m = 0, int(least[x])
        while m < top:
            while first < x:
                mirror = n - first
                if m <= people - (m + 1 if mirror == x else least[mirror]):
                    break
                first += 1
            below = upto[m, first - 1] if first else 0.0
            if 1 - (upto[m, x - 1] - below) > 2 * tail * _TIE:
                break
            m += 1
        least[x] = m
    return least


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
