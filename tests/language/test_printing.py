"""The language that results print in: words change, and nothing else does."""

import threading

import pytest

import topline
from topline import ArgumentError

pytestmark = pytest.mark.quick

SAID = {
    "en": "63% of 400 respondents: 57.7% to 68.1% (95% Wilson interval, rounding covered).",
    "de": "63\u00a0% von 400 Befragten: 57,7\u00a0% bis 68,1\u00a0% (95\u00a0%-Intervall nach "
    "Wilson, Rundung eingeschlossen).",
    "fr": "63\u00a0% de 400 répondants\u00a0: 57,7\u00a0% à 68,1\u00a0% (intervalle à 95\u00a0%, "
    "Wilson, arrondi compris).",
}
FOUND = topline.percent_interval("63%", 400, sample_type="probability")


@pytest.fixture(autouse=True)
def _english_again():
    yield
    topline.set_language()


@pytest.mark.parametrize("lang", SAID)
def test_every_way_to_name_a_language_says_the_same(lang):
    assert FOUND.to_text(lang=lang) == SAID[lang]
    with topline.in_language(lang):
        assert str(FOUND) == SAID[lang]
        assert SAID[lang] in FOUND._repr_html_()
    assert str(FOUND) == SAID["en"]
    topline.set_language(topline.Strings(lang))
    assert str(FOUND) == SAID[lang]
    assert FOUND.to_text(lang="en") == SAID["en"]


def test_a_block_goes_before_the_process_and_ends_with_it():
    topline.set_language("de")
    with topline.in_language("fr"):
        assert topline.printing_language().lang == "fr"
        with pytest.raises(ArgumentError), topline.in_language("en"):
            topline.percent_interval("63%", 0)
        assert str(FOUND) == SAID["fr"]
    assert topline.printing_language().lang == "de"
    topline.set_language(None)
    assert topline.printing_language().lang == "en"


def test_a_block_is_of_its_thread_alone():
    said = []
    with topline.in_language("de"):
        other = threading.Thread(target=lambda: said.append(str(FOUND)))
        other.start()
        other.join()
    assert said == [SAID["en"]]


def test_an_unknown_language_changes_nothing():
    for ask in (topline.set_language, said_in, topline.printing_language):
        with pytest.raises(ArgumentError, match="lang is 'xx'"):
            ask("xx")
    with pytest.raises(ArgumentError, match="lang is 'xx'"), topline.in_language("xx"):
        pass
    assert str(FOUND) == SAID["en"]


def said_in(lang):
    return FOUND.to_text(lang=lang)
