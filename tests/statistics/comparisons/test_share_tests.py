"""Tests of one and two shares, and with a margin: references, agreement with intervals, errors."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, binomtest, boschloo_exact, fisher_exact

from tests.conftest import in_one_test
from tests.reference.cases import cases, method_key
from topline import ArgumentError
from topline.statistics.comparisons import one_share, two_shares
from topline.statistics.comparisons.margins import (
    MARGIN_TESTS,
    equivalence_test,
    noninferiority_test,
)
from topline.statistics.comparisons.one_share import proportion_test
from topline.statistics.comparisons.two_shares import difference_test
from topline.statistics.intervals.one_share.proportion import proportion_interval
from topline.statistics.intervals.two_shares.difference import difference_interval
from topline.statistics.intervals.two_shares.odds_ratio import odds_ratio_interval

GRID_MAXIMUM = {"boschloo"}
"""The peer takes the largest of 100 probabilities where the definition has a supremum."""


@pytest.mark.parametrize(
    ("n", "share", "expected"),
    [(10**9, 1e-8, 0.0011990496704186375), (10**12, 1e-11, 0.0011990497396528589)],
)
def test_rare_events_keep_their_digits(n, share, expected):
    # P(X <= 1) + P(X >= 22) in 40 digits (mpmath 1.4).
    assert proportion_test(1, n, share, method="exact").p_value == pytest.approx(
        expected, rel=1e-11
    )


@in_one_test("case", cases("test_one_proportion"), ids=lambda case: case["id"])
def test_one_share_reference(case):
    x, n, value = (case["inputs"][name] for name in ("x", "n", "p0"))
    alternative = case["sided"].replace(".", "-")
    result = proportion_test(x, n, value, method=method_key(case), alternative=alternative)
    assert result.p_value == pytest.approx(case["result"]["p_value"], rel=1e-12)


@in_one_test("case", cases("test_two_proportions"), ids=lambda case: case["id"])
def test_two_shares_reference(case):
    table = (case["inputs"][name] for name in ("x1", "n1", "x2", "n2"))
    alternative = case["sided"].replace(".", "-")
    result = difference_test(*table, method=method_key(case), alternative=alternative)
    wanted = case["result"]["p_value"]
    if case["method"] in GRID_MAXIMUM:
        assert wanted < result.p_value < wanted * (1 + 1e-4)
    else:
        assert result.p_value == pytest.approx(wanted, rel=1e-12)


def test_boschloo_takes_the_supremum_and_not_the_largest_of_a_grid():
    # exact2x2 1.7.0 gives .0387270410887716 for 0/16 against 15/72: the largest of 100 points from
    # 0 to 1. scipy and a finer grid go higher.
    p_value = difference_test(0, 16, 15, 72, method="boschloo").p_value
    assert p_value == pytest.approx(boschloo_exact([[0, 15], [16, 57]], n=256).pvalue, rel=1e-12)

    lower = [[difference_test(i, 16, j, 72, method="fisher_exact", alternative="less").p_value
              for j in range(73)] for i in range(17)]  # fmt: skip
    extreme = np.array(lower) <= lower[0][15] * (1 + 1e-7)

    def chance(p):
        first, second = binom.pmf(range(17), 16, p), binom.pmf(range(73), 72, p)
        return 2 * float(first @ extreme @ second)

    assert max(map(chance, np.linspace(0, 1, 100))) == pytest.approx(0.0387270410887716, rel=1e-10)
    assert max(map(chance, np.linspace(0, 1, 3001))) == pytest.approx(p_value, rel=1e-6)


@pytest.mark.parametrize("alternative", ["two-sided", "less", "greater"])
def test_exact_tests_agree_with_scipy(alternative):
    rng = np.random.default_rng(1)
    for _ in range(60):
        n1, n2 = (int(n) for n in rng.integers(1, 40, 2))
        x1, x2 = int(rng.integers(0, n1 + 1)), int(rng.integers(0, n2 + 1))
        table = [[x1, x2], [n1 - x1, n2 - x2]]
        value = float(rng.choice([0.5, 0.3, rng.random()]))
        one = proportion_test(x1, n1, value, method="exact", alternative=alternative)
        assert one.p_value == pytest.approx(
            binomtest(x1, n1, value, alternative=alternative).pvalue, rel=1e-12
        )
        two = difference_test(x1, n1, x2, n2, method="fisher_exact", alternative=alternative)
        assert two.p_value == pytest.approx(
            fisher_exact(table, alternative=alternative)[1], rel=1e-11
        )


@pytest.mark.parametrize("table", [(7, 34, 1, 34), (3, 10, 9, 10), (5, 8, 2, 11)])
def test_boschloo_agrees_with_scipy(table):
    x1, n1, x2, n2 = table
    rows = [[x1, x2], [n1 - x1, n2 - x2]]
    for alternative in ("two-sided", "less", "greater"):
        result = difference_test(*table, method="boschloo", alternative=alternative)
        peer = boschloo_exact(rows, alternative=alternative, n=256).pvalue
        assert result.p_value == pytest.approx(peer, rel=1e-9)


def test_score_of_a_margin_is_right_where_another_is_wrong():
    # peer_failures.json, bug-01: 1.33433 elsewhere.
    result = difference_test(56, 70, 48, 80, value=0.1)
    assert result.statistic == pytest.approx(1.343239, abs=5e-7)


def test_farrington_manning_at_zero_is_the_pooled_z():
    table = (
        np.array([252, 0, 3, 5]),
        np.array([400, 16, 1000, 5]),
        [198, 15, 9, 6],
        [380, 72, 1000, 9],
    )
    pooled = difference_test(*table, method="chisq_pooled")
    score = difference_test(*table, method="farrington_manning")
    np.testing.assert_allclose(score.statistic, pooled.statistic, rtol=1e-12)


@pytest.mark.parametrize("table", [(7, 34, 1, 34), (0, 16, 15, 72), (252, 400, 198, 380)])
@pytest.mark.parametrize(
    ("test", "interval"),
    [
        ("miettinen_nurminen", "miettinen_nurminen"),
        ("farrington_manning", "mee"),
        ("wald", "wald"),
    ],
)
def test_difference_tests_agree_with_their_intervals(table, test, interval):
    for limit in difference_interval(*table, method=interval, confidence_level=0.9):
        result = difference_test(*table, value=limit, method=test)
        assert result.p_value == pytest.approx(0.1, rel=1e-9)


def test_one_share_tests_agree_with_their_intervals():
    for test, interval in (
        ("score", "wilson"),
        ("exact_central", "clopper_pearson"),
        ("mid_p",) * 2,
    ):
        for limit in proportion_interval(81, 263, method=interval):
            assert proportion_test(81, 263, limit, method=test).p_value == pytest.approx(0.05)


def test_fisher_agrees_with_the_conditional_odds_ratio():
    # At the level of its own p-value a limit is an odds ratio of 1.
    table = (7, 34, 1, 34)
    for test, interval in (
        ("fisher_central", "conditional_exact"),
        ("fisher_midp_central", "mid_p"),
    ):
        p_value = difference_test(*table, method=test).p_value
        low, _ = odds_ratio_interval(*table, method=interval, confidence_level=1 - p_value)
        assert low == pytest.approx(1, rel=1e-9)


@pytest.mark.parametrize("method", MARGIN_TESTS)
def test_margins_agree_with_one_sided_tests(method):
    table = (84, 101, 89, 105)
    better = noninferiority_test(*table, margin=0.12, method=method)
    same = difference_test(*table, value=-0.12, method=method, alternative="greater")
    assert better == same
    smaller = noninferiority_test(*table, margin=0.12, method=method, alternative="less")
    turned = noninferiority_test(*table[2:], *table[:2], margin=0.12, method=method)
    assert smaller.p_value == pytest.approx(turned.p_value)
    alike = equivalence_test(*table, margin=0.12, method=method)
    assert alike.p_value == max(better.p_value, smaller.p_value)
    assert alike.statistic == better.statistic
    uneven = equivalence_test(*table, margin=(-0.2, 0.1), method=method)
    other = difference_test(*table, value=0.1, method=method, alternative="less")
    assert uneven.p_value == pytest.approx(other.p_value)


def test_equivalence_agrees_with_the_interval_of_twice_the_error():
    low, high = difference_interval(
        520, 1000, 512, 1000, method="miettinen_nurminen", confidence_level=0.9
    )
    assert equivalence_test(520, 1000, 512, 1000, margin=(low, 0.3)).p_value == pytest.approx(0.05)
    assert equivalence_test(520, 1000, 512, 1000, margin=(-0.3, high)).p_value == pytest.approx(
        0.05
    )


def test_samples_that_are_all_alike_speak_for_no_difference():
    for method in two_shares.TESTS:
        assert difference_test(0, 9, 0, 12, method=method).p_value == 1
        assert difference_test(9, 9, 12, 12, method=method).p_value == 1


@in_one_test("method", two_shares.TESTS)
def test_alternatives_are_mirrored(method):
    table = np.array([7, 0, 3]), np.array([34, 16, 10]), [1, 5, 3], [34, 22, 10]
    greater = difference_test(*table, method=method, alternative="greater")
    less = difference_test(*table[2:], *table[:2], method=method, alternative="less")
    np.testing.assert_allclose(greater.p_value, less.p_value, rtol=1e-9)
    both = difference_test(*table, method=method)
    assert ((both.p_value >= 0) & (both.p_value <= 1)).all()
    assert (both.p_value >= np.minimum(greater.p_value, 1 - greater.p_value) - 1e-12).all()


@in_one_test("method", two_shares.TESTS)
def test_two_shares_take_scalars_arrays_series_and_missing_values(method):
    table = [np.array([7, 1, np.nan]), np.array([34, 5, 9]), [1, 0, 3], 20]
    result = difference_test(*table, method=method)
    np.testing.assert_array_equal(np.isnan(result.p_value), [False, False, True])
    labelled = difference_test(pd.Series(table[0], index=list("xyz")), *table[1:], method=method)
    np.testing.assert_array_equal(labelled.p_value["y"], result.p_value[1])
    alone = difference_test(7, 34, 1, 20, method=method)
    assert isinstance(alone.p_value, float)
    assert alone.p_value == result.p_value[0]


@pytest.mark.parametrize("method", one_share.TESTS)
def test_one_share_takes_scalars_arrays_series_and_missing_values(method):
    result = proportion_test([7, 0, np.nan, 10], [34, 5, 9, 10], 0.3, method=method)
    np.testing.assert_array_equal(np.isnan(result.p_value), [False, False, True, False])
    labelled = proportion_test(pd.Series([7, 0], index=["x", "y"]), [34, 5], 0.3, method=method)
    np.testing.assert_array_equal(labelled.p_value, result.p_value[:2])
    assert proportion_test(7, 34, 0.3, method=method).p_value == result.p_value[0]
    assert ((result.p_value[[0, 1, 3]] >= 0) & (result.p_value[[0, 1, 3]] <= 1)).all()
    turned = proportion_test(27, 34, 0.7, method=method)
    assert turned.p_value == pytest.approx(result.p_value[0], rel=1e-12)


@pytest.mark.parametrize("method", one_share.TESTS)
def test_one_share_of_a_billion(method):
    result = proportion_test([500_020_000, 499_980_000], 10**9, 0.5, method=method)
    assert result.p_value == pytest.approx([0.2059, 0.2059], abs=1e-4)


@pytest.mark.parametrize("method", ["fisher_exact", "fisher_midp_central", "miettinen_nurminen"])
def test_two_shares_of_millions(method):
    p_value = difference_test(500_000, 10**6, 499_000, 10**6, method=method).p_value
    assert p_value == pytest.approx(0.1573, abs=5e-4)


def test_design_effects_divide_counts_and_bases():
    plain = difference_test(252 / 1.5, 400 / 1.5, 198 / 2, 380 / 2)
    found = difference_test(252, 400, 198, 380, deff=(1.5, 2))
    for name in ("statistic", "p_value", "estimate"):
        assert getattr(found, name) == pytest.approx(getattr(plain, name))
    one = proportion_test(252, 400, 0.5, deff=4)
    assert one.statistic == pytest.approx(proportion_test(252, 400, 0.5).statistic / 2)


@in_one_test(
    ("call", "message"),
    [
        (lambda: proportion_test(5, 4, 0.5), "count is 5; a count cannot exceed its base nobs"),
        (lambda: proportion_test(3, 4, 1), "value is 1; a share under test is between 0 and 1"),
        (
            lambda: proportion_test(3.5, 4, 0.5, method="exact"),
            "count is 3.5; method 'exact' is defined for whole counts; use method='score'",
        ),
        (
            lambda: proportion_test(3, 4, 0.5, method="mid_p", deff=2),
            "method 'mid_p' counts whole respondents, .*; use method='score', or deff=1",
        ),
        (lambda: proportion_test(3, 4, 0.5, alternative="up"), "alternative is 'up'; expected one"),
        (
            lambda: difference_test(3, 4, 1, 4, method="fisher"),
            "method 'fisher' is not known for a test of two shares; did you mean",
        ),
        (
            lambda: difference_test(3, 4, 1, 4, value=0.1, method="chisq_pooled"),
            "method 'chisq_pooled' tests equal shares, value=0; use one of miettinen_nurminen, ",
        ),
        (
            lambda: difference_test(3, 4, 1, 4, value=1),
            "value is 1; a difference of shares is between -1 and 1",
        ),
        (
            lambda: difference_test(3, 4, 1, 4, method="boschloo", deff=(1, 1.3)),
            "method 'boschloo' counts whole respondents",
        ),
        (
            lambda: difference_test(3, 4, 1, 4000, method="boschloo"),
            "a base is 4000; method 'boschloo' takes bases up to 1000; use method='fisher_exact'",
        ),
        (
            lambda: difference_test([0, 3], 4, [4, 1], 4, method="wald"),
            r"'wald' estimates a variance of 0 from shares of 0 and 1 \(1 of 2 pairs\); use method",
        ),
        (
            lambda: noninferiority_test(3, 4, 1, 4, margin=5),
            "margin is 5; a margin is between 0 and 1",
        ),
        (
            lambda: noninferiority_test(3, 4, 1, 4, margin=0.1, alternative="two-sided"),
            "alternative is 'two-sided'; expected 'greater' or 'less'",
        ),
        (
            lambda: equivalence_test(3, 4, 1, 4, margin=(0.2, 0.1)),
            "margin is 0.1; a margin is between 0 and 1, and in order",
        ),
        (
            lambda: equivalence_test(3, 4, 1, 4, margin=0.1, method="fisher_exact"),
            "method 'fisher_exact' is not known for a test with a margin",
        ),
    ],
)
def test_says_what_is_wrong(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
