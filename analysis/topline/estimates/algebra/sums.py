"""Weighted sums of rows within their domain, as rows that are estimates themselves."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..covariance import Covariance
from ..intervals import DEFAULTS, INTERVALS
from ..presentation import microdata_reasons
from ..reason_codes import carried_over
from ..rows import at_edge, share_size, with_limits
from ..schema import FloatArray
from .contrasts import linear_covariance

IntArray = NDArray[np.intp]

_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Sums:
    """Which rows to add up.

    Attributes
    ----------
    labels : pandas.DataFrame
        Label columns of each sum.
    rows : tuple of (r,) int
        The rows each adds up.
    weights : tuple of (r,) float
        Their weights.
    nobody_in : tuple of str
        Levels without anybody, for which a sum cannot be made; empty where it can.
    certain : tuple of bool
        Whether a sum is 1 by definition, as that of all categories.
    disjoint : bool
        Whether the rows of a sum are of different respondents, whose numbers then add up.
    """

    labels: pd.DataFrame
    rows: tuple[IntArray, ...]
    weights: tuple[FloatArray, ...]
    nobody_in: tuple[str, ...]
    certain: tuple[bool, ...]
    disjoint: bool


def summed(
    table: pd.DataFrame, covariance: Covariance, sums: Sums
) -> tuple[pd.DataFrame, FloatArray]:
    """Return the table of some sums and their covariance L V Lᵀ.

    Sums of shares keep an interval for shares: their effective size is p(1 − p)/V, and their
    degrees of freedom are those of the rows.
    """
    used = np.unique(np.concatenate(sums.rows))
    weights = np.zeros((len(sums.rows), len(used)))
    for line, rows, weight in zip(weights, sums.rows, sums.weights, strict=True):
        line[np.searchsorted(used, rows)] = weight
    matrix, at_most = linear_covariance(weights, covariance.block(used))
    matrix = _without_rounding(matrix, weights, table["std_error"].to_numpy(dtype=float)[used])
    estimate = table["estimate"].to_numpy(dtype=float)
    value = np.array([w @ estimate[r] for r, w in zip(sums.rows, sums.weights, strict=True)])
    lacking = np.array(sums.nobody_in, dtype=object) != ""
    matrix[lacking] = matrix[:, lacking] = np.nan
    result = sums.labels.assign(
        estimate=np.where(lacking, np.nan, value), std_error=np.sqrt(np.diag(matrix))
    )
    result = _with_size(table, _with_bases(table, result, sums), sums)
    return _with_reasons(table, result, at_most, sums), matrix


def _without_rounding(matrix: FloatArray, weights: FloatArray, error: FloatArray) -> FloatArray:
    """Return a covariance with 0 for what is left of sums that are fixed, as that of all shares."""
    reach = np.abs(weights) @ np.nan_to_num(error)
    fixed = np.diag(matrix) <= 1e-14 * reach**2
    clean = np.where(fixed[:, None] | fixed, 0.0, matrix)
    return np.where(np.isnan(matrix), np.nan, clean)


def _with_bases(table: pd.DataFrame, result: pd.DataFrame, sums: Sums) -> pd.DataFrame:
    """Add the respondents, degrees of freedom and interval of each sum."""
    first = table.loc[[rows[0] for rows in sums.rows]].reset_index(drop=True)
    result["confidence_level"] = first["confidence_level"]
    result["df"] = [table["df"].iloc[rows].min() for rows in sums.rows]
    result["quantity"] = first.get("quantity", "value")
    result["interval"] = [_key(table, rows) for rows in sums.rows]
    for name in ("n", "n_missing", "n_weighted"):
        if name in table:
            every = [table[name].iloc[rows].sum(skipna=False) for rows in sums.rows]
            result[name] = every if sums.disjoint else first[name]
    return result


def _with_size(table: pd.DataFrame, result: pd.DataFrame, sums: Sums) -> pd.DataFrame:
    """Add the effective size of shares, their design effect, and the limits of all."""
    share = (result["quantity"] == "proportion").to_numpy(dtype=bool)
    whole = share & (np.abs(result["estimate"] - 1) <= _ROUNDING).to_numpy()
    result["estimate"] = result["estimate"].mask(whole, 1.0)
    p, n = (result[name].to_numpy(dtype=float, na_value=np.nan) for name in ("estimate", "n"))
    variance = result["std_error"].to_numpy() ** 2
    size = np.where(sums.certain, np.inf, share_size(p, variance, n))
    result["n_effective"] = np.where(share, size, np.nan)
    result["deff"] = np.nan if sums.disjoint else _design_effects(table, p, variance, sums)
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = result["std_error"] / result["estimate"].abs()
    return with_limits(result.assign(cv=cv.replace(np.inf, np.nan)), result["interval"])


def _design_effects(
    table: pd.DataFrame, p: FloatArray, variance: FloatArray, sums: Sums
) -> FloatArray:
    """Return V over that of random sampling, whose ratio to p(1 − p) is that of a category."""
    own, error = (table[name].to_numpy(dtype=float) for name in ("estimate", "std_error"))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = error**2 / table["deff"].to_numpy(dtype=float) / (own * (1 - own))
        each = np.array([_first_finite(ratio[rows]) for rows in sums.rows])
        deff = variance / (each * p * (1 - p))
    return np.where(np.isfinite(deff), deff, np.nan)


def _first_finite(values: FloatArray) -> float:
    finite = values[np.isfinite(values)]
    return float(finite[0]) if finite.size else np.nan


def _key(table: pd.DataFrame, rows: IntArray) -> Any:
    """Return the interval key of some rows, without those that stand in where p is 0 or 1."""
    some = table.iloc[rows]
    share = "quantity" in some and (some["quantity"] == "proportion").all()
    keys = some["interval"][~at_edge(some)] if share else some["interval"]
    keys = keys.dropna()
    if keys.empty:
        return DEFAULTS["proportion"] if share else pd.NA
    row = INTERVALS.get(keys.iloc[0])
    # Sums have no replicates of their logits.
    return row.otherwise if row is not None and row.otherwise else keys.iloc[0]


def _with_reasons(
    table: pd.DataFrame, result: pd.DataFrame, at_most: NDArray[np.bool_], sums: Sums
) -> pd.DataFrame:
    """Add reasons: those of estimates from microdata, why there is none, and what is a ceiling."""
    if any(sums.nobody_in):
        result = result.assign(nobody_in=list(sums.nobody_in))
    found = microdata_reasons(result) if "n_missing" in result else [""] * len(result)
    known = result["estimate"].notna().to_numpy()
    texts = []
    for row, text in enumerate(found):
        own = text.split() + ["not_standardised"] * bool(sums.nobody_in[row])
        own += ["at_most"] * bool(at_most[row])
        parts = table["reasons"].iloc[sums.rows[row][sums.weights[row] != 0]]
        every = sums.certain[row]
        texts.append("every_category" if every else carried_over(parts, own, known=known[row]))
    return result.assign(reasons=texts)
