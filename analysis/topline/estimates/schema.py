"""The columns of an estimates table: their types, units and meanings."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..mappings import FrozenMapping

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Column:
    """What a statistics column holds: its pandas dtype, its unit and its meaning."""

    dtype: str
    unit: str
    meaning: str


SCHEMA: Mapping[str, Column] = FrozenMapping(
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
        "reasons": Column(
            "string", "codes", "what a reader must know: codes of REASONS, a blank between two"
        ),
        "flag": Column("string", "words", "the reasons in words, made from them; empty: nothing"),
    }
)
"""The statistics columns every estimates table has, after its label columns, in this order."""

REMARKS = ("reasons", "flag")
"""Columns that are made where a table lacks them: no reasons, no words."""

OPTIONAL: Mapping[str, Column] = FrozenMapping(
    {
        "quantity": Column(
            "string", "key", "proportion, bounded_mean, points (sums of these), value or none"
        ),
        "mirrored": Column("bool", "yes or no", "whether the row is 1 minus its parent"),
        "modelled": Column("bool", "yes or no", "whether it is a share that a model predicts"),
        "printed_low": Column("float64", "as estimate", "smallest value that prints as published"),
        "printed_high": Column("float64", "as estimate", "largest value that prints as published"),
        "published_low": Column("float64", "as estimate", "lower limit as published"),
        "published_high": Column("float64", "as estimate", "upper limit as published"),
        "published_level": Column("float64", "0 to 1", "confidence level of published limits"),
        "n_missing": Column("Int64", "respondents", "respondents of the row without an answer"),
        "n_weighted": Column("float64", "people", "sum of the weights of the base"),
        "logit_std_error": Column("float64", "log odds", "standard error of the share's logit"),
        "statistic": Column("float64", "ratio", "test statistic: estimate over std_error"),
        "p_value": Column("float64", "0 to 1", "p-value of no difference, by itself"),
        "p_adjusted": Column("float64", "0 to 1", "p-value, adjusted for how many there are"),
        "nobody_in": Column("string", "words", "levels a standardised domain has nobody in"),
        "fmi": Column("float64", "0 to 1", "fraction of information that is missing"),
        "variance_increase": Column("float64", "ratio", "what imputations add to the variance"),
        "cv": Column("float64", "ratio", "coefficient of variation: std_error over estimate"),
    }
)
"""Columns of some estimates: rounded published figures, and those from microdata."""

STATISTICS: Mapping[str, Column] = FrozenMapping({**OPTIONAL, **SCHEMA})
"""Every column that is no label, in order."""

NO_ANSWER = "(no answer)"
"""The category of those who gave no answer, where it is one."""


QUESTION = ("outcome", "category", "quantile")
"""Label columns of microdata that say what was asked; the others say of whom."""


def label_columns(table: pd.DataFrame) -> list[str]:
    """Return the columns that say what a row is, in order: those that are no statistics."""
    return [name for name in table.columns if name not in STATISTICS]


def is_weighted(table: pd.DataFrame) -> bool:
    """Return whether estimates are weighted: the weights of some base do not add up to its size."""
    if not {"n", "n_weighted"} <= set(table):
        return False
    base, weighted = (
        table[name].to_numpy(dtype=float, na_value=np.nan) for name in ("n", "n_weighted")
    )
    # what is not known differs from nothing
    return bool((np.abs(base - weighted) > 0).any())


def are_ratios(table: pd.DataFrame) -> bool:
    """Tell whether coefficients of a model are ratios: their limits are those of their logs."""
    known = table["interval"].dropna()
    return bool(len(known) and (known == "log").all())


def of_two_groups(
    table: pd.DataFrame, first: NDArray[np.intp], second: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Return which pairs of rows, (m,) each, are of two groups of people, not two answers of one.

    Estimates that are not of microdata do not say.
    """
    who = [name for name in label_columns(table) if name not in (*QUESTION, "label")]
    if "outcome" not in table or not who:
        return np.zeros(len(first), dtype=bool)
    people = _numbered(table, who)
    return np.asarray(people[first] != people[second])


def _numbered(table: pd.DataFrame, names: list[str]) -> NDArray[np.intp]:
    """Return the number of each row's combination of labels, in order of appearance."""
    code = np.zeros(len(table), dtype=np.intp)
    for name in names:
        own = pd.factorize(table[name], use_na_sentinel=False)[0]
        code = pd.factorize(code * (own.max(initial=0) + 1) + own)[0]
    return code


def row_groups(table: pd.DataFrame, names: list[str]) -> list[NDArray[np.intp]]:
    """Return the positions of the rows that agree in some columns, in order of appearance."""
    if not names:
        return [np.arange(len(table))]
    code = _numbered(table, names)
    order = np.argsort(code, kind="stable")
    return np.split(order, np.cumsum(np.bincount(code))[:-1]) if len(code) else []
