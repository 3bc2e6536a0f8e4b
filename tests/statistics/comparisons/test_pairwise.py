"""Every group against every other, against R, statpsych and the parts it is made of."""

import numpy as np
import pytest

from tests.conftest import in_one_test, reference_rows
from tests.reference.cases import cases, is_near
from topline import ArgumentError
from topline.statistics.comparisons.adjust import adjust_p_values
from topline.statistics.comparisons.pairwise import pairwise_comparisons

R_ROWS = [row for row in reference_rows("comparisons_r.csv") if row["what"] == "pairwise"]
R_KEYS = {"BH": "benjamini_hochberg", "BY": "benjamini_yekutieli", "none": None}
COUNT, NOBS = [83, 90, 129, 70], [86, 93, 136, 82]


@pytest.mark.parametrize("case", cases("pairwise"), ids=lambda case: case["id"])
def test_reference(case):
    inputs = case["inputs"]
    if case["method"] == "pairwise_prop_test_yates":
        answer = pairwise_comparisons(
            inputs["x"],
            inputs["n"],
            adjust=R_KEYS.get(inputs["adjust"], inputs["adjust"]),
            method="pooled_z_cc",
        )
        assert is_near(answer.p_adjusted, case["result"]["p"], case)
    else:
        answer = pairwise_comparisons(
            inputs["x"], inputs["n"], adjust="bonferroni", confidence_level=case["conf"]
        )
        assert is_near(answer.ci_low, case["lower"], case)
        assert is_near(answer.ci_high, case["upper"], case)


@in_one_test("row", R_ROWS, ids=lambda row: row["arguments"])
def test_adjusted_p_values_agree_with_r(row):
    adjust = R_KEYS.get(row["arguments"], row["arguments"])
    answer = pairwise_comparisons(COUNT, NOBS, adjust=adjust, method="pooled_z_cc")
    target = [float(value) for value in row["p"].split()]
    np.testing.assert_allclose(answer.p_adjusted, target, rtol=1e-10)


def test_there_are_all_pairs_and_the_number_of_pairs_counts():
    # Elsewhere the intervals of k(k − 1)/2 pairs are made for k (peer_failures.json, bug-63).
    answer = pairwise_comparisons(COUNT, NOBS, adjust="bonferroni")
    assert list(zip(answer.i, answer.j, strict=True)) == [
        (0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3),
    ]  # fmt: skip
    single = pairwise_comparisons(COUNT[:2], NOBS[:2], confidence_level=1 - 0.05 / 6)
    assert (answer.ci_low[0], answer.ci_high[0]) == pytest.approx(
        (single.ci_low[0], single.ci_high[0])
    )
    np.testing.assert_allclose(answer.difference[0], 83 / 86 - 90 / 93)
    np.testing.assert_allclose(answer.p_adjusted, np.minimum(6 * answer.p_value, 1))


def test_without_adjustment_each_pair_stands_by_itself():
    answer = pairwise_comparisons(COUNT, NOBS, adjust=None)
    alone = pairwise_comparisons(COUNT[2:], NOBS[2:])
    assert answer.ci_low[-1] == alone.ci_low[0]
    assert answer.p_adjusted[-1] == answer.p_value[-1] == alone.p_value[0]


def test_a_missing_group_is_not_counted():
    answer = pairwise_comparisons([83, np.nan, 90, 129], [86, 90, 93, 136])
    without = pairwise_comparisons([83, 90, 129], [86, 93, 136])
    known = ~np.isnan(answer.p_value)
    assert known.tolist() == [False, True, True, False, False, True]
    for name in ("ci_low", "ci_high", "p_adjusted"):
        np.testing.assert_array_equal(getattr(answer, name)[known], getattr(without, name))


def test_design_effects_make_effective_bases():
    answer = pairwise_comparisons(COUNT, NOBS, deff=[1, 1, 2, 1.5])
    deff = np.array([1, 1, 2, 1.5])
    effective = pairwise_comparisons(COUNT / deff, NOBS / deff)
    np.testing.assert_allclose(answer.ci_low, effective.ci_low)
    np.testing.assert_allclose(answer.p_adjusted, adjust_p_values(effective.p_value))


@in_one_test(
    ("count", "nobs", "options", "message"),
    [
        ([5], [10], {}, r"count has the shape \(1,\); expected at least two groups along"),
        ([[5, 6]], 10, {}, r"count has the shape \(1, 2\); expected a list of groups"),
        ([5, 11], [10, 10], {}, r"count is 11 \(1 of 2 values\); a count cannot exceed its base"),
        ([5, 6], 10, {"adjust": "holms"}, "did you mean 'holm'"),
        ([5, 6], 10, {"method": "z"}, "method 'z' is not known for a test of two shares"),
        ([5, 6], 10, {"interval": "wilson"}, "'wilson' is not known for a difference of two"),
    ],
)
def test_says_what_is_wrong(count, nobs, options, message):
    with pytest.raises(ArgumentError, match=message):
        pairwise_comparisons(count, nobs, **options)
