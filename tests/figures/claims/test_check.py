"""Checked claims: the verdict follows the interval, the conditions follow the numbers."""

import re

import pytest

from tests.conftest import in_one_test
from topline import (
    ArgumentError,
    check_claim,
    difference_interval,
    lead_interval,
    percent_difference,
    percent_interval,
    proportion_interval,
    ratio_interval,
    tipping_point,
)

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
        "the respondents were drawn at random, which was not told",
        "the design effect is below 6.5",
        "no bias of 7.7 points or more works in its favour",
        "fewer than 13% of those who said so gave a false answer",
        "it holds even with errors twice as large, as polls often have (52.7% to 72.3%)",
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


def test_two_answers_to_one_question_are_a_lead():
    """4 points of 800 are not settled, though 48% of 800 is above a fixed 44%."""
    checked = check_claim("48% > 44%", 800)
    assert (checked.verdict, checked.quantity, checked.value) == ("not settled", "lead", 0)
    assert checked.interval == (
        lead_interval([380, 356, 64], 0, 1).ci_low,
        lead_interval([388, 348, 64], 0, 1).ci_high,
    )
    assert checked.sentence == (
        "48% of 800 respondents is not safely ahead of 44%: the 95% interval of the lead, rounding "
        "covered, is −3.6 to +11.6 points, which includes 0."
    )
    assert "another answer to the same question" in checked.conditions[1]
    fixed = check_claim("48% > 44%", 800, against="fixed")
    assert (fixed.verdict, fixed.quantity) == ("supported", "share")
    assert "44% is a fixed number" in fixed.conditions[1]
    assert check_claim("44% < 48%", 800).interval == tuple(-x for x in checked.interval[::-1])


def test_a_lead_bears_what_its_limits_say():
    checked = check_claim("48% leads 38%", 800, response_rate=0.9)
    assert checked.verdict == "supported"
    assert checked.bias == checked.interval.ci_low
    worn = check_claim("48% leads 38%", 800, deff=checked.design_effect)
    assert worn.interval.ci_low == pytest.approx(0, abs=1e-8)
    assert checked.total_error == check_claim("48% leads 38%", 800, deff=4).interval
    assert checked.worst_case == pytest.approx((0.9 * 0.09 - 0.1, 0.9 * 0.11 + 0.1))
    assert checked.misreporting is None
    assert "ahead of 38%: the 95% interval of the lead" in checked.sentence
    behind = check_claim("38% trails 48%", 800)
    assert (behind.verdict, behind.bias) == ("supported", pytest.approx(checked.bias))


def test_another_sample_asks_for_its_base():
    checked = check_claim("48% is more than 38% in March", 800, other_n=900)
    found = percent_difference("48%", 800, "38%", 900)
    assert (checked.verdict, checked.quantity) == ("supported", "difference")
    assert checked.interval == pytest.approx(found.rounding)
    assert checked.second.n == 900
    assert "is more than 38% of 900: the 95% interval of the difference" in checked.sentence
    assert check_claim("48% of men > 44% of women", 800, other_n=900).verdict == "not settled"
    assert check_claim("62% > 58%", 800, other_n=900).quantity == "difference"
    for count1, count2, side in ((380, 346, 0), (388, 338, 1)):
        limits = difference_interval(count1, 800, count2, 900)
        assert checked.interval[side] == pytest.approx(limits[side])


@pytest.mark.parametrize("claim", ["52% is a majority", "52% say so: most", "52% > a half"])
def test_a_majority_is_more_than_half(claim):
    few, many = (check_claim(claim, n) for n in (1000, 8000))
    assert (few.verdict, many.verdict) == ("not settled", "supported")
    assert few.interval == check_claim("52% > 50%", 1000).interval
    assert many.conditions == check_claim("52% > 50%", 8000).conditions
    assert "is not safely above " in few.sentence
    assert check_claim("44% is a majority", 1000).verdict == "contradicted"
    assert check_claim("44% is a minority", 1000).verdict == "supported"


def test_a_third_is_compatible_and_not_proven():
    checked = check_claim("33% is a third", 400)
    assert (checked.verdict, checked.value) == ("compatible", pytest.approx(1 / 3))
    assert checked.sentence == (
        "33% of 400 respondents is compatible with a third, which is not proven: the 95% interval, "
        "rounding covered, is 28.1% to 38.3%, which includes a third and much else."
    )
    assert check_claim("28% is a third", 400).verdict == "contradicted"
    assert check_claim("36% is more than a third", 400).verdict == "not settled"
    assert check_claim("40% is more than a third", 400).verdict == "supported"
    near = check_claim("33% is a third", 4000, margin=0.03)
    assert near.verdict == "supported"
    worn = check_claim("33% is a third", 4000, margin=0.03, deff=near.design_effect)
    assert min(worn.interval[0] - 0.91 / 3, 1.09 / 3 - worn.interval[1]) == pytest.approx(0)
    assert check_claim("33% is a third", 400, margin=0.03).verdict == "not settled"


