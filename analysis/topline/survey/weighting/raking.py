"""Raking and post-stratification: weights that meet the margins of a population."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from warnings import warn

import numpy as np
import pandas as pd

from ...errors import ToplineWarning
from ...language.message import Message
from ...statistics.weighting.raking.cells import indicators
from ...statistics.weighting.raking.plan import RakingPlan, plan_raking
from ...statistics.weighting.raking.rake import RakedWeights, raked_weights
from ...statistics.weighting.shared.limits import as_limits
from ...values import Value
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import FactoredReplicates, OwnReplicates
from .apply import Reweighted, names_of, sums_by_cell, within
from .columns import by_answer, column_of
from .variance import Calibrated


@dataclass(frozen=True, eq=False, kw_only=True)
class Raking(Value):
    """Margins to be met, as they were asked for; see ``Survey.rake``."""

    targets: Mapping[Any, Any]
    cap: float | None = None
    bounds: tuple[float, float] | None = None
    bounds_on: str = "g"
    by: str | None = None
    missing: str = "error"
    total: float | str | None = None
    residuals: str = "design"
    tolerance: float = 1e-10
    max_iterations: int = 100
    kind: str = "rake"

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        targets = self._targets(rows)
        groups = list(targets.values()) if self.by else [targets]
        names = list(dict.fromkeys(name for own in groups for name in own))
        columns = {name: column_of(rows, name) for name in names}
        grouping = None if self.by is None else column_of(rows, self.by)
        limits = as_limits(self.cap, self.bounds, self.bounds_on)
        plan = plan_raking(
            columns,
            targets,
            start=rows.weights,
            total=self.total,
            limits=limits,
            by=grouping,
            missing=self.missing,
        )
        found = raked_weights(plan, tolerance=self.tolerance, max_iterations=self.max_iterations)
        for note in found.notes:
            warn(note, ToplineWarning, stacklevel=4)
        named = names_of(names)
        if self.kind == "rake":
            done = Message("raked to {names}", names=named)
        else:
            done = Message("post-stratified by {names}", names=named)
        step = WeightingStep.between(
            rows.weights,
            found.weights,
            kind=self.kind,
            words=within(done, self.by),
            targets=_table(found, plan, rows.weights),
            gap=found.gap,
            gap_at=found.gap_at,
            iterations=found.iterations,
            trimmed=found.at_bounds,
            limits=limits.words,
            notes=found.notes,
        )
        return Reweighted(
            weights=found.weights,
            step=step,
            calibrated=_calibrated(plan),
            residuals=self.residuals,
            replicates=self._replicates(plan, rows.codes.replicates),
        )

    def _replicates(
        self, plan: RakingPlan, replicates: OwnReplicates | None
    ) -> OwnReplicates | None:
        """Return replicate weights raked each, by a factor for each cell."""
        if replicates is None:
            return None
        cell = plan.cells.of_row
        start = sums_by_cell(replicates, cell, len(plan.cells.codes))
        solved = plan.solve(start, tolerance=self.tolerance, max_iterations=self.max_iterations)
        plan.refuse_missed(solved)
        return FactoredReplicates(replicates, cell, plan.factors(solved))

    def _targets(self, rows: RowsInMemory) -> dict[Any, Any]:
        """Return the targets by the answers of their columns, which may be given by code."""
        if self.by is None:
            return {name: by_answer(rows, name, own) for name, own in self.targets.items()}
        return {
            group: {name: by_answer(rows, name, own) for name, own in margins.items()}
            for group, margins in by_answer(rows, self.by, self.targets).items()
        }


def _calibrated(plan: RakingPlan) -> Calibrated:
    """Return the indicators of every margin's categories, by cell; of each group its own."""
    blocks = []
    for group in plan.groups:
        sizes = [len(one) for one in group.margins.targets]
        own = np.zeros((len(plan.cells.codes), sum(sizes)))
        own[group.which] = indicators(group.margins.cells.codes, sizes).toarray()
        # who was left out was calibrated on nothing
        own[group.which[group.margins.cells.start == 0]] = 0
        blocks.append(own)
    values = np.hstack(blocks)
    return Calibrated(plan.cells.of_row, values[:, values.any(axis=0)])


def _table(found: RakedWeights, plan: RakingPlan, before: FloatArray) -> pd.DataFrame:
    """Return a row for each target, with sums of weights before and after."""
    sums = plan.cells.sums(before)
    parts = []
    for group in plan.groups:
        own = [margin for margin in found.margins if margin.group == group.label]
        for place, margin in enumerate(own):
            column = group.margins.columns[place]
            was = np.bincount(
                group.margins.cells.codes[:, place], sums[group.which], len(column.categories)
            )
            at = [column.categories.index(one) for one in margin.categories]
            part = pd.DataFrame(
                {
                    "variable": margin.column,
                    "category": pd.Series(list(margin.categories), dtype=object),
                    "target": margin.targets,
                    "before": was[at],
                    "after": margin.achieved,
                }
            )
            if group.label is not None:
                part.insert(0, "by", group.label)
            parts.append(part)
    return pd.concat(parts, ignore_index=True)
