"""Margins of error: half the width of an interval, from a base and back to one.

A margin is a proportion here, 0.031 for ± 3.1 points. Each row of ``METHODS`` goes both ways, so
that a planned sample has the margin it was planned for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..core.arguments import (
    broadcast,
    check_all,
    check_base,
    check_confidence_level,
    check_design,
    tail_probability,
    upper_z,
)
from ..core.effective import effective_sample_size
from ..core.methods import FloatArray, as_table, pick


@dataclass(frozen=True)
class MarginMethod:
    """One way to say how far a share may be off: everything the package knows about it.

    Attributes
    ----------
    key : str
        The name users pass as ``method=``.
    label : str
        The name captions and reports print.
    half_width : callable
        ``(p, n, z) -> margin`` on clean float arrays, n being an effective size.
    nobs : callable
        ``(p, margin, z) -> n``, its inverse; 0 or less where any sample would do.
    source : str
        Primary source.
    has_ends : bool
        Whether it is defined for shares of 0 and 1.
    """

    key: str
    label: str
    half_width: Callable[[FloatArray, FloatArray, float], FloatArray]
    nobs: Callable[[FloatArray, FloatArray, float], FloatArray]
    source: str
    has_ends: bool = True


def wald(p: FloatArray, n: FloatArray, z: float) -> FloatArray:
    """z·√(pq/n)."""
    return np.asarray(z * np.sqrt(p * (1 - p) / n))


def wald_nobs(p: FloatArray, margin: FloatArray, z: float) -> FloatArray:
    """z²pq/m²."""
    return np.asarray((z / margin) ** 2 * p * (1 - p))


def wilson(p: FloatArray, n: FloatArray, z: float) -> FloatArray:
    """z·√(pq/n + z²/4n²)/(1 + z²/n)."""
    extra = z**2 / n
    return np.asarray(z * np.sqrt((p * (1 - p) + extra / 4) / n) / (1 + extra))


def wilson_nobs(p: FloatArray, margin: FloatArray, z: float) -> FloatArray:
    """z²(pq − 2m² + √(p²q² + m²(q − p)²))/2m², a root of m²(n + z²)² = z²(npq + z²/4)."""
    pq, e = p * (1 - p), margin
    root = np.sqrt(pq**2 + (e * (1 - 2 * p)) ** 2)
    return np.asarray(z**2 * (pq - 2 * e**2 + root) / (2 * e**2))


def logit(p: FloatArray, n: FloatArray, z: float) -> FloatArray:
    """pq·sinh u/(p² + q² + 2pq·cosh u), u = z/√(npq): half of what log odds ± u span."""
    pq = p * (1 - p)
    u = z / np.sqrt(n * pq)
    t = np.exp(-u)
    return np.asarray(-pq * np.expm1(-2 * u) / 2 / ((1 - 2 * pq) * t + pq * (1 + t * t)))


def logit_nobs(p: FloatArray, margin: FloatArray, z: float) -> FloatArray:
    """z²/(pq·u²), u = artanh 2m + arsinh(m(p² + q²)/(pq·√(1 − 4m²))); 0 from m = ½ on."""
    pq, e = p * (1 - p), np.minimum(margin, 0.5)
    with np.errstate(divide="ignore"):
        u = np.arctanh(2 * e) + np.arcsinh(e * (1 - 2 * pq) / (pq * np.sqrt(1 - 4 * e**2)))
    return np.asarray(z**2 / (pq * u**2))


METHODS = as_table(
    MarginMethod(
        "wald",
        "Wald",
        wald,
        wald_nobs,
        "Cochran (1977), Sampling Techniques, eq. 4.1",
        has_ends=False,
    ),
    MarginMethod(
        "wilson",
        "Wilson",
        wilson,
        wilson_nobs,
        "Wilson (1927), JASA 22:209–212; half the interval's width, solved for n",
    ),
    MarginMethod(
        "logit",
        "logit",
        logit,
        logit_nobs,
        "Valliant, Dever & Kreuter (2018), Practical Tools for Designing and Weighting Survey "
        "Samples, section 3.1",
        has_ends=False,
    ),
)


def quantile(confidence_level: float) -> float:
    """Return z, the normal quantile of a two-sided confidence level."""
    return float(upper_z(tail_probability(check_confidence_level(confidence_level), "two-sided")))


def check_share(method: MarginMethod, p: FloatArray) -> None:
    """Raise unless the shares are ones that the method is defined for."""
    if method.has_ends:
        check_all("p", p, (p >= 0) & (p <= 1), "a share lies between 0 and 1")
    else:
        check_all("p", p, (p >= 0) & (p <= 1), "a share lies between 0 and 1")
        # a margin of 0 would say that nobody does what nobody of the sample does
        ends = (
            f"method {method.key!r} needs a share above 0 and below 1: an interval at 0 or 1 has "
            "one side, as proportion_interval gives it; method='wilson' has half its width"
        )
        check_all("p", p, (p > 0) & (p < 1), ends)


def margin_of_error(
    p: Any,
    nobs: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "wald",
    deff: Any = 1.0,
    population_size: Any = None,
) -> Any:
    """Compute the margin of error of a share: half the width of its interval.

    The single margin that publishers print for a whole survey is Wald's at p = 0.5, the largest
    there is. It covers sampling error alone, and neither subgroups nor differences.

    Parameters
    ----------
    p : scalar, array_like or pandas.Series
        Share, between 0 and 1; 0.5 for the largest margin. At 0 and 1 only "wilson" has one.
    nobs : scalar, array_like or pandas.Series
        Respondents (the base of this share), above 0.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : {"wald", "wilson", "logit"}
        A key of ``METHODS``. The others are not centred on the share; half their width is given.
    deff : scalar or array_like, default 1.0
        Design effect: the variance of the design over that of simple random sampling.
    population_size : scalar or array_like, optional
        People in the population, for a sample that is a sizeable part of it.

    Returns
    -------
    float, ndarray or pandas.Series
        A proportion: 0.031 is ± 3.1 points. 0 for a census.

    Raises
    ------
    ArgumentError
        When a share, base, design effect or level is out of range, or the method is unknown.

    References
    ----------
    See ``METHODS[method].source``.

    Examples
    --------
    >>> round(margin_of_error(0.5, 1000), 4)
    0.031
    >>> round(margin_of_error(0.5, 1000, deff=1.7), 4)
    0.0404
    """
    chosen = pick(METHODS, method, "a margin of error")
    z = quantile(confidence_level)
    people = np.inf if population_size is None else population_size
    (share, n, design, population), restore = broadcast(
        p=p, nobs=nobs, deff=deff, population_size=people
    )
    check_share(chosen, share)
    size = _sized(n, design, population)
    census = np.isinf(size)  # has no sampling error
    margin = chosen.half_width(share, np.where(census, 1.0, size), z)
    return restore(np.where(census & ~np.isnan(margin), 0.0, margin))


def effective_nobs(nobs: Any, *, deff: Any = 1.0, population_size: Any = None) -> Any:
    """Compute the size of the simple random sample that would be as precise.

    Parameters
    ----------
    nobs : scalar, array_like or pandas.Series
        Respondents, above 0.
    deff : scalar or array_like, default 1.0
        Design effect, for weights alone ``kish_design_effect(weights)``.
    population_size : scalar or array_like, optional
        People in the population; a sample that is much of it counts for more.

    Returns
    -------
    float, ndarray or pandas.Series
        nobs/deff·(N − 1)/(N − nobs); infinite for a census.

    Raises
    ------
    ArgumentError
        When a base or design effect is 0 or less, or a population smaller than its sample.

    References
    ----------
    Kish (1965), Survey Sampling, section 8.2; Cochran (1977), Sampling Techniques, eq. 3.8.

    Examples
    --------
    >>> effective_nobs(1000, deff=1.6)
    625.0
    """
    people = np.inf if population_size is None else population_size
    values, restore = broadcast(nobs=nobs, deff=deff, population_size=people)
    return restore(_sized(*values))


def _sized(n: FloatArray, deff: FloatArray, population: FloatArray) -> FloatArray:
    check_base("nobs", n)
    check_design(deff, n, population)
    return effective_sample_size(n, deff, population)
