"""From the columns of an estimates table to its limits: the row's interval key says how.

A rounded published figure stands for every value from ``printed_low`` to ``printed_high``; its
interval reaches from the lower limit of the one to the upper limit of the other. A mirrored row
(1 minus its parent) takes its parent's limits, mirrored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import expit, logit, stdtrit

from .errors import ArgumentError
from .statistics.core.interval import Interval
from .statistics.core.methods import as_table, pick
from .statistics.intervals import mean
from .statistics.intervals.one_share import proportion

FloatArray = NDArray[np.float64]

CEILING = "ceiling_"
"""Prefix of the interval key of a mean of estimates: the interval is at most that wide."""

KORN_GRAUBARD = "korn_graubard"
"""Interval key of Clopper and Pearson's limits at the effective size of Korn and Graubard."""


@dataclass(frozen=True)
class RowMethod:
    """An interval that needs more of a row than a count and a base.

    Attributes
    ----------
    key : str
        What the column ``interval`` holds.
    label : str
        Its name in captions and reports.
    source : str
        Primary source.
    """

    key: str
    label: str
    source: str


STANDARD_ERROR = as_table(
    RowMethod("normal", "estimate ± normal quantile × standard error", "Laplace (1812)"),
    RowMethod("t", "estimate ± Student's quantile × standard error", "Student (1908)"),
    RowMethod("log", "Student's, on the log scale", "Woodruff & Causey (1976), JASA 71:315–321"),
    RowMethod("asin", "Student's, on the arcsine scale", "Korn & Graubard (1999), section 3.2"),
    RowMethod("logit_replicates", "logit, by replicates", "Korn & Graubard (1999), section 3.2"),
)
"""Intervals of estimate ± quantile·std_error, on its own or another scale."""

_WOODRUFF = "Woodruff (1952), JASA 47:635–646"

OF_QUANTILES = as_table(
    RowMethod("woodruff_mean", "Woodruff's, share ± t × standard error", _WOODRUFF),
    RowMethod("woodruff_xlogit", "Woodruff's, share on the logit scale", _WOODRUFF),
    RowMethod("woodruff_beta", "Woodruff's, share by Korn and Graubard", _WOODRUFF),
    RowMethod("woodruff_asin", "Woodruff's, share on the arcsine scale", _WOODRUFF),
)
"""Intervals read back through the distribution of the data, which an estimates table has not."""

ROW_METHODS = (
    STANDARD_ERROR
    | OF_QUANTILES
    | as_table(
        RowMethod(
            KORN_GRAUBARD, "Korn–Graubard", "Korn & Graubard (1998), Survey Methodology 24:193–201"
        )
    )
)


def interval_keys(
    table: pd.DataFrame, method: str | None, mean_method: str | None
) -> "pd.Series[Any]":
    """Return the interval key of every row when shares and means take these methods.

    A row without an interval keeps none; a method of None keeps what the rows have.
    """
    keys = table["interval"].copy()
    quantity = table["quantity"] if "quantity" in table else pd.Series("value", index=table.index)
    if method is not None:
        if method != KORN_GRAUBARD:
            pick(proportion.METHODS, method, "an interval for one proportion")
        if not (quantity == "proportion").any():
            raise ArgumentError(
                f"method {method!r} needs rows that are shares, and there are none; "
                "a column 'quantity' that holds 'proportion' marks them"
            )
        keys = keys.mask((quantity == "proportion") & keys.notna(), method)
    if mean_method is not None:
        pick(mean.METHODS, mean_method, "an interval for a mean of bounded answers")
        keys = keys.mask((quantity == "bounded_mean") & keys.notna(), CEILING + mean_method)
    return keys


def limits(table: pd.DataFrame) -> Interval:
    """Compute the limits that each row's interval key and confidence level ask for."""
    low, high = np.full(len(table), np.nan), np.full(len(table), np.nan)
    groups = table.reset_index(drop=True).groupby(["interval", "confidence_level"], sort=False)
    for name, rows in groups:
        key, level = cast("tuple[str, float]", name)
        low[rows.index], high[rows.index] = _row_limits(rows, key, level)
    return Interval(low, high)


def _row_limits(rows: pd.DataFrame, key: str, level: float) -> Interval:
    """Compute the limits of rows that share one interval key and one level."""
    if key in STANDARD_ERROR:
        return _of_standard_error(rows, key, level)
    if key == KORN_GRAUBARD:
        return _korn_graubard(rows, level)
    if key.startswith(CEILING):
        return _of_range(rows, partial(_mean_interval, key.removeprefix(CEILING), level))
    if key in proportion.METHODS:
        return _of_range(rows, partial(_share_interval, key, level, _student_df(rows)))
    if key in OF_QUANTILES:
        raise ArgumentError(
            f"interval {key!r} needs the data, which estimates do not keep; ask .quantile for "
            "another interval or confidence_level"
        )
    raise ArgumentError(f"interval {key!r} cannot be made again; pass a method this package knows")


