"""Survival curves of several completed versions of the data."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...statistics.survival.curves import Curve
from ..models.coefficients import with_table
from ..survival.curves import SurvivalCurves, told_times
from .pool import pooled_estimates
from .rules import CLOGLOG, Rules


def pooled_curves(
    curves_of: Callable[[Any, Any], SurvivalCurves],
    surveys: Sequence[Any],
    times: Any,
    rules: Rules,
) -> SurvivalCurves:
    """Return the curves of all versions, pooled at each time on the scale of log(−log S).

    Where one version has lost nobody yet, or everybody, its share of 1 or 0 has no place on that
    scale, and shares are pooled as they are.

    Parameters
    ----------
    curves_of : callable
        Of a survey and times to its curves.
    surveys : sequence of Survey
    times : any
        As ``Survey.kaplan_meier`` takes them; by default those of all versions' events.
    rules : Rules

    Raises
    ------
    ArgumentError
        When versions have other groups.
    """
    versions = [curves_of(survey, times) for survey in surveys]
    first = versions[0]
    for number, own in enumerate(versions[1:], 2):
        if own.curves.keys() != first.curves.keys():
            raise ArgumentError(
                f"version {number} of the data has the groups {', '.join(own.curves)}, and the "
                f"first {', '.join(first.curves)}; curves are pooled of the same groups: join "
                "small ones, or leave them out with where="
            )
    at = np.unique(np.concatenate([own.table.table["time"] for own in versions]))
    if times is None and any(len(own.table) != len(at) * len(own.curves) for own in versions):
        # versions whose events are at other times are told at the same ones
        at = told_times(np.unique(np.concatenate(_times(versions))), len(surveys[0]))
        versions = [curves_of(survey, at) for survey in surveys]
    # how many were at risk may differ between the versions
    plain = [with_table(own.table, own.table.table.drop(columns="at_risk")) for own in versions]
    table = pooled_estimates(plain, rules, CLOGLOG)
    risk = np.rint(np.mean([own.table.table["at_risk"] for own in versions], axis=0)).astype(int)
    return replace(
        versions[0],
        table=with_table(table, table.table.assign(at_risk=risk)),
        curves={
            name: _pooled_curve([own.curves[name] for own in versions]) for name in first.curves
        },
        _times={
            name: np.sort(np.concatenate([own._times[name] for own in versions]))
            for name in first._times
        },
        _versions=len(versions),
    )


def _times(versions: Sequence[SurvivalCurves]) -> list[Any]:
    return [curve.time for own in versions for curve in own.curves.values()]


def _pooled_curve(curves: Sequence[Curve]) -> Curve:
    """Return the curve whose steps are those of all versions, pooled as the table is."""
    time = np.unique(np.concatenate([curve.time for curve in curves]))
    survival = np.array([curve.at(time) for curve in curves])
    usable = CLOGLOG.usable(survival)
    with np.errstate(all="ignore"):
        pooled = CLOGLOG.back(CLOGLOG.to(survival).mean(axis=0))
    # right before a time all are at risk who are at the first step from then on
    places = [np.searchsorted(curve.time, time) for curve in curves]
    risk = [
        np.append(curve.at_risk, 0.0)[place] for curve, place in zip(curves, places, strict=True)
    ]
    events = [
        np.where(np.isin(time, curve.time), np.append(curve.events, 0.0)[place], 0.0)
        for curve, place in zip(curves, places, strict=True)
    ]
    return Curve(
        time=time,
        survival=np.where(usable, pooled, survival.mean(axis=0)),
        estimator=curves[0].estimator,
        at_risk=np.mean(risk, axis=0),
        events=np.mean(events, axis=0),
    )
