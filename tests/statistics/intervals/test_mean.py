"""The ceiling of a mean of bounded answers: never narrower than any answers could need."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq

from topline import ArgumentError, bounded_mean_interval, proportion_interval
from topline.statistics.intervals.mean import METHODS

pytestmark = pytest.mark.quick


def test_wilson_and_wald_are_those_of_zeros_and_ones():
    for method in ("wilson", "wald"):
        assert bounded_mean_interval(0.26, 400, method=method) == pytest.approx(
            proportion_interval(104, 400, method=method), abs=1e-15
        )


def divergence(m, mu):
    return m * np.log(m / mu) + (1 - m) * np.log((1 - m) / (1 - mu))


@pytest.mark.parametrize(("m", "n"), [(0.26, 400), (0.5, 10), (0.01, 1000), (0.9, 3)])
def test_hoeffding_solves_its_equation(m, n):
    def excess(mu):
        return n * divergence(m, mu) - np.log(2 / 0.05)

    low, high = bounded_mean_interval(m, n, method="hoeffding")
    assert low == pytest.approx(brentq(excess, 1e-12, m, xtol=1e-15), rel=1e-9)
    assert high == pytest.approx(brentq(excess, m, 1 - 1e-12, xtol=1e-15), rel=1e-9)


def test_hoeffding_at_the_ends_is_the_rule_of_log():
    low, high = bounded_mean_interval([0.0, 1.0], 50, method="hoeffding")
    reach = 1 - (0.025) ** (1 / 50)
    np.testing.assert_allclose(low, [0, 1 - reach], rtol=1e-9)
    np.testing.assert_allclose(high, [reach, 1], rtol=1e-9)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_no_answers_in_bounds_have_a_larger_standard_error(answers):
    mean, n = float(np.mean(answers)), len(answers)
    low, high = bounded_mean_interval(min(max(mean, 0.0), 1.0), n, method="wald")
    half = 1.959963984540054 * np.std(answers) / np.sqrt(n)
    assert low <= max(mean - half, 0) + 1e-9
    assert high >= min(mean + half, 1) - 1e-9


@pytest.mark.parametrize("method", METHODS)
def test_other_bounds_scale_it(method):
    low, high = bounded_mean_interval(26, 400, method=method, bounds=(0, 100))
    expected = bounded_mean_interval(0.26, 400, method=method)
    assert (low / 100, high / 100) == pytest.approx(expected, abs=1e-12)


def test_one_sided_reaches_the_bound():
    assert bounded_mean_interval(4, 30, bounds=(1, 5), alternative="greater").ci_high == 5
    assert bounded_mean_interval(4, 30, bounds=(1, 5), alternative="less").ci_low == 1


def test_missing_stays_missing_and_a_census_is_exact():
    low, high = bounded_mean_interval([0.3, np.nan], 10, method="hoeffding")
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, True]
    assert bounded_mean_interval(0.3, 10, population_size=10) == (0.3, 0.3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"mean": 26, "n": 400},
            r"mean is 26; a mean of answers lies within their bounds \(0.0, 1.0\)",
        ),
        ({"mean": 0.3, "n": 0}, "n is 0; a mean needs a base above 0"),
        (
            {"mean": 0.3, "n": 4, "bounds": (1, 0)},
            r"bounds is \(1, 0\); expected the lower bound below the upper one",
        ),
        (
            {"mean": 0.3, "n": 4, "method": "clopper_pearson"},
            "method 'clopper_pearson' is not known for an interval for a mean of bounded answers; "
            "choose one of wilson, wald, hoeffding",
        ),
    ],
)
def test_says_what_is_wrong(arguments, message):
    with pytest.raises(ArgumentError, match=message):
        bounded_mean_interval(**arguments)
