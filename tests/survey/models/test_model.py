"""Models of a survey: what must hold of any, and what is said of hard ones."""

import numpy as np
import pandas as pd
import pytest

import topline
from tests.survey.models.cases import CASES, survey


@pytest.fixture(scope="module")
def sample():
    """A clustered sample with two factors, a number, and outcomes of all families."""
    rng = np.random.default_rng(11)
    n = 400
    frame = pd.DataFrame(
        {
            "w": rng.uniform(0.5, 3, n),
            "cluster": np.repeat(np.arange(40), 10),
            "stratum": np.repeat(np.arange(8), 50),
            "group": rng.choice(["a", "b", "c"], n),
            "sex": rng.choice(["f", "m"], n),
            "age": rng.uniform(18, 80, n),
        }
    )
    chance = 1 / (1 + np.exp(-(-1.5 + 0.03 * frame["age"] + 0.4 * (frame["group"] == "b"))))
    frame["voted"] = np.where(rng.uniform(size=n) < chance, "yes", "no")
    frame["visits"] = rng.poisson(np.exp(0.2 + 0.01 * frame["age"]))
    frame["income"] = 20 + 0.3 * frame["age"] + rng.normal(0, 5, n)
    return frame


def drawn(frame):
    return topline.Survey(frame, weights="w", strata="stratum", clusters="cluster")


@pytest.mark.quick
def test_an_intercept_alone_is_the_share_and_its_standard_error(sample):
    of = drawn(sample)
    model = of.logistic("voted ~ 1")
    share = of.proportion({"yes": "voted == 'yes'"}).table.iloc[0]
    average = model.predictions(averaging="sampled").table.iloc[0]
    assert average["estimate"] == pytest.approx(share["estimate"], rel=1e-12)
    assert average["std_error"] == pytest.approx(share["std_error"], rel=1e-9)
    slope = share["estimate"] * (1 - share["estimate"])
    error = model.table.table["std_error"].iloc[0]
    assert error * slope == pytest.approx(share["std_error"], rel=1e-9)


@pytest.mark.quick
def test_a_model_of_levels_is_the_means_of_the_groups(sample):
    of = drawn(sample)
    found = of.linear("income ~ 0 + group").table.table
    means = of.mean("income", by="group").table
    assert found["estimate"].to_numpy() == pytest.approx(means["estimate"].to_numpy(), rel=1e-12)
    assert found["std_error"].to_numpy() == pytest.approx(means["std_error"].to_numpy(), rel=1e-9)


FORMULAS = [
    ("income ~ age * group + sex", "gaussian"),
    ("voted ~ age + group", "binomial"),
    ("visits ~ age + sex", "poisson"),
]


def numbers(model):
    table = model.table.table.set_index("term")
    return table[["estimate", "std_error"]]


@pytest.mark.parametrize(("formula", "family"), FORMULAS)
def test_what_changes_nothing(sample, formula, family):
    one = numbers(drawn(sample).glm(formula, family=family))
    shuffled = sample.sample(frac=1, random_state=1).reset_index(drop=True)
    heavier = sample.assign(w=sample["w"] * 1e6)
    outcome, terms = formula.split(" ~ ")
    turned = f"{outcome} ~ {' + '.join(reversed(terms.split(' + ')))}"
    for other in (
        drawn(shuffled).glm(formula, family=family),
        drawn(heavier).glm(formula, family=family),
        drawn(sample).glm(turned, family=family),
    ):
        again = numbers(other)
        renamed = again.rename(
            index={name: ":".join(reversed(name.split(":"))) for name in again.index}
        )
        both = again if set(again.index) == set(one.index) else renamed
        np.testing.assert_allclose(both.loc[one.index], one, rtol=1e-7)


def test_a_domain_is_weight_0_elsewhere(sample):
    inside = sample["age"] < 50
    one = drawn(sample).logistic("voted ~ age + sex", where="age < 50")
    zero = drawn(sample.assign(w=np.where(inside, sample["w"], 0.0))).logistic("voted ~ age + sex")
    np.testing.assert_allclose(numbers(one), numbers(zero), rtol=1e-9)


def test_replicates_and_linearisation_are_near(sample):
    of = drawn(sample)
    one = numbers(of.logistic("voted ~ age + sex"))
    other = numbers(of.to_replicates("jkn").logistic("voted ~ age + sex"))
    np.testing.assert_allclose(other["estimate"], one["estimate"], rtol=1e-9)
    np.testing.assert_allclose(other["std_error"], one["std_error"], rtol=0.05)


