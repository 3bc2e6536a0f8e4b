"""Claims as people write them: signs and words, and what is refused."""

import re

import pytest

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
    "88% is nearly 9 out of 10": ReadClaim(("88%",), (), "same", 0.9, "9 out of 10"),
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
}


@pytest.mark.parametrize("claim", MEANT)
def test_a_claim_is_read(claim):
    assert read_claim(claim) == MEANT[claim]
    assert read_claim(f"  {claim} ") == MEANT[claim]


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        (63, "claim is 63; expected a comparison such as"),
        ("", "claim is ''; expected a comparison"),
        ("48%", "expected a comparison such as"),
        ("48% 44%", "expected a comparison such as"),
        ("63% > 50% > 40%", "expected a comparison such as"),
        ("> 50%", "expected a comparison such as"),
        ("48% is a plurality", "expected a comparison such as"),
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
