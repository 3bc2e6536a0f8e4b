"""Differences, ratios and odds ratios of paired answers: references, properties, errors."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize, minimize_scalar
from scipy.special import ndtri

from tests.conftest import in_one_test
from tests.reference.cases import alternative, cases, expected, is_near, method_key
from topline import ArgumentError
from topline.statistics.intervals.paired import difference as paired
from topline.statistics.intervals.paired import odds_ratio as paired_odds
from topline.statistics.intervals.paired import ratio as paired_ratio
from topline.statistics.intervals.paired.difference import paired_difference_interval
from topline.statistics.intervals.paired.odds_ratio import paired_odds_ratio_interval
from topline.statistics.intervals.paired.ratio import paired_ratio_interval

DOORS = {
    "diff": (paired_difference_interval, paired.METHODS),
    "ratio": (paired_ratio_interval, paired_ratio.METHODS),
    "or": (paired_odds_ratio_interval, paired_odds.METHODS),
}
ROWS = [(measure, method) for measure, (_, methods) in DOORS.items() for method in methods]
SHRUNKEN = {"bonett_price", "agresti_min"}
"""Centred on a shrunken difference, which narrow intervals of few respondents can leave out."""

TABLES = np.array(
    [
        table
        for size in (1, 2, 3, 5, 8)
        for table in itertools.product(range(size + 1), repeat=4)
        if sum(table) == size
    ]
).T


@in_one_test("case", cases("paired"), ids=lambda case: case["id"])
def test_reference(case):
    door, _ = DOORS[case["measure"]]
    interval = door(
        **case["inputs"],
        method=method_key(case),
        confidence_level=case["conf"],
        alternative=alternative(case),
    )
    low, high = expected(case)
    assert is_near(interval.ci_low, low, case), (interval.ci_low, low)
    assert is_near(interval.ci_high, high, case), (interval.ci_high, high)


def test_skewness_correction_gives_the_interval_its_author_prints():
    # Airway reactivity, article "Paired contrasts" of the documentation of ratesci 1.1.
    low, high = paired_difference_interval(1, 1, 7, 12, method="scas")
    assert (low, high) == (pytest.approx(-0.5281, abs=5e-5), pytest.approx(-0.0184, abs=5e-5))


def test_products_of_counts_do_not_overflow():
    # Elsewhere 32-bit integers overflow at N = 1600: NA in one package, .00569 to .07417 in
    # another (peer_failures.json, bug-64).
    counts = np.array([794, 150, 86, 570], dtype=np.int32)
    low, high = paired_difference_interval(*counts)
    assert low == pytest.approx(0.0212304, abs=5e-8)
    assert high == pytest.approx(0.0587039, abs=5e-8)
    low, high = paired_difference_interval(*(counts.astype(np.int64) * 10**6))
    assert 0.03998 < low < 0.04 < high < 0.04002


@pytest.mark.parametrize("table", [(1, 1, 7, 12), (10, 5, 5, 10), (30, 25, 8, 337), (0, 3, 0, 97)])
def test_tango_meets_a_score_with_numerically_most_likely_probabilities(table):
    a, b, c, d = table
    total = sum(table)
    for delta in paired_difference_interval(*table, method="tango"):

        def minus_log_likelihood(p, delta=delta):
            rest = 1 - 2 * p - delta
            with np.errstate(divide="ignore", invalid="ignore"):
                terms = [
                    count * np.log(share) if count else 0.0
                    for count, share in ((b, p + delta), (c, p), (a + d, rest))
                ]
            return -sum(terms)

        ends = (max(0, -delta), (1 - delta) / 2)
        p = minimize_scalar(
            minus_log_likelihood, bounds=ends, method="bounded", options={"xatol": 1e-12}
        ).x
        score = (b - c - total * delta) / np.sqrt(total * (2 * p + delta * (1 - delta)))
        assert abs(score) == pytest.approx(-ndtri(0.025), rel=1e-5)


@pytest.mark.parametrize("table", [(2, 1, 7, 12), (10, 5, 5, 10), (30, 25, 8, 337)])
def test_tang_meets_a_score_with_numerically_most_likely_probabilities(table):
    a, b, c, _ = table
    total = sum(table)
    for theta in paired_ratio_interval(*table, method="tang"):

        def shares(logs, theta=theta):
            both_given_second, second = 1 / (1 + np.exp(-np.asarray(logs)))
            second = second / max(1, theta)
            both = both_given_second * second * min(1, theta)
            return both, theta * second - both, second - both

        def minus_log_likelihood(logs):
            both, first_only, second_only = shares(logs)
            rest = 1 - both - first_only - second_only
            if min(both, first_only, second_only, rest) <= 0:
                return 1e9
            logarithms = np.log([both, first_only, second_only, rest])
            return -float(np.dot(table, logarithms))

        found = minimize(
            minus_log_likelihood,
            [0.0, -1.0],
            method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000},
        )
        both, _, second_only = shares(found.x)
        variance = total * ((theta + theta**2) * (both + second_only) - 2 * theta * both)
        score = (a + b - theta * (a + c)) / np.sqrt(variance)
        assert abs(score) == pytest.approx(-ndtri(0.025), rel=1e-4)


@in_one_test("level", [0.5, 0.95, 0.999, 0.999999])
@in_one_test("method", paired.METHODS)
def test_difference_is_bounded_mirrored_and_holds_the_observed_one(method, level):
    a, b, c, d = TABLES
    low, high = paired_difference_interval(*TABLES, method=method, confidence_level=level)
    turned = paired_difference_interval(a, c, b, d, method=method, confidence_level=level)
    np.testing.assert_allclose(low, -turned.ci_high, atol=1e-15)
    assert ((low >= -1) & (low <= high) & (high <= 1)).all()
    if not (method in SHRUNKEN and level < 0.9):
        observed = (b - c) / TABLES.sum(axis=0)
        assert ((low <= observed + 1e-15) & (observed <= high + 1e-15)).all()


@in_one_test("level", [0.5, 0.95, 0.999, 0.999999])
@in_one_test(("measure", "method"), [row for row in ROWS if row[0] != "diff"])
def test_ratios_turn_over_and_hold_the_observed_one(measure, method, level):
    a, b, c, d = TABLES
    door, _ = DOORS[measure]
    low, high = door(*TABLES, method=method, confidence_level=level)
    turned = door(a, c, b, d, method=method, confidence_level=level)
    with np.errstate(divide="ignore", invalid="ignore"):
        np.testing.assert_allclose(low, 1 / turned.ci_high, rtol=1e-13)
        observed = (a + b) / (a + c) if measure == "ratio" else b / c
    assert ((low >= 0) & (low <= high)).all()
    known = ~np.isnan(observed)
    assert (low <= observed * (1 + 1e-14))[known].all()
    assert (high >= observed * (1 - 1e-14))[known].all()


@pytest.mark.parametrize("method", ["newcombe", "tango", "scas", "bonett_price", "agresti_min"])
def test_difference_grows_as_respondents_change_sides(method):
    b = np.arange(41)
    low, high = paired_difference_interval(10, b, 40 - b, 30, method=method)
    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


@in_one_test(("measure", "method"), ROWS)
def test_one_sided_limits_are_the_two_sided_ones_of_twice_the_error(measure, method):
    door, _ = DOORS[measure]
    table = (59, 6, 16, 80)
    low, high = door(*table, method=method, confidence_level=0.9)
    greater = door(*table, method=method, alternative="greater")
    less = door(*table, method=method, alternative="less")
    assert greater == (pytest.approx(low, rel=1e-12), 1.0 if measure == "diff" else np.inf)
    assert less == (-1.0 if measure == "diff" else 0.0, pytest.approx(high, rel=1e-12))


@in_one_test(("measure", "method"), ROWS)
def test_scalars_arrays_series_and_missing_values(measure, method):
    door, _ = DOORS[measure]
    table = [np.array([59, 1, 24, np.nan]), np.array([6, 1, 0, 3]), np.array([16, 7, 0, 3]), 12]
    low, high = door(*table, method=method)
    np.testing.assert_array_equal(np.isnan(low), [False, False, False, True])
    np.testing.assert_array_equal(np.isnan(high), [False, False, False, True])
    labelled = door(pd.Series(table[0], index=list("wxyz")), *table[1:], method=method)
    np.testing.assert_array_equal(labelled.ci_high["x"], high[1])
    for k in range(3):
        alone = door(*(int(column[k]) for column in table[:3]), 12.0, method=method)
        assert isinstance(alone.ci_low, float)
        assert alone == (low[k], high[k])
    assert door([[1], [2]], [1, 2, 3], 4, 5, method=method).ci_low.shape == (2, 3)


@in_one_test(("measure", "method"), ROWS)
def test_a_design_effect_divides_the_counts(measure, method):
    door, _ = DOORS[measure]
    effective = door(59 / 1.7, 6 / 1.7, 16 / 1.7, 80 / 1.7, method=method)
    assert door(59, 6, 16, 80, deff=1.7, method=method) == pytest.approx(effective, rel=1e-9)


@given(
    st.tuples(*[st.integers(0, 10**9)] * 4).filter(any),
    st.floats(0.5, 0.999999),
    st.sampled_from(ROWS),
)
def test_is_ordered_for_any_counts(table, level, row):
    measure, method = row
    low, high = DOORS[measure][0](*table, method=method, confidence_level=level)
    bottom, top = (-1, 1) if measure == "diff" else (0, np.inf)
    assert bottom <= low <= high <= top


@pytest.mark.parametrize("cells", [(0, 0, 10**9, 0), (0, 10**9, 0, 0)])
def test_a_ratio_of_nobody_to_very_many_is_open(cells):
    for method in ("wald", "bonett_price", "tang"):
        low, high = paired_ratio_interval(*cells, method=method)
        assert (low == 0) or (high == np.inf)


@pytest.mark.parametrize("method", ["newcombe", "tango", "scas", "wald"])
def test_rare_differences_keep_their_relative_accuracy(method):
    # With N far above the counts only b, c matter: limits fall as 1/N.
    few = paired_difference_interval(0, 3, 1, 10**6 - 4, method=method)
    fewer = paired_difference_interval(0, 3, 1, 10**9 - 4, method=method)
    assert fewer == pytest.approx([limit / 1000 for limit in few], rel=1e-5)
    everybody = paired_difference_interval(10**9 - 4, 1, 3, 0, method=method)
    assert everybody == pytest.approx([-fewer.ci_high, -fewer.ci_low], rel=1e-9)


def test_nobody_with_either_answer_says_nothing_about_a_ratio():
    for method in paired_ratio.METHODS:
        assert paired_ratio_interval(0, 0, 0, 9, method=method) == (0, np.inf)
    for method in paired_odds.METHODS:
        assert paired_odds_ratio_interval(4, 0, 0, 9, method=method) == (0, np.inf)


@in_one_test(
    ("arguments", "options", "message"),
    [
        ((1, -1, 0, 0), {}, "b is -1; a count of respondents is 0 or more"),
        ((1, np.inf, 0, 0), {}, "b is inf; a count of respondents is at most"),
        (
            (0, 0, 0, 0),
            {},
            r"a \+ b \+ c \+ d is 0; a paired table needs at least one respondent",
        ),
        ((1, 1, 1, 1), {"deff": 0}, "deff is 0; a design effect is above 0"),
        (
            (1, 1, 1, 1),
            {"method": "tangp"},
            "method 'tangp' is not known for a difference of paired shares; did you mean 'tango'",
        ),
        ((1, 1, 1, 1), {"alternative": "larger"}, "alternative is 'larger'; expected one of"),
        ((1, 1, 1, 1), {"confidence_level": 95}, "confidence_level is 95; .* write 0.95 for 95 %"),
    ],
)
def test_says_what_is_wrong(arguments, options, message):
    with pytest.raises(ArgumentError, match=message):
        paired_difference_interval(*arguments, **options)
