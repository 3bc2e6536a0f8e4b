"""Margins of error: known values, both ways, printed margins and what they give away."""

import dataclasses

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit, ndtri

from tests.conftest import in_one_test
from topline import ArgumentError, proportion_interval
from topline.statistics.precision.margin_checks import margin_check
from topline.statistics.precision.margins import METHODS, effective_nobs, margin_of_error
from topline.statistics.precision.stated_margins import implied_design_effect, implied_sample_size

pytestmark = pytest.mark.quick

SHARES = st.floats(0.001, 0.999)
SIZES = st.floats(1, 1e9)


@pytest.mark.parametrize(("nobs", "points"), [(400, 4.9), (600, 4.0), (1000, 3.1), (1500, 2.5)])
def test_margins_every_newspaper_prints(nobs, points):
    assert round(100 * margin_of_error(0.5, nobs), 1) == points


@pytest.mark.parametrize("method", ["wald", "wilson", "logit"])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_is_half_the_width_of_the_interval(method, level):
    n = np.array([400.0, 1000, 5000])
    low, high = proportion_interval(0.3 * n, n, method=method, confidence_level=level)
    margin = margin_of_error(0.3, n, method=method, confidence_level=level)
    assert margin == pytest.approx((high - low) / 2, rel=1e-10)


@given(SHARES, SIZES)
def test_logit_margin_by_its_definition(p, n):
    u = -ndtri(0.025) / np.sqrt(n * p * (1 - p))
    width = expit(logit(p) + u) - expit(logit(p) - u)
    assert margin_of_error(p, n, method="logit") == pytest.approx(width / 2, rel=1e-5, abs=1e-15)


@pytest.mark.parametrize("method", METHODS)
@given(p=SHARES, n=SIZES)
def test_base_and_margin_are_inverse(method, p, n):
    row, z = METHODS[method], 1.96
    margin = row.half_width(np.array(p), np.array(n), z)
    if margin < 0.49:
        assert row.nobs(np.array(p), margin, z) == pytest.approx(n, rel=1e-6)


@pytest.mark.parametrize("method", METHODS)
@given(p=SHARES, n=SIZES)
def test_margin_is_symmetric_and_shrinks_with_the_base(method, p, n):
    margin = margin_of_error(p, n, method=method)
    assert margin == pytest.approx(margin_of_error(1 - p, n, method=method), rel=1e-9)
    larger = margin_of_error(p, 2 * n, method=method)
    assert margin > larger > 0 or margin == larger == 0.5


def test_a_share_of_nobody_has_the_margin_of_a_method_that_holds_there():
    """An interval at 0 has one side, 0 to 0.38 %; half its width is no 0."""
    high = proportion_interval(0, 1000).ci_high
    assert margin_of_error(0, 1000, method="wilson") == pytest.approx(high / 2)


def test_design_effect_and_population_act_on_the_base():
    assert margin_of_error(0.5, 1000, deff=1.6) == margin_of_error(0.5, 625)
    assert margin_of_error(0.5, 500, population_size=500) == 0
    one_in_two = margin_of_error(0.5, 500, population_size=1001)
    assert one_in_two == pytest.approx(margin_of_error(0.5, 1000) * np.sqrt(1.002), rel=1e-12)
    assert effective_nobs(500, population_size=500) == np.inf


def test_shapes_and_missing_values():
    n = pd.Series([400, np.nan, 1600], index=["a", "b", "c"])
    margins = margin_of_error(0.5, n)
    assert list(margins.index) == ["a", "b", "c"]
    assert margins["a"] == margin_of_error(0.5, 400) == 2 * margins["c"]
    assert np.isnan(margins["b"])
    assert isinstance(margin_of_error(0.5, 400), float)
    assert margin_of_error([0.1, 0.5], 400).shape == (2,)
    assert np.isnan(margin_of_error(np.nan, 400, population_size=400))


def test_careerbuilders_margin_is_that_of_simple_random_sampling():
    found = implied_design_effect(3.84, 651)
    assert found.deff == pytest.approx(0.9995, abs=1e-3)
    assert found.low < 1 < found.high
    base = implied_sample_size(3.84)
    assert base.low < 651 < base.high


def test_a_margin_wider_than_its_base_allows_has_a_design_effect():
    found = implied_design_effect("4.0", 1000)
    assert found.low == pytest.approx(1.625, abs=0.001)
    assert found.high == pytest.approx(1.708, abs=0.001)
    assert implied_sample_size("4.0", deff=found.deff).nobs == pytest.approx(1000)


@given(st.floats(30, 1e5), st.floats(1, 4), st.sampled_from([1, 2, 3]))
def test_the_range_holds_what_was_rounded(nobs, deff, decimals):
    printed = f"{100 * margin_of_error(0.5, nobs, deff=deff):.{decimals}f}"
    if float(printed) == 0:
        return
    found, base = implied_design_effect(printed, nobs), implied_sample_size(printed, deff=deff)
    assert found.low * (1 - 1e-9) <= deff <= found.high * (1 + 1e-9)
    assert base.low * (1 - 1e-9) <= nobs <= base.high * (1 + 1e-9)


