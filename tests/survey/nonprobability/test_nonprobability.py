"""Opt-in surveys beside a reference sample: weights, means, and that they are called a model."""

import numpy as np
import pandas as pd
import pytest

import topline


def population(rng, size=20_000):
    age = rng.uniform(18, 80, size)
    urban = rng.choice(["yes", "no"], size, p=[0.6, 0.4])
    y = 1 + 0.05 * age + (urban == "yes") + rng.normal(0, 1, size)
    vote = np.where(y + rng.normal(0, 1, size) > 4, "a", np.where(age > 50, "b", "c"))
    part = 0.04 * np.exp(0.6 * (urban == "yes") - 0.02 * (age - 50))
    return pd.DataFrame(
        {"age": age, "urban": urban, "y": y, "vote": vote, "part": rng.random(size) < part}
    )


@pytest.fixture(scope="module")
def people():
    return population(np.random.default_rng(8))


@pytest.fixture(scope="module")
def opt_in(people):
    return topline.Survey(people[people["part"]])


@pytest.fixture(scope="module")
def reference(people):
    drawn = people.sample(400, random_state=1)[["age", "urban"]].assign(d=len(people) / 400)
    return topline.Survey(drawn, weights="d", sample_type="probability")


@pytest.mark.quick
def test_pseudo_weights_repair_what_the_model_knows(people, opt_in, reference):
    found = opt_in.with_pseudo_weights(reference, ["age", "urban"])
    row = found.mean("y").table.iloc[0]
    assert abs(row["estimate"] - people["y"].mean()) < 2.5 * row["std_error"]
    assert opt_in.mean("y").table["ci_high"][0] < people["y"].mean()
    assert found.weights.sum() == pytest.approx(len(people), rel=0.1)
    assert found.design.sample_type == "opt_in"
    assert "a model of who takes part on age, urban" in found.weighting.sentence
    assert "intervals model a random draw" in found.mean("y").method


def test_the_variance_knows_of_the_fit_and_of_the_reference(people, opt_in, reference):
    linear = opt_in.with_pseudo_weights(reference, ["age", "urban"])
    replicated = opt_in.to_replicates("bootstrap", replicates=50, rng=3)
    again = replicated.with_pseudo_weights(reference, ["age", "urban"])
    assert np.allclose(linear.weights, again.weights)
    errors = [s.mean("y").table["std_error"][0] for s in (linear, again)]
    assert errors[1] == pytest.approx(errors[0], rel=0.3)
    whole = opt_in.with_pseudo_weights(people[["age", "urban"]], ["age", "urban"])
    assert whole.mean("y").table["std_error"][0] < 0.9 * errors[0]


def test_doubly_robust_means_have_the_same_variance_by_either_way(opt_in, reference):
    """With an outcome model of a constant alone nothing is left but the propensity."""
    table = opt_in.doubly_robust("y", reference, ["age", "urban"], outcome="1").table
    weighted = opt_in.with_pseudo_weights(reference, ["age", "urban"]).mean("y").table
    assert table["estimate"][0] == pytest.approx(weighted["estimate"][0], rel=1e-9)
    assert table["std_error"][0] == pytest.approx(weighted["std_error"][0], rel=0.05)


@pytest.mark.quick
def test_doubly_robust_means_and_shares(people, opt_in, reference):
    found = opt_in.doubly_robust(["y", "vote"], reference, ["age", "urban"])
    table = found.table
    assert abs(table["estimate"][0] - people["y"].mean()) < 3 * table["std_error"][0]
    assert table["estimate"][1:].sum() == pytest.approx(1)
    shares = people["vote"].value_counts(normalize=True)
    for row in table[1:].itertuples():
        assert abs(row.estimate - shares[row.category]) < 4 * row.std_error
    cross = np.asarray(found.covariance)
    assert cross.shape == (4, 4)
    # the shares add up to what varies not at all
    assert cross[1:, 1:].sum() == pytest.approx(0, abs=1e-12)
    assert found.sample_type == "opt_in"
    assert "a model, no margin of error" in " ".join(found.notes)
    assert all("opt_in" in reasons for reasons in table["reasons"])
    other = opt_in.doubly_robust("vote", reference, "age", outcome=["age", "urban"],
                                 family="binomial")  # fmt: skip
    assert other.table["estimate"].sum() == pytest.approx(1, abs=0.01)


def test_who_gave_no_answer_is_counted(opt_in, reference):
    data = opt_in.data.copy()
    data.loc[data.index[:40], "y"] = np.nan
    table = topline.Survey(data).doubly_robust("y", reference, ["age", "urban"]).table
    assert (table["n"][0], table["n_missing"][0]) == (len(data) - 40, 40)


def test_a_part_goes_with_the_same_part_of_the_reference(people, opt_in, reference):
    city = "urban == 'yes'"
    table = opt_in.where(city).doubly_robust("y", reference.where(city), "age").table
    truth = people[people["urban"] == "yes"]["y"].mean()
    assert abs(table["estimate"][0] - truth) < 3 * table["std_error"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sample_type": "probability"}, "drawn at random"),
        ({"weights": "age"}, "leave weights= out"),
    ],
)
def test_what_is_no_opt_in_survey_is_refused(opt_in, reference, change, words):
    with pytest.raises(topline.ArgumentError, match=words):
        topline.Survey(opt_in.data, **change).with_pseudo_weights(reference, "age")


def test_what_cannot_be_modelled_is_named(people, opt_in, reference):
    with pytest.raises(topline.ArgumentError, match="expected the Survey"):
        opt_in.with_pseudo_weights("census", "age")
    with pytest.raises(topline.ArgumentError, match="no column"):
        opt_in.with_pseudo_weights(reference, "vote")
    lacking = people[["age", "urban"]].head(300).assign(d=60.0)
    lacking.loc[[1, 2], "age"] = np.nan
    with pytest.raises(topline.ArgumentError, match=r"'age' is missing for 2"):
        opt_in.with_pseudo_weights(topline.Survey(lacking, weights="d"), "age")
    small = topline.Survey(people[["age", "urban"]].head(300))
    with pytest.raises(topline.ArgumentError, match="add up to the population"):
        opt_in.with_pseudo_weights(small, ["urban"])
