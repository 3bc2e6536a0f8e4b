"""Replicates made from a design: R's, and what they must do by their definition."""

from itertools import product

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test, reference_rows
from tests.survey.cases import book, near, survey
from topline import ArgumentError, DataError, Survey
from topline.survey.design.replicates.make import MAKERS

I = np.arange(48)  # noqa: E741
DATA = pd.DataFrame(
    {
        "stratum": I // 12,
        "cluster": I // 6,
        "weight": 3 + I * 7 % 11,
        "y": I * 37 % 101 / 7,
        "x": 1 + I * 53 % 29 / 5,
        "clusters": 20,
        "in_stratum": 5 + I // 12,
        "pair": I // 3,
    }
)
DESIGNS = {
    "plain": {"clusters": "cluster"},
    "plain_fpc": {"clusters": "cluster", "fpc": "clusters"},
    "strata": {"clusters": "cluster", "strata": "stratum"},
    "strata_fpc": {"clusters": "cluster", "strata": "stratum", "fpc": "in_stratum"},
    "rows": {"strata": "stratum"},
    "four": {"clusters": "pair", "strata": "stratum"},
}
R_ROWS = reference_rows("replicates_r.csv")


def drawn(design, **more):
    return Survey(DATA, weights="weight", **{**DESIGNS[design], **more})


def errors(found):
    return found.table["std_error"].to_numpy()


def options(method):
    return {"rho": 0.3} if method == "fay" else {}


@in_one_test("row", R_ROWS, ids=lambda r: f"{r['case']} {r['estimator']}")
def test_agrees_with_r_on_any_data(row):
    method, design = row["case"].split()
    centre = "estimate" if design.endswith("_mse") else "mean"
    made = drawn(design.removesuffix("_mse")).to_replicates(
        method, centre=centre, **options(method)
    )
    found = getattr(made, row["estimator"])(*row["variable"].split("/")).table.iloc[0]
    balanced_anew = method in ("brr", "fay") and row["estimator"] != "total"
    assert near(found["estimate"], float(row["estimate"]), 1e-13)
    assert near(found["std_error"], float(row["std_error"]), 0.03 if balanced_anew else 1e-12)
    assert found["df"] == float(row["df"])


@pytest.mark.parametrize(
    ("base", "name", "method"),
    [
        ("dclus1", "rclus1", "jk1"),
        ("dclus1", "rclus1_mse", "jk1"),
        ("dstrat", "rstrat", "jkn"),
        ("dstrat_nofpc", "rstrat_nofpc", "jkn"),
        ("dnh", "rnh", "jkn"),
    ],
)
def test_weights_are_those_of_as_svrepdesign(shared, base, name, method):
    design = book(shared)["designs"][name]
    made = survey(shared, base).to_replicates(method, centre="mean")
    theirs = pd.read_csv(shared / "reference" / design["repweights_file"]).to_numpy(dtype=float)
    weights, found = made.replicate_weights, made.design
    assert weights.shape == theirs.shape
    place = [np.abs(theirs - own[:, None]).max(axis=0).argmin() for own in weights.T]
    assert sorted(place) == list(range(theirs.shape[1]))
    assert np.allclose(weights, theirs[:, place], rtol=1e-14, atol=1e-12)
    factors = design["scale"] * np.array(design["rscales"])
    assert np.allclose(found.factors, factors[place], rtol=1e-14)
    assert found.df == design["degf"]


@pytest.mark.parametrize(("name", "method"), [("bnh", "brr"), ("fnh", "fay")])
def test_half_samples_of_nhanes_have_rs_variances(shared, name, method):
    """R sets clusters 1 and 3 of the stratum of three against 2; one code for both says so."""
    base = survey(shared, "dnh")
    three = (base.data["SDMVSTRA"] == 86) & (base.data["SDMVPSU"] == 3)
    halves = base.data.assign(half=base.data["SDMVPSU"].mask(three, 1))
    made = Survey(
        halves, weights="WTMEC2YR", strata="SDMVSTRA", clusters="half", nest=True
    ).to_replicates(method, centre="mean", **options(method))
    theirs = survey(shared, name)
    for variable in ("HI_CHOL", "RIAGENDR", "race"):
        assert near(errors(made.total(variable)), errors(theirs.total(variable)), 1e-10).all()
        assert near(errors(made.mean(variable)), errors(theirs.mean(variable)), 0.05).all()
    assert made.design.df == theirs.design.df == 15
    assert np.allclose(made.design.factors, theirs.design.factors)


