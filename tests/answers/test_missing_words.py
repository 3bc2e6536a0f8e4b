"""Words for nothing in text columns."""

import pytest

from tests.conftest import in_one_test
from topline.answers import is_missing_word, missing_words


@pytest.mark.quick
@in_one_test(
    "word",
    ["", " ", ".", "-", "--", "NA", "na", "N/A", "n.a.", "NULL", "(null)", "<NA>", "NaN", "nan",
     r"\N", "#N/A", "#NULL!", "#DIV/0!", "#NV", "#VALUE!", ".a", "\ufeffNA", "NaT", "(blank)"],
)  # fmt: skip
def test_nothing_is_missing(word: str) -> None:
    assert is_missing_word(word)


@in_one_test(
    "word",
    ["None", "No", "Nothing", "Nil", "Missing", "0", "Don't know", "N", "Nan Goldin", "n", "no",
     "Null problemo", "Refused", ".5", "-1", "ninguno"],
)  # fmt: skip
def test_answers_are_not(word: str) -> None:
    assert not is_missing_word(word)


def test_na_among_countries_is_namibia() -> None:
    words = missing_words({"ZA": 3, "BW": 2, "DE": 1, "NA": 4, "": 5})
    assert words.counts == {"": 5}
    assert words.kept == {"NA": 4}
    assert "Namibia" in words.reason


@pytest.mark.parametrize("others", [("yes", "no"), ("NO", "SI"), ("M", "F"), ("AB", "CX", "ZQ")])
def test_na_among_answers_is_missing(others: tuple[str, ...]) -> None:
    words = missing_words({**dict.fromkeys(others, 5), "NA": 4})
    assert words.counts == {"NA": 4}
    assert words.kept == {}


def test_what_pivot_tables_and_wenjuanxing_write_is_missing():
    for text in ("(leer)", "(vide)", "(en blanco)", "(空)", "（跳过）", "(跳过)"):
        assert is_missing_word(text), text
    assert not is_missing_word("跳过")
