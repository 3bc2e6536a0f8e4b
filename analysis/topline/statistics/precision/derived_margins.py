"""Margins of what is computed from published estimates, by the rules of statistics offices.

They suppose that the estimates are independent; where they are not, a margin is approximate: too
small for groups that rise together, too large for those that share a fixed total. A margin of 0 is
that of a controlled number ("*****"), one of NaN is not published ("**") or belongs to an open end
("***"), and neither has what is computed from it.
"""

from typing import Any

import numpy as np
import scipy

from ...arguments import check_whole
from ...errors import ArgumentError
from ..core.arguments import broadcast, check_all, check_confidence_level
from ..core.methods import FloatArray

CENSUS_LEVEL = 0.9
"""Confidence level of the margins that the US Census Bureau publishes."""

_MOST = 1e150
"""The largest margin, whose square is still a number."""


def convert_margin(margin: Any, *, from_level: float = CENSUS_LEVEL, to_level: float = 0.95) -> Any:
    """Convert a margin of error to another confidence level.

    Times z(to_level)/z(from_level): 1.95996/1.64485 from 90 to 95 %.

    Parameters
    ----------
    margin : scalar, array_like or pandas.Series
        In any unit.
    from_level, to_level : float
        Between 0 and 1; by default from the Census Bureau's 90 % to 95 %.

    Returns
    -------
    float or as `margin`

    Raises
    ------
    ArgumentError
        When a margin is negative, or a level out of range.

    References
    ----------
    US Census Bureau (2018), Understanding and Using American Community Survey Data: What All Data
    Users Need to Know, chapter 7.

    Examples
    --------
    >>> round(convert_margin(989), 1)
    1178.4
    """
    low, high = (check_confidence_level(level) for level in (from_level, to_level))
    (found,), restore = broadcast(margin=margin)
    return restore(
        _margins("margin", found)
        * scipy.special.ndtri((1 + high) / 2)
        / scipy.special.ndtri((1 + low) / 2)
    )


def combine_margins(margin: Any, estimate: Any = None, *, axis: int = -1) -> Any:
    """Compute the margin of a sum or difference of estimates.

    √Σ m². Of estimates of 0, whose margins are one model's of where nobody was found, the largest
    counts once: adding up empty groups must not make the sum ever less certain.

    Parameters
    ----------
    margin : (..., k) array_like
        Margins of the estimates, all at one level.
    estimate : (..., k) array_like, optional
        The estimates, to tell which are 0; without them none is taken to be.
    axis : int, default -1
        Along which they are added.

    Returns
    -------
    float or ndarray
        At the same level.

    Raises
    ------
    ArgumentError
        When a margin is negative.

    References
    ----------
    US Census Bureau (2018), Understanding and Using American Community Survey Data: What All Data
    Users Need to Know, chapter 8; for zeros US Census Bureau, Multiyear Accuracy of the Data
    (2011–2015), "Sums and differences".

    Examples
    --------
    Never-married women in three counties:

    >>> round(combine_margins([3860, 2642, 1957]))
    5070
    >>> round(combine_margins([30, 40, 12, 9], estimate=[200, 500, 0, 0]), 2)
    51.42
    """
    given = np.nan if estimate is None else estimate
    (margins, estimates), _ = broadcast(margin=margin, estimate=given)
    if not margins.size:
        raise ArgumentError("margin has no values; give that of each estimate of the sum")
    squares = _margins("margin", np.atleast_1d(margins)) ** 2
    zero = np.atleast_1d(estimates) == 0
    expected = f"a whole number from {-squares.ndim} to {squares.ndim - 1}"
    axis = check_whole("axis", axis, -squares.ndim, squares.ndim - 1, expected=expected)
    # a margin that is not known makes that of the sum unknown, of a zero, too
    largest = np.max(np.where(zero, squares, 0.0), axis=axis)
    found = np.sqrt(np.sum(np.where(zero, 0.0, squares), axis=axis) + largest)
    return float(found) if found.ndim == 0 else found


