"""Tipping points put back into the interval they came from, and bounds by brute force."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import (
    ArgumentError,
    proportion_interval,
    tipping_point,
    total_error_interval,
    worst_case_bounds,
)
from topline.statistics.intervals.one_share.proportion import METHODS

Z = 1.959963984540054
SMOOTH = [
    key
    for key in ("wilson", "wilson_cc", "clopper_pearson", "mid_p", "jeffreys", "agresti_coull")
    if not METHODS[key].integer_counts
]


@given(st.integers(20, 5000), st.floats(0.05, 0.95), st.floats(0.1, 0.9))
def test_wilson_has_a_closed_form(n, share, threshold):
    count = round(share * n)
    expected = n * (count / n - threshold) ** 2 / (Z**2 * threshold * (1 - threshold))
    found = tipping_point(count, n, threshold)
    assert found == pytest.approx(expected, rel=1e-6, abs=2e-6)


@pytest.mark.parametrize("method", SMOOTH)
@pytest.mark.parametrize("count", [252, 148])
def test_at_the_design_effect_the_interval_touches_the_threshold(method, count):
    deff = tipping_point(count, 400, 0.5, method=method)
    low, high = proportion_interval(count, 400, method=method, deff=deff)
    assert (low if count > 200 else high) == pytest.approx(0.5, abs=1e-9)


def test_bias_is_the_distance_of_the_near_limit():
    low, high = proportion_interval(252, 400)
    assert tipping_point(252, 400, 0.5, error="bias") == pytest.approx(low - 0.5)
    assert tipping_point(252, 400, 0.7, error="bias") == pytest.approx(0.7 - high)
    assert tipping_point(205, 400, 0.5, error="bias") < 0, "does not hold as it is"


def test_misreporting_is_the_share_of_false_answers():
    low, high = proportion_interval(252, 400)
    false = tipping_point(252, 400, 0.5, error="misreporting")
    assert low * (1 - false) == pytest.approx(0.5)
    false = tipping_point(252, 400, 0.7, error="misreporting")
    assert high + false * (1 - high) == pytest.approx(0.7)


def test_shapes_and_missing_values():
    counts = pd.Series([252, np.nan, 200], index=list("abc"))
    found = tipping_point(counts, 400, 0.5)
    assert list(found.index) == list("abc")
    assert found.isna().tolist() == [False, True, False]
    assert found["c"] == 0, "nothing is needed where the share is the threshold"
    assert isinstance(tipping_point(252, 400, 0.5), float)


@given(st.integers(1, 60), st.integers(0, 60), st.data())
def test_worst_case_bounds_are_what_the_others_could_say(answered, silent, data):
    yes = data.draw(st.integers(0, answered))
    everybody = answered + silent
    low, high = worst_case_bounds(yes / answered, answered / everybody)
    assert low == pytest.approx(yes / everybody)
    assert high == pytest.approx((yes + silent) / everybody)


def test_total_error_doubles_the_standard_error():
    assert total_error_interval(252, 400) == proportion_interval(252, 400, deff=4)
    nominal = proportion_interval(252, 400, method="wald")
    doubled = total_error_interval(252, 400, method="wald")
    assert doubled.ci_high - 0.63 == pytest.approx(2 * (nominal.ci_high - 0.63))
    assert total_error_interval(252, 400, factor=1) == proportion_interval(252, 400)


@in_one_test(
    ("call", "message"),
    [
        (
            lambda: tipping_point(252, 400, 0.5, error="luck"),
            "error is 'luck'; expected one of design_effect, bias, misreporting",
        ),
        (lambda: tipping_point(252, 400, 1.0), "value is 1; a share to compare with is between"),
        (lambda: tipping_point(500, 400, 0.5), "count is 500; a count cannot exceed its base nobs"),
        (lambda: worst_case_bounds(63, 0.5), "share is 63; a share lies between 0 and 1"),
        (lambda: worst_case_bounds(0.63, 0), "response_rate is 0; a response rate is above 0"),
        (
            lambda: total_error_interval(252, 400, factor=0.5),
            "factor is 0.5; actual errors are at least the nominal ones: 1",
        ),
    ],
)
def test_says_what_is_wrong(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