def test_decimals_as_written():
    assert implied_sample_size(3) == implied_sample_size("3") == implied_sample_size(" 3 ")
    assert implied_sample_size(3, decimals=1) == implied_sample_size("3.0")
    assert implied_sample_size(3, decimals=1) != implied_sample_size(3)
    both = implied_sample_size(np.array([3, 3.84]))
    assert both.high[0] == implied_sample_size(3).high
    assert both.high[1] == implied_sample_size(3.84).high


def test_finite_population_both_ways():
    margin = 100 * margin_of_error(0.5, 400, population_size=2000)
    digits = {"decimals": 6, "population_size": 2000}
    assert implied_sample_size(round(margin, 6), **digits).nobs == pytest.approx(400, rel=1e-6)
    assert implied_design_effect(round(margin, 6), 400, **digits).deff == pytest.approx(1, rel=1e-6)


def test_three_questions():
    found = margin_check(3.1, 1000, subgroup_nobs=250)
    assert found.is_simple_random is True
    assert found.simple_random == margin_of_error(0.5, 1000)
    assert found.design_effect == implied_design_effect(3.1, 1000)
    assert found.base == implied_sample_size(3.1)
    assert found.stated == pytest.approx((0.0305, 0.0315))
    assert found.subgroup == pytest.approx(0.062)
    assert found.lead == pytest.approx(0.062)
    assert found.difference == pytest.approx(0.031 * np.sqrt(2))


def test_a_margin_of_another_base_is_found_out():
    found = margin_check("4.4", 1000)
    assert found.is_simple_random is False
    assert found.base.low < 496 < found.base.high
    assert np.isnan(found.subgroup)


def test_margin_of_a_lead_is_franklins():
    found = margin_check("3.1", 1000, shares=(0.46, 0.44))
    variance = (0.9 - 0.02**2) / 0.25
    assert found.lead == pytest.approx(0.031 * np.sqrt(variance))
    with_other = margin_check("3.1", 1000, other_nobs=500)
    assert with_other.difference == pytest.approx(0.031 * np.sqrt(3))


def test_margin_check_takes_columns():
    table = pd.DataFrame({"margin": [3.1, 3.1, np.nan], "n": [1000, 2000, 1000]}, index=list("abc"))
    found = margin_check(table["margin"], table["n"])
    assert found.is_simple_random.tolist() == [True, False, False]
    assert found.design_effect.deff["b"] == pytest.approx(2 * found.design_effect.deff["a"])
    assert list(found.lead.index) == ["a", "b", "c"]
    assert np.isnan(found.lead["c"])
    assert dataclasses.is_dataclass(found)


@in_one_test(
    ("call", "message"),
    [
        (lambda: margin_of_error(50, 400), "p is 50; a share lies between 0 and 1"),
        (lambda: margin_of_error(0, 400, method="logit"), "needs a share above 0 and below 1"),
        (lambda: margin_of_error(0, 1000), "method='wilson' has half its width"),
        (lambda: margin_of_error([0.2, 1], 1000), "p is 1 (1 of 2 values); method 'wald' needs"),
        (lambda: margin_check(3.1, 1000, shares=(0, 0)), "a lead of nobody or of all has no ±"),
        (lambda: margin_of_error(0.5, 0), "nobs is 0; a share needs a base above 0"),
        (lambda: margin_of_error(0.5, 400, method="wildon"), "did you mean 'wilson'"),
        (lambda: margin_of_error(0.5, 400, deff=0), "deff is 0; a design effect is above 0"),
        (lambda: margin_of_error(0.5, 400, population_size=40), "at least as large as nobs"),
        (lambda: effective_nobs(-1), "nobs is -1"),
        (lambda: implied_sample_size(0), "margin is 0; expected points, such as 3.1"),
        (lambda: implied_sample_size("three"), "margin is 'three'; expected points"),
        (lambda: implied_sample_size(3.14, decimals=1), "more decimals than stated"),
        (lambda: implied_design_effect(3.1, 0), "nobs is 0"),
        (lambda: implied_design_effect(3.1, 100, p=1), "p is 1; a margin needs a share above 0"),
        (lambda: margin_check(3.1, 100, subgroup_nobs=101), "a subgroup has 1 to nobs members"),
        (lambda: margin_check(3.1, 100, shares=(0.6, 0.5)), "total at most 1"),
        (lambda: margin_check(3.1, 100, other_nobs=0), "other_nobs is 0"),
    ],
)
def test_errors_say_what_to_do(call, message):
    with pytest.raises(ArgumentError) as caught:
        call()
    assert message in str(caught.value)
