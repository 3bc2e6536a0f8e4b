"""How many respondents show that one share differs from a value, and with which power."""

from math import sqrt

from ...language.message import Message
from ..core.arguments import check_confidence_level, upper_z
from .size import (
    Purpose,
    SampleSize,
    check_nobs,
    check_share,
    cohens_h,
    needed_distance,
    planned_deff,
    planned_words,
    sized,
    two_tailed_power,
)


def sample_size_proportion(
    p: float,
    value: float,
    *,
    power: float = 0.8,
    confidence_level: float = 0.95,
    deff: float = 1.0,
    population_size: float | None = None,
    response_rate: float = 1.0,
) -> SampleSize:
    """Compute how many respondents show that a share differs from a value.

    n = (δ/h)², with h = 2·asin√p − 2·asin√value and δ the distance in standard errors that a
    two-sided test shows with this power.

    Parameters
    ----------
    p : float
        Share one expects.
    value : float
        Value to be told from it.
    power : float, default 0.8
        Probability to show the difference where it is there.
    confidence_level, deff, population_size, response_rate
        As in ``sample_size_margin``.

    Returns
    -------
    SampleSize

    Raises
    ------
    ArgumentError
        When an argument is out of range, or p is the value.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, section 6.2.

    Examples
    --------
    >>> sample_size_proportion(0.55, 0.5).n
    783
    """
    p, value = check_share("p", p), check_share("value", value)
    distance = needed_distance(power, confidence_level)
    n = (distance / cohens_h(p, value)) ** 2
    aim = Message(
        "To tell {first} from {second} with a power of {power}",
        first=planned_words(p),
        second=planned_words(value),
        power=planned_words(float(power)),
    )
    return sized(n, deff, population_size, response_rate, Purpose(aim))


def power_proportion(
    nobs: float, p: float, value: float, *, confidence_level: float = 0.95, deff: float = 1.0
) -> float:
    """Compute the probability to show that a share differs from a value.

    Parameters
    ----------
    nobs : float
        Respondents.
    p, value, confidence_level, deff
        As in ``sample_size_proportion``.

    Returns
    -------
    float
        The power.

    Raises
    ------
    ArgumentError
        As ``sample_size_proportion`` does.

    Examples
    --------
    >>> round(power_proportion(783, 0.55, 0.5), 2)
    0.8
    """
    p, value = check_share("p", p), check_share("value", value)
    n = check_nobs(nobs) / planned_deff(deff)
    z_alpha = upper_z((1 - check_confidence_level(confidence_level)) / 2)
    return two_tailed_power(abs(cohens_h(p, value)) * sqrt(n), float(z_alpha))
