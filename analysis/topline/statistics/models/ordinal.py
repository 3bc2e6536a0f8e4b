"""Answers in order: cumulative models with one slope for all cut points (proportional odds)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, ndtr, ndtri

from ...arguments import check_one_of
from ..core.arguments import FloatArray
from ..core.matrix import as_matrix
from ..core.methods import as_table
from .likelihood import At, LikelihoodFit, most_likely


@dataclass(frozen=True)
class Cumulative:
    """A distribution of what lies behind the answers.

    Attributes
    ----------
    key, label : str
    share, rest : callable
        F, and 1 − F to the last digit, also where F is as good as 1.
    density, slope : callable
        F' and F''.
    quantile : callable
        Where F is a share.
    ratios : str
        What exp of a coefficient is; empty where it is nothing.
    source : str
    """

    key: str
    label: str
    share: Callable[[FloatArray], FloatArray]
    rest: Callable[[FloatArray], FloatArray]
    density: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]
    quantile: Callable[[FloatArray], FloatArray]
    ratios: str
    source: str


def _normal(z: FloatArray) -> FloatArray:
    return np.asarray(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))


def _left(z: FloatArray) -> FloatArray:
    """Chance that the smallest of many is larger, exp(−e^z)."""
    return np.asarray(np.exp(-np.exp(np.minimum(z, 700.0))))


def _smallest(z: FloatArray) -> FloatArray:
    """Density of the smallest of many, e^z·exp(−e^z)."""
    return np.asarray(np.exp(np.minimum(z, 700.0) - np.exp(np.minimum(z, 700.0))))


CUMULATIVE = as_table(
    Cumulative(
        key="logit",
        label="proportional odds",
        share=expit,
        rest=lambda z: expit(-z),
        density=lambda z: expit(z) * expit(-z),
        slope=lambda z: expit(z) * expit(-z) * (1 - 2 * expit(z)),
        quantile=logit,
        ratios="odds ratios",
        source="McCullagh (1980), JRSS B 42:109–142",
    ),
    Cumulative(
        key="probit",
        label="ordered probit",
        share=ndtr,
        rest=lambda z: ndtr(-z),
        density=_normal,
        slope=lambda z: -z * _normal(z),
        quantile=ndtri,
        ratios="",
        source="McCullagh (1980), JRSS B 42:109–142",
    ),
    Cumulative(
        key="cloglog",
        label="proportional hazards of answers",
        share=lambda z: -np.expm1(-np.exp(np.minimum(z, 700.0))),
        rest=_left,
        density=_smallest,
        slope=lambda z: _smallest(z) * (1 - np.exp(np.minimum(z, 700.0))),
        quantile=lambda p: np.log(-np.log1p(-p)),
        ratios="hazard ratios",
        source="McCullagh (1980), JRSS B 42:109–142",
    ),
    Cumulative(
        key="loglog",
        label="log-log",
        share=lambda z: _left(-z),
        rest=lambda z: -np.expm1(-np.exp(np.minimum(-z, 700.0))),
        density=lambda z: _smallest(-z),
        slope=lambda z: -_smallest(-z) * (1 - np.exp(np.minimum(-z, 700.0))),
        quantile=lambda p: -np.log(-np.log(p)),
        ratios="",
        source="McCullagh (1980), JRSS B 42:109–142; svyolr calls it cloglog",
    ),
)
"""What ``link`` names in ordinal models."""

_LEAST = 1e-300


def fit_ordinal(
    x: Any,
    codes: NDArray[Any],
    levels: Sequence[str],
    *,
    link: str = "logit",
    weights: FloatArray | None = None,
    names: Sequence[str] | None = None,
    start: FloatArray | None = None,
) -> LikelihoodFit:
    """Fit P(Y ≤ j) = F(θ_j − x'β): slopes first, then the cut points, as "low|high".

    Parameters
    ----------
    x : (n, p) array_like
        Predictors without a constant.
    codes : (n,) int
        Place of each answer among the levels, each of which occurs.
    levels : sequence of str
    link : str
        A key of ``CUMULATIVE``.
    weights : (n,) float, optional
    names : sequence of str, optional
    start : (p + J − 1,) float, optional
        Where to begin; by default at slopes of 0, and the cut points of the answers as they are.

    Raises
    ------
    ArgumentError
        When no coefficients are the most likely ones.

    References
    ----------
    McCullagh (1980), JRSS B 42:109–142; Pratt (1981), JASA 76:103–106: the likelihood has one top.
    """
    law = CUMULATIVE[check_one_of("link", link, CUMULATIVE)]
    given = np.zeros((len(codes), 0)) if np.shape(x)[1] == 0 else x
    matrix, labels = as_matrix(given, names) if given.shape[1] else (given, [])
    own = np.asarray(matrix, dtype=float)
    w = np.ones(len(own)) if weights is None else weights
    p, cuts = own.shape[1], len(levels) - 1
    named = (*labels, *(f"{low}|{high}" for low, high in pairwise(levels)))
    rows = _Rows(own, np.asarray(codes), w, cuts, law)
    if start is None:
        share = np.bincount(codes, w, cuts + 1).cumsum()[:-1] / w.sum()
        start = np.concatenate([np.zeros(p), law.quantile(share)])
    return most_likely(rows.at, start, named, np.append(np.ptp(own, axis=0), np.zeros(cuts)))


def ordinal_sums(
    x: FloatArray, w: FloatArray, coefficients: FloatArray, *, link: str
) -> tuple[FloatArray, FloatArray]:
    """Return Σ w·P(Y = j) of each answer (J,), and how they move with each coefficient (J, k).

    Parameters
    ----------
    x : (n, p) float
    w : (n,) float
    coefficients : (p + J − 1,) float
        As ``fit_ordinal`` finds them.
    link : str
    """
    law, p = CUMULATIVE[link], x.shape[1]
    cut = np.concatenate([[-np.inf], coefficients[p:], [np.inf]])
    z = cut - (x @ coefficients[:p])[:, None]
    density = law.density(z)
    moves = np.zeros((len(cut) - 1, len(coefficients)))
    moves[:, :p] = -(np.diff(density, axis=1) * w[:, None]).T @ x
    for place, at_cut in enumerate((w @ density)[1:-1]):
        moves[place, p + place], moves[place + 1, p + place] = at_cut, -at_cut
    return w @ np.diff(law.share(z), axis=1), moves


@dataclass(frozen=True, eq=False)
class _Rows:
    """The likelihood: log(F(a) − F(b)), a the cut point above an answer and b the one below."""

    x: FloatArray
    codes: NDArray[Any]
    w: FloatArray
    cuts: int
    law: Cumulative

    def at(self, of: FloatArray) -> tuple[At, FloatArray]:
        p = self.x.shape[1]
        eta, cut = self.x @ of[:p], np.concatenate([[-np.inf], of[p:], [np.inf]])
        if (np.diff(of[p:]) <= 0).any():
            k = len(of)
            return At(-np.inf, np.zeros(k), np.eye(k)), np.zeros((len(eta), k))
        a, b = cut[self.codes + 1] - eta, cut[self.codes] - eta
        share, rest = self.law.share, self.law.rest
        below = share(b)
        # far out on the right differences of F are lost, and those of 1 − F are not
        chance = np.where(below > 0.5, rest(b) - rest(a), share(a) - below)
        chance = np.maximum(chance, _LEAST)
        fa, fb = (self._finite(self.law.density, z) / chance for z in (a, b))
        ga, gb = (self._finite(self.law.slope, z) / chance for z in (a, b))
        upper, lower = self._places(+1), self._places(0)
        scores = upper * fa[:, None] - lower * fb[:, None]
        bent = (upper * (self.w * (ga - fa**2))[:, None]).T @ upper - (
            lower * (self.w * (gb + fb**2))[:, None]
        ).T @ lower
        cross = (upper * (self.w * fa * fb)[:, None]).T @ lower
        value = float(self.w @ np.log(chance))
        return At(value, self.w @ scores, -(bent + cross + cross.T)), scores

    @staticmethod
    def _finite(of: Callable[[FloatArray], FloatArray], z: FloatArray) -> FloatArray:
        return np.where(np.isfinite(z), of(np.where(np.isfinite(z), z, 0.0)), 0.0)

    def _places(self, above: int) -> FloatArray:
        """Return derivatives of a row's cut points in slopes and cut points."""
        found = np.zeros((len(self.codes), self.x.shape[1] + self.cuts))
        which = self.codes + above - 1
        inside = (which >= 0) & (which < self.cuts)
        found[:, : self.x.shape[1]] = -self.x * inside[:, None]
        rows = np.flatnonzero(inside)
        found[rows, self.x.shape[1] + which[rows]] = 1.0
        return found
