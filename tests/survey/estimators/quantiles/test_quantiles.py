"""Quantiles as Survey gives them: R's survey package, covariance, flags and refusals."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test, long_unless, reference_rows
from tests.survey.cases import near
from topline import ArgumentError, DataError, Survey
from topline.survey.engine.distributions import distribution
from topline.survey.engine.ordering import ordered
from topline.survey.engine.rank import rank, rank_by_squares
from topline.survey.estimators.quantiles.rules import RULES, quantile_at
from topline.survey.estimators.request import request_of

I = np.arange(120)  # noqa: E741
DATA = pd.DataFrame(
    {
        "stratum": I // 30,
        "cluster": I // 5,
        "wt": 1 + (I * 7) % 11 / 4,
        "kind": np.array(["p", "q", "r"])[((I * 3) % 8) // 3],
        "tie": (I * 13) % 9,
        "N": np.array([40, 20, 30, 6])[I // 30],
        "u": (I * 37) % 127 / 4,
    }
)
DATA["m"] = DATA["u"].where(I % 29 != 0)
K = np.arange(1, 21)
AGAIN = DATA["wt"].to_numpy()[:, None] * (1 + ((I[:, None] * K) % 7 % 3 - 1) / 2)
AGAIN[(I[:, None] // 5 + K) % 10 == 0] = 0
DESIGN = {"weights": "wt", "strata": "stratum", "clusters": "cluster"}
OWN = {"replicate_weights": AGAIN, "replicate_method": "custom", "scale": 1 / 20}
SURVEYS = {
    "plain": Survey(DATA, **DESIGN),
    "fpc": Survey(DATA, **DESIGN, fpc="N"),
    "jkn": Survey(DATA, **DESIGN).to_replicates("jkn"),
    "own": Survey(DATA, weights="wt", **OWN, centre="mean"),
}
ROWS = pd.DataFrame(reference_rows("quantiles_r.csv"))
NUMBERS = ["quantile", "estimate", "ci_low", "ci_high", "std_error", "df"]
ROWS[NUMBERS] = ROWS[NUMBERS].replace("", "nan").astype(float)
ASKED = ["design", "where", "variable", "rule", "interval"]


@pytest.mark.parametrize(
    ("asked", "theirs"), [pytest.param(*one, id="-".join(one[0])) for one in ROWS.groupby(ASKED)]
)
def test_agrees_with_r(asked, theirs):
    design, where, variable, qrule, interval = asked
    rule = "survey_hf3" if qrule == "hf3" else qrule
    how = {"method": "replicate"} if interval == "quantile" else {"interval": interval}
    if where != "all":
        how["where"] = f"kind == '{where}'"
    found = SURVEYS[design].quantile(variable, theirs["quantile"].tolist(), rule=rule, **how)
    for name in NUMBERS:
        assert near(found.table[name], theirs[name]).all(), name


@pytest.mark.parametrize("method", ["woodruff", "replicate"])
@pytest.mark.parametrize("rule", RULES)
def test_each_group_is_as_if_it_were_asked_alone(rule, method):
    drawn, q = SURVEYS["own"], [0.5, 0.2, 0.9]
    together = drawn.quantile(["m", "tie"], q, by="kind", rule=rule, method=method)
    assert together.table["outcome"].tolist() == (["m"] * 9 + ["tie"] * 9)
    for kind in ("p", "q", "r"):
        where = f"kind == '{kind}'"
        alone = drawn.quantile(["m", "tie"], q, where=where, rule=rule, method=method).table
        ours = together.table[together.table["kind"] == kind]
        assert ours["quantile"].tolist() == q * 2
        for name in ["estimate", "std_error", "ci_low", "ci_high", "df", "n", "n_missing"]:
            assert near(ours[name], alone[name]).all(), name


@pytest.mark.parametrize("rule", long_unless(("math", "hf2", "hf7").__contains__, RULES))
def test_replicates_are_the_quantiles_under_their_weights(rule):
    found = SURVEYS["own"].quantile("m", [0.1, 0.5], by="kind", rule=rule, method="replicate")
    again = [
        Survey(DATA.assign(wt=weights), weights="wt")
        .quantile("m", [0.1, 0.5], by="kind", rule=rule)
        .table["estimate"]
        for weights in AGAIN.T
    ]
    expected = np.cov(np.array(again).T, bias=True)
    assert found.covariance == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_influences_give_the_covariance_of_quantiles_and_groups():
    """Woodruff's errors on the diagonal; between, the correlation of the shares at or below."""
    found = SURVEYS["plain"].quantile("u", [0.3, 0.6], by="kind")
    error = found.table["std_error"].to_numpy()
    assert np.diag(found.covariance) == pytest.approx(error**2)
    below = {
        str(row["quantile"]) + row["kind"]: DATA["u"] <= row["estimate"]
        for _, row in found.table.iterrows()
    }
    shares = SURVEYS["plain"].proportion(below, by="kind", interval="mean")
    own = [
        list(shares.table["outcome"] + shares.table["kind"]).index(name + name[-1])
        for name in below
    ]
    theirs = shares.covariance[np.ix_(own, own)]
    scale = np.sqrt(np.diag(theirs))
    correlation = theirs / np.outer(scale, scale)
    assert found.covariance == pytest.approx(correlation * np.outer(error, error))


