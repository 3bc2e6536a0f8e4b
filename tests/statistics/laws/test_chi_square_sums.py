"""Tails of weighted sums of χ²: closed forms, other distributions, and draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.conftest import in_one_test
from topline.statistics.laws.chi_square_sums import exact_tail, saddlepoint_tail

ONE = np.ones(1)
BOTH = pytest.mark.parametrize("tail", [exact_tail, saddlepoint_tail])


def ratio(x, weights, denominator, tail=exact_tail):
    """P(Σ wᵢχ²(1) / (χ²(m)/m) > x)."""
    weights = np.append(weights, -x / denominator)
    return tail(0.0, weights, np.append(np.ones(len(weights) - 1), denominator))


@in_one_test("x", [0.001, 0.1, 1.0, 2.0, 3.0, 5.0, 20.0, 200.0])
@in_one_test("df", [1.0, 2.0, 3.0, 10.0])
def test_one_chi_square(x, df):
    assert exact_tail(x, ONE, df * ONE) == pytest.approx(stats.chi2.sf(x, df), rel=1e-12)


@in_one_test("x", [0.01, 0.5, 1.0, 1.2, 4.0, 30.0])
@in_one_test("df", [1.0, 3.5, 14.0, 20.92, 200.0])
@in_one_test("k", [1, 2, 5, 30])
def test_equal_weights_make_an_f(x, df, k):
    theirs = stats.f.sf(x, k, df)
    assert ratio(x * k, np.ones(k), df) == pytest.approx(theirs, rel=1e-11)
    assert ratio(x * k, np.ones(k), df, saddlepoint_tail) == pytest.approx(theirs, rel=0.13)


@in_one_test("x", [0.001, 0.5, 3.0, 4.0, 10.0, 50.0, 500.0])
@in_one_test("pair", [(2.0, 1.0), (5.0, 0.1), (1.01, 1.0)])
def test_two_exponentials(x, pair):
    """Σ of λ₁χ²(2) and λ₂χ²(2) has the tail (λ₁e^(−x/2λ₁) − λ₂e^(−x/2λ₂))/(λ₁ − λ₂)."""
    a, b = pair
    theirs = (a * np.exp(-x / 2 / a) - b * np.exp(-x / 2 / b)) / (a - b)
    ours = exact_tail(x, np.array(pair), np.full(2, 2.0))
    assert ours == pytest.approx(theirs, rel=1e-11)


@BOTH
def test_draws(tail):
    """The statistic of R's dclus1 case; R, which cuts 20.92 to 20, says 0.0264."""
    rng = np.random.default_rng(20261123)
    weights, m, x = (
        np.array([1.818110720751471, 0.481146435009145]),
        20.9249568879044,
        11.9408920807453,
    )
    drawn = (rng.chisquare(1, (2, 1_000_000)).T @ weights) / (rng.chisquare(m, 1_000_000) / m)
    error = 4 * np.sqrt(0.022 / 1e6)
    assert ratio(x, weights, m, tail) == pytest.approx((drawn > x).mean(), abs=error + 0.0009)
    assert ratio(x, weights, m) == pytest.approx((drawn > x).mean(), abs=error)


@pytest.mark.parametrize("step", [1e-12, 1e-9, 1e-7, 1e-5, 1e-3])
@BOTH
def test_smooth_at_the_mean(tail, step):
    """Where the saddlepoint is 0 its formula is 0/0; the limit joins both sides."""
    weights, df = np.array([2.0, 0.5]), np.array([1.0, 3.0])
    low, middle, high = (tail(3.5 + way * step, weights, df) for way in (-1, 0, 1))
    assert high < middle < low or step < 1e-6
    assert low - high == pytest.approx(2 * step * 0.132, rel=0.05, abs=1e-8)
    assert (low + high) / 2 == pytest.approx(middle, abs=1e-7)


def test_where_r_turns_to_another_approximation():
    """Near the mean R takes Satterthwaite's F: 0.4474357 by survey 4.1.1 (2026-11-28).

    ``pFsum(2.94930475059667, c(1, 1), weights, 4, lower.tail=FALSE, method="saddlepoint")``,
    whose ζ is below 1e-4. Imhof's integral in 25 digits (mpmath 1.3) is 0.443867241373.
    """
    weights, x = np.array([1.3706105282514, 1.57655001484143]), 2.94930475059667
    assert ratio(x, weights, 4.0) == pytest.approx(0.4438672413735, abs=1e-12)
    assert ratio(x, weights, 4.0, saddlepoint_tail) == pytest.approx(0.444880, abs=1e-6)


@BOTH
def test_edges(tail):
    assert tail(0.0, ONE, ONE) == 1.0
    assert tail(-1.0, ONE, ONE) == 1.0
    assert tail(0.0, -ONE, ONE) == 0.0
    assert np.isnan(tail(np.nan, ONE, ONE))
    assert np.isnan(tail(1.0, np.empty(0), np.empty(0)))


@given(
    st.lists(st.floats(0.01, 100), min_size=1, max_size=8),
    st.floats(0.01, 1000),
    st.floats(1.0, 500),
)
def test_a_tail_is_a_probability_that_falls(weights, x, m):
    weights = np.array(weights)
    near, far = ratio(x, weights, m), ratio(2 * x, weights, m)
    assert 0 <= far <= near * (1 + 1e-9) <= 1 + 2e-9
    assert ratio(3 * x, 3 * weights, m) == pytest.approx(near, rel=1e-8)
    assert ratio(x, weights, m, saddlepoint_tail) == pytest.approx(near, rel=0.25)
