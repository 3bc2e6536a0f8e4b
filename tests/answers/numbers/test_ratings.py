"""Numbers that are plainly a rating, and scales of which words explain the ends alone."""

import pytest

from tests.conftest import in_one_test
from topline.answers import known_order
from topline.answers.numbers import has_worded_ends, rating_scale

pytestmark = pytest.mark.quick


@in_one_test(
    ("values", "scale"),
    [
        (range(11), (0, 10)),
        (range(1, 11), (1, 10)),
        ([0, 2, 3, 5, 6, 7, 8, 10], (0, 10)),
        ([0, 2, 3, 5, 7, 8, 10], None),
        ([1, 2, 4, 5], (1, 5)),
        (range(1, 5), None),
        (range(1, 10), None),
        (range(12), None),
        ([1, 2, 3, 4.5, 5], None),
        ([0, 20, 40, 60, 80, 100], (0, 100)),
        ([0, 100], None),
        ([0, 33, 66, 100], None),
        ([], None),
    ],
)
def test_the_scale_of_numbers(values, scale):
    assert rating_scale([*values], "q") == scale


@in_one_test(
    ("values", "stated", "scale"),
    [([1, 2], (1, 4), (1, 4)), ([2, 3], (0, 6), (0, 6)), ([1, 5], (1, 4), None)],
)
def test_a_scale_that_the_wording_states_needs_no_more(values, stated, scale):
    assert rating_scale(values, "region", stated) == scale


@in_one_test(
    "answers",
    [
        ["1 = not at all", "2", "3", "4", "5 = very"],
        ["0 (never)", "1", "2", "3 (always)"],
        ["１＝全く", "２", "３", "４", "５＝とても"],
        ["1 plutôt non", "2", "3 moyen", "4", "5 plutôt oui"],
        ["cold", "2", "3", "4", "warm"],
        ["לא 1", "2", "3 כן"],
    ],
)
def test_ends_in_words(answers):
    assert has_worded_ends(answers)


@in_one_test(
    "answers",
    [
        ["1 car", "2", "3", "4 cars"],
        ["1", "2", "3"],
        ["1 = a", "2 = b", "3 = c", "4", "5 = e"],
        ["1 = low", "3", "4", "5 = high"],
        ["none", "some"],
        ["1 low", "2", "3"],
    ],
)
def test_no_ends_in_words(answers):
    assert not has_worded_ends(answers)


def test_words_alone_around_numbers_tell_which_end_is_which():
    order = known_order(["2", "3", "4", "Very much", "Not at all", "Don't know"])
    assert list(order.answers) == ["Not at all", "2", "3", "4", "Very much"]
    assert known_order(["2", "3", "Apples", "Pears"]) is None
    assert known_order(["2", "4", "Not at all", "Very much"]) is None
