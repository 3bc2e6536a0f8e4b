"""How wrong would the survey have to be? What no interval covers, said in its own units.

Sampling error is the error that can be calculated. These functions say how large a design effect, a
bias or a share of false answers would overturn a claim, and how far the truth can be from a share
when nothing is assumed of those who did not answer.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from ...arguments import as_number, check_one_of, described
from ...errors import ArgumentError
from ..core.arguments import (
    broadcast,
    check_all,
    check_confidence_level,
    check_counts,
    check_deff,
    check_design,
    restore_interval,
    tail_probability,
)
from ..core.interval import Interval
from ..core.methods import FloatArray, Method, pick
from ..core.roots import find_roots
from ..intervals.one_share.proportion import METHODS, proportion_interval

_LOWEST, _HIGHEST = np.log(1e-6), np.log(1e12)
"""Design effects looked at, as logs."""


def worst_case_bounds(share: Any, response_rate: Any) -> Interval:
    """Bound the share of everybody invited, whatever those who did not answer would have said.

    low = r·p, when none of them would have given the answer; high = r·p + 1 − r, when all would.
    The width is 1 − r whatever the number of respondents: more interviews do not narrow it.

    Parameters
    ----------
    share : scalar, array_like or pandas.Series
        Share of the respondents who gave the answer, 0 to 1.
    response_rate : scalar, array_like or pandas.Series
        Share of those invited who answered, above 0 and up to 1.

    Returns
    -------
    Interval
        ``(low, high)``; bounds, not a confidence interval.

    Raises
    ------
    ArgumentError
        When a share or rate is out of range.

    References
    ----------
    Manski (1989), Anatomy of the selection problem, Journal of Human Resources 24:343–360.

    Examples
    --------
    >>> low, high = worst_case_bounds(0.63, 0.5)
    >>> round(low, 3), round(high, 3)
    (0.315, 0.815)
    """
    (p, r), restore = broadcast(share=share, response_rate=response_rate)
    check_all("share", p, (p >= 0) & (p <= 1), "a share lies between 0 and 1")
    check_all("response_rate", r, (r > 0) & (r <= 1), "a response rate is above 0, up to 1")
    return restore_interval(Interval(r * p, r * p + 1 - r), restore)


_LARGEST_FACTOR = 100.0
"""Actual over nominal errors, at most."""


def total_error_interval(
    count: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "wilson",
    deff: Any = 1.0,
    factor: float = 2.0,
) -> Interval:
    """Compute an interval as wide as the errors that polls really make.

    Among 4,221 late polls of 608 races the root mean squared error was about 3.5 points, about
    twice what sampling error predicts. The standard error is multiplied by `factor`.

    Parameters
    ----------
    count, nobs, confidence_level, method, deff
        As in ``proportion_interval``.
    factor : float, default 2.0
        Actual over nominal standard error, at least 1.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, 1].

    Raises
    ------
    ArgumentError
        As ``proportion_interval`` does, and when `factor` is below 1.

    References
    ----------
    Shirani-Mehr, Rothschild, Goel & Gelman (2018), Disentangling bias and variance in election
    polls, JASA 113:607–614.

    Examples
    --------
    >>> low, high = total_error_interval(252, 400)
    >>> round(low, 3), round(high, 3)
    (0.532, 0.718)
    """
    times = as_number(factor)
    if not 1 <= times <= _LARGEST_FACTOR:
        raise ArgumentError(
            f"factor is {described(factor)}; actual errors are at least the nominal ones: 1, and "
            f"at most {_LARGEST_FACTOR:g} of them"
        )
    (design,), restore = broadcast(deff=deff)
    check_deff(design)
    widened = restore(design * times**2)
    return proportion_interval(
        count, nobs, confidence_level=confidence_level, method=method, deff=widened
    )


def tipping_point(
    count: Any,
    nobs: Any,
    value: Any,
    *,
    error: str = "design_effect",
    confidence_level: float = 0.95,
    method: str = "wilson",
    deff: Any = 1.0,
) -> Any:
    """Compute how large an error would stop a claim from holding.

    The claim is that the share lies on its side of the threshold, and it holds while the whole
    interval does. Each error is worked out alone.

    Parameters
    ----------
    count : scalar, array_like or pandas.Series
        Respondents who gave the answer.
    nobs : scalar, array_like or pandas.Series
        Respondents asked.
    value : scalar, array_like or pandas.Series
        The share the claim compares with, such as 0.5 for a majority; between 0 and 1.
    error : {"design_effect", "bias", "misreporting"}
        "design_effect": the design effect at which the interval reaches the threshold; below
        `deff`, the claim does not hold as it is.
        "bias": how far the interval could move towards the threshold, in proportions: the bias of
        nonresponse or wording that it can bear; negative when it does not hold as it is.
        "misreporting": the share of false answers on the claim's side that it can bear: of those
        who gave the answer when the share is above the threshold, of the others when it is below.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "wilson"
        A key of the METHODS for one proportion.
    deff : scalar or array_like, default 1.0
        Design effect the interval has already.

    Returns
    -------
    float, ndarray or pandas.Series
        In the unit of `error`.

    Raises
    ------
    ArgumentError
        When an argument is out of range, or `error` or the method is unknown.

    Examples
    --------
    >>> round(tipping_point(252, 400, 0.5), 1)
    7.0
    >>> round(tipping_point(252, 400, 0.5, error="bias"), 3)
    0.082
    >>> round(tipping_point(252, 400, 0.5, error="misreporting"), 3)
    0.14
    """
    check_one_of("error", error, TIPPING)
    chosen = pick(METHODS, method, "an interval for one proportion")
    if chosen.integer_counts:
        raise ArgumentError(f"method {method!r} needs whole counts, and a design effect makes none")
    tail = tail_probability(check_confidence_level(confidence_level), "two-sided")
    (x, n, t, design), restore = broadcast(count=count, nobs=nobs, value=value, deff=deff)
    check_counts(x, n)
    check_design(design, n, np.full_like(n, np.inf))
    check_all("value", t, (t > 0) & (t < 1), "a share to compare with is between 0 and 1")
    return restore(TIPPING[error](chosen, x, n, t, design, tail))


def _near_limit(
    method: Method, x: FloatArray, n: FloatArray, t: FloatArray, deff: FloatArray, tail: float
) -> FloatArray:
    """Return the limit on the threshold's side: the lower one of a share above it."""
    limits = method.interval(x / deff, n / deff, np.full_like(n, tail))
    return np.asarray(np.where(x / n >= t, limits.ci_low, limits.ci_high))


