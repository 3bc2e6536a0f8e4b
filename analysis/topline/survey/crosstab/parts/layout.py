"""Where the estimates of a crosstab stand: rows within groups, columns within banners."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ....values import Value
from ...data.columns import IntArray

LABELS = ("outcome", "category", "banner", "column")
"""What the labels of a cell are called, after those of its group."""


@dataclass(frozen=True, eq=False)
class Layout(Value):
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
    several : bool
        Whether rows are several answers of a respondent.
    overlapping : tuple of str
        Banners with several answers of a respondent.
    numbers, nets : tuple
        Labels of rows that are no shares of answers, or add up others.
    """

    places: IntArray
    groups: pd.DataFrame
    question: str
    rows: tuple[Any, ...]
    banners: tuple[tuple[str, tuple[Any, ...]], ...]
    several: bool = False
    overlapping: tuple[str, ...] = ()
    numbers: tuple[Any, ...] = ()
    nets: tuple[Any, ...] = ()

    @property
    def labels(self) -> tuple[Any, ...]:
        """Labels of all rows and columns."""
        return (*self.rows, *(label for _, own in self.banners for label in own))

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
