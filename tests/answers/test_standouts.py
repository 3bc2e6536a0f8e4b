"""Codes that stand out."""

import pytest

from tests.conftest import in_one_test
from topline.answers import codes_standing_out, labelled_apart

AGES = dict.fromkeys(range(20, 70), 6)


@pytest.mark.quick
@pytest.mark.parametrize(
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
