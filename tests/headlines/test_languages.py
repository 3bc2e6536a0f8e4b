"""Headlines in another language: every sentence has its German, with the same places."""

import re

import pandas as pd
import pytest

from topline import GERMAN, Survey, estimate_figures, load_recruiters, propose_headline

from .surveys import survey_of, tables_of

PLACE = re.compile(r"\{\w+\}")


class Recorded:
    """English that remembers what it was asked to say."""

    def __init__(self):
        self.said = set()

    def __call__(self, english, **values):
        self.said.add(english)
        return english.format(**values)

    def number(self, english):
        return english


@pytest.mark.quick
def test_a_headline_is_said_in_german():
    data = pd.DataFrame({"Mag": ["ja"] * 70 + ["nein"] * 30})
    headline = propose_headline(Survey(data).proportion("Mag"), language=GERMAN)
    assert headline.text == "Die meisten von denen mit Antwort sagen „ja“: 70\u00a0%"
    assert "n = 100" in headline.say


def test_every_sentence_that_is_said_has_its_german():
    language = Recorded()
    figures = estimate_figures(load_recruiters())
    tables = [figures, figures.subset([0]), figures.subset([2])]
    for seed in range(4):
        tables += tables_of(survey_of(seed), seed).values()
    for estimates in tables:
        propose_headline(estimates, language=language)
        propose_headline(estimates, question="Which?", language=language)
    assert len(language.said) > 30
    assert sorted(said for said in language.said if said not in GERMAN.words) == []


def test_a_translation_has_the_same_places():
    wrong = {
        english: german
        for english, german in GERMAN.words.items()
        if "“" in english and sorted(PLACE.findall(english)) != sorted(PLACE.findall(german))
    }
    assert not wrong
