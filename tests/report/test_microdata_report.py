"""The report of microdata: every question charted, every number in the table, all or nothing."""

import json
import re
import sys
from html import unescape
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

import topline
from tests.conftest import all_pictures
from tests.report.test_report import Page
from topline import (
    ArgumentError,
    ReportPlan,
    Survey,
    cli,
    read_report_plan,
    write_book,
    write_survey_report,
)


@pytest.fixture(scope="module")
def survey():
    rng = np.random.default_rng(11)
    frame = pd.DataFrame(
        {
            "cluster": np.repeat(np.arange(30), 10),
            "weight": rng.uniform(0.5, 2, 300),
            "note": pd.Categorical(rng.choice(["never", "often", "always"], 300)),
            "years": rng.integers(0, 30, 300).astype(float),
            "<script>": rng.choice(["a & b", '"quoted"', "=1+1"], 300),
        }
    )
    frame.loc[:20, "note"] = None
    return Survey(frame, weights="weight", clusters="cluster")


@pytest.fixture(scope="module")
def page(survey, tmp_path_factory):
    with all_pictures():
        return write_survey_report(
            survey,
            ["note", "years", "<script>"],
            tmp_path_factory.mktemp("report"),
            title="What recruiters say",
            labels={"note": "How often do you send a note?"},
        )


def test_has_a_chart_and_a_table_for_every_question(page):
    html = page.read_text(encoding="utf-8")
    assert html.count('<figure id="figure-question-') == 3
    assert "How often do you send a note?" in html
    for number in (1, 2, 3):
        for kind in ("svg", "png", "pdf", "csv"):
            assert (page.parent / "figures" / f"question-{number}.{kind}").stat().st_size > 0


def test_loads_nothing_from_elsewhere(page):
    assert Page(page.read_text(encoding="utf-8")).loads() == set()


def test_says_who_answered(page):
    html = page.read_text(encoding="utf-8")
    rows = re.findall(r'<th scope="row">How often do you send a note\?</th>(.*?)</tr>', html)
    cells = re.findall(r">([^<>]+)<", rows[-1])
    assert cells[0] == "279"
    assert cells[2] == "21"


def test_numbers_in_the_page_are_those_of_the_estimates(page, survey):
    html = page.read_text(encoding="utf-8")
    for row in survey.proportion("note").table.itertuples():
        assert topline.interval_text(row.ci_low, row.ci_high) in html


def test_hostile_labels_come_through_as_text(page):
    html = page.read_text(encoding="utf-8")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "a &amp; b" in html


@pytest.mark.usefixtures("all_pictures")
def test_the_same_survey_gives_the_same_bytes(page, survey, tmp_path):
    again = write_survey_report(
        survey,
        ["note", "years", "<script>"],
        tmp_path,
        title="What recruiters say",
        labels={"note": "How often do you send a note?"},
    )
    assert again.read_bytes() == page.read_bytes()
    for path in (page.parent / "figures").iterdir():
        assert (tmp_path / "figures" / path.name).read_bytes() == path.read_bytes()


