"""From the table that an engine gives to the sums that an estimator asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from scipy import sparse

from ....values import Value
from ...data.columns import FloatArray, IntArray
from ..asked import Asked
from ..sums import WIDE, with_cells
from ..totals import Cells, Places, RowCells, Sums
from .coded import Coded, Key
from .tables import Table
from .units import LazyCodes


@dataclass(frozen=True, eq=False)
class Inside:
    """The cells of a table that are in a domain and have an answer, and where each belongs.

    Attributes
    ----------
    at : (i,) int
        Which cells.
    domain, category : (i,) int
    n, missing : (g,) float
    silent : (s,) int
        Cells of who is in a domain without an answer.
    silent_domain : (s,) int
    """

    at: IntArray
    domain: IntArray
    category: IntArray
    n: FloatArray
    missing: FloatArray
    silent: IntArray
    silent_domain: IntArray


Counted = Callable[[Sequence[Coded], None], Table]
"""Codes, and no limit to how many cells → the counts of all rows by all of them, and by unit."""


def keys_of(asked: Asked, codes: LazyCodes) -> tuple[Key, ...]:
    """Return what rows are added up by: what is asked about, and cells that were raked."""
    held = [own.rows for own in (asked.domains, asked.categories) if own is not None]
    held += [own.cells for own in (codes.by_cell,) if own is not None]
    keys = {key.name: key for part in held if part is not None for key in part.keys}
    return tuple(keys.values())


def inside(table: Table, asked: Asked) -> Inside:
    """Return which cells count, by domain and category."""
    size = len(asked.domains.count)
    nobody = np.zeros(table.places.size, dtype=np.intp)
    own = asked.domains.rows
    domain = nobody if own is None else own.code(table.places).astype(np.intp)
    category = nobody
    if asked.categories is not None:
        category = asked.categories.rows.code(table.places).astype(np.intp)
    answered = table.answered.astype(bool) & (category >= 0)
    at = np.flatnonzero(answered & (domain >= 0))
    silent = np.flatnonzero(~answered & (domain >= 0) & (table.count > 0))
    return Inside(
        at=at,
        domain=domain[at],
        category=category[at],
        n=np.bincount(domain[at], table.count[at], size).astype(float),
        missing=np.bincount(domain[silent], table.count[silent], size).astype(float),
        silent=silent,
        silent_domain=domain[silent],
    )


def unit_sums(table: Table, asked: Asked, codes: LazyCodes, counted: Counted) -> Sums:
    """Return sums by unit and domain, as rows in memory have them; `counted` makes more tables."""
    found = inside(table, asked)
    assert table.unit is not None
    domains = len(asked.domains.count)
    width = 1 if asked.categories is None else len(asked.categories.labels)
    keys, place = np.unique(table.unit[found.at] * domains + found.domain, return_inverse=True)
    sums = _added(table.sums[:, found.at], place * width + found.category, len(keys) * width)
    # of nobody there are no cells, and as many sums
    sums = sums.reshape(len(table.sums), len(keys), width)
    some = sums.any(axis=(0, 2))
    cells = Cells(keys[some] // domains, keys[some] % domains, sums[:, some])
    whole = found.domain * width + found.category
    silent = np.unique(table.unit[found.silent] * domains + found.silent_domain)
    linear = cells
    of_cells = asked.categories is not None and not asked.variables
    of_cells &= codes.row_scale is not None and domains * width**2 <= WIDE
    if table.crossed is not None and not of_cells:
        linear = with_roots(cells, table, found, width, codes)
    elif table.auxiliary is not None:
        linear = with_auxiliaries(cells, table, found, width, codes)
    by_unit = Sums(
        total=_added(table.sums[:, found.at], whole, domains * width).reshape(-1, domains, width),
        n=found.n,
        missing=found.missing,
        cells=cells,
        linear=linear,
        silent=Places(*np.divmod(silent, domains)),
        squares=_squares(table, found),
    )
    if not of_cells:
        return by_unit
    return with_cells(by_unit, LazyCodedRows(asked, table, counted, domains * width))


@dataclass(frozen=True, eq=False)
class LazyCodedRows(Value):
    """Rows that are sampled units, by what is asked of them, as ``CellsOfRows`` has them.

    Attributes
    ----------
    asked : Asked
        Domains and categories.
    table : Table
        Sums by these and by stratum.
    counted : callable
        Codes → such a table by all of them.
    size : int
    """

    asked: Asked = field(repr=False)
    table: Table = field(repr=False)
    counted: Counted = field(repr=False)
    size: int

    def code(self, table: Table) -> IntArray:
        """Return the cell of each row of a table; −1 for none."""
        found, code = inside(table, self.asked), np.full(table.places.size, -1)
        code[found.at] = found.domain * (self.size // len(found.n)) + found.category
        return code

    @cached_property
    def cells(self) -> RowCells:
        """The rows by stratum and cell, those without a weight left out."""
        code, unit = self.code(self.table), self.table.unit
        assert unit is not None
        at = np.flatnonzero((code >= 0) & (self.table.count > 0))
        keys, own = np.unique(unit[at] * self.size + code[at], return_inverse=True)
        sums = np.stack([self.table.count, self.table.sums[0], self.table.squares])[:, at]
        n, w, squares = _added(sums, own, len(keys)).astype(float)
        # what rounding leaves of weights that are all alike is nothing
        apart = np.where(squares - w * (w / n) > _ROUNDING * squares, squares - w * (w / n), 0.0)
        return RowCells(*np.divmod(keys, self.size), n, w / n, apart)

    def crossed(self, other: "LazyCodedRows", factor: FloatArray) -> sparse.csr_array:
        """Return Σ factor·w² of the rows of each pair of cells, by the factor of their stratum."""
        parts = [
            own for each in (self.asked, other.asked) for own in (each.domains, each.categories)
        ]
        rows = [own.rows for own in parts if own is not None and own.rows is not None]
        table = self.counted(rows, None)
        assert table.unit is not None
        one, two = self.code(table), other.code(table)
        at = np.flatnonzero((one >= 0) & (two >= 0))
        square = table.squares[at] * factor[table.unit[at]]
        return sparse.csr_array((square, (one[at], two[at])), (self.size, other.size))


_ROUNDING = 1e-13
"""Part of a sum of squares that rounding leaves of it."""


def with_auxiliaries(
    cells: Cells, table: Table, found: Inside, width: int, codes: LazyCodes
) -> Cells:
    """Return the sums of units, and after the last one those of each calibration variable."""
    assert table.auxiliary is not None
    terms, variables, _ = table.auxiliary.shape
    domains = len(found.n)
    whole, size = found.domain * width + found.category, domains * width
    sums = [_added(of_term[:, found.at], whole, size) for of_term in table.auxiliary]
    variable, domain = np.divmod(np.arange(variables * domains), domains)
    return Cells(
        unit=np.concatenate([cells.unit, codes.units + variable]),
        domain=np.concatenate([cells.domain, domain]),
        sums=np.concatenate([cells.sums, np.reshape(sums, (terms, -1, width))], axis=1),
    )


def with_roots(cells: Cells, table: Table, found: Inside, width: int, codes: LazyCodes) -> Cells:
    """Return the sums of strata, and after the last one roots of the cross products of their rows.

    A root is (1 + j) sums of nobody; those of a stratum, domain and category have the products that
    its rows have.
    """
    assert table.crossed is not None
    assert table.unit is not None
    assert codes.row_scale is not None
    stratum, domains = table.unit[found.at], len(found.n)
    place = (stratum * domains + found.domain) * width + found.category
    keys, own = np.unique(place, return_inverse=True)
    terms = len(table.crossed)
    crossed = np.array(
        [[np.bincount(own, one[found.at], len(keys)) for one in row] for row in table.crossed]
    )
    unit = keys // (domains * width)
    # squares of incomes are 10²⁰ times a count: each term in its own unit, none is lost to rounding
    unit_of = np.sqrt(np.einsum("iik->ki", crossed))
    unit_of[unit_of == 0] = 1.0
    crossed = np.moveaxis(crossed, 2, 0) / unit_of[:, :, None] / unit_of[:, None, :]
    size, basis = np.linalg.eigh(crossed)
    # what rounding leaves of products that depend on each other is nothing
    least = 4 * np.finfo(float).eps * size[:, -1:]
    length = np.sqrt(np.where(size > least, size, 0.0) * codes.row_scale[unit][:, None])
    sums = np.zeros((terms, len(keys), terms, width))
    category = keys % width
    sums[:, np.arange(len(keys)), :, category] = unit_of[:, :, None] * basis * length[:, None, :]
    roots = Cells(
        unit=codes.units + np.arange(len(keys) * terms),
        domain=np.repeat(keys // width % domains, terms),
        sums=sums.reshape(terms, -1, width),
    )
    return Cells(
        unit=np.concatenate([cells.unit, roots.unit]),
        domain=np.concatenate([cells.domain, roots.domain]),
        sums=np.concatenate([cells.sums, roots.sums], axis=1),
    )


def replicate_sums(table: Table, asked: Asked, codes: LazyCodes) -> Sums:
    """Return sums by domain, and under every replicate weight."""
    found = inside(table, asked)
    domains = len(asked.domains.count)
    width = 1 if asked.categories is None else len(asked.categories.labels)
    place, size = found.domain * width + found.category, domains * width
    total = _added(table.sums[:, found.at], place, size)
    if table.again is not None:
        own = np.ones((1, 1))
        if codes.by_cell is not None:
            own = codes.by_cell.replicates[codes.by_cell.cells.code(table.places)[found.at]]
        again = np.array(
            [
                [np.bincount(place, column, size) for column in (term[found.at] * own).T]
                for term in table.again
            ]
        ).swapaxes(1, 2)
    elif codes.by_cell is not None:
        again = _again_by_cell(table, found, place, size, 1 + asked.repeated, codes)
    else:
        assert table.first_unit is not None
        assert codes.factors is not None
        multipliers = codes.factors.multipliers
        m = len(multipliers)
        unit = table.first_unit[found.at]
        by_unit = _added(table.sums[: 1 + asked.repeated, found.at], place * m + unit, size * m)
        again = by_unit.reshape(-1, size, m) @ multipliers
    shape = (-1, domains, width)
    return Sums(
        total=total.reshape(shape),
        n=found.n,
        missing=found.missing,
        again=again.reshape(*shape, again.shape[-1]),
        squares=_squares(table, found),
    )


def _squares(table: Table, found: Inside) -> FloatArray:
    """Return the sum of the respondents' squared weights, by domain."""
    return np.bincount(found.domain, table.squares[found.at], len(found.n)).astype(float)


