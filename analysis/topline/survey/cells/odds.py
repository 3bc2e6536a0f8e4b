"""The odds ratio of two answers within strata of respondents: Mantel and Haenszel's."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...estimates.estimates import Estimates
from ...language.marking import marked
from ..data.columns import FloatArray
from ..estimators.assemble import assemble
from ..estimators.request import Request, words_of
from ..hypotheses.groups import refuse_groups
from ..models.coefficients import with_table, with_tests
from .table import cell_shares


def estimate_odds_ratio(
    request: Request, exposure: str, outcome: str, within: Sequence[Any]
) -> Estimates:
    """Estimate the common odds ratio within groups; see ``Survey.odds_ratio``.

    Σ p₁₁p₂₂/p over Σ p₁₂p₂₁/p, the sums over the groups with shares p of all: groups in which one
    answer is lacking add nothing.

    Raises
    ------
    ArgumentError, DataError
    """
    refuse_groups(request, "the ratio has its own within=")
    cells = cell_shares(request, [exposure, outcome, *within])
    for name, labels in zip((exposure, outcome), cells.labels[:2], strict=True):
        if len(labels) != 2:
            shown = ", ".join(map(str, labels[:6])) or "none"
            raise ArgumentError(
                f"{name!r} has {len(labels)} answers among these respondents ({shown}), and an "
                "odds ratio is of two each; choose two with where=, or ask a condition"
            )
    both, crossed = _products(cells.shares[0])[0]
    if not (both.sum() > 0 and crossed.sum() > 0):
        raise ArgumentError(
            f"no group has all four combinations that a ratio needs: the odds of {outcome!r} are 0 "
            f"or infinite by {exposure!r}; give the shares with their intervals instead"
        )
    ratio = both.sum() / crossed.sum()
    slope = ratio * _log_slope(cells.shares[0]).reshape(1, 1, -1)

    def as_log_moves(shares: FloatArray) -> FloatArray:
        # it is the log that is tested and has the limits; where a replicate leaves a cell empty,
        # and the log is infinite, by its slope
        with np.errstate(divide="ignore", invalid="ignore"):
            up, down = (each.sum(axis=-1, keepdims=True) for each in _products(shares)[0])
            apart = ratio * np.log(up / down / ratio)
        return np.asarray(
            ratio + np.where(np.isinf(apart), (shares - cells.shares) @ slope[0].T, apart)
        )

    (first, second), yes = cells.labels[0], cells.labels[1][1]
    told = {"outcome": [f"odds of {outcome} {yes}"], "term": [f"{exposure}: {second} / {first}"]}
    piece = cells.derived(as_log_moves, slope, pd.DataFrame(told))
    kind = marked("Mantel–Haenszel odds ratio") if within else marked("odds ratio")
    how = words_of(request, kind)
    found = assemble(replace(request, interval=request.interval or "log"), [piece], how)
    # Student's test of the log, whose interval is that of the ratio
    log = found.table.assign(estimate=np.log(ratio), std_error=found.table["std_error"] / ratio)
    tested = with_tests(log)
    table = found.table.assign(statistic=tested["statistic"], p_value=tested["p_value"])
    return with_table(found, table)


def _products(shares: FloatArray) -> tuple[tuple[FloatArray, FloatArray], FloatArray]:
    """Return p₁₁p₂₂/p and p₁₂p₂₁/p of each group, and p, of the shares of cells, (…, 4·groups)."""
    p = shares.reshape(*shares.shape[:-1], 2, 2, -1)
    group = p.sum(axis=(-3, -2))
    # a group of nobody adds nothing
    there = np.where(group == 0, 1.0, group)
    crossed = p[..., 0, 1, :] * p[..., 1, 0, :] / there
    return (p[..., 0, 0, :] * p[..., 1, 1, :] / there, crossed), there


def _log_slope(shares: FloatArray) -> FloatArray:
    """Return how the log of the ratio moves with the share of each cell, (2, 2, groups)."""
    # d log Σ p₁₁p₂₂/p − d log Σ p₁₂p₂₁/p, a cell through its product and through its group's size
    (both, crossed), group = _products(shares)
    other = shares.reshape(2, 2, -1)[::-1, ::-1] / group
    sums = np.array([[both.sum(), -crossed.sum()], [-crossed.sum(), both.sum()]])
    found = other / sums[:, :, None] - (both / both.sum() - crossed / crossed.sum()) / group
    return np.asarray(found)