def test_refuses_what_it_cannot_ask(survey, tmp_path):
    with pytest.raises(ArgumentError, match="question 'nothing' is no column of the data"):
        write_survey_report(survey, ["note", "nothing"], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    for wrong in ([], "note"):
        with pytest.raises(ArgumentError, match="questions names no questions"):
            write_survey_report(survey, wrong, tmp_path / "out")


def test_breaks_questions_down_by_a_banner(survey, tmp_path):
    labels = {"<script>": "What they wrote"}
    path = write_survey_report(
        survey, ["note", "years"], tmp_path, banner=["<script>"], labels=labels
    )
    html = path.read_text(encoding="utf-8")
    table = re.search(r'<table class="topline-table">(.*?)</table>', html, flags=re.DOTALL).group(1)
    assert "What they wrote" in table
    found = survey.crosstab("note", ["<script>"])
    printed = re.findall(r'<td class="number">([^<]*)<', table)
    shares = [cell for cell in printed if "%" in cell or cell.startswith("*")]
    wide = 100 * found.table["estimate"].to_numpy()
    assert len(shares) == len(wide)
    for cell, share in zip(shares, wide, strict=True):
        assert abs(float(re.match(r"\d+", cell).group()) - share) <= 0.5 + 1e-9
    assert "279" in printed
    letters = re.findall(r'<span class="letters">([^<]*)</span>', table)
    assert sorted(letters) == sorted(filter(None, found.table["letters"]))
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames == ["Contents", "note", "note by group", "years", "years by group"]
    sheet = book["note by group"]
    assert sheet["B6"].value == pytest.approx(found.table["estimate"].iloc[0], rel=1e-15)
    assert sheet["C4"].value == "What they wrote"
    numbers = survey.crosstab(
        "years", ["<script>"], shares=False, statistics=["mean", "median"]
    ).estimates.table["estimate"]
    assert book["years by group"]["B6"].value == pytest.approx(numbers.iloc[0], rel=1e-15)
    with pytest.raises(ArgumentError, match="banner is 'note'; expected a list of columns"):
        write_survey_report(survey, ["note"], tmp_path, banner="note")


def test_tells_of_its_progress(survey, tmp_path):
    told = []
    write_survey_report(survey, ["note"], tmp_path, progress=lambda *step: told.append(step))
    assert ("Estimating note", 0, 1) in told
    assert ("Drawing note", 0, 1) in told


PLAN = """
title = "What recruiters say"
data = "answers.csv"
questions = ["note", "years"]
[design]
weights = "weight"
clusters = "cluster"
[labels]
note = "How often do you send a note?"
[disclosure]
sponsor = "iCIMS"
conductor = "not_disclosed"
sample_type = "nonprobability"
"""


@pytest.fixture
def folder(survey, tmp_path, monkeypatch):
    survey.data.to_csv(tmp_path / "answers.csv", index=False)
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(monkeypatch, capsys, *arguments):
    monkeypatch.setattr(sys, "argv", ["topline", "report", *arguments])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return stopped.value.code or 0, capsys.readouterr()


def test_a_file_from_the_command_line(folder, monkeypatch, capsys):
    code, printed = run(
        monkeypatch, capsys, "answers.csv", "--weights", "weight", "--questions", "note,years"
    )
    assert code == 0, printed.err
    assert printed.out.strip() == str(Path("report") / "index.html")
    assert (folder / "report" / "index.html").read_text(encoding="utf-8").count("<figure") == 2


def test_a_plan_from_the_command_line(folder, monkeypatch, capsys):
    code, printed = run(monkeypatch, capsys, "plan.toml", "--out", "out")
    assert code == 0, printed.err
    html = (folder / "out" / "index.html").read_text(encoding="utf-8")
    assert "What recruiters say" in html
    assert "How often do you send a note?" in html
    assert "not disclosed" in html
    assert "opt-in" in html
    assert "nonprobability" not in html
    assert "Not told, or not rightly:" in html


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('questions = ["note", "years"]', "", "plan.toml has no questions; a report needs data"),
        ('questions = ["note", "years"]', 'questions = "note"', "questions is 'note'; expected a"),
        ('title = "What', 'titel = "What', "plan.toml has the key 'titel'; expected title, data"),
        ('clusters = "cluster"', 'cluster = "cluster"', "the design has the key 'cluster'"),
        ('"answers.csv"', '"nothing.csv"', "nothing.csv does not exist"),
        ('weights = "weight"', 'weights = "wait"', "weights 'wait' is no column of the data"),
        ("[design]", "[design", "plan.toml is no TOML"),
    ],
)
def test_plans_that_cannot_be(folder, monkeypatch, capsys, old, new, message):
    (folder / "plan.toml").write_text(PLAN.replace(old, new), encoding="utf-8")
    code, printed = run(monkeypatch, capsys, "plan.toml", "--out", "out")
    assert code == 2
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert not (folder / "out").exists()


