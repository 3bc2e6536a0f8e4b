"""Headings of lists of polls: groups beside answers, their samples, degrees, parties."""

import topline

from .files import text
from .test_published import cell, told

HEAD = "Start,End,Pollster,Sample Size,Pop,"
DAYS = [
    f"2019-03-{k:02d},2019-03-{k + 2:02d},House {'ABC'[k % 3]},{1000 + k},a" for k in range(1, 9)
]


def polls(heads: str, *rows: str):
    lines = [f"{day},{own}" for day, own in zip(DAYS, (rows * len(DAYS)), strict=False)]
    return topline.read_published(text("\n".join([HEAD + heads, *lines]) + "\n"))


def test_groups_have_their_own_samples():
    found = polls("Yes,No,Unsure,Rep Sample,Rep Yes,Rep No,Dem Yes", "40,55,5,230,7,87,81")
    one = cell(found.figures[:7], "Yes", "House B > Rep")
    assert (one["percent"], one["n"], one["fielded_start"]) == (7, 230, "2019-03-01")
    assert cell(found.figures[:7], "Yes", "House B")["n"] == 1001
    # nobody printed the sample of these
    assert found.figures[found.figures["group"].str.endswith("Dem")]["n"].isna().all()


def test_groups_stand_in_brackets_behind_an_answer():
    found = polls("Approve,Disapprove,Approve (Republican),Approve (Democrat)", "40,55,7,81")
    one = cell(found.figures[:4], "Approve", "House B > Democrat")
    assert (one["percent"], one["n_qualifier"]) == (81, "not_stated")


def test_degrees_are_answers_and_no_groups():
    found = polls("approve,disapprove,strongly_approve,somewhat_approve", "40,55,15,25")
    assert {*found.figures["answer"]} == {
        "approve",
        "disapprove",
        "strongly_approve",
        "somewhat_approve",
    }
    assert not found.figures["group"].str.contains(">").any()


def test_a_party_called_like_another_is_no_group_of_it():
    found = polls("Democrats,Sweden Democrats,Left,Others", "30,20,40,9")
    assert {*found.figures["answer"]} == {"Democrats", "Sweden Democrats", "Left", "Others"}
    assert not found.figures["group"].str.contains(">").any()


def test_one_mistyped_number_is_told_and_refuses_no_list_of_hundreds():
    rows = [
        f"2019-{k % 12 + 1:02d}-{k % 28 + 1:02d},,House {k},900,a,Q{k},{40 + k % 5},{55 - k % 5},5"
        for k in range(150)
    ]
    rows[77] = rows[77][:-1] + "35"
    found = topline.read_published(text("\n".join([f"{HEAD}Question,Yes,No,Unsure", *rows]) + "\n"))
    assert len(found.figures) == 450
    assert told(found, "check", "House 77 2019-06-22: the answers add up to 130 %")
    assert told(found, "note", "nearly never add up to more than 100")
    # two of a hundred and more are too many
    rows[78] = rows[78][:-1] + "35"
    found = topline.read_published(text("\n".join([f"{HEAD}Question,Yes,No,Unsure", *rows]) + "\n"))
    assert not len(found.figures)
    assert told(found, "refused", "nothing proves what the numbers of this list of polls are")
