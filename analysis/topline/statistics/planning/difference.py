"""How many respondents show that two samples differ, and with which power."""

from math import sqrt
from typing import Any

import scipy

from ...arguments import check_number, check_one_of
from ...language.message import Message
from ..core.arguments import check_confidence_level, upper_z
from ..core.methods import Choice, as_table
from .size import (
    Purpose,
    SampleSize,
    check_between,
    check_nobs,
    check_share,
    cohens_h,
    differ,
    needed_distance,
    planned_deff,
    planned_words,
    sized,
    two_tailed_power,
)

PLANS = as_table(
    Choice(
        "pooled_z",
        "z test with the pooled share under no difference",
        "Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 4.2",
    ),
    Choice(
        "arcsine",
        "Cohen's h, the difference of arcsines",
        "Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, section 6.2",
    ),
)
"""Tests that a difference is planned for."""


def sample_size_difference(
    p1: float,
    p2: float,
    *,
    power: float = 0.8,
    confidence_level: float = 0.95,
    method: str = "pooled_z",
    ratio: float = 1.0,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Compute how many respondents in each of two samples show that their shares differ.

    Parameters
    ----------
    p1, p2 : float
        Shares one expects.
    power : float, default 0.8
        Probability to show the difference where it is there.
    confidence_level : float, default 0.95
        One minus the two-sided error of the test.
    method : {"pooled_z", "arcsine"}
        The z test with the pooled share under no difference, or Cohen's h.
    ratio : float, default 1.0
        Size of the second sample over that of the first.
    deff, response_rate
        As in ``sample_size_margin``.

    Returns
    -------
    SampleSize
        Of the first sample; ``n_second`` of the second.

    Raises
    ------
    ArgumentError
        When an argument is out of range, the shares are the same or the method is unknown.

    References
    ----------
    Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, section 4.2;
    Cohen (1988), section 6.2.

    Examples
    --------
    >>> sample_size_difference(0.5, 0.55).n
    1565
    """
    p1, p2, ratio = check_share("p1", p1), check_share("p2", p2), _ratio(ratio)
    check_one_of("method", method, PLANS)
    level = check_confidence_level(confidence_level)
    power = check_between("power", power, 1 - level, 1)
    if method == "arcsine":
        n = (1 + 1 / ratio) * (needed_distance(power, level) / cohens_h(p1, p2)) ** 2
    else:
        differ(p1, p2)
        null, own = _deviations(p1, p2, ratio)
        z_alpha, z_power = upper_z((1 - level) / 2), -upper_z(power)
        n = float(((z_alpha * null + z_power * own) / (p1 - p2)) ** 2)
    aim = Message(
        "To tell {first} from {second} with a power of {power}",
        first=planned_words(p1),
        second=planned_words(p2),
        power=planned_words(power),
    )
    return sized(n, deff, None, response_rate, Purpose(aim, 2, ratio))


def _ratio(ratio: Any) -> float:
    expected = "a number above 0, from 0.001 to 1,000"
    return check_number("ratio", ratio, 1e-3, 1e3, expected=expected)


def _deviations(p1: float, p2: float, ratio: float) -> tuple[float, float]:
    """Return √(p̄q̄(1 + 1/k)) under no difference, p̄ the pooled share, and √(p₁q₁ + p₂q₂/k)."""
    pooled = (p1 + ratio * p2) / (1 + ratio)
    null = sqrt(pooled * (1 - pooled) * (1 + 1 / ratio))
    return null, sqrt(p1 * (1 - p1) + p2 * (1 - p2) / ratio)


def power_difference(
    nobs: float,
    p1: float,
    p2: float,
    *,
    confidence_level: float = 0.95,
    method: str = "pooled_z",
    ratio: float = 1.0,
    deff: float = 1.0,
) -> float:
    """Compute the probability that two samples show that their shares differ.

    Parameters
    ----------
    nobs : float
        Respondents of the first sample.
    p1, p2, confidence_level, method, ratio, deff
        As in ``sample_size_difference``.

    Returns
    -------
    float
        The power; with "pooled_z" of the side the difference is on, as R's power.prop.test.

    Raises
    ------
    ArgumentError
        As ``sample_size_difference`` does.

    Examples
    --------
    >>> round(power_difference(400, 0.5, 0.55), 3)
    0.293
    """
    p1, p2, ratio = check_share("p1", p1), check_share("p2", p2), _ratio(ratio)
    n = check_nobs(nobs) / planned_deff(deff)
    z_alpha = upper_z((1 - check_confidence_level(confidence_level)) / 2)
    check_one_of("method", method, PLANS)
    if method == "arcsine":
        distance = abs(cohens_h(p1, p2)) * sqrt(n / (1 + 1 / ratio))
        return two_tailed_power(distance, float(z_alpha))
    null, own = _deviations(p1, p2, ratio)
    return float(scipy.special.ndtr((sqrt(n) * abs(p1 - p2) - z_alpha * null) / own))