@pytest.mark.usefixtures("folder")
def test_options_come_before_the_plan(monkeypatch, capsys):
    asked = {}
    monkeypatch.setattr(topline, "write_survey_report", lambda *a, **o: asked.update(o, args=a))
    run(monkeypatch, capsys, "plan.toml", "--confidence-level", "0.9", "--lonely-psu", "adjust",
        "--questions", "years", "--banner", "note", "--title", "Mine")  # fmt: skip
    survey, questions, _ = asked["args"]
    assert (questions, asked["banner"], asked["title"]) == (["years"], ["note"], "Mine")
    assert asked["confidence_level"] == 0.9
    assert survey.design.lonely_psu == "adjust"
    assert "30 clusters" in survey.design.words, "the plan's design, where no option says another"
    asked.clear()
    run(monkeypatch, capsys, "answers.csv", "--questions", "note")
    assert (asked["confidence_level"], asked["title"]) == (0.95, "answers")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("option", ["--questions", "--banner", "--weights", "--lonely-psu"])
def test_options_of_microdata_need_their_file(monkeypatch, capsys, option):
    code, printed = run(monkeypatch, capsys, option, "note")
    assert code == 2
    assert f"{option} is about microdata; name their FILE" in printed.err


@pytest.mark.usefixtures("folder")
def test_two_reports_at_once_are_refused(monkeypatch, capsys):
    code, printed = run(monkeypatch, capsys, "answers.csv", "--figures", "figures.csv")
    assert code == 2
    assert "--figures and FILE are two reports; give one of them" in printed.err


