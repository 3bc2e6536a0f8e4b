"""The margins of a group of rows: columns and targets put side by side, before any raking."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ....errors import ArgumentError
from ...core.arguments import FloatArray
from ..shared.categories import CodedColumn
from .missing import kept_shares, refuse_missing, with_missing_category
from .targets import Margin, aligned, to_one_total


@dataclass(frozen=True, eq=False)
class CellSums:
    """The cells of a group of rows.

    Attributes
    ----------
    codes : (C, M) int
        −1 where a margin's category is missing.
    rows, start : (C,) float
        Rows with a start weight above 0, and Σ of the start weights.
    """

    codes: NDArray[np.int64]
    rows: FloatArray
    start: FloatArray


@dataclass(frozen=True, eq=False)
class Aligned:
    """Margins that can be raked: no code is missing, targets are in the order of the codes.

    Attributes
    ----------
    columns : list of CodedColumn
        Names and the categories that occur, without the rows.
    cells : CellSums
        Rows that were dropped have no weight.
    targets : list of (K,) float
    notes : list of str
    """

    columns: list[CodedColumn]
    cells: CellSums
    targets: list[FloatArray]
    notes: list[str]

    @property
    def total(self) -> float:
        """What the weights add up to."""
        return float(self.targets[0].sum())

    @property
    def mean(self) -> float:
        """The mean weight of rows that have one."""
        return float(self.total / self.cells.rows.sum())


def align_margins(
    cells: CellSums,
    columns: Sequence[CodedColumn],
    margins: Sequence[Margin],
    *,
    total: float | str | None,
    missing: str,
) -> Aligned:
    """Check margins against the cells, bring them to one total, and give missing its place.

    Raises
    ------
    ArgumentError
        When a margin cannot be met whatever the weights, naming it and the category.
    """
    # a target for None makes missing a category like any other
    stated = np.array([None in margin.categories for margin in margins])
    lacks = (cells.codes < 0) & ~stated
    if missing == "error":
        refuse_missing(columns, [int(cells.rows[one].sum()) for one in lacks.T])
    if missing == "drop":
        gone = lacks.any(axis=1)
        cells = replace(
            cells, rows=np.where(gone, 0.0, cells.rows), start=np.where(gone, 0.0, cells.start)
        )
    if not cells.start.any():
        raise ArgumentError("no row to be raked has a start weight above 0")
    wanted = {"weights": cells.start.sum(), "n": cells.rows.sum()}.get(str(total), total)
    scaled, notes = to_one_total(
        margins, None if wanted is None else float(wanted), float(cells.start.sum())
    )
    codes = cells.codes.copy()
    own, targets = [], []
    for place, (column, margin) in enumerate(zip(columns, scaled, strict=True)):
        one = with_missing_category(column) if (codes[:, place] < 0).any() else column
        codes[codes[:, place] < 0, place] = len(column.categories)
        target = _target_of(one, margin, codes[:, place], cells, missing)
        # codes from 1 to 99 of which ten occur are ten categories
        counts = np.bincount(codes[:, place], minlength=len(one.categories))
        found = np.flatnonzero(counts)
        codes[:, place] = (np.cumsum(counts > 0) - 1)[codes[:, place]]
        own.append(CodedColumn(one.name, one.codes[:0], tuple(one.categories[k] for k in found)))
        targets.append(target[found])
    if any(np.isnan(one).any() for one in targets):
        targets = kept_shares(codes, targets, cells.start)
    return Aligned(own, replace(cells, codes=codes), targets, notes)


def _target_of(
    column: CodedColumn, margin: Margin, codes: NDArray[np.int64], cells: CellSums, missing: str
) -> FloatArray:
    """Return targets by category; NaN for missing rows that keep what they will have."""
    rows = np.bincount(codes, cells.rows, len(column.categories)).astype(float)
    unstated = column.categories[-1:] == (None,) and None not in margin.categories
    if not unstated:
        return aligned(margin, column, rows)
    known = replace(column, categories=column.categories[:-1], codes=column.codes[:0])
    given = aligned(margin, known, rows[:-1])
    if not rows[-1]:
        return np.append(given, 0.0)
    if missing == "keep":
        return np.append(given, np.nan)
    share = float(cells.start[codes == len(given)].sum() / cells.start.sum())
    return np.append(given * (1 - share), given.sum() * share)
