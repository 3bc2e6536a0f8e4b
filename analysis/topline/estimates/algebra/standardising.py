"""Direct standardisation: domains as if each had the same make-up."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..schema import label_columns, row_groups
from .sums import Sums


def standard_sums(table: pd.DataFrame, by: Any, population: Mapping[Any, float]) -> Sums:
    """Return the sums over the levels of `by`, weighted with their shares of a population.

    Raises
    ------
    ArgumentError
        When a column is unknown, or the population and the rows have different levels.
    """
    names = [by] if isinstance(by, str) else list(by)
    for name in names:
        if name not in label_columns(table):
            raise ArgumentError(
                f"by {name!r} is no label column of the estimates; estimate them by {name!r} too"
            )
    levels = _levels(table, names)
    share = _shares(dict(population.items()), list(dict.fromkeys(levels)), names)
    kept = [name for name in label_columns(table) if name not in names]
    groups = row_groups(table, kept)
    weights = tuple(np.array([share[levels[row]] for row in rows]) for rows in groups)
    nobody_in = tuple(_nobody_in(table, rows, levels, share) for rows in groups)
    labels = table.loc[[rows[0] for rows in groups], kept].reset_index(drop=True)
    if not kept:
        labels = pd.DataFrame({"label": ["standardised"]})
    certain = (False,) * len(groups)
    return Sums(labels, tuple(groups), weights, nobody_in, certain, True)


def _levels(table: pd.DataFrame, names: list[str]) -> list[Any]:
    if len(names) == 1:
        return list(table[names[0]])
    return list(table[names].itertuples(index=False, name=None))


def _shares(sizes: dict[Any, float], levels: list[Any], names: list[str]) -> dict[Any, float]:
    """Return each level's share of the population."""
    what = " and ".join(map(repr, names))
    without = [level for level in levels if level not in sizes]
    if without:
        raise ArgumentError(
            f"the population has no size for {without[0]!r} of {what}; give one for every level"
        )
    absent = [level for level in sizes if level not in levels]
    if absent:
        raise ArgumentError(
            f"the estimates have no row for {absent[0]!r} of {what}; there are "
            f"{', '.join(map(repr, levels))}"
        )
    total = sum(sizes.values())
    if not (total > 0 and min(sizes.values()) >= 0):
        raise ArgumentError(
            f"the population sizes of {what} are {list(sizes.values())}; expected numbers of 0 or "
            "more, one of them above 0"
        )
    return {level: size / total for level, size in sizes.items()}


def _nobody_in(table: pd.DataFrame, rows: Any, levels: list[Any], share: dict[Any, float]) -> str:
    """Name the levels a domain has nobody in: it cannot have the population's make-up."""
    estimate = table["estimate"].to_numpy(dtype=float)
    present = {levels[row] for row in rows if not np.isnan(estimate[row])}
    lacks = [level for level, size in share.items() if size > 0 and level not in present]
    return ", ".join(map(repr, lacks))
