"""Sums of more than two rows, one of which is a share that nobody, or everybody, has."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey
from topline.estimates.algebra.unseen import shrunk_variance


def test_a_share_of_nobody_adds_to_the_variance_of_a_sum_of_three():
    """Price and Bonett's (x + 2/m)/(n + 4/m), by hand: 0 of 30, 20 of 60, 25 of 50."""
    data = pd.DataFrame(
        {
            "g": ["a"] * 30 + ["b"] * 60 + ["c"] * 50,
            "y": [0] * 30 + [1] * 20 + [0] * 40 + [1] * 25 + [0] * 25,
        }
    )
    found = Survey(data).proportion({"y": "y == 1"}, by="g")
    size = 30 + 4 / 3
    p = 2 / 3 / size
    own = found.table["std_error"].to_numpy() ** 2
    expected = np.sqrt(p * (1 - p) / size + own[1:].sum()) / 3
    mean = found.contrast({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}).table
    assert mean["std_error"].iloc[0] == pytest.approx(expected, rel=1e-12)
    assert mean["reasons"].iloc[0] == "edge"
    # of two: Agresti and Caffo's variance of the share of nobody, wherever the difference is made
    size = 30 + 2
    expected = np.sqrt((1 / size) * (1 - 1 / size) / size + own[1])
    two = found.contrast({"b": 1, "a": -1}).table
    assert two["std_error"].iloc[0] == pytest.approx(expected, rel=1e-12)
    compared = found.compare(pairs=[("b", "a")]).table
    assert compared["std_error"].iloc[0] == pytest.approx(expected, rel=1e-12)


def test_two_answers_of_a_group_know_no_more_than_the_group():
    data = pd.DataFrame({"g": ["a"] * 30 + ["b"] * 70, "q": ["yes"] * 80 + ["no"] * 20})
    lead = Survey(data).proportion("q", by="g").compare(by="category").table
    assert lead["df"].tolist() == [29, 69]


def test_an_answer_that_nobody_gave_adds_nothing_to_a_sum_of_one_question():
    answers = pd.Categorical(["x", "y", "y"] * 20, categories=["x", "y", "z"])
    found = Survey(pd.DataFrame({"q": answers})).proportion("q")
    two = found.contrast({"x": 1, "y": -1}).table["std_error"].iloc[0]
    three = found.contrast({"x": 1, "y": -1, "z": 1}).table["std_error"].iloc[0]
    assert three == pytest.approx(two, rel=1e-12)


def test_the_variance_is_that_of_an_independent_program():
    """26, 24 and 38 of 60 with −½, −½, 1: statpsych's ci.lc.prop.bs documents 0.07602892."""
    rows = pd.DataFrame(
        {"estimate": np.array([26, 24, 38]) / 60, "n": 60.0, "n_effective": 60.0, "std_error": 0.0}
    )
    weights = np.array([-0.5, -0.5, 1])
    found = np.sqrt(weights**2 @ shrunk_variance(rows, 3))
    assert found == pytest.approx(0.07602892, abs=5e-9)


def thirds(**options):
    """0 of 30, 20 of 60 and 25 of 50."""
    data = pd.DataFrame(
        {
            "g": ["a"] * 30 + ["b"] * 60 + ["c"] * 50,
            "y": [0] * 30 + [1] * 20 + [0] * 40 + [1] * 25 + [0] * 25,
        }
    )
    return Survey(data.assign(**options)).proportion("y", by="g")


def test_a_sum_of_one_share_of_nobody_has_its_limits():
    found = thirds()
    row = found.table[(found.table["g"] == "a") & (found.table["category"] == 1)].iloc[0]
    for weight in (1.0, -2.0):
        alone = found.contrast([0, weight, 0, 0, 0, 0]).table.iloc[0]
        assert sorted([alone["ci_low"], alone["ci_high"]]) == pytest.approx(
            sorted([0.0, weight * row["ci_high"]])
        )


def test_a_standardised_share_has_the_variance_of_a_contrast():
    found = thirds()
    standardised = found.standardise("g", {"a": 1, "b": 1, "c": 1})
    by_hand = found.contrast([0, 1 / 3, 0, 1 / 3, 0, 1 / 3]).table["std_error"].iloc[0]
    assert standardised.table["std_error"].to_numpy() == pytest.approx([by_hand] * 2, rel=1e-12)
    # whoever did not say 1 said 0
    both = standardised.contrast([1, 1]).table.iloc[0]
    assert (both["estimate"], both["std_error"]) == pytest.approx((1, 0), abs=1e-9)


def test_a_standardised_share_of_nobody_is_as_sure_as_its_largest_parts():
    few = thirds(y=0).standardise("g", {"a": 10_000, "b": 1, "c": 1}).table.iloc[-1]
    alone = thirds(y=0).table.iloc[0]
    assert few["estimate"] == alone["estimate"] == 1.0
    assert few["ci_low"] == pytest.approx(alone["ci_low"], abs=0.02)


def test_a_level_without_anybody_who_did_leaves_the_coverage():
    """10 respondents stand for nine in ten; 5 % say yes: 60 % of samples have nobody of them."""
    rng = np.random.default_rng(1)
    few, many = rng.binomial([10, 200], 0.05, (100, 2)).T
    frames = [
        pd.DataFrame(
            {
                "sample": np.repeat(np.arange(100), size),
                "g": str(size),
                "y": (np.tile(np.arange(size), 100) < np.repeat(counts, size)).astype(int),
            }
        )
        for size, counts in ((10, few), (200, many))
    ]
    found = Survey(pd.concat(frames)).proportion({"y": "y == 1"}, by=["sample", "g"])
    table = found.standardise("g", {"10": 9, "200": 1}).table
    assert ((table["ci_low"] <= 0.05) & (table["ci_high"] >= 0.05)).mean() > 0.92