@pytest.mark.parametrize(("formula", "family"), FORMULAS)
def test_margins_are_those_of_the_fitted_means(sample, formula, family):
    of = drawn(sample)
    model = of.glm(formula, family=family)
    w = sample["w"] / sample["w"].sum()
    told = model.predictions().table["estimate"].iloc[0]
    outcome = sample[formula.split(" ~ ")[0]]
    mean = w @ (outcome == "yes" if family == "binomial" else outcome)
    # with the canonical link and an intercept, the mean of the fit is the mean of the data
    assert told == pytest.approx(mean, rel=1e-9)
    effect = model.margins("age").table.iloc[0]
    b = model.table.table.set_index("term")["estimate"]
    if family == "gaussian":
        by_hand = b["age"] + sum(
            w @ (sample["group"] == level) * b[f"age:group[{level}]"] for level in "bc"
        )
        assert effect["estimate"] == pytest.approx(by_hand, rel=1e-8)
    if family == "poisson":
        assert effect["estimate"] == pytest.approx(b["age"] * mean, rel=1e-6)


@pytest.mark.parametrize("averaging", ["fixed", "sampled"])
def test_slopes_by_derivative_are_those_by_differences(sample, averaging):
    """A column that stands alone has a derivative; its polynomial of degree 1 has differences."""
    of = drawn(sample)
    alone, transformed = (
        of.glm(f"voted ~ {term} + group", family="binomial", link="cloglog")
        .margins("age", averaging=averaging)
        .table[["estimate", "std_error"]]
        for term in ("age", "poly(age, 1)")
    )
    np.testing.assert_allclose(alone, transformed, rtol=1e-7)


def test_sampled_averages_have_more_variance_and_agree_with_replicates(sample):
    of = drawn(sample)
    model = of.logistic("voted ~ age + group")
    fixed, sampled = (
        model.predictions("group", averaging=way).table["std_error"].to_numpy()
        for way in ("fixed", "sampled")
    )
    assert (sampled > 0).all()
    assert np.abs(sampled / fixed - 1).max() < 0.2
    again = of.to_replicates("jkn").logistic("voted ~ age + group")
    by_replicates = again.predictions("group", averaging="sampled").table["std_error"].to_numpy()
    np.testing.assert_allclose(by_replicates, sampled, rtol=0.06)


def test_ratios_have_the_coefficients_limits(sample):
    plain = drawn(sample).logistic("voted ~ age + group").table.table
    ratios = drawn(sample).logistic("voted ~ age + group", exponentiate=True).table.table
    for name in ("estimate", "ci_low", "ci_high"):
        np.testing.assert_allclose(ratios[name], np.exp(plain[name]), rtol=1e-9)
    np.testing.assert_allclose(ratios["p_value"], plain["p_value"])
    with pytest.raises(topline.ArgumentError, match="link is identity; leave it out"):
        drawn(sample).linear("income ~ age", exponentiate=True)


def test_tests_of_terms_and_of_models_are_one(sample):
    of = drawn(sample)
    model = of.logistic("voted ~ age + group")
    smaller = of.logistic("voted ~ age")
    assert model.compare(smaller).p_value == model.test("group", method="rao-scott-lrt").p_value
    one = model.table.table.set_index("term").loc["age"]
    assert model.test("age").p_value == pytest.approx(one["p_value"], rel=1e-9)
    exact = model.test("group", method="working-wald", tail="exact").p_value
    assert model.test("group", method="working-wald").p_value == pytest.approx(exact, rel=0.1)
    with pytest.raises(topline.ArgumentError, match="did you mean 'group'"):
        model.test("grup")
    with pytest.raises(topline.ArgumentError, match="no part of this model"):
        smaller.compare(model)
    # of another outcome, whose rows are the same
    with pytest.raises(topline.ArgumentError, match="expected the same outcome"):
        of.linear("income ~ age + group").compare(of.linear("income + 1 ~ age"))


