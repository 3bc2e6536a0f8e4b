"""The factors of a formula on some rows: numbers or categories, and who has all of them."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..expressions.tree import Name
from ..statistics.core.arguments import FloatArray
from .read import Factor, Formula
from .transforms import CATEGORIES
from .values import Columns, Levels, worked_out

_FEW = 4
"""Rows for each combination of categories from which on these are coded, and not the rows."""


@dataclass(frozen=True, eq=False)
class Part:
    """A factor of all rows: numbers, or categories."""

    factor: Factor
    rows: FloatArray | Levels

    @property
    def known(self) -> NDArray[np.bool_]:
        """Return which rows have it."""
        if isinstance(self.rows, Levels):
            return np.asarray(self.rows.codes >= 0)
        return np.isfinite(self.rows)


@dataclass(frozen=True, eq=False)
class Used:
    """The factors of the complete rows, or of their combinations, with that of each row."""

    parts: list[Part]
    size: int
    place: NDArray[Any] | None = None


def parts_of(formula: Formula, columns: Columns, categories_of: Container[str] = ()) -> list[Part]:
    """Return the factors of a formula, each once; some of them known to be of categories.

    Rows that are given later may hold a category as a number, which says nothing of its kind.
    """
    used = dict.fromkeys(key for term in formula.terms for key in term)
    found = []
    for factor in (formula.factors[key] for key in used):
        # a column of categories is one, and an expression is numbers
        categories = factor.transform in CATEGORIES
        name = factor.of.name if isinstance(factor.of, Name) else None
        if name is not None and not factor.transform:
            categories = factor.text in categories_of or columns.is_categorical(name)
        if categories and name is not None:
            found.append(Part(factor, columns.levels(name)))
            continue
        values = worked_out(factor.of, columns)
        if categories:
            known = np.isfinite(values)
            labels, codes = np.unique(values[known]), np.full(len(values), -1)
            codes[known] = np.searchsorted(labels, values[known])
            found.append(Part(factor, Levels(tuple(labels.tolist()), codes)))
        else:
            found.append(Part(factor, values))
    return found


def complete_rows(
    formula: Formula, columns: Columns, parts: Sequence[Part]
) -> tuple[NDArray[np.bool_], FloatArray]:
    """Return which rows have all there is to have, and their offsets."""
    size = len(columns)
    offset = np.broadcast_to(0.0, size)
    for node in formula.offsets:
        offset = offset + worked_out(node, columns)
    complete = np.isfinite(offset) if formula.offsets else np.ones(size, dtype=bool)
    for part in parts:
        # a sum is no number where a value is none, and costs less than looking at each
        if isinstance(part.rows, Levels) or not np.isfinite(part.rows.sum()):
            complete &= part.known
    return complete, offset


def used_rows(parts: Sequence[Part], complete: NDArray[np.bool_]) -> Used:
    """Return the factors of the complete rows; of categories alone each combination once."""
    # all rows are no copy of them
    there: Any = slice(None) if complete.all() else complete
    size = int(np.count_nonzero(complete))
    levels = [part.rows for part in parts if isinstance(part.rows, Levels)]
    shape = [len(own.labels) for own in levels]
    combinations = prod(shape)
    if len(levels) < len(parts) or combinations * _FEW > size:
        rows = [
            Levels(own.rows.labels, own.rows.codes[there])
            if isinstance(own.rows, Levels)
            else own.rows[there]
            for own in parts
        ]
        return Used(_with(parts, rows), size)
    code = np.zeros(size, dtype=np.min_scalar_type(max(combinations, 1)))
    for own, count in zip(levels, shape, strict=True):
        code *= count
        code += own.codes[there].astype(code.dtype)
    occurs = np.bincount(code, minlength=combinations) > 0
    rank = (np.cumsum(occurs) - 1).astype(code.dtype)
    held = np.unravel_index(np.flatnonzero(occurs), shape) if shape else ()
    each = [Levels(own.labels, codes) for own, codes in zip(levels, held, strict=True)]
    return Used(_with(parts, each), int(occurs.sum()), rank[code])


def _with(parts: Sequence[Part], rows: Sequence[Any]) -> list[Part]:
    return [Part(part.factor, own) for part, own in zip(parts, rows, strict=True)]
