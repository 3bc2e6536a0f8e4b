"""Shares of one question together: references, properties, and where Sison and Glaz must refuse."""

from itertools import product
from math import factorial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import chdtri

from tests.conftest import in_one_test
from tests.reference.cases import cases, expected, is_near, method_key
from topline import ArgumentError, proportion_interval
from topline.statistics.intervals.multinomial import sison_glaz
from topline.statistics.intervals.multinomial.multinomial import METHODS, multinomial_interval

CASES = cases("multinomial_simultaneous")
REFUSED = {"multi-sison_glaz-m12"}
"""Counts 1, 1: the limits .5 to 1 for both shares are met by one pair only, so they are refused."""


@in_one_test(
    "case", [case for case in CASES if case["id"] not in REFUSED], ids=lambda case: case["id"]
)
def test_reference(case):
    interval = multinomial_interval(
        case["inputs"]["counts"], method=method_key(case), confidence_level=case["conf"]
    )
    low, high = expected(case)
    assert is_near(interval.ci_low, low, case), (interval.ci_low, low)
    assert is_near(interval.ci_high, high, case), (interval.ci_high, high)


@pytest.mark.parametrize("case", [case for case in CASES if case["id"] in REFUSED])
def test_a_refused_case_agrees_before_it_is_refused(case):
    counts = np.array(case["inputs"]["counts"], dtype=float)
    interval = sison_glaz.approximate_limits(counts, (1 - case["conf"]) / 2)
    assert is_near(interval.ci_low, expected(case)[0], case)
    assert is_near(interval.ci_high, expected(case)[1], case)
    with pytest.raises(ArgumentError, match="leaves room for no shares but those observed"):
        multinomial_interval(counts, method="sison_glaz")


@pytest.mark.parametrize("method", ["sison_glaz", "sison_glaz_cplus1"])
@pytest.mark.parametrize(
    ("counts", "reason"),
    [  # peer_failures.json, bugs 23 to 25
        ([10, 0], "for the counts 10, 0 the .* puts the confidence level on those counts alone"),
        ([0, 0, 10], "for the counts 0, 0, 10 the .* on those counts alone"),
        ([6, 0, 0, 1] + [0] * 7, "gives a probability above 1; .* use method='goodman'"),
        ([[20, 30, 50], [2, 1, 0]], "for the counts 2, 1, 0 the Sison–Glaz approximation gives"),
    ],
)
def test_sison_glaz_refuses_sparse_counts(method, counts, reason):
    with pytest.raises(ArgumentError, match=reason):
        multinomial_interval(counts, method=method)


def test_sison_glaz_refuses_where_one_answer_outweighs_the_rest_far_out():
    # The exact probability of the box of ±30 is .9982, the approximate one 1.0043.
    assert multinomial_interval([252, 98, 30, 20], method="sison_glaz").ci_low[0] > 0.5
    with pytest.raises(ArgumentError, match=r"gives a probability above 1; .* or too unequal"):
        multinomial_interval([252, 98, 30, 20], method="sison_glaz", confidence_level=0.999)


def test_sison_glaz_refuses_a_level_it_cannot_reach():
    with pytest.raises(ArgumentError, match="does not reach the confidence level"):
        multinomial_interval([7, 6, 5], method="sison_glaz", confidence_level=0.999999)


@pytest.mark.parametrize("counts", [(5, 7, 9), (6, 6, 12), (12, 5, 4, 9)])
def test_sison_glaz_approximates_the_probability_of_the_box(counts):
    n, x = sum(counts), np.array(counts, dtype=float)
    for c in range(4):
        exact = 0.0
        for first in product(*(range(max(0, y - c), y + c + 1) for y in counts[:-1])):
            last = n - sum(first)
            if abs(last - counts[-1]) <= c and last >= 0:
                ways = factorial(n)
                for y in (*first, last):
                    ways //= factorial(y)
                exact += ways * float(np.prod((x / n) ** np.array([*first, last])))
        approximate = sison_glaz._box_probability(x, np.array([float(c)])).item()
        assert approximate == pytest.approx(exact, abs=1e-13 if c == 0 else 0.005)


def test_sison_glaz_keeps_its_accuracy_for_very_many_respondents():
    # For large n the half-width in units of √n no longer depends on n.
    shares = np.array([0.6, 0.3, 0.1])
    widths = [
        multinomial_interval(shares * n, method="sison_glaz").ci_high[0] * np.sqrt(n)
        - 0.6 * np.sqrt(n)
        for n in (10.0**7, 10.0**9)
    ]
    assert widths[0] == pytest.approx(widths[1], rel=2e-4)


