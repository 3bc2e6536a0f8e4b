"""A sample size, and the rules every way to compute one shares.

Sizes are in respondents, not rounded; ``SampleSize.n`` rounds up, and ``SampleSize.invited``
allows for those who will not answer. A design effect and a finite population act as everywhere:
through the effective sample size.
"""

from dataclasses import dataclass
from math import asin, ceil, inf, sqrt

from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import check_confidence_level


@dataclass(frozen=True, eq=False)
class SampleSize(Value):
    """A sample size.

    Attributes
    ----------
    respondents : float
        As computed; in each group, where there are two of one size.
    n : int
        Rounded up.
    invited : int
        To invite, given the response rate.
    n_second : int or None
        Of the second group, where its size differs by a ratio; None for one group.
    """

    respondents: float
    n: int
    invited: int
    n_second: int | None = None


def sized(
    n_effective: float,
    deff: float,
    population_size: float | None,
    response_rate: float,
    ratio: float = 1.0,
) -> SampleSize:
    """Turn an effective size into respondents: n₀·deff·N/(N − 1 + n₀·deff), and round up."""
    check_between(deff=(deff, 0, inf))
    if not 0 < response_rate <= 1:
        raise ArgumentError(
            f"response_rate is {response_rate:g}; a response rate is above 0, up to 1"
        )
    n = n_effective * deff
    if population_size is not None:
        check_between(population_size=(population_size, 1, inf))
        n = n * population_size / (population_size - 1 + n)
    whole = _up(n)
    second = None if ratio == 1 else _up(n * ratio)
    return SampleSize(n, whole, _up(whole / response_rate), second)


def _up(size: float) -> int:
    """Round up, but not for the noise of a float."""
    return ceil(size - 1e-9 * max(size, 1))


def cohens_h(p1: float, p2: float) -> float:
    """Cohen's h: 2·asin√p₁ − 2·asin√p₂."""
    differ(p1, p2)
    return 2 * asin(sqrt(p1)) - 2 * asin(sqrt(p2))


def differ(p1: float, p2: float) -> None:
    """Raise where there is no difference to be shown."""
    if p1 == p2:
        raise ArgumentError(
            f"both shares are {p1:g}; no sample shows a difference that is not there"
        )


def needed_distance(power: float, confidence_level: float) -> float:
    """Solve Φ(δ − z₁₋α/₂) + Φ(−δ − z₁₋α/₂) = power for δ, in standard errors: both tails count."""
    error = 1 - check_confidence_level(confidence_level)
    check_between(power=(power, error, 1))
    z = -ndtri(error / 2)
    return float(brentq(lambda d: two_tailed_power(d, z) - power, 0, z + 40, xtol=1e-14))


def two_tailed_power(distance: float, z: float) -> float:
    """Return Φ(δ − z) + Φ(−δ − z): the probability to reject on either side."""
    return float(ndtr(distance - z) + ndtr(-distance - z))


def check_between(**bounds: tuple[float, float, float]) -> None:
    """Raise unless every named value lies strictly between its bounds."""
    for name, (value, low, high) in bounds.items():
        if not low < value < high:
            upper = "" if high == inf else f" and below {high:g}"
            raise ArgumentError(f"{name} is {value:g}; expected a number above {low:g}{upper}")
