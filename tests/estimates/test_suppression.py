"""The presentation standards for rates and counts: Parker et al. (2023), one row a rule."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from topline import Survey, has_reason
from topline.estimates.presentation import FEW_COUNTED, WIDEST, rate_reasons
from topline.estimates.reason_codes import reasons_where
from topline.estimates.reasons import REASONS

pytestmark = pytest.mark.quick

# half the width of the interval on the log scale at which 2·sinh(x) = 1.6
AT_LIMIT = np.arcsinh(WIDEST / 2)


def codes(estimate, rse, counted, df=np.inf):
    row = {"estimate": estimate, "std_error": rse * estimate, "df": df}
    return reasons_where(rate_reasons(pd.DataFrame([row]), np.array([counted], float)), 1)[0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((500.0, 0.2, 10), ""),
        ((500.0, 0.2, 9), "nchs_few_counted"),
        ((500.0, 0.2, 9.9), "nchs_few_counted"),
        ((500.0, AT_LIMIT / stats.t.ppf(0.975, 59) - 1e-4, 60), ""),
        ((500.0, AT_LIMIT / stats.t.ppf(0.975, 59) + 1e-4, 60), "nchs_wide_rate"),
        ((500.0, AT_LIMIT / stats.t.ppf(0.975, 20) + 1e-4, 60, 20), "nchs_wide_rate"),
        ((500.0, 0.9, 9), "nchs_few_counted"),
        ((500.0, 0.1, 60, 7.0), "nchs_df"),
        ((500.0, 0.1, 60, 8.0), ""),
        ((500.0, 0.9, np.nan), ""),
        ((500.0, np.nan, 5), ""),
        ((0.0, 0.1, 5), ""),
    ],
)
def test_follows_the_standards(given, expected):
    assert codes(*given) == expected


def test_rates_and_counts_of_a_survey_have_them_and_means_do_not():
    data = pd.DataFrame({"g": ["a"] * 8 + ["b"] * 92, "y": 1.0 + np.arange(100) % 3, "x": 2.0})
    survey = Survey(data.assign(w=100.0), weights="w")
    for found in (survey.count(by="g"), survey.ratio("y", "x", by="g"), survey.total("g")):
        assert has_reason(found.table, "nchs_few_counted").tolist() == [True, False]
        hidden = found.without_suppressed().table
        assert hidden["estimate"].isna().tolist() == [True, False]
    assert not has_reason(survey.mean("y", by="g").table, "nchs_few_counted").any()
    # the total of a number is no count
    assert not has_reason(survey.total("y", by="g").table, "nchs_few_counted").any()


@pytest.mark.parametrize("few", ["visits", "hours"])
@pytest.mark.parametrize(("counted", "suppressed"), [(9, True), (10, False)])
def test_a_rate_needs_ten_in_its_numerator_and_in_its_denominator(few, counted, suppressed):
    data = pd.DataFrame({"visits": np.ones(400), "hours": np.full(400, 40.0)})
    data[few] = np.where(np.arange(400) < counted, data[few], 0.0)
    # who has no answer to one of both is in neither
    data.loc[390:, "visits"] = np.nan
    found = Survey(data).ratio("visits", "hours").table
    assert found["n"].item() == 390
    assert has_reason(found, "nchs_few_counted").item() is suppressed


@pytest.mark.parametrize(("counted", "suppressed"), [(9, True), (10, False)])
def test_the_total_of_zeros_and_ones_is_a_count(counted, suppressed):
    data = pd.DataFrame({"yes": np.repeat([1.0, 0.0], [counted, 500])})
    data["answer"] = data["yes"].map({1.0: "yes", 0.0: "no"})
    of_ones = Survey(data).total("yes").table
    in_category = Survey(data).total("answer").table.query("category == 'yes'")
    for found in (of_ones, in_category):
        assert has_reason(found, "nchs_few_counted").item() is suppressed
    # two visits of one respondent are no longer a count of respondents
    twice = Survey(data.replace({"yes": {1.0: 2.0}})).total("yes").table
    assert not has_reason(twice, "nchs_few_counted").any()


def test_unequal_weights_make_fewer_effective_respondents():
    # (11 + 39)² / (11 + 39²) = 1.6 effective respondents of twelve
    data = pd.DataFrame({"g": ["a"] * 12 + ["b"] * 300, "w": [1.0] * 11 + [39.0] + [1.0] * 300})
    found = Survey(data, weights="w").count(by="g").table
    assert found["n"].tolist() == [12, 300]
    assert has_reason(found, "nchs_few_counted").tolist() == [True, False]


def test_the_sentences_say_the_numbers_of_the_standards():
    assert f"fewer than {FEW_COUNTED} " in REASONS["nchs_few_counted"].sentence
    assert f"than {WIDEST:g} times it" in REASONS["nchs_wide_rate"].sentence
