"""Measures of inequality that need the values in order, and how each respondent moves them.

A measure is of the distribution that weights make: each value has its weight and nothing lies
between, so that a respondent may be split in two, and weights multiplied, without changing it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class OrderedMeasure:
    """One measure of values in order.

    Attributes
    ----------
    label : str
        What it is, in words.
    value : callable
        ``(y, w) -> (k, r) float``: of (m,) ascending values, under each of (m, r) weights; NaN
        where it is not defined.
    influence : callable
        ``(y, w) -> (m, k) float``: its derivative by the weight of each of (m,) respondents.
    source : str
        Primary source.
    """

    label: str
    value: Callable[[FloatArray, FloatArray], FloatArray]
    influence: Callable[[FloatArray, FloatArray], FloatArray]
    source: str


def gini(y: FloatArray, w: FloatArray) -> FloatArray:
    """Return the Gini coefficient under each version of the weights.

    G = Σ_i Σ_j w_i w_j max(y_i, y_j)/(N·T) − 1 = Σ_i w_i y_i (2C_i − w_i)/(N·T) − 1, with C_i the
    weight up to respondent i, N = Σw and T = Σwy.

    Parameters
    ----------
    y : (m,) float
        Ascending values.
    w : (m, r) float

    Returns
    -------
    (1, r) float
        NaN where T is 0 or less.

    References
    ----------
    Langel & Tillé (2013), Journal of the Royal Statistical Society A 176:521–540.
    """
    up_to, total = np.cumsum(w, axis=0), _positive(y @ w)
    pairs = np.einsum("i,ir->r", y, w * (2 * up_to - w))
    # of values that are all alike the two parts differ by rounding
    level = w.sum(axis=0) * total
    return np.asarray(np.where(np.ptp(y) == 0, 0.0 * level, pairs / level - 1))[None]


def gini_influence(y: FloatArray, w: FloatArray) -> FloatArray:
    """Return the (m, 1) derivative of the Gini coefficient by each weight.

    z_k = 2(y_k·W(y ≤ y_k) + Σ_{y > y_k} wy)/(N·T) − (G + 1)(1/N + y_k/T).

    References
    ----------
    Deville (1999), Survey Methodology 25:193–203; Langel & Tillé (2013), Journal of the Royal
    Statistical Society A 176:521–540.
    """
    size, total = w.sum(), _positive(y @ w)
    at_or_below = np.searchsorted(y, y, side="right") - 1
    weight, income = np.cumsum(w)[at_or_below], np.cumsum(w * y)[at_or_below]
    coefficient = gini(y, w[:, None])[0, 0]
    own = 2 * (y * weight + (total - income)) / (size * total)
    return np.asarray(own - (coefficient + 1) * (1 / size + y / total))[:, None]


GINI = OrderedMeasure(
    "Gini coefficient",
    gini,
    gini_influence,
    "Langel & Tillé (2013), Journal of the Royal Statistical Society A 176:521–540",
)


def lorenz(y: FloatArray, w: FloatArray, shares: FloatArray) -> FloatArray:
    """Return which part of the total the lowest shares of people have.

    L(p) = (Σ_{y < q} wy + q(pN − Σ_{y < q} w))/T, q being the quantile at p: of those who have just
    q, as many count as p still lacks.

    Parameters
    ----------
    y : (m,) float
        Ascending values.
    w : (m, r) float
    shares : (k,) float
        From 0 to 1.

    Returns
    -------
    (k, r) float
        NaN where T is 0 or less.
    """
    up_to, income = np.cumsum(w, axis=0), np.cumsum(w * y[:, None], axis=0)
    total = _positive(income[-1])
    found = np.empty((len(shares), w.shape[1]))
    for number, share in enumerate(shares):
        wanted = share * up_to[-1]
        at = np.minimum((up_to < wanted).sum(axis=0), len(y) - 1)
        versions = np.arange(w.shape[1])
        lacking = wanted - up_to[at, versions]
        found[number] = (income[at, versions] + y[at] * lacking) / total
    return found


def lorenz_influence(y: FloatArray, w: FloatArray, shares: FloatArray) -> FloatArray:
    """Return the (m, k) derivative of the Lorenz curve by each weight.

    z_k = ((y_k − q)·1{y_k < q} + p·q − L(p)·y_k)/T. That of the quantile cancels: to have one
    respondent more at q or below it is the same.

    References
    ----------
    Langel & Tillé (2011), Journal of Statistical Planning and Inference 141:2976–2985.
    """
    up_to, total = np.cumsum(w), _positive(y @ w)
    at = np.minimum(np.searchsorted(up_to, shares * up_to[-1]), len(y) - 1)
    curve = lorenz(y, w[:, None], shares)[:, 0]
    own = np.minimum(y[:, None] - y[at], 0) + shares * y[at] - curve * y[:, None]
    return np.asarray(own / total)


def lorenz_curve(shares: FloatArray) -> OrderedMeasure:
    """Return the Lorenz curve at some shares of people as a measure."""
    return OrderedMeasure(
        "Lorenz curve",
        lambda y, w: lorenz(y, w, shares),
        lambda y, w: lorenz_influence(y, w, shares),
        "Langel & Tillé (2011), Journal of Statistical Planning and Inference 141:2976–2985",
    )


def share_ratio(share: float) -> OrderedMeasure:
    """Return the total of the highest share of people over that of the lowest as a measure.

    (1 − L(1 − p))/L(p), S80/S20 at p = 0.2; not defined where the lowest have nothing.
    """
    both = np.array([share, 1 - share])

    def value(y: FloatArray, w: FloatArray) -> FloatArray:
        low, high = lorenz(y, w, both)
        return np.asarray((1 - high) / _positive(low))[None]

    def influence(y: FloatArray, w: FloatArray) -> FloatArray:
        low, high = lorenz(y, w[:, None], both)[:, 0]
        of_low, of_high = lorenz_influence(y, w, both).T
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((-of_high - (1 - high) / low * of_low) / low)[:, None]

    return OrderedMeasure(
        "ratio of shares of the total",
        value,
        influence,
        "Langel & Tillé (2011), Journal of Statistical Planning and Inference 141:2976–2985",
    )


def _positive(total: FloatArray | float) -> FloatArray:
    """Return a total, NaN where it is not above 0 and shares of it mean nothing."""
    return np.where(np.asarray(total) > 0, total, np.nan)