def ratio_margin(numerator: Any, margin: Any, denominator: Any, denominator_margin: Any) -> Any:
    """Compute the margin of a ratio, of two estimates of which neither is a part of the other.

    √(mₙ² + r² m_d²)/d, with r = n/d. A percentage change is a ratio less 1, with the same margin.

    Parameters
    ----------
    numerator, margin, denominator, denominator_margin : scalar, array_like or pandas.Series
        Both estimates with their margins, at one level.

    Returns
    -------
    float or as given
        As a proportion, at the same level; NaN where the denominator is 0.

    Raises
    ------
    ArgumentError
        When a margin is negative.

    References
    ----------
    US Census Bureau (2018), Understanding and Using American Community Survey Data: What All Data
    Users Need to Know, chapter 8.

    Examples
    --------
    Women to men with a graduate degree, of the never married:

    >>> round(ratio_margin(4634, 989, 6440, 1328), 4)
    0.2135
    """
    (n, m, d, md), restore = _two(numerator, margin, denominator, denominator_margin)
    return restore(_of_ratio(n, m, d, md, 1.0))


def share_margin(part: Any, margin: Any, whole: Any, whole_margin: Any) -> Any:
    """Compute the margin of a share: one estimate out of another that it is a part of.

    √(mₚ² − p² m_w²)/w, with p the share. Where that is the root of a negative number, that of a
    ratio, with a plus sign. A share of 1 has the margin of the part over the whole.

    Parameters
    ----------
    part, margin, whole, whole_margin : scalar, array_like or pandas.Series
        Both estimates with their margins, at one level.

    Returns
    -------
    float or as given
        As a proportion, at the same level; NaN where the whole is 0.

    Raises
    ------
    ArgumentError
        When a margin is negative.

    References
    ----------
    US Census Bureau (2018), Understanding and Using American Community Survey Data: What All Data
    Users Need to Know, chapter 8; for shares of 1 US Census Bureau, Accuracy of the Data,
    "Proportions/percents".

    Examples
    --------
    >>> round(share_margin(4634, 989, 31713, 601), 4)
    0.0311
    """
    (n, m, d, md), restore = _two(part, margin, whole, whole_margin)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        alone = m / np.abs(d)
    found = _of_ratio(n, m, d, md, -1.0)
    found = np.where(np.isnan(found), _of_ratio(n, m, d, md, 1.0), found)
    return restore(np.where((n == d) & (d != 0), alone, found))


def product_margin(first: Any, margin: Any, second: Any, second_margin: Any) -> Any:
    """Compute the margin of a product, such as a count times a share of it.

    √(a² m_b² + b² m_a²).

    Parameters
    ----------
    first, margin, second, second_margin : scalar, array_like or pandas.Series
        Both estimates with their margins, at one level; shares as proportions.

    Returns
    -------
    float or as given
        At the same level.

    Raises
    ------
    ArgumentError
        When a margin is negative.

    References
    ----------
    US Census Bureau, Accuracy of the Data, "Products".

    Examples
    --------
    Owner-occupied homes, 82.4 % (± 0.1) of which are detached houses:

    >>> round(product_margin(74506512, 228238, 0.824, 0.001))
    202289
    """
    (a, ma, b, mb), restore = _two(first, margin, second, second_margin)
    with np.errstate(over="ignore"):
        return restore(np.hypot(a * mb, b * ma))


def _of_ratio(
    n: FloatArray, m: FloatArray, d: FloatArray, md: FloatArray, sign: float
) -> FloatArray:
    """√(mₙ² ± (n/d)² m_d²)/|d|; NaN where that is no number."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        found = np.sqrt(m**2 + sign * (n / d * md) ** 2) / np.abs(d)
    return np.where(d == 0, np.nan, found)


def _two(one: Any, margin_one: Any, two: Any, margin_two: Any) -> tuple[Any, Any]:
    """Return two estimates with their margins as arrays, and the way back."""
    arrays, restore = broadcast(
        estimate=one, margin=margin_one, second_estimate=two, second_margin=margin_two
    )
    for name, at in (("margin", 1), ("second_margin", 3)):
        _margins(name, arrays[at])
    return arrays, restore


def _margins(name: str, margin: FloatArray) -> FloatArray:
    legal = np.isnan(margin) | ((margin >= 0) & (margin <= _MOST))
    check_all(name, margin, legal, "a margin is 0 or more, and not beyond 1e150")
    return margin
