"""How to share a sample among strata."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...arguments import check_one_of, check_whole
from ...errors import ArgumentError
from ..core.arguments import LARGEST_BASE, broadcast
from ..core.methods import FloatArray

_LEAST_COST = 1e-9

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
    Cochran (1977), Sampling Techniques, sections 5.5, 5.8 and 5.10.

    Examples
    --------
    >>> allocate(100, [8000, 1500, 500]).tolist()
    [80, 15, 5]
    """
    check_one_of("method", method, ALLOCATIONS)
    values, _ = broadcast(sizes=sizes, shares=shares, costs=costs)
    size, p, cost = (np.atleast_1d(value) for value in values)
    if size.ndim > 1 or not size.size:
        raise ArgumentError(f"sizes has the shape {size.shape}; expected one number a stratum")
    sizes_legal = (size >= 1) & (size <= LARGEST_BASE)
    costs_legal = (cost >= _LEAST_COST) & (cost <= 1 / _LEAST_COST)
    if not (sizes_legal & (p >= 0) & (p <= 1) & costs_legal).all():
        raise ArgumentError(
            "sizes must be 1 or more, shares from 0 to 1, and costs above 0; sizes are at most "
            "10^15, and costs from 10^-9 to 10^9"
        )
    most = min(int(size.sum()), int(LARGEST_BASE))
    n = check_whole("n", n, 1, most, expected=f"a whole number from 1 to {most:,}, everybody")
    weight = ALLOCATIONS[method](size, np.sqrt(p * (1 - p)), cost)
    if not weight.sum() > 0:
        raise ArgumentError("no stratum varies; with shares of 0 or 1 nothing needs to be asked")
    # by weight; what a full stratum cannot take goes to the others
    given, free, over = size, np.ones(size.shape, dtype=bool), size > 0
    while over.any():
        weights = np.where(free, weight, 0.0)
        weights = weights if weights.sum() > 0 else free.astype(float)
        rest = int(n) - size[~free].sum()
        given = np.where(free, rest * weights / weights.sum(), size)
        over = free & (given > size)
        free &= ~over
    # Largest remainders, so that the parts add up.
    parts = np.floor(given + 1e-9).astype(int)
    order = np.argsort(parts - given, kind="stable")
    parts[order[: int(n) - parts.sum()]] += 1
    return parts
