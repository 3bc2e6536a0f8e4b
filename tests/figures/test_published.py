"""Figures with what their publisher says of precision, and what two of them have in common."""

from math import sqrt

import numpy as np
import pandas as pd
import pytest

from topline import (
    as_figures,
    estimate_figures,
    proportion_interval,
    subgroup_difference_interval,
)

pytestmark = pytest.mark.quick

Z90, Z95 = 1.6448536269514722, 1.959963984540054


def one(**columns):
    small = {"figure_id": ["a"], "percent": [40.0], "n": [1000], "survey_id": ["poll"]}
    return as_figures(pd.DataFrame(small | {k: [v] for k, v in columns.items()}))


def row(found):
    return found.table.iloc[0]


def codes(text):
    return set(text.split())


def test_published_limits_come_first_and_stand_as_they_are():
    found = estimate_figures(
        one(ci_low=36.4, ci_high=43.9, ci_level=0.95, std_error=3, n_effective=10)
    )
    assert (row(found)["ci_low"], row(found)["ci_high"]) == pytest.approx((0.364, 0.439), abs=1e-12)
    assert codes(row(found)["reasons"]) >= {"published_limits"}
    assert "effective_base" not in row(found)["reasons"]


def test_limits_at_another_level_keep_their_shape():
    found = estimate_figures(one(ci_low=36, ci_high=45, ci_level=0.9))
    ratio = Z95 / Z90
    assert row(found)["ci_low"] == pytest.approx(0.4 - 0.04 * ratio)
    assert row(found)["ci_high"] == pytest.approx(0.4 + 0.05 * ratio)
    assert "level_converted" in row(found)["reasons"]
    again = found.with_interval(0.9)
    assert (row(again)["ci_low"], row(again)["ci_high"]) == pytest.approx((0.36, 0.45))


@pytest.mark.usual
@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"std_error": 1.5}, 0.015),
        ({"moe": 3.0, "moe_level": 0.9}, 0.03 / Z90),
        ({"moe": 3.0, "moe_level": 0.95}, 0.03 / Z95),
    ],
)
@pytest.mark.parametrize("n", [1000, None])
def test_a_published_error_needs_no_base(columns, error, n):
    found = row(estimate_figures(one(**columns, n=n)))
    assert found["std_error"] == pytest.approx(error)
    # the percent is printed without decimals: 39.5 to 40.5
    assert found["ci_low"] == pytest.approx(0.395 - Z95 * error)
    assert found["ci_high"] == pytest.approx(0.405 + Z95 * error)
    assert not codes(found["reasons"]) & {"no_base", "level_not_stated"}
    assert ("level_converted" in found["reasons"]) == (columns.get("moe_level") == 0.9)


@pytest.mark.usual
@pytest.mark.parametrize(
    ("columns", "deff", "size", "code"),
    [
        ({"n_effective": 500.0, "deff": 4.0}, None, 500, "effective_base"),
        ({"deff": 1.6}, None, 625, "stated_deff"),
        ({"deff": 1.6}, 2.0, 500, None),
        ({"n_effective": 500.0}, {"poll": 4.0}, 250, None),
        ({"base_weighted": 2000.0}, None, 1000, None),
        ({}, None, 1000, None),
    ],
)
def test_bases_in_their_order_and_never_the_weighted_one(columns, deff, size, code):
    found = row(estimate_figures(one(**columns), deff=deff))
    assert found["n_effective"] == pytest.approx(size)
    reasons = codes(found["reasons"]) & {"effective_base", "stated_deff"}
    assert reasons == ({code} if code else set())


def test_a_weighted_base_alone_makes_no_interval():
    found = row(estimate_figures(one(n=None, base_weighted=1000.0)))
    assert np.isnan(found["ci_low"])
    assert "no_base" in found["reasons"]


def test_a_weighted_percent_covers_its_rounding_and_no_count():
    # 560 of 1,007 would print 56, and so would 569 of them weighted
    found = row(estimate_figures(one(percent=56.0, n=1007, base_weighted=1007.0)))
    assert (found["printed_low"], found["printed_high"]) == pytest.approx((0.555, 0.565))
    assert "impossible_count" not in found["reasons"]


@pytest.mark.usual
@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"ci_low": 36.0, "ci_high": 44.0}, "level_not_stated"),
        ({"ci_low": 3.6, "ci_high": 4.4, "ci_level": 0.95}, "limits_beside"),
    ],
)
def test_limits_that_say_nothing_are_left_aside_and_said(columns, code):
    found = row(estimate_figures(one(**columns)))
    assert code in found["reasons"]
    assert found["ci_low"] == pytest.approx(proportion_interval(396, 1000).ci_low, abs=0.002)


def test_no_published_error_of_nobody():
    found = row(estimate_figures(one(percent=0.0, std_error=0.0)))
    assert found["ci_high"] > 0.003
    assert "published_error" not in found["reasons"]


