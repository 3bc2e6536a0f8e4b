"""Start weights at the door."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ....errors import ArgumentError
from ...core.arguments import FloatArray, broadcast


def as_start(start: ArrayLike | None, size: int, *, name: str = "start") -> FloatArray:
    """Return one weight a row, 0 or more; 1 for each where none are given.

    Raises
    ------
    ArgumentError
        When a weight is missing, negative or infinite, there are too many, or all are 0.
    """
    if start is None:
        return np.ones(size)
    if isinstance(start, np.ndarray) and start.dtype == float and start.shape == (size,):
        weights = start
    else:
        (weights,), _ = broadcast(**{name: start})
    if weights.shape != (size,):
        raise ArgumentError(
            f"{name} has the shape {weights.shape}; expected one weight for each of {size:,} rows"
        )
    low = weights.min(initial=0.0)
    if not (low >= 0 and weights.max(initial=0.0) < np.inf):
        wrong = np.flatnonzero(~((weights >= 0) & (weights < np.inf)))
        row: Any = wrong[0]
        raise ArgumentError(
            f"{name} is {weights[row]:g} in row {row + 1:,} ({wrong.size:,} such rows); weights "
            "are 0 or more and never missing: leave these rows out, or correct them"
        )
    if not weights.any():
        raise ArgumentError(f"{name} is 0 in all {size:,} rows; a weight above 0 is needed")
    return weights
