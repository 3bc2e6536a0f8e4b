"""The lead of one answer over another, against references and what its covariance says."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from tests.reference.cases import alternative, cases, expected, is_near, method_key
from topline import ArgumentError, proportion_interval
from topline.statistics.intervals.paired.difference import METHODS
from topline.statistics.intervals.paired.lead import lead_interval


@in_one_test("case", cases("within_question_difference"), ids=lambda case: case["id"])
def test_reference(case):
    interval = lead_interval(
        **case["inputs"],
        method=method_key(case),
        confidence_level=case["conf"],
        alternative=alternative(case),
    )
    low, high = expected(case)
    assert is_near(interval.ci_low, low, case), (interval.ci_low, low)
    assert is_near(interval.ci_high, high, case), (interval.ci_high, high)


def test_with_two_answers_the_margin_is_twice_that_of_one_share():
    share = proportion_interval(252, 400, method="wald")
    lead = lead_interval([252, 148], 0, 1, method="wald")
    assert lead.ci_high - lead.ci_low == pytest.approx(
        2 * (share.ci_high - share.ci_low), rel=1e-12
    )
    wilson = proportion_interval(252, 400)
    for method in ("newcombe", "tango"):
        lead = lead_interval([252, 148], 0, 1, method=method)
        assert lead == pytest.approx((2 * wilson.ci_low - 1, 2 * wilson.ci_high - 1), rel=1e-12)


@in_one_test("method", METHODS)
def test_the_other_way_round_it_is_mirrored(method):
    low, high = lead_interval([188, 176, 36], 0, 1, method=method)
    turned = lead_interval([188, 176, 36], 1, 0, method=method)
    assert (turned.ci_high, turned.ci_low) == pytest.approx((-low, -high), abs=1e-15)


@in_one_test("method", METHODS)
def test_how_the_others_divide_does_not_matter(method):
    together = lead_interval([188, 176, 36], 0, 1, method=method)
    assert lead_interval([20, 188, 16, 176], 1, -1, method=method) == together


@in_one_test("method", METHODS)
def test_many_questions_at_once(method):
    counts = np.array([[188, 176, 36], [3, 0, 397], [np.nan, 20, 360]])
    low, high = lead_interval(counts, 0, 1, method=method, deff=[1, 1.5, 1])
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [False, False, True]
    assert lead_interval(counts[0], 0, 1, method=method) == (low[0], high[0])
    alone = lead_interval(pd.Series(counts[1], index=list("abc")), 0, 1, method=method, deff=1.5)
    assert alone == (low[1], high[1])


@in_one_test(
    ("counts", "i", "j", "message"),
    [
        ([1, 2, 3], 0, 3, "j is 3; expected a position from 0 to 2"),
        ([1, 2, 3], "yes", 1, "i is 'yes'; expected a position from 0 to 2"),
        ([1, 2, 3], 2, -1, "i and j are both answer 2; a lead needs two different answers"),
        ([1, -2, 3], 0, 1, r"counts is -2 \(1 of 3 values\); a count of respondents is 0 or more"),
        ([0, 0, 0], 0, 1, "counts are all 0; a question needs at least one respondent"),
        (5, 0, 1, r"counts has the shape \(\); expected the counts of at least two answers"),
    ],
)
def test_says_what_is_wrong(counts, i, j, message):
    with pytest.raises(ArgumentError, match=message):
        lead_interval(counts, i, j)
