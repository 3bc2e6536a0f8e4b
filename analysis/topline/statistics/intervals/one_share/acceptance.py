"""Exact intervals for one proportion that invert a two-sided test: Blaker's and Sterne's.

Both tests add to the tail P(X ≥ x) of a count above the share p the lower tail P(X ≤ k) of some
smaller count k(p), which grows with p. The p-value jumps up where k does, and in between it is
1 − P(k < X < x), which falls and then rises. The lower limit is the least p with a p-value above
the error: a jump, or the one crossing on the way up. For whole counts; kernels as in `closed`.

Only lower limits are solved for: the upper one mirrors that of the failures.
"""

from collections.abc import Callable

import numpy as np
import scipy
from numpy.typing import NDArray

from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve
from ...laws.binomial import at_least, at_most, least_odds, probability

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]


@of_any_shape
def blaker(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every p with a p-value above 2·tail, and those between them.

    The p-value is the smaller of P(X ≥ x) and P(X ≤ x), plus the largest probability of the other
    tail that does not exceed it.
    """
    return _both_sides(_blaker_odds, x, n, tail)


@of_any_shape
def sterne(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every p with a p-value above 2·tail, and those between them.

    The p-value is the probability of all counts no more likely than x.
    """
    return _both_sides(_sterne_odds, x, n, tail)


def _both_sides(
    odds: Callable[..., FloatArray], x: FloatArray, n: FloatArray, tail: FloatArray
) -> Interval:
    error = np.broadcast_to(np.asarray(tail, dtype=float), x.shape)
    limits = []
    for count in (x, n - x):
        theta = np.where(np.isnan(count), np.nan, -np.inf)
        some = count > 0
        theta[some] = odds(count[some], n[some], error[some])
        limits.append(theta)
    return Interval(scipy.special.expit(limits[0]), scipy.special.expit(-limits[1]))


def _blaker_odds(x: FloatArray, n: FloatArray, tail: FloatArray) -> FloatArray:
    """Where the p-value first exceeds the error, between P(X ≥ x) = tail and P(X ≥ x) = 2·tail.

    Within these k is the largest count with P(X ≤ k) ≤ tail at the lower end, or jumps to k + 1
    where that tail has become as small as P(X ≥ x): the p-value is then twice it, above the error.

    References
    ----------
    Klaschka (2010), BlakerCI: an algorithm and R package for the Blaker's binomial confidence
    limits calculation, Institute of Computer Science of the Czech Academy, report V-1099.
    """
    start, end = least_odds(x, n, tail), least_odds(x, n, 2 * tail)
    k = lower_tail_count(n, tail, start)
    root = solve(outside_excess, end, k, x, n, 2 * tail, low=start, high=end)
    jumped = np.flatnonzero(at_least(x, n, root) > at_most(k + 1, n, root))
    args = (value[jumped] for value in (k, x, n))
    root[jumped] = solve(_tails_gap, root[jumped], *args, low=start[jumped], high=root[jumped])
    return root


def lower_tail_count(n: FloatArray, tail: FloatArray, theta: FloatArray) -> FloatArray:
    """Return the largest k with P(X ≤ k) ≤ tail, −1 for none."""
    p = scipy.special.expit(theta)
    guess = tail_guess(n * p, p, np.sqrt(n * p * (1 - p)), tail)
    return largest_count(guess, n, lambda k, rows: at_most(k, n[rows], theta[rows]) <= tail[rows])


def tail_guess(mean: FloatArray, p: FloatArray, spread: FloatArray, tail: FloatArray) -> FloatArray:
    """Return about the largest k with P(X ≤ k) ≤ tail, by the normal law and the skewness."""
    z = -scipy.special.ndtri(tail)
    return np.asarray(np.floor(mean - z * spread + (1 - 2 * p) * (z**2 - 1) / 6 - 0.5))


def largest_count(
    guess: FloatArray, most: FloatArray, holds: Callable[[FloatArray, IntArray], BoolArray]
) -> FloatArray:
    """Return the largest k up to `most` for which something holds: guessed, then corrected.

    `holds(k, rows)` is true up to there and false from there on; −1 where it holds for no count.
    """
    k: FloatArray = np.clip(np.rint(guess), -1.0, most)
    left = np.arange(k.size)
    while left.size:
        here, following = k[left], np.minimum(k[left] + 1, most[left])
        down = (here >= 0) & ~holds(here, left)
        up = ~down & (following > here) & holds(following, left)
        k[left] = here + up - down
        left = left[up | (down & (here > 0))]
    return k


def outside_excess(
    theta: FloatArray, k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log of P(X ≤ k or X ≥ x) over the error, and its slope."""
    outside = at_least(x, n, theta) + at_most(k, n, theta)
    change = _rise(x, n, theta) - _fall(k, n, theta)
    return np.log(outside / error), change / outside


def _tails_gap(
    theta: FloatArray, k: FloatArray, x: FloatArray, n: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Log of P(X ≥ x) over P(X ≤ k + 1), and its slope."""
    upper, lower = at_least(x, n, theta), at_most(k + 1, n, theta)
    slope = _rise(x, n, theta) / upper + _fall(k + 1, n, theta) / lower
    return np.log(upper / lower), slope


def _rise(x: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """Slope of P(X ≥ x) over θ: xq·P(X = x)."""
    return np.asarray(x * scipy.special.expit(-theta) * probability(x, n, theta))


def _fall(k: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """Slope of P(X ≤ k) over θ, downwards: (n − k)p·P(X = k)."""
    return np.asarray((n - k) * scipy.special.expit(theta) * probability(k, n, theta))


def _sterne_odds(x: FloatArray, n: FloatArray, tail: FloatArray) -> FloatArray:
    """Where the p-value first exceeds the error.

    Count k < x becomes no more likely than x at the tie of k, a log-odds that grows with k. The
    p-value after the jumps grows with them too, so that halving finds the first to exceed the
    error. Before that jump only the piece just below can cross it.
    """
    error = 2 * tail
    least, most = np.full_like(x, -1.0), x - 1
    while (apart := most - least > 1).any():
        k = np.where(apart, np.floor((least + most) / 2), most)
        enough = outside(k, x, n, tie(k, x, n)) > error
        least, most = np.where(apart & ~enough, k, least), np.where(apart & enough, k, most)
    root, k = tie(most, x, n), most - 1
    crossed = np.flatnonzero(outside(k, x, n, root) > error)
    k, x, n = k[crossed], x[crossed], n[crossed]
    low = np.where(k >= 0, tie(np.maximum(k, 0), x, n), -np.inf)
    end = root[crossed]
    root[crossed] = solve(outside_excess, end, k, x, n, error[crossed], low=low, high=end)
    return root


def outside(k: FloatArray, x: FloatArray, n: FloatArray, theta: FloatArray) -> FloatArray:
    """P(X ≤ k or X ≥ x)."""
    return at_least(x, n, theta) + at_most(k, n, theta)


def tie(k: FloatArray, x: FloatArray, n: FloatArray) -> FloatArray:
    """Log-odds at which k and x > k are equally likely: log(C(n, k)/C(n, x))/(x − k)."""
    ways = (
        scipy.special.gammaln(x + 1)
        + scipy.special.gammaln(n - x + 1)
        - scipy.special.gammaln(k + 1)
        - scipy.special.gammaln(n - k + 1)
    )
    return np.asarray(ways / (x - k))
