"""Codes that stand out."""

import pytest

from tests.conftest import in_one_test
from topline.answers.numbers import (
    codes_beyond,
    codes_standing_out,
    labelled_apart,
    labelled_far,
    labelled_scale,
    stated_scale,
)

AGES = dict.fromkeys(range(20, 70), 6)


@pytest.mark.quick
@in_one_test(
    ("rows", "codes"),
    [
        ({1200: 40, 1800: 40, 2300: 40, 2500: 40, -99: 9, 9999: 7}, (-99, 9999)),
        ({1: 40, 2: 40, 3: 40, 4: 40, 5: 40, 88: 9, 99: 7}, (88, 99)),
        ({**AGES, 999: 1}, (999,)),
        ({**AGES, 99: 15}, (99,)),
        ({**AGES, 99: 1}, ()),
        ({**AGES, 97: 6, 98: 7, 99: 8}, (97, 98, 99)),
        ({**AGES, 79: 2, 88: 6}, ()),
        (dict.fromkeys([*range(18, 97), 99], 6), ()),
        ({**dict.fromkeys(range(11), 5), -1: 2, -8: 3, -9: 4}, (-9, -8, -1)),
        ({1: 5, 2: 5, 3: 5, 8: 2, 9: 2}, ()),
        ({-1: 3, 0: 5, 1: 5}, ()),
        (dict.fromkeys(range(-5, 6), 4), ()),
        ({-1.2: 1, 0.3: 2, 2.5: 1, 99.99: 4}, (99.99,)),
        ({1000: 5, 20000: 3, 50000: 3, 250000: 1, 99999: 9}, ()),
        ({1: 5, 99: 5}, ()),
        # behind empty places of a scale, but not where they have many rows or few
        ({1: 20, 2: 20, 3: 20, 4: 20, 5: 20, 9: 8}, (9,)),
        ({0: 20, 1: 20, 2: 20, 8: 4, 9: 5}, (8, 9)),
        # refused and don't know of American files; few people have seven children
        ({1: 40, 2: 60, 7: 4, 9: 5}, (7, 9)),
        ({**dict.fromkeys(range(1, 6), 20), 7: 4, 9: 5}, (7, 9)),
        ({1: 40, 2: 60, 7: 4}, (7,)),
        ({**dict.fromkeys(range(6), 20), 7: 4}, ()),
        (dict.fromkeys((1, 3, 5, 7, 9), 20), ()),
        ({0: 20, 1: 20, 2: 20, 9: 30}, ()),
        ({0: 90, 1: 20, 2: 9, 3: 2, 9: 1}, ()),
        ({**dict.fromkeys(range(8), 9), 9: 9}, ()),
        ({1: 20, 2: 20, 4: 20, 9: 8}, ()),
        # years
        ({0: 4, **dict.fromkeys(range(1940, 2006), 3)}, (0,)),
        ({0: 4, **dict.fromkeys(range(1000, 2006), 3)}, ()),
    ],
)
def test_codes(rows: dict[float, int], codes: tuple[float, ...]) -> None:
    assert codes_standing_out(list(rows), list(rows.values())) == codes


@in_one_test(
    ("labels", "apart"),
    [
        # words of no language that is known
        ({1: "Ja, jo", 2: "Na, nej", 8: "Zork", 9: "Blork"}, (8.0, 9.0)),
        ({0: "A", 1: "B", 2: "C", 7: "Zork"}, (7.0,)),
        ({1: "A", 2: "B", 3: "C", 4: "D", 5: "E", 6: "F"}, ()),
        # the ends of a scale, whose middle has no labels
        ({0: "Left", 9: "Right"}, ()),
        ({1: "Never", 2: "Rarely", 3: "Sometimes", 7: "Always"}, ()),
        ({1: "A", 2: "B", 4: "C", 5: "D"}, ()),
        ({1: "A", 2: "B", 98: "Zork"}, ()),
    ],
)
def test_labelled_codes_behind_a_gap_stand_apart(labels, apart):
    assert labelled_apart(labels) == apart


@in_one_test(
    ("values", "labels", "far"),
    [
        ([0, 1, 2, 5, 8, 95], {95: "No time"}, (95,)),
        ([0, 1, 2, 5, 8, -11], {-11: "Withheld"}, (-11,)),
        ([0, 1, 2, 5, 8, 10], {0: "Not at all", 10: "Completely"}, ()),
        ([1, 2, 3, 95], {1: "A", 2: "B", 3: "C", 95: "D"}, ()),
        ([-5, -2, 0, 3, 5], {-5: "Left", 5: "Right"}, ()),
        ([0, 1, 2, 5], {95: "nobody"}, ()),
    ],
)
def test_labelled_values_far_from_numbers(values, labels, far):
    assert labelled_far(values, labels) == far


@in_one_test(
    ("wording", "scale"),
    [
        ("How satisfied are you, on a scale from 1 to 5?", (1, 5)),
        ("Bitte auf einer Skala von 0 bis 10 angeben", (0, 10)),
        ("Zufriedenheit (1-7)", (1, 7)),
        ("De 1 a 5, ¿qué tan satisfecho está?", (1, 5)),
        ("1 = very bad, 5 = very good", (1, 5)),
        ("满意度（1至5）", (1, 5)),
        ("1-5 or 1-7, as you like", None),
        ("Age 18 to 64", None),
        ("11-15", None),
        ("0-5%", None),
        ("q1", None),
    ],
)
def test_scales_that_wordings_state(wording, scale):
    assert stated_scale(wording) == scale


def test_scales_that_labels_state():
    assert labelled_scale({1: "bad", 2: "fair", 3: "good"}) == (1, 3)
    assert labelled_scale({1: "bad", 7: "good"}) is None
    assert labelled_scale({1: "yes", 2: "no"}) is None


@in_one_test(
    ("rows", "codes"),
    [
        ({1: 40, 2: 40, 3: 40, 4: 40, 5: 40, 6: 12}, (6,)),
        ({0: 3, 1: 40, 3: 40, 5: 40, 6: 12}, (0, 6)),
        ({1: 40, 5: 40}, ()),
        # no end, more than a code, too many rows, too far, no places of a scale
        ({1: 40, 2: 40, 3: 40, 6: 12}, ()),
        ({1: 40, 5: 40, 6: 2, 7: 2, 8: 2}, ()),
        ({1: 40, 5: 40, 6: 80}, ()),
        ({1: 40, 5: 40, 14: 2}, ()),
        ({1: 40, 2.5: 3, 5: 40, 6: 2}, ()),
    ],
)
def test_codes_just_beyond_a_scale(rows, codes):
    assert codes_beyond(rows, 1, 5) == codes
