"""Where coefficients move with respondents of whose variance nothing is known."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....statistics.core.blocks import Matrix
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...engine.asked import Subset
from ...estimators.request import Request
from .rows import ModelRows

EXACT = 1e-9
"""Part of the usual residual up to which an outcome is fitted exactly."""

_SOME = 2_000
"""Rows that mostly show of a level that its outcomes vary, in several sampled units."""


def untold_directions(
    request: Request, rows: ModelRows, x: Matrix, working: FloatArray, terms: Sequence[Any]
) -> FloatArray:
    """Return where coefficients move with respondents of whose variance nothing is known, (u, k).

    These are of a level that is in one sampled unit, or whose outcomes are all fitted exactly, as
    one respondent's is: residuals in it add up to 0 in its unit, whatever was answered. With it
    moves its own coefficient; with a level that others are compared with moves the intercept, and
    all of the term the other way.

    Parameters
    ----------
    request : Request
    rows : ModelRows
    x : (m, k) Matrix
        Predictors.
    working : (m,) float
        Weighted residuals.
    terms : sequence of list of int
        Where the coefficients of each term stand.
    """
    axes, found = np.eye(x.shape[1]), []
    usual = float(np.sqrt((working @ working) / (rows.weights @ rows.weights)))
    if not usual > 0:
        return axes[:0]

    used = rows.at

    def silent(of: IntArray) -> bool:
        exact = np.abs(working[of]) <= EXACT * usual * rows.weights[of]
        return bool(of.size and (exact.all() or _in_one_unit(request, rows, used[of])))

    # what some rows show to vary varies, and the others need not be looked at
    some = np.arange(0, len(working), max(1, len(working) // _SOME))
    sample = np.asarray(x[some])

    def varies(own: NDArray[np.bool_]) -> bool:
        return bool(own.any()) and not silent(some[own])

    for place, own in enumerate((sample != 0).T):
        every = own if varies(own) else np.asarray(x[:, place] != 0)
        if every is not own and not every.all() and silent(np.flatnonzero(every)):
            found.append(axes[place])
    ones = np.flatnonzero((sample == 1).all(axis=0))
    whole = [place for place in ones if (x[:, place] == 1).all()]
    for places in terms if whole else ():
        own = sample[:, places]
        if not places or not _indicators(own) or varies(np.asarray(~own.any(axis=1))):
            continue
        own = np.asarray(x[:, places])
        neither = ~own.any(axis=1)
        if _indicators(own) and not neither.all() and silent(np.flatnonzero(neither)):
            found.append(axes[whole[0]] - axes[places].sum(axis=0))
    return np.array(found).reshape(-1, x.shape[1])


def _indicators(x: FloatArray) -> bool:
    """Return whether columns tell levels of which each row has one at most."""
    return bool(((x == 0) | (x == 1)).all() and x.sum(axis=1).max() <= 1)


def _in_one_unit(request: Request, rows: ModelRows, at: IntArray) -> bool:
    """Return whether some rows are in one sampled unit, which is one of several."""
    design, codes = request.design, rows.rows.codes
    if isinstance(design, Linearised):
        if not design.stages or codes.first_unit is None:
            return False
        units = pd.unique(codes.first_unit[at])
        return bool(len(units) == 1 and design.stages[0].scale[units[0]] > 0)
    inside = np.zeros(len(rows.rows), dtype=bool)
    inside[at] = True
    if request.source.rank(Subset(inside), 2) > 1 or codes.laid_out is None:
        return False
    again = np.asarray(codes.laid_out[at]).sum(axis=0)
    return bool(np.ptp(again) > EXACT * np.abs(again).max())
