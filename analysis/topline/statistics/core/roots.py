"""Roots of many rising functions at once, each kept between bounds that close in on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .methods import FloatArray

_STEPS = 200
_NEAR, _CLOSE = 1e-8, 1e-7
"""A value and a step this small are Newton's last: the step taken squares them."""
_NOISE = 1e-5
"""Below this a value that no longer halves is rounding."""

_EPSILON, _TINY = float(np.finfo(float).eps), float(np.finfo(float).smallest_normal)
_MOST_STEPS = 2_050
"""Halvings that lead from the largest number to the smallest."""

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


@dataclass(frozen=True, eq=False)
class Roots:
    """Roots between two ends each, and whether there the function crosses 0.

    Attributes
    ----------
    x : (…) float
        NaN where the function has one sign at both ends, or is no number.
    success : (…) bool
    one_sided : (…) bool
        Where it has one sign at both ends.
    """

    x: FloatArray
    success: NDArray[np.bool_]
    one_sided: NDArray[np.bool_]


def find_roots(
    function: Callable[..., Any], ends: Sequence[Any], *, args: Sequence[Any] = ()
) -> Roots:
    """Return where functions cross 0 between two ends, element by element.

    By inverse quadratic interpolation where three points make it safe, else by halving, until the
    ends are as near as numbers are. The same steps as ``scipy.optimize.elementwise.find_root``,
    which takes longer to load than all else that one figure needs.

    References
    ----------
    Chandrupatla (1997), Advances in Engineering Software 28:145–149.
    """
    first, second, *more = np.broadcast_arrays(*ends, *args)
    shape = first.shape
    x1, x2 = (np.array(one, dtype=float).ravel() for one in (first, second))
    held = [np.array(one).ravel() for one in more]
    f1, f2 = (np.asarray(function(x, *held), dtype=float) for x in (x1, x2))
    found = np.full(x1.size, np.nan)
    success, one_sided = np.zeros((2, x1.size), dtype=bool)
    left, t, x3, f3 = np.arange(x1.size), np.full(x1.size, 0.5), x2, f2
    for _ in range(_MOST_STEPS):
        near = np.where(np.abs(f1) < np.abs(f2), x1, x2)
        value = np.minimum(np.abs(f1), np.abs(f2))
        apart, tolerance = np.abs(x2 - x1), np.abs(near) * 4 * _EPSILON + 4 * _TINY
        exact = value <= _TINY
        alike = ~exact & (np.sign(f1) == np.sign(f2))
        lost = alike | (~exact & (np.isnan(f1) & np.isnan(f2) | ~np.isfinite(x1 + x2)))
        there = (exact | (apart < tolerance)) & ~lost
        found[left[there]], success[left[there]] = near[there], True
        one_sided[left[alike]] = True
        going = ~(there | lost)
        if not going.any():
            break
        t = _interpolated(x1, x2, x3, f1, f2, f3)
        edge = 0.5 * tolerance / np.where(apart > 0, apart, 1.0)
        t = np.clip(t, edge, 1 - edge)[going]
        left, held = left[going], [one[going] for one in held]
        x1, x2, f1, f2 = x1[going], x2[going], f1[going], f2[going]
        x = x1 + t * (x2 - x1)
        f = np.asarray(function(x, *held), dtype=float)
        same = np.sign(f) == np.sign(f1)
        x3, f3 = np.where(same, x1, x2), np.where(same, f1, f2)
        x2, f2 = np.where(same, x2, x1), np.where(same, f2, f1)
        x1, f1 = x, f
    return Roots(*(one.reshape(shape)[()] for one in (found, success, one_sided)))


def _interpolated(
    x1: FloatArray, x2: FloatArray, x3: FloatArray, f1: FloatArray, f2: FloatArray, f3: FloatArray
) -> FloatArray:
    """Return the next point as a part of the way from x1 to x2; the half where that is safer."""
    with np.errstate(all="ignore"):
        xi, phi = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
        safe = (1 - np.sqrt(1 - xi) < phi) & (phi < np.sqrt(xi))
        alpha = (x3 - x1) / (x2 - x1)
        t = f1 / (f1 - f2) * f3 / (f3 - f2) - alpha * f1 / (f3 - f1) * f2 / (f2 - f3)
    return np.where(safe, t, 0.5)
