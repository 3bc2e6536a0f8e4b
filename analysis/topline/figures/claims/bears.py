"""How large an error a claim bears before it no longer holds."""

from ...statistics.core.interval import Interval
from ...statistics.precision.sensitivity import tipping_point, total_error_interval
from .phrases import MORE, SAME
from .quantities import Asked, Quantity
from .statement import Bears, Statement

_TWICE = 4.0
"""Design effect of errors twice as large."""


def bears(
    quantity: Quantity, statement: Statement, limits: Interval, asked: Asked, deff: float
) -> Bears:
    """Return what a claim bears, rounding at its worst."""
    found = quantity.first
    if statement.relation == SAME:
        room = statement.margin or 0.0
        ends = (statement.value - room, statement.value + room)
        tips = min(quantity.tips_at(ends[0], True), quantity.tips_at(ends[1], False))
        return Bears(tips, min(limits.ci_low - ends[0], ends[1] - limits.ci_high), None)
    above = statement.relation == MORE
    if quantity.kind != "share" or len(found.percent.split("+")) > 1:
        near = limits.ci_low - statement.value if above else statement.value - limits.ci_high
        return Bears(quantity.tips_at(statement.value, above), near, None)
    near_count = found.printed[0 if above else 1] * found.n

    def tipping(error: str) -> float:
        return float(
            tipping_point(
                near_count,
                found.n,
                statement.value,
                error=error,
                method=asked.key("wilson") if found.unit == "share" else "wilson",
                confidence_level=asked.confidence_level,
                deff=deff,
            )
        )

    answers = tipping("misreporting") if found.unit == "share" else None
    return Bears(tipping("design_effect"), tipping("bias"), answers)


def total_error(quantity: Quantity, asked: Asked, deff: float) -> Interval:
    """Return limits with errors twice as large; of a share always Wilson's, of any size."""
    if quantity.kind != "share":
        return quantity.limits(deff * _TWICE)
    found = quantity.first
    errors = [
        total_error_interval(
            p * found.n, found.n, confidence_level=asked.confidence_level, deff=deff
        )
        for p in found.printed
    ]
    return Interval(errors[0].ci_low, errors[1].ci_high)
