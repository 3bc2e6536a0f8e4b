"""The engine: one pass over the rows, to sums by sampled unit and domain, or by replicate.

Rows are taken in blocks that fit the processor's cache, so no temporary is as long as the data.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..data.columns import FloatArray, IntArray
from .replicate_weights import ReplicateWeights, added, rows_at_once

_BLOCK = 2**16
_PARTS = 4
"""Parts that replicates are added up in at once, however many processors there are."""
_TABLE = 2**20
"""Cells of a table of units by domains that is always worth having whole."""

Terms = Callable[..., Sequence[Any]]
"""``(*values) -> terms``: what is summed, weighted, besides the weights themselves."""


@dataclass(frozen=True, eq=False)
class Rows:
    """What a pass reads of each row.

    Attributes
    ----------
    domain : (n,) int or None
        Domain of each row, −1 outside all; None where everybody is in domain 0.
    domains : int
        How many there are.
    variables : tuple of (n,) float
        The variables; a row with NaN in one of them is left out.
    terms : callable
        What to sum of the values.
    level : (n,) int or None
        Level of a categorical variable, −1 where missing.
    levels : int
        How many there are; 1 without a categorical variable.
    """

    domain: IntArray | None
    domains: int
    variables: tuple[FloatArray, ...]
    terms: Terms
    level: IntArray | None = None
    levels: int = 1


@dataclass(frozen=True, eq=False)
class Cells:
    """Sums over the rows of each cell, a sampled unit within a domain; empty ones are left out.

    Attributes
    ----------
    unit, domain : (c,) int
        Unit and domain of each cell.
    sums : (1 + j, c, levels) float
        Sum of the weights, then weighted sums of the terms.
    missing : (g,) float
        Rows of each domain, with a weight above 0, that have no answer.
    """

    unit: IntArray
    domain: IntArray
    sums: FloatArray
    missing: FloatArray


@dataclass(frozen=True, eq=False)
class _Block:
    """Some rows: which count, where, and their terms."""

    inside: NDArray[np.bool_] | None
    key: IntArray
    terms: Sequence[Any]
    missing: IntArray | None

    def of(self, values: Any) -> Any:
        """Return the rows of `values` that count."""
        return values if self.inside is None else values[self.inside]

    def rows(self, at: slice) -> Any:
        """Return which rows of all they are, `at` being those of the block."""
        return at if self.inside is None else at.start + np.flatnonzero(self.inside)


def cells(rows: Rows, weights: FloatArray, unit: IntArray, units: int) -> Cells:
    """Add every row to its cell, a cell to each pair of unit and domain that occurs."""
    size = units * rows.domains
    if size * rows.levels <= max(_TABLE, 4 * len(unit)):
        sums, missing = _table(rows, weights, size, unit)
        keys = np.flatnonzero(sums.any(axis=(0, 2)))
        return Cells(keys // rows.domains, keys % rows.domains, sums[:, keys], missing)
    place = _key(rows, [unit, rows.domain], None, len(unit))
    inside = np.ones(len(unit), bool) if rows.domain is None else rows.domain >= 0
    code = np.full(len(unit), -1, dtype=np.intp)
    code[inside], keys = pd.factorize(place[inside])
    alone = replace(rows, domain=code, domains=len(keys))
    sums, absent = _table(alone, weights, len(keys), None)
    missing = np.bincount(keys % rows.domains, absent, rows.domains).astype(float)
    return Cells(keys // rows.domains, keys % rows.domains, sums, missing)


def _table(
    rows: Rows, weights: FloatArray, size: int, unit: IntArray | None
) -> tuple[FloatArray, FloatArray]:
    """Return the sums of all `size` cells and the missing of all domains, by blocks of rows."""
    width = size * rows.levels
    missing = np.zeros(rows.domains)
    sums: FloatArray | None = None
    for at in _blocks(len(weights), max(_BLOCK, width // 2)):
        block = _block(rows, at, None if unit is None else unit[at])
        w = weights[at]
        missing += _absent(block, w, rows.domains)
        w = block.of(w)
        if sums is None:
            sums = np.zeros((1 + len(block.terms), width))
        sums[0] += np.bincount(block.key, w, width)
        for total, term in zip(sums[1:], block.terms, strict=True):
            total += np.bincount(block.key, w * term, width)
    assert sums is not None
    return sums.reshape(-1, size, rows.levels), missing


def _block(rows: Rows, at: slice, unit: IntArray | None) -> _Block:
    """Return the rows of a block that count; nothing is masked where all do."""
    domain = None if rows.domain is None else rows.domain[at]
    values = [value[at] for value in rows.variables]
    level = None if rows.level is None else rows.level[at]
    outside = None if domain is None or domain.min() >= 0 else domain < 0
    absent = None
    for value in values:
        if np.isnan(value.sum()):
            absent = np.isnan(value) if absent is None else absent | np.isnan(value)
    if level is not None and level.min() < 0:
        absent = level < 0
    inside, missing = _inside(outside, absent, domain)
    parts = [part if part is None or inside is None else part[inside] for part in (unit, domain)]
    level = level if level is None or inside is None else level[inside]
    kept = values if inside is None else [value[inside] for value in values]
    rows_left = at.stop - at.start if inside is None else int(inside.sum())
    return _Block(inside, _key(rows, parts, level, rows_left), rows.terms(*kept), missing)


def _inside(
    outside: NDArray[np.bool_] | None, absent: NDArray[np.bool_] | None, domain: IntArray | None
) -> tuple[NDArray[np.bool_] | None, IntArray | None]:
    """Return which rows count, None for all, and the domain of those without an answer.

    The domain is −1 for rows that are not missing.
    """
    if absent is None:
        return (None if outside is None else ~outside), None
    missing = np.where(absent, 0 if domain is None else domain, -1)
    return ~(absent if outside is None else absent | outside), missing


def _key(rows: Rows, parts: list[IntArray | None], level: IntArray | None, count: int) -> IntArray:
    unit, domain = parts
    if unit is None:
        key = np.zeros(count, dtype=np.intp) if domain is None else domain.astype(np.intp)
    elif domain is None:
        key = unit.astype(np.intp)
    else:
        key = np.multiply(unit, rows.domains, dtype=np.intp)
        key += domain
    return key if level is None else key * rows.levels + level


def _absent(block: _Block, w: FloatArray, domains: int) -> Any:
    if block.missing is None:
        return 0.0
    counted = (block.missing >= 0) & (w > 0)
    return np.bincount(block.missing[counted], minlength=domains)


def _blocks(end: int, size: int, start: int = 0) -> Iterator[slice]:
    for first in range(start, end, size):
        yield slice(first, min(first + size, end))


def domain_totals(found: Cells, domains: int) -> FloatArray:
    """Add cells up to domains: (1 + j, domains, levels)."""
    c = len(found.domain)
    place = sparse.csr_matrix((np.ones(c), (found.domain, np.arange(c))), (domains, c))
    return np.stack([place @ part for part in found.sums])


def replicate_totals(
    rows: Rows, weights: FloatArray, replicates: ReplicateWeights, terms: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the sums of every domain under the weights and under every replicate of them.

    Parameters
    ----------
    rows : Rows
    weights : (n,) float
    replicates : (n, r) array, or Columns
    terms : int
        How many of the terms, the first, the replicates are summed of.

    Returns
    -------
    full : (1 + j, domains, levels) float
    again : (1 + terms, domains, levels, r) float
    missing : (domains,) float
    """
    least = rows_at_once(replicates)
    parts = list(_blocks(len(weights), max(least, -(-len(weights) // _PARTS))))
    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as pool:
        found = list(pool.map(partial(_part, rows, weights, replicates, terms), parts))
    full, again, missing = (np.sum(sums, axis=0) for sums in zip(*found, strict=True))
    shape = (-1, rows.domains, rows.levels)
    return full.reshape(shape), again.reshape(*shape, replicates.shape[1]), missing


def _part(
    rows: Rows, weights: FloatArray, replicates: ReplicateWeights, terms: int, part: slice
) -> tuple[Any, Any, FloatArray]:
    """Return the sums of some rows: full, again and missing."""
    width = rows.domains * rows.levels
    full: Any = 0.0
    again: Any = 0.0
    missing = np.zeros(rows.domains)
    size = max(rows_at_once(replicates), width // 2)
    for at in _blocks(part.stop, size, part.start):
        block = _block(rows, at, None)
        missing += _absent(block, weights[at], rows.domains)
        columns = np.column_stack([np.ones(len(block.key)), *block.terms])
        adder = _adder(block.key, columns, width)
        full = full + adder @ block.of(weights[at])
        if columns.shape[1] > 1 + terms:
            adder = _adder(block.key, columns[:, : 1 + terms], width)
        again = again + added(adder, replicates, block.rows(at))
    return full, again, missing


def _adder(key: IntArray, columns: FloatArray, width: int) -> Any:
    """Return the (terms·width, rows) matrix that adds each row's terms to its key's sums."""
    terms = columns.shape[1]
    if width == 1:
        return np.ascontiguousarray(columns.T)
    index = (key[:, None] + width * np.arange(terms)).ravel()
    start = np.arange(0, len(index) + 1, terms)
    return sparse.csc_matrix((columns.ravel(), index, start), (terms * width, len(key)))
