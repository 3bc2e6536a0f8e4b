"""Differences between the rows of an estimates table: which, and their statistics."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr, stdtr

from ...errors import ArgumentError
from ...statistics.comparisons.adjust import Adjustment, adjusted
from ..covariance import Covariance
from ..intervals import limits
from ..reason_codes import carried_over
from ..schema import FloatArray, label_columns, row_groups
from .contrasts import row_names, sum_quantity

IntArray = NDArray[np.intp]

QUESTION = ("outcome", "category", "quantile")
"""Label columns of microdata that say what was asked; the others say of whom."""


@dataclass(frozen=True)
class Asked:
    """Which rows to compare, as the user said it.

    Attributes
    ----------
    by : str, sequence of str or None
        Label columns whose values are compared.
    reference : object
        The value everything is compared with; None for none.
    pairs : str or sequence of pairs
        "all", "adjacent", or pairs of values.
    """

    by: Any = None
    reference: Any = None
    pairs: Any = "all"


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of rows: the first less the second, with a label for each difference."""

    first: IntArray
    second: IntArray
    labels: pd.DataFrame


def pairs_of(table: pd.DataFrame, asked: Asked) -> Pairs:
    """Return the pairs of rows to compare, in the order of the table.

    Raises
    ------
    ArgumentError
        When a column or a value is unknown, rows are not told apart, or there are no pairs.
    """
    by = compared_columns(table, asked.by)
    kept = [name for name in label_columns(table) if by and name not in by]
    names = names_of(table, by)
    _refuse_unknown(asked, names)
    found = [pair for rows in row_groups(table, kept) for pair in _within(names, rows, asked, by)]
    if not found:
        raise ArgumentError(
            f"there are no two rows to compare{_by_words(by)}; choose another by=, or pass every "
            "row's weight to contrast"
        )
    first, second = (np.array(part, dtype=np.intp) for part in zip(*found, strict=True))
    labels = table.loc[first, kept].reset_index(drop=True)
    words = [f"{names[i]} − {names[j]}" for i, j in found]
    return Pairs(first, second, labels.assign(label=words))


def compared(
    table: pd.DataFrame, covariance: Covariance, pairs: Pairs, level: float, adjustment: Adjustment
) -> tuple[pd.DataFrame, Covariance]:
    """Return the table of differences, and their covariance."""
    i, j = pairs.first, pairs.second
    estimate, df = table["estimate"].to_numpy(), table["df"].to_numpy()
    variance, at_most = _variance(covariance, i, j)
    result = pairs.labels.assign(
        estimate=estimate[i] - estimate[j],
        std_error=np.sqrt(variance),
        df=np.minimum(df[i], df[j]),
        confidence_level=level,
        n_effective=np.nan,
        deff=np.nan,
        reasons=_reasons(table, pairs, at_most),
        **sum_quantity(table, difference=True),
    )
    result["n"] = pd.NA
    result["p_value"] = p_values(result["estimate"], result["std_error"], result["df"])
    result["p_adjusted"] = adjusted(adjustment, result["p_value"].to_numpy())
    known = result["std_error"].notna() & result["estimate"].notna()
    key = pd.Series(np.where(np.isinf(result["df"]), "normal", "t"), dtype="string")
    result = _rounded(table, result.assign(interval=key.where(known)), pairs)
    return result, Covariance(len(i), partial(_between, covariance, pairs, variance))


def p_values(difference: Any, std_error: Any, df: Any) -> FloatArray:
    """Return two-sided p-values of Student's t; NaN where there is neither difference nor error."""
    with np.errstate(divide="ignore", invalid="ignore"):
        t = -np.abs(np.asarray(difference, dtype=float)) / np.asarray(std_error, dtype=float)
    df = np.asarray(df, dtype=float)
    infinite = np.isinf(df)
    return np.asarray(2 * np.where(infinite, ndtr(t), stdtr(np.where(infinite, 1, df), t)))


def compared_columns(table: pd.DataFrame, by: Any) -> list[str]:
    """Return the columns whose values are compared; none where whole rows are."""
    labels = label_columns(table)
    if by is not None:
        names = [by] if isinstance(by, str) else list(by)
        for name in names:
            if name not in labels:
                raise ArgumentError(
                    f"by {name!r} is no label column of the estimates; there are "
                    f"{', '.join(map(repr, labels))}"
                )
        return names
    if "outcome" not in labels:
        return []
    domains = [name for name in labels if name not in QUESTION]
    return domains or (["category"] if "category" in labels else ["outcome"])


