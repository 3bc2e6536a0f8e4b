"""The cells of margins that an engine counts: which combinations occur, and with what weight."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ....errors import ArgumentError
from ....statistics.weighting.shared.categories import CodedColumn
from ....values import Value
from ...data.columns import FloatArray, IntArray
from ...engine.lazy.coded import Coded, cases, joined
from ...engine.lazy.counts import AT_ONCE
from ...engine.lazy.source import LazySource
from ...engine.lazy.tables import Table
from ..columns import JOINT

_MOST_CASES = 4_096
"""Cells of margins whose factors an engine is told one by one."""


@dataclass(frozen=True, eq=False)
class EngineAnswers:
    """What the answers of columns are called, as ``by_answer`` asks for it."""

    source: LazySource

    @property
    def columns(self) -> "EngineAnswers":
        """The columns themselves."""
        return self

    def answers(self, name: Any, role: str) -> Any:
        """Return the answers of a column, worked out on its distinct values."""
        return self.source.levels.column(name, role).columns.answers(name, role)


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineCells(Value):
    """The combinations of some columns' answers that occur.

    Attributes
    ----------
    cells : Coded
        Cell of each row.
    parts : tuple of Coded
        Answer of each row to each of the columns.
    columns : tuple of CodedColumn
        Answer of each cell.
    start, squares : (c,) float
        Sums of weights and of their squares.
    rows, weighing : (c,) float
        Rows, and those with a weight above 0.
    table : Table
        The sums that they were made of, by sampled unit.
    at : (t,) int
        Cell of each of those sums.
    """

    cells: Coded = field(repr=False)
    parts: tuple[Coded, ...] = field(repr=False)
    columns: tuple[CodedColumn, ...] = field(repr=False)
    start: FloatArray
    squares: FloatArray
    rows: FloatArray
    weighing: FloatArray
    table: Table = field(repr=False)
    at: IntArray = field(repr=False)

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.start)

    def number(self, values: FloatArray) -> nw.Expr:
        """Return the number that each row's cell has.

        Raises
        ------
        ArgumentError
            When there are too many cells for it.
        """
        if self.cells.size > _MOST_CASES:
            raise ArgumentError(
                f"the margins have {self.cells.size:,} combinations, each with a number of its own "
                f"here, and an engine is told at most {_MOST_CASES:,}; leave bounds=, by= and "
                "missing= out, put categories together, or read the columns into memory"
            )
        return cases(self.cells, values)

    def indicator(self, column: int, answer: int) -> nw.Expr:
        """Return 1 for who gave an answer to a column, 0 for others."""
        of = self.parts[column]
        return cases(joined([of], lambda code: np.where(code == answer, 0, -1)), [1.0])


def engine_cells(source: LazySource, names: Sequence[Any]) -> EngineCells:
    """Count the combinations of answers to some columns; a tuple of names is a joint one."""
    own, labels = [], []
    for name in names:
        pieces = [
            source.categories(one, "weighting column")
            for one in ([name] if isinstance(name, str) else name)
        ]
        own.append(reduce(source.pair, pieces))
        each = [tuple(piece.labels) for piece in pieces]
        # of a joint one, the combinations of answers
        labels.append(each[0] if len(each) == 1 else tuple(product(*each)))
    parts = tuple(one.rows for one in own)
    table = source.counted(parts, AT_ONCE if source.codes.factors is None else None)
    codes = np.stack([part.code(table.places) for part in parts]).astype(np.intp)
    kept, at = np.unique(codes, axis=1, return_inverse=True)
    place = pd.Series(np.arange(kept.shape[1]), pd.MultiIndex.from_arrays(list(kept)))

    def cell_of(*own: IntArray) -> IntArray:
        found = place.reindex(pd.MultiIndex.from_arrays(own), fill_value=-1)
        return np.asarray(found.to_numpy(), dtype=np.intp)

    size = kept.shape[1]

    def added(sums: FloatArray) -> FloatArray:
        return np.bincount(at.ravel(), sums, size).astype(float)

    return EngineCells(
        cells=joined(parts, cell_of),
        parts=parts,
        columns=tuple(
            CodedColumn(name if isinstance(name, str) else JOINT[0].join(name), code, answers)
            for name, code, answers in zip(names, kept, labels, strict=True)
        ),
        start=added(table.sums[0]),
        squares=added(table.squares),
        rows=added(table.rows),
        weighing=added(table.count),
        table=table,
        at=at.ravel(),
    )
