"""Targets that are estimates, their own variance, and totals of formulas."""

import numpy as np
import pandas as pd
import pytest

import topline

MARGINS = ["gender", "age_group"]


@pytest.fixture(scope="module")
def large():
    return topline.Survey(
        topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
    )


@pytest.fixture(scope="module")
def small():
    people = topline.load_example_survey().sample(200, random_state=1)
    return topline.Survey(people, weights="weight")


@pytest.fixture(scope="module")
def jackknife(small):
    return small.to_replicates("jk1")


def errors(survey, name, how="total"):
    return getattr(survey, how)(name).table["std_error"].to_numpy()


def test_a_margin_has_the_variance_of_its_targets(small, jackknife, large):
    targets = topline.targets_from(large, MARGINS)
    for survey in (small, jackknife):
        raked = survey.rake(targets, targets_variance=True)
        for name in MARGINS:
            assert errors(raked, name) == pytest.approx(errors(large, name), rel=1e-6)
            own, theirs = (errors(each, name, "proportion") for each in (raked, large))
            assert own == pytest.approx(theirs, rel=5e-3)
        fixed = survey.rake(targets)
        assert errors(fixed, "gender").max() == 0
        assert (errors(raked, "role") > errors(fixed, "role")).all()
    again = small.rake(targets, targets_variance=True).to_replicates("jk1")
    assert errors(again, "gender") == pytest.approx(errors(large, "gender"), rel=1e-6)


def test_every_way_to_give_them_is_the_same(small, large):
    targets = topline.targets_from(large, MARGINS)
    ways = [
        small.calibrate(targets, targets_variance=True),
        small.calibrate(large, formula="gender + age_group", targets_variance=True),
    ]
    expected = errors(ways[0], "role")
    assert errors(ways[1], "role") == pytest.approx(expected, rel=1e-9)
    one = targets.only(["age_group"])
    post = small.post_stratify(one, targets_variance=True)
    assert errors(post, "age_group") == pytest.approx(errors(large, "age_group"))


def test_joint_margins_and_groups_have_theirs(small, large):
    joint = topline.targets_from(large, ["gender", ("role", "age_group")])
    raked = small.rake(joint, targets_variance=True)
    for name, by in (("gender", None), ("age_group", "role")):
        own, theirs = (s.total(name, by=by).table["std_error"] for s in (raked, large))
        assert own.to_numpy() == pytest.approx(theirs.to_numpy(), rel=1e-6)
    grouped = topline.targets_from(large, ["gender"], by="role")
    raked = small.rake(grouped, by="role", targets_variance=True)
    own, theirs = (s.total("gender", by="role").table["std_error"] for s in (raked, large))
    assert own.to_numpy() == pytest.approx(theirs.to_numpy(), rel=1e-6)


def test_shares_of_a_fixed_total_have_the_variance_of_shares(small, large):
    raked = small.rake(topline.targets_from(large, ["gender"]), total=1, targets_variance=True)
    assert errors(raked, "gender") == pytest.approx(errors(large, "gender", "proportion"))


def test_the_ratio_estimator_has_the_variance_of_two_phases():
    """V = V(Σw(y − Rx)) + R²·V(X̂), with a total of x from a larger sample."""
    rng = np.random.default_rng(5)
    x = rng.gamma(4, 10, 400)
    first = topline.Survey(pd.DataFrame({"x": x, "w": 25.0}), weights="w")
    frame = pd.DataFrame({"x": x[:80], "y": 2 * x[:80] + rng.normal(0, 9, 80), "w": 125.0})
    second = topline.Survey(frame, weights="w")
    targets = topline.targets_from(first, ["x"])
    found = second.calibrate(targets, variance="x", targets_variance=True).total("y").table
    total = first.total("x").table
    ratio = frame["y"].sum() / frame["x"].sum()
    g = total["estimate"][0] / (125 * frame["x"].sum())
    residuals = 125 * g * (frame["y"] - ratio * frame["x"])
    expected = 80 * residuals.var(ddof=1) + (ratio * total["std_error"][0]) ** 2
    assert found["estimate"][0] == pytest.approx(ratio * total["estimate"][0])
    assert found["std_error"][0] == pytest.approx(np.sqrt(expected), rel=1e-9)


