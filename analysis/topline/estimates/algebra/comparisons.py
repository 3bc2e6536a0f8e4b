"""Differences between the rows of an estimates table: which."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...arguments import check_list, described, listed_values
from ...errors import ArgumentError
from ..schema import QUESTION, label_columns, row_groups
from .contrasts import row_names

IntArray = NDArray[np.intp]


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


MOST_PAIRS = 500_000
"""Differences that are made at a time: all pairs of a thousand rows."""


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
    if isinstance(asked.pairs, str) and asked.pairs not in ("all", "adjacent"):
        raise ArgumentError(
            f"pairs is {asked.pairs!r}; expected 'all', 'adjacent', or pairs such as [('a', 'b')]"
        )
    wanted = [] if asked.reference is None else [asked.reference]
    if not isinstance(asked.pairs, str):
        expected = "'all', 'adjacent', or pairs such as [('a', 'b')]"
        pairs = check_list("pairs", asked.pairs, MOST_PAIRS, expected=expected)
        if any(not isinstance(pair, (list, tuple)) or len(pair) != 2 for pair in pairs):
            raise ArgumentError(f"pairs is {described(asked.pairs)}; expected {expected}")
        wanted = [*chain.from_iterable(pairs), *wanted]
    for value in wanted:
        if name_of(value) not in names:
            known = ", ".join(list(dict.fromkeys(names))[:8])
            raise ArgumentError(f"{name_of(value)!r} is none of the values compared: {known}")
    groups = row_groups(table, kept)
    if asked.reference is None and isinstance(asked.pairs, str) and asked.pairs == "all":
        count = sum(len(rows) * (len(rows) - 1) // 2 for rows in groups)
        if count > MOST_PAIRS:
            raise ArgumentError(
                f"the rows make {count:,} pairs; at most {MOST_PAIRS:,} are compared; name a "
                "reference=, pairs= of some, or take a subset of the rows"
            )
    found = [pair for rows in groups for pair in _within(names, rows, asked, by)]
    if not found:
        raise ArgumentError(
            f"there are no two rows to compare{_by_words(by)}; choose another by=, or pass every "
            "row's weight to contrast"
        )
    first, second = (np.array(part, dtype=np.intp) for part in zip(*found, strict=True))
    labels = table.loc[first, kept].reset_index(drop=True)
    words = [f"{names[i]} − {names[j]}" for i, j in found]
    return Pairs(first, second, labels.assign(label=words))


def compared_columns(table: pd.DataFrame, by: Any) -> list[str]:
    """Return the columns whose values are compared; none where whole rows are."""
    labels = label_columns(table)
    if by is not None:
        names = [by] if isinstance(by, str) else listed_values("by", by)
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
    if isinstance(asked.pairs, str) and asked.pairs == "adjacent":
        return list(zip(at[1:], at[:-1], strict=True))
    if isinstance(asked.pairs, str):
        return [(at[i], at[j]) for i in range(len(at)) for j in range(i + 1, len(at))]
    pairs = [(where.get(name_of(one)), where.get(name_of(two))) for one, two in asked.pairs]
    return [(one, two) for one, two in pairs if one is not None and two is not None]


def name_of(value: Any) -> str:
    """Return a value that is compared, one or a tuple of several, as text."""
    parts = value if isinstance(value, Sequence) and not isinstance(value, str) else [value]
    return ", ".join(map(str, parts))


def _by_words(by: list[str]) -> str:
    return f" by {', '.join(map(repr, by))}" if by else ""
