"""Headlines in another language: every sentence has its German, with the same places."""

import re

import pandas as pd
import pytest

from tests.language.catalogues import sentences_of
from topline import GERMAN, Strings, Survey, estimate_figures, load_recruiters, propose_headline

from .surveys import survey_of, tables_of


class Recorded(dict):
    """Wordings of one's own that remember which were looked for, and have none."""

    def get(self, english, default=None):
        self.setdefault(english, None)
        return default


@pytest.mark.quick
def test_a_headline_is_said_in_german():
    data = pd.DataFrame({"Mag": ["ja"] * 70 + ["nein"] * 30})
    headline = propose_headline(Survey(data).proportion("Mag"), lang=GERMAN)
    assert headline.text == "Die meisten von den Antwortenden sagen „ja“: 70\u00a0%"
    assert "n = 100" in headline.say


def test_every_sentence_that_is_said_has_its_german():
    said = Recorded()
    language = Strings(words=said)
    figures = estimate_figures(load_recruiters())
    tables = [figures, figures.subset([0]), figures.subset([2])]
    for seed in range(4):
        tables += tables_of(survey_of(seed), seed).values()
    for estimates in tables:
        propose_headline(estimates, lang=language)
        propose_headline(estimates, question="Which?", lang=language)
    assert len(said) > 30
    assert sorted(set(said) - sentences_of("de").keys()) == []


@pytest.mark.quick
@pytest.mark.parametrize(
    ("lang", "text", "say"),
    [
        ("en", "Most of “Männer” say “Ja”: 55%", "(95% interval 50.2% to 59.7%; n = 500)"),
        (
            "de",
            "Die meisten von „Männer“ sagen „Ja“: 55 %",
            "50,2 % bis 59,7 %; n = 500)",
        ),
        (
            "fr",
            "La plupart des « Männer » répondent « Ja » : 55 %",
            "95 % : 50,2 % à 59,7 % ; n = 500)",
        ),
    ],
)
def test_the_one_group_that_may_be_named_stands_in_the_quotes_of_its_language(lang, text, say):
    figures = pd.DataFrame(
        {"question": "Wählen?", "answer": "Ja", "group": ["Frauen", "Männer"],
         "percent": [61, 55], "n": [None, 500]}
    )  # fmt: skip
    found = propose_headline(estimate_figures(figures), lang=lang)
    assert re.sub(r"\s", " ", found.text) == text
    assert say in re.sub(r"\s", " ", found.say)
