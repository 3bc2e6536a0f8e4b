"""What little information says: unknown variances, few units, and what is computed from them.

That every way to ask gives the same, ``tests/test_one_answer.py`` tries.
"""

import runpy
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy import stats

import topline
from topline import Survey
from topline.statistics.intervals.two_shares.recovered import (
    SharePairs,
    difference_limits,
    difference_p_values,
)

pytestmark = pytest.mark.quick

DOCS = Path(__file__).parents[2] / "docs" / "statistics"


def answers():
    """Groups of many units, of few, of one, of one respondent, of all alike, and of nobody."""
    rng = np.random.default_rng(20)
    sizes = {"big": 60, "few": 9, "one unit": 12, "single": 1, "alike": 15, "silent": 4}
    group = np.repeat([*sizes], [*sizes.values()])
    data = pd.DataFrame({"g": group, "weight": rng.uniform(0.5, 3, len(group))})
    data["stratum"] = rng.integers(0, 3, len(data))
    data["psu"] = data["stratum"] * 10 + rng.integers(0, 6, len(data))
    data.loc[data["g"] == "one unit", ["stratum", "psu"]] = [1, 12]
    data["q"] = rng.choice(["a", "b", "c"], len(data))
    data.loc[data["g"] == "alike", "q"] = "b"
    data["y"] = rng.normal(5, 2, len(data)).round(1)
    data.loc[data["g"] == "alike", "y"] = 5.0
    lost = rng.random(len(data)) < 0.15
    data.loc[lost | (data["g"] == "silent"), ["q", "y"]] = None
    return data


DATA = answers()
DRAWN = Survey(DATA, weights="weight", strata="stratum", clusters="psu")
SURVEYS = {
    "weighted": Survey(DATA, weights="weight"),
    "clusters": DRAWN,
    "jackknife": DRAWN.to_replicates("jkn"),
    "given": Survey(DATA, weights="weight", clusters="psu", df=17),
}


def rows(table, group, column="g"):
    return table[table[column].astype(str) == group].reset_index(drop=True)


@pytest.mark.parametrize("design", SURVEYS)
def test_an_interval_leaves_out_0_as_its_p_value_says(design):
    survey = SURVEYS[design]
    estimates = survey.proportion("q", by="g")
    found = estimates.compare(adjust=None).table
    excluded = (found["ci_low"] > 0) | (found["ci_high"] < 0)
    known = found["p_value"].notna()
    assert (excluded == (found["p_value"] < 0.05))[known].all()
    lost = set(estimates.table["g"][estimates.table["std_error"].isna()].astype(str))
    assert {"single", "silent"} <= lost
    assert ("one unit" in lost) == (design != "weighted")
    unknown = found["label"].str.split(" − ").map(lambda own: bool(lost & {*own}))
    assert found.loc[unknown, ["ci_low", "ci_high", "p_value"]].isna().all(axis=None)
    assert (found.loc[unknown, "reasons"] != "").all()


@pytest.mark.parametrize("counts", [(0, 30, 15, 300), (7, 10, 60, 200), (20, 50, 50, 50)])
def test_random_samples_are_compared_as_the_page_of_errors_has_it(counts):
    x1, n1, x2, n2 = counts
    script = runpy.run_path(str(DOCS / "difference_errors.py"))
    one, two = (script["of_counts"](np.array([x]), n, n1 + n2) for x, n in ((x1, n1), (x2, n2)))
    pairs = SharePairs.of(one, two, np.zeros(1), n1 + n2 - 1)
    data = pd.DataFrame({"g": ["A"] * n1 + ["B"] * n2})
    data["y"] = [1] * x1 + [0] * (n1 - x1) + [1] * x2 + [0] * (n2 - x2)
    row = Survey(data).proportion({"y": "y == 1"}, by="g").compare().table.iloc[0]
    assert row["p_value"] == pytest.approx(difference_p_values(pairs)[0], rel=1e-9)
    low, high = difference_limits(pairs, 0.95)
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low[0], high[0]), rel=1e-9)


def test_one_cluster_of_two_that_answered_says_nothing():
    data = pd.DataFrame({"psu": np.repeat(range(8), 10), "y": [1.0, 2, 2, 3, 5] * 16})
    data["g"] = np.where(data["psu"] < 2, "few", "rest")
    data.loc[data["psu"] == 1, "y"] = np.nan
    drawn = Survey(data, clusters="psu")
    for survey in (drawn, drawn.to_replicates("jk1")):
        table = survey.mean("y", by="g").table
        assert table["std_error"].isna().tolist() == [True, False]
        assert table["df"].tolist() == [1, 5]


