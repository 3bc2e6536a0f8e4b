"""The two variance kernels, linearised and replicate.

Linearised: unit totals z of the influence, a row per finest sampled unit and a column per
estimate, give V = Σ_stages Σ_h Σ_{u∈h} a_u (t_u − t̄_h)(t_u − t̄_h)ᵀ, with t the totals of the
stage's units. Replicates: V = Σ_r c_r (θ_r − θ)(θ_r − θ)ᵀ.

Both give variances at once and the full matrix on demand, for thousands of domains have variances
worth having and a matrix nobody asks for.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse

from ...errors import DataError
from ..data.columns import FloatArray
from ..design.design import Design, Linearised
from ..engine.totals import Sums
from .apart import SpreadsApart, covariance_apart
from .row_cells import CellSpread, cell_covariance, cells_joined, unit_table
from .row_units import RowSpread, row_covariance, row_spread, row_variance, rows_joined
from .stages import DENSE, Covariance, square, stage_covariance

_MOST_ESTIMATES = 2**14
"""Estimates whose covariance is made, 2 GiB; their variances have no such bound."""


def covariance_of(design: Design, spread: Any, estimate: FloatArray) -> Covariance:
    """Return the joint covariance of estimates, by the kernel of the design.

    Parameters
    ----------
    design : Design
    spread : (u, k) sparse or (r, k) float
        Unit totals of the influence, or replicates of the estimates.
    estimate : (k,) float
    """
    if isinstance(design, Linearised):
        found = linearised_covariance(design, spread)
    else:
        found = replicate_covariance(spread, estimate, design.factors, design.centre)
    return Covariance(found.variance, partial(_whole, found), found.cells)


def _whole(found: Covariance) -> FloatArray:
    """Return the whole matrix, where it is of a size that a machine holds."""
    k = len(found.variance)
    if k > _MOST_ESTIMATES:
        raise DataError(
            f"the covariance of {k:,} estimates needs {k * k * 8 // 2**20:,} MiB, and that of at "
            f"most {_MOST_ESTIMATES:,} is made; ask for fewer groups or answers, as by where="
        )
    return found.matrix()


def linearised_covariance(design: Linearised, totals: Any) -> Covariance:
    """Return the covariance of estimates from the unit totals of their influence.

    Parameters
    ----------
    design : Linearised
    totals : (u, k) sparse matrix or array
        Influence of each finest unit on each estimate: linearised values, weighted; of a
        calibrated design (u + p, k), with the auxiliary sums of the influence below. Where each
        row is a unit and not at hand a ``RowSpread``; where shares are of rows a ``CellSpread``.

    Raises
    ------
    DataError
        When a stratum has one sampled unit and the design's rule is to fail.

    References
    ----------
    Binder (1983), International Statistical Review 51:279–292; Särndal, Swensson & Wretman
    (1992), Model Assisted Survey Sampling, eq. 4.3.18 (stages).
    """
    if design.no_variance:
        raise DataError(design.no_variance)
    if isinstance(totals, RowSpread):
        return Covariance(row_variance(design, totals), partial(row_covariance, design, totals))
    if isinstance(totals, SpreadsApart):
        return covariance_apart(totals, partial(linearised_covariance, design))
    if isinstance(totals, CellSpread):
        return cell_covariance(design, totals)
    totals = sparse.csr_matrix(totals)
    if design.calibration is not None:
        return _calibrated(design, totals)
    if design.quadratic is not None:
        z = totals.toarray()
        product = design.quadratic.matrix @ z
        variance = np.maximum(np.einsum("uk,uk->k", z, product), 0)
        return Covariance(variance, lambda: np.asarray(z.T @ product))
    parts = [stage_covariance(stage, totals) for stage in design.stages]
    variance = np.sum([part.variance for part in parts], axis=0)
    return Covariance(variance, lambda: np.asarray(sum(part.matrix() for part in parts)))


def _calibrated(design: Linearised, totals: Any) -> Covariance:
    """Return the covariance of what the calibration leaves of the influence, by blocks.

    Residuals are there for every unit, whoever it has of a domain, so some estimates' totals are
    made at a time; the whole matrix needs those of all.
    """
    assert design.calibration is not None
    plain, steps = replace(design, calibration=None), design.calibration.steps
    units, k = design.units, totals.shape[1]
    most = max(1, 4 * DENSE // units)

    def residuals(at: slice) -> FloatArray:
        left, sums = totals[:units, at].toarray(), totals[units:, at].toarray()
        for step in steps:
            left -= step.of_units(sums, units)
        return np.asarray(left)

    blocks = [slice(start, start + most) for start in range(0, k, most)]
    if len(blocks) == 1:
        left = linearised_covariance(plain, residuals(blocks[0]))
    else:
        parts = [linearised_covariance(plain, residuals(at)).variance for at in blocks]
        left = Covariance(
            np.concatenate(parts),
            lambda: linearised_covariance(plain, residuals(slice(None))).matrix(),
        )
    if design.calibration.targets is None:
        return left
    # and s'Ms, that of the targets that weights were brought to
    sums = totals[units:]
    own = sums.T @ sparse.csr_matrix(design.calibration.targets)
    of_targets = np.asarray(own.multiply(sums.T).sum(axis=1)).ravel()
    return Covariance(
        left.variance + np.maximum(of_targets, 0),
        lambda: left.matrix() + np.asarray((own @ sums).toarray()),
    )


def cell_totals(design: Linearised, sums: Sums, influence: FloatArray) -> Any:
    """Lay the influence of cells out as unit totals.

    Parameters
    ----------
    design : Linearised
    sums : Sums
        By sampled unit.
    influence : (c, categories) float
        Weighted, of each cell of ``sums.linear`` on each category's estimate in its domain.

    Returns
    -------
    (units + auxiliaries, g·categories) sparse float, RowSpread or CellSpread
        A cell that is there has an entry, though it may be 0: its unit has members of the domain.
    """
    cells, categories = sums.linear, influence.shape[1]
    assert cells is not None
    columns = len(sums.n) * categories
    at = (cells.domain[:, None] * categories + np.arange(categories)).ravel()
    rows = design.units + (0 if design.calibration is None else design.calibration.size)
    if sums.coded is not None:
        rows = sums.coded.size
    if design.of_rows:
        rows = max(rows, int(cells.unit.max(initial=0)) + 1)
    if (np.diff(cells.unit * len(sums.n) + cells.domain) > 0).all():
        # in the order of the table already
        start = np.searchsorted(cells.unit, np.arange(rows + 1)) * categories
        found = sparse.csr_matrix((influence.ravel(), at, start), (rows, columns))
    else:
        place = np.repeat(cells.unit, categories), at
        found = sparse.csr_matrix((influence.ravel(), place), (rows, columns))
    if sums.coded is not None:
        return CellSpread((sums.coded,), found)
    return row_spread(design.units, found) if design.of_rows else found


def replicate_covariance(
    replicates: FloatArray, estimate: FloatArray, factors: FloatArray, centre: str
) -> Covariance:
    """Return the covariance of estimates from their replicates.

    Parameters
    ----------
    replicates : (r, k) float
        Estimates under each replicate weight; NaN where a replicate has none of a domain.
    estimate : (k,) float
        Estimates under the full-sample weights.
    factors : (r,) float
        Scale times rscale of each replicate.
    centre : {"estimate", "mean"}
        What replicates are compared with: the estimate, or the mean of those with a factor.

    References
    ----------
    Wolter (2007), Introduction to Variance Estimation, chapters 3–5.
    """
    middle = estimate
    if centre == "mean":
        used = replicates[factors > 0]
        known = ~np.isnan(used)
        count = known.sum(axis=0)
        middle = np.where(known, used, 0).sum(axis=0) / np.where(count > 0, count, np.nan)
    with np.errstate(invalid="ignore"):
        deviation = (replicates - middle) * np.sqrt(factors)[:, None]
    unknown = np.where(np.isfinite(estimate), 0, np.nan)
    deviation = np.where(np.isfinite(deviation), deviation, unknown)
    return Covariance(np.sum(deviation**2, axis=0), partial(square, deviation))


def joined_spreads(spreads: Sequence[Any], sizes: Sequence[int]) -> Any:
    """Return the spread of estimates one after the other, whichever kind each is of.

    Parameters
    ----------
    spreads : sequence of sparse (u, k), CellSpread, RowSpread or (r, k) float
        All of one design.
    sizes : sequence of int
        How many estimates each is of.
    """
    kinds = {type(own) for own in spreads}
    if np.ndarray in kinds:
        return np.hstack(spreads)
    if kinds == {CellSpread}:
        return cells_joined(spreads)
    if kinds == {RowSpread}:
        return rows_joined(spreads)
    if kinds & {RowSpread, SpreadsApart}:
        return SpreadsApart.of(spreads, sizes)
    if CellSpread in kinds:
        spreads = [unit_table(own) for own in spreads]
    return sparse.hstack(spreads, format="csr")
