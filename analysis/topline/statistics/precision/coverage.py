"""How often an interval method is right: exact coverage and expected width, not simulated.

For n respondents there are only n + 1 possible counts, hence n + 1 intervals. A method's coverage
at a true share p is the binomial probability of the counts whose interval holds p.
"""

from functools import partial
from typing import Any

import numpy as np
import scipy

from ..core.arguments import broadcast, check_all
from ..core.interval import Interval
from ..core.methods import FloatArray, pick
from ..intervals.one_share.proportion import METHODS, proportion_interval

LARGEST = 100_000
"""Respondents up to which a table of all counts is made."""

_CELLS = 2_000_000
"""Probabilities kept in memory at a time."""


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
    return restore(_by_base(method, share, n, options, covered))


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


def covered(limits: Interval, p: FloatArray, n: int) -> FloatArray:
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
            * pmf(n, piece)
        ).sum(axis=1)
        for piece in in_pieces(p, n)
    ]
    return np.concatenate(sums) if sums else p


def in_pieces(p: FloatArray, n: int) -> list[FloatArray]:
    """Part shares, so that the probabilities of all counts under those of a piece fit in memory."""
    return np.array_split(p, max(1, len(p) * (n + 1) // _CELLS))


def pmf(n: int, p: FloatArray) -> FloatArray:
    """P(X = x) for every count, one row a share."""
    x = np.arange(n + 1.0)
    log_choose = -scipy.special.betaln(n - x + 1, x + 1) - np.log1p(n)
    q = p[:, None]
    return np.asarray(
        np.exp(log_choose + scipy.special.xlogy(x, q) + scipy.special.xlog1py(n - x, -q))
    )


def _at_least(k: FloatArray, n: int, p: FloatArray) -> FloatArray:
    """P(X ≥ k) of a binomial(n, p)."""
    inside = (k > 0) & (k <= n)
    a = np.where(inside, k, 1.0)
    return np.where(k <= 0, 1.0, np.where(k > n, 0.0, scipy.special.betainc(a, n - a + 1, p)))