def test_the_designs_degrees_of_freedom_are_for_all_who_ask():
    by = DRAWN.proportion("q", by="g", df="design")
    assert set(by.table["df"]) == {DRAWN.design.df}
    # two groups lose one, as the regression on the group in R, whether they share clusters or not
    assert set(by.compare().table["df"].dropna()) == {DRAWN.design.df - 1}
    assert set(DRAWN.median("y", by="g", df="design").table["df"]) == {DRAWN.design.df}


def test_two_answers_are_one_comparison():
    data = pd.DataFrame({"g": ["A"] * 100 + ["B"] * 100 + ["C"] * 90})
    data["y"] = [1] * 22 + [0] * 78 + [1] * 10 + [0] * 90 + [1] * 40 + [0] * 50
    found = Survey(data).proportion("y", by="g").compare().table
    assert found["p_value"].nunique() == 3
    smallest = found["p_value"].min()
    assert found["p_adjusted"].min() == pytest.approx(3 * smallest, rel=1e-12)
    yes, no = (found[found["category"] == value] for value in (0, 1))
    assert yes["p_adjusted"].tolist() == no["p_adjusted"].tolist()


def test_what_is_computed_from_an_unknown_variance_is_unknown():
    estimates = DRAWN.proportion("q", by="g")
    net = estimates.net({"any": ["a", "b", "c"], "two": ["a", "c"]}).table
    own = rows(net, "one unit").set_index("category")
    assert own.loc["any", ["ci_low", "ci_high"]].tolist() == [1, 1]
    assert own.loc["two", ["std_error", "ci_low", "ci_high"]].isna().all()
    one = estimates.subset((estimates.table["category"] == "a").to_numpy())
    size = dict.fromkeys(["big", "few", "one unit"], 1)
    known = one.subset(one.table["g"].isin(size).to_numpy())
    made = (
        one.contrast({"big": 1, "few": 1, "one unit": -2}),
        one.function("`one unit` / big"),
        known.standardise("g", size),
    )
    for found in made:
        assert found.table[["std_error", "ci_low", "ci_high"]].isna().all(axis=None)
        assert topline.has_reason(found.table, "no_variance").all()


def test_what_is_certain_stays_so():
    whole = pd.DataFrame({"g": ["a", "a", "b", "b", "b"], "y": [3.0, 3, 1, 2, 4], "size": 5})
    table = Survey(whole, fpc="size").mean("y", by="g").table
    assert table["std_error"].tolist() == [0, 0]
    assert table["ci_low"].tolist() == table["estimate"].tolist()
    drawn = Survey(whole.assign(size=50), fpc="size").mean("y", by="g").table
    assert drawn["std_error"].isna().tolist() == [True, False]
    assert drawn["reasons"].tolist() == ["all_alike", ""]


def test_an_effective_size_is_never_more_than_the_respondents():
    data = pd.DataFrame({"g": ["big"] * 97 + ["small"] * 3, "y": [1, 0] * 48 + [1] + [0, 0, 0]})
    survey = Survey(data)
    for df in ("domain", "design"):
        found = survey.proportion({"y": "y == 1"}, by="g", interval="beta", df=df).table
        # Clopper and Pearson's limit of 0 of 3
        small = rows(found, "small")["ci_high"].iloc[0]
        assert small == pytest.approx(1 - 0.025 ** (1 / 3), abs=1e-9)


def everybody_said_yes(**more):
    """All 60 of one stratum, and 140 of the 1,400 of another."""
    frame = pd.DataFrame({"g": ["whole"] * 60 + ["some"] * 140, "y": ["yes"] * 130 + ["no"] * 70})
    frame["size"] = np.where(frame["g"] == "whole", 60, 1400)
    frame["w"] = np.where(frame["g"] == "whole", 1.0, 10.0)
    frame["v"] = np.where(frame["y"] == "yes", 5, 1)
    return Survey(frame, weights="w", strata="g", fpc="size", **more), frame


