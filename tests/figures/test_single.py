"""One published percent, as people write it."""

import pytest

from tests.conftest import in_one_test
from topline import percent_interval


@in_one_test(
    ("percent", "words"),
    [
        ("63%", "63%"),
        ("63", "63%"),
        (63, "63%"),
        (62.5, "62.5%"),
        (" 63 percent ", "63 percent"),
        ("*", "<0.5%"),
    ],
)
def test_a_bare_number_is_not_told_as_so_many_respondents(percent, words):
    assert percent_interval(percent, 400).percent == words


def test_an_asterisk_is_less_than_half_a_percent():
    found = percent_interval("*", 400)
    assert (found.count, found.estimate, found.printed) == (None, None, (0.0, 0.005))
    # R 4.2.2: prop.test(2, 400, correct = FALSE)
    assert found.rounding == pytest.approx((0, 0.018044918436243156), abs=1e-12)
    assert found.note == "printed as a bound: taken to be within one unit of its last digit"
