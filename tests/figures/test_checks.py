"""What published figures say of each other: every check holds, and fails where it should."""

import numpy as np
import pandas as pd
import pytest

from topline import (
    ArgumentError,
    as_figures,
    check_published,
    estimate_figures,
    load_thank_you_notes,
)
from topline.figures.checks.check import CHECKS

pytestmark = pytest.mark.quick

GROUPS = {"Total": (1000, 1000.0), "Gender > Male": (400, 480.0), "Gender > Female": (600, 520.0)}


def crosstab(cells=None, bases=None, **columns):
    """Return a clean table of three answers in three columns, with some cells changed."""
    percents = {
        "yes": {"Total": 50.0, "Gender > Male": 40.0, "Gender > Female": 59.0},
        "no": {"Total": 30.0, "Gender > Male": 40.0, "Gender > Female": 21.0},
        "maybe": {"Total": 20.0, "Gender > Male": 20.0, "Gender > Female": 20.0},
    }
    size = GROUPS | (bases or {})
    rows = [
        {"survey_id": "poll", "table": "1", "question": "Which?", "answer": answer, "group": group,
         "percent": (cells or {}).get((answer, group), percent), "decimals": 0,
         "base_unweighted": size[group][0], "base_weighted": size[group][1],
         "where": f"Sheet!{group[-1]}{at}", **columns}
        for at, (answer, line) in enumerate(percents.items())
        for group, percent in line.items()
    ]  # fmt: skip
    return as_figures(pd.DataFrame(rows), percent_scale="percent")


def failed(figures, **options):
    table = check_published(figures, **options).table
    return {(row["check"], row["severity"]) for row in table.to_dict("records")}


def test_a_clean_table_holds():
    found = check_published(crosstab())
    assert found.holds
    assert found.table.empty
    tried = found.made.set_index("check")["tried"]
    assert (tried[["sums", "groups", "between", "mean", "keys"]] > 0).all()
    assert str(found).startswith(f"{tried.sum()} comparisons of 9 figures: 0 cannot be as printed")


def test_sums_are_told_with_their_place_and_size():
    found = check_published(crosstab({("no", "Gender > Male"): 36.0}))
    row = found.table[found.table["check"] == "sums"].iloc[0]
    assert row["compared"] == "3 answers add up to 96, expected 100"
    assert row["off_by"] == pytest.approx(2.5)
    assert row["where"] == "Sheet!e0"
    assert not found.holds


@pytest.mark.usual
@pytest.mark.parametrize(("total", "rounding", "holds"), [
    (101, "any", True), (102, "any", False), (101, "cut_off", False), (98, "cut_off", True),
    (98, "any", False),
])  # fmt: skip
def test_sums_within_the_roundings_there_are(total, rounding, holds):
    percents = [50.0, 30.0, float(total - 80)]
    figures = pd.DataFrame({"question": "Q", "answer": ["a", "b", "c"], "percent": percents,
                            "n": 1000, "survey_id": "s"})  # fmt: skip
    assert ("sums", "problem") in failed(figures, rounding=rounding) or holds
    assert check_published(figures, rounding=rounding, checks=["sums"]).holds is holds


def test_several_answers_are_not_to_add_up():
    figures = pd.DataFrame({"question": "Which do you own?", "answer": ["car", "bike", "boat"],
                            "percent": [70.0, 60.0, 5.0], "n": 1000})  # fmt: skip
    assert check_published(figures).table.empty


@pytest.mark.parametrize(("net", "off_by"), [(80.0, None), (81.0, None), (84.0, 2.5)])
def test_nets_are_their_parts(net, off_by):
    figures = pd.DataFrame({
        "question": "Q", "answer": ["very", "fairly", "not", "satisfied"],
        "percent": [50.0, 30.0, 20.0, net], "n": 1000, "decimals": 0,
        "net_of": [None, None, None, "very | fairly"],
    })  # fmt: skip
    table = check_published(figures, checks=["nets"]).table
    assert table["off_by"].tolist() == pytest.approx([] if off_by is None else [off_by])


def test_percents_no_count_gives():
    figures = pd.DataFrame({"claim": ["a"], "percent": ["63%"], "n": [5]})
    assert failed(figures) == {("possible", "note")}
    weighted = pd.DataFrame({"claim": ["a"], "percent": ["63%"], "n": [5], "base_weighted": [5.2]})
    assert failed(weighted) == set()


@pytest.mark.parametrize(("count", "wrong"), [(562.0, False), (600.0, True)])
def test_weighted_counts_over_their_base(count, wrong):
    figures = pd.DataFrame({"claim": ["a"], "percent": ["56%"], "n": [1007],
                            "base_weighted": [1007.0], "weighted_count": [count]})  # fmt: skip
    assert failed(figures) == ({("possible", "problem")} if wrong else set())


@pytest.mark.usual
@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ({"Gender > Male": (410, 480.0)}, {("groups", "problem")}),
        ({"Gender > Male": (390, 480.0)}, {("groups", "note")}),
        ({"Gender > Male": (400, 500.0)}, {("groups", "problem")}),
        ({"Gender > Male": (400, 481.0)}, set()),
    ],
)
def test_groups_add_up_to_the_total_in_both_bases(bases, expected):
    assert failed(crosstab(bases=bases), checks=["groups"]) == expected


def test_a_total_beyond_its_groups():
    cells = {("yes", "Total"): 62.0, ("no", "Total"): 18.0}
    found = check_published(crosstab(cells), checks=["between", "mean"])
    assert set(found.table["check"]) == {"between", "mean"}
    between = found.table.iloc[0]
    assert between["off_by"] == pytest.approx(61.5 - 59.5)
    assert "the total is 62, the groups of Gender are 40 to 59" in between["compared"]


