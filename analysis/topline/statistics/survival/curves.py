"""Kaplan and Meier's curve under weights, with the influence of each row."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...values import Value
from ..core.arguments import FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve(Value):
    """Who is left at each distinct time of an event.

    Attributes
    ----------
    time : (k,) float
    survival : (k,) float
        Right after each time.
    at_risk, events : (k,) float
        Sums of weights.
    rows_at_risk : (k,) int
    """

    time: FloatArray
    survival: FloatArray
    at_risk: FloatArray = field(repr=False)
    events: FloatArray = field(repr=False)
    rows_at_risk: NDArray[Any] = field(repr=False)

    def places(self, times: FloatArray) -> NDArray[Any]:
        """Return how many of the curve's times have come at some others."""
        return np.searchsorted(self.time, times, side="right")

    def at(self, times: FloatArray) -> FloatArray:
        """Return the survival at some times: 1 before the first event."""
        return np.concatenate([[1.0], self.survival])[self.places(times)]


def survival_curve(time: FloatArray, event: NDArray[Any], weights: FloatArray) -> Curve:
    """Estimate the share to whom something has not happened yet, by time.

    Parameters
    ----------
    time : (n,) float
    event : (n,) bool
    weights : (n,) float

    References
    ----------
    Kaplan & Meier (1958), JASA 53:457–481.
    """
    used = weights > 0
    order = np.argsort(time[used], kind="stable")
    t, w = time[used][order], weights[used][order]
    happened = np.asarray(event, dtype=bool)[used][order]
    times = np.unique(t[happened])
    first = np.searchsorted(t, times, side="left")
    risk = np.cumsum(w[::-1])[::-1][first]
    events = np.bincount(np.searchsorted(times, t[happened]), w[happened], len(times))
    # who is the last of all leaves nobody: 1 less a ratio of the same sum is 0
    left = np.where(np.isclose(events, risk, rtol=1e-12), 0.0, 1 - events / risk)
    return Curve(
        time=times,
        survival=np.cumprod(left),
        at_risk=risk,
        events=events,
        rows_at_risk=len(t) - first,
    )


def log_survival_influence(
    curve: Curve, time: FloatArray, event: NDArray[Any], times: FloatArray
) -> FloatArray:
    """Return the influence (n, m) of each row on the logarithm of survival at some times.

    It is −∫ dM_i/Y up to each time, M_i the events of a row less those expected of it: the
    linearisation of the cumulated hazard.

    References
    ----------
    Williams (1995), Biometrics 51:706–711; Lumley (2010), Complex Surveys, section 8.3.
    """
    own = np.searchsorted(curve.time, time, side="right")
    expected = np.concatenate([[0.0], np.cumsum(curve.events / curve.at_risk**2)])
    reached = curve.places(times)
    seen = np.where(np.asarray(event, dtype=bool), 1 / curve.at_risk[np.maximum(own - 1, 0)], 0.0)
    counted = np.asarray(event, dtype=bool)[:, None] & (own[:, None] <= reached)
    return np.asarray(expected[np.minimum(own[:, None], reached)] - seen[:, None] * counted)