def test_no_difference_needs_a_margin():
    silent = check_claim("48% against 47%: no difference", 800)
    assert silent.verdict == "not settled"
    assert "which does not show that they are the same" in silent.sentence
    assert "give margin=, the difference that would not matter" in silent.sentence
    assert check_claim("48% is the same as 47%", 800, margin=0.05).verdict == "not settled"
    sure = check_claim("48% is the same as 47%", 8000, margin=0.05)
    assert sure.verdict == "supported"
    assert "is within 5.0 points of 47%" in sure.sentence
    assert check_claim("48% = 30%", 800).verdict == "contradicted"
    waves = check_claim("48% = 47%", 9000, other_n=9000, margin=0.05)
    assert (waves.verdict, waves.quantity) == ("supported", "difference")


def test_twice_as_many_of_one_question_and_of_two_samples():
    one = check_claim("48% is twice as many as 24%", 800)
    assert (one.verdict, one.quantity, one.value) == ("compatible", "ratio", 2)
    share = proportion_interval(380, 380 + 196).ci_low
    assert one.interval.ci_low == pytest.approx(share / (1 - share))
    assert check_claim("48% is twice as many as 35%", 800).verdict == "contradicted"
    more = check_claim("48% > 2 x 18%", 2000)
    assert more.verdict == "supported"
    assert more.bias is not None
    assert all("bias" not in condition for condition in more.conditions)
    two = check_claim("60% is twice 30%", 800, other_n=700)
    assert two.interval.ci_low == pytest.approx(ratio_interval(476, 800, 213, 700).ci_low)
    assert "2 times 30% of 700" in two.sentence


def test_a_net_covers_the_rounding_of_its_parts():
    net = check_claim("31% + 21% > 50%", 8000)
    assert net.found.printed == pytest.approx((0.51, 0.53), abs=2e-4)
    assert net.interval.ci_low == pytest.approx(proportion_interval(4080, 8000).ci_low, abs=1e-4)
    assert net.verdict == "not settled"
    assert check_claim("52% strongly or somewhat agree > 50%", 8000).verdict == "supported"
    assert check_claim("31% strongly + 24% somewhat is a majority", 1000).verdict == "supported"
    assert check_claim("31% + 21% > 30% + 10%", 1000).quantity == "lead"


def test_a_half_is_a_number_and_what_is_taken_so_is_told():
    assert check_claim("44% < 50%", 400).quantity == "share"
    assert "50% is a fixed number" in check_claim("44% < 50%", 400).conditions[1]
    assert "42% is a fixed number" in check_claim("80% > 42%", 400).conditions[1]
    assert check_claim("44% < 50%", 400, against="answer").verdict == "not settled"


def test_small_conditions_are_told_in_small_numbers():
    told = " ".join(check_claim("48% > 44%", 800, against="fixed").conditions)
    assert "below 1.0 " not in told
    assert "fewer than 0." in told
    assert "<" not in told


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
        "it does not hold whatever those who did not answer would have said (37.5% to 78.1%)"
    )
    sure = check_claim("63% > 50%", 400, response_rate=0.95)
    assert sure.conditions[-1].startswith("it holds whatever those who did not answer")


def test_every_number_in_the_sentence_is_the_intervals():
    checked = check_claim("63% > 50%", 400, confidence_level=0.9, deff=1.5, method="jeffreys")
    found = percent_interval("63%", 400, confidence_level=0.9, deff=1.5, method="jeffreys")
    shown = numbers(checked.sentence)
    assert shown[:3] == [63, 400, 50]
    assert shown[3:] == pytest.approx([90, *(100 * limit for limit in found.rounding)], abs=0.05)


