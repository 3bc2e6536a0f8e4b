"""Waves from files that number the answers of one question otherwise: their labels decide."""

import numpy as np
import pandas as pd
import pytest

import topline
from topline import Survey

LABELS = {
    "1": {"vote": {1: "Yes", 2: "No"}, "income": {98: "Don't know"}},
    "2": {
        "vote": {1: "no", 2: " YES", 3: "Undecided"},
        "income": {98: "Refused", 99: "Don't know"},
    },
}
VOTES = {"1": [1] * 60 + [2] * 40, "2": [2] * 50 + [1] * 30 + [3] * 20}
INCOMES = {"1": [10, 20, 98, 100] * 25, "2": [10, 98, 99, 50] * 25}


def wave(tmp_path, name):
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pd.DataFrame({"who": np.arange(100), "vote": VOTES[name], "income": INCOMES[name]})
    path = tmp_path / f"{name}.sav"
    pyreadstat.write_sav(frame, str(path), variable_value_labels=LABELS[name])
    return topline.read_survey(path)


@pytest.fixture
def waves(tmp_path):
    return {name: wave(tmp_path, name) for name in LABELS}


def shares(found):
    table = found.table
    return {
        (wave, answer): share
        for wave, answer, share in table[["wave", "category", "estimate"]].itertuples(index=False)
    }


@pytest.mark.parametrize("design", [{"overlap": True, "clusters": "who"}, {"overlap": False}])
def test_an_answer_is_what_its_label_says_whatever_its_code(waves, design):
    found = Survey.from_waves(waves, **design)
    assert shares(found.levels("proportion", "vote")) == pytest.approx(
        {
            ("1", "Yes"): 0.6, ("1", "No"): 0.4, ("1", "Undecided"): 0,
            ("2", "Yes"): 0.5, ("2", "No"): 0.3, ("2", "Undecided"): 0.2,
        }
    )  # fmt: skip
    change = found.proportion("vote")
    assert dict(zip(change.table["category"], change.table["estimate"], strict=True)) == (
        pytest.approx({"Yes": -0.1, "No": -0.1, "Undecided": 0.2})
    )
    assert any("wave '2' has other codes" in note for note in change.notes)
    # and what its label says is none is no number, though 98 means two things
    means = found.levels("mean", "income")
    assert means.table["estimate"].tolist() == pytest.approx([130 / 3, 30])
    assert any('98 is "Don\'t know"' in note and "'Refused'" in note for note in means.notes)
    assert not any("vote" in note for note in means.notes)


def test_words_in_one_wave_are_the_labels_of_another(waves, tmp_path):
    answers = ["No", "Yes", "Yes", "Undecided"] * 5
    path = tmp_path / "3.csv"
    path.write_text("who,vote\n" + "".join(f"{k},{word}\n" for k, word in enumerate(answers)))
    for overlap in (True, False):
        every = {**waves, "3": topline.read_survey(path)}
        found = shares(Survey.from_waves(every, overlap=overlap).levels("proportion", "vote"))
        assert found["3", "Yes"] == pytest.approx(0.5)
        assert found["3", "Undecided"] == pytest.approx(0.25)
    # of a frame alone the codes are those of the file beside it
    frame = pd.DataFrame({"who": range(4), "vote": [1, 1, 1, 2]})
    found = Survey.from_waves({"1": waves["1"], "4": frame}, overlap=True)
    assert shares(found.levels("proportion", "vote"))["4", "Yes"] == pytest.approx(0.75)


def test_without_a_codebook_codes_decide(waves):
    found = Survey.from_waves({name: one.data for name, one in waves.items()}, overlap=True)
    assert shares(found.levels("proportion", "vote"))["2", 2] == pytest.approx(0.5)
    assert found.notes == ()


def test_answers_that_only_capitals_tell_apart_stay_two(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    given = {}
    for name, labels in (("1", {1: "us", 2: "US"}), ("2", {1: "US", 2: "us"})):
        frame = pd.DataFrame({"q": [1.0] * 3 + [2.0]})
        pyreadstat.write_sav(
            frame, str(tmp_path / f"{name}.sav"), variable_value_labels={"q": labels}
        )
        given[name] = topline.read_survey(tmp_path / f"{name}.sav")
    found = shares(Survey.from_waves(given, overlap=False).levels("proportion", "q"))
    assert sorted(found.values()) == [0.25, 0.25, 0.75, 0.75]
    assert all(sum(found[w, a] for a in ("us", "US")) == pytest.approx(1) for w in "12")


def test_several_answers_are_one_question_where_every_wave_has_its_columns():
    frame = pd.DataFrame({"t_1": [1, 0] * 20, "t_2": [0, 1, 1, 1] * 10})
    sets = {"t": ["t_1", "t_2"]}
    for overlap in (True, False):
        found = Survey.from_waves({"1": frame, "2": 1 - frame}, overlap=overlap, sets=sets)
        assert len(found.proportion("t").table) == 2


def test_the_time_before_may_spell_its_answers_otherwise(waves):
    tables = [Survey(one).crosstab("vote") for one in waves.values()]
    found = Survey(waves["1"]).crosstab("vote", compare="previous", previous=tables[1])
    other = found.to_frame().set_index("category")
    assert {"Yes", "No"} <= set(other.index)


def test_reasons_of_every_wave_are_known(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    given = {}
    for name, code in (("1", 8.0), ("2", 9.0)):
        path, labels = tmp_path / f"{name}.sav", {1: "Yes", code: "Refused"}
        frame = pd.DataFrame({"q": [1.0, code, code if name == "2" else 1.0]})
        pyreadstat.write_sav(
            frame, str(path), variable_value_labels={"q": labels}, missing_ranges={"q": [code]}
        )
        given[name] = topline.read_survey(path)
    survey = Survey.from_waves(given, overlap=True).surveys[0]
    told = survey.codebook.missing_reasons("q")
    assert told[["reason", "n"]].to_numpy().tolist() == [["Refused", 3]]
    assert survey.proportion("q", by="wave").table["n"].tolist() == [2, 1]


@pytest.mark.parametrize("overlap", [True, False])
def test_categories_are_answers_by_their_labels_too(waves, tmp_path, overlap):
    given = {name: topline.read_survey(tmp_path / f"{name}.sav", categories=True) for name in waves}
    found = [
        shares(Survey.from_waves(each, overlap=overlap).levels("proportion", "vote"))
        for each in (given, waves)
    ]
    assert found[0] == pytest.approx(found[1])