_TOGETHER = 2**14
"""Cells of a table whose factors of all replicates are laid out at once."""


def _again_by_cell(
    table: Table, found: Inside, place: IntArray, size: int, terms: int, codes: LazyCodes
) -> FloatArray:
    """Return sums under replicates whose factors are those of a unit times those of a cell."""
    assert table.first_unit is not None
    assert codes.by_cell is not None
    assert codes.factors is not None
    cell = codes.by_cell.cells.code(table.places)[found.at]
    unit = table.first_unit[found.at]
    full = codes.by_cell.full[cell]
    # the sums are of full-sample weights, which have their cell's factor already
    start = np.divide(
        table.sums[:terms, found.at], full, out=np.zeros((terms, full.size)), where=full != 0
    )
    again = np.zeros((terms, size, codes.factors.multipliers.shape[1]))
    for first in range(0, full.size, _TOGETHER):
        at = slice(first, first + _TOGETHER)
        factors = codes.factors.multipliers[unit[at]] * codes.by_cell.replicates[cell[at]]
        for term in range(terms):
            entries = (start[term, at], (place[at], np.arange(len(factors))))
            again[term] += sparse.csr_array(entries, (size, len(factors))) @ factors
    return again


def _added(sums: FloatArray, place: IntArray, size: int) -> FloatArray:
    return np.array([np.bincount(place, own, size) for own in sums])
