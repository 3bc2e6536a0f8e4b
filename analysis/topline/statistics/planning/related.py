"""How many respondents show that two answers of the same people differ, or two shares are alike."""

from math import sqrt

from ...errors import ArgumentError
from ...language.message import Message, PrintedNumber
from ..core.arguments import check_confidence_level, upper_z
from .size import Purpose, SampleSize, check_between, check_share, differ, planned_words, sized


def sample_size_paired(
    first_only: float,
    second_only: float,
    *,
    power: float = 0.8,
    confidence_level: float = 0.95,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Compute how many pairs of answers show that two answers of the same people differ.

    ((z_α/₂·√(b + c) + z_power·√(b + c − (b − c)²)) / (b − c))²: McNemar's test.

    Parameters
    ----------
    first_only, second_only : float
        Shares b and c of people who give the first answer alone, and the second alone.
    power, confidence_level, deff, response_rate
        As in ``sample_size_difference``.

    Returns
    -------
    SampleSize
        In people, each asked twice.

    Raises
    ------
    ArgumentError
        When a share is out of range, or both are the same.

    References
    ----------
    Connor (1987), Biometrics 43:207–211.

    Examples
    --------
    >>> sample_size_paired(0.15, 0.05).n
    155
    """
    first_only = check_share("first_only", first_only)
    second_only = check_share("second_only", second_only)
    differ(first_only, second_only)
    both, gap = first_only + second_only, first_only - second_only
    if both > 1:
        raise ArgumentError(f"first_only and second_only add up to {both:g}; expected at most 1")
    level = check_confidence_level(confidence_level)
    z_alpha, z_power = upper_z((1 - level) / 2), -upper_z(check_share("power", power))
    n = ((z_alpha * sqrt(both) + z_power * sqrt(both - gap**2)) / gap) ** 2
    aim = Message(
        "To tell {first} who give the first answer alone from {second} who give the second alone "
        "with a power of {power}",
        first=planned_words(first_only),
        second=planned_words(second_only),
        power=planned_words(float(power)),
    )
    return sized(float(n), deff, None, response_rate, Purpose(aim))


def sample_size_equivalence(
    p1: float,
    p2: float,
    margin: float,
    *,
    power: float = 0.8,
    confidence_level: float = 0.95,
    deff: float = 1.0,
    response_rate: float = 1.0,
) -> SampleSize:
    """Compute how many respondents in each of two samples show that their shares are alike.

    (p₁q₁ + p₂q₂)·((z₁₋α + z₁₋β/₂)/(margin − ``|p₁ − p₂|``))²: two one-sided tests.

    Parameters
    ----------
    p1, p2 : float
        Shares one expects.
    margin : float
        Difference up to which they count as alike, above that expected.
    power, deff, response_rate
        As in ``sample_size_difference``.
    confidence_level : float, default 0.95
        One minus the error of each one-sided test.

    Returns
    -------
    SampleSize

    Raises
    ------
    ArgumentError
        When an argument is out of range.

    References
    ----------
    Chow, Shao, Wang & Lokhnygina (2018), Sample Size Calculations in Clinical Research, section
    4.2.3.

    Examples
    --------
    >>> sample_size_equivalence(0.5, 0.5, 0.1).n
    429
    """
    p1, p2, power = check_share("p1", p1), check_share("p2", p2), check_share("power", power)
    margin = check_between("margin", margin, abs(p1 - p2) + 1e-12, 1)
    z = -upper_z(check_confidence_level(confidence_level)) - upper_z((1 + power) / 2)
    n = (p1 * (1 - p1) + p2 * (1 - p2)) * (z / (margin - abs(p1 - p2))) ** 2
    aim = Message(
        "To show that {first} and {second} are alike within {margin} points with a power of "
        "{power}",
        first=planned_words(p1),
        second=planned_words(p2),
        margin=PrintedNumber(f"{100 * margin:.10g}"),
        power=planned_words(power),
    )
    return sized(float(n), deff, None, response_rate, Purpose(aim, 2))
