"""Confidence intervals for one proportion: the table of methods, and the door to it."""

from typing import Any

import numpy as np

from ..arguments import (
    broadcast,
    check_confidence_level,
    check_counts,
    check_design,
    open_side,
    restore_interval,
    tail_probability,
)
from ..effective import effective_sample_size
from ..interval import Interval
from ..methods import FloatArray, Method, as_table, pick
from . import beta, closed

METHODS = as_table(
    Method(
        "wilson",
        "Wilson",
        closed.wilson,
        "Wilson (1927), JASA 22:209–212",
    ),
    Method(
        "wilson_cc",
        "Wilson with continuity correction",
        closed.wilson_cc,
        "Newcombe (1998), Statistics in Medicine 17:857–872, method 4",
        conservative=True,
    ),
    Method(
        "clopper_pearson",
        "Clopper–Pearson",
        beta.clopper_pearson,
        "Clopper & Pearson (1934), Biometrika 26:404–413",
        conservative=True,
    ),
    Method(
        "mid_p",
        "mid-P",
        beta.mid_p,
        "Lancaster (1961), JASA 56:223–234; Berry & Armitage (1995), The Statistician 44:417–423",
    ),
    Method(
        "jeffreys",
        "Jeffreys",
        beta.jeffreys,
        "Brown, Cai & DasGupta (2001), Statistical Science 16:101–133, section 4.1.2",
    ),
    Method(
        "agresti_coull",
        "Agresti–Coull",
        closed.agresti_coull,
        "Agresti & Coull (1998), The American Statistician 52:119–126",
    ),
    Method(
        "logit",
        "logit",
        closed.logit_interval,
        "Brown, Cai & DasGupta (2001), section 4.2.1",
    ),
    Method(
        "wald",
        "Wald",
        closed.wald,
        "Laplace (1812), Théorie analytique des probabilités, book II, chapter III",
    ),
)


def proportion_interval(
    count: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "wilson",
    alternative: str = "two-sided",
    deff: Any = 1.0,
    population_size: Any = None,
) -> Interval:
    """Compute a confidence interval for a share of respondents.

    The interval describes sampling error alone, for a simple random sample of `nobs` respondents,
    or of nobs/deff where a design effect is given. It is no statement about who could not be
    reached or who did not tell the truth.

    Parameters
    ----------
    count : scalar, array_like or pandas.Series
        Respondents who gave the answer, 0 to `nobs`. Weighted, hence fractional, counts are
        allowed with every method that does not say otherwise.
    nobs : scalar, array_like or pandas.Series
        Respondents asked (the base), above 0.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "wilson"
        A key of ``METHODS``.
    alternative : {"two-sided", "less", "greater"}
        As in scipy: "greater" bounds the share from below and gives [L, 1], "less" gives [0, U].
    deff : scalar or array_like, default 1.0
        Design effect: the variance of the design over that of simple random sampling.
    population_size : scalar or array_like, optional
        People in the population, for a sample that is a sizeable part of it.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, 1]: floats for scalars, arrays or Series otherwise. NaN in gives NaN
        out, for that element only. A census (nobs equal to population_size) has no sampling error.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, a base is 0 or less, an argument is outside its range, Series
        have different indexes, or the method is unknown.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Brown, Cai & DasGupta (2001), Interval
    estimation for a binomial proportion, Statistical Science 16:101–133.

    Examples
    --------
    >>> low, high = proportion_interval(252, 400)
    >>> round(low, 4), round(high, 4)
    (0.5817, 0.6759)
    """
    chosen = pick(METHODS, method, "an interval for one proportion")
    tail = tail_probability(check_confidence_level(confidence_level), alternative)
    population = np.inf if population_size is None else population_size
    (x, n, design, people), restore = broadcast(
        count=count, nobs=nobs, deff=deff, population_size=population
    )
    check_counts(x, n)
    check_design(design, n, people)
    limits = _at_effective_size(chosen, x, n, effective_sample_size(n, design, people), tail)
    return restore_interval(open_side(limits, alternative), restore)


def _at_effective_size(
    method: Method, x: FloatArray, n: FloatArray, n_effective: FloatArray, tail: float
) -> Interval:
    """Apply a method at the effective size; an infinite one (a census) leaves the share itself."""
    census = np.isinf(n_effective)
    size = np.where(census, n, n_effective)
    limits = method.interval(np.where(x == n, size, x / n * size), size, np.full_like(size, tail))
    return Interval(*(np.where(census, x / n, limit) for limit in limits))
