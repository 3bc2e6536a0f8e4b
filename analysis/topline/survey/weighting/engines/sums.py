"""Sums of expressions over rows that an engine holds, in all or by sampled unit."""

from collections.abc import Sequence

import narwhals as nw
import numpy as np

from ....errors import ArgumentError
from ...data.columns import FloatArray
from ...engine.lazy.source import LazySource

_MOST = 10_000
"""Sums that an engine is asked for at once."""


def square_of(sums: FloatArray, size: int) -> FloatArray:
    """Return the symmetric matrix that sums of its upper half make, row by row."""
    place = np.triu_indices(size)
    found = np.zeros((size, size))
    found[place] = sums
    found.T[place] = sums
    return found


def products(weight: nw.Expr, x: Sequence[nw.Expr]) -> list[nw.Expr]:
    """Return weight·x·x' of each row, the upper half."""
    rows, columns = np.triu_indices(len(x))
    return [weight * x[i] * x[j] for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]


def added(source: LazySource, parts: Sequence[nw.Expr], sums: Sequence[nw.Expr]) -> FloatArray:
    """Return the sums of expressions over all rows, (k,).

    Parameters
    ----------
    source : LazySource
    parts : sequence of expression
        What the sums are made of, by their own names: each is worked out once.
    sums : sequence of expression
    """
    table = source.rows.grouped([], _named(sums), parts=parts)
    return np.array(table.fillna(0).to_numpy(dtype=float)[0])


def added_by_unit(
    source: LazySource, parts: Sequence[nw.Expr], sums: Sequence[nw.Expr]
) -> FloatArray:
    """Return the sums of expressions over the rows of each sampled unit, (u, k)."""
    rows, codes = source.rows, source.codes
    keys = [rows.plain(name) for name in codes.keys]
    table = rows.grouped(keys, _named(sums), parts=parts)
    place = codes.place_of([table[f"k{number}"] for number in range(len(keys))])
    found = np.zeros((codes.units, len(sums)))
    own = table[[f"s{number}" for number in range(len(sums))]].fillna(0).to_numpy(dtype=float)
    np.add.at(found, codes.unit[place], own)
    return found


def _named(sums: Sequence[nw.Expr]) -> list[nw.Expr]:
    if len(sums) > _MOST:
        raise ArgumentError(
            f"this asks an engine for {len(sums):,} sums at once, and it is asked for at most "
            f"{_MOST:,}; take fewer variables, or read the columns into memory"
        )
    return [own.alias(f"s{number}") for number, own in enumerate(sums)]
