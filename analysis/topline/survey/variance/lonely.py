"""Strata of one sampled unit, under the rules that borrow from the other strata."""

from typing import Any

import numpy as np
from scipy import sparse

from ..data.columns import FloatArray
from ..design.design import Stage


def lonely_deviations(stage: Stage, totals: Any, inside: Any) -> FloatArray:
    """Return √a_u·(t_u − centre), a row per unit, where strata of one unit follow a rule.

    In each column a stratum is lonely if it has one unit with members of the column's domain: of
    one unit sampled, or with ``stage.domains`` of several. "adjust" centres it at the mean of all
    units of the strata that have members; "average" leaves it out and inflates the other strata
    that have members by H/(H − left out). A stratum without members adds nothing.

    Parameters
    ----------
    stage : Stage
    totals : (m, k) sparse matrix
        Totals of the stage's units.
    inside : (m, k) sparse matrix
        Not 0 where a unit has members of the column's domain, even if its total is 0.
    """
    t = totals.toarray()
    order = sparse.csr_matrix(
        (np.ones(len(t)), (stage.stratum, np.arange(len(t)))), (len(stage.sampled), len(t))
    )
    members = (order @ (inside > 0).astype(float)).toarray()
    # not for those that were drawn whole
    drawn = np.bincount(stage.stratum, stage.scale, len(stage.sampled)) > 0
    may_be = drawn & (stage.domains | (stage.sampled == 1))
    lonely = (members == 1) & may_be[:, None]
    centre = (order @ t) / stage.sampled[:, None]
    size = np.sqrt(stage.scale)[:, None]
    if stage.rule == "adjust":
        units = stage.sampled @ (members > 0)
        centre = np.where(lonely, t.sum(axis=0) / np.maximum(units, 1), centre)
        return np.asarray((t - centre[stage.stratum]) * size)
    strata, left = (members > 0).sum(axis=0), lonely.sum(axis=0)
    # NaN where all strata are left out
    others = np.where(strata > left, strata - left, np.where(strata > 0, np.nan, 1))
    kept = ~lonely[stage.stratum] * size * np.sqrt(np.maximum(strata, 1) / others)
    return np.asarray((t - centre[stage.stratum]) * kept)
