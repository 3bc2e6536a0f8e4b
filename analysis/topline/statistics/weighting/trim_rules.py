"""Where weights are trimmed: rules that turn a number into a least and a largest weight."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from ...errors import ArgumentError
from ..core.arguments import FloatArray
from ..core.methods import as_table

Edges = tuple[float, float]


@dataclass(frozen=True)
class TrimRule:
    """One way to say how large a weight may be.

    Attributes
    ----------
    key : str
        The name users pass as ``rule=``.
    label : str
        What `upper` is, in words.
    edges : callable
        (weights above 0, lower, upper) → least and largest weight; what is not given is
        −∞ or ∞.
    source : str
    moves : bool
        Whether the edges follow the weights as they are trimmed.
    """

    key: str
    label: str
    edges: Callable[[FloatArray, float, float], Edges]
    source: str
    moves: bool = False


def value(_w: FloatArray, lower: float, upper: float) -> Edges:
    """Take weights as they are given."""
    return lower, upper


def of_median(w: FloatArray, lower: float, upper: float) -> Edges:
    """Take multiples of the median weight."""
    middle = float(np.median(w))
    return lower * middle, upper * middle


def of_mean(w: FloatArray, lower: float, upper: float) -> Edges:
    """Take multiples of the mean weight."""
    return lower * float(w.mean()), upper * float(w.mean())


def beyond_quartiles(w: FloatArray, lower: float, upper: float) -> Edges:
    """Take Q1 − lower·IQR and Q3 + upper·IQR; quantiles are of type 7."""
    first, third = np.quantile(w, [0.25, 0.75])
    return _below(first, lower, third - first), float(third + upper * (third - first))


def beyond_median(w: FloatArray, lower: float, upper: float) -> Edges:
    """Take median − lower·IQR and median + upper·IQR."""
    first, middle, third = np.quantile(w, [0.25, 0.5, 0.75])
    return _below(middle, lower, third - first), float(middle + upper * (third - first))


def quantiles(w: FloatArray, lower: float, upper: float) -> Edges:
    """Take quantiles of the weights, of type 7."""
    for name, order in (("lower", lower), ("upper", upper)):
        if np.isfinite(order) and not 0 <= order <= 1:
            raise ArgumentError(f"{name} is {order:g}; a quantile is of an order from 0 to 1")
    low = float(np.quantile(w, lower)) if np.isfinite(lower) else -np.inf
    return low, float(np.quantile(w, upper)) if np.isfinite(upper) else np.inf


def contribution(w: FloatArray, _lower: float, upper: float) -> Edges:
    """Allow no w² above upper·Σw²/n: no row contributes much more to a variance than others."""
    return -np.inf, float(np.sqrt(upper * (w @ w) / w.size))


def distribution(w: FloatArray, lower: float, upper: float) -> Edges:
    """Take weights that are passed with the probability given, in a distribution like theirs.

    1/(n·w) follows a Beta distribution of parameters a and b, which have the mean m and the
    variance s² of the weights: A = m·(n·m − 1)/(n·s²), a = A + 2, b = (n·m − 1)·(A + 1).
    """
    n, mean, variance = w.size, float(w.mean()), float(w.var(ddof=1))
    if not variance > 0:
        return -np.inf, np.inf
    spread = mean * (n * mean - 1) / (n * variance)
    a, b = spread + 2, (n * mean - 1) * (spread + 1)
    for name, probability in (("lower", lower), ("upper", upper)):
        if np.isfinite(probability) and not 0 < probability < 1:
            raise ArgumentError(f"{name} is {probability:g}; a probability is between 0 and 1")
    high = 1 / (n * float(betaincinv(a, b, upper))) if np.isfinite(upper) else np.inf
    return 1 / (n * float(betaincinv(a, b, 1 - lower))) if np.isfinite(lower) else -np.inf, high


def _below(middle: float, times: float, width: float) -> float:
    return -np.inf if np.isinf(times) else float(middle - times * width)


_POTTER = "Potter (1990), Proceedings of the Survey Research Methods Section, ASA, 225–230"

RULES = as_table(
    TrimRule("value", "a weight", value, "Lohr (2010), Sampling, section 8.5"),
    TrimRule("median", "times the median weight", of_median, _POTTER),
    TrimRule("mean", "times the mean weight", of_mean, _POTTER),
    TrimRule("iqr", "interquartile ranges above Q3", beyond_quartiles, "Tukey (1977), section 2C"),
    TrimRule(
        "median_iqr",
        "interquartile ranges above the median",
        beyond_median,
        "Chowdhury, Khare & Wolter (2007), Proceedings of the Survey Research Methods Section, ASA",
    ),
    TrimRule("quantile", "quantile of the weights", quantiles, _POTTER),
    TrimRule("contribution", "times the mean of w²", contribution, _POTTER, moves=True),
    TrimRule("distribution", "probability of a weight beyond", distribution, _POTTER, moves=True),
)
