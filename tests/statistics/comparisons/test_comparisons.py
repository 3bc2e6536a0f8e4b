"""Adjusted p-values, paired tests and χ² tests of tables, against R and the reference cases."""

from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import comb

from tests.conftest import in_one_test, reference_rows
from tests.reference.cases import cases, is_near, method_key
from topline import ArgumentError
from topline.statistics.comparisons.adjust import ADJUSTMENTS, adjust_p_values
from topline.statistics.comparisons.paired import TESTS, paired_test
from topline.statistics.comparisons.tables import chi_square_test, equal_shares_test, trend_test

pytestmark = pytest.mark.quick

R_ROWS = reference_rows("comparisons_r.csv")
R_KEYS = {"BH": "benjamini_hochberg", "BY": "benjamini_yekutieli", "none": None}
R_P = [0.0004, 0.012, 0.012, 0.03, 0.041, 0.2, 0.5, 0.9, 1]


def r_rows(what):
    rows = [row for row in R_ROWS if row["what"].startswith(what)]
    assert rows
    return rows


def numbers(text):
    return [float(value) for value in text.split()]


@in_one_test("case", cases("p_adjust"), ids=lambda case: case["id"])
def test_adjusted_p_values_reference(case):
    p = [np.nan if value == "NA" else value for value in case["inputs"]["p"]]
    answer = adjust_p_values(p, method=None if case["method"] == "none" else method_key(case))
    target = np.array(case["result"]["p"], dtype=float)
    np.testing.assert_array_equal(np.isnan(answer), np.isnan(target))
    known = ~np.isnan(target)
    assert is_near(answer[known], target[known], case)


@in_one_test("row", r_rows("adjust"), ids=lambda row: row["arguments"])
def test_adjusted_p_values_agree_with_r(row):
    answer = adjust_p_values(R_P[::-1], method=R_KEYS.get(row["arguments"], row["arguments"]))
    np.testing.assert_allclose(answer[::-1], numbers(row["p"]), rtol=1e-13)


def closed_test(p, local):
    """Adjusted p-values by testing every subset: the largest local p-value that has i in it."""
    sets = [s for size in range(1, len(p) + 1) for s in combinations(range(len(p)), size)]
    return [max(local(sorted(p[k] for k in s)) for s in sets if i in s) for i in range(len(p))]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_holm_and_hommel_are_closed_tests(p):
    bonferroni = closed_test(p, lambda q: min(1, len(q) * q[0]))
    np.testing.assert_allclose(adjust_p_values(p, "holm"), bonferroni, rtol=1e-12)
    simes = closed_test(p, lambda q: min(len(q) * v / (k + 1) for k, v in enumerate(q)))
    np.testing.assert_allclose(adjust_p_values(p, "hommel"), simes, rtol=1e-12)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.sampled_from([*ADJUSTMENTS, None]))
def test_adjusting_keeps_the_order_and_never_helps(p, method):
    adjusted = adjust_p_values(p, method)
    assert ((adjusted >= np.array(p) * (1 - 1e-15)) & (adjusted <= 1)).all()
    order = np.argsort(p, kind="stable")
    assert (np.diff(adjusted[order]) >= -1e-15).all()


def test_the_stricter_adjustment_gives_the_larger_p():
    names = ["benjamini_hochberg", "hommel", "hochberg", "holm", "bonferroni"]
    values = [adjust_p_values(R_P, name) for name in names]
    for weak, strict in pairwise(values):
        assert (weak <= strict * (1 + 1e-15)).all()


def test_adjusting_gives_back_what_came_in():
    assert adjust_p_values(0.03) == 0.03
    series = adjust_p_values(pd.Series([0.01, np.nan, 0.04], index=list("abc")))
    assert series["a"] == 0.02
    assert np.isnan(series["b"])
    assert adjust_p_values([[0.01, 0.04]]).shape == (1, 2)
    assert np.isnan(adjust_p_values([np.nan, np.nan])).all()


def test_says_what_is_wrong_with_p_values():
    with pytest.raises(ArgumentError, match=r"p is 1.5 .*; a p-value lies between 0 and 1"):
        adjust_p_values([0.5, 1.5])
    with pytest.raises(ArgumentError, match=r"'BH' is not known for adjusting p-values; .*choose"):
        adjust_p_values([0.5], "BH")


