"""Confidence intervals for the odds ratio of two independent samples."""

from typing import Any

import numpy as np

from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray, Method, as_table, pick
from ..one_share import closed
from .arguments import TwoSamples, two_sample_interval
from .conditional_odds import conditional_exact, conditional_mid_p
from .ratio import around_log, recovered_limits
from .score import if_known, miettinen_nurminen_odds_ratio, score_odds_ratio


def woolf(one: Count, two: Count, tail: FloatArray) -> Interval:
    """ψ̂·exp(±z·√(1/x₁ + 1/y₁ + 1/x₂ + 1/y₂)), y = n − x; 0 to ∞ where a cell is 0."""
    (x1, n1), (x2, n2) = one, two
    known = (x1 > 0) & (x2 > 0) & (x1 < n1) & (x2 < n2)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = 1 / x1 + 1 / (n1 - x1) + 1 / x2 + 1 / (n2 - x2)
        limits = around_log(x1 / (n1 - x1) * ((n2 - x2) / x2), variance, tail)
    return Interval(
        np.where(known, limits.ci_low, if_known(0.0, *one, *two)),
        np.where(known, limits.ci_high, if_known(np.inf, *one, *two)),
    )


def gart(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Woolf's interval after adding ½ to every cell."""
    a, b = one.x + 0.5, one.n - one.x + 0.5
    c, d = two.x + 0.5, two.n - two.x + 0.5
    return around_log(a / b * (d / c), 1 / a + 1 / b + 1 / c + 1 / d, tail)


def mover_r_wilson(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Limits of recovered variances, from Wilson's limits of each share turned into odds.

    Where everybody in a sample said yes its odds are infinite, and the table is turned round to
    one with the same odds ratio: who said no in sample 2 against who said no in sample 1. Where
    that does not help either, nobody against everybody, the limit is the quotient of the two
    samples' own limits.
    """
    (x1, n1), (x2, n2) = one, two
    turned = (x1 == n1) | (x2 == n2)
    a, n = np.where(turned, n2 - x2, x1), np.where(turned, n2, n1)
    c, m = np.where(turned, n1 - x1, x2), np.where(turned, n1, n2)
    first, second = _wilson_odds(a, n, tail), _wilson_odds(c, m, tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = recovered_limits(a / (n - a), first, c / (m - c), second)
        corner = Interval(first.ci_low / second.ci_high, first.ci_high / second.ci_low)
    apart_low, apart_high = (a == n) & (c == 0), (a == 0) & (c == m)
    low = np.where(apart_low, corner.ci_low, np.where(a == 0, 0.0, limits.ci_low))
    high = np.where(apart_high, corner.ci_high, np.where(c == 0, np.inf, limits.ci_high))
    known = if_known(0.0, *one, *two)
    return Interval(low + known, high + known)


def _wilson_odds(x: FloatArray, n: FloatArray, tail: FloatArray) -> Interval:
    """p/(1 − p) of Wilson's limits, 1 − p being those of n − x."""
    yes, no = closed.wilson(x, n, tail), closed.wilson(n - x, n, tail)
    with np.errstate(divide="ignore"):
        return Interval(yes.ci_low / no.ci_high, yes.ci_high / no.ci_low)


METHODS = as_table(
    Method(
        "miettinen_nurminen",
        "Miettinen–Nurminen",
        miettinen_nurminen_odds_ratio,
        "Miettinen & Nurminen (1985), Statistics in Medicine 4:213–226",
    ),
    Method(
        "score_uncorrected",
        "score",
        score_odds_ratio,
        "Cornfield (1956), Proceedings of the Third Berkeley Symposium 4:135–148, without "
        "continuity correction",
    ),
    Method(
        "conditional_exact",
        "Cornfield exact conditional",
        conditional_exact,
        "Cornfield (1956), Proceedings of the Third Berkeley Symposium 4:135–148; "
        "Fisher (1935), JRSS 98:39–82",
        integer_counts=True,
        conservative=True,
    ),
    Method(
        "mid_p",
        "mid-P conditional",
        conditional_mid_p,
        "Lancaster (1961), JASA 56:223–234; Fagerland, Lydersen & Laake (2017), Statistical "
        "Analysis of Contingency Tables, chapter 4",
        integer_counts=True,
    ),
    Method(
        "mover_r_wilson",
        "MOVER-R (Wilson)",
        mover_r_wilson,
        "Fagerland & Newcombe (2013), Statistics in Medicine 32:2823–2836",
        symmetric=False,
    ),
    Method(
        "woolf",
        "Woolf logit",
        woolf,
        "Woolf (1955), Annals of Human Genetics 19:251–253",
    ),
    Method(
        "gart",
        "Gart adjusted logit",
        gart,
        "Gart (1966), Journal of the Royal Statistical Society B 28:164–179",
    ),
)


def odds_ratio_interval(
    count1: Any,
    nobs1: Any,
    count2: Any,
    nobs2: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "miettinen_nurminen",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for the odds ratio of two independent samples.

    (p₁/(1 − p₁))/(p₂/(1 − p₂)). The default is a score interval: it inverts a test, needs no
    addition to empty cells, and takes effective counts.

    Parameters
    ----------
    count1, nobs1, count2, nobs2 : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked, in either sample. Effective, hence
        fractional, counts are allowed with every method that is not exact.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "miettinen_nurminen"
        A key of ``METHODS``.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the odds ratio from below and gives [L, ∞), "less" gives [0, U].
    deff : scalar, array_like, or tuple of two, default 1.0
        Design effect, for both samples or for each; the interval is that of counts and bases
        divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, ∞]: floats for scalars, arrays or Series otherwise. An observed odds
        ratio of 0 makes low 0, one of ∞ makes high ∞, and where both shares are 0, or both 1, the
        interval is 0 to ∞. Woolf's interval is 0 to ∞ with any empty cell; Gart's, which adds to
        the cells, is what its formula gives.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, a base is 0 or less, an exact method gets a count that is
        not whole, or another argument is out of range.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Fagerland, Lydersen & Laake (2015), Recommended
    confidence intervals for two independent binomial proportions, Statistical Methods in Medical
    Research 24:224–254.

    Examples
    --------
    >>> low, high = odds_ratio_interval(252, 400, 198, 380)
    >>> round(low, 3), round(high, 3)
    (1.176, 2.083)
    """
    return two_sample_interval(
        pick(METHODS, method, "an odds ratio of two shares"),
        TwoSamples(count1, nobs1, count2, nobs2),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=deff,
        span=(0.0, np.inf),
    )
