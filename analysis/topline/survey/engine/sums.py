"""One pass over the rows in memory, to sums by sampled unit and domain, or by replicate.

Rows are taken in blocks that fit the processor's cache, so no temporary is as long as the data.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ...errors import DataError
from ...threads import side_by_side
from ..data.columns import BLOCK, FloatArray, IntArray
from .asked import Asked
from .replicate_weights import ReplicateWeights, added, rows_at_once
from .totals import Cells, CellsOfRows, CodedRows, Places, StratifiedRows, Sums
from .unit_replicates import UnitReplicates

_PARTS = 4
"""Parts that replicates are added up in at once, however many processors there are."""
_TABLE = 2**20
"""Cells of a table of units by domains that is always worth having whole."""


@dataclass(frozen=True, eq=False)
class _Block:
    """Some rows: which of them count (None: all), the key of their sums, and their terms.

    `silent` are the keys, without categories, of those without an answer that have a weight.
    """

    inside: NDArray[np.bool_] | None
    key: IntArray
    weights: FloatArray
    terms: Sequence[Any]
    silent: IntArray


_MOST_BYTES = 2**30
"""Memory of the sums of all cells under all replicates."""

_MANY_ANSWERS, _MOST_CELLS, _MOST_OF_FEW = 1_000, 2**24, 2**27
"""More answers than a question has; sums of units kept of so many answers, and of fewer."""


def count_of(code: IntArray | None, domains: int, weights: FloatArray) -> FloatArray:
    """Count the rows of each domain that have a weight."""
    if code is None:
        return np.array([np.count_nonzero(weights)], dtype=float)
    count = np.zeros(domains)
    step = max(BLOCK, domains)
    for at in (slice(start, start + step) for start in range(0, len(code), step)):
        counted = (weights[at] != 0) & (code[at] >= 0)
        count += np.bincount(code[at][counted], minlength=domains)
    return count


def unit_sums(asked: Asked, weights: FloatArray, unit: IntArray, units: int) -> Sums:
    """Add every row to its cell, a cell to each pair of unit and domain that occurs."""
    domains, code = len(asked.domains.count), asked.domains.rows
    width = 1 if asked.categories is None else len(asked.categories.labels)
    size = units * domains
    # a dense table while it stays near the size of the data; hashing costs more below that
    if size * width <= max(_TABLE, 4 * len(unit)):
        sums, silent = _table(asked, weights, size * width, unit)
        sums = sums.reshape(-1, size, width)
        keys = np.flatnonzero(sums.any(axis=(0, 2)))
        sums = sums[:, keys]
    else:
        inside = np.ones(len(unit), bool) if code is None else code >= 0
        place = np.multiply(unit[inside], domains, dtype=np.intp)
        place += 0 if code is None else code[inside]
        own = np.full(len(unit), -1, dtype=np.intp)
        own[inside], keys = pd.factorize(place)
        if len(keys) * width > (_MOST_CELLS if width > _MANY_ANSWERS else _MOST_OF_FEW):
            raise DataError(
                f"a question with {width:,} different answers of {len(keys):,} units and groups "
                f"needs {len(keys) * width * 8 // 2**20:,} MiB several times over; is it an "
                "identifier? choose another column, put answers together, or pass a LazyFrame"
            )
        occurring = replace(asked.domains, count=np.zeros(len(keys)), rows=own)
        of_keys = replace(asked, domains=occurring)
        sums, own_silent = _table(of_keys, weights, len(keys) * width, None)
        sums, silent = sums.reshape(-1, len(keys), width), keys[own_silent]
        some = sums.any(axis=(0, 2))
        if not some.all():
            sums, keys = sums[:, some], keys[some]
    domain, c = keys % domains, len(keys)
    missing = np.bincount(silent % domains, minlength=domains).astype(float)
    adder = sparse.csr_matrix((np.ones(c), (domain, np.arange(c))), (domains, c))
    cells = Cells(keys // domains, domain, sums)
    return Sums(
        total=np.stack([adder @ part for part in sums]),
        n=asked.domains.count - missing,
        missing=missing,
        cells=cells,
        linear=cells,
        silent=Places(*np.divmod(pd.unique(silent), domains)),
    )


WIDE = 2**22
"""Cells of answers times answers up to which rows are added up by cell."""


def coded_sums(asked: Asked, rows: StratifiedRows, strata: int) -> Sums | None:
    """Add rows that are sampled units up by stratum, and say which cell each is in.

    None where values are asked about, or categories are too many.
    """
    domains, categories = len(asked.domains.count), asked.categories
    if categories is None or asked.variables:
        return None
    width = len(categories.labels)
    size = domains * width
    if size * width > WIDE:
        return None
    code, own = np.asarray(categories.rows), asked.domains.rows
    if own is not None:
        code = np.multiply(own, width, dtype=np.intp) + categories.rows
        code[(own < 0) | (categories.rows < 0)] = -1
    # kept as long as the covariance may be asked for
    coded = CodedRows(rows, code.astype(np.min_scalar_type(-size)), size)
    return with_cells(unit_sums(asked, rows.weights, rows.strata, strata), coded)


def with_cells(by_stratum: Sums, coded: CellsOfRows) -> Sums:
    """Return sums by stratum with the cells that the influence of rows is told by."""
    _, domains, width = by_stratum.total.shape
    each = np.tile(np.eye(width), (domains, 1))[None]
    cells = Cells(np.arange(coded.size), np.repeat(np.arange(domains), width), each)
    return replace(by_stratum, linear=cells, coded=coded)


def _table(
    asked: Asked, weights: FloatArray, size: int, unit: IntArray | None
) -> tuple[FloatArray, IntArray]:
    """Return the sums of all cells, `size` a term, and the keys of the silent, by blocks."""
    silent: list[IntArray] = []
    sums: FloatArray | None = None
    step = max(BLOCK, size // 2)
    for at in (slice(start, start + step) for start in range(0, len(weights), step)):
        block = _block(asked, at, weights, unit)
        silent.append(block.silent)
        if sums is None:
            sums = np.zeros((1 + len(block.terms), size))
        sums[0] += np.bincount(block.key, block.weights, size)
        for total, term in zip(sums[1:], block.terms, strict=True):
            total += np.bincount(block.key, block.weights * term, size)
    assert sums is not None
    return sums, np.concatenate(silent)


def _block(asked: Asked, at: slice, weights: FloatArray, unit: IntArray | None) -> _Block:
    """Return the rows of a block that count; nothing is masked where all do."""
    domains = len(asked.domains.count)
    domain = None if asked.domains.rows is None else asked.domains.rows[at]
    values = [variable.rows[at] for variable in asked.variables]
    category = None if asked.categories is None else asked.categories.rows[at]
    w = weights[at]
    # unit · domains + domain, of any row: who is outside all domains is left out below
    key: IntArray = (
        np.zeros(len(w), np.intp) if unit is None else np.multiply(unit[at], domains, dtype=np.intp)
    )
    if domain is not None:
        key += domain
    absent = None
    for value in values:
        # a sum is NaN where a value is, and costs less than looking at each
        if np.isnan(value.sum()):
            absent = np.isnan(value) if absent is None else absent | np.isnan(value)
    if category is not None and category.min() < 0:
        absent = category < 0
    inside = None if domain is None or domain.min() >= 0 else domain >= 0
    silent: IntArray = np.empty(0, np.intp)
    if absent is not None:
        silent = key[absent & (w != 0) if inside is None else absent & inside & (w != 0)]
        inside = ~absent if inside is None else inside & ~absent
    if inside is not None:
        w, key, values = w[inside], key[inside], [value[inside] for value in values]
        category = None if category is None else category[inside]
    if asked.categories is not None:
        key = key * len(asked.categories.labels) + category
    return _Block(inside, key, w, asked.terms(*values), silent)


def replicate_sums(asked: Asked, weights: FloatArray, replicates: ReplicateWeights) -> Sums:
    """Return the sums of every domain under the weights and under every replicate of them."""
    width = 1 if asked.categories is None else len(asked.categories.labels)
    cells = width * len(asked.domains.count)
    needed = (1 + asked.repeated) * cells * replicates.shape[1] * 8
    if needed > _MOST_BYTES:
        raise DataError(
            f"{cells:,} cells of answers and groups under {replicates.shape[1]:,} replicates need "
            f"{needed // 2**20:,} MiB several times over; is one an identifier? choose other "
            "columns, or put answers and groups together first"
        )
    if isinstance(replicates, UnitReplicates):
        by_unit = unit_sums(asked, weights, replicates.unit, len(replicates.multipliers))
        return factored_sums(by_unit, 1 + asked.repeated, replicates.multipliers)
    least = rows_at_once(replicates)
    step = max(least, -(-len(weights) // _PARTS))
    parts = [slice(at, min(at + step, len(weights))) for at in range(0, len(weights), step)]
    found = side_by_side(partial(_part, asked, weights, replicates), parts)
    full, again, missing = (np.sum(sums, axis=0) for sums in zip(*found, strict=True))
    shape = (-1, len(asked.domains.count), width)
    return Sums(
        total=full.reshape(shape),
        n=asked.domains.count - missing,
        missing=missing,
        again=again.reshape(*shape, replicates.shape[1]),
    )


def factored_sums(sums: Sums, terms: int, multipliers: FloatArray) -> Sums:
    """Return sums under replicate weights from those by unit: each unit's times its factors.

    Parameters
    ----------
    sums : Sums
        By the units that have the factors.
    terms : int
        How many of the sums replicates are of.
    multipliers : (m, r) float
    """
    cells = sums.cells
    assert cells is not None
    _, domains, width = sums.total.shape
    place = cells.domain[:, None] * width + np.arange(width)
    unit = np.repeat(cells.unit, width)
    shape = (domains * width, len(multipliers))
    again = [
        sparse.csr_matrix((own.ravel(), (place.ravel(), unit)), shape) @ multipliers
        for own in cells.sums[:terms]
    ]
    return Sums(
        total=sums.total,
        n=sums.n,
        missing=sums.missing,
        again=np.array(again).reshape(terms, domains, width, -1),
    )


def _part(
    asked: Asked, weights: FloatArray, replicates: ReplicateWeights, part: slice
) -> tuple[Any, Any, FloatArray]:
    """Return the sums of some rows: full, again and missing."""
    domains, terms = len(asked.domains.count), asked.repeated
    width = domains * (1 if asked.categories is None else len(asked.categories.labels))
    full: Any = 0.0
    again: Any = 0.0
    missing = np.zeros(domains)
    size = max(rows_at_once(replicates), width // 2)
    for start in range(part.start, part.stop, size):
        at = slice(start, min(start + size, part.stop))
        block = _block(asked, at, weights, None)
        missing += np.bincount(block.silent, minlength=domains)
        columns = np.column_stack([np.ones(len(block.key)), *block.terms])
        adder = _adder(block.key, columns, width)
        # a dense one is of a sum or two: without BLAS, as in `added`
        dense = isinstance(adder, np.ndarray)
        own = np.einsum("tn,n->t", adder, block.weights) if dense else adder @ block.weights
        full = full + own
        if columns.shape[1] > 1 + terms:
            adder = _adder(block.key, columns[:, : 1 + terms], width)
        counted = at if block.inside is None else start + np.flatnonzero(block.inside)
        again = again + added(adder, replicates, counted)
    return full, again, missing


def _adder(key: IntArray, columns: FloatArray, width: int) -> Any:
    """Return the (terms·width, rows) matrix that adds each row's terms to its key's sums."""
    terms = columns.shape[1]
    if width == 1:
        return np.ascontiguousarray(columns.T)
    index = (key[:, None] + width * np.arange(terms)).ravel()
    start = np.arange(0, len(index) + 1, terms)
    return sparse.csc_matrix((columns.ravel(), index, start), (terms * width, len(key)))
