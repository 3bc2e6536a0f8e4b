"""Tests of whether the shares of two independent samples differ, or differ by a given value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...errors import ArgumentError
from ..core.arguments import check_all
from ..core.chunks import in_chunks
from ..core.count import Count
from ..core.methods import FloatArray, as_table, pick
from ..intervals.two_shares.arguments import TwoSamples, two_samples
from ..intervals.two_shares.score import contrast, unbiased
from ..intervals.two_shares.score_statistic import difference_score
from ..laws import hypergeometric
from . import shares
from .boschloo import boschloo
from .one_share import check_alternative, check_whole_counts
from .significance import (
    Significance,
    SignificanceMethod,
    Tails,
    central_tails,
    chosen_tail,
    normal_tails,
)


@dataclass(frozen=True)
class DifferenceTest(SignificanceMethod):
    """A test of two shares.

    ``test`` is ``(one, two) -> Tails``, or ``(one, two, value) -> Tails`` where
    any value is allowed.

    Attributes
    ----------
    any_value : bool
        Whether the difference under the null hypothesis may be other than 0.
    """

    any_value: bool = False


def farrington_manning(one: Count, two: Count, value: FloatArray) -> Tails:
    """(p̂₁ − p̂₂ − δ)/√(p₁q₁/n₁ + p₂q₂/n₂), p₁ and p₂ most likely given δ; at 0 the pooled z."""
    return normal_tails(difference_score(one, two, value))


def miettinen_nurminen(one: Count, two: Count, value: FloatArray) -> Tails:
    """Farrington and Manning's statistic with the variance times N/(N − 1); at 0 the 'N − 1' χ²."""
    return normal_tails(difference_score(one, two, value) / np.sqrt(unbiased(one.n, two.n)))


def wald(one: Count, two: Count, value: FloatArray) -> Tails:
    """(p̂₁ − p̂₂ − δ)/√(p̂₁q̂₁/n₁ + p̂₂q̂₂/n₂); infinite where the samples show no variance."""
    gap = contrast(one.p, one.q, two.p, two.q) - value
    deviation = np.sqrt(one.p * one.q / one.n + two.p * two.q / two.n)
    with np.errstate(divide="ignore", invalid="ignore"):
        return normal_tails(np.where(gap == 0, 0.0, gap / deviation))


def fisher_exact(one: Count, two: Count) -> Tails:
    """P(X ≥ x₁) and P(X ≤ x₁) given both margins; two-sided all tables no likelier than this."""
    more, fewer = _sides(one, two)
    whole = 1 + more.total + fewer.total
    both = (1 + more.unlikely + fewer.unlikely) / whole
    return Tails(one.x, (1 + more.total) / whole, (1 + fewer.total) / whole, np.minimum(both, 1))


def fisher_central(one: Count, two: Count) -> Tails:
    """P(X ≥ x₁) and P(X ≤ x₁) given both margins; two-sided twice the smaller."""
    tails = fisher_exact(one, two)
    return central_tails(one.x, tails.greater, tails.less)


def fisher_mid_p(one: Count, two: Count) -> Tails:
    """Fisher's tails with half of P(X = x₁); two-sided twice the smaller."""
    more, fewer = _sides(one, two)
    whole = 1 + more.total + fewer.total
    return central_tails(one.x, (0.5 + more.total) / whole, (0.5 + fewer.total) / whole)


def _sides(one: Count, two: Count) -> tuple[hypergeometric.Side, hypergeometric.Side]:
    cells, equal = (one.x, one.n - one.x, two.x, two.n - two.x), np.zeros_like(one.x)
    return hypergeometric.above(*cells, equal), hypergeometric.below(*cells, equal)


_MARGINS = "Farrington & Manning (1990), Statistics in Medicine 9:1447–1454"

TESTS = as_table(
    DifferenceTest(
        "miettinen_nurminen",
        "Miettinen–Nurminen",
        miettinen_nurminen,
        "Miettinen & Nurminen (1985), Statistics in Medicine 4:213–226; at 0 Campbell (2007), "
        "Statistics in Medicine 26:3661–3675",
        any_value=True,
    ),
    DifferenceTest(
        "farrington_manning",
        "Farrington–Manning",
        farrington_manning,
        _MARGINS,
        any_value=True,
    ),
    DifferenceTest(
        "wald",
        "Wald",
        wald,
        f"{_MARGINS}, method 1",
        any_value=True,
    ),
    DifferenceTest(
        "chisq_pooled",
        "chi-square",
        shares.pooled_z,
        shares.TESTS["pooled_z"].source,
    ),
    DifferenceTest(
        "chisq_pooled_yates",
        "chi-square with continuity correction",
        shares.pooled_z_cc,
        shares.TESTS["pooled_z_cc"].source,
    ),
    DifferenceTest(
        "fisher_exact",
        "Fisher exact",
        fisher_exact,
        "Fisher (1935), JRSS 98:39–82; Freeman & Halton (1951), Biometrika 38:141–149",
        integer_counts=True,
    ),
    DifferenceTest(
        "fisher_central",
        "Fisher exact, twice the smaller tail",
        fisher_central,
        "Fisher (1935), JRSS 98:39–82; Fay (2010), Biostatistics 11:373–374",
        integer_counts=True,
    ),
    DifferenceTest(
        "fisher_midp_central",
        "Fisher mid-P, twice the smaller tail",
        fisher_mid_p,
        "Lancaster (1961), JASA 56:223–234",
        integer_counts=True,
    ),
    DifferenceTest(
        "boschloo",
        "Boschloo exact",
        boschloo,
        "Boschloo (1970), Statistica Neerlandica 24:1–9",
        integer_counts=True,
    ),
)


