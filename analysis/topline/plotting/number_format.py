"""How numbers of a chart print: shares as percent, large values in words."""

from dataclasses import dataclass

import numpy as np

from ..decimals import share_decimals
from ..estimates.schema import FloatArray
from ..language.marking import marked
from ..language.strings import ENGLISH, Strings
from ..wording import VALUE, estimate_text, percent_text, value_text

LARGE = {
    1e12: marked("{number} trillion"),
    1e9: marked("{number} billion"),
    1e6: marked("{number} million"),
}
"""Sizes that are told in words."""


def number_text(value: float, percent: bool, strings: Strings = ENGLISH) -> str:
    """Print a value as the chart's axis counts it."""
    if percent:
        return strings.percent_text(value)
    size = next((size for size in LARGE if abs(value) >= size), 1)
    if size == 1:
        return strings.value_text(value)
    return strings(LARGE[size], number=strings.number(value_text(value / size)))


@dataclass(frozen=True)
class NumberFormat:
    """How the numbers of one row print: its estimate and its limits with the same decimals.

    Attributes
    ----------
    percent : bool
        Whether they are shares.
    decimals : int or None
        None for values so large or so small that each prints by itself.
    size : float
        What values are counted in: 1, or a million and more, which are told in words.
    """

    percent: bool
    decimals: int | None
    size: float = 1

    @classmethod
    def of_share(cls, low: float, high: float) -> "NumberFormat":
        """Return how a share with these limits prints."""
        return cls(percent=True, decimals=share_decimals(low, high))

    def value(self, value: float, strings: Strings = ENGLISH) -> str:
        """Print the estimate or one limit."""
        if self.percent:
            return strings.percent_text(value, self.decimals or 0)
        number = self.number(value, strings)
        return number if self.size == 1 else strings(LARGE[self.size], number=number)

    def limits(self, low: float, high: float, strings: Strings = ENGLISH) -> str:
        """Print two limits in short: "58–68%", "1.20 to 1.45 million"."""
        if not self.percent:
            first, last = self.number(low, strings), self.value(high, strings)
            return strings("{low} to {high}", low=first, high=last)
        first, last = (percent_text(limit, self.decimals or 0) for limit in (low, high))
        first = first.removesuffix("%")
        if low >= 0 and not last.startswith(">"):
            return strings.number(f"{first}–{last}")
        return strings("{low} to {high}", low=strings.number(first), high=strings.number(last))

    def number(self, value: float, strings: Strings = ENGLISH) -> str:
        """Print a value without the word for what it is counted in."""
        return strings.number(estimate_text(value / self.size, VALUE, self.decimals))


def size_of(row: FloatArray) -> float:
    """Return what a row's values are counted in, by its estimate, or by the limit that it has."""
    known = np.abs(row[np.isfinite(row)])
    return next((size for size in LARGE if known.size and known[0] >= size), 1)
