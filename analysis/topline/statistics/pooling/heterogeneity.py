"""How much surveys differ beyond sampling error: the variance τ² between them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy
from scipy.special import chdtrc

from ..core.methods import FloatArray, as_table


@dataclass(frozen=True)
class Tau2Method:
    """One estimator of τ²: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``tau2=``.
    label : str
        The name captions and reports print.
    estimate : callable
        ``(y, v) -> τ²`` from shares on a scale and their sampling variances.
    source : str
        Primary source.
    """

    key: str
    label: str
    estimate: Callable[[FloatArray, FloatArray], float]
    source: str


class Heterogeneity(NamedTuple):
    """Cochran's Q, its p-value, and the typical sampling variance that I² compares τ² with."""

    q: float
    p_value: float
    typical: float


def heterogeneity(y: FloatArray, v: FloatArray) -> Heterogeneity:
    """Return Q = Σw(y − ȳ)², w = 1/v, and (k − 1)·Σw/((Σw)² − Σw²).

    References
    ----------
    Cochran (1954), Biometrics 10:101–129; Higgins & Thompson (2002), Statistics in Medicine
    21:1539–1558, eq. 9.
    """
    if y.size == 1:
        return Heterogeneity(0.0, np.nan, np.nan)
    w, freedom = 1 / v, y.size - 1
    q = float(np.sum(w * (y - _mean(y, w)) ** 2))
    return Heterogeneity(q, float(chdtrc(freedom, q)), freedom / _spread(w))


def _mean(y: FloatArray, w: FloatArray) -> float:
    return float(np.sum(w * y) / np.sum(w))


def _spread(w: FloatArray) -> float:
    """Σw − Σw²/Σw."""
    return float(np.sum(w) - np.sum(w**2) / np.sum(w))


def der_simonian_laird(y: FloatArray, v: FloatArray) -> float:
    """max(0, (Q − (k − 1))/(Σw − Σw²/Σw))."""
    found = heterogeneity(y, v)
    return max(0.0, (found.q - (y.size - 1)) / _spread(1 / v))


def paule_mandel(y: FloatArray, v: FloatArray) -> float:
    """Solve Σ(y − ȳ)²/(v + τ²) = k − 1 for τ², or return 0."""

    def excess(tau2: float) -> float:
        return heterogeneity(y, v + tau2).q - (y.size - 1)

    # what is left falls with τ², so that there is one
    return max(summits(excess, y, v))


def reml(y: FloatArray, v: FloatArray) -> float:
    """Return the τ² at which the restricted likelihood is largest, or 0.

    Its slope is that of Σw²(y − ȳ)² against Σw − Σw²/Σw, w = 1/(v + τ²).
    """

    def excess(tau2: float) -> float:
        w = 1 / (v + tau2)
        return float(np.sum((w * (y - _mean(y, w))) ** 2)) - _spread(w)

    def height(tau2: float) -> float:
        return _log_likelihood(y, v + tau2) - float(np.log(np.sum(1 / (v + tau2))))

    return max(summits(excess, y, v), key=height)


def maximum_likelihood(y: FloatArray, v: FloatArray) -> float:
    """Return the τ² at which the likelihood is largest: Σw²(y − ȳ)² = Σw, w = 1/(v + τ²), or 0."""

    def excess(tau2: float) -> float:
        w = 1 / (v + tau2)
        return float(np.sum((w * (y - _mean(y, w))) ** 2) - np.sum(w))

    return max(summits(excess, y, v), key=lambda tau2: _log_likelihood(y, v + tau2))


def _log_likelihood(y: FloatArray, v: FloatArray) -> float:
    """Return Σ ln w − Σw(y − ȳ)²: twice the log likelihood, but for a constant."""
    return -float(np.sum(np.log(v))) - heterogeneity(y, v).q


def summits(slope: Callable[[float], float], y: FloatArray, v: FloatArray) -> list[float]:
    """Return each τ² at which a function goes from above 0 to below, and 0 where it begins below.

    A likelihood may have two, one of them at 0. At 2·range(y)² + max v all slopes are below 0.
    """
    top = 2 * float(np.ptp(y)) ** 2 + float(np.max(v))
    grid = np.append(0.0, top * 2.0 ** np.arange(-59.0, 1.0))
    above = np.array([slope(tau2) for tau2 in grid]) > 0
    found = [] if above[0] else [0.0]
    for at in np.flatnonzero(above[:-1] & ~above[1:]):
        ends = grid[at], grid[at + 1]
        found.append(float(scipy.optimize.brentq(slope, *ends, xtol=1e-300, rtol=1e-14)))
    return found


TAU2 = as_table(
    Tau2Method(
        "REML",
        "restricted maximum likelihood",
        reml,
        "Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30:261–293",
    ),
    Tau2Method(
        "DL",
        "DerSimonian–Laird",
        der_simonian_laird,
        "DerSimonian & Laird (1986), Controlled Clinical Trials 7:177–188",
    ),
    Tau2Method(
        "PM",
        "Paule–Mandel",
        paule_mandel,
        "Paule & Mandel (1982), Journal of Research of the NBS 87:377–385",
    ),
    Tau2Method(
        "ML",
        "maximum likelihood",
        maximum_likelihood,
        "Hardy & Thompson (1996), Statistics in Medicine 15:619–629",
    ),
)
