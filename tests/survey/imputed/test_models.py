"""Models of imputed surveys: as one model, by R's answers and by Rubin's on each quantity.

Of ``test_one_model_has_rs_answers``: R 4.2.2, survey 4.1.1, mitools 2.4, 2026-11-27. Of the five
versions of ``rows()``, as d, ``svyglm(y ~ x + g, svydesign(~psu, strata = ~stratum, weights = ~w,
data = d), family = quasibinomial)``; ``MIcombine`` of coefficients, of ``predict(type =
"response")``, and of predictive margins and their differences by hand:

    mu <- sapply(X, \\(x) weighted.mean(plogis(x %*% b), w)), X with each level of g in turn
    G <- t(sapply(X, \\(x) colSums(w * p * (1 - p) * x) / sum(w))), p being plogis(x %*% b)
    V <- G %*% vcov(fit) %*% t(G)

and D₁ of g by Li, Raghunathan and Rubin: r = (1 + 1/m) * sum(diag(B %*% solve(U))) / k,
q %*% solve(U) %*% q / k / (1 + r) on 4 + (t - 4) * (1 + (1 - 2/t) / r)^2, t = k * (m - 1).
"""

import pickle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

import topline
from tests.conftest import in_one_test
from tests.survey.imputed.test_pooling import of_rubin
from topline import ArgumentError, Survey
from topline.statistics.precision.imputations import in_working_metric, vector_freedom

DESIGN = {"weights": "w", "strata": "stratum", "clusters": "psu"}


def rows() -> list[pd.DataFrame]:
    """Return versions without random numbers, so that R's can be made again."""
    i = np.arange(240)
    frame = pd.DataFrame(
        {
            "psu": i // 8,
            "stratum": i // 80,
            "w": 1 + (i * 7 % 13) / 4,
            "g": np.array(["a", "b", "c"])[i * 5 % 11 % 3],
            "x": np.sin(i * 1.7) * 2,
            "answer": np.array(["low", "mid", "high"])[i * 7 % 17 % 3],
            "time": 1 + i * 11 % 29,
        }
    )
    found = []
    for k in range(5):
        x = frame["x"].mask(i * 3 % 7 < 2, np.cos(i * (1.1 + k)) * 2)
        g = frame["g"].mask(i % 9 == 0, np.array(["a", "b", "c"])[(i + k) % 3])
        y = np.sin(i * 2.3) + 0.6 * np.sin(i * 1.7) + 0.5 * (frame["g"] == "b") > 0.2
        found.append(frame.assign(x=x, g=g, y=y.astype(int)))
    return found


@pytest.fixture(scope="module")
def of():
    return Survey.from_imputations(rows(), **DESIGN)


@pytest.fixture(scope="module")
def model(of):
    return of.logistic("y ~ x + g")


def pairs(found) -> list[list[float]]:
    return found.table[["estimate", "std_error"]].to_numpy().tolist()


def near(expected):
    return pytest.approx(np.array(expected), rel=1e-7)


def test_one_model_has_rs_answers(model):
    assert np.array(pairs(model.table)) == near(
        [
            [-0.30079055875187166, 0.20395920283472346],
            [0.32093145779981014, 0.10495567480892412],
            [1.39638905166800353, 0.31422066187530318],
            [-0.36032158434683481, 0.37348427700279263],
        ]
    )
    predicted = model.predict([{"x": 0, "g": "a"}, {"x": 1, "g": "c"}])
    assert np.array(pairs(predicted)) == near(
        [[0.42552644193939759, 0.049710942581395051], [0.41619819321735596, 0.072961523998767264]]
    )
    assert np.array(pairs(model.predictions("g"))) == near(
        [
            [0.43051921247621949, 0.047587304899488772],
            [0.74112839240018680, 0.050483223513983211],
            [0.34893617207271010, 0.058337881448683807],
        ]
    )
    assert np.array(pairs(model.contrasts("g"))) == near(
        [
            [0.310609179923967194, 0.061995475992514877],
            [-0.081583040403509485, 0.084414118248701722],
        ]
    )
    found = model.test("g", df=np.inf)
    assert found.statistic == pytest.approx(11.922752419420878, rel=1e-8)
    assert (found.df, found.df2) == (2, pytest.approx(41.867947378388386, rel=1e-8))
    assert found.p_value == pytest.approx(7.9744595438874897e-05, rel=1e-7)


