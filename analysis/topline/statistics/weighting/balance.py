"""Balance: how far a weighted sample is from a target, in units and in standard deviations."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray, broadcast
from ..core.matrix import as_matrix
from .shared.start import as_start


@dataclass(frozen=True, eq=False, kw_only=True)
class Balance(Value):
    """Differences of a weighted sample from a target, one for each variable.

    Attributes
    ----------
    sample, target : (p,) float
        Means.
    difference : (p,) float
        Sample less target.
    standardised : (p,) float
        The same over the standard deviation of the target; NaN where it is 0.
    """

    sample: FloatArray
    target: FloatArray
    difference: FloatArray
    standardised: FloatArray


def balance_of(
    x: Any, weights: ArrayLike | None, *, target: ArrayLike, deviation: ArrayLike
) -> Balance:
    """Compare weighted means with a target.

    Parameters
    ----------
    x : (n, p) array_like
        Variables; a category as a column of 0 and 1.
    weights : (n,) array_like or None
        None compares the sample without weights.
    target, deviation : (p,) array_like
        Means of the target, and its standard deviations: of a sample those of n − 1, of a share
        √(p(1 − p)). One standardiser for all weights makes them comparable.

    References
    ----------
    Austin (2009), Statistics in Medicine 28:3083–3107.

    Examples
    --------
    >>> balance_of([[1.0], [3.0]], [3, 1], target=[2.0], deviation=[2.0]).standardised.tolist()
    [-0.25]
    """
    matrix, _ = as_matrix(x, None)
    w = as_start(weights, len(matrix), name="weights")
    (means, spread), _ = broadcast(target=target, deviation=deviation)
    means, spread = np.atleast_1d(means), np.atleast_1d(spread)
    if means.shape != (matrix.shape[1],) or not (spread >= 0).all():
        raise ArgumentError(
            f"target and deviation have the shape {means.shape}; expected a mean, and a standard "
            f"deviation of 0 or more, for each of {matrix.shape[1]} variables"
        )
    sample = np.asarray(w @ matrix / w.sum(), dtype=float)
    difference = sample - means
    with np.errstate(divide="ignore", invalid="ignore"):
        standardised = np.where(spread > 0, difference / spread, np.nan)
    return Balance(sample=sample, target=means, difference=difference, standardised=standardised)