@pytest.mark.parametrize(
    ("design", "method"),
    [
        ("plain", "jk1"),
        ("plain_fpc", "jk1"),
        *product(("strata", "strata_fpc", "rows", "plain", "plain_fpc", "four"), ("jkn",)),
        *product(("strata", "strata_fpc"), ("brr", "fay")),
    ],
)
def test_totals_vary_as_the_linearised_do(design, method):
    linearised = drawn(design)
    made = linearised.to_replicates(method, **options(method))
    for ours, theirs in (
        (made.total(["y", "x"]), linearised.total(["y", "x"])),
        (made.count(by="stratum"), linearised.count(by="stratum")),
    ):
        assert np.allclose(ours.covariance, theirs.covariance, rtol=1e-11, atol=1e-8)
    assert made.mean("y").table["df"].iloc[0] == linearised.mean("y").table["df"].iloc[0]
    means = made.mean(["y", "x"]), linearised.mean(["y", "x"])
    assert np.allclose(errors(means[0]), errors(means[1]), rtol=0.05)


@pytest.mark.parametrize("method", ["jkn", "brr", "fay", "bootstrap", "sdr"])
def test_each_replicate_has_the_strata_totals_of_the_design_on_average(method):
    made = drawn("strata").to_replicates(method, **options(method)).replicate_weights
    whole = DATA["weight"].to_numpy()
    exact = {"rtol": 0.2} if method == "bootstrap" else {"rtol": 1e-12}
    assert np.allclose(made.mean(axis=1), whole, **exact)
    ones = pd.DataFrame({"stratum": DATA["stratum"], "weight": 1.0, "cluster": DATA["cluster"]})
    equal = Survey(ones, weights="weight", strata="stratum", clusters="cluster")
    sums = equal.to_replicates(method, **options(method)).replicate_weights
    by_stratum = np.stack([sums[ones["stratum"] == h].sum(axis=0) for h in range(4)])
    assert np.allclose(by_stratum, 12, rtol=1e-12)


def test_bootstrap_expects_the_linearised_variance():
    linearised = drawn("strata_fpc")
    made = linearised.to_replicates("bootstrap", replicates=20_000, rng=1)
    assert np.allclose(errors(made.total(["y", "x"])), errors(linearised.total(["y", "x"])), 0.02)
    assert made.design.df == 4
    assert (made.replicate_weights >= 0).all()


def test_bootstrap_draws_come_from_the_generator_given():
    one, again = (
        drawn("rows").to_replicates("bootstrap", rng=7).replicate_weights for _ in range(2)
    )
    other = drawn("rows").to_replicates("bootstrap", rng=np.random.default_rng(8)).replicate_weights
    assert one.shape == (48, 500)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_successive_differences_of_a_systematic_sample():
    """A total's variance is half the squared differences of neighbours in a circle."""
    n = 60
    y = 10 + 0.5 * np.arange(n) + np.cos(np.arange(n))
    data = pd.DataFrame({"y": y, "w": 5.0})
    made = Survey(data, weights="w").to_replicates("sdr")
    expected = np.sum((5 * (y - np.roll(y, 1))) ** 2) / 2
    assert errors(made.total("y"))[0] ** 2 == pytest.approx(expected, rel=1e-12)
    assert errors(made.total("y")) < 0.4 * errors(Survey(data, weights="w").total("y"))
    assert made.replicate_weights.shape == (n, 80)
    assert (made.replicate_weights > 0).all()


def test_successive_differences_of_more_units_than_rows():
    generator = np.random.default_rng(20261123)
    data = pd.DataFrame({"y": generator.normal(size=3000), "w": 1.0})
    linearised = Survey(data, weights="w").total("y")
    made = Survey(data, weights="w").to_replicates("sdr", replicates=160).total("y")
    assert np.allclose(errors(made), errors(linearised), rtol=0.2)


def test_successive_differences_take_clusters_as_the_data_have_them():
    order = np.array([3, 0, 2, 1, 4])
    data = pd.DataFrame({"c": np.repeat(order, 2), "y": np.arange(10.0) ** 2, "w": 1.0})
    made = Survey(data, weights="w", clusters="c").to_replicates("sdr").total("y")
    t = data["y"].to_numpy().reshape(5, 2).sum(axis=1)
    assert errors(made)[0] ** 2 == pytest.approx(np.sum((t - np.roll(t, 1)) ** 2) / 2)


