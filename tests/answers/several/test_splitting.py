"""Several answers in one cell."""

from itertools import combinations

import pytest

from tests.conftest import in_one_test
from topline.answers.several import parts_of, split_answers

LISTS = [["Car"], ["Bike"], ["Bus"], ["Car", "Bike"], ["Bike", "Bus"], ["Car", "Bus"]]


@pytest.mark.quick
@in_one_test("separator", [";", "; ", "|", "\n", ",", ", ", "、", "；"])
def test_the_separator_is_found(separator):
    counts = {separator.join(parts): 4 for parts in LISTS}
    found = split_answers(counts)
    assert found.separator == (separator.strip() or separator)
    assert found.options == ("Car", "Bike", "Bus")


def test_blanks_part_codes_that_also_stand_alone():
    found = split_answers({" ".join(parts).lower(): 3 for parts in LISTS})
    assert (found.separator, found.options) == (" ", ("car", "bike", "bus"))
    assert found.words == "answers parted by blanks"
    assert split_answers({"very good": 9, "good": 4, "very bad": 5, "bad": 7}) is None


def test_codes_stand_in_their_order():
    assert split_answers({"2,10": 3, "10": 4, "1,2": 5, "2": 1, "1,10": 2}).options == (
        "1",
        "2",
        "10",
    )


def test_answers_stand_in_the_order_of_choosing_where_each_also_stands_alone():
    orders = [["Pension"], ["Training, courses"], ["Remote"], ["Pension", "Remote"]]
    orders += [["Remote", "Pension"], ["Training, courses", "Remote"]]
    orders += [["Remote", "Training, courses"], ["Training, courses", "Pension", "Remote"]]
    found = split_answers({", ".join(parts): 5 for parts in orders})
    assert set(found.options) == {"Pension", "Remote", "Training, courses"}
    assert found.words == "answers parted by ','; 'Training, courses' is one answer"
    # one that never stands alone, in any order, may be a part of an answer
    assert split_answers({"a": 5, "b": 5, "a, b": 5, "b, a": 5, "a, c": 5, "c, b": 5}) is None


def test_a_comma_within_an_answer_is_no_separator():
    long = "Machine learning, including AI"
    counts = {"Modeling": 9, f"Modeling, {long}": 5, long: 4, "Maps": 3, f"Maps, {long}": 2}
    found = split_answers(counts)
    assert set(found.options) == {"Modeling", "Maps", long}
    assert found.joined == (long,)
    assert parts_of(f"Maps, {long}", ",", found.options) == ["Maps", long]


def test_a_question_for_several_answers_needs_none_that_stand_alone():
    counts = {"Web": 9, "Web, Radio": 5, "Web, TV": 4, "Web, Radio, TV": 3, "Web, Print": 2}
    assert split_answers(counts) is None
    assert {*split_answers(counts, sure=True).options} == {"Web", "Radio", "TV", "Print"}
    towns = {"Paris, France": 9, "Lyon, France": 9, "Rome, Italy": 9, "Milan, Italy": 9}
    assert split_answers(towns) is None


def test_what_stands_in_brackets_is_whole():
    bus = "Public transport (bus, tram)"
    found = split_answers({"Car": 5, f"Car, {bus}": 4, bus: 3, "Bike": 2, f"Bike, {bus}": 2})
    assert set(found.options) == {"Car", "Bike", bus}


@in_one_test(
    "counts",
    [
        {"Paris, France": 9, "Lyon, France": 9, "Rome, Italy": 9, "Milan, Italy": 9},
        {"$0 to $9,999": 9, "$75,000 to $99,999": 9, "$100,000 or more": 9},
        {"Smith, John": 1, "Doe, Jane": 1, "Roe, Jim": 1, "Poe, Al": 1},
        {"I like it, and it is cheap": 1, "too slow; too dear": 1, "no idea, really": 1, "far": 1},
        {"Strongly agree": 9, "Agree": 9, "Neither agree nor disagree": 9, "Disagree": 9},
        {"High school": 5, "Some college": 5, "Graduate degree": 9},
        {"Yes": 5, "No": 6},
        {},
    ],
)
def test_one_answer_a_cell_stays_one(counts):
    assert split_answers(counts) is None


def test_a_given_separator_needs_no_evidence():
    found = split_answers({"Car;Bike": 1, "Bike": 1, "Car": 1, "Train": 1}, ";")
    assert set(found.options) == {"Car", "Bike", "Train"}
    assert split_answers({"Car": 3, "NA": 2, "": 1}, ";").options == ("Car",)


def test_what_single_respondents_wrote_is_one_option():
    counts = {";".join(parts): 10 for parts in LISTS}
    counts |= {f"Car;my own word {number}": 1 for number in range(5)}
    found = split_answers(counts)
    assert (found.options, found.others) == (("Car", "Bike", "Bus"), 5)


@pytest.mark.parametrize("skip", ["跳过", "None of these", "[No answer]"])
def test_who_skips_a_question_or_chooses_none_chooses_nothing_else(skip):
    counts = {"A": 32, "A;B": 16, "A;B;C": 4, "A;C": 8, "B": 16, "B;C": 4, "C": 8, skip: 64}
    found = split_answers(counts)
    assert found is not None
    assert sorted(found.options) == sorted(["A", "B", "C", skip])
    assert split_answers({**counts, "Another one": 64} | {skip: 1}) is None


@pytest.mark.parametrize("sign", [";#", "||", "::", "#", "~", "^"])
def test_rare_separators_part_answers_that_stand_alone_too(sign: str) -> None:
    options = ["Car", "Bike", "On foot"]
    cells = [sign.join(own) for size in (1, 2, 3) for own in combinations(options, size)]
    found = split_answers(dict.fromkeys(cells, 4))
    assert found is not None
    assert (found.separator, list(found.options)) == (sign, options)


@pytest.mark.parametrize("sign", ["~", "#", "^", "::"])
def test_rare_separators_within_answers_part_nothing(sign: str) -> None:
    assert split_answers({f"20{sign}29": 9, f"30{sign}39": 9, f"40{sign}49": 9}) is None
    assert split_answers({f"A{sign}x": 9, f"A{sign}y": 9, f"B{sign}x": 9}) is None
