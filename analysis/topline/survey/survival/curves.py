"""Survival curves of a survey."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from ...arguments import check_number, check_one_of
from ...calls import answering_class
from ...errors import ArgumentError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...language.amounts import listed_words, value_words
from ...language.message import Message
from ...spoken import SpokenTable, with_stop
from ...statistics.core.arguments import broadcast
from ...statistics.survival.curves import (
    ESTIMATORS,
    Curve,
    log_survival_influence,
    survival_curve,
)
from ..data.columns import FloatArray
from ..design.design import Linearised
from ..design.subpopulation import Subpopulation
from ..models.rows.sums import unit_totals_of
from ..outcomes.answers import AskedOf
from .grouped import Grouped, grouped_times

_MOST, _FEWEST = 200, 20
"""Times at which errors are worked out, where none are named, at most; so many of any number."""

_MOST_MOVED = 50_000_000
"""Respondents times times that are worked out, for each moves the curve: 400 MB."""


@answering_class
@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class SurvivalCurves(SpokenTable, ChartAtHand):
    """The share to whom something has not happened yet, by time, of everybody or of groups.

    Attributes
    ----------
    table : Estimates
        A row for each group and time, with limits.
    curves : mapping of str to Curve
        Every step of each group, with who is at risk before it.
    words : str
        Time and event.
    group : str
        What groups are of; empty where there are none.
    """

    table: Estimates
    curves: dict[str, Curve] = field(repr=False)
    words: str
    group: str = ""
    _times: dict[str, FloatArray] = field(repr=False, default_factory=dict)
    _versions: int = field(repr=False, default=1)
    _charts = ("survival",)
    _unnamed = ("at_risk",)

    def at_risk(self, times: Any) -> pd.DataFrame:
        """Return how many respondents of each group were still looked at just before some times.

        A row for each group and a column for each time; unweighted, and of several versions of the
        data their mean.
        """
        (at,), _ = broadcast(times=times)
        at = at.reshape(-1)
        left = {
            name: np.rint((len(own) - np.searchsorted(own, at)) / self._versions).astype(int)
            for name, own in self._times.items()
        }
        return pd.DataFrame(left, index=at).T

    def quantile(self, share: float = 0.5) -> pd.Series:
        """Return the time by which something has happened to a share of each group.

        NaN where it has not happened to so many while they were looked at.
        """
        share = check_number("share", share, 0, 1, expected="a share, 0 to 1")
        found = {}
        for name, curve in self.curves.items():
            past = np.flatnonzero(curve.survival <= 1 - share + 1e-12)
            found[name] = float(curve.time[past[0]]) if past.size else np.nan
        return pd.Series(found, name="time")

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the curves are of, and by when it had happened to half."""
        median = self.quantile()
        told = [
            Message(
                "{name}: {value}",
                name=name or Message("everybody"),
                value=value_words(value) if np.isfinite(value) else Message("not reached"),
            )
            for name, value in median.items()
        ]
        return (
            with_stop(
                Message(
                    "Survival by {words}; median time {times}",
                    words=self.words,
                    times=listed_words(told),
                )
            ),
        )


def kaplan_meier_curves(
    of: Subpopulation, formula: str, *, times: Any, estimator: str, asked: AskedOf
) -> SurvivalCurves:
    """Estimate survival curves; see ``Survey.kaplan_meier``."""
    check_one_of("estimator", estimator, ESTIMATORS)
    own = grouped_times(of, formula, asked)
    weights = own.rows.rows.weights[own.rows.at]
    inside = [own.codes == place for place in range(len(own.labels))]

    def curve_of(w: FloatArray, place: int) -> Curve:
        return survival_curve(
            own.rows.outcome, own.event, np.where(inside[place], w, 0.0), estimator
        )

    curves = [curve_of(weights, place) for place in range(len(own.labels))]
    at = np.unique(np.concatenate([curve.time for curve in curves]))
    if times is not None:
        (given,), _ = broadcast(times=times)
        at = np.unique(given.reshape(-1))
        most = max(_MOST, _MOST_MOVED // max(len(weights), 1))
        if len(at) > most:
            raise ArgumentError(
                f"times has {len(at):,} times; expected at most {most:,} of {len(weights):,} "
                "respondents, such as the ends of months; leave it out for the times of the data"
            )
    else:
        at = told_times(at, len(weights))
    estimate = np.concatenate([curve.at(at) for curve in curves])

    def again(w: FloatArray) -> FloatArray:
        return np.concatenate([curve_of(w, place).at(at) for place in range(len(own.labels))])

    spread = _spread_of(own, curves, at, again)
    return SurvivalCurves(
        table=own.table(curves, at, estimate, spread),
        curves=dict(zip(own.labels, curves, strict=True)),
        words=own.times.words,
        group=own.group,
        _times=dict(zip(own.labels, own.sorted_times, strict=True)),
    )


def told_times(at: FloatArray, respondents: int) -> FloatArray:
    """Return the times at which curves are told where none are named: all, or as many as may be."""
    most = min(_MOST, max(_FEWEST, _MOST_MOVED // max(respondents, 1)))
    return at if len(at) <= most else at[np.linspace(0, len(at) - 1, most).astype(int)]


def _spread_of(
    own: Grouped, curves: Sequence[Curve], at: FloatArray, again: Callable[[FloatArray], FloatArray]
) -> Any:
    """Return how units move the curves at some times, or the curves under each replicate weight."""
    if isinstance(own.request.design, Linearised):
        parts = []
        for place, curve in enumerate(curves):
            inside = own.codes == place
            moved = log_survival_influence(curve, own.rows.outcome[inside], own.event[inside], at)
            # where nobody is left there is no error to speak of
            moved = np.nan_to_num(moved * curve.at(at))
            rows = replace(own.rows, at=np.compress(inside, own.rows.at))
            if any(stage.rule for stage in own.request.design.stages):
                # rules for lonely units ask who has members, of any group
                rows, told = own.rows, np.zeros((len(inside), len(at)))
                told[inside], moved = moved, told
            parts.append(unit_totals_of(own.request, rows, moved))
        return sparse.hstack(parts, format="csr")
    return own.replicated(again)
