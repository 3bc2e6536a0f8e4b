"""A raking that is ready to be done: cells and margins, checked, for one column of weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ....arguments import check_one_of, described
from ....errors import ArgumentError
from ...core.arguments import FloatArray
from ...core.chunks import row_blocks
from ..shared.categories import code_column, named_columns
from ..shared.feasible import weights_exist
from ..shared.limits import Limits
from ..shared.start import as_start
from .arguments import as_total, column_called, margins_by_group, one_length
from .cells import Cells, indicators, refined, table_of_cells
from .margins import Aligned, CellSums, align_margins
from .missing import CHOICES
from .outcome import met_margins
from .solve import FactorBounds, RakedCells, rake_cells

_EDGE = 1 + 1e-12


@dataclass(frozen=True, eq=False)
class GroupPlan:
    """The margins of one group of rows.

    Attributes
    ----------
    label : object
        None where there is one group only.
    which : (c,) int
        Its cells in the table of all.
    margins : Aligned
    """

    label: Any
    which: NDArray[np.int64]
    margins: Aligned

    @property
    def notes(self) -> list[str]:
        """What had to be decided, with the group it is of."""
        where = "" if self.label is None else f"group {described(self.label)}: "
        return [where + note for note in self.margins.notes]

    def bounds(self, limits: Limits) -> FactorBounds | None:
        """Return the bounds of each cell's factor; on weights, cells have one start weight each."""
        if limits.free:
            return None
        cells = self.margins.cells
        with np.errstate(divide="ignore", invalid="ignore"):
            each = np.where(cells.start > 0, cells.start / cells.rows, 1.0)
        low, high = limits.factors(each, self.margins.mean)
        return FactorBounds(low[:, None], high[:, None])

    def weights_exist(self, limits: Limits) -> bool | None:
        """Return whether any weights meet the margins under limits; None where it is not known."""
        cells, bounds = self.margins.cells, self.bounds(limits)
        used = cells.start > 0
        low, high = np.zeros(used.sum()), np.full(used.sum(), np.inf)
        if bounds is not None:
            low = np.maximum(bounds.low[used, 0] * cells.start[used], 0.0)
            high = bounds.high[used, 0] * cells.start[used]
        matrix = indicators(cells.codes[used], [len(one) for one in self.margins.targets])
        return weights_exist(matrix.T, np.concatenate(self.margins.targets), low, high)


@dataclass(frozen=True, eq=False)
class RakingPlan:
    """Cells and margins of all groups.

    Attributes
    ----------
    cells : Cells
    start : (n,) float
    sums : (C,) float
        Σ of start weights by cell.
    groups : tuple of GroupPlan
    limits : Limits
    """

    cells: Cells
    start: FloatArray
    sums: FloatArray
    groups: tuple[GroupPlan, ...]
    limits: Limits

    def solve(
        self, start: FloatArray, *, tolerance: float, max_iterations: int
    ) -> list[RakedCells]:
        """Rake each group to its margins.

        Parameters
        ----------
        start : (C, R) float
            Σ of start weights by cell, for each column of weights such as replicates:
            ``plan.cells.sums(weights)``.
        """
        return [
            rake_cells(
                group.margins.cells.codes,
                group.margins.targets,
                np.where(group.margins.cells.start[:, None] > 0, start[group.which], 0.0),
                bounds=group.bounds(self.limits),
                tolerance=tolerance,
                max_iterations=max_iterations,
            )
            for group in self.groups
        ]

    def refuse_missed(self, solved: Sequence[RakedCells], what: str = "replicate weight") -> None:
        """Raise when a column of weights misses a margin, with its number and the category.

        Parameters
        ----------
        solved : sequence of RakedCells
            What ``solve`` found.
        what : str
            What a message calls a column.

        Raises
        ------
        ArgumentError
            Such as where a replicate has nobody of a category.
        """
        for group, raked in zip(self.groups, solved, strict=True):
            missed = np.flatnonzero(~raked.converged)
            if not missed.size:
                continue
            margins = met_margins(
                group.label,
                group.margins.columns,
                group.margins.targets,
                raked.achieved[:, missed[0]],
            )
            worst = max(margins, key=lambda one: one.largest_gap)
            raise ArgumentError(
                f"{what} {missed[0] + 1} cannot be raked ({missed.size:,} of "
                f"{raked.converged.size:,} cannot): {worst.column} "
                f"{described(worst.categories[worst.worst])} has "
                f"{worst.achieved[worst.worst]:,.6g} of {worst.targets[worst.worst]:,.6g}; merge "
                "categories of which it has nobody"
            )

    def factors(self, solved: Sequence[RakedCells]) -> FloatArray:
        """Return the factors of all cells (C, R); 0 for rows that were left out."""
        result = np.zeros((len(self.cells.codes), solved[0].factors.shape[1]))
        for group, raked in zip(self.groups, solved, strict=True):
            kept = group.margins.cells.start > 0
            result[group.which[kept]] = raked.factors[kept]
        return result

    def weights(self, factors: FloatArray) -> FloatArray:
        """Return the weight of each row; one at a bound is exactly there."""
        weights = np.empty(len(self.start))
        for at in row_blocks(len(weights)):
            np.multiply(self.start[at], factors[self.cells.of_row[at]], out=weights[at])
        if not self.limits.on_weight:
            return weights
        for group in self.groups:
            low, high = self.limits.of_weights(group.margins.mean)
            mine = np.isin(self.cells.of_row, group.which) & (weights > 0)
            weights[mine] = np.clip(weights[mine], low, high)
        return weights

    def rows_at_bounds(self, factors: FloatArray) -> int:
        """Return how many rows have the least or the largest factor or weight allowed."""
        rows = 0.0
        for group in self.groups:
            bounds = group.bounds(self.limits)
            if bounds is not None:
                own = factors[group.which]
                at = (own <= bounds.low[:, 0] * _EDGE) | (own >= bounds.high[:, 0] / _EDGE)
                rows += group.margins.cells.rows[at].sum()
        return int(rows)