def test_who_was_drawn_whole_has_no_sampling_error():
    survey, frame = everybody_said_yes()
    found = survey.proportion("y", by="g")
    ways = [
        found.table,
        survey.where("g == 'whole'").proportion("y").table,
        survey.to_replicates("jkn").proportion("y", by="g").table,
        everybody_said_yes()[0].proportion("y", by="g", interval="wilson").table,
        found.net({"yes": ["yes"]}).table,
    ]
    lazily = Survey(pl.from_pandas(frame).lazy(), weights="w", strata="g", fpc="size")
    ways.append(lazily.proportion("y", by="g").table)
    for table in ways:
        own = table if "g" not in table else table[table["g"] == "whole"]
        row = own[own["category"] == "yes"].iloc[0]
        # R: svyby(~y, ~g, design, svymean) has 1 with a standard error of 0
        assert row[["estimate", "std_error", "ci_low", "ci_high"]].tolist() == [1, 0, 1, 1]
        assert np.isinf(row["n_effective"])
        assert "drawn_whole" in row["reasons"].split()
    median = survey.median("v", by="g").table
    own = rows(median, "whole").iloc[0]
    assert own[["estimate", "std_error", "ci_low", "ci_high"]].tolist() == [5, 0, 5, 5]
    assert own["reasons"] == "drawn_whole"
    # the difference has the other's error alone
    [[error, low, reasons]] = (
        found.compare(pairs=[("whole", "some")])
        .table.loc[lambda table: table["category"] == "yes", ["std_error", "ci_low", "reasons"]]
        .to_numpy()
    )
    some = rows(found.table, "some").set_index("category").loc["yes"]
    assert error == pytest.approx(some["std_error"])
    assert low == pytest.approx(1 - wilson_limit(some), abs=1e-9)
    assert reasons == ""


def wilson_limit(row):
    """The upper limit of a share by Wilson at its effective size, with Student's quantile."""
    t, n, p = stats.t.ppf(0.975, row["df"]), row["n_effective"], row["estimate"]
    middle, half = p + t**2 / (2 * n), t * np.sqrt(p * (1 - p) / n + t**2 / (4 * n**2))
    return (middle + half) / (1 + t**2 / n)


def test_a_stratum_that_a_rule_leaves_out_was_not_drawn_whole():
    frame = pd.DataFrame({"h": ["a"] * 9 + ["b"] * 9, "c": [0] * 9 + [1, 2, 3] * 3})
    frame["y"] = ["yes"] * 9 + ["no", "yes", "yes"] * 3
    for rule in ("remove", "certainty"):
        survey = Survey(frame, strata="h", clusters="c", lonely_psu=rule)
        table = survey.proportion("y", by="h").table
        assert not topline.has_reason(table, "drawn_whole").any()


def test_replicates_that_add_up_to_the_same_are_of_a_sample():
    """A group's weights may be brought to its size in every replicate, and differ within it."""
    frame = pd.DataFrame({"g": list("ab") * 20, "y": ["yes", "no", "yes", "yes"] * 10})
    frame["y"] = frame["y"].where(frame["g"] == "a", "no").where(frame["g"] == "b", "yes")
    rng = np.random.default_rng(4)
    weights = rng.uniform(0.5, 1.5, (40, 12))
    for own in (frame["g"] == "a", frame["g"] == "b"):
        weights[own] *= 20 / weights[own].sum(axis=0)
    names = [f"r{at}" for at in range(12)]
    frame[names] = weights
    survey = Survey(frame, replicate_weights=names, replicate_method="bootstrap")
    table = survey.proportion("y", by="g").table
    assert topline.has_reason(table, "edge").all()
    assert not topline.has_reason(table, "drawn_whole").any()


HEAVY = pd.DataFrame({"w": [1000.0] + [1.0] * 49, "id": range(50), "y": np.arange(50.0) ** 2})
HEAVY = HEAVY.assign(q=np.where(HEAVY["y"] % 3 == 0, "yes", "no"), g=["a", "b"] * 25)


