"""Weighted sums of estimates: one row from L·e and L V Lᵀ."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ...arguments import check_number
from ...errors import ArgumentError
from ...statistics.core.arguments import broadcast
from ...statistics.intervals.two_shares.recovered import RELATED, satterthwaite
from ...wording import SHARES
from ..covariance import Covariance
from ..intervals import OF_SHARES
from ..reason_codes import carried_over
from ..row_limits import floats, quantile
from ..rows import at_edge, microdata_limits
from ..schema import FloatArray, label_columns, of_two_groups
from .differences import ShareDifferences, SharePart, are_shares
from .imputed import Pooled, pooled_in
from .unseen import parts_of, unmeasured, unseen_covariance


def contrast_row(
    table: pd.DataFrame,
    covariance: Covariance,
    weight: FloatArray,
    confidence_level: float,
    most_df: float | None,
) -> dict[str, Any]:
    """Return the statistics columns of the weighted sum Σ lᵢ·eᵢ with the (k,) weights l.

    The difference of two shares is as ``compare`` has it. Where Vᵢⱼ is not known,
    |lᵢ lⱼ|·√(Vᵢᵢ Vⱼⱼ) takes its place, the largest it can be.
    """
    at = np.flatnonzero(weight)
    rows, w = table.iloc[at], weight[at]
    block = covariance.block(at)
    unseen = unmeasured(rows) & (len(rows) > 1)
    whole = block + unseen_covariance(table, at, unseen, parts_of(rows))
    variance, at_most = linear_covariance(w[None, :], whole)
    std_error = float(np.sqrt(np.maximum(variance[0, 0], 0.0)))
    more, less = w.argsort()[-1:], w.argsort()[:1]
    groups = of_two_groups(rows, more, less) & (sorted(w) == [-1, 1])
    pooled = pooled_in(covariance.subset(at))
    df = df_of_sum(w, whole, floats(rows, "df"), most_df, bool(groups.all()), pooled)
    half = float(quantile(confidence_level, np.asarray(df))) * std_error if std_error else 0.0
    low, high = np.add(printed_sums(rows, w), (-half, half)).tolist()
    key = "normal" if np.isinf(df) else "t"
    edge = "quantity" in rows and bool(at_edge(rows).any())
    if len(rows) == 1 and edge and "printed_low" not in rows:
        low, high, key = own_limits(rows, w[0], confidence_level)
    if sorted(w) == [-1, 1] and are_shares(rows).all():
        share, between = SharePart.of(rows), block[:1, 1]
        found = ShareDifferences.of(share, more, less, between, most_df, groups, pooled)
        low, high = (float(end[0]) for end in found.limits(confidence_level))
        df, key = float(found.df[0]), OF_SHARES
    mixed = "quantity" in rows and len(set(rows["quantity"])) > 1
    own = ["at_most"] * bool(at_most[0]) + ["mixed"] * mixed + ["edge"] * edge
    if len(at) == 2:
        own += covariance.reasons_between(at[:1], at[1:])[0]
    estimate = float(w @ rows["estimate"].to_numpy())
    return {
        "estimate": estimate,
        "std_error": std_error,
        "ci_low": low,
        "ci_high": high,
        "confidence_level": confidence_level,
        "interval": pd.NA if np.isnan(low) else key,
        "df": df,
        "n": common_base(rows),
        **dict.fromkeys(("n_effective", "deff"), np.nan),
        "reasons": carried_over(rows["reasons"], own, known=not np.isnan(estimate)),
        **sum_quantity(rows, difference=bool(np.isclose(w.sum(), 0))),
    }


def own_limits(
    row: pd.DataFrame, factor: float, confidence_level: float
) -> tuple[float, float, str]:
    """Return the limits of one estimate times a factor: a variance of 0 has none of its own."""
    found = microdata_limits(row.assign(confidence_level=confidence_level), row["interval"])
    ends = factor * np.concatenate([found["ci_low"], found["ci_high"]])
    return float(ends.min()), float(ends.max()), str(found["interval"][0])


def printed_sums(rows: pd.DataFrame, w: FloatArray) -> tuple[float, float]:
    """Return the smallest and largest weighted sum of values that print as published."""
    first = floats(rows, "printed_low" if "printed_low" in rows else "estimate")
    last = floats(rows, "printed_high" if "printed_high" in rows else "estimate")
    low, high = np.where(w > 0, w * first, w * last), np.where(w > 0, w * last, w * first)
    return float(low.sum()), float(high.sum())


def sum_quantity(rows: pd.DataFrame, difference: bool) -> dict[str, str]:
    """Return the quantity of sums: values stay values, differences of shares are points."""
    if "quantity" not in rows:
        return {}
    found = set(rows["quantity"].dropna())
    if found == {"value"}:
        return {"quantity": "value"}
    return {"quantity": "points"} if difference and found and found <= SHARES else {}


def linear_covariance(
    weights: FloatArray, covariance: FloatArray
) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return L V Lᵀ, and which of its variances are ceilings.

    Parameters
    ----------
    weights : (m, k) float
        L, a row per sum.
    covariance : (k, k) float
        V, NaN where it is not known.

    Returns
    -------
    matrix : (m, m) float
        Unknown terms are at their ceiling |lᵢ lⱼ|·√(Vᵢᵢ Vⱼⱼ) in a variance, and make a covariance
        NaN.
    at_most : (m,) bool
        Where a variance has a ceiling in it.
    """
    unknown = np.isnan(covariance)
    if not unknown.any():
        return weights @ covariance @ weights.T, np.zeros(len(weights), dtype=bool)
    size = np.abs(weights)
    known = weights @ np.where(unknown, 0, covariance) @ weights.T
    matrix = np.where(size @ unknown @ size.T > 0, np.nan, known)
    sd = np.sqrt(np.diag(covariance))
    none = np.isnan(sd)
    reach = size * np.where(none, 0, sd)
    ceiling = ((reach @ unknown) * reach).sum(axis=1)
    variance = np.where(size @ none > 0, np.nan, np.diag(known) + ceiling)
    np.fill_diagonal(matrix, variance)
    between = unknown & ~(none | none[:, None])
    return matrix, np.asarray(((size @ between) * size).sum(axis=1) > 0)


