"""Codes of rows that are worked out after rows have been added up by what the codes come from.

An engine groups by what the data hold, and which answer, group or subpopulation that is, is looked
up in the small table that comes back: by the same arithmetic as on rows in memory, and whatever the
order that an engine has of its values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add, and_, or_
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ...data.columns import IntArray
from ..asked import Categories

_COMBINATIONS = 2**12
"""Combinations of answers up to which rows are grouped by these; beyond, the engine joins them."""


@dataclass(frozen=True, eq=False)
class Key:
    """What rows are grouped by.

    Attributes
    ----------
    name : str
        The same for the same key.
    expr : narwhals.Expr
    index : pandas.Index
        All that it can be, but missing.
    dates : bool
        Whether it is a date without a time of day, as which pandas has none.
    """

    name: str
    expr: nw.Expr = field(repr=False)
    index: pd.Index
    dates: bool = False

    def among(self, values: Sequence[Any]) -> nw.Expr:
        """Return where it is one of some values; nowhere is that missing."""
        if not len(values):
            return self.expr.is_null() & ~self.expr.is_null()
        # some engines give dates, others the start of their day
        timed = self.dates and hasattr(values[0], "date")
        literals = [value.date() if timed else value for value in values]
        # pandas has whole numbers beside missing ones as floats, among which polars finds none
        floats = any(isinstance(value, float) for value in literals)
        expr = self.expr.cast(nw.Float64) if floats else self.expr
        return ~expr.is_null() & expr.is_in(literals)


@dataclass(frozen=True, eq=False)
class Places:
    """For each of some cells, which value of each key it is of; −1 for missing."""

    size: int
    of: Mapping[str, IntArray]


@dataclass(frozen=True, eq=False)
class Coded:
    """A code of each row: a function of the values of some keys."""

    keys: tuple[Key, ...]
    code: Callable[[Places], IntArray] = field(repr=False)

    @property
    def size(self) -> int:
        """How many combinations of values there may be."""
        return int(np.prod([len(key.index) + 1.0 for key in self.keys]))


def by_table(key: Key, table: Any) -> Coded:
    """Return the code of each value of a key; the table's last is that of missing."""
    codes = np.asarray(table)
    return Coded((key,), lambda at: codes[at.of[key.name]])


def of_flag(name: str, expr: nw.Expr) -> Coded:
    """Return a code of −1, 0 or 1 that an expression has already."""
    return by_table(Key(name, expr, pd.Index([-1, 0, 1])), [-1, 0, 1, -1])


def everybody() -> Coded:
    """Return the code 0 of every row."""
    return Coded((), lambda at: np.zeros(at.size, dtype=np.intp))


def joined(parts: Sequence[Coded], join: Callable[..., IntArray]) -> Coded:
    """Return a code made of others."""
    keys = {key.name: key for part in parts for key in part.keys}
    return Coded(tuple(keys.values()), lambda at: join(*(part.code(at) for part in parts)))


def places_of(keys: Sequence[Key], columns: Sequence["pd.Series[Any]"], size: int) -> Places:
    """Look the values of keys in a small table up."""
    pairs = zip(keys, columns, strict=True)
    return Places(size, {key.name: key.index.get_indexer(pd.Index(own)) for key, own in pairs})


def as_expression(coded: Coded) -> nw.Expr:
    """Return the code of each row as an expression of the engine, −1 where there is none."""
    most = max((int(code) for code, _ in _cells(coded)), default=-1)
    return cases(coded, np.arange(most + 2.0)[1:]) - 1


def cases(coded: Coded, numbers: Any) -> nw.Expr:
    """Return a number for each code, 0 where there is none; codes exclude each other."""
    if not coded.keys:
        # of all rows the same
        (only,) = coded.code(Places(1, {})).tolist()
        return nw.lit(float(numbers[only]) if only >= 0 else 0.0)
    found = []
    for code, cells in _cells(coded):
        holds = _among(coded.keys[0], cells[0].tolist())
        if len(coded.keys) > 1:
            together = (zip(coded.keys, cell, strict=True) for cell in cells.T.tolist())
            each = [reduce(and_, [_among(key, [at]) for key, at in cell]) for cell in together]
            holds = reduce(or_, each)
        found.append(nw.when(holds).then(nw.lit(float(numbers[code]))).otherwise(nw.lit(0.0)))
    return summed(found) if found else nw.lit(0.0)


