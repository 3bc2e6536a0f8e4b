"""Confidence intervals for a subgroup's share against the rest, or against the whole it is in."""

from typing import Any

import numpy as np

from ....arguments import check_one_of
from ...core.arguments import broadcast, check_all, check_counts, restore_interval
from ...core.interval import Interval
from ...core.methods import pick
from .arguments import TwoSamples, two_sample_interval
from .difference import METHODS


def subgroup_difference_interval(
    count: Any,
    nobs: Any,
    count_whole: Any,
    nobs_whole: Any,
    *,
    against: str = "rest",
    confidence_level: float = 0.95,
    method: str = "newcombe",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for how far a subgroup's share is from the others'.

    The subgroup and the rest are independent groups, so the interval against the rest is that of
    two samples. The whole includes the subgroup, so the two are correlated: the difference from
    the whole is (1 − nobs/nobs_whole) times that from the rest, and so is its interval. Comparing
    a subgroup with its total as if they were independent is wrong by that factor and more.

    Parameters
    ----------
    count, nobs : scalar, array_like or pandas.Series
        Respondents of the subgroup with the answer, and its base.
    count_whole, nobs_whole : scalar, array_like or pandas.Series
        The same of everybody, the subgroup included.
    against : {"rest", "whole"}, default "rest"
        What the subgroup is compared with.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "newcombe"
        A method of ``difference_interval``.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the difference from below, "less" from above.
    deff : scalar or pair of them, default 1.0
        Design effect of both, or a tuple of that of the subgroup and that of the rest; the
        interval is that of effective counts.

    Returns
    -------
    Interval
        ``(low, high)`` for the subgroup's share less that of the rest or the whole.

    Raises
    ------
    ArgumentError
        When the subgroup is not a part of the whole, or an argument is out of range.

    References
    ----------
    Kish (1965), Survey Sampling, section 4.6; for the interval the source of the method.

    Examples
    --------
    80 of 120 women and 252 of all 400 respondents:

    >>> low, high = subgroup_difference_interval(80, 120, 252, 400)
    >>> round(low, 3), round(high, 3)
    (-0.052, 0.15)
    """
    chosen = pick(METHODS, method, "a difference of two shares")
    check_one_of("against", against, ("rest", "whole"))
    first, second = deff if isinstance(deff, tuple) and len(deff) == 2 else (deff, deff)
    (x, n, x_whole, n_whole, *designs), restore = broadcast(
        count=count,
        nobs=nobs,
        count_whole=count_whole,
        nobs_whole=nobs_whole,
        deff=first,
        deff_rest=second,
    )
    # The subgroup is a part of the whole, and leaves a rest.
    check_counts(x, n)
    check_all("nobs_whole", n_whole, np.isfinite(n_whole), "a base is a finite number")
    unknown = np.isnan(x) | np.isnan(n) | np.isnan(x_whole) | np.isnan(n_whole)
    check_all("nobs", n, unknown | (n < n_whole), "a subgroup is smaller than nobs_whole")
    check_all("count", x, unknown | (x <= x_whole), "a subgroup's count is a part of count_whole")
    others = unknown | (x_whole - x <= n_whole - n)
    check_all("count_whole", x_whole, others, "leaves the rest with more answers than respondents")
    found = two_sample_interval(
        chosen,
        TwoSamples(x, n, x_whole - x, n_whole - n),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=tuple(designs),
        span=(-1.0, 1.0),
    )
    outside = np.ones_like(n) if against == "rest" else 1 - n / n_whole
    return restore_interval(Interval(*(outside * limit for limit in found)), restore)