def _bias(
    method: Method, x: FloatArray, n: FloatArray, t: FloatArray, deff: FloatArray, tail: float
) -> FloatArray:
    """Return how far the near limit is from the threshold, on the claim's side."""
    limit = _near_limit(method, x, n, t, deff, tail)
    return np.asarray(np.where(x / n >= t, limit - t, t - limit))


def _misreporting(
    method: Method, x: FloatArray, n: FloatArray, t: FloatArray, deff: FloatArray, tail: float
) -> FloatArray:
    """Solve (1 − m)·L = t for a share above t, and (1 − m)(1 − U) = 1 − t for one below."""
    limit = _near_limit(method, x, n, t, deff, tail)
    above = x / n >= t
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(above, 1 - t / limit, 1 - (1 - t) / (1 - limit)))


def _design_effect(
    method: Method, x: FloatArray, n: FloatArray, t: FloatArray, _deff: FloatArray, tail: float
) -> FloatArray:
    """Solve near limit(n / deff) = t over the log of deff; 0 where even the least reaches it."""

    def distance(log_deff: FloatArray, x: FloatArray, n: FloatArray, t: FloatArray) -> FloatArray:
        return _bias(method, x, n, t, np.exp(log_deff), tail)

    missing, at_value = np.isnan(x + n + t), x == t * n
    inside = np.where(missing | at_value, n * (1 + t) / 2, x)
    ends = np.full_like(n, _LOWEST), np.full_like(n, _HIGHEST)
    found = find_roots(distance, ends, args=(inside, n, t))
    tips = np.where(at_value | ~found.success, 0.0, np.exp(found.x))
    return np.where(missing, np.nan, tips)


TIPPING: dict[str, Callable[..., FloatArray]] = {
    "design_effect": _design_effect,
    "bias": _bias,
    "misreporting": _misreporting,
}
"""What a claim can break on, and how that point is found."""
