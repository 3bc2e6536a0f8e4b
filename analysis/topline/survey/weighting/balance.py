"""How far a survey is from its population, before its weighting and after."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import as_number, described
from ...errors import ArgumentError
from ...statistics.weighting.balance import balance_of
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
        # answers without a target count in the whole, and have no row
        answers = [*number, *(one for one in column.categories if one not in number)]
        target = np.array([number.get(one, 0.0) for one in answers]) / total
        own = slice(len(number))
        names = pd.Series(list(number), dtype=object)
        table = pd.DataFrame({"variable": column.name, "category": names, "target": target[own]})
        known = column.codes >= 0
        for when, weights in (("before", before), ("after", rows.weights)):
            sums = np.bincount(column.codes[known], weights[known], len(column.categories))
            people = dict(zip(column.categories, sums, strict=True))
            # each answer's indicator, over answers that weigh what their people do
            found = balance_of(
                np.eye(len(answers)),
                [people.get(one, 0.0) for one in answers],
                target=target,
                deviation=np.sqrt(target * (1 - target)),
            )
            table[when] = found.sample[own]
            table[f"{when}_points"] = 100 * found.difference[own]
            table[f"{when}_standardised"] = found.standardised[own]
        parts.append(table)
    if not parts:
        return pd.DataFrame(columns=list(BALANCE))
    return pd.concat(parts, ignore_index=True)[list(BALANCE)]
