"""Integer codes of units and strata, made once per design."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..errors import DataError
from .columns import IntArray, at_rows, column, counted, factorize

_TABLE = 2**24


def coded(data: Any, name: str, role: str) -> tuple[IntArray, pd.Index]:
    """Code a column of the design, refusing rows without a value.

    Raises
    ------
    DataError
        When a row has no value.
    """
    codes, levels = factorize(column(data, name, role))
    missing = np.flatnonzero(codes < 0)
    if missing.size:
        raise DataError(
            f"{role} column {name!r} is missing in {counted(missing.size, 'row')} "
            f"({at_rows(missing)}); "
            "every respondent belongs to one; fill it in, or leave those rows out"
        )
    return codes, levels


def paired(first: IntArray, second: IntArray) -> tuple[IntArray, IntArray]:
    """Code the pairs that occur, in order of the first and then the second.

    Returns
    -------
    codes : (n,) int
        Pair of each row.
    parent : (m,) int
        The first part of each pair.
    """
    width = int(second.max()) + 1
    key = np.multiply(first, width, dtype=np.intp)
    key += second
    if (int(first.max()) + 1) * width <= max(_TABLE, 4 * len(key)):
        seen = np.zeros((int(first.max()) + 1) * width, dtype=bool)
        seen[key] = True
        pairs = np.flatnonzero(seen)
        rank = np.cumsum(seen, dtype=np.int32) - np.int32(1)
        return rank[key], pairs // width
    codes, pairs = pd.factorize(key, sort=True)
    return codes.astype(np.int32), np.asarray(pairs) // width


def as_names(value: Any) -> list[str]:
    """Return a list of column names from one name, several or none."""
    if value is None:
        return []
    if isinstance(value, str) or not isinstance(value, Sequence):
        return [value]
    return list(value)


def first_rows(codes: IntArray, count: int) -> IntArray:
    """Return a row of each code."""
    rows = np.empty(count, dtype=np.intp)
    rows[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return rows