def df_of_sum(
    weights: FloatArray,
    covariance: FloatArray,
    df: FloatArray,
    most_df: float | None,
    groups: bool = False,
    pooled: Pooled | None = None,
) -> float:
    """Return the degrees of freedom of the sum of some rows: Satterthwaite's, or fewer.

    Parameters
    ----------
    weights : (r,) float
    covariance : (r, r) float
    df : (r,) float
        Those of the rows.
    most_df : float or None
    groups : bool
        Whether it is the difference of two groups of people.
    pooled : Pooled, optional
        What is known of the versions that the rows were pooled of.
    """
    if not len(weights):
        return np.nan
    sd, rows = np.sqrt(np.diag(covariance)), np.arange(len(weights))
    off = np.abs(covariance) > RELATED * np.outer(sd, sd)
    np.fill_diagonal(off, False)
    related = np.array(bool((off | np.isnan(covariance)).any()))
    if pooled is None:
        return float(satterthwaite((weights * sd) ** 2, df, related, most_df, groups))
    own = weights**2 * pooled.within(rows, rows)
    complete = satterthwaite(own, pooled.complete, related, most_df, groups)
    return float(pooled.freedom(complete[None], rows[:, None], weights[:, None])[0])


def sum_df(
    variance: FloatArray,
    df: FloatArray,
    between: FloatArray,
    most_df: float | None,
    groups: NDArray[np.bool_],
) -> FloatArray:
    """Return the degrees of freedom of sums of two, (m,), from (2, m) variances and theirs."""
    related = np.abs(between) > RELATED * np.sqrt(variance[0] * variance[1])
    return satterthwaite(variance, df, related, most_df, groups)


def common_base(rows: pd.DataFrame) -> Any:
    """Return the base that all rows share, as means of two answers do; else none.

    Rows share one if they have the same respondents: as many, of the same total weight.
    """
    if "n_weighted" not in rows or rows[["n", "n_weighted"]].isna().any(axis=None):
        return pd.NA
    first = rows[["n", "n_weighted"]].iloc[:1].to_numpy()
    same = (rows[["n", "n_weighted"]].to_numpy() == first).all()
    return rows["n"].iloc[0] if same and len(rows) else pd.NA


def row_names(table: pd.DataFrame) -> list[str]:
    """Return the name of each row: the first label column that tells all rows apart.

    Where none does, the names of all that vary, joined with ":", as in ``"north:agree"``.

    Raises
    ------
    ArgumentError
        When that tells them apart neither.
    """
    named = _telling(table)
    if named:
        return [str(value) for value in table[named[0]]]
    labels = label_columns(table)
    varying = [name for name in labels if len(table[name].drop_duplicates()) > 1]
    names = [":".join(map(str, row)) for row in table[varying].itertuples(index=False)]
    if not varying or len(set(names)) < len(names):
        raise ArgumentError(
            "no label column tells the rows apart; pass one weight per row in order"
        )
    return names


def rows_by_name(table: pd.DataFrame) -> dict[str, int]:
    """Return the row of each name, in any label column that tells all rows apart.

    Where two columns give one name to different rows, the first column has it.

    Raises
    ------
    ArgumentError
        When no names tell the rows apart.
    """
    columns = [row_names(table), *(map(str, table[name]) for name in _telling(table))]
    rows: dict[str, int] = {}
    for names in columns:
        for row, name in enumerate(names):
            rows.setdefault(name, row)
    return rows


def _telling(table: pd.DataFrame) -> list[str]:
    """Return the label columns that tell all rows apart."""
    labels = label_columns(table)
    return [name for name in labels if table[name].notna().all() and table[name].is_unique]


_LARGEST_WEIGHT = 1e100
"""The largest weight in a contrast, whose square is a number still."""


def weight_vector(table: pd.DataFrame, weights: Mapping[str, float] | ArrayLike) -> FloatArray:
    """Return the weight of each row, from weights by name or in order.

    Raises
    ------
    ArgumentError
        When a name is not a row, or there is not one weight per row.
    """
    if not isinstance(weights, Mapping):
        (vector,), _ = broadcast(weights=weights)
        if vector.shape != (len(table),):
            raise ArgumentError(
                f"weights has shape {vector.shape}; expected one weight for each of "
                f"{len(table)} estimates"
            )
        return finite_weights(vector)
    rows, vector = rows_by_name(table), np.zeros(len(table))
    for name, weight in weights.items():
        expected = f"a number, the weight of {name!r}"
        vector[row_called(name, rows)] += check_number("weights", weight, expected=expected)
    return finite_weights(vector)


def finite_weights(vector: FloatArray) -> FloatArray:
    """Return weights whose squares a float can hold, or refuse them."""
    if not (np.abs(vector) <= _LARGEST_WEIGHT).all():
        raise ArgumentError(
            "weights has missing or huge values; expected numbers of at most 10^100"
        )
    return vector


def row_called(name: str, rows: Mapping[str, int]) -> int:
    """Return the row of a name, or say which names there are.

    Raises
    ------
    ArgumentError
        When no row has it.
    """
    if name not in rows:
        raise ArgumentError(
            f"{name!r} names no row of the estimates; choose from {', '.join(list(rows)[:8])}"
        )
    return rows[name]
