"""From published figures to estimates: the unit decides, rounding is covered, the flag tells."""

import numpy as np
import pandas as pd
import pytest

from topline import (
    REASONS,
    ArgumentError,
    DataError,
    bounded_mean_interval,
    estimate_figures,
    load_icims,
    load_thank_you_notes,
    proportion_interval,
)

pytestmark = pytest.mark.quick

SHARE = {
    "survey_id": "one",
    "figure_id": "prefer",
    "claim": "prefer the note",
    "percent": 63,
    "n": 400,
    "unit": "share_of_respondents",
    "sample_type": "probability",
}


def figures(*changes):
    """One share of 63 % of 400 a row, each with its own changes."""
    return pd.DataFrame([SHARE | change for change in changes or [{}]])


def first(*changes, **options):
    return estimate_figures(figures(*changes), **options).table.iloc[0]


def test_a_share_covers_every_count_that_prints_so():
    row = first()
    assert row["estimate"] == 0.63
    assert (row["printed_low"], row["printed_high"]) == (250 / 400, 254 / 400)
    assert row["ci_low"] == proportion_interval(250, 400).ci_low
    assert row["ci_high"] == proportion_interval(254, 400).ci_high
    assert row["std_error"] == pytest.approx(np.sqrt(0.63 * 0.37 / 400))
    assert (row["interval"], row["flag"], row["n"]) == ("wilson", "", 400)


def test_a_mean_of_estimates_gets_the_ceiling_and_says_so():
    row = first({"percent": 26, "unit": "mean_of_respondent_estimates"})
    assert row["interval"] == "ceiling_wilson"
    assert row["ci_low"] == bounded_mean_interval(0.255, 400).ci_low
    assert row["ci_high"] == bounded_mean_interval(0.265, 400).ci_high
    assert "at most this wide" in row["flag"]


def test_a_derived_figure_mirrors_its_parent():
    parent = {"figure_id": "send", "percent": 26, "unit": "mean_of_respondent_estimates"}
    child = {"figure_id": "none", "percent": 74, "unit": "derived", "derived_from": "send"}
    table = estimate_figures(figures(child, parent)).table
    mirrored, measured = table.iloc[0], table.iloc[1]
    assert mirrored["estimate"] == 0.74
    assert mirrored["ci_low"] == 1 - measured["ci_high"]
    assert mirrored["ci_high"] == 1 - measured["ci_low"]
    assert mirrored["std_error"] == pytest.approx(measured["std_error"])
    assert "computed from another figure, not measured" in mirrored["flag"]
    assert "at most this wide" in mirrored["flag"]


@pytest.mark.usual
@pytest.mark.parametrize("method", ["clopper_pearson", "wald", "mid_p"])
def test_a_mirrored_interval_stays_mirrored_under_every_method(method):
    child = {"figure_id": "none", "percent": 37, "unit": "derived", "derived_from": "prefer"}
    table = estimate_figures(figures({}, child)).with_interval(0.9, method).table
    assert table.loc[1, "ci_low"] == 1 - table.loc[0, "ci_high"]
    assert table.loc[1, "interval"] == method


@pytest.mark.usual
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"percent": None, "unit": "other"}, "not_percent"),
        ({"unit": "other"}, "unknown_unit"),
        ({"n": None, "n_qualifier": "not_stated"}, "no_base"),
        ({"n": None, "n_qualifier": "subgroup"}, "no_subgroup_base"),
    ],
)
def test_a_figure_without_an_interval_says_why(change, reason):
    row = first(change)
    assert reason in row["reasons"].split()
    assert REASONS[reason].sentence in row["flag"]
    assert row[["ci_low", "ci_high", "std_error", "interval", "confidence_level"]].isna().all()


@pytest.mark.usual
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"n_qualifier": "at_least"}, "floor"),
        ({"n_qualifier": "subgroup"}, "subgroup"),
        ({"sample_type": "opt_in"}, "opt_in"),
        ({"sample_type": "not_stated"}, "sample_not_stated"),
        ({"percent_qualifier": "about"}, "approximate"),
        ({"n": 5}, "impossible_count"),
    ],
)
def test_a_figure_with_a_caveat_keeps_its_interval(change, reason):
    row = first(change)
    assert row["reasons"] == reason
    assert row["flag"] == REASONS[reason].sentence
    assert row["ci_low"] < row["ci_high"]


def test_a_floor_for_n_covers_what_rounds_not_whole_counts_alone():
    row = first({"n_qualifier": "at_least"})
    assert (row["printed_low"], row["printed_high"]) == (0.625, 0.635)