@pytest.mark.usual
def test_amounts_have_the_interval_that_is_published():
    figures = one(percent=None, amount=54321.0, amount_unit="dollars", unit="other", moe=1000.0,
                  moe_level=0.9)  # fmt: skip
    found = estimate_figures(figures)
    assert row(found)["quantity"] == "value"
    assert row(found)["estimate"] == 54321
    assert row(found)["ci_high"] - 54321 == pytest.approx(1000 * Z95 / Z90)
    assert row(found.with_interval(0.9))["ci_low"] == pytest.approx(53321)
    bare = row(estimate_figures(one(percent=None, amount=54321.0, unit="other")))
    assert np.isnan(bare["ci_low"])
    assert "not_percent" in bare["reasons"]


def test_an_open_end_has_no_interval():
    found = row(estimate_figures(one(percent_qualifier="at_least")))
    assert np.isnan(found["estimate"])
    assert np.isnan(found["ci_low"])
    assert "open_end" in found["reasons"]


def test_cells_without_a_number_and_columns_of_nobody():
    figures = one(percent=None, percent_qualifier="none", n=None, base_unweighted=0)
    found = row(estimate_figures(figures))
    assert np.isnan(found["estimate"])
    assert "printed_none" in found["reasons"]


def test_a_models_limits_are_said_to_be_credible():
    found = row(estimate_figures(one(ci_low=36.0, ci_high=44.0, ci_level=0.95,
                                     interval_kind="credible")))  # fmt: skip
    assert "published_credible" in found["reasons"]


GROUPS = {"Total": 1000, "Gender > Male": 400, "Gender > Female": 600, "Age > Young": 300}


def crosstab(percents, **columns):
    """A table of the answers yes, no and maybe in four columns."""
    rows = [
        {"survey_id": "poll", "table": "1", "question": "Q", "answer": answer, "group": group,
         "percent": percent, "decimals": 0, "n": GROUPS[group], "figure_id": f"{group}:{answer}",
         **columns}
        for answer, line in percents.items()
        for group, percent in zip(GROUPS, line, strict=True)
    ]  # fmt: skip
    return estimate_figures(as_figures(pd.DataFrame(rows), percent_scale="percent"))


ONE_ANSWER = {"yes": (50.0, 53, 48, 60), "no": (30.0, 30, 30, 30), "maybe": (20.0, 17, 22, 10)}


def cell(found, one, two):
    names = found.table["figure_id"].tolist()
    return found.covariance[names.index(one), names.index(two)]


def test_columns_of_one_banner_are_independent():
    found = crosstab(ONE_ANSWER)
    assert cell(found, "Gender > Male:yes", "Gender > Female:yes") == 0
    assert cell(found, "Gender > Male:yes", "Gender > Female:no") == 0
    difference = found.contrast({"Gender > Male:yes": 1, "Gender > Female:yes": -1}).table.iloc[0]
    assert "at_most" not in difference["reasons"]


def test_a_column_against_the_total_as_one_against_the_whole_it_is_in():
    found = crosstab({"yes": (50.0, 53, 48, 60), "no": (50.0, 47, 52, 40)}, decimals=6)
    assert cell(found, "Total:yes", "Gender > Male:yes") == pytest.approx(0.4 * 0.53 * 0.47 / 400)
    difference = found.contrast({"Gender > Male:yes": 1, "Total:yes": -1}).table.iloc[0]
    assert "part_of_total" in difference["reasons"]
    assert "at_most" not in difference["reasons"]
    low, high = subgroup_difference_interval(212, 400, 500, 1000, against="whole")
    assert (difference["ci_low"], difference["ci_high"]) == pytest.approx((low, high), abs=2e-3)


def test_columns_of_different_banners_have_bounds_only():
    found = crosstab(ONE_ANSWER)
    assert np.isnan(cell(found, "Gender > Male:yes", "Age > Young:yes"))
    difference = found.contrast({"Gender > Male:yes": 1, "Age > Young:yes": -1}).table.iloc[0]
    assert codes(difference["reasons"]) >= {"other_banner", "at_most"}


def test_two_answers_of_one_column_are_multinomial():
    found = crosstab(ONE_ANSWER)
    assert cell(found, "Total:yes", "Total:no") == pytest.approx(-0.5 * 0.3 / 1000)
    assert cell(found, "Total:no", "Total:maybe") == pytest.approx(-0.3 * 0.2 / 1000)
    lead = found.contrast({"Total:yes": 1, "Total:no": -1}).table.iloc[0]
    assert "at_most" not in lead["reasons"]
    assert lead["std_error"] == pytest.approx(sqrt((0.8 - 0.2**2) / 1000))


