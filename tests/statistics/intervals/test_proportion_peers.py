"""One-proportion cases that other packages get wrong (collected 2026-09), right here."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, proportion_interval

RIGHT = [
    # method, count, nobs, level, alternative, low, high; None: not in question
    ("wilson", 3, 10, 0.95, "greater", 0.1269, 1),
    ("sterne", 0, 20, 0.9, "two-sided", 0, 0.146683),
    ("sterne", 29, 30, 0.95, "two-sided", 0.822769, 0.998292),
    ("sterne", 0, 400, 0.95, "two-sided", 0, 0.0094048),
    ("jeffreys", 0, 20, 0.95, "two-sided", 0, 0.11664),
    ("wilson", 10**9, 10**9, 0.95, "two-sided", None, 1),
    ("clopper_pearson", 1, 10**9, 0.95, "two-sided", 2.531780798e-11, 5.571643378e-09),
    ("clopper_pearson", 3, 1000, 1 - 1e-12, "two-sided", 1.4437457e-07, None),
    ("arcsine_anscombe", 0, 20, 0.95, "two-sided", 0, 0.12015),
    ("arcsine_anscombe", 0, 1, 0.999, "two-sided", 0, 1),
    ("logit", 0, 20, 0.95, "two-sided", 0, 0.16843),
    ("pratt", 3, 10, 0.95, "two-sided", 0.06535, 0.65280),
    ("pratt", 1, 29, 0.95, "two-sided", 0.00087, 0.17743),
    ("pratt", 1, 1, 0.95, "two-sided", 0.05, 1),
    ("pratt", 0, 20, 0.95, "less", 0, 0.13911),
    ("mid_p", 1, 29, 0.999, "two-sided", 3.44828e-05, None),
    ("mid_p", 0, 10**9, 0.95, "two-sided", 0, 2.9957e-09),
    ("blaker", 1, 1, 0.95, "two-sided", 0.05, 1),
    ("agresti_coull", 81, 263, 0.95, "two-sided", 0.2552207, 0.3662774),
    ("agresti_coull", 81, 263, 0.99, "two-sided", 0.239987, 0.3854324),
    ("wilson", 10, 100, 0.95, "greater", 0.06072, 1),
    ("blaker", 81, 263, 0.95, "two-sided", 0.2539185, 0.3664634),
    ("wilson_cc", 81, 263, 0.99, "two-sided", 0.238404, 0.3872569),
    ("likelihood_ratio", 1, 29, 0.99, "two-sided", 0.000474, 0.193615),
    ("likelihood_ratio", 0, 20, 0.95, "two-sided", 0, 0.0915691),
    ("agresti_coull", 0, 20, 0.95, "two-sided", 0, 0.1898),
    ("clopper_pearson", 5 * 10**5, 10**6, 0.95, "two-sided", 0.49902, 0.50098),
    ("wilson", 1, 29, 0.95, "two-sided", 0.00611, 0.17176),
    ("wilson", 3, 400, 0.95, "two-sided", 0.00255389, 0.02181572),
    ("mid_p", 99, 100, 0.95, "two-sided", 0.95168, 0.99950),
    ("wilson_cc", 0, 20, 0.95, "two-sided", 0, 0.20045),
    ("agresti_coull", 19, 20, 0.85, "two-sided", 0.8191, 0.9964),
    ("scas", 1, 10**9, 0.95, "two-sided", 5.729e-11, 4.837e-09),
    ("wilson_cc", 10, 20, 0.95, "two-sided", 0.2785, 0.7215),
    ("mid_p", 1, 10**9, 0.95, "two-sided", 5.0020e-11, 4.9319e-09),
]


@in_one_test("row", RIGHT, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_is_right(row):
    method, count, nobs, level, alternative, *right = row
    found = proportion_interval(
        count, nobs, method=method, confidence_level=level, alternative=alternative
    )
    for limit, expected in zip(found, right, strict=True):
        if expected in (0, 1):
            assert limit == expected
        elif expected is not None:
            assert limit == pytest.approx(expected, rel=3e-4, abs=6e-6 * (expected > 1e-4))


def test_the_exact_interval_of_a_finite_population():
    low, high = proportion_interval(252, 400, population_size=500, method="clopper_pearson")
    assert (low * 500, high * 500) == (pytest.approx(304), pytest.approx(325))


def test_a_one_sided_interval_of_an_array_is_two_arrays():
    low, high = proportion_interval([3, 5], [10, 10], alternative="less")
    np.testing.assert_array_equal(low, [0, 0])
    assert high.shape == (2,)


@in_one_test(
    "arguments",
    [
        {"count": 0, "nobs": 0},
        {"count": 5, "nobs": 3},
        {"count": -1, "nobs": 10},
        {"count": 3, "nobs": 10, "confidence_level": -0.5},
        {"count": 3, "nobs": 10, "confidence_level": 1.0},
        {"count": 3, "nobs": 10, "confidence_level": 0.0},
        {
            "count": pd.Series([1, 2], index=[1, 2]),
            "nobs": pd.Series([10, 20], index=[2, 1]),
        },
    ],
)
def test_refuses_what_has_no_answer(arguments):
    with pytest.raises(ArgumentError):
        proportion_interval(**arguments)
