"""The difference of two estimated shares: one method for its interval and its p-value.

Newcombe's hybrid: each share's variance near the limits of the difference is recovered from its own
score limits. A design enters through effective sizes, Student's quantile in place of the normal
one, and the correlation of the two estimates where their groups share units. The p-value is the
error probability at which one limit is 0, so that it never contradicts the interval.

References
----------
Newcombe (1998), Statistics in Medicine 17:873–890, method 10; Zou & Donner (2008), Statistics in
Medicine 27:1693–1702, with correlation; Satterthwaite (1946), Biometrics Bulletin 2:110–114.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import scipy
from numpy.typing import NDArray

from ...core.interval import Interval
from ...core.methods import FloatArray
from ...core.roots import solve

_MOST_ERRORS = 1e8
"""Standard errors up to which a limit is looked for; beyond, no error is left."""

RELATED = 1e-9
"""Correlation above which two estimates share units or strata; rounding leaves less."""


class EstimatedShares(NamedTuple):
    """Shares of groups as a survey estimates them: arrays of one shape.

    `p` are the shares, `n` their respondents, `size` the effective ones p(1 − p)/V, infinite where
    all of a population are known, and `df` the degrees of freedom of V. A share of 0 or 1 has no
    estimated V: its size counts for nothing (see ``SharePairs.of``).
    """

    p: FloatArray
    n: FloatArray
    size: FloatArray
    df: FloatArray

    def at(self, rows: Any) -> "EstimatedShares":
        """Return some of them."""
        return EstimatedShares(*(values[rows] for values in self))


@dataclass(frozen=True, eq=False)
class SharePairs:
    """Pairs of shares to be compared, the first less the second.

    Attributes
    ----------
    one, two : EstimatedShares
        Of sizes that both know.
    correlation : (k,) float
        Of the two estimates; −1 where it is not known, which is the worst.
    df : (k,) float
        Degrees of freedom of the difference.
    """

    one: EstimatedShares
    two: EstimatedShares
    correlation: FloatArray
    df: FloatArray

    @classmethod
    def of(
        cls,
        one: EstimatedShares,
        two: EstimatedShares,
        correlation: FloatArray,
        most: float | None,
        groups: Any = True,
    ) -> "SharePairs":
        """Return pairs with the size of shares of 0 and 1 and the degrees of freedom worked out.

        A share of 0 or 1 takes the design effect of the other, at least 1. The degrees of freedom
        are Satterthwaite's from the variances at (x + 2)/(n + 4), which are not 0; see
        ``satterthwaite`` for `most` and `groups`.
        """
        one, two = _sized(one, two), _sized(two, one)
        variances = [
            p * (1 - p) / s for p, s in ((_shrunk(each), each.size) for each in (one, two))
        ]
        rho = np.clip(correlation, -1, 1)
        # two answers of the same people are related, though one that nobody gave does not show it
        freedom, related = np.array([one.df, two.df]), (np.abs(rho) > RELATED) | ~np.asarray(groups)
        df = satterthwaite(np.array(variances), freedom, related, most, groups)
        return cls(one, two, rho, df)


def satterthwaite(
    variance: FloatArray,
    df: FloatArray,
    related: NDArray[np.bool_],
    most: float | None,
    groups: Any = False,
) -> FloatArray:
    """Return the degrees of freedom of sums of estimates, (Σv)²/Σ(v²/df).

    Parameters
    ----------
    variance, df : (m, …) float
        Of the parts, weights included.
    related : (…) bool
        Whether parts share units or strata: they are taken to know no more together than the one
        that knows most.
    most : float or None
        Those of all respondents, which nothing exceeds. None: not known, and so the least of the
        parts' is taken.
    groups : (…) bool
        Whether the sum is the difference of two groups of people: where they are related, or have
        those of all respondents each, at least one of all is lost, for two means are estimated, as
        R's regression on the group counts.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        found = variance.sum(axis=0) ** 2 / (variance**2 / df).sum(axis=0)
    least = df.min(axis=0)
    if most is None:
        return np.asarray(least)
    # parts without a variance, or that are known for certain, leave the formula nothing to weigh
    found = np.where(np.isnan(found), least, np.maximum(found, least))
    found = np.where(related, np.minimum(found, df.max(axis=0)), found)
    # parts that have all respondents' degrees each, as asked or as given, add no others to them
    together = np.asarray(related) | (df >= most).all(axis=0)
    # two units leave the one degree that there is
    lost = together & np.asarray(groups) & (most > 1)
    return np.asarray(np.minimum(found, most - lost))


