"""Confidence intervals for one proportion: the door to the table of methods."""

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from ....arguments import check_pair
from ....errors import ArgumentError
from ...core.arguments import (
    broadcast,
    check_confidence_level,
    check_counts,
    check_design,
    check_whole_counts,
    restore_interval,
    tail_probability,
)
from ...core.chunks import in_chunks, over_distinct, over_known
from ...core.effective import RULES, Rule, Sample, ruled_sample_size
from ...core.interval import Interval
from ...core.methods import FloatArray, pick
from . import finite
from .methods import METHODS, ProportionMethod

__all__ = ["METHODS", "proportion_interval"]

_LEAST_PRIOR = 1e-9
"""The weakest part of a prior; 1/_LEAST_PRIOR is the strongest."""

_AT_ONCE = {False: 2**14, True: 2**21}
"""Pairs at a time of closed forms, to stay in the processor's cache, and of iterative methods."""


def proportion_interval(
    count: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "wilson",
    alternative: str = "two-sided",
    deff: Any = 1.0,
    population_size: Any = None,
    effective: str | None = "kish",
    df: Any = None,
    prior: tuple[float, float] | None = None,
) -> Interval:
    """Compute a confidence interval for a share of respondents.

    The interval describes sampling error alone, for a simple random sample of `nobs` respondents,
    or of nobs/deff where a design effect is given. It is no statement about who could not be
    reached or who did not tell the truth.

    Parameters
    ----------
    count : scalar, array_like or pandas.Series
        Respondents who gave the answer, 0 to `nobs`. Weighted, hence fractional, counts are
        allowed with every method but those whose row has ``integer_counts``.
    nobs : scalar, array_like or pandas.Series
        Respondents asked (the base), above 0.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "wilson"
        A key of ``METHODS``. "blyth_still_casella" and "wang" take bases of at most 100,000.
    alternative : {"two-sided", "less", "greater"}
        As in scipy: "greater" bounds the share from below and gives [L, 1], "less" gives [0, U].
        Methods that pair both tails (Blaker's, Sterne's, Blyth, Still and Casella's, Wang's) bound
        one side by Clopper and Pearson's limit, those of highest density by a quantile.
    deff : scalar or array_like, default 1.0
        Design effect: the variance of the design over that of simple random sampling.
    population_size : scalar or array_like, optional
        People in the population, for a sample that is a sizeable part of it. "clopper_pearson" and
        "wang" are then exact, by the hypergeometric law, for whole counts and a `deff` of 1; all
        else takes the finite-population correction on its effective sample size.
    effective : str or None, default "kish"
        A key of ``effective.RULES``: how the effective sample size comes about. "korn_graubard"
        with "clopper_pearson" is Korn and Graubard's interval; "student" puts Student's quantile
        in place of the normal one; None refuses a design effect.
    df : scalar or array_like, optional
        Degrees of freedom of the design (clusters less strata), for the rules that use them;
        nobs − 1 where not given.
    prior : tuple of two float, optional
        a and b of the Beta prior, for "bayes" and "bayes_hpd"; Jeffreys' (0.5, 0.5) where not
        given.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, 1]: floats for scalars, arrays or Series otherwise. NaN in gives NaN
        out, for that element only. A census (nobs equal to population_size) has no sampling error.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, a base is 0 or less, an argument is outside its range, Series
        have different indexes, the method is unknown, or it cannot use an argument it gets.

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
    row = pick(METHODS, method, "an interval for one proportion")
    tail = tail_probability(check_confidence_level(confidence_level), alternative)
    if alternative != "two-sided":
        exact = row.finite and finite.clopper_pearson
        row = replace(row, interval=row.one_sided or row.interval, finite=exact)
    if prior is not None:
        if not row.takes_prior:
            keys = " or ".join(repr(key) for key, other in METHODS.items() if other.takes_prior)
            raise ArgumentError(
                f"method {row.key!r} takes no prior; choose {keys}, or leave it out"
            )
        expected = "two numbers above 0, such as (0.5, 0.5)"
        a, b = check_pair("prior", prior, expected=expected)
        if not (min(a, b) >= _LEAST_PRIOR and max(a, b) <= 1 / _LEAST_PRIOR):
            raise ArgumentError(f"prior is {prior!r}; expected {expected}")
        row = replace(row, interval=partial(row.interval, prior=(a, b)))
    rule = None if effective is None else pick(RULES, effective, "an effective sample size")
    if population_size is None and df is None and isinstance(deff, (int, float)) and deff == 1:
        (x, n), restore = broadcast(count=count, nobs=nobs)
        check_counts(x, n)
        limits = _limits(row, x, n, tail)
    else:
        people = np.inf if population_size is None else population_size
        more = {} if df is None else {"df": df}
        (x, n, design, people, *freedom), restore = broadcast(
            count=count, nobs=nobs, deff=deff, population_size=people, **more
        )
        check_counts(x, n)
        check_design(design, n, people)
        sample = Sample(x, n, design, people, freedom[0] if freedom else None)
        limits = _at_effective_size(row, rule, sample, tail)
    return restore_interval(limits, restore, alternative)


def _at_effective_size(
    row: ProportionMethod, rule: Rule | None, sample: Sample, tail: float
) -> Interval:
    """Apply a method at the effective size; an infinite one (a census) leaves the share itself.

    Where the method has an exact form for a finite population, and nothing but the population
    makes the size an effective one, that form.
    """
    x, n, people = sample.count, sample.nobs, sample.population
    size = ruled_sample_size(rule, sample, tail)
    limits = np.broadcast_to(x / n, (2, *x.shape)).copy()
    exact = np.zeros(x.shape, dtype=bool)
    if row.finite is not None and not (rule and rule.takes_df):
        exact = np.isfinite(people) & (sample.deff == 1) & (x % 1 == 0) & (n % 1 == 0)
        exact &= people == np.floor(people)
        limits[:, exact] = row.finite(x[exact], n[exact], people[exact], tail)
    rest = ~exact & ~np.isinf(size)
    x, n, size = x[rest], n[rest], size[rest]
    count = np.where(size == n, x, np.where(x == n, size, x / n * size))
    limits[:, rest] = _limits(row, count, size, tail)
    return Interval(*limits)


def _limits(row: ProportionMethod, x: FloatArray, n: FloatArray, tail: float) -> Interval:
    """Apply a method to pairs of any shape, once to each distinct one where that is worth it."""
    if row.integer_counts:
        check_whole_counts(row.key, x, n)
    kernel = partial(row.interval, tail=tail)
    if x.ndim == 0 and not np.isnan(x + n):
        # one pair is neither long nor there twice
        low, high = kernel(x.reshape(-1), n.reshape(-1))
        return Interval(low.reshape(()), high.reshape(()))
    known = partial(over_known, partial(over_distinct, kernel) if row.iterative else kernel)
    return in_chunks(known, x, n, size=_AT_ONCE[row.iterative])
