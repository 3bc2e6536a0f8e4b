"""A crosstab as a tidy table: what each row is, and a line for each cell as it is shown."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...wording import rounded_count
from ..data.columns import FloatArray
from .parts.cells import PERCENTS
from .parts.layout import LABELS, Layout

KIND = "kind"
"""The column that says what a row is."""

_NUMBERS = (
    "quantity", "estimate", "ci_low", "ci_high", "std_error", "n", "n_weighted", "n_effective",
    "letters", "reasons", "flag",
)  # fmt: skip
"""What is told of a cell, in this order; a survey without weights has no weighted base."""

_COUNTED = ("estimate", "ci_low", "ci_high")
_BASES = ("n", "n_weighted", "n_effective")
"""Columns that are numbers of people where cells are, and those that always are."""


def row_kinds(layout: Layout, percent: str) -> "pd.Series[Any]":
    """Return what each row is, by its label: category, net, total or statistic."""
    labels, statistics = layout.rows, len(layout.numbers)
    totals = 0 if PERCENTS[percent].of_columns else 1
    # by place: an answer may be called as the total or a statistic is
    answers = labels[: len(labels) - statistics - totals]
    kinds = ["net" if label in layout.nets else "category" for label in answers]
    kinds += ["total"] * totals + ["statistic"] * statistics
    index = pd.Index(labels, dtype=object, name=layout.question)
    return pd.Series(kinds, index, dtype=object, name=KIND)


def tidy_cells(table: pd.DataFrame, layout: Layout, percent: str, unit: int) -> pd.DataFrame:
    """Return a line for each cell: labels, what its row is, its numbers, its bases and its signs.

    Parameters
    ----------
    table : pandas.DataFrame
        Estimates with their letters, those that are not shown left out.
    layout : Layout
    percent : str
        A key of ``PERCENTS``.
    unit : int
        Multiples of this are what counts are rounded to.

    Raises
    ------
    ArgumentError
        When a column of groups is called as the one of kinds.
    """
    groups = [str(name) for name in layout.groups]
    if KIND in groups:
        raise ArgumentError(
            f"by names {KIND!r}, as to_frame() calls what a row is; rename it, or take .table"
        )
    kinds = row_kinds(layout, percent).to_numpy()[layout.places[:, 1]]
    rounded = (*_COUNTED, *_BASES) if PERCENTS[percent].counts else _BASES
    if unit > 1:
        counts = {name: rounded_counts(table[name], unit) for name in rounded if name in table}
        table = table.assign(**counts).astype({"n": table["n"].dtype})
    labels = [*groups, *LABELS[:2], KIND, *LABELS[2:]]
    told = table.assign(**{KIND: kinds})
    return told[[*labels, *(name for name in _NUMBERS if name in told)]].reset_index(drop=True)


def wide_values(table: pd.DataFrame, percent: str, unit: int) -> FloatArray:
    """Return the number of each cell as the wide table has it: percents, and counts as shown."""
    values = table["estimate"].to_numpy(dtype=float)
    if PERCENTS[percent].counts:
        return rounded_counts(values, unit)
    return np.where(table["quantity"] == "proportion", 100 * values, values)


def rounded_counts(counts: Iterable[float], unit: int) -> FloatArray:
    """Round counts to multiples, as they are shown; what is not known stays so."""
    return np.array([rounded_count(count, unit) for count in counts], dtype=float)
