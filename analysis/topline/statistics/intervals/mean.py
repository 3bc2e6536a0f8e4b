"""Intervals for a mean of answers that are bounded, such as estimates between 0 and 100 percent.

The variance of answers is not published, but cannot exceed m(1 − m) for answers in [0, 1] with
mean m (Bhatia & Davis 2000, The American Mathematical Monthly 107:353–357). So each interval here
is a ceiling: the honest interval is at most this wide.
"""

from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from ...arguments import check_pair
from ...errors import ArgumentError
from ..core.arguments import (
    broadcast,
    check_all,
    check_base,
    check_confidence_level,
    check_design,
    restore_interval,
    tail_probability,
)
from ..core.effective import effective_sample_size
from ..core.interval import Interval
from ..core.methods import FloatArray, Method, as_table, pick
from ..core.roots import find_roots
from .one_share import closed

_FARTHEST = 750.0
"""Log-odds beyond which a float is 0 or 1."""


def hoeffding(s: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """Every mean μ with n·KL(m, μ) ≤ log(1/tail): valid for any answers in [0, 1] and any n."""
    m = s / n
    return Interval(
        _hoeffding_limit(m, n, tail, upper=False), _hoeffding_limit(m, n, tail, upper=True)
    )


def _hoeffding_limit(
    m: FloatArray, n: FloatArray, tail: FloatArray, *, upper: bool
) -> NDArray[np.float64]:
    """Solve n·KL(m, μ) = log(1/tail) for μ beyond m, over the log-odds of μ."""

    def excess(theta: FloatArray, m: FloatArray, n: FloatArray, tail: FloatArray) -> FloatArray:
        log_mu, log_rest = -np.logaddexp(0, -theta), -np.logaddexp(0, theta)
        divergence = (
            scipy.special.xlogy(m, m)
            + scipy.special.xlogy(1 - m, 1 - m)
            - m * log_mu
            - (1 - m) * log_rest
        )
        return np.asarray(n * divergence + np.log(tail))

    end = 1.0 if upper else 0.0
    at_end = m == end
    inside = np.where(at_end | np.isnan(m), 0.5, m)
    with np.errstate(divide="ignore"):
        near = np.clip(np.log(inside) - np.log1p(-inside), -_FARTHEST, _FARTHEST)
    far = np.full_like(near, _FARTHEST if upper else -_FARTHEST)
    found = find_roots(excess, (near, far), args=(inside, n, tail))
    limit = np.where(at_end, end, scipy.special.expit(found.x))
    return np.where(np.isnan(m), np.nan, limit)


# The largest standard error that a mean μ allows is √(μ(1 − μ)/n), that of a share: Wilson's limits
# are every mean within z of those errors, Wald's take the one that the observed mean allows.
METHODS = as_table(
    Method(
        "wilson",
        "Wilson with the Bhatia–Davis ceiling",
        closed.wilson,
        "Wilson (1927) with the variance ceiling of Bhatia & Davis (2000)",
    ),
    Method(
        "wald",
        "Wald with the Bhatia–Davis ceiling",
        closed.wald,
        "Bhatia & Davis (2000), The American Mathematical Monthly 107:353–357",
    ),
    Method(
        "hoeffding",
        "Hoeffding",
        hoeffding,
        "Hoeffding (1963), JASA 58:13–30, theorem 1, equation 2.1",
        conservative=True,
    ),
)


_LARGEST_BOUND = 1e100
"""The largest answer, whose square is a number still."""


def bounded_mean_interval(
    mean: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "wilson",
    alternative: str = "two-sided",
    deff: Any = 1.0,
    population_size: Any = None,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Interval:
    """Compute the widest interval that a mean of bounded answers can have.

    For means of respondents' own estimates ("what share of applicants sends a note?"), of which
    only the mean and the number of respondents are published. The true sampling error is at most
    this large; it is equal only when every answer is one of the two bounds. Nothing is said
    about whether respondents recall or estimate well.

    Parameters
    ----------
    mean : scalar, array_like or pandas.Series
        Mean answer, within `bounds`.
    nobs : scalar, array_like or pandas.Series
        Respondents who answered, above 0.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : {"wilson", "wald", "hoeffding"}, default "wilson"
        "wilson" and "wald" rest on the normal approximation; "hoeffding" holds for any n.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the mean from below, "less" from above.
    deff : scalar or array_like, default 1.0
        Design effect.
    population_size : scalar or array_like, optional
        People in the population.
    bounds : tuple of float, default (0.0, 1.0)
        Smallest and largest possible answer.

    Returns
    -------
    Interval
        ``(low, high)`` on the scale of `mean`.

    Raises
    ------
    ArgumentError
        When the mean is outside the bounds, nobs is 0 or less, or another argument is out of range.

    References
    ----------
    Bhatia & Davis (2000), A better bound on the variance, The American Mathematical Monthly
    107:353–357; Hoeffding (1963), JASA 58:13–30.

    Examples
    --------
    >>> low, high = bounded_mean_interval(0.26, 400)
    >>> round(low, 3), round(high, 3)
    (0.219, 0.305)
    """
    chosen = pick(METHODS, method, "an interval for a mean of bounded answers")
    tail = tail_probability(check_confidence_level(confidence_level), alternative)
    expected = "the lower bound below the upper one"
    lowest, highest = check_pair("bounds", bounds, expected=expected)
    if not (lowest < highest and max(-lowest, highest) <= _LARGEST_BOUND):
        raise ArgumentError(f"bounds is {bounds}; expected {expected}")
    population = np.inf if population_size is None else population_size
    (m, size, design, people), restore = broadcast(
        mean=mean, nobs=nobs, deff=deff, population_size=population
    )
    within = (m >= lowest) & (m <= highest)
    check_all("mean", m, within, f"a mean of answers lies within their bounds {bounds}")
    check_base("nobs", size, "a mean")
    check_design(design, size, people)
    scaled = (m - lowest) / (highest - lowest)
    effective = effective_sample_size(size, design, people)
    census = np.isinf(effective)  # has no sampling error: the mean itself
    base = np.where(census, 1.0, effective)
    found = chosen.interval(scaled * base, base, np.full_like(base, tail))
    limits = Interval(*(np.where(census, scaled, limit) for limit in found))
    limits = Interval(*(lowest + (highest - lowest) * limit for limit in limits))
    return restore_interval(limits, restore, alternative, bounds)