def test_pairs_and_threes_of_larger_strata_when_merged():
    sizes = {"a": 3, "b": 4, "c": 2, "d": 1, "e": 5}
    data = pd.DataFrame({"h": [h for h, n in sizes.items() for _ in range(n)], "w": 2.0})
    data["y"] = np.arange(len(data)) ** 1.5 % 7
    strata = Survey(data, weights="w", strata="h", lonely_psu="fail")
    made = strata.to_replicates("fay", rho=0.5, merge=True)
    t = 2 * data["y"].to_numpy()
    triple = lambda *at: 1.5 * np.sum((t[list(at)] - t[list(at)].mean()) ** 2)  # noqa: E731
    pair = lambda i, j: (t[i] - t[j]) ** 2  # noqa: E731
    # d joins e: six units, three pairs
    expected = (
        triple(0, 1, 2) + pair(3, 4) + pair(5, 6) + pair(7, 8)
        + pair(9, 10) + pair(11, 12) + pair(13, 14)
    )  # fmt: skip
    assert errors(made.total("y"))[0] ** 2 == pytest.approx(expected, rel=1e-12)
    assert (made.replicate_weights >= 0).all()


def test_a_last_lonely_stratum_joins_the_one_before():
    data = pd.DataFrame({"h": [0, 0, 1], "w": 1.0, "y": [1.0, 4.0, 6.0]})
    made = Survey(data, weights="w", strata="h").to_replicates("fay", rho=0.5, merge=True)
    assert errors(made.total("y"))[0] ** 2 == pytest.approx(1.5 * np.var([1, 4, 6]) * 3)


def test_certainty_strata_add_nothing():
    certain = DATA.assign(in_stratum=np.where(DATA["stratum"] == 0, 2, 9))
    sampled = Survey(
        certain, weights="weight", strata="stratum", clusters="cluster", fpc="in_stratum"
    )
    for method in ("jkn", "brr", "bootstrap", "sdr"):
        made = sampled.to_replicates(method, **({"rng": 3} if method == "bootstrap" else {}))
        first = (DATA["stratum"] == 0).to_numpy()
        own = DATA["weight"].to_numpy()[first]
        assert np.array_equal(
            made.replicate_weights[first], np.tile(own, (len(made.design.factors), 1)).T
        )
    jackknife, balanced = (sampled.to_replicates(method).total("y") for method in ("jkn", "brr"))
    assert np.allclose(errors(jackknife), errors(sampled.total("y")))
    assert np.allclose(errors(balanced), errors(sampled.total("y")))


def test_brewers_approximation_by_jackknife():
    data = pd.DataFrame({"p": [0.2, 0.4, 0.5, 0.1, 0.3], "y": [3.0, 8, 1, 4, 4]})
    linearised = Survey(data, fpc="p", pps="brewer")
    made = linearised.to_replicates("jkn")
    assert np.allclose(errors(made.total("y")), errors(linearised.total("y")), rtol=1e-13)
    with pytest.raises(ArgumentError, match="half-samples are for units of equal chance"):
        linearised.to_replicates("brr", merge=True)


def test_subpopulations_and_groups_stay():
    made = drawn("strata").where("x > 3").by("stratum").to_replicates("jkn").mean("y").table
    other = drawn("strata").to_replicates("jkn").mean("y", where="x > 3", by="stratum").table
    pd.testing.assert_frame_equal(made, other)


def test_words_name_the_method_and_the_design():
    assert drawn("strata").to_replicates("brr").design.words == (
        "8 replicate weights, balanced repeated replication, made from: Stratified cluster sample: "
        "8 clusters in 4 strata; weights 'weight'; with replacement at the first stage; variance "
        "about the full-sample estimate"
    )


def test_given_degrees_of_freedom_stay():
    assert drawn("strata", df=3).to_replicates("jkn").mean("y").table["df"].iloc[0] == 3


def test_every_maker_has_a_source():
    assert set(MAKERS) == {"jk1", "jkn", "brr", "fay", "bootstrap", "sdr"}
    assert all(row.source for row in MAKERS.values())


