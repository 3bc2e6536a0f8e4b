"""Answers that are all alike have no spread, and no error that is known; a net of one is a row."""

import numpy as np
import pandas as pd
import pytest

from topline import DataError, Survey

RNG = np.random.default_rng(1)
DATA = pd.DataFrame(
    {
        "g": ["alike"] * 10 + ["b"] * 10,
        "y": [5.1] * 10 + list(RNG.normal(10, 3, 10)),
        "x": RNG.normal(0, 1, 20),
        "q": list("ab") * 10,
        "w": RNG.uniform(1, 3, 20),
        "c": np.arange(20) // 2,
    }
)
LINEARISED = Survey(DATA, weights="w", clusters="c")
SURVEYS = {"linearised": LINEARISED, "replicates": LINEARISED.to_replicates("jk1")}


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS)
@pytest.mark.parametrize(
    ("method", "of", "estimate"),
    [
        ("variance", "y", 0.0),
        ("standard_deviation", "y", 0.0),
        ("covariance", ("x", "y"), 0.0),
        ("correlation", ("x", "y"), np.nan),
    ],
)
def test_rounding_makes_no_spread(survey, method, of, estimate):
    found = getattr(survey, method)(*([of] if isinstance(of, str) else of), by="g").table
    assert found["estimate"].iloc[0] == pytest.approx(estimate, abs=0, nan_ok=True)
    assert np.isnan(found["std_error"].iloc[0])
    assert found["reasons"].tolist() == ["all_alike", ""]


@pytest.mark.parametrize("wanted", [True, "replace", "kish"])
def test_people_have_the_design_effect_of_a_total_of_ones_and_zeros(wanted):
    yes = Survey(DATA.assign(yes=(DATA["q"] == "a") * 1.0), weights="w", clusters="c")
    people = yes.total("q", by="g", design_effect=wanted).table.iloc[::2]
    ones = yes.total("yes", by="g", design_effect=wanted).table
    assert people["deff"].to_numpy() == pytest.approx(ones["deff"].to_numpy())


@pytest.mark.parametrize("survey", SURVEYS.values(), ids=SURVEYS)
@pytest.mark.parametrize("interval", ["logit", "t"])
def test_a_net_of_one_answer_is_that_answer(survey, interval):
    shares = survey.proportion("q", by="g", interval=interval)
    net = shares.net({"a": ["a"]}).table
    columns = ["estimate", "std_error", "ci_low", "ci_high", "interval", "reasons"]
    usual = shares.table.iloc[::2].reset_index(drop=True)
    pd.testing.assert_frame_equal(net[columns], usual[columns])


@pytest.mark.parametrize("method", ["clusters", "jk1", "bootstrap"])
@pytest.mark.parametrize(("answering", "lone"), [([0, 1], True), ([0, 1, 2], False)])
def test_all_answers_of_one_unit_tell_no_variance_of_a_share(method, answering, lone):
    """Rows 0 and 1 are one cluster; the others of their group did not answer."""
    answers = DATA["q"].where(DATA["g"] == "b")
    answers[answering] = "a"
    survey = Survey(DATA.assign(q=answers), clusters="c")
    if method != "clusters":
        options = {"replicates": 50, "rng": 1} if method == "bootstrap" else {}
        survey = survey.to_replicates(method, **options)
    table = survey.proportion("q", by="g").table
    assert table["estimate"].tolist()[:2] == [1, 0]
    assert table["ci_low"].isna().tolist() == [lone, lone, False, False]
    assert table["reasons"].str.contains("no_variance").tolist() == [lone, lone, False, False]
    if lone:
        both = survey.proportion({"y": "q == 'a'"}, by="g").table
        assert both["ci_high"].isna().tolist() == [True, False]


def test_answers_that_are_all_0_are_alike_too():
    # a middle value is taken off all answers, and rounding leaves some of it
    data = pd.DataFrame({"g": ["b"] * 5 + ["c"] * 30, "y": [0.0] * 5 + [1.1, 2.3, 3.7] * 10})
    for survey in (Survey(data), Survey(data).to_replicates("bootstrap", replicates=20, rng=1)):
        table = survey.mean("y", by="g").table
        assert table["reasons"].tolist()[0] == "all_alike"
        assert table[["std_error", "ci_low", "ci_high"]].iloc[0].isna().all()


def test_items_whose_sum_is_the_same_for_all_have_no_alpha():
    """Rounding leaves a variance of 1e-33 of 0.1 + 0.8 and 0.7 + 0.2, by which none is divided."""
    data = pd.DataFrame({"a": [0.1, 0.7, 0.4, 0.3] * 5, "b": [0.8, 0.2, 0.5, 0.6] * 5})
    table = Survey(data).cronbach_alpha(["a", "b"]).table
    assert table["estimate"].isna().all()
    assert table["reasons"].iloc[0] == "all_alike"


def test_groups_of_nobody_are_refused():
    data = pd.DataFrame({"y": range(20), "g": [None] * 20})
    with pytest.raises(DataError, match="nobody has a value of 'g'"):
        Survey(data).t_test("y", by="g")
