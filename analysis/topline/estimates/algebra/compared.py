"""Differences between pairs of rows: estimates, variances, limits and p-values.

Two shares are compared as ``differences`` has it, all else by Student's t.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, stdtr

from ...statistics.comparisons.adjust import Adjustment, adjusted
from ...statistics.core.interval import Interval
from ..covariance import Covariance
from ..intervals import OF_SHARES
from ..reason_codes import carried_over
from ..row_limits import Columns, floats, student
from ..rows import at_edge
from ..schema import FloatArray, label_columns, of_two_groups, row_groups
from .comparisons import IntArray, Pairs
from .contrasts import sum_df, sum_quantity
from .differences import ShareDifferences, SharePart, are_shares, complements, one_of_two
from .imputed import Pooled, pooled_in
from .unseen import unseen_of_pairs


@dataclass(frozen=True)
class Rule:
    """How differences are bounded and tested.

    Attributes
    ----------
    level : float
        Confidence level of each interval.
    adjustment : Adjustment
        Of the p-values.
    most_df : float or None
        Degrees of freedom that none has more of.
    """

    level: float
    adjustment: Adjustment
    most_df: float | None


@dataclass(frozen=True, eq=False)
class Differences:
    """Cells of the covariance of differences.

    Attributes
    ----------
    of_rows : Covariance
        Of the rows that are compared.
    pairs : Pairs
    variance : (k,) float
        Of the differences.
    """

    of_rows: Covariance
    pairs: Pairs
    variance: FloatArray

    def __call__(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Return Vᵢₖ − Vᵢₘ − Vⱼₖ + Vⱼₘ, the covariance of the differences i − j and k − m."""
        v, first, second = self.of_rows.cells, self.pairs.first, self.pairs.second
        i, j, k, m = first[rows], second[rows], first[columns], second[columns]
        found = v(i, k) - v(i, m) - v(j, k) + v(j, m)
        return np.where(np.equal(rows, columns), self.variance[rows], found)


@dataclass(frozen=True, eq=False)
class _Joint:
    """What is known of each pair together: (m,) of each.

    Attributes
    ----------
    between, variance : float
        The covariance, NaN where it is not known, and the variance of the difference, in which a
        share of 0 or 1 has what it does not show.
    at_most : bool
        Whether the variance is the largest that there can be.
    df : float
        Degrees of freedom.
    groups : bool
        Whether they are of two groups of people.
    pooled : Pooled or None
        Of estimates that were pooled over versions of the data, what is known of these.
    """

    between: FloatArray
    variance: FloatArray
    at_most: Any
    df: FloatArray
    groups: NDArray[np.bool_]
    pooled: Pooled | None

    @classmethod
    def of(
        cls,
        table: pd.DataFrame,
        covariance: Covariance,
        i: IntArray,
        j: IntArray,
        most_df: float | None,
    ) -> "_Joint":
        """Return Vᵢᵢ + Vⱼⱼ − 2Vᵢⱼ, Vᵢⱼ at −√(Vᵢᵢ Vⱼⱼ) where it is not known."""
        groups, pooled = of_two_groups(table, i, j), pooled_in(covariance)
        own, between = covariance.variances, covariance.cells(i, j)
        both, reach = own[i] + own[j], np.sqrt(own[i] * own[j])
        at_most = np.isnan(between) & ~np.isnan(both)
        between = np.where(at_most, -reach, between)
        variance = both - 2 * between
        pair = np.stack([i, j])
        if pooled is None:
            df = sum_df(own[pair], floats(table, "df")[pair], between, most_df, groups)
        else:
            df = sum_df(pooled.within(pair, pair), pooled.complete[pair], between, most_df, groups)
            df = pooled.freedom(df, pair, _LESS)
        return cls(
            between=between,
            # 0 for what rounding leaves; of a share of 0 or 1 not that of the other alone
            variance=np.where(variance <= 1e-14 * both, 0.0, variance)
            + unseen_of_pairs(table, i, j, groups),
            at_most=at_most,
            df=df,
            groups=groups,
            pooled=pooled,
        )

    def shares(
        self, table: pd.DataFrame, i: IntArray, j: IntArray, at: IntArray, most_df: float | None
    ) -> ShareDifferences:
        """Return the pairs at some places as differences of shares."""
        part, between = SharePart.of(table), self.between[at]
        return ShareDifferences.of(
            part, i[at], j[at], between, most_df, self.groups[at], self.pooled
        )


_LESS = np.array([[1.0], [-1.0]])
"""Weights of a row less another."""


