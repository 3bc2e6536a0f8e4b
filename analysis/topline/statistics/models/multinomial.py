"""Answers without an order: log-odds of each against a base (multinomial logit)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from ..core.arguments import FloatArray
from ..core.matrix import as_matrix
from .likelihood import At, LikelihoodFit, most_likely


def fit_multinomial(
    x: Any,
    codes: NDArray[Any],
    levels: Sequence[str],
    *,
    base: int = 0,
    weights: FloatArray | None = None,
    names: Sequence[str] | None = None,
    start: FloatArray | None = None,
) -> LikelihoodFit:
    """Fit log(P(Y = j)/P(Y = base)) = x'β_j, the coefficients of each level after the other's.

    Parameters
    ----------
    x : (n, p) array_like
        Predictors, a constant among them.
    codes : (n,) int
        Place of each answer among the levels, each of which occurs.
    levels : sequence of str
    base : int
        The level that the others are compared with.
    weights : (n,) float, optional
    names : sequence of str, optional
    start : (p·(J − 1),) float, optional

    Raises
    ------
    ArgumentError
        When no coefficients are the most likely ones.

    References
    ----------
    McFadden (1974), in Zarembka (ed.), Frontiers in Econometrics, 105–142.
    """
    matrix, labels = as_matrix(x, names)
    own = np.asarray(matrix, dtype=float)
    others = [place for place in range(len(levels)) if place != base]
    w = np.ones(len(own)) if weights is None else weights
    rows = _Rows(own, (np.asarray(codes)[:, None] == others).astype(float), w)
    named = tuple(f"{levels[place]}: {label}" for place in others for label in labels)
    begin = np.zeros(len(named)) if start is None else start
    return most_likely(rows.at, begin, named, np.tile(np.ptp(own, axis=0), len(others)))


def multinomial_sums(
    x: FloatArray, w: FloatArray, coefficients: FloatArray, *, base: int
) -> tuple[FloatArray, FloatArray]:
    """Return Σ w·P(Y = j) of each answer (J,), and how they move with each coefficient (J, k).

    Parameters
    ----------
    x : (n, p) float
    w : (n,) float
    coefficients : (p·(J − 1),) float
        As ``fit_multinomial`` finds them.
    base : int
    """
    p = x.shape[1]
    eta = np.insert(x @ coefficients.reshape(-1, p).T, base, 0.0, axis=1)
    chance = np.exp(eta - logsumexp(eta, axis=1, keepdims=True))
    answers = np.arange(chance.shape[1])
    moves = [
        (((answers == other) - chance[:, [other]]) * chance * w[:, None]).T @ x
        for other in np.delete(answers, base)
    ]
    return w @ chance, np.hstack(moves)


@dataclass(frozen=True, eq=False)
class _Rows:
    x: FloatArray
    chosen: FloatArray
    w: FloatArray

    def at(self, of: FloatArray) -> tuple[At, FloatArray]:
        others, p = self.chosen.shape[1], self.x.shape[1]
        eta = self.x @ of.reshape(others, p).T
        whole = logsumexp(np.column_stack([np.zeros(len(eta)), eta]), axis=1)
        chance = np.exp(eta - whole[:, None])
        value = float(self.w @ ((self.chosen * eta).sum(axis=1) - whole))
        scores = np.einsum("ij,ip->ijp", self.chosen - chance, self.x).reshape(len(eta), -1)
        information = np.empty((others, p, others, p))
        for one in range(others):
            for other in range(others):
                bent = chance[:, one] * ((one == other) - chance[:, other])
                information[one, :, other] = (self.x * (self.w * bent)[:, None]).T @ self.x
        size = others * p
        return At(value, self.w @ scores, information.reshape(size, size)), scores
