"""Degrees of freedom of a design, or of a subpopulation of it."""

import numpy as np

from ..data.columns import FloatArray
from ..design.design import Design, Linearised
from ..engine.source import Order, Source, Subset


def degrees(design: Design, source: Source, within: Subset | None) -> float:
    """Return the degrees of freedom of intervals.

    Those of the design: sampled clusters less strata, or the rank of the replicate weights less 1.
    For a subpopulation (`where`) the clusters and strata, or the replicate weights, of its members
    only, as R's survey counts them; domains of a `by` keep those of the design. A number the user
    gave for the design stays.
    """
    if within is None or design.given_df:
        return float(design.df)
    if isinstance(design, Linearised):
        return _of_units(design, source, within)
    # a subpopulation of nobody has a rank of 0, and 0 degrees of freedom
    return float(max(source.rank(within) - 1, 0))


def degrees_of_respondents(design: Design, source: Source, order: Order) -> FloatArray:
    """Return the degrees of freedom of each domain, (g,): those of its respondents only."""
    if design.given_df or order.is_whole:
        return np.full(len(list(order.respondents())), float(design.df))
    if isinstance(design, Linearised):
        return np.array([_of_units(design, source, own) for own in order.respondents()])
    # the rank of a hundred thousand respondents shows in some of them
    ranks = [source.rank(own, enough=design.df) for own in order.respondents()]
    return np.maximum(np.array(ranks, dtype=np.float64) - 1, 0)


def _of_units(design: Linearised, source: Source, among: Subset) -> float:
    units = source.first_units(among)
    return float(len(units) - len(np.unique(design.first_stratum[units])))