@in_one_test(
    ("claim", "options", "message"),
    [
        ("63% of them", {}, 'expected a comparison such as "63% > 50%" or "12% < 20%"'),
        ("63% > many", {}, "the claim compares with 'many': expected a percent such as"),
        ("48% > 44%", {"against": "other"}, "against is 'other'; expected one of fixed, answer"),
        (
            "48% > 44%",
            {"against": "sample"},
            "of two samples; give other_n, the respond",
        ),
        (
            "48% > 44%",
            {"against": "fixed", "other_n": 900},
            "other_n is of another sample, and",
        ),
        (
            "48% > 44% in March",
            {},
            "another survey or group (in March); give other_n, the",
        ),
        (
            "48% of men > 44% of women",
            {},
            "another survey or group (of women); give other_n, the",
        ),
        ("48% is up from 44%", {}, "another survey or group (up from); give other_n"),
        ("48% more than in March", {}, "which names one percent; a comparison with another survey"),
        ("62% leads 58%", {}, "62% and 58% total more than 100%, so that they are no two answers"),
        ("80% is twice 40%", {}, "whose percents total more than 100%: they are of two samples"),
        ("62% is the same as 58%", {}, "give other_n, the respondents of the other"),
        (
            "52% is a majority",
            {"other_n": 9},
            "of one percent and a number; leave other_n and",
        ),
        ("48% > 2 x 20%", {"against": "fixed"}, "a fixed number is one percent"),
        ("0% is twice 0%", {}, "0% may be nobody, and nothing is a number of times that"),
        ("60% + 60% > 50%", {}, "60% + 60% is more than 100%; a net is of answers to one"),
        ("26% + 20% > 50%", {"unit": "mean"}, "a net is of shares of respondents"),
        (
            "26% > 20%",
            {"unit": "mean", "other_n": 9},
            "a mean of estimates is compared with a",
        ),
        ("48% > 44%", {"margin": 0.03}, "this claim says more; leave it out"),
        ("48% is twice 24%", {"margin": 0.03}, "this claim says how many times; leave it out"),
        ("33% is a third", {"margin": 3}, "margin is 3; expected a difference that would not"),
        ("48% > 44%", {"method": "katz"}, "choose one of newcombe"),
        ("63% > 0%", {}, "the claim compares with '0%'; expected more than 0, under 100%"),
        ("163% > 50%", {}, "percent is '163%': a percentage lies between 0 and 100"),
        ("63% > 50%", {"sample_type": "random"}, "sample_type is 'random'; expected one of prob"),
        ("63% > 50%", {"response_rate": 60}, "response_rate is 60; a response rate is above 0"),
        ("63% > 50%", {"unit": "both"}, "unit is 'both'; expected one of share, mean"),
    ],
)
def test_says_what_is_wrong(claim, options, message):
    with pytest.raises(ArgumentError, match=re.escape(message)):
        check_claim(claim, 400, **options)


def test_words_are_judged_by_their_side():
    for claim, verdict in {
        "52% falls short of a majority": "contradicted",
        "48% falls short of a majority": "supported",
        "70% is a two-thirds majority": "supported",
        "53% is a minority": "contradicted",
        "48% is nearly half": "not settled",  # how near is near, it does not say
        "49.9% is nearly half": "compatible",
        "48% is a plurality over 44%": "supported",
        "The most popular: 44%, 43.9% and 12.1%": "not settled",
    }.items():
        assert check_claim(claim, 40_000).verdict == verdict, claim


JUDGED = {
    # each of 2,000, whose interval is 2 points wide to either side, and half a point of rounding
    "almost two thirds: 66%": "compatible",
    "nearly two thirds: 64%": "not settled",
    "almost two thirds: 70%": "contradicted",
    "nearly half: 48%": "compatible",
    "nearly half: 40%": "not settled",
    "about a quarter: 24%": "compatible",
    "around a quarter: 30%": "not settled",
    "roughly a quarter: 20%": "not settled",
    "half or so: 51%": "compatible",
    "just over a third: 37%": "supported",
    "just over a third: 34%": "not settled",
    "just over a third: 30%": "contradicted",
    "just under half: 46%": "supported",
    "up to a third: 30%": "supported",
    "up to a third: 36%": "contradicted",
    "at least a third: 36%": "supported",
    "at least a third: 30%": "contradicted",
    "more than half: 54%": "supported",
    "more than half: 51%": "not settled",
    "fewer than one in ten: 7%": "supported",
    "fewer than one in ten: 9%": "not settled",
    "fewer than one in ten: 13%": "contradicted",
    "one in five: 21%": "compatible",
    "one in five: 25%": "contradicted",
    "three in ten: 31%": "compatible",
    "three in ten: 35%": "contradicted",
    "9 out of 10: 91%": "compatible",
    "9 out of 10: 85%": "contradicted",
    "52% is nearly the same as 40%": "not settled",
    "52% is almost as many as 40%": "contradicted",
    "at least as many as 30%: 48%": "supported",
    "a good third: 37%": "supported",
    "a good two thirds: 72%": "supported",
    "more than about half: 60%": "supported",
    "more than about half: 50%": "not settled",
    "48% is twice 24%": "compatible",
    "48% is twice 18%": "contradicted",
    "48% is nearly twice 30%": "not settled",
    "48% is nearly twice 20%": "contradicted",
    "24% is half as many as 48%": "compatible",
    "24% is half as many as 40%": "contradicted",
    "48% against 47%: no difference": "not settled",
    "48% against 40%: no difference": "contradicted",
    "48% is as many as 47%": "not settled",
    "48% is as many as 40%": "contradicted",
    "48% is about as many as 40%": "not settled",
    "40% is at least as many as 48%": "contradicted",
    "48% is at least as many as 40%": "supported",
}


