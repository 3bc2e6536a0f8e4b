"""Pages in other languages: no English is left but the words of people."""

import html
import re

import pandas as pd
import pytest

from tests.conftest import long_unless
from topline import Strings, Survey, read_survey, write_report, write_survey_report
from topline.report.parts.script import WORDS, page_script

ENGLISH = re.compile(
    r"\b(about|all|and|answer(s|ed)?|are|as|asked|at|base|between|by|each|estimates?|every|fewer|for|"
    r"from|have|how|interval|is|it|less|more|most|not|of|only|other|points|question|respondents|say|"
    r"share|than|that|the|their|they|this|to|unweighted|was|weighted|were|what|which|who|with)\b",
    re.IGNORECASE,
)
SOURCES = re.compile(r"(Quelle|Source)\s?: [^.]*(\.[^.]*)?")
"""Titles of publications, which no language translates."""

KINDS = ("survey", "figures")


def words_of(page):
    """What a page says: its text, that of its drawings, and what is read out."""
    text = page.read_text(encoding="utf-8")
    said = re.findall(r'(?:aria-label|content|placeholder)="([^"]*)"', text)
    # what a card on a phone shows before each cell
    said += re.findall(r"--head-\d+:&#39;(.*?)&#39;", text)
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    # what stays English says so
    text = re.sub(r"<code>.*?</code>|<li lang=\"en\">.*?</li>", " ", text)
    return " ".join([html.unescape(re.sub(r"<[^>]+>", " ", text)), *map(html.unescape, said)])


def written(kind, lang, folder):
    """A small page whose own words are no English."""
    if kind == "figures":
        table = pd.DataFrame({
            "claim": ["Dank A", "Dank B"], "percent": [63.0, 26.0], "n": [400, 400],
            "question": ["Merci?"] * 2, "answer": ["oui", "ja"], "sample_type": ["opt_in"] * 2,
            "respondents": ["Personaler"] * 2, "publisher": ["Institut"] * 2,
        })  # fmt: skip
        return write_report(table, folder, lang=lang)
    data = pd.DataFrame({
        "Dank": ["ja", "nein", "ja", "ja", "nein", None] * 20,
        "Alter": [float(20 + k % 40) for k in range(120)],
        "Gruppe": ["A", "B", "C", "A"] * 30,
        "gew": [1.0, 2.0] * 60,
    })  # fmt: skip
    survey = Survey(data, weights="gew", sample_type="opt_in")
    return write_survey_report(survey, ["Dank", "Alter"], folder, banner=["Gruppe"], lang=lang)


def usual(kind, lang):
    return (kind, lang) in {("survey", "de"), ("figures", "fr")}


@pytest.mark.parametrize(
    ("kind", "lang"), long_unless(usual, [(kind, lang) for kind in KINDS for lang in ("de", "fr")])
)
def test_no_english_is_left_on_a_page(kind, lang, tmp_path):
    page = written(kind, lang, tmp_path)
    text = page.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in text
    assert "data-words=" in text
    left = SOURCES.sub("", words_of(page))
    left = re.sub(r"default-src.*?form-action|U\.S\. National.*?Statistics", " ", left)
    found = {match[0].lower() for match in ENGLISH.finditer(left)}
    assert found <= {"de": {"was"}, "fr": {"base", "points", "question"}}[lang], found


def test_the_script_says_what_its_words_are():
    said = set(re.findall(r'\bsay\("([^"]+)"', page_script()))
    assert said == set(WORDS)
    german = Strings("de")
    assert not [english for english in WORDS if german.pattern(english) == english]


def test_notes_below_tables_are_those_of_english_in_every_language(tmp_path):
    data = pd.DataFrame(
        {
            "Age": ["Under 18", "18 to 34", "35 or older"] * 100,
            "What do you like?": ["tea; juice", "tea", "water; tea", None] * 75,
        }
    )
    data.to_csv(tmp_path / "data.csv", index=False)
    survey = Survey(read_survey(tmp_path / "data.csv"))
    pages = {
        lang: write_survey_report(
            survey, ["What do you like?"], tmp_path / lang, banner=["Age"], lang=lang
        ).read_text("utf-8")
        for lang in ("en", "de", "fr")
    }
    for lang, page in pages.items():
        told = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
        assert "sets=" not in told
        assert "?." not in told
        assert "stand in the order" not in told
        # what parts the answers is said in the page's language
        assert lang == "en" or "answers parted by" not in told
