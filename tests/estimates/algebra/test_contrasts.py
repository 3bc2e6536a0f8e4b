"""Sums of more than two rows, one of which is a share that nobody, or everybody, has."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey


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
    # a difference of two has its own method
    two = found.contrast({"b": 1, "a": -1}).table
    assert two["std_error"].iloc[0] == pytest.approx(np.sqrt(own[1]), rel=1e-12)


def test_an_answer_that_nobody_gave_adds_nothing_to_a_sum_of_one_question():
    answers = pd.Categorical(["x", "y", "y"] * 20, categories=["x", "y", "z"])
    found = Survey(pd.DataFrame({"q": answers})).proportion("q")
    two = found.contrast({"x": 1, "y": -1}).table["std_error"].iloc[0]
    three = found.contrast({"x": 1, "y": -1, "z": 1}).table["std_error"].iloc[0]
    assert three == pytest.approx(two, rel=1e-12)
