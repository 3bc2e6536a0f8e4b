"""Difference, ratio and odds ratio of two independent samples: references, properties, errors."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtri
from scipy.stats import binom, nchypergeom_fisher

from tests.conftest import in_one_test
from tests.reference.cases import alternative, cases, expected, is_near, method_key
from topline import ArgumentError
from topline.statistics.intervals.one_share.proportion import proportion_interval
from topline.statistics.intervals.two_shares import difference, odds_ratio, ratio
from topline.statistics.intervals.two_shares.difference import difference_interval
from topline.statistics.intervals.two_shares.odds_ratio import odds_ratio_interval
from topline.statistics.intervals.two_shares.ratio import ratio_interval

pytestmark = pytest.mark.quick

DOORS = {
    "diff": (difference_interval, difference.METHODS),
    "ratio": (ratio_interval, ratio.METHODS),
    "or": (odds_ratio_interval, odds_ratio.METHODS),
}
SLOW = "exact_unconditional"
ROWS = [(measure, key) for measure, (_, methods) in DOORS.items() for key in methods if key != SLOW]
EFFECTIVE = [row for row in ROWS if not DOORS[row[0]][1][row[1]].integer_counts]
SCORES = ["miettinen_nurminen", "mee", "koopman", "score_uncorrected"]
ADDED = {"agresti_caffo", "brown_li_jeffreys", "haldane", "jeffreys_perks"}
ADDED_LOG = {"adjusted_log", "price_bonett", "gart"}
"""Centred elsewhere than the observed value, which narrow intervals of few can then leave out."""

TABLES = np.array(
    [
        (a, n, c, m)
        for n, m in itertools.product((1, 2, 5, 12), (1, 2, 7))
        for a, c in itertools.product(range(n + 1), range(m + 1))
    ],
    dtype=float,
).T


def observed(measure, x1, n1, x2, n2):
    with np.errstate(divide="ignore", invalid="ignore"):
        return {
            "diff": x1 / n1 - x2 / n2,
            "ratio": (x1 / n1) / (x2 / n2),
            "or": x1 * (n2 - x2) / ((n1 - x1) * x2),
        }[measure]


@in_one_test("case", cases("two_independent"), ids=lambda case: case["id"])
def test_reference(case):
    door, _ = DOORS[case["measure"]]
    inputs = case["inputs"]
    interval = door(
        *(inputs[name] for name in ("x1", "n1", "x2", "n2")),
        method=method_key(case),
        confidence_level=case["conf"],
        alternative=alternative(case),
    )
    assert is_near(interval, expected(case), case), (interval, expected(case))
    if "arbiter" in case and case["status"] != "published_rounded":
        assert is_near(interval, expected(case), {"tol_rel": 1e-11}), (interval, expected(case))


def test_skewness_correction_gives_the_intervals_its_author_prints():
    # 5/56 against 0/29, article "Basic contrasts" of the documentation of ratesci 1.1.
    low, high = difference_interval(5, 56, 0, 29, method="scas")
    assert (low, high) == (pytest.approx(-0.0186, abs=5e-5), pytest.approx(0.1867, abs=5e-5))
    low, high = ratio_interval(5, 56, 0, 29, method="scas")
    assert (low, high) == (pytest.approx(0.7696, abs=5e-5), np.inf)


@in_one_test(
    ("door", "method", "table", "low", "high"),
    [
        # peer_failures.json, bug-02 to bug-07, bug-09, bug-32, bug-57, bug-62, bug-69
        (difference_interval, "miettinen_nurminen", (400, 400, 390, 400), 0.0136301, 0.0454178),
        (difference_interval, "miettinen_nurminen", (9, 10, 3, 10), 0.1700250, 0.8406495),
        (difference_interval, "miettinen_nurminen", (0, 10, 0, 10), -0.2879339, 0.2879339),
        (difference_interval, "miettinen_nurminen", (0, 10, 0, 20), -0.16576, 0.28438),
        (difference_interval, "wald", (9, 10, 0, 10), 0.714, 1),
        (difference_interval, "agresti_caffo", (10, 10, 0, 10), 0.612, 1),
        (ratio_interval, "miettinen_nurminen", (10, 10, 10, 10), 0.7121, 1.4044),
        (ratio_interval, "miettinen_nurminen", (56, 70, 48, 80), 1.0790471, 1.6721454),
        (ratio_interval, "koopman", (1, 1, 0, 1), 0.5206356, np.inf),
        (ratio_interval, "koopman", (0, 10, 0, 10), 0, np.inf),
        (ratio_interval, "katz", (5, 56, 0, 29), 0, np.inf),
        (odds_ratio_interval, "woolf", (5, 56, 0, 29), 0, np.inf),
        (odds_ratio_interval, "score_uncorrected", (5, 56, 0, 29), 0.7046, np.inf),
        (odds_ratio_interval, "miettinen_nurminen", (5e5, 1e6, 499e3, 1e6), 0.99846, 1.00959),
        (odds_ratio_interval, "conditional_exact", (1, 20, 19, 20), 6.3735e-05, 0.0596477),
    ],
)
def test_is_right_where_others_fail(door, method, table, low, high):
    interval = door(*table, method=method)
    printed = max(len(str(low).split("e")[0].split(".")[-1]), 3)
    assert interval.ci_low == pytest.approx(low, rel=0.5 * 10.0 ** (1 - printed), abs=5e-8)
    assert interval.ci_high == pytest.approx(high, rel=0.5 * 10.0 ** (1 - printed), abs=5e-8)


def most_likely_difference(table, delta):
    """p₁, p₂ with p₁ − p₂ = δ where the likelihood is largest, by search."""
    x1, n1, x2, n2 = table

    def minus_log_likelihood(p2):
        with np.errstate(divide="ignore", invalid="ignore"):
            terms = [
                count * np.log(share) if count else 0.0
                for count, share in (
                    (x1, p2 + delta),
                    (n1 - x1, 1 - p2 - delta),
                    (x2, p2),
                    (n2 - x2, 1 - p2),
                )
            ]
        return -sum(terms)

    ends = (max(0, -delta), min(1, 1 - delta))
    p2 = minimize_scalar(
        minus_log_likelihood, bounds=ends, method="bounded", options={"xatol": 1e-13}
    ).x
    return p2 + delta, p2


@pytest.mark.parametrize("table", [(7, 34, 1, 34), (0, 16, 15, 72), (252, 400, 198, 380)])
@pytest.mark.parametrize(("method", "factor"), [("mee", 0), ("miettinen_nurminen", 1)])
def test_difference_meets_a_score_with_numerically_most_likely_shares(table, method, factor):
    x1, n1, x2, n2 = table
    for delta in difference_interval(*table, method=method):
        p1, p2 = most_likely_difference(table, delta)
        variance = p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
        total = n1 + n2
        score = (x1 / n1 - x2 / n2 - delta) / np.sqrt(variance * (total / (total - 1)) ** factor)
        assert abs(score) == pytest.approx(-ndtri(0.025), rel=1e-5)


@pytest.mark.parametrize("table", [(7, 34, 1, 34), (3, 16, 15, 72), (252, 400, 198, 380)])
def test_quotients_meet_a_score_with_numerically_most_likely_shares(table):
    x1, n1, x2, n2 = table
    for phi in ratio_interval(*table, method="koopman"):

        def slope(p2, phi=phi):
            p1 = phi * p2
            return (x1 - n1 * p1) / (1 - p1) + (x2 - n2 * p2) / (1 - p2)

        p2 = brentq(slope, 1e-12, min(1, 1 / phi) - 1e-12, xtol=1e-15)
        p1 = phi * p2
        variance = p1 * (1 - p1) / n1 + phi**2 * p2 * (1 - p2) / n2
        assert abs(x1 / n1 - phi * x2 / n2) == pytest.approx(-ndtri(0.025) * np.sqrt(variance))
    for psi in odds_ratio_interval(*table, method="score_uncorrected"):

        def missing(p2, psi=psi):
            p1 = psi * p2 / (1 - p2 + psi * p2)
            return n1 * p1 + n2 * p2 - x1 - x2

        p2 = brentq(missing, 1e-12, 1 - 1e-12, xtol=1e-15)
        p1 = psi * p2 / (1 - p2 + psi * p2)
        precision = 1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2))
        assert abs(x1 - n1 * p1) * np.sqrt(precision) == pytest.approx(-ndtri(0.025))


@pytest.mark.parametrize("table", [(7, 34, 1, 34), (3, 16, 15, 72), (30, 50, 20, 40)])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_conditional_limits_leave_out_the_tails_of_scipys_law(table, level):
    x1, n1, x2, n2 = table
    tail = (1 - level) / 2
    exact = odds_ratio_interval(*table, method="conditional_exact", confidence_level=level)
    mid_p = odds_ratio_interval(*table, method="mid_p", confidence_level=level)
    for weight, (low, high) in ((1, exact), (0.5, mid_p)):
        below = nchypergeom_fisher(n1 + n2, n1, x1 + x2, high)
        above = nchypergeom_fisher(n1 + n2, n1, x1 + x2, low)
        assert below.cdf(x1 - 1) + weight * below.pmf(x1) == pytest.approx(tail, rel=1e-8)
        assert above.sf(x1) + weight * above.pmf(x1) == pytest.approx(tail, rel=1e-8)


@pytest.mark.usual
@in_one_test("level", [0.5, 0.95, 0.999, 0.999999])
@in_one_test(("measure", "method"), ROWS)
def test_exchanging_samples_and_answers_mirrors_it(measure, method, level):
    door, methods = DOORS[measure]
    x1, n1, x2, n2 = TABLES
    low, high = door(*TABLES, method=method, confidence_level=level)
    exchanged = door(x2, n2, x1, n1, method=method, confidence_level=level)
    answers = door(n1 - x1, n1, n2 - x2, n2, method=method, confidence_level=level)
    assert ((low >= (-1 if measure == "diff" else 0)) & (low <= high)).all()
    if measure == "diff":
        assert (high <= 1).all()
        np.testing.assert_allclose(low, -exchanged.ci_high, atol=1e-14)
        np.testing.assert_allclose(low, -answers.ci_high, atol=1e-14)
        return
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(low, 1 / exchanged.ci_high, rtol=1e-12)
        if methods[method].symmetric:
            np.testing.assert_allclose(low, 1 / answers.ci_high, rtol=1e-12)


@in_one_test("level", [0.5, 0.95, 0.999999])
@in_one_test(("measure", "method"), ROWS)
def test_holds_the_observed_value(measure, method, level):
    low, high = DOORS[measure][0](*TABLES, method=method, confidence_level=level)
    value = observed(measure, *TABLES)
    known = ~np.isnan(value)
    if method in ADDED and level < 0.9:
        return
    if method in ADDED_LOG:
        known &= (TABLES[0] * TABLES[2] > 0) & ((TABLES[1] > TABLES[0]) & (TABLES[3] > TABLES[2]))
    slack = 1e-14 * (1 + np.where(np.isfinite(value), np.abs(value), 0))
    assert (low <= value + slack)[known].all()
    assert (high >= value - slack)[known].all()


@pytest.mark.parametrize("method", ["newcombe", "miettinen_nurminen", "mee", "scas", "wald"])
def test_difference_rises_with_the_first_count(method):
    low, high = difference_interval(np.arange(41), 40, 11, 30, method=method)
    assert (np.diff(low) > 0).all()
    assert (np.diff(high[:-1]) > 0).all()


@pytest.mark.parametrize("method", ["miettinen_nurminen", "koopman", "scas", "mover_r_wilson"])
def test_ratio_rises_with_the_first_count(method):
    low, high = ratio_interval(np.arange(41), 40, 11, 30, method=method)
    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


@in_one_test("method", odds_ratio.METHODS)
def test_odds_ratio_rises_with_the_first_count(method):
    low, high = odds_ratio_interval(np.arange(1, 40), 40, 11, 30, method=method)
    assert (np.diff(low) > 0).all()
    assert (np.diff(high) > 0).all()


@in_one_test(("measure", "method"), ROWS)
def test_one_sided_limits_are_the_two_sided_ones_of_twice_the_error(measure, method):
    door, _ = DOORS[measure]
    table = (252, 400, 198, 380)
    low, high = door(*table, method=method, confidence_level=0.9)
    greater = door(*table, method=method, alternative="greater")
    less = door(*table, method=method, alternative="less")
    assert greater == (pytest.approx(low, rel=1e-12), 1.0 if measure == "diff" else np.inf)
    assert less == (-1.0 if measure == "diff" else 0.0, pytest.approx(high, rel=1e-12))


@in_one_test("level", [0.01, 0.3, 0.5])
@in_one_test(
    ("measure", "method"), [row for row in ROWS if row[1] in SCORES or row[1] == "newcombe"]
)
def test_one_sided_limits_of_little_confidence_lie_beyond_the_observed_value(
    measure, method, level
):
    door, _ = DOORS[measure]
    table = (12, 40, 20, 50)
    value = float(observed(measure, *table))
    greater = door(*table, method=method, alternative="greater", confidence_level=level)
    opposite = door(*table, method=method, alternative="less", confidence_level=1 - level)
    assert greater.ci_low >= value - 1e-14
    assert greater.ci_low == pytest.approx(opposite.ci_high, rel=1e-12)


@in_one_test(("measure", "method"), ROWS)
def test_scalars_arrays_series_and_missing_values(measure, method):
    door, _ = DOORS[measure]
    table = [np.array([59, 1, 0, np.nan, 4]), np.array([80, 1, 9, 5, np.nan]), [16, 0, 0, 3, 2], 20]
    low, high = door(*table, method=method)
    np.testing.assert_array_equal(np.isnan(low), [False, False, False, True, True])
    np.testing.assert_array_equal(np.isnan(high), [False, False, False, True, True])
    labelled = door(pd.Series(table[0], index=list("vwxyz")), *table[1:], method=method)
    np.testing.assert_array_equal(labelled.ci_high["w"], high[1])
    for k in range(3):
        alone = door(*(int(column[k]) for column in table[:3]), 20.0, method=method)
        assert isinstance(alone.ci_low, float)
        assert alone == (low[k], high[k])
    assert door([[1], [2]], [4, 5, 6], 4, 5, method=method).ci_low.shape == (2, 3)


@pytest.mark.parametrize("method", ["miettinen_nurminen", "score_uncorrected"])
@pytest.mark.parametrize("level", [0.0001, 0.95, 0.999999])
def test_one_table_has_the_odds_ratio_that_it_has_among_many(method, level):
    """One is worked out as numbers, many as arrays."""
    extreme = [(1e-9, 1, 3, 1e15), (199, 200, 1, 2e9), (7e14, 1e15, 1, 3), (0.5, 1.2, 0.3, 0.7)]
    tables = np.column_stack([TABLES[:, ::7], np.transpose(extreme)])
    options = {"method": method, "confidence_level": level}
    many = np.transpose(odds_ratio_interval(*tables, **options))
    single = [odds_ratio_interval(*table, **options) for table in tables.T.tolist()]
    np.testing.assert_allclose(single, many, rtol=1e-12)


@in_one_test(("measure", "method"), EFFECTIVE)
def test_design_effects_divide_counts_and_bases(measure, method):
    door, _ = DOORS[measure]
    first, second = (252 / 1.5, 400 / 1.5), (198 / 2.5, 380 / 2.5)
    both = door(252, 400, 198, 380, deff=(1.5, 2.5), method=method)
    assert both == pytest.approx(door(*first, *second, method=method), rel=1e-9)
    one = door(252, 400, 198, 380, deff=1.5, method=method)
    assert one == pytest.approx(door(*first, 198 / 1.5, 380 / 1.5, method=method), rel=1e-9)
    wider = door(252, 400, 198, 380, deff=[1, 2], method=method)
    assert wider.ci_low[1] < wider.ci_low[0] < wider.ci_high[0] < wider.ci_high[1]


@given(
    st.tuples(st.integers(1, 10**9), st.integers(1, 10**9)),
    st.tuples(st.floats(0, 1), st.floats(0, 1)),
    st.floats(0.5, 0.999999),
    st.sampled_from(EFFECTIVE),
)
def test_is_ordered_for_any_counts(bases, shares, level, row):
    measure, method = row
    x1, x2 = (round(n * share) for n, share in zip(bases, shares, strict=True))
    table = x1, bases[0], x2, bases[1]
    low, high = DOORS[measure][0](*table, method=method, confidence_level=level)
    bottom, top = (-1, 1) if measure == "diff" else (0, np.inf)
    assert bottom <= low <= high <= top


@in_one_test("method", [*SCORES[:2], "newcombe", "scas", "wald", "hauck_anderson"])
def test_rare_answers_keep_their_relative_accuracy(method):
    # With bases far above the counts limits fall as 1/n.
    few = difference_interval(3, 10**6, 1, 10**6, method=method)
    fewer = difference_interval(3, 10**9, 1, 10**9, method=method)
    assert fewer == pytest.approx([limit / 1000 for limit in few], rel=2e-5)
    everybody = difference_interval(10**9 - 1, 10**9, 10**9 - 3, 10**9, method=method)
    assert everybody == pytest.approx(list(fewer), rel=1e-9)


@pytest.mark.parametrize("method", ["miettinen_nurminen", "koopman", "scas", "mover_r_wilson"])
def test_ratio_of_rare_answers_depends_on_the_counts_alone(method):
    few = ratio_interval(3, 10**7, 1, 2 * 10**7, method=method)
    fewer = ratio_interval(3, 10**9, 1, 2 * 10**9, method=method)
    assert fewer == pytest.approx(list(few), rel=2e-6)


@in_one_test("method", odds_ratio.METHODS)
def test_a_huge_odds_ratio_matches_the_ratio_of_rare_answers(method):
    low, high = odds_ratio_interval(3, 10**9, 1, 10**9, method=method)
    turned = odds_ratio_interval(10**9 - 1, 10**9, 10**9 - 3, 10**9, method=method)
    if odds_ratio.METHODS[method].symmetric:
        assert turned == pytest.approx([low, high], rel=1e-8)
    assert 0 < low < 3 < high < 200


def test_a_large_second_sample_leaves_the_interval_of_the_first():
    # p₂ known to be ½: the score limits become Wilson's, less ½.
    low, high = difference_interval(252, 400, 5 * 10**14, 10**15, method="mee")
    wilson = proportion_interval(252, 400)
    assert (low, high) == pytest.approx([wilson.ci_low - 0.5, wilson.ci_high - 0.5], abs=1e-7)


@pytest.mark.usual
def test_covers_about_as_often_as_it_says():
    x1, x2 = np.meshgrid(np.arange(31), np.arange(41), indexing="ij")
    for (measure, method), p1 in itertools.product(ROWS, (0.2, 0.5)):
        if method in ("wald", "katz", "haldane"):
            continue
        low, high = DOORS[measure][0](x1, 30, x2, 40, method=method)
        chance = np.outer(binom.pmf(range(31), 30, p1), binom.pmf(range(41), 40, 0.4))
        true = float(observed(measure, p1, 1, 0.4, 1))
        coverage = chance[(low <= true) & (true <= high)].sum()
        assert 0.935 < coverage < 0.985, (measure, method)


def test_nobody_against_nobody_says_nothing_about_quotients():
    for method in ("miettinen_nurminen", "koopman", "scas", "mover_r_wilson", "katz"):
        assert ratio_interval(0, 9, 0, 20, method=method) == (0, np.inf)
    for method in set(odds_ratio.METHODS) - {"gart"}:
        assert odds_ratio_interval(0, 9, 0, 20, method=method) == (0, np.inf)
        assert odds_ratio_interval(9, 9, 20, 20, method=method) == (0, np.inf)


@in_one_test(
    ("arguments", "options", "message"),
    [
        ((5, 4, 1, 4), {}, "count1 is 5; a count cannot exceed its base nobs1"),
        ((1, 4, 5, 4), {}, "count2 is 5; a count cannot exceed its base nobs2"),
        ((1, 4, -1, 4), {}, "count2 is -1; a count of respondents is 0 or more"),
        ((0, 0, 1, 4), {}, "nobs1 is 0; a share needs a base above 0"),
        ((1, 4, 1, np.inf), {}, "nobs2 is inf; a share needs a base above 0"),
        ((1, 4, 1, 4), {"deff": (1, 0)}, "deff is 0; a design effect is above 0"),
        (
            (1, 4, 1, 4),
            {"method": "newcomb"},
            "method 'newcomb' is not known for a difference of two shares; did you mean 'newcombe'",
        ),
        ((1, 4, 1, 4), {"alternative": "larger"}, "alternative is 'larger'; expected one of"),
        ((1, 4, 1, 4), {"confidence_level": 95}, "confidence_level is 95; .* write 0.95 for 95 %"),
        (
            (1.5, 4, 1, 4),
            {"method": "exact_unconditional"},
            "count1 is 1.5; method 'exact_unconditional' needs whole counts; choose another",
        ),
        (
            (1, 4, 1, 4),
            {"method": "exact_unconditional", "deff": 1.2},
            "method 'exact_unconditional' counts whole respondents, .*; choose another method",
        ),
        (
            (1, 1001, 1, 4),
            {"method": "exact_unconditional"},
            "a base is 1001; method 'exact_unconditional' takes bases up to 1000; use method=",
        ),
        ((1, [4, 5], 1, [4, 5, 6]), {}, "the shapes .* do not broadcast"),
    ],
)
def test_says_what_is_wrong(arguments, options, message):
    with pytest.raises(ArgumentError, match=message):
        difference_interval(*arguments, **options)
