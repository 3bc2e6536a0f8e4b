"""From a printed, hence rounded, percentage back to the counts that print so."""

from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_whole, described
from ...errors import ArgumentError

_MOST_COUNTS = 10**6
"""Counts that are listed at most."""

_LONGEST = 400
"""Signs of a number, and powers of ten, that are read."""


def possible_counts(percent: float | str, n: int, decimals: int = 0) -> NDArray[np.int64]:
    """List every count out of n that rounds to the printed percent.

    A count x is possible when ``|100·x/n − percent|`` ≤ ½·10^−decimals. Both ends are included,
    since a publisher may round halves up, down or to even. An empty answer says that the percent
    is impossible: misprinted, weighted, or of another base.

    Parameters
    ----------
    percent : float or str
        As printed, such as 63 or "62.5".
    n : int
        The base, at least 1.
    decimals : int, default 0
        Digits printed after the point; −1 for a percent rounded to the nearest ten.

    Returns
    -------
    ndarray of int64
        The possible counts in increasing order.

    Raises
    ------
    ArgumentError
        When percent is outside 0 to 100 or prints more decimals than stated, or n is no
        positive whole number.

    References
    ----------
    Brown & Heathers (2017), The GRIM test, Social Psychological and Personality Science 8(4).

    Examples
    --------
    >>> possible_counts(63, 400).tolist()
    [250, 251, 252, 253, 254]
    >>> possible_counts(63, 5).tolist()
    []
    """
    low, high = count_range(percent, n, decimals)
    if high - low >= _MOST_COUNTS:
        raise ArgumentError(
            f"{high - low + 1:,} counts out of {n:,} print as {percent} %; at most "
            f"{_MOST_COUNTS:,} are listed; take a percent with more decimals, or a smaller base"
        )
    return np.arange(low, high + 1, dtype=np.int64)


def count_range(percent: float | str, n: Any, decimals: Any = 0) -> tuple[int, int]:
    """Return the smallest and the largest possible count; the smallest is larger where none is."""
    value, half = _printed(percent, decimals)
    size = respondents(n)
    low = max(0, ceil((value - half) / 100 * size))
    return low, min(size, floor((value + half) / 100 * size))


def respondents(n: Any) -> int:
    """Return a base: a whole number of respondents, at least 1.

    Raises
    ------
    ArgumentError
    """
    return check_whole("n", n, 1, 10**15, expected="a whole number of respondents, at least 1")


def exact_percent(percent: Any) -> Fraction:
    """Return a printed percent as it is written, a number from 0 to 100.

    Raises
    ------
    ArgumentError
    """
    # a text is short, or its power of ten would make a number of as many digits
    written = percent if isinstance(percent, str) else str(percent)
    power = written.lower().partition("e")[2][:_LONGEST]
    exponent = abs(int(power)) if power.lstrip("+-").isdecimal() else 0
    if len(written) <= _LONGEST and exponent <= _LONGEST:
        try:
            value = Fraction(written)
        except (ValueError, ZeroDivisionError):
            value = Fraction(-1)
        if 0 <= value <= 100:
            return value
    told = written if 0 < len(written) <= 40 and written.isprintable() else described(percent)
    raise ArgumentError(f"percent is {told}; expected a number from 0 to 100")


def printed_range(percent: float | str, decimals: int = 0) -> tuple[float, float]:
    """Return the smallest and the largest proportion that print as this percent."""
    value, half = _printed(percent, decimals)
    return float(max(Fraction(0), value - half) / 100), float(
        min(Fraction(100), value + half) / 100
    )


def _printed(percent: float | str, decimals: int) -> tuple[Fraction, Fraction]:
    """Return the printed value and half a unit of its last digit, both exact, in percent."""
    value = exact_percent(percent)
    places = check_whole("decimals", decimals, -2, 20)
    unit = Fraction(10) ** -places
    if (value / unit).denominator != 1:
        raise ArgumentError(
            f"percent is {percent} but decimals is {decimals}; "
            "pass the number of digits printed after the point"
        )
    return value, unit / 2
