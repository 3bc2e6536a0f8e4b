"""Differences of two shares of an estimates table: the one place that tests and bounds them.

``Estimates.compare``, contrasts of two rows, charts and the letters of a crosstab read it.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...statistics.core.interval import Interval
from ...statistics.intervals.two_shares.recovered import (
    EstimatedShares,
    SharePairs,
    difference_limits,
    difference_p_values,
)
from ..row_limits import floats
from ..rows import share_size
from ..schema import FloatArray
from .imputed import Pooled

IntArray = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class SharePart:
    """What a difference of shares needs of a table: (k,) of each.

    Attributes
    ----------
    low, high : (k,) float
        The smallest and the largest share that prints as published; the estimate twice where
        nothing is printed.
    n, size, df : (k,) float
        Respondents, effective ones, and degrees of freedom; NaN sizes where nothing is known of
        the variance.
    variance : (k,) float
    """

    low: FloatArray
    high: FloatArray
    n: FloatArray
    size: FloatArray
    df: FloatArray
    variance: FloatArray

    @classmethod
    def of(cls, table: pd.DataFrame) -> "SharePart":
        """Return that of all rows of a table."""
        estimate, error = floats(table, "estimate"), floats(table, "std_error")
        size = share_size(estimate, error**2, floats(table, "n_effective"))
        printed = "printed_low" in table and "printed_high" in table
        low = floats(table, "printed_low") if printed else estimate
        high = floats(table, "printed_high") if printed else estimate
        return cls(
            low=np.where(np.isnan(low), estimate, low),
            high=np.where(np.isnan(high), estimate, high),
            n=floats(table, "n"),
            size=np.where(np.isnan(error), np.nan, size),
            df=floats(table, "df"),
            variance=error**2,
        )

    def shares(self, rows: IntArray, p: FloatArray) -> EstimatedShares:
        """Return some rows, with a share in the range of what is printed."""
        return EstimatedShares(p[rows], self.n[rows], self.size[rows], self.df[rows])


@dataclass(frozen=True, eq=False)
class ShareDifferences:
    """Differences of shares, the first less the second.

    Attributes
    ----------
    smallest, largest : SharePairs
        The pairs at the smallest and at the largest difference that prints as published; the same
        where nothing is printed.
    """

    smallest: SharePairs
    largest: SharePairs

    @classmethod
    def of(
        cls,
        part: SharePart,
        first: IntArray,
        second: IntArray,
        between: FloatArray,
        most_df: float | None,
        groups: Any,
        pooled: Pooled | None = None,
    ) -> "ShareDifferences":
        """Return the differences of some rows.

        Parameters
        ----------
        part : SharePart
        first, second : (m,) int
            Rows.
        between : (m,) float
            Their covariance; NaN where it is not known: they are then as if one rose as the other
            falls.
        most_df : float or None
        groups : (m,) bool
            Whether they are of two groups of people, not two answers of one.
        pooled : Pooled, optional
            What is known of the versions of the data that the rows were pooled of.
        """
        if pooled is not None:
            part = replace(part, df=pooled.complete)
        reach = np.sqrt(part.variance[first] * part.variance[second])
        with np.errstate(divide="ignore", invalid="ignore"):
            rho = np.where(reach > 0, between / reach, 0.0)
        rho = np.where(np.isnan(rho), -1.0, rho)
        smallest, largest = (
            SharePairs.of(part.shares(first, one), part.shares(second, two), rho, most_df, groups)
            for one, two in ((part.low, part.high), (part.high, part.low))
        )
        if pooled is None:
            return cls(smallest, largest)
        pair, less = np.stack([first, second]), [[1.0], [-1.0]]
        both = (
            replace(pairs, df=pooled.freedom(pairs.df, pair, less)) for pairs in (smallest, largest)
        )
        return cls(*both)

    @property
    def df(self) -> FloatArray:
        """Degrees of freedom."""
        return np.minimum(self.smallest.df, self.largest.df)

    def limits(self, level: float) -> Interval:
        """Return the limits, which cover every difference that prints as published."""
        low = difference_limits(self.smallest, level).ci_low
        return Interval(low, difference_limits(self.largest, level).ci_high)

    def p_values(self) -> FloatArray:
        """Return the p-values: the error at which a limit is 0, and 1 where 0 prints so itself."""
        low, high = (pairs.one.p - pairs.two.p for pairs in (self.smallest, self.largest))
        near, far = difference_p_values(self.smallest), difference_p_values(self.largest)
        none = np.where(np.isnan(near), np.nan, 1.0)
        return np.where(low > 0, near, np.where(high < 0, far, none))


def are_shares(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which rows are shares of respondents."""
    if "quantity" not in table:
        return np.zeros(len(table), dtype=bool)
    p = floats(table, "estimate")
    return np.asarray((table["quantity"] == "proportion").fillna(False), bool) & ~(
        (p < 0) | (p > 1)
    )


def complements(table: pd.DataFrame, groups: list[IntArray]) -> IntArray:
    """Return the row whose share is 1 less that of each row, as "no" is to "yes"; −1 for none.

    Parameters
    ----------
    table : pandas.DataFrame
    groups : list of (m,) int
        The rows of each question in each domain.
    """
    share, p = are_shares(table), floats(table, "estimate")
    found = np.full(len(table), -1)
    for rows in groups:
        if len(rows) == 2 and share[rows].all() and np.isclose(p[rows].sum(), 1, atol=1e-9):
            found[rows] = rows[::-1]
    return found


def one_of_two(pairs: Any, partner: IntArray) -> IntArray:
    """Return the pair that each pair of rows says the same as: itself, or that of its complements.

    Parameters
    ----------
    pairs : Pairs
    partner : (k,) int
        As `complements` gives them.
    """
    first, second = pairs.first, pairs.second
    place = {both: at for at, both in enumerate(zip(first.tolist(), second.tolist(), strict=True))}
    own = np.arange(len(first))
    for at in np.flatnonzero((partner[first] >= 0) & (partner[second] >= 0)).tolist():
        other = place.get((int(partner[first[at]]), int(partner[second[at]])))
        own[at] = at if other is None else min(at, other)
    return own
