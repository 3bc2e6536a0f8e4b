"""Integer codes: of a column's categories, which are answers, and of units and strata."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import DataError
from ...estimates.scale import Scale
from .columns import IntArray, at_rows, blocks_of, column, counted
from .operands import is_single

_RANGE, _TABLE = 2**20 + 1, 2**24
"""Values of a column, and pairs of two, that a table is made for, however few occur."""


@dataclass(frozen=True, eq=False)
class Answers:
    """Who gave which answer.

    Attributes
    ----------
    labels : pandas.Index
        The answers in their order.
    rows : (n,) int
        Which of them each row gave; −1 for none.
    scale : Scale
    notes : tuple of str
    order_note : str
        Which order is taken, where it is that of a known scale.
    spellings : mapping of str to tuple of str
        Texts in the data that are the same answer.
    """

    labels: pd.Index
    rows: IntArray = field(repr=False)
    scale: Scale
    notes: tuple[str, ...]
    order_note: str
    spellings: Mapping[Any, tuple[Any, ...]]


def factorize(values: "pd.Series[Any]") -> tuple[IntArray, pd.Index]:
    """Code the categories of a column 0, 1, … in their order, −1 where missing.

    A categorical keeps the order of its categories, and those nobody chose; others are sorted.

    Raises
    ------
    DataError
        When cells hold lists or other things that are no categories.
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.cat.codes.to_numpy().astype(np.int32), values.cat.categories
    kind = values.dtype
    if isinstance(kind, np.dtype) and kind.kind in "iu":
        whole = values.to_numpy()
        low, size = int(whole.min()), int(whole.max()) - int(whole.min()) + 1
        if size <= _RANGE:
            # a table of a narrow range is faster than hashing; unsigned numbers may be beyond all
            # signed ones
            wide = np.int64 if low + size <= 2**63 else np.uint64
            codes, places = coded_by_table(
                lambda at: np.subtract(whole[at], low, dtype=wide).astype(np.int64),
                len(whole),
                size,
            )
            return codes, pd.Index(places.astype(wide) + wide(low))
    try:
        codes, categories = pd.factorize(values, sort=False)
    except TypeError:
        raise DataError(
            f"column {values.name!r} holds {type(values.dropna().iloc[0]).__name__}s; expected one "
            "answer in each cell; make a column of each answer"
        ) from None
    if getattr(categories.dtype, "kind", "") == "f":
        # of 0 and −0, which are equal, the first would give the name
        categories = categories + 0.0
        if is_single(categories.dtype):
            # what was written is 0.1, of which single precision holds 0.10000000149
            categories = pd.Index([float(str(one)) for one in categories.to_numpy()])
    try:
        order = categories.argsort()
    except TypeError:
        order = categories.astype(str).argsort()
    rank = np.empty(len(categories) + 1, dtype=np.int32)
    rank[order], rank[-1] = np.arange(len(categories)), -1
    return rank[codes], categories[order]


def coded_by_table(
    place: Callable[[slice], IntArray], rows: int, size: int
) -> tuple[IntArray, IntArray]:
    """Code 0, 1, … the places of a table that occur; no temporary is as long as the data.

    Parameters
    ----------
    place : callable
        Place of each of some rows.
    rows, size : int
        Of the data, and of the table.

    Returns
    -------
    codes : (rows,) int
    places : (m,) int
        Those that occur, ascending.
    """
    seen = np.zeros(size, dtype=bool)
    for at in blocks_of(rows):
        seen[place(at)] = True
    rank = np.cumsum(seen, dtype=np.int32) - np.int32(1)
    codes = np.empty(rows, dtype=np.int32)
    for at in blocks_of(rows):
        codes[at] = rank[place(at)]
    return codes, np.flatnonzero(seen)


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
        found += second[at]
        return found

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
