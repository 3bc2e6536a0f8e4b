"""From influence to the unit totals that the linearised kernel takes.

An estimate's influence z on each row, weighted and added up by sampled unit, gives its variance.
Where the influence is a gradient times sums, sums by unit alone give them (``cell_totals``); row by
row they come from any influence (`unit_totals`), as that of a model's coefficients. Weights that
were calibrated take from the influence what the calibration variables explain (`project`).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from ..data.columns import FloatArray, IntArray
from .row_cells import CellSpread
from .row_units import RowSpread


@dataclass(frozen=True, eq=False)
class Units:
    """The finest sampled unit of each row, (n,) int, and how many there are."""

    of_row: IntArray
    count: int


def unit_totals(influence: FloatArray, w: FloatArray, units: Units) -> FloatArray:
    """Return the weighted influence of each unit on each estimate.

    Parameters
    ----------
    influence : (n, k) float
        Linearised values z, 0 for rows outside an estimate's domain.
    w : (n,) float
        Weights the estimates were made with.
    units : Units

    Returns
    -------
    (u, k) float
        Σ w·z over the rows of each unit, for ``linearised_covariance``.
    """
    n = len(w)
    # one product with the (units, rows) matrix of weights adds up all estimates at once
    adder = sparse.csr_matrix((w, (units.of_row, np.arange(n))), (units.count, n))
    return np.asarray(adder @ influence)


def project(
    influence: FloatArray, x: FloatArray, d: FloatArray, w: FloatArray, units: Units
) -> FloatArray:
    """Return the unit totals of what calibration variables leave of the influence.

    z is regressed on x with the weights d; e = z − xB enters the variance in its place:
    Σ w·e over the rows of each unit. Post-strata and margins are calibration on their indicators;
    x may have columns that follow from others.

    Parameters
    ----------
    influence : (n, k) float
        Linearised values z under the calibrated weights, 0 for rows outside a domain.
    x : (n, p) float
        Calibration variables of all rows.
    d, w : (n,) float
        Weights before calibration and after.
    units : Units

    Returns
    -------
    (u, k) float
        For ``linearised_covariance``.

    References
    ----------
    Deville & Särndal (1992), JASA 87:376–382, eq. 3.4; Särndal, Swensson & Wretman (1992), Model
    Assisted Survey Sampling, section 6.6.
    """
    root = np.sqrt(d)[:, None]
    slope = np.linalg.lstsq(root * x, root * influence)[0]
    # sums by unit are all that is needed of z and x: no residual is as long as the data
    return unit_totals(influence, w, units) - unit_totals(x, w, units) @ slope


def moved(spread: Any, estimate: FloatArray, to: FloatArray, slope: Any) -> Any:
    """Return how units or replicates move smooth functions of estimates, by their gradient.

    Parameters
    ----------
    spread : sparse (u, k), CellSpread, RowSpread or (r, k) float
        Unit totals of the estimates' influence, or their replicates; NaN where one has none.
    estimate : (k,) float
    to : (m,) float
        Values of the functions.
    slope : (k, m) float or sparse
        How they move with the estimates.
    """
    if isinstance(spread, np.ndarray):
        apart = spread - estimate
        # what a replicate lacks makes unknown what rests on it, and nothing else
        unknown = (np.isnan(apart) @ (slope != 0)).astype(bool)
        return np.where(unknown, np.nan, to + np.nan_to_num(apart) @ slope)
    found = spread @ slope
    return found if isinstance(spread, (CellSpread, RowSpread)) else sparse.csr_matrix(found)
