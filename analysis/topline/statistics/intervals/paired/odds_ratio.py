"""Confidence intervals for the odds ratio of paired answers: the odds of b among b + c."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.interval import Interval
from ...core.methods import FloatArray, Method, as_table, pick
from ..one_share import beta, closed
from .arguments import Cells, paired_interval, unless_missing


def _transformed(interval: Callable[..., Interval]) -> Callable[..., Interval]:
    """Turn limits p for b out of b + c into odds p/(1 − p).

    1 − p comes from the interval for c, so that large odds keep their relative accuracy. Where
    nobody differs the interval is 0 to ∞.
    """

    def odds(
        a: FloatArray, b: FloatArray, c: FloatArray, d: FloatArray, tail: FloatArray
    ) -> Interval:
        none = b + c == 0
        differing = np.where(none, 1.0, b + c)
        first, second = interval(b, differing, tail), interval(c, differing, tail)
        with np.errstate(divide="ignore"):
            high = np.where(none, np.inf, first.ci_high / second.ci_low)
        low = np.where(none, 0.0, first.ci_low / second.ci_high)
        return unless_missing(low, high, a + b + c + d)

    return odds


METHODS = as_table(
    Method(
        "transformed_wilson",
        "transformed Wilson",
        _transformed(closed.wilson),
        "Fagerland, Lydersen & Laake (2014), Statistics in Medicine 33:2850–2875, section 5.3; "
        "Wilson (1927), JASA 22:209–212",
        symmetric=False,
    ),
    Method(
        "transformed_clopper_pearson",
        "transformed Clopper–Pearson",
        _transformed(beta.clopper_pearson),
        "Fagerland, Lydersen & Laake (2014), section 5.3; Clopper & Pearson (1934), "
        "Biometrika 26:404–413",
        symmetric=False,
        conservative=True,
    ),
    Method(
        "transformed_mid_p",
        "transformed mid-P",
        _transformed(beta.mid_p),
        "Fagerland, Lydersen & Laake (2014), section 5.3; Lancaster (1961), JASA 56:223–234",
        symmetric=False,
    ),
)


def paired_odds_ratio_interval(
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "transformed_wilson",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for the conditional odds ratio b/c of paired answers.

    Of the respondents whose two answers differ: the odds of the first only to the second only.

    Parameters
    ----------
    a, b, c, d : scalar, array_like or pandas.Series
        Respondents with both, with the first only, with the second only, with neither.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "transformed_wilson"
        A key of ``METHODS``.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the odds ratio from below and gives [L, ∞), "less" gives [0, U].
    deff : scalar or array_like, default 1.0
        Design effect; the interval is that of counts divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, ∞]. Where nobody's answers differ it is 0 to ∞.

    Raises
    ------
    ArgumentError
        When a count is below 0, all four are 0, or another argument is out of range.

    References
    ----------
    See ``METHODS[method].source``.

    Examples
    --------
    >>> low, high = paired_odds_ratio_interval(59, 6, 16, 80)
    >>> round(low, 3), round(high, 3)
    (0.151, 0.929)
    """
    return paired_interval(
        pick(METHODS, method, "an odds ratio of paired answers"),
        Cells(a, b, c, d),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=deff,
        span=(0.0, np.inf),
    )
