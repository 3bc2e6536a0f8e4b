"""Every method of the table against R, and the properties all of them must have."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test, reference_rows
from topline import ArgumentError, proportion_interval
from topline.statistics.intervals.one_share.proportion import METHODS

pytestmark = pytest.mark.quick

R_ROWS = reference_rows("proportion_r.csv")
BASES = np.array([1, 2, 3, 5, 8, 12, 20, 29, 30, 50, 100])
LEVELS = [0.5, 0.8, 0.95, 0.999]
NOT_MONOTONE_AT_ENDS = {"wald", "wald_cc", "logit", "probit", "cloglog"}
"""Their limits fall back on others, or on a width of 0, where the count is 0 or the base."""

LEAVES_OUT_ENDS = {"jeffreys_equal_tailed", "uniform_equal_tailed", "bayes"}
"""Equal tails leave the share out where the count is 0 or the base."""

PULLS_INWARDS = {"add4", "bayes"} | LEAVES_OUT_ENDS
"""At low levels a prior or the added counts pull the interval off the share."""

OWN_ONE_SIDED = {key for key, row in METHODS.items() if row.one_sided is not None}
WHOLE = sorted(key for key, row in METHODS.items() if row.integer_counts)
EFFECTIVE = sorted(set(METHODS) - set(WHOLE))


def every_count():
    n = np.repeat(BASES, BASES + 1)
    x = np.concatenate([np.arange(size + 1) for size in BASES])
    return x, n


@pytest.mark.parametrize("method", sorted({row["method"] for row in R_ROWS}))
def test_agrees_with_r(method):
    rows = [row for row in R_ROWS if row["method"] == method]
    for row in rows:
        low, high = proportion_interval(
            float(row["count"]),
            float(row["nobs"]),
            confidence_level=float(row["confidence_level"]),
            method=method,
            alternative=row["alternative"],
        )
        assert low == pytest.approx(float(row["low"]), rel=1e-10, abs=1e-13), row
        assert high == pytest.approx(float(row["high"]), rel=1e-10, abs=1e-13), row


@pytest.mark.usual
@in_one_test("level", LEVELS)
@in_one_test("method", METHODS)
def test_lies_in_the_unit_interval_and_holds_the_share(method, level):
    x, n = every_count()
    low, high = proportion_interval(x, n, method=method, confidence_level=level)
    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (low <= high).all()
    judged = np.full(x.shape, method not in PULLS_INWARDS or level >= 0.95)
    if method in LEAVES_OUT_ENDS:
        judged &= (x > 0) & (x < n)
    assert (low <= x / n)[judged].all()
    assert (high >= x / n)[judged].all()


@pytest.mark.usual
@in_one_test("level", LEVELS)
@in_one_test("method", [key for key, row in METHODS.items() if row.symmetric])
def test_swapping_success_and_failure_mirrors_it(method, level):
    x, n = every_count()
    low, high = proportion_interval(x, n, method=method, confidence_level=level)
    low_of_failures, high_of_failures = proportion_interval(
        n - x, n, method=method, confidence_level=level
    )
    np.testing.assert_allclose(low, 1 - high_of_failures, atol=1e-12)
    np.testing.assert_allclose(high, 1 - low_of_failures, atol=1e-12)


@in_one_test("method", sorted(set(METHODS) - NOT_MONOTONE_AT_ENDS))
def test_grows_with_the_count(method):
    x = np.arange(0, 51)
    low, high = proportion_interval(x, 50, method=method)
    assert (np.diff(low) >= 0).all()
    assert (np.diff(high) >= 0).all()


@in_one_test("method", sorted(set(METHODS) - OWN_ONE_SIDED))
def test_one_sided_limits_are_the_two_sided_ones_of_twice_the_error(method):
    low, high = proportion_interval(60, 200, method=method, confidence_level=0.9)
    greater = proportion_interval(
        60, 200, method=method, confidence_level=0.95, alternative="greater"
    )
    less = proportion_interval(60, 200, method=method, confidence_level=0.95, alternative="less")
    assert greater == (pytest.approx(low, rel=1e-12), 1.0)
    assert less == (0.0, pytest.approx(high, rel=1e-12))


@in_one_test("method", METHODS)
def test_scalars_arrays_and_series_agree(method):
    x, n = np.array([0, 3, 252]), np.array([20, 10, 400])
    low, high = proportion_interval(x, n, method=method)
    series = proportion_interval(pd.Series(x, index=list("abc")), n, method=method)
    assert list(series.ci_low.index) == list("abc")
    np.testing.assert_array_equal(series.ci_low.to_numpy(), low)
    for i in range(3):
        alone = proportion_interval(int(x[i]), float(n[i]), method=method)
        assert isinstance(alone.ci_low, float)
        assert alone == (low[i], high[i])


@in_one_test("method", METHODS)
def test_broadcasts_a_column_of_counts_against_a_row_of_bases(method):
    low, high = proportion_interval([[1], [2]], [10, 20, 30], method=method)
    assert low.shape == high.shape == (2, 3)


@in_one_test("method", METHODS)
def test_missing_values_stay_missing_alone(method):
    low, high = proportion_interval([252, np.nan, 3], [400, 400, np.nan], method=method)
    np.testing.assert_array_equal(np.isnan(low), [False, True, True])
    np.testing.assert_array_equal(np.isnan(high), [False, True, True])
    missing = pd.Series([252, pd.NA], dtype="Int64")
    assert proportion_interval(missing, 400, method=method).ci_low.isna().tolist() == [False, True]


@in_one_test("method", METHODS)
@in_one_test("alternative", ["less", "greater"])
def test_one_sided_missing_values_stay_missing(method, alternative):
    low, high = proportion_interval(np.nan, 10, method=method, alternative=alternative)
    assert np.isnan(low)
    assert np.isnan(high)


@in_one_test("method", sorted(OWN_ONE_SIDED))
@in_one_test("level", LEVELS)
def test_methods_of_two_tails_bound_one_side_by_a_single_tail(method, level):
    x, n = every_count()
    other = "clopper_pearson"
    if "uniform" in method:
        other = "uniform_equal_tailed"
    elif method in ("hpd_jeffreys", "bayes_hpd"):
        other = "jeffreys_equal_tailed"
    for side in ("less", "greater"):
        limits = proportion_interval(x, n, method=method, alternative=side, confidence_level=level)
        single = proportion_interval(x, n, method=other, alternative=side, confidence_level=level)
        allowed = 1e-2 if method == "pratt" else 1e-12
        np.testing.assert_allclose(limits, single, atol=allowed)


@given(st.integers(1, 10**9), st.floats(0, 1), st.sampled_from(sorted(METHODS)))
def test_is_ordered_and_bounded_for_any_count(n, share, method):
    if method in ("wang", "blyth_still_casella"):
        n = n % 300 + 1
    count = round(share * n)
    low, high = proportion_interval(count, n, method=method)
    assert 0 <= low <= high <= 1
    if method not in LEAVES_OUT_ENDS or 0 < count < n:
        assert low <= count / n <= high


@given(st.integers(1, 2000), st.floats(0, 1), st.floats(1, 5))
def test_a_design_effect_is_a_smaller_sample(n, share, deff):
    count = round(share * n)
    assert proportion_interval(count, n, deff=deff) == pytest.approx(
        proportion_interval(count / deff, n / deff), abs=1e-12
    )


@pytest.mark.parametrize(
    ("method", "count", "level", "low", "high"),
    [
        ("clopper_pearson", 1, 0.95, 2.5317807983969379703e-11, 5.5716433782031152715e-9),
        ("clopper_pearson", 1, 0.5, None, 2.6926345266108726831e-9),
        ("clopper_pearson", 5, 0.5, None, 7.4227018265285922718e-9),
        ("jeffreys", 1, 0.5, None, 2.05417246621989e-9),
    ],
)
def test_rare_events_keep_their_relative_accuracy(method, count, level, low, high):
    # Solutions of the defining equations in 50 digits (mpmath 1.4), rounded.
    found = proportion_interval(count, 10**9, method=method, confidence_level=level)
    assert low is None or found.ci_low == pytest.approx(low, rel=1e-11, abs=0)
    assert found.ci_high == pytest.approx(high, rel=1e-11, abs=0)


@pytest.mark.parametrize("n", [1, 2, 5, 60])
def test_modified_wilson_stays_beside_the_share_at_low_levels(n):
    x = np.arange(n + 1)
    for level in (0.55, 0.6, 0.7):
        low = proportion_interval(
            x, n, method="modified_wilson", confidence_level=level, alternative="greater"
        ).ci_low
        high = proportion_interval(
            x, n, method="modified_wilson", confidence_level=level, alternative="less"
        ).ci_high
        assert (low <= x / n).all()
        assert (high >= x / n).all()
        assert (np.diff(low) >= 0).all()


def test_a_census_has_no_sampling_error():
    assert proportion_interval(63, 100, population_size=100) == (0.63, 0.63)


def test_a_sample_that_is_half_the_population_halves_the_variance():
    whole = proportion_interval(252, 400)
    half = proportion_interval(252, 400, population_size=799)
    expected = proportion_interval(252 * 798 / 399, 400 * 798 / 399)
    assert half == pytest.approx(expected, abs=1e-12)
    assert half.ci_high - half.ci_low < whole.ci_high - whole.ci_low


@in_one_test(
    ("arguments", "message"),
    [
        ({"count": 5, "nobs": 3}, "count is 5; a count cannot exceed its base nobs"),
        ({"count": -1, "nobs": 3}, "count is -1; a count of respondents is 0 or more"),
        ({"count": 0, "nobs": 0}, "nobs is 0; a share needs a base above 0"),
        (
            {"count": [1, 2], "nobs": [10, -4]},
            r"nobs is -4 \(1 of 2 values\); a share needs a base above 0",
        ),
        ({"count": "many", "nobs": 3}, "count is 'many'; expected a number or an array of numbers"),
        ({"count": 1, "nobs": 3, "deff": 0}, "deff is 0; a design effect is above 0"),
        (
            {"count": pd.DataFrame({"yes": [1]}), "nobs": 3},
            r"count is a DataFrame; pass one of its columns, or count.to_numpy\(\)",
        ),
        ({"count": pd.Series(["1", "x"]), "nobs": 3}, "expected a number or an array of numbers"),
        (
            {"count": pd.Series([1, 2]), "nobs": [[3], [4]]},
            r"a Series of 2 values and an array make the shape \(2, 2\); pass arrays only",
        ),
        ({"count": 1, "nobs": 3, "method": ["wilson"]}, r"method \['wilson'\] is not known"),
        (
            {"count": 1, "nobs": 3, "method": "bayes", "prior": ("a", 1)},
            r"prior is \('a', 1\); expected two numbers above 0",
        ),
        (
            {"count": 1, "nobs": 3, "population_size": 2},
            "population_size is 2; a population is at least as large as nobs",
        ),
        (
            {"count": 1, "nobs": 3, "confidence_level": 95},
            "confidence_level is 95; expected a number between 0 and 1, such as 0.95; "
            "write 0.95 for 95 %",
        ),
        (
            {"count": 1, "nobs": 3, "confidence_level": "high"},
            "confidence_level is 'high'; expected a number between 0 and 1, such as 0.95",
        ),
        (
            {"count": 1, "nobs": 3, "alternative": "larger"},
            "alternative is 'larger'; expected one of two-sided, less, greater",
        ),
        (
            {"count": 1, "nobs": 3, "method": "wilsn"},
            "method 'wilsn' is not known for an interval for one proportion; did you mean "
            "'wilson'\\? choose one of wilson, .*wald",
        ),
        (
            {"count": [1, 2], "nobs": [3, 4, 5]},
            r"the shapes count \(2,\), nobs \(3,\) do not broadcast; pass scalars or arrays",
        ),
        (
            {"count": pd.Series([1, 2]), "nobs": pd.Series([3, 4], index=[5, 6])},
            "the index of nobs differs from that of count; align the Series first",
        ),
    ],
)
def test_says_what_is_wrong(arguments, message):
    with pytest.raises(ArgumentError, match=message):
        proportion_interval(**arguments)


def test_every_method_names_its_source():
    for key, row in METHODS.items():
        assert row.key == key
        assert any(character.isdigit() for character in row.source), key
