"""Claims as people write them: signs and words, and what is refused."""

import re

import pytest

from tests.conftest import in_one_test
from topline import ArgumentError
from topline.figures.claims.read import ReadClaim, read_claim

pytestmark = pytest.mark.quick

MEANT = {
    "63% > 50%": ReadClaim(("63%",), ("50%",)),
    "63 percent >= 50": ReadClaim(("63 percent",), ("50",)),
    "12% < 20%": ReadClaim(("12%",), ("20%",), "less"),
    "48,5% ≤ 50": ReadClaim(("48,5%",), ("50",), "less"),
    "48% is at most 50%": ReadClaim(("48%",), ("50%",), "less"),
    "about 75% > 50%": ReadClaim(("about 75%",), ("50%",)),
    "48% = 47%": ReadClaim(("48%",), ("47%",), "same"),
    "48% do not differ from 47%": ReadClaim(("48%",), ("47%",), "same"),
    "no difference between 48% and 47%": ReadClaim(("48%",), ("47%",), "same"),
    "52% is a majority": ReadClaim(("52%",), value=0.5),
    "A clear majority: 52%": ReadClaim(("52%",), value=0.5),
    "31% strongly + 21% somewhat agree, a majority": ReadClaim(("31%", "21%"), value=0.5),
    "12% is a minority": ReadClaim(("12%",), (), "less", 0.5),
    "33% is a third": ReadClaim(("33%",), (), "same", 1 / 3, "a third"),
    "a third send one (33%)": ReadClaim(("33%",), (), "same", 1 / 3, "a third"),
    "more than a third: 36%": ReadClaim(("36%",), (), "more", 1 / 3, "a third"),
    "36% > a third": ReadClaim(("36%",), (), "more", 1 / 3, "a third"),
    "fewer than one in five: 16%": ReadClaim(("16%",), (), "less", 1 / 5, "one in five"),
    "88% is nearly 9 out of 10": ReadClaim(("88%",), (), "same", 0.9, "9 out of 10", near="nearly"),
    "66% is two-thirds": ReadClaim(("66%",), (), "same", 2 / 3, "two-thirds"),
    "48% is twice 24%": ReadClaim(("48%",), ("24%",), "same", factor=2),
    "24% is half as many as 48%": ReadClaim(("24%",), ("48%",), "same", factor=0.5),
    "48% > 2x 22%": ReadClaim(("48%",), ("22%",), "more", factor=2),
    "48% is more than 1.5 times 22%": ReadClaim(("48%",), ("22%",), "more", factor=1.5),
    "48% and 16%: three times as many": ReadClaim(("48%",), ("16%",), "same", factor=3),
    "Smith 48% leads Jones 44%": ReadClaim(("48%",), ("44%",), reading="answer"),
    "44% is behind 48%": ReadClaim(("44%",), ("48%",), "less", reading="answer"),
    "48% more than 44% in March": ReadClaim(
        ("48%",), ("44%",), reading="sample", elsewhere="in March"
    ),
    "48% in 2024 > 44% in 2019": ReadClaim(
        ("48%",), ("44%",), reading="sample", elsewhere="in 2019"
    ),
    "48% > 44% last year": ReadClaim(("48%",), ("44%",), reading="sample", elsewhere="last year"),
    "48% of men > 44% of women": ReadClaim(
        ("48%",), ("44%",), reading="sample", elsewhere="of women"
    ),
    "48% is down from 51%": ReadClaim(
        ("48%",), ("51%",), "less", reading="sample", elsewhere="down from"
    ),
    "a majority of women: 60%": ReadClaim(("60%",), value=0.5, group="women"),
    "60% of women is a majority": ReadClaim(("60%",), value=0.5, group="women"),
    "53% is a slim majority": ReadClaim(("53%",), value=0.5, unjudged="slim"),
    "47% falls short of a majority": ReadClaim(("47%",), (), "less", 0.5),
    "fewer than a majority: 47%": ReadClaim(("47%",), (), "less", 0.5),
    "more than a minority: 53%": ReadClaim(("53%",), (), "more", 0.5),
    "48% is nearly a majority": ReadClaim(("48%",), (), "same", 0.5, "half", near="nearly"),
    "70% is a two-thirds majority": ReadClaim(("70%",), (), "more", 2 / 3, "two thirds"),
    "48% is nearly half": ReadClaim(("48%",), (), "same", 0.5, "half", near="nearly"),
    "almost two thirds: 64%": ReadClaim(("64%",), (), "same", 2 / 3, "two thirds", near="almost"),
    "half or so: 51%": ReadClaim(("51%",), (), "same", 0.5, "half", near="or so"),
    "a third, give or take: 35%": ReadClaim(
        ("35%",), (), "same", 1 / 3, "a third", near="give or take"
    ),
    "every third: 33%": ReadClaim(("33%",), (), "same", 1 / 3, "a third"),
    "a good two thirds: 68%": ReadClaim(("68%",), (), "more", 2 / 3, "two thirds", unjudged="good"),
    "a good one in three: 35%": ReadClaim(
        ("35%",), (), "more", 1 / 3, "one in three", unjudged="good"
    ),
    "more than about half: 53%": ReadClaim(("53%",), (), "more", 0.5, "half", near="about"),
    "48% is at least about twice 20%": ReadClaim(
        ("48%",), ("20%",), "more", factor=2, near="about"
    ),
    # whose percent is named last is what the other is compared with
    "nearly as many as 60%: 48%": ReadClaim(("48%",), ("60%",), "same", near="nearly"),
    "at least as many as 30%: 48%": ReadClaim(("48%",), ("30%",), "more"),
    # from above, too, which almost as many is not
    "52% is nearly the same as 40%": ReadClaim(
        ("52%",), ("40%",), "same", near="nearly the same as"
    ),
    "a good third: 36%": ReadClaim(("36%",), (), "more", 1 / 3, "a third", unjudged="good"),
    "at the very least a third: 36%": ReadClaim(("36%",), (), "more", 1 / 3, "a third"),
    "at the most a quarter: 20%": ReadClaim(("20%",), (), "less", 1 / 4, "a quarter"),
    "a maximum of a third: 30%": ReadClaim(("30%",), (), "less", 1 / 3, "a third"),
    "48% is nearly twice 25%": ReadClaim(("48%",), ("25%",), "same", factor=2, near="nearly"),
    "48% is at least as many as 47%": ReadClaim(("48%",), ("47%",), "more"),
    "48% is almost as many as 52%": ReadClaim(("48%",), ("52%",), "same", near="almost"),
    "as many agree as disagree: 48% and 47%": ReadClaim(("48%",), ("47%",), "same"),
    "48% is similar to 47%": ReadClaim(("48%",), ("47%",), "same", near="similar to"),
    "evenly split: 48% and 47%": ReadClaim(("48%",), ("47%",), "same"),
    "just over half: 52%": ReadClaim(("52%",), (), "more", 0.5, "half", unjudged="just"),
    "better than half: 53%": ReadClaim(("53%",), (), "more", 0.5, "half"),
    "48% is not quite half": ReadClaim(("48%",), (), "less", 0.5, "half"),
    "no more than half: 48%": ReadClaim(("48%",), (), "less", 0.5, "half"),
    "up to a third: 30%": ReadClaim(("30%",), (), "less", 1 / 3, "a third"),
    "35% is a third or more": ReadClaim(("35%",), (), "more", 1 / 3, "a third"),
    "66% is 2/3": ReadClaim(("66%",), (), "same", 2 / 3, "2/3"),
    "25% is one-in-four": ReadClaim(("25%",), (), "same", 1 / 4, "one-in-four"),
    "one woman in three: 33%": ReadClaim(("33%",), (), "same", 1 / 3, "one woman in three"),
    "1 in 100: 1%": ReadClaim(("1%",), (), "same", 1 / 100, "1 in 100"),
    "48% is a plurality over 44%": ReadClaim(
        ("48%",), ("44%",), reading="answer", first_of_all=True
    ),
    "The most popular answer: 40%, before 35% and 25%": ReadClaim(
        ("40%",), ("35%",), reading="answer", first_of_all=True
    ),
    "three times as many as 16%: 48%": ReadClaim(("48%",), ("16%",), "same", factor=3),
    "24% is a third of 72%": ReadClaim(("24%",), ("72%",), "same", factor=1 / 3),
    "48% beats 44% narrowly": ReadClaim(("48%",), ("44%",), reading="answer", unjudged="narrowly"),
    "neck and neck: 48% and 47%": ReadClaim(("48%",), ("47%",), "same"),
}


