"""From the table that an engine gives to the sums that an estimator asked for."""

from dataclasses import dataclass

import numpy as np

from ...data.columns import FloatArray, IntArray
from ..asked import Asked
from ..totals import Cells, Places, Sums
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


def unit_sums(table: Table, asked: Asked, codes: LazyCodes) -> Sums:
    """Return sums by unit and domain, as rows in memory have them."""
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
    return Sums(
        total=_added(table.sums[:, found.at], whole, domains * width).reshape(-1, domains, width),
        n=found.n,
        missing=found.missing,
        cells=cells,
        linear=cells if table.crossed is None else with_roots(cells, table, found, width, codes),
        silent=Places(*np.divmod(silent, domains)),
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
    size, basis = np.linalg.eigh(np.moveaxis(crossed, 2, 0))
    # what rounding leaves of products that depend on each other is nothing
    least = 4 * np.finfo(float).eps * size[:, -1:]
    length = np.sqrt(np.where(size > least, size, 0.0) * codes.row_scale[unit][:, None])
    sums = np.zeros((terms, len(keys), terms, width))
    category = keys % width
    sums[:, np.arange(len(keys)), :, category] = basis * length[:, None, :]
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
        again = np.array(
            [
                [np.bincount(place, column, size) for column in term[found.at].T]
                for term in table.again
            ]
        ).swapaxes(1, 2)
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
    )


def _added(sums: FloatArray, place: IntArray, size: int) -> FloatArray:
    return np.array([np.bincount(place, own, size) for own in sums])