@pytest.mark.parametrize("data", ["wave/a.csv", "../data/a.csv", "/data/a.csv"])
def test_the_path_of_the_data_starts_at_the_plan(data, tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text(f'data = "{data}"\nquestions = ["a"]\n', encoding="utf-8")
    assert read_report_plan(plan).data == tmp_path / data


@pytest.fixture(scope="module")
def kinds(tmp_path_factory):
    """A page with a question of each kind, in the dark, in German, of a subpopulation."""
    at = np.arange(240)
    frame = pd.DataFrame(
        {
            "region": np.where(at < 160, "North", "South"),
            "works": np.where(at % 4 == 0, "No", "Yes"),
            "hours": np.where(at % 4 == 0, np.nan, 20.0 + at % 21),
            "agree": np.take(["Disagree", "Neither", "Agree", "Refused"], at % 5 % 4),
            "car": at % 2,
            "bus": (at % 3 == 0).astype(int),
        }
    )
    survey = Survey(frame, strata="region", sets={"travel": ["bus", "car"]})
    names = ["works", "hours", "agree", "travel", "region"]
    page = write_survey_report(
        survey, names, tmp_path_factory.mktemp("kinds"), where="car == 0 or bus == 1",
        asked={"hours": "works == 'Yes'"}, labels={"works": "Do you work?"},
        confidence_level=0.9, df="design", style="dark", size="web", lang="de", url="https://e.org/",
    )  # fmt: skip
    return survey.where("car == 0 or bus == 1"), page


def questions_on(page):
    """Each question of a page: what stands above its figures."""
    html = page.read_text(encoding="utf-8")
    found = re.findall(r'<article class="question".*?</article>', html, flags=re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", one.split("<figure")[0])) for one in found]


def test_every_question_says_its_kind_and_who_answered(kinds):
    survey, page = kinds
    works, hours, agree, travel, region = questions_on(page)
    n = int(survey.who_answered("works")["answered"].iloc[0])
    assert works.split() == f"Do you work? works · ja oder nein · {n} haben geantwortet".split()
    asked = survey.who_answered("hours", asked={"hours": "works == 'Yes'"}).iloc[0]
    counts = f"{asked['answered']} haben geantwortet, {asked['not_asked']} nicht gefragt"
    assert f"Zahl · {counts}" in hours
    refused = survey.who_answered("agree")["no_answer"].iloc[0]
    counts = f"{n - refused} haben geantwortet, {refused} ohne Antwort"
    assert f"geordnete Skala · {counts}" in agree
    assert "Mehrfachnennungen" in travel
    assert "eine Antwort" in region


def test_every_question_has_a_title_and_what_to_say_and_not_to_say(kinds):
    _, page = kinds
    html = page.read_text(encoding="utf-8")
    assert html.count('<h4 class="headline"') == html.count("<figure id=") == 5
    assert html.count('<dd class="say">') == html.count('<dd class="do-not-say">') == 5
    assert html.count("<h3>Do you work?</h3>") == 1


def test_the_numbers_are_those_of_who_answered_in_the_subpopulation(kinds):
    survey, page = kinds
    figures = page.parent / "figures"
    told = {"confidence_level": 0.9, "df": "design"}
    works = pd.read_csv(figures / "question-1.csv")
    assert works["category"].tolist() == ["Yes", "No"]
    expected = survey.proportion("works", **told).table.set_index("category")
    for column in ("estimate", "ci_low", "ci_high", "n"):
        assert works[column].tolist() == pytest.approx(expected.loc[["Yes", "No"], column].tolist())
    agree = pd.read_csv(figures / "question-3.csv").set_index("category")
    assert "Refused" not in agree.index
    answered = survey.with_missing_codes({"agree": ["Refused"]}).proportion("agree", **told).table
    assert agree.loc["Agree", "estimate"] == pytest.approx(answered["estimate"].iloc[-1])
    travel = pd.read_csv(figures / "question-4.csv")
    assert travel["estimate"].is_monotonic_decreasing


def test_a_mean_has_the_digits_its_interval_bears(kinds):
    _, page = kinds
    html = page.read_text(encoding="utf-8")
    row = pd.read_csv(page.parent / "figures" / "question-2.csv").iloc[0]
    article = html.split('id="question-2"')[1].split("</article>")[0]
    places = topline.decimals.mean_decimals(row["ci_low"], row["ci_high"])
    value = f"{row['estimate']:.{places}f}"
    assert value.replace(".", ",") in article
    assert "Antworten von 20 bis 40" in article


def test_the_page_says_of_whom_it_is_in_its_language(kinds):
    survey, page = kinds
    html = page.read_text(encoding="utf-8")
    n = int(survey.who_answered("works")["answered"].iloc[0])
    assert f"{n} Befragte mit car == 0 or bus == 1, 5 Fragen." in html
    assert "nur car == 0 or bus == 1" in html
    assert "@media screen {" in html, "dark for everybody"
    assert (page.parent / "share.png").stat().st_size > 0
    svg = (page.parent / "figures" / "question-1.svg").read_text(encoding="utf-8")
    assert topline.DARK.paper in svg
    assert "Do you work?" in svg


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["answers.csv", "--questions", "note", "--sort", "estimate"],
         "--sort is about published figures, and FILE is microdata"),
        (["--figures", "f.csv", "--df", "design"], "--df is about microdata; name their FILE"),
        (["--figures", "f.csv", "--asked", "a=b > 1"], "--asked is about microdata"),
        (["--figures", "f.csv", "--lonely-psu", "adjust"], "--lonely-psu is about microdata"),
        (["answers.csv", "--questions", "note", "--format", "json"], "--format json is for the"),
        (["--where", "n > 3"], "--where is about a page of your own data"),
        (["--lang", "xx"], "--lang is 'xx'; expected one of en, de, fr"),
    ],
)  # fmt: skip
def test_what_an_option_cannot_do_is_said(monkeypatch, capsys, options, message):
    code, printed = run(monkeypatch, capsys, *options)
    assert code == 2
    assert message in printed.err