def test_contrasts_of_coefficients(sample):
    model = drawn(sample).linear("income ~ group")
    found = model.contrast([[0, 1, -1]], labels=["b − c"]).table.iloc[0]
    b, v = model.table.table["estimate"].to_numpy(), model.covariance
    assert found["estimate"] == pytest.approx(b[1] - b[2])
    assert found["std_error"] == pytest.approx(np.sqrt(v[1, 1] + v[2, 2] - 2 * v[1, 2]))
    with pytest.raises(topline.ArgumentError, match="3 coefficients"):
        model.contrast([1, -1])


def test_predictions_of_rows(sample):
    model = drawn(sample).logistic("voted ~ age + group")
    rows = sample[["age", "group"]].head(3)
    link = model.predict(rows, scale="link").table["estimate"].to_numpy()
    response = model.predict(rows).table["estimate"].to_numpy()
    np.testing.assert_allclose(response, 1 / (1 + np.exp(-link)))
    with pytest.raises(topline.ArgumentError, match="group is 'z', which no row of the model is"):
        model.predict([{"age": 30, "group": "z"}])
    with pytest.raises(topline.ToplineError, match="group"):
        model.predict([{"age": 30}])


CODES = np.random.default_rng(0).integers(1, 4, 120)
CATEGORIES = {
    "numbers": pd.Categorical(CODES),
    "in another order": pd.Categorical(CODES, categories=[3, 1, 2], ordered=True),
    "halves": pd.Categorical(CODES / 2),
    "classes": pd.cut(CODES, [0, 1, 2, 3]),
    "truths": pd.Categorical(CODES > 1),
    "days": pd.Categorical(pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"])[CODES - 1]),
    "words": pd.Categorical(np.array(list("pqr"))[CODES - 1]),
}


@pytest.mark.quick
@pytest.mark.parametrize("kind", CATEGORIES)
def test_margins_of_categories_of_any_kind_are_the_means_of_their_groups(kind):
    """Of categories that are numbers each level had been taken for an amount, without a word."""
    data = pd.DataFrame({"g": CATEGORIES[kind], "y": CODES + np.sin(np.arange(120))})
    survey = topline.Survey(data)
    model = survey.linear("y ~ g")
    means = survey.mean("y", by="g").table["estimate"].to_numpy()
    assert model.predictions("g").table["estimate"].to_numpy() == pytest.approx(means)
    steps = means[1:] - means[0]
    assert model.contrasts("g").table["estimate"].to_numpy() == pytest.approx(steps)
    assert model.margins("g").table["estimate"].to_numpy() == pytest.approx(steps)
    rows = [{"g": level} for level in data["g"].cat.categories]
    assert model.predict(rows).table["estimate"].to_numpy() == pytest.approx(means)


def test_a_number_is_no_level_and_a_text_is_no_number(sample):
    """A number given for a factor had been multiplied with a coefficient, without a word."""
    of = drawn(sample)
    for model in (of.linear("income ~ age + group"), of.ordinal("voted ~ age + group")):
        row = {"age": 30, "group": "b"}
        for wrong in (1, 2.5):
            with pytest.raises(topline.ArgumentError, match=f"group is {wrong}, which no row"):
                model.predict([{**row, "group": wrong}])
            with pytest.raises(topline.ArgumentError, match=f"group is {wrong}, which no row"):
                model.predictions("group", at=[wrong])
        with pytest.raises(topline.ArgumentError, match="age is 'thirty'; expected a number"):
            model.predict([{**row, "age": "thirty"}])
        with pytest.raises(topline.ArgumentError, match="row 1 has no value"):
            model.predict([{**row, "group": None}])


def test_what_repeats_is_named(sample):
    model = drawn(sample.assign(months=sample["age"] * 12)).linear("income ~ age + months")
    assert model.fit.left_out == ("months",)
    assert "months repeats other terms" in str(model)
    assert list(model.table.table["term"]) == ["Intercept", "age"]


def test_more_coefficients_than_degrees_of_freedom(sample):
    few = topline.Survey(sample, weights="w", clusters="stratum")
    with pytest.warns(UserWarning, match="9 coefficients are more than the 7 degrees of freedom"):
        model = few.linear("income ~ poly(age, 5) + group + sex")
    assert model.table.table["ci_low"].isna().all()
    assert model.table.table["p_value"].isna().all()
    with pytest.raises(topline.DataError, match="df='design'"):
        model.test("group")
    assert few.linear("income ~ poly(age, 5) + group + sex", df="design").df == 7


def test_hard_outcomes(sample):
    of = drawn(sample)
    assert "voted = yes (not no)" in str(of.logistic("voted ~ age"))
    assert "group == 'a'" in str(of.logistic("group == 'a' ~ age"))
    with pytest.raises(topline.ArgumentError, match=r"3 answers \(a, b, c\)"):
        of.logistic("group ~ age")
    with pytest.raises(topline.ArgumentError, match="'told' tell"):
        drawn(sample.assign(told=(sample["voted"] == "yes") * 2.0)).logistic("voted ~ told")
    with pytest.raises(topline.ArgumentError, match="did you mean 'age'"):
        of.linear("income ~ agee")
    with pytest.raises(topline.ArgumentError, match="negative"):
        of.poisson("I(visits - 3) ~ age")
    holes = sample.assign(age=sample["age"].mask(sample.index < 30))
    assert "30 rows left out for lack of an answer" in str(drawn(holes).linear("income ~ age"))
    with pytest.raises(topline.DataError, match="30 of 400 rows lack an answer"):
        drawn(holes).linear("income ~ age", missing="fail")


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["group"] == "hard"], ids=lambda case: case["id"]
)
def test_hard_cases_of_r(case, shared):
    formula, expected = case["model"]["formula"], case["expected"]
    of = survey(shared, case["design"])
    if case["id"] == "more_terms_than_df":
        formula = "api00 ~ poly(meals, 5) + poly(ell, 5) + poly(mobility, 5)"
    formula = formula.replace("race", "C(race)").replace("(api00 > 600)", "api00 > 600")
    names = expected["message_names"]
    names = [names] if isinstance(names, str) else names
    if expected["outcome"].startswith("error"):
        with pytest.raises(topline.ToplineError) as found:
            of.glm(formula, family=case["model"]["family"])
        said = str(found.value)
    elif expected["outcome"] == "warning":
        with pytest.warns(UserWarning, match="degrees") as told:
            of.glm(formula, family=case["model"]["family"])
        said = str(told[0].message)
    else:
        said = str(of.glm(formula, family=case["model"]["family"]))
    assert all(name in said for name in names), said


