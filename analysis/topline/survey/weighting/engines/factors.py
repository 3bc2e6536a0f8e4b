"""Factors of calibrated weights as expressions of an engine, as ``DISTANCES`` in memory."""

from collections.abc import Callable, Mapping

import narwhals as nw

from ....mappings import FrozenMapping
from ....statistics.weighting.calibration.distances import AT_BOUND, LARGEST_LOG

Pair = tuple[nw.Expr, nw.Expr]


def _logit(u: nw.Expr, low: float, high: float) -> Pair:
    span = high - low
    rate = span / ((1 - low) * (high - 1))
    share = (1 - low) / ((1 - low) + (high - 1) * _at_most(u * -rate, LARGEST_LOG).exp())
    return low + span * share, span * rate * share * (1 - share)


def _cut(free: nw.Expr, low: float, high: float, slope: nw.Expr | None = None) -> Pair:
    """Return a factor within its bounds, and its slope, little of which is left at a bound.

    By default the factor is its own slope, as an exponential is.
    """
    low, high = max(low, -1e300), min(high, 1e300)
    cut = nw.when(free < low).then(nw.lit(low)).otherwise(_at_most(free, high))
    outside = (free < low) | (free > high)
    at_bound = AT_BOUND * (cut if slope is None else nw.lit(1.0))
    return cut, nw.when(outside).then(at_bound).otherwise(free if slope is None else slope)


def _at_most(values: nw.Expr, most: float) -> nw.Expr:
    return nw.when(values > most).then(nw.lit(most)).otherwise(values)


FACTORS: Mapping[str, Callable[[nw.Expr, float, float], Pair]] = FrozenMapping(
    {
        "linear": lambda u, low, high: _cut(1.0 + u, low, high, nw.lit(1.0)),
        "raking": lambda u, low, high: _cut(_at_most(u, LARGEST_LOG).exp(), low, high),
        "logit": _logit,
    }
)
"""(u, low, high) → g and its slope dg/du, by the key of the distance."""
