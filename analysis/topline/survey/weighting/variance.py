"""What a step leaves of the variance: its auxiliaries, and what they take from unit totals.

T = Σ w·z is by a first-order expansion Σ w·(z − xB), B the slope of z on the calibration variables
x: what x explains of z varies no longer. Of weights d/p with a fitted p it is Σ w·z − d(R − p)·xγ,
R being who responded. Of several steps the last is taken off first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ...arguments import check_one_of
from ...errors import ArgumentError
from ...statistics.core.blocks import ColumnMatrix, cross_products
from ...statistics.weighting.propensity import ModelledWeights
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray, IntArray
from ..design.design import Explained, Linearised, Taken
from ..engine.auxiliaries import Auxiliaries
from ..engine.row_codes import RowCodes


@dataclass(frozen=True, eq=False)
class Calibrated:
    """Variables whose totals the weights were brought to, by their distinct combinations.

    Attributes
    ----------
    cell : (n,) int
        Combination of each row.
    values : (cells, p) float
        Columns of the rows themselves where each is a cell of its own.
    before : (cells,) float, optional
        Σ of the weights before by combination, where it is known.
    square : (p, p) float, optional
        Their cross products under the weights before, where they are known.
    ridge : (p,) float, optional
        What is added to the diagonal of X'DX where totals are met only nearly.
    variance : (n,) float, optional
        Variance of each row in the model behind, up to a factor; all are alike without.
    targets : (p, p) float, optional
        Covariance of the totals, where they are estimates and that is to count.
    """

    cell: IntArray
    values: FloatArray | ColumnMatrix
    before: FloatArray | None = None
    square: FloatArray | None = None
    ridge: FloatArray | None = None
    variance: FloatArray | None = None
    targets: FloatArray | None = None


def calibration_of(
    calibrated: Calibrated, before: FloatArray, after: FloatArray, residuals: str
) -> Auxiliaries:
    """Return what a calibration says of the variance.

    Parameters
    ----------
    calibrated : Calibrated
    before, after : (n,) float
        Weights.
    residuals : {"design", "calibrated"}
        The weights of the regression on the variables: those before the calibration, as R's
        calibrate has them, or those after (Deville & Särndal 1992).

    References
    ----------
    Deville & Särndal (1992), JASA 87:376–382, eq. 3.4; Särndal, Swensson & Wretman (1992), Model
    Assisted Survey Sampling, section 6.6; Fuller (1998), Statistica Sinica 8:1153–1164, for the
    variance of estimated targets.
    """
    check_one_of("residuals", residuals, ("design", "calibrated"))
    base = before if residuals == "design" else after
    if calibrated.variance is not None:
        base = base / calibrated.variance
    if calibrated.square is not None and base is before:
        square = calibrated.square
    elif isinstance(calibrated.values, ColumnMatrix):
        square = cross_products(calibrated.values, base)
    else:
        own = calibrated.before if base is before else None
        if own is None:
            counted = np.bincount(calibrated.cell, base, len(calibrated.values))
            own = np.asarray(counted, dtype=float)
        square = np.asarray(calibrated.values.T @ (own[:, None] * calibrated.values))
    return Auxiliaries(
        weights=base,
        cell=calibrated.cell,
        values=calibrated.values,
        square=square if calibrated.ridge is None else square + np.diag(calibrated.ridge),
        before=base,
        after=after,
        taken=after,
        targets=calibrated.targets,
    )


def target_replicates(rows: RowsInMemory, step: Auxiliaries) -> FloatArray | None:
    """Return further replicates (n, 2k) of half a factor each, for the variance of targets.

    They are the weights that meet T ± √λ·q in place of the targets T, to the first order, for each
    axis q of the targets' covariance and its variance λ: in pairs, so that the mean of the
    replicates stays where it is. None where targets do not vary, or the design is linearised.

    References
    ----------
    Fuller (1998), Statistica Sinica 8:1153–1164; Opsomer & Erciulescu (2021), Survey Methodology
    47:265–277, whose replicates take such a step each; here they are added.
    """
    if step.targets is None or rows.codes.replicates is None:
        return None
    if rows.codes.sample is not None:
        raise ArgumentError(
            "targets_variance=True is not there for replicate weights of several independent "
            "samples; leave it out, or weight each sample by itself"
        )
    values, axes = np.linalg.eigh(step.targets)
    kept = values > 1e-12 * max(values[-1], 0.0)
    slope = np.linalg.pinv(step.square, rcond=1e-12, hermitian=True)
    steps = slope @ (axes[:, kept] * np.sqrt(values[kept]))
    change = (step.values @ steps)[step.cell] * step.weights[:, None]
    after = step.after[:, None]
    return np.hstack([after + change, after - change])


def response_of(found: ModelledWeights, part: NDArray[np.bool_]) -> Auxiliaries:
    """Return what a fitted propensity to respond says of the variance of the weights it made.

    Parameters
    ----------
    found : ModelledWeights
        Of those rows that took part.
    part : (n,) bool

    References
    ----------
    Kim & Riddles (2012), Survey Methodology 38:157–165.
    """
    return propensity_of(
        part,
        found.x,
        square=found.fit.information,
        # who is not eligible has no propensity, and is carried by nobody
        slope=np.nan_to_num(found.weights * (1 - found.propensity)),
        after=found.weights,
        taken=found.score,
    )


def propensity_of(
    part: NDArray[np.bool_],
    x: FloatArray,
    *,
    square: FloatArray,
    slope: FloatArray,
    after: FloatArray,
    taken: FloatArray,
    targets: FloatArray | None = None,
) -> Auxiliaries:
    """Return what a propensity fitted on some rows says of the variance of the weights it made.

    Parameters
    ----------
    part : (n,) bool
        Those rows, m of all.
    x : (m, p) float
        Variables of the fit.
    square : (p, p) float
        Its information.
    slope : (m,) float
        What the weights change by with the logit.
    after, taken, targets
        As in ``Auxiliaries``, of those rows.
    """
    # the last combination, of zeros, is that of the others
    cell = np.full(len(part), len(x))
    cell[part] = np.arange(len(x))
    weights = back(part, slope)
    return Auxiliaries(
        weights=weights,
        cell=cell,
        values=np.vstack([x, np.zeros(x.shape[1])]),
        square=square,
        before=weights,
        after=back(part, after),
        taken=back(part, taken),
        targets=targets,
    )


def back(part: NDArray[np.bool_], values: NDArray[Any]) -> FloatArray:
    """Return values of these rows as values of all, 0 for the others."""
    whole = np.zeros((len(part), *values.shape[1:]))
    whole[part] = values
    return whole


def with_weights(
    design: Linearised,
    codes: RowCodes,
    weights: FloatArray,
    step: Auxiliaries | None = None,
) -> tuple[Linearised, RowCodes]:
    """Return a design and its row codes under new weights.

    Parameters
    ----------
    design : Linearised
    codes : RowCodes
        Under the weights before.
    weights : (n,) float
        The new ones.
    step : Auxiliaries, optional
        What they were made by; without, they are the old ones times fixed factors.
    """
    # who is moved by a later step counts in the regressions of earlier ones as they now do
    steps = [
        replace(each, weights=each.before * times(weights, each.after))
        for each in codes.auxiliaries
    ]
    if step is not None:
        steps.append(step)
    changed = replace(codes, weights=weights, auxiliaries=tuple(steps))
    if not steps:
        return design, changed
    if design.quadratic is not None and step is not None and not design.stages:
        raise ArgumentError(
            f"{design.quadratic.label} and calibrated weights are not joined in one variance; "
            "choose pps='brewer', or leave pps= out"
        )
    return replace(design, calibration=_explained(changed, steps)), changed


def _explained(codes: RowCodes, steps: Sequence[Auxiliaries]) -> Explained:
    """Return what auxiliary sums of the influence take from unit totals, and add of targets.

    B of each step is its inverse times (its sums, less its cross products with later variables
    times their B); what is taken from a unit is Σ w·x over its rows, times B, for every step.
    """
    assert codes.unit is not None
    sizes = [step.values.shape[1] for step in steps]
    ends = np.cumsum(sizes)
    slopes = np.zeros((ends[-1], ends[-1]))
    targets = np.zeros_like(slopes)
    taken: list[Taken] = []
    for number in reversed(range(len(steps))):
        step, own = steps[number], slice(ends[number] - sizes[number], ends[number])
        left = np.zeros((sizes[number], ends[-1]))
        left[:, own] = np.eye(sizes[number])
        for later in range(number + 1, len(steps)):
            other = slice(ends[later] - sizes[later], ends[later])
            # X'DX of its variables and the later ones, under the earlier weights
            weights = step.before * times(steps[later].taken, step.after)
            cells = sparse.csr_matrix(
                (weights, (step.cell, steps[later].cell)),
                (len(step.values), len(steps[later].values)),
            )
            cross = ((cells @ np.asarray(steps[later].values)).T @ step.values).T
            left -= np.asarray(cross) @ slopes[other]
        # variables may follow from others, as the margins of one total do
        slopes[own] = np.linalg.pinv(step.square, rcond=1e-12, hermitian=True) @ left
        taken.append(
            Taken(
                unit=codes.unit,
                cell=step.cell,
                weights=step.taken,
                values=step.values,
                slopes=slopes[own].copy(),
            )
        )
        if step.targets is not None:
            targets += slopes[own].T @ step.targets @ slopes[own]
    return Explained(tuple(taken), targets if targets.any() else None)


def times(weights: FloatArray, of: FloatArray) -> FloatArray:
    """Return what weights are multiples of; 0 where they are of nothing."""
    return np.divide(weights, of, out=np.zeros_like(weights), where=of != 0)