@pytest.mark.parametrize("name", ["jkn", "own"])
def test_replicated_influences_give_a_joint_covariance_too(name):
    found = SURVEYS[name].quantile("u", [0.3, 0.6], by="kind")
    assert np.diag(found.covariance) == pytest.approx(found.table["std_error"] ** 2)
    assert np.linalg.eigvalsh(found.covariance).min() > -1e-9


def test_groups_are_compared_within_a_quantile():
    found = SURVEYS["plain"].quantile("u", [0.3, 0.6], by="kind").compare().table
    assert found["quantile"].tolist() == [0.3] * 3 + [0.6] * 3
    assert found["label"].tolist() == ["p − q", "p − r", "q − r"] * 2


def test_a_jackknife_of_quantiles_is_flagged():
    found = SURVEYS["jkn"].median("m", method="replicate").table["flag"].iloc[0]
    assert "a jackknife does not give quantiles' variance; method='woodruff' does" in found
    assert "5 without an answer left out" in found
    assert "jackknife" not in SURVEYS["own"].median("m", method="replicate").table["flag"].iloc[0]
    assert "jackknife" not in SURVEYS["jkn"].median("m").table["flag"].iloc[0]


def test_a_share_s_interval_that_leaves_0_to_1_gives_no_limit():
    row = SURVEYS["plain"].quantile("u", 0.01).table.iloc[0]
    assert np.isnan(row["ci_low"])
    assert np.isnan(row["std_error"])
    assert (
        row["ci_high"] == SURVEYS["plain"].quantile("u", 0.01, interval="mean").table["ci_high"][0]
    )
    assert "leaves 0 to 1; interval='beta' does not" in row["flag"]
    whole = SURVEYS["plain"].quantile("u", 0.01, interval="beta").table.iloc[0]
    assert whole["ci_low"] <= whole["estimate"] <= whole["ci_high"]
    assert whole["flag"] == ""


def test_the_greatest_value_has_an_interval_where_r_gives_none_of_any_width():
    """Nobody is above it: the share is 1 without variance, as where everybody agrees."""
    for interval in ("mean", "xlogit", "beta", "asin"):
        row = SURVEYS["plain"].quantile("u", 0.999, interval=interval).table.iloc[0]
        assert row["estimate"] == row["ci_high"] == DATA["u"].max()
        assert row["ci_low"] < row["estimate"]
        assert "nobody is above it" in row["flag"]
    tied = SURVEYS["plain"].quantile("tie", 0.95).table.iloc[0]
    assert tied[["estimate", "ci_low", "ci_high"]].tolist() == [8, 8, 8]
    assert np.isnan(tied["std_error"])


def test_one_respondent_one_unit_and_nobody():
    data = pd.DataFrame(
        {
            "g": pd.Categorical(["a"] * 6 + ["b"] + ["c"] * 3, ["a", "b", "c", "d"]),
            "c": [1, 1, 2, 2, 3, 3, 1, 2, 2, 2],
            "y": np.arange(10.0),
        }
    )
    for survey in (Survey(data, clusters="c"), Survey(data, clusters="c").to_replicates("jk1")):
        table = survey.median("y", by="g").table.set_index("g")
        assert table["estimate"].dropna().to_dict() == {"a": 2, "b": 6, "c": 8}
        assert table["n"].tolist() == [6, 1, 3, 0]
        assert np.isnan(table.loc[["b", "d"], ["std_error", "ci_low"]]).all(axis=None)
        assert table.loc["b", "flag"].startswith("one respondent")
        assert table.loc["d", "flag"] == "no respondents"
    assert np.isnan(Survey(data, clusters="c").median("y", by="g").table["std_error"][2])


