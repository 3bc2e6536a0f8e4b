"""One question has one answer, however it is asked, and wherever one reads it.

Surveys of every kind of design are asked each quantity in every way there is, by the tables of
``tests/one_answer``. The presentation standards are followed from table to chart, page, files and
terminal: 190 "yes" of 200, in two groups of 100 each: "yes" (95 %) passes, with a footnote about
its complement; "no" (5 %) is too imprecise to be published by itself.
"""

import csv
import io
import json
import re
import sys
from dataclasses import replace
from html import unescape
from itertools import cycle

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from tests.conftest import long_unless
from tests.one_answer.differences import DIFFERENCES
from tests.one_answer.shares import SHARES
from tests.one_answer.surveys import KINDS, made
from tests.one_answer.values import VALUES
from tests.one_answer.ways import EVERY, GENERAL, Asked, near
from topline import (
    GERMAN,
    LIGHT,
    REASONS,
    Severity,
    Survey,
    cli,
    plot_crosstab,
    publish,
    severity,
    write_survey_report,
)
from topline.estimates.printed import as_words

WIDE, COMPLEMENT = (REASONS[code].sentence for code in ("nchs_imprecise", "nchs_complement"))
NOTES = [f"†: {REASONS['nchs_imprecise'].mark_words}.", f"§: {COMPLEMENT}."]
DATA = pd.DataFrame({"g": ["a"] * 100 + ["b"] * 100, "q": (["yes"] * 95 + ["no"] * 5) * 2})

QUESTIONS = {**SHARES, **VALUES, **DIFFERENCES}
OPTIONS = {
    "default": {},
    "level": {"confidence_level": 0.9},
    "beta": {"interval": "beta"},
    "wilson": {"interval": "wilson"},
    "t": {"interval": "t"},
    "design effect": {"design_effect": True},
    "no answer": {"missing": "category"},
}


def options_for(name, wanted):
    """Options that a question takes; the default ones where these are for another."""
    quantity = QUESTIONS[name].quantity
    one_answer = quantity.of == ("q",) and quantity.method == "proportion"
    share = quantity.method == "proportion"
    compared = quantity.method in ("mean", "total", "proportion")
    takes = {
        "beta": share, "wilson": share, "no answer": one_answer, "t": share,
        "design effect": compared,
    }  # fmt: skip
    return OPTIONS[wanted if takes.get(wanted, True) else "default"]


def drawn_ways(name):
    return [way for way in QUESTIONS[name].ways if way.slow]


THOROUGH = settings.default.max_examples > 100
"""Whether every way is asked every time; on a usual day each general one is for some questions."""


def faults(name, case, wanted, ways):
    """Where ways to ask a question do not agree with the usual one, in words."""
    question = QUESTIONS[name]
    asked = Asked(case, question.quantity, options_for(name, wanted))
    usual = asked.rows(question.usual(asked))
    return "\n".join(fault for way in ways for fault in way.faults(asked, usual))


def quick_ways(name, seed):
    """Ways without a chart; of those that all questions share a third, by the seed."""
    ways = [way for way in QUESTIONS[name].ways if not way.slow]
    return [
        way for at, way in enumerate(ways) if THOROUGH or way not in GENERAL or (at + seed) % 3 == 0
    ]


def each_question_once(test):
    """Examples that are tried every time: each question, each kind of design."""
    for seed, (name, kind) in enumerate(zip(QUESTIONS, cycle(KINDS), strict=False)):
        odd = {"alike": seed % 2 == 1, "coded": seed % 3 == 1}
        test = example(seed=seed, name=name, kind=kind, wanted="default", **odd)(test)
    return test


