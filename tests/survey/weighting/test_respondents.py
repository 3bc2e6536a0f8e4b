"""Base weights, and weights adjusted by models of response, wave by wave."""

import json

import numpy as np
import pandas as pd
import pytest

import topline
from tests.survey.weighting.cases import told


def invited(seed=1, n=400):
    """People of whom those with a higher age and those of the south answer more often."""
    rng = np.random.default_rng(seed)
    age, region = rng.uniform(20, 80, n), rng.choice(list("nsw"), n)
    p = 1 / (1 + np.exp(1 - 0.03 * (age - 50) - 0.6 * (region == "s")))
    y = 0.05 * age + (region == "s") + rng.normal(0, 1, n)
    status = rng.random(n) < p
    second = rng.random(n) < 1 / (1 + np.exp(-0.5 - 0.5 * (y - 2)))
    return pd.DataFrame(
        {
            "age": age,
            "region": region,
            "status": status,
            "y": np.where(status, y, np.nan),
            "wave2": np.where(status, second, np.nan),
            "z": np.where(status & second, y + rng.normal(0, 1, n), np.nan),
            "weight": rng.uniform(1, 3, n),
        }
    )


@pytest.fixture(scope="module")
def drawn():
    return topline.Survey(invited(), weights="weight")


@pytest.fixture(scope="module")
def jackknife():
    """One replicate for each tenth of the people, who are in no order."""
    return topline.Survey(
        invited().assign(tenth=np.arange(400) % 100), weights="weight", clusters="tenth"
    ).to_replicates("jk1")


def error(survey, name="y"):
    return survey.mean(name).table["std_error"][0]


@pytest.mark.parametrize("model", [["age", "region"], "age * region", "poly(age, 2) + region"])
def test_the_variance_knows_that_propensities_are_fitted(drawn, jackknife, model):
    ours = drawn.adjust_nonresponse("status", model=model)
    other = jackknife.adjust_nonresponse("status", model=model)
    assert np.allclose(ours.weights, other.weights)
    assert error(ours) == pytest.approx(error(other), rel=0.1)
    assert ours.weights[~ours.data["status"]].max() == 0
    assert len(ours) == len(drawn)
    # the score of the model: respondents stand for all who were invited
    if model == ["age", "region"]:
        fixed = topline.Survey(ours.data.assign(w=ours.weights), weights="w")
        assert error(ours) < 0.9 * error(fixed)


def test_later_steps_go_on_from_there(drawn, jackknife):
    targets = {"region": {"n": 0.4, "s": 0.3, "w": 0.3}}

    def both(survey):
        model = ["age", "region"]
        before = survey.calibrate({"age": 50_000}, total=1000)
        return before.adjust_nonresponse("status", model=model).rake(targets)

    ours, other = both(drawn), both(jackknife)
    assert error(ours) == pytest.approx(error(other), rel=0.1)
    assert [step.kind for step in ours.weighting.steps] == [
        "calibrate",
        "adjust_nonresponse",
        "rake",
    ]
    assert ours.proportion("region").table["std_error"].max() == 0


def test_strata_of_propensity_have_their_rates(drawn):
    model = ["age", "region"]
    found = drawn.adjust_nonresponse("status", model=model, strata=4)
    assert found.weights.sum() == pytest.approx(drawn.weights.sum())
    assert len(np.unique((found.weights / drawn.weights).round(12))) == 5
    assert "in 4 strata of propensity" in found.weighting.sentence
    mean = drawn.adjust_nonresponse("status", model=model, strata=4, factor="mean_p")
    assert not np.allclose(mean.weights, found.weights)


def test_a_panel_is_adjusted_wave_by_wave(drawn, jackknife):
    model = {"status": ["age", "region"], "wave2": "y"}
    ours = drawn.adjust_attrition(["status", "wave2"], model=model)
    other = jackknife.adjust_attrition(["status", "wave2"], model=model)
    assert error(ours, "z") == pytest.approx(error(other, "z"), rel=0.1)
    assert len(ours.weighting.steps) == 2
    with pytest.raises(topline.ArgumentError, match="wave 'wave2'"):
        drawn.adjust_attrition(["status", "wave2"], model={"wave2": "z"})
    with pytest.raises(topline.ArgumentError, match="none of the waves"):
        drawn.adjust_attrition(["status", "wave2"], model={"wave3": "y"})


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"model": "y"}, "'y' is missing for"),
        ({"model": "status ~ age"}, "outcome"),
        ({"model": "agee"}, "did you mean"),
        ({"model": []}, "no column"),
        ({"model": "age", "classes": "region"}, "two ways"),
        ({"strata": 5}, "model="),
        ({"model": "status"}, "separation"),
        ({"model": "age", "strata": 400}, "no respondent"),
    ],
)
def test_what_cannot_be_modelled_is_refused(drawn, arguments, words):
    with pytest.raises(topline.ArgumentError, match=words):
        drawn.adjust_nonresponse("status", **arguments)


