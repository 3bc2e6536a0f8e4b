"""Survival times of a stated law, stretched or shrunk by predictors (accelerated failure time)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_expit, log_ndtr

from ...arguments import check_one_of
from ..core.arguments import FloatArray
from ..core.matrix import as_matrix
from ..core.methods import as_table
from ..models.likelihood import At, LikelihoodFit, most_likely

SCALE = "log(scale)"


@dataclass(frozen=True)
class Law:
    """The law of the error in log T = x'β + σ·W.

    Attributes
    ----------
    key, label : str
    density, survivor : callable
        W → log f(W) or log S(W), with its first and second derivative.
    scaled : bool
        Whether σ is to be found; else it is 1.
    source : str
    """

    key: str
    label: str
    density: Callable[[FloatArray], tuple[FloatArray, FloatArray, FloatArray]]
    survivor: Callable[[FloatArray], tuple[FloatArray, FloatArray, FloatArray]]
    scaled: bool
    source: str


def _exp(u: FloatArray) -> FloatArray:
    """Return e^u, a number however large u is on the way."""
    return np.asarray(np.exp(np.minimum(u, 500.0)))


def _mills(u: FloatArray) -> FloatArray:
    """Return the normal density over what lies beyond."""
    return np.asarray(np.exp(-(u**2) / 2 - np.log(2 * np.pi) / 2 - log_ndtr(-u)))


_BOOK = "Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time Data, chapter 3"
_WEIBULL = Law(
    key="weibull",
    label="Weibull",
    density=lambda u: (u - _exp(u), 1 - _exp(u), -_exp(u)),
    survivor=lambda u: (-_exp(u), -_exp(u), -_exp(u)),
    scaled=True,
    source=_BOOK,
)
"""log T is then of the law of the smallest of many."""

LAWS = as_table(
    _WEIBULL,
    replace(_WEIBULL, key="exponential", label="exponential", scaled=False),
    replace(
        _WEIBULL,
        key="lognormal",
        label="log-normal",
        density=lambda u: (-(u**2) / 2 - np.log(2 * np.pi) / 2, -u, np.full_like(u, -1.0)),
        survivor=lambda u: (log_ndtr(-u), -_mills(u), _mills(u) * (u - _mills(u))),
    ),
    replace(
        _WEIBULL,
        key="loglogistic",
        label="log-logistic",
        density=lambda u: (
            log_expit(u) + log_expit(-u),
            1 - 2 * expit(u),
            -2 * expit(u) * expit(-u),
        ),
        survivor=lambda u: (log_expit(-u), -expit(u), -expit(u) * expit(-u)),
    ),
)
"""What ``distribution`` names in survival regressions."""


def fit_survival(
    x: Any,
    time: FloatArray,
    event: NDArray[Any],
    *,
    distribution: str = "weibull",
    weights: FloatArray | None = None,
    names: Sequence[str] | None = None,
    start: FloatArray | None = None,
) -> LikelihoodFit:
    """Fit log T = x'β + σ·W: the coefficients, and log σ last where it is to be found.

    Parameters
    ----------
    x : (n, p) array_like
        Predictors, a constant among them.
    time : (n,) float
        Above 0.
    event : (n,) bool
    distribution : str
        A key of ``LAWS``.
    weights : (n,) float, optional
    names : sequence of str, optional
    start : (k,) float, optional

    Raises
    ------
    ArgumentError
        When no coefficients are the most likely ones.
    """
    law = LAWS[check_one_of("distribution", distribution, LAWS)]
    matrix, labels = as_matrix(x, names)
    own = np.asarray(matrix, dtype=float)
    w = np.ones(len(own)) if weights is None else weights
    rows = _Rows(own, np.log(time), np.asarray(event, dtype=bool), w, law)
    named = (*labels, SCALE) if law.scaled else tuple(labels)
    begin = start
    if begin is None:
        root = np.sqrt(w)
        slopes = np.linalg.lstsq(own * root[:, None], rows.log_time * root, rcond=None)[0]
        # times that are known from below are longer than they look
        away = rows.log_time - own @ slopes
        spread = np.log(max(float(np.sqrt(w @ away**2 / w.sum())), 1e-3))
        begin = np.append(slopes, spread) if law.scaled else slopes
    spans = np.append(np.ptp(own, axis=0), np.zeros(int(law.scaled)))
    fit = most_likely(rows.at, begin, named, spans)
    # of times, not of their logarithms
    value = fit.log_likelihood - float(w[rows.event] @ rows.log_time[rows.event])
    return replace(fit, log_likelihood=value)


@dataclass(frozen=True, eq=False)
class _Rows:
    x: FloatArray
    log_time: FloatArray
    event: NDArray[np.bool_]
    w: FloatArray
    law: Law

    def at(self, of: FloatArray) -> tuple[At, FloatArray]:
        p, scaled = self.x.shape[1], self.law.scaled
        log_scale = float(of[p]) if scaled else 0.0
        scale = np.exp(log_scale)
        u = (self.log_time - self.x @ of[:p]) / scale
        both = zip(self.law.density(u), self.law.survivor(u), strict=True)
        value, first, second = (np.where(self.event, seen, left) for seen, left in both)
        total = float(self.w @ (value - self.event * log_scale))
        scores = -self.x * (first / scale)[:, None]
        bent = (self.x * (self.w * second / scale**2)[:, None]).T @ self.x
        if not scaled:
            return At(total, self.w @ scores, -bent), scores
        by_scale = -u * first - self.event
        scores = np.column_stack([scores, by_scale])
        cross = self.x.T @ (self.w * (first + u * second) / scale)
        corner = float(self.w @ (u * first + u**2 * second))
        information = -np.block([[bent, cross[:, None]], [cross[None, :], np.array([[corner]])]])
        return At(total, self.w @ scores, information), scores
