"""Column letters against the test written out by hand, and what is not tested."""

from math import erfc, sqrt

import numpy as np
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError
from topline.statistics.comparisons.letters import column_letters


def by_hand(count, nobs, first=0.05, second=0.10):
    """The same letters from plain loops over pairs of columns."""
    cells = []
    for i, (x, n) in enumerate(zip(count, nobs, strict=True)):
        letters = ""
        for j, (y, m) in enumerate(zip(count, nobs, strict=True)):
            share = (x + y) / (n + m)
            error = sqrt(share * (1 - share) * (1 / n + 1 / m))
            if i == j or error == 0 or x / n <= y / m:
                continue
            p = erfc((x / n - y / m) / error / sqrt(2))
            letters += "ABCDEFGH"[j] if p <= first else "abcdefgh"[j] if p <= second else ""
        cells.append(letters)
    return cells


def test_letters_are_those_of_the_pooled_z_test():
    rng = np.random.default_rng(11)
    nobs = rng.integers(40, 400, 6)
    count = rng.binomial(nobs, rng.uniform(0.3, 0.7, (30, 6)))
    letters = column_letters(count, nobs, method="pooled_z")
    assert letters.tolist() == [by_hand(row, nobs) for row in count]
    assert any(letter.islower() for letter in "".join(letters.ravel()))


def test_a_capital_at_the_level_and_a_small_letter_at_the_second():
    assert column_letters([60, 45, 48], [100, 100, 100]).tolist() == ["Bc", "", ""]
    only = column_letters([60, 45, 48], [100, 100, 100], second_level=None)
    assert only.tolist() == ["B", "", ""]
    loose = column_letters([60, 45, 48], [100, 100, 100], confidence_level=0.9, second_level=0.8)
    assert loose.tolist() == ["BC", "", ""]


def test_bases_are_effective_ones():
    assert column_letters([60, 45], [100, 100], deff=[1.0, 1.0]).tolist() == ["B", ""]
    assert column_letters([60, 45], [100, 100], deff=1.5).tolist() == ["b", ""]
    assert column_letters([60, 45], [100, 100], deff=2.5).tolist() == ["", ""]


def test_small_bases_and_missing_columns_are_not_tested():
    assert column_letters([60, 1, 20], [100, 29, 100]).tolist() == ["C", "", ""]
    assert column_letters([60, 1, 20], [100, 29, 100], minimum_base=20).tolist() == ["BC", "", "B"]
    assert column_letters([60, np.nan, 20], [100, 90, 100]).tolist() == ["C", "", ""]


def test_columns_that_share_respondents_are_not_tested():
    letters = column_letters(
        [130, 60, 70], [200, 120, 80], labels=["T", "X", "Y"], overlapping=[(0, 1), (2, 0)]
    )
    assert letters.tolist() == ["", "", "X"]
    none = column_letters([[60, 45]] * 3, [100, 100], overlapping=[(0, 1)])
    assert none.tolist() == [["", ""]] * 3


def test_adjusting_takes_letters_away():
    count, nobs = [60, 45, 48, 50, 47], [100] * 5
    plain = "".join(column_letters(count, nobs, second_level=None))
    holm = "".join(column_letters(count, nobs, second_level=None, adjust="holm"))
    assert plain == "B"
    assert holm == ""


def test_equal_columns_and_columns_of_everybody_get_no_letters():
    assert column_letters([50, 50], [100, 100]).tolist() == ["", ""]
    assert column_letters([[100, 100], [0, 0]], [100, 100]).tolist() == [["", ""], ["", ""]]


@in_one_test(
    ("options", "message"),
    [
        ({"labels": ["A"]}, "there are 1 labels for 2 columns; pass one for each"),
        ({"labels": ["A", "a"]}, "labels are A, a; expected capitals, each different"),
        ({"second_level": 0.99}, "second_level is 0.99, above confidence_level 0.95; small"),
        ({"overlapping": [(0, 2)]}, r"overlapping has the pair \(0, 2\); expected positions from"),
        ({"deff": -1}, "deff is -1; a design effect is above 0"),
        ({"adjust": "bh"}, "method 'bh' is not known for adjusting p-values"),
    ],
)
def test_says_what_is_wrong(options, message):
    with pytest.raises(ArgumentError, match=message):
        column_letters([50, 60], [100, 100], **options)


def test_needs_two_columns_with_labels_beyond_z_given():
    with pytest.raises(
        ArgumentError, match=r"count has the shape \(1,\); expected at least two groups"
    ):
        column_letters([50], [100])
    with pytest.raises(ArgumentError, match="there are 26 labels for 27 columns"):
        column_letters([50] * 27, [100] * 27)
