"""Means and standard deviations as they are printed, case by case."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from ...arguments import check_whole
from ...errors import ArgumentError
from .rules import Ends, PrintedNumber, RoundingRule, printed_number

_MOST_RESPONDENTS = 10**9
_MOST_ITEMS = 1000


@dataclass(frozen=True)
class Case:
    """One mean, with its standard deviation where there is one."""

    mean: PrintedNumber
    sd: PrintedNumber
    n: int
    items: int

    @property
    def size(self) -> int:
        """Return over what a mean is a whole number."""
        return self.n * self.items

    def deviation(self, rule: RoundingRule) -> Ends:
        """Return the standard deviations that print so, none below 0."""
        ends = self.sd.ends(rule)
        return ends if ends.low >= 0 else Ends(Fraction(0), ends.high, True, ends.has_high)


@dataclass(frozen=True)
class Cases:
    """All that are checked, and whether it was one."""

    rows: tuple[Case, ...]
    single: bool


def cases_of(mean: Any, sd: Any, nobs: Any, items: Any, decimals: int | None) -> Cases:
    """Return what is printed, case by case."""
    given = [np.asarray(value, dtype=object) for value in (mean, sd, nobs, items)]
    deep = next((one for one in given if one.ndim > 1), None)
    if deep is not None:
        raise ArgumentError(f"a value has shape {deep.shape}; expected one number for each case")
    try:
        columns = np.broadcast_arrays(*given)
    except ValueError:
        shapes = ", ".join(str(one.shape) for one in given if one.ndim)
        raise ArgumentError(f"the values have shapes {shapes}; expected one length") from None
    none = PrintedNumber(Fraction(0), Fraction(1))
    rows = tuple(
        Case(
            printed_number("mean", average, decimals),
            none if deviation is None else printed_number("sd", deviation, decimals),
            check_whole("nobs", n, 1, _MOST_RESPONDENTS),
            check_whole("items", k, 1, _MOST_ITEMS),
        )
        for average, deviation, n, k in zip(*(one.ravel() for one in columns), strict=True)
    )
    return Cases(rows, columns[0].ndim == 0)


def check_deviations(cases: Cases) -> None:
    """Refuse standard deviations of nobody else, and negative ones."""
    for case in cases.rows:
        if case.n < 2:
            raise ArgumentError("nobs is 1; one respondent has no standard deviation")
        if case.sd.value < 0:
            raise ArgumentError(
                f"sd is {float(case.sd.value):g}; a standard deviation is 0 or more"
            )