def gained(b, x, y, w):
    """Return twice the log-likelihood of a logistic regression."""
    eta = x @ b
    return 2 * w @ (y * eta - np.log1p(np.exp(eta)))


def test_likelihood_ratios_are_d3_held_to_the_design_effects(of, model):
    """By hand: d̄ at each version's own coefficients, d̃ at their means, r, and Σ λ of V̄₀⁻¹Ū."""
    frames, smaller = rows(), of.logistic("y ~ x")
    own, other = (
        np.array([one.coefficients.table["estimate"] for one in each.models])
        for each in (model, smaller)
    )
    at_own, at_means, v0 = [], [], []
    for frame, b, c in zip(frames, own, other, strict=True):
        x = np.column_stack(
            [np.ones(240), frame["x"], frame["g"] == "b", frame["g"] == "c"]
        ).astype(float)
        y, w = frame["y"].to_numpy(), (frame["w"] / frame["w"].mean()).to_numpy()
        for into, of_all, of_some in ((at_own, b, c), (at_means, own.mean(0), other.mean(0))):
            into.append(gained(of_all, x, y, w) - gained(of_some, x[:, :2], y, w))
        p = 1 / (1 + np.exp(-x @ b))
        v0.append(np.linalg.inv(x.T @ (x * (w * p * (1 - p))[:, None]))[2:, 2:])
    u = np.mean([one.covariance[2:, 2:] for one in model.models], axis=0)
    effects = np.linalg.eigvals(np.linalg.solve(np.mean(v0, axis=0), u)).real
    r = 6 / 4 * (np.mean(at_own) - np.mean(at_means)) / effects.sum()
    found = model.test("g", method="rao-scott-lrt", tail="exact")
    assert found.statistic == pytest.approx(np.mean(at_means) / (1 + r), rel=1e-8)
    df = vector_freedom(effects.sum() ** 2 / (effects**2).sum(), 5, r, model.models[0].df)
    assert found.df2 == pytest.approx(df, rel=1e-8)
    sums = np.random.default_rng(1992).chisquare(1, (400_000, 2)) @ effects
    f = np.random.default_rng(3).chisquare(df, 400_000) / df
    assert found.p_value == pytest.approx((sums / f > found.statistic).mean(), abs=5e-4)
    assert model.compare(smaller, method="rao-scott-lrt").p_value == pytest.approx(
        model.test("g", method="rao-scott-lrt").p_value
    )
    assert "D₃, Meng & Rubin (1992)" in found.method
    near_by = model.test("g", method="working-wald", tail="exact")
    assert near_by.statistic == pytest.approx(found.statistic, rel=0.2)
    assert "D₁" in near_by.method


def test_d3_of_a_sample_drawn_at_random_is_meng_and_rubins():
    # k = 3 of m = 5 versions: r = (m + 1)/(k(m − 1))·(d̄ − d̃), D₃ = d̃/(k(1 + r))
    found = in_working_metric(np.array([9.0, 7.5, 8.0, 10.0, 8.5]), 7.2, np.ones(3), np.inf)
    r = 6 / 12 * (8.6 - 7.2)
    assert found.variance_increase == pytest.approx(r)
    assert found.statistic == pytest.approx(7.2 / (1 + r))
    assert found.df == pytest.approx(4 + (12 - 4) * (1 + (1 - 2 / 12) / r) ** 2)
    # means that fit better than the versions' own coefficients do add nothing
    assert in_working_metric(np.array([7.0, 7.2]), 7.2, np.ones(3), 9.0) == (7.2, 9.0, 0.0)


