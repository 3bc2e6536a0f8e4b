"""Calibration to totals of numbers and of answers, or of the variables of a formula."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError
from ...formulas.read import Formula
from ...language.message import Message
from ...statistics.core.blocks import ColumnMatrix
from ...statistics.weighting.calibration.calibrate import CalibratedWeights, calibrated_weights
from ...statistics.weighting.calibration.plan import CalibrationPlan, plan_calibration
from ...statistics.weighting.shared.change import WeightChange, weight_change
from ...statistics.weighting.shared.limits import Limits, as_limits
from ...values import Value
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import CalibratedReplicates, OwnReplicates
from ..models.population import Population
from ..models.predictors import words_of
from .apply import Reweighted, names_of, within
from .columns import by_answer, column_of
from .constraints import Constraints, constraints_of, constraints_of_formula, joined, place_of
from .targets import Uncertain
from .terms import term_of
from .variance import Calibrated, calibration_of, target_replicates


@dataclass(frozen=True, eq=False, kw_only=True)
class Calibration(Value):
    """Totals to be met, as they were asked for; see ``Survey.calibrate``."""

    totals: Mapping[Any, Any] | Population
    formula: Formula | None = None
    total: float | None = None
    distance: str = "linear"
    bounds: tuple[float, float] | None = None
    bounds_on: str = "g"
    by: str | None = None
    same_within: str | None = None
    variance: str | None = None
    residuals: str = "design"
    uncertain: Uncertain | None = None
    cost: Mapping[str, float] | None = None
    tolerance: float = 1e-10
    max_iterations: int = 100

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        made = self._constraints(rows, self.totals)
        x = made.x if self.same_within is None else means_within(rows, self.same_within, made.x)
        scale = None if self.variance is None else term_of(rows, self.variance)
        plan = plan_calibration(
            x,
            made.totals,
            rows.weights,
            distance=self.distance,
            limits=self.limits,
            variance=scale,
            cost=self._cost(made),
            names=made.labels,
        )
        found = calibrated_weights(
            plan, rows.weights, tolerance=self.tolerance, max_iterations=self.max_iterations
        )
        calibrated = Calibrated(
            cell=np.arange(len(x)),
            values=x[:, plan.columns],
            square=plan.at_start.of(plan.columns).products,
            ridge=None if self.cost is None else plan.give[plan.columns],
            variance=scale,
            targets=self._targets_covariance(rows, made, plan),
        )
        auxiliaries = calibration_of(calibrated, rows.weights, found.weights, self.residuals)
        return Reweighted(
            weights=found.weights,
            step=self.told(
                weight_change(rows.weights, found.weights),
                targets_met(made, *self._met(rows, made, plan, found)),
                gap=found.gap,
                gap_at=found.gap_at,
                iterations=found.iterations,
                trimmed=found.at_bounds,
                notes=found.notes,
            ),
            auxiliaries=auxiliaries,
            replicates=self._replicates(plan, rows.codes.replicates),
            of_targets=target_replicates(rows, auxiliaries),
        )

    def _met(
        self, rows: RowsInMemory, made: Constraints, plan: CalibrationPlan, found: CalibratedWeights
    ) -> tuple[FloatArray, FloatArray]:
        """Return what the weights came to before and after, of each total."""
        if self.same_within is None:
            return plan.at_start.sums[:, 0], found.achieved
        return rows.weights @ made.x, found.weights @ made.x

    def told(self, change: WeightChange, targets: pd.DataFrame, **told: Any) -> WeightingStep:
        """Return what is told of the calibration."""
        if self.formula is not None:
            names = words_of(self.formula)
        else:
            assert isinstance(self.totals, Mapping)
            groups = self.totals.values() if self.by else [self.totals]
            names = names_of(list(dict.fromkeys(name for own in groups for name in own)))
        done = Message("calibrated to {names}", names=names)
        if self.same_within:
            done = Message("{done}, one weight in each {group}", done=done, group=self.same_within)
        return WeightingStep.of(
            change,
            kind="calibrate",
            words=within(done, self.by),
            targets=targets,
            limits=self.limits.words,
            **told,
        )

    @property
    def limits(self) -> Limits:
        """How far weights may go."""
        return as_limits(None, self.bounds, self.bounds_on)

    def _targets_covariance(
        self, rows: RowsInMemory, made: Constraints, plan: CalibrationPlan
    ) -> FloatArray | None:
        """Return the covariance of the totals that were met, where it is to count."""
        if self.uncertain is None:
            return None
        matrix = made.covariance
        if matrix is None:
            # the same walk over the places of the targets tells which of them each total is
            places = self._constraints(rows, self.uncertain.places, -1.0).totals
            matrix = self.uncertain.covariance_at(places.astype(int))
        return matrix[np.ix_(plan.columns, plan.columns)]

    def _replicates(
        self, plan: CalibrationPlan, replicates: OwnReplicates | None
    ) -> OwnReplicates | None:
        """Return replicate weights calibrated each, by its own multipliers."""
        if replicates is None:
            return None
        solved = plan.solve(
            replicates, tolerance=self.tolerance, max_iterations=self.max_iterations
        )
        gaps = solved.largest
        missed = np.flatnonzero(~(gaps <= self.tolerance))
        if missed.size:
            raise ArgumentError(
                f"{missed.size} of {gaps.size} replicates do not meet the totals (the first is "
                f"number {missed[0] + 1}, by {value_text(float(gaps[missed[0]]), 2)} of a total); "
                f"{'widen the bounds' if plan.limits.words else 'leave a variable out'}, for a "
                "replicate may lack what the sample has"
            )
        return CalibratedReplicates(replicates, plan, solved.multipliers)

    def _cost(self, made: Constraints) -> FloatArray | None:
        if self.cost is None:
            return None
        if not isinstance(self.cost, Mapping):
            raise ArgumentError(
                f"cost is {described(self.cost)}; expected a mapping of variables to the costs of "
                "missing their totals"
            )
        unknown = [name for name in self.cost if name not in made.of]
        if unknown:
            raise ArgumentError(
                f"cost names {unknown[0]!r}, which has no total; expected names among "
                f"{', '.join(map(repr, dict.fromkeys(made.of)))}"
            )
        return np.array([self.cost.get(name, np.inf) for name in made.of])

    def _constraints(
        self, rows: RowsInMemory, totals: Any, total: float | None = None
    ) -> Constraints:
        """Return the variables and their totals, of each group its own."""
        total = self.total if total is None or self.total is None else total

        def of(own: Any, inside: Any = None) -> Constraints:
            if self.formula is None:
                return constraints_of(rows, own, total, inside)
            uncertain = self.uncertain is not None
            return constraints_of_formula(
                rows, self.formula, own, total, inside, uncertain=uncertain
            )

        if self.by is None:
            return of(totals)
        groups = column_of(rows, self.by)
        parts = []
        for group, own in by_answer(rows, self.by, totals).items():
            inside = groups.codes == place_of(groups.categories, group, self.by)
            parts.append(of(own, inside).of_group(group, inside))
        return joined(parts)


def means_within(rows: RowsInMemory, name: str, x: ColumnMatrix) -> ColumnMatrix:
    """Return the mean of each variable in a household, which gives its members one weight.

    References
    ----------
    Lemaître & Dufour (1987), Survey Methodology 13:199–207.
    """
    household = column_of(rows, name).codes
    if (household < 0).any():
        raise ArgumentError(
            f"same_within={name!r} is missing in {np.count_nonzero(household < 0):,} rows; give "
            "every row its household"
        )
    size = np.bincount(household)
    return ColumnMatrix(tuple((np.bincount(household, own) / size)[household] for own in x.columns))


def targets_met(made: Any, before: FloatArray, after: FloatArray) -> pd.DataFrame:
    """Return each total that was aimed at, and what the weights came to before and after.

    Parameters
    ----------
    made : Constraints or EngineVariables
    before, after : (p,) float
    """
    return pd.DataFrame(
        {
            "variable": list(made.of),
            "category": pd.Series(list(made.categories), dtype=object),
            "target": made.totals,
            "before": before,
            "after": after,
        }
    )
