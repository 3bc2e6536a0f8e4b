"""How many respondents give a share a wanted margin of error."""

from collections.abc import Callable
from math import cosh, log, sqrt

from scipy.special import ndtri

from ...errors import ArgumentError
from ..core.arguments import check_confidence_level
from .size import SampleSize, check_between, sized


def _margin_wald(p: float, margin: float, z: float) -> float:
    """z²·pq / margin²."""
    return z**2 * p * (1 - p) / margin**2


def _margin_wilson(p: float, margin: float, z: float) -> float:
    """Solve z·√(n·pq + z²/4)/(n + z²) = margin, a quadratic in n."""
    a, pq = margin**2, p * (1 - p)
    b = 2 * a * z**2 - z**2 * pq
    c = a * z**4 - z**4 / 4
    return (-b + sqrt(b**2 - 4 * a * c)) / (2 * a)


def _margin_logit(p: float, margin: float, z: float) -> float:
    """z²/(pq·h²), h being the half-width on the log-odds that is 2·margin wide taken back.

    sinh h / (cosh θ + cosh h) = 2·margin, a quadratic in eʰ, with θ the log-odds of p.
    """
    m, c = margin, cosh(log(p / (1 - p)))
    y = (2 * m * c + sqrt(4 * m**2 * c**2 + 1 - 4 * m**2)) / (1 - 2 * m)
    return z**2 / (p * (1 - p) * log(y) ** 2)


MARGIN_METHODS: dict[str, Callable[[float, float, float], float]] = {
    "wald": _margin_wald,
    "wilson": _margin_wilson,
    "logit": _margin_logit,
}
"""Effective size at which the interval of this method has the wanted half-width."""


def sample_size_margin(
    margin: float,
    p: float = 0.5,
    *,
    confidence_level: float = 0.95,
    method: str = "wald",
    deff: float = 1.0,
    population_size: float | None = None,
    response_rate: float = 1.0,
) -> SampleSize:
    """Compute how many respondents give a share this margin of error.

    Parameters
    ----------
    margin : float
        Half the interval's width, as a proportion: 0.03 for ± 3 points.
    p : float, default 0.5
        Expected share; 0.5 needs most.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : {"wald", "wilson", "logit"}
        Interval whose half-width is meant.
    deff : float, default 1.0
        Design effect.
    population_size : float, optional
        People in the population.
    response_rate : float, default 1.0
        Share of those invited who will answer.

    Returns
    -------
    SampleSize

    Raises
    ------
    ArgumentError
        When an argument is out of range or the method is unknown.

    References
    ----------
    Cochran (1977), Sampling Techniques, section 4.4; Valliant, Dever & Kreuter (2018), Practical
    Tools for Designing and Weighting Survey Samples, section 3.2.

    Examples
    --------
    >>> sample_size_margin(0.03).n
    1068
    """
    check_between(margin=(margin, 0, 0.5), p=(p, 0, 1))
    if method not in MARGIN_METHODS:
        raise ArgumentError(f"method is {method!r}; expected one of {', '.join(MARGIN_METHODS)}")
    z = -ndtri((1 - check_confidence_level(confidence_level)) / 2)
    n = MARGIN_METHODS[method](p, margin, float(z))
    return sized(n, deff, population_size, response_rate)
