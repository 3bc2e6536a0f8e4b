"""Wang's exact interval: Clopper and Pearson's limits moved in, as far as the coverage allows.

From count 1 to n each count's lower limit rises, and the upper limit of its mirror n − x falls with
it, while the coverage without that count is at least the level. The counts left there are a run
between two counts left out, k below and x above. A limit is found from the few others near it.
"""

from typing import Protocol, Self

import numpy as np
import scipy
from numpy.typing import NDArray

from ...core.chunks import of_any_shape
from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve
from ...laws.binomial import least_odds
from .acceptance import lower_tail_count, outside, outside_excess
from .shortest import both_ends, check_bases

_TIE = 1 + 1e-12

BoolArray = NDArray[np.bool_]
Rows = BoolArray | NDArray[np.intp]


class Law(Protocol):
    """The law of a count of n, by the parameter that has the limits: log-odds, or a whole number.

    A count is in from its lower limit on, and out from where it leaves.
    """

    n: FloatArray
    half: FloatArray
    """Where a lower limit and its mirror, the upper one of n − x, meet."""

    def take(self, rows: Rows) -> Self:
        """Return the law of some elements."""

    def exact(self, x: FloatArray) -> FloatArray:
        """Clopper and Pearson's lower limit; the ends of the scale for 0 and n + 1."""

    def leaves(self, lower: FloatArray) -> FloatArray:
        """Return where the mirror of a count with this lower limit leaves."""

    def passed(self, at: FloatArray) -> FloatArray:
        """Return the largest count that has left there by its exact limit, −1 for none."""

    def holds(self, k: FloatArray, x: FloatArray, at: FloatArray) -> BoolArray:
        """Whether k + 1 … x − 1 has the level there."""

    def holds_until(self, k: FloatArray, x: FloatArray, end: FloatArray) -> BoolArray:
        """Whether k + 1 … x − 1 has the level just before `end`."""

    def crossing(
        self, k: FloatArray, x: FloatArray, start: FloatArray, end: FloatArray
    ) -> FloatArray:
        """Return where k + 1 … x − 1 first lacks the level, after `start` and before `end`."""


def raised(law: Law, x: FloatArray) -> FloatArray:
    """Raise the exact lower limit of each count past those at which other counts leave.

    The run is k + 1 … x − 1 until k + 1 leaves; its probability rises and then falls. So the limit
    is the first such end after which the run misses more than the error, or where it comes to that
    before. At most it is the exact limit of x + 1.
    """
    limit, most = law.exact(x), law.exact(x + 1)
    k, end = law.passed(limit), most.copy()
    crossed, left = np.zeros(x.size, dtype=bool), np.flatnonzero(x > 0)
    while left.size:
        left = left[law.take(left).holds(k[left], x[left], limit[left])]
        here = law.take(left)
        leaves = _leaves(here, k[left] + 1, x[left], limit[left])
        end[left] = np.minimum(leaves, most[left])
        out = leaves <= limit[left]
        reached = here.holds_until(k[left], x[left], end[left])
        crossed[left] = ~out & ~reached
        limit[left] = np.where(~out & reached, end[left], limit[left])
        left = left[out | (reached & (end[left] < most[left]))]
        k[left] += 1
    limit[crossed] = law.take(crossed).crossing(
        k[crossed], x[crossed], limit[crossed], end[crossed]
    )
    return limit


def _leaves(law: Law, count: FloatArray, x: FloatArray, limit: FloatArray) -> FloatArray:
    """Return where a count leaves while the lower limit of x rises from its present one.

    The mirror of x falls meanwhile. Counts below x have risen already, which matters where the
    exact limits have not been passed.
    """
    mirror = law.n - count
    leaves = law.leaves(law.exact(mirror))
    leaves = np.where(mirror == x, np.minimum(leaves, law.half), leaves)
    risen = np.flatnonzero((mirror < x) & (leaves > limit))
    if risen.size:
        own = law.take(risen)
        leaves[risen] = own.leaves(raised(own, mirror[risen]))
    return leaves


class _Binomial:
    """The binomial law by its log-odds."""

    def __init__(self, n: FloatArray, tail: FloatArray) -> None:
        self.n, self.tail = n, tail
        self.half = np.zeros(n.shape)

    def take(self, rows: Rows) -> Self:
        return type(self)(self.n[rows], self.tail[rows])

    def exact(self, x: FloatArray) -> FloatArray:
        odds = np.where(x <= 0, -np.inf, np.inf)
        inner = (x > 0) & (x <= self.n)
        odds[inner] = least_odds(x[inner], self.n[inner], self.tail[inner])
        return odds

    def leaves(self, lower: FloatArray) -> FloatArray:
        return -lower

    def passed(self, at: FloatArray) -> FloatArray:
        return lower_tail_count(self.n, self.tail, at)

    def holds(self, k: FloatArray, x: FloatArray, at: FloatArray) -> BoolArray:
        return np.asarray(outside(k, x, self.n, at) <= 2 * self.tail * _TIE)

    holds_until = holds

    def crossing(
        self, k: FloatArray, x: FloatArray, start: FloatArray, end: FloatArray
    ) -> FloatArray:
        return solve(outside_excess, end, k, x, self.n, 2 * self.tail, low=start, high=end)


@of_any_shape
def wang(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Move in each of Clopper and Pearson's limits in turn, as far as the coverage allows."""
    check_bases(n, "wang")
    error = np.broadcast_to(tail, x.shape)
    low, mirror = both_ends(
        lambda count, size, share: raised(_Binomial(size, share), count), x, n, error
    )
    return Interval(scipy.special.expit(low), scipy.special.expit(-mirror))