@each_question_once
# where all of a group gave an answer, a sample at random would know its number for certain
@example(seed=1, name="people", kind="weights", wanted="design effect", alike=False, coded=False)
@settings(max_examples=settings.default.max_examples // 6)
@given(
    seed=st.integers(0, 2**32 - 1),
    name=st.sampled_from(list(QUESTIONS)),
    kind=st.sampled_from(KINDS),
    wanted=st.sampled_from(list(OPTIONS)),
    alike=st.booleans(),
    coded=st.booleans(),
)
def test_every_way_gives_the_same(tmp_path_factory, seed, name, kind, wanted, alike, coded):
    folder = tmp_path_factory.mktemp("survey")
    case = made(seed, kind, alike=alike, coded=coded)
    case = replace(case, folder=folder)
    assert not faults(name, case, wanted, quick_ways(name, seed))


@pytest.mark.parametrize(
    "name", long_unless("shares of answers".__eq__, [n for n in QUESTIONS if drawn_ways(n)])
)
def test_charts_have_the_same_numbers(name):
    assert not faults(name, made(3, "clusters in strata"), "default", drawn_ways(name))


def test_a_report_has_the_same_numbers_and_words(tmp_path):
    survey = made(3, "clusters in strata").survey
    page = write_survey_report(survey, ["q"], tmp_path / "report", banner=["g"])
    text = unescape(page.read_text(encoding="utf-8"))
    lines = re.findall(r"<tr[^>]*>(.*?)</tr>", text, flags=re.DOTALL)
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line) for line in lines]
    said = {tuple(re.sub(r"<[^>]*>", "", cell) for cell in row) for row in rows}
    usual = survey.proportion("q")
    words = as_words(usual.table)
    # who of those without an answer was asked, the file does not tell, and the page says so
    flag = words["flag"].str.replace(r"(; )?\d+ without an answer left out", "", regex=True)
    words = words.assign(n="n = " + words["n"], flag=flag.replace("", "–"))
    for _, row in words.iterrows():
        assert (row["category"], *row[["estimate", "interval", "n", "flag"]]) in said
    for own in survey.crosstab("q", "g").printed().rows:
        assert (*own.labels, *(cell.text for cell in own.cells)) in said
    drawn = pd.read_csv(tmp_path / "report" / "figures" / "question-1.csv", comment="#")
    assert drawn["n_missing"].isna().all()
    assert not any("missing" in codes for codes in drawn["reasons"])
    for column in set(EVERY) - {"n_missing", "reasons", "flag"}:
        assert all(map(near, drawn[column], usual.table[column])), column


@pytest.fixture(scope="module")
def crosstab():
    return Survey(DATA).crosstab("q", "g")


@pytest.fixture
def terminal(monkeypatch, capsys, tmp_path):
    """Run the command line over the data; return what it printed."""
    path = tmp_path / "answers.csv"
    DATA.to_csv(path, index=False)

    def call(*arguments):
        command = ["topline", "estimate", str(path), "--proportion", "q", "--by", "g", *arguments]
        monkeypatch.setattr(sys, "argv", command)
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        assert not stopped.value.code
        return capsys.readouterr().out

    return call


def test_the_tidy_table(crosstab):
    by = crosstab.table.groupby("category", observed=True)["reasons"].unique()
    assert by["yes"].tolist() == ["nchs_complement"]
    assert by["no"].tolist() == ["nchs_imprecise"]
    assert (severity(crosstab.table) >= Severity.SUPPRESS).sum() == 3


def test_the_printed_crosstab(crosstab):
    text = repr(crosstab)
    assert len(re.findall(r"95%§", text)) == len(re.findall(r"5%†", text)) == 3
    assert text.splitlines()[-2:] == NOTES


def test_html_markdown_and_latex(crosstab):
    for words in (unescape(crosstab.to_html()), crosstab.to_markdown()):
        assert words.count("95%§") == words.count(" 5%†") + words.count(">5%†") == 3
        assert all(note in words for note in NOTES)
    latex = crosstab.to_latex()
    assert latex.count(r"95\%\S{}") == latex.count(r" 5\%\textdagger{}") == 3


def test_excel(crosstab, tmp_path):
    book = openpyxl.load_workbook(crosstab.to_excel(tmp_path / "t.xlsx"))
    cells = [cell for row in book.worksheets[-1].iter_rows() for cell in row]
    forms = {cell.number_format for cell in cells if cell.value == 0.95}
    assert forms == {'[=0]0%"§";[<0.005]"*""§";0%"§"'}
    assert all('"†"' in cell.number_format for cell in cells if cell.value == 0.05)
    texts = {cell.value for cell in cells}
    assert set(NOTES) <= texts


