"""The language that results print in: words change, and nothing else does."""

import threading

import pandas as pd
import pytest

import topline
from tests.language.catalogues import not_said, speak_cyrillic
from tests.test_spoken import RESULTS
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


NAMES = {
    "CalibratedWeights": "column",
    "DisclosureCheck": "AAPOR Code Professional Ethics and Practices April section III",
    "FiguresClaim": "Yes",
    "GranularityCheck": "GRIM",
    "Headline": "email",
    "MetaRegression": "year",
    "PollAverage": "Majo",
    "PublishedTables": "the published tables read",
    "Reportable": "role recruiter applicant",
    "ColumnContent": "role recruiter applicant",
}
"""Words of people, of names and of keys that are typed."""


@pytest.mark.parametrize("kind", RESULTS)
def test_no_sentence_of_a_result_stays_english(kind, tmp_path, monkeypatch):
    speak_cyrillic(tmp_path)
    monkeypatch.setenv("TOPLINE_LOCALE", str(tmp_path))
    with topline.in_language("eo"):
        found = RESULTS[kind]()
        said = str(found)
    names = NAMES.get(kind, "").split()
    if kind == "DisclosureCheck":
        # keys of a record are typed as they are
        names += not_said(" ".join(found.table["to_do"]).replace("give ", ""))
    assert not not_said(said, names)


@pytest.fixture(scope="module")
def survey():
    frame = topline.load_example_survey()[["role", "region", "years_experience", "weight"]]
    frame["Y"], frame["G"] = frame.pop("years_experience"), frame.pop("role").str[:1].str.upper()
    frame["R"], frame["W"] = frame.pop("region").str[:1], frame.pop("weight")
    return topline.Survey(frame, weights="W")


SAID_OF_A_SURVEY = {
    "survey": lambda survey: survey,
    "groups": lambda survey: survey.where("R == 'W'"),
    "shares": lambda survey: survey.proportion("G", by="R"),
    "median": lambda survey: survey.median("Y"),
    "net": lambda survey: survey.proportion("R").net({"N": ["N", "M"]}),
    "differences": lambda survey: survey.mean("Y", by="G").compare(),
    "contrast": lambda survey: survey.mean("Y", by="G").contrast({"A": 1, "R": -1}, label="D"),
    "function": lambda survey: survey.mean("Y", by="G").function("A / R", label="D"),
    "standardised": lambda survey: survey.mean("Y", by=["R", "G"]).standardise(
        "G", {"A": 1, "R": 1}
    ),
    "figures": lambda _: topline.estimate_figures(
        pd.DataFrame({"claim": ["A", "B"], "percent": ["40%", "50%"], "n": [100, 90]})
    ),
    "crosstab": lambda survey: survey.crosstab("G", ["R"]),
    "linear": lambda survey: survey.glm("Y ~ G"),
    "log-linear": lambda survey: survey.loglinear("~ G + R"),
    "predictions": lambda survey: survey.glm("Y ~ G").predictions("G"),
    "test of terms": lambda survey: survey.glm("Y ~ G + R").test("R"),
    "chi square": lambda survey: survey.chi_square("G", "R"),
    "t test": lambda survey: survey.t_test("Y", by="G"),
    "rank test": lambda survey: survey.rank_test("Y", by="G"),
    "weighting": lambda survey: survey.rake({"R": {"N": 1, "M": 1, "S": 1, "W": 1}}).weighting,
    "imputed": lambda survey: topline.Survey.from_imputations([survey.data] * 3, weights="W"),
    "pooled": lambda survey: topline.Survey.from_imputations([survey.data] * 3, weights="W").mean(
        "Y"
    ),
    "pooled test": lambda survey: topline.Survey.from_imputations(
        [survey.data] * 3, weights="W"
    ).chi_square("G", "R"),
    "pooled model": lambda survey: topline.Survey.from_imputations(
        [survey.data] * 3, weights="W"
    ).glm("Y ~ G"),
}
KEYS = {
    *(
        "ABC",
        "Holm",
        "Intercept",
        "Kish",
        "Newcombe",
        "Raghunathan",
        "Rao",
        "Rubin",
        "Scott",
        "Wilcoxon",
    ),
    *("log", "logit", "order", "quantile", "rake", "statistics", "wilson"),
}
"""Letters of columns, names of people, and keys that are typed."""


@pytest.mark.parametrize("what", SAID_OF_A_SURVEY)
def test_no_sentence_of_a_survey_stays_english(what, survey, tmp_path, monkeypatch):
    speak_cyrillic(tmp_path)
    monkeypatch.setenv("TOPLINE_LOCALE", str(tmp_path))
    found = SAID_OF_A_SURVEY[what](survey)
    english, said = found.to_text(), found.to_text(lang="eo")
    assert not_said(english, KEYS), "the rule finds English"
    table = "kind  iterations" if what == "weighting" else "never"
    assert not not_said(said.partition(table)[0], KEYS)
    assert found.to_text() == english
