"""Claims in words: the verdict follows the interval, the conditions follow the numbers."""

import re

import pytest

from topline import ArgumentError, check_claim, percent_interval, proportion_interval, tipping_point

pytestmark = pytest.mark.quick


def numbers(text):
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_the_first_survey_supports_its_majority():
    checked = check_claim("63% > 50%", 400)
    assert checked.verdict == "supported"
    assert checked.sentence == (
        "63% of 400 respondents is above 50%: the 95% interval, rounding covered, "
        "is 57.7% to 68.1%."
    )
    assert checked.conditions == (
        "the respondents were drawn at random, which is not stated",
        "the design effect is below 6.5",
        "no bias of 7.7 points or more works in its favour",
        "fewer than 13% of those who said so gave a false answer",
        "and even with errors twice as large, as polls often have (52.7% to 72.3%)",
    )


def test_the_conditions_are_the_tipping_points_of_the_worst_rounding():
    checked = check_claim("63% > 50%", 400)
    assert checked.design_effect == tipping_point(250, 400, 0.5)
    assert checked.bias == tipping_point(250, 400, 0.5, error="bias")
    assert checked.misreporting == tipping_point(250, 400, 0.5, error="misreporting")
    assert checked.total_error.ci_low == proportion_interval(250, 400, deff=4).ci_low
    assert checked.total_error.ci_high == proportion_interval(254, 400, deff=4).ci_high


def test_what_is_not_settled_or_contradicted_has_no_tipping_point():
    close = check_claim("52% > 50%", 400)
    assert close.verdict == "not settled"
    assert close.sentence.endswith("is 46.6% to 57.3%, which includes 50%.")
    wrong = check_claim("26% > 50%", 400)
    assert wrong.verdict == "contradicted"
    assert "26% of 400 respondents is not above 50%" in wrong.sentence
    for checked in (close, wrong):
        assert checked.design_effect is checked.bias is checked.misreporting is None
        assert len(checked.conditions) == 1


def test_a_claim_from_below():
    checked = check_claim("26% < 50%", 400)
    assert checked.verdict == "supported"
    assert "is below 50%" in checked.sentence
    assert "those who did not say so gave a false answer" in " ".join(checked.conditions)


@pytest.mark.parametrize("claim", ["63%>50%", " 63 % ≥ 50 % ", "63 percent >= 50"])
def test_ways_to_write_it(claim):
    assert check_claim(claim, "400").verdict == "supported"


def test_a_mean_of_estimates_is_at_most_that_wide_and_nobody_lies_for_others():
    checked = check_claim("26% < 50%", 400, unit="mean")
    assert checked.sentence.startswith("A mean of 26% from 400 respondents' estimates is below 50%")
    assert "at most 21.5% to 31.0%" in checked.sentence
    assert checked.misreporting is None


def test_how_the_sample_was_drawn_is_said():
    assert "at random" in check_claim("63% > 50%", 400, sample_type="probability").conditions[0]
    opt_in = check_claim("63% > 50%", 400, sample_type="opt_in").conditions[0]
    assert "a model, not a fact" in opt_in


def test_silence_is_bounded_by_the_response_rate():
    checked = check_claim("63% > 50%", 400, response_rate=0.6)
    assert checked.worst_case == pytest.approx((0.375, 0.781))
    assert checked.conditions[-1] == (
        "but not whatever those who did not answer would have said (37.5% to 78.1%)"
    )
    sure = check_claim("63% > 50%", 400, response_rate=0.95)
    assert sure.conditions[-1].startswith("and whatever those who did not answer")


def test_every_number_in_the_sentence_is_the_intervals():
    checked = check_claim("63% > 50%", 400, confidence_level=0.9, deff=1.5, method="jeffreys")
    found = percent_interval("63%", 400, confidence_level=0.9, deff=1.5, method="jeffreys")
    shown = numbers(checked.sentence)
    assert shown[:3] == [63, 400, 50]
    assert shown[3:] == pytest.approx([90, *(100 * limit for limit in found.rounding)], abs=0.05)


@pytest.mark.parametrize(
    ("claim", "options", "message"),
    [
        ("63% is a majority", {}, 'expected a comparison such as "63% > 50%" or "12% < 20%"'),
        ("63% > many", {}, "the claim compares with 'many': expected a percent such as"),
        ("63% > 0%", {}, "the claim compares with '0%'; expected more than 0, under 100 %"),
        ("163% > 50%", {}, "percent is '163%': a percentage lies between 0 and 100"),
        ("63% > 50%", {"sample_type": "random"}, "sample_type is 'random'; expected one of prob"),
        ("63% > 50%", {"response_rate": 60}, "response_rate is 60; a response rate is above 0"),
        ("63% > 50%", {"unit": "both"}, "unit is 'both'; expected one of share, mean"),
    ],
)
def test_says_what_is_wrong(claim, options, message):
    with pytest.raises(ArgumentError, match=re.escape(message)):
        check_claim(claim, 400, **options)
