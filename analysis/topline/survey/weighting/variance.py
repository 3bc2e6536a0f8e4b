"""What a calibration leaves of the variance: its auxiliaries, and what they take from unit totals.

T = Σ w·z is by a first-order expansion Σ w·(z − xB), B the slope of z on the calibration variables
x: what x explains of z varies no longer. Of several calibrations the last is taken off first.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from ...errors import ArgumentError
from ..data.columns import FloatArray, IntArray
from ..design.design import Linearised
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
    ridge : (p,) float, optional
        What is added to the diagonal of X'DX where totals are met only nearly.
    variance : (n,) float, optional
        Variance of each row in the model behind, up to a factor; all are alike without.
    """

    cell: IntArray
    values: FloatArray
    ridge: FloatArray | None = None
    variance: FloatArray | None = None


def with_weights(
    design: Linearised,
    codes: RowCodes,
    weights: FloatArray,
    calibrated: Calibrated | None = None,
    residuals: str = "design",
) -> tuple[Linearised, RowCodes]:
    """Return a design and its row codes under new weights.

    Parameters
    ----------
    design : Linearised
    codes : RowCodes
        Under the weights before.
    weights : (n,) float
        The new ones.
    calibrated : Calibrated, optional
        What they were calibrated on; without, they are the old ones times fixed factors.
    residuals : {"design", "calibrated"}
        The weights of the regression on the variables: those before the calibration, as R's
        calibrate has them, or those after (Deville & Särndal 1992).

    References
    ----------
    Deville & Särndal (1992), JASA 87:376–382, eq. 3.4; Särndal, Swensson & Wretman (1992), Model
    Assisted Survey Sampling, section 6.6.
    """
    old = codes.weights
    # who is moved by a later step counts in the regressions of earlier ones as they now do
    steps = [
        replace(step, weights=step.before * _times(weights, step.after))
        for step in codes.auxiliaries
    ]
    if calibrated is not None:
        base = old if residuals == "design" else weights
        if calibrated.variance is not None:
            base = base / calibrated.variance
        steps.append(
            Auxiliaries(
                weights=base,
                cell=calibrated.cell,
                values=calibrated.values,
                square=_square(base, calibrated),
                before=base,
                after=weights,
            )
        )
    changed = replace(codes, weights=weights, auxiliaries=tuple(steps))
    if not steps:
        return design, changed
    if design.quadratic is not None and calibrated is not None and not design.stages:
        raise ArgumentError(
            f"{design.quadratic.label} and calibrated weights are not joined in one variance; "
            "choose pps='brewer', or leave pps= out"
        )
    return replace(design, calibration=_taken(changed, steps)), changed


def _square(weights: FloatArray, of: Calibrated) -> FloatArray:
    """Return X'DX, with the ridge."""
    by_cell = np.bincount(of.cell, weights, len(of.values))
    found = of.values.T @ (by_cell[:, None] * of.values)
    return found if of.ridge is None else found + np.diag(of.ridge)


def _taken(codes: RowCodes, steps: Sequence[Auxiliaries]) -> FloatArray:
    """Return the (u, Σp) matrix that takes auxiliary sums of the influence from unit totals.

    B of each step is its inverse times (its sums, less its cross products with later variables
    times their B); what is taken from a unit is Σ w·x over its rows, times B, for every step.
    """
    assert codes.unit is not None
    sizes = [step.values.shape[1] for step in steps]
    ends = np.cumsum(sizes)
    slopes = np.zeros((ends[-1], ends[-1]))
    taken = np.zeros((codes.units, ends[-1]))
    for number in reversed(range(len(steps))):
        step, own = steps[number], slice(ends[number] - sizes[number], ends[number])
        left = np.zeros((sizes[number], ends[-1]))
        left[:, own] = np.eye(sizes[number])
        for later in range(number + 1, len(steps)):
            other = slice(ends[later] - sizes[later], ends[later])
            left -= _cross(step, steps[later]) @ slopes[other]
        # variables may follow from others, as the margins of one total do
        slopes[own] = np.linalg.pinv(step.square, rcond=1e-12, hermitian=True) @ left
        place = codes.unit, step.cell
        by_unit = sparse.csr_matrix((step.after, place), (codes.units, len(step.values)))
        taken += (by_unit @ step.values) @ slopes[own]
    return taken


def _times(weights: FloatArray, of: FloatArray) -> FloatArray:
    """Return what weights are multiples of; 0 where they are of nothing."""
    return np.divide(weights, of, out=np.zeros_like(weights), where=of != 0)


def _cross(step: Auxiliaries, later: Auxiliaries) -> FloatArray:
    """Return X'DX of an earlier step's variables and a later one's, under the earlier weights."""
    shape = (len(step.values), len(later.values))
    weights = step.before * _times(later.after, step.after)
    together = sparse.csr_matrix((weights, (step.cell, later.cell)), shape)
    return np.asarray(step.values.T @ (together @ later.values))
