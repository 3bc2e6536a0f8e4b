"""Integer codes of units and strata, made once per design."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import DataError
from .columns import IntArray, at_rows, blocks_of, coded_by_table, column, counted, factorize

_TABLE = 2**24


def coded(data: Any, name: str, role: str) -> tuple[IntArray, pd.Index]:
    """Code a column of the design, refusing rows without a value.

    Raises
    ------
    DataError
        When a row has no value.
    """
    codes, categories = factorize(column(data, name, role))
    missing = np.flatnonzero(codes < 0)
    if missing.size:
        raise DataError(
            f"{role} column {name!r} is missing in {counted(missing.size, 'row')} "
            f"({at_rows(missing)}); "
            "every respondent belongs to one; fill it in, or leave those rows out"
        )
    return codes, categories


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
    size = (int(first.max()) + 1) * width

    def key(at: slice) -> IntArray:
        found: IntArray = np.multiply(first[at], width, dtype=np.int64)
        return found + second[at]

    if size <= max(_TABLE, 4 * len(first)):
        codes, occurring = coded_by_table(key, len(first), size)
        return codes, occurring // width
    codes, occurring = pd.factorize(key(slice(None)), sort=True)
    return codes.astype(np.int32), np.asarray(occurring) // width


def first_rows(codes: IntArray, count: int) -> IntArray:
    """Return the first row of each code."""
    rows = np.empty(count, dtype=np.intp)
    for at in reversed(list(blocks_of(len(codes)))):
        rows[codes[at][::-1]] = np.arange(at.start, at.stop)[::-1]
    return rows


def seen(codes: IntArray, count: int, among: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Return which codes occur, among all rows or some."""
    found = np.zeros(count, dtype=bool)
    for at in blocks_of(len(codes)):
        found[codes[at] if among is None else codes[at][among[at]]] = True
    return found
