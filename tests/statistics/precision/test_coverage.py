"""Exact coverage against brute force, the published cases, and what the methods promise."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tests.conftest import in_one_test
from tests.reference.cases import cases
from topline.errors import ArgumentError
from topline.statistics.intervals.one_share.proportion import METHODS, proportion_interval
from topline.statistics.precision.coverage import coverage_probability, expected_width

QUICK = ["wald", "wilson", "wilson_cc", "clopper_pearson", "agresti_coull", "jeffreys", "logit"]


def by_hand(method, p, n, **options):
    """Coverage and mean width, one count at a time."""
    coverage = width = 0.0
    for x in range(n + 1):
        low, high = proportion_interval(x, n, method=method, **options)
        chance = binom.pmf(x, n, p)
        coverage += chance * (low <= p <= high)
        width += chance * (high - low)
    return coverage, width


@given(
    st.sampled_from(QUICK),
    st.integers(1, 25),
    st.floats(0.001, 0.999),
    st.sampled_from([0.5, 0.95, 0.999]),
)
def test_agrees_with_counting_by_hand(method, n, p, level):
    coverage, width = by_hand(method, p, n, confidence_level=level)
    assert coverage_probability(method, p, n, confidence_level=level) == pytest.approx(
        coverage, abs=1e-12
    )
    assert expected_width(method, p, n, confidence_level=level) == pytest.approx(width, abs=1e-12)


BINOM_KEYS = {"agresti-coull": "agresti_coull", "asymptotic": "wald", "exact": "clopper_pearson"}


@in_one_test("case", cases("coverage"), ids=lambda case: case["id"])
def test_reference_cases(case):
    method = BINOM_KEYS.get(case["method"], case["method"])
    if method not in METHODS:
        pytest.fail(f"{method} is missing")
    p, n = case["inputs"]["p"], case["inputs"]["n"]
    found = coverage_probability(method, p, n, confidence_level=case["conf"])
    assert found == pytest.approx(case["result"]["coverage"], abs=1e-12)


@pytest.mark.parametrize("method", [key for key, row in METHODS.items() if row.conservative])
def test_conservative_methods_never_cover_less(method):
    p = np.linspace(0.0005, 0.9995, 400)
    for n in (1, 2, 5, 10, 29, 60):
        assert coverage_probability(method, p, n).min() >= 0.95 - 1e-9


def test_the_averages_that_were_published():
    # Means over p from 0.05 to 0.95, from the collection's own table (intervals.md, A).
    p = np.linspace(0.05, 0.95, 1801)
    for method, n, mean in (("wald", 100, 0.940), ("wilson", 100, 0.951), ("wilson", 400, 0.950)):
        assert coverage_probability(method, p, n).mean() == pytest.approx(mean, abs=6e-4)


def test_one_sided():
    found = coverage_probability("wilson", 0.3, 20, alternative="greater")
    assert found == pytest.approx(by_hand("wilson", 0.3, 20, alternative="greater")[0])


def test_shapes_and_missing_values():
    grid = coverage_probability("wilson", np.array([0.1, np.nan])[:, None], [10, 20, 30])
    assert grid.shape == (2, 3)
    assert np.isnan(grid[1]).all()
    assert grid[0, 1] == coverage_probability("wilson", 0.1, 20)
    series = coverage_probability("wilson", pd.Series([0.1, 0.2], index=list("ab")), 20)
    assert list(series.index) == list("ab")
    assert isinstance(coverage_probability("wilson", 0.1, 20), float)


def test_at_the_ends_everything_is_certain():
    assert coverage_probability("wilson", [0.0, 1.0], 20).tolist() == [1.0, 1.0]
    assert coverage_probability("wald", [0.0, 1.0], 20).tolist() == [1.0, 1.0]


def test_a_prior_of_ones_own():
    found = coverage_probability("bayes", 0.3, 20, prior=(1, 1))
    assert found == coverage_probability("uniform_equal_tailed", 0.3, 20)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: coverage_probability("wilson", 1.2, 10), "p is 1.2; a share lies between 0 and 1"),
        (lambda: coverage_probability("wilson", 0.5, 0), "nobs is 0; coverage needs whole numbers"),
        (lambda: coverage_probability("wilson", 0.5, 2.5), "nobs is 2.5; coverage needs whole"),
        (lambda: coverage_probability("wilsn", 0.5, 10), "did you mean 'wilson'"),
    ],
)
def test_says_what_is_wrong(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