def test_what_one_respondent_or_one_cluster_tells_has_no_variance():
    data = pd.DataFrame({"g": ["a", "b"] * 6 + ["one"], "y": [*np.arange(12.0), 50.0]})
    data["c"] = [*np.arange(12) // 2, 9]
    of_rows = topline.Survey(data)
    for of in (of_rows, topline.Survey(data, clusters="c"), of_rows.to_replicates("jk1")):
        found = of.linear("y ~ 0 + g").table.table.set_index("term").loc["g[one]"]
        assert found["estimate"] == pytest.approx(50)
        assert found[["std_error", "ci_low", "ci_high", "p_value"]].isna().all()
        assert "no_variance" in found["reasons"]


def test_outcomes_that_are_all_0_are_refused_by_their_name():
    of = topline.Survey(pd.DataFrame({"y": [0] * 20, "x": range(20)}))
    for family in ("poisson", "binomial"):
        with pytest.raises(topline.ArgumentError, match="y is 0 in every row with a weight"):
            of.glm("y ~ x", family=family)


def test_replicates_without_a_level_say_nothing_of_it_and_all_of_the_others():
    """Predictions of levels are their means, whose replicates are known one by one."""
    rng = np.random.default_rng(1)
    level = np.where(np.arange(60) < 4, "c", np.array(list("ab"))[rng.integers(0, 2, 60)])
    data = pd.DataFrame({"g": level, "y": rng.normal(size=60), "c": np.repeat(range(12), 5)})
    drawn = topline.Survey(data, clusters="c").to_replicates("bootstrap", replicates=200, rng=1)
    model = drawn.linear("y ~ g")
    means, found = drawn.mean("y", by="g").table, model.predictions("g").table
    expected = means["std_error"].to_numpy()
    assert found["std_error"].to_numpy() == pytest.approx(expected, nan_ok=True)
    assert "are left out" not in repr(model)
    rare = drawn.linear('y ~ C(g, "c")')
    assert "nobody of a level that others are compared with" in repr(rare)


@pytest.fixture(scope="module")
def small_levels():
    """Levels of one respondent, of one cluster, and of answers that are all the same."""
    rng = np.random.default_rng(3)
    names = ["usual"] * 20 + ["other"] * 20 + ["one"] + ["cluster"] * 5 + ["alike"] * 5
    y = np.r_[rng.normal(10, 2, 46), np.full(5, 5.0)]
    c = np.r_[np.arange(41) // 2, np.full(5, 100), np.arange(5) + 200]
    return pd.DataFrame({"g": names, "y": y, "c": c, "x": rng.normal(0, 1, 51)})


@pytest.mark.quick
@pytest.mark.parametrize("how", ["linearised", "replicates"])
def test_a_level_of_which_nothing_is_known_has_no_p_value(small_levels, how):
    of = topline.Survey(small_levels, clusters="c")
    of = of if how == "linearised" else of.to_replicates("jk1")
    model = of.linear("y ~ C(g, 'usual')")
    table = model.table.table.set_index("term")
    none = [f"C(g, 'usual')[{level}]" for level in ("alike", "cluster", "one")]
    assert table.loc[none, ["std_error", "ci_low", "p_value"]].isna().all(axis=None)
    assert set(table.loc[none, "reasons"]) == {"no_variance"}
    kept = table.drop(index=none)
    assert kept["p_value"].notna().all()
    # as the test of those two groups has it
    two = of.t_test("y", by="g", where="g in ['usual', 'other']")
    assert kept["std_error"].iloc[1] == pytest.approx(two.std_error)
    with pytest.raises(topline.DataError, match="rests on respondents of one sampled unit"):
        model.test("C(g, 'usual')")


@pytest.mark.parametrize("how", ["linearised", "replicates"])
def test_nor_has_a_slope_among_answers_that_are_all_the_same(small_levels, how):
    """It is 0 but for rounding, and so is what moves it."""
    of = topline.Survey(small_levels, clusters="c")
    of = of if how == "linearised" else of.to_replicates("jk1")
    table = of.linear("y ~ C(g, 'alike') * I(x > 0)").table.table.set_index("term")
    assert abs(table["estimate"]["I(x > 0)"]) < 1e-9
    assert table["reasons"]["I(x > 0)"] == "no_variance"
    assert np.isnan(table["p_value"]["I(x > 0)"])


def test_what_is_compared_with_one_respondent_has_no_p_value(small_levels):
    table = topline.Survey(small_levels).linear("y ~ C(g, 'one') + x").table.table
    assert table["p_value"].notna().tolist() == [False] * 5 + [True]


def test_nor_have_averages_over_a_level_of_which_nothing_is_known(small_levels):
    """Unless its respondents are in them by themselves, as in any mean."""
    of = topline.Survey(small_levels)
    for reference in ("usual", "one"):
        model = of.linear(f"y ~ C(g, '{reference}') + x")
        by_level = model.predictions("g").table.set_index("g")
        unknown = by_level["std_error"].isna()
        assert by_level.index[unknown].tolist() == ["one"]
        assert by_level["reasons"]["one"] == "no_variance"
        steps = model.contrasts("g").table
        resting = steps["contrast"].str.contains("one")
        assert steps["p_value"].isna().tolist() == resting.tolist()
        rows = model.predict([{"g": "one", "x": 1.0}, {"g": "other", "x": 1.0}]).table
        assert rows["std_error"].isna().tolist() == [True, False]
        for found in (model.predictions(), model.margins("x"), model.predictions("x", at=[0, 1])):
            assert found.table["std_error"].notna().all()
    # who is predicted as one cluster answered, in a model that is not linear, either
    small = small_levels.assign(high=(small_levels["y"] > 10).astype(float))
    small.loc[small["g"] == "alike", "high"] = [1.0, 0, 1, 0, 1]
    chosen = topline.Survey(small, clusters="c").logistic("high ~ g + x", where="g != 'one'")
    unknown = chosen.predictions("g").table.set_index("g")["std_error"].isna()
    assert unknown.index[unknown].tolist() == ["cluster"]


def test_a_factor_of_one_level_is_told():
    data = pd.DataFrame({"y": [0, 1, 1, 0, 1, 0] * 2, "x": [1, 2, 4, 3, 5, 6] * 2})
    survey = topline.Survey(data.assign(g=["a"] * 9 + ["b"] * 3))
    for fit in (survey.logistic, survey.ordinal):
        told = " ".join(fit("y ~ x + g", where="g == 'a'").sentences)
        assert "g has one level in the rows used, and no coefficient." in told


def test_a_cell_that_all_answer_alike_is_named_by_what_only_its_rows_have():
    rng = np.random.default_rng(0)
    data = pd.DataFrame({"a": rng.choice(list("pqr"), 600), "b": rng.choice(list("uv"), 600)})
    data["y"] = rng.integers(0, 2, 600)
    cell = (data["a"] == "q") & (data["b"] == "v")
    cells = topline.Survey(data.assign(y=data["y"].mask(cell, 0)))
    with pytest.raises(topline.ArgumentError, match=r"^'a\[q\]:b\[v\]' tells y = 1 from y = 0 "):
        cells.logistic("y ~ a * b")
    level = data.assign(y=data["y"].mask(data["a"] == "r", 0))
    with pytest.raises(topline.ArgumentError, match=r"rows, all with 'a\[r\]' \(separation"):
        topline.Survey(level).logistic("y ~ a * b")
    # of the cell that all others are compared with all coefficients tell, and eight are named
    many = data.assign(c=rng.choice(list("xyz"), 600))
    first = (many["a"] == "p") & (many["b"] == "u") & (many["c"] == "x")
    with pytest.raises(topline.ArgumentError, match=" and 10 others tell "):
        topline.Survey(many.assign(y=many["y"].mask(first, 0))).logistic("y ~ a * b * c")


def test_an_offset_is_taken_or_refused_and_never_passed_over():
    rng = np.random.default_rng(4)
    data = pd.DataFrame({"x": rng.normal(size=80), "z": rng.normal(size=80)})
    data["t"], data["e"] = rng.exponential(size=80), rng.integers(0, 2, 80)
    data["g"] = rng.choice(["a", "b", "c"], 80)
    survey = topline.Survey(data)
    assert (
        survey.linear("t ~ x").coefficients.table["estimate"]
        != survey.linear("t ~ x + offset(z)").coefficients.table["estimate"]
    ).all()
    for fit, outcome in (
        (survey.cox, "t, e"),
        (survey.survival_regression, "t, e"),
        (survey.ordinal, "g"),
        (survey.multinomial, "g"),
    ):
        with pytest.raises(topline.ArgumentError, match=r"takes no offset\(\), as those of glm do"):
            fit(f"{outcome} ~ x + offset(z)")
    with pytest.raises(topline.ArgumentError, match=r"has an offset\(\)"):
        survey.adjust_nonresponse("e == 1", model="x + offset(z)")


def test_a_term_may_be_named_as_the_formula_writes_it():
    rng = np.random.default_rng(2)
    data = pd.DataFrame({"share, %": rng.normal(size=60), "y": rng.normal(size=60)})
    data["a:b"], data["x"] = rng.normal(size=60), rng.normal(size=60)
    model = topline.Survey(data).linear("y ~ `share, %` + `a:b` * x")
    assert model.test("`share, %`").p_value == model.test("share, %").p_value
    assert model.test("`a:b`:x").p_value == model.test("x:`a:b`").p_value
    assert model.test("`a:b`").df == 1


@pytest.mark.parametrize("term", ["bs(x, df=2)", "cr(x, df=1)"])
def test_splines_that_cannot_be_made_say_what_they_need(term):
    data = pd.DataFrame({"y": [0, 1, 1, 0, 1, 0], "x": range(6)})
    with pytest.raises(topline.ArgumentError, match="of 6 different values; choose another df"):
        topline.Survey(data).linear(f"y ~ {term}")


def test_shares_by_their_logs_are_fitted_under_each_replicate():
    data = pd.DataFrame({"x": np.arange(60) / 60, "psu": np.arange(60) // 6, "w": 1.0})
    data["y"] = (np.arange(60) * 7 % 20 / 20 < 0.1 + 0.6 * data["x"]).astype(int)
    log = {"family": "binomial", "link": "log"}
    survey = topline.Survey(data, weights="w", clusters="psu")
    found = survey.to_replicates("jk1").glm("y ~ x", **log).table.table
    each = [
        topline.Survey(data[data["psu"] != psu]).glm("y ~ x", **log).table.table["estimate"]
        for psu in range(10)
    ]
    apart = np.array(each) - found["estimate"].to_numpy()
    np.testing.assert_allclose(found["std_error"] ** 2, 0.9 * (apart**2).sum(axis=0), rtol=1e-6)