@pytest.mark.long
def test_intervals_know_that_targets_were_estimated():
    """Coverage of 95 % intervals of a mean, raked to targets of a survey of the same size."""
    rng = np.random.default_rng(11)
    held = {True: 0, False: 0}
    runs = 300
    for _ in range(runs):
        group = rng.random((2, 300)) < [[0.5], [0.3]]
        frames = [pd.DataFrame({"g": np.where(own, "a", "b"), "w": 1000 / 300.0}) for own in group]
        frames[1]["y"] = 4.0 * group[1] + rng.normal(0, 1, 300)
        known, poll = (topline.Survey(frame, weights="w") for frame in frames)
        targets = topline.targets_from(known, ["g"])
        for wanted in held:
            row = poll.rake(targets, targets_variance=wanted).mean("y").table.iloc[0]
            held[wanted] += row["ci_low"] <= 2.0 <= row["ci_high"]
    assert 0.91 < held[True] / runs < 0.985
    assert held[False] / runs < 0.75


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"gender": {"woman": 0.5, "man": 0.48, "non-binary": 0.02}}, "carry no variance"),
        ("table", "carry no variance"),
    ],
)
def test_targets_that_are_known_have_no_variance(small, large, targets, words):
    given = topline.targets_from(large.data, ["gender"]) if targets == "table" else targets
    with pytest.raises(topline.ArgumentError, match=words):
        small.rake(given, targets_variance=True)


@pytest.mark.quick
def test_a_formula_is_calibrated_to_by_the_names_of_its_variables(small, large):
    crossed = small.calibrate(large, formula="role * gender")
    theirs = large.total("gender", by="role").table["estimate"]
    assert crossed.total("gender", by="role").table["estimate"].to_numpy() == pytest.approx(
        theirs.to_numpy(), rel=1e-9
    )


def test_names_are_those_of_r_or_of_formulaic(small):
    totals = {"genderman": 40_000, "gender[T.non-binary]": 2_000}
    found = small.calibrate(totals, total=100_000, formula="~ gender")
    plain = small.calibrate({"gender": {"woman": 58_000, "man": 40_000, "non-binary": 2_000}})
    assert np.allclose(found.weights, plain.weights)
    assert "calibrated to gender" in found.weighting.sentence
    by = {"recruiter": {"1": 40_000, "genderman": 20_000, "gender[non-binary]": 500}}
    by["applicant"] = {"1": 60_000, "genderman": 20_000, "gender[non-binary]": 1500}
    each = small.calibrate(by, formula="gender", by="role")
    assert each.total("role").table["estimate"].tolist() == pytest.approx([40_000, 60_000])


def test_splines_are_calibrated_to_the_population():
    rng = np.random.default_rng(2)
    people = pd.DataFrame({"age": rng.uniform(18, 90, 3000)})
    drawn = people.sample(150, random_state=3, weights=people["age"])
    found = topline.Survey(drawn).calibrate(people, formula="bs(age, df=4)")
    table = found.mean("age").table
    assert table["estimate"][0] == pytest.approx(people["age"].mean(), rel=1e-6)
    assert table["std_error"][0] < 1e-6 * table["estimate"][0]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"totals": {"genderman": 1.0}, "formula": "gender"}, "'Intercept' has no total"),
        ({"totals": {"1": 1, "genderx": 1.0}, "formula": "gender"}, "has no total"),
        ({"totals": {"1": 1}, "formula": "y ~ gender"}, "outcome"),
        ({"totals": {"1": 1}, "formula": "{gender}"}, "no meaning"),
        ({"totals": {"1": 1}, "formula": "years_experience"}, "is missing for"),
    ],
)
def test_what_a_formula_lacks_is_named(small, arguments, words):
    with pytest.raises(topline.ArgumentError, match=words):
        small.calibrate(**arguments)


def test_people_go_without_groups_and_tables_without_variance(small, large):
    with pytest.raises(topline.ArgumentError, match="by= goes with"):
        small.calibrate(large, formula="gender", by="role")
    with pytest.raises(topline.ArgumentError, match="no variance"):
        small.calibrate(large.data, formula="gender", targets_variance=True)
