"""Means and standard deviations that no answers can have: GRIM, GRIMMER and DEBIT.

Answers in whole numbers have means in steps of 1/n, and few standard deviations beside each. What
cannot be is misprinted, of another base, or of other data than told; the tests do not say which.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, sqrt
from typing import Any

import numpy as np

from ...arguments import check_whole
from ...errors import ArgumentError
from ...language.amounts import value_words
from ...language.message import Message
from ...spoken import Spoken
from ..core.methods import pick
from .cases import Case, Cases, cases_of, check_deviations
from .rules import ROUNDING_RULES, Ends


@dataclass(frozen=True, eq=False)
class GranularityCheck(Spoken):
    """Whether what is printed can be, and how far it is from what can.

    Attributes
    ----------
    method : str
        "GRIM", "GRIMMER" or "DEBIT".
    possible : bool or (k,) ndarray of bool
    nearest : float or (k,) ndarray
        The nearest mean, for GRIM, or standard deviation that such answers can have, unrounded;
        NaN where there is none beside the printed mean.
    off_by : float or (k,) ndarray
        How far that is beyond what prints so; 0 where it is possible, NaN where there is none.
    compared : str
        What was compared with what.
    """

    method: str
    possible: Any
    nearest: Any
    off_by: Any
    compared: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The finding, and what it rests on."""
        compared = Message("Compared: {what}.", what=self.compared)
        if np.ndim(self.possible):
            found = Message(
                "{method}: {part} of {all} cannot be.",
                method=self.method,
                part=int((~np.asarray(self.possible)).sum()),
                all=int(np.size(self.possible)),
            )
            return found, compared
        if self.possible:
            return Message("{method}: can be.", method=self.method), compared
        near = Message("no such value goes with the printed mean")
        if np.isfinite(self.nearest):
            near = Message(
                "the nearest is {value}, {gap} beyond what prints so",
                value=value_words(self.nearest, 6),
                gap=value_words(self.off_by, 3),
            )
        return Message("{method}: cannot be; {near}.", method=self.method, near=near), compared


def grim(
    mean: Any, nobs: Any, *, items: Any = 1, decimals: int | None = None, rounding: str = "any"
) -> GranularityCheck:
    """Check whether a mean of whole numbers can be, given how many there were (GRIM).

    A mean of n answers to k items is a whole number over n·k. It can say something only where
    n·k is smaller than a unit of the last printed digit has room for: with two decimals below 100.

    Parameters
    ----------
    mean : str, float or (k,) array_like
        As printed: "5.20" has two decimals, 5.2 one unless `decimals` says otherwise.
    nobs : int or (k,) array_like
        Respondents. The mean must be unweighted.
    items : int or (k,) array_like, default 1
        Items of which each respondent's answers were averaged.
    decimals : int, optional
        Digits printed after the point, for means given as numbers.
    rounding : {"any", "half_up", "half_even", "cut_off"}
        How the mean was rounded.

    Returns
    -------
    GranularityCheck

    Raises
    ------
    ArgumentError
        When a mean is no number, or a base no positive whole number.

    References
    ----------
    Brown & Heathers (2017), The GRIM test, Social Psychological and Personality Science 8:363–369.

    Examples
    --------
    >>> print(grim("5.19", 28))
    GRIM: cannot be; the nearest is 5.17857, 0.00642857 beyond what prints so.
    Compared: the mean with whole numbers over respondents times items.
    """
    rule = pick(ROUNDING_RULES, rounding, "rounding")

    def one(case: Case) -> tuple[bool, float, float]:
        ends = case.mean.ends(rule)
        if len(ends.wholes(case.size)):
            return True, float(case.mean.value), 0.0
        around = case.mean.value * case.size
        near = min((floor(around), ceil(around)), key=lambda x: abs(x - around))
        return False, float(Fraction(near, case.size)), _beyond(Fraction(near, case.size), ends)

    cases = cases_of(mean, None, nobs, items, decimals)
    words = Message("the mean with whole numbers over respondents times items")
    return _check("GRIM", cases, one, words)


