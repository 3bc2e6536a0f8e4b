"""Rows in memory: a dataframe, and its columns as variables, categories and conditions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from ...loaders.codebook.variables import MultipleResponseSet
from ...values import Value
from ..data.answers import Columns
from ..data.columns import column, column_names
from ..data.domains import columns_asked, truth
from ..data.several import Several, several_in
from .asked import Categories, Chosen, Looked, Subset, Tally, Variable
from .rank import KnownRanks
from .row_codes import RowCodes


@dataclass(frozen=True, eq=False)
class MemoryRows(Value):
    """Rows in memory and their columns, as what can be asked of them; see ``Source``.

    What an answer is, and what is none, their columns say. Threads may share a source: of what two
    find out at once, the first to be kept is kept.
    """

    columns: Columns
    codes: RowCodes
    _several: dict[str, Several] = field(default_factory=dict, repr=False, compare=False)
    _variables: dict[str, Variable] = field(default_factory=dict, repr=False, compare=False)
    _categories: dict[str, Categories] = field(default_factory=dict, repr=False, compare=False)
    _ranks: KnownRanks = field(default_factory=dict, repr=False, compare=False)

    @property
    def data(self) -> Any:
        """The rows, as given."""
        return self.columns.data

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.codes.weights)

    @cached_property
    def names(self) -> list[str]:
        """The names of the columns."""
        return column_names(self.data)

    @property
    def sets(self) -> Mapping[str, MultipleResponseSet]:
        """The questions with several answers."""
        return self.columns.sets

    def looked(self, name: Any) -> Looked:  # noqa: ARG002
        """Return a column to be looked at, all of it."""
        return Looked(self.columns, np.arange(len(self)))

    def tally(self, by: Sequence[Any], within: Subset | None) -> Tally:
        """Count rows with a weight by codes, each row by itself."""
        inside = self.codes.weights != 0
        if within is not None:
            inside = inside & within.rows
        return Tally(tuple(by), inside.astype(np.intp))

    def distinct(self, names: Sequence[str]) -> pd.DataFrame:
        """Return the combinations of some columns' values that occur, with missing ones."""
        columns = {name: column(self.data, name) for name in names}
        try:
            return pd.DataFrame(columns).drop_duplicates(ignore_index=True)
        except TypeError:
            # lists and the like are what they look like
            return pd.DataFrame(columns).map(repr).drop_duplicates(ignore_index=True)

    def condition(self, test: Any) -> Categories:
        """Return for whom a condition holds, as categories False and True."""
        found = truth(self.columns, test, len(self))
        rows = found.holds.view(np.int8)
        if found.unknown is not None:
            rows = np.where(found.unknown, np.int8(-1), rows)
        return Categories(pd.Index([False, True]), rows, notes=self._said_of(test))

    def _said_of(self, test: Any) -> tuple[str, ...]:
        """Return what must be known of the columns of a condition in words."""
        asked = columns_asked(test, self.names) if isinstance(test, str) else {}
        told = (self.columns.notes_of(name, ranked=own) for name, own in asked.items())
        return tuple(note for notes in told for note in notes)

    def chosen(self, question: Any) -> Chosen:
        """Return a question with several answers: a set, its name, or columns of ticks."""
        found = several_in(self.columns, question, self._several)
        labels = pd.Index([False, True])
        options = tuple(Categories(labels, rows) for rows in found.rows)
        return Chosen(found.name, found.labels, options, found.notes)
