"""Claims in words about a table: which cells they are of, and which are refused."""

import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, check_claim, check_figures_claim

SHARES = {
    "Total": (49, 46, 1000),
    "Sex > Women": (55, 40, 520),
    "Sex > Men": (43, 52, 480),
    "Age > 18-34": (61, 33, 300),
    "Age > 55+": (41, 55, 350),
    "Party > Democrat": (85, 12, 400),
}
ANSWERS = ("Approve", "Disapprove", "Don't know")


def table(question="Q3. Do you approve of the mayor?", shares=SHARES):
    rows = [
        {
            "question": question,
            "question_id": question[:2],
            "answer": answer,
            "group": group,
            "group_dimension": group.partition(" > ")[0] if ">" in group else None,
            "percent": f"{percent}%",
            "n": n,
            "where": f"{question[:2]}!{at}",
            "table": question[:2],
        }
        for at, (group, (yes, no, n)) in enumerate(shares.items())
        for answer, percent in zip(ANSWERS, (yes, no, max(100 - yes - no, 0)), strict=True)
    ]
    return pd.DataFrame(rows)


TABLE = table()

UNDERSTOOD = {
    "more women than men approve": ("55% > 43%", "supported"),
    "More women than men approve of the mayor.": ("55% > 43%", "supported"),
    "fewer men than women approve": ("43% < 55%", "supported"),
    "women are more likely than men to approve": ("55% > 43%", "supported"),
    "men are less likely to approve than women": ("43% < 55%", "supported"),
    "approval is higher among women than among men": ("55% > 43%", "supported"),
    "compared with men, more women approve": ("55% > 43%", "supported"),
    "more than men, women approve": ("55% > 43%", "supported"),
    "more approve than disapprove": ("49% > 46%", "not settled"),
    "among women, more approve than disapprove": ("55% > 40%", "supported"),
    "approval leads disapproval among women": ("55% > 40%", "supported"),
    "a majority of women approve": ("55% is a majority", "supported"),
    "more than half of women approve": ("55% is more than half", "supported"),
    "a third of men approve": ("43% is a third", "contradicted"),
    "more than 40% of men approve": ("43% > 40%", "not settled"),
    "52% of women approve": ("55% = 52%", "compatible"),
    "50% or more of women approve": ("55% > 50%", "supported"),
    "40% or fewer of men approve": ("43% < 40%", "not settled"),
    "50%+ of women approve": ("55% > 50%", "supported"),
    "about 60% of women approve": ("55% is about the same as 60%", "not settled"),
    "a majority of women (55%) approve": ("55% is a majority", "supported"),
    "twice as many 18-34 as 55+ approve": ("61% is twice as many as 41%", "contradicted"),
    "as many women as men approve": ("55% is the same as 43%", "contradicted"),
    "more than twice as many 18-34 as 55+ approve": (
        "61% is more than twice as many as 41%",
        "contradicted",
    ),
    "fewer than half as many 55+ as 18-34 approve": (
        "41% is fewer than half as many as 61%",
        "contradicted",
    ),
    "more than twice as likely to approve as men are women": (
        "55% is more than twice as likely as 43%",
        "contradicted",
    ),
    "women (55%) approve more than men (43%)": ("55% > 43%", "supported"),
    "more men than women don't know": ("5% > 5%", "not settled"),
    "women approve most": ("55% > 43%", "supported"),
    "men are the least likely to approve": ("43% < 55%", "supported"),
    "the youngest are the most likely to approve": ("61% > 41%", "supported"),
    "the oldest are the most likely to approve": ("41% > 61%", "contradicted"),
    "approval is lowest among the oldest": ("41% < 61%", "supported"),
    "more women than any other group approve": ("55% > 43%", "supported"),
    "approve is the most common answer": ("49% > 46%, 5%", "not settled"),
    "a plurality of women approve": ("55% > 40%, 5%", "supported"),
    "don't know is the least common answer": ("5% < 49%, 46%", "supported"),
    "among women, more approve than anything else": ("55% > 40%, 5%", "supported"),
    "women lead men in approval by 12 points": ("55% > 43% by 12 points", "compatible"),
    "more women than men approve, by more than 2 points": (
        "55% > 43% by more than 2 points",
        "supported",
    ),
    "fewer men than women approve, by 40 points": ("43% < 55% by 40 points", "contradicted"),
    "approval is at least 5 points higher among women than men": (
        "55% > 43% by at least 5 points",
        "supported",
    ),
}
REFUSED = {
    "more Catholics than men approve": "'Catholics' is in it, which the table does not hold; ",
    "more women than men strongly approve": "'strongly' is in it",
    "hardly more women than men approve": "'hardly' is in it",
    "women approve": "compares with nothing",
    "women are the most likely": "it names no answer",
    "approval is highest among women and men": "of one before all others; expected one group",
    "women (58%) are the most likely to approve": "names '58%' besides",
    "women are hardly the most likely to approve": "'hardly' is in it",
    "women approve by 8 points": "compares with nothing",
    "twice as many women as men approve, by 8 points": "says two things, one of them 'by 8 points'",
    "more women than men approve by less than 8 points": "of a number of points; write by how many",
    "more men and women approve": "compares in no way known",
    "more women than Democrats approve": "different headings",
    "more women approve than men disapprove": "names Approve, Disapprove, Women, Men",
    "more women than men": "and it names no answer; expected",
    "women are not more likely than men to approve": "'not' is in it",
    "three times more women than men approve": "three times more is four times as many, too",
    "two thirds more women than men approve": "names 'two thirds' besides",
    "more than 20% more women than men approve": "names '20%' besides",
    "women (58%) approve more than men (43%)": "names '58%' besides",
    "between 50% and 60% of women approve": "names several numbers; claim one after the other",
    "between a third and a half of men approve": "names several numbers",
    "a majority (60%) of women approve": "names several numbers",
    "as many as 60% of women approve": "with 'as many as' in it, which can be read in two ways",
    "more than one in three women than men approve": "names 'more than one in three' besides",
}


