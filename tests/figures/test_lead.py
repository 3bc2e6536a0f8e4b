"""The lead of a printed percent over another of the same question."""

import re

import numpy as np
import pytest

from topline import ArgumentError, lead_interval, percent_lead

pytestmark = pytest.mark.quick


def test_the_nearest_counts_have_the_interval_of_a_lead():
    found = percent_lead("48%", "44%", 800)
    assert (found.ci_low, found.ci_high) == lead_interval([384, 352, 64], 0, 1)
    assert found.lead == pytest.approx(0.04)
    assert found.rounding.ci_low == lead_interval([380, 356, 64], 0, 1).ci_low
    assert found.rounding.ci_high == lead_interval([388, 348, 64], 0, 1).ci_high
    assert found.sentence == (
        "48% of 800 respondents cannot be told from 44%: the lead is 4.0 points, the 95% "
        "interval of the lead, rounding covered, is −3.6 to +11.6 points. How respondents were "
        "drawn was not told; intervals model a random draw."
    )
    options = {"confidence_level": 0.9, "method": "tango", "deff": 1.5}
    other = percent_lead("48%", "44%", 800, **options)
    assert (other.ci_low, other.ci_high) == lead_interval([384, 352, 64], 0, 1, **options)


def test_counts_have_no_rounding():
    found = percent_lead(384, "352", 800, counts=True)
    assert found.rounding == lead_interval([384, 352, 64], 0, 1)
    assert found.sentence.startswith(
        "384 of 800 respondents cannot be told from 352: the lead is 4.0 points, the"
    )
    with pytest.raises(ArgumentError, match="a count is 900; expected a count of the 800 respond"):
        percent_lead(900, 10, 800, counts=True)


def test_rounding_may_total_more_than_all():
    found = percent_lead("53%", "48%", 800)
    assert found.rounding.ci_low < 0 < found.lead
    assert found.lead == pytest.approx(0.06)
    message = "53% and 49% total more than 100%, so that they are no two answers to one question"
    with pytest.raises(ArgumentError, match=re.escape(message)):
        percent_lead("53%", "49%", 800)


def test_a_trailing_answer_trails_as_far():
    one, other = percent_lead("60%", "20%", 500), percent_lead("20%", "60%", 500)
    assert one.rounding == pytest.approx(tuple(-limit for limit in other.rounding[::-1]))
    assert "leads 20%" in one.sentence
    assert "trails 60%" in other.sentence


def test_the_change_of_a_lead_adds_the_squares():
    now, before = (percent_lead(a, b, 2000, counts=True) for a, b in ((960, 880), (900, 910)))
    low, high = now.change_since(before)
    change = now.lead - before.lead
    assert change == pytest.approx(0.045)
    down = np.hypot(now.lead - now.ci_low, before.ci_high - before.lead)
    assert low == pytest.approx(change - down)
    assert low < change < high
    printed = percent_lead("48%", "44%", 2000).change_since(percent_lead("45%", "45.5%", 2000))
    assert printed.ci_low < low
    assert printed.ci_high > high
    with pytest.raises(ArgumentError, match="before is 3; expected what percent_lead returns"):
        now.change_since(3)
    with pytest.raises(ArgumentError, match="the leads are at 95% and 90% confidence; take one"):
        now.change_since(percent_lead("45%", "45%", 2000, confidence_level=0.9))
