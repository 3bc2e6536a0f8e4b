"""Cox's proportional hazards under weights, with the score of each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...arguments import check_one_of
from ..core.arguments import FloatArray
from ..core.matrix import as_matrix
from ..core.methods import Choice, as_table
from ..models.likelihood import At, LikelihoodFit, maximise

TIES = as_table(
    Choice("efron", "as if they fell in any order", "Efron (1977), JASA 72:557–565"),
    Choice("breslow", "all at risk together", "Breslow (1974), Biometrics 30:89–99"),
)
"""How events at one time share those at risk."""


def fit_cox(
    x: Any,
    time: FloatArray,
    event: NDArray[Any],
    *,
    weights: FloatArray | None = None,
    names: Sequence[str] | None = None,
    ties: str = "efron",
    start: FloatArray | None = None,
) -> LikelihoodFit:
    """Fit the hazard h(t)·exp(x'β) by the partial likelihood.

    Parameters
    ----------
    x : (n, p) array_like
        Predictors without a constant.
    time : (n,) float
        When the event came, or until when it had not.
    event : (n,) bool
    weights : (n,) float, optional
    names : sequence of str, optional
    ties : {"efron", "breslow"}
    start : (p,) float, optional

    Raises
    ------
    ArgumentError
        When no coefficients are the most likely ones.

    References
    ----------
    Cox (1972), JRSS B 34:187–220; Binder (1992), Biometrika 79:139–147, for the scores.
    """
    # without predictors there is a likelihood to compare with
    matrix, labels = as_matrix(x, names) if np.shape(x)[1:] != (0,) else (x, [])
    own = np.asarray(matrix, dtype=float)
    check_one_of("ties", ties, TIES)
    w = np.ones(len(own)) if weights is None else weights
    risk = at_risk(own, time, event, w, ties)
    begin = np.zeros(own.shape[1]) if start is None else start
    found, at, steps = maximise(risk.at, begin, tuple(labels), np.ptp(own, axis=0))
    return LikelihoodFit(
        names=tuple(labels),
        coefficients=found,
        information=at.information,
        scores=risk.scores(found),
        log_likelihood=at.value,
        iterations=steps,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class AtRisk:
    """Rows in order of time, and the distinct times of events.

    Attributes
    ----------
    x : (n, p) float
    w : (n,) float
    event : (n,) bool
        All of them in order of time.
    order : (n,) int
        Which row stands where.
    first : (k,) int
        Of each distinct time of events the first row that is still at risk.
    last : (n,) int
        How many of these times each row has reached.
    which, part : (d,) int and float
        Of each event the time it is at, and which part of the events there are gone before it.
    share : (d,) float
        Mean weight of the events at that time.
    """

    x: FloatArray
    w: FloatArray
    event: NDArray[Any]
    order: NDArray[Any]
    first: NDArray[Any]
    last: NDArray[Any]
    which: NDArray[Any]
    part: FloatArray
    share: FloatArray

    def at(self, of: FloatArray) -> At:
        """Return the partial likelihood somewhere."""
        eta = self.x @ of
        own = self.moments(eta)
        log_risk = np.log(own.risk) + own.shift
        value = float((self.w * eta)[self.event].sum() - (self.share * log_risk).sum())
        gradient = (self.w[:, None] * self.x)[self.event].sum(axis=0) - self.share @ own.mean
        spread = own.weight * own.hazard
        bent = (self.x * spread[:, None]).T @ self.x - (own.mean * self.share[:, None]).T @ own.mean
        return At(value, gradient, bent)

    def scores(self, of: FloatArray) -> FloatArray:
        """Return the score residual of each row, as the rows were given."""
        own = self.moments(self.x @ of)
        at = np.maximum(self.last - 1, 0)
        count = np.bincount(self.which, minlength=len(self.first))
        summed = [np.bincount(self.which, column, len(self.first)) for column in own.mean.T]
        mean = np.reshape(summed, (self.x.shape[1], len(count))).T / count[:, None]
        seen = self.event[:, None] * (self.x - mean[at])
        relative = (own.weight / self.w)[:, None]
        expected = relative * (self.x * own.hazard[:, None] - own.moved)
        found = np.empty_like(self.x)
        found[self.order] = seen - expected
        return found

    def moments(self, eta: FloatArray) -> "Moments":
        """Return sums over who is at risk at each event, given x'β."""
        shift = float(eta.max())
        weight = self.w * np.exp(eta - shift)
        both = np.column_stack([weight, weight[:, None] * self.x])
        # from the last row backwards: who is at risk at a time is all who come at it or later
        risk = np.cumsum(both[::-1], axis=0)[::-1][self.first]
        event_at = self.last[self.event] - 1
        events = np.column_stack(
            [np.bincount(event_at, column[self.event], len(self.first)) for column in both.T]
        )
        left = risk[self.which] - self.part[:, None] * events[self.which]
        mean = left[:, 1:] / left[:, :1]
        each = self.share / left[:, 0]
        steps = np.column_stack([each, each[:, None] * mean])
        by_time = np.column_stack(
            [np.bincount(self.which, column, len(self.first)) for column in steps.T]
        )
        gone = np.column_stack(
            [np.bincount(self.which, self.part * column, len(self.first)) for column in steps.T]
        )
        total = np.vstack([np.zeros(steps.shape[1]), np.cumsum(by_time, axis=0)])[self.last]
        total[self.event] -= gone[event_at]
        return Moments(
            weight=weight,
            shift=shift,
            risk=left[:, 0],
            mean=mean,
            hazard=total[:, 0],
            moved=total[:, 1:],
        )


def log_rank_scores(risk: AtRisk, of_times: FloatArray | None = None) -> FloatArray:
    """Return each row's part in observed less expected events of groups, as the rows were given.

    Parameters
    ----------
    risk : AtRisk
        Of indicators of all groups but one.
    of_times : (k,) float, optional
        Weights of the times of events; all alike without.

    References
    ----------
    Rader (2014), Methods for Analyzing Survival and Binary Data in Complex Surveys, dissertation,
    Harvard University; R's svylogrank, whose ties share those at risk as Efron's do.
    """
    own = risk.moments(np.zeros(len(risk.x)))
    k = len(risk.first)
    count = np.bincount(risk.which, minlength=k)
    sums = np.column_stack([np.bincount(risk.which, each, k) for each in own.mean.T])
    mean = sums / count[:, None]
    weight = np.ones(k) if of_times is None else of_times
    hazard = weight * np.bincount(risk.which, risk.share / own.risk, k)
    steps = np.column_stack([hazard, hazard[:, None] * mean])
    total = np.vstack([np.zeros(steps.shape[1]), np.cumsum(steps, axis=0)])[risk.last]
    at = np.maximum(risk.last - 1, 0)
    seen = (risk.event * weight[at])[:, None] * (risk.x - mean[at])
    found = np.empty_like(risk.x)
    found[risk.order] = seen - (risk.x * total[:, :1] - total[:, 1:])
    return found


@dataclass(frozen=True, eq=False, kw_only=True)
class Moments:
    """Sums over who is at risk at each event, and what each row has come through."""

    weight: FloatArray
    shift: float
    risk: FloatArray
    mean: FloatArray
    hazard: FloatArray
    moved: FloatArray


def at_risk(
    x: FloatArray, time: FloatArray, event: NDArray[Any], w: FloatArray, ties: str = "efron"
) -> AtRisk:
    """Put rows in order of time; rows of weight 0 are left out of it, and have a score of 0."""
    order = np.argsort(time, kind="stable")
    t, happened = time[order], np.asarray(event, dtype=bool)[order] & (w[order] > 0)
    times = np.unique(t[happened])
    last = np.searchsorted(times, t, side="right")
    which = last[happened] - 1
    count = np.bincount(which, minlength=len(times))
    place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    part = place / count[which] if ties == "efron" else np.zeros(len(which))
    mean_weight = np.bincount(which, w[order][happened], len(times)) / count
    return AtRisk(
        x=x[order],
        w=np.where(w[order] > 0, w[order], np.finfo(float).tiny),
        event=happened,
        order=order,
        first=np.searchsorted(t, times, side="left"),
        last=last,
        which=which,
        part=part,
        share=mean_weight[which],
    )
