"""What one stage of sampling adds to the covariance of estimates, of a table of unit totals."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from ...estimates.covariance import Cells
from ...threads import on_one_thread
from ..data.columns import FloatArray
from ..design.design import Stage
from .gaps import sparse_matrix, sparse_variance
from .lonely import lonely_deviations

DENSE = 2**22
"""Cells of a table of unit totals up to which it is kept dense."""

_FILLED = 8
"""Cells of a table for each that is not empty, up to which dense products are the quicker ones."""

_BLOCK = 2**18
"""Cells of a block of a larger one, which stays in a processor's own memory."""

_CHEAP = 256
"""Estimates whose products with each other cost little beside the table they are made of."""


@dataclass(frozen=True, eq=False)
class Covariance:
    """Variances of k estimates, and how to get the whole matrix.

    Attributes
    ----------
    variance : (k,) float
        The diagonal.
    matrix : callable
        ``() -> (k, k) float``.
    cells : callable, optional
        Rows and columns -> the cells where they meet, where not all need be made for some.
    """

    variance: FloatArray
    matrix: Callable[[], FloatArray]
    cells: Cells | None = None


def stage_covariance(stage: Stage, totals: Any) -> Covariance:
    """Return what one stage adds: dense tables for few cells, sparse ones for many.

    Parameters
    ----------
    stage : Stage
    totals : (u, k) sparse
        Of each finest unit.
    """
    units, k = len(stage.stratum), totals.shape[1]
    inside = totals
    if not np.array_equal(stage.unit, np.arange(len(stage.unit))) or units != totals.shape[0]:
        shape = (units, totals.shape[0])
        ones = np.ones(len(stage.unit))
        group = sparse.csr_matrix((ones, (stage.unit, np.arange(len(stage.unit)))), shape)
        inside = group @ _pattern(totals) if stage.rule else None
        totals = sparse.csr_matrix(group @ totals)
    if stage.rule:
        inside, step = _pattern(inside), max(1, DENSE // units)
        # some columns at a time, for a table with every unit of each is as large as it gets
        variance = [
            np.sum(lonely_deviations(stage, totals[:, at], inside[:, at]) ** 2, axis=0)
            for at in (slice(start, start + step) for start in range(0, k, step))
        ]
        return Covariance(
            np.concatenate(variance), lambda: square(lonely_deviations(stage, totals, inside))
        )
    if units * k <= max(DENSE, _FILLED * totals.nnz):
        place = (stage.stratum, np.arange(units))
        times = np.ones(units) if stage.times is None else stage.times
        strata = sparse.csr_matrix((times, place), (len(stage.sampled), units))
        mean = (strata @ totals).toarray() / stage.sampled[:, None]
        if units * k > DENSE:
            return _by_blocks(stage, totals, mean)
        deviation = (totals.toarray() - mean[stage.stratum]) * np.sqrt(stage.scale)[:, None]
        return Covariance(np.sum(deviation**2, axis=0), partial(square, deviation))
    return Covariance(sparse_variance(stage, totals), partial(sparse_matrix, stage, totals))


def _by_blocks(stage: Stage, totals: Any, mean: FloatArray) -> Covariance:
    """Return what a stage adds, of a large table with few gaps: dense, some units at a time."""
    units, k = totals.shape
    step = max(1, _BLOCK // k)

    def added(part: Callable[[FloatArray], FloatArray]) -> FloatArray:
        found: Any = 0.0
        for at in (slice(start, start + step) for start in range(0, units, step)):
            left = totals[at].toarray() - mean[stage.stratum[at]]
            found = found + part(left * np.sqrt(stage.scale[at])[:, None])
        return np.asarray(found)

    if k <= _CHEAP:
        # to fill a block takes longer than to multiply it
        matrix = added(square)
        return Covariance(np.diag(matrix).copy(), lambda: matrix)
    return Covariance(added(lambda own: np.sum(own**2, axis=0)), partial(added, square))


def _pattern(totals: Any) -> Any:
    """Return 1 wherever a unit has members of a domain, though its total may be 0."""
    return sparse.csr_matrix((np.ones(totals.nnz), totals.indices, totals.indptr), totals.shape)


@on_one_thread
def square(deviation: FloatArray) -> FloatArray:
    """Return the products of all columns with each other."""
    return np.asarray(deviation.T @ deviation)