def difference_limits(pairs: SharePairs, confidence_level: float) -> Interval:
    """Return d − √(e₁² + f₂² − 2ρe₁f₂) and d + √(f₁² + e₂² − 2ρf₁e₂), d = p₁ − p₂.

    e and f are the distances from each share down and up to its score limits, with Student's
    quantile.
    """
    c = np.asarray(scipy.special.stdtrit(pairs.df, (1 + confidence_level) / 2), dtype=float)
    one, two = _distances(pairs.one, c), _distances(pairs.two, c)
    gap, rho = pairs.one.p - pairs.two.p, pairs.correlation
    down = _together(one.below, two.above, rho)
    up = _together(one.above, two.below, rho)
    # where one limit is not known, neither is: a share of 0 or 1 has one without an error
    gap = np.where(np.isnan(down) | np.isnan(up), np.nan, gap)
    return Interval(np.maximum(gap - down, -1), np.minimum(gap + up, 1))


def difference_p_values(pairs: SharePairs) -> FloatArray:
    """Return two-sided p-values: twice the tail at the quantile that puts a limit on 0.

    1 where the shares are equal, two shares of 0 included.
    """
    errors, infinite = np.abs(difference_quantiles(pairs)), np.isinf(pairs.df)
    tail = np.where(
        infinite,
        scipy.special.ndtr(-errors),
        scipy.special.stdtr(np.where(infinite, 1, pairs.df), -errors),
    )
    return np.asarray(np.minimum(2 * tail, 1))


def difference_quantiles(pairs: SharePairs) -> FloatArray:
    """Return the quantile that puts a limit on 0, with the sign of the difference.

    0 where the shares are equal, infinite where no limit is ever 0.
    """
    turned = pairs.one.p < pairs.two.p
    high, low = (
        _other_where(turned, pairs.one, pairs.two),
        _other_where(turned, pairs.two, pairs.one),
    )
    gap = high.p - low.p
    parts = (*high, *low, pairs.correlation, pairs.df)
    unknown = np.isnan(np.sum([np.where(np.isinf(part), 0, part) for part in parts], axis=0))
    unknown |= pairs.df <= 0
    asked = np.flatnonzero((gap > 0) & ~unknown)
    errors = np.zeros(gap.shape)
    own, other, rho = high.at(asked), low.at(asked), pairs.correlation[asked]
    args = (own.p, own.size, other.p, other.size, rho)
    reach = _excess(np.full(len(asked), _MOST_ERRORS), *args)[0]
    # from d over its standard error at (x + 2)/(n + 4)
    variance = sum(p * (1 - p) / s for p, s in ((_shrunk(x), x.size) for x in (own, other)))
    with np.errstate(divide="ignore"):
        start = np.minimum((own.p - other.p) / np.sqrt(variance), _MOST_ERRORS / 2)
    found = solve(_excess, start, *args, low=0.0, high=_MOST_ERRORS)
    errors[asked] = np.where(reach < 0, np.inf, found)
    return np.where(unknown, np.nan, np.where(turned, -errors, errors))


def _other_where(
    turned: NDArray[np.bool_], own: EstimatedShares, other: EstimatedShares
) -> EstimatedShares:
    return EstimatedShares(*(np.where(turned, b, a) for a, b in zip(own, other, strict=True)))


