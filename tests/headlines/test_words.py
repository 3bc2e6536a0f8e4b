"""Sentences of bounded length: labels are cut at a word, numbers never."""

import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import ENGLISH, Survey, propose_headline
from topline.headlines.words import Sentence, cut, either, from_left
from topline.shown import unquoted

pytestmark = pytest.mark.quick


@in_one_test(
    ("label", "most", "found"),
    [
        ("short", 10, "short"),
        ("a label of many words", 12, "a label of…"),
        ("cities of 1 000 000 people", 16, "cities of…"),
        ("towns of 100,000 or more", 14, "towns of…"),
        ("1234567890", 5, "1234567890"),
        ("非常重要的事情和别的", 6, "非常重要的…"),
        ("x12345", 4, "x…"),
    ],
)
def test_labels_are_cut_at_a_word_and_never_in_a_number(label, most, found):
    assert cut(label, most) == found


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["agree"], "agree"),
        (["very important", "extremely important"], "very or extremely important"),
        (["Agree", "Strongly agree"], "Agree or Strongly agree"),
        (["a b", "a b"], "a or a b"),
        (["5", "6", "7"], "5, 6 or 7"),
    ],
)
def test_answers_of_a_net_are_named_with_what_they_share_once(names, found):
    assert either(ENGLISH, names) == found


def test_all_labels_give_room_and_numbers_stay():
    words = {"one": "a first label of many words", "two": "a second label of many words"}
    sentence = Sentence("“{one}” ({x}) and “{two}” ({y})", words, {"x": "50.2%", "y": "1 000"})
    said = sentence.said(ENGLISH, 60)
    assert said == "“a first label of…” (50.2%) and “a second label of…” (1 000)"


def test_labels_are_not_cut_until_they_look_alike():
    labels = {"one": "Block Group 2, Census Tract 2", "two": "Block Group 3, Census Tract 2"}
    said = Sentence("“{one}” and “{two}”", labels).said(ENGLISH, 20)
    assert said == "“Block Group 2…” and “Block Group 3…”"


@in_one_test(
    ("sentence", "expected"),
    [
        ("“לא” (52%) and “כן” (48%) differ", "\u200e“לא”\u200e (52%) and “כן”\u200e (48%) differ"),
        (
            "Die meisten sagen „أوافق بشدة“: 54 %",
            "\u200eDie meisten sagen „أوافق بشدة“\u200e: 54 %",
        ),
        ("« כן! » l’emporte", "\u200e« כן! »\u200e l’emporte"),
        ("“האם אתה מסכים?”: 52%", "\u200e“האם אתה מסכים?”\u200e: 52%"),
        # nothing to mend: no such words, or a wording by itself, which begins on the right
        ("“no” (52%) and “yes” (48%)", "“no” (52%) and “yes” (48%)"),
        ("האם אתה מסכים?", "האם אתה מסכים?"),
    ],
)
def test_what_words_from_the_right_stand_before_stays_behind_them(sentence, expected):
    assert from_left(sentence) == expected
    assert from_left(expected) == expected


@pytest.mark.parametrize(
    ("wording", "bare"),
    [
        ('"Do you approve?"', "Do you approve?"),
        ("“Do you\napprove?”", "Do you approve?"),
        ('"A" or "B"', '"A" or "B"'),
        ("„Sind Sie dafür?“", "Sind Sie dafür?"),
        ('"', '"'),
        ("", ""),
    ],
)
def test_a_wording_in_quotes_gets_no_second_pair(wording, bare):
    assert unquoted(wording) == bare
    data = pd.DataFrame({"q": ["yes"] * 70 + ["no"] * 30})
    said = propose_headline(Survey(data).proportion("q"), question=wording).say
    assert said.startswith(f"“{bare}”: " if bare else "70%")
