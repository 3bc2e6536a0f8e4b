"""A page of too much is refused, or left out in words, before anything is estimated or drawn."""

import pandas as pd
import pytest

import topline
from topline import DataError, Survey, write_report, write_survey_report
from topline.report import limits
from topline.report.questions import question
from topline.survey.engine import rows

pytestmark = pytest.mark.quick

ROWS = 300
DATA = pd.DataFrame(
    {
        "id": [f"R{k}" for k in range(ROWS)],
        "why": [f"I believe that {k} is a good reason for it" for k in range(ROWS)],
        "place": [f"place {k % 120}" for k in range(ROWS)],
        "q": ["yes", "no", "no"] * (ROWS // 3),
        "age": range(ROWS),
    }
)


@pytest.fixture
def nothing_is_estimated(monkeypatch):
    def fail(*_given, **_more):
        raise AssertionError("estimated before it was asked how much it is")

    monkeypatch.setattr(question, "ask", fail)


LIKENESS = {
    "id": "it looks like an id",
    "why": "it looks like free text",
    "place": "120 different",
}


@pytest.mark.usefixtures("nothing_is_estimated")
@pytest.mark.parametrize("name", LIKENESS)
def test_a_question_with_too_many_answers_is_refused(name, tmp_path):
    with pytest.raises(DataError, match=LIKENESS[name]) as raised:
        write_survey_report(Survey(DATA), ["q", name], tmp_path / "r")
    assert repr(name) in str(raised.value)
    remedy = "show_personal" if name == "why" else "most_answers"
    assert remedy in str(raised.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("nothing_is_estimated")
def test_a_banner_is_as_long_at_most(tmp_path):
    with pytest.raises(DataError, match="'id' cannot be reported"):
        write_survey_report(Survey(DATA), ["q"], tmp_path / "r", banner=["id"])


@pytest.mark.usual
@pytest.mark.usefixtures("nothing_is_estimated")
def test_a_page_of_too_many_questions_is_refused(tmp_path):
    data = pd.concat([DATA["q"].rename(f"q{i}") for i in range(150)], axis=1)
    with pytest.raises(DataError, match=r"300 bars \(of 150 questions\).*most_bars"):
        write_survey_report(Survey(data), list(data), tmp_path / "r", most_bars=200)


@pytest.mark.usefixtures("nothing_is_estimated")
def test_categories_nobody_gave_count_too(tmp_path):
    scale = pd.Categorical(["a"] * 4, categories=["a", *map(str, range(5000))])
    with pytest.raises(DataError, match="5,001 different answers"):
        write_survey_report(Survey(pd.DataFrame({"q": scale})), ["q"], tmp_path / "r")


@pytest.mark.usual
def test_what_is_left_out_is_said_to_the_caller_and_on_the_page(tmp_path):
    told = []
    page = write_survey_report(
        Survey(DATA), ["q", "why", "age"], tmp_path / "r", left_out=lambda *one: told.append(one)
    )
    assert [name for name, _ in told] == ["why"]
    html = page.read_text(encoding="utf-8")
    assert "&#39;why&#39; is left out: it looks like free text (300 different answers)" in html
    assert "2 questions" in html


@pytest.mark.usual
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "ist weggelassen: sieht nach Freitext aus (300 verschiedene Antworten)"),
        ("fr", "est laissé de côté : semble contenir : texte libre (300 réponses différentes)"),
    ],
)
def test_what_is_left_out_is_said_in_the_language_of_the_page(lang, said, tmp_path):
    page = write_survey_report(
        Survey(DATA), ["q", "why"], tmp_path / "r", left_out=lambda *_: None, lang=lang
    )
    assert said in " ".join(page.read_text(encoding="utf-8").split())


def test_nothing_left_is_refused(tmp_path):
    with pytest.raises(DataError, match=r"no question can be reported\. 'id' is left out"):
        write_survey_report(Survey(DATA), ["id"], tmp_path / "r", left_out=lambda *_: None)


def test_the_limits_can_be_raised(tmp_path):
    names = {"q": [f"place {k}" for k in range(101)]}
    few = Survey(pd.DataFrame(names))
    with pytest.raises(DataError, match="101 bars"):
        write_survey_report(few, ["q"], tmp_path / "r", most_answers=101, most_bars=100)
    asked = limits.fitting(few, ["q"], 101, None)
    assert asked == {"q": 101}


@pytest.mark.usual
def test_thousands_of_figures_are_refused(tmp_path):
    rows = [f"f{i},prefer the note,63%,400,share_of_respondents" for i in range(2001)]
    path = tmp_path / "figures.csv"
    path.write_text("\n".join(["figure_id,claim,percent,n,unit", *rows]), encoding="utf-8")
    many = topline.read_figures(path)
    with pytest.raises(DataError, match="a page has at most 2,000"):
        write_report(many, tmp_path / "r")


@pytest.mark.usual
def test_the_files_of_a_report_guard_formulas(tmp_path):
    data = pd.DataFrame({"q": ["=1+1", "no"] * 20})
    write_survey_report(Survey(data), ["q"], tmp_path / "a")
    write_survey_report(Survey(data), ["q"], tmp_path / "b", guard_formulas=True)
    kept, guarded = (
        (tmp_path / name / "figures" / "question-1.csv").read_text(encoding="utf-8")
        for name in "ab"
    )
    assert ",=1+1," in kept
    assert ",'=1+1," in guarded


def test_names_of_columns_are_read_once_however_many_questions_are_asked_for(monkeypatch):
    read = []
    names_of = rows.column_names
    monkeypatch.setattr(rows, "column_names", lambda data: read.append(1) or names_of(data))
    wide = Survey(pd.DataFrame({f"q{k}": ["yes", "no"] for k in range(60)}))
    with pytest.raises(DataError, match="120 bars"):
        write_survey_report(wide, list(wide.columns), "out", most_bars=50)
    assert len(read) <= 1


@pytest.mark.parametrize("empty", [None, float("nan")])
def test_a_question_that_nobody_answered_is_left_out_in_words(empty, tmp_path):
    survey, told = Survey(DATA.assign(nobody=empty)), []
    asked = ["q", "nobody"]
    with pytest.raises(DataError, match="'nobody' cannot be reported: it holds no answers"):
        write_survey_report(survey, asked, tmp_path / "r")
    page = write_survey_report(
        survey, asked, tmp_path / "r", left_out=lambda *words: told.append(words)
    )
    assert told == [("nobody", "it holds no answers; name another column")]
    assert "left out: it holds no answers" in page.read_text()
