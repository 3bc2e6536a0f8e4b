"""Theil's and Atkinson's measures of inequality: functions of sums like any other."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from ....errors import DataError
from ....estimates.estimates import Estimates
from ....statistics.inequality.entropy import EntropyMeasure
from ...engine.source import Asked, Variable
from ..assemble import assemble
from ..functions import Smooth
from ..request import Request, variable_of, words_of
from ..values import value_piece
from .concentration import refuse_design_effect


def estimate_entropy(request: Request, measure: EntropyMeasure, names: Sequence[Any]) -> Estimates:
    """Estimate a measure of each variable in each domain.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown, holds no numbers or such as the measure has no value for, or an
        option is not legal.
    """
    refuse_design_effect(request, measure.label)
    pieces = []
    for name in names:
        variable = variable_of(request, name)
        _refuse_low(request, variable, measure)
        # all values multiplied change nothing, and those near 1 lose no digits
        unit = request.source.typical(variable) or 1.0
        pieces.append(value_piece(request, _in_units(measure, unit), (name,)))
    return assemble(request, pieces, words_of(request, measure.label))


def _in_units(measure: EntropyMeasure, unit: float) -> Smooth:
    return Smooth(
        key=measure.label,
        label=measure.label,
        arity=1,
        terms=lambda y: measure.terms(np.asarray(y) / unit),
        value=lambda t, _n: measure.value(t),
        gradient=lambda t, _n: measure.gradient(t),
        source=measure.source,
    )


def _refuse_low(request: Request, variable: Variable, measure: EntropyMeasure) -> None:
    """Refuse values below 0, and of 0 where these have no measure either.

    Raises
    ------
    DataError
    """
    fine, words = (">=", "below 0") if measure.zero else (">", "of 0 or below")

    def low(y: Any) -> tuple[Any, ...]:
        return ((y < 0 if measure.zero else y <= 0).astype(float),)

    if request.source.sums(Asked(request.domains, (variable,), low)).total[1].any():
        raise DataError(
            f"column {variable.name!r} has values {words}, of which there is no {measure.label}; "
            f"leave them out with where='`{variable.name}` {fine} 0', or take the Gini coefficient"
        )
