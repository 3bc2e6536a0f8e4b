"""What a column's codes and words are taken for: numbers, answers in order, and what is none."""

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from topline import (
    ArgumentError,
    DataError,
    Survey,
    plot_bars,
    plot_likert,
    plot_trend,
    publish,
    read_survey,
)

AGREE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]


@pytest.fixture
def sav(tmp_path):
    """Ages and satisfaction with codes that only their labels call none, and a labelled weight."""
    frame = pd.DataFrame(
        {
            "age": [20.0, 40, 60, 999, 999],
            "happy": [1.0, 2, 3, 8, 3],
            "area": [1.0, 2, 1, 1, 2],
            "w": [1.0, 1, 2, 1, 1],
        }
    )
    labels = {
        "age": {999: "No answer"},
        "happy": {1: "Low", 2: "Middle", 3: "High", 8: "Don't know"},
        "area": {1: "Urban", 2: "Rural", 8: "I don't know"},
        "w": {1: "No weighting"},
    }
    path = tmp_path / "labelled.sav"
    pyreadstat.write_sav(frame, path, variable_value_labels=labels)
    return path


def test_codes_labelled_as_no_answer_are_no_numbers(sav):
    survey = Survey.read(sav, weights="w")
    mean = survey.mean("age")
    assert mean.table[["estimate", "n", "n_missing"]].to_numpy().tolist() == [[45, 3, 2]]
    assert mean.notes == (
        "age: left out as no number: 999 “No answer” (2 rows); missing_codes={'age': [999]} "
        "leaves it out of shares, too.",
    )
    assert str(mean).endswith(f"Note: {mean.notes[0]}")
    assert mean.notes[0] in mean.printed().notes
    # what to write is for who computes, not for who sees the chart
    drawn = publish(plot_bars(mean), title="x").note
    assert drawn.endswith("age: left out as no number: 999 “No answer” (2 rows).")
    assert survey.total("age").table["estimate"].tolist() == [180]
    assert survey.median("happy").table["n"].tolist() == [4]
    assert survey.t_test("age").n == 3
    assert survey.correlation("age", "happy").table["n"].tolist() == [3]
    assert survey.describe("age")["mean"].tolist() == [45]


def test_labelled_codes_behind_a_gap_are_told_in_any_language(tmp_path):
    frame = pd.DataFrame({"happy": [1.0, 2, 3, 8, 9, 9], "whole": [1.0, 2, 3, 8.5, 8, 9]})
    labels = {1: "Eins", 2: "Zwo", 3: "Gsuffa", 8: "Zork", 9: "Blork"}
    path = tmp_path / "gap.sav"
    pyreadstat.write_sav(frame, path, variable_value_labels={"happy": labels, "whole": labels})
    survey = Survey.read(path)
    (note,) = survey.mean("happy").notes
    assert note.startswith("happy: 8 “Zork” (1 row), 9 “Blork” (2 rows) are counted as numbers")
    # what stands in between is a number, and so are 8 and 9
    assert survey.mean("whole").notes == ()
    declared = Survey.read(path, missing_codes={"happy": [8, "Blork"]})
    assert (declared.mean("happy").table["n"].tolist(), declared.mean("happy").notes) == ([3], ())


def test_every_use_tells_of_its_own_variables_once():
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {
            "age": np.where(rng.random(120) < 0.1, 999, rng.integers(18, 80, 120)),
            "income": np.where(rng.random(120) < 0.1, -99, rng.integers(100, 900, 120)),
            "days": np.where(rng.random(120) < 0.1, 9999, rng.integers(1, 90, 120)),
            "vote": rng.choice(["yes", "no", "maybe"], 120),
            "area": rng.choice(["town", "land"], 120),
        }
    )
    survey = Survey(frame)
    linear = survey.linear("income ~ age + area")
    uses = {
        "age": [survey.mean("age", by="area"), survey.total("age"), survey.gini("age")],
        "income": [survey.ordinal("vote ~ income").table, survey.mean("income")],
        "income age": [survey.ratio("income", "age"), linear.table, linear.margins("area")],
        "days": [survey.kaplan_meier("days, vote == 'yes' ~ 1").table],
        "days income": [survey.cox("days, vote == 'yes' ~ income").table],
        # the order of its answers
        "vote": [survey.proportion("vote")],
        "": [survey.logistic("vote == 'yes' ~ area").table],
    }
    for names, results in uses.items():
        for found in results:
            assert [note.partition(":")[0] for note in found.notes] == names.split()
    assert str(linear).count("may stand for no answer") == 2
    page = survey.crosstab("age", "area", statistics=["mean"], bands={"age": [50]}).to_html()
    assert page.count("may stand for no answer") == 1
    assert "may stand" not in survey.crosstab("vote", "area").to_html()