@in_one_test("case", cases("test_paired"), ids=lambda case: case["id"])
def test_paired_reference(case):
    answer = paired_test(**case["inputs"], method=case["method"])
    assert is_near(answer.p_value, case["result"]["p_value"], case)


@in_one_test("row", r_rows("mcnemar"), ids=lambda row: f"{row['what']} {row['p']}")
def test_paired_tests_agree_with_r(row):
    method, *side = row["what"].split()
    side = side[0].replace(".", "-") if side else "two-sided"
    answer = paired_test(*numbers(row["arguments"]), method=method, alternative=side)
    assert answer.p_value == pytest.approx(float(row["p"]), rel=1e-12)
    assert answer.statistic == pytest.approx(float(row["statistic"]), rel=1e-12)
    assert (answer.df == 1) == (row["df"] == "1")


@in_one_test("b", range(6))
@in_one_test("c", range(6))
def test_exact_and_mid_p_add_up_the_binomial(b, c):
    pmf = comb(b + c, np.arange(b + c + 1)) / 2.0 ** (b + c)
    greater, less = pmf[b:].sum(), pmf[: b + 1].sum()
    for method, part in {"mcnemar_exact": 0, "mcnemar_midp": pmf[b] / 2}.items():
        for side, tail in {"greater": greater - part, "less": less - part}.items():
            answer = paired_test(1, b, c, 1, method=method, alternative=side)
            assert answer.p_value == pytest.approx(tail, rel=1e-12)
        both = paired_test(1, b, c, 1, method=method).p_value
        assert both == pytest.approx(min(1, 2 * (min(greater, less) - part)), rel=1e-12)


@pytest.mark.parametrize("method", TESTS)
def test_paired_tests_of_arrays_and_missing_values(method):
    b = pd.Series([6, 10, np.nan, 0], index=list("wxyz"))
    answer = paired_test(5, b, [16, 0, 1, 0], 9, method=method)
    assert answer.p_value.isna().tolist() == [False, False, True, False]
    assert answer.p_value["z"] == 1
    for k in "wx":
        alone = paired_test(5, b[k], 16 if k == "w" else 0, 9, method=method)
        assert alone.p_value == answer.p_value[k]
    tiny = paired_test(0, 900, 100, 0, method=method, alternative="greater").p_value
    assert 0 < tiny < 1e-100


def test_says_what_is_wrong_with_a_paired_test():
    with pytest.raises(ArgumentError, match="whole counts; use method='mcnemar_chisq'"):
        paired_test(1, 2.5, 3, 4)
    with pytest.raises(ArgumentError, match="alternative is 'larger'; expected one of two-sided"):
        paired_test(1, 2, 3, 4, alternative="larger")
    with pytest.raises(ArgumentError, match="c is -3; a count of respondents is 0 or more"):
        paired_test(1, 2, -3, 4)


@pytest.mark.parametrize("case", cases("test_many_groups"), ids=lambda case: case["id"])
def test_equal_shares_reference(case):
    answer = equal_shares_test(case["inputs"]["x"], case["inputs"]["n"])
    assert is_near(answer.statistic, case["result"]["chisq"], case)
    assert is_near(answer.p_value, case["result"]["p_value"], case)


@pytest.mark.parametrize("case", cases("test_trend"), ids=lambda case: case["id"])
def test_trend_reference(case):
    inputs = case["inputs"]
    answer = trend_test(inputs["x"], inputs["n"], inputs["scores"])
    assert is_near(answer.statistic, case["result"]["chisq"], case)
    assert is_near(answer.p_value, case["result"]["p_value"], case)


@pytest.mark.parametrize("row", r_rows("chisq"), ids=lambda row: row["arguments"])
def test_chi_square_agrees_with_r(row):
    table = np.reshape(numbers(row["arguments"]), (2, -1))
    for answer in (chi_square_test(table), chi_square_test(table.T)):
        assert answer.statistic == pytest.approx(float(row["statistic"]), rel=1e-12)
        assert answer.p_value == pytest.approx(float(row["p"]), rel=1e-12)
        assert answer.df == float(row["df"])