def _student_df(rows: pd.DataFrame) -> FloatArray | None:
    """Return the degrees of freedom of a design; None where the normal quantile serves."""
    df = _floats(rows, "df")
    return None if np.isinf(df).all() or np.isnan(df).all() else np.maximum(df, 1e-9)


def _share_interval(
    method: str, level: float, df: FloatArray | None, p: FloatArray, n: FloatArray
) -> Interval:
    count = _whole_if_near(p * n)
    design: dict[str, Any] = {} if df is None else {"df": df, "effective": "student"}
    return proportion.proportion_interval(count, n, method=method, confidence_level=level, **design)


def _korn_graubard(rows: pd.DataFrame, level: float) -> Interval:
    """Compute Korn and Graubard's limits; a census has no sampling error."""
    p, n, size = (_floats(rows, name) for name in ("estimate", "n", "n_effective"))
    df = np.where(np.isinf(size) | ~(_floats(rows, "df") > 0), np.nan, _floats(rows, "df"))
    sampled = (n > 1) & np.isfinite(size) & ~np.isnan(df) & ~np.isnan(p)
    at = np.where(sampled, n, 2)
    low, high = proportion.proportion_interval(
        np.where(sampled, p * at, 1),
        at,
        method="clopper_pearson",
        confidence_level=level,
        deff=np.where(sampled, at / np.where(sampled, size, 1), 1),
        effective=KORN_GRAUBARD,
        df=np.where(sampled, df, 1),
    )
    census = np.where(np.isinf(size), p, np.nan)
    return Interval(np.where(sampled, low, census), np.where(sampled, high, census))


def _mean_interval(method: str, level: float, p: FloatArray, n: FloatArray) -> Interval:
    return mean.bounded_mean_interval(p, n, method=method, confidence_level=level)


def _of_range(
    rows: pd.DataFrame, interval: Callable[[FloatArray, FloatArray], Interval]
) -> Interval:
    """Cover the range of values that print as published, mirrored rows by way of their parent."""
    first = _floats(rows, "printed_low" if "printed_low" in rows else "estimate")
    last = _floats(rows, "printed_high" if "printed_high" in rows else "estimate")
    mirrored = rows["mirrored"].to_numpy() if "mirrored" in rows else np.zeros(len(rows), bool)
    n = _floats(rows, "n_effective")
    low, high = np.where(mirrored, 1 - last, first), np.where(mirrored, 1 - first, last)
    census = np.isinf(n)
    size = np.where(census, 1.0, n)
    low = np.where(census, low, interval(low, size).low)
    high = np.where(census, high, interval(high, size).high)
    return Interval(np.where(mirrored, 1 - high, low), np.where(mirrored, 1 - low, high))


def _of_standard_error(rows: pd.DataFrame, key: str, level: float) -> Interval:
    """Compute estimate ± t·std_error; infinite degrees of freedom make it the normal quantile.

    "log": estimate·exp(± t·std_error/estimate), for counts and totals above 0. "asin":
    sin²(arcsin √p ± t·std_error/(2√(pq))), kept in [0, 1]. "logit_replicates": on the logit scale,
    with the standard error that the replicates of the logit have.
    """
    t = quantile(level, _floats(rows, "df"))
    half, estimate = t * _floats(rows, "std_error"), _floats(rows, "estimate")
    with np.errstate(divide="ignore", invalid="ignore"):
        if key == "log":
            factor = np.where(estimate > 0, np.exp(half / estimate), np.nan)
            return Interval(estimate / factor, estimate * factor)
        if key == "asin":
            angle, turn = np.arcsin(np.sqrt(estimate)), half / 2 / _binomial_sd(estimate)
            low, high = np.maximum(angle - turn, 0), np.minimum(angle + turn, np.pi / 2)
            return Interval(np.sin(low) ** 2, np.sin(high) ** 2)
        if key == "logit_replicates":
            half = t * _floats(rows, "logit_std_error")
            return Interval(expit(logit(estimate) - half), expit(logit(estimate) + half))
    return Interval(estimate - half, estimate + half)


def _binomial_sd(p: FloatArray) -> FloatArray:
    return np.sqrt(p * (1 - p))


def quantile(level: float, df: FloatArray) -> FloatArray:
    """Return the two-sided quantile of Student's t; the normal one where df is infinite."""
    return np.asarray(stdtrit(df, (1 + level) / 2))


def _whole_if_near(count: FloatArray) -> FloatArray:
    """Take a count back to the whole number it was before it became a proportion."""
    whole = np.rint(count)
    return np.where(np.abs(count - whole) <= 1e-9 * np.maximum(whole, 1), whole, count)


def _floats(rows: pd.DataFrame, name: str) -> FloatArray:
    return rows[name].to_numpy(dtype=float, na_value=np.nan)
