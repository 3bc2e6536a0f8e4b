"""Tests that two shares are alike within a margin: equivalence and non-inferiority."""

from typing import Any

import numpy as np

from ...arguments import described
from ...errors import ArgumentError
from ..core.arguments import check_all
from ..core.methods import as_table, pick
from ..intervals.two_shares.arguments import TwoSamples, two_samples
from .significance import Significance
from .two_shares import TESTS, outcomes, significance_of

MARGIN_TESTS = as_table(*(row for row in TESTS.values() if row.any_value))
"""The tests of any difference."""


def noninferiority_test(
    count1: Any,
    nobs1: Any,
    count2: Any,
    nobs2: Any,
    *,
    margin: Any,
    method: str = "miettinen_nurminen",
    alternative: str = "greater",
    deff: Any = 1.0,
) -> Significance:
    """Test that share 1 is not worse than share 2 by as much as a margin.

    A small p-value says p₁ − p₂ > −margin, the same as that the lower limit of the one-sided
    interval is above −margin. Failing to find a difference does not say that.

    Parameters
    ----------
    count1, nobs1, count2, nobs2 : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked, in either sample.
    margin : scalar or array_like
        The difference that would matter, between 0 and 1, such as 0.05 for 5 points.
    method : str, default "miettinen_nurminen"
        A key of ``MARGIN_TESTS``.
    alternative : {"greater", "less"}, default "greater"
        "less", where smaller is better: p₁ − p₂ < margin.
    deff : scalar, array_like, or tuple of two, default 1.0
        Design effect, for both samples or for each, which divides counts and bases.

    Returns
    -------
    Significance
        ``statistic`` (z), ``p_value``, one-sided, and the difference, ``estimate``.

    Raises
    ------
    ArgumentError
        When the margin is not between 0 and 1, or a count exceeds its base.

    References
    ----------
    Farrington & Manning (1990), Test statistics and sample size formulae for comparative binomial
    trials with null hypothesis of non-zero risk difference, Statistics in Medicine 9:1447–1454.

    Examples
    --------
    >>> round(noninferiority_test(84, 101, 89, 105, margin=0.12).p_value, 4)
    0.024
    """
    chosen = pick(MARGIN_TESTS, method, "a test with a margin")
    if not isinstance(alternative, str) or alternative not in ("greater", "less"):
        raise ArgumentError(
            f"alternative is {described(alternative)}; expected 'greater' or 'less'"
        )
    values, restore = two_samples(TwoSamples(count1, nobs1, count2, nobs2), deff, margin=margin)
    width = values[-1]
    check_all("margin", width, (width > 0) & (width < 1), "a margin is between 0 and 1")
    values[-1] = -width if alternative == "greater" else width
    return significance_of(values, *outcomes(chosen, values, alternative), restore, chosen.label)


def equivalence_test(
    count1: Any,
    nobs1: Any,
    count2: Any,
    nobs2: Any,
    *,
    margin: Any,
    method: str = "miettinen_nurminen",
    deff: Any = 1.0,
) -> Significance:
    """Test that two shares differ by less than a margin, by two one-sided tests.

    A small p-value says −margin < p₁ − p₂ < margin. At 5 % it agrees with a 90 % interval that lies
    within the margin on both sides.

    Parameters
    ----------
    count1, nobs1, count2, nobs2 : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked, in either sample.
    margin : scalar, array_like, or tuple of two
        The difference that would matter, between 0 and 1; a tuple gives the smallest and the
        largest difference that would not, such as (−0.05, 0.1).
    method : str, default "miettinen_nurminen"
        A key of ``MARGIN_TESTS``.
    deff : scalar, array_like, or tuple of two, default 1.0
        Design effect, for both samples or for each, which divides counts and bases.

    Returns
    -------
    Significance
        ``statistic`` and ``p_value``: z and p-value of the test that says less; and the difference,
        ``estimate``.

    Raises
    ------
    ArgumentError
        When the margins are not in order between −1 and 1, or a count exceeds its base.

    References
    ----------
    Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15:657–680; Farrington &
    Manning (1990), Statistics in Medicine 9:1447–1454.

    Examples
    --------
    >>> round(equivalence_test(520, 1000, 512, 1000, margin=0.05).p_value, 3)
    0.03
    """
    chosen = pick(MARGIN_TESTS, method, "a test with a margin")
    low, high = margin if isinstance(margin, tuple) and len(margin) == 2 else (None, margin)
    samples = TwoSamples(count1, nobs1, count2, nobs2)
    below = high if low is None else low
    values, restore = two_samples(samples, deff, low=below, margin=high)
    *shared, least, most = values
    least = -least if low is None else least
    legal = (most < 1) & (least > -1) & (least < most)
    check_all("margin", most, legal | np.isnan(least), "a margin is between 0 and 1, and in order")
    above, below = (
        outcomes(chosen, [*shared, value], alternative)
        for value, alternative in ((least, "greater"), (most, "less"))
    )
    weaker = above[1] > below[1]
    statistic, p_value = (np.where(weaker, a, b) for a, b in zip(above, below, strict=True))
    return significance_of(shared, statistic, p_value, restore, chosen.label)
