"""Questions with several answers as estimates: their options, base and variance."""

from dataclasses import replace

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyreadstat
import pytest

from tests.conftest import in_one_test
from topline import (
    LIGHT,
    ArgumentError,
    DataError,
    Strings,
    Survey,
    plot_bars,
    plot_crosstab,
    plot_likert,
    publish,
)

N = 240
RNG = np.random.default_rng(7)
TICKS = RNG.integers(0, 2, (N, 3))
OPTIONS = ["Car", "Bike", "Bus"]
COLUMNS = ["q_1", "q_2", "q_3"]
DATA = pd.DataFrame(TICKS, columns=COLUMNS).assign(
    g=np.where(np.arange(N) % 3, "a", "b"), w=RNG.uniform(1, 3, N), u=np.arange(N) // 6
)
DATA["cell"] = [
    ";".join(option for option, tick in zip(OPTIONS, row, strict=True) if tick) or None
    for row in TICKS
]
DESIGN = {"weights": "w", "clusters": "u"}
SETS = {"travel": {"columns": COLUMNS, "options": OPTIONS}}
SURVEY = Survey(DATA, **DESIGN, sets=SETS)


@pytest.mark.quick
@pytest.mark.parametrize("replicates", [False, True])
def test_each_option_is_a_condition_and_their_covariance_is_joint(replicates):
    survey = SURVEY.to_replicates("jk1") if replicates else SURVEY
    found = survey.proportion("travel", by="g")
    words = {option: f"{name} == 1" for name, option in zip(COLUMNS, OPTIONS, strict=True)}
    theirs = survey.proportion(words, by="g")
    ours, other = found.table, theirs.table.set_index(["g", "outcome"])
    assert ours["outcome"].unique().tolist() == ["travel"]
    assert ours["category"].tolist() == OPTIONS * 2
    order = [other.index.get_loc((row.g, row.category)) for row in ours.itertuples()]
    for name in ("estimate", "std_error", "ci_low", "ci_high", "n", "df"):
        assert np.allclose(ours[name], theirs.table[name].to_numpy()[order]), name
    covariance = np.asarray(theirs.covariance)[np.ix_(order, order)]
    assert np.allclose(np.asarray(found.covariance), covariance)
    assert abs(covariance[0, 1]) > 0
    totals = survey.total("travel").table
    weighted = DATA["w"].to_numpy() @ TICKS
    assert np.allclose(totals["estimate"], weighted)


