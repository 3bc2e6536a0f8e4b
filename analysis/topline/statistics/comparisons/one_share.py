"""Tests of whether a share is what somebody says it is."""

from typing import Any

import numpy as np
import scipy

from ...arguments import check_one_of
from ...errors import ArgumentError
from ..core.arguments import ALTERNATIVES, broadcast, check_all, check_counts, check_deff
from ..core.chunks import in_chunks
from ..core.methods import FloatArray, as_table, pick
from ..laws.binomial import at_least, at_most, probability
from .significance import (
    Significance,
    SignificanceMethod,
    Tails,
    central_tails,
    chosen_tail,
    normal_tails,
)

_TIE = 1 + 1e-7
"""Counts whose probabilities are this close count as equally likely, as in R's binom.test."""


def score(x: FloatArray, n: FloatArray, p: FloatArray) -> Tails:
    """(p̂ − p)/√(pq/n)."""
    return normal_tails((x / n - p) / np.sqrt(p * (1 - p) / n))


def exact_central(x: FloatArray, n: FloatArray, p: FloatArray) -> Tails:
    """P(X ≥ x) and P(X ≤ x); two-sided twice the smaller."""
    theta = scipy.special.logit(p)
    return central_tails(x, at_least(x, n, theta), at_most(x, n, theta))


def mid_p(x: FloatArray, n: FloatArray, p: FloatArray) -> Tails:
    """P(X > x) + ½P(X = x) and P(X < x) + ½P(X = x); two-sided twice the smaller."""
    theta = scipy.special.logit(p)
    greater = (at_least(x, n, theta) + at_least(x + 1, n, theta)) / 2
    less = (at_most(x, n, theta) + at_most(x - 1, n, theta)) / 2
    return central_tails(x, greater, less)


def exact(x: FloatArray, n: FloatArray, p: FloatArray) -> Tails:
    """P(X ≥ x) and P(X ≤ x); two-sided the sum of P(X = k) over all k no likelier than x."""
    theta = scipy.special.logit(p)
    greater, less = at_least(x, n, theta), at_most(x, n, theta)
    upper = x > n * p
    count, theta = np.where(upper, n - x, x), np.where(upper, -theta, theta)
    own = np.where(upper, greater, less)
    # the least k above the mean with P(X = k) ≤ P(X = x), n + 1 where there is none, by halving
    limit = probability(count, n, theta) * _TIE
    below, above = np.floor((n + 1) * scipy.special.expit(theta)) - 1, n + 1
    while (wide := above - below > 1).any():
        middle = np.floor((below + above) / 2)
        rare = probability(middle, n, theta) <= limit
        below, above = np.where(wide & ~rare, middle, below), np.where(wide & rare, middle, above)
    both = own + at_least(np.asarray(above), n, theta)
    return Tails(x, greater, less, np.minimum(both, 1))


TESTS = as_table(
    SignificanceMethod(
        "score",
        "score",
        score,
        "Wilson (1927), JASA 22:209–212",
    ),
    SignificanceMethod(
        "exact",
        "exact binomial",
        exact,
        "Sterne (1954), Biometrika 41:275–278",
        integer_counts=True,
    ),
    SignificanceMethod(
        "exact_central",
        "exact binomial, twice the smaller tail",
        exact_central,
        "Clopper & Pearson (1934), Biometrika 26:404–413",
        integer_counts=True,
    ),
    SignificanceMethod(
        "mid_p",
        "mid-P binomial",
        mid_p,
        "Lancaster (1961), JASA 56:223–234",
        integer_counts=True,
    ),
)


def proportion_test(
    count: Any,
    nobs: Any,
    value: Any,
    *,
    method: str = "score",
    alternative: str = "two-sided",
    deff: Any = 1.0,
) -> Significance:
    """Test whether a share could be `value`.

    The default agrees with Wilson's interval: its p-value is below 5 % exactly when `value` is
    outside the 95 % interval. "exact_central" agrees so with Clopper–Pearson's and "mid_p" with
    mid-P's; "exact" is the test of R's ``binom.test`` and scipy's ``binomtest``.

    Parameters
    ----------
    count, nobs : scalar, array_like or pandas.Series
        Respondents who gave the answer, and who were asked.
    value : scalar or array_like
        The share under the null hypothesis, between 0 and 1.
    method : str, default "score"
        A key of ``TESTS``.
    alternative : {"two-sided", "less", "greater"}
        "greater": the share is larger than `value`.
    deff : scalar or array_like, default 1.0
        Design effect, which divides count and base; exact tests take none.

    Returns
    -------
    Significance
        ``statistic`` (z, or the count in the exact tests), ``p_value`` and the share, ``estimate``.

    Raises
    ------
    ArgumentError
        When a count exceeds its base, `value` is not between 0 and 1, or an exact test gets
        counts that are not whole.

    References
    ----------
    See ``TESTS[method].source``.

    Examples
    --------
    Do a majority of recruiters prefer the candidate who said thank you? 63 % of 400 do.

    >>> proportion_test(252, 400, 0.5, alternative="greater").p_value < 1e-6
    True
    """
    chosen = pick(TESTS, method, "a test of one share")
    check_alternative(alternative)
    (x, n, null, design), restore = broadcast(count=count, nobs=nobs, value=value, deff=deff)
    check_counts(x, n)
    check_all(
        "value", null, (null > 1e-12) & (null < 1 - 1e-12), "a share under test is between 0 and 1"
    )
    check_deff(design)
    if chosen.integer_counts:
        check_whole_counts(method, "score", {"count": x, "nobs": n}, design)

    def outcome(*piece: FloatArray) -> tuple[FloatArray, FloatArray]:
        a, m, p, deff = piece
        return chosen_tail(chosen.test(a / deff, m / deff, p), alternative, np.add.reduce(piece))

    statistic, p_value = in_chunks(outcome, x, n, null, design)
    return Significance(
        statistic=restore(statistic),
        p_value=restore(p_value),
        estimate=restore(x / n),
        method=chosen.label,
    )


def check_alternative(alternative: str) -> None:
    """Raise unless the alternative is one of scipy's three."""
    check_one_of("alternative", alternative, ALTERNATIVES)


def check_whole_counts(
    key: str, instead: str, counts: dict[str, FloatArray], design: FloatArray
) -> None:
    """Raise unless an exact test gets whole counts and no design effect, NaN aside."""
    if (design != 1).any():
        raise ArgumentError(
            f"method {key!r} counts whole respondents, which a design effect leaves fractional; "
            f"use method={instead!r}, or deff=1"
        )
    for name, count in counts.items():
        remedy = f"method {key!r} is defined for whole counts; use method={instead!r}"
        check_all(name, count, count == np.floor(count), remedy)
