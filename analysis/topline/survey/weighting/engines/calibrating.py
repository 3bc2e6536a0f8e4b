"""Calibration of rows that an engine holds: Newton's steps, each a pass that gives its sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import narwhals as nw
import numpy as np

from ....arguments import check_one_of
from ....errors import ArgumentError
from ....statistics.core.matrix import Kept, without_repeated
from ....statistics.weighting.calibration.auxiliaries import check_repeated
from ....statistics.weighting.calibration.distances import DISTANCES
from ....statistics.weighting.calibration.plan import check_logit, scale_of
from ....statistics.weighting.shared.change import WeightChange
from ....statistics.weighting.shared.dual import Aim, IndexArray, Solution, solve_dual
from ....statistics.weighting.shared.feasible import refuse_gap
from ....statistics.weighting.shared.limits import check_stop
from ....values import Value
from ...data.columns import FloatArray
from ...design.design import Linearised
from ...design.subpopulation import Subpopulation
from ...engine.lazy.coded import summed
from ...engine.lazy.source import LazySource
from ...engine.lazy.units import LazyAuxiliaries
from ..calibrating import Calibration, targets_met
from .brought import Brought, engine_of
from .factors import FACTORS
from .sums import added, added_by_unit, products, square_of
from .variables import EngineVariables, engine_variables

D = nw.col("d")
"""The start weight of each row."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Passes(Value):
    """What each pass over the rows adds up: the variables under factors of the weights.

    Attributes
    ----------
    source : LazySource
    variables : tuple of narwhals.Expr
    distance : str
    bounds : (float, float)
    """

    source: LazySource
    variables: tuple[nw.Expr, ...] = field(repr=False)
    distance: str
    bounds: tuple[float, float]

    @property
    def parts(self) -> list[nw.Expr]:
        """The start weight d of each row, and its variables."""
        one = self.source.rows.one
        columns = [(own * one).alias(f"x{place}") for place, own in enumerate(self.variables)]
        return [(self.source.codes.start * one).alias("d"), *columns]

    @property
    def x(self) -> list[nw.Expr]:
        """The variables, by what the parts call them."""
        return [nw.col(f"x{place}") for place in range(len(self.variables))]

    def factor(self, multipliers: FloatArray, x: Sequence[nw.Expr]) -> tuple[nw.Expr, nw.Expr]:
        """Return the factor of each row, and its slope."""
        u = summed([own * float(one) for own, one in zip(x, multipliers, strict=True)])
        return FACTORS[self.distance](u, *self.bounds)

    def products(self) -> tuple[FloatArray, FloatArray]:
        """Return Σ d·x·x' and Σ d·|x|."""
        x, p = self.x, len(self.variables)
        pairs = products(D, x)
        found = added(self.source, self.parts, [*pairs, *(D * own.abs() for own in x)])
        return square_of(found[: len(pairs)], p), found[len(pairs) :]

    def evaluate(
        self, multipliers: FloatArray, _which: IndexArray
    ) -> tuple[FloatArray, FloatArray]:
        """Return what (p, 1) multipliers achieve, and the curvature there."""
        x, p = self.x, len(self.variables)
        factor, slope = self.factor(multipliers[:, 0], x)
        sums = [*(D * factor * own for own in x), *products(D * slope, x)]
        found = added(self.source, self.parts, sums)
        return found[:p, None], square_of(found[p:], p)[None]

    def change(self, factor: nw.Expr) -> tuple[WeightChange, int, int]:
        """Return what factors make of the weights; how many are negative, and at a bound."""
        parts = [*self.parts, factor.alias("g")]
        w, g, low, high = D * nw.col("g"), nw.col("g"), *self.bounds
        sizes = [abs(bound) for bound in self.bounds if np.isfinite(bound)]
        one, near = nw.lit(1.0), 1e-12 * max([1.0, *sizes])
        above = w > 0
        bound = (D > 0) & ((g <= max(low + near, -1e300)) | (g >= min(high - near, 1e300)))
        counted, total, squares, rows, negative, at_bounds = added(
            self.source,
            parts,
            [
                nw.when(where).then(what).otherwise(nw.lit(0.0))
                for where, what in (
                    (above, one),
                    (above, w),
                    (above, w * w),
                    (w != 0, one),
                    (w < 0, one),
                    (bound, one),
                )
            ],
        )
        least, largest = self.source.rows.ends(g, D > 0, parts)
        deff = counted * squares / total**2
        change = WeightChange(
            g_min=least,
            g_max=largest,
            design_effect=deff,
            n_effective=rows / deff,
            zero=int(len(self.source) - rows),
        )
        return change, int(negative), int(at_bounds)


