"""Degrees of freedom of a design, or of a subpopulation of it."""

import numpy as np
import pandas as pd

from .columns import FloatArray
from .designs import Design, Linearised
from .domains import Domains, Mask
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


def degrees_by_domain(design: Design, domains: Domains, weights: FloatArray) -> FloatArray:
    """Return the degrees of freedom of each domain: those of its members only, (g,)."""
    if domains.code is None or design.given_df:
        return np.full(len(domains), float(design.df))
    g = len(domains)
    if not isinstance(design, Linearised):
        members = (design.weights[domains.code == domain] for domain in range(g))
        return np.array([rank(part) - 1 if len(part) else 0 for part in members], dtype=float)
    counted = (domains.code >= 0) & (weights > 0)
    units = pd.unique(design.first_unit[counted].astype(np.int64) * g + domains.code[counted])
    strata = pd.unique(design.first_stratum[units // g].astype(np.int64) * g + units % g)
    count = np.bincount(units % g, minlength=g) - np.bincount(strata % g, minlength=g)
    return count.astype(float)
