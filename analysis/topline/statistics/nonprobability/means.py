"""Means of a sample that chose itself: by its propensity to take part, and doubly robust."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from ...arguments import check_number
from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray, broadcast
from .participation import Participation


@dataclass(frozen=True, eq=False, kw_only=True)
class Prediction:
    """What an outcome model predicts: (n, k) of the sample, (m, k) of the reference sample."""

    sample: FloatArray
    reference: FloatArray


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelledMeans(Value):
    """Means of a population under models of who takes part and of their answers.

    None of them has a margin of error: what stands here is how far they vary if the model of
    participation holds.

    Attributes
    ----------
    estimate : (k,) float
    sample : (n, k) float
        What each row of the sample adds to the variance: V₁ = Σ s·s'.
    reference : (m, k) float
        Values t whose total Σ d·t has, by the reference sample's design, the variance V₂.
    """

    estimate: FloatArray
    sample: FloatArray = field(repr=False)
    reference: FloatArray = field(repr=False)

    def covariance(self, of_total: FloatArray) -> FloatArray:
        """Return V₁ + V₂, given V₂, the design's covariance of the total of `reference`."""
        return np.asarray(self.sample.T @ self.sample + of_total)


def modelled_means(
    y: ArrayLike,
    participation: Participation,
    prediction: Prediction | None = None,
    *,
    population: float | None = None,
) -> ModelledMeans:
    """Estimate population means from a sample that chose itself and a reference sample.

    Without predictions the mean is that of weights 1/π; with them it is doubly robust,
    Σ(y − ŷ)/π/N + Σ d·ŷ/Σd, which is right where either model is.

    Parameters
    ----------
    y : (n,) or (n, k) array_like
        Answers of the sample.
    participation : Participation
    prediction : Prediction, optional
    population : float, optional
        N, where it is known; by default Σ1/π, which varies less.

    Returns
    -------
    ModelledMeans
        Its variance is that under the model of participation; where only the outcome model is right
        the mean still is, and the variance need not be.

    Raises
    ------
    ArgumentError
        When an answer is missing, or shapes do not go together.

    References
    ----------
    Chen, Li & Wu (2020), JASA 115:2011–2021: eq. 7 and theorem 1 (propensity), eq. 13 and theorem 2
    (doubly robust).
    """
    (answers,), _ = broadcast(y=y)
    answers = answers[:, None] if answers.ndim == 1 else answers
    p, x = participation.propensity, participation.x
    pi, d = participation.reference_propensity, participation.reference_weights
    if answers.shape[0] != len(p) or np.isnan(answers).any():
        raise ArgumentError(
            f"y is not an answer of each of {len(p):,} rows of the sample; leave out who gave none"
        )
    if population is None:
        size = float((1 / p).sum())
    else:
        size = check_number("population", population, 1, expected="a number of people, 1 or more")
    count = answers.shape[1]
    own, other = np.zeros(answers.shape), np.zeros((len(d), count))
    if prediction is not None:
        own, other = prediction.sample, prediction.reference
        if own.shape != answers.shape or other.shape != (len(d), count):
            raise ArgumentError("a prediction is not of every row and answer; give it for each")
    residual = answers - own
    weighted = residual / p[:, None]
    left, predicted = weighted.sum(axis=0) / size, d @ other / d.sum()
    # N̂ moves with the propensities, and takes the mean with it; a known N does not
    about = residual - left if population is None else residual
    slope = np.linalg.solve(participation.information, x.T @ (about * (1 / p - 1)[:, None]))
    sample = np.sqrt(1 - p)[:, None] * (about / p[:, None] - x @ slope) / size
    taking_part = pi[:, None] * (participation.reference_x @ slope) / size
    return ModelledMeans(
        estimate=left + predicted,
        sample=sample,
        reference=taking_part + (other - predicted) / d.sum(),
    )