@in_one_test("claim", MEANT)
def test_a_claim_is_read(claim):
    assert read_claim(claim) == MEANT[claim]
    assert read_claim(f"  {claim} ") == MEANT[claim]


@in_one_test(
    ("claim", "message"),
    [
        (63, "claim is 63; expected a comparison such as"),
        ("", "claim is ''; expected a comparison"),
        ("48%", "expected a comparison such as"),
        ("48% 44%", "expected a comparison such as"),
        ("63% > 50% > 40%", "expected a comparison such as"),
        ("> 50%", "expected a comparison such as"),
        ("48% is a plurality", "expected a comparison such as"),
        ("44% oppose it, 48% a plurality", "of one answer before every other"),
        ("40% is the most popular answer", "of one answer before every other"),
        ("51% is hardly a majority", "with 'hardly' in it, which can be read in two ways"),
        ("48% fails to reach a majority", "with 'fails' in it, which can be read in two ways"),
        ("at best a third: 30%", "with 'at best' in it, which can be read in two ways"),
        # all but a third are two thirds, and all but unanimous is nearly so
        ("66%: all but a third", "with 'all but' in it"),
        ("48% is nowhere near as many as 60%", "with 'nowhere near' in it"),
        ("36%, as many as a third", "with 'as many as' in it, which can be read in two ways"),
        ("48% is not as many as 52%", "with a no in it, which can be read in two ways"),
        ("fast zwei Drittel: 66%", "expected a comparison such as"),
        ("a majority was missed: 48%", "with 'missed' in it, which can be read in two ways"),
        ("70% is a supermajority", "of a share that differs from place to place"),
        ("48% is three times more than 16%", "which can be read in two ways"),
        ("twice as many as in March, 40% vs 20%", "either percent may be the one named last"),
        ("48% is half again as many as 32%", "expected a comparison such as"),
        ("more than half (52%) say yes, 40% no", "expected a comparison such as"),
        ("one in three (33%), up from 25%", "which says two things, one of them 'one in three'"),
        ("48% of women, half of men", "of two groups"),
        ("0.5% is half a percent", "expected a comparison such as"),
        ("48% of over-60s, 44% of all", "expected a comparison such as"),
        ("48% of women over 60, 44% of men", "expected a comparison such as"),
        ("26% is not a majority", "with a no in it, which can be read in two ways"),
        ("48% 31% > 50%", "with 2 percents where one is expected; write a net with +"),
        ("x" * 1000 + " > 50%", "expected a comparison such as"),
        ("48% more than last month", "which names one percent"),
        ("5 thirds: 48%", "expected a comparison such as"),
    ],
)
def test_what_cannot_be_read_is_refused(claim, message):
    with pytest.raises(ArgumentError, match=re.escape(message)):
        read_claim(claim)


def test_a_long_claim_is_read_in_the_time_of_its_length():
    for text in ("48% " * 60, "a " * 140, "more than " * 29, "1" * 300, "one in " * 40):
        with pytest.raises(ArgumentError):
            read_claim(text)
