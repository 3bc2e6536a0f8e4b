"""Degrees of freedom of a design, or of a subpopulation of it."""

import numpy as np
import pandas as pd

from ..data.columns import FloatArray, IntArray
from ..data.domains import Mask
from ..design.design import Design, Linearised
from ..design.replicated import rank, rank_by_squares
from ..engine.ordering import Ordered

_FEW, _SOME = 2**12, 2**16


def degrees(design: Design, mask: Mask | None, weights: FloatArray) -> float:
    """Return the degrees of freedom of intervals.

    Those of the design: sampled clusters less strata, or the rank of the replicate weights less 1.
    For a subpopulation (`where`) the clusters and strata, or the replicate weights, of its members
    only, as R's survey counts them; domains of a `by` keep those of the design. A number the user
    gave for the design stays.
    """
    if mask is None or design.given_df:
        return float(design.df)
    if not isinstance(design, Linearised):
        inside = np.flatnonzero(mask)
        return float(rank(design.weights, inside) - 1) if len(inside) else 0.0
    seen = np.zeros(len(design.first_stratum), dtype=bool)
    seen[design.first_unit[mask & (weights > 0)]] = True
    return float(seen.sum() - len(np.unique(design.first_stratum[seen])))


def degrees_of_respondents(design: Design, order: Ordered) -> FloatArray:
    """Return the degrees of freedom of each domain, (g,): those of its respondents only.

    The rank of the replicate weights of a hundred thousand respondents shows in some of them.
    """
    g = len(order.start) - 1
    if design.given_df or (g == 1 and len(order.rows) == len(order.y)):
        return np.full(g, float(design.df))
    own = [_of_rows(design, rows, order.weights) for rows in order.domains()]
    return np.array(own, dtype=np.float64)


def _of_rows(design: Design, rows: IntArray, weights: FloatArray) -> int:
    if isinstance(design, Linearised):
        units = pd.unique(design.first_unit[rows[weights[rows] > 0]])
        return len(units) - len(pd.unique(design.first_stratum[units]))
    for most in (_FEW, _SOME):
        some = rows[:: 1 + len(rows) // most]
        found = rank_by_squares(design.weights[some])
        if len(some) == len(rows) or found > design.df:
            break
    return found - 1 if len(rows) else 0
