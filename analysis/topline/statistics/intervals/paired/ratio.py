"""Confidence intervals for the ratio of two shares among the same respondents."""

from typing import Any

import numpy as np
import scipy

from ...core.interval import Interval
from ...core.methods import FloatArray, Method, as_table, pick
from ..one_share import closed
from .arguments import Cells, paired_interval, unless_missing
from .score import tang


def wald(a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray) -> Interval:
    """θ̂·exp(±z·√((b + c)/(x₁x₂))); 0 to ∞ where x₁ = a + b or x₂ = a + c is 0."""
    first, second = a + b, a + c
    known = (first > 0) & (second > 0)
    first, second = np.where(known, first, 1.0), np.where(known, second, 1.0)
    # where nothing is known, whatever many discordant pairs would make of 1 is not computed
    half = -scipy.special.ndtri(tail) * np.sqrt(np.where(known, b + c, 0.0) / first / second)
    ratio = first / second
    return unless_missing(
        np.where(known, ratio * np.exp(-half), 0.0),
        np.where(known, ratio * np.exp(half), np.inf),
        a + b + c + d,
    )


def bonett_price(
    a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray
) -> Interval:
    """L₁/U₂ to U₁/L₂ of two Wilson intervals out of m = a + b + c, at a smaller z.

    z is multiplied by √((b + c + 2)/(y₁y₂))/(s₁ + s₂) with y = x + 1 and
    s² = (1 − y/(m + 2))/y, which is the same as dividing counts by that factor's square.
    """
    base, first, second = a + b + c, a + b, a + c
    joint = np.sqrt((b + c + 2) / (first + 1) / (second + 1))
    apart = sum(np.sqrt((1 - (x + 1) / (base + 2)) / (x + 1)) for x in (first, second))
    scale = (joint / apart) ** 2
    safe = np.where(base == 0, 1.0, base)
    one = closed.wilson(first / scale, safe / scale, tail)
    two = closed.wilson(second / scale, safe / scale, tail)
    with np.errstate(divide="ignore"):
        high = np.where(base == 0, np.inf, one.ci_high / two.ci_low)
    return unless_missing(np.where(base == 0, 0.0, one.ci_low / two.ci_high), high, a + b + c + d)


METHODS = as_table(
    Method(
        "bonett_price",
        "Bonett–Price",
        bonett_price,
        "Bonett & Price (2006), Statistics in Medicine 25:3039–3047",
        symmetric=False,
    ),
    Method(
        "tang",
        "Tang score",
        tang,
        "Nam & Blackwelder (2002), Statistics in Medicine 21:689–699; "
        "Tang, Tang & Chan (2003), Statistics in Medicine 22:1217–1233",
        symmetric=False,
    ),
    Method(
        "wald",
        "Wald on the log (paired)",
        wald,
        "Desu & Raghavarao (2004), Nonparametric Statistical Methods for Complete and Censored "
        "Data, p. 184",
        symmetric=False,
    ),
)


def paired_ratio_interval(
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "bonett_price",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for the ratio of two shares of the same respondents.

    The share with the first answer over the share with the second, (a + b)/(a + c).

    Parameters
    ----------
    a, b, c, d : scalar, array_like or pandas.Series
        Respondents with both, with the first only, with the second only, with neither.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : {"bonett_price", "tang", "wald"}, default "bonett_price"
        A key of ``METHODS``.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the ratio from below and gives [L, ∞), "less" gives [0, U].
    deff : scalar or array_like, default 1.0
        Design effect; the interval is that of counts divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, ∞]. Where nobody gave either answer it is 0 to ∞.

    Raises
    ------
    ArgumentError
        When a count is below 0, all four are 0, or another argument is out of range.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Fagerland, Lydersen & Laake (2014), Statistics
    in Medicine 33:2850–2875.

    Examples
    --------
    >>> low, high = paired_ratio_interval(59, 6, 16, 80)
    >>> round(low, 3), round(high, 3)
    (0.758, 0.991)
    """
    return paired_interval(
        pick(METHODS, method, "a ratio of paired shares"),
        Cells(a, b, c, d),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=deff,
        span=(0.0, np.inf),
    )
