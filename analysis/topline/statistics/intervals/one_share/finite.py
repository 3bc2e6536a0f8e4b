"""The exact interval for a share of a finite population, sampled without replacement.

The number of respondents with the answer is hypergeometric, and the share is M of N for a whole M.
"""

from collections.abc import Callable
from typing import Self

import numpy as np
from numpy.typing import NDArray

from ...core.interval import Interval
from ...core.methods import FloatArray
from ...laws import hypergeometric
from ...laws.binomial import probability
from .acceptance import largest_count, tail_guess
from .shortest import both_ends, check_bases
from .wang import Rows, raised

_TIE = 1 + 1e-12

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]


def clopper_pearson(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> Interval:
    """Every M/N with P(X ≥ x; M) > tail and P(X ≤ x; M) > tail."""
    error = np.broadcast_to(tail, x.shape)
    low, high = _least(x, n, people, error), people - _least(n - x, n, people, error)
    return Interval(low / people, high / people)


def wang(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> Interval:
    """Move in each of the limits above in turn, by whole M, as far as the coverage allows."""
    check_bases(n, "wang")
    error = np.broadcast_to(tail, x.shape)
    low, mirror = both_ends(
        lambda count, *sizes: raised(_Hypergeometric(*sizes), count), x, n, people, error
    )
    return Interval(low / people, (people - mirror) / people)


class _Hypergeometric:
    """The hypergeometric law by M, how many of the people have the answer."""

    def __init__(self, n: FloatArray, people: FloatArray, tail: FloatArray) -> None:
        self.n, self.people, self.tail = n, people, tail
        self.half = np.floor((people + 1) / 2)

    def take(self, rows: Rows) -> Self:
        return type(self)(self.n[rows], self.people[rows], self.tail[rows])

    def exact(self, x: FloatArray) -> FloatArray:
        least = np.where(x <= 0, 0.0, self.people)
        inner = (x > 0) & (x <= self.n)
        least[inner] = _least(x[inner], self.n[inner], self.people[inner], self.tail[inner])
        return least

    def leaves(self, lower: FloatArray) -> FloatArray:
        return self.people - lower + 1

    def passed(self, at: FloatArray) -> FloatArray:
        n, people, p = self.n, self.people, at / self.people
        spread = np.sqrt(n * p * (1 - p) * (people - n) / np.maximum(people - 1, 1))
        return largest_count(
            tail_guess(n * p, p, spread, self.tail),
            n,
            lambda k, rows: _at_most(k, n[rows], people[rows], at[rows]) <= self.tail[rows] * _TIE,
        )

    def holds(self, k: FloatArray, x: FloatArray, at: FloatArray) -> BoolArray:
        sizes = self.n, self.people, at
        return np.asarray(_at_most(k, *sizes) + _at_least(x, *sizes) <= 2 * self.tail * _TIE)

    def holds_until(self, k: FloatArray, x: FloatArray, end: FloatArray) -> BoolArray:
        return self.holds(k, x, end - 1)

    def crossing(
        self, k: FloatArray, x: FloatArray, start: FloatArray, end: FloatArray
    ) -> FloatArray:
        def fails(at: FloatArray, rows: IntArray) -> BoolArray:
            return ~self.take(rows).holds(k[rows], x[rows], at)

        return _first(fails, start, end - 1)


def _least(x: FloatArray, n: FloatArray, people: FloatArray, tail: FloatArray) -> FloatArray:
    """Return the least M with P(X ≥ x; M) > tail, which grows with M."""

    def likely(at: FloatArray, rows: IntArray) -> BoolArray:
        return np.asarray(_at_least(x[rows], n[rows], people[rows], at) > tail[rows] * _TIE)

    return _first(likely, x - 1, people - n + x)


def _first(
    holds: Callable[[FloatArray, IntArray], BoolArray], below: FloatArray, end: FloatArray
) -> FloatArray:
    """Return the first M for which something holds, above `below` and up to `end`, by halving."""
    below, end = below.copy(), end.copy()
    left = np.flatnonzero(end - below > 1)
    while left.size:
        middle = np.floor((below[left] + end[left]) / 2)
        found = holds(middle, left)
        end[left] = np.where(found, middle, end[left])
        below[left] = np.where(found, below[left], middle)
        left = left[end[left] - below[left] > 1]
    return end


def _at_most(k: FloatArray, n: FloatArray, people: FloatArray, yes: FloatArray) -> FloatArray:
    return _at_least(n - k, n, people, people - yes)


def _at_least(x: FloatArray, n: FloatArray, people: FloatArray, yes: FloatArray) -> FloatArray:
    """P(X ≥ x), added up on the side of x that has less."""
    least, most = np.maximum(n - (people - yes), 0), np.minimum(n, yes)
    total = np.where(x <= least, 1.0, 0.0)
    inner = (least < x) & (x <= most)
    x, n, people, yes = (own[inner] for own in (x, n, people, yes))
    a, b, c, d = x, n - x, yes - x, people - n - yes + x
    # P(X = x) is that of two binomial counts given their sum, with the p that makes it likely
    theta = np.log(n / np.where(people > n, people - n, 1.0))
    chance = _chance(x, yes, theta) * _chance(n - x, people - yes, theta)
    here, even = chance / probability(n, people, theta), np.zeros_like(x)
    down = x * people < n * yes
    up = ~down
    below = hypergeometric.below(a[down], b[down], c[down], d[down], even[down])
    above = hypergeometric.above(a[up], b[up], c[up], d[up], even[up])
    tail = np.empty_like(x)
    tail[down], tail[up] = 1 - here[down] * below.total, here[up] * (1 + above.total)
    total[inner] = tail
    return total


def _chance(k: FloatArray, size: FloatArray, theta: FloatArray) -> FloatArray:
    return np.where(size > 0, probability(k, np.maximum(size, 1.0), theta), k == 0)
