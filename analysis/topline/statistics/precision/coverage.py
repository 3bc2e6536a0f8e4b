"""How often an interval method is right: exact coverage and expected width, not simulated.

For n respondents there are only n + 1 possible counts, hence n + 1 intervals. A method's coverage
at a true share p is the binomial probability of the counts whose interval holds p.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy.special import betainc, betaln, xlog1py, xlogy

from ...arguments import (
    check_list,
    check_number,
    check_one_of,
    check_pair,
    check_whole,
    described,
)
from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import broadcast, check_all, check_confidence_level
from ..core.interval import Interval
from ..core.methods import FloatArray, pick
from ..intervals.one_share.proportion import METHODS, proportion_interval

LARGEST = 100_000
"""Respondents up to which a table of all counts is made."""

_CELLS = 2_000_000
"""Probabilities kept in memory at a time."""

_GRID = 1000
"""True shares averaged over for a recommendation: the middles of so many equal parts."""

_SLACK = 0.005
"""How far below the confidence level the mean coverage of a recommended method may be."""

_WORST = 0.05
"""How far below it the least coverage may be, unless another floor is asked for."""

_NUDGE = 1e-13
"""A step past an interval's end, where its coverage is lost and the least coverage is found."""


def coverage_probability(
    method: str,
    p: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    prior: tuple[float, float] | None = None,
) -> Any:
    """Compute the exact probability that a method's interval holds the true share.

    Parameters
    ----------
    method : str
        A key of the METHODS for one proportion.
    p : scalar, array_like or pandas.Series
        True share, 0 to 1.
    nobs : scalar, array_like or pandas.Series
        Respondents, whole numbers from 1 to 100,000.
    confidence_level : float, default 0.95
        Nominal level.
    alternative : {"two-sided", "less", "greater"}
        As in ``proportion_interval``.
    prior : tuple of two float, optional
        As in ``proportion_interval``.

    Returns
    -------
    float, ndarray or pandas.Series
        Coverage; an interval that ends at p holds it.

    Raises
    ------
    ArgumentError
        When a share, base or level is out of range, or the method is unknown.

    References
    ----------
    Brown, Cai & DasGupta (2001), Statistical Science 16:101–133, section 2.

    Examples
    --------
    >>> round(coverage_probability("wald", 0.05, 30), 3)
    0.782
    """
    (share, n), restore = _checked(method, p, nobs)
    options = {
        "confidence_level": confidence_level,
        "alternative": alternative,
        "prior": prior,
    }
    return restore(_by_base(method, share, n, options, _covered))


def expected_width(
    method: str,
    p: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    alternative: str = "two-sided",
    prior: tuple[float, float] | None = None,
) -> Any:
    """Compute the mean width of a method's interval at a true share, exactly.

    Parameters, returns and errors are those of ``coverage_probability``.

    Examples
    --------
    >>> round(expected_width("wilson", 0.5, 400), 4)
    0.0974
    """
    (share, n), restore = _checked(method, p, nobs)
    options = {
        "confidence_level": confidence_level,
        "alternative": alternative,
        "prior": prior,
    }
    width = partial(_sum_over_counts, value=lambda low, high, _: high - low)
    return restore(_by_base(method, share, n, options, width))


def _checked(method: str, p: Any, nobs: Any) -> Any:
    pick(METHODS, method, "an interval for one proportion")
    (share, n), restore = broadcast(p=p, nobs=nobs)
    check_all("p", share, (share >= 0) & (share <= 1), "a share lies between 0 and 1")
    legal = (n >= 1) & (n <= LARGEST) & (n == np.rint(n))
    check_all("nobs", n, legal, f"coverage needs whole numbers of respondents, 1 to {LARGEST:,}")
    return (share, n), restore


def _by_base(
    method: str, share: FloatArray, n: FloatArray, options: dict[str, Any], measure: Any
) -> FloatArray:
    """Measure every base once, on the shares that go with it."""
    result = np.full(share.shape, np.nan)
    for base in np.unique(n[~np.isnan(n)]):
        x = np.arange(base + 1)
        limits = proportion_interval(x, base, method=method, **options)
        at = (n == base) & ~np.isnan(share)
        result[at] = measure(limits, share[at], int(base))
    return result


def _covered(limits: Interval, p: FloatArray, n: int) -> FloatArray:
    """Sum P(X = x) over the counts whose interval holds p.

    Where both limits rise with the count those counts are a run, first to last, and the sum is a
    difference of two binomial tails.
    """
    low, high = limits.ci_low, limits.ci_high
    if np.any(np.diff(low) < 0) or np.any(np.diff(high) < 0):
        return _sum_over_counts(limits, p, n, lambda lo, hi, q: (lo <= q) & (q <= hi))
    first = np.searchsorted(high, p, side="left").astype(float)
    last = np.searchsorted(low, p, side="right").astype(float) - 1
    return np.where(last < first, 0.0, _at_least(first, n, p) - _at_least(last + 1, n, p))