def test_in_shares_they_stay_answers_until_declared(sav):
    found = Survey.read(sav).proportion("happy")
    assert found.table["category"].tolist() == ["Low", "Middle", "High", "Don't know"]
    assert found.table["n"].tolist() == [5] * 4
    assert found.notes == ()
    top = found.top_two_box().table
    assert top["category"].tolist() == ["top 2: Middle, High"]
    assert top["estimate"].tolist() == [pytest.approx(0.6)]
    for code in (8, "Don't know"):
        declared = Survey.read(sav, missing_codes={"happy": [code]})
        assert declared.proportion("happy").table["n"].tolist() == [4] * 3
        assert declared.mean("happy").notes == ()
        assert declared.mean("happy").table["estimate"].tolist() == [2.25]


def test_labels_name_answers_everywhere(sav):
    survey = Survey(read_survey(sav))
    assert survey.mean("age", by="area").table["area"].tolist() == ["Urban", "Rural"]
    table = survey.crosstab("happy", "area")
    assert table.wide().columns.get_level_values(1).tolist() == ["Total", "Urban", "Rural"]
    for condition in ("area == 'Urban'", "area == 1", "area in ['Urban']", "area begins with 'u'"):
        assert survey.where(condition).count().table["n"].tolist() == [3]
    assert survey.where("happy >= 'Middle'").count().table["n"].tolist() == [3]
    older = survey.where("age > 30").count()
    assert older.table["n"].tolist() == [2]
    assert older.notes[0].startswith("age: left out as no number: 999 “No answer” (2 rows)")
    assert older.notes[1:] == ("2 rows left out: where (age > 30) is not known there.",)
    with pytest.raises(ArgumentError, match="no answer of area is called 'Urbn'; area holds 1 Urb"):
        survey.where("area == 'Urbn'")
    with pytest.raises(ArgumentError, match="no row has area == 7; area holds 1 Urban, 2 Rural"):
        survey.where("area == 7")


def test_a_code_that_is_another_answers_label_is_refused(tmp_path):
    frame = pd.DataFrame({"q": [1.0, 2, 3] * 3})
    labels = {"q": {1: "0", 2: "1", 3: "2 or more"}}
    pyreadstat.write_sav(frame, tmp_path / "a.sav", variable_value_labels=labels)
    survey = Survey.read(tmp_path / "a.sav")
    for condition in ("q == 1", "q == '1'"):
        with pytest.raises(ArgumentError, match="is the code of q '0' and the label of 2; name"):
            survey.where(condition)
    assert survey.where("q == '0'").count().table["n"].tolist() == [3]


def test_undeclared_codes_are_named_and_can_be_declared():
    data = pd.DataFrame({"income": [1000.0, 1500, 2000, -99, 9999] * 10})
    found = Survey(data).mean("income")
    assert found.notes == (
        "income: -99 (10 rows), 9999 (10 rows) are counted as numbers, and may stand for no "
        "answer; missing_codes={'income': [-99, 9999]} leaves it out.",
    )
    told = Survey(data, missing_codes={"income": [-99, 9999]}).mean("income")
    assert told.table[["estimate", "n_missing"]].to_numpy().tolist() == [[1500, 20]]
    assert told.notes == ()
    # a scale without labels, and one whose file has none for a code
    scale = pd.DataFrame({"q": [1.0, 2, 3, 4, 5, 99] * 10})
    found = Survey(scale).proportion("q")
    assert found.notes == (
        "q: 99 (10 rows) is counted as an answer, and may stand for none; "
        "missing_codes={'q': [99]} leaves it out.",
    )
    assert Survey(scale, missing_codes={"q": [99]}).proportion("q").notes == ()
    with pytest.raises(ArgumentError, match="missing_codes names 'incom', which is no column of"):
        Survey(data, missing_codes={"incom": [-99]})
    with pytest.raises(ArgumentError, match="missing_codes of 'income' is -99; expected a list"):
        Survey(data, missing_codes={"income": -99})


def test_words_that_are_a_scale_stand_in_its_order():
    answers = np.repeat([*AGREE, "Don't know"], [4, 8, 12, 32, 24, 20])
    found = Survey(pd.DataFrame({"q": answers})).proportion("q")
    assert found.table["category"].tolist() == [*AGREE, "Don't know"]
    assert found.scales["q"].set_aside == ("Don't know",)
    assert found.notes[0].startswith("q: answers stand in the order of agreement")
    for lang, words in {"de": "in der Reihenfolge „Zustimmung“", "fr": "dans l’ordre «"}.items():
        assert words in found.to_text(lang=lang)
    assert found.top_two_box().table["estimate"].tolist() == [pytest.approx(0.56)]
    ordered = pd.DataFrame({"q": pd.Categorical(answers, [*AGREE, "Don't know"], ordered=True)})
    same = Survey(ordered).proportion("q")
    assert same.notes == ()
    assert same.top_two_box().table["estimate"].tolist() == [pytest.approx(0.56)]