def test_a_total_that_is_not_the_mean():
    found = check_published(crosstab({("yes", "Total"): 54.0, ("no", "Total"): 26.0}))
    assert {("mean", "problem")} == {
        (row["check"], row["severity"]) for row in found.table.to_dict("records")
    }
    assert "the mean of the groups of Gender 49.9" in found.table["compared"].iloc[0]


@pytest.mark.usual
@pytest.mark.parametrize(
    ("columns", "wrong"),
    [
        ({"stated_moe": 3.1}, False),
        ({"stated_moe": 4.0}, False),
        ({"stated_moe": 2.0}, True),
        ({"stated_moe": 4.0, "deff": 1.7}, False),
        ({"stated_moe": 3.1, "deff": 1.7}, True),
    ],
)
def test_stated_margins(columns, wrong):
    figures = pd.DataFrame({"claim": ["a"], "percent": ["50%"], "n": [1000]} | columns)
    assert failed(figures, checks=["margin"]) == ({("margin", "problem")} if wrong else set())


def test_limits_and_their_level():
    figures = pd.DataFrame({"claim": ["a", "b"], "percent": ["50%", "50%"], "n": 1000,
                            "ci_low": [47, 5.0], "ci_high": [53, 6.0]})  # fmt: skip
    assert failed(figures, checks=["limits"]) == {("limits", "problem"), ("limits", "note")}


def poll(**columns):
    small = {
        "poll_id": ["1", "2"], "publisher": ["House"] * 2, "question": ["Q"] * 2,
        "answer": ["yes"] * 2, "percent": [40.0, 41.0], "n": [1000, 1000], "decimals": 0,
        "fielded_start": ["2021-03-01", "2021-04-01"], "fielded_end": ["2021-03-04", "2021-04-04"],
    }  # fmt: skip
    return pd.DataFrame(small | columns)


@pytest.mark.usual
def test_dates_that_go_backward_or_on_and_on():
    assert failed(poll(), checks=["dates"]) == set()
    assert failed(poll(fielded_end=["2021-02-27", "2021-04-04"])) == {("dates", "problem")}
    assert failed(poll(fielded_end=["2021-06-04", "2021-04-04"])) == {("dates", "note")}


def test_one_poll_twice():
    twice = poll(fielded_start=["2021-03-01"] * 2, fielded_end=["2021-03-04"] * 2)
    assert failed(twice) == {("polls", "note")}
    assert failed(twice.assign(n=[1000, 900])) == set()


def test_one_key_with_two_values():
    assert ("keys", "problem") in failed(poll(poll_id=["1", "1"], fielded_start=["2021-03-01"] * 2,
                                              fielded_end=["2021-03-04"] * 2))  # fmt: skip


def test_the_bundled_figures_and_what_holds_some():
    class Holder:
        figures = load_thank_you_notes()

    assert check_published(Holder()).figures == len(Holder.figures)


def test_every_check_is_a_row():
    assert list(check_published(crosstab()).made["check"]) == list(CHECKS)
    assert all(check.words and check.function.__doc__ for check in CHECKS.values())


def test_nothing_is_called_fraud():
    words = " ".join(check.words for check in CHECKS.values())
    assert "fraud" not in words


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: check_published("figures.csv"), "expected a table of figures"),
        (lambda: check_published(crosstab(), rounding="up"), "half_up"),
        (lambda: check_published(crosstab(), checks=["sum"]), "sums"),
    ],
)
def test_what_cannot_be_checked_is_refused(call, message):
    with pytest.raises(ArgumentError, match=message):
        call()


def test_two_electorates_of_one_poll_are_two_columns():
    rows = [
        {"publisher": "House", "question": "Vote?", "answer": answer, "group": "House",
         "group_dimension": "pollster", "population": who, "percent": percent, "n": n, "table": "t"}
        for who, n, shares in (("LV", 730, (46, 46, 8)), ("RV", 1010, (45, 46, 9)))
        for answer, percent in zip(("Roe", "Doe", "Other"), shares, strict=True)
    ]  # fmt: skip
    found = check_published(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    assert found.table.empty
    assert found.made.set_index("check").loc["sums", "tried"] == 2
    table = estimate_figures(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    # registered voters hold the likely ones: how many is not told, and bounds are all there is
    covariance = np.asarray(table.covariance)
    assert np.isnan(covariance[0, 3])
    assert covariance[0, 1] < 0


def test_several_groupings_below_one_heading_are_no_finding():
    sizes = {"All": 1200, "Men": 580, "Women": 620, "Young": 310, "Old": 890}
    rows = [
        {"question": "Q", "answer": "Yes", "group": None if g == "All" else g, "percent": 40,
         "group_dimension": "Group", "n": n, "table": "t"}
        for g, n in sizes.items()
    ]  # fmt: skip
    assert check_published(as_figures(pd.DataFrame(rows), percent_scale="percent")).table.empty
    rows[3]["n"] = 410
    told = check_published(as_figures(pd.DataFrame(rows), percent_scale="percent")).table
    assert told["severity"].tolist() == ["note"]


def test_parts_of_an_answer_are_not_added_to_the_others():
    labels = ("Daily", "Weekly", "Never", "darunter im Ausland", "of which abroad")
    rows = [
        {"question": "Q", "answer": a, "percent": p, "n": 900, "table": "t"}
        for a, p in zip(labels, (40, 20, 40, 5, 7), strict=True)
    ]
    found = check_published(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    assert found.table.empty
    assert found.made.set_index("check").loc["sums", "tried"] == 1
