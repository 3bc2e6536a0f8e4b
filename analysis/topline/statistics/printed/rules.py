"""Rules by which a number becomes a printed one: the values that each printed number stands for."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from ...arguments import check_whole, described
from ...errors import ArgumentError
from ..core.methods import as_table

_LONGEST = 40
"""Signs of a printed number that is read."""


@dataclass(frozen=True)
class Ends:
    """The smallest and the largest value that print so, and whether they do themselves."""

    low: Fraction
    high: Fraction
    has_low: bool = True
    has_high: bool = True

    def __contains__(self, value: Fraction) -> bool:
        """Return whether a value prints so."""
        above = value > self.low or (self.has_low and value == self.low)
        return above and (value < self.high or (self.has_high and value == self.high))

    def wholes(self, times: int) -> range:
        """Return the whole numbers of which one `times`-th prints so."""
        first, last = ceil(self.low * times), floor(self.high * times)
        first += not self.has_low and Fraction(first, times) == self.low
        last -= not self.has_high and Fraction(last, times) == self.high
        return range(first, last + 1)


@dataclass(frozen=True)
class RoundingRule:
    """One way to round: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``rounding=``.
    label : str
        In words.
    ends : callable
        ``(size, unit) -> Ends`` of a printed size of 0 or more, with a unit of its last digit.
    """

    key: str
    label: str
    ends: Callable[[Fraction, Fraction], Ends]


ROUNDING_RULES = as_table(
    RoundingRule(
        "any",
        "to the nearest, halves up or down",
        lambda size, unit: Ends(size - unit / 2, size + unit / 2),
    ),
    RoundingRule(
        "half_up",
        "to the nearest, halves up",
        lambda size, unit: Ends(size - unit / 2, size + unit / 2, has_high=False),
    ),
    RoundingRule(
        "half_even",
        "to the nearest, halves to the even digit",
        lambda size, unit: Ends(
            size - unit / 2,
            size + unit / 2,
            *[(size / unit).numerator % 2 == 0] * 2,
        ),
    ),
    RoundingRule(
        "cut_off",
        "cut off",
        lambda size, unit: Ends(size, size + unit, has_high=False),
    ),
)
"""Every rule by its key. Sizes are rounded, so that −2.5 is to 2.5 as −3 is to 3."""


@dataclass(frozen=True)
class PrintedNumber:
    """A number as it is printed, exactly.

    Attributes
    ----------
    value : Fraction
    unit : Fraction
        Of its last digit.
    """

    value: Fraction
    unit: Fraction

    def ends(self, rule: RoundingRule) -> Ends:
        """Return the values that print so."""
        found = rule.ends(abs(self.value), self.unit)
        if self.value >= 0:
            return found
        return Ends(-found.high, -found.low, found.has_high, found.has_low)


def printed_number(name: str, printed: object, decimals: int | None = None) -> PrintedNumber:
    """Return a number as it is printed: "3.40" has two decimals, and so has 3.4 with decimals=2.

    Raises
    ------
    ArgumentError
        When it is no number, or has more decimals than are stated.
    """
    written = printed.strip() if isinstance(printed, str) else repr(printed)
    text = written.replace("−", "-").replace(",", ".")
    try:
        if isinstance(printed, bool) or len(text) > _LONGEST or "e" in text.lower() or "/" in text:
            raise ValueError
        value = Fraction(text)
    except ValueError:
        raise ArgumentError(
            f"{name} is {described(printed)}; expected a number as printed, such as '3.40'"
        ) from None
    own = len(text.partition(".")[2])
    own = 0 if not isinstance(printed, str) and value.denominator == 1 else own
    places = own if decimals is None else check_whole("decimals", decimals, 0, 15)
    if (value * 10**places).denominator != 1:
        raise ArgumentError(
            f"{name} is {written} but decimals is {places}; pass the digits printed"
        )
    return PrintedNumber(value, Fraction(1, 10**places))
