"""Start weights at the door."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ....errors import ArgumentError
from ...core.arguments import FloatArray, broadcast

LEAST, LARGEST = 1e-30, 1e18
"""Weights, and what they add up to, lie between: further off they are a slip, and overflow."""


def as_start(start: ArrayLike | None, size: int, *, name: str = "start") -> FloatArray:
    """Return one weight a row, 0 or more; 1 for each where none are given.

    Raises
    ------
    ArgumentError
        When a weight is missing, negative or infinite, there are too many, or all are 0.
    """
    if start is None:
        return np.ones(size)
    if type(start) is np.ndarray and start.dtype == float and start.shape == (size,):
        weights: FloatArray = start
    else:
        (weights,), _ = broadcast(**{name: start})
    if weights.shape != (size,):
        raise ArgumentError(
            f"{name} has the shape {weights.shape}; expected one weight for each of {size:,} rows"
        )
    _check(name, weights)
    return weights


def as_weights(weights: ArrayLike, *, name: str = "weights") -> FloatArray:
    """Return weights, 0 or more, of however many rows.

    Raises
    ------
    ArgumentError
        When a weight is missing, negative or infinite, or all are 0.
    """
    (values,), _ = broadcast(**{name: weights})
    if values.ndim != 1 or not values.size:
        raise ArgumentError(f"{name} has the shape {values.shape}; expected one weight a row")
    _check(name, values)
    return values


def _check(name: str, weights: FloatArray) -> None:
    least = weights.min()
    if not (least >= 0 and weights.max() <= LARGEST):
        wrong = np.flatnonzero(~((weights >= 0) & (weights <= LARGEST)))
        row: Any = wrong[0]
        raise ArgumentError(
            f"{name} is {weights[row]:g} in row {row + 1:,} ({wrong.size:,} such rows); weights "
            "are 0 or more, not endless, and never missing: leave these rows out, or correct them"
        )
    if weights.max() < LEAST:
        raise ArgumentError(f"{name} is 0 in all {weights.size:,} rows; give weights above 0")
    if least < LEAST and ((weights > 0) & (weights < LEAST)).any():
        raise ArgumentError(f"{name} has weights of next to nothing; give 0, or correct them")
