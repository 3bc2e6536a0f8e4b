"""Families and links of generalised linear models: one table each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import logit, ndtr, ndtri, xlogy

from ...mappings import FrozenMapping
from ..core.arguments import FloatArray
from ..core.methods import as_table

Function = Callable[[FloatArray], FloatArray]

_LEAST_SHARE = np.finfo(float).eps
"""A mean of shares is kept this far from 0 and 1, where its variance would be 0."""

_LARGEST_LOGIT = float(-logit(_LEAST_SHARE))


@dataclass(frozen=True)
class Link:
    """How a mean μ hangs on the linear predictor η.

    Attributes
    ----------
    key, label : str
    linear : callable
        η of μ.
    mean, slope, curvature : callable
        μ, dμ/dη and d²μ/dη² of η.
    ratio : str
        What exp(coefficient) is; empty where it is nothing.
    """

    key: str
    label: str
    linear: Function
    mean: Function
    slope: Function
    curvature: Function
    ratio: str = ""


@dataclass(frozen=True)
class Family:
    """How an outcome varies about its mean μ.

    Attributes
    ----------
    key, label : str
    links : tuple of str
        Keys of the links it takes, its own first.
    variance, variance_slope : callable
        V(μ) and dV/dμ.
    deviance : callable
        ``(y, μ)`` -> what a row adds to the deviance, −2 log likelihood but for a constant.
    started : callable
        A mean for each outcome to start from.
    legal : callable
        Which outcomes may occur.
    range : (float, float)
        The means there are, between these.
    outcomes : str
        What outcomes are expected, in words.
    natural : str
        The link at which dμ/dη is V(μ); "" where it has none.
    """

    key: str
    label: str
    links: tuple[str, ...]
    variance: Function
    variance_slope: Function
    deviance: Callable[[FloatArray, FloatArray], Any]
    started: Function
    legal: Callable[[FloatArray], object]
    range: tuple[float, float]
    outcomes: str
    natural: str = ""

    def weighed(self, link: Link, eta: FloatArray, mu: FloatArray) -> tuple[Any, FloatArray]:
        """Return (dμ/dη)/V(μ) and (dμ/dη)²/V(μ): what a row counts for in score and information."""
        variance = self.variance(mu)
        if link.key == self.natural:
            return 1.0, variance
        slope = link.slope(eta)
        return slope / variance, slope * slope / variance

    def bent(self, link: Link, eta: FloatArray, mu: FloatArray, apart: FloatArray) -> FloatArray:
        """Return −d²/dη² of the log likelihood, `apart` being y − μ: the observed information."""
        variance, slope = self.variance(mu), link.slope(eta)
        expected = slope * slope / variance
        turn = link.curvature(eta) / variance - expected * self.variance_slope(mu) / variance
        return np.asarray(expected - apart * turn)


def _share(values: FloatArray) -> FloatArray:
    return np.clip(values, _LEAST_SHARE, 1 - _LEAST_SHARE)


def _logistic_slope(eta: FloatArray) -> FloatArray:
    """Return e^η/(1 + e^η)², with one exponential."""
    small = np.exp(-np.abs(eta))
    return np.asarray(small / (1 + small) ** 2)


def _binomial_deviance(y: FloatArray, mu: FloatArray) -> FloatArray:
    """Return −2 log likelihood, but for a constant; of outcomes 0 and 1 with one logarithm."""
    if (y * y == y).all():
        # of 1 it is μ, of 0 it is 1 − μ
        return np.asarray(-2 * np.log(np.abs(y - 1 + mu)))
    return np.asarray(2 * (xlogy(y, y / mu) + xlogy(1 - y, (1 - y) / (1 - mu))))


LINKS: Mapping[str, Link] = FrozenMapping(
    as_table(
        Link(
            key="identity",
            label="identity",
            linear=lambda mu: mu,
            mean=lambda eta: eta,
            slope=np.ones_like,
            curvature=np.zeros_like,
        ),
        Link(
            key="logit",
            label="logit",
            linear=logit,
            # kept as far from 0 and 1 as shares are
            mean=lambda eta: (
                1 / (1 + np.exp(-np.minimum(np.maximum(eta, -_LARGEST_LOGIT), _LARGEST_LOGIT)))
            ),
            slope=_logistic_slope,
            curvature=lambda eta: _logistic_slope(eta) * -np.tanh(eta / 2),
            ratio="odds ratio",
        ),
        Link(
            key="probit",
            label="probit",
            linear=ndtri,
            mean=lambda eta: _share(ndtr(eta)),
            slope=lambda eta: np.exp(-eta * eta / 2) / np.sqrt(2 * np.pi),
            curvature=lambda eta: -eta * np.exp(-eta * eta / 2) / np.sqrt(2 * np.pi),
        ),
        Link(
            key="cloglog",
            label="complementary log-log",
            linear=lambda mu: np.log(-np.log1p(-mu)),
            mean=lambda eta: _share(-np.expm1(-np.exp(np.minimum(eta, 700.0)))),
            slope=lambda eta: np.exp(eta - np.exp(np.minimum(eta, 700.0))),
            curvature=lambda eta: (
                np.exp(eta - np.exp(np.minimum(eta, 700.0))) * -np.expm1(np.minimum(eta, 700.0))
            ),
            ratio="hazard ratio",
        ),
        Link(
            key="log",
            label="log",
            linear=np.log,
            mean=lambda eta: np.exp(np.minimum(eta, 700.0)),
            slope=lambda eta: np.exp(np.minimum(eta, 700.0)),
            curvature=lambda eta: np.exp(np.minimum(eta, 700.0)),
            ratio="ratio",
        ),
        Link(
            key="inverse_squared",
            label="inverse squared",
            linear=lambda mu: 1 / mu**2,
            mean=lambda eta: 1 / np.sqrt(eta),
            slope=lambda eta: -1 / (2 * eta**1.5),
            curvature=lambda eta: 3 / (4 * eta**2.5),
        ),
        Link(
            key="inverse",
            label="inverse",
            linear=lambda mu: 1 / mu,
            mean=lambda eta: 1 / eta,
            slope=lambda eta: -1 / eta**2,
            curvature=lambda eta: 2 / eta**3,
        ),
    )
)
"""Links by the key that users pass as ``link=``."""


def _binomial(key: str, label: str) -> Family:
    return Family(
        key=key,
        label=label,
        links=("logit", "probit", "cloglog", "log", "identity"),
        variance=lambda mu: mu * (1 - mu),
        variance_slope=lambda mu: 1 - 2 * mu,
        deviance=_binomial_deviance,
        started=lambda y: (y + 0.5) / 2,
        legal=lambda y: (y >= 0) & (y <= 1),
        range=(0.0, 1.0),
        outcomes="0 and 1, or shares between them",
        natural="logit",
    )


def _poisson(key: str, label: str) -> Family:
    return Family(
        key=key,
        label=label,
        links=("log", "identity"),
        variance=lambda mu: mu,
        variance_slope=np.ones_like,
        deviance=lambda y, mu: 2 * (xlogy(y, y / mu) - (y - mu)),
        started=lambda y: y + 0.1,
        legal=lambda y: y >= 0,
        range=(0.0, np.inf),
        outcomes="counts, none of them negative",
        natural="log",
    )


FAMILIES: Mapping[str, Family] = FrozenMapping(
    as_table(
        Family(
            key="gaussian",
            label="Gaussian",
            links=("identity", "log", "inverse"),
            variance=np.ones_like,
            variance_slope=np.zeros_like,
            deviance=lambda y, mu: (y - mu) ** 2,
            started=lambda y: y,
            legal=lambda y: np.isfinite(y),
            range=(-np.inf, np.inf),
            outcomes="numbers",
            natural="identity",
        ),
        _binomial("binomial", "binomial"),
        _poisson("poisson", "Poisson"),
        Family(
            key="gamma",
            label="gamma",
            links=("inverse", "log", "identity"),
            variance=lambda mu: mu * mu,
            variance_slope=lambda mu: 2 * mu,
            deviance=lambda y, mu: -2 * (np.log(y / mu) - (y - mu) / mu),
            started=lambda y: y,
            legal=lambda y: y > 0,
            range=(0.0, np.inf),
            outcomes="amounts above 0",
        ),
        Family(
            key="inverse_gaussian",
            label="inverse Gaussian",
            links=("inverse_squared", "inverse", "log", "identity"),
            variance=lambda mu: mu**3,
            variance_slope=lambda mu: 3 * mu * mu,
            deviance=lambda y, mu: (y - mu) ** 2 / (y * mu**2),
            started=lambda y: y,
            legal=lambda y: y > 0,
            range=(0.0, np.inf),
            outcomes="amounts above 0",
        ),
        _binomial("quasibinomial", "quasi-binomial"),
        _poisson("quasipoisson", "quasi-Poisson"),
    )
)
"""Families by the key that users pass as ``family=``; under a design, quasi ones are the same."""
