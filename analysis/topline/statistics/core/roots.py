"""Roots of many rising functions at once, each kept between bounds that close in on it."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from .methods import FloatArray

_STEPS = 200
_NEAR, _CLOSE = 1e-8, 1e-7
"""A value and a step this small are Newton's last: the step taken squares them."""
_NOISE = 1e-5
"""Below this a value that no longer halves is rounding."""

Excess = Callable[..., tuple[FloatArray, FloatArray]]


def solve(
    excess: Excess,
    start: FloatArray,
    *args: FloatArray,
    low: FloatArray | float = -np.inf,
    high: FloatArray | float = np.inf,
) -> FloatArray:
    """Solve excess(θ, *args) = 0 for θ, element by element, by Newton's rule within bounds.

    A step that would leave the bounds known so far halves them instead. An element stops by its
    own value alone, so that it does not depend on its neighbours.

    Parameters
    ----------
    excess : callable
        ``(θ, *args) -> (value, slope)``, the value below 0 left of the root and above 0 right of
        it, on arrays of one dimension: those elements that have not stopped.
    start : (n,) float
        Within the bounds.
    *args : (n,) float
        What else the function depends on.
    low, high : (n,) float or float
        Bounds of the root; infinite ones are never halved, so the rule must converge there.
    """
    root = np.array(start, dtype=float)
    below, above = (
        np.array(np.broadcast_to(low, root.shape)),
        np.array(np.broadcast_to(high, root.shape)),
    )
    last = np.full(root.shape, np.inf)
    left = np.arange(root.size)
    for _ in range(_STEPS):
        if not left.size:
            break
        theta = root[left]
        with np.errstate(all="ignore"):
            value, slope = excess(theta, *(arg[left] for arg in args))
            following = theta - value / slope
        below[left] = np.where(value < 0, theta, below[left])
        above[left] = np.where(value > 0, theta, above[left])
        inside = (following >= below[left]) & (following <= above[left])
        with np.errstate(invalid="ignore"):
            middle = (below[left] + above[left]) / 2
        # A bound that is infinite cannot be halved: the element stays where it is.
        halved = np.where(np.isfinite(middle), middle, theta)
        following = np.where(inside, following, halved)
        root[left] = np.where(value == 0, theta, following)
        size, step = np.abs(value), np.abs(following - theta)
        going = (size > _NEAR) | ((size > 0) & (step > _CLOSE))
        going &= (size > _NOISE) | (size < last[left] / 2)
        last[left] = size
        left = left[going]
    return root


def find_roots(function: Callable[..., Any], ends: Sequence[Any], *, args: Sequence[Any]) -> Any:
    """Return what ``scipy.optimize.elementwise.find_root`` finds between two ends.

    That module takes longer to load than all else that estimates need, so it is loaded on first
    use.
    """
    return import_module("scipy.optimize.elementwise").find_root(function, ends, args=tuple(args))