def test_a_replicate_that_cannot_be_fitted_is_named():
    frame = invited(n=60).assign(rare=np.arange(60) == 3)
    frame.loc[[3, 8], "status"] = [True, False]
    frame["rare"] |= frame.index == 8
    survey = topline.Survey(frame.astype({"rare": float})).to_replicates("jk1")
    with pytest.raises(topline.ArgumentError, match="replicate 4: 'rare'"):
        survey.adjust_nonresponse("status", model=["rare"])


def test_models_of_response_agree_with_r(shared):
    book = json.loads((shared / "reference" / "weighting.json").read_text(encoding="utf-8"))
    frame = pd.read_csv(shared / "reference" / "weighting" / "nonresponse.csv")
    survey = topline.Survey(frame, weights="base_weight")
    cases = [c for c in book["cases"] if c["group"] == "nonresponse" and "fit" in c["options"]]
    assert cases
    respondents = (frame["status"] == "respondent").to_numpy()
    for case in cases:
        options = case["options"]
        strata = {"strata": 5, "factor": options["factor"]} if "classes" in options else {}
        found = survey.adjust_nonresponse(
            "status",
            model=["region", "age", "urban"],
            rate=options["fit"],
            unknown="drop",
            **strata,
        )
        # R's figures are of respondents alone: ineligible cases have no weight there
        weights = np.where(respondents, found.weights, 0)
        for name, value in case["weights"].items():
            assert told(weights)[name] == pytest.approx(value, rel=1e-7), case["id"]


def test_a_panel_agrees_with_r(shared):
    book = json.loads((shared / "reference" / "weighting.json").read_text(encoding="utf-8"))
    frame = pd.read_csv(shared / "reference" / "weighting" / "panel.csv")
    first, second = [c for c in book["cases"] if c["method"] == "panel attrition"]
    survey = topline.Survey(frame, weights="base_weight")
    classes = {"wave1": "region", "wave2": ["region", "sex"]}
    for waves, case in ((["wave1"], first), (["wave1", "wave2"], second)):
        own = {wave: classes[wave] for wave in waves}
        found = told(np.asarray(survey.adjust_attrition(waves, own).weights))
        for name, value in case["weights"].items():
            assert found[name] == pytest.approx(value, rel=1e-10), case["id"]


@pytest.fixture
def households():
    return pd.DataFrame(
        {
            "p": [0.1, 0.2, 0.5],
            "q": [0.5, 0.5, 1.0],
            "drawn": [2, 2, 3],
            "listed": [10, 20, 30],
            "adults": [1, 2, 3],
            "phones": [1, 2, 1],
            "y": [1.0, 2.0, 4.0],
        }
    )


@pytest.mark.quick
def test_base_weights_are_one_over_the_probability_of_being_drawn(households):
    survey = topline.Survey(households)
    found = survey.with_base_weights(
        ["p", "q"], counts={"drawn": "listed"}, household="adults", multiplicity="phones"
    )
    expected = [1 / (0.1 * 0.5 * 0.2), 2 / (0.2 * 0.5 * 0.1) / 2, 3 / (0.5 * 1 * 0.1)]
    assert found.weights.tolist() == pytest.approx(expected)
    assert found.weighting.steps[0].kind == "base_weights"
    assert "p, q, drawn of listed, adults, phones" in found.weighting.sentence
    again = topline.Survey(households, weights="phones").with_base_weights(household="adults")
    assert again.weights.tolist() == [1, 4, 3]
    replicated = topline.Survey(households).to_replicates("jk1").with_base_weights("p")
    assert replicated.replicate_weights[:][:, 0].tolist() == pytest.approx([0, 7.5, 3])


def test_who_has_no_weight_has_none_in_any_replicate(households):
    survey = topline.Survey(households.assign(w=[1.0, 0.0, 2.0]), weights="w")
    found = survey.to_replicates("jk1").with_base_weights(household="adults")
    assert found.weights.tolist() == [1, 0, 6]
    assert found.replicate_weights[:].tolist() == [[0, 1.5, 1.5], [0, 0, 0], [9, 9, 0]]


@pytest.mark.parametrize(
    ("column", "arguments", "words"),
    [
        ({"p": [0.1, 0.0, 0.5]}, {"probabilities": "p"}, "p: 0 in row 2"),
        ({"p": [0.1, 1.2, 0.5]}, {"probabilities": "p"}, "p: 1.2 in row 2"),
        ({"p": [0.1, np.nan, 0.5]}, {"probabilities": "p"}, "'p' is missing in 1 row"),
        ({"drawn": [2, 30, 3]}, {"counts": {"drawn": "listed"}}, "'drawn' drawn of 'listed'"),
        ({"adults": [1, 0, 3]}, {"household": "adults"}, "adults"),
        ({"phones": [1, -1, 3]}, {"multiplicity": "phones"}, "multiplicity"),
        ({}, {}, "nothing says"),
    ],
)
def test_what_is_no_probability_is_refused(households, column, arguments, words):
    with pytest.raises(topline.ArgumentError, match=words):
        topline.Survey(households.assign(**column)).with_base_weights(**arguments)


def test_probabilities_do_not_take_the_place_of_weights(households):
    with pytest.raises(topline.ArgumentError, match="leave weights= out"):
        topline.Survey(households, weights="phones").with_base_weights("p")
