"""The data of the one result: a checked table, its covariance, and how it shows itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from ..tables.html import to_html
from ..tables.model import PrintedTable
from ..tables.printable import Printable
from .printed import Wanted, as_words, printed_estimates
from .schema import FloatArray, checked_covariance, checked_table

SHOWN = 60
"""Estimates that show themselves; all are in the table."""


@dataclass(frozen=True, eq=False, repr=False, init=False)
class EstimatesTable(Printable):
    """A checked table of estimates and their covariance; ``Estimates`` says what of."""

    method: str
    _table: pd.DataFrame
    _covariance: FloatArray | Callable[[], FloatArray]

    def __init__(
        self,
        table: pd.DataFrame,
        covariance: ArrayLike | Callable[[], FloatArray] | None = None,
        method: str = "",
    ) -> None:
        checked = checked_table(table)
        object.__setattr__(self, "_table", checked)
        object.__setattr__(self, "method", method)
        if not callable(covariance):
            covariance = checked_covariance(covariance, checked["std_error"].to_numpy(dtype=float))
        object.__setattr__(self, "_covariance", covariance)

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance in row order, read-only; NaN where it is not known."""
        known = self._covariance
        if not callable(known):
            return known
        matrix = checked_covariance(known(), self._table["std_error"].to_numpy(dtype=float))
        object.__setattr__(self, "_covariance", matrix)
        return matrix

    @property
    def table(self) -> pd.DataFrame:
        """A copy of the tidy table, one row per estimate, in its schema's column order."""
        return self._table.copy()

    def subset(self, rows: ArrayLike) -> Self:
        """Return the estimates of some rows, by boolean mask or positions, covariance included."""
        mask = np.asarray(rows)
        at = np.flatnonzero(mask) if mask.dtype == bool else mask.astype(int)
        table = self._table.iloc[at].reset_index(drop=True)
        return type(self)(table, self.covariance[np.ix_(at, at)], self.method)

    def __eq__(self, other: object) -> bool:
        """Whether tables, covariances and methods are the same, NaN equal to NaN."""
        if not isinstance(other, EstimatesTable):
            return NotImplemented
        same = np.array_equal(self.covariance, other.covariance, equal_nan=True)
        return same and self.method == other.method and self._table.equals(other._table)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        """Count the estimates."""
        return len(self._table)

    def printed(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        decimals: int | None = None,
    ) -> PrintedTable:
        """Return the estimates in words, with the numbers behind them.

        Parameters
        ----------
        title, subtitle : str, optional
            What the table shows; whom, when and how. By default what is known of both.
        decimals : int, default 1
            Of percents; published ones stay as printed.
        """
        return printed_estimates(self._table, self.method, Wanted(title, subtitle, decimals))

    def __repr__(self) -> str:
        """Say the estimates in words, one per line."""
        words = as_words(self._table.head(SHOWN)).to_string(index=False)
        return "\n".join(filter(None, [words, self._more(), self.method]))

    def _repr_html_(self) -> str:
        """Show the estimates in words, as a table in a notebook."""
        shown = self._table.head(SHOWN)
        notes = " ".join(filter(None, [self._more(), self.method]))
        return to_html(printed_estimates(shown, notes, Wanted()))

    def _more(self) -> str:
        """Say how many estimates are not shown."""
        rest = len(self) - SHOWN
        return f"… and {rest:,} more in .table." if rest > 0 else ""