def summed(exprs: Sequence[nw.Expr]) -> nw.Expr:
    """Add expressions up that are nowhere missing, in pairs and pairs of pairs.

    Engines and Python can only read so deep, and Dask computes no further on sum_horizontal.
    """
    every = list(exprs)
    while len(every) > 1:
        last = every[len(every) // 2 * 2 :]
        every = [*map(add, every[::2], every[1::2]), *last]
    return every[0]


def _cells(coded: Coded) -> list[tuple[int, IntArray]]:
    """Return the codes that there may be, with the places of their values in each key."""
    sizes = [len(key.index) + 1 for key in coded.keys]
    size = int(np.prod(sizes))
    grid = np.indices(sizes).reshape(len(sizes), size) - 1
    names = [key.name for key in coded.keys]
    codes = coded.code(Places(size, dict(zip(names, grid, strict=True))))
    return [(int(code), grid[:, codes == code]) for code in np.unique(codes[codes >= 0])]


def _among(key: Key, places: Sequence[int]) -> nw.Expr:
    found = key.among([key.index[place] for place in places if place >= 0])
    return found | key.expr.is_null() if min(places) < 0 else found


def recoded(categories: Categories, to: Sequence[int], labels: Any) -> Categories:
    """Return other categories: `to` each, the last for who has none; −1 is no answer."""
    table = np.asarray(to, dtype=np.intp)
    rows = joined([categories.rows], lambda code: table[code])
    return Categories(pd.Index(labels), rows, notes=categories.notes)


def paired(first: Categories, second: Categories) -> Categories:
    """Return the pairs of categories, the first's slowest; none where one is missing."""
    width = len(second.labels)
    rows = joined([first.rows, second.rows], lambda a, b: cell(a, b, width))
    labels = pd.RangeIndex(len(first.labels) * width)
    return Categories(labels, rows, notes=(*first.notes, *second.notes))


def cell(first: IntArray, second: IntArray, width: int) -> IntArray:
    """Return the code of a pair; −1 where one is missing."""
    code = first.astype(np.intp) * width + second
    return np.where((first < 0) | (second < 0), -1, code)


def any_of(answers: Sequence[Categories]) -> Categories:
    """Return who chose one of several answers."""

    def some(*codes: IntArray) -> IntArray:
        most, least = np.max(codes, axis=0), np.min(codes, axis=0)
        return np.asarray(np.where((most == 0) & (least < 0), least, most))

    rows = joined([each.rows for each in answers], some)
    if rows.size > _COMBINATIONS:
        every = [as_expression(each.rows) for each in answers]
        most, least = nw.max_horizontal(*every), nw.min_horizontal(*every)
        unknown = (most == 0) & (least < 0)
        rows = of_flag("any of " + _names(answers), nw.when(unknown).then(least).otherwise(most))
    return Categories(answers[0].labels, rows)


def any_known(answers: Sequence[Categories]) -> Categories:
    """Return who has an answer to one of several, as one category."""

    def known(*codes: IntArray) -> IntArray:
        return np.asarray(np.minimum(np.max(codes, axis=0), 0))

    rows = joined([each.rows for each in answers], known)
    if rows.size > _COMBINATIONS and len(answers) > 1:
        most = nw.max_horizontal(*(as_expression(each.rows) for each in answers))
        flag = nw.when(most >= 0).then(nw.lit(0)).otherwise(nw.lit(-1))
        rows = of_flag("known of " + _names(answers), flag)
    return Categories(pd.Index(["answered"]), rows)


def combinations(parts: Sequence[Coded], codes: Sequence[IntArray], whole: IntArray) -> Coded:
    """Return the code of combinations of codes, as some cells that hold all that occur have it."""
    if len(parts) == 1:
        return parts[0]
    known = whole >= 0
    place = pd.Series(whole[known], pd.MultiIndex.from_arrays([own[known] for own in codes]))
    place = place[~place.index.duplicated()]
    return joined(
        parts,
        lambda *own: place.reindex(pd.MultiIndex.from_arrays(own), fill_value=-1).to_numpy(),
    )


def _names(answers: Sequence[Categories]) -> str:
    return ", ".join(key.name for each in answers for key in each.rows.keys)
