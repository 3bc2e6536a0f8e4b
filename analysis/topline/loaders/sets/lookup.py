"""The questions with several answers of some data, of which some are looked for once asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from ...values import Value
from ..codebook.variables import MultipleResponseSet
from .cells import Cells
from .families import families
from .propose import in_cells, in_columns, of_cell
from .shapes import loops


@dataclass(frozen=True, eq=False)
class KnownSets(Value):
    """What is known of questions with several answers before any data are looked at.

    Attributes
    ----------
    sets : mapping of str to MultipleResponseSet
        Those of a codebook, or declared.
    looks : bool
        Whether the data show others.
    refused : tuple of str
        Names that are none, whatever their cells look like.
    """

    sets: Mapping[str, MultipleResponseSet] = field(default_factory=dict)
    looks: bool = False
    refused: tuple[str, ...] = ()


def known_sets(
    own: Mapping[str, MultipleResponseSet] | None, given: Mapping[str, MultipleResponseSet | None]
) -> KnownSets:
    """Return the sets of a codebook, None where there is none, with those given beside it."""
    kept = {name: one for name, one in (own or {}).items() if name not in given}
    kept |= {name: one for name, one in given.items() if one is not None}
    refused = tuple(name for name, one in given.items() if one is None)
    return KnownSets(kept, own is None, refused)


@dataclass(frozen=True, eq=False)
class Sets(Mapping[str, MultipleResponseSet]):
    """Questions with several answers by name.

    Data that no codebook belongs to are looked through as a file's are, but not before somebody
    asks: about a column, for the lists that its cells hold; about a name that columns side by side
    may have, for all such; about all, for all.
    """

    told: KnownSets
    cells: Cells
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _lists: dict[str, MultipleResponseSet | None] = field(default_factory=dict, repr=False)

    def __getitem__(self, name: str) -> MultipleResponseSet:
        """Return a set by its name.

        Raises
        ------
        KeyError
            When there is none.
        """
        found = self.told.sets.get(name)
        if found is None and self.told.looks and name not in self.told.refused:
            # what no columns can be called need not be looked for among them
            if name not in self.cells.variables or name in self._families[0]:
                found = self._side_by_side[0].get(name)
            if found is None and name not in self._lists:
                # what the cells of a column hold, unless it belongs to another set
                own = of_cell(self.cells, name) if self._is_text(name) else None
                taken = own is not None and name in self._side_by_side[1]
                self._lists[name] = None if taken else own
            found = found or self._lists[name]
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        """Go through all names, those found first."""
        yield from self._all

    def __len__(self) -> int:
        """Count them all."""
        return len(self._all)

    def of(self, column: str) -> str | None:
        """Return the name of the set to which a column belongs, or None."""
        looked = dict(self.told.sets)
        if self.told.looks and (column in self._families[1] or self._is_text(column)):
            looked = self._side_by_side[0] | looked
        for name, one in looked.items():
            if column in one.variables and name not in self.told.refused:
                return name
        return column if column in self else None

    @cached_property
    def _all(self) -> dict[str, MultipleResponseSet]:
        if not self.told.looks:
            return dict(self.told.sets)
        found, taken = self._side_by_side
        found = found | in_cells(self._free, taken)
        kept = {name: one for name, one in found.items() if name not in self.told.refused}
        return {**kept, **self.told.sets}

    @cached_property
    def _free(self) -> Cells:
        """The columns that belong to nothing that is known, nor to a loop."""
        _, taken = loops(self.cells)
        taken |= {name for one in self.told.sets.values() for name in one.variables}
        return self.cells.without(taken)

    @cached_property
    def _families(self) -> tuple[set[str], set[str]]:
        """What columns side by side would be called, and which they are, by their names alone."""
        free = [self._free.variables[name] for name in self._free.names]
        found = families(free, self.questions)
        return {one.name for one in found}, {name for one in found for name in one.columns}

    @cached_property
    def _side_by_side(self) -> tuple[dict[str, MultipleResponseSet], set[str]]:
        return in_columns(self._free, self.questions)

    def _is_text(self, name: str) -> bool:
        free = name in self.cells.variables and name in self._free.names
        return free and not pd.api.types.is_numeric_dtype(self.cells.sample(name).dtype)
