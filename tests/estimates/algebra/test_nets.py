"""Nets of categories and directly standardised estimates."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import ArgumentError, Survey, proportion_interval

rng = np.random.default_rng(20261123)
N = 240
DATA = pd.DataFrame(
    {
        "stratum": np.repeat(np.arange(4), N // 4),
        "cluster": np.arange(N) // 5,
        "w": rng.uniform(0.5, 3, N),
        "sex": rng.choice(["f", "m"], N),
        "age": rng.choice(["old", "young"], N, p=[0.4, 0.6]),
        "likes": pd.Categorical(
            rng.choice(["no", "rather no", "rather yes", "yes"], N, p=[0.1, 0.3, 0.4, 0.2]),
            ["no", "rather no", "rather yes", "yes"],
        ),
        "grade": rng.integers(1, 6, N),
    }
)
SURVEY = Survey(DATA, weights="w", strata="stratum", clusters="cluster")
YES = ["rather yes", "yes"]


@pytest.mark.parametrize("interval", ["logit", "beta", "wilson", "mean"])
@pytest.mark.parametrize("by", [None, "sex"])
def test_a_net_is_the_share_of_its_condition(interval, by):
    net = SURVEY.proportion("likes", by=by, interval=interval, design_effect=True).net({"yes": YES})
    holds = {"yes": DATA["likes"].isin(YES)}
    one = SURVEY.proportion(holds, by=by, interval=interval, design_effect=True)
    shown = ["estimate", "std_error", "ci_low", "ci_high", "df", "n_effective", "deff", "cv"]
    same = [*shown, "n", "n_missing", "n_weighted"]
    np.testing.assert_allclose(
        net.table[same].astype(float), one.table[same].astype(float), rtol=1e-9
    )
    assert net.table["category"].tolist() == ["yes"] * len(net)
    assert np.allclose(net.covariance, one.covariance)
    assert net.table["interval"].tolist() == one.table["interval"].tolist()


def test_replicates_nets_take_the_logit_of_their_share():
    drawn = SURVEY.to_replicates("jkn")
    net = drawn.proportion("likes").net({"yes": YES}).table.iloc[0]
    size = net["estimate"] * (1 - net["estimate"]) / net["std_error"] ** 2
    assert net["n_effective"] == pytest.approx(size)
    low, high = proportion_interval(
        net["estimate"] * size, size, method="logit", df=net["df"], effective="student"
    )
    assert (net["interval"], net["ci_low"], net["ci_high"]) == ("logit", low, high)


def test_all_categories_are_everybody():
    net = SURVEY.proportion("likes", by="sex").net({"all": list(DATA["likes"].cat.categories)})
    table = net.table
    assert (table["estimate"] == 1).all()
    assert (table["std_error"] == 0).all()
    assert (net.covariance == 0).all()
    assert (table[["ci_low", "ci_high"]] == 1).all(axis=None)
    assert set(table["flag"]) == {"every category: 1 by definition"}


def test_nets_overlap_with_their_covariance():
    nets = {"yes": YES, "no": ["no", "rather no"], "clear": ["no", "yes"]}
    found = SURVEY.proportion("likes").net(nets)
    assert found.table["category"].tolist() == list(nets)
    variance = np.diag(found.covariance)
    assert found.covariance[0, 1] == pytest.approx(-variance[0])
    lead = found.contrast([1, -1, 0]).table.iloc[0]
    assert lead["std_error"] == pytest.approx(2 * np.sqrt(variance[0]))


def test_a_net_of_nobody_keeps_its_base():
    data = DATA.assign(likes=DATA["likes"].cat.add_categories("never"))
    row = Survey(data, weights="w").proportion("likes").net({"x": ["never"]}).table.iloc[0]
    assert (row["estimate"], row["std_error"], row["n_effective"]) == (0, 0, N)
    assert row["interval"] == "korn_graubard"
    assert row["flag"].startswith("nobody or everybody")


def test_top_boxes_are_an_end_of_the_scale():
    shares = SURVEY.proportion("likes", by="sex")
    top = shares.top_two_box()
    assert top.table["category"].unique().tolist() == ["top 2: rather yes, yes"]
    assert top.table["estimate"].tolist() == shares.net({"x": YES}).table["estimate"].tolist()
    first = shares.top_two_box(top="first", boxes=1, label="bottom").table
    expected = shares.table.query("category == 'no'")["estimate"]
    assert first["estimate"].tolist() == expected.tolist()
    assert set(first["category"]) == {"bottom"}


def test_no_answer_is_no_box():
    data = DATA.assign(likes=DATA["likes"].where(DATA["grade"] > 1))
    shares = Survey(data).proportion("likes", missing="category")
    assert shares.table["category"].iloc[-1] == "(no answer)"
    assert shares.top_two_box().table["category"].tolist() == ["top 2: rather yes, yes"]


def test_each_question_has_its_nets():
    found = SURVEY.proportion(["likes", "grade"]).net({"yes": YES, "good": [1, 2]})
    assert found.table["outcome"].tolist() == ["likes", "grade"]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=60), st.data())
def test_a_net_and_the_rest_are_everybody(answers, data):
    weights = data.draw(st.lists(st.floats(0.1, 10), min_size=len(answers), max_size=len(answers)))
    frame = pd.DataFrame({"q": answers, "w": weights})
    shares = Survey(frame, weights="w").proportion("q")
    levels = sorted(set(answers))
    cut = data.draw(st.integers(1, len(levels)))
    nets = {"one": levels[:cut], "two": levels[cut:]} if cut < len(levels) else {"one": levels}
    table = shares.net(nets).table
    assert table["estimate"].sum() == pytest.approx(1, abs=1e-12)
    assert (table["estimate"] <= 1).all()
    assert table["std_error"].max() - table["std_error"].min() <= 1e-9
    if cut == len(levels):
        assert table["std_error"].tolist() == [0]


NET_PROBLEMS = [
    (lambda s: s.mean("grade").net({"x": [1]}), "a net adds up shares of categories, and not all"),
    (lambda s: s.proportion("likes").net({"x": ["maybe"]}), "there is no category 'maybe' for the"),
    (lambda s: s.proportion("likes").net({"x": []}), "there is no category in the net 'x'; choose"),
    (lambda s: s.proportion("likes").net({}), "no nets are named; expected some"),
    (lambda s: s.proportion("likes").top_two_box(top="up"), "top is 'up'; expected 'first' or"),
    (lambda s: s.proportion("likes").top_two_box(boxes=5), "boxes is 5; expected 1 to 4, the numb"),
    (lambda s: s.proportion({"x": DATA["grade"] == 1}).net({"x": [1]}), "a net adds up shares"),
]


@in_one_test(("call", "message"), NET_PROBLEMS)
def test_says_what_is_wrong_with_a_net(call, message):
    with pytest.raises(ArgumentError) as found:
        call(SURVEY)
    assert message in str(found.value)


SIZES = {"old": 30, "young": 70}


def test_standardised_means_are_weighted_means_of_domains():
    cells = SURVEY.mean("grade", by=["sex", "age"])
    found = cells.standardise("age", SIZES)
    means = cells.table.set_index(["sex", "age"])["estimate"]
    row = found.table.iloc[0]
    assert row["sex"] == "f"
    assert row["estimate"] == pytest.approx(0.3 * means["f", "old"] + 0.7 * means["f", "young"])
    weights = np.zeros((2, 4))
    table = cells.table
    for g, sex in enumerate(["f", "m"]):
        for level, size in SIZES.items():
            weights[g, (table["sex"] == sex) & (table["age"] == level)] = size / 100
    assert np.allclose(found.covariance, weights @ cells.covariance @ weights.T)
    assert found.table["n"].sum() == N
    assert found.table["interval"].tolist() == ["t", "t"]


def test_standardised_shares_stay_shares():
    found = SURVEY.proportion("likes", by="age").standardise("age", SIZES)
    assert found.table["estimate"].sum() == pytest.approx(1)
    assert set(found.table["interval"]) == {"logit"}
    p, error = found.table["estimate"], found.table["std_error"]
    assert np.allclose(found.table["n_effective"], p * (1 - p) / error**2)


def test_the_make_up_of_the_sample_gives_its_mean_back():
    sizes = DATA.groupby(["sex", "age"])["w"].sum().to_dict()
    found = SURVEY.mean("grade", by=["sex", "age"]).standardise(["sex", "age"], sizes)
    assert found.table["outcome"].tolist() == ["grade"]
    assert found.table["estimate"].iloc[0] == pytest.approx(
        SURVEY.mean("grade").table["estimate"].iloc[0]
    )


def test_a_domain_without_a_level_is_not_standardised():
    data = DATA.assign(sex=DATA["sex"].where(DATA["age"] == "old", "m"))
    found = Survey(data, weights="w").mean("grade", by=["sex", "age"]).standardise("age", SIZES)
    rows = found.table.set_index("sex")
    assert rows.loc["f", ["estimate", "std_error", "ci_low"]].isna().all()
    assert "not standardised: nobody in 'young'" in rows.loc["f", "flag"]
    assert rows.loc["m", "flag"] == ""


STANDARD_PROBLEMS = [
    ("height", SIZES, "by 'height' is no label column of the estimates; estimate them by"),
    ("age", {"old": 1}, "the population has no size for 'young' of 'age'; give one for every"),
    (
        "age",
        {**SIZES, "kid": 1},
        "the estimates have no row for 'kid' of 'age'; there are 'young',",
    ),
    ("age", {"old": -1, "young": 2}, "the population sizes of 'age' are [-1, 2]; expected numbers"),
    ("age", {"old": 0, "young": 0}, "expected numbers of 0 or more, one of them above 0"),
]


@pytest.mark.parametrize(("by", "population", "message"), STANDARD_PROBLEMS)
def test_says_what_is_wrong_with_a_population(by, population, message):
    with pytest.raises(ArgumentError) as found:
        SURVEY.mean("grade", by=["sex", "age"]).standardise(by, population)
    assert message in str(found.value)