def compared(
    table: pd.DataFrame, covariance: Covariance, pairs: Pairs, rule: Rule
) -> tuple[Columns, Covariance]:
    """Return the columns of differences, and their covariance."""
    i, j = pairs.first, pairs.second
    joint = _Joint.of(table, covariance, i, j, rule.most_df)
    estimate, texts = floats(table, "estimate"), table["reasons"].tolist()
    there = ~np.isnan(estimate)
    edge = at_edge(table) if "quantity" in table else np.zeros(len(table), dtype=bool)
    result = Columns.of(pairs.labels)
    result["estimate"] = estimate[i] - estimate[j]
    result["std_error"] = np.sqrt(joint.variance)
    result["df"] = np.array(joint.df, dtype=float)
    result["confidence_level"] = np.full(len(i), rule.level)
    result["n_effective"] = result["deff"] = np.full(len(i), np.nan)
    result["n"] = pd.array([pd.NA] * len(i), dtype="Int64")
    result["reasons"] = [
        carried_over(
            (texts[a], texts[b]),
            [*said] + ["at_most"] * bool(most) + ["edge"] * bool(edge[a] or edge[b]),
            known=there[a] and there[b],
        )
        for a, b, most, said in zip(
            i, j, joint.at_most, covariance.reasons_between(i, j), strict=True
        )
    ]
    for name, kind in sum_quantity(table, difference=True).items():
        result[name] = np.full(len(i), kind, dtype=object)
    result["p_value"] = p_values(result["estimate"], result["std_error"], result["df"])
    result["ci_low"], result["ci_high"] = _student_limits(table, result, pairs, rule.level)
    key = np.where(np.isinf(result["df"]), "normal", "t").astype(object)
    shares = are_shares(table)
    at = np.flatnonzero(shares[i] & shares[j])
    if len(at):
        found = joint.shares(table, i, j, at, rule.most_df)
        low, high = found.limits(rule.level)
        p_value = found.p_values()
        # shares with a published error and no base have no sizes to test with
        p_value = np.where(np.isnan(p_value), result["p_value"][at], p_value)
        own = {"ci_low": low, "ci_high": high, "p_value": p_value, "df": found.df}
        for name, values in own.items():
            result[name][at] = values
        key[at] = OF_SHARES
    key[np.isnan(result["ci_low"])] = None
    result["interval"] = key
    result["p_value"], result["p_adjusted"] = _each_once(
        table, pairs, result["p_value"], rule.adjustment
    )
    return result, Covariance(len(i), Differences(covariance, pairs, joint.variance))


@dataclass(frozen=True, eq=False)
class PairTests:
    """Differences of pairs of rows: the standard error of each and its two-sided p-value, (m,)."""

    std_error: FloatArray
    p_value: FloatArray


def tested_pairs(
    table: pd.DataFrame, covariance: Covariance, i: IntArray, j: IntArray, most_df: float | None
) -> PairTests:
    """Test some rows less others, as ``compared`` does.

    Parameters
    ----------
    table : pandas.DataFrame
    covariance : Covariance
    i, j : (m,) int
        Rows, and what each is compared with.
    most_df : float or None
    """
    shares, estimate = are_shares(table), floats(table, "estimate")
    joint = _Joint.of(table, covariance, i, j, most_df)
    error = np.sqrt(joint.variance)
    found = p_values(estimate[i] - estimate[j], error, joint.df)
    at = np.flatnonzero(shares[i] & shares[j])
    if len(at):
        found[at] = joint.shares(table, i, j, at, most_df).p_values()
    return PairTests(error, found)


def _student_limits(table: pd.DataFrame, result: Columns, pairs: Pairs, level: float) -> Interval:
    """Return the limits by Student's quantile, of every difference that prints as published."""
    i, j, estimate = pairs.first, pairs.second, floats(table, "estimate")
    low, high = student(result, level)
    if "printed_low" in table and "printed_high" in table:
        # amounts are published without a rounding that anybody knows of
        below = np.nan_to_num(estimate - floats(table, "printed_low"))
        above = np.nan_to_num(floats(table, "printed_high") - estimate)
        low, high = low - below[i] - above[j], high + above[i] + below[j]
    return Interval(low, high)


def _each_once(
    table: pd.DataFrame, pairs: Pairs, p: FloatArray, adjustment: Adjustment
) -> tuple[FloatArray, FloatArray]:
    """Return p-values, and adjusted ones: of two answers that add up to 1, one is asked."""
    own = np.arange(len(p))
    if "category" in table:
        asked = [name for name in label_columns(table) if name != "category"]
        own = one_of_two(pairs, complements(table, row_groups(table, asked)))
    each = np.flatnonzero(own == np.arange(len(p)))
    found = np.full(len(p), np.nan)
    found[each] = adjusted(adjustment, p[each])
    return p[own], found[own]


def p_values(difference: Any, std_error: Any, df: Any) -> FloatArray:
    """Return two-sided p-values of Student's t; NaN where there is neither difference nor error."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -np.abs(np.asarray(difference, dtype=float)) / np.asarray(std_error, dtype=float)
    df = np.asarray(df, dtype=float)
    infinite = np.isinf(df)
    return np.asarray(2 * np.where(infinite, ndtr(t), stdtr(np.where(infinite, 1, df), t)))
