"""The propensity to be in a sample that chose itself, beside a reference sample drawn at random."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import scipy
from numpy.typing import ArrayLike
from scipy.special import expit

from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray
from ..core.matrix import as_matrix, without_repeated
from ..weighting.shared.start import as_start

_TOLERANCE = 1e-10
"""Largest gap of a total, as part of the sample's."""

_STEPS, _HALVINGS = 100, 40

_LARGEST_LOGIT = 30.0
"""Beyond, a propensity is 0 or 1 to the last digit: the fit runs off."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Participation(Value):
    """A fitted propensity to take part.

    Attributes
    ----------
    names : tuple of str
        Columns that were used; one that repeats others is not among them.
    x, reference_x : (n, k) and (m, k) float
        The columns used, of the sample and of the reference sample.
    coefficients : (k,) float
        On the scale of the logit.
    propensity, reference_propensity : (n,) and (m,) float
        π of each row.
    information : (k, k) float
        Σ d·π(1 − π)·x·x' over the reference sample.
    reference_weights : (m,) float
    iterations : int
    left_out : tuple of str
        Columns that repeat others.
    """

    names: tuple[str, ...]
    x: FloatArray = field(repr=False)
    reference_x: FloatArray = field(repr=False)
    coefficients: FloatArray
    propensity: FloatArray = field(repr=False)
    reference_propensity: FloatArray = field(repr=False)
    information: FloatArray = field(repr=False)
    reference_weights: FloatArray = field(repr=False)
    iterations: int
    left_out: tuple[str, ...] = ()


def fit_participation(
    x: Any,
    reference_x: Any,
    reference_weights: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    names: Sequence[str] | None = None,
) -> Participation:
    """Fit the propensity π(x) = 1/(1 + exp(−x'θ)) to be in a sample, by pseudo-likelihood.

    θ solves Σ_sample x = Σ_reference d·π(x)·x: those who take part are as the reference sample and
    the model say that they should be.

    Parameters
    ----------
    x : (n, p) array_like
        Predictors of the sample, a column of ones among them.
    reference_x : (m, p) array_like
        The same of a sample that was drawn at random from the population.
    reference_weights : (m,) array_like
        d, which add up to the population.
    weights : (n,) array_like, optional
        How often each row of the sample counts, as in a replicate.
    names : sequence of str, optional
        Names of the predictors, for messages.

    Raises
    ------
    ArgumentError
        When the sample has as many or more people of some kind than the reference sample stands
        for, or more than it has at all.

    References
    ----------
    Chen, Li & Wu (2020), JASA 115:2011–2021, eq. 4.
    """
    own, labels = as_matrix(x, names)
    other, _ = as_matrix(reference_x, labels)
    if own.shape[1] != other.shape[1]:
        raise ArgumentError(
            f"x has {own.shape[1]} columns and reference_x {other.shape[1]}; give both the same "
            "predictors"
        )
    own, other = own.astype(float), other.astype(float)
    d = as_start(reference_weights, len(other), name="reference_weights")
    a = as_start(weights, len(own), name="weights")
    kept = without_repeated(other.T @ (other * d[:, None]) + own.T @ (own * a[:, None]))
    used = [labels[place] for place in kept.columns]
    own, other = own[:, kept.columns], other[:, kept.columns]
    wanted = a @ own
    refuse_more_than_there_are(wanted, d @ other, own, other, used)
    theta, steps = _solve(wanted, other, d, used)
    reference = expit(other @ theta)
    return Participation(
        names=tuple(used),
        x=own,
        reference_x=other,
        coefficients=theta,
        propensity=expit(own @ theta),
        reference_propensity=reference,
        information=_information(other, d, reference),
        reference_weights=d,
        iterations=steps,
        left_out=tuple(labels[place] for place in kept.repeated),
    )


def _information(x: FloatArray, d: FloatArray, p: FloatArray) -> FloatArray:
    """Return Σ d·p(1 − p)·xx', the slope of the score."""
    return np.asarray(x.T @ (x * (d * p * (1 - p))[:, None]))


def _solve(
    wanted: FloatArray, x: FloatArray, d: FloatArray, names: Sequence[str]
) -> tuple[FloatArray, int]:
    """Maximise Σ_sample x'θ − Σ d·log(1 + exp(x'θ)), which is concave, by Newton's steps."""
    # all alike at first: the same propensity for everybody, where a constant can say so
    share = min(max(float(wanted.max() / d.sum()), 1e-9), 0.5)
    theta = np.asarray(
        np.linalg.lstsq(x, np.full(len(x), scipy.special.logit(share)), rcond=None)[0], dtype=float
    )
    size = np.maximum(np.abs(wanted), 1e-12 * (d @ np.abs(x)) + np.finfo(float).tiny)

    def likelihood(of: FloatArray) -> float:
        return float(wanted @ of - d @ np.logaddexp(0.0, x @ of))

    reached = likelihood(theta)
    for step in range(1, _STEPS + 1):
        p = expit(x @ theta)
        score = wanted - x.T @ (d * p)
        if (np.abs(score) <= _TOLERANCE * size).all():
            return theta, step
        change = np.asarray(
            np.linalg.lstsq(_information(x, d, p), score, rcond=1e-14)[0], dtype=float
        )
        for _ in range(_HALVINGS):
            found = likelihood(theta + change)
            if found >= reached - 1e-12 * abs(reached):
                break
            change = change / 2
        theta, reached = theta + change, found
        if np.abs(x @ theta).max() > _LARGEST_LOGIT:
            break
    worst = names[int(np.argmax(np.abs(theta) * np.abs(x).max(axis=0)))]
    raise ArgumentError(
        f"no propensity to take part fits: {worst!r} tells the sample and the reference sample "
        "apart, or the sample has people of a kind that the reference sample hardly has; merge "
        "categories, or leave that predictor out"
    )


def refuse_more_than_there_are(
    wanted: FloatArray, there: FloatArray, own: FloatArray, other: FloatArray, names: Sequence[str]
) -> None:
    """Refuse a kind of people of which the sample has more than the population."""
    for place, name in enumerate(names):
        indicator = np.isin(own[:, place], (0, 1)).all() and np.isin(other[:, place], (0, 1)).all()
        if indicator and wanted[place] >= there[place]:
            raise ArgumentError(
                f"the sample has {wanted[place]:,.6g} people of {name!r}, and the reference sample "
                f"stands for {there[place]:,.6g}: nobody can be {name!r} so often; check that the "
                "reference's weights add up to the population, or merge categories"
            )
