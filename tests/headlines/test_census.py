"""Where everybody was asked and answered as counted: facts, without a model's doubts."""

import re

import numpy as np
import pandas as pd
import pytest

from topline import Survey, percent_text, propose_headline

from .oracle import NUMBER, unquoted
from .surveys import SEEDS, data_of

DOUBTS = ("told apart", "not shown", "such a sample", "interval", "may be", "imprecise", "drawn at")


def numbers_in(words):
    """Return the percents of a sentence, less what the survey itself says."""
    return [match[2] for match in NUMBER.finditer(unquoted(words)) if match[3]]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_census_is_told_as_it_was_counted(seed):
    data = data_of(seed)
    census = Survey(data, sample_type="census")
    for column in ("yesno", "pick", "rating"):
        estimates = census.proportion(column)
        headline = propose_headline(estimates, question=column)
        said = " ".join([headline.text, headline.say, headline.do_not_say])
        assert not any(doubt in said for doubt in DOUBTS), said
        assert "everybody was asked, nobody drawn" in headline.say
        assert f"n = {len(data)}" in headline.say
        counts = data[column].value_counts(normalize=True)
        whole = estimates.table["estimate"].to_numpy()
        sums = {
            percent_text(whole[list(rows)].sum(), decimals)
            for claim in headline.supported
            for rows in (claim.first, claim.second)
            for decimals in (0, 1, 2)
        }
        assert {f"{number}%" for number in numbers_in(said)} <= sums
        for claim in headline.supported:
            first, second = (whole[list(rows)].sum() for rows in (claim.first, claim.second))
            assert {
                "majority": first > 0.5,
                "minority": first < 0.5,
                "more": first > second,
                "alike": np.isclose(first, second),
                "open": np.isclose(first, 0.5),
            }[claim.kind], (claim, headline.text)
        kinds = {claim.kind for claim in headline.supported}
        assert "Most " not in headline.text or "majority" in kinds
        assert np.isclose(whole.max(), counts.max())


@pytest.mark.quick
def test_half_and_half_is_no_doubt():
    data = pd.DataFrame({"q": ["yes", "no"] * 40})
    headline = propose_headline(Survey(data, sample_type="census").proportion("q"))
    assert headline.text == "As many say “no” as “yes”: 50%"
    drawn = propose_headline(Survey(data).proportion("q"))
    assert drawn.text == "“no” (50%) and “yes” (50%) cannot be told apart"


@pytest.mark.quick
def test_few_who_answered_are_few_and_not_imprecise():
    data = pd.DataFrame({"q": ["yes"] * 12 + ["no"] * 11})
    headline = propose_headline(Survey(data, sample_type="census").proportion("q"))
    assert headline.say == "No finding: too few answered to publish it."


@pytest.mark.quick
def test_groups_of_a_census_differ_by_what_was_counted():
    hours = np.tile([4.0, 6.0], 30)
    data = pd.DataFrame({"who": ["a"] * 60 + ["b"] * 60, "hours": np.r_[hours, hours + 0.1]})
    headline = propose_headline(
        Survey(data, sample_type="census").mean("hours", by="who"), question="Hours"
    )
    assert headline.text == "Hours: higher in “b” (5.1) than in “a” (5.0)"
    assert re.search(r"by 0\.10?; everybody", headline.say), headline.say


def test_who_knows_how_many_did_not_answer_keeps_the_doubt():
    data = pd.DataFrame({"q": ["yes"] * 52 + ["no"] * 48, "staff": 160})
    some = Survey(data, fpc="staff", sample_type="census")
    assert "cannot be told apart" in propose_headline(some.proportion("q")).text
    every = Survey(data.assign(staff=100), fpc="staff", sample_type="census")
    headline = propose_headline(every.proportion("q"))
    assert headline.text == "Just over half of those who answered say “yes”: 52%"
    assert "52% to 52%" not in headline.say
