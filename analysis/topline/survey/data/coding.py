"""Integer codes: of a column's categories, which are answers, and of units and strata."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import ArgumentError, DataError
from ...estimates.scale import Scale
from .columns import FloatArray, IntArray, at_rows, blocks_of, column, counted
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

    @property
    def order(self) -> list[Any] | None:
        """The answers of a known order, without those that are on no scale; None: not known."""
        return self.told if self.scale.ordered and self.scale.source else None

    @property
    def told(self) -> list[Any]:
        """The answers without those that are on no scale, as "don't know"."""
        return [label for label in self.labels if label not in self.scale.set_aside]

    def places(self, order: Sequence[Any]) -> FloatArray:
        """Return where the answer of each row stands in an order, NaN where it does not."""
        place = {label: float(at) for at, label in enumerate(order)}
        return np.array([*(place.get(label, np.nan) for label in self.labels), np.nan])[self.rows]


def order_in_common(
    names: Sequence[str], answers: Sequence[Answers], of: Callable[["pd.Series[Any]"], Answers]
) -> list[Any] | None:
    """Return the order by which the answers of two columns are compared; None: none is known.

    It is that of one of them, or what is known of the order of all their answers.

    Parameters
    ----------
    names : sequence of str
    answers : sequence of Answers
    of : callable
        What is known of the answers in a column.

    Raises
    ------
    ArgumentError
        When one has an order in which the other does not fit.
    """
    known = [own.order for own in answers]
    if not any(known):
        return None
    every = dict.fromkeys(label for own in answers for label in own.told)
    for whole in (*known, of(pd.Series([*every], dtype=object)).order):
        fits = whole is not None and all(
            set(own.told) <= set(whole)
            and own.order in (None, [label for label in whole if label in own.told])
            for own in answers
        )
        if fits:
            return whole
    held = "; ".join(
        f"{name} holds {', '.join(map(str, own.labels[:8]))}"
        for name, own in zip(names, answers, strict=True)
    )
    raise ArgumentError(
        f"{names[0]} and {names[1]} have no order in common ({held}); compare each with an answer, "
        "or give both the same order, as by order="
    )


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
