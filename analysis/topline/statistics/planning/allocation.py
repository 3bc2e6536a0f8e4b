"""How to share a sample among strata."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...errors import ArgumentError
from ..core.methods import FloatArray

# A share of each stratum up to a factor, from its size N, its standard deviation S and its cost c.
# N·S gives the smallest variance of the mean for a sample size, N·S/√c that for a cost.
ALLOCATIONS: dict[str, Callable[[FloatArray, FloatArray, FloatArray], FloatArray]] = {
    "proportional": lambda size, _sd, _cost: size,
    "equal": lambda size, _sd, _cost: np.ones_like(size),
    "neyman": lambda size, sd, _cost: size * sd,
    "optimal": lambda size, sd, cost: size * sd / np.sqrt(cost),
}


def allocate(
    n: int,
    sizes: ArrayLike,
    *,
    method: str = "proportional",
    shares: ArrayLike = 0.5,
    costs: ArrayLike = 1.0,
) -> Any:
    """Share a sample among strata, in whole respondents that add up.

    No stratum is given more people than it has.

    Parameters
    ----------
    n : int
        Respondents in all.
    sizes : (k,) array_like
        People in each stratum.
    method : {"proportional", "equal", "neyman", "optimal"}
        "neyman" gives more to strata that vary more, "optimal" also more to cheaper ones.
    shares : float or (k,) array_like, default 0.5
        Expected share p in each stratum; it varies by √(p(1 − p)).
    costs : float or (k,) array_like, default 1.0
        Cost of a respondent in each stratum.

    Returns
    -------
    (k,) ndarray of int
        Respondents of each stratum.

    Raises
    ------
    ArgumentError
        When n exceeds the population, or an argument is out of range.

    References
    ----------
    Cochran (1977), Sampling Techniques, sections 5.5 and 5.9.

    Examples
    --------
    >>> allocate(100, [8000, 1500, 500]).tolist()
    [80, 15, 5]
    """
    size, p, cost = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(value, dtype=float)) for value in (sizes, shares, costs))
    )
    if method not in ALLOCATIONS:
        raise ArgumentError(f"method is {method!r}; expected one of {', '.join(ALLOCATIONS)}")
    if not (np.all(size >= 1) and np.all((p >= 0) & (p <= 1)) and np.all(cost > 0)):
        raise ArgumentError("sizes must be 1 or more, shares from 0 to 1, and costs above 0")
    if n != int(n) or not 1 <= n <= size.sum():
        raise ArgumentError(
            f"n is {n}; expected a whole number from 1 to {size.sum():g}, everybody"
        )
    weight = ALLOCATIONS[method](size, np.sqrt(p * (1 - p)), cost)
    if not weight.sum() > 0:
        raise ArgumentError("no stratum varies; with shares of 0 or 1 nothing needs to be asked")
    given = _capped(int(n), weight, size)
    # Largest remainders, so that the parts add up.
    parts = np.floor(given + 1e-9).astype(int)
    order = np.argsort(parts - given, kind="stable")
    parts[order[: int(n) - parts.sum()]] += 1
    return parts


def _capped(n: int, weight: FloatArray, size: FloatArray) -> FloatArray:
    """Share n by weight; what a full stratum cannot take goes to the others."""
    given = np.zeros_like(size)
    free = np.ones(size.shape, dtype=bool)
    while True:
        rest = n - size[~free].sum()
        weights = np.where(free, weight, 0.0)
        weights = weights if weights.sum() > 0 else free.astype(float)
        given = np.where(free, rest * weights / weights.sum(), size)
        over = free & (given > size)
        if not over.any():
            return given
        free &= ~over