@pytest.mark.parametrize("row", r_rows("trend"), ids=lambda row: row["arguments"])
def test_trend_agrees_with_r(row):
    answer = trend_test([83, 90, 129, 70], [86, 93, 136, 82], numbers(row["arguments"]))
    assert answer.statistic == pytest.approx(float(row["statistic"]), rel=1e-10)
    assert answer.p_value == pytest.approx(float(row["p"]), rel=1e-10)


def test_a_trend_has_a_direction():
    rising = trend_test([40, 52, 61], [100, 105, 98], alternative="greater")
    falling = trend_test([40, 52, 61], [100, 105, 98], alternative="less")
    both = trend_test([40, 52, 61], [100, 105, 98])
    assert rising.p_value == pytest.approx(both.p_value / 2)
    assert falling.p_value == pytest.approx(1 - rising.p_value)
    turned = trend_test([61, 52, 40], [98, 105, 100], alternative="less")
    assert turned.p_value == pytest.approx(rising.p_value, rel=1e-12)


def test_scores_may_be_shifted_and_stretched():
    years = trend_test([40, 52, 61], [100, 105, 98], [1990, 2000, 2010])
    assert years.statistic == pytest.approx(trend_test([40, 52, 61], [100, 105, 98]).statistic)


def of_chi_square(test):
    return test.statistic, test.df, test.p_value


def test_two_groups_make_all_three_tests_one():
    x, n = np.array([252, 221]), np.array([400, 400])
    square = of_chi_square(chi_square_test([[252, 148], [221, 179]]))
    assert of_chi_square(equal_shares_test(x, n)) == pytest.approx(square, rel=1e-12)
    assert of_chi_square(trend_test(x, n)) == pytest.approx(square, rel=1e-12)


def test_a_design_effect_divides_the_statistic():
    table = np.array([[252, 148], [221, 179]])
    plain = chi_square_test(table).statistic
    assert chi_square_test(table, deff=1.6).statistic == pytest.approx(plain / 1.6)
    assert equal_shares_test([252, 221], 400, deff=1.6).statistic == pytest.approx(plain / 1.6)
    assert trend_test([252, 221], 400, deff=1.6).statistic == pytest.approx(plain / 1.6)


def test_many_tables_at_once_and_missing_values():
    tables = np.array([[[252, 148], [221, 179]], [[10, 20], [np.nan, 5]]])
    answer = chi_square_test(tables)
    assert np.isnan(answer.p_value).tolist() == [False, True]
    assert answer.p_value[0] == chi_square_test(tables[0]).p_value
    groups = equal_shares_test([[1, 2, 3], [1, np.nan, 3]], 10)
    assert np.isnan(groups.p_value).tolist() == [False, True]
    assert np.isnan(trend_test([[1, 2, 3], [1, np.nan, 3]], 10).p_value).tolist() == [False, True]


def test_shares_of_nobody_or_everybody_are_equal():
    assert of_chi_square(equal_shares_test([0, 0, 0], [10, 20, 30])) == (0, 2, 1)
    assert of_chi_square(equal_shares_test([10, 20], [10, 20])) == (0, 1, 1)
    assert of_chi_square(trend_test([0, 0, 0], [10, 20, 30])) == (0, 1, 1)


@in_one_test(
    ("call", "message"),
    [
        (lambda: chi_square_test([1, 2, 3]), r"table has the shape \(3,\); expected at least two"),
        (lambda: chi_square_test([[1, 2], [3, -4]]), r"table is -4 \(1 of 4 values\); a count"),
        (lambda: chi_square_test([[1, 2], [3, 4]], deff=0), "deff is 0; a design effect is above"),
        (lambda: equal_shares_test(3, 5), r"count has the shape \(\); expected at least two"),
        (lambda: equal_shares_test([3, 6], 5), "a count cannot exceed its base nobs"),
        (
            lambda: trend_test([1, 2], 5, [1, 1]),
            r"scores is \[1, 1\]; expected 2 numbers, one a",
        ),
        (lambda: trend_test([1, 2], 5, [1, 2, 3]), "expected 2 numbers, one a group"),
        (lambda: trend_test([1, 2], 5, alternative="up"), "alternative is 'up'; expected one of"),
    ],
)
def test_says_what_is_wrong_with_tables(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()
