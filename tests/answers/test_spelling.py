"""Spellings of one answer."""

import pytest

from tests.conftest import in_one_test
from topline.answers import likely_typos, one_spelling


@pytest.mark.quick
def test_the_most_frequent_spelling_is_kept() -> None:
    counts = {"yes": 3, "Yes": 9, "YES": 1, " Yes ": 2, "\ufeffYes": 1, "No": 5, "no": 1}
    kept = one_spelling(counts)
    assert kept == {"yes": "Yes", "YES": "Yes", " Yes ": "Yes", "\ufeffYes": "Yes", "no": "No"}


@in_one_test(
    "texts",
    [("Don't know", "Don’t know"), ("18-24", "18–24"), ("18 - 24", "18-24"), ("café", "cafe\u0301"),
     ("very  good", "very good"), ("very\u00a0good", "very good"), ("Ｙｅｓ", "Yes"),
     ("Evet", "EVET"), ("İyi", "iyi")],
)  # fmt: skip
def test_spellings_of_one_answer(texts: tuple[str, str]) -> None:
    assert one_spelling({texts[0]: 2, texts[1]: 5}) == {texts[0]: texts[1]}


@pytest.mark.parametrize("texts", [("a", "A"), ("us", "US"), ("M", "m"), ("si", "sí")])
def test_answers_that_stay_apart(texts: tuple[str, str]) -> None:
    assert one_spelling({texts[0]: 2, texts[1]: 5}) == {}


def test_the_kept_spelling_has_no_spaces_around_it() -> None:
    assert one_spelling({"Yes ": 5, "Yes": 1}) == {"Yes ": "Yes"}


def test_joiners_shape_letters_and_tell_no_answers_apart() -> None:
    joined, apart = "به\u200cندرت", "بهندرت"
    assert one_spelling({joined: 5, apart: 2}) == {apart: joined}
    assert one_spelling({joined: 5}) == {}
    assert one_spelling({"Yes\u200d": 5, "Yes": 2}) == {"Yes\u200d": "Yes"}


@in_one_test(
    ("counts", "typos"),
    [
        ({"Yes": 90, "No": 80, "Yess": 1}, {"Yess": "Yes"}),
        ({"Maybe": 90, "No": 80, "Mabye": 1, "Maybee": 1}, {"Mabye": "Maybe", "Maybee": "Maybe"}),
        ({"Très bien": 60, "Bien": 60, "Tres bien": 1}, {"Tres bien": "Très bien"}),
        ({"Да": 90, "Иногда": 80, "Инагда": 1}, {"Инагда": "Иногда"}),
        # as usual as others, another word, another number, a word of its own
        ({"Yes": 90, "No": 80, "Yess": 9}, {}),
        ({"Yes": 90, "No": 80, "Yet": 1}, {}),
        ({"Wave 1": 90, "Wave 2": 1}, {}),
        ({"Good": 90, "Bad": 90, "Fair": 1}, {}),
        ({"male": 90, "female": 1}, {}),
    ],
)
def test_typos_are_one_letter_away_from_a_usual_answer(counts, typos) -> None:
    assert likely_typos(counts) == typos
