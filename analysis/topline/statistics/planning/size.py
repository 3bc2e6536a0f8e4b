"""A sample size, and the rules every way to compute one shares.

Sizes are in respondents, not rounded; ``SampleSize.n`` rounds up, and ``SampleSize.invited``
allows for those who will not answer. A design effect and a finite population act as everywhere:
through the effective sample size.
"""

from dataclasses import dataclass
from math import asin, ceil, inf, sqrt
from typing import Any

import numpy as np
import scipy

from ...arguments import as_number, check_number, described
from ...errors import ArgumentError
from ...language.amounts import level_words
from ...language.message import Message, join_messages
from ...spoken import Spoken
from ..core.arguments import LARGEST_BASE, LEAST_BASE, check_confidence_level, check_deff, upper_z

_LEAST_SHARE = 1e-12
"""The smallest share one plans for; 1 of 10^12 people."""

_LEAST_RATE = 1e-6
"""The lowest response rate one plans for."""


@dataclass(frozen=True, eq=False)
class SampleSize(Spoken):
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
    response_rate : float
        Share of those invited who answer, as supposed.
    samples : {1, 2}
        How many groups are drawn.
    aim : str
        What the size is for, in words.
    """

    respondents: float
    n: int
    invited: int
    n_second: int | None = None
    response_rate: float = 1.0
    samples: int = 1
    aim: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many must answer for what, how many to invite, and what that supposes."""
        if self.n_second is not None:
            needed = Message(
                "{n} respondents must answer in the first sample and {second} in the second.",
                n=self.n,
                second=self.n_second,
            )
        elif self.samples == 2:
            needed = Message("{n} respondents must answer in each sample.", n=self.n)
        else:
            needed = Message("{n} respondents must answer.", n=self.n)
        if self.response_rate == 1:
            invited = Message(
                "This supposes that all who are invited answer; response_rate=0.25 would say how "
                "many to invite if one in four does."
            )
        else:
            invited = Message(
                "That many answers need {n} invitations. This supposes that {rate} of those "
                "invited answer.",
                n=self.invited,
                rate=planned_words(self.response_rate),
            )
        drawn = Message("It supposes that they are drawn at random.")
        aimed = Message("{aim}, {needed}", aim=self.aim, needed=needed) if self.aim else needed
        return aimed, join_messages([invited, drawn])


def planned_words(share: float) -> str:
    """Print a share that somebody planned with, in the digits they gave."""
    return level_words(share)


@dataclass(frozen=True)
class Purpose:
    """What a size is for.

    Attributes
    ----------
    aim : str
        In words.
    samples : {1, 2}
        How many groups are drawn.
    ratio : float
        Size of the second over that of the first.
    """

    aim: str
    samples: int = 1
    ratio: float = 1.0


def sized(
    n_effective: float,
    deff: Any,
    population_size: Any,
    response_rate: Any,
    purpose: Purpose,
) -> SampleSize:
    """Turn an effective size into respondents: n₀·deff·N/(N − 1 + n₀·deff), and round up."""
    design = planned_deff(deff)
    rate = as_number(response_rate)
    if not _LEAST_RATE <= rate <= 1:
        raise ArgumentError(
            f"response_rate is {described(response_rate)}; a response rate is above 0, up to 1, "
            f"and at least {_LEAST_RATE:g}"
        )
    n = n_effective * design
    if population_size is not None:
        people = check_between("population_size", population_size, 1, inf)
        n = n * people / (people - 1 + n)
    ratio = purpose.ratio
    largest = max(n, n * ratio, n / rate)
    if not largest <= LARGEST_BASE:
        raise ArgumentError(
            f"that needs {largest:.3g} people, more than 10^15; plan for a larger margin or "
            "difference, or a higher response rate"
        )
    whole = _up(n)
    second = None if ratio == 1 else _up(n * ratio)
    return SampleSize(
        respondents=n,
        n=whole,
        invited=_up(whole / rate),
        n_second=second,
        response_rate=rate,
        samples=purpose.samples,
        aim=purpose.aim,
    )


def planned_deff(deff: Any) -> float:
    """Return a design effect to plan with: one, and of a size that a survey can have."""
    design = check_between("deff", deff, 0, inf)
    check_deff(np.asarray(design))
    return design


def _up(size: float) -> int:
    """Round up, but not for the noise of a float."""
    return ceil(size - 1e-9 * max(size, 1))


def cohens_h(p1: float, p2: float) -> float:
    """Cohen's h: 2·asin√p₁ − 2·asin√p₂."""
    differ(p1, p2)
    return 2 * asin(sqrt(p1)) - 2 * asin(sqrt(p2))


def differ(p1: float, p2: float) -> None:
    """Raise where there is no difference to be shown."""
    if 0 < abs(p1 - p2) < _LEAST_SHARE:
        raise ArgumentError(f"the shares differ by {abs(p1 - p2):g}; expected 1e-12 at least")
    if p1 == p2:
        raise ArgumentError(
            f"both shares are {p1:g}; no sample shows a difference that is not there"
        )


def needed_distance(power: float, confidence_level: float) -> float:
    """Solve Φ(δ − z₁₋α/₂) + Φ(−δ − z₁₋α/₂) = power for δ, in standard errors: both tails count."""
    error = 1 - check_confidence_level(confidence_level)
    power = check_between("power", power, error, 1)
    z = upper_z(error / 2)
    return float(
        scipy.optimize.brentq(lambda d: two_tailed_power(d, z) - power, 0, z + 40, xtol=1e-14)
    )


def two_tailed_power(distance: float, z: float) -> float:
    """Return Φ(δ − z) + Φ(−δ − z): the probability to reject on either side."""
    return float(scipy.special.ndtr(distance - z) + scipy.special.ndtr(-distance - z))


def check_between(name: str, value: Any, low: float, high: float) -> float:
    """Return one number that lies strictly between its bounds."""
    number = as_number(value)
    if low < number < high:
        return number
    upper = "" if high == inf else f" and below {high:g}"
    raise ArgumentError(f"{name} is {described(value)}; expected a number above {low:g}{upper}")


def check_nobs(value: Any) -> float:
    """Return one number of respondents."""
    expected = "a number of respondents above 0, up to 10^15"
    return check_number("nobs", value, LEAST_BASE, LARGEST_BASE, expected=expected)


def check_share(name: str, value: Any) -> float:
    """Return one share above 0 and below 1, the least of which a float can square."""
    number = check_between(name, value, 0, 1)
    if min(number, 1 - number) >= _LEAST_SHARE:
        return number
    raise ArgumentError(
        f"{name} is {described(value)}; expected a share of at least {_LEAST_SHARE:g}, and as far "
        "below 1"
    )
