"""What the cells of a table say: against R, against each other, and what is refused."""

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats import chi2

from tests.survey.models.cases import CASES, survey
from topline import ArgumentError, DataError, Survey

pytestmark = pytest.mark.quick

REFERENCE = pd.read_csv(
    Path(__file__).parents[2] / "reference" / "cells_r.csv", comment="#", keep_default_na=False
)
SHARES = {"p": 40, "q": 35, "r": 25}


def frame():
    """The data that ``tests/reference/cells.R`` makes."""
    i = np.arange(300)
    answers = np.array(["p", "q", "r"])
    a = answers[i * 13 % 17 % 3]
    sex, age = np.where(i * 5 % 7 > 3, "m", "f"), np.where(i * 11 % 13 > 6, "v", "u")
    q1 = 1 + i * 17 % 5
    return pd.DataFrame(
        {
            "stratum": i // 100,
            "cluster": i // 5,
            "wt": 1 + i * 7 % 11 / 4,
            "a": a,
            "b": np.where(i * 3 % 10 < 6, a, answers[i * 19 % 23 % 3]),
            "sex": sex,
            "age": age,
            "vote": np.where(i * 7 % 19 < 8 + 3 * (sex == "m") + 2 * (age == "u"), "yes", "no"),
            "q1": q1,
            "q2": np.minimum(5, q1 + i * 3 % 4 // 2),
            "q3": np.maximum(1, q1 - i * 5 % 7 // 3),
        }
    )


DATA = frame()
PLAIN = Survey(DATA, weights="wt", strata="stratum", clusters="cluster")
DESIGNS = {"plain": PLAIN, "jkn": PLAIN.to_replicates("jkn")}


def asked(own, what):
    """Return the estimate and standard error, or p-value, of each row of a reference."""
    if what in ("loglinear", "deviance", "pearson"):
        pairs = own.loglinear("~ (sex + age + vote)^2")
        if what == "loglinear":
            return pairs.table.table[["estimate", "std_error"]].to_numpy()
        smaller = own.loglinear("~ sex + age + vote")
        found = pairs.compare(smaller, criterion=what, method="Chisq")
        # R gives χ² itself where this is Rao and Scott's
        return [(found.statistic, found.p_value)]
    if what == "fit":
        found = own.goodness_of_fit("a", SHARES, method="Chisq")
        return [(found.statistic, found.p_value)]
    table = {
        "kappa": lambda: own.kappa("a", "b"),
        "odds": lambda: own.odds_ratio("sex", "vote", within="age"),
        "change": lambda: own.net_change("a", "b"),
        "rate": lambda: own.rate("q1", "q2"),
        "alpha": lambda: own.cronbach_alpha(["q1", "q2", "q3"]),
    }[what]().table
    return table.head(1)[["estimate", "std_error"]].to_numpy()


def test_everything_as_r_has_it():
    assert len(REFERENCE) == 28
    for (design, what), rows in REFERENCE.groupby(["design", "what"]):
        expected = rows[["estimate", "std_error"]].apply(pd.to_numeric, errors="coerce")
        known = expected.notna().to_numpy()
        found = np.asarray(asked(DESIGNS[design], what), dtype=float)
        # the reference moves both by their slopes under replicates, too
        near = 5e-3 if design == "jkn" and what in ("kappa", "odds") else 1e-7
        assert found[known] == pytest.approx(expected.to_numpy()[known], rel=near), (design, what)


def test_kappa_and_odds_are_taken_again_under_each_replicate_weight():
    rng = np.random.default_rng(3)
    weights = DATA["wt"].to_numpy()[:, None] * rng.exponential(size=(len(DATA), 20))
    # a replicate that leaves a cell empty
    weights[(DATA["sex"] == "m") & (DATA["vote"] == "no"), 7] = 0
    own = Survey(
        DATA, weights="wt", replicate_weights=weights, replicate_method="custom", scale=1 / 20
    )
    each = [Survey(DATA.assign(wt=column), weights="wt") for column in weights.T]
    found = own.kappa("a", "b", weights="quadratic").table.iloc[0]
    again = [one.kappa("a", "b", weights="quadratic").table["estimate"].iloc[0] for one in each]
    error = np.sqrt(((np.array(again) - found["estimate"]) ** 2).mean())
    assert found["std_error"] == pytest.approx(error, rel=1e-9)
    for within in ([], ["age"]):
        found = own.odds_ratio("sex", "vote", within=within).table.iloc[0]
        kept = [one for number, one in enumerate(each) if number != 7]
        logs = [
            np.log(one.odds_ratio("sex", "vote", within=within).table["estimate"].iloc[0])
            for one in kept
        ]
        apart = np.array(logs) - np.log(found["estimate"])
        # of the empty cell by the slope, which the whole sample's influence is, too
        relative = found["std_error"] / found["estimate"]
        assert 20 * relative**2 > (apart**2).sum()
    one = Survey(
        DATA,
        weights="wt",
        replicate_weights=np.delete(weights, 7, axis=1),
        replicate_method="custom",
        scale=1 / 19,
    )
    found = one.odds_ratio("sex", "vote").table.iloc[0]
    logit = one.logistic("vote ~ sex", df="design").coefficients.table.iloc[1]
    assert found["std_error"] / found["estimate"] == pytest.approx(logit["std_error"], rel=1e-9)


@pytest.mark.parametrize("design", ["dclus1", "dstrat", "rclus1"])
def test_log_linear_models_of_r(design, shared):
    """R's F and saddlepoint are left out: they change with the order of the categories."""
    own = survey(shared, design)
    apart, whole = (own.loglinear(f"~ stype {sign} `comp.imp`") for sign in "+*")
    cases = {case["id"]: case["result"] for case in CASES if case["group"] == "loglinear"}
    rows = cases[f"loglin_ind_{design}"]
    table = apart.table.table
    assert table["estimate"].to_numpy() == pytest.approx([row["estimate"] for row in rows])
    assert table["std_error"].to_numpy() == pytest.approx([row["se"] for row in rows], rel=1e-6)
    expected = cases[f"loglin_anova_{design}"]
    for ours, theirs in (("deviance", "deviance"), ("pearson", "score")):
        found = whole.compare(apart, criterion=ours, method="Chisq")
        assert found.statistic == pytest.approx(expected[theirs])
        assert found.p_value == pytest.approx(expected[f"{theirs}_p_chisq"])


@pytest.mark.parametrize("method", ["F", "Chisq", "lincom", "saddlepoint"])
def test_independence_is_one_question_however_it_is_asked(method):
    """Pearson's χ² of two variables, of their models, and of a model against the table."""
    silent = DATA.assign(a=DATA["a"].where(DATA.index % 7 > 2))
    for own in (*DESIGNS.values(), Survey(silent, weights="wt")):
        expected = own.chi_square("a", "vote", method=method)
        apart, whole = own.loglinear("~ a + vote"), own.loglinear("~ a * vote")
        for found in (
            whole.compare(apart, criterion="pearson", method=method),
            whole.test("a:vote", criterion="pearson", method=method),
            apart.test(criterion="pearson", method=method),
            own.loglinear("~ vote * a").test("a:vote", criterion="pearson", method=method),
        ):
            assert (found.statistic, found.p_value) == pytest.approx(
                (expected.statistic, expected.p_value)
            )


def test_tests_do_not_depend_on_the_order_of_categories():
    turned = Survey(
        DATA,
        weights="wt",
        strata="stratum",
        clusters="cluster",
        order={"a": ["r", "p", "q"], "vote": ["yes", "no"]},
    )
    one, other = (own.loglinear("~ a * vote").test("a:vote") for own in (PLAIN, turned))
    assert one.p_value == pytest.approx(other.p_value)


def test_two_by_two_is_the_odds_ratio_and_the_logistic_model():
    found = PLAIN.odds_ratio("sex", "vote").table.iloc[0]
    logit = PLAIN.logistic("vote ~ sex", df="design").coefficients.table.iloc[1]
    assert np.log(found["estimate"]) == pytest.approx(logit["estimate"])
    assert found["std_error"] / found["estimate"] == pytest.approx(logit["std_error"])
    assert np.log(found["ci_low"]) == pytest.approx(logit["ci_low"])
    assert found["p_value"] == pytest.approx(logit["p_value"])
    # four times an effect that adds up to 0 both ways
    effect = PLAIN.loglinear("~ sex * vote").table.table.iloc[2]
    assert 4 * effect["estimate"] == pytest.approx(logit["estimate"])


def test_a_model_of_all_terms_has_the_table_itself():
    model = PLAIN.loglinear("~ a * vote * sex")
    assert model.cells["fitted"].to_numpy() == pytest.approx(model.cells["share"].to_numpy())
    assert model.deviance == pytest.approx(0, abs=1e-9)
    with pytest.raises(DataError, match="nothing to test"):
        model.test()


def test_flows_add_up_to_what_was_and_what_became():
    flows, change = PLAIN.flows("a", "b").table, PLAIN.net_change("a", "b").table
    before, after = (
        PLAIN.proportion(name, where="a is not missing").table.set_index("category")["estimate"]
        for name in "ab"
    )
    assert flows.groupby("earlier")["estimate"].sum().to_numpy() == pytest.approx(before.to_numpy())
    assert flows.groupby("later")["estimate"].sum().to_numpy() == pytest.approx(after.to_numpy())
    assert change["estimate"].to_numpy() == pytest.approx((after - before).to_numpy())


def test_a_change_of_the_same_people_is_that_of_two_waves_put_together():
    waves = pd.concat([DATA.assign(wave=1, vote=DATA["a"]), DATA.assign(wave=2, vote=DATA["b"])])
    stacked = Survey(waves, weights="wt", strata="stratum", clusters="cluster")
    shares = stacked.proportion("vote", by="wave")
    table = shares.table.reset_index(drop=True)
    weights = np.select(
        [
            (table["wave"] == 1) & (table["category"] == "p"),
            (table["wave"] == 2) & (table["category"] == "p"),
        ],
        [-1.0, 1.0],
    )
    found = shares.contrast(weights).table.iloc[0]
    expected = PLAIN.net_change("a", "b").table.iloc[0]
    for name in ("estimate", "std_error"):
        assert found[name] == pytest.approx(expected[name])
    # a stack does not say that both waves are the same people: two groups lose one, as R's do
    assert found["df"] == expected["df"] - 1


def test_a_net_change_is_the_difference_of_two_shares():
    before = pd.DataFrame({"b": ["no"] * 50 + ["yes"] * 10, "a": ["yes"] * 15 + ["no"] * 45})
    survey = Survey(before)
    change = survey.net_change("b", "a").table.set_index("category").loc["yes"]
    shares = survey.proportion({"after": "a == 'yes'", "before": "b == 'yes'"})
    other = shares.compare(pairs=[("after", "before")]).table.iloc[0]
    for name in ("estimate", "std_error", "ci_low", "ci_high", "df", "interval"):
        assert change[name] == pytest.approx(other[name]) if name != "interval" else other[name]


def test_kappa_of_groups_is_that_of_each():
    both = PLAIN.kappa("a", "b", by="sex", weights="quadratic").table
    for row in both.itertuples():
        alone = PLAIN.kappa("a", "b", where=f"sex == '{row.sex}'", weights="quadratic").table
        assert (row.estimate, row.std_error) == pytest.approx(
            tuple(alone.loc[0, ["estimate", "std_error"]])
        )


def test_an_engine_gives_the_same():
    polars = pytest.importorskip("polars")
    lazy = Survey(
        polars.from_pandas(DATA).lazy(), weights="wt", strata="stratum", clusters="cluster"
    )
    for asked_of in (
        lambda own: own.kappa("a", "b", by="sex").table,
        lambda own: own.odds_ratio("sex", "vote", within="age").table,
        lambda own: own.net_change("a", "b").table,
        lambda own: own.loglinear("~ a * vote").table.table,
        lambda own: own.cronbach_alpha(["q1", "q2", "q3"]).table,
    ):
        one, other = asked_of(lazy), asked_of(PLAIN)
        for name in ("estimate", "std_error", "df"):
            assert one[name].to_numpy() == pytest.approx(other[name].to_numpy(), rel=1e-9)


def test_kappa_knows_the_ends_of_its_scale():
    same = pd.DataFrame({"x": list("abcabc"), "y": list("abcabc"), "z": list("bcabca")})
    assert Survey(same).kappa("x", "y").table["estimate"].item() == 1
    assert Survey(same).kappa("x", "z").table["estimate"].item() == pytest.approx(-0.5)
    # two answers, of which no pair is further apart than another
    two = pd.DataFrame({"x": list("aabbab"), "y": list("abbbaa")})
    plain, squared = (Survey(two).kappa("x", "y", weights=own) for own in (None, "quadratic"))
    assert plain.table["std_error"].item() == pytest.approx(squared.table["std_error"].item())


def test_limits_of_a_rate_are_those_of_its_count():
    """Of people drawn one by one, each of whom had one event at most."""
    data = pd.DataFrame({"events": [1] * 12 + [0] * 2988, "years": [1.0] * 3000})
    row = Survey(data).rate("events", "years", per=1000).table.iloc[0]
    assert row["estimate"] == pytest.approx(4)
    # Garwood's limits of 12 events, 6.20 and 20.96
    low, high = chi2.ppf((0.025, 0.975), (24, 26)) / 2
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((low / 3, high / 3), rel=2e-3)


def test_who_weights_were_brought_to_is_no_test():
    raked = PLAIN.post_stratify({"a": {"p": 400, "q": 350, "r": 250}})
    with pytest.raises(DataError, match="no variance to test with"):
        raked.goodness_of_fit("a", SHARES)


REFUSED = [
    (lambda: PLAIN.loglinear("vote ~ sex"), "has an outcome"),
    (lambda: PLAIN.loglinear("~ sex - 1"), "leaves out the constant"),
    (lambda: PLAIN.loglinear("~ log(q1)"), "is no variable of a table"),
    (lambda: PLAIN.loglinear("~ 1"), "names no variable"),
    (lambda: PLAIN.loglinear("~ sex + q9"), "'q9' is no column"),
    (lambda: PLAIN.loglinear("~ sex * vote").test("sex"), "sex is part of sex:vote"),
    (lambda: PLAIN.loglinear("~ sex * vote").test("age"), "'age' is no term"),
    (lambda: PLAIN.loglinear("~ sex * vote").compare(3), "expected a LoglinearModel"),
    (
        lambda: PLAIN.loglinear("~ sex * vote").compare(PLAIN.loglinear("~ sex * age")),
        "smaller is no part",
    ),
    (
        lambda: PLAIN.loglinear("~ sex + vote + age").compare(PLAIN.loglinear("~ sex + vote")),
        "of another table",
    ),
    (lambda: PLAIN.loglinear("~ a * stratum * cluster"), "nobody has"),
    (lambda: PLAIN.kappa("a", "a"), "named twice"),
    (lambda: PLAIN.kappa("a", "sex"), "no two answers in common"),
    (lambda: PLAIN.net_change("a", "sex"), "no answer in common"),
    (lambda: PLAIN.odds_ratio("a", "vote"), "'a' has 3 answers"),
    (lambda: PLAIN.odds_ratio("sex", "vote", by="age"), "within="),
    (lambda: PLAIN.goodness_of_fit("a", {"p": 1, "q": 1}), "none for 'r'"),
    (lambda: PLAIN.goodness_of_fit("a", {**SHARES, "p": 0}), "cannot be tested"),
    (lambda: PLAIN.goodness_of_fit("a", [1, 2, 3]), "expected a share of each answer"),
    (lambda: PLAIN.cronbach_alpha("q1"), "two or more different columns"),
    (lambda: PLAIN.rate("q1", "q2", per=0), "a number above 0"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_cannot_be_is_answered_in_words(call, words):
    with pytest.raises((ArgumentError, DataError), match=words):
        call()


def test_a_rate_is_of_events_and_times_of_0_or_more():
    data = pd.DataFrame({"events": [0, 1, 2, 0], "years": [1.0, 2.0, -1.0, 3.0]})
    with pytest.raises(DataError, match=r"column 'years' has values below 0.*of time at risk"):
        Survey(data).rate("events", "years")
    with pytest.raises(DataError, match=r"column 'years' has values below 0.*less than none of ev"):
        Survey(data).rate("years", "events")
    kept = Survey(data).rate("events", "years", where="years >= 0").table
    assert kept["estimate"].iloc[0] == pytest.approx(1 / 6)
    lazy = pl.from_pandas(data.clip(lower=0)).lazy()
    assert Survey(lazy).rate("events", "years").table["estimate"].iloc[0] == pytest.approx(0.5)
    with pytest.raises(DataError, match="column 'years' has values below 0"):
        Survey(pl.from_pandas(data).lazy()).rate("events", "years")