@in_one_test("claim", JUDGED)
def test_words_of_nearness_and_number_are_judged_as_they_are_meant(claim):
    assert check_claim(claim, 2000).verdict == JUDGED[claim]


def test_how_near_is_near_only_a_margin_says():
    plain = check_claim("65% is almost two thirds", 100_000)
    assert plain.verdict == "not settled"
    assert "is below two thirds" in plain.sentence
    assert "give margin=, how far off still counts" in plain.sentence
    assert "“almost” names no number and is not judged." in plain.sentence
    assert check_claim("65% is almost two thirds", 100_000, margin=0.03).verdict == "supported"
    assert check_claim("65% is almost two thirds", 100_000, margin=0.001).verdict == "contradicted"


def test_words_of_degree_and_groups_are_told():
    checked = check_claim("53% of women is an overwhelming majority", 8000)
    assert checked.sentence.endswith(" “overwhelming” names no number and is not judged.")
    assert (
        "n counts those whom the percent is of (women), not all who were asked"
        in checked.conditions
    )


def test_a_plurality_supposes_that_no_other_answer_is_larger():
    checked = check_claim("40% is the most popular answer, before 35% and 25%", 800)
    assert (checked.quantity, checked.second.percent) == ("lead", "35%")
    assert "35% is the largest of the other answers to the same question" in checked.conditions


@in_one_test(
    ("claim", "n", "limits"),
    [
        # a limit is not printed as the threshold that it is beyond, or short of
        ("50.1% is a majority", 4_000_000, "50.001% to 50.199%"),
        ("0.3% < 0.5%", 80_000, "−0.36 to −0.04 points"),
        ("51% > 44%", 1000, "−0.04 to +13.98 points, which includes 0"),
        ("63% > 50%", 400, "57.7% to 68.1%"),
    ],
)
def test_printed_limits_say_what_the_verdict_says(claim, n, limits):
    assert limits in check_claim(claim, n).sentence


def test_no_bias_is_printed_as_none():
    conditions = check_claim("50.2% > 50%", 500_000).conditions
    assert "no bias of 0.011 points or more works in its favour" in conditions


@in_one_test("claim", {
    "48% leads 40% by 8 points": ("compatible", 0.08),
    "48% is 8 points more than 40%": ("compatible", 0.08),
    "48% has an eight-point lead over 40%": ("compatible", 0.08),
    "48% leads 30% by more than 8 points": ("supported", 0.08),
    "48% leads 47% by at least 8 points": ("contradicted", 0.08),
    "48% leads 40% by 30 points": ("contradicted", 0.30),
    "30% trails 48% by more than 8 points": ("supported", -0.08),
    "40% trails 48% by 8 points": ("compatible", -0.08),
    "63% is more than 10 points above 50%": ("supported", 0.60),
}.items())  # fmt: skip
def test_by_how_many_points_is_judged_by_the_interval_of_the_lead(claim):
    words, (verdict, value) = claim
    checked = check_claim(words, 2000)
    assert (checked.verdict, checked.value) == (verdict, pytest.approx(value))
    if checked.quantity == "lead":
        shares = [int(one) / 100 for one in re.findall(r"(\d+)%", words)]
        first, second = (round(2000 * one) for one in shares)
        counts = [first, second, 2000 - first - second]
        known = lead_interval(counts, 0, 1)
        assert checked.interval.ci_low < known.ci_low < known.ci_high < checked.interval.ci_high
        assert (
            f"{abs(100 * value):.0f} points {'above' if value > 0 else 'below'}" in checked.sentence
        )


@in_one_test("claim", [
    "48% leads 44% by less than 8 points",
    "48% leads 44%, with a margin of 3 points",
    "48% leads 44% by 3 points and 45% by 3 points",
    "48% is twice 24% by 8 points",
    "48% leads 44% by 0 points",
    "63% is more than 60 points above 50%",
])  # fmt: skip
def test_points_that_are_no_lead_of_two_percents_are_refused(claim):
    with pytest.raises(ArgumentError):
        check_claim(claim, 800)
