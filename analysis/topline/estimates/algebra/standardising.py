"""Direct standardisation: domains as if each had the same make-up."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import as_number, described, listed_values
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
    names = [by] if isinstance(by, str) else listed_values("by", by)
    if not isinstance(population, Mapping):
        raise ArgumentError(
            f"population is {described(population)}; expected the size of every level, as "
            "{'women': 51, 'men': 49}"
        )
    if not names:
        raise ArgumentError("by names no column; name one whose levels the population has")
    for name in names:
        if name not in label_columns(table):
            raise ArgumentError(
                f"by {name!r} is no label column of the estimates; estimate them by {name!r} too"
            )
    rows = table[names].itertuples(index=False, name=None)
    levels = list(table[names[0]]) if len(names) == 1 else list(rows)
    share = _shares(population, list(dict.fromkeys(levels)), names)
    kept = [name for name in label_columns(table) if name not in names]
    groups = row_groups(table, kept)
    known = table["estimate"].notna().to_numpy()
    # A domain that has nobody in a level cannot have the population's make-up.
    present = [{levels[row] for row in rows if known[row]} for rows in groups]
    needed = [level for level, size in share.items() if size > 0]
    labels = table.loc[[rows[0] for rows in groups], kept].reset_index(drop=True)
    if not kept:
        labels = pd.DataFrame({"label": ["standardised"]})
    return Sums(
        labels=labels,
        rows=tuple(groups),
        weights=tuple(np.array([share[levels[row]] for row in rows]) for rows in groups),
        nobody_in=tuple(
            ", ".join(repr(level) for level in needed if level not in own) for own in present
        ),
        certain=(False,) * len(groups),
        disjoint=True,
    )


def _shares(
    population: Mapping[Any, float], levels: list[Any], names: list[str]
) -> dict[Any, float]:
    """Return each level's share of the population."""
    sizes = {
        level: size if isinstance(size, (int, float)) else as_number(size)
        for level, size in population.items()
    }
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