def grimmer(
    mean: Any,
    sd: Any,
    nobs: Any,
    *,
    items: Any = 1,
    decimals: int | None = None,
    ddof: int = 1,
    rounding: str = "any",
) -> GranularityCheck:
    """Check whether mean and standard deviation of whole numbers can go together (GRIMMER).

    For each sum that the mean allows, the sum of squares must be a whole number, as odd or even as
    the sum, that gives the standard deviation. What passes need not be possible, what fails is not.

    Parameters
    ----------
    mean, nobs, items, decimals, rounding
        As in ``grim``.
    sd : str, float or (k,) array_like
        Standard deviation as printed.
    ddof : {0, 1}, default 1
        1 for that of a sample (over n − 1), 0 for that of a population (over n).

    Returns
    -------
    GranularityCheck
        ``nearest`` is a standard deviation beside the printed mean.

    Raises
    ------
    ArgumentError
        As ``grim``, or when a standard deviation is negative or of one respondent.

    References
    ----------
    Allard (2018), Analytic-GRIMMER: a new way of testing the possibility of standard deviations;
    after Anaya (2016), The GRIMMER test, PeerJ Preprints 4:e2400v1.

    Examples
    --------
    >>> grimmer("7.3", "2.51", 12).possible
    False
    """
    rule = pick(ROUNDING_RULES, rounding, "rounding")
    check_whole("ddof", ddof, 0, 1)

    def one(case: Case) -> tuple[bool, float, float]:
        sums = case.mean.ends(rule).wholes(case.size)
        squares = _squared(case.deviation(rule))
        found: list[tuple[float, float]] = []
        for total in sums:
            least = Fraction(total**2, case.n)
            scale = (case.n - ddof) * case.items**2
            # the sum of squares is as odd or even as the sum
            wanted = Ends(
                (squares.low * scale + least - total % 2) / 2,
                (squares.high * scale + least - total % 2) / 2,
                squares.has_low,
                squares.has_high,
            )
            if len(wanted.wholes(1)):
                return True, float(case.sd.value), 0.0
            for half in (floor(wanted.low), ceil(wanted.high)):
                if (variance := (2 * half + total % 2 - least) / scale) >= 0:
                    near = sqrt(variance)
                    found.append((_beyond(Fraction(near), case.deviation(rule)), near))
        off_by, near = min(found, default=(np.nan, np.nan))
        return False, near, off_by

    cases = cases_of(mean, sd, nobs, items, decimals)
    check_deviations(cases)
    words = Message("the standard deviation with sums of squares that go with the printed mean")
    return _check("GRIMMER", cases, one, words)


def debit(
    mean: Any,
    sd: Any,
    nobs: Any,
    *,
    decimals: int | None = None,
    ddof: int = 1,
    rounding: str = "any",
) -> GranularityCheck:
    """Check whether mean and standard deviation of zeros and ones can go together (DEBIT).

    x ones of n have the standard deviation √(x(n − x)/(n(n − 1))); so each printed share has one.

    Parameters
    ----------
    mean, sd, nobs, decimals, ddof, rounding
        As in ``grimmer``; the mean is a proportion, 0.36 for 36 %.

    Returns
    -------
    GranularityCheck

    Raises
    ------
    ArgumentError
        As ``grimmer``, or when a mean lies outside 0 to 1.

    References
    ----------
    Heathers & Brown (2019), DEBIT: a simple consistency test for binary data, osf.io/5vb3u.

    Examples
    --------
    >>> print(debit("0.36", "0.11", 20))
    DEBIT: cannot be; the nearest is 0.489361, 0.374361 beyond what prints so.
    Compared: the standard deviation with those that counts of ones have.
    """
    rule = pick(ROUNDING_RULES, rounding, "rounding")
    check_whole("ddof", ddof, 0, 1)

    def one(case: Case) -> tuple[bool, float, float]:
        ends = case.deviation(rule)
        squares = _squared(ends)
        counts = [x for x in case.mean.ends(rule).wholes(case.n) if 0 <= x <= case.n]
        variances = [Fraction(x * (case.n - x), case.n * (case.n - ddof)) for x in counts]
        if any(variance in squares for variance in variances):
            return True, float(case.sd.value), 0.0
        near = [sqrt(variance) for variance in variances]
        off = [(_beyond(Fraction(value), ends), value) for value in near]
        off_by, nearest = min(off, default=(np.nan, np.nan))
        return False, nearest, off_by

    cases = cases_of(mean, sd, nobs, 1, decimals)
    check_deviations(cases)
    for case in cases.rows:
        if not 0 <= case.mean.value <= 1:
            raise ArgumentError(
                f"mean is {float(case.mean.value):g}; expected a proportion from 0 to 1, 0.36 for "
                "36 %"
            )
    return _check(
        "DEBIT", cases, one, Message("the standard deviation with those that counts of ones have")
    )


def _check(
    test: str, cases: Cases, one: Callable[[Case], tuple[bool, float, float]], words: str
) -> GranularityCheck:
    """Return the check of all cases, as arrays unless there was one."""
    found = np.array([*map(one, cases.rows)], dtype=float)
    possible, nearest, off_by = found.reshape(-1, 3).T
    if cases.single:
        return GranularityCheck(test, bool(possible[0]), float(nearest[0]), float(off_by[0]), words)
    return GranularityCheck(test, possible.astype(bool), nearest, off_by, words)


def _squared(ends: Ends) -> Ends:
    return Ends(ends.low**2, ends.high**2, ends.has_low, ends.has_high)


def _beyond(value: Fraction, ends: Ends) -> float:
    """Return how far a value is outside what prints so."""
    return float(max(ends.low - value, value - ends.high, Fraction(0)))
