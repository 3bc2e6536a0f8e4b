"""Degrees of freedom of a design, or of a subpopulation of it."""

import numpy as np

from .columns import FloatArray
from .designs import Design, Linearised
from .domains import Mask
from .replicates import rank


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
        inside = design.weights[mask]
        return float(rank(inside) - 1) if len(inside) else 0.0
    seen = np.zeros(len(design.first_stratum), dtype=bool)
    seen[design.first_unit[mask & (weights > 0)]] = True
    return float(seen.sum() - len(np.unique(design.first_stratum[seen])))
