"""Cells as people print them."""

from contextlib import suppress
from functools import partial

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import in_one_test
from topline.figures.printed_cells import (
    CellError,
    read_base,
    read_decimals,
    read_margin,
    read_percent,
    text_of,
)

pytestmark = pytest.mark.quick

RANGE = "a percentage lies between 0 and 100; correct the value"
PROPORTION_RANGE = (
    "a proportion lies between 0 and 1; correct the value, add a % sign, or leave out percent_scale"
)
NO_PERCENT = 'expected a percent such as "26%", "26", "<1%" or "*"; correct the value'
BASE = (
    "a base is a whole number of respondents of at least 1; write it in digits, such as 400 or "
    '"300+", or leave the cell empty'
)
MARGIN = (
    "a margin of error is in percentage points, above 0 and up to 100, such as 3.5; correct it, "
    "or leave the cell empty"
)


def doubtful(first, second):
    return f"could be {first} % or {second} %; add a % sign"


def refused(read, *cell):
    with pytest.raises(CellError) as caught:
        read(*cell)
    return str(caught.value)


@in_one_test(
    ("cell", "scale", "expected"),
    [
        ("26%", None, (26, 0, "exact")),
        ("26 %", None, (26, 0, "exact")),
        ("26 percent", None, (26, 0, "exact")),
        ("26 per cent", None, (26, 0, "exact")),
        ("26.4%", None, (26.4, 1, "exact")),
        ("26,4 %", None, (26.4, 1, "exact")),
        ("26.0%", None, (26, 1, "exact")),
        ("0.4%", None, (0.4, 1, "exact")),
        ("26", None, (26, 0, "exact")),
        ("1", None, (1, 0, "exact")),
        (26, None, (26, 0, "exact")),
        (26.0, None, (26, 0, "exact")),
        (26.4, None, (26.4, 1, "exact")),
        ("<1%", None, (1, 0, "less_than")),
        ("< 1 %", None, (1, 0, "less_than")),
        ("less than 0.5%", None, (0.5, 1, "less_than")),
        ("*", None, (0.5, 0, "less_than")),
        (">99%", None, (99, 0, "more_than")),
        ("more than 35 percent", None, (35, 0, "more_than")),
        ("about 75%", None, (75, 0, "about")),
        ("~75%", None, (75, 0, "about")),
        ("c. 75%", None, (75, 0, "about")),
        ("0,4 %", None, (0.4, 1, "exact")),
        ("26\u202f%", None, (26, 0, "exact")),
        ("0,26", "proportion", (26, 0, "exact")),
        ("<0.01", "proportion", (1, 0, "less_than")),
        ("*", "proportion", (0.5, 0, "less_than")),
        ("Nearly 80 percent", None, (80, 0, "about")),
        ("0.26", "proportion", (26, 0, "exact")),
        ("0.264", "proportion", (26.4, 1, "exact")),
        ("0.3", "proportion", (30, -1, "exact")),
        ("1", "proportion", (100, -2, "exact")),
        ("0.26", "percent", (0.26, 2, "exact")),
        ("26%", "proportion", (26, 0, "exact")),
        ("0", None, (0, 0, "exact")),
        ("100%", None, (100, 0, "exact")),
    ],
)
def test_percents(cell, scale, expected):
    assert read_percent(cell, scale) == expected


@pytest.mark.parametrize("cell", ["", "  ", None, float("nan")])
def test_an_empty_cell_is_no_percent_and_no_base(cell):
    assert read_percent(cell) is None
    assert read_base(cell) is None
    assert read_margin(cell) is None
    assert read_decimals(cell) is None


@in_one_test(
    ("cell", "message"),
    [
        ("126%", RANGE),
        (126, RANGE),
        ("-3", RANGE),
        (-3, RANGE),
        ("9" * 500, RANGE),
        ("many", NO_PERCENT),
        ("NaN", NO_PERCENT),
        ("26%%", NO_PERCENT),
        ("circa 26%", NO_PERCENT),
        ("one in five", NO_PERCENT),
        ("26 to 30%", NO_PERCENT),
        ("23,2 (43)", NO_PERCENT),
        (True, NO_PERCENT),
        (float("inf"), NO_PERCENT),
        ("0.26", doubtful("0.26", "26")),
        ("0,4", doubtful("0.4", "40")),
        (0.26, doubtful("0.26", "26")),
        ("<0.5", doubtful("0.5", "50")),
        ("1.0", doubtful("1.0", "100")),
    ],
)
def test_percents_that_cannot_be_read(cell, message):
    assert refused(read_percent, cell) == message


