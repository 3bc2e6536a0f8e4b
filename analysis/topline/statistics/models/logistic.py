"""Logistic regression of an answer yes or no, with weights: one fit for propensities and models."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray, broadcast
from ..core.matrix import as_matrix, block_rows, without_repeated

_TOLERANCE = 1e-10
"""A step that changes no logit by more has arrived."""

_STEPS = 60

_SUSPECT = 12.0
"""A logit beyond this is looked at: it may be on its way to infinity."""

_HALVINGS = 30


@dataclass(frozen=True, eq=False, kw_only=True)
class LogisticFit(Value):
    """A fitted logistic regression.

    Attributes
    ----------
    names : tuple of str
        Columns that were used; one that repeats others is not among them.
    columns : (k,) int
        Their places in x.
    coefficients : (k,) float
        On the scale of the logit.
    information : (k, k) float
        Σ w·p(1 − p)·x·x', whose inverse is the covariance of the coefficients when the weights
        are counts.
    fitted : (n,) float
        Probability of each row.
    deviance : float
        −2 Σ w·log likelihood.
    iterations : int
    left_out : tuple of str
        Columns that repeat others.
    """

    names: tuple[str, ...]
    columns: NDArray[np.int64]
    coefficients: FloatArray
    information: FloatArray
    fitted: FloatArray
    deviance: float
    iterations: int
    left_out: tuple[str, ...] = ()


def fit_logistic(
    x: Any,
    y: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> LogisticFit:
    """Fit P(y = 1) = 1/(1 + exp(−x'β)) by maximum (pseudo-)likelihood.

    Parameters
    ----------
    x : (n, p) array_like
        Predictors, a column of ones among them where there is to be an intercept.
    y : (n,) array_like
        0 and 1, or False and True.
    weights : (n,) array_like, optional
        0 or more; rows of weight 0 are fitted, but have no say.
    names : sequence of str, optional
        Names of the predictors, for messages.

    Raises
    ------
    ArgumentError
        When y is not of 0 and 1, has one of them only, or predictors tell them apart completely.

    References
    ----------
    McCullagh & Nelder (1989), Generalized Linear Models, section 4.4; Binder (1983), International
    Statistical Review 51:279–292, for weights; Konis (2007), thesis, Oxford, for separation.
    """
    matrix, labels = as_matrix(x, names)
    answers, w = _answers(y, weights, len(matrix))
    start = without_repeated(_weighted_squares(matrix, w))
    columns = start.columns
    used = [labels[place] for place in columns]
    design = np.asarray(matrix if len(columns) == len(labels) else matrix[:, columns])
    coefficients, iterations = _maximise(design, answers, w, used)
    fitted = expit(_times(design, coefficients))
    return LogisticFit(
        names=tuple(used),
        columns=columns,
        coefficients=coefficients,
        information=_weighted_squares(design, w * fitted * (1 - fitted)),
        fitted=fitted,
        deviance=-2 * _likelihood(design, answers, w, coefficients),
        iterations=iterations,
        left_out=tuple(labels[place] for place in start.repeated),
    )


def _answers(y: ArrayLike, weights: ArrayLike | None, size: int) -> tuple[FloatArray, FloatArray]:
    (answers,), _ = broadcast(y=y)
    if answers.shape != (size,) or not ((answers == 0) | (answers == 1)).all():
        raise ArgumentError(
            f"y has other values than 0 and 1, or not one for each of {size:,} rows"
        )
    (w,), _ = broadcast(weights=np.ones(size) if weights is None else weights)
    if w.shape != (size,) or not ((w >= 0) & np.isfinite(w)).all():
        raise ArgumentError(f"weights are not a number of 0 or more for each of {size:,} rows")
    share = float(w @ answers / w.sum()) if w.any() else 0.0
    if not 0 < share < 1:
        raise ArgumentError(
            f"y is {1 if share else 0} in every row with a weight; a logistic regression needs "
            "both 0 and 1"
        )
    return answers, w


def _maximise(
    x: NDArray[Any], y: FloatArray, w: FloatArray, names: Sequence[str]
) -> tuple[FloatArray, int]:
    beta = np.zeros(x.shape[1])
    likelihood = _likelihood(x, y, w, beta)
    for step in range(1, _STEPS + 1):
        p = expit(_times(x, beta))
        score = _transposed(x, w * (y - p))
        squares = _weighted_squares(x, w * p * (1 - p))
        change = np.asarray(np.linalg.lstsq(squares, score, rcond=1e-14)[0], dtype=float)
        reached = likelihood
        for _ in range(_HALVINGS):
            # a rise that rounding hides is no fall
            reached = _likelihood(x, y, w, beta + change)
            if reached >= likelihood - 1e-12 * abs(likelihood):
                break
            change = change / 2
        beta, likelihood = beta + change, reached
        logits = _times(x, beta)
        if np.abs(logits[w > 0]).max() > _SUSPECT:
            _refuse_separation(x, y, w, names)
        if np.abs(_times(x, change)).max() <= _TOLERANCE:
            return beta, step
    raise ArgumentError(
        f"the logistic regression did not converge in {_STEPS} steps; leave out predictors that "
        "hardly vary, or merge categories"
    )


def _refuse_separation(x: NDArray[Any], y: FloatArray, w: FloatArray, names: Sequence[str]) -> None:
    """Raise when some combination of predictors is never on the wrong side: β would be infinite.

    Whether there is one is a linear programme on the distinct rows: Σ (2y − 1)·x'b is largest
    under (2y − 1)·x'b ≥ 0 and |b| ≤ 1, and above 0 only then.
    """
    signed = np.unique((x * (2 * y - 1)[:, None])[w > 0], axis=0)
    size = np.abs(signed).max(axis=0)
    signed = signed / np.where(size > 0, size, 1.0)
    found = scipy.optimize.linprog(
        -signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(signed)), bounds=(-1.0, 1.0)
    )
    weights = np.zeros(len(names)) if found.x is None else found.x
    guilty = [name for name, b in zip(names, weights, strict=True) if abs(b) > 1e-7]
    if (signed @ weights).sum() > 1e-7:
        raise ArgumentError(
            f"{', '.join(map(repr, guilty))} tell y = 1 from y = 0 without exception in some rows "
            "(separation), so that no coefficient has the largest likelihood; merge categories, or "
            "leave predictors out"
        )


def _likelihood(x: NDArray[Any], y: FloatArray, w: FloatArray, beta: FloatArray) -> float:
    logits = _times(x, beta)
    # log(1 + exp(z)) − y·z
    return -float(w @ (np.logaddexp(0.0, logits) - y * logits))


def _times(x: NDArray[Any], beta: FloatArray) -> FloatArray:
    return np.asarray(x @ beta, dtype=float)


def _transposed(x: NDArray[Any], values: FloatArray) -> FloatArray:
    return np.asarray(x.T @ values, dtype=float)


def _weighted_squares(x: NDArray[Any], weights: FloatArray) -> FloatArray:
    """Return Σ w·x·x' without a second matrix as large as x."""
    total = np.zeros((x.shape[1], x.shape[1]))
    step = block_rows(x.shape[1])
    for first in range(0, len(x), step):
        block = np.asarray(x[first : first + step], dtype=float)
        total += block.T @ (block * weights[first : first + step, None])
    return total
