"""Weighted sums of estimates: one row from L·e and L V Lᵀ."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .errors import ArgumentError
from .row_intervals import quantile

FloatArray = NDArray[np.float64]

AT_MOST = "covariance not known: standard error at most this large"
MIXED = "mixes a share of respondents with a mean of their estimates"


def contrast_row(
    table: pd.DataFrame,
    covariance: FloatArray,
    weights: Mapping[str, float] | ArrayLike,
    confidence_level: float,
) -> dict[str, Any]:
    """Return the statistics columns of the weighted sum Σ lᵢ·eᵢ.

    Where Vᵢⱼ is not known, |lᵢ lⱼ|·√(Vᵢᵢ Vⱼⱼ) takes its place, the largest it can be.
    """
    weight = _weight_vector(table, weights)
    used = weight != 0
    rows, w = table[used], weight[used]
    variance, at_most = _variance(w, covariance[np.ix_(used, used)])
    std_error = float(np.sqrt(variance))
    df = rows["df"].min()
    low, high = _printed_sum(rows, w)
    half = float(quantile(confidence_level, np.asarray(df))) * std_error
    mixed = "quantity" in rows and len(set(rows["quantity"])) > 1
    flags = [AT_MOST] * at_most + [MIXED] * mixed
    return {
        "estimate": float(w @ rows["estimate"].to_numpy()),
        "std_error": std_error,
        "ci_low": low - half,
        "ci_high": high + half,
        "confidence_level": confidence_level,
        "interval": pd.NA if np.isnan(half) else "normal" if np.isinf(df) else "t",
        "df": df,
        "n": pd.NA,
        "n_effective": np.nan,
        "deff": np.nan,
        "flag": "; ".join(flags),
    }


def _weight_vector(table: pd.DataFrame, weights: Mapping[str, float] | ArrayLike) -> FloatArray:
    if not isinstance(weights, Mapping):
        vector = np.asarray(weights, dtype=float)
        if vector.shape != (len(table),):
            raise ArgumentError(
                f"weights has shape {vector.shape}; expected one weight for each of "
                f"{len(table)} estimates"
            )
        return vector
    names = _row_names(table)
    unknown = [name for name in weights if name not in names]
    if unknown:
        raise ArgumentError(
            f"{unknown[0]!r} names no row of the estimates; choose from {', '.join(names[:8])}"
        )
    return np.array([float(weights.get(name, 0.0)) for name in names])


def _row_names(table: pd.DataFrame) -> list[str]:
    """Return the first label column that tells all rows apart."""
    for name in table.columns:
        values = table[name]
        if name != "estimate" and values.notna().all() and values.is_unique:
            return [str(value) for value in values]
        if name == "estimate":
            break
    raise ArgumentError("no label column tells the rows apart; pass one weight per row in order")


def _variance(w: FloatArray, covariance: FloatArray) -> tuple[float, bool]:
    """Return L V Lᵀ, its unknown terms at their ceiling, and whether there were any."""
    sd = np.sqrt(np.diag(covariance))
    unknown = np.isnan(covariance)
    terms = np.outer(w, w) * covariance
    ceiling = np.abs(np.outer(w * sd, w * sd))
    return float(np.where(unknown, ceiling, terms).sum()), bool(unknown.any())


def _printed_sum(rows: pd.DataFrame, w: FloatArray) -> tuple[float, float]:
    """Return the smallest and largest weighted sum of values that print as published."""
    first = rows["printed_low"] if "printed_low" in rows else rows["estimate"]
    last = rows["printed_high"] if "printed_high" in rows else rows["estimate"]
    low, high = first.to_numpy(dtype=float), last.to_numpy(dtype=float)
    return (
        float(np.where(w > 0, w * low, w * high).sum()),
        float(np.where(w > 0, w * high, w * low).sum()),
    )
