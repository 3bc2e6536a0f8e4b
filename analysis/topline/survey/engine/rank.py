"""The rank of replicate weights, which gives their degrees of freedom."""

import numpy as np
from scipy.linalg.lapack import dpstrf

from ..data.columns import FloatArray, IntArray
from .replicate_weights import ReplicateWeights, rows_at_once

_FEW, _SOME = 2**12, 2**16
"""Rows of many that show the rank of all, unless it is not above what is enough."""


def rank_by_squares(matrix: FloatArray) -> int:
    """Return the rank of replicate weights from their cross products: to six digits, and fast."""
    products = matrix.T @ matrix
    _, _, found, _ = dpstrf(products, tol=1e-12 * products.max())
    return int(found) if products.any() else 0


def rank(matrix: ReplicateWeights, inside: IntArray | None = None) -> int:
    """Return the rank of replicate weights, or of some rows, from the few that show it.

    The rank of some rows is that of all if what those rows cannot tell apart, no row can.
    """
    replicates = matrix.shape[1]
    every = np.arange(len(matrix)) if inside is None else inside
    if len(every) <= replicates:
        return int(np.linalg.matrix_rank(matrix[every]))
    rows = matrix[every[:: max(1, len(every) // (8 * replicates))][: 8 * replicates]]
    while True:
        _, size, basis = np.linalg.svd(rows, full_matrices=False)
        found = int((size > size.max() * max(rows.shape) * np.finfo(float).eps).sum())
        if found == replicates:
            return found
        # how much of each row lies in the directions that those looked at cannot tell apart
        size_of = rows_at_once(matrix)
        parts = (every[start : start + size_of] for start in range(0, len(every), size_of))
        untold = basis[found:].T
        left = np.concatenate([np.abs(matrix[part] @ untold).max(axis=1) for part in parts])
        if left.max() <= 1e-9 * np.abs(rows).max():
            return found
        rows = np.vstack([rows, matrix[every[np.argsort(left)[-replicates:]]]])


def rank_above(matrix: ReplicateWeights, rows: IntArray, enough: float) -> int:
    """Return the rank of some rows, to six digits, or of as few as show that it is above enough."""
    found = 0
    for most in (_FEW, _SOME) if len(rows) else ():
        some = rows[:: 1 + len(rows) // most]
        found = rank_by_squares(matrix[some])
        if len(some) == len(rows) or found > enough:
            break
    return found
