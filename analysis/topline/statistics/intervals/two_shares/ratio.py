"""Confidence intervals for the ratio of two shares of independent samples."""

from typing import Any

import numpy as np

from ...core.arguments import upper_z
from ...core.count import Count
from ...core.interval import Interval
from ...core.methods import FloatArray, Method, as_table, pick
from ..one_share import closed
from .arguments import TwoSamples, two_sample_interval
from .score import if_known, koopman, miettinen_nurminen_ratio
from .skewness import scas_ratio


def katz(one: Count, two: Count, tail: FloatArray) -> Interval:
    """φ̂·exp(±z·√(q̂₁/x₁ + q̂₂/x₂)); 0 to ∞ where x₁ or x₂ is 0."""
    known = (one.x > 0) & (two.x > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = one.q / one.x + two.q / two.x
        limits = around_log(one.p / two.p, variance, tail)
    return Interval(
        np.where(known, limits.ci_low, if_known(0.0, *one, *two)),
        np.where(known, limits.ci_high, if_known(np.inf, *one, *two)),
    )


def adjusted_log(one: Count, two: Count, tail: FloatArray) -> Interval:
    """φ̃·exp(±z·√(1/x̃₁ − 1/ñ₁ + 1/x̃₂ − 1/ñ₂)) with ½ added to every count and base."""
    first, second = Count(one.x + 0.5, one.n + 0.5), Count(two.x + 0.5, two.n + 0.5)
    return around_log(first.p / second.p, first.q / first.x + second.q / second.x, tail)


def price_bonett(one: Count, two: Count, tail: FloatArray) -> Interval:
    """φ̃·exp(±z·√(v₁ + v₂)), p̃ = (x + ¼)/(n + 7/4), v = 1/(x + ¼ + (x + ¼)²/(n − x + 3/2))."""
    a, c = one.x + 0.25, two.x + 0.25
    variance = 1 / (a + a**2 / (one.n - one.x + 1.5)) + 1 / (c + c**2 / (two.n - two.x + 1.5))
    return around_log(a / (one.n + 1.75) / (c / (two.n + 1.75)), variance, tail)


def around_log(ratio: FloatArray, variance: FloatArray, tail: FloatArray) -> Interval:
    """Return ratio·exp(±z·√variance), the variance being that of its logarithm."""
    factor = np.exp(upper_z(tail) * np.sqrt(variance))
    return Interval(ratio / factor, ratio * factor)


def mover_r_wilson(one: Count, two: Count, tail: FloatArray) -> Interval:
    """Limits of recovered variances, from Wilson's limits of each share."""
    first, second = closed.wilson(*one, tail), closed.wilson(*two, tail)
    return recovered_limits(one.p, first, two.p, second)


def recovered_limits(
    one: FloatArray, limits1: Interval, two: FloatArray, limits2: Interval
) -> Interval:
    """Solve (a − θb)² = (a − l₁)² + θ²(u₂ − b)² for low, with u₁ and l₂ for high.

    a and b are the observed numerator and denominator, with limits l to u. With A = ab,
    B = l₁(2a − l₁) and C = u₂(2b − u₂) low is B/(A + √(A² − BC)).
    """
    product = one * two
    below, above = (limit * (2 * one - limit) for limit in limits1)
    under, over = (limit * (2 * two - limit) for limit in limits2)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = below / (product + np.sqrt(np.maximum(product**2 - below * over, 0)))
        high = (product + np.sqrt(np.maximum(product**2 - above * under, 0))) / under
    values = one, two, *limits1, *limits2
    return Interval(
        np.where(one == 0, if_known(0.0, *values), low),
        np.where(two == 0, if_known(np.inf, *values), high),
    )


METHODS = as_table(
    Method(
        "miettinen_nurminen",
        "Miettinen–Nurminen",
        miettinen_nurminen_ratio,
        "Miettinen & Nurminen (1985), Statistics in Medicine 4:213–226",
        symmetric=False,
    ),
    Method(
        "koopman",
        "Koopman score",
        koopman,
        "Koopman (1984), Biometrics 40:513–517; Nam (1995), Biometrical Journal 37:375–379",
        symmetric=False,
    ),
    Method(
        "scas",
        "skewness-corrected score",
        scas_ratio,
        "Gart & Nam (1988), Biometrics 44:323–338; Laud (2017), Pharmaceutical Statistics "
        "16:334–348",
        symmetric=False,
    ),
    Method(
        "mover_r_wilson",
        "MOVER-R (Wilson)",
        mover_r_wilson,
        "Donner & Zou (2012), Statistical Methods in Medical Research 21:347–359",
        symmetric=False,
    ),
    Method(
        "katz",
        "Katz log",
        katz,
        "Katz, Baptista, Azen & Pike (1978), Biometrics 34:469–474",
        symmetric=False,
    ),
    Method(
        "adjusted_log",
        "adjusted log",
        adjusted_log,
        "Walter (1975), Biometrika 62:371–374; Pettigrew, Gart & Thomas (1986), Biometrika "
        "73:425–435",
        symmetric=False,
    ),
    Method(
        "price_bonett",
        "Price–Bonett",
        price_bonett,
        "Price & Bonett (2008), Statistics in Medicine 27:5497–5508",
        symmetric=False,
    ),
)


def ratio_interval(
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
    """Compute a confidence interval for the ratio of two shares of independent samples, p₁/p₂.

    The default is a score interval: it inverts a test, needs no addition to empty cells, takes
    effective counts, and covers about as often as it says from bases of 20 on.

    Parameters
    ----------
    count1, nobs1, count2, nobs2 : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked, in either sample. Effective, hence
        fractional, counts are allowed.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "miettinen_nurminen"
        A key of ``METHODS``.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the ratio from below and gives [L, ∞), "less" gives [0, U].
    deff : scalar, array_like, or tuple of two, default 1.0
        Design effect, for both samples or for each; the interval is that of counts and bases
        divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [0, ∞]: floats for scalars, arrays or Series otherwise. Nobody in sample
        1 makes low 0, nobody in sample 2 makes high ∞, so that 0 of n against 0 of m says nothing:
        0 to ∞. Katz's interval has no width in either case and is 0 to ∞ as well; methods that
        add to the counts (adjusted_log, price_bonett) give what their formulas give.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, a base is 0 or less, or another argument is out of range.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Fagerland, Lydersen & Laake (2015), Recommended
    confidence intervals for two independent binomial proportions, Statistical Methods in Medical
    Research 24:224–254.

    Examples
    --------
    >>> low, high = ratio_interval(252, 400, 198, 380)
    >>> round(low, 3), round(high, 3)
    (1.071, 1.369)
    """
    return two_sample_interval(
        pick(METHODS, method, "a ratio of two shares"),
        TwoSamples(count1, nobs1, count2, nobs2),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=deff,
        span=(0.0, np.inf),
    )
