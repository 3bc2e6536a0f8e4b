"""How many rows are of which kind, by a table for each set of keys that is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ....loaders.codebook.variables import MultipleResponseSet
from ....values import Value
from ...data.columns import FloatArray, IntArray
from ..asked import Categories, Domains, Looked, Subset, Tally, Variable
from .coded import Coded, joined, of_flag
from .frames import LazyRows
from .levels import Levels
from .tables import Table, table_of
from .units import LazyCodes

_KEPT = 32
"""Tables of counts that are kept."""


@dataclass(frozen=True, eq=False)
class Counts(Value):
    """What is known of rows that an engine holds by counting them; tables are kept."""

    levels: Levels
    codes: LazyCodes
    _tables: dict[Any, Table] = field(default_factory=dict, repr=False, compare=False)

    @property
    def rows(self) -> LazyRows:
        """The rows."""
        return self.levels.rows

    @property
    def sets(self) -> Mapping[str, MultipleResponseSet]:
        """The questions with several answers."""
        return self.levels.sets

    def looked(self, name: Any) -> Looked:
        """Return a column to be looked at, by its different values."""
        own = self.levels.looked(name)
        cell = own.coded(np.arange(len(own.columns.data)))
        return Looked(own.columns, cell, own.different, own.known)

    def tally(self, by: Sequence[Any], within: Subset | None) -> Tally:
        """Count rows with a weight by codes."""
        table = self.counted([*by, *([] if within is None else [within.rows])])
        inside = np.ones(table.places.size, dtype=bool)
        if within is not None:
            inside = within.rows.code(table.places) > 0
        codes = tuple(own.code(table.places)[inside] for own in by)
        return Tally(codes, table.count[inside].astype(np.intp))

    def distinct(self, names: Sequence[str]) -> pd.DataFrame:
        """Return the combinations of some columns' values that occur, with missing ones."""
        if len(names) == 1:
            table: pd.DataFrame = self.levels.looked(names[0]).columns.data
            return table
        table = self.rows.grouped([self.rows.plain(name) for name in names], [])
        return table.set_axis([*names], axis=1)

    def answered(self, domains: Domains, variables: Sequence[Variable]) -> Subset | None:
        """Return the rows of any domain with answers; None where these are all."""
        numbers = (variable.rows for variable in variables)
        # 1 for who has a number, 0 for who has none
        parts = [joined([known(own.name, own.expr)], lambda code: code + 1) for own in numbers]
        if domains.rows is not None:
            parts.append(joined([domains.rows], lambda code: np.asarray(code >= 0, np.intp)))
        if not parts:
            return None
        rows = joined(parts, lambda *codes: np.min(codes, axis=0) > 0)
        table = self.counted([rows])
        return None if rows.code(table.places).all() else Subset(rows)

    def unanswered(
        self, of: Sequence[Variable | Categories], domains: Domains | None = None
    ) -> int:
        """Count the rows of some domains, or all, of any weight, without an answer to one."""
        parts = [
            known(one.rows.name, one.rows.expr) if isinstance(one, Variable) else one.rows
            for one in of
        ]
        inside = [] if domains is None or domains.rows is None else [domains.rows]
        table = self.counted([*parts, *inside])
        missing = np.min([own.code(table.places) for own in parts], axis=0) < 0
        for own in inside:
            missing = missing & (own.code(table.places) >= 0)
        return int(table.rows[missing].sum())

    def units_by_stratum(self, among: Subset, stratum: IntArray) -> IntArray:
        """Count in each stratum the first-stage units with members, of some rows, with a weight."""
        table = self.counted([among.rows])
        assert table.first_unit is not None
        inside = (among.rows.code(table.places) > 0) & (table.count > 0)
        if self.codes.row_scale is not None:
            # each row is a unit
            counts = np.bincount(stratum[table.first_unit[inside]], table.count[inside])
            return counts.astype(np.intp)
        return np.bincount(stratum[np.unique(table.first_unit[inside])])

    def count(self, rows: Coded | None, size: int) -> FloatArray:
        """Count the rows of each domain that have a weight."""
        table = self.counted([] if rows is None else [rows])
        return by_domain(table, rows, table.count, size)

    def counted(self, parts: Sequence[Coded]) -> Table:
        """Return the counts of rows by the keys of some codes, of which the last asked are kept."""
        keys = {key.name: key for part in parts for key in part.keys}
        name = frozenset(keys)
        if name not in self._tables:
            # what has been counted by more keys need not be counted again
            wider = next((own for known, own in self._tables.items() if name < known), None)
            if wider is None:
                made = table_of(self.rows, self.codes, tuple(keys.values()))
            else:
                made = wider.by(list(keys))
            if len(self._tables) >= _KEPT:
                self._tables.pop(next(iter(self._tables)), None)
            self._tables[name] = made
        return self._tables[name]


def known(name: str, values: nw.Expr) -> Coded:
    """Return 0 for who has a value, −1 for who has none."""
    flag = nw.when(values.is_null()).then(nw.lit(-1)).otherwise(nw.lit(0))
    return of_flag(f"known {name}", flag)


def by_domain(table: Table, rows: Coded | None, sums: FloatArray, size: int) -> FloatArray:
    """Return sums of the cells of a table by the domains that they are in."""
    if rows is None:
        return np.array([sums.sum()])
    code = rows.code(table.places)
    inside = code >= 0
    return np.asarray(np.bincount(code[inside].astype(np.intp), sums[inside], size))
