"""Models of answers: what must hold of any, and what is said of hard ones."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import f as f_law

from tests.conftest import in_one_test
from topline import ArgumentError, Survey
from topline.statistics.models.families import FAMILIES
from topline.survey.outcomes.family import GENERALISED


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(11)
    n = 200
    x, role = rng.normal(size=n), rng.choice(["asked", "sent", "told"], n)
    behind = 0.8 * x - 0.5 * (role == "sent") + rng.logistic(size=n)
    codes = np.digitize(behind, [-1.0, 0.2, 1.5])
    words = np.array(["never", "rarely", "often", "always"], dtype=object)
    return pd.DataFrame(
        {
            "x": x,
            "role": role,
            "psu": rng.integers(0, 30, n),
            "w": rng.uniform(0.5, 2, n).round(2),
            "how": pd.Categorical(words[codes], categories=words, ordered=True),
            "two": np.where(codes > 1, "yes", "no"),
        }
    )


@pytest.fixture(scope="module")
def drawn(data):
    return Survey(data, weights="w", clusters="psu")


@pytest.mark.quick
def test_of_two_answers_all_models_are_the_logistic_one(drawn):
    logistic = drawn.logistic("two ~ x + role").coefficients.table
    chosen = drawn.multinomial("two ~ x + role").table.table
    assert chosen["estimate"].to_numpy() == pytest.approx(logistic["estimate"].to_numpy())
    assert chosen["std_error"].to_numpy() == pytest.approx(logistic["std_error"].to_numpy())
    ordinal = drawn.ordinal("two ~ x + role").table.table
    # P(no) = F(θ − x'β): the cut point is the intercept with its sign turned
    theirs = logistic.set_index("term")
    for term, row in ordinal.set_index("term").iterrows():
        own = theirs.loc["Intercept" if term == "no|yes" else term]
        sign = -1 if term == "no|yes" else 1
        assert row["estimate"] == pytest.approx(sign * own["estimate"], rel=1e-7)
        assert row["std_error"] == pytest.approx(own["std_error"], rel=1e-7)


def test_invariances(data, drawn):
    usual = drawn.ordinal("how ~ x + role")
    mixed = data.sample(frac=1, random_state=2).reset_index(drop=True)
    for other in (mixed, data.assign(w=3 * data["w"])):
        found = Survey(other, weights="w", clusters="psu").ordinal("how ~ x + role")
        np.testing.assert_allclose(found.covariance, usual.covariance, rtol=1e-7, atol=1e-12)
    turned = data.assign(how=data["how"].cat.reorder_categories(data["how"].cat.categories[::-1]))
    found = Survey(turned, weights="w", clusters="psu").ordinal("how ~ x + role")
    slopes = [model.table.table["estimate"].to_numpy()[:3] for model in (usual, found)]
    np.testing.assert_allclose(slopes[0], -slopes[1], rtol=1e-8)
    based = [drawn.multinomial("how ~ x", base=base).table.table for base in ("never", "often")]
    one, other = (own.set_index(["category", "term"])["estimate"] for own in based)
    assert one["often", "x"] == pytest.approx(-other["never", "x"], rel=1e-8)
    assert one["always", "x"] == pytest.approx(other["always", "x"] - other["never", "x"])


def test_cut_points_alone_are_the_shares(drawn):
    table = drawn.ordinal("how ~ 1").table.table
    share = drawn.proportion("how").table["estimate"].to_numpy().cumsum()[:-1]
    assert table["estimate"].to_numpy() == pytest.approx(np.log(share / (1 - share)), rel=1e-9)


def test_of_two_answers_predictions_are_the_logistic_ones(drawn):
    logistic = drawn.logistic("two ~ x * role")
    for model in (drawn.ordinal("two ~ x * role"), drawn.multinomial("two ~ x * role")):
        for what in (
            lambda one: one.predictions(),
            lambda one: one.predictions("role"),
            lambda one: one.predictions("x", at=[-1, 1]),
            lambda one: one.margins(),
            lambda one: one.predict([{"x": 0.3, "role": "sent"}, {"x": -1, "role": "told"}]),
        ):
            ours, theirs = what(model).table, what(logistic).table
            yes = ours[ours["category"] == "yes"]
            for column in ("estimate", "std_error", "ci_low", "df"):
                wanted = theirs[column].to_numpy()
                np.testing.assert_allclose(yes[column], wanted, rtol=2e-7, atol=1e-9)
            # what one answer gains the other loses
            whole = ours["estimate"].to_numpy().reshape(-1, 2).sum(axis=1)
            np.testing.assert_allclose(whole, np.round(whole), atol=1e-10)


LINKS = ("logit", "probit", "cloglog", "loglog")


@in_one_test("fit", [*LINKS, "multinomial"])
def test_predictions_move_as_their_gradient_says(data, drawn, fit):
    if fit == "multinomial":
        model = drawn.multinomial("how ~ x + role", base="often")
    else:
        model = drawn.ordinal("how ~ x + role", link=fit)
    shares, beta = model._shares, model.coefficients.table["estimate"].to_numpy()
    x, w = np.asarray(shares.of.matrix_of(shares.of.rows.coded), float), data["w"].to_numpy()
    added, moves = shares.sums(x, w, beta)
    assert added.sum() == pytest.approx(w.sum())
    step = 1e-6 * np.eye(len(beta))
    numeric = [
        (shares.sums(x, w, beta + one)[0] - shares.sums(x, w, beta - one)[0]) / 2e-6 for one in step
    ]
    np.testing.assert_allclose(moves, np.transpose(numeric), atol=1e-6)
    # intercepts, or cut points, make the mean prediction of a logit that of the answers
    if fit in ("logit", "multinomial"):
        wanted = drawn.proportion("how").table["estimate"]
        rtol = 1e-7 if fit == "multinomial" else 0.05
        np.testing.assert_allclose(model.predictions().table["estimate"], wanted, rtol=rtol)


def test_predictions_of_replicates_ratios_and_times(data, drawn):
    plain, ratios = (drawn.ordinal("how ~ x + role", exponentiate=one) for one in (False, True))
    one, other = (model.predictions("role").table for model in (plain, ratios))
    pd.testing.assert_frame_equal(one, other)
    again = drawn.to_replicates("jkn").ordinal("how ~ x + role").predictions("role").table
    np.testing.assert_allclose(again["std_error"], one["std_error"], rtol=0.1)
    with pytest.raises(ArgumentError, match=r"ordinal\(\) and multinomial\(\), and this is Cox"):
        Survey(data.assign(e=1, t=1 + data["x"].abs())).cox("t, e ~ role").predictions()
    with pytest.raises(ArgumentError, match=r"'rol' is no predictor of the model.*'role'"):
        plain.predictions("rol")


def test_ratios_and_tests(drawn):
    plain, ratios = (drawn.ordinal("how ~ x + role", exponentiate=one) for one in (False, True))
    assert ratios.table.table["estimate"].to_numpy() == pytest.approx(
        np.exp(plain.table.table["estimate"].to_numpy()[:3])
    )
    of_x = plain.table.table.iloc[0]
    assert plain.test("x").statistic == pytest.approx(of_x["statistic"] ** 2)
    assert plain.test("x").p_value == pytest.approx(of_x["p_value"])
    assert drawn.multinomial("how ~ x + role").test("role").df == 6
    assert "proportional odds" in plain.sentences[0]


def test_predictors_that_repeat_others_are_left_out_and_named(data):
    doubled = Survey(data.assign(again=2 * data["x"] + 3), weights="w")
    found = doubled.ordinal("how ~ x + again")
    assert "again" not in found.table.table["term"].tolist()
    assert "again repeats other terms" in " ".join(found.sentences)
    full = doubled.ordinal("how ~ 0 + role")
    assert len(full.table.table) == 2 + 3


@pytest.mark.parametrize("link", ["logit", "probit", "cloglog", "loglog"])
def test_what_tells_answers_apart_is_named(data, link):
    apart = data.assign(sure=data["how"].cat.codes * 10.0)
    with pytest.raises(ArgumentError, match=r"sure.*separation"):
        Survey(apart).ordinal("how ~ sure", link=link)
    with pytest.raises(ArgumentError, match=r"sure.*separation"):
        Survey(apart).multinomial("how ~ sure")


def test_what_cannot_be(data, drawn):
    with pytest.raises(ArgumentError, match="did you mean 'never'"):
        drawn.multinomial("how ~ x", base="neve")
    with pytest.raises(ArgumentError, match="1 answer"):
        Survey(data[data["how"] == "never"]).ordinal("how ~ x")
    with pytest.raises(ArgumentError, match="exponentiate"):
        drawn.ordinal("how ~ x", link="probit", exponentiate=True)
    with pytest.raises(ArgumentError, match="not one column"):
        drawn.ordinal("x > 1 ~ role")
    with pytest.raises(ArgumentError, match="no part of this model"):
        drawn.ordinal("how ~ x + role").compare(drawn.ordinal("how ~ x", link="probit"))
    with pytest.raises(ArgumentError, match="smaller is None; expected a LikelihoodModel"):
        drawn.ordinal("how ~ x").compare(None)


LRT = {"method": "rao-scott-lrt"}


def test_likelihood_ratios_of_two_answers_are_those_of_logistic_regression(drawn):
    expected = drawn.logistic("two ~ role + x").test("role", **LRT)
    for fit in (drawn.ordinal, drawn.multinomial):
        found = fit("two ~ role + x").test("role", **LRT)
        assert found.statistic == pytest.approx(expected.statistic, rel=1e-9)
        assert found.p_value == pytest.approx(expected.p_value, rel=1e-9)
        assert fit("two ~ role + x").compare(fit("two ~ x")).p_value == pytest.approx(
            expected.p_value, rel=1e-9
        )


@pytest.mark.parametrize("fit", ["ordinal", "multinomial"])
def test_likelihood_ratios_are_what_the_deviance_grows_by(drawn, fit):
    whole, less = (getattr(drawn, fit)(f"how ~ {terms}") for terms in ("x + role", "x"))
    found = whole.test("role", **LRT)
    assert found.statistic == pytest.approx(less.deviance - whole.deviance, rel=1e-9)
    both = whole.test(["x", "role"], **LRT)
    assert both.statistic > found.statistic
    assert abs(found.p_value - whole.test("role", method="working-wald").p_value) < 0.1


@pytest.mark.parametrize("fit", ["cox", "survival_regression"])
def test_likelihood_ratios_of_times(data, fit):
    rng = np.random.default_rng(4)
    timed = data.assign(t=rng.integers(1, 20, len(data)), e=rng.integers(0, 2, len(data)))
    # every respondent a cluster of their own, and some of them twice: λ is not 1
    survey = Survey(pd.concat([timed, timed[:90]]), clusters="psu")
    whole, alone = (getattr(survey, fit)(f"t, e ~ {terms}") for terms in ("x + role", "role"))
    found = whole.test("x", tail="exact", **LRT)
    assert found.statistic == pytest.approx(alone.deviance - whole.deviance, rel=1e-7)
    at = whole.coefficients.table["term"].tolist().index("x")
    effect = whole.covariance[at, at] / whole._fitted.working[at, at]
    assert found.p_value == pytest.approx(f_law.sf(found.statistic / effect, 1, whole.df), rel=1e-9)
    assert whole.compare(alone).statistic == pytest.approx(found.statistic)
    # and against no predictor at all
    everything = whole.test(["x", "role"], **LRT)
    assert everything.statistic > found.statistic
    assert 0 < everything.p_value < 1


def test_an_identifier_is_no_outcome_and_many_coefficients_are_told(data):
    many = data.assign(id=[f"R{row}" for row in range(len(data))])
    for fit in (Survey(many).ordinal, Survey(many).multinomial):
        with pytest.raises(ArgumentError, match=r"'id' has \d+ answers .* expected at most 100"):
            fit("id ~ x")


@pytest.fixture(scope="module")
def strong():
    rng = np.random.default_rng(5)
    x = rng.normal(size=600)
    x[0] = 60  # one far outside, as incomes have
    how = np.clip((x + rng.logistic(size=600)).round(), -2, 2).astype(int)
    time = rng.exponential(np.exp(-np.clip(x, -3, 3))) + 0.01
    return pd.DataFrame({"x": x, "how": how, "time": time, "happened": 1})


@pytest.mark.parametrize("weight", [1e-3, 1, 1e5])
def test_large_logits_that_end_are_fitted(strong, weight):
    survey = Survey(strong.assign(w=weight), weights="w")
    found = survey.ordinal("how ~ x").table.table["estimate"].to_numpy()
    x, codes = strong["x"].to_numpy(), strong["how"].to_numpy() + 2

    def against(at):
        below = expit(np.concatenate([[-np.inf], at[1:], [np.inf]]) - at[0] * x[:, None])
        return -np.log(np.diff(below)[np.arange(len(x)), codes]).sum()

    start = [0.0, -1.5, -0.5, 0.5, 1.5]
    direct = minimize(
        against, start, method="Nelder-Mead", options={"maxiter": 9999, "xatol": 1e-9}
    )
    np.testing.assert_allclose(found, direct.x, atol=1e-5)
    assert found[0] * np.ptp(x) > 50  # a logit that far from the others
    assert survey.multinomial("how ~ x").table.table["estimate"].notna().all()


@pytest.mark.parametrize("weight", [1e-3, 1, 1e5])
@pytest.mark.parametrize(
    ("model", "formula", "guilty"),
    [
        ("multinomial", "how ~ half", "half"),
        ("multinomial", "how ~ group", "group"),
        ("ordinal", "how ~ group", "group"),
        ("cox", "time, happened ~ late", "late"),
        ("cox", "time, seldom ~ never", "never"),
        ("survival_regression", "time, seldom ~ never", "never"),
    ],
)
def test_coefficients_without_an_end_are_named(strong, weight, model, formula, guilty):
    rng = np.random.default_rng(6)
    top, never = strong["how"] == 2, rng.random(len(strong)) < 0.2
    data = strong.assign(
        w=weight,
        half=np.where(top, 1, rng.integers(0, 2, len(strong))),
        group=np.where(top, "z", rng.choice(["a", "b"], len(strong))),
        late=1 * (strong["time"] < strong["time"].median()),
        never=1 * never,
        seldom=1 * ~never,
    )
    with pytest.raises(ArgumentError, match=rf"{guilty}.*without end.*separation"):
        getattr(Survey(data, weights="w"), model)(formula)


@pytest.mark.parametrize("weight", [1e-3, 1, 0.37, 1e5])
@pytest.mark.parametrize("size", [1e-6, 1, 1e6])
def test_a_coefficient_of_nothing_but_rounding_is_fitted(weight, size):
    data = pd.DataFrame({"x": np.repeat([-size, size], 300), "w": weight, "happened": 1})
    data = data.assign(how=np.tile([1, 2, 3], 200), time=np.tile([1.0, 2.0, 4.0, 7.0], 150))
    survey = Survey(data, weights="w")
    for model in (
        survey.ordinal("how ~ x"),
        survey.multinomial("how ~ x"),
        survey.cox("time, happened ~ x"),
        survey.survival_regression("time, happened ~ x"),
    ):
        table = model.table.table
        slopes = table.loc[table["term"].eq("x"), "estimate"]
        assert len(slopes)
        assert np.abs(slopes * size).max() < 1e-6


def test_models_of_two_answers_refuse_what_the_logistic_one_does():
    """Which asks a linear programme whether a predictor is ever on the wrong side."""
    rng, refused = np.random.default_rng(8), []
    for _ in range(120):
        n = int(rng.integers(8, 40))
        x, group = rng.normal(size=n).round(1), rng.choice(list("abc"), n)
        y = (2 * x + rng.logistic(size=n) > 0).astype(int)
        y[:2] = 0, 1
        survey = Survey(pd.DataFrame({"x": x, "g": group, "y": y}))
        said = []
        for fit in (survey.logistic, survey.ordinal, survey.multinomial):
            try:
                fit("y ~ x + g")
            except ArgumentError as problem:
                said.append("separation" in str(problem))
            else:
                said.append(False)
        assert len(set(said)) == 1
        refused.append(said[0])
    assert 10 < sum(refused) < 110


@pytest.mark.quick
def test_families_by_name_are_those_there_are():
    assert tuple(FAMILIES) == GENERALISED
