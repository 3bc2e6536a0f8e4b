"""Calibration to totals of numbers and of answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import as_number, described
from ...errors import ArgumentError
from ...language.message import Message
from ...statistics.weighting.calibration.calibrate import calibrated_weights
from ...statistics.weighting.calibration.plan import CalibrationPlan, plan_calibration
from ...statistics.weighting.shared.categories import listed, nearest_to
from ...statistics.weighting.shared.limits import as_limits
from ...values import Value
from ...wording import value_text
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray, IntArray
from ..design.weighted import WeightingStep
from ..engine.replicate_weights import CalibratedReplicates, OwnReplicates
from .apply import Reweighted, names_of, within
from .columns import by_answer, column_of
from .terms import term_of
from .variance import Calibrated

PEOPLE = "people"
"""What the constant is called whose total is the number of people."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Calibration(Value):
    """Totals to be met, as they were asked for; see ``Survey.calibrate``."""

    totals: Mapping[Any, Any]
    total: float | None = None
    distance: str = "linear"
    bounds: tuple[float, float] | None = None
    bounds_on: str = "g"
    by: str | None = None
    same_within: str | None = None
    variance: str | None = None
    residuals: str = "design"
    cost: Mapping[str, float] | None = None
    tolerance: float = 1e-10
    max_iterations: int = 100

    def apply(self, rows: RowsInMemory) -> Reweighted:
        """Return what becomes of the weights."""
        made = self._auxiliaries(rows)
        x = made.x
        if self.same_within is not None:
            x = _means_within(rows, self.same_within, x)
        scale = None if self.variance is None else term_of(rows, self.variance)
        limits = as_limits(None, self.bounds, self.bounds_on)
        plan = plan_calibration(
            x,
            made.totals,
            rows.weights,
            distance=self.distance,
            limits=limits,
            variance=scale,
            cost=self._cost(made),
            names=made.labels,
        )
        found = calibrated_weights(
            plan, rows.weights, tolerance=self.tolerance, max_iterations=self.max_iterations
        )
        done = Message("calibrated to {names}", names=names_of(self._named()))
        if self.same_within:
            done = Message("{done}, one weight in each {group}", done=done, group=self.same_within)
        step = WeightingStep.between(
            rows.weights,
            found.weights,
            kind="calibrate",
            words=within(done, self.by),
            targets=_table(made, rows.weights, found.weights),
            gap=found.gap,
            gap_at=found.gap_at,
            iterations=found.iterations,
            trimmed=found.at_bounds,
            limits=limits.words,
            notes=found.notes,
        )
        ridge = None if self.cost is None else plan.give[plan.columns]
        return Reweighted(
            weights=found.weights,
            step=step,
            calibrated=Calibrated(np.arange(len(x)), x[:, plan.columns], ridge, scale),
            residuals=self.residuals,
            replicates=self._replicates(plan, rows.codes.replicates),
        )

    def _replicates(
        self, plan: CalibrationPlan, replicates: OwnReplicates | None
    ) -> OwnReplicates | None:
        """Return replicate weights calibrated each, by its own multipliers."""
        if replicates is None:
            return None
        solved = plan.solve(
            replicates, tolerance=self.tolerance, max_iterations=self.max_iterations
        )
        _refuse_missed(plan, solved.largest, self.tolerance)
        return CalibratedReplicates(replicates, plan, solved.multipliers)

    def _named(self) -> list[Any]:
        groups = self.totals.values() if self.by else [self.totals]
        return list(dict.fromkeys(name for own in groups for name in own))

    def _cost(self, made: "_Auxiliaries") -> FloatArray | None:
        if self.cost is None:
            return None
        unknown = [name for name in self.cost if name not in made.of]
        if unknown:
            raise ArgumentError(
                f"cost names {unknown[0]!r}, which has no total; expected names among "
                f"{', '.join(map(repr, dict.fromkeys(made.of)))}"
            )
        return np.array([self.cost.get(name, np.inf) for name in made.of])

    def _auxiliaries(self, rows: RowsInMemory) -> "_Auxiliaries":
        if self.by is None:
            return _auxiliaries(rows, self.totals, self.total)
        groups = column_of(rows, self.by)
        parts = []
        for group, totals in by_answer(rows, self.by, self.totals).items():
            inside = groups.codes == _place(groups.categories, group, self.by)
            own = _auxiliaries(rows, totals, self.total, inside)
            parts.append(
                replace(
                    own,
                    x=own.x * inside[:, None],
                    labels=tuple(f"{group}: {label}" for label in own.labels),
                )
            )
        return _Auxiliaries(
            x=np.hstack([part.x for part in parts]),
            totals=np.concatenate([part.totals for part in parts]),
            of=tuple(name for part in parts for name in part.of),
            labels=tuple(name for part in parts for name in part.labels),
            categories=tuple(one for part in parts for one in part.categories),
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class _Auxiliaries:
    """Variables and their totals: the column and answer each is of, and its name in messages."""

    x: FloatArray
    totals: FloatArray
    of: tuple[str, ...]
    labels: tuple[str, ...]
    categories: tuple[Any, ...]


def _auxiliaries(
    rows: RowsInMemory, totals: Mapping[Any, Any], total: float | None, inside: Any = None
) -> _Auxiliaries:
    """Return a column for each number, and for each answer of the others."""
    values: list[FloatArray] = []
    wanted, of, labels = [], [], []
    categories: list[Any] = []
    if total is not None:
        values.append(np.ones(len(rows)))
        wanted.append(float(total))
        of.append(PEOPLE)
        labels.append(PEOPLE)
        categories.append(None)
    for name, given in totals.items():
        if isinstance(given, Mapping):
            column = column_of(rows, name)
            targets = by_answer(rows, name, given)
            _refuse_unmatched(name, column.categories, column.codes, targets, inside)
            for category, target in targets.items():
                place = _place(column.categories, category, name)
                values.append((column.codes == place).astype(float))
                wanted.append(_number(name, target))
                of.append(str(name))
                labels.append(f"{column.name}={category}")
                categories.append(category)
            continue
        values.append(term_of(rows, str(name), inside))
        wanted.append(_number(name, given))
        of.append(str(name))
        labels.append(str(name))
        categories.append(None)
    return _Auxiliaries(
        x=np.column_stack(values),
        totals=np.array(wanted),
        of=tuple(of),
        labels=tuple(labels),
        categories=tuple(categories),
    )


def _number(name: Any, value: Any) -> float:
    number = as_number(value)
    if not np.isfinite(number):
        raise ArgumentError(f"the total of {name!r} is {described(value)}; expected a number")
    return number


def _place(categories: tuple[Any, ...], category: Any, name: Any) -> int:
    if category not in categories:
        raise ArgumentError(
            f"{name!r} has a total for {category!r}, which no row has"
            f"{nearest_to(category, categories)}; the column holds {listed(categories)}"
        )
    return categories.index(category)


def _refuse_unmatched(
    name: Any, categories: tuple[Any, ...], codes: IntArray, targets: Mapping[Any, Any], inside: Any
) -> None:
    """Refuse rows whose answer has no total: they would count for nobody."""
    used = codes if inside is None else codes[inside]
    if (used < 0).any():
        raise ArgumentError(
            f"{name!r} is missing in {np.count_nonzero(used < 0):,} rows, and totals are of all; "
            "leave those rows out of the survey, or make a category of them"
        )
    lacking = [categories[at] for at in np.unique(used) if categories[at] not in targets]
    if lacking:
        raise ArgumentError(
            f"{name!r} holds {listed(lacking)} without a total; totals are for "
            f"{listed(list(targets))}: add one, or put categories together"
        )


def _means_within(rows: RowsInMemory, name: str, x: FloatArray) -> FloatArray:
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
    sums = np.column_stack([np.bincount(household, own) for own in x.T])
    return np.asarray((sums / size[:, None])[household])


def _refuse_missed(plan: CalibrationPlan, gaps: FloatArray, tolerance: float) -> None:
    missed = np.flatnonzero(~(gaps <= tolerance))
    if missed.size:
        raise ArgumentError(
            f"{missed.size} of {gaps.size} replicates do not meet the totals (the first is number "
            f"{missed[0] + 1}, by {value_text(float(gaps[missed[0]]), 2)} of a total); "
            f"{'widen the bounds' if plan.limits.words else 'leave a variable out'}, for a "
            "replicate may lack what the sample has"
        )


def _table(made: _Auxiliaries, before: FloatArray, after: FloatArray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "variable": list(made.of),
            "category": pd.Series(list(made.categories), dtype=object),
            "target": made.totals,
            "before": before @ made.x,
            "after": after @ made.x,
        }
    )
