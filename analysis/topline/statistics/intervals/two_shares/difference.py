"""Confidence intervals for the difference of two shares of independent samples."""

from typing import Any

from ...core.interval import Interval
from ...core.methods import Method, as_table, pick
from . import closed as two_closed
from . import score as two_score
from .arguments import two_sample_interval
from .exact import exact_unconditional
from .skewness import scas_difference

_NEWCOMBE = "Newcombe (1998), Statistics in Medicine 17:873–890"

METHODS = as_table(
    Method(
        "newcombe",
        "Newcombe",
        two_closed.newcombe,
        f"{_NEWCOMBE}, method 10",
    ),
    Method(
        "newcombe_cc",
        "Newcombe with continuity correction",
        two_closed.newcombe_cc,
        f"{_NEWCOMBE}, method 11",
    ),
    Method(
        "miettinen_nurminen",
        "Miettinen–Nurminen",
        two_score.miettinen_nurminen_difference,
        "Miettinen & Nurminen (1985), Statistics in Medicine 4:213–226",
    ),
    Method(
        "mee",
        "Mee score",
        two_score.mee,
        "Mee (1984), Biometrics 40:1175–1176",
    ),
    Method(
        "scas",
        "skewness-corrected score",
        scas_difference,
        "Gart & Nam (1990), Biometrics 46:637–643; Laud (2017), Pharmaceutical Statistics "
        "16:334–348",
    ),
    Method(
        "exact_unconditional",
        "Chan–Zhang exact unconditional",
        exact_unconditional,
        "Chan & Zhang (1999), Biometrics 55:1202–1209",
        integer_counts=True,
        conservative=True,
    ),
    Method(
        "agresti_caffo",
        "Agresti–Caffo",
        two_closed.agresti_caffo,
        "Agresti & Caffo (2000), The American Statistician 54:280–288",
    ),
    Method(
        "wald",
        "Wald",
        two_closed.wald,
        f"{_NEWCOMBE}, method 1",
    ),
    Method(
        "wald_cc",
        "Wald with continuity correction",
        two_closed.wald_cc,
        f"{_NEWCOMBE}, method 2",
    ),
    Method(
        "haldane",
        "Haldane (Beal)",
        two_closed.haldane,
        f"Beal (1987), Biometrics 43:941–950; {_NEWCOMBE}, method 3",
    ),
    Method(
        "jeffreys_perks",
        "Jeffreys–Perks (Beal)",
        two_closed.jeffreys_perks,
        f"Beal (1987), Biometrics 43:941–950; {_NEWCOMBE}, method 4",
    ),
    Method(
        "hauck_anderson",
        "Hauck–Anderson",
        two_closed.hauck_anderson,
        "Hauck & Anderson (1986), The American Statistician 40:318–322",
    ),
    Method(
        "brown_li_jeffreys",
        "Brown–Li Jeffreys",
        two_closed.brown_li_jeffreys,
        "Brown & Li (2005), Journal of Statistical Planning and Inference 130:359–375",
    ),
)


def difference_interval(
    count1: Any,
    nobs1: Any,
    count2: Any,
    nobs2: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "newcombe",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Interval:
    """Compute a confidence interval for the difference of two shares of independent samples.

    The share of sample 1 less that of sample 2, p₁ − p₂. For two answers of the same respondents
    see ``paired_difference_interval``, for two answers to one question ``lead_interval``. The
    default is in closed form, never leaves −1 to 1, and shows by its two Wilson intervals where it
    comes from; ``miettinen_nurminen`` is the one that agrees with a score test of any margin.

    Parameters
    ----------
    count1, nobs1, count2, nobs2 : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked, in either sample. Effective, hence
        fractional, counts are allowed with every method that is not exact.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "newcombe"
        A key of ``METHODS``. "exact_unconditional" looks at every pair of counts the two bases
        allow, one table after the other: bases up to 1,000, some seconds for the largest.
    alternative : {"two-sided", "less", "greater"}
        "greater" bounds the difference from below and gives [L, 1], "less" gives [−1, U].
    deff : scalar, array_like, or tuple of two, default 1.0
        Design effect, for both samples or for each; the interval is that of counts and bases
        divided by it.

    Returns
    -------
    Interval
        ``(low, high)`` in [−1, 1]: floats for scalars, arrays or Series otherwise. NaN in gives NaN
        out, for that element only.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, a base is 0 or less, an exact method gets a count that is
        not whole or a base above its limit, or another argument is out of range.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Newcombe (1998), Statistics in Medicine
    17:873–890; Fagerland, Lydersen & Laake (2015), Recommended confidence intervals for two
    independent binomial proportions, Statistical Methods in Medical Research 24:224–254.

    Examples
    --------
    63 % of 400 against 52 % of 380.

    >>> low, high = difference_interval(252, 400, 198, 380)
    >>> round(low, 4), round(high, 4)
    (0.0396, 0.1769)
    """
    return two_sample_interval(
        pick(METHODS, method, "a difference of two shares"),
        (count1, nobs1, count2, nobs2),
        confidence_level=confidence_level,
        alternative=alternative,
        deff=deff,
        span=(-1.0, 1.0),
    )
