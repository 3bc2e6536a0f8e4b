"""From a printed, hence rounded, percentage back to the counts that print so."""

from fractions import Fraction
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from ...errors import ArgumentError


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
    value, half = _printed(percent, decimals)
    size = _whole(n)
    low = max(0, ceil((value - half) / 100 * size))
    high = min(size, floor((value + half) / 100 * size))
    return np.arange(low, high + 1, dtype=np.int64)


def printed_range(percent: float | str, decimals: int = 0) -> tuple[float, float]:
    """Return the smallest and the largest proportion that print as this percent."""
    value, half = _printed(percent, decimals)
    return float(max(Fraction(0), value - half) / 100), float(
        min(Fraction(100), value + half) / 100
    )


def _printed(percent: float | str, decimals: int) -> tuple[Fraction, Fraction]:
    """Return the printed value and half a unit of its last digit, both exact, in percent."""
    try:
        value = Fraction(str(percent))
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if not 0 <= value <= 100:
        raise ArgumentError(f"percent is {percent}; expected a number from 0 to 100")
    unit = Fraction(10) ** -int(decimals)
    if (value / unit).denominator != 1:
        raise ArgumentError(
            f"percent is {percent} but decimals is {decimals}; "
            "pass the number of digits printed after the point"
        )
    return value, unit / 2


def _whole(n: int) -> int:
    if isinstance(n, bool) or n != n or n != int(n) or n < 1:
        raise ArgumentError(f"n is {n}; expected a whole number of respondents, at least 1")
    return int(n)
