"""Distances between weights and start weights, as the factors that make them least.

The factor of a row is g = F(u), u = x'λ/variance. Bounds cut linear and raking factors; of the
logit distance they are part.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...core.arguments import FloatArray
from ...core.methods import as_table

LARGEST_LOG = 700.0

AT_BOUND = 1e-6
"""Part of the slope that rows at a bound keep, so that rows all at bounds can move."""


@dataclass(frozen=True)
class Distance:
    """One distance of Deville & Särndal (1992).

    Attributes
    ----------
    key : str
        The name users pass as ``distance=``.
    label : str
        The name reports print.
    factor : callable
        (u, low, high) → g and its slope dg/du.
    source : str
    needs_bounds : bool
        Whether it has finite bounds around 1 by its nature.
    """

    key: str
    label: str
    factor: Callable[[FloatArray, FloatArray, FloatArray], tuple[FloatArray, FloatArray]]
    source: str
    needs_bounds: bool = False


def linear(u: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """G = 1 + u, cut at the bounds: least Σ(w − d)²/d, the regression estimator."""
    factor, at_bound = _cut(1 + u, low, high)
    return factor, np.where(at_bound, AT_BOUND, 1.0)


def raking(u: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """G = exp u, cut at the bounds: least Σ w·log(w/d) − w + d."""
    factor, at_bound = _cut(np.exp(np.minimum(u, LARGEST_LOG)), low, high)
    return factor, np.where(at_bound, AT_BOUND * factor, factor)


def logit(u: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """G from L to U along a logistic curve through 1.

    With A = (U − L)/((1 − L)(U − 1)) and s = (1 − L)/((1 − L) + (U − 1)·exp(−A·u)):
    g = L + (U − L)·s, dg/du = (U − L)·A·s·(1 − s).
    """
    span = high - low
    rate = span / ((1 - low) * (high - 1))
    share = (1 - low) / ((1 - low) + (high - 1) * np.exp(np.minimum(-rate * u, LARGEST_LOG)))
    return low + span * share, span * rate * share * (1 - share)


def _cut(
    free: FloatArray, low: FloatArray, high: FloatArray
) -> tuple[FloatArray, NDArray[np.bool_]]:
    cut = np.clip(free, low, high)
    return cut, cut != free


_DEVILLE = "Deville & Särndal (1992), Journal of the American Statistical Association 87:376–382"

DISTANCES = as_table(
    Distance("linear", "linear", linear, _DEVILLE + ", case 1"),
    Distance("raking", "raking", raking, _DEVILLE + ", case 2"),
    Distance("logit", "logit", logit, _DEVILLE + ", case 6", needs_bounds=True),
)
