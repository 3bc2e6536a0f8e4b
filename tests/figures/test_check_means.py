"""Means of published tables that no answers can have, by the cases of the papers on the tests."""

import pandas as pd
import pytest

import topline
from tests.loaders.published.files import workbook


def table(*rows, **more):
    """Means and standard deviations of a question: (group, printed mean, printed deviation, n)."""
    made = [
        {"answer": answer, "group": group, "printed": printed, "n": n, "amount_unit": unit}
        for group, mean, deviation, n in rows
        for answer, printed, unit in (("Mean", mean, "mean"), ("Std. dev.", deviation, "std_dev"))
        if printed is not None
    ]
    frame = pd.DataFrame(made).assign(question="How often?", unit="other", **more)
    return frame.assign(amount=frame["printed"].astype(float))


def test_a_mean_that_no_whole_numbers_have_is_told_with_the_nearest():
    # Brown & Heathers (2017): 5.19 of 28 cannot be, 5.18 can
    found = topline.check_means(table(("Men", "5.19", None, 28), ("Women", "5.18", None, 28)))
    assert list(found.table["check"]) == ["grim"]
    assert found.table["compared"].str.contains("mean 5.19 of 28 answers").all()
    assert found.table["compared"].str.contains("5.17857").all()
    assert list(found.made["tried"]) == [2, 0]
    assert not found.holds


def test_a_deviation_is_held_against_the_mean_of_its_group():
    for sd in ("2.47", "2.48", "2.01"):
        given = topline.grimmer("3.44", sd, 18)
        found = topline.check_means(table(("All", "3.44", sd, 18)))
        assert given.possible == (not (found.table["check"] == "grimmer").any())
    binary = topline.check_means(table(("All", "0.44", "0.30", 18)), scale="binary")
    assert (binary.table["check"] == "debit").any()


def test_weighted_means_and_those_without_a_base_are_not_tried():
    rows = table(("Men", "5.19", None, 28))
    assert topline.check_means(rows.assign(base_weighted=30.5)).made["tried"].sum() == 0
    assert topline.check_means(rows.assign(n=None)).made["tried"].sum() == 0
    assert topline.check_means(rows, items=4).holds


def test_of_two_means_in_one_column_nobody_knows_which_the_deviation_is_of():
    rows = pd.concat([table(("Men", "5.18", "2.00", 28)), table(("Men", "5.18", None, 28))])
    rows = rows.assign(answer=["Mean of A", "Std. dev.", "Mean of B"]).reset_index(drop=True)
    assert list(topline.check_means(rows).made["tried"]) == [2, 0]


def test_a_workbook_goes_straight_in():
    rows = [
        ["Q1. How satisfied are you, from 0 to 10?"],
        [None, "Total", "Men", "Women"],
        ["Unweighted base", 60, 28, 32],
        ["Satisfied", "60%", "57%", "63%"],
        ["Not satisfied", "40%", "43%", "38%"],
        ["Mean", 5.45, 5.19, 5.69],
        ["Std. dev.", 2.1, 2.0, 2.2],
    ]
    published = topline.read_published(workbook(("1", rows)))
    found = topline.check_means(published)
    assert list(found.made["tried"]) == [3, 3]
    assert set(found.table.loc[found.table["check"] == "grim", "where"]) == {"1!C6"}


def test_what_is_no_table_or_argument_is_refused():
    with pytest.raises(topline.ArgumentError, match="expected a table of figures"):
        topline.check_means([5.19])
    with pytest.raises(topline.ArgumentError, match="expected one of whole, binary"):
        topline.check_means(table(("Men", "5.19", None, 28)), scale="ordinal")