def calibrated_on_engine(of: Subpopulation, asked: Calibration) -> Brought:
    """Calibrate the weights of rows that an engine holds; see ``Survey.calibrate``.

    Raises
    ------
    ArgumentError
        As of rows in memory, and where rows would have to be looked at.
    """
    source = engine_of(of)
    _refuse_rows(of, source, asked)
    check_stop(asked.tolerance, asked.max_iterations)
    assert isinstance(asked.totals, Mapping)
    made = engine_variables(source, asked.totals, asked.total)
    distance = check_one_of("distance", asked.distance, DISTANCES)
    check_logit(DISTANCES[distance], asked.limits, np.ones(1))
    every = Passes(source=source, variables=made.x, distance=distance, bounds=asked.limits.g)
    square, sizes = every.products()
    kept = without_repeated(square)
    check_repeated(kept, made.totals, made.labels)
    totals = made.totals[kept.columns, None]
    aim = Aim(
        totals=totals,
        scale=scale_of(totals, sizes[kept.columns, None]),
        give=np.zeros(len(kept.columns)),
        tolerance=asked.tolerance,
        max_iterations=asked.max_iterations,
    )
    passes = replace(every, variables=tuple(made.x[at] for at in kept.columns))
    solved = solve_dual(passes.evaluate, np.zeros_like(totals), aim)
    gaps = np.nan_to_num(np.abs(solved.gap[:, 0]), nan=np.inf)
    if gaps.max() > asked.tolerance:
        worst = int(gaps.argmax())
        refuse_gap(
            made.labels[kept.columns[worst]],
            solved.achieved[worst, 0],
            made.totals[kept.columns[worst]],
            iterations=int(solved.iterations[0]),
            limits=asked.limits.words,
            exist=None,
        )
    return _brought(asked, made, every, solved, kept, square)


def _refuse_rows(of: Subpopulation, source: LazySource, asked: Calibration) -> None:
    """Refuse what looks at every row, or at replicates of numbers."""
    for what, wanted in (
        ("formula=", asked.formula is not None),
        ("by=", asked.by is not None),
        ("same_within=", asked.same_within is not None),
        ("variance=", asked.variance is not None),
        ("cost=", asked.cost is not None),
        ("bounds_on='weight'", asked.limits.on_weight),
        ("a weight that comes of fpc= alone", source.codes.own is not None),
        ("targets_variance=True", asked.uncertain is not None),
        ("a calibration of replicate weights to totals", not isinstance(of.design, Linearised)),
    ):
        if wanted:
            raise ArgumentError(
                f"{what} looks at every row, and the rows are not in memory; rake() or "
                "post_stratify() to answers, replicates too, or read the columns into memory, as "
                "with read_survey(path, columns=[…])"
            )


def _brought(
    asked: Calibration,
    made: EngineVariables,
    every: Passes,
    solved: Solution,
    kept: Kept,
    square: FloatArray,
) -> Brought:
    """Return the weights that the multipliers make, and what the variance takes from them."""
    source, columns = every.source, kept.columns
    multipliers = np.zeros(len(made.x))
    multipliers[columns] = solved.multipliers[:, 0]
    factor, _ = every.factor(multipliers, made.x)
    parts = [*every.parts, factor.alias("g")]
    weight, x = D * nw.col("g"), every.x
    by_unit = added_by_unit(source, parts, [weight * own for own in x])
    start = source.codes.start
    if asked.residuals == "calibrated":
        square = square_of(added(source, parts, products(weight, x)), len(x))
        start = start * factor
    notes = check_repeated(kept, made.totals, made.labels)
    change, negative, at_bounds = every.change(factor)
    if negative:
        many = "s are" if negative > 1 else " is"
        notes.append(f"{negative:,} weight{many} negative; give bounds, or distance='raking'")
    gaps = np.abs(solved.gap[:, 0])
    before = added(source, every.parts, [D * own for own in x])
    step = asked.told(
        change,
        targets_met(made, before, by_unit.sum(axis=0)),
        gap=float(gaps.max()),
        gap_at=made.labels[columns[gaps.argmax()]],
        iterations=int(solved.iterations[0]),
        trimmed=0 if asked.limits.free else at_bounds,
        notes=tuple(notes),
    )
    return Brought(
        factor=factor,
        step=step,
        auxiliaries=LazyAuxiliaries(tuple(made.x[at] for at in columns), start),
        square=square[np.ix_(columns, columns)],
        by_unit=by_unit[:, columns],
    )