def difference_test(
    count1: Any,
    nobs1: Any,
    count2: Any,
    nobs2: Any,
    *,
    value: Any = 0.0,
    method: str = "miettinen_nurminen",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Significance:
    """Test whether the shares of two independent samples differ by other than `value`.

    The default agrees with Miettinen and Nurminen's interval: its p-value is below 5 % exactly
    when `value` is outside the 95 % interval. "chisq_pooled" is what most software prints.

    Parameters
    ----------
    count1, nobs1, count2, nobs2 : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked, in either sample.
    value : scalar or array_like, default 0.0
        p₁ − p₂ under the null hypothesis, between −1 and 1. Other than 0 with
        "miettinen_nurminen", "farrington_manning" and "wald" only.
    method : str, default "miettinen_nurminen"
        A key of ``TESTS``. "boschloo" goes from table to table, with bases up to 1,000.
    alternative : {"two-sided", "less", "greater"}
        "greater": p₁ − p₂ is larger than `value`.
    deff : scalar, array_like, or tuple of two, default 1.0
        Design effect, for both samples or for each, which divides counts and bases; exact tests
        take none.

    Returns
    -------
    Significance
        ``statistic`` (z, or count 1 in the exact tests), ``p_value`` and the difference,
        ``estimate``. Two samples in which nobody, or everybody, gave the answer have z = 0.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, a test of equal shares gets a `value`, or an exact test gets
        counts that are not whole.

    References
    ----------
    See ``TESTS[method].source``.

    Examples
    --------
    >>> round(difference_test(252, 400, 198, 380, method="chisq_pooled").p_value, 4)
    0.0021
    """
    chosen = pick(TESTS, method, "a test of two shares")
    check_alternative(alternative)
    values, restore = two_samples(TwoSamples(count1, nobs1, count2, nobs2), deff, value=value)
    x1, n1, x2, n2, deff1, deff2, null = values
    check_all("value", null, np.abs(null) < 1, "a difference of shares is between -1 and 1")
    if not chosen.any_value and (null != 0).any():
        raise ArgumentError(
            f"method {method!r} tests equal shares, value=0; "
            f"use one of {', '.join(key for key, row in TESTS.items() if row.any_value)}"
        )
    if chosen.integer_counts:
        counts = {"count1": x1, "nobs1": n1, "count2": x2, "nobs2": n2}
        check_whole_counts(method, "miettinen_nurminen", counts, np.maximum(deff1, deff2))
    return significance_of(values, *outcomes(chosen, values, alternative), restore, chosen.label)


def significance_of(
    values: list[FloatArray],
    statistic: FloatArray,
    p_value: FloatArray,
    restore: Callable[[FloatArray], Any],
    label: str,
) -> Significance:
    """Return statistic and p-value of a test of two shares, and their difference as observed.

    Parameters
    ----------
    values : list of (…) float
        Count and base of either sample come first.
    statistic, p_value : (…) float
    restore : callable
        As ``broadcast`` returns it.
    label : str
        What the test is called.
    """
    one, two = Count(*values[:2]), Count(*values[2:4])
    return Significance(
        statistic=restore(statistic),
        p_value=restore(p_value),
        estimate=restore(one.p - two.p),
        method=label,
    )


def outcomes(
    chosen: DifferenceTest, values: list[FloatArray], alternative: str
) -> tuple[FloatArray, FloatArray]:
    """Return statistic and p-value of a test at the effective size of both samples.

    Raises
    ------
    ArgumentError
        When both shares are 0 or 1, from which a method estimates no variance.
    """

    def outcome(*piece: FloatArray) -> tuple[FloatArray, FloatArray]:
        x1, n1, x2, n2, deff1, deff2, null = piece
        under_test = (null,) if chosen.any_value else ()
        one, two = Count(x1 / deff1, n1 / deff1), Count(x2 / deff2, n2 / deff2)
        tails = chosen.test(one, two, *under_test)
        return chosen_tail(tails, alternative, np.add.reduce(piece))

    statistic, p_value = in_chunks(outcome, *values)
    unknown = int(np.isinf(statistic).sum())
    if unknown:
        of = f" ({unknown} of {statistic.size} pairs)" if statistic.ndim else ""
        raise ArgumentError(
            f"method {chosen.key!r} estimates a variance of 0 from shares of 0 and 1{of}; "
            "use method='miettinen_nurminen', which holds there"
        )
    return statistic, p_value
