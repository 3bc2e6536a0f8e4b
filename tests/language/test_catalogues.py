"""Catalogues: every sentence of the code in every language, nothing else, compiled as written."""

import io
import os
import pickle
import re
import subprocess
import sys
from datetime import date

import pandas as pd
import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.conftest import in_one_test
from tests.language.catalogues import LANGUAGES, extracted, read, source_of
from topline import GERMAN, ArgumentError, Strings, Survey, languages
from topline.language.catalogues import BUNDLED, catalogue
from topline.language.message import Message, stopped

PLACE = re.compile(r"{\w+}")
ESCAPED = re.compile(r"&(amp|lt|gt|quot|nbsp);|</?\w+[^>]*>")


def keys(messages):
    return {(message.context, message.id) for message in messages if message.id}


def texts(words):
    return [words] if isinstance(words, str) else list(words)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return extracted(tmp_path_factory.mktemp("found"))


@pytest.mark.quick
def test_languages_are_those_with_a_catalogue():
    assert languages() == ["en", *LANGUAGES]


def test_the_template_is_what_the_code_says(found):
    with (BUNDLED / "topline.pot").open("rb") as file:
        assert keys(read_po(file)) == keys(found), "run `make catalogues`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_sentence_of_the_code_and_no_other(lang, found):
    own = read(lang)
    assert keys(own) == keys(found), "run `make catalogues`, and translate what is new"
    assert not own.obsolete
    assert not [message.id for message in own if message.fuzzy]
    assert not [message.id for message in own if not all(texts(message.string))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_translation_has_the_places_and_the_markup_of_its_sentence(lang):
    for message in read(lang):
        if not message.id:
            continue
        wanted = texts(message.id)[-1]
        for said in texts(message.string):
            places = set(PLACE.findall(said))
            # a form for one thing may say so in words
            assert places in (set(PLACE.findall(wanted)), set(PLACE.findall(texts(message.id)[0])))
            assert sorted(ESCAPED.findall(said)) == sorted(ESCAPED.findall(wanted)), wanted
            assert re.match(" *", said)[0] == re.match(" *", wanted)[0], wanted
            assert re.search(" *$", said)[0] == re.search(" *$", wanted)[0], wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_compiled_is_what_is_written(lang):
    compiled = source_of(lang).with_suffix(".mo")
    again = io.BytesIO()
    write_mo(again, read(lang))
    again.seek(0)
    with compiled.open("rb") as file:
        wanted, shown = (
            {(m.context, str(m.id)): m.string for m in read_mo(one)} for one in (again, file)
        )
    assert shown == wanted, "run `make catalogues`"


def test_english_needs_no_catalogue_and_no_library_of_languages():
    code = """
import sys, pandas as pd, topline
topline.percent_interval("63%", 400)
topline.ENGLISH.percent_text(0.5)
topline.reason_sentences(pd.DataFrame({"reasons": ["nchs_few"]}))
assert "babel" not in sys.modules
topline.GERMAN.percent_text(0.5)
assert "babel" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@in_one_test("lang", ["xx", "", "english", "../de", 3, None, "de-DE-x!"])
def test_an_unknown_language_is_answered_with_those_there_are(lang):
    with pytest.raises(
        ArgumentError, match=f"lang is .*; expected one of en, {', '.join(LANGUAGES)}"
    ):
        Strings(lang)


@in_one_test(
    ("lang", "number", "percent"),
    [
        ("en", "1,234,567.5", "63.1%"),
        ("de", "1.234.567,5", "63,1\u00a0%"),
        ("de-CH", "1’234’567.5", "63.1%"),
        ("de_AT", "1.234.567,5", "63,1\u00a0%"),
        ("fr", "1\u202f234\u202f567,5", "63,1\u00a0%"),
        ("fr-CA", "1\u00a0234\u00a0567,5", "63,1\u00a0%"),
        ("en-IN", "12,34,567.5", "63.1%"),
    ],
)
def test_numbers_are_written_as_cldr_has_them(lang, number, percent):
    say = Strings(lang)
    # CLDR 48 has another apostrophe in Switzerland than those before
    found = say.number("1,234,567.5").replace("'", "’")
    assert (found, say.percent_text(0.631, 1)) == (number, percent)
    assert say.number("in 2018, <1%") == f"in 2018, <{say.percent_text(0.01)}"
    assert say.number("4.1e-07") == f"4{say.number('0.1')[1]}1e-07"


def test_a_number_of_things_takes_the_form_of_its_language():
    one, many = "{n} question", "{n} questions"
    assert [Strings("de").plural(one, many, n) for n in (1, 2)] == ["1 Frage", "2 Fragen"]
    assert [Strings("fr").plural(one, many, n) for n in (0, 1, 2)] == [
        "0 question", "1 question", "2 questions"
    ]  # fmt: skip
    assert Strings("en").plural(one, many, 1012) == "1,012 questions"


def test_a_folder_of_ones_own_adds_a_language_and_goes_before_what_is_there(tmp_path, monkeypatch):
    for lang, said in (("pl", "brak przedziału"), ("de", "ohne Intervall")):
        folder = tmp_path / lang / "LC_MESSAGES"
        folder.mkdir(parents=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
        source = f'{head}\nmsgid "no interval"\nmsgstr "{said}"\n'
        with (folder / "topline.mo").open("wb") as file:
            write_mo(file, read_po(io.BytesIO(source.encode()), locale=lang))
    monkeypatch.setenv("TOPLINE_LOCALE", os.pathsep.join(["/nowhere", str(tmp_path)]))
    assert languages() == ["en", *LANGUAGES, "pl"]
    assert Strings("pl")("no interval") == "brak przedziału"
    assert Strings("pl")("n not stated") == "n not stated", "what it lacks stays English"
    assert Strings("pl").count_text(12345) == "12\u00a0345"
    assert Strings("de")("no interval") == "ohne Intervall"
    assert Strings("de")("n not stated") == "n nicht angegeben"
    monkeypatch.delenv("TOPLINE_LOCALE")
    assert Strings("de")("no interval") == "kein Intervall"
    assert catalogue("pl").gettext("no interval") == "no interval"
    with pytest.raises(ArgumentError, match="lang is 'pl'"):
        Strings("pl")


def test_a_message_is_english_and_can_be_said_again():
    said = Message(
        "{n} respondent without an answer to {question} is left out",
        "{n} respondents without an answer to {question} are left out",
        n=1200,
        question="q1",
    )
    assert said == "1,200 respondents without an answer to q1 are left out"
    assert GERMAN.again(said) == "1.200 Befragte ohne Antwort auf q1 sind weggelassen"
    assert GERMAN.again(pickle.loads(pickle.dumps(said))) == GERMAN.again(said)
    assert stopped(said) == f"{said}."
    assert GERMAN.again(stopped(said)) == "1.200 Befragte ohne Antwort auf q1 sind weggelassen."
    assert GERMAN.again("words of people") == "words of people"


def test_a_table_is_printed_in_a_language():
    data = pd.DataFrame({"q": ["ja", "nein", "ja", "ja"] * 30, "g": ["a", "b"] * 60})
    survey = Survey(data)
    table = survey.proportion("q").printed(lang="de")
    assert [column.words for column in table.columns][:3] == ["Schätzwert", "unten", "oben"]
    assert table.rows[0].cells[0].text == "25,0\u00a0%"
    crosstab = survey.crosstab("q", ["g"]).to_markdown(lang="fr")
    assert "Base non pondérée" in crosstab
    assert "Total" in crosstab
    with pytest.raises(ArgumentError, match="lang is 'xx'"):
        survey.proportion("q").printed(lang="xx")


def test_days_and_lists_are_those_of_the_language():
    day, names = date(2024, 4, 3), ["a", "b", "c"]
    assert [Strings(lang).date_text(day) for lang in ("en", "de", "fr")] == [
        "3 April 2024", "3. April 2024", "3 avril 2024"
    ]  # fmt: skip
    assert [Strings(lang).list_text(names) for lang in ("en", "de", "fr")] == [
        "a, b and c", "a, b und c", "a, b et c"
    ]  # fmt: skip
    assert [Strings("en").list_text(names[:k]) for k in (0, 1, 2)] == ["", "a", "a and b"]


def test_french_keeps_its_double_signs_beside_their_words():
    told = [text for one in read("fr") for text in texts(one.string)]
    assert not [text for text in told if re.search(r" [:;?!»]|« ", text)]
