"""Rows of a chart: named by the one column of words, and printed with the same decimals."""

from dataclasses import astuple

import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import GERMAN, DataError
from topline.plotting.frame.rows import read_rows

TABLE = pd.DataFrame(
    {
        "party": ["Red", "Blue"],
        "estimate": [0.2, 0.3],
        "ci_low": [0.15, 0.25],
        "ci_high": [0.25, 0.35],
    }
)
NUMBERS = TABLE.drop(columns="party")


@pytest.mark.quick
@in_one_test(
    "table",
    [
        TABLE,
        TABLE.astype({"party": "category"}),
        TABLE.assign(region="North", mode="web", n=[10, 20]),
        # a comment does not tell rows apart
        TABLE.assign(comment="checked twice"),
        TABLE.set_index("party"),
        NUMBERS.set_axis(pd.Index(["Red", "Blue"])),
    ],
)
def test_the_one_column_of_words_names_the_rows(table):
    assert read_rows(table).labels == ("Red", "Blue")


def test_a_group_leaves_the_other_column_of_words():
    table = TABLE.assign(region=["North", "South"])
    assert read_rows(table, group="region").labels == ("Red", "Blue")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (TABLE.assign(region=["North", "South"]), "several .* by label=, one of 'party', 'region'"),
        (NUMBERS.assign(year=[2020, 2021]), "no column of words .* by label=, one of 'year'"),
    ],
)
def test_what_does_not_name_rows_by_itself_is_asked_for(table, message):
    with pytest.raises(DataError, match=message):
        read_rows(table)
    assert len(set(read_rows(table, label=table.columns[-1]).labels)) == 2


def printed(table, **options):
    rows = astuple(read_rows(table, **options))
    return [f"{value} ({side})" for value, side in zip(*rows[3:5], strict=True)]


def numbers(estimate, low, high, **more):
    return TABLE.assign(estimate=estimate, ci_low=low, ci_high=high, **more)


def test_an_estimate_and_its_limits_have_the_same_decimals():
    means = numbers([36, -4.0], [24.62, -15.6], [47.38, 7.598])
    assert printed(means) == ["36.00 (24.62 to 47.38)", "−4.00 (−15.60 to 7.60)"]
    shares = numbers([0.2, 0.006], [0.15, 0.002], [0.25, 0.013])
    assert printed(shares) == ["20% (15–25%)", "0.6% (0.2–1.3%)"]
    totals = numbers([3.61e6, 4e4], [9e5, 2e4], [5.2e6, 7e4])
    german = ["3,61 Mio. (0,90 bis 5,20 Mio.)", "40.000 (20.000 bis 70.000)"]
    assert printed(totals, strings=GERMAN) == german