def test_less_than_one_percent_is_a_bound_without_a_point():
    row = first({"percent": 1, "percent_qualifier": "less_than"})
    assert np.isnan(row["estimate"])
    assert row["ci_low"] == 0
    assert row["ci_high"] == proportion_interval(4, 400).ci_high
    assert row["reasons"] == "bound"


def test_a_derived_figure_of_a_parent_without_a_base_has_none_either():
    parent = {"figure_id": "send", "percent": 26, "n": None}
    child = {"figure_id": "none", "percent": 74, "unit": "derived", "derived_from": "send"}
    row = estimate_figures(figures(parent, child)).table.iloc[1]
    assert "no_parent" in row["reasons"].split()
    assert np.isnan(row["ci_low"])


def test_a_derivation_that_is_no_complement_is_not_guessed():
    child = {"figure_id": "half", "percent": 31, "unit": "derived", "derived_from": "prefer"}
    row = estimate_figures(figures({}, child)).table.iloc[1]
    assert "unknown_derivation" in row["reasons"].split()
    assert np.isnan(row["ci_low"])


def test_a_design_effect_and_a_population_change_the_effective_size():
    row = first(deff=2.0, population_size=799)
    assert row["deff"] == 2
    assert row["n"] == 400
    assert row["n_effective"] == pytest.approx(400 / 2 * 798 / 399)
    assert first(deff={"one": 2.0})["n_effective"] == 200


def test_a_census_is_the_figure_itself():
    row = first(population_size=400)
    assert (row["ci_low"], row["ci_high"]) == (250 / 400, 254 / 400)


def test_what_is_not_known_of_covariance_is_missing():
    second = {"figure_id": "other", "percent": 40}
    elsewhere = {"figure_id": "third", "survey_id": "two"}
    derived = {"figure_id": "rest", "percent": 37, "unit": "derived", "derived_from": "prefer"}
    made = estimate_figures(figures({}, second, elsewhere, derived))
    variance = made.table.loc[0, "std_error"] ** 2
    assert np.isnan(made.covariance[0, 1])
    assert made.covariance[0, 2] == 0
    assert made.covariance[0, 3] == pytest.approx(-variance)
    total = made.contrast({"prefer": 1, "rest": 1}).table.iloc[0]
    assert total["estimate"] == pytest.approx(1)
    assert total["std_error"] == pytest.approx(0, abs=1e-9)


def test_the_first_survey():
    table = estimate_figures(load_icims()).table.set_index("figure_id")
    prefer, send = table.loc["ICIMS2018_REC_ty_pref_money"], table.loc["ICIMS2018_REC_ty_send"]
    notsend = table.loc["ICIMS2018_REC_ty_notsend"]
    assert (round(prefer["ci_low"], 4), round(prefer["ci_high"], 4)) == (0.5766, 0.6807)
    assert send["interval"] == "ceiling_wilson"
    assert send["n"] == prefer["n"] == 400
    assert (notsend["ci_low"], notsend["ci_high"]) == (1 - send["ci_high"], 1 - send["ci_low"])


@pytest.mark.usual
def test_every_bundled_figure_has_an_interval_or_a_reason():
    table = estimate_figures(load_thank_you_notes()).table
    without = table["ci_low"].isna()
    assert len(table) == 100
    assert table.loc[without, "flag"].str.contains("no interval").all()
    assert not table.loc[~without, "flag"].str.contains("no interval").any()
    inside = table[~without & table["estimate"].notna()]
    assert (inside["ci_low"] <= inside["estimate"]).all()
    assert (inside["ci_high"] >= inside["estimate"]).all()


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"method": "wilsn"}, ArgumentError, "interval is 'wilsn'; expected one of"),
        (
            {"mean_method": "mid_p"},
            ArgumentError,
            "interval is 'mid_p'; expected one of wilson, .* for means of bounded answers",
        ),
        ({"confidence_level": 95}, ArgumentError, "confidence_level is 95"),
        ({"deff": 0}, ArgumentError, "deff is 0 .*a design effect is above 0"),
        ({"deff": {"two": 2}}, ArgumentError, "deff names survey 'two', which has no figures here"),
        ({"population_size": 10}, ArgumentError, "population_size is 10; .*at least as large"),
    ],
)
def test_says_what_is_wrong(options, error, message):
    with pytest.raises(error, match=message):
        estimate_figures(figures(), **options)


def test_a_table_that_is_no_figures_table_is_refused():
    with pytest.raises(DataError, match="no column 'n'"):
        estimate_figures(figures().drop(columns="n"))
