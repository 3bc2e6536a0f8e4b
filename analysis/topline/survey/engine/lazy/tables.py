"""Sums by the keys of what is asked, and by sampled unit: one group_by, and what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import narwhals as nw
import numpy as np
import pandas as pd

from ...data.columns import FloatArray, IntArray
from ..asked import Asked
from .coded import Key, places_of
from .coded import Places as KeyPlaces
from .frames import LazyRows
from .units import LazyCodes


@dataclass(frozen=True, eq=False)
class Table:
    """Sums of rows by keys, by unit and by whether they have answers to all variables.

    Attributes
    ----------
    places : KeyPlaces
    unit : (c,) int or None
        Finest sampled unit; None where replicate weights are given.
    first_unit : (c,) int or None
    answered : (c,) bool
    rows, count : (c,) float
        Rows, and those with a weight other than 0.
    sums : (1 + j, c) float
        Of the weights and the weighted terms.
    again : (1 + repeated, c, r) float or None
        The same under given replicate weights.
    squares : (c,) float
        Of the squared weights.
    crossed : (1 + j, 1 + j, c) float or None
        Of the products of the weights and weighted terms, where each row is a sampled unit.
    auxiliary : (1 + j, p, c) float or None
        Of the variables that weights were calibrated on, times 1 and the terms, under the weights
        of their regression.
    """

    places: KeyPlaces
    unit: IntArray | None
    first_unit: IntArray | None
    answered: FloatArray
    rows: FloatArray
    count: FloatArray
    sums: FloatArray
    squares: FloatArray
    again: FloatArray | None = None
    crossed: FloatArray | None = None
    auxiliary: FloatArray | None = None

    @property
    def is_whole(self) -> bool:
        """Whether sums of shares come of it: it is by unit, or has those under replicates."""
        return self.unit is not None or self.again is not None

    def by(self, names: Sequence[str]) -> "Table":
        """Return the sums by some of the keys alone.

        Of counts, which have no terms.
        """
        units = [] if self.unit is None or self.first_unit is None else [self.unit, self.first_unit]
        codes = [*(self.places.of[name] for name in names), *units, self.answered.astype(np.intp)]
        place = np.zeros(self.places.size, dtype=np.intp)
        for own in codes:
            # missing is -1; put together step by step, so that no product is too large
            _, place = np.unique(place * (own.max(initial=0) + 2) + own + 1, return_inverse=True)
        _, first = np.unique(place, return_index=True)
        size, kept = len(first), [own[first] for own in codes]

        def added(sums: FloatArray) -> FloatArray:
            return np.bincount(place, sums, size).astype(float)

        crossed, auxiliary = (
            None if each is None else np.array([[added(one) for one in row] for row in each])
            for each in (self.crossed, self.auxiliary)
        )
        again = None
        if self.again is not None:
            each = [np.stack([added(own) for own in term.T], axis=1) for term in self.again]
            again = np.array(each)
        return Table(
            places=KeyPlaces(size, dict(zip(names, kept, strict=False))),
            unit=kept[len(names)] if units else None,
            first_unit=kept[len(names) + 1] if units else None,
            answered=kept[-1].astype(bool),
            rows=added(self.rows),
            count=added(self.count),
            sums=np.array([added(own) for own in self.sums]),
            squares=added(self.squares),
            again=again,
            crossed=crossed,
            auxiliary=auxiliary,
        )


def table_of(
    rows: LazyRows,
    codes: LazyCodes,
    keys: Sequence[Key],
    asked: Asked | None = None,
    *,
    again: bool = False,
    units: bool = True,
) -> Table:
    """Return the sums of all rows by some keys.

    Parameters
    ----------
    rows : LazyRows
    codes : LazyCodes
    keys : sequence of Key
    asked : Asked, optional
        Variables and terms; by default none.
    again : bool
        Whether to sum under given replicate weights, too.
    units : bool
        Whether to sum by sampled unit, too.
    """
    values = [] if asked is None else [variable.rows.expr for variable in asked.variables]
    answered = nw.lit(True)
    for value in values:
        answered = answered & ~value.is_null()
    by = [key.expr for key in keys]
    by += [rows.plain(name) for name in codes.keys if units]
    by += [answered] if values else []
    added = _Added.of(rows, codes, asked, again=again, units=units)
    found = rows.grouped(by, _named(added.sums), parts=_named(added.parts))
    return _table(found, codes, keys, added, flagged=bool(values))


def tables_of(
    rows: LazyRows, codes: LazyCodes, sets: Sequence[Sequence[Key]], *, again: bool
) -> list[Table]:
    """Return the sums of all rows by some keys, then by others: of counts, which have no terms.

    An engine that can passes over the rows once for all of them.
    """
    added = _Added.of(rows, codes, None, again=again, units=True)
    units = {f"unit {name}": rows.plain(name) for name in codes.keys}
    every = [{key.name: key.expr for key in keys} | units for keys in sets]
    found = rows.grouped_each(every, _named(added.sums), parts=_named(added.parts))
    return [_table(own, codes, keys, added) for own, keys in zip(found, sets, strict=True)]


@dataclass(frozen=True, eq=False)
class _Added:
    """What is added up, by name: how many terms it is of, and under how many replicate weights.

    Replicates are summed of the weights and of the first `repeated` terms; None: of nothing.
    """

    parts: Mapping[str, nw.Expr]
    sums: Mapping[str, nw.Expr]
    terms: int
    repeated: int | None
    units: bool

    @classmethod
    def of(
        cls, rows: LazyRows, codes: LazyCodes, asked: Asked | None, *, again: bool, units: bool
    ) -> "_Added":
        """Return the sums that a design takes of what is asked."""
        values = [] if asked is None else [variable.rows.expr for variable in asked.variables]
        terms = [] if asked is None else list(asked.terms(*values))
        one = rows.one
        parts = {"w": codes.weight * one, "one": one}
        # whether something holds is 1 or 0
        parts |= {f"term{j}": term.cast(nw.Float64) * one for j, term in enumerate(terms)}
        w, products = nw.col("w"), [nw.col(f"term{j}") for j in range(len(terms))]
        sums = {
            "rows": nw.col("one"),
            "count": nw.when(w != 0).then(nw.lit(1.0)).otherwise(nw.lit(0.0)),
            "weight": w,
            "squares": w * w,
            **{f"t{j}": w * term for j, term in enumerate(products)},
        }
        if codes.row_scale is not None:
            every = enumerate([nw.col("one"), *products])
            for (i, first), (j, second) in combinations_with_replacement(every, 2):
                sums[f"c{i}_{j}"] = w * w * first * second
        if codes.auxiliaries is not None:
            parts |= {"b": codes.auxiliaries.weight * one}
            parts |= {f"x{i}": own * one for i, own in enumerate(codes.auxiliaries.variables)}
            for i in range(len(codes.auxiliaries.variables)):
                own = nw.col("b") * nw.col(f"x{i}")
                sums |= {f"a0_{i}": own}
                sums |= {f"a{1 + j}_{i}": own * p for j, p in enumerate(products)}
        repeated = 0 if asked is None else asked.repeated
        if again:
            parts |= {f"rw{r}": codes.replicate(name) for r, name in enumerate(codes.replicates)}
            for r in range(len(codes.replicates)):
                own = nw.col(f"rw{r}")
                sums[f"r{r}_0"] = own
                sums |= {f"r{r}_{1 + j}": own * products[j] for j in range(repeated)}
        return cls(parts, sums, len(terms), repeated if again else None, units)


def _named(exprs: Mapping[str, nw.Expr]) -> list[nw.Expr]:
    return [expr.alias(name) for name, expr in exprs.items()]


def _table(
    found: pd.DataFrame,
    codes: LazyCodes,
    keys: Sequence[Key],
    added: _Added,
    *,
    flagged: bool = False,
) -> Table:
    """Look the keys and units of a table up."""
    names = codes.keys if added.units else ()
    columns = [found[f"k{at}"] for at in range(len(keys) + len(names))]
    places = places_of(keys, columns[: len(keys)], len(found))
    unit = first_unit = own = None
    if added.units and not codes.replicates:
        place = np.zeros(len(found), dtype=np.intp)
        if names:
            place = codes.place_of(columns[len(keys) :])
        unit, first_unit = codes.unit[place], codes.first_unit[place]
        own = None if codes.own is None else codes.own[place]

    def number(name: str) -> FloatArray:
        return found[name].fillna(0).to_numpy(dtype=float)

    answered = np.ones(len(found), dtype=bool)
    if flagged:
        answered = found[f"k{len(columns)}"].to_numpy(dtype=bool)
    sums = np.array([number(name) for name in ("weight", *(f"t{j}" for j in range(added.terms)))])
    squares = number("squares")
    if own is not None:
        sums, squares = sums * own, squares * own**2
    crossed = None
    if codes.row_scale is not None:
        every = range(1 + added.terms)
        crossed = np.array(
            [[number(f"c{min(i, j)}_{max(i, j)}") for j in every] for i in every]
        ) * (1.0 if own is None else own**2)
    auxiliary = None
    if codes.auxiliaries is not None:
        variables = range(len(codes.auxiliaries.variables))
        auxiliary = np.array(
            [[number(f"a{j}_{i}") for i in variables] for j in range(1 + added.terms)]
        ) * (1.0 if own is None else own)
    again = None
    if added.repeated is not None:
        again = np.array(
            [
                [number(f"r{r}_{j}") for r in range(len(codes.replicates))]
                for j in range(1 + added.repeated)
            ]
        ).swapaxes(1, 2)
    return Table(
        places=places,
        unit=unit,
        first_unit=first_unit,
        answered=answered,
        rows=number("rows"),
        count=number("count"),
        sums=sums,
        squares=squares,
        again=again,
        crossed=crossed,
        auxiliary=auxiliary,
    )
