"""The recommended interval is the shortest of those that cover often enough."""

import numpy as np
import pytest

from tests.conftest import in_one_test
from topline.errors import ArgumentError
from topline.statistics.intervals.one_share.proportion import METHODS
from topline.statistics.precision.coverage import coverage_probability, expected_width
from topline.statistics.precision.recommendation import recommend_interval

QUICK = ["wald", "wilson", "wilson_cc", "clopper_pearson", "agresti_coull", "jeffreys", "logit"]


def test_recommends_the_shortest_that_keeps_its_word():
    found = recommend_interval(30, methods=tuple(QUICK))
    enough = [r for r in found.ratings if r.mean_coverage >= 0.945 and r.minimum_coverage >= 0.9]
    assert found.method == min(enough, key=lambda rating: rating.mean_width).method
    assert "cover as often as they say and nowhere below 0.9 " in found.reason
    sure = recommend_interval(30, methods=tuple(QUICK), guaranteed=True)
    assert METHODS[sure.method].conservative
    assert "never cover less often than they say" in sure.reason
    low = recommend_interval(30, (0.2, 0.8), methods=("wald", "wilson"), floor=0.9)
    assert low.method == "wilson"


@in_one_test("method", sorted(set(METHODS) - {"bayes", "bayes_hpd"}))
def test_the_least_coverage_is_found_at_the_ends_of_intervals(method):
    rating = recommend_interval(20, methods=(method, "clopper_pearson")).ratings[0]
    grid = coverage_probability(method, np.linspace(0, 1, 20001)[1:-1], 20)
    assert rating.minimum_coverage <= grid.min() + 1e-12
    if method != "jeffreys_equal_tailed":  # whose hole at 0 is finer than this grid
        assert rating.minimum_coverage == pytest.approx(grid.min(), abs=0.01)
    if METHODS[method].conservative:
        assert rating.minimum_coverage >= 0.95 - 1e-9
    fine = (np.arange(1000) + 0.5) / 1000
    assert rating.mean_width == pytest.approx(expected_width(method, fine, 20).mean(), rel=1e-9)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: recommend_interval(10, (0.5, 0.5)), "expected two shares, the smaller one first"),
        (lambda: recommend_interval(10, methods=("wald",)), "none of wald covers often enough"),
    ],
)
def test_says_what_is_wrong(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
