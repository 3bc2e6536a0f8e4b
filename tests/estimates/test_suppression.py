"""The presentation standards for rates and counts: Parker et al. (2023), one row a rule."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import Survey, has_reason
from topline.estimates.presentation import FEW_COUNTED, WIDEST, rate_reasons
from topline.estimates.reason_codes import reasons_where
from topline.estimates.reasons import REASONS

pytestmark = pytest.mark.quick

# half the width of the interval on the log scale at which 2·sinh(x) = 1.6
AT_LIMIT = np.arcsinh(WIDEST / 2)


def codes(estimate, rse, n, n_effective=np.nan, df=np.inf):
    row = {
        "estimate": estimate,
        "std_error": rse * estimate,
        "n": n,
        "n_effective": n_effective,
        "df": df,
    }
    return reasons_where(rate_reasons(pd.DataFrame([row])), 1)[0]


@in_one_test(
    ("given", "expected"),
    [
        ((500.0, 0.2, 10), ""),
        ((500.0, 0.2, 9), "nchs_few_counted"),
        ((500.0, 0.2, 60, 9.9), "nchs_few_counted"),
        ((500.0, 0.2, 60, 10.0), ""),
        ((500.0, AT_LIMIT / 1.959964 - 1e-4, 60), ""),
        ((500.0, AT_LIMIT / 1.959964 + 1e-4, 60), "nchs_wide_rate"),
        ((500.0, 0.9, 9), "nchs_few_counted"),
        ((500.0, 0.1, 60, 60.0, 7.0), "nchs_df"),
        ((500.0, 0.1, 60, 60.0, 8.0), ""),
        ((500.0, np.nan, 5), ""),
        ((0.0, 0.1, 5), ""),
    ],
)
def test_follows_the_standards(given, expected):
    assert codes(*given) == expected


def test_rates_and_counts_of_a_survey_have_them_and_means_do_not():
    data = pd.DataFrame({"g": ["a"] * 8 + ["b"] * 92, "y": 1.0 + np.arange(100) % 3, "x": 2.0})
    survey = Survey(data.assign(w=100.0), weights="w")
    for found in (survey.count(by="g"), survey.ratio("y", "x", by="g")):
        assert has_reason(found.table, "nchs_few_counted").tolist() == [True, False]
        hidden = found.without_suppressed().table
        assert hidden["estimate"].isna().tolist() == [True, False]
    assert not has_reason(survey.mean("y", by="g").table, "nchs_few_counted").any()


def test_the_sentences_say_the_numbers_of_the_standards():
    assert f"below {FEW_COUNTED}:" in REASONS["nchs_few_counted"].sentence
    assert f"than {WIDEST:.0%} of it" in REASONS["nchs_wide_rate"].sentence
