"""Headlines in another language: every sentence has its German, with the same places."""

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
