"""One pass over the rows in memory, to sums by sampled unit and domain, or by replicate.

Rows are taken in blocks that fit the processor's cache, so no temporary is as long as the data.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..data.columns import FloatArray, IntArray, blocks_of
from .replicate_weights import ReplicateWeights, added, rows_at_once
from .source import Asked, Cells

_PARTS = 4
"""Parts that replicates are added up in at once, however many processors there are."""
_TABLE = 2**20
"""Cells of a table of units by domains that is always worth having whole."""


@dataclass(frozen=True, eq=False)
class _Block:
    """Some rows: which of them count (None: all), the key of their sums, and their terms."""

    inside: NDArray[np.bool_] | None
    key: IntArray
    weights: FloatArray
    terms: Sequence[Any]
    missing: Any


def cells(asked: Asked, weights: FloatArray, unit: IntArray, units: int) -> Cells:
    """Add every row to its cell, a cell to each pair of unit and domain that occurs."""
    domains, code = len(asked.domains.count), asked.domains.rows
    size = units * domains
    # a dense table while it stays near the size of the data; hashing costs more below that
    if size * _width(asked) <= max(_TABLE, 4 * len(unit)):
        sums, missing = _table(asked, weights, size, unit)
        keys = np.flatnonzero(sums.any(axis=(0, 2)))
        return Cells(keys // domains, keys % domains, sums[:, keys], missing)
    place = _key(domains, unit, code)
    inside = np.ones(len(unit), bool) if code is None else code >= 0
    own = np.full(len(unit), -1, dtype=np.intp)
    own[inside], keys = pd.factorize(place[inside])
    occurring = replace(asked.domains, count=np.zeros(len(keys)), rows=own)
    sums, absent = _table(replace(asked, domains=occurring), weights, len(keys), None)
    missing = np.bincount(keys % domains, absent, domains).astype(float)
    return Cells(keys // domains, keys % domains, sums, missing)


def _width(asked: Asked) -> int:
    """Return how many sums of each term a domain has."""
    return 1 if asked.categories is None else len(asked.categories)


def _table(
    asked: Asked, weights: FloatArray, size: int, unit: IntArray | None
) -> tuple[FloatArray, FloatArray]:
    """Return the sums of all `size` cells and the missing of all domains, by blocks of rows."""
    categories = _width(asked)
    width = size * categories
    missing = np.zeros(len(asked.domains.count))
    sums: FloatArray | None = None
    for at in blocks_of(len(weights), width // 2):
        block = _block(asked, at, weights, unit)
        missing += block.missing
        if sums is None:
            sums = np.zeros((1 + len(block.terms), width))
        sums[0] += np.bincount(block.key, block.weights, width)
        for total, term in zip(sums[1:], block.terms, strict=True):
            total += np.bincount(block.key, block.weights * term, width)
    assert sums is not None
    return sums.reshape(-1, size, categories), missing


def _block(asked: Asked, at: slice, weights: FloatArray, unit: IntArray | None) -> _Block:
    """Return the rows of a block that count; nothing is masked where all do."""
    domains = len(asked.domains.count)
    domain = None if asked.domains.rows is None else asked.domains.rows[at]
    values = [variable.rows[at] for variable in asked.variables]
    category = None if asked.categories is None else asked.categories.rows[at]
    own = None if unit is None else unit[at]
    w = weights[at]
    outside = None if domain is None or domain.min() >= 0 else domain < 0
    absent = None
    for value in values:
        # a sum is NaN where a value is, and costs less than looking at each
        if np.isnan(value.sum()):
            absent = np.isnan(value) if absent is None else absent | np.isnan(value)
    if category is not None and category.min() < 0:
        absent = category < 0
    missing: Any = 0.0
    inside = None if outside is None else ~outside
    if absent is not None:
        lost = absent & (w > 0) if inside is None else absent & inside & (w > 0)
        place = np.zeros(int(lost.sum()), np.intp) if domain is None else domain[lost]
        missing = np.bincount(place, minlength=domains)
        inside = ~absent if inside is None else inside & ~absent
    if inside is not None:
        w, values = w[inside], [value[inside] for value in values]
        own, domain, category = (None if x is None else x[inside] for x in (own, domain, category))
    key = _key(domains, own, domain, len(w))
    key = key if category is None else key * _width(asked) + category
    return _Block(inside, key, w, asked.terms(*values), missing)


def _key(domains: int, unit: IntArray | None, domain: IntArray | None, count: int = 0) -> IntArray:
    """Return the place of each pair of unit and domain in a table of them."""
    if unit is None:
        return np.zeros(count, dtype=np.intp) if domain is None else domain.astype(np.intp)
    if domain is None:
        return unit.astype(np.intp)
    key: IntArray = np.multiply(unit, domains, dtype=np.intp)
    key += domain
    return key


def domain_totals(found: Cells, domains: int) -> FloatArray:
    """Add cells up to domains: (1 + j, domains, categories)."""
    c = len(found.domain)
    place = sparse.csr_matrix((np.ones(c), (found.domain, np.arange(c))), (domains, c))
    return np.stack([place @ part for part in found.sums])


def replicate_totals(
    asked: Asked, weights: FloatArray, replicates: ReplicateWeights
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the sums of every domain under the weights and under every replicate of them.

    Parameters
    ----------
    asked : Asked
    weights : (n,) float
    replicates : (n, r) array, or Columns

    Returns
    -------
    full : (1 + j, domains, categories) float
    again : (1 + repeated, domains, categories, r) float
    missing : (domains,) float
    """
    least = rows_at_once(replicates)
    step = max(least, -(-len(weights) // _PARTS))
    parts = [slice(at, min(at + step, len(weights))) for at in range(0, len(weights), step)]
    with ThreadPoolExecutor(min(len(parts), os.cpu_count() or 1)) as pool:
        found = list(pool.map(partial(_part, asked, weights, replicates), parts))
    full, again, missing = (np.sum(sums, axis=0) for sums in zip(*found, strict=True))
    shape = (-1, len(asked.domains.count), _width(asked))
    return full.reshape(shape), again.reshape(*shape, replicates.shape[1]), missing


def _part(
    asked: Asked, weights: FloatArray, replicates: ReplicateWeights, part: slice
) -> tuple[Any, Any, FloatArray]:
    """Return the sums of some rows: full, again and missing."""
    domains, terms = len(asked.domains.count), asked.repeated
    width = domains * _width(asked)
    full: Any = 0.0
    again: Any = 0.0
    missing = np.zeros(domains)
    size = max(rows_at_once(replicates), width // 2)
    for start in range(part.start, part.stop, size):
        at = slice(start, min(start + size, part.stop))
        block = _block(asked, at, weights, None)
        missing += block.missing
        columns = np.column_stack([np.ones(len(block.key)), *block.terms])
        adder = _adder(block.key, columns, width)
        full = full + adder @ block.weights
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