def test_the_table_says_how_and_cannot_make_woodruff_s_interval_again():
    found = SURVEYS["plain"].median(["u", "m"], interval="xlogit", confidence_level=0.9)
    assert list(found.table)[:2] == ["outcome", "quantile"]
    assert found.table["interval"].tolist() == ["woodruff_xlogit"] * 2
    assert found.table["confidence_level"].tolist() == [0.9] * 2
    assert found.method.startswith("weighted quantile with Woodruff's interval, linearised")
    with pytest.raises(ArgumentError, match=r"needs the data, .* ask \.quantile for another"):
        found.with_interval(0.8)


@in_one_test(
    ("how", "message"),
    [
        ({"q": 1.5}, "q is 1.5; expected shares from 0 to 1, such as 0.5"),
        ({"q": []}, r"q is \[\]; expected shares from 0 to 1"),
        ({"q": "half"}, "q is 'half'; expected shares from 0 to 1"),
        ({"rule": "hf10"}, "rule is 'hf10'; expected one of math, school, shahvaish, hf1"),
        ({"method": "taylor"}, "method is 'taylor'; expected one of woodruff, replicate"),
        ({"interval": "wald"}, "interval is 'wald'; expected one of mean, xlogit, beta, asin"),
        ({"method": "replicate"}, "needs replicate weights; make them with .to_replicates"),
        (
            {"design_effect": True},
            "design_effect is for means, totals and shares, not for quantiles",
        ),
        ({"missing": "category"}, "missing='category' is for shares of categories"),
        ({"variables": []}, "no variables are named"),
        ({"level": 0.9}, "'level' is no option"),
    ],
)
def test_what_cannot_be_asked_is_refused(how, message):
    with pytest.raises(ArgumentError, match=message):
        SURVEYS["plain"].quantile(**{"variables": "m", "q": 0.5, **how})


def test_what_the_data_do_not_allow_is_refused():
    with pytest.raises(DataError, match="column 'kind' holds text"):
        SURVEYS["plain"].median("kind")
    with pytest.raises(DataError, match="no answer in 5 rows"):
        SURVEYS["plain"].median("m", missing="fail")


@in_one_test("seed", range(40))
def test_the_rank_from_cross_products_is_the_rank(seed):
    rng = np.random.default_rng(seed)
    n, r = rng.integers(1, 120), rng.integers(2, 30)
    weights = rng.lognormal(3, 1, (n, 1)) * rng.choice([0, 0.5, 1, 1.5], (n, r))
    if seed % 2:
        weights = np.hstack([weights, weights[:, : r // 2]])
    assert rank_by_squares(weights) == rank(weights)
    assert rank_by_squares(np.zeros((n, r))) == 0


def test_many_replicates_of_many_rows_agree_with_the_plain_way():
    """More rows than a bin holds, some replicates without a domain, ties across bins."""
    rng = np.random.default_rng(7)
    n = 6000
    data = pd.DataFrame({"y": rng.normal(size=n).round(1), "g": rng.integers(0, 4, n), "w": 1.0})
    data.loc[data["g"] == 3, "y"] = 2.5
    again = rng.choice([0, 1, 2.0], (n, 12))
    again[data["g"] == 2, :3] = 0
    survey = Survey(data, weights="w", replicate_weights=again, replicate_method="bootstrap")
    domains = request_of(survey._of, {"by": "g"}).domains
    order = ordered(data["y"].to_numpy(), survey.weights, domains, again)
    shares = np.array([0.0, 0.02, 0.5, 0.97, 1])
    for rule in RULES.values():
        found = np.full((12, 4, len(shares)), np.nan)
        for part in order.near(shares, rule.local)[1]:
            at = part.replicates, part.domain, part.share
            found[at] = quantile_at(rule, part.distribution, shares[part.share])
        for g in range(4):
            mine = data["g"] == g
            rows = data.index[mine][np.argsort(data["y"][mine], kind="stable")]
            for r in range(12):
                used = rows[again[rows, r] > 0]
                for k, p in enumerate([0.0, 0.02, 0.5, 0.97, 1]):
                    if not len(used):
                        assert np.isnan(found[r, g, k])
                        continue
                    of = distribution(data["y"].to_numpy()[used], again[used, r][:, None])
                    assert found[r, g, k] == pytest.approx(quantile_at(rule, of, p)[0])