@pytest.mark.parametrize(
    "survey",
    [
        Survey(HEAVY, weights="w"),
        Survey(HEAVY, weights="w", clusters="id"),
        Survey(HEAVY, weights="w").to_replicates("jk1"),
        Survey(HEAVY, weights="w").to_replicates("bootstrap", replicates=40, rng=1),
        Survey(pl.from_pandas(HEAVY).lazy(), weights="w"),
        Survey(pl.from_pandas(HEAVY).lazy(), weights="w", clusters="id"),
        Survey(pl.from_pandas(HEAVY.loc[HEAVY.index.repeat(40)]), clusters="id", weights="w"),
    ],
)
def test_one_weight_of_a_thousand_is_told_everywhere(survey):
    found = [survey.mean("y"), survey.proportion("q"), survey.total("y"), survey.median("y")]
    assert all(topline.has_reason(one.table, "few_effective").all() for one in found)
    by = survey.mean("y", by="g")
    assert topline.has_reason(by.table, "few_effective").tolist() == [True, False]
    assert topline.has_reason(by.compare().table, "few_effective").all()


OF_MODELS = HEAVY.assign(x=np.sin(HEAVY["id"]), t=1.5 + np.cos(HEAVY["id"]), e=HEAVY["id"] % 3 > 0)


@pytest.mark.parametrize(
    "survey",
    [
        Survey(OF_MODELS, weights="w"),
        Survey(OF_MODELS, weights="w", clusters="id"),
        Survey(OF_MODELS, weights="w").to_replicates("jk1"),
    ],
)
def test_models_and_curves_tell_that_few_have_most_of_the_weight(survey):
    linear, cox = survey.linear("y ~ x"), survey.cox("t, e ~ x")
    curves = survey.kaplan_meier("t, e ~ g", times=[1, 2]).table.table
    found = [linear.table.table, cox.table.table, linear.predictions().table]
    assert all(topline.has_reason(one, "few_effective").all() for one in found)
    for model in (linear, cox):
        assert any("have most of the weight" in one for one in model.sentences)
    assert topline.has_reason(curves, "few_effective").tolist() == [True, True, False, False]
    # and not of the others by themselves
    others = survey.where("w < 2")
    for one in (others.linear("y ~ x"), others.cox("t, e ~ x")):
        assert not topline.has_reason(one.table.table, "few_effective").any()
        assert not any("have most of the weight" in said for said in one.sentences)


def test_a_model_of_rows_that_an_engine_holds_tells_of_few_clusters():
    heavy = OF_MODELS.assign(psu=OF_MODELS["id"] // 2)
    for where, few in ((None, True), ("w < 2", False)):
        found = Survey(pl.from_pandas(heavy).lazy(), weights="w", clusters="psu").linear(
            "y ~ x", where=where
        )
        own = Survey(heavy, weights="w", clusters="psu").linear("y ~ x", where=where)
        for one in (found, own):
            assert topline.has_reason(one.table.table, "few_effective").all() == few
        assert found.table.table["n_weighted"].iloc[0] == pytest.approx(
            own.table.table["n_weighted"].iloc[0]
        )


def test_few_are_told_only_where_they_are_few_of_many_and_might_have_been_others():
    # the heaviest is in a stratum of its own that was taken whole: its error is none
    drawn = HEAVY.assign(h=HEAVY["w"] > 1, size=np.where(HEAVY["w"] > 1, 1, 49_000))
    certain = Survey(drawn, weights="w", strata="h", fpc="size").mean("y")
    plain = HEAVY.assign(w=np.linspace(1, 6, 50))
    nine = plain.head(9)
    one_cluster = plain.assign(psu=np.where(plain["id"] < 10, plain["id"], 10))
    for survey in (Survey(plain, weights="w"), Survey(nine, weights="w")):
        assert not topline.has_reason(survey.mean("y").table, "few_effective").any()
    assert not topline.has_reason(certain.table, "few_effective").any()
    # clusters of few and many, whose respondents weigh the same
    found = Survey(one_cluster, clusters="psu").mean("y").table
    assert topline.has_reason(found, "few_effective").all()


def test_an_average_of_no_stratum_is_no_size_either():
    """Each stratum has one unit of the group, and none is left to average over."""
    data = pd.DataFrame({"h": [1, 1, 2, 2], "g": ["a", "b"] * 2, "q": ["yes", "no", "yes", "yes"]})
    of = Survey(data, strata="h", lonely_psu="average", lonely_domains=True)
    shares = of.proportion("q", by="g")
    alone = shares.table[shares.table["g"] == "a"]
    assert alone[["std_error", "n_effective", "ci_low"]].isna().all(axis=None)
    nets = shares.net({"agreed": ["yes"]}).table
    assert np.isnan(nets.set_index("g").loc["a", "n_effective"])
