"""Theil's and Atkinson's measures of inequality: functions of sums like any other."""

from collections.abc import Sequence
from typing import Any

from ....errors import DataError
from ....estimates.estimates import Estimates
from ....statistics.inequality.entropy import EntropyMeasure
from ...engine.asked import Asked
from ..assemble import Piece, assemble
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
    pieces = [_piece(request, measure, name) for name in names]
    return assemble(request, pieces, words_of(request, measure.label))


def _piece(request: Request, measure: EntropyMeasure, name: Any) -> Piece:
    """Return the measure of a variable, whose values below 0, or of 0, may have none."""
    variable = variable_of(request, name)
    fine, words = (">=", "below 0") if measure.zero else (">", "of 0 or below")

    def low(y: Any) -> tuple[Any, ...]:
        return (y < 0 if measure.zero else y <= 0,)

    if request.source.sums(Asked(request.domains, (variable,), low)).total[1].any():
        raise DataError(
            f"column {name!r} has values {words}, of which there is no {measure.label}; leave them "
            f"out with where='`{name}` {fine} 0', or take the Gini coefficient"
        )
    # all values multiplied change nothing, and those near 1 lose no digits
    unit = request.source.typical(variable) or 1.0
    smooth = Smooth(
        key=measure.label,
        label=measure.label,
        arity=1,
        terms=lambda y: measure.terms(y / unit, request.source.power(y / unit, measure.power)),
        value=lambda t, _n: measure.value(t),
        gradient=lambda t, _n: measure.gradient(t),
        source=measure.source,
    )
    return value_piece(request, smooth, (name,))
