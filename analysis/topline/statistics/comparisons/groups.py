"""Counts of several independent groups, checked at the door."""

from typing import Any

import numpy as np

from ...errors import ArgumentError
from ..core.arguments import broadcast, check_counts, check_deff
from ..core.methods import FloatArray

MOST_GROUPS = 2_000
"""Groups of which every two are compared: two million pairs."""


def check_pairs(groups: int) -> None:
    """Raise where the pairs of so many groups are too many to compare.

    Raises
    ------
    ArgumentError
    """
    if groups > MOST_GROUPS:
        raise ArgumentError(
            f"{groups:,} groups make {groups * (groups - 1) // 2:,} pairs; at most "
            f"{MOST_GROUPS:,} groups are compared in pairs; choose fewer, or put some together"
        )


def independent_groups(
    count: Any, nobs: Any, deff: Any
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return counts, bases and design effects of at least two groups along the last axis.

    Raises
    ------
    ArgumentError
        When there are fewer than two groups, a count exceeds its base, or a base or a design
        effect is 0 or less.
    """
    (x, n, design), _ = broadcast(count=count, nobs=nobs, deff=deff)
    if x.ndim == 0 or x.shape[-1] < 2:
        raise ArgumentError(
            f"count has the shape {x.shape}; expected at least two groups along the last axis"
        )
    check_counts(x, n)
    check_deff(design)
    return x, n, design


def check_margins(counts: FloatArray) -> None:
    """Refuse (…, r, c) tables with a row or column of nobody, NaN aside.

    Raises
    ------
    ArgumentError
    """
    known = ~np.isnan(counts).any(axis=(-2, -1))
    for axis, name in ((-1, "row"), (-2, "column")):
        empty = (counts.sum(axis=axis) == 0) & np.expand_dims(known, -1)
        if empty.any():
            *which, place = np.argwhere(empty)[0] + 1
            of = f" of table {', '.join(map(str, which))}" if which else ""
            raise ArgumentError(
                f"{name} {place}{of} has no respondents; leave it out: a test is of at least two "
                "rows and two columns in which somebody is"
            )
