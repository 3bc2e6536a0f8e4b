"""A subgroup against the rest and the whole: covariance, properties, errors."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import ndtri

from tests.conftest import in_one_test
from topline import ArgumentError
from topline.statistics.core.count import Count
from topline.statistics.intervals.two_shares.difference import METHODS
from topline.statistics.intervals.two_shares.subgroup import subgroup_difference_interval

CLOSED = [key for key, row in METHODS.items() if not row.integer_counts]


def test_the_variance_against_the_whole_is_that_with_its_covariance():
    # Var(p_s − P) = Var(p_s) + Var(P) − 2·Cov(p_s, P), with Cov(p_s, P) = f·Var(p_s).
    x, n, x_whole, n_whole = 80, 120, 252, 400
    f, own, rest = n / n_whole, x / n, (x_whole - x) / (n_whole - n)
    variance, variance_rest = own * (1 - own) / n, rest * (1 - rest) / (n_whole - n)
    whole = f**2 * variance + (1 - f) ** 2 * variance_rest
    half = -ndtri(0.025) * np.sqrt(variance + whole - 2 * f * variance)
    low, high = subgroup_difference_interval(x, n, x_whole, n_whole, against="whole", method="wald")
    difference = own - x_whole / n_whole
    assert (low, high) == pytest.approx((difference - half, difference + half), rel=1e-12)


@in_one_test("method", CLOSED)
def test_against_the_rest_it_is_that_of_two_samples(method):
    answer = subgroup_difference_interval(80, 120, 252, 400, method=method)
    one, two = (Count(np.array([x]), np.array([n])) for x, n in ((80.0, 120.0), (172.0, 280.0)))
    direct = METHODS[method].interval(one, two, np.array([0.025]))
    assert answer == pytest.approx((direct.ci_low.item(), direct.ci_high.item()), rel=1e-9)


@in_one_test("method", CLOSED)
def test_against_the_whole_it_is_a_part_of_that(method):
    rest = subgroup_difference_interval(80, 120, 252, 400, method=method)
    whole = subgroup_difference_interval(80, 120, 252, 400, method=method, against="whole")
    assert whole == pytest.approx((0.7 * rest.ci_low, 0.7 * rest.ci_high), rel=1e-12)


def test_a_design_effect_divides_the_counts_and_one_side_opens():
    plain = subgroup_difference_interval(80 / 1.5, 80, 168, 400 / 1.5, against="whole")
    effective = subgroup_difference_interval(80, 120, 252, 400, against="whole", deff=1.5)
    assert effective == pytest.approx(plain, rel=1e-9)
    greater = subgroup_difference_interval(
        80, 120, 252, 400, against="whole", alternative="greater"
    )
    assert greater.ci_high == pytest.approx(0.7)


def test_arrays_series_and_missing_values():
    count = pd.Series([80, 30, np.nan], index=list("abc"))
    low, high = subgroup_difference_interval(count, [120, 60, 50], 252, 400)
    assert low.isna().tolist() == high.isna().tolist() == [False, False, True]
    assert (low["a"], high["a"]) == subgroup_difference_interval(80, 120, 252, 400)


@in_one_test(
    ("arguments", "options", "message"),
    [
        ((80, 400, 252, 400), {}, "nobs is 400; a subgroup is smaller than nobs_whole"),
        ((90, 120, 80, 400), {}, "count is 90; a subgroup's count is a part of count_whole"),
        ((0, 390, 252, 400), {}, "count_whole is 252; leaves the rest with more answers than"),
        ((80, 20, 252, 400), {}, "count is 80; a count cannot exceed its base nobs"),
        ((8, 20, 25, 40), {"against": "all"}, "against is 'all'; expected one of rest, whole"),
        ((8, 20, 25, 40), {"deff": 0}, "deff is 0; a design effect is above 0"),
    ],
)
def test_says_what_is_wrong(arguments, options, message):
    with pytest.raises(ArgumentError, match=message):
        subgroup_difference_interval(*arguments, **options)
