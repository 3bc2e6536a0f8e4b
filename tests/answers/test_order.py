"""The order of answers, from their words."""

import random

import pytest

from topline.answers import known_order, set_aside

AGREEMENT = (
    "Strongly disagree",
    "Disagree",
    "Neither agree nor disagree",
    "Agree",
    "Strongly agree",
)

IN_ORDER = [
    AGREEMENT,
    ("Disagree", "Somewhat agree", "Agree", "Strongly agree"),
    ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
    ("Never", "Rarely", "Sometimes", "Often", "Always"),
    ("Very poor", "Poor", "Fair", "Good", "Excellent"),
    ("Not at all", "A little", "Somewhat", "A lot"),
    ("Not at all important", "Somewhat important", "Very important"),
    ("No", "Maybe", "Yes"),
    ("Much worse", "Worse", "About the same", "Better", "Much better"),
    ("5-9", "10-19", "20-49", "50 or more"),
    ("Under 18", "18-24", "25–64", "65+"),
    ("Under $25,000", "$25,000 to $49,999", "$50,000 to $74,999", "$75,000 and over"),
    ("0", "< 5", "5k-10k", "10k-20k", "≥ 100k"),
    ("Less than 1 year", "1-2 years", "3-10", "More than 10"),
    ("Less than 30 minutes", "30 minutes to 1 hour", "1-2 hours", "More than 2 hours"),
    ("No children", "1 child", "2 children", "3 or more children"),
    ("unter 18", "18 bis 29", "65 und älter"),
    ("moins de 18 ans", "18 à 24 ans", "65 ans ou plus"),
    ("menos de 5", "5 a 10", "más de 10"),
    ("до 18", "18-24", "65 и старше"),
    ("18歳未満", "18〜29歳", "65歳以上"),
    ("1 (None at all)", "2", "3", "10"),
    ("1. North", "2. South", "10. East"),
    ("Wave 1", "Wave 2", "Wave 10"),
    ("1st", "2nd", "10th"),
    ("Jan 2024", "Feb 2024", "Mar 2024", "Aug 2024"),
    ("December 2023", "January 2024"),
    ("2023-12", "2024-01"),
    ("12/2023", "01/2024"),
    ("Monday", "Tuesday", "Sunday"),
    ("Q4 2023", "Q1 2024"),
    ("2022/23", "2023/24"),
]


@pytest.mark.quick
@pytest.mark.parametrize("answers", IN_ORDER, ids=lambda answers: answers[0])
def test_answers_come_in_their_order(answers: tuple[str, ...]) -> None:
    shuffled = list(answers)
    random.Random(1).shuffle(shuffled)
    for given in (shuffled, sorted(answers), answers[::-1]):
        order = known_order(given)
        assert order is not None
        assert order.answers == answers


def test_nonresponse_is_set_aside() -> None:
    order = known_order(sorted([*AGREEMENT, "Don't know", "Prefer not to say"]))
    assert order is not None
    assert order.answers == AGREEMENT
    assert order.set_aside == ("Don't know", "Prefer not to say")
    assert order.source == "agreement"


@pytest.mark.parametrize(
    "answers",
    [
        ("red", "green"),
        ("Male", "Female"),
        ("Agree", "Often"),
        (*AGREEMENT, "Other"),
        ("Always",),
        ("Don't know", "Refused"),
        ("Often", "Frequently", "Never"),
        ("1-5", "3-10"),
        ("01/02/2024", "03/01/2024"),
    ],
)
def test_no_order_is_guessed(answers: tuple[str, ...]) -> None:
    assert known_order(answers) is None


def test_a_place_of_the_scale_is_not_set_aside() -> None:
    assert set_aside(["Does not apply", "Applies somewhat", "Applies completely"]) == {}
    assert list(set_aside(["Yes", "No", "Does not apply"])) == ["Does not apply"]