def names_of(table: pd.DataFrame, by: list[str]) -> list[str]:
    """Return the value of each row that is compared, as text."""
    if not by:
        return row_names(table)
    return [", ".join(map(str, row)) for row in table[by].itertuples(index=False)]


def _within(names: list[str], rows: IntArray, asked: Asked, by: list[str]) -> list[tuple[int, int]]:
    """Return the pairs among some rows that differ in what is compared only."""
    where = {names[row]: int(row) for row in rows}
    if len(where) < len(rows):
        raise ArgumentError(
            f"two rows{_by_words(by)} have the same name; add the column that tells them apart "
            "to by=, or take a subset of the estimates"
        )
    at = list(where.values())
    if asked.reference is not None:
        base = where.get(name_of(asked.reference))
        return [(row, base) for row in at if base not in (None, row)]
    if asked.pairs == "adjacent":
        return list(zip(at[1:], at[:-1], strict=True))
    if asked.pairs == "all":
        return [(at[i], at[j]) for i in range(len(at)) for j in range(i + 1, len(at))]
    pairs = [(where.get(name_of(one)), where.get(name_of(two))) for one, two in asked.pairs]
    return [(one, two) for one, two in pairs if one is not None and two is not None]


def _refuse_unknown(asked: Asked, names: list[str]) -> None:
    """Refuse a value that no row has, and pairs that are none."""
    if isinstance(asked.pairs, str) and asked.pairs not in ("all", "adjacent"):
        raise ArgumentError(
            f"pairs is {asked.pairs!r}; expected 'all', 'adjacent', or pairs such as [('a', 'b')]"
        )
    pairs = [] if isinstance(asked.pairs, str) else asked.pairs
    wanted = [value for pair in pairs for value in pair]
    for value in wanted if asked.reference is None else [*wanted, asked.reference]:
        if name_of(value) not in names:
            shown = ", ".join(list(dict.fromkeys(names))[:8])
            raise ArgumentError(f"{name_of(value)!r} is none of the values compared: {shown}")


def name_of(value: Any) -> str:
    """Return a value that is compared, one or a tuple of several, as text."""
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return ", ".join(map(str, parts))


def _by_words(by: list[str]) -> str:
    return f" by {', '.join(map(repr, by))}" if by else ""


def _variance(v: Covariance, i: IntArray, j: IntArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    """Return Vᵢᵢ + Vⱼⱼ − 2Vᵢⱼ, Vᵢⱼ at −√(Vᵢᵢ Vⱼⱼ) where it is not known."""
    own, between = v.variances, v.cells(i, j)
    unknown = np.isnan(between) & ~np.isnan(own[i] + own[j])
    shared = np.where(unknown, -np.sqrt(own[i] * own[j]), between)
    variance = own[i] + own[j] - 2 * shared
    rounding = 1e-14 * (own[i] + own[j])
    return np.where(variance <= rounding, 0.0, variance), unknown


def _reasons(table: pd.DataFrame, pairs: Pairs, at_most: NDArray[np.bool_]) -> list[str]:
    """Return the reasons of each difference."""
    texts, known = table["reasons"].tolist(), table["estimate"].notna().to_numpy()
    return [
        carried_over((texts[i], texts[j]), ["at_most"] * bool(most), known=known[i] and known[j])
        for i, j, most in zip(pairs.first, pairs.second, at_most, strict=True)
    ]


def _between(
    v: Covariance, pairs: Pairs, variance: FloatArray, rows: IntArray, columns: IntArray
) -> FloatArray:
    """Return the covariance Vᵢₖ − Vᵢₘ − Vⱼₖ + Vⱼₘ of the differences i − j and k − m."""
    i, j, k, m = (part[at] for at in (rows, columns) for part in (pairs.first, pairs.second))
    found = v.cells(i, k) - v.cells(i, m) - v.cells(j, k) + v.cells(j, m)
    return np.where(np.equal(rows, columns), variance[rows], found)


def _rounded(table: pd.DataFrame, result: pd.DataFrame, pairs: Pairs) -> pd.DataFrame:
    """Add limits, which cover every difference of values that print as published."""
    low, high = limits(result)
    if "printed_low" in table and "printed_high" in table:
        value, least = table["estimate"].to_numpy(), table["printed_low"].to_numpy(dtype=float)
        most = table["printed_high"].to_numpy(dtype=float)
        i, j = pairs.first, pairs.second
        low = low - (value[i] - least[i]) - (most[j] - value[j])
        high = high + (most[i] - value[i]) + (value[j] - least[j])
    return result.assign(ci_low=low, ci_high=high)
