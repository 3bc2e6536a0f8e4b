"""A margin as a publisher states it, such as ± 3.84 points, and what it gives away.

A printed margin is rounded, so each answer comes with the range its rounding leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from ...arguments import described
from ...errors import ArgumentError
from ...language.message import Message
from ...spoken import Spoken, several_text
from ...wording import decimal_text
from ..core.arguments import broadcast, check_all, check_base, check_design
from ..core.effective import effective_sample_size
from ..core.methods import FloatArray
from .margins import quantile

_MOST_DECIMALS = 12


def _number(value: Any, decimals: int) -> str:
    """Print a number that is computed: a design effect, or respondents."""
    return decimal_text(float(value), decimals) if np.isfinite(value) else str(float(value))


@dataclass(frozen=True, eq=False)
class ImpliedDesignEffect(Spoken):
    """The design effect a stated margin has in it, and the range its rounding leaves.

    Attributes
    ----------
    deff : float, ndarray or pandas.Series
        From the margin as printed; 1 says simple random sampling, unless it is 1 by chance.
    low, high : float, ndarray or pandas.Series
        From the smallest and the largest margin that print so.
    """

    deff: Any
    low: Any
    high: Any

    @property
    def sentences(self) -> tuple[str, ...]:
        """The design effect, and what rounding leaves open."""
        found, low, high = (
            several_text(one, partial(_number, decimals=2))
            for one in (self.deff, self.low, self.high)
        )
        return (
            Message(
                "Design effect in the stated margin: {found} (rounding leaves {low} to {high}).",
                found=found,
                low=low,
                high=high,
            ),
        )


@dataclass(frozen=True, eq=False)
class ImpliedSampleSize(Spoken):
    """The base a stated margin belongs to, and the range its rounding leaves.

    Attributes
    ----------
    nobs : float, ndarray or pandas.Series
        From the margin as printed, not rounded.
    low, high : float, ndarray or pandas.Series
        From the largest and the smallest margin that print so; a base is a whole number between.
    """

    nobs: Any
    low: Any
    high: Any

    @property
    def sentences(self) -> tuple[str, ...]:
        """The base, and what rounding leaves open."""
        found, low, high = (
            several_text(one, partial(_number, decimals=0))
            for one in (self.nobs, self.low, self.high)
        )
        return (
            Message(
                "Respondents that the stated margin belongs to: {found} (rounding leaves {low} to "
                "{high}).",
                found=found,
                low=low,
                high=high,
            ),
        )


def implied_design_effect(
    margin: Any,
    nobs: Any,
    *,
    p: Any = 0.5,
    decimals: Any = None,
    confidence_level: float = 0.95,
    population_size: Any = None,
) -> ImpliedDesignEffect:
    """Compute the design effect that a stated margin and base have in them.

    deff = m²·n/(z²pq), the inverse of Wald's margin. A range that holds 1 says that the publisher
    used the formula of simple random sampling, whatever the sample was.

    Parameters
    ----------
    margin : scalar, array_like, pandas.Series or str
        As printed, in percentage points: 3.1 or "3.1" for ± 3.1.
    nobs : scalar, array_like or pandas.Series
        Respondents the margin is said to be of.
    p : scalar or array_like, default 0.5
        The share it is the margin of; publishers use 0.5.
    decimals : int or array_like of int, optional
        Digits printed after the point. By default as many as the margin needs: give 1 for ± 3.0,
        or the string "3.0".
    confidence_level : float, default 0.95
        The level the margin was stated for.
    population_size : scalar or array_like, optional
        People in the population.

    Returns
    -------
    ImpliedDesignEffect
        ``deff`` with ``low`` and ``high``.

    Raises
    ------
    ArgumentError
        When a margin, base, share or level is out of range, or has more decimals than stated.

    References
    ----------
    Kish (1965), Survey Sampling, section 8.2.

    Examples
    --------
    >>> found = implied_design_effect(3.84, 651)
    >>> round(found.deff, 3), round(found.low, 3), round(found.high, 3)
    (1.0, 0.997, 1.002)
    """
    z = quantile(confidence_level)
    values, restore = stated_margin(
        margin, decimals, nobs=nobs, p=p, population_size=population_size
    )
    stated, low, high, n, share, population = values
    check_design(np.ones_like(n), n, population)
    size = effective_sample_size(n, np.ones_like(n), population)
    unit = size / (z**2 * share * (1 - share))
    return ImpliedDesignEffect(*(restore(m**2 * unit) for m in (stated, low, high)))


def implied_sample_size(
    margin: Any,
    *,
    p: Any = 0.5,
    decimals: Any = None,
    deff: Any = 1.0,
    confidence_level: float = 0.95,
    population_size: Any = None,
) -> ImpliedSampleSize:
    """Compute how many respondents a stated margin belongs to.

    n = deff·z²pq/m². Where it is far from the base that is printed, the margin may be another
    group's, or have a design effect in it.

    Parameters
    ----------
    margin, p, decimals, confidence_level, population_size
        As in ``implied_design_effect``.
    deff : scalar or array_like, default 1.0
        Design effect the margin is known to have in it.

    Returns
    -------
    ImpliedSampleSize
        ``nobs`` with ``low`` and ``high``.

    Raises
    ------
    ArgumentError
        As ``implied_design_effect`` does.

    Examples
    --------
    >>> found = implied_sample_size("3.1")
    >>> round(found.nobs), round(found.low), round(found.high)
    (999, 968, 1032)
    """
    z = quantile(confidence_level)
    values, restore = stated_margin(
        margin, decimals, deff=deff, p=p, population_size=population_size
    )
    stated, low, high, design, share, population = values
    check_design(design, np.ones_like(design), population)
    with np.errstate(divide="ignore"):
        endless = [design * share * (1 - share) * (z / m) ** 2 for m in (stated, high, low)]
    return ImpliedSampleSize(*(restore(within_population(n, population)) for n in endless))


def within_population(n: FloatArray, population: FloatArray) -> FloatArray:
    """Return n·N/(N − 1 + n): what a sample of n from an endless population shrinks to.

    References
    ----------
    Cochran (1977), Sampling Techniques, eq. 4.2 with the exact N − 1.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        shrunk = 1 / (1 / n * (1 - 1 / population) + 1 / population)
    return np.where(np.isinf(population), n, shrunk)


