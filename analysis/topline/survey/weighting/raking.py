"""Raking and post-stratification: weights that meet the margins of a population."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from warnings import warn

import numpy as np
import pandas as pd
import scipy

from ...errors import ToplineWarning
from ...language.message import Message
from ...statistics.weighting.raking.cells import indicators
from ...statistics.weighting.raking.plan import RakingPlan, plan_raking
from ...statistics.weighting.raking.rake import RakedWeights, raked_weights
from ...statistics.weighting.shared.change import WeightChange, weight_change
from ...statistics.weighting.shared.limits import Limits, as_limits
from ...values import Value
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import FactoredReplicates
from .apply import Reweighted, names_of, sums_by_cell, within
from .columns import Answering, by_answer, column_of, refuse_many_totals
from .targets import Uncertain
from .variance import Calibrated, calibration_of, target_replicates


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
    uncertain: Uncertain | None = None

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        targets = self.by_answers(rows, self.targets)
        plan = plan_raking(
            {name: column_of(rows, name) for name in self.named(targets)},
            targets,
            start=rows.weights,
            total=self.total,
            limits=self.limits,
            by=None if self.by is None else column_of(rows, self.by),
            missing=self.missing,
        )
        margins = (group.margins.targets for group in plan.groups)
        refuse_many_totals(sum(len(one) for own in margins for one in own), len(plan.sums))
        found = raked_weights(plan, tolerance=self.tolerance, max_iterations=self.max_iterations)
        for note in found.notes:
            warn(note, ToplineWarning, stacklevel=4)
        calibrated = calibrated_on(plan, self._covariance(rows, plan, targets))
        auxiliaries = calibration_of(calibrated, rows.weights, found.weights, self.residuals)
        replicates = rows.codes.replicates
        if replicates is not None:
            # raked each, by a factor for each cell
            cell = plan.cells.of_row
            start = sums_by_cell(replicates, cell, len(plan.cells.codes))
            solved = plan.solve(start, tolerance=self.tolerance, max_iterations=self.max_iterations)
            plan.refuse_missed(solved)
            replicates = FactoredReplicates(replicates, cell, plan.factors(solved))
        return Reweighted(
            weights=found.weights,
            step=self.told(
                weight_change(rows.weights, found.weights), plan, found, self.named(targets)
            ),
            auxiliaries=auxiliaries,
            replicates=replicates,
            of_targets=target_replicates(rows, auxiliaries),
        )

    def told(
        self, change: WeightChange, plan: RakingPlan, found: RakedWeights, names: list[Any]
    ) -> WeightingStep:
        """Return what is told of the raking."""
        named = names_of(names)
        if self.kind == "rake":
            done = Message("raked to {names}", names=named)
        else:
            done = Message("post-stratified by {names}", names=named)
        # a row for each target, with sums of weights before and after
        parts = []
        for group in plan.groups:
            cells, columns = group.margins.cells, group.margins.columns
            own = [margin for margin in found.margins if margin.group == group.label]
            for place, margin in enumerate(own):
                answers = columns[place].categories
                was = np.bincount(cells.codes[:, place], plan.sums[group.which], len(answers))
                part = pd.DataFrame(
                    {
                        "variable": margin.column,
                        "category": pd.Series(list(margin.categories), dtype=object),
                        "target": margin.targets,
                        "before": was[[answers.index(one) for one in margin.categories]],
                        "after": margin.achieved,
                    }
                )
                if group.label is not None:
                    part.insert(0, "by", group.label)
                parts.append(part)
        return WeightingStep.of(
            change,
            kind=self.kind,
            words=within(done, self.by),
            targets=pd.concat(parts, ignore_index=True),
            gap=found.gap,
            gap_at=found.gap_at,
            iterations=found.iterations,
            trimmed=found.at_bounds,
            limits=self.limits.words,
            notes=found.notes,
        )

    @property
    def limits(self) -> Limits:
        """How far weights may go."""
        return as_limits(self.cap, self.bounds, self.bounds_on)

    def named(self, targets: Mapping[Any, Any]) -> list[Any]:
        """Return the margins of all groups, each once."""
        groups = list(targets.values()) if self.by else [targets]
        return list(dict.fromkeys(name for own in groups for name in own))

    def _covariance(
        self, rows: RowsInMemory, plan: RakingPlan, targets: Mapping[Any, Any]
    ) -> FloatArray | None:
        """Return the covariance of the targets that were met, where it is to count."""
        if self.uncertain is None:
            return None
        numbers = self.by_answers(rows, self.uncertain.places)
        places, slopes = [], []
        for group in plan.groups:
            label = group.label
            own, given = (each[label] if self.by else each for each in (numbers, targets))
            for name, column, met in zip(
                own, group.margins.columns, group.margins.targets, strict=True
            ):
                places += [own[name].get(answer, -1) for answer in column.categories]
                told = np.array([float(given[name].get(one, 0.0)) for one in column.categories])
                slopes.append(slope_of_targets(told, met))
        slope: FloatArray = scipy.linalg.block_diag(*slopes)
        return np.asarray(slope @ self.uncertain.covariance_at(np.array(places)) @ slope.T)

    def by_answers(self, rows: Answering, given: Mapping[Any, Any]) -> dict[Any, Any]:
        """Return what is given for categories by their answers; it may be given by code."""
        if self.by is None:
            return {name: by_answer(rows, name, own) for name, own in given.items()}
        return {
            group: {name: by_answer(rows, name, own) for name, own in margins.items()}
            for group, margins in by_answer(rows, self.by, given).items()
        }


def slope_of_targets(told: FloatArray, met: FloatArray) -> FloatArray:
    """Return how targets that were met, N·t/Σt with a given N, move with those that were told."""
    whole = told.sum()
    if np.isclose(whole, met.sum(), rtol=1e-9):
        return np.eye(len(told))
    return np.asarray(met.sum() / whole * (np.eye(len(told)) - told[:, None] / whole))


def calibrated_on(plan: RakingPlan, covariance: FloatArray | None) -> Calibrated:
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
    held = values.any(axis=0)
    return Calibrated(
        cell=plan.cells.of_row,
        values=values[:, held],
        before=plan.sums,
        targets=None if covariance is None else covariance[np.ix_(held, held)],
    )
