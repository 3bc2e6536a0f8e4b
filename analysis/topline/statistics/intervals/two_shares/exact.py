"""The exact unconditional interval for a difference of two shares, tables ordered by their score.

A difference δ is left out when, whatever the two shares with that difference, the observed score
of δ or a larger one has a probability of at most `tail`. The scores rise with count 1 and fall with
count 2, so that the tables with at least the observed score are, for each count 1, those with
count 2 up to a bound; the bounds are found by halving, and the worst pair of shares on a grid that
is refined around its highest points.
"""

from collections.abc import Callable

import numpy as np
import scipy
from numpy.typing import NDArray

from ....errors import ArgumentError
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray
from .score_statistic import difference_score

LARGEST_BASE = 1000

_GRID = 200
_ZOOMS, _PEAKS, _AROUND = 6, 3, 9
_HALVINGS = 40
_SCAN, _SCANNED = 24, 0.2
_EDGE = 1 - 2.0**-53
_TIE = 1e-9
"""Scores this close count as equal."""


def exact_unconditional(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Least δ with sup P(Z(δ) ≥ z(δ)) > tail, and largest δ with sup P(Z(δ) ≤ z(δ)) > tail.

    Z(δ) is the score (p̂₁ − p̂₂ − δ)/√(p₁q₁/n₁ + p₂q₂/n₂), z(δ) the observed one, and the supremum
    is over the shares with p₁ − p₂ = δ.
    """
    check_base("exact_unconditional", "miettinen_nurminen", one.n, two.n)
    columns = [np.reshape(value, -1) for value in (*one, *two, tail)]
    low, high = np.full((2, columns[0].size), np.nan)
    for row in np.flatnonzero(~np.isnan(sum(columns))):
        a, n, c, m, error = (float(column[row]) for column in columns)
        low[row], high[row] = _low(a, n, c, m, error), -_low(c, m, a, n, error)
    return Interval(low.reshape(np.shape(one.x)), high.reshape(np.shape(one.x)))


def check_base(key: str, instead: str, n1: FloatArray, n2: FloatArray) -> None:
    """Raise where a base is above what a method that looks at every table can take."""
    largest = np.fmax.reduce(np.maximum(n1, n2), axis=None, initial=0)
    if largest > LARGEST_BASE:
        raise ArgumentError(
            f"a base is {largest:g}; method {key!r} takes bases up to {LARGEST_BASE}; "
            f"use method={instead!r}, which approximates it"
        )


def _low(x1: float, n1: float, x2: float, n2: float, tail: float) -> float:
    """Halve between a δ that is left out and one that is not.

    The order of the tables changes with δ, so the probability may dip: the least δ that is not left
    out is looked for once more on a scan below the one found.
    """
    if x1 == 0 and x2 == n2:
        return -1.0
    observed = x1 / n1 - x2 / n2
    size1, size2 = np.full(int(n1) + 1, n1), np.full(int(n1) + 1, n2)
    own, other = (Count(np.array([x]), np.array([n])) for x, n in ((x1, n1), (x2, n2)))

    def kept(delta: float) -> bool:
        # for each count 1 the largest count 2 with at least the observed score of δ
        score = difference_score(own, other, np.array([delta]))
        reach, margin = score - _TIE * (1 + np.abs(score)), np.full(int(n1) + 1, delta)
        bounds = largest_counts(
            lambda x, y: difference_score(Count(x, size1), Count(y, size2), margin) >= reach, n1, n2
        )
        return worst_case(bounds, n1, n2, delta) > tail

    low = _halve(kept, -1.0, min(observed, _EDGE))
    scan = np.linspace(low - _SCANNED * (observed - low), low, _SCAN)[:-1]
    scan = scan[scan > -1]
    dips = [float(delta) for delta in scan if kept(float(delta))]
    return _halve(kept, dips[0] - float(scan[1] - scan[0]), dips[0]) if dips else low


def _halve(kept: Callable[[float], bool], out: float, inside: float) -> float:
    for _ in range(_HALVINGS):
        middle = (out + inside) / 2
        out, inside = (out, middle) if kept(middle) else (middle, inside)
    return inside


def worst_case(bounds: NDArray[np.int64], n1: float, n2: float, delta: float) -> float:
    """Return the largest Σ P(X₁ = i)·P(X₂ ≤ bound of i) over the shares with p₁ − p₂ = δ.

    The grid is even in the arc sine of √p₂, as the shapes of binomial laws are. Around
    the highest points it is made finer again and again.
    """
    start, end = max(0.0, -delta), min(1.0, 1.0 - delta)
    angle = np.linspace(0, np.pi / 2, _GRID)
    spacing, best = angle[1], 0.0
    for _ in range(_ZOOMS):
        p2 = start + (end - start) * np.sin(angle) ** 2
        first, upto = _binomial(n1, np.clip(p2 + delta, 0, 1)), np.cumsum(_binomial(n2, p2), axis=0)
        chance = (first * np.where(bounds[:, None] >= 0, upto[bounds], 0.0)).sum(axis=0)
        best = max(best, float(chance.max()))
        peaks = angle[np.argsort(chance)[-_PEAKS:]]
        around = peaks[:, None] + np.linspace(-spacing, spacing, _AROUND)
        angle, spacing = np.clip(around, 0, np.pi / 2).reshape(-1), 2 * spacing / (_AROUND - 1)
    return best


def largest_counts(
    extreme: Callable[[FloatArray, FloatArray], NDArray[np.bool_]], n1: float, n2: float
) -> NDArray[np.int64]:
    """Find, for each count 1, the largest count 2 that makes an extreme table; −1 for none.

    A table with a smaller count 2 than an extreme one must be extreme too.
    """
    one = np.arange(n1 + 1)
    least, most = np.full(one.shape, -1.0), np.full(one.shape, n2)
    while (wide := least < most).any():
        two = np.ceil((least + most) / 2)
        enough = extreme(one, np.maximum(two, 0))
        least, most = np.where(wide & enough, two, least), np.where(wide & ~enough, two - 1, most)
    return least.astype(int)


def _binomial(n: float, p: FloatArray) -> FloatArray:
    """P(X = k) for k = 0 … n down the rows and every p across."""
    k = np.arange(n + 1)[:, None]
    ways = (
        scipy.special.gammaln(n + 1)
        - scipy.special.gammaln(k + 1)
        - scipy.special.gammaln(n - k + 1)
    )
    return np.exp(ways + scipy.special.xlogy(k, p) + scipy.special.xlog1py(n - k, -p))
