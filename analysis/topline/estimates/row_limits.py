"""The formulas of the intervals in ``intervals``: from the columns of estimates to limits.

Each is ``(rows, confidence_level) -> Interval``. A rounded published figure stands for every value
from ``printed_low`` to ``printed_high``; its interval reaches from the lower limit of the one to
the upper limit of the other. A mirrored row (1 minus its parent) takes its parent's, mirrored.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import expit, gammaincinv, logit, ndtri, stdtrit

from ..errors import ArgumentError
from ..statistics.core.arguments import check_whole_counts
from ..statistics.core.chunks import over_distinct, over_known
from ..statistics.core.interval import Interval
from ..statistics.intervals.mean import bounded_mean_interval
from ..statistics.intervals.one_share.beta import clopper_pearson
from ..statistics.intervals.one_share.methods import ProportionMethod
from .schema import FloatArray


class Columns(dict[Any, Any]):
    """The columns of estimates by name, arrays of one length, before they are a table."""

    @classmethod
    def of(cls, rows: "Rows") -> "Columns":
        """Return a table's columns, or those there are."""
        if isinstance(rows, Columns):
            return rows
        return cls((name, rows[name].array) for name in rows)

    def at(self, rows: Any) -> "Columns":
        """Return some of the rows, by position."""
        return Columns((name, own[rows]) for name, own in self.items())


Rows = pd.DataFrame | Columns
"""Estimates as formulas read them: by the names of their columns."""


def student(rows: Rows, level: float) -> Interval:
    """Estimate ± t·std_error; infinite degrees of freedom make t the normal quantile."""
    error = floats(rows, "std_error")
    # what is certain needs no degrees of freedom
    half = np.where(error == 0, 0.0, quantile(level, floats(rows, "df")) * error)
    return Interval(floats(rows, "estimate") - half, floats(rows, "estimate") + half)


def log_student(rows: Rows, level: float) -> Interval:
    """estimate·exp(± t·std_error/estimate), for counts and totals above 0."""
    half = quantile(level, floats(rows, "df")) * floats(rows, "std_error")
    estimate = floats(rows, "estimate")
    with np.errstate(divide="ignore", invalid="ignore"):
        factor = np.where(estimate > 0, np.exp(half / estimate), np.nan)
        return Interval(estimate / factor, estimate * factor)


def fisher_student(rows: Rows, level: float) -> Interval:
    """tanh(artanh r ± t·std_error/(1 − r²)), for correlations; of ±1 without an error, itself."""
    r, error = floats(rows, "estimate"), floats(rows, "std_error")
    with np.errstate(divide="ignore", invalid="ignore"):
        half = quantile(level, floats(rows, "df")) * error / (1 - r**2)
        z = np.arctanh(np.where(np.abs(r) < 1, r, np.nan))
        low, high = (np.where(error == 0, r, np.tanh(z + side)) for side in (-half, half))
    return Interval(low, high)


def poisson_limits(rows: Rows, level: float) -> Interval:
    """Compute Garwood's limits of a count with the estimate's coefficient of variation.

    The count is (estimate/std_error)²·(z/t)²: fewer degrees of freedom are a smaller count.
    """
    estimate, error, df = (floats(rows, name) for name in ("estimate", "std_error", "df"))
    tail = (1 - level) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        count = (estimate / error * ndtri(tail) / quantile(level, df)) ** 2
        known = (estimate > 0) & (error > 0) & (count > 0)
        x = np.where(known, count, np.nan)
        return Interval(
            estimate * gammaincinv(x, tail) / x, estimate * gammaincinv(x + 1, 1 - tail) / x
        )


def logit_student(rows: Rows, level: float) -> Interval:
    """On the logit scale, with the standard error that the replicates of the logit have."""
    half = quantile(level, floats(rows, "df")) * floats(rows, "logit_std_error")
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = logit(floats(rows, "estimate"))
        return Interval(expit(centre - half), expit(centre + half))


def korn_graubard(rows: Rows, level: float) -> Interval:
    """Compute Korn and Graubard's limits; a census has no sampling error."""
    n, size, df = (floats(rows, name) for name in ("n", "n_effective", "df"))
    adjusted = np.where(np.isinf(size), size, size_for_df(size, n, df, level))
    return exact(floats(rows, "estimate"), adjusted, level)


def size_for_df(size: FloatArray, n: FloatArray, df: FloatArray, level: float) -> FloatArray:
    """Return n_eff·(t_{n−1}/t_df)²: Korn and Graubard's size for exact limits.

    More degrees of freedom than respondents make no respondents: at most n, or n_eff if larger.
    """
    adjusted = size * (quantile(level, n - 1) / quantile(level, df)) ** 2
    return np.asarray(np.minimum(adjusted, np.maximum(n, size)))


def exact(p: FloatArray, size: FloatArray, level: float) -> Interval:
    """Compute Clopper and Pearson's limits of shares; a census has no sampling error."""
    census = np.isinf(size)
    n = np.where(census, 1.0, size)
    low, high = clopper_pearson(p * n, n, (1 - level) / 2)
    return Interval(np.where(census, p, low), np.where(census, p, high))