def test_where_no_order_is_known_what_needs_one_refuses_and_the_remedy_works():
    data = pd.DataFrame({"q": ["zum", "abu", "Mip"] * 20, "wave": ["vor", "nach"] * 30})
    found = Survey(data).proportion("q")
    for need in (found.top_two_box, lambda: plot_likert(found)):
        with pytest.raises(ArgumentError, match=r"order=\{'q': \[.*\]\}\), first answer first"):
            need()
    waves = Survey(data).proportion({"yes": "q == 'zum'"}, by="wave")
    with pytest.raises(ArgumentError, match="the waves 'wave' are in alphabetical order; their"):
        plot_trend(waves, wave="wave")
    order = {"q": ["zum", "Mip", "abu"], "wave": ["vor", "nach"]}
    given = Survey(data, order=order)
    assert given.proportion("q").table["category"].tolist() == order["q"]
    assert given.proportion("q").top_two_box().table["category"].tolist() == ["top 2: Mip, abu"]
    waves = given.proportion({"yes": "q == 'zum'"}, by="wave")
    ticks = [text.get_text() for text in plot_trend(waves, wave="wave").get_xticklabels()]
    assert [tick.split("\n")[0] for tick in ticks] == order["wave"]
    with pytest.raises(ArgumentError, match="order of 'q' leaves out 'abu', which respondents an"):
        Survey(data, order={"q": ["zum", "Mip"]}).proportion("q")


def test_a_code_that_nobody_gave_is_ordered_by_its_label(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "a.sav"
    labels = {1: "Yes", 2: "No", 3: "Maybe"}
    frame = pd.DataFrame({"q": [1.0] * 6 + [2.0] * 4})
    pyreadstat.write_sav(frame, str(path), variable_value_labels={"q": labels})
    found = Survey.read(path, order={"q": [3, 2, 1]}).proportion("q").table
    assert found["category"].tolist() == ["Maybe", "No", "Yes"]
    assert found["estimate"].tolist() == [0, 0.4, 0.6]


def test_an_unordered_categorical_has_the_order_it_was_given():
    given = pd.Categorical(["b", "a", "c"] * 10, ["c", "a", "b"])
    found = Survey(pd.DataFrame({"q": given})).proportion("q")
    assert found.table["category"].tolist() == ["c", "a", "b"]
    assert found.top_two_box().table["category"].tolist() == ["top 2: a, b"]
    by_alphabet = Survey(pd.DataFrame({"q": given.astype(str).astype(object)})).proportion("q")
    with pytest.raises(ArgumentError, match="their order is not known"):
        by_alphabet.top_two_box()


def test_spellings_of_one_answer_are_one_and_words_for_nothing_are_none():
    data = pd.DataFrame({"q": ["Yes", "yes", "YES ", "Yes", "no", "NA", ""] * 10})
    found = Survey(data).proportion("q")
    assert dict(zip(found.table["category"], found.table["n"], strict=True)) == {
        "no": 50,
        "Yes": 50,
    }
    assert any("differ in spelling alone" in note for note in found.notes)
    assert any('"NA" (10 rows) taken for no answer' in note for note in found.notes)
    for text in ("Yes", "yes"):
        chosen = Survey(data).proportion({"yes": f"q == '{text}'"}).table
        assert chosen[["estimate", "n", "n_missing"]].to_numpy().tolist() == [[0.8, 50, 20]]
    counted = Survey(data, missing_words=False).proportion("q").table
    assert counted["n"].tolist() == [70] * 4


def test_an_estimate_has_the_notes_of_its_own_variables_alone():
    data = pd.DataFrame({"a": [1.0, 2, 3, -99] * 5, "b": [1.0, 2, 3, 4] * 5})
    survey = Survey(data)
    assert survey.mean("b").notes == ()
    assert len(survey.mean(["a", "b", "a"]).notes) == 1
    assert survey.mean("a").subset([0]).notes == survey.mean("a").notes
    assert "weighted" not in str(survey.mean("b"))
    assert "weighted mean" in str(Survey(data, weights="b").mean("a"))


def test_one_answer_and_blanks_is_never_everybody_in_silence():
    data = pd.DataFrame({"uses": ["Python", None, None, None] * 10})
    found = Survey(data).proportion("uses")
    remedy = {"Python": "`uses` is not missing"}
    assert found.notes == (
        "uses: 'Python' is the one answer beside 30 blanks, which are left out; if a blank is “not "
        f"chosen”, estimate {{'Python': \"{remedy['Python']}\"}}.",
    )
    assert Survey(data).proportion(remedy).table[["estimate", "n"]].to_numpy().tolist() == [
        [0.25, 40]
    ]


def test_a_number_out_of_reach_is_refused_each_time_unless_it_is_declared_missing():
    frame = pd.DataFrame({"y": [1.0, 2.0, 1e60]})
    survey = Survey(frame)
    for _ in range(2):
        with pytest.raises(DataError, match=r"1e\+60 as its largest value \(row 2\)"):
            survey.mean("y")
    declared = Survey(frame, missing_codes={"y": [1e60]})
    assert declared.mean("y").table["estimate"].tolist() == [1.5]


def test_a_labelled_code_that_stands_out_is_named_with_its_label(tmp_path):
    frame = pd.DataFrame({"y": [20.0, 30, 40] * 20 + [-99.0] * 5})
    labels = {"y": {-99: "Not in the panel"}}
    pyreadstat.write_sav(frame, tmp_path / "a.sav", variable_value_labels=labels)
    (note,) = Survey.read(tmp_path / "a.sav").mean("y").notes
    assert "-99 “Not in the panel” (5 rows) is counted as a number" in note
