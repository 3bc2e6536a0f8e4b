"""Counts of several independent groups, checked at the door."""

from typing import Any

import numpy as np

from ...errors import ArgumentError
from ..core.arguments import broadcast, check_all, check_counts
from ..core.methods import FloatArray


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
    check_all("deff", design, (design > 0) & np.isfinite(design), "a design effect is above 0")
    return x, n, design
