"""The one result: a tidy table of estimates, their covariance, and how they were made.

Both doors, published figures and microdata, end here; charts, tables and reports start here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .contrasts import contrast_row
from .display import as_words
from .errors import DataError
from .row_intervals import interval_keys, limits
from .statistics.arguments import check_confidence_level

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Column:
    """What a statistics column holds: its pandas dtype, its unit and its meaning."""

    dtype: str
    unit: str
    meaning: str


SCHEMA: Mapping[str, Column] = MappingProxyType(
    {
        "estimate": Column("float64", "proportion, or as outcome", "point estimate; NaN: none"),
        "std_error": Column("float64", "as estimate", "standard error, design effect included"),
        "ci_low": Column("float64", "as estimate", "lower confidence limit; NaN: no interval"),
        "ci_high": Column("float64", "as estimate", "upper confidence limit; NaN: no interval"),
        "confidence_level": Column("float64", "0 to 1", "confidence level of the interval"),
        "interval": Column("string", "key", "interval method; missing: no interval"),
        "df": Column("float64", "count", "degrees of freedom; infinite: normal quantile"),
        "n": Column("Int64", "respondents", "unweighted base; missing: not stated"),
        "n_effective": Column(
            "float64", "respondents", "size of the equally precise random sample"
        ),
        "deff": Column("float64", "ratio", "design effect: variance over that of random sampling"),
        "flag": Column("string", "words", "what a reader must know; empty: nothing"),
    }
)
"""The statistics columns every estimates table has, after its label columns, in this order."""

OPTIONAL: Mapping[str, Column] = MappingProxyType(
    {
        "quantity": Column("string", "key", "proportion, bounded_mean or none"),
        "mirrored": Column("bool", "yes or no", "whether the row is 1 minus its parent"),
        "printed_low": Column("float64", "as estimate", "smallest value that prints as published"),
        "printed_high": Column("float64", "as estimate", "largest value that prints as published"),
        "n_missing": Column("Int64", "respondents", "respondents of the row without an answer"),
        "n_weighted": Column("float64", "people", "sum of the weights of the base"),
        "logit_std_error": Column("float64", "log odds", "standard error of the share's logit"),
        "cv": Column("float64", "ratio", "coefficient of variation: std_error over estimate"),
    }
)
"""Columns of some estimates: rounded published figures, and those from microdata."""


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
        checked = _checked_table(table)
        object.__setattr__(self, "_table", checked)
        object.__setattr__(self, "method", method)
        if not callable(covariance):
            covariance = _checked_covariance(covariance, checked["std_error"].to_numpy(dtype=float))
        object.__setattr__(self, "_covariance", covariance)

    @property
    def covariance(self) -> FloatArray:
        """The (k, k) covariance in row order, read-only; NaN where it is not known."""
        known = self._covariance
        if not callable(known):
            return known
        matrix = _checked_covariance(known(), self._table["std_error"].to_numpy(dtype=float))
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


def _checked_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with every column of the schema cast and in order, or say what is wrong."""
    missing = [name for name in SCHEMA if name not in table.columns]
    if missing:
        raise DataError(
            f"the estimates table has no column {', '.join(map(repr, missing))}; "
            f"it needs {', '.join(SCHEMA)}"
        )
    labels = [name for name in table.columns if name not in SCHEMA and name not in OPTIONAL]
    extras = [name for name in OPTIONAL if name in table.columns]
    checked = table[[*labels, *extras, *SCHEMA]].reset_index(drop=True).copy()
    for name, column in {**OPTIONAL, **SCHEMA}.items():
        if name in checked.columns:
            checked[name] = _cast(checked[name], name, column.dtype)
    checked["flag"] = checked["flag"].fillna("")
    _check_limits(checked)
    return checked


def _cast(values: "pd.Series[Any]", name: str, dtype: str) -> "pd.Series[Any]":
    try:
        return values.astype(pd.api.types.pandas_dtype(dtype))
    except (TypeError, ValueError):
        raise DataError(
            f"column {name!r} of the estimates table holds {values.dtype} values "
            f"that are not {dtype}; {SCHEMA[name].meaning if name in SCHEMA else name}"
        ) from None


def _check_limits(table: pd.DataFrame) -> None:
    crossed = table.index[table["ci_low"] > table["ci_high"]]
    if len(crossed):
        raise DataError(
            f"row {crossed[0]} of the estimates table has ci_low above ci_high; swap them"
        )


def _checked_covariance(covariance: ArrayLike | None, std_error: FloatArray) -> FloatArray:
    k = len(std_error)
    if covariance is None:
        matrix = np.full((k, k), np.nan)
        np.fill_diagonal(matrix, std_error**2)
    else:
        matrix = np.array(covariance, dtype=float)
    if matrix.shape != (k, k):
        raise DataError(f"the covariance has shape {matrix.shape}; {k} estimates need ({k}, {k})")
    matrix.flags.writeable = False
    return matrix