@in_one_test("method", METHODS)
@in_one_test("level", [0.5, 0.8, 0.95, 0.999])
def test_holds_the_observed_shares_within_bounds(method, level):
    counts = np.array([[56, 72, 73, 59], [300, 220, 130, 120], [1000, 610, 820, 930]])
    low, high = multinomial_interval(counts, method=method, confidence_level=level)
    shares = counts / counts.sum(axis=1, keepdims=True)
    assert ((low >= 0) & (low <= shares) & (shares <= high) & (high <= 1)).all()


@in_one_test("method", METHODS)
def test_the_order_of_the_answers_does_not_matter(method):
    counts = np.array([252, 98, 30, 20])
    low, high = multinomial_interval(counts, method=method)
    turned = multinomial_interval(counts[::-1], method=method)
    np.testing.assert_allclose(turned.ci_low[::-1], low, rtol=1e-12)
    np.testing.assert_allclose(turned.ci_high[::-1], high, rtol=1e-12)


@in_one_test("method", METHODS)
def test_rows_series_and_missing_values(method):
    counts = np.array([[252, 98, 30, 20], [91, 49, 37, np.nan], [44, 55, 43, 32]])
    low, high = multinomial_interval(counts, method=method)
    assert np.isnan(low).all(axis=1).tolist() == [False, True, False]
    for row in (0, 2):
        alone = multinomial_interval(counts[row].astype(int), method=method)
        np.testing.assert_array_equal(alone.ci_low, low[row])
        np.testing.assert_array_equal(alone.ci_high, high[row])
    series = multinomial_interval(pd.Series(counts[0], index=list("abcd")), method=method)
    assert series.ci_high["d"] == high[0, 3]


def test_goodman_is_wilson_at_a_kth_of_the_error():
    counts = np.array([91, 49, 37, 43])
    one_by_one = proportion_interval(counts, 220, confidence_level=1 - 0.05 / 4)
    together = multinomial_interval(counts)
    np.testing.assert_allclose(together.ci_low, one_by_one.ci_low, rtol=1e-12)
    np.testing.assert_allclose(together.ci_high, one_by_one.ci_high, rtol=1e-12)


def test_quesenberry_hurst_with_thousands_of_answers():
    counts = np.full(3000, 4.0)
    low, high = multinomial_interval(counts, method="quesenberry_hurst")
    z2, n = chdtri(2999, 0.05), 12000
    root = np.sqrt(z2 * (z2 + 16 * (1 - 4 / n)))
    assert high[0] == pytest.approx((z2 + 8 + root) / (2 * (n + z2)), rel=1e-12)
    assert low[0] > 0


@in_one_test("method", [key for key, row in METHODS.items() if not row.integer_counts])
def test_a_design_effect_divides_the_counts(method):
    counts = np.array([252, 98, 30, 20])
    low, high = multinomial_interval(counts, method=method, deff=1.6)
    effective = multinomial_interval(counts / 1.6, method=method)
    np.testing.assert_allclose(low, effective.ci_low, rtol=1e-12)
    np.testing.assert_allclose(high, effective.ci_high, rtol=1e-12)


@given(
    st.lists(st.integers(0, 10**9), min_size=2, max_size=12).filter(any),
    st.floats(0.5, 0.999999),
    st.sampled_from([key for key, row in METHODS.items() if not row.integer_counts]),
)
def test_is_ordered_and_bounded_for_any_counts(counts, level, method):
    low, high = multinomial_interval(counts, confidence_level=level, method=method)
    assert ((low >= 0) & (low <= high) & (high <= 1)).all()


@given(st.lists(st.integers(0, 3000), min_size=2, max_size=8).filter(any))
def test_sison_glaz_gives_an_interval_or_refuses(counts):
    try:
        low, high = multinomial_interval(counts, method="sison_glaz")
    except ArgumentError:
        assert min(counts) < 5 or max(counts) > sum(counts) / 2
    else:
        assert ((low >= 0) & (low < high) & (high <= 1)).all()
        assert low.sum() < 1 < high.sum()


@in_one_test(
    ("counts", "options", "message"),
    [
        ([0, 0, 0], {}, "counts are all 0; a question needs at least one respondent"),
        ([10], {}, r"counts has the shape \(1,\); expected the counts of at least two answers"),
        ([10, -3], {}, r"counts is -3 \(1 of 2 values\); a count of respondents is 0 or more"),
        ([10, 3], {"deff": 0}, "deff is 0; a design effect is above 0"),
        ([10, 3], {"method": "sison-glaz"}, "did you mean 'sison_glaz'"),
        (
            [60, 40],
            {"method": "sison_glaz", "deff": 1.5},
            "method 'sison_glaz' is defined for whole counts, without a design effect; use",
        ),
    ],
)
def test_says_what_is_wrong(counts, options, message):
    with pytest.raises(ArgumentError, match=message):
        multinomial_interval(counts, **options)
