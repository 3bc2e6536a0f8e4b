"""The distinct values of a column that an engine holds, with how many rows have each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ....errors import DataError
from ....loaders.codebook.codebook import Codebook
from ...data.amounts import codes_behind_gap, is_number, known_scale, labelled_none
from ...data.answers import Columns
from ...data.columns import LARGEST
from ...data.columns import numbers as numbers_of
from ...data.declared import Declared
from ...data.no_numbers import NoNumbers, may_hold_codes, no_numbers
from .coded import Key
from .frames import LazyRows, as_float
from .steps import STEPS, LevelColumn, first_values, in_steps

MOST = 2**20
"""Distinct values of a column that are brought here."""

MOST_VALUES = 2**18
"""Distinct values up to which distributions are brought here as they are."""

_OFTEN = 100
"""Different values among the first rows beyond which those of all are counted first."""

_FEW = 1_000
"""Distinct values up to which a column of numbers is looked at by these."""


@dataclass(frozen=True, eq=False)
class Numeric:
    """A variable: numbers, missing where there is none.

    Attributes
    ----------
    name : str
    expr : narwhals.Expr
    mean : float
        Of all rows; 0 where there are no numbers.
    notes : tuple of str
    codes : tuple of float
        Codes among the numbers that are none.
    """

    name: str
    expr: nw.Expr = field(repr=False)
    mean: float
    notes: tuple[str, ...]
    codes: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Levels:
    """The columns of a lazy frame, looked at by their distinct values; what was found is kept.

    Attributes
    ----------
    rows : LazyRows
    codebook : Codebook or None
    declared : Declared
    orders : mapping of str to pandas.CategoricalDtype
        Categories of columns whose type does not have them.
    sets : mapping of str
        Questions with several answers, those declared and those that the first rows show.
    """

    rows: LazyRows
    codebook: Codebook | None
    declared: Declared
    orders: Mapping[str, pd.CategoricalDtype] = field(default_factory=dict)
    sets: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _columns: dict[str, LevelColumn] = field(default_factory=dict, repr=False)
    _numbers: dict[str, Numeric] = field(default_factory=dict, repr=False)
    _steps: dict[str, LevelColumn] = field(default_factory=dict, repr=False)
    _counts: dict[str, int] = field(default_factory=dict, repr=False)
    _sizes: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)

    def column(self, name: Any, role: str = "variable") -> LevelColumn:
        """Return a column by its distinct values.

        Raises
        ------
        ArgumentError, DataError
            When there is no such column, or it has a value of its own in most rows.
        """
        if isinstance(self.rows.kind(name, role), nw.Struct):
            raise DataError(
                f"column {name!r} holds structures; expected one answer in each cell; make a "
                "column of each part"
            )
        if name in self._columns:
            return self._columns[name]
        # counted before so many come here
        different, _ = self._different(name)
        if different > MOST:
            raise DataError(
                f"column {name!r} has {different:,} different values; is it an identifier? "
                "choose another column, or put answers together first"
            )
        table = self.rows.grouped([self.rows.plain(name)], [nw.lit(1.0).alias("n")])
        return self._keep(name, table)

    def read(self, names: Sequence[str]) -> None:
        """Look at columns of few values together: an engine that can passes over them once."""
        kinds = self.rows.kinds
        new = [name for name in dict.fromkeys(names) if name in kinds and name not in self._columns]
        few = [name for name in new if self._may_be_few(name)]
        keys = [{name: self.rows.plain(name)} for name in few]
        counts = self.rows.grouped_each(keys, [nw.lit(1.0).alias("n")])
        for name, table in zip(few, counts, strict=True):
            self._keep(name, table)

    def _keep(self, name: str, table: pd.DataFrame) -> LevelColumn:
        """Keep a column whose values have been counted."""
        kind = self.rows.kinds[name]
        values, known = table["k0"], table["k0"].notna().to_numpy()
        index = pd.Index(values[known])
        own = pd.CategoricalDtype([*kind.categories], True) if isinstance(kind, nw.Enum) else None
        order = self.orders.get(name, own)
        if order is not None:
            # parts of a folder may each have categories of their own
            others = index[~index.isin(order.categories)]
            whole = [*order.categories, *others]
            values = values.astype(pd.CategoricalDtype(whole, order.ordered))
        elif kind == nw.Date and values.dtype.kind == "M":
            # some engines give days as their first moment
            values = values.dt.date
        values = values.astype("float32") if kind == nw.Float32 else values  # as compared
        frame = pd.DataFrame({name: values.reset_index(drop=True)})
        times = table["n"].to_numpy(np.int64)
        found = Columns(frame, self.codebook, self.declared, times=times)
        key = Key(f"column {name}", self.rows.plain(name), index, kind == nw.Date)
        return self._columns.setdefault(name, LevelColumn(key, found))

    def looked(self, name: Any) -> LevelColumn:
        """Return a column to be looked at: by its different values where these are not too many.

        Of numbers, where these are, by the ends of small steps; of words by those of the first
        rows.
        """
        kind = self.rows.kind(name)
        different, known = self._different(name)
        if different <= (STEPS if kind.is_numeric() else MOST):
            return self.column(name)
        if name not in self._steps:
            by = in_steps if kind.is_numeric() else first_values
            made = by(self.rows, name, Columns(None, self.codebook, self.declared))
            self._steps.setdefault(name, replace(made, different=different, known=known))
        return self._steps[name]

    def _different(self, name: str) -> tuple[int, int]:
        """Count the different values of a column, and the rows that have one; (0, 0): few."""
        if name not in self.rows.head or self._may_be_few(name):
            return 0, 0
        if name not in self._sizes:
            values = self.rows.plain(name).alias("v")
            counts = self.rows.frame.select(values).select(
                nw.col("v").n_unique().alias("different"), nw.col("v").count().alias("known")
            )
            different, known = self.rows.collected(counts).iloc[0].astype(int).tolist()
            # missing is counted as a value
            self._sizes[name] = different - (known < len(self.rows)), known
        return self._sizes[name]

    def _may_be_few(self, name: str) -> bool:
        """Return whether the first rows show few different values of a column."""
        head = self.rows.head
        return name in head and head[name].nunique() <= _OFTEN

    def with_missing_codes(self, missing_codes: Any) -> "Levels":
        """Return the columns with further codes, or labels, that are no answers."""
        told = self.declared.with_missing_codes(self.rows.head, missing_codes)
        # what was found out of a column holds no more; which values it has does
        held = {
            name: replace(
                own, columns=replace(own.columns, declared=told, _answers={}, _no_numbers={})
            )
            for name, own in self._columns.items()
        }
        return replace(self, declared=told, _columns=held, _numbers={}, _steps={}, _counts={})

    def is_small(self, name: str) -> bool:
        """Return whether a column has few distinct values."""
        if name in self._columns:
            return len(self._columns[name].key.index) <= _FEW
        kind = self.rows.kind(name)
        if not kind.is_numeric():
            return True
        if self.rows.head[name].nunique() > _FEW // 2:
            return False
        values = self.rows.frame.select(self.rows.plain(name).alias("v")).unique().head(_FEW + 1)
        return len(self.rows.collected(values)) <= _FEW

    def is_categorical(self, name: Any) -> bool:
        """Return whether a column holds words, or codes of which each has a label."""
        kind = self.rows.kind(name)
        variable = None if self.codebook is None else self.codebook.variables.get(name)
        if (kind.is_numeric() or kind == nw.Boolean) and not (
            variable is not None and variable.value_labels
        ):
            return False
        return self.column(name).columns.is_categorical(name)

    def notes_of(self, name: str, *, ranked: bool = False) -> tuple[str, ...]:
        """Return what must be known of a column in a condition, which may ask for its order."""
        if self.rows.kind(name).is_numeric():
            return self.numbers(name).notes
        columns = self.column(name).columns if self.is_small(name) else None
        return () if columns is None else columns.notes_of(name, ranked=ranked)

    def answer(self, name: str) -> nw.Expr:
        """Return numbers as answers, which codes that say "don't know" are, too."""
        declared = self.declared.missing_codes.get(name, ())
        codes = [float(code) for code in declared if is_number(code)]
        values = as_float(name)
        return nw.when(~values.is_in(codes)).then(values) if codes else values

    def numbers(self, name: Any) -> Numeric:
        """Return a column as numbers, without codes that are labelled or declared as none.

        Raises
        ------
        ArgumentError, DataError
            When there is no such column, or it holds no numbers.
        """
        kind = self.rows.kind(name)
        if name in self._numbers:
            return self._numbers[name]
        if not (kind.is_numeric() or kind == nw.Boolean):
            # says what it holds instead
            numbers_of(self.column(name).columns.data[name], name)
        raw = as_float(name)
        # a mean of what is infinite is none
        table = self.rows.collected(
            self.rows.frame.select(raw.alias("v")).select(
                nw.col("v").min().alias("low"),
                nw.col("v").max().alias("high"),
                nw.col("v").mean().alias("mean"),
            )
        ).astype(float)
        low, high, mean = table.iloc[0].tolist()
        if np.isinf([low, high]).any():
            raise DataError(
                f"column {name!r} has infinite values; survey data are finite; correct them, or "
                "mark them as missing"
            )
        none = self._no_numbers(name, low, high)
        size = max(abs(low), abs(high)) if np.isnan(none.largest) else none.largest
        if size > LARGEST or 0 < size < 1 / LARGEST:
            raise DataError(
                f"column {name!r} has {size:.15g} as its largest value, out of a variance's reach; "
                "expected sizes from 10^-50 to 10^50; mark it as missing if it stands for that, or "
                "count in another unit"
            )
        expr = nw.when(~raw.is_in(list(none.codes))).then(raw) if none.codes else raw
        found = Numeric(name, expr, 0.0 if np.isnan(mean) else mean, none.notes, none.codes)
        return self._numbers.setdefault(name, found)

    def words(self, name: str) -> str:
        """Say what a column holds, for messages."""
        if self.is_small(name):
            return self.column(name).columns.words(name)
        low, high = self.rows.ends(self.numbers(name).expr)
        return f"{name} holds {low:.15g} to {high:.15g}"

    def values_of(self, variable: Numeric) -> int:
        """Count the different values of a variable, as far as they are few."""
        if variable.name not in self._counts:
            values = self.rows.frame.select(variable.expr.alias("v"))
            known = values.filter(~nw.col("v").is_null())
            head = self.rows.collected(known.head(2_000))["v"]
            # so many different ones among the first are too many in all
            count = len(self.rows)
            if len(head) < 2_000 or head.nunique() <= 1_500:
                count = len(self.rows.collected(values.unique().head(MOST_VALUES + 1)))
            self._counts[variable.name] = count
        return self._counts[variable.name]

    def _no_numbers(self, name: str, low: float, high: float) -> NoNumbers:
        """Find out which codes are no numbers; all values are looked at only where one may be."""
        variable = None if self.codebook is None else self.codebook.variables.get(name)
        declared = self.declared.missing_codes.get(name, ())
        ends = np.array([low, high])
        plain = no_numbers(name, ends, variable, declared)
        # two values show nothing that stands out, but a code that may be one
        labelled = plain.codes or labelled_none(variable) or codes_behind_gap(variable)
        scale, _ = known_scale(name, variable)
        beyond = scale is not None and low >= 0 and (low < scale[0] or high > scale[1])
        if not labelled and not beyond and not may_hold_codes(ends, variable):
            return plain
        table = self.rows.grouped([as_float(name)], [nw.lit(1.0).alias("n")])
        values = table["k0"].to_numpy(dtype=float)
        return no_numbers(name, values, variable, declared, table["n"].to_numpy(np.int64))
