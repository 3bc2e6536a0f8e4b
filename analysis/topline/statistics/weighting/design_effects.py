"""What unequal weights cost: design effects of weighting beside Kish's."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...errors import ArgumentError
from ..core.arguments import FloatArray, broadcast
from ..core.effective import kish_design_effect
from ..core.matrix import as_matrix
from .shared.start import as_start


def spencer_design_effect(y: ArrayLike, probability: ArrayLike, weights: ArrayLike) -> float:
    """Compute Spencer's design effect of a sample drawn with unequal probabilities.

    With y = α + β·p + e, all by weighted least squares, it is
    (1 − ρ²)·K + (α/σ_y)²·(K − 1) + n·cov(e², w)/(N·σ²_y) + 2·n·α·cov(e, w)/(N·σ²_y), K being Kish's
    and N = Σw. Moments are weighted; variances are those of n − 1, covariances those of n, as in
    Valliant, Dever & Kreuter. PracTools 1.7.5 leaves the last term out.

    Parameters
    ----------
    y : (n,) array_like
        The answer it is about: where y goes with the probability, unequal weights cost less.
    probability : (n,) array_like
        Probability of selection at one draw, above 0.
    weights : (n,) array_like
        Above 0.

    References
    ----------
    Spencer (2000), Survey Methodology 26:137–138; Valliant, Dever & Kreuter (2018), Practical Tools
    for Designing and Weighting Survey Samples, section 14.4.

    Examples
    --------
    >>> round(spencer_design_effect([3, 5, 8], [0.1, 0.2, 0.3], [3.3, 1.7, 1.1]), 4)
    1.0389
    """
    (answers, p), _ = broadcast(y=y, probability=probability)
    w = _weights(weights, answers.size)
    _refuse_missing("y", answers)
    if not (p > 0).all():
        raise ArgumentError("probability has values of 0 or less or missing; they are above 0")
    n, total, kish = answers.size, w.sum(), kish_design_effect(w)
    alpha, residual = _regression(answers, p[:, None], w)
    variance = _variance(answers, w)
    slope = _covariance(answers, p, w) ** 2 / (variance * _variance(p, w))
    return float(
        (1 - slope) * kish
        + alpha**2 / variance * (kish - 1)
        + n * _covariance(residual**2, w, w) / (total * variance)
        + 2 * n * alpha * _covariance(residual, w, w) / (total * variance)
    )


def henry_valliant_design_effect(y: ArrayLike, x: Any, weights: ArrayLike) -> float:
    """Compute Henry and Valliant's design effect of calibrated weights for an answer.

    With y = α + x'β + e, by weighted least squares, and u = α + e, it is
    K·σ²_u/σ²_y + n·(cov(u², w) − 2·α·cov(u, w))/(N·σ²_y), K being Kish's and N = Σw, in which α
    cancels: K·σ²_e/σ²_y + n·cov(e², w)/(N·σ²_y). Where the auxiliaries explain the answer, unequal
    weights cost little. It does not depend on the unit of y, as that of PracTools 1.7.5 does.

    Parameters
    ----------
    y : (n,) array_like
    x : (n, p) array_like
        Auxiliaries of the calibration, without a column of ones.
    weights : (n,) array_like
        Calibrated weights, above 0.

    References
    ----------
    Henry & Valliant (2015), Survey Methodology 41:315–331.

    Examples
    --------
    >>> y, x = [3, 5, 8, 4], [1, 2, 3, 1]
    >>> round(henry_valliant_design_effect(y, x, [3.3, 1.7, 1.1, 2]), 4)
    0.1033
    """
    (answers,), _ = broadcast(y=y)
    _refuse_missing("y", answers)
    w = _weights(weights, answers.size)
    matrix, _ = as_matrix(x, None)
    if len(matrix) != answers.size:
        raise ArgumentError(f"x has {len(matrix):,} rows and y {answers.size:,}; give one a row")
    n, total, kish = answers.size, w.sum(), kish_design_effect(w)
    _, residual = _regression(answers, matrix.astype(float), w)
    squares = _covariance(residual, residual, w) * n / (n - 1)
    return float(
        (kish * squares + n * _covariance(residual**2, w, w) / total) / _variance(answers, w)
    )


def _weights(weights: ArrayLike, size: int) -> FloatArray:
    w = as_start(weights, size, name="weights")
    if not (w > 0).all():
        raise ArgumentError("weights has values of 0; leave these rows out of a design effect")
    return w


def _refuse_missing(name: str, values: FloatArray) -> None:
    wrong = int((~np.isfinite(values)).sum())
    if wrong or values.size < 2:
        raise ArgumentError(
            f"{name} has {values.size:,} values, {wrong:,} of them missing; expected two or more, "
            "none missing: leave rows without an answer out"
        )


def _regression(y: FloatArray, x: FloatArray, w: FloatArray) -> tuple[float, FloatArray]:
    """Return the intercept of y on x, weighted, and residuals."""
    # about the means of x, which keeps digits
    middle = w @ x / w.sum()
    scaled = np.sqrt(w)[:, None]
    design = np.column_stack([np.ones(len(y)), x - middle])
    beta = np.linalg.lstsq(design * scaled, y * scaled[:, 0], rcond=None)[0]
    return float(beta[0] - middle @ beta[1:]), np.asarray(y - design @ beta)


def _covariance(one: FloatArray, other: FloatArray, w: FloatArray) -> float:
    total = w.sum()
    return float(w @ ((one - w @ one / total) * (other - w @ other / total)) / total)


def _variance(values: FloatArray, w: FloatArray) -> float:
    variance = _covariance(values, values, w) * values.size / (values.size - 1)
    if not variance > 0:
        raise ArgumentError("an answer or a probability does not vary; a design effect needs it to")
    return variance
