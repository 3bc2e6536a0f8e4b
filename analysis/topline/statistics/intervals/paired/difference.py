"""Confidence intervals for the difference of two shares among the same respondents."""

from typing import Any

import numpy as np
import scipy

from ...core.interval import Interval
from ...core.methods import FloatArray, Method, as_table, pick
from ..one_share import closed
from .arguments import Cells, paired_interval
from .score import scas, tango


def wald(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray) -> Interval:
    """d̂ ± z·√(b + c − (b − c)²/N)/N, cut off at −1 and 1."""
    total = a + b + c + d
    difference = (b - c) / total
    variance = np.maximum((b + c) / total - difference**2, 0) / total
    half = -scipy.special.ndtri(tail) * np.sqrt(variance)
    return Interval(np.clip(difference - half, -1, 1), np.clip(difference + half, -1, 1))


def agresti_min(
    a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray
) -> Interval:
    """Wald's interval after adding ½ to every cell."""
    return wald(a + 0.5, b + 0.5, c + 0.5, d + 0.5, tail)


def bonett_price(
    a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray
) -> Interval:
    """Wald's interval after adding 1 to b and 1 to c."""
    return wald(a, b + 1, c + 1, d, tail)


def newcombe(
    a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray
) -> Interval:
    """Square and add: d̂ − √(e₁² − 2φe₁f₂ + f₂²) to d̂ + √(f₁² − 2φf₁e₂ + e₂²).

    e and f are the distances from each share down and up to its Wilson limits, φ the correlation
    of the two answers, (ad − bc)/√((a + b)(c + d)(a + c)(b + d)), a positive ad − bc less N/2 but
    not below 0; 0 where an answer does not vary.
    """
    first, second = _distances(a + b, c + d, tail), _distances(a + c, b + d, tail)
    less = a * d - b * c
    less = np.where(less > 0, np.maximum(less - (a + b + c + d) / 2, 0), less)
    spread = np.sqrt((a + b) * (c + d)) * np.sqrt((a + c) * (b + d))
    phi = np.where(spread > 0, less / np.where(spread > 0, spread, 1), 0.0)
    down = _add_squares(first.ci_low, second.ci_high, phi)
    up = _add_squares(first.ci_high, second.ci_low, phi)
    difference = (b - c) / (a + b + c + d)
    return Interval(np.maximum(difference - down, -1), np.minimum(difference + up, 1))


def _distances(x: FloatArray, rest: FloatArray, tail: FloatArray) -> Interval:
    """How far Wilson's limits lie below and above a share, taken from its smaller side."""
    turned = x > rest
    fewer, total = np.where(turned, rest, x), x + rest
    limits = closed.wilson(fewer, total, tail)
    below, above = fewer / total - limits.ci_low, limits.ci_high - fewer / total
    return Interval(np.where(turned, above, below), np.where(turned, below, above))


def _add_squares(first: FloatArray, second: FloatArray, phi: FloatArray) -> FloatArray:
    return np.sqrt(np.maximum(first**2 - 2 * phi * first * second + second**2, 0))


METHODS = as_table(
    Method(
        "newcombe",
        "Newcombe (paired)",
        newcombe,
        "Newcombe (1998), Statistics in Medicine 17:2635–2650, method 10",
    ),
    Method(
        "tango",
        "Tango score",
        tango,
        "Tango (1998), Statistics in Medicine 17:891–908",
    ),
    Method(
        "scas",
        "skewness-corrected score (paired)",
        scas,
        "Laud (2017), Pharmaceutical Statistics 16:334–348, applied to the score of Tango (1998)",
    ),
    Method(
        "bonett_price",
        "Bonett–Price",
        bonett_price,
        "Bonett & Price (2012), Journal of Educational and Behavioral Statistics 37:479–488",
    ),
    Method(
        "agresti_min",
        "Agresti–Min",
        agresti_min,
        "Agresti & Min (2005), Statistics in Medicine 24:729–740",
    ),
    Method(
        "wald",
        "Wald (paired)",
        wald,
        "Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, eq. 13.6",
    ),
)


def paired_difference_interval(
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "newcombe",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for the difference of two shares of the same respondents.

    For two yes–no answers of each respondent, or the same answer in two waves of a panel: the
    share with the first less the share with the second, (b − c)/N. Only those who differ count.

    Parameters
    ----------
    a, b, c, d : scalar, array_like or pandas.Series
        Respondents with both, with the first only, with the second only, with neither.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "newcombe"
        A key of ``METHODS``.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the difference from below and gives [L, 1], "less" gives [−1, U].
    deff : scalar or array_like, default 1.0
        Design effect; the interval is that of counts divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [−1, 1]: floats for scalars, arrays or Series otherwise.

    Raises
    ------
    ArgumentError
        When a count is below 0, all four are 0, or another argument is out of range.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Fagerland, Lydersen & Laake (2014), Recommended
    tests and confidence intervals for paired binomial proportions, Statistics in Medicine
    33:2850–2875.

    Examples
    --------
    >>> low, high = paired_difference_interval(59, 6, 16, 80)
    >>> round(low, 4), round(high, 4)
    (-0.1186, -0.0046)
    """
    return paired_interval(
        pick(METHODS, method, "a difference of paired shares"),
        Cells(a, b, c, d),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=deff,
        span=(-1.0, 1.0),
    )
