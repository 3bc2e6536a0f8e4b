"""Kaplan and Meier's curve under weights, with the influence of each row."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_one_of
from ...values import Value
from ..core.arguments import FloatArray
from ..core.methods import Choice, as_table

ESTIMATORS = as_table(
    Choice("kaplan-meier", "the product of those left", "Kaplan & Meier (1958), JASA 53:457–481"),
    Choice(
        "hazard",
        "exp of the cumulated hazard, as R's svykm",
        "Nelson (1969), Journal of Quality Technology 1:27–52",
    ),
)
"""How a survival curve is made of those at risk and the events among them."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Curve(Value):
    """Who is left at each distinct time of an event.

    Attributes
    ----------
    time : (k,) float
    survival : (k,) float
        Right after each time.
    estimator : str
        A key of ``ESTIMATORS``.
    at_risk, events : (k,) float
        Sums of weights.
    """

    time: FloatArray
    survival: FloatArray
    estimator: str
    at_risk: FloatArray = field(repr=False)
    events: FloatArray = field(repr=False)

    def places(self, times: FloatArray) -> NDArray[Any]:
        """Return how many of the curve's times have come at some others."""
        return np.searchsorted(self.time, times, side="right")

    def at(self, times: FloatArray) -> FloatArray:
        """Return the survival at some times: 1 before the first event."""
        return np.asarray(np.concatenate([[1.0], self.survival])[self.places(times)], dtype=float)


def survival_curve(
    time: FloatArray,
    event: NDArray[Any],
    weights: FloatArray,
    estimator: str = "kaplan-meier",
) -> Curve:
    """Estimate the share to whom something has not happened yet, by time.

    Parameters
    ----------
    time : (n,) float
    event : (n,) bool
    weights : (n,) float
    estimator : {"kaplan-meier", "hazard"}

    References
    ----------
    Kaplan & Meier (1958), JASA 53:457–481; Nelson (1969), Journal of Quality Technology 1:27–52.
    """
    check_one_of("estimator", estimator, ESTIMATORS)
    used = weights > 0
    order = np.argsort(time[used], kind="stable")
    t, w = time[used][order], weights[used][order]
    happened = np.asarray(event, dtype=bool)[used][order]
    times = np.unique(t[happened])
    first = np.searchsorted(t, times, side="left")
    risk = np.cumsum(w[::-1])[::-1][first]
    counted = np.bincount(np.searchsorted(times, t[happened]), w[happened], len(times))
    events = np.asarray(counted, dtype=float)
    # who is the last of all leaves nobody: 1 less a ratio of the same sum is 0
    left = np.where(np.isclose(events, risk, rtol=1e-12), 0.0, 1 - events / risk)
    product = estimator == "kaplan-meier"
    survival = np.cumprod(left) if product else np.exp(-np.cumsum(events / risk))
    return Curve(
        time=times,
        survival=np.asarray(survival, dtype=float),
        estimator=estimator,
        at_risk=risk,
        events=events,
    )


def log_survival_influence(
    curve: Curve, time: FloatArray, event: NDArray[Any], times: FloatArray
) -> FloatArray:
    """Return the influence (n, m) of each row on the logarithm of survival at some times.

    It is −∫ dM_i/Y up to each time, M_i the events of a row less those expected of it, for the
    cumulated hazard; for Kaplan and Meier's product Y less the events takes the place of one Y. Not
    a number where nobody is left.

    References
    ----------
    Williams (1995), Lifetime Data Analysis 1:171–186; Lumley (2010), Complex Surveys, section 8.3.
    """
    if not len(curve.time):
        # nothing has happened to anybody, which moves with nobody
        return np.zeros((len(time), len(times)))
    own = np.searchsorted(curve.time, time, side="right")
    gone = curve.events if curve.estimator == "kaplan-meier" else 0.0
    below = np.where(curve.survival > 0, curve.at_risk - gone, np.nan)
    expected = np.concatenate([[0.0], np.cumsum(curve.events / curve.at_risk / below)])
    reached = curve.places(times)
    seen = np.where(np.asarray(event, dtype=bool), 1 / below[np.maximum(own - 1, 0)], 0.0)
    counted = np.asarray(event, dtype=bool)[:, None] & (own[:, None] <= reached)
    moved = expected[np.minimum(own[:, None], reached)]
    return np.asarray(moved - np.where(counted, seen[:, None], 0.0))
