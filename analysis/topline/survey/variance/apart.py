"""Spreads of several kinds, between whose estimates nothing is known: rows that an engine holds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...values import Value
from ..data.columns import IntArray
from .stages import Covariance


@dataclass(frozen=True, eq=False)
class SpreadsApart(Value):
    """The spreads of some estimates, each of one of several that were added up apart.

    Attributes
    ----------
    spreads : tuple
    which, place : (k,) int
        Of each estimate: its spread, and where it is there.
    """

    spreads: tuple[Any, ...]
    which: IntArray
    place: IntArray

    @classmethod
    def of(cls, spreads: Sequence[Any], sizes: Sequence[int]) -> "SpreadsApart":
        """Return the spread of the estimates of each, one after the other."""
        which = np.repeat(np.arange(len(sizes)), sizes)
        return cls(tuple(spreads), which, np.concatenate([*map(np.arange, sizes)]))

    def __getitem__(self, at: Any) -> "SpreadsApart":
        """Return the spread of some estimates, as a matrix with a column of each has it."""
        return SpreadsApart(self.spreads, self.which[at[1]], self.place[at[1]])


def covariance_apart(
    spread: SpreadsApart, covariance_of: Callable[[Any], Covariance]
) -> Covariance:
    """Return the covariance of estimates, NaN between those of different spreads."""
    found = [covariance_of(own) for own in spread.spreads]
    variance = np.full(len(spread.which), np.nan)
    for number, own in enumerate(found):
        at = spread.which == number
        variance[at] = own.variance[spread.place[at]]

    def matrix() -> Any:
        whole = np.full((len(variance), len(variance)), np.nan)
        for number, own in enumerate(found):
            at = np.flatnonzero(spread.which == number)
            place = spread.place[at]
            whole[np.ix_(at, at)] = own.matrix()[np.ix_(place, place)]
        return whole

    return Covariance(variance, matrix)
