"""Back from a printed percent: against counting by hand, over every base and count."""

from decimal import ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline import ArgumentError, possible_counts
from topline.statistics.printed.rounding import printed_range

pytestmark = pytest.mark.quick


@given(st.integers(1, 500), st.integers(-1, 3), st.integers(0, 100))
def test_holds_exactly_the_counts_that_some_rounding_prints(n, decimals, percent):
    unit = Decimal(1).scaleb(-decimals)
    printed = Decimal(percent).quantize(unit)
    expected = [
        x
        for x in range(n + 1)
        if any(
            (Decimal(100) * x / n).quantize(unit, rounding=rule) == printed
            for rule in (ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN)
        )
    ]
    assert possible_counts(str(printed), n, decimals).tolist() == expected


def test_the_first_survey():
    assert possible_counts(63, 400).tolist() == [250, 251, 252, 253, 254]
    assert possible_counts(26, 400).tolist() == [102, 103, 104, 105, 106]


def test_a_percent_no_count_gives_is_impossible():
    assert possible_counts(63, 5).tolist() == []
    assert possible_counts("62.6", 400, decimals=1).tolist() == []


def test_the_ends_stay_ends():
    assert possible_counts(0, 400).tolist() == [0, 1, 2]
    assert possible_counts(100, 400).tolist() == [398, 399, 400]
    assert printed_range(0) == (0, 0.005)
    assert printed_range(100) == (0.995, 1)


def test_floats_are_read_as_they_print():
    assert possible_counts(0.1 + 0.2, 1000, decimals=17).tolist() == []
    assert possible_counts(12.3, 1000, decimals=1).tolist() == [123]


@in_one_test(
    ("percent", "n", "decimals", "message"),
    [
        (126, 400, 0, "percent is 126; expected a number from 0 to 100"),
        (float("nan"), 400, 0, "percent is nan; expected a number from 0 to 100"),
        ("many", 400, 0, "percent is many; expected a number from 0 to 100"),
        (62.5, 400, 0, "percent is 62.5 but decimals is 0; pass the number of digits printed"),
        (63, 0, 0, "n is 0; expected a whole number of respondents, at least 1"),
        (63, 2.5, 0, "n is 2.5; expected a whole number of respondents"),
        (63, float("nan"), 0, "n is nan; expected a whole number of respondents"),
    ],
)
def test_says_what_is_wrong(percent, n, decimals, message):
    with pytest.raises(ArgumentError, match=message):
        possible_counts(percent, n, decimals)


def test_matches_the_shared_cases(shared):
    import json

    cases = json.loads((shared / "reference" / "intervals.json").read_text(encoding="utf-8"))
    grim = [case for case in cases if case["kind"] == "grim"]
    assert grim
    for case in grim:
        text, n = str(case["inputs"]["percent"]), case["inputs"]["n"]
        decimals = len(text.partition(".")[2])
        counts = possible_counts(text, n, decimals)
        assert bool(len(counts)) == case["result"]["consistent"], case["id"]
        if len(counts):
            assert (counts[0], counts[-1]) == (case["result"]["x_min"], case["result"]["x_max"])
