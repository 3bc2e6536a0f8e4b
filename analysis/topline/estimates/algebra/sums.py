"""Weighted sums of rows within their domain, as rows that are estimates themselves."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..covariance import Covariance
from ..intervals import DEFAULTS, INTERVALS
from ..reason_codes import carried_over
from ..row_limits import Columns, floats
from ..rows import at_edge, microdata_limits, microdata_reasons, share_size, variation
from ..schema import FloatArray
from .contrasts import df_of_sum, linear_covariance
from .imputed import pooled_in
from .unseen import unseen_covariance

IntArray = NDArray[np.intp]

_ROUNDING = 1e-12

UNKNOWN = {"no_variance", "all_alike"}
"""Reasons of rows without a standard error, which carry over."""


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
    table: pd.DataFrame, covariance: Covariance, sums: Sums, most_df: float | None
) -> tuple[Columns, FloatArray]:
    """Return the columns of some sums and their covariance L V Lᵀ.

    Sums of shares keep an interval for shares: their effective size is p(1 − p)/V.
    """
    used = np.unique(np.concatenate(sums.rows))
    weights = np.zeros((len(sums.rows), len(used)))
    for line, rows, weight in zip(weights, sums.rows, sums.weights, strict=True):
        line[np.searchsorted(used, rows)] = weight
    block = covariance.block(used)
    if sums.disjoint:
        # no other answer of a group is in the sum
        edge = at_edge(table.iloc[used]) & (weights != 0).any(axis=0)
        parts = int((weights != 0).sum(axis=1).max())
        block = block + unseen_covariance(table, used, edge, parts)
    matrix, at_most = linear_covariance(weights, block)
    # 0 for what rounding leaves of sums that are fixed, as that of all shares
    reach = np.abs(weights) @ np.nan_to_num(table["std_error"].to_numpy(dtype=float)[used])
    fixed = np.diag(matrix) <= 1e-14 * reach**2
    matrix = np.where((fixed[:, None] | fixed) & ~np.isnan(matrix), 0.0, matrix)
    estimate = table["estimate"].to_numpy(dtype=float)
    value = np.array([w @ estimate[r] for r, w in zip(sums.rows, sums.weights, strict=True)])
    certain = np.array(sums.certain)
    matrix[certain] = matrix[:, certain] = 0.0
    lacking = np.array(sums.nobody_in, dtype=object) != ""
    matrix[lacking] = matrix[:, lacking] = np.nan
    result = Columns.of(sums.labels)
    result["estimate"] = np.where(lacking, np.nan, value)
    result["std_error"] = np.sqrt(np.diag(matrix))
    if any(sums.nobody_in):
        result["nobody_in"] = np.array(sums.nobody_in, dtype=object)
    df, pooled = floats(table, "df")[used], pooled_in(covariance.subset(used))
    result["df"] = np.array(
        [
            df_of_sum(
                line[at],
                block[np.ix_(at, at)],
                df[at],
                most_df,
                pooled=None if pooled is None else pooled.subset(at),
            )
            for line, at in ((line, np.flatnonzero(line)) for line in weights)
        ]
    )
    _add_numbers(Columns.of(table), result, sums)
    if "modelled" in table:
        of_model = table["modelled"].to_numpy(dtype=bool)
        result["modelled"] = np.array([of_model[rows].any() for rows in sums.rows])
    found = microdata_reasons(result) if "n_missing" in result else [""] * len(value)
    known = ~np.isnan(floats(result, "estimate"))
    told_of, reasons = table["reasons"].to_numpy(dtype=object), []
    for row, text in enumerate(found):
        own = text.split() + ["not_standardised"] * bool(sums.nobody_in[row])
        own += ["at_most"] * bool(at_most[row])
        parts = told_of[sums.rows[row][sums.weights[row] != 0]]
        told = bool(sums.nobody_in[row]) or any(UNKNOWN & set(text.split()) for text in parts)
        if "no_variance" in own and told:
            # the rows say why, or there is no number
            own.remove("no_variance")
        every = sums.certain[row]
        reasons.append("every_category" if every else carried_over(parts, own, known=known[row]))
    result["reasons"] = reasons
    _take_the_row(Columns.of(table), result, sums)
    return result, matrix


_OF_A_ROW = ("ci_low", "ci_high", "logit_std_error")
"""What a sum of one row has from it, with the key of its interval: the limits that were asked for,
and what they rest on."""


def _take_the_row(table: Columns, result: Columns, sums: Sums) -> None:
    """Let sums of one row be that row, as a net of one answer is."""
    pairs = zip(sums.rows, sums.weights, sums.certain, strict=True)
    same = [len(rows) == 1 and weights[0] == 1 and not sure for rows, weights, sure in pairs]
    at = np.flatnonzero(same)
    of = [sums.rows[row][0] for row in at]
    if not of:
        return
    result["interval"][at] = table["interval"][of]
    for name in _OF_A_ROW:
        if name in table:
            values = floats(result, name) if name in result else np.full(len(same), np.nan)
            values[at] = floats(table, name)[of]
            result[name] = values


def _add_numbers(table: Columns, result: Columns, sums: Sums) -> None:
    """Add bases, degrees of freedom, effective sizes, design effects and limits."""
    first = table.at([rows[0] for rows in sums.rows])
    result["confidence_level"] = first["confidence_level"]
    result["quantity"] = first.get("quantity", np.full(len(sums.rows), "value", dtype=object))
    # keys of the rows, but not those that stand in where a share is 0 or 1
    edge = at_edge(table) if "quantity" in table else np.zeros(len(table["interval"]), dtype=bool)
    kept = [None if there else key for key, there in zip(table["interval"], edge, strict=True)]
    keys = [
        next((kept[at] for at in rows if isinstance(kept[at], str)), None) for rows in sums.rows
    ]
    for name in ("n", "n_missing", "n_weighted"):
        if name in table:
            own, result[name] = table[name], first[name]
            if sums.disjoint:
                every = [own[rows].sum(skipna=False) for rows in sums.rows]
                result[name] = pd.array(every, dtype=own.dtype)
    share = np.asarray(result["quantity"] == "proportion", dtype=bool)
    # Sums have no replicates of their logits.
    simpler = {key: row.otherwise for key, row in INTERVALS.items() if row.otherwise}
    usual = [DEFAULTS["proportion"] if one else None for one in share]
    keys = [
        other if key is None else simpler.get(key, key)
        for key, other in zip(keys, usual, strict=True)
    ]
    p, n = floats(result, "estimate"), floats(result, "n")
    whole = share & (np.abs(p - 1) <= _ROUNDING)
    p = result["estimate"] = np.where(whole, 1.0, p)
    if sums.disjoint:
        n = _size_of_rest(table, sums)
    else:
        # answers of a group that is known whole
        size = floats(table, "n_effective")
        n = np.where([np.isinf(size[rows]).all() for rows in sums.rows], np.inf, n)
    variance = floats(result, "std_error") ** 2
    size = np.where(np.isnan(variance), np.nan, share_size(p, variance, n))
    size = np.where(sums.certain, np.inf, size)
    result["n_effective"] = np.where(share, size, np.nan)
    result["deff"] = _design_effects(table, sums, p, variance)
    result["cv"] = variation(floats(result, "std_error"), p)
    result.update(microdata_limits(result, np.array(keys, dtype=object)))


def _design_effects(table: Columns, sums: Sums, p: FloatArray, variance: FloatArray) -> FloatArray:
    """Return V over that of random sampling, whose ratio to p(1 − p) is that of a category."""
    own, error, deff = (floats(table, name) for name in ("estimate", "std_error", "deff"))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = error**2 / deff / (own * (1 - own))
        each = [next(iter(ratio[rows][np.isfinite(ratio[rows])]), np.nan) for rows in sums.rows]
        found = variance / (np.array(each) * p * (1 - p))
    return np.where(np.isfinite(found) & (not sums.disjoint), found, np.nan)


def _size_of_rest(table: Columns, sums: Sums) -> FloatArray:
    """Return the effective size of weighted sums of shares that all are 0, or 1: 1/Σ(wᵢ²/nᵢ)."""
    size = floats(table, "n_effective")
    size = np.where(np.isnan(size), floats(table, "n"), size)
    with np.errstate(divide="ignore"):
        return np.array(
            [
                1 / np.sum(np.where(w > 0, w**2 / size[rows], 0.0))
                for rows, w in zip(sums.rows, sums.weights, strict=True)
            ]
        )