@pytest.mark.parametrize("method", ["rao-scott-lrt", "working-wald"])
def test_one_version_tests_as_no_imputation_does(method):
    one = Survey.from_imputations(rows()[:1], **DESIGN).linear("x ~ g")
    found, alone = one.test("g", method=method), one.models[0].test("g", method=method)
    assert found.statistic == pytest.approx(alone.statistic, rel=1e-9)
    assert (found.p_value, found.df2) == pytest.approx((alone.p_value, alone.df2), rel=1e-8)


DOORS = {
    "predict": lambda model: model.predict([{"x": 0.5, "g": "b"}], scale="link"),
    "predictions": lambda model: model.predictions("x", at=[-1, 1], averaging="sampled"),
    "all predictions": lambda model: model.predictions(),
    "margins": lambda model: model.margins(),
    "contrasts": lambda model: model.contrasts("g", averaging="sampled"),
    "contrast": lambda model: model.contrast([0, 0, 1, -1], labels=["b - c"]),
    "table": lambda model: model.table,
}
ANSWERS = {
    "predict": lambda model: model.predict([{"x": 0.5, "g": "b"}]),
    "predictions": lambda model: model.predictions("g"),
    "margins": lambda model: model.margins("x"),
    "table": lambda model: model.table,
}


@in_one_test("name", [*DOORS, *(f"{kind} {name}" for kind in ("ordinal", "multinomial")
                                for name in ANSWERS)])  # fmt: skip
def test_every_quantity_is_pooled_by_itself(of, model, name):
    kind, _, own = name.rpartition(" ")
    whole, asked = model, DOORS.get(name)
    if asked is None:
        whole, asked = getattr(of, kind)("answer ~ x + g"), ANSWERS[own]
    found, each = asked(whole), [asked(one).table for one in whole.models]
    estimate, error, df = of_rubin(
        np.array([table["estimate"] for table in each]),
        np.array([table["std_error"] for table in each]),
        each[0]["df"].to_numpy(),
    )
    np.testing.assert_allclose(found.table["estimate"], estimate, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found.table["std_error"], error, rtol=1e-8)
    # the mean of what a logistic model predicts is that of the outcome, of which nothing is missing
    whole_df = np.where(found.table["fmi"] == 0, each[0]["df"], df)
    np.testing.assert_allclose(found.table["df"], whole_df, rtol=1e-7)
    assert found.method.startswith("5 versions of the data pooled by Rubin's rules")
    assert {"fmi", "variance_increase"} <= set(found.table)


def test_the_covariance_is_of_the_coefficients_together(of, model):
    ratios = of.logistic("y ~ x + g", exponentiate=True)
    each = np.array([one.coefficients.table["estimate"] for one in model.models])
    within = np.mean([one.covariance for one in model.models], axis=0)
    expected = within + 1.2 * np.cov(each.T)
    for one in (model, ratios):
        np.testing.assert_allclose(one.covariance, expected, rtol=1e-9)
        np.testing.assert_allclose(one.coefficients.table["estimate"], each.mean(axis=0))
    np.testing.assert_allclose(ratios.table.table["estimate"], np.exp(each.mean(axis=0)))
    difference = model.contrast([0, 0, 1, -1]).table["std_error"].iloc[0]
    step = np.array([0, 0, 1, -1])
    assert difference == pytest.approx(np.sqrt(step @ expected @ step), rel=1e-9)


def test_terms_that_are_left_out_are_tested(of, model):
    found, named = model.compare(of.logistic("y ~ x")), model.test("g")
    assert (found.statistic, found.df2, found.p_value) == (
        named.statistic,
        named.df2,
        named.p_value,
    )
    again = of.term_test(lambda one: one.logistic("y ~ x + g"), "g")
    assert again == named
    assert of.cox("time, y ~ x + g").test("g").df == 2
    table = of.loglinear("~ g * answer")
    smaller = of.loglinear("~ g + answer")
    assert table.compare(smaller) == table.test("g:answer")
    assert smaller.test().p_value == pytest.approx(table.test("g:answer").p_value)