def test_several_answers_have_bounds_only():
    found = crosstab({"radio": (50.0, 50, 50, 50), "tv": (70.0, 70, 70, 70)})
    assert np.isnan(cell(found, "Total:radio", "Total:tv"))
    difference = found.contrast({"Total:radio": 1, "Total:tv": -1}).table.iloc[0]
    assert codes(difference["reasons"]) >= {"several_answers", "at_most"}


@pytest.mark.usual
def test_a_net_and_its_part_rise_together():
    table = crosstab(ONE_ANSWER).table
    rows = [
        {"survey_id": "poll", "question": "Q", "answer": answer, "percent": percent, "n": 1000,
         "net_of": net, "figure_id": answer}
        for answer, percent, net in (("yes", 50.0, None), ("no", 30.0, None), ("maybe", 20.0, None),
                                     ("decided", 80.0, "yes | no"))
    ]  # fmt: skip
    found = estimate_figures(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    assert cell(found, "yes", "decided") == pytest.approx(0.5 * 0.2 / 1000)
    # nobody gave an answer of the net and another one
    assert cell(found, "maybe", "decided") == pytest.approx(-0.2 * 0.8 / 1000)
    assert len(table) == 12


def test_nets_that_share_no_answer_are_multinomial_and_others_are_not():
    answers = {"very": 20.0, "rather": 30.0, "little": 35.0, "none": 15.0}
    nets = {"NET yes": (50.0, "very | rather"), "NET no": (50.0, "little | none"),
            "NET some": (85.0, "very | rather | little"),
            "NET more": (30.0, "rather | unknown")}  # fmt: skip
    rows = [
        {"survey_id": "poll", "question": "Q", "answer": answer, "percent": percent, "n": 1000,
         "net_of": net, "figure_id": answer}
        for answer, percent, net in (*((a, p, None) for a, p in answers.items()),
                                     *((a, p, net) for a, (p, net) in nets.items()))
    ]  # fmt: skip
    found = estimate_figures(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    assert cell(found, "NET yes", "NET no") == pytest.approx(-0.25 / 1000)
    assert cell(found, "none", "NET some") == pytest.approx(-0.15 * 0.85 / 1000)
    # they share an answer, or have one that is not in the table
    assert np.isnan(cell(found, "NET yes", "NET some"))
    assert np.isnan(cell(found, "little", "NET more"))


def test_overlapping_groups_of_one_banner_are_not_taken_for_separate():
    rows = [
        {"survey_id": "poll", "question": "Q", "answer": "yes", "group": group, "percent": 50.0,
         "n": n, "figure_id": group}
        for group, n in (("Total", 1000), ("Age > 18-24", 500), ("Age > 25-34", 500),
                         ("Age > 18-34", 1000))
    ]  # fmt: skip
    found = estimate_figures(as_figures(pd.DataFrame(rows), percent_scale="percent"))
    assert np.isnan(cell(found, "Age > 18-24", "Age > 18-34"))


def polls(**columns):
    small = {
        "poll_id": ["1", "2"], "question": ["Approve?"] * 2, "answer": ["yes"] * 2,
        "percent": [40.0, 44.0], "n": [1000, 900], "figure_id": ["a", "b"],
    }  # fmt: skip
    frame = as_figures(pd.DataFrame(small | columns), percent_scale="percent")
    return estimate_figures(frame).compare().table.iloc[0]


@pytest.mark.usual
@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"population": ["adults", "likely voters"]}, "other_population"),
        ({"country": ["Kenya", "Ghana"]}, "other_country"),
        ({"question": ["Approve?", "Do you approve of it?"]}, "other_wording"),
        ({"poll_id": ["1", "1"], "wave": ["May", "June"], "population": ["a", "b"]},
         "other_population"),
        ({}, None),
        ({"poll_id": ["1", "1"], "wave": ["May", "June"]}, None),
    ],
)  # fmt: skip
def test_polls_and_waves_are_independent_and_what_differs_is_said(columns, code):
    found = polls(**columns)
    told = codes(found["reasons"]) & {"other_population", "other_country", "other_wording"}
    assert told == ({code} if code else set())
    assert "at_most" not in found["reasons"]


@pytest.mark.usual
def test_thousands_of_figures_have_a_covariance_in_parts():
    k = 300
    found = estimate_figures(
        as_figures(
            pd.DataFrame({"survey_id": [f"p{i // 10}" for i in range(k)], "percent": 50.0, "n": 100,
                          "figure_id": [str(i) for i in range(k)]}),
            percent_scale="percent",
        )
    )  # fmt: skip
    held = sum(np.asarray(value).nbytes for value in vars(found.covariance.cells.facts).values())
    assert held < 40 * 8 * k
    assert found.covariance.block([0, 9, 10]).shape == (3, 3)
    assert found.covariance[0, 10] == 0
    assert np.isnan(found.covariance[0, 9])
