"""Survival curves of a survey, and whether those of groups differ."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.special import chdtrc, fdtrc

from ...arguments import check_number, check_one_of
from ...calls import answering_class
from ...errors import ArgumentError, DataError
from ...estimates.access import ChartAtHand
from ...estimates.estimates import Estimates
from ...language.amounts import listed_words, value_words
from ...language.message import Message
from ...spoken import SpokenTable, with_stop
from ...statistics.comparisons.significance import Significance
from ...statistics.core.arguments import broadcast
from ...statistics.survival.cox import at_risk, log_rank_scores
from ...statistics.survival.curves import (
    ESTIMATORS,
    Curve,
    log_survival_influence,
    survival_curve,
)
from ..data.columns import FloatArray
from ..design.design import Linearised
from ..design.subpopulation import Subpopulation
from ..estimators.request import words_of
from ..models.rows.sums import unit_totals_of
from ..outcomes.answers import AskedOf
from ..variance.kernels import covariance_of
from .grouped import Grouped, grouped_times

_MOST_POWER = 100
"""Beyond, all but the first or the last times have no weight."""

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
    replicates = own.rows.rows.codes.laid_out
    assert replicates is not None
    columns = range(int(replicates.shape[1]))
    return np.array([again(replicates[own.rows.at, place : place + 1][:, 0]) for place in columns])


@dataclass(frozen=True, eq=False)
class LogRank:
    """Events of each group but the first less those expected, with their covariance.

    `total` is (k − 1,), `covariance` (k − 1, k − 1); `n` respondents, `design_df` the degrees of
    freedom of the design among them.
    """

    total: FloatArray
    covariance: FloatArray
    labels: tuple[str, ...]
    n: int
    design_df: float
    words: str

    @property
    def df(self) -> float:
        """Denominator degrees of freedom, ν − k + 1 of k differences.

        Raises
        ------
        DataError
            When there are none.
        """
        found = self.design_df - len(self.total) + 1
        if found > 0:
            return found
        raise DataError(
            f"the design leaves {max(self.design_df, 0):.10g} degrees of freedom among these "
            f"respondents, too few to compare {len(self.labels)} groups; put groups together, or "
            "see the curves with their limits"
        )

    @property
    def scale(self) -> float:
        """What the covariance is to be multiplied by: few units tell it too small along some axis.

        ν/(ν − k + 1), as of Hotelling's T².
        """
        return 1.0 if np.isinf(self.df) else self.design_df / self.df

    def test(self) -> Significance:
        """Test that the survival curves of the groups are the same."""
        k, df = len(self.total), self.df
        square = float(self.total @ np.linalg.solve(self.covariance * self.scale, self.total))
        return Significance(
            statistic=square / k,
            df=float(k),
            df2=df,
            p_value=float(chdtrc(k, square) if np.isinf(df) else fdtrc(k, df, square / k)),
            n=self.n,
            method=self.words,
        )


def log_rank_of(
    of: Subpopulation, formula: str, *, rho: float, gamma: float, asked: AskedOf
) -> LogRank:
    """Return what a log-rank test is made of; see ``Survey.log_rank_test``.

    Raises
    ------
    ArgumentError, DataError
    """
    expected = f"a power from 0 to {_MOST_POWER}"
    rho = check_number("rho", rho, 0, _MOST_POWER, expected=expected)
    gamma = check_number("gamma", gamma, 0, _MOST_POWER, expected=expected)
    own = grouped_times(of, formula, asked)
    if len(own.labels) < 2:
        raise ArgumentError("there is one group in the rows used; a test needs two or more")
    x = (own.codes[:, None] == np.arange(1, len(own.labels))).astype(float)

    def scores(w: FloatArray) -> FloatArray:
        risk = at_risk(x, own.rows.outcome, own.event, w)
        if rho == 0 and gamma == 0:
            return log_rank_scores(risk)
        curve = survival_curve(own.rows.outcome, own.event, w)
        # of everybody just before each time, as in Fleming & Harrington
        left = np.concatenate([[1.0], curve.survival[:-1]])
        return log_rank_scores(risk, left**rho * (1 - left) ** gamma)

    weights = own.rows.rows.weights[own.rows.at]
    found = scores(weights)
    total = weights @ found
    if isinstance(own.request.design, Linearised):
        spread: Any = unit_totals_of(own.request, own.rows, found)
    else:
        replicates = own.rows.rows.codes.laid_out
        assert replicates is not None
        spread = np.empty((int(replicates.shape[1]), len(total)))
        for number in range(len(spread)):
            w = replicates[own.rows.at, number : number + 1][:, 0]
            spread[number] = w @ scores(w)
    what = Message(
        "log-rank test of {times} by {group}", times=own.times.words, group=str(own.group)
    )
    return LogRank(
        total=total,
        covariance=covariance_of(own.request.design, spread, total).matrix(),
        labels=own.labels,
        n=len(own.rows.at),
        design_df=own.degrees(own.rows.at),
        words=words_of(own.request, what),
    )