@in_one_test("claim", UNDERSTOOD)
def test_a_claim_finds_its_cells(claim):
    found = check_figures_claim(claim, TABLE)
    assert (found.read_as, found.check.verdict) == UNDERSTOOD[claim]


@in_one_test("claim", REFUSED)
def test_what_is_not_understood_is_never_judged(claim):
    with pytest.raises(ArgumentError, match=REFUSED[claim]):
        check_figures_claim(claim, TABLE)


def test_cells_are_told_with_their_places():
    found = check_figures_claim("more women than men approve", TABLE)
    assert found.cells["where"].tolist() == ["Q3!1", "Q3!2"]
    assert "Cell: Approve, Sex > Women: 55% of 520 (Q3!1)" in str(found)


def test_words_of_an_answer_are_no_comparison():
    own = table().replace({"Approve": "All of the time", "Disapprove": "About half the time"})
    found = check_figures_claim("more women than men about half the time", own)
    assert found.cells["answer"].tolist() == ["About half the time"] * 2


def test_of_several_questions_one_is_named():
    both = pd.concat([TABLE, table("Q4. Do you approve of the council?")], ignore_index=True)
    with pytest.raises(ArgumentError, match="of several questions; name one of: Q3"):
        check_figures_claim("more women than men approve", both)
    found = check_figures_claim("more women than men approve", both, question="Q4")
    assert found.question == "Q4. Do you approve of the council?"
    assert (
        check_figures_claim("more women than men approve of the council", both).question[:2] == "Q4"
    )


def test_several_answers_and_cells_without_a_base_are_not_judged():
    several = table(shares={"Total": (60, 55, 1000)})
    with pytest.raises(ArgumentError, match="do not add up to 100%"):
        check_figures_claim("more approve than disapprove", several)
    with pytest.raises(ArgumentError, match="no unweighted base"):
        check_figures_claim("a majority of women approve", TABLE.assign(n=None))


def test_nets_that_share_no_answer_lead_each_other():
    parts = {"Approve": "Strongly approve|Rather approve", "Disapprove": None}
    strongly, rather = (
        TABLE[TABLE["answer"] == "Approve"].assign(answer=name, percent=percent)
        for name, percent in (("Strongly approve", "20%"), ("Rather approve", "29%"))
    )
    own = pd.concat([TABLE.assign(net_of=TABLE["answer"].map(parts)), strongly, rather])
    own = own[own["group"] == "Total"]
    found = check_figures_claim("more approve than disapprove", own)
    assert (found.read_as, found.check.verdict) == ("49% > 46%", "not settled")
    with pytest.raises(ArgumentError, match="one is a net of others"):
        check_figures_claim("fewer strongly approve than approve", own)


def test_a_design_effect_widens_the_judgement():
    wide = check_figures_claim("more women than men approve", TABLE.assign(deff=4.0))
    assert wide.check.verdict == "not settled"


AGES = {
    "Total": (50, 45, 1000),
    "Age > Under 35": (52, 33, 300),
    "Age > 35 to 54": (50, 45, 330),
    "Age > 55 and over": (43, 55, 370),
}


@in_one_test("claim", [
    ("the youngest are the most likely to approve", 0, ">"),
    ("approval is lowest among the oldest", 2, "<"),
    ("the oldest are the most likely to approve", 2, ">"),
    ("35 to 54 approve least", 1, "<"),
])  # fmt: skip
def test_first_of_all_is_more_than_each_and_last_is_shown_by_one(claim):
    words, at, sign = claim
    for spread in (0, 8, 14):
        shares = {
            name: (yes + (spread if k == 1 else -spread if k == 3 else 0), no - 20, n)
            for k, (name, (yes, no, n)) in enumerate(AGES.items())
        }
        found = check_figures_claim(words, table(shares=shares))
        held = [shares[name] for name in list(AGES)[1:]]
        first = held[at]

        def verdicts(level, first=first, held=held):
            return [
                check_claim(
                    f"{first[0]}% {sign} {one[0]}%",
                    first[2],
                    other_n=one[2],
                    confidence_level=level,
                ).verdict
                for one in held
                if one is not first
            ]

        if "contradicted" in verdicts(0.975):
            expected = "contradicted"
        else:
            expected = "supported" if set(verdicts(0.95)) == {"supported"} else "not settled"
        assert found.check.verdict == expected
        assert len(found.cells) == 3


def test_a_group_without_a_percent_may_be_before_the_first():
    rows = table(shares=AGES | {"Total": (50, 45, 1030), "Age > Not stated": (20, 10, 30)})
    gone = (rows["group"] == "Age > Not stated") & (rows["answer"] == "Approve")
    rows.loc[gone, "percent"] = None
    rows["percent_qualifier"] = ["suppressed" if one else "exact" for one in gone]
    wide = rows.assign(n=rows["n"] * 100)
    with pytest.raises(ArgumentError, match="no percent or no unweighted base for Approve"):
        check_figures_claim("the youngest are the most likely to approve", wide)
    found = check_figures_claim("the oldest are the most likely to approve", wide)
    assert found.check.verdict == "contradicted"


def test_the_youngest_need_one_heading_of_ages():
    with pytest.raises(ArgumentError, match="0 headings of the table part people by age"):
        check_figures_claim(
            "the youngest are the most likely to approve",
            table(shares={"Total": (50, 45, 1000), "Sex > Women": (55, 40, 520)}),
        )
