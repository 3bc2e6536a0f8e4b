"""Domains of one respondent or one sampled unit: nothing is known of their variance."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey

FRAME = pd.DataFrame(
    {
        "h": [1, 1, 1, 1, 2, 2, 2, 2],
        "c": [1, 1, 2, 2, 3, 3, 4, 4],
        "y": [1.0, 2, 3, 4, 5, 6, 7, 8],
        "k": list("abababab"),
        "g": ["one", "unit", "unit", "both", "both", "both", "both", "both"],
    }
)


@pytest.fixture
def table():
    survey = Survey(FRAME, strata="h", clusters="c")
    return survey.mean("y", by="g").table.set_index("g")


def test_one_respondent_has_no_standard_error(table):
    row = table.loc["one"]
    assert row["estimate"] == 1
    assert np.isnan(row["std_error"])
    assert np.isnan(row["ci_low"])
    assert row["flag"] == "one respondent; variance cannot be estimated"


def test_one_sampled_unit_has_no_standard_error():
    alone = FRAME.assign(g=np.where(FRAME["c"] == 1, "unit", "rest"))
    row = Survey(alone, strata="h", clusters="c").mean("y", by="g").table.set_index("g").loc["unit"]
    assert row["estimate"] == 1.5
    assert np.isnan(row["std_error"])
    assert row["flag"] == "variance cannot be estimated"


def test_its_total_has_one():
    alone = FRAME.assign(g=np.where(FRAME["c"] == 1, "unit", "rest"))
    total = Survey(alone, strata="h", clusters="c").total("y", by="g")
    assert (total.table["std_error"] > 0).all()


def test_an_empty_domain_has_nothing():
    row = Survey(FRAME, strata="h", clusters="c").mean("y", where=FRAME["y"] > 99).table.iloc[0]
    assert row["n"] == 0
    assert np.isnan(row["estimate"])
    assert np.isnan(row["std_error"])
    assert row["flag"] == "no respondents"


def test_everybody_says_so():
    row = Survey(FRAME, strata="h", clusters="c").proportion({"low": FRAME["y"] < 99}).table.iloc[0]
    assert row["estimate"] == 1
    assert row["ci_low"] < 1
    assert row["interval"] == "korn_graubard"
    assert "nobody or everybody" in row["flag"]


def test_all_labels_are_shown():
    shown = repr(Survey(FRAME, strata="h", clusters="c").proportion("k", by="h"))
    assert shown.splitlines()[0].split()[:4] == ["h", "outcome", "category", "estimate"]


def test_numbers_that_are_no_shares_are_shown_in_full():
    shown = repr(Survey(FRAME.assign(y=FRAME["y"] * 1e6), strata="h", clusters="c").total("y"))
    assert "36,000,000" in shown
