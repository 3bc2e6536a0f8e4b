"""Numbers to words: rounding as readers expect, and no share that is almost 0 or 100 says so."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import decimals, wording

pytestmark = pytest.mark.quick


@in_one_test(
    ("value", "decimals", "words"),
    [
        (0.63, 0, "63%"),
        (0.625, 0, "63%"),
        (0.285, 1, "28.5%"),
        (0.2848, 1, "28.5%"),
        (0.0, 0, "0%"),
        (-0.0, 0, "0%"),
        (1.0, 0, "100%"),
        (0.004, 0, "<1%"),
        (0.996, 0, ">99%"),
        (0.0004, 1, "<0.1%"),
        (0.99996, 1, ">99.9%"),
        (-0.12, 0, "−12%"),
        (float("nan"), 0, "–"),
        (pd.NA, 0, "–"),
    ],
)
def test_percents(value, decimals, words):
    assert wording.percent_text(value, decimals) == words


@given(st.floats(0, 1), st.integers(0, 3))
def test_a_printed_percent_is_near(value, decimals):
    words = wording.percent_text(value, decimals)
    shown = float(words.strip("%<>"))
    assert shown == pytest.approx(
        value * 100, abs=0.5 * 10**-decimals * (1 + ("<" in words or ">" in words)) + 1e-9
    )
    assert words == "0%" or value > 0 or decimals


def test_other_words():
    assert wording.interval_text(0.5816, 0.6759) == "58.2% to 67.6%"
    assert wording.interval_text(float("nan"), 0.5) == "–"
    assert wording.printed_text(75, 0, "about") == "about 75%"
    assert wording.printed_text(1, 0, "less_than") == "<1%"
    assert wording.printed_text(30.0, 0, "more_than") == ">30%"
    assert wording.printed_text(26.4, 1) == "26.4%"
    assert wording.printed_text(pd.NA) == "–"
    assert wording.count_text(1012) == "1,012"
    assert wording.count_text(pd.NA) == "–"
    assert [wording.count_text(n) for n in (0.4, 0.5, 1.5, 2.5, 1234.5)] == [
        "0",
        "1",
        "2",
        "3",
        "1,235",
    ]
    assert wording.decimal_text(1012.125, 2) == "1,012.13"
    assert wording.decimal_text(-0.04, 1) == "0.0"
    assert [wording.value_text(v, 3) for v in (1.125, 12.25, 1234.5, 0.0000123456)] == [
        "1.13",
        "12.3",
        "1,235",
        "1.23e−05",
    ]
    assert wording.probability_text(0.0625) == "0.063"
    assert wording.level_text(0.95) == "95%"
    assert wording.level_text(0.999) == "99.9%"


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        ("proportion", "12.5% (−4.4% to 29.4%)"),
        ("bounded_mean", "12.5% (−4.4% to 29.4%)"),
        ("points", "+12.5 points (−4.4 to +29.4 points)"),
        ("value", "0.125 (−0.0435 to 0.2935)"),
    ],
)
def test_an_estimate_and_its_limits_print_alike(quantity, words):
    limits = wording.limits_text(-0.0435, 0.2935, quantity)
    assert f"{wording.estimate_text(0.125, quantity)} ({limits})" == words
    assert wording.limits_text(float("nan"), 0.5, quantity) == "–"


@given(st.floats(0, 1), st.integers(0, 2))
def test_a_percent_to_add_up_is_the_percent_that_is_printed(value, decimals):
    found = float(wording.printed_percents(np.asarray(value), decimals))
    words = wording.percent_text(value, decimals)
    if words[0] not in "<>":
        assert float(words.removesuffix("%")) == pytest.approx(found, abs=1e-9)


@pytest.mark.parametrize(
    ("n", "qualifier", "words"),
    [
        (400, "exact", "n = 400"),
        (2800, "at_least", "n ≥ 2,800"),
        (620, "subgroup", "n = 620, subgroup"),
        (pd.NA, "not_stated", "n not stated"),
    ],
)
def test_bases(n, qualifier, words):
    assert wording.base_text(n, qualifier) == words


@in_one_test(
    ("rows", "words"),
    [
        ([(36, 24.62, 47.38)], ["36.00 (24.62 to 47.38)"]),
        ([(-4, -15.6, 7.598)], ["−4.0 (−15.6 to 7.6)"]),
        ([(0.5686, 0.449, 0.6882)], ["0.5686 (0.4490 to 0.6882)"]),
        # one number of decimals in a column, however precise its rows are
        ([(12.34, 11, 13), (0.04, -1.2, 1.3)], ["12.34 (11.00 to 13.00)", "0.04 (−1.20 to 1.30)"]),
        ([(3621074, 3.5e6, 3.7e6), (5.2, 3.1, 7.3)], ["3,621,074 (3,500,000 to 3,700,000)",
                                                      "5 (3 to 7)"]),
        # an interval has a width, and no number ends in zeros without need
        ([(4521.03, 4520.4, 4521.6)], ["4,521.0 (4,520.4 to 4,521.6)"]),
        ([(40, 40, 40), (60, 60, 60)], ["40 (40 to 40)", "60 (60 to 60)"]),
        # what one number of decimals cannot print has its own in each row
        ([(451.2, 440, 460), (0.012, 0.010, 0.014)], ["451.2 (440.0 to 460.0)",
                                                      "0.012 (0.010 to 0.014)"]),
        ([(2, 1, np.inf), (np.nan, np.nan, np.nan)], ["2 (1 to inf)", "– (–)"]),
        ([(-4e-7, -1.56e-6, 7.598e-7)], ["−4.000e−07 (−1.560e−06 to 7.598e−07)"]),
        ([(1e-6, 1e-7, 2e-6)], ["1.000e−06 (1.000e−07 to 2.000e−06)"]),
    ],
)  # fmt: skip
def test_an_estimate_its_limits_and_its_column_have_the_same_decimals(rows, words):
    table = pd.DataFrame(rows, columns=["estimate", "ci_low", "ci_high"])
    found = [
        f"{wording.estimate_text(value, 'value', places)} "
        f"({wording.limits_text(low, high, 'value', places)})"
        for (value, low, high), places in zip(rows, decimals.row_decimals(table), strict=True)
    ]
    assert found == words


def test_every_question_has_its_own_decimals():
    table = pd.DataFrame(
        {
            "outcome": ["age", "age", "net", "share"],
            "quantity": ["value", "value", "value", "proportion"],
            "estimate": [45.25, 40.0, 3120.4, 0.25],
            "ci_low": [44.0, 39.0, 3000.0, 0.2],
            "ci_high": [46.0, 41.0, 3250.0, 0.3],
        }
    )
    assert decimals.row_decimals(table, 2) == [2, 2, 0, 2]
    # a standard error prints with its estimate's decimals, and is not 0
    assert decimals.row_decimals(table.assign(std_error=[0.5, 0.5, 0.6, 0.01])) == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("department[IT]", "department: IT"),
        ("C(district)[2]", "district: 2"),
        ("`job title`[a:b]", "job title: a:b"),
        ("role[boss]:gender[Men]", "role: boss × gender: Men"),
        ("hours:gender[Men]", "hours × gender: Men"),
        ("Labour: role[boss]", "Labour: role: boss"),
        ("x[a [b]]", "x: a [b]"),
        *((same, same) for same in ("hours", "bs(age, df=3)[1]", "1|2", "x[a[b]", "x[:)]")),
    ],
)
def test_terms_of_models_are_words(term, said):
    assert wording.term_text(term) == said
