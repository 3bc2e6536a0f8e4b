"""What a stage of sampling adds to the variance, of a table of unit totals with many gaps."""

from typing import Any

import numpy as np
from scipy import sparse

from ..data.columns import FloatArray
from ..design.design import Stage

_COLUMNS = 2**22
"""Cells of the matrix that are made at a time."""


def sparse_variance(stage: Stage, totals: Any) -> FloatArray:
    """Return Σ_u a_u (t_u − t̄_h)², units without a total counted together by stratum.

    Each stratum of a sparse table holds few units of a domain; the others differ from their mean
    by the mean itself.
    """
    cells = totals.tocoo()
    k, strata = totals.shape[1], len(stage.sampled)
    h, a = stage.stratum[cells.row], stage.scale[cells.row]
    times = np.ones(1) if stage.times is None else stage.times[cells.row]
    key = h * k + cells.col
    codes, place = np.unique(key, return_inverse=True)
    mean = np.bincount(place, times * cells.data) / stage.sampled[codes // k]
    inside = np.bincount(cells.col, a * (cells.data - mean[place]) ** 2, k)
    whole = np.bincount(stage.stratum, stage.scale, strata)
    left = np.maximum(whole[codes // k] - np.bincount(place, a), 0)
    return np.asarray(inside + np.bincount(codes % k, left * mean**2, k))


def sparse_matrix(stage: Stage, totals: Any) -> FloatArray:
    """Return TᵀAT − Σ_h (…): the centred cross products of a sparse table.

    The result has few zeros, so it is filled some columns at a time.
    """
    m, k = totals.shape
    place = (stage.stratum, np.arange(m))
    order = sparse.csr_matrix((np.ones(m), place), (len(stage.sampled), m))
    times = order if stage.times is None else order @ sparse.diags_array(stage.times)
    weighted = sparse.csc_matrix(sparse.diags_array(stage.scale) @ totals)
    sums = sparse.csc_matrix(order @ weighted)
    mean = sparse.csc_matrix(sparse.diags_array(1 / stage.sampled) @ times @ totals)
    whole = np.bincount(stage.stratum, stage.scale, len(stage.sampled))
    spread = sparse.csc_matrix(sparse.diags_array(whole) @ mean)
    matrix, step = np.empty((k, k)), max(1, _COLUMNS // max(k, 1))
    for at in (slice(start, start + step) for start in range(0, k, step)):
        found = totals.T @ weighted[:, at] - mean.T @ sums[:, at]
        found += mean.T @ spread[:, at] - sums.T @ mean[:, at]
        matrix[:, at] = found.toarray()
    return matrix