def test_the_chart_and_its_caption(crosstab):
    chart = publish(plot_crosstab(crosstab), title="x")
    words = [text.get_text() for text in chart.figure.findobj(Text)]
    assert words.count("95%§") == words.count("5%†") == 3
    assert "3 of 6 estimates are too imprecise to publish alone." in chart.note
    assert all(note in chart.note for note in NOTES)


def test_the_chart_in_german(crosstab):
    ax = plot_crosstab(crosstab, style=replace(LIGHT, strings=GERMAN))
    note = publish(ax, title="x").note
    assert "3 von 6 Schätzungen" in note
    assert "§: der übrige Anteil ist zu ungenau zur Veröffentlichung (NCHS)." in note


def test_estimates_by_group():
    table = Survey(DATA).proportion("q", by="g").printed()
    marks = {row.labels: row.cells[-1].text for row in table.rows}
    assert marks == {
        ("a", "no"): "1",
        ("a", "yes"): "2",
        ("b", "no"): "1",
        ("b", "yes"): "2",
    }
    assert table.notes[-2:] == (f"1: {WIDE}.", f"2: {COMPLEMENT}.")


def test_the_terminal(terminal):
    text = terminal()
    assert f"To know: {WIDE} (a, no; b, no)." in text
    assert f"To know: {COMPLEMENT} (a, yes; b, yes)." in text
    for row in json.loads(terminal("--format", "json"))["estimates"]:
        code = {"yes": "nchs_complement", "no": "nchs_imprecise"}[row["category"]]
        assert (row["reasons"], row["flag"]) == (code, REASONS[code].sentence)
    heads = list(csv.DictReader(io.StringIO(terminal("--format", "csv"))).fieldnames)
    assert heads[-2:] == ["reasons", "flag"]


def test_the_report(tmp_path):
    page = write_survey_report(Survey(DATA), ["q"], tmp_path / "report", banner=["g"])
    words = unescape(page.read_text(encoding="utf-8"))
    assert (
        "of 2 estimates: 1 too imprecise to publish alone; 1 with a complement too imprecise to "
        "publish alone." in words
    )
    assert words.count("95%§") == 3
    assert all(note in words for note in NOTES)
    table = words[words.index("What the remarks in the tables say") :]
    assert table.index("Too imprecise to publish") < table.index("Its complement")


def test_hidden_everywhere(crosstab, terminal, tmp_path):
    words = crosstab.to_markdown(suppressed="hide")
    assert words.count("–†") == words.count("95%§") == 3
    assert not re.search(r"\b5%", words)
    chart = publish(plot_crosstab(crosstab, suppressed="hide"), title="x")
    said = [text.get_text() for text in chart.figure.findobj(Text)]
    assert said.count("–†") == said.count("95%§") == 3
    assert "3 of 6 estimates are too imprecise to publish alone." in chart.note
    book = openpyxl.load_workbook(crosstab.to_excel(tmp_path / "t.xlsx", suppressed="hide"))
    values = [cell.value for row in book.worksheets[-1].iter_rows() for cell in row]
    assert (values.count("–†"), values.count(0.05)) == (3, 0)
    rows = json.loads(terminal("--format", "json", "--suppressed", "hide"))["estimates"]
    assert [row["estimate"] for row in rows] == [None, 0.95, None, 0.95]
    assert "5.0%" not in re.sub(r"95\.0%", "", terminal("--suppressed", "hide"))


def test_a_report_that_hides_says_the_number_nowhere(tmp_path):
    out = tmp_path / "report"
    page = write_survey_report(Survey(DATA), ["q"], out, banner=["g"], suppressed="hide")
    words = unescape(page.read_text(encoding="utf-8"))
    assert words.count("–†") == 3
    assert not re.search(r"(?<![\d.])5(\.0)?%", words)
    numbers = pd.read_csv(out / "figures" / "question-1.csv", comment="#")
    assert dict(zip(numbers["category"], numbers["estimate"].isna(), strict=True)) == {
        "no": True, "yes": False
    }  # fmt: skip