def share_of_count(method: ProportionMethod, rows: Rows, level: float) -> Interval:
    """Compute a method for one proportion, with Student's quantile where there is a design."""
    # what is certain needs no degrees of freedom
    df = np.where(np.isinf(floats(rows, "n_effective")), np.inf, floats(rows, "df"))
    tail = (1 - level) / 2
    kernel = partial(method.interval, tail=tail)
    # (z/t)²: the normal quantile in a formula then acts as Student's
    factor: Any = 1.0
    if not (np.isinf(df).all() or np.isnan(df).all()):
        factor = (ndtri(tail) / stdtrit(np.maximum(df, 1e-9), tail)) ** 2

    def limits_of(p: FloatArray, n: FloatArray) -> Interval:
        # A count that became a proportion is whole again, for the methods that need whole ones.
        whole = np.rint(p * n)
        count = np.where(np.abs(p * n - whole) <= 1e-9 * np.maximum(whole, 1), whole, p * n)
        size = n * factor
        x = np.where(size == n, count, count / n * size)
        if method.integer_counts:
            check_whole_counts(method.key, x, size)
        if method.iterative:
            return over_known(partial(over_distinct, kernel), x, size)
        return kernel(x, size)

    return over_printed(rows, limits_of)


def mean_of_answers(method: str, rows: Rows, level: float) -> Interval:
    """Compute a method for the mean of bounded answers, whose variance is not known."""
    return over_printed(rows, partial(bounded_mean_interval, method=method, confidence_level=level))


def published_limits(rows: Rows, level: float) -> Interval:
    """Return limits as published; at another level their distances grow as normal quantiles do."""
    estimate, own = floats(rows, "estimate"), floats(rows, "published_level")
    factor = np.where(own == level, 1.0, ndtri((1 + level) / 2) / ndtri((1 + own) / 2))
    low, high = floats(rows, "published_low"), floats(rows, "published_high")
    found = Interval(
        np.where(factor == 1, low, estimate - (estimate - low) * factor),
        np.where(factor == 1, high, estimate + (high - estimate) * factor),
    )
    return within_scale(rows, found)


def published_error(rows: Rows, level: float) -> Interval:
    """Compute normal limits by the published error, of every value that prints as published."""
    estimate = floats(rows, "estimate")
    half = ndtri((1 + level) / 2) * floats(rows, "std_error")
    first, last = floats(rows, "printed_low"), floats(rows, "printed_high")
    low, high = (np.where(np.isnan(end), estimate, end) for end in (first, last))
    return within_scale(rows, Interval(low - half, high + half))


def within_scale(rows: Rows, found: Interval) -> Interval:
    """Return limits of shares between 0 and 1, and others as they are."""
    share = pd.Index(rows["quantity"]).isin(("proportion", "bounded_mean"))
    return Interval(*(np.where(share, np.clip(end, 0, 1), end) for end in found))


def refuse_without_data(rows: Rows, _level: float) -> Interval:
    """Refuse an interval that is read back through the distribution of the data.

    Raises
    ------
    ArgumentError
    """
    raise ArgumentError(
        f"interval {next(iter(rows['interval']))!r} needs the data, which estimates do not keep; "
        "ask .quantile for another interval or confidence_level"
    )


def refuse_without_shares(rows: Rows, _level: float) -> Interval:
    """Refuse an interval that rests on the two shares of a difference.

    Raises
    ------
    ArgumentError
    """
    raise ArgumentError(
        f"interval {next(iter(rows['interval']))!r} rests on two shares, of which a difference "
        "keeps none; ask .compare or .contrast for another confidence_level"
    )


def over_printed(rows: Rows, limits_of: Callable[[FloatArray, FloatArray], Interval]) -> Interval:
    """Cover the range of values that print as published, mirrored rows by way of their parent."""
    first = floats(rows, "printed_low" if "printed_low" in rows else "estimate")
    last = floats(rows, "printed_high" if "printed_high" in rows else "estimate")
    n = floats(rows, "n_effective")
    mirrored = np.asarray(rows["mirrored"] if "mirrored" in rows else np.zeros(len(n)), dtype=bool)
    low, high = np.where(mirrored, 1 - last, first), np.where(mirrored, 1 - first, last)
    census = np.isinf(n)
    # one of two stands in for what is known for certain
    size, low_sampled, high_sampled = (
        np.where(census, stands_in, own) for stands_in, own in ((2.0, n), (0.5, low), (0.5, high))
    )
    below = limits_of(low_sampled, size)
    above = limits_of(high_sampled, size) if "printed_low" in rows else below
    low = np.where(census, low, below.ci_low)
    high = np.where(census, high, above.ci_high)
    return Interval(np.where(mirrored, 1 - high, low), np.where(mirrored, 1 - low, high))


def quantile(level: float, df: FloatArray) -> FloatArray:
    """Return the two-sided quantile of Student's t; the normal one where df is infinite."""
    return np.asarray(stdtrit(df, (1 + level) / 2))


def floats(rows: Rows, name: str) -> FloatArray:
    """Return a column as floats, NaN where it is missing."""
    values = rows[name]
    if isinstance(values, np.ndarray):
        return np.asarray(values, dtype=float)
    return values.to_numpy(dtype=float, na_value=np.nan)
