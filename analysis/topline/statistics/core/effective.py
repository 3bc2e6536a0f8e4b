"""The effective sample size: the one place where a survey design enters an interval."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from ...errors import ArgumentError
from .arguments import broadcast, check_all, check_base, check_population
from .methods import as_table

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Rule:
    """One way from respondents and a design effect to an effective sample size.

    Attributes
    ----------
    key : str
        The name users pass as ``effective=``.
    label : str
        The name captions and reports print.
    factor : callable
        ``(nobs, df, tail) -> factor`` on nobs/deff, with the degrees of freedom of the design.
    source : str
        Primary source.
    takes_df : bool
        Whether it has a use for degrees of freedom.
    """

    key: str
    label: str
    factor: Callable[[FloatArray, FloatArray, float], Any]
    source: str
    takes_df: bool = False


def korn_graubard(nobs: FloatArray, df: FloatArray, tail: float) -> FloatArray:
    """(t_{n−1}/t_df)², quantiles of order 1 − tail; 1 where df is n − 1."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = scipy.special.stdtrit(nobs - 1, tail) / scipy.special.stdtrit(df, tail)
    return np.where(df == nobs - 1, 1.0, ratio**2)


def student(_nobs: FloatArray, df: FloatArray, tail: float) -> FloatArray:
    """(z/t_df)²: the normal quantile in a formula then acts as Student's."""
    return np.asarray((scipy.special.ndtri(tail) / scipy.special.stdtrit(df, tail)) ** 2)


RULES = as_table(
    Rule(
        "kish", "Kish", lambda _nobs, _df, _tail: 1.0, "Kish (1965), Survey Sampling, section 8.2"
    ),
    Rule(
        "korn_graubard",
        "Korn–Graubard",
        korn_graubard,
        "Korn & Graubard (1998), Survey Methodology 24:193–201",
        takes_df=True,
    ),
    Rule(
        "student",
        "Kish with Student's quantile",
        student,
        "Student (1908), Biometrika 6:1–25; Lohr (2010), Sampling, section 2.5",
        takes_df=True,
    ),
)


def effective_sample_size(
    nobs: FloatArray, deff: FloatArray, population_size: FloatArray
) -> FloatArray:
    """Return the size of the simple random sample, from an endless population, of equal variance.

    n_effective = (n / deff) · (N − 1)/(N − n), for a population of N; infinite in a census.

    The finite-population factor is the exact one of the hypergeometric variance
    p(1 − p)/n · (N − n)/(N − 1).

    Parameters
    ----------
    nobs, deff, population_size : (…) float
        Respondents, design effect, and population (infinite where not given).

    References
    ----------
    Kish (1965), Survey Sampling, section 8.2; Cochran (1977), Sampling Techniques, eq. 3.8.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        fraction_left = (population_size - nobs) / (population_size - 1)
        fraction_left = np.where(np.isinf(population_size), 1.0, fraction_left)
        fraction_left = np.where(population_size == nobs, 0.0, fraction_left)
        return np.asarray(nobs / deff / fraction_left)


@dataclass(frozen=True, eq=False)
class Sample:
    """Checked counts of samples with what is known of how they were drawn, all of one shape.

    Attributes
    ----------
    count, nobs, deff, population : (…) float
        The population is infinite where it is not given.
    df : (…) float or None
        Degrees of freedom of the design; None stands for nobs − 1.
    """

    count: FloatArray
    nobs: FloatArray
    deff: FloatArray
    population: FloatArray
    df: FloatArray | None = None


def ruled_sample_size(rule: Rule | None, sample: Sample, tail: float) -> FloatArray:
    """Return the effective sample size by a rule; None takes the respondents as they are.

    Raises
    ------
    ArgumentError
        When the rule has no use for a design effect or degrees of freedom and gets them.
    """
    if rule is None and (sample.deff != 1).any():
        raise ArgumentError(
            "effective is None but deff is not 1; choose 'kish' to use a design effect"
        )
    plain = effective_sample_size(sample.nobs, sample.deff, sample.population)
    if rule is None or not rule.takes_df:
        if sample.df is not None:
            keys = " or ".join(repr(key) for key, row in RULES.items() if row.takes_df)
            given = None if rule is None else rule.key
            raise ArgumentError(f"effective is {given!r}, which has no use for df; choose {keys}")
        return plain
    freedom = sample.nobs - 1 if sample.df is None else sample.df
    if (freedom <= 0).any():
        raise ArgumentError(
            "df is 0 or less; degrees of freedom are above 0, "
            "such as sampled clusters less strata, and by default nobs − 1"
        )
    return np.asarray(plain * rule.factor(sample.nobs, freedom, tail))


def kish_design_effect(weights: Any) -> float:
    """Compute the design effect of unequal weights, n·Σw²/(Σw)² = 1 + CV²(w).

    It is the loss from weights that are unrelated to the answers, at most that of most weighted
    opinion polls, and takes no account of clusters or strata.

    Parameters
    ----------
    weights : (n,) array_like
        One weight a respondent, 0 or more, in any unit.

    Returns
    -------
    float
        1 for equal weights; nobs/deff is Kish's effective sample size.

    Raises
    ------
    ArgumentError
        When a weight is negative or missing, or all are 0.

    References
    ----------
    Kish (1965), Survey Sampling, section 11.7; Kish (1992), Weighting for unequal Pᵢ, Journal of
    Official Statistics 8:183–200.

    Examples
    --------
    >>> round(kish_design_effect([1, 1, 2, 2, 3, 3, 4, 4]), 4)
    1.2
    """
    (w,), _ = broadcast(weights=weights)
    w = w.reshape(-1)
    wrong = np.flatnonzero(~(w >= 0) | np.isinf(w))
    if wrong.size or not w.any():
        found = f"weight {wrong[0]} is {w[wrong[0]]:g}" if wrong.size else "the weights total 0"
        raise ArgumentError(f"{found}; weights are 0 or more, not missing, and total more than 0")
    scaled = w / w.max()
    return float(w.size * (scaled**2).sum() / scaled.sum() ** 2)


def unbiased_variance_deff(nobs: Any, population_size: Any = np.inf) -> Any:
    """Return the design effect that makes p̂q̂/n the unbiased p̂q̂/(n − 1), and its fpc 1 − n/N.

    It is n/(n − 1)·(N − 1)/N. R's survey package and samplingbook estimate the variance of a
    simple random sample that way; with this ``deff`` the intervals here agree with theirs.

    Parameters
    ----------
    nobs, population_size : scalar or array_like
        Respondents, more than 1, and population.

    Raises
    ------
    ArgumentError
        When there is no more than 1 respondent, or the population is smaller than the sample.

    References
    ----------
    Cochran (1977), Sampling Techniques, eq. 3.9.

    Examples
    --------
    >>> round(unbiased_variance_deff(400, 5000), 6)
    1.002306
    """
    (size, people), restore = broadcast(nobs=nobs, population_size=population_size)
    check_base("nobs", size)
    check_all("nobs", size, size > 1, "a variance needs more than 1 respondent")
    check_population(people, size)
    return restore(size / (size - 1) * (1 - 1 / people))