@pytest.mark.parametrize("cell", ["26", "1.2", "-0.1", "<0"])
def test_what_is_no_proportion_is_told_in_proportions(cell):
    assert refused(read_percent, cell, "proportion") == PROPORTION_RANGE
    assert refused(read_percent, "126%", "proportion") == RANGE


@pytest.mark.parametrize("cell", ["-0%", "-0.0%"])
def test_zero_has_no_sign(cell):
    assert str(read_percent(cell).percent) == "0.0"


@given(st.integers(0, 10000), st.sampled_from(["%", " %", " percent"]))
def test_what_is_printed_is_read(hundredths, sign):
    text = f"{hundredths / 100:.2f}"
    assert read_percent(text + sign) == (float(text), 2, "exact")


@in_one_test(
    ("cell", "expected"),
    [
        ("400", (400, "exact")),
        (400, (400, "exact")),
        (400.0, (400, "exact")),
        ("400.0", (400, "exact")),
        ("1,012", (1012, "exact")),
        ("1 012", (1012, "exact")),
        ("300+", (300, "at_least")),
        ("2,800+", (2800, "at_least")),
        ("≥ 300", (300, "at_least")),
        ("at least 300", (300, "at_least")),
        ("over 300", (300, "at_least")),
        ("not stated", None),
        ("Not found", None),
        ("–", None),
    ],
)
def test_bases(cell, expected):
    assert read_base(cell) == expected


@in_one_test(
    ("cell", "message"),
    [
        ("0", "a base is at least 1; correct it, or leave the cell empty if not stated"),
        ("-5", BASE),
        (-5, BASE),
        ("four hundred", BASE),
        ("400.5", BASE),
        ("NaN", BASE),
        (True, BASE),
        (float("inf"), BASE),
        ("9" * 5000, "a base counts respondents, and there are not so many people; correct it"),
    ],
)
def test_bases_that_cannot_be_read(cell, message):
    assert refused(read_base, cell) == message


@in_one_test("cell", ["1,5", "400,5", "400,0", "12,34", "1.000", "1e3", "\u00b2"])
def test_a_base_with_a_doubtful_separator_is_refused(cell):
    assert refused(read_base, cell) == BASE


@given(st.integers(1, 10**9), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", ""]))
def test_a_base_is_read_whatever_groups_its_digits(n, separator):
    text = f"{n:,}".replace(",", separator)
    assert read_base(text) == (n, "exact")
    assert read_base(f"{text}+") == read_base(f"at least {text}") == (n, "at_least")


@given(st.integers(0, 1000))
def test_a_declared_proportion_is_the_percent_it_stands_for(thousandths):
    text = f"{thousandths / 1000:.3f}"
    assert read_percent(text, "proportion") == read_percent(f"{thousandths / 10:.1f}%")


@pytest.mark.parametrize("cell", ["<0%", ">100%", "100.1%", "-0.3%"])
def test_bounds_no_percentage_can_meet_are_refused(cell):
    assert refused(read_percent, cell) == RANGE


@in_one_test("cell", ["\u00b13.84", "3.84", "3,84", "+/-3.84 points", "3.84%", 3.84])
def test_margins(cell):
    assert read_margin(cell) == 3.84


@in_one_test("cell", ["three", "-3.84", "0", "101", "inf", "+/-3.1, 19 of 20"])
def test_margins_that_cannot_be_read(cell):
    assert refused(read_margin, cell) == MARGIN


def test_decimals():
    assert (read_decimals("1"), read_decimals(0.0), read_decimals("-1")) == (1, 0, -1)


@in_one_test("cell", ["0.5", "13", "-3", "one", "inf", "nan"])
def test_decimals_that_cannot_be_read(cell):
    assert refused(read_decimals, cell) == (
        "expected the number of digits after the point, such as 0 or 1"
    )


ANYTHING = st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.lists(st.text()))


@given(ANYTHING, st.sampled_from([None, "percent", "proportion"]))
def test_any_cell_is_read_or_refused(cell, scale):
    for read in (partial(read_percent, scale=scale), read_base, read_margin, read_decimals):
        with suppress(CellError):
            read(cell)


def test_text_of_cells():
    assert [text_of(cell) for cell in (None, pd.NA, float("nan"), " a ", 26.0, 26.4, 10**12)] == [
        "",
        "",
        "",
        "a",
        "26",
        "26.4",
        "1000000000000",
    ]
