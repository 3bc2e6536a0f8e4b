"""Averages of what a model predicts of rows that an engine holds: a pass for each."""

from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import narwhals as nw
import numpy as np

from ....errors import ArgumentError
from ....expressions.tree import Name, names_in
from ....statistics.models.predicted import Average
from ....values import Value
from ...data.columns import FloatArray
from ...engine.lazy.coded import everybody, joined, summed
from ...weighting.engines.sums import added, added_by_unit
from .climb import D, EngineClimb
from .columns import Factors, needs_rows


@dataclass(frozen=True, eq=False)
class EngineFrame(Value):
    """The predictors of the rows in use: as they stand in the data, or one at another value."""

    of: Any = field(repr=False)
    factors: Factors = field(repr=False)

    def assign(self, **values: Any) -> "EngineFrame":
        """Return the predictors with one of them at a label, a number, or an expression.

        Raises
        ------
        ArgumentError
            When a level is none that the model knows, or what is made of the predictor is worked
            out on rows.
        """
        formula, own = self.of.rows.coded.formula, self.factors
        categories, numbers = dict(own.categories), dict(own.numbers)
        for variable, value in values.items():
            for key, factor in formula.factors.items():
                if variable not in names_in(factor.of):
                    continue
                if factor.of != Name(variable):
                    raise ArgumentError(needs_rows(f"{key} at other values of {variable!r}"))
                if key in categories:
                    labels = [str(label) for label in categories[key].labels]
                    if str(value) not in labels:
                        raise ArgumentError(
                            f"{variable!r} has no level {value!r}; expected one of "
                            f"{', '.join(labels)}"
                        )
                    place = labels.index(str(value))
                    # a code that all rows have
                    alike = joined([everybody()], partial(np.full_like, fill_value=place))
                    categories[key] = replace(categories[key], rows=alike)
                elif key in numbers:
                    numbers[key] = value if isinstance(value, nw.Expr) else nw.lit(float(value))
        return EngineFrame(self.of, Factors(categories, numbers))

    def part(self, factor: float) -> "EnginePart":
        """Return the prediction of each row, times a factor."""
        return EnginePart(self, factor)

    def number(self, variable: str) -> tuple[nw.Expr, float]:
        """Return a number of each row, and how far it goes among those in use.

        Raises
        ------
        ArgumentError
            When it is no number that stands in the data.
        """
        for factor in self.of.rows.coded.formula.factors.values():
            if factor.of == Name(variable) and factor.text in self.of.rows.coded.factors.numbers:
                values = self.of.rows.coded.factors.numbers[factor.text]
                parts = [self.of.climb.weight.alias("d"), values.alias("v")]
                low, high = self.of.climb.source.rows.ends(nw.col("v"), D > 0, parts)
                return values, float(high - low)
        raise ArgumentError(needs_rows(f"a slope in {variable!r}"))

    def averaged(
        self, average: Average, *, by_unit: bool
    ) -> tuple[float, FloatArray, FloatArray, bool]:
        """Return an average, its gradient, what rows move it by unit, and whether it is untold.

        Parameters
        ----------
        average : Average
            Of ``EnginePart``.
        by_unit : bool
            Whether rows are a sample of the predictors, too.
        """
        beta = self.of.fit.coefficients
        estimate, gradient = 0.0, np.zeros(len(beta))
        units = np.zeros(self.of.climb.source.codes.units if by_unit else 0)
        untold = False
        for part in average.parts:
            assert isinstance(part, EnginePart)
            climb = part.frame.climb()
            mu = climb.mean(beta)[1]
            slope = climb.by_engine.slope(mu)
            found = added(
                climb.source, climb.parts, [D, D * mu, *(D * slope * own for own in climb.columns)]
            )
            whole = found[0]
            estimate += part.factor * float(found[1] / whole)
            gradient += part.factor * found[2:] / whole
            if by_unit:
                each = added_by_unit(climb.source, climb.parts, [D, D * mu])
                units += part.factor * (each[:, 1] - found[1] / whole * each[:, 0]) / whole
        for direction in () if self.of.untold is None else self.of.untold:
            untold |= _rests_on(self.of, average, direction)
        return estimate, gradient, units, untold

    def climb(self) -> EngineClimb:
        """Return what is fitted, with these predictors in place of the rows' own."""
        x = self.of.rows.coded.of(self.factors)
        rows: EngineClimb = self.of.climb
        return replace(rows, x=tuple(x[at] for at in self.of.fit.columns))


@dataclass(frozen=True, eq=False)
class EnginePart(Value):
    """A prediction of each row, times a factor."""

    frame: EngineFrame
    factor: float = 1.0


def _rests_on(of: Any, average: Average, direction: FloatArray) -> bool:
    """Return whether an average predicts others by respondents of whom no variance is known."""
    beta, gradient = of.fit.coefficients, np.zeros(len(of.fit.coefficients))
    named = [own.alias(f"o{at}") for at, own in enumerate(of.climb.parts[2:])]
    along = summed([nw.col(f"o{at}") * own for at, own in enumerate(direction.tolist())])
    for part in average.parts:
        assert isinstance(part, EnginePart)
        climb = part.frame.climb()
        slope = climb.by_engine.slope(climb.mean(beta)[1])
        others = nw.when(along == 0.0).then(D * slope).otherwise(nw.lit(0.0))
        parts = [*climb.parts, *named]
        gradient += part.factor * added(climb.source, parts, [others * x for x in climb.columns])
    return bool(of.rests_on_untold(gradient[None])[0])
