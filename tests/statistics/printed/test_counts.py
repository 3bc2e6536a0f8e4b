"""Counts of a whole question from its printed percents."""

import numpy as np
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, possible_counts
from topline.statistics.printed.counts import counts_from_percents


def test_counts_print_as_given_and_total_the_base():
    rng = np.random.default_rng(5)
    for _ in range(300):
        n, decimals = int(rng.integers(1, 3000)), int(rng.integers(0, 2))
        true = rng.multinomial(n, rng.dirichlet(np.ones(rng.integers(2, 9))))
        percents = [f"{100 * x / n:.{decimals}f}" for x in true]
        counts = counts_from_percents(percents, n, decimals)
        assert counts.sum() == n
        for percent, count in zip(percents, counts, strict=True):
            assert count in possible_counts(percent, n, decimals)


@pytest.mark.parametrize("total", [[47, 44, 10], [46, 44, 9], [47, 44, 9]])
def test_percents_need_not_total_100(total):
    counts = counts_from_percents(total, 400)
    assert counts.sum() == 400
    assert np.abs(counts / 4 - total).max() <= 0.5


def test_the_nearest_counts_are_taken():
    assert counts_from_percents([63, 37], 400).tolist() == [252, 148]
    assert counts_from_percents(["33.3", "33.3", "33.3"], 3000, 1).tolist() == [1000, 1000, 1000]
    assert counts_from_percents([100, 0], 7).tolist() == [7, 0]


@in_one_test(
    ("percents", "n", "message"),
    [
        (
            [62, 47, 30],
            400,
            "the percents total 139; rounding explains 98.5 to 101.5, an excess of 37.5 points; "
            "respondents gave several answers, or the percents are of different bases",
        ),
        (
            [47, 44],
            400,
            "the percents total 91; rounding explains 99 to 101, a shortfall of 8 points; add the "
            "answers left out, such as don't know",
        ),
        (
            [34, 34, 34],
            100,
            "the percents total 102; rounding explains 98.5 to 101.5, an excess of 0.5 points",
        ),
        (
            [33, 33, 33],
            100,
            "the percents total 99; .*, but no counts that print so total 100; check the base",
        ),
        ([63, 37], 5, "answer 1 is printed as 63 %, which no count out of 5 rounds to"),
        ([63], 5, "percents has 1 values; expected at least two answers"),
        ([63.5, 36.5], 400, "percent is 63.5 but decimals is 0; pass the number of digits"),
    ],
)
def test_says_what_cannot_be(percents, n, message):
    with pytest.raises(ArgumentError, match=message):
        counts_from_percents(percents, n)