def test_the_account_is_of_every_version(model):
    frames = [frame.assign(y=frame["y"].mask(frame.index < k)) for k, frame in enumerate(rows())]
    found = Survey.from_imputations(frames, **DESIGN).logistic("y ~ x + g")
    assert (found.n, found.fit.n, found.fit.n_missing) == (236, 236, 4)
    told = found.fit.of_versions
    assert told["n"].tolist() == [240, 239, 238, 237, 236]
    assert told["aic"].tolist() == [one.fit.aic for one in found.models]
    assert found.fit.largest_fmi == found.table.table["fmi"].max()
    first, note = found.sentences
    assert first.startswith("Logistic regression of y (5 versions of the data, n = 236; 4 left out")
    assert "n from 236 to 240" in note
    assert pickle.loads(pickle.dumps(model)) == model
    one = Survey.from_imputations(rows()[:1], **DESIGN).linear("x ~ g")
    assert "(1 version of the data, n = 240)" in str(one.sentences[0])


REFUSED = {
    "likelihood ratios of no deviance": (
        lambda _, of: of.ordinal("answer ~ g").test("g", method="rao-scott-lrt"),
        "are pooled for generalised linear models; choose 'wald' or 'working-wald'",
    ),
    "an unknown method": (lambda model, _: model.test("g", method="lrt"), "'lrt'"),
    "an unknown term": (lambda model, _: model.test("h"), "'h' is no term of the model"),
    "no part": (lambda model, of: model.compare(of.linear("y ~ x")), "no part of this model"),
    "no model": (lambda model, _: model.compare("x"), "smaller is 'x'; expected a PooledModel"),
    "fewer versions": (
        lambda model, _: model.compare(
            Survey.from_imputations(rows()[:2], **DESIGN).logistic("y ~ x")
        ),
        "smaller is of 2 versions of the data, and this model of 5",
    ),
    "a number": (lambda model, _: model.contrasts("x"), "use margins\\('x'\\)"),
    "shares of times": (
        lambda _, of: of.cox("time, y ~ x").predictions("x", at=[1]),
        "this is Cox regression",
    ),
    "no log-linear model": (
        lambda model, of: of.loglinear("~ g * answer").compare(model),
        "expected a PooledLoglinearModel",
    ),
}


@in_one_test("name", REFUSED)
def test_what_cannot_be_pooled_says_so(of, model, name):
    asked, words = REFUSED[name]
    with pytest.raises(ArgumentError, match=words):
        asked(model, of)


def test_what_only_one_version_knows_says_where_to_ask(of, model):
    with pytest.raises(AttributeError, match=r"'bic' is of a model of one.*models\[0\].bic"):
        model.bic(model)
    with pytest.raises(AttributeError, match=r"models\[0\].deviance"):
        _ = of.ordinal("answer ~ x").deviance
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = model.nonsense


def test_charts_and_tables_take_them(of, model):
    both = {"all": model, "one": model.models[0], "table": of.loglinear("~ g")}
    table = topline.model_table(both)
    assert table.table.query("model == 'all'")["estimate"].tolist() == (
        model.table.table["estimate"].tolist()
    )
    assert "Unweighted base" in table.to_markdown()
    topline.plot_coefficients({"all": model, "one": model.models[0]})
    for variable in ("g", "x"):
        assert topline.plot_margins(model, variable).has_data()
    plt.close("all")
    share = model.support("g")["share"]
    assert share.tolist() == pytest.approx(
        np.mean([one.support("g")["share"] for one in model.models], axis=0).tolist()
    )
    assert model.support("x")["share"].sum() == pytest.approx(1)
