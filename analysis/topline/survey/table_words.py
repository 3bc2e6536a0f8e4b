"""A crosstab as people read it: whole percents, letters, bases and notes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..wording import level_text, percent_text
from .columns import IntArray
from .table_letters import LetterRule

BASES = {"n": "Unweighted base", "n_weighted": "Weighted base"}
MARKED = "do not publish|too imprecise"
"""What the flag of a cell says that gets a star."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Where estimates stand in a table.

    Attributes
    ----------
    places : (k, 4) int
        Group, row, banner and column of each estimate.
    groups : pandas.DataFrame
        One row per group, a column per `by`.
    question : str
        What the rows are answers to.
    rows : tuple
        Label of each row.
    banners : tuple of (str, tuple)
        Name and column labels of each banner.
    """

    places: IntArray
    groups: pd.DataFrame
    question: str
    rows: tuple[Any, ...]
    banners: tuple[tuple[str, tuple[Any, ...]], ...]

    @property
    def index(self) -> pd.Index:
        """The rows of the wide table, within each group."""
        parts = [self.index_of(self.rows, group) for group in range(len(self.groups))]
        index: pd.Index = parts[0].append(parts[1:])
        return index

    def index_of(self, rows: tuple[Any, ...], group: int) -> pd.Index:
        """Return the index of some rows of one group."""
        if not len(self.groups.columns):
            index: pd.Index = pd.Index(rows, dtype=object, name=self.question)
            return index
        keys = [(*self.groups.iloc[group], row) for row in rows]
        return pd.MultiIndex.from_tuples(keys, names=[*self.groups.columns, self.question])

    @property
    def columns(self) -> pd.MultiIndex:
        """The columns of the wide table, within each banner."""
        pairs = [(name, label) for name, labels in self.banners for label in labels]
        return pd.MultiIndex.from_tuples(pairs, names=["banner", "column"])

    def cells(self, values: Any, fill: Any) -> pd.DataFrame:
        """Lay values of the estimates out as the wide table."""
        starts = np.cumsum([0, *(len(labels) for _, labels in self.banners)])
        body = np.full((len(self.groups) * len(self.rows), starts[-1]), fill, dtype=object)
        group, row, banner, column = self.places.T
        body[group * len(self.rows) + row, starts[banner] + column] = values
        return pd.DataFrame(body, self.index, self.columns)


def with_bases_below(
    layout: Layout, body: pd.DataFrame, bases: pd.DataFrame, form: Callable[[float], Any]
) -> pd.DataFrame:
    """Return the table with both bases of each column below the rows of each group."""
    size, parts = len(layout.rows), []
    for group in range(len(layout.groups)):
        own = bases[bases["group"] == group]
        lines = np.array([[form(value) for value in own[name]] for name in BASES], dtype=object)
        index = layout.index_of(tuple(BASES.values()), group)
        parts.append(body.iloc[group * size : (group + 1) * size])
        parts.append(pd.DataFrame(lines, index, body.columns))
    return pd.concat(parts)


def with_bases_beside(
    layout: Layout, body: pd.DataFrame, table: pd.DataFrame, form: Callable[[float], Any]
) -> pd.DataFrame:
    """Return the table with both bases of each row beside the columns of each banner."""
    parts = []
    first = np.cumsum([0, *(len(labels) for _, labels in layout.banners)])
    for (banner, labels), start in zip(layout.banners, first, strict=False):
        parts.append(body.iloc[:, start : start + len(labels)])
        for name, label in BASES.items():
            values = layout.cells(table[name].to_numpy(), 0).iloc[:, start]
            found = [form(value) for value in values]
            columns = pd.MultiIndex.from_tuples([(banner, label)], names=body.columns.names)
            parts.append(pd.DataFrame(np.array(found)[:, None], body.index, columns))
    return pd.concat(parts, axis=1)


def cell_words(table: pd.DataFrame, letters: Sequence[str]) -> list[str]:
    """Return every cell's percent, star and letters, as "37%* BC"."""
    star = np.where(table["flag"].str.contains(MARKED), "*", "")
    return [
        f"{percent_text(p)}{mark} {found}".rstrip()
        for p, mark, found in zip(table["estimate"], star, letters, strict=True)
    ]


def aligned(words: pd.DataFrame) -> pd.DataFrame:
    """Return the table with letters on the right of numbers that end below one another."""
    found = words.copy()
    for at in range(words.shape[1]):
        parts = [cell.partition(" ") for cell in words.iloc[:, at]]
        width = max(len(letters) for _, _, letters in parts)
        gap = " " * bool(width)
        found.isetitem(at, [number + gap + letters.ljust(width) for number, _, letters in parts])
    return found


def notes(rule: LetterRule | None, table: pd.DataFrame) -> list[str]:
    """Return what a reader must know of letters and stars."""
    found = []
    if rule is not None:
        capitals, small = rule.levels
        lower = f", small letters at {level_text(small)}" if small else ""
        found.append(
            f"Letters: significantly higher than that column at {level_text(capitals)}{lower}; "
            f"{rule.adjustment.label}; columns of fewer than {rule.minimum_base:g} not tested."
        )
    if table["flag"].str.contains(MARKED).any():
        found.append("*: too few respondents or too imprecise to publish (NCHS).")
    return found
