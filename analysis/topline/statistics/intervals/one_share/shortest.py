"""Exact intervals for one proportion that are made for all counts of a base at once, and short.

Both choose for every share p the counts that accept it, an unbroken run a … b with P(a ≤ X ≤ b)
of at least 1 − 2·tail; low is where a count comes in and high where it goes out. For whole counts
and bases up to LARGEST_BASE, each distinct base making one table; kernels as in `closed`.
"""

from collections.abc import Callable

import numpy as np
import scipy
from numpy.typing import NDArray

from ....errors import ArgumentError
from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve
from ...laws.binomial import at_least, at_most, least_odds
from .acceptance import outside_excess

LARGEST_BASE = 100_000

_TIE = 1 + 1e-12

Counts = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Table = Callable[[int, float], FloatArray]


@of_any_shape
def blyth_still_casella(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Choose runs of the fewest counts; one that moves on as a whole does so midway.

    That is, in the middle of the shares at which it may.
    """
    return _from_tables(_blyth_still_casella_low, "blyth_still_casella", x, n, tail)


@of_any_shape
def wang(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Move in each of Clopper and Pearson's limits in turn, as far as the coverage allows."""
    return _from_tables(_wang_low, "wang", x, n, tail)


def _from_tables(
    table: Table, key: str, x: FloatArray, n: FloatArray, tail: FloatArray
) -> Interval:
    """Look every pair up in the table of lower limits of its base; upper ones mirror them."""
    largest = n.max(initial=0)
    if largest > LARGEST_BASE:
        raise ArgumentError(
            f"nobs is {largest:g}; method {key!r} takes bases up to {LARGEST_BASE:,}, "
            "choose 'blaker', which is nearly as short"
        )
    low, high = np.empty_like(x), np.empty_like(x)
    order = np.argsort(n, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(n[order])) + 1) if order.size else ():
        base, counts = int(n[rows[0]]), x[rows].astype(int)
        lows = table(base, float(np.ravel(tail)[0]))
        low[rows], high[rows] = lows[counts], 1 - lows[base - counts]
    return Interval(low, high)


def _blyth_still_casella_low(n: int, tail: float) -> FloatArray:
    """Lower limits of every count of n.

    With B(a) the last count of the shortest run from a that can hold the level, count b comes in
    where a … b − 1 stops holding it, a being the last with B(a) < b, and a goes out where
    a + 1 … B(a + 1) starts to. If the second comes before the first they are one step of the run,
    at the middle of the two, which the steps before and after and the share ½ may narrow.
    """
    counts = np.arange(n + 1)
    last = _last_counts(n, tail)
    first = np.searchsorted(last, counts[1:], side="left") - 1
    enters = np.append(0.0, _highest_share(first, counts[1:] - 1, n, tail))
    leaves = 1 - enters[::-1]
    moves = np.flatnonzero(np.diff(last) > 0)
    moves = moves[leaves[moves] <= enters[last[moves + 1]]]
    joined = last[moves + 1]
    start, end = leaves[moves], enters[joined]
    fixed_in, fixed_out = np.delete(enters, joined), np.delete(leaves, moves)
    fixed = np.sort(np.concatenate([fixed_in, fixed_out]))
    place = moves + joined - 2 * np.arange(moves.size)
    before, after = fixed[place - 1], fixed[place]
    start, end = np.maximum(start, before), np.minimum(end, after)
    mirror = n - joined
    start = np.where(mirror <= moves, np.maximum(start, 0.5), start)
    end = np.where(mirror >= moves, np.minimum(end, 0.5), end)
    enters[joined] = (start + end) / 2
    return enters