def _sum_over_counts(limits: Interval, p: FloatArray, n: int, value: Any) -> FloatArray:
    """Sum value(low, high, p)·P(X = x) over all counts, a piece of the shares at a time."""
    sums = [
        (
            np.asarray(value(limits.ci_low, limits.ci_high, piece[:, None]), dtype=float)
            * _pmf(n, piece)
        ).sum(axis=1)
        for piece in np.array_split(p, max(1, len(p) * (n + 1) // _CELLS))
    ]
    return np.concatenate(sums) if sums else p


def _pmf(n: int, p: FloatArray) -> FloatArray:
    """P(X = x) for every count, one row a share."""
    x = np.arange(n + 1.0)
    log_choose = -betaln(n - x + 1, x + 1) - np.log1p(n)
    q = p[:, None]
    return np.asarray(np.exp(log_choose + xlogy(x, q) + xlog1py(n - x, -q)))


def _at_least(k: FloatArray, n: int, p: FloatArray) -> FloatArray:
    """P(X ≥ k) of a binomial(n, p)."""
    inside = (k > 0) & (k <= n)
    a = np.where(inside, k, 1.0)
    return np.where(k <= 0, 1.0, np.where(k > n, 0.0, betainc(a, n - a + 1, p)))


@dataclass(frozen=True, eq=False)
class Rating(Value):
    """How one method does over a range of true shares."""

    method: str
    label: str
    minimum_coverage: float
    mean_coverage: float
    mean_width: float


@dataclass(frozen=True, eq=False)
class Recommendation(Value):
    """A recommended method, why, and how every candidate does."""

    method: str
    reason: str
    ratings: tuple[Rating, ...]


def recommend_interval(
    nobs: int,
    p_range: tuple[float, float] = (0.0, 1.0),
    *,
    confidence_level: float = 0.95,
    guaranteed: bool = False,
    floor: float | None = None,
    methods: tuple[str, ...] | None = None,
) -> Recommendation:
    """Recommend an interval method for `nobs` respondents and the shares one expects.

    The shortest method (smallest mean width) is recommended among those that are right often
    enough: on average over the range, within half a point of the confidence level, and nowhere in
    it below `floor`; or, with `guaranteed`, nowhere below the level itself.

    Parameters
    ----------
    nobs : int
        Respondents, 1 to 100,000.
    p_range : (float, float), default (0, 1)
        Smallest and largest true share to expect.
    confidence_level : float, default 0.95
        Between 0 and 1.
    guaranteed : bool, default False
        Whether coverage must nowhere be below the level.
    floor : float, optional
        Least coverage to accept anywhere in the range; the level less 5 points by default.
    methods : tuple of str, optional
        Candidates; by default every method for one proportion without a prior of one's own.

    Returns
    -------
    Recommendation
        With the ratings of all candidates. Their least coverage is exact: it is looked for at the
        ends of every interval in the range, where coverage is lost. Means are over 1,000 shares.

    Raises
    ------
    ArgumentError
        When the range, nobs or a method is illegal, or no candidate is right often enough.

    Examples
    --------
    >>> recommend_interval(400, (0.2, 0.8), methods=("wald", "wilson", "clopper_pearson")).method
    'wilson'
    """
    expected = "two shares, the smaller one first"
    low, high = check_pair("p_range", p_range, expected=expected)
    if not 0 <= low < high <= 1:
        raise ArgumentError(f"p_range is {described(p_range)}; expected {expected}")
    wanted = f"a whole number of respondents, 1 to {LARGEST:,}"
    nobs = check_whole("nobs", nobs, 1, LARGEST, expected=wanted)
    level = check_confidence_level(confidence_level)
    check_one_of("guaranteed", guaranteed, (False, True))
    if floor is not None:
        floor = check_number("floor", floor, 0, 1, expected="a share from 0 to 1")
    shares = low + (high - low) * (np.arange(_GRID) + 0.5) / _GRID
    default = (key for key, row in METHODS.items() if not row.takes_prior)
    named = "a list of methods, such as ('wilson', 'wald')"
    keys = tuple(default if methods is None else check_list("methods", methods, 99, expected=named))
    ratings = tuple(_rate(key, shares, (low, high), nobs, level) for key in keys)
    least = level - (1e-9 if guaranteed else _WORST) if floor is None else floor
    mean = level - _SLACK
    enough = [r for r in ratings if r.minimum_coverage >= least and r.mean_coverage >= mean]
    if not enough:
        raise ArgumentError(
            f"none of {', '.join(keys) or 'no methods'} covers often enough for n = {nobs}; "
            "add clopper_pearson"
        )
    best = min(enough, key=lambda rating: rating.mean_width)
    return Recommendation(best.method, _reason(best, least, guaranteed, len(ratings)), ratings)


def _rate(
    key: str, shares: FloatArray, p_range: tuple[float, float], n: int, confidence_level: float
) -> Rating:
    row = pick(METHODS, key, "an interval for one proportion")
    limits = proportion_interval(np.arange(n + 1), n, method=key, confidence_level=confidence_level)
    low, high = limits
    ends = np.concatenate([low - _NUDGE * low, high + _NUDGE * (1 - high)])
    ends = ends[(ends >= p_range[0]) & (ends <= p_range[1]) & (ends > 0) & (ends < 1)]
    coverage = _covered(limits, shares, n)
    least = min(coverage.min(), _covered(limits, ends, n).min(initial=1.0))
    pieces = np.array_split(shares, max(1, len(shares) * (n + 1) // _CELLS))
    chance = sum(_pmf(n, piece).sum(axis=0) for piece in pieces) / len(shares)
    mean_width = float(np.sum(chance * (high - low)))
    return Rating(key, row.label, float(least), float(coverage.mean()), mean_width)


def _reason(best: Rating, least: float, guaranteed: bool, candidates: int) -> str:
    what = f"cover as often as they say and nowhere below {least:.3g}"
    if guaranteed:
        what = "never cover less often than they say"
    return (
        f"of {candidates} methods, {best.label} has the shortest intervals (mean width "
        f"{best.mean_width:.4f}) among those that {what} (mean coverage {best.mean_coverage:.4f}, "
        f"minimum {best.minimum_coverage:.4f})"
    )
