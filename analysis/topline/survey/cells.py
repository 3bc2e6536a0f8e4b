"""The engine: one pass over the rows, to sums by sampled unit and domain, or by replicate.

Rows are taken in blocks that fit the processor's cache, so no temporary is as long as the data.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from .columns import FloatArray, IntArray

_BLOCK = 2**16
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
    count : (c, levels) float
        Rows with a weight above 0.
    sums : (1 + j, c, levels) float
        Sum of the weights, then weighted sums of the terms.
    """

    unit: IntArray
    domain: IntArray
    count: FloatArray
    sums: FloatArray


def cells(rows: Rows, weights: FloatArray, unit: IntArray, units: int) -> Cells:
    """Add every row to its cell."""
    size = units * rows.domains
    if size * rows.levels <= max(_TABLE, 4 * len(unit)):
        count, sums = _table(rows, weights, size, lambda at: unit[at] * rows.domains)
        keys = np.flatnonzero(count.any(axis=1) | sums[0].any(axis=1))
        count, sums = count[keys], sums[:, keys]
    else:
        key = unit * rows.domains + (0 if rows.domain is None else rows.domain)
        inside = key >= 0 if rows.domain is None else rows.domain >= 0
        code = np.full(len(key), -1, dtype=np.intp)
        code[inside], keys = pd.factorize(key[inside])
        alone = Rows(None, 1, rows.variables, rows.terms, rows.level, rows.levels)
        count, sums = _table(alone, weights, len(keys), lambda at: code[at])
    return Cells(keys // rows.domains, keys % rows.domains, count, sums)


def _table(
    rows: Rows, weights: FloatArray, size: int, place: Callable[[slice], IntArray]
) -> tuple[FloatArray, FloatArray]:
    """Return counts and sums of all `size` cells, by blocks of rows."""
    width = size * rows.levels
    count, sums = np.zeros(width), None
    block = max(_BLOCK, width // 2)
    for at in _blocks(len(weights), block):
        key, w, terms = _block(rows, weights, at, place(at))
        if sums is None:
            sums = np.zeros((1 + len(terms), width))
        positive = key if w.all() else key[w > 0]
        count += np.bincount(positive, minlength=width)
        sums[0] += np.bincount(key, w, width)
        for total, term in zip(sums[1:], terms, strict=True):
            total += np.bincount(key, w * term, width)
    assert sums is not None
    return count.reshape(size, rows.levels), sums.reshape(-1, size, rows.levels)


def _block(
    rows: Rows, weights: FloatArray, at: slice, place: IntArray
) -> tuple[IntArray, FloatArray, Sequence[Any]]:
    """Return key, weight and terms of the rows of a block that count."""
    values = [value[at] for value in rows.variables]
    inside = place >= 0
    if rows.domain is not None:
        inside &= rows.domain[at] >= 0
        place = place + rows.domain[at]
    for value in values:
        inside &= ~np.isnan(value)
    if rows.level is not None:
        inside &= rows.level[at] >= 0
        place = place * rows.levels + rows.level[at]
    w = weights[at]
    if not inside.all():
        place, w = place[inside], w[inside]
        values = [value[inside] for value in values]
    return place, w, rows.terms(*values)


def _blocks(rows: int, size: int) -> Iterator[slice]:
    for start in range(0, rows, size):
        yield slice(start, min(start + size, rows))


def totals(found: Cells, domains: int) -> tuple[FloatArray, FloatArray]:
    """Add cells up to domains: counts (domains, levels), sums (1 + j, domains, levels)."""
    place = sparse.csr_matrix(
        (np.ones(len(found.domain)), (found.domain, np.arange(len(found.domain)))),
        (domains, len(found.domain)),
    )
    sums = np.stack([place @ part for part in found.sums])
    return np.asarray(place @ found.count), sums


def replicate_totals(rows: Rows, weights: FloatArray) -> FloatArray:
    """Return the sums of every domain under every column of weights.

    Parameters
    ----------
    rows : Rows
    weights : (n, r) float, C order

    Returns
    -------
    (1 + j, domains, levels, r) float
    """
    found: FloatArray | None = None
    for at in _blocks(len(weights), _BLOCK):
        key, index, terms = _block(rows, np.arange(at.start, at.stop), at, _nowhere(at))
        block = weights[at] if len(index) == at.stop - at.start else weights[index]
        width = rows.domains * rows.levels
        columns = np.empty((len(key), 1 + len(terms)))
        columns[:, 0] = 1
        for number, term in enumerate(terms, 1):
            columns[:, number] = term
        part = _product(key, columns, width, block)
        found = part if found is None else found + part
    assert found is not None
    return found.reshape(-1, rows.domains, rows.levels, weights.shape[1])


def _nowhere(at: slice) -> IntArray:
    return np.zeros(at.stop - at.start, dtype=np.intp)


def _product(key: IntArray, columns: FloatArray, width: int, weights: FloatArray) -> FloatArray:
    """Return (terms·width, r): each row's weights, times its terms, added to its key's."""
    terms = columns.shape[1]
    if width == 1:
        return np.asarray(columns.T @ weights)
    index = (key[:, None] + width * np.arange(terms)).ravel()
    start = np.arange(0, len(index) + 1, terms)
    adder = sparse.csc_matrix((columns.ravel(), index, start), (terms * width, len(key)))
    return np.asarray(adder @ weights)
