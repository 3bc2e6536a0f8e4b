"""Factors of calibrated weights as expressions of an engine, as ``DISTANCES`` in memory."""

from collections.abc import Callable, Mapping

import narwhals as nw

from ....mappings import FrozenMapping
from ....statistics.weighting.calibration.distances import AT_BOUND, LARGEST_LOG

Pair = tuple[nw.Expr, nw.Expr]


def _raking(u: nw.Expr, low: float, high: float) -> Pair:
    free = _at_most(u, LARGEST_LOG).exp()
    return _cut(free, free, low, high)


def _logit(u: nw.Expr, low: float, high: float) -> Pair:
    span = high - low
    rate = span / ((1 - low) * (high - 1))
    share = (1 - low) / ((1 - low) + (high - 1) * _at_most(u * -rate, LARGEST_LOG).exp())
    return low + span * share, span * rate * share * (1 - share)


def _cut(free: nw.Expr, slope: nw.Expr, low: float, high: float) -> Pair:
    """Return a factor within its bounds, and its slope, little of which is left at a bound."""
    low, high = max(low, -1e300), min(high, 1e300)
    cut = nw.when(free < low).then(nw.lit(low)).otherwise(_at_most(free, high))
    outside = (free < low) | (free > high)
    at_bound = AT_BOUND * (nw.lit(1.0) if slope is not free else cut)
    return cut, nw.when(outside).then(at_bound).otherwise(slope)


def _at_most(values: nw.Expr, most: float) -> nw.Expr:
    return nw.when(values > most).then(nw.lit(most)).otherwise(values)


FACTORS: Mapping[str, Callable[[nw.Expr, float, float], Pair]] = FrozenMapping(
    {
        "linear": lambda u, low, high: _cut(1.0 + u, nw.lit(1.0), low, high),
        "raking": _raking,
        "logit": _logit,
    }
)
"""(u, low, high) → g and its slope dg/du, by the key of the distance."""