def _last_counts(n: int, tail: float) -> Counts:
    """For every first count the last one of the shortest run that can hold the level."""
    first = np.arange(n + 1)
    least, most = first - 1, np.where(first > 0, n, 0)
    while (most - least > 1).any():
        last = np.where(most - least > 1, (least + most) // 2, most)
        holds = _misses(first, last, n, _likeliest(first, last, n)) <= 2 * tail * _TIE
        least, most = np.where(holds, least, last), np.where(holds, last, most)
    return np.maximum.accumulate(most)


def _likeliest(first: Counts, last: Counts, n: int) -> FloatArray:
    """Return the log-odds at which a run is likeliest.

    (log C(n − 1, a − 1) − log C(n − 1, b))/(b − a + 1); −∞ for runs from 0 and ∞ for those up to n.
    """
    a, b = np.maximum(first, 1), np.minimum(last, n - 1)
    ways = (
        scipy.special.gammaln(b + 1)
        + scipy.special.gammaln(n - b)
        - scipy.special.gammaln(a)
        - scipy.special.gammaln(n - a + 1)
    )
    inner = ways / (last - first + 1)
    return np.where(first == 0, -np.inf, np.where(last == n, np.inf, inner))


def _misses(first: Counts, last: Counts, n: int, theta: FloatArray) -> FloatArray:
    """P(X < first or X > last)."""
    size = np.full(np.shape(theta), float(n))
    below, above = (first - 1).astype(float), (last + 1).astype(float)
    return at_most(below, size, theta) + at_least(above, size, theta)


def _highest_share(first: Counts, last: Counts, n: int, tail: float) -> FloatArray:
    """Return the share at which a run that ends below n stops holding the level."""
    x, below = (last + 1).astype(float), (first - 1).astype(float)
    size, error = np.full(x.shape, float(n)), np.full(x.shape, 2 * tail)
    end = least_odds(x, size, error)
    low = np.minimum(_likeliest(first, last, n), end)
    root = solve(outside_excess, end, below, x, size, error, low=low, high=end)
    return np.asarray(scipy.special.expit(root))


def _wang_low(n: int, tail: float) -> FloatArray:
    """Lower limits of every count of n.

    From 1 to n each count's lower limit rises, and the upper limit of its mirror falls with it,
    while the coverage without that count is at least the level. A limit so found depends on those
    of smaller counts alone, so that all are found at once, again and again until none changes.
    """
    exact = np.append(
        0.0, scipy.special.expit(least_odds(np.arange(1.0, n + 1), np.full(n, float(n)), tail))
    )
    low = exact
    for _ in range(n):
        last, low = low, _risen(exact, low, n, tail)
        if np.array_equal(low, last):
            break
    return low


def _risen(exact: FloatArray, low: FloatArray, n: int, tail: float) -> FloatArray:
    """Raise the exact lower limit of each count x past the upper limits of smaller counts.

    Between two of these the run is a … x − 1 once x is out, and its probability rises and then
    falls; so the limit is the first upper limit after which it misses more than 2·tail, or where
    it comes to that before. At most it is the exact limit of x + 1.
    """
    x = np.arange(1, n + 1)
    limit, end = exact[1:].copy(), np.empty(n)
    first = np.searchsorted(1 - exact[::-1], limit, side="right")
    crossed, left = np.zeros(n, dtype=bool), np.arange(n)
    while left.size:
        a, count, here = first[left], x[left], limit[left]
        # the upper limit of count a while that of x rises: of its own mirror ½, or already past
        partner = n - a
        leaves = 1 - np.where(partner < count, low[partner], exact[partner])
        leaves = np.where(partner == count, np.minimum(leaves, 0.5), leaves)
        end[left] = np.minimum(leaves, np.append(exact, 1.0)[count + 1])
        passed = leaves <= here
        stuck = ~passed & _fails(a, count - 1, n, here, tail)
        crossed[left] = ~passed & ~stuck & _fails(a, count - 1, n, end[left], tail)
        moves = ~passed & ~stuck & ~crossed[left]
        limit[left] = np.where(moves, end[left], here)
        going = passed | (moves & (leaves == end[left]))
        left = left[going]
        first[left] += 1
    before = first[crossed] - 1.0
    args: list[FloatArray] = [before.astype(float), x[crossed].astype(float)]
    args += [np.full(before.shape, float(value)) for value in (n, 2 * tail)]
    inside, outside = scipy.special.logit(limit[crossed]), scipy.special.logit(end[crossed])
    limit[crossed] = scipy.special.expit(
        solve(outside_excess, outside, *args, low=inside, high=outside)
    )
    return np.append(0.0, limit)


def _fails(first: Counts, last: Counts, n: int, share: FloatArray, tail: float) -> BoolArray:
    return np.asarray(_misses(first, last, n, scipy.special.logit(share)) > 2 * tail * _TIE)