def stated_margin(
    margin: Any, decimals: Any, *, p: Any, population_size: Any, **others: Any
) -> tuple[list[FloatArray], Callable[[FloatArray], Any]]:
    """Turn a printed margin into proportions: itself, and the least and largest that print so.

    Returns
    -------
    values : list of ndarray
        Margin, smallest and largest margin, the others in the order given, p, population.
    restore : callable
        As ``broadcast`` returns it.
    """
    people = np.inf if population_size is None else population_size
    printed, digits = _written(margin) if isinstance(margin, str) else (margin, decimals)
    digits = np.nan if digits is None else digits
    (points, places, *rest, share, population), restore = broadcast(
        margin=printed, decimals=digits, **others, p=p, population_size=people
    )
    check_all("margin", points, (points >= 1e-9) & (points < 100), "expected points, such as 3.1")
    check_all(
        "p",
        share,
        (share >= 1e-12) & (share <= 1 - 1e-12),
        "a margin needs a share above 0 and below 1",
    )
    for name in {"nobs"} & set(others):
        size = rest[list(others).index(name)]
        check_base(name, size)
    # As many as the number needs to be written, where nobody says how many were printed.
    needed = sum(np.where(np.round(points, k) != points, 1.0, 0.0) for k in range(_MOST_DECIMALS))
    whole = (places >= -2) & (places <= _MOST_DECIMALS) & (np.floor(places) == places)
    check_all("decimals", places, whole, f"expected digits after the point, 0 to {_MOST_DECIMALS}")
    half = 0.5 * 10.0 ** -np.where(np.isnan(places), needed, places)
    units = points / (2 * half)
    legal = np.abs(units - np.round(units)) <= 1e-9 * np.maximum(units, 1)
    remedy = "that has more decimals than stated; pass all that are printed"
    check_all("margin", points, legal, remedy)
    low, high = np.maximum(points - half, 0) / 100, (points + half) / 100
    return [points / 100, low, high, *rest, share, population], restore


def _written(margin: str) -> tuple[float, int]:
    """Return the value and the digits after the point of a margin given as text."""
    text = margin.strip()
    try:
        if len(text) <= _MOST_DECIMALS + 4:
            return float(text), len(text.partition(".")[2])
    except ValueError:
        pass
    raise ArgumentError(f"margin is {described(margin)}; expected points, such as '3.1'")