SHAPES = {
    "numbers": DATA[COLUMNS],
    "yes and no": DATA[COLUMNS].replace({1: "Yes", 0: "No"}),
    "logical": DATA[COLUMNS].astype(bool),
    "one and two": DATA[COLUMNS].replace({0: 2}),
    "Selected": DATA[COLUMNS].replace({1: "Selected", 0: "Not selected"}),
    "words": pd.DataFrame(np.where(TICKS == 1, np.array(OPTIONS), None), columns=COLUMNS),
    "x": pd.DataFrame(np.where(TICKS == 1, "x", ""), columns=COLUMNS),
    "categorical": DATA[COLUMNS].replace({1: "Ja", 0: "Nein"}).astype("category"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_shares(shape):
    found = Survey(SHAPES[shape]).crosstab(COLUMNS).wide()
    assert np.allclose(found.iloc[:3, 0], 100 * TICKS.mean(axis=0))
    assert found.loc["Unweighted base"].iloc[0] == N


def test_a_cell_with_several_answers():
    survey = Survey(DATA, sets={"cell": ";"})
    some = TICKS.any(axis=1)
    table = survey.proportion("cell").table.set_index("category").loc[OPTIONS]
    assert np.allclose(table["estimate"], TICKS[some].mean(axis=0))
    assert table["n_missing"].tolist() == [(~some).sum()] * 3
    wide = Survey(DATA).crosstab("cell", separator=";").wide()
    assert np.allclose(wide.loc[OPTIONS].iloc[:, 0], 100 * TICKS[some].mean(axis=0))
    (note,) = Survey(DATA, sets={"cell": False}).proportion("cell").notes
    assert "Survey(data, sets={'cell': \";\"}) estimates each answer" in note


def test_bases_are_said_and_can_be_said_otherwise():
    words = SHAPES["words"].assign(asked=np.where(np.arange(N) < 200, "yes", "no"))
    none = ~TICKS.any(axis=1)
    (note,) = Survey(words, sets={"t": COLUMNS}).proportion("t").notes
    assert f"base: all 240 rows; {none.sum()} of them, blank in all options, count as" in note
    said = {"columns": COLUMNS, "blank": "no_answer"}
    found = Survey(words, sets={"t": said}).proportion("t")
    assert found.table["n"].tolist() == [(~none).sum()] * 3
    assert f"base: the {(~none).sum()} rows with an answer" in found.notes[0]
    said = {"columns": COLUMNS, "asked": "asked == 'yes'"}
    found = Survey(words, sets={"t": said}).proportion("t")
    asked = (np.arange(N) < 200) | ~none
    assert found.table["n"].tolist() == [asked.sum()] * 3
    assert "base: those asked (asked == 'yes')" in found.notes[0]


def test_blanks_beside_answers_are_counted():
    holes = DATA[COLUMNS].astype(float)
    holes.iloc[:4, 0] = np.nan
    holes.iloc[4:6] = np.nan
    found = Survey(holes, sets={"t": COLUMNS}).proportion("t")
    assert found.table["n"].tolist() == [N - 2] * 3
    assert found.notes[1] == (
        "t: 4 blank cells beside answers to other options count as not chosen."
    )
    unnamed = Survey(holes).crosstab(COLUMNS).printed().notes
    assert any(note.startswith("several answers: 4 blank cells beside answers") for note in unnamed)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "travel: a respondent may choose several; base: the {} rows with an answer"),
        ("de", "travel: Mehrfachnennungen möglich; Basis: die {} Zeilen mit einer Antwort"),
        (
            "fr",
            "travel\u00a0: plusieurs réponses possibles\u202f; base\u00a0: les {} lignes avec une "
            "réponse",
        ),
    ],
)
def test_the_base_is_said_in_the_language_of_chart_and_table(lang, words):
    blank = DATA.copy()
    blank.loc[::4, COLUMNS] = np.nan
    found = Survey(blank, weights="w", sets=SETS).proportion("travel")
    assert "sets={'travel': {'asked': 'a condition'}} says who was asked" in found.notes[0]
    chart = publish(plot_bars(found, style=replace(LIGHT, strings=Strings(lang))), title="x")
    said = words.format(N - N // 4)
    assert said in chart.note
    # what to write is for who computes, and no caption
    assert "sets=" not in chart.note
    # words of the question are people's
    told = found.printed(lang=lang).notes
    assert any(said in note for note in told)


def test_counted_says_what_is_chosen():
    codes = DATA[COLUMNS].replace({0: 5, 1: 7})
    said = {"columns": COLUMNS, "counted": 7}
    table = Survey(codes, sets={"t": said}).proportion("t").table
    assert np.allclose(table["estimate"], TICKS.mean(axis=0))
    with pytest.raises(ArgumentError, match="no column holds 8, which counted says is chosen"):
        Survey(codes, sets={"t": {**said, "counted": 8}})


def test_an_overlapping_banner():
    table = SURVEY.crosstab("g", "travel", minimum_base=5)
    for name, option in zip(COLUMNS, OPTIONS, strict=True):
        theirs = SURVEY.where(f"{name} == 1").proportion("g").table
        ours = table.table[table.table["column"] == option]
        for column in ("estimate", "std_error", "n"):
            assert np.allclose(ours[column], theirs[column]), column
    assert "columns of travel overlap" in " ".join(table.estimates.notes)
    none = (~TICKS.any(axis=1)).sum()
    assert f"{none} respondents chose none of travel, stand in no column" in str(table)
    # letters compare by the joint covariance, respondents in both columns included
    rows = table.table.reset_index(drop=True)
    one, two = rows.index[(rows["category"] == "a") & rows["column"].isin(["Car", "Bike"])]
    whole = np.asarray(table.estimates.covariance)
    assert whole[one, two] != 0
    with pytest.raises(ArgumentError, match="and travel are several answers"):
        table.tests()


@pytest.mark.parametrize("percent", ["row", "total"])
def test_rows_and_totals_of_an_overlapping_banner(percent):
    table = SURVEY.crosstab("g", "travel", percent=percent).table
    inside = table[(table["category"] == "a") & (table["column"] == "Car")]["estimate"].iloc[0]
    w, chose, a = DATA["w"], DATA["q_1"] == 1, DATA["g"] == "a"
    base = w[a].sum() if percent == "row" else w.sum()
    assert inside == pytest.approx(w[chose & a].sum() / base)


def test_nets_say_who_chose_any():
    found = SURVEY.crosstab("travel", "g", nets={"wheels": ["Car", "Bike"]}).wide()
    either = (DATA["q_1"] == 1) | (DATA["q_2"] == 1)
    assert found.loc["wheels"].iloc[0] == pytest.approx(100 * np.average(either, weights=DATA["w"]))
    shares = SURVEY.proportion("travel")
    for action in (lambda: shares.net({"wheels": ["Car", "Bike"]}), shares.top_two_box):
        with pytest.raises(
            ArgumentError, match="'travel' has several answers, whose shares do not"
        ):
            action()


def test_charts_draw_options_and_refuse_them_as_a_scale():
    shares = SURVEY.proportion("travel")
    assert plot_bars(shares)
    assert plot_crosstab(SURVEY.crosstab("g", "travel"))
    with pytest.raises(ArgumentError, match="has several answers, which are no scale"):
        plot_likert(shares)


def test_a_question_of_several_answers_is_no_group():
    with pytest.raises(ArgumentError, match="by 'travel' is a question with several answers"):
        SURVEY.mean("w", by="travel")
    with pytest.raises(ArgumentError, match="variable 'travel' is a question with several answers"):
        SURVEY.chi_square("travel", "g")
    with pytest.raises(ArgumentError, match="missing='category' is for one variable"):
        SURVEY.proportion("travel", missing="category")


def test_described_as_one_question():
    found = SURVEY.describe().set_index("variable")
    assert not set(COLUMNS) & set(found.index)
    assert found.loc["travel", ["type", "answered"]].tolist() == ["several answers", N]
    assert list(SURVEY.sets) == ["cell", "travel"]


WRONG = {
    "unknown column": ({"t": ["q_9"]}, "the set 't' names 'q_9', which is no column"),
    "unknown key": ({"t": {"column": ["q_1"]}}, "the set 't' has 'column'; expected columns"),
    "a list": (["q_1"], "sets is a list; expected a mapping"),
    "nothing": ({"t": []}, "expected columns, as"),
    "twice": ({"t": ["q_1", "q_1"]}, "names a column twice"),
    "blank": ({"t": {"columns": COLUMNS, "blank": "no"}}, "blank of the set 't' is 'no'"),
    "labels": ({"t": {"columns": COLUMNS, "options": ["a"]}}, "has 1 labels for 3 options"),
    "separator": ({"t": {"columns": COLUMNS, "separator": ";"}}, "has a separator and 3 columns"),
    "numbers": ({"t": ["q_1", "w"]}, "which cells say that an option is chosen cannot be told"),
}


@in_one_test("kind", WRONG)
def test_what_is_no_set_is_refused_in_words(kind):
    sets, words = WRONG[kind]
    with pytest.raises(ArgumentError, match=words):
        Survey(DATA, sets=sets)


def test_columns_that_are_no_ticks_get_conditions_that_keep_the_base():
    ford = pd.DataFrame({"Ford": ["Yes", "No", "Maybe", None] * 10, "Opel": ["Yes", "No"] * 20})
    with pytest.raises(DataError) as problem:
        Survey(ford).crosstab(["Ford", "Opel"])
    assert "rows={'label': \"`Ford` == 'Yes'\"}" in str(problem.value)
    wide = Survey(ford).crosstab({"label": "`Ford` == 'Yes'"}).wide()
    assert wide.loc["Unweighted base"].iloc[0] == 30


def test_one_answer_and_blanks_name_their_question():
    words = SHAPES["words"]
    (note,) = Survey(words, sets={"t": COLUMNS}).proportion("q_1").notes
    assert note.endswith("it is an option of the question 't', so estimate that.")
    (note,) = Survey(words, sets=False).proportion("q_1").notes
    assert "if a blank is “not chosen”, estimate" in note


def test_a_code_and_blanks_are_never_everybody_in_silence(tmp_path):
    ticks = pd.DataFrame(TICKS[:, :2], columns=["q_1", "q_2"]).replace({0: np.nan})
    (note,) = Survey(ticks).proportion("q_1").notes
    assert note.startswith("q_1: 1.0 is the one answer beside")
    survey = Survey(ticks, sets={"t": ["q_1", "q_2"]})
    (note,) = survey.proportion({"car": "q_1 == 1"}).notes
    assert note.endswith("it is an option of the question 't', so estimate that.")
    assert np.allclose(survey.proportion("t").table["estimate"], TICKS[:, :2].mean(axis=0))
    path = tmp_path / "ticks.sav"
    labels = {"q_1": {1: "Car"}, "q_2": {1: "Bike"}}
    pyreadstat.write_sav(ticks, path, variable_value_labels=labels)
    survey = Survey.read(path)
    assert list(survey.sets) == ["q"]
    assert survey.proportion("q").table["category"].tolist() == ["Car", "Bike"]
    assert "the one answer beside" in survey.proportion("q_1").notes[0]


@pytest.mark.parametrize("library", [pl.from_pandas, pa.Table.from_pandas])
def test_other_frames(library):
    frame = library(DATA[[*COLUMNS, "cell"]])
    survey = Survey(frame, sets={"travel": COLUMNS, "cell": ";"})
    assert np.allclose(survey.proportion("travel").table["estimate"], TICKS.mean(axis=0))
    assert survey.proportion("cell").table["n"].tolist() == [TICKS.any(axis=1).sum()] * 3
