"""Blyth, Still and Casella's exact interval for one proportion, of the shortest runs of counts.

For every share p it chooses the counts that accept it: an unbroken run between two counts left
out, k below and x above, with P(X ≤ k or X ≥ x) of at most the error 2·tail. The lower limit of
a count is where it comes in and the upper one where it goes out, which mirrors the lower one of
n less the count. A limit is found from the few others near it. For whole counts and bases up to
LARGEST_BASE; kernels as in `closed`, shares as log-odds.
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
from ...laws.binomial import least_odds
from . import closed
from .acceptance import largest_count, outside, outside_excess, tie

LARGEST_BASE = 100_000
"""Up to here the probabilities of neighbouring runs differ by far more than their rounding."""

_TIE = 1 + 1e-12

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.intp]
Lower = Callable[..., FloatArray]


@of_any_shape
def blyth_still_casella(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Choose runs of the fewest counts; one that moves on as a whole does so midway.

    That is, in the middle of the shares at which it may.
    """
    check_bases(n, "blyth_still_casella")
    low, mirror = both_ends(_lower_odds, x, n, np.broadcast_to(tail, x.shape))
    return Interval(scipy.special.expit(low), scipy.special.expit(-mirror))


def check_bases(n: FloatArray, method: str) -> None:
    """Raise for bases whose runs of counts no tail is accurate enough to tell apart."""
    largest = n.max(initial=0)
    if largest > LARGEST_BASE:
        raise ArgumentError(
            f"nobs is {largest:g}; method {method!r} takes bases up to {LARGEST_BASE:,}, "
            "choose 'blaker', which is nearly as short"
        )


def both_ends(lower: Lower, x: FloatArray, *sizes: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Find the lower limits of x and of its mirror n − x, n the first size, each distinct one once.

    The upper limit of x mirrors the second.
    """
    ends = np.stack([np.append(x, sizes[0] - x), *(np.tile(size, 2) for size in sizes)])
    distinct, place = np.unique(ends, axis=1, return_inverse=True)
    low, mirror = np.split(lower(*distinct)[np.ravel(place)], 2)
    return low, mirror


def _lower_odds(x: FloatArray, n: FloatArray, tail: FloatArray) -> FloatArray:
    """Where the shortest run below x stops holding the level, or the middle of its moves.

    That run starts after the largest k with which it can hold the level at some share. It moves
    on as a whole if it still holds the level where k + 1 and x are equally likely, for then the
    one from k + 2 to x does so too. Below a count of 0 there is no run.
    """
    odds, some = np.full(x.shape, -np.inf), x > 0
    x, n, tail = x[some], n[some], tail[some]
    error = 2 * tail
    k = _count_below(2 * n * closed.wilson(x - 0.5, n, tail).ci_low - x, x, n, error)
    limit = _last_odds(k, x, n, error)
    joined = np.flatnonzero(_moves_on(k, x, n, error))
    args = (value[joined] for value in (k, x, n, error, limit))
    limit[joined] = _midway(*args)
    odds[some] = limit
    return odds


def _count_below(guess: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray) -> FloatArray:
    """Return the largest k with which k + 1 … x − 1 can hold the level: where it is likeliest."""

    def can_hold(k: FloatArray, rows: IntArray) -> BoolArray:
        return _holds(k, x[rows], n[rows], error[rows], _likeliest(k, x[rows], n[rows]))

    return largest_count(guess, x - 2, can_hold)


def _holds(
    k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray, theta: FloatArray
) -> BoolArray:
    return np.asarray(outside(k, x, n, theta) <= error * _TIE)


def _likeliest(k: FloatArray, x: FloatArray, n: FloatArray) -> FloatArray:
    """Where xq·P(X = x) = (n − k)p·P(X = k), so that k and x − 1 of n − 1 tie; −∞ for k = −1."""
    return tie(k, x - 1, n - 1)


def _last_odds(k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray) -> FloatArray:
    """Return the log-odds at which k + 1 … x − 1 stops holding the level."""
    end = least_odds(x, n, error)
    low = np.minimum(_likeliest(k, x, n), end)
    return solve(outside_excess, end, k, x, n, error, low=low, high=end)


def _moves_on(k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray) -> BoolArray:
    """Whether k + 1 goes out as x comes in: both runs hold the level where these two tie."""
    return _holds(k, x, n, error, tie(k + 1, x, n))


def _midway(
    k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray, last: FloatArray
) -> FloatArray:
    """Log-odds of the middle of the shares at which k + 1 can go out and x come in.

    They start where the run after first holds the level and end at the last share of the run
    before. Counts that come in or go out alone, before and after, may narrow them, and so does the
    share ½, which a move and its mirror do not both pass.
    """
    mirror = n - x - 1, n - k - 1, n, error
    first = -_last_odds(*mirror)
    start = _last_alone(k, x, n, error, first)
    end = -_last_alone(*mirror, -last)
    start = np.where(n - x <= k + 1, np.maximum(start, 0.0), start)
    end = np.where(n - x >= k + 1, np.minimum(end, 0.0), end)
    middle = (scipy.special.expit(start) + scipy.special.expit(end)) / 2
    return np.asarray(scipy.special.logit(middle))


def _last_alone(
    k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray, since: FloatArray
) -> FloatArray:
    """Return where a count last comes in or goes out alone before a move, or `since` if later."""
    k, x, below, near = _first_of_moves(k, x, n, error, since)
    last = since.copy()
    # x − 1 comes in, if not as one of an earlier move, and k goes out, as its mirror comes in
    comes = near[~_moves_on(below[near], x[near] - 1, n[near], error[near])]
    args = below[comes], x[comes] - 1, n[comes], error[comes]
    last[comes] = np.maximum(last[comes], _last_odds(*args))
    goes = near[k[near] >= 0]
    mirror, size, level = n[goes] - k[goes], n[goes], error[goes]
    under = _count_below(size - x[goes], mirror, size, level)
    last[goes] = np.maximum(last[goes], -_last_odds(under, mirror, size, level))
    return last


def _first_of_moves(
    k: FloatArray, x: FloatArray, n: FloatArray, error: FloatArray, since: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, IntArray]:
    """Go back through moves by one count each, while they may end after `since`.

    Returns the first of them, the count below the run before x − 1 there, and which rows of these
    are not too early to matter.
    """
    k, x, below = k.copy(), x.copy(), k - 1
    late, left = np.zeros(x.size, dtype=bool), np.flatnonzero(x > 1)
    while left.size:
        args = x[left] - 1, n[left], error[left]
        below[left] = _count_below(k[left] - 1, *args)
        joined = (below[left] == k[left] - 1) & _moves_on(below[left], *args)
        late[left[~joined]] = True
        left = left[joined]
        k[left] -= 1
        x[left] -= 1
        args = x[left], n[left], error[left]
        later = np.maximum(since[left], _likeliest(k[left], *args[:2]))
        left = left[(x[left] > 1) & _holds(k[left], *args, later)]
    return k, x, below, np.flatnonzero(late)