@pytest.mark.usefixtures("folder")
def test_options_of_a_page_are_those_of_the_function_and_the_plan(monkeypatch, capsys):
    asked, opened = {}, []
    page = Path("report/index.html")
    monkeypatch.setattr(
        topline, "write_survey_report", lambda *a, **o: asked.update(o, args=a) or page
    )
    monkeypatch.setattr("webbrowser.open", opened.append)
    options = ["--where", "years > 3", "--df", "design", "--style", "dark", "--size", "web",
               "--lang", "de", "--asked", "years=note == 'often'"]  # fmt: skip
    run(monkeypatch, capsys, "plan.toml", *options)
    told = {name: asked[name] for name in ("where", "df", "style", "size", "lang", "asked")}
    assert told == {"where": "years > 3", "df": "design", "style": "dark", "size": "web",
                    "lang": "de", "asked": {"years": "note == 'often'"}}  # fmt: skip
    assert opened == []
    more = 'where = "years > 3"\ndf = "design"\nstyle = "dark"\nsize = "web"\nlang = "de"\n'
    more += "[asked]\nyears = \"note == 'often'\"\n"
    Path("other.toml").write_text(PLAN.replace("[design]", f"{more}[design]"), encoding="utf-8")
    run(monkeypatch, capsys, "other.toml", "--open")
    assert {name: asked[name] for name in told} == told
    assert opened == [page.resolve().as_uri()]


def test_a_page_tells_how_its_weights_were_made(tmp_path):
    drawn = Survey(
        topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
    )
    targets = topline.load_example_targets().only(["gender", "age_group"])
    record = topline.Disclosure({"sponsor": "nobody"})
    page = topline.write_survey_report(
        drawn.rake(targets, cap=5), ["channel"], tmp_path, disclosure=record
    )
    words = " ".join(unescape(page.read_text(encoding="utf-8")).split())
    assert "weights raked to gender, age_group" in words
    assert "All 7 targets are met." in words
    assert "what these explain of an answer does not vary" in words
    assert "yes</td>" in words[words.index("Whether it is weighted") :][:80]
    told = words[words.index("How it is weighted") :][:300]
    assert "gender, age_group; Weights were raked to gender, age_group.; cap of 5 times" in told
    assert "missing" in told
    other = topline.Disclosure({"weighted": False})
    with pytest.raises(ArgumentError, match="says weighted = false"):
        topline.write_survey_report(drawn.rake(targets), ["channel"], tmp_path, disclosure=other)


def test_check_of_a_plan_knows_what_the_plan_does_to_the_weights(tmp_path, monkeypatch, capsys):
    topline.write_survey(topline.load_example_survey(), tmp_path / "a.parquet")
    topline.load_example_targets().table.to_csv(tmp_path / "t.csv", index=False)
    plan = 'data = "a.parquet"\nquestions = ["channel"]\n[disclosure]\nsponsor = "x"\n'
    states = []
    for more in ("", '[weighting]\ntargets = "t.csv"\nrake = ["gender"]\n'):
        (tmp_path / "plan.toml").write_text(plan + more, encoding="utf-8")
        monkeypatch.setattr(
            sys, "argv", ["topline", "check", str(tmp_path / "plan.toml"), "--format", "json"]
        )
        with pytest.raises(SystemExit):
            cli.main()
        items = json.loads(capsys.readouterr().out)["items"]
        states.append({item["code"]: (item["status"], item["to_do"]) for item in items})
    assert [own["A9"][0] for own in states] == ["missing", "pass"]
    assert states[1]["A9w"] == ("missing", "give target_sources")


_VOTES = pd.DataFrame({"vote": ["yes", "no", "yes", "no"] * 3, "region": ["n", "s"] * 6})
"""A column that a wording may be of, and one that it may name by mistake."""


def wording_in_a_report(out):
    survey = Survey(_VOTES, sample_type="probability")
    write_survey_report(survey, ["vote"], out / "page", labels={"votes": "Did you?"})


def wording_in_a_book(out):
    survey = Survey(_VOTES, sample_type="probability")
    write_book(survey, ["vote"], out / "book.html", labels={"votes": "Did you?"})


