"""How far a survey is from its population, before its weighting and after."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import as_number, described
from ...errors import ArgumentError
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from .columns import by_answer, column_of

BALANCE = (
    "variable", "category", "target", "before", "after", "before_points", "after_points",
    "before_standardised", "after_standardised",
)  # fmt: skip
"""Columns of a table of balance."""


def balance_table(
    rows: RowsInMemory, before: FloatArray, targets: Mapping[Any, Any]
) -> pd.DataFrame:
    """Return the shares of each answer by weights before and after, beside those of the targets.

    Parameters
    ----------
    rows : RowsInMemory
        Under the weights after.
    before : (n,) float
    targets : mapping
        Variable → category → target; of a number, which has no answers, nothing is told.

    Returns
    -------
    pandas.DataFrame
        Columns of ``BALANCE``: shares; differences from the target in points; and those over the
        target's standard deviation √(p·(1 − p)).

    Raises
    ------
    ArgumentError
        When targets are no mapping of answers, or not all are numbers above 0 in sum.
    """
    parts = []
    for name, given in targets.items():
        if not isinstance(given, Mapping):
            continue
        column, wanted = column_of(rows, name), by_answer(rows, name, given)
        number = {key: as_number(value) for key, value in wanted.items()}
        total = sum(number.values())
        if not (np.isfinite(total) and total > 0):
            raise ArgumentError(
                f"the targets of {column.name!r} are {described(dict(given))}; expected numbers of "
                "0 or more, not all 0"
            )
        size = len(column.categories)
        shares = []
        for weights in (before, rows.weights):
            known = column.codes >= 0
            sums = np.bincount(column.codes[known], weights[known], size)
            shares.append(dict(zip(column.categories, sums / sums.sum(), strict=True)))
        share = pd.Series(number, dtype=float) / total
        table = pd.DataFrame(
            {
                "variable": column.name,
                "category": pd.Series(list(number), dtype=object),
                "target": share.to_numpy(),
                "before": [shares[0].get(key, 0.0) for key in number],
                "after": [shares[1].get(key, 0.0) for key in number],
            }
        )
        square = table["target"] * (1 - table["target"])
        spread = np.sqrt(square.where(square > 0))
        for when in ("before", "after"):
            off = table[when] - table["target"]
            table[f"{when}_points"] = 100 * off
            table[f"{when}_standardised"] = off / spread
        parts.append(table)
    if not parts:
        return pd.DataFrame(columns=list(BALANCE))
    return pd.concat(parts, ignore_index=True)[list(BALANCE)]
