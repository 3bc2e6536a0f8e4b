"""What changes neither weights nor standard errors, whatever the poll."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import topline

pytestmark = pytest.mark.quick

SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=5)


def poll(seed, size=60):
    """A poll in which every category occurs, and shares near those that it has."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "sex": np.resize(["f", "m"], size),
            "age": rng.permutation(np.resize(["18-34", "35-54", "55+"], size)),
            "w": rng.uniform(0.5, 3, size),
            "x": rng.normal(5, 1, size),
            "y": rng.normal(0, 1, size),
        }
    )
    sex, age = rng.dirichlet([30, 30]), rng.dirichlet([30, 30, 30])
    return frame, {
        "sex": dict(zip(["f", "m"], sex, strict=True)),
        "age": dict(zip(["18-34", "35-54", "55+"], age, strict=True)),
    }


def raked(frame, targets, **options):
    return topline.Survey(frame, weights="w").rake(targets, **options)


def answer(survey):
    """The mean of y and its standard error."""
    return survey.mean("y").table[["estimate", "std_error"]].to_numpy()[0]


def close(one, other):
    np.testing.assert_allclose(one, other, rtol=1e-8)


@FEW
@given(SEEDS)
def test_order_and_unit_do_not_matter(seed):
    frame, targets = poll(seed)
    found = raked(frame, targets)
    mixed = frame.sample(frac=1, random_state=seed % 2**31)
    again = raked(mixed, targets)
    close(again.weights, found.weights[mixed.index])
    close(answer(again), answer(found))
    scaled = raked(frame.assign(w=7 * frame["w"]), targets)
    close(scaled.weights, 7 * found.weights)
    close(answer(scaled), answer(found))


@FEW
@given(SEEDS)
def test_names_do_not_matter(seed):
    frame, targets = poll(seed)
    found = raked(frame, targets)
    called = {"f": "1 weiblich", "m": "2 männlich"}
    other = {**targets, "sex": {called[key]: share for key, share in targets["sex"].items()}}
    again = raked(frame.assign(sex=frame["sex"].map(called)), dict(reversed(other.items())))
    close(again.weights, found.weights)
    close(answer(again), answer(found))


@FEW
@given(SEEDS)
def test_a_category_split_in_proportion_changes_no_weight(seed):
    frame, targets = poll(seed)
    found = raked(frame, targets)
    young = (frame["age"] == "18-34").to_numpy()
    half = young & (np.arange(len(frame)) % 2 == 0)
    part = found.weights[half].sum() / found.weights[young].sum()
    share = targets["age"]["18-34"]
    split = {**targets["age"], "18-34": share * (1 - part), "18-34 even": share * part}
    again = raked(
        frame.assign(age=frame["age"].mask(half, "18-34 even")), {**targets, "age": split}
    )
    close(again.weights, found.weights)


@FEW
@given(SEEDS)
def test_twice_is_once_and_replicates_change_no_weight(seed):
    frame, targets = poll(seed)
    found = raked(frame, targets)
    close(found.rake(targets).weights, found.weights)
    replicated = topline.Survey(frame, weights="w").to_replicates("jk1").rake(targets)
    close(replicated.weights, found.weights)


@FEW
@given(SEEDS, st.sampled_from(["linear", "raking"]))
def test_calibrated_totals_are_their_targets(seed, distance):
    frame, targets = poll(seed)
    people = frame["w"].sum()
    totals = {
        "x": 1.02 * (frame["w"] @ frame["x"]),
        "sex": {key: people * share for key, share in targets["sex"].items()},
    }
    found = topline.Survey(frame, weights="w").calibrate(totals, distance=distance)
    table = found.total("x").table
    assert table["estimate"][0] == pytest.approx(totals["x"], rel=1e-9)
    assert table["std_error"][0] < 1e-9 * totals["x"]
    by_answer = found.total("sex").table.set_index("category")["estimate"]
    assert by_answer.to_dict() == pytest.approx(totals["sex"], rel=1e-9)
    again = topline.Survey(frame.assign(w=3 * frame["w"]), weights="w")
    tripled = {"x": 3 * totals["x"], "sex": {k: 3 * v for k, v in totals["sex"].items()}}
    close(again.calibrate(tripled, distance=distance).weights, 3 * found.weights)


@FEW
@given(SEEDS)
def test_models_of_response_know_neither_order_nor_unit(seed):
    frame, _ = poll(seed)
    frame["status"] = np.random.default_rng(seed).random(len(frame)) < 0.6
    model = ["sex", "x"]
    found = topline.Survey(frame, weights="w").adjust_nonresponse("status", model=model)
    mixed = frame.sample(frac=1, random_state=seed % 2**31).assign(w=lambda own: 7 * own["w"])
    again = topline.Survey(mixed, weights="w").adjust_nonresponse("status", model=model)
    np.testing.assert_allclose(again.weights, 7 * found.weights[mixed.index], rtol=1e-6)
    np.testing.assert_allclose(answer(again), answer(found), rtol=1e-6)
    # respondents' weights add up to those of all who were invited in what the model has
    carried = found.weights.sum() / frame["w"].sum()
    assert 0.5 < carried < 2
