"""Estimators that are smooth functions of weighted sums: one table.

An estimator names the terms it sums, its value as a function of the sums T = (Σw, Σwt₁, …) and
the value's gradient in T. Its influence on a unit's total is then gradient · sums of the unit, and
its replicates are its values at the replicates' sums.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...statistics.core.methods import as_table
from ..data.columns import FloatArray

Sums = Any
"""(1 + j, …) float: sum of the weights, then of the terms."""


@dataclass(frozen=True)
class Smooth:
    """One estimator.

    Attributes
    ----------
    key : str
        Its name.
    label : str
        What it estimates, in words.
    arity : int
        How many variables it is of.
    terms : callable
        ``(*values) -> terms`` to be summed with weights.
    value : callable
        ``(sums, n) -> (…) float``, n being rows with a weight.
    gradient : callable
        ``(sums, n) -> (1 + j, …) float``.
    source : str
        Primary source of its linearisation.
    shifted : bool
        Whether it takes values less a typical one, for precision.
    moves : bool
        Whether its value then is less as well.
    """

    key: str
    label: str
    arity: int
    terms: Callable[..., Sequence[Any]]
    value: Callable[[Sums, Any], FloatArray]
    gradient: Callable[[Sums, Any], FloatArray]
    source: str
    shifted: bool = False
    moves: bool = False

    @cached_property
    def count(self) -> int:
        """How many terms it sums."""
        return len(self.terms(*[1.0] * self.arity))


def _bessel(n: Any) -> Any:
    return np.where(n > 1, n / np.where(n > 1, n - 1, 1), np.nan)


_ROUNDING = 1e-13
"""Part of a mean square that rounding leaves of a variance of answers that are all alike."""


def _central(square: Any, mean: Any) -> Any:
    """Return the central moment, a mean square less the square of the mean; 0 for rounding."""
    found = square - mean * mean
    return np.where(found <= _ROUNDING * square, 0.0 * square, found)


def _variance(t: Sums, n: Any) -> FloatArray:
    return np.asarray(_bessel(n) * _central(t[2] / t[0], t[1] / t[0]))


def _variance_gradient(t: Sums, n: Any) -> FloatArray:
    """At the sums of y less its mean: (−s², −2ȳ, 1)·n/(n − 1)/Σw, with ȳ the mean of y."""
    mean = t[1] / t[0]
    whole = 2 * mean**2 - t[2] / t[0]
    found = _bessel(n) * np.stack([whole, -2 * mean, np.ones_like(mean)]) / t[0]
    return np.asarray(np.where(_variance(t, n) == 0, 0.0, found))


def _deviation(t: Sums, n: Any) -> FloatArray:
    return np.sqrt(_variance(t, n))


def _moments(t: Sums) -> tuple[Any, Any, Any, Any, Any]:
    """Return means x̄, ȳ and central moments s_xx, s_yy, s_xy."""
    x, y = t[1] / t[0], t[2] / t[0]
    xx, yy = _central(t[3] / t[0], x), _central(t[4] / t[0], y)
    return x, y, xx, yy, np.where((xx == 0) | (yy == 0), 0.0 * xx, t[5] / t[0] - x * y)


def _covariance_gradient(t: Sums, n: Any) -> FloatArray:
    x, y, xx, yy, xy = _moments(t)
    parts = [x * y - xy, -y, -x, 0 * x, 0 * x, np.ones_like(x)]
    found = _bessel(n) * np.stack(parts) / t[0]
    return np.asarray(np.where((xx == 0) | (yy == 0), 0.0, found))


def _correlation(t: Sums, _n: Any) -> FloatArray:
    _, _, xx, yy, xy = _moments(t)
    # of answers that are all alike there is none
    both = np.where(xx * yy > 0, xx * yy, np.nan)
    return np.asarray(xy / np.sqrt(both))


def _correlation_gradient(t: Sums, n: Any) -> FloatArray:
    """Apply dr = ds_xy/√(s_xx s_yy) − r/2·(ds_xx/s_xx + ds_yy/s_yy), the chain rule."""
    x, y, xx, yy, xy = _moments(t)
    one, zero, r = np.ones_like(x), 0 * x, _correlation(t, n)
    d_xy = np.stack([x * y - xy, -y, -x, zero, zero, one])
    d_xx = np.stack([x * x - xx, -2 * x, zero, one, zero, zero])
    d_yy = np.stack([y * y - yy, zero, -2 * y, zero, one, zero])
    return np.asarray((d_xy / np.sqrt(xx * yy) - r / 2 * (d_xx / xx + d_yy / yy)) / t[0])


_BINDER = "Binder (1983), International Statistical Review 51:279–292"

ESTIMATORS = as_table(
    Smooth(
        key="mean",
        label="weighted mean",
        arity=1,
        terms=lambda y: (y,),
        value=lambda t, _n: np.asarray(t[1] / t[0]),
        gradient=lambda t, _n: np.stack([-t[1] / t[0] ** 2, 1 / t[0]]),
        source=_BINDER,
        shifted=True,
        moves=True,
    ),
    Smooth(
        key="total",
        label="estimated total",
        arity=1,
        terms=lambda y: (y,),
        value=lambda t, _n: np.asarray(t[1]),
        gradient=lambda t, _n: np.stack([0 * t[0], np.ones_like(t[1])]),
        source="Horvitz & Thompson (1952), JASA 47:663–685",
    ),
    Smooth(
        key="count",
        label="estimated count",
        arity=0,
        terms=lambda: (),
        value=lambda t, _n: np.asarray(t[0]),
        gradient=lambda t, _n: np.ones_like(t),
        source="Horvitz & Thompson (1952), JASA 47:663–685",
    ),
    Smooth(
        key="ratio",
        label="ratio of totals",
        arity=2,
        terms=lambda y, x: (y, x),
        # over nothing there is no ratio
        value=lambda t, _n: np.asarray(t[1] / np.where(t[2] == 0, np.nan, t[2])),
        gradient=lambda t, _n: np.stack([0 * t[0], 1 / t[2], -t[1] / t[2] ** 2]),
        source="Cochran (1977), Sampling Techniques, section 6.4",
    ),
    Smooth(
        key="variance",
        label="weighted variance",
        arity=1,
        terms=lambda y: (y, y * y),
        value=_variance,
        gradient=_variance_gradient,
        source=_BINDER,
        shifted=True,
    ),
    Smooth(
        key="standard_deviation",
        label="weighted standard deviation",
        arity=1,
        terms=lambda y: (y, y * y),
        value=_deviation,
        gradient=lambda t, n: (
            _variance_gradient(t, n) / np.where((own := _deviation(t, n)) == 0, 1.0, 2 * own)
        ),
        source=_BINDER,
        shifted=True,
    ),
    Smooth(
        key="covariance",
        label="weighted covariance",
        arity=2,
        terms=lambda x, y: (x, y, x * x, y * y, x * y),
        value=lambda t, n: np.asarray(_bessel(n) * _moments(t)[4]),
        gradient=_covariance_gradient,
        source=_BINDER,
        shifted=True,
    ),
    Smooth(
        key="correlation",
        label="weighted correlation",
        arity=2,
        terms=lambda x, y: (x, y, x * x, y * y, x * y),
        value=_correlation,
        gradient=_correlation_gradient,
        source=_BINDER,
        shifted=True,
    ),
)
"""Every estimator that is a smooth function of weighted sums, by its key."""
