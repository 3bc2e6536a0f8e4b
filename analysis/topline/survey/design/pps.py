"""Unequal probabilities without replacement: joint inclusion probabilities, given or approximated.

All go into one matrix D of a variance zᵀDz, z being weighted unit totals.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ...language.marking import marked
from ...mappings import FrozenMapping
from ..data.columns import FloatArray, IntArray
from .design import Quadratic

PPS: Mapping[str, str] = FrozenMapping(
    {
        "brewer": marked("Brewer's approximation"),
        "overton": marked("Overton's approximation"),
        "hartley_rao": marked("Hartley and Rao's approximation"),
        "horvitz_thompson": marked("Horvitz and Thompson's variance"),
        "yates_grundy": marked("Yates and Grundy's variance"),
    }
)
"""Label of each way from inclusion probabilities to a variance."""

_JOINT = ("horvitz_thompson", "yates_grundy")


def quadratic(
    method: str, chance: FloatArray, stratum: IntArray, joint: Any, total: float | None
) -> Quadratic:
    """Return D with 1 − π_i on its diagonal and 1 − π_i π_j/π_ij beside it.

    Parameters
    ----------
    method : str
        A key of ``PPS`` but "brewer".
    chance : (u,) float
        Inclusion probabilities of the sampled units.
    stratum : (u,) int
        Stratum of each unit; units of different strata are independent.
    joint : (u, u) array_like or None
        Joint inclusion probabilities, for the two methods that need them.
    total : float or None
        Σπ²/n over the population, for Hartley and Rao's; by default estimated from the sample.

    References
    ----------
    Overton (1985), EPA contractor report; Hartley & Rao (1962), Annals of Mathematical Statistics
    33:350–374; Yates & Grundy (1953), JRSS B 15:253–261; Horvitz & Thompson (1952), JASA
    47:663–685.
    """
    if method in _JOINT:
        if joint is None:
            raise ArgumentError(
                f"pps={method!r} needs joint=, the matrix of joint inclusion probabilities; "
                "without one choose 'brewer', 'overton' or 'hartley_rao'"
            )
        both = np.asarray(joint, dtype=float)
        if both.shape != (len(chance), len(chance)) or not (both > 0).all():
            raise ArgumentError(
                f"joint has shape {both.shape}; expected ({len(chance)}, {len(chance)}) "
                "probabilities above 0, in the order of the rows"
            )
        matrix = 1 - np.outer(chance, chance) / both
        np.fill_diagonal(matrix, 1 - chance)
        if method == "yates_grundy":
            matrix = matrix - np.diag(matrix.sum(axis=1))
        return Quadratic(matrix, PPS[method])
    n = np.bincount(stratum)[stratum].astype(float)
    pair = chance[:, None] + chance[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "overton":
            matrix = 1 - (n[:, None] - pair / 2) / (n[:, None] - 1)
        else:
            mean = np.bincount(stratum, chance) / np.bincount(stratum)
            spread = mean[stratum] if total is None else np.full(len(chance), float(total))
            matrix = 1 - (n[:, None] - pair + spread[:, None]) / (n[:, None] - 1)
    matrix[stratum[:, None] != stratum[None, :]] = 0
    np.fill_diagonal(matrix, 1 - chance)
    return Quadratic(matrix, PPS[method])
