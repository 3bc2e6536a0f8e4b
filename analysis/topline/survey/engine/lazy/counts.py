"""How many rows are of which kind, by a table for each set of keys that is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ....loaders.codebook.variables import MultipleResponseSet
from ....values import Value
from ...data.amounts import labels_by_code
from ...data.columns import FloatArray, IntArray
from ..asked import Categories, Domains, Looked, Subset, Tally, Variable
from .coded import Coded, joined, of_flag
from .frames import LazyRows
from .levels import Levels
from .tables import Table, table_of, tables_of
from .units import LazyCodes

AT_ONCE = 2**18
"""Cells of a table by sampled unit up to which one is made where counts alone are asked for."""

_IN_ONE_PASS = 2**20
"""Cells of the tables that one pass over the rows gives."""

_ANSWERS = 12
"""Different numbers up to which these are answers, whose shares will be asked for."""

_KEPT = 2**22
"""Cells of the tables that are kept."""


@dataclass(frozen=True, eq=False)
class Counts(Value):
    """What is known of rows that an engine holds by counting them; tables are kept."""

    levels: Levels
    codes: LazyCodes
    _tables: dict[Any, Table] = field(default_factory=dict, repr=False, compare=False)
    _expected: dict[Any, Coded] = field(default_factory=dict, repr=False, compare=False)
    _turn: Any = field(default_factory=RLock, repr=False, compare=False)

    @property
    def rows(self) -> LazyRows:
        """The rows."""
        return self.levels.rows

    @property
    def sets(self) -> Mapping[str, MultipleResponseSet]:
        """The questions with several answers."""
        return self.levels.sets

    def labels_by_code(self, name: Any) -> tuple[str, ...]:
        """Return what the numbers of a column stand for, the least first."""
        book = self.levels.codebook
        return labels_by_code(None if book is None else book.variables.get(name))

    def looked(self, name: Any) -> Looked:
        """Return a column to be looked at, by its different values."""
        own = self.levels.looked(name)
        cell = own.coded(np.arange(len(own.columns.data)))
        return Looked(own.columns, cell, own.different, own.known)

    def tally(self, by: Sequence[Any], within: Subset | None) -> Tally:
        """Count rows with a weight by codes."""
        table = self.counted([*by, *([] if within is None else [within.rows])], most=0)
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

    def power(self, values: Any, exponent: float) -> Any:
        """Return values above 0 to a power, their logarithms for one of 0; 0 of others."""
        values = nw.lit(0.0) + values
        # of what is not above 0 engines refuse a logarithm, which they work out before they choose
        of = nw.when(values > 0).then(values).otherwise(nw.lit(1.0))
        powered = of**exponent if exponent else of.log()
        return nw.when(values > 0).then(powered).otherwise(nw.lit(0.0))

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
        table = self.counted([among.rows], most=None)
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

    def counted(self, parts: Sequence[Coded], most: int | None = AT_ONCE) -> Table:
        """Return the counts of rows by the keys of some codes, of which the last asked are kept.

        Parameters
        ----------
        parts : sequence of Coded
        most : int or None
            Cells up to which the table is whole, as sums of shares need it: None for any number.
        """
        every = joined(parts, lambda *_: np.empty(0, np.intp))
        name = frozenset(key.name for key in every.keys)
        with self._turn:
            found = self._held(name, whole=most is None)
            if found is None and any(name <= known for known in self._expected):
                self._count_expected(name)
                found = self._held(name, whole=most is None)
            if found is None:
                again, cells = bool(self.codes.replicates), every.size * len(self.codes.table)
                whole = most is None or (not again and cells <= most)
                # weights that fractions give are those of units
                whole = whole or self.codes.own is not None
                again = again and whole
                found = table_of(self.rows, self.codes, every.keys, again=again, units=whole)
                self._keep(name, found)
            return found

    def _held(self, name: frozenset[str], *, whole: bool) -> Table | None:
        """Return a table that was made, or comes of one by more keys, which need no new pass."""
        fit = (own for own in self._tables if name <= own[0] and (own[1] or not whole))
        # of those that will do, the smallest
        held = min(fit, key=lambda own: self._tables[own].places.size, default=None)
        if held is None or held[0] == name:
            return None if held is None else self._tables[held]
        made = self._tables[held].by(sorted(name))
        self._keep(name, made)
        return made

    def _keep(self, name: frozenset[str], table: Table) -> None:
        self._tables[name, table.is_whole] = table
        while (
            sum(own.places.size for own in self._tables.values()) > _KEPT and len(self._tables) > 1
        ):
            self._tables.pop(next(iter(self._tables)))

    def _count_expected(self, name: frozenset[str]) -> None:
        """Count what is expected, from what is asked for now on, as far as one pass goes."""
        units, cells = max(1, len(self.codes.table)), 0.0
        sets: dict[Any, Coded] = {}
        asked = [known for known in self._expected if name <= known]
        for known in dict.fromkeys([*asked, *self._expected]):
            own = self._expected[known]
            cells += own.size * units
            if sets and cells > _IN_ONE_PASS:
                break
            sets[known] = self._expected.pop(known)
        every = [own.keys for own in sets.values()]
        again = bool(self.codes.replicates)
        tables = tables_of(self.rows, self.codes, every, again=again)
        for known, table in zip(sets, tables, strict=True):
            self._keep(known, table)

    def has_mean(self, name: str) -> bool:
        """Return whether a column holds so many numbers that rather its mean will be asked for."""
        if self.levels.is_categorical(name) or not self.rows.kind(name).is_numeric():
            return False
        return len(self.levels.column(name).key.index) > _ANSWERS

    def of_columns(self) -> tuple[dict[Any, Table], dict[Any, Coded]]:
        """Return tables made and expected by values that data hold, whatever is an answer."""
        plain = {f"column {name}" for name in self.rows.kinds}
        made = {key: table for key, table in self._tables.items() if key[0] <= plain}
        return made, {key: own for key, own in self._expected.items() if key <= plain}

    def expect_tables(self, sets: Sequence[Sequence[Coded]]) -> None:
        """Hear which tables will be asked for; they are counted together when the first is."""
        self._expected.clear()
        for parts in sets:
            own = joined(parts, lambda *_: np.empty(0, np.intp))
            if own.keys and own.size * max(1, len(self.codes.table)) <= AT_ONCE:
                self._expected[frozenset(key.name for key in own.keys)] = own


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