def wording_in_a_plan(out):
    _VOTES.to_csv(out / "data.csv", index=False)
    (out / "plan.toml").write_text(
        'data = "data.csv"\nquestions = ["vote"]\n[labels]\nvotes = "Did you?"\n'
    )
    plan = read_report_plan(out / "plan.toml")
    write_survey_report(plan.survey(), plan.questions, out / "page", **plan.page)


@pytest.mark.parametrize("door", [wording_in_a_report, wording_in_a_book, wording_in_a_plan])
def test_a_wording_of_what_is_no_column_is_refused_with_the_nearest(tmp_path, door):
    with pytest.raises(ArgumentError, match=r"labels names 'votes'.*did you mean 'vote'"):
        door(tmp_path)


def test_a_wording_of_a_column_that_is_not_reported_is_no_fault(tmp_path):
    _VOTES.to_csv(tmp_path / "data.csv", index=False)
    plan = ReportPlan(
        data=tmp_path / "data.csv",
        questions=("vote",),
        title="Votes",
        labels={"region": "Where do you live?"},
    )
    page = write_survey_report(plan.survey(), plan.questions, tmp_path / "page", **plan.page)
    assert "Votes" in page.read_text()


@pytest.mark.parametrize("argument", ["order", "missing_codes"])
def test_what_is_declared_of_no_column_names_the_nearest(argument):
    with pytest.raises(ArgumentError, match=r"did you mean 'vote'.*choose from 'vote', 'region'"):
        Survey(_VOTES, **{argument: {"votes": ["yes", "no"]}})


def test_notes_of_a_file_tell_a_reader_no_code(tmp_path):
    frame = pd.DataFrame(
        {"": range(24), "vote": ["yes", "no", "NA", "yes"] * 6,
         "use_1": ["Bus", "Not selected"] * 12, "use_2": ["Not selected", "Tram"] * 12}
    )  # fmt: skip
    frame.to_csv(tmp_path / "data.csv", index=False)
    survey = Survey.read(tmp_path / "data.csv")
    assert any("missing_words=False" in note for note in survey.codebook.notes)
    page = write_survey_report(survey, ["vote", "use"], tmp_path / "page").read_text()
    told = page.partition('id="answered"')[2].partition("</section>")[0]
    assert "read as missing" in told
    assert "one question with several answers" in told
    assert not re.search(r"\w+=|without a name", unescape(told.partition("<ul>")[2]))


def test_a_base_and_its_number_stay_on_one_line(page):
    assert re.search(
        r'<dd class="say">.*<span class="together">n = [\d,]+</span>', page.read_text()
    )


def test_what_to_write_is_for_who_computes_and_not_for_who_reads(tmp_path):
    """A page named Python's arguments to its readers."""
    data = pd.DataFrame(
        {
            "spent": [999.0] * 4 + [float(at) for at in range(1, 60)],
            "yes": ["yes"] * 30 + [None] * 33,
            "many": ["a;b", "b", "a", "b;c", "c;a", "a;b;c", "c"] * 9,
        }
    )
    survey = Survey(data, sets={"many": False})
    advised = [
        survey.mean("spent").notes,
        survey.proportion("yes").notes,
        survey.proportion("many").notes,
    ]
    words = (
        "missing_codes={'spent': [999]} leaves it out.",
        "if a blank is “not chosen”, estimate ",
        "sets={'many': \";\"}) estimates each answer.",
    )
    for notes, said in zip(advised, words, strict=True):
        assert any(said in note for note in notes)
    for lang in ("en", "de"):
        written = write_survey_report(survey, list(data), tmp_path / lang, lang=lang)
        page = unescape(re.sub(r"<[^>]+>", " ", written.read_text(encoding="utf-8")))
        assert "999 (4 " in page
        assert not re.search(r"missing_codes=|sets=|estimate \{|is not missing", page)