def _sized(own: EstimatedShares, other: EstimatedShares) -> EstimatedShares:
    """Return shares of 0 and 1 with n over the other's design effect, at least 1."""
    other_edge = (other.p <= 0) | (other.p >= 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.where(other_edge, 1.0, np.fmax(other.n / other.size, 1.0))
    # an infinite size is that of a population, and a missing one is not known
    edge = ((own.p <= 0) | (own.p >= 1)) & np.isfinite(own.size)
    return own._replace(size=np.where(edge, own.n / effect, own.size))


def _shrunk(shares: EstimatedShares) -> FloatArray:
    """Return (x + 2)/(n + 4), which is neither 0 nor 1."""
    return np.asarray((shares.p + 2 / shares.size) / (1 + 4 / shares.size))


class _Distances(NamedTuple):
    """How far a share's score limits lie below and above it."""

    below: FloatArray
    above: FloatArray


def _distances(shares: EstimatedShares, c: FloatArray) -> _Distances:
    near, far = _near(shares.p, shares.size, c)[0], _far(shares.p, shares.size, c)[0]
    low = shares.p <= 0.5
    return _Distances(np.where(low, near, far), np.where(low, far, near))


def _near(p: FloatArray, n: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the distance to the limit on the nearer side of 0 or 1, and its slope in c.

    c·pq/(r + m) with r = √(npq + c²/4) and m = c·|½ − p|: no digit is lost where p is small.
    """
    pq, r, m = _roots(p, n, c)
    with np.errstate(divide="ignore", invalid="ignore"):
        bend = c / (4 * r) + np.abs(0.5 - p)
        value = c * pq / (r + m)
        slope = pq / (r + m) - value * bend / (r + m)
    nothing = np.isinf(n) | ((pq == 0) & ~np.isnan(n))
    return np.where(nothing, 0.0, value), np.where(nothing, 0.0, slope)


def _far(p: FloatArray, n: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the distance to the limit on the farther side, c(r + m)/(n + c²), and its slope."""
    _, r, m = _roots(p, n, c)
    with np.errstate(divide="ignore", invalid="ignore"):
        bend = c / (4 * r) + np.abs(0.5 - p)
        value = c * (r + m) / (n + c * c)
        slope = (r + m + c * bend - 2 * c * value) / (n + c * c)
    whole = np.isinf(n)
    return np.where(whole, 0.0, value), np.where(whole, 0.0, slope)


def _roots(
    p: FloatArray, n: FloatArray, c: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    pq = p * (1 - p)
    # whole populations have no limits: any number serves
    return pq, np.sqrt(np.where(np.isinf(n), 1.0, n) * pq + c * c / 4), c * np.abs(0.5 - p)


def _together(first: FloatArray, second: FloatArray, rho: FloatArray) -> FloatArray:
    # (a − ρb)² + (1 − ρ²)b², which rounding never makes negative
    return np.hypot(first - rho * second, np.sqrt(1 - rho * rho) * second)


def _excess(
    c: FloatArray,
    p1: FloatArray,
    n1: FloatArray,
    p2: FloatArray,
    n2: FloatArray,
    rho: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Return √(e₁² + f₂² − 2ρe₁f₂)/(p₁ − p₂) − 1 and its slope in the quantile c."""
    (e, e_slope), (f, f_slope) = _down(p1, n1, c), _down(1 - p2, n2, c)
    both = _together(e, f, rho)
    gap = p1 - p2
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = ((e - rho * f) * e_slope + (f - rho * e) * f_slope) / both
    return both / gap - 1, slope / gap


def _down(p: FloatArray, n: FloatArray, c: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the distance from a share down to its lower limit, and its slope."""
    near, far, low = _near(p, n, c), _far(p, n, c), p <= 0.5
    return np.where(low, near[0], far[0]), np.where(low, near[1], far[1])