def plan_raking(
    columns: Mapping[str, Any],
    targets: Mapping[Any, Any],
    *,
    start: ArrayLike | None = None,
    total: float | str | None = None,
    limits: Limits | None = None,
    by: Any = None,
    missing: str = "error",
    times: FloatArray | None = None,
) -> RakingPlan:
    """Check columns and targets, and lay out what is to be raked.

    Parameters
    ----------
    columns, targets, start, total, by, missing
        As in ``rake_weights``.
    limits : Limits, optional
    times : (n,) float, optional
        Rows with a weight that each row stands for, where it has the sum of their weights.

    Raises
    ------
    ArgumentError
        When it can be seen that targets cannot be met.
    """
    check_one_of("missing", missing, CHOICES)
    limits = limits or Limits()
    total = as_total(total)
    grouping = None if by is None else code_column("by", by)
    by_group = margins_by_group(targets, grouping)
    names = list(dict.fromkeys(one.name for own in by_group.values() for one in own))
    held = named_columns(columns)
    coded = {name: code_column(name, column_called(held, name)) for name in names}
    every = [*coded.values(), *([grouping] if grouping else [])]
    weights = as_start(start, one_length(every))
    cells = table_of_cells(every)
    if limits.on_weight and start is not None:
        cells = refined(cells, weights)
    if start is None:
        rows = sums = cells.rows.astype(float)
    else:
        # a row without a start weight takes no part
        used = cells.rows if weights.min() > 0 else cells.sums((weights > 0).astype(float))
        rows, sums = used.astype(float), cells.sums(weights)
    if times is not None:
        rows = cells.sums(times)
    groups = []
    for code, margins in by_group.items():
        which = np.arange(len(rows)) if code is None else np.flatnonzero(cells.codes[:, -1] == code)
        own = [names.index(one.name) for one in margins]
        aligned = align_margins(
            CellSums(cells.codes[which][:, own], rows[which], sums[which]),
            [coded[one.name] for one in margins],
            margins,
            # a group's part of a stated number; words for the total hold for each group
            total=float(total) * float(sums[which].sum() / sums.sum())
            if total is not None and not isinstance(total, str)
            else total,
            missing=missing,
        )
        label = None if grouping is None or code is None else grouping.categories[code]
        limits.check_growth(aligned.total, aligned.cells.start.sum(), aligned.cells.rows.sum())
        groups.append(GroupPlan(label, which, aligned))
    return RakingPlan(cells=cells, start=weights, sums=sums, groups=tuple(groups), limits=limits)