ONE_LONELY = {"strata": "alone", "clusters": "cluster", "nest": True}
ALONE = DATA.assign(alone=np.where(DATA["cluster"] == 0, -1, DATA["stratum"]))
PROBLEMS = [
    ("strata", ("jk2",), {}, "method 'jk2' is not known for making replicate weights; did you"),
    ("strata", ("jk1",), {}, "'jk1' is for a sample without strata, and this has 4; choose 'jkn'"),
    ("strata", ("jkn",), {"rho": 0.5}, "rho=0.5 is for 'fay'; leave it out with 'jkn'"),
    ("strata", ("jkn",), {"rng": 1}, "rng=1 is for 'bootstrap'; leave it out with 'jkn'"),
    ("strata", ("jkn",), {"replicates": 8}, "replicates=8 is for 'brr' and 'fay' and 'bootstrap'"),
    ("strata", ("sdr",), {"merge": True}, "merge=True is for 'brr' and 'fay'; leave it out"),
    ("strata", ("fay",), {}, "rho is None; Fay's factor is from 0 to below 1, such as 0.5"),
    ("strata", ("fay",), {"rho": 1}, "rho is 1; Fay's factor is from 0 to below 1"),
    ("strata", ("brr",), {"replicates": 4}, "are too few to balance 4 strata or pairs; expected 8"),
    ("strata", ("brr",), {"replicates": 9}, "there is no Hadamard matrix of order 9 here; the"),
    ("strata", ("bootstrap",), {"replicates": 1}, "replicates is 1; expected a whole number, 2"),
    ("strata", ("jkn",), {"centre": "middle"}, "centre is 'middle'; expected one of estimate"),
]  # fmt: skip


@in_one_test(("design", "arguments", "more", "text"), PROBLEMS)
def test_options_a_method_cannot_take(design, arguments, more, text):
    with pytest.raises(ArgumentError, match=text):
        drawn(design).to_replicates(*arguments, **more)


@pytest.mark.parametrize(
    ("design", "text"),
    [
        ("four", r"stratum 0 has 4 sampled units \(4 strata have not two\); half-samples take two"),
        ("rows", "or merge=True to cut larger strata into pairs and join those of one"),
    ],
)
def test_half_samples_need_two_in_each_stratum(design, text):
    with pytest.raises(DataError, match=text):
        drawn(design).to_replicates("brr")


def test_threes_would_have_negative_weights_without_fays_factor():
    data = pd.DataFrame({"h": [0, 0, 0], "y": [1.0, 2.0, 4.0]})
    with pytest.raises(ArgumentError, match="would have negative replicate weights; choose 'fay'"):
        Survey(data, strata="h").to_replicates("brr", merge=True)


def test_two_stages_with_fpc_are_refused():
    data = DATA.assign(rows=9)
    two = Survey(data, clusters=["cluster", "pair"], fpc=["clusters", "rows"])
    with pytest.raises(ArgumentError, match="replicates of 2 stages with fpc are not made; give"):
        two.to_replicates("jk1")


def test_joint_probabilities_are_refused():
    data = pd.DataFrame({"p": [0.2, 0.4, 0.5], "y": [1.0, 2.0, 3.0]})
    with pytest.raises(ArgumentError, match="replicates of Overton's approximation are not made"):
        Survey(data, fpc="p", pps="overton").to_replicates("jkn")


def test_replicates_of_replicates_are_refused():
    with pytest.raises(ArgumentError, match="the survey has replicate weights already"):
        drawn("strata").to_replicates("jkn").to_replicates("jkn")


@pytest.mark.parametrize("rule", ["adjust", "average"])
def test_lonely_rules_without_replicates(rule):
    sampled = Survey(ALONE, weights="weight", lonely_psu=rule, **ONE_LONELY)
    with pytest.raises(ArgumentError, match=f"lonely_psu='{rule}' has no replicates; choose"):
        sampled.to_replicates("jkn")


def test_lonely_strata_fail_or_add_nothing():
    with pytest.raises(DataError, match="has only one sampled unit"):
        Survey(ALONE, weights="weight", **ONE_LONELY).to_replicates("jkn")
    sampled = Survey(ALONE, weights="weight", lonely_psu="certainty", **ONE_LONELY)
    made = sampled.to_replicates("jkn")
    assert np.allclose(errors(made.total("y")), errors(sampled.total("y")), rtol=1e-12)


def test_a_census_has_no_replicates():
    census = Survey(DATA.assign(n=48), fpc="n")
    with pytest.raises(ArgumentError, match="the design has no sampling variance"):
        census.to_replicates("jk1")


def test_more_weights_than_memory_are_refused():
    rows = 70_000
    data = pd.DataFrame({"y": np.zeros(rows)})
    with pytest.raises(
        ArgumentError, match="70,000 replicates of 70,000 sampled units would take 37 GiB"
    ):
        Survey(data).to_replicates("jk1")
