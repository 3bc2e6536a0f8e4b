"""The one result: a tidy table of estimates, their covariance, and how they were made.

Both doors, published figures and microdata, end here; charts, tables and reports start here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from .contrasts import contrast_row
from .display import as_words
from .row_intervals import interval_keys, limits
from .schema import FloatArray, checked_covariance, checked_table
from .statistics.arguments import check_confidence_level


@dataclass(frozen=True, eq=False, repr=False, init=False)
class Estimates:
    """Estimates with their intervals, covariance and provenance; a value that never changes.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per estimate: label columns, then the columns of ``SCHEMA`` (checked and cast).
    covariance : (k, k) array_like or callable, optional
        Covariance of the estimates in row order; NaN where it is not known. By default the
        squared standard errors on the diagonal and NaN elsewhere. A function of nothing that
        returns it is called when it is first asked for: thousands of domains have a large one.
    method : str
        In words, how the estimates were made.

    Raises
    ------
    DataError
        When a column is missing or of another type, limits are out of order, or the covariance
        has another shape.
    """

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

    def with_interval(
        self,
        confidence_level: float | None = None,
        method: str | None = None,
        *,
        mean_method: str | None = None,
    ) -> "Estimates":
        """Return the same estimates with intervals of another level or method.

        Parameters
        ----------
        confidence_level : float, optional
            By default each row keeps its own.
        method : str, optional
            A key of the METHODS for one proportion, for rows that are shares.
        mean_method : str, optional
            A key of the METHODS for bounded means, for rows that are means of estimates.

        Raises
        ------
        ArgumentError
            When the level or method is unknown, or `method` is given and no row is a share.
        """
        table = self._table.assign(interval=interval_keys(self._table, method, mean_method))
        if confidence_level is not None:
            level = check_confidence_level(confidence_level)
            table["confidence_level"] = np.where(table["interval"].notna(), level, np.nan)
        low, high = limits(table)
        return Estimates(table.assign(ci_low=low, ci_high=high), self._covariance, self.method)

    def subset(self, rows: ArrayLike) -> "Estimates":
        """Return the estimates of some rows, by boolean mask or positions, covariance included."""
        mask = np.asarray(rows)
        at = np.flatnonzero(mask) if mask.dtype == bool else mask.astype(int)
        table = self._table.iloc[at].reset_index(drop=True)
        return Estimates(table, self.covariance[np.ix_(at, at)], self.method)

    def contrast(
        self,
        weights: Mapping[str, float] | ArrayLike,
        *,
        label: str = "contrast",
        confidence_level: float = 0.95,
    ) -> "Estimates":
        """Estimate a weighted sum of the estimates, such as a difference, with its interval.

        The variance is L V Lᵀ. Where a covariance is not known, as between two answers of one
        published survey, the largest it can be is used, and the flag says "at most". The interval
        also covers every value that prints as published.

        Parameters
        ----------
        weights : mapping or (k,) array_like
            Weight per row: by the row's name (first label column that tells all rows apart), or
            one number per row in order.
        label : str, default "contrast"
            Name of the resulting row.
        confidence_level : float, default 0.95
            Between 0 and 1.

        Returns
        -------
        Estimates
            One row, labelled `label`.

        Raises
        ------
        ArgumentError
            When a name is not a row, or there is not one weight per row.

        Examples
        --------
        >>> import pandas as pd
        >>> figures = pd.DataFrame({"figure_id": ["a", "b"], "claim": "prefer", "percent": [63, 52],
        ...     "n": 400, "unit": "share_of_respondents", "survey_id": ["one", "two"]})
        >>> from topline import estimate_figures
        >>> lead = estimate_figures(figures).contrast({"a": 1, "b": -1})
        >>> round(float(lead.table["estimate"].iloc[0]), 2)
        0.11
        """
        level = check_confidence_level(confidence_level)
        row = contrast_row(self._table, self.covariance, weights, level)
        table = pd.DataFrame([{"label": label, **row}])
        return Estimates(table, [[row["std_error"] ** 2]], f"weighted sum; {self.method}")

    def __eq__(self, other: object) -> bool:
        """Whether tables, covariances and methods are the same, NaN equal to NaN."""
        if not isinstance(other, Estimates):
            return NotImplemented
        same = np.array_equal(self.covariance, other.covariance, equal_nan=True)
        return same and self.method == other.method and self._table.equals(other._table)

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        """Count the estimates."""
        return len(self._table)

    def __repr__(self) -> str:
        """Say the estimates in words, one per line."""
        return f"{as_words(self._table).to_string(index=False)}\n{self.method}"

    def _repr_html_(self) -> str:
        """Show the estimates in words, as a table in a notebook."""
        body = as_words(self._table).to_html(index=False, escape=True, border=0)
        return f"{body}<p>{escape(self.method)}</p>"
