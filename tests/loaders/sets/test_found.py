"""Questions with several answers, as exports of survey services have them."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from tests.conftest import in_one_test
from topline import ArgumentError, Survey, read_survey, write_survey
from topline.loaders.codebook.codebook import SurveyData, codebook_of
from topline.loaders.codebook.variables import FileContent, MultipleResponseSet, Variable
from topline.loaders.sets.families import split_labels
from topline.loaders.sets.sets import with_sets

N = 60
TICKS = np.random.default_rng(1).integers(0, 2, (N, 3))
TICKS[:5] = 0
OPTIONS = ["Car", "Bike", "Bus"]
BASE = pd.DataFrame({"age": np.arange(N) + 18})
WORDS = np.where(TICKS == 1, np.array(OPTIONS), None)


@pytest.fixture
def read(tmp_path):
    """Return what is read of a frame written as CSV."""

    def call(frame, **arguments):
        path = tmp_path / "answers.csv"
        frame.to_csv(path, index=False, sep=";" if "cell" in frame else ",")
        return read_survey(path, **arguments).codebook

    return call


def ticked(yes, no, names):
    return pd.concat([BASE, pd.DataFrame(np.where(TICKS == 1, yes, no), columns=names)], axis=1)


EXPORTS = {
    "Qualtrics": ("Q5", ticked(1, 0, ["Q5_1", "Q5_2", "Q5_3"])),
    "REDCap": ("transport", ticked("Checked", "Unchecked", [f"transport___{k}" for k in "123"])),
    "REDCap's labels": (
        "How do you travel?",
        ticked("Checked", "Unchecked", [f"How do you travel? (choice={o})" for o in OPTIONS]),
    ),
    "LimeSurvey": ("q1", ticked("Yes", "No", ["q1[SQ001]", "q1[SQ002]", "q1[SQ003]"])),
    "LimeSurvey's wordings": (
        "Wie fahren Sie?",
        ticked("Ja", "Nein", [f"Wie fahren Sie? [{o}]" for o in OPTIONS]),
    ),
    "LimeSurvey's codes and wordings": (
        "q2",
        ticked("Ja", "Nein", [f"q2[{k}]. Wie fahren Sie? [{o}]" for k, o in enumerate(OPTIONS)]),
    ),
    "four digits": (
        "q0004",
        ticked("Selected", "Not selected", [f"q0004_000{k}" for k in (1, 2, 3)]),
    ),
    "Decipher": ("Q3", ticked(1, 0, ["Q3r1", "Q3r2", "Q3r3"])),
    "letters": ("v1", ticked("genannt", "nicht genannt", ["v1a", "v1b", "v1c"])),
    "logical": ("a", ticked("TRUE", "FALSE", ["a_1", "a_2", "a_3"])),
    "one and two": (
        "How? Select all that apply",
        ticked(1, 2, [f"How? Select all that apply - {o}" for o in OPTIONS]),
    ),
    "a colon": ("Q5", ticked("Oui", "Non", [f"Q5: {o}" for o in OPTIONS])),
    "brackets": ("How?", ticked("Tak", "Nie", [f"How? ({o})" for o in OPTIONS])),
    "boxes": ("q2", ticked("☑", "☐", [f"q2 - {o}" for o in OPTIONS])),
    "Kobo": ("How?", ticked(1, 0, [f"How?/{o}" for o in OPTIONS])),
    "Kobo, one letter": ("q", ticked(1, 0, [f"q/{o}" for o in OPTIONS])),
    "Alchemer": (
        "How do you travel?",
        ticked("x", None, [f"{o}:How do you travel?" for o in OPTIONS]),
    ),
    "one mark": ("Car to Bus", ticked("✓", None, OPTIONS)),
    "one or nothing": ("by_car to by_bus", ticked(1, None, ["by_car", "by_bike", "by_bus"])),
}


@pytest.mark.parametrize("kind", EXPORTS)
def test_columns_of_ticks(read, kind):
    name, frame = EXPORTS[kind]
    book = read(frame)
    assert list(book.multiple_response_sets) == [name]
    found = book.multiple_response_sets[name]
    assert found.variables == tuple(frame.columns[1:])
    blank = "not_chosen" if frame.isna().to_numpy().any() else "no_answer"
    assert (found.kind, found.blank, found.source) == ("columns", blank, "found")
    if any("Car" in column for column in frame):
        assert [option.label for option in found.options] == OPTIONS
    (note,) = book.notes
    assert note.startswith(f"{name}: one question with several answers in 3 columns")
    assert "is chosen" in note


def test_a_question_above_words_and_blanks(tmp_path):
    rows = pd.DataFrame(WORDS, columns=["How?", "", ""]).assign(age=1)
    rows.to_csv(tmp_path / "a.csv", index=False)
    (found,) = read_survey(tmp_path / "a.csv").codebook.multiple_response_sets.values()
    assert (found.label, [one.label for one in found.options]) == ("How?", OPTIONS)


def test_ones_and_twos_are_told(read):
    (note,) = read(ticked(1, 2, ["Q5_1", "Q5_2", "Q5_3"])).notes
    assert "sets={'Q5': ['Q5_1', 'Q5_2', 'Q5_3']}" in note


@pytest.mark.quick
def test_words_or_blanks(read):
    found = read(BASE.join(pd.DataFrame(WORDS, columns=["Q2_1", "Q2_2", "Q2_3"])))
    (own,) = found.multiple_response_sets.values()
    assert [option.label for option in own.options] == OPTIONS
    assert [option.chosen for option in own.options] == [(option,) for option in OPTIONS]
    assert own.blank == "not_chosen"


def test_columns_called_as_their_word_stand_side_by_side(read):
    frame = BASE.join(pd.DataFrame(WORDS, columns=OPTIONS))
    frame["Other"] = [None] * (N - 4) + ["ferry", "on foot", "horse", "ferry"]
    found = read(frame.assign(would=1)).multiple_response_sets
    assert list(found) == ["Car to Other"]
    assert found["Car to Other"].options[3].chosen == ()


def test_who_would_say_none_is_told_from_who_was_not_asked(read):
    frame = BASE.join(pd.DataFrame(WORDS, columns=["Q2_1", "Q2_2", "Q2_3"]))
    frame["Q2_4"] = np.where(TICKS.any(axis=1), None, "None of these")
    (own,) = read(frame).multiple_response_sets.values()
    assert own.blank == "no_answer"
    assert own.evidence.endswith("whoever chose nothing would say 'None of these'")


def test_a_filter_tells_who_was_asked(read):
    words = pd.DataFrame(WORDS, columns=["Q2_1", "Q2_2", "Q2_3"])
    works = np.where(np.arange(N) % 2, "Yes", "No")
    words[works == "No"] = None
    (own,) = read(pd.DataFrame({"works": works}).join(words)).multiple_response_sets.values()
    assert own.asked == "`works` not in ['No']"
    assert "not asked of the 30 rows whose works is 'No'" in own.evidence
    other = pd.DataFrame({"group": np.where(np.arange(N) % 3, "a", "b")}).join(
        pd.DataFrame(WORDS, columns=["Q2_1", "Q2_2", "Q2_3"])
    )
    (own,) = read(other).multiple_response_sets.values()
    assert own.asked == ""


@pytest.mark.parametrize("separator", [";", "|", "┋", "\n", ", ", ",", " ", "/", " & "])
def test_answers_in_one_cell(read, separator):
    options = [option.lower() for option in OPTIONS]
    lists = [
        separator.join(option for option, tick in zip(options, row, strict=True) if tick) or None
        for row in TICKS
    ]
    frame = pd.DataFrame({"cell": BASE["age"], "travel": lists})
    found = read(frame).multiple_response_sets
    assert list(found) == ["travel"]
    assert [option.label for option in found["travel"].options] == options
    assert (found["travel"].kind, found["travel"].separator) == (
        "cell",
        separator.strip(" ") or " ",
    )


def test_codes_of_several_answers_in_one_cell(read):
    codes = [" ".join(str(k + 1) for k in range(3) if row[k] or not row.any()) for row in TICKS]
    (found,) = read(
        pd.DataFrame({"cell": BASE["age"], "q5": codes})
    ).multiple_response_sets.values()
    assert ([option.label for option in found.options], found.separator) == (["1", "2", "3"], " ")


@in_one_test(
    "words",
    [
        ["White", "Black/African American", "Hispanic/Latino"],
        ["Yes", "No", "Yes/No"],
        ["R&D", "Sales", "Sales & Marketing", "Marketing"],
        ["A+", "A", "B+", "B"],
        ["full/remote", "full/office", "part/remote", "part/office"],
        ["1/2/2024", "1/3/2024", "2/2/2024", "1"],
    ],
)
def test_answers_that_hold_a_sign_are_one_answer(words):
    cells = pd.DataFrame({"q": np.resize(words, N)})
    content = FileContent(cells, (Variable("q", kind="text"),))
    assert with_sets(content, None).multiple_response_sets == {}


def test_answers_packed_from_the_left(read):
    def packed(words):
        lists = [[w for w, tick in zip(words, row, strict=True) if tick] for row in TICKS]
        return pd.DataFrame([(*own, None, None, None)[:3] for own in lists])

    for words, names in ((OPTIONS, ["m1", "m2", "m3"]), ([1, 2, 3], ["Q5_1", "Q5_2", "Q5_3"])):
        frame = BASE.join(packed(words).set_axis(names, axis=1))
        (found,) = read(frame).multiple_response_sets.values()
        assert sorted(option.label for option in found.options) == sorted(map(str, words))
        assert (found.kind, found.variables, found.blank) == (
            "categories",
            tuple(names),
            "no_answer",
        )
        estimates = Survey(frame).proportion(names[0].rstrip("_1"))
        shares = dict(zip(estimates.table["category"], estimates.table["estimate"], strict=True))
        asked = TICKS[TICKS.any(axis=1)]
        assert shares == pytest.approx(dict(zip(map(str, words), asked.mean(axis=0), strict=True)))


def test_a_grid_that_people_break_off_is_not_packed(read):
    rng = np.random.default_rng(4)
    grid = pd.DataFrame(rng.choice(["Often", "Sometimes", "Never"], (N, 3)))
    grid = grid.mask(np.arange(3) >= rng.integers(1, 4, (N, 1)))
    assert read(grid.set_axis(["q_1", "q_2", "q_3"], axis=1)).multiple_response_sets == {}
    few = pd.DataFrame(rng.permuted(np.tile(np.arange(30), (N, 1)), axis=1)[:, :3])
    assert read(few.set_axis(["n_1", "n_2", "n_3"], axis=1)).multiple_response_sets == {}


def test_a_question_before_one_of_lists_is_not_packed_with_it(read):
    # Askia and others write codes in one cell
    lists = [";".join(str(k + 1) for k in range(3) if row[k]) or None for row in TICKS]
    frame = pd.DataFrame({"Q1": np.resize([1, 2, 3], N), "Q2": lists, "cell": BASE["age"]})
    assert [*read(frame).multiple_response_sets] == ["Q2"]
    frame["Q1"] = np.resize(["1", "2;3", "3"], N)
    assert [*read(frame).multiple_response_sets] == ["Q2"]


@pytest.mark.parametrize("chosen", [1, 2])
def test_a_column_that_counts_tells_which_of_two_codes_is_chosen(read, chosen):
    # SoSci Survey writes 1 for not chosen, 2 for chosen, and how many were
    frame = ticked(chosen, 3 - chosen, ["A1_01", "A1_02", "A1_03"])
    assert read(frame).multiple_response_sets == {}
    frame.insert(1, "A1", TICKS.sum(axis=1))
    (found,) = read(frame).multiple_response_sets.values()
    assert {option.chosen for option in found.options} == {(chosen,)}
    shares = Survey(frame).proportion("A1").table["estimate"]
    assert shares.tolist() == pytest.approx(TICKS.mean(axis=0).tolist())


def test_options_of_one_label_have_their_codes():
    frame = pd.DataFrame({"t1": [1.0, 96, 97] * 20, "t2": [96.0, 97, None] * 20})
    own = MultipleResponseSet("How?", ("t1", "t2"), kind="categories")
    labels = {1: "Car", 96: "Other", 97: "Other"}
    variables = tuple(Variable(name, kind="number", value_labels=labels) for name in frame)
    content = with_sets(FileContent(frame, variables, {"how": own}), None)
    options = content.multiple_response_sets["how"].options
    assert [option.label for option in options] == ["Car", "Other [96]", "Other [97]"]
    with pytest.raises(ArgumentError, match="'Other' twice; give each option its own label"):
        with_sets(content, {"how": {"columns": ["t1"], "counted": 1, "options": ["Other"]},
                            "two": {"columns": ["t1", "t2"], "counted": 96,
                                    "options": ["Other", "Other"]}})  # fmt: skip


@pytest.mark.parametrize("name", ["record_id", "Record ID", "Befragten-Nr", "PARENT_KEY"])
def test_people_on_several_rows(read, name):
    # the events of REDCap stand below one another
    book = read(pd.DataFrame({name: np.repeat(np.arange(30), 2), "pain": np.arange(60) % 5}))
    assert book.notes[0].startswith(f"{name}: 30 different ones on 60 rows")


def test_the_text_beside_other_is_no_second_answer(read):
    rng = np.random.default_rng(4)
    question = "What kind of stuffing/dressing do you have?"
    kinds = rng.choice(["Bread", "Rice", "Other (please specify)"], 4 * N)
    written = [f"own {k % 9}" if kind.startswith("Other") else None for k, kind in enumerate(kinds)]
    frame = pd.DataFrame({question: kinds, f"{question} - Other (please specify)": written})
    frame.loc[::9, question] = None
    frame.loc[::9, f"{question} - Other (please specify)"] = None
    assert read(frame).multiple_response_sets == {}


@pytest.mark.parametrize("shape", ["json", "python", "postgres"])
def test_answers_in_lists_of_programs(read, shape):
    lists = [[o for o, tick in zip(OPTIONS, row, strict=True) if tick] for row in TICKS]
    written = {
        "json": json.dumps,
        "python": repr,
        "postgres": lambda own: "{" + ",".join(own) + "}",
    }[shape]
    frame = pd.DataFrame({"cell": BASE["age"], "travel": [*map(written, lists)]})
    (found,) = read(frame).multiple_response_sets.values()
    assert [option.label for option in found.options] == OPTIONS
    # words in brackets are no list
    frame["travel"] = np.where(TICKS[:, 0] == 1, "[DON'T KNOW, REFUSED]", "[NO ANSWER, OTHER]")
    assert not read(frame).multiple_response_sets


def test_two_options_that_stand_alone_and_together_are_two(read):
    cells = ["car", "bike", "car bike"] * 20
    frame = pd.DataFrame({"cell": BASE["age"], "travel": cells})
    assert [o.label for o in read(frame).multiple_response_sets["travel"].options] == [
        "car",
        "bike",
    ]
    frame["travel"] = ["New", "York", "New York"] * 20
    assert not read(frame).multiple_response_sets


def test_sets_of_spss(tmp_path):
    frame = pd.DataFrame({"b1": [1, 0, 1], "b2": [0, 1, 1], "x": [1, 2, 3]})
    path = tmp_path / "sets.sav"
    labels = {"b1": "How do you travel? - Car", "b2": "How do you travel? - Bike"}
    pyreadstat.write_sav(frame, path, column_labels=labels)
    (own,) = read_survey(path).codebook.multiple_response_sets.values()
    assert (own.label, own.variables) == ("How do you travel?", ("b1", "b2"))
    assert [option.label for option in own.options] == ["Car", "Bike"]


def test_rankings_grids_loops_and_repeated_people_are_called_so(read):
    rng = np.random.default_rng(2)
    rank = pd.DataFrame([rng.permutation(3) + 1 for _ in range(N)], columns=["r_1", "r_2", "r_3"])
    book = read(rank)
    assert book.multiple_response_sets == {}
    assert book.notes[0].startswith("r: its 3 columns rank options from 1 to 3")
    often = rng.choice(["Often", "Sometimes", "Never"], (N, 4))
    book = read(pd.DataFrame(often, columns=[f"q7_{k}" for k in range(1, 5)]))
    assert book.notes == (
        "q7: its 4 columns are a grid of questions with one scale; each is a question of its own",
    )
    names = [f"{question}_{block}" for block in (1, 2, 3) for question in ("used", "liked")]
    book = read(pd.DataFrame(rng.integers(0, 2, (N, 6)), columns=names))
    assert book.multiple_response_sets == {}
    assert "a block of 2 questions (used, liked) comes 3 times, as a loop does" in book.notes[0]
    book = read(pd.DataFrame({"respondent_id": np.repeat(np.arange(30), 2), "q": 1}))
    assert book.notes[0].startswith("respondent_id: 30 different ones on 60 rows")
    assert book.notes[0].endswith("clusters='respondent_id'")


@pytest.mark.parametrize("code", [-1, -77, 9])
def test_a_code_in_all_columns_or_none_says_not_asked(read, code):
    frame = ticked(1, 0, ["Q5_1", "Q5_2", "Q5_3"])
    frame.loc[::4, ["Q5_1", "Q5_2", "Q5_3"]] = code
    book = read(frame)
    assert book.multiple_response_sets["Q5"].options[0].chosen == (1,)
    assert f"Q5: {code} stands in all of its 3 columns or in none" in " ".join(book.notes)
    assert book.missing_reasons("Q5_1")["n"].tolist() == [15]
    kept = read(frame, user_missing="keep")
    assert "or in none" not in " ".join(kept.notes)
    # in some columns alone it says something else
    frame.loc[0, "Q5_1"] = 0
    assert "or in none" not in " ".join(read(frame).notes)


def test_the_base_is_who_was_asked(tmp_path):
    names = ["Q5_1", "Q5_2", "Q5_3"]
    frame = ticked(1, 0, names)
    frame.loc[::4, names] = -77
    frame.to_csv(tmp_path / "a.csv", index=False)
    found = Survey.read(tmp_path / "a.csv").proportion("Q5").table
    asked = TICKS[np.arange(N) % 4 > 0]
    assert found["n"].tolist() == [45, 45, 45]
    assert found["estimate"].tolist() == pytest.approx(asked.mean(axis=0).tolist())


def test_one_word_in_all_columns_or_nothing_is_chosen(read):
    # whatever the word is, and not where nobody is without it
    frame = ticked("Vald", None, ["q1_1", "q1_2", "q1_3"])
    (found,) = read(frame).multiple_response_sets.values()
    assert {option.chosen for option in found.options} == {("Vald",)}
    for words in (["Vald"] * 3, ["50", "30", "20"], ["48.1", "11.5", "520"]):
        filled = pd.DataFrame({f"q1_{k}": [word] * N for k, word in enumerate(words)})
        assert read(BASE.join(filled)).multiple_response_sets == {}


def test_scales_stay_questions_of_their_own(read):
    agree = np.random.default_rng(3).choice(["Agree", "Disagree"], (N, 2))
    book = read(pd.DataFrame(agree, columns=["q1_1", "q1_2"]))
    assert book.multiple_response_sets == {}
    assert book.notes == ()


def test_years_are_no_options(read):
    assert (
        read(ticked(1, 0, ["voted_2016", "voted_2020", "voted_2024"])).multiple_response_sets == {}
    )


def test_none_is_found_where_none_is_wanted(read):
    name, frame = EXPORTS["Qualtrics"]
    assert read(frame, sets=False).multiple_response_sets == {}
    assert read(frame, sets={name: False}).multiple_response_sets == {}
    assert list(read(frame, sets={"mine": ["Q5_1", "Q5_3"]}).multiple_response_sets) == ["mine"]


@in_one_test(
    ("labels", "question", "options"),
    [
        (["How? - Selected Choice - Car", "How? - Selected Choice - Bus"], "How?", ("Car", "Bus")),
        (["How? (choose all)-Tea", "How? (choose all)-Taro"], "How? (choose all)", ("Tea", "Taro")),
        (["Car: How do you go?", "Bus: How do you go?"], "How do you go?", ("Car", "Bus")),
        (["How? (choice=Car)", "How? (choice=Bus)"], "How?", ("Car", "Bus")),
        (["Response #1", "Response #2"], "", ("Response #1", "Response #2")),
        (["Car", "Bus"], "", ("Car", "Bus")),
    ],
)
def test_labels_hold_the_question_and_the_option(labels, question, options):
    assert split_labels(labels) == (question, options)


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_sets_survive_where_the_format_can_hold_them(tmp_path, kind):
    frame = BASE.join(pd.DataFrame(WORDS, columns=["Q2_1", "Q2_2", "Q2_3"]))
    frame["cell"] = ["a;b", "a", "b"] * (N // 3)
    frame.to_csv(tmp_path / "from.csv", index=False)
    said = {"travel": {"columns": ["Q2_1", "Q2_2", "Q2_3"], "label": "How?", "asked": "age > 20"}}
    survey = read_survey(tmp_path / "from.csv", sets=said)
    write_survey(survey, tmp_path / f"to.{kind}")
    before, after = (
        one.codebook.multiple_response_sets
        for one in (survey, read_survey(tmp_path / f"to.{kind}"))
    )
    assert sorted(before) == sorted(after) == ["cell", "travel"]
    assert all(after[name] == one for name, one in before.items())


def test_a_list_beside_its_options_comes_back_as_one_question(tmp_path):
    # KoboToolbox has both; whoever chose nothing has no list, but 0 in all options
    names = [f"travel/{option.lower()}" for option in OPTIONS]
    lists = [" ".join(n[7:] for n, t in zip(names, row, strict=True) if t) for row in TICKS]
    frame = BASE.assign(travel=lists).join(pd.DataFrame(TICKS, columns=names))
    frame.to_csv(tmp_path / "a.csv", index=False)
    for end in ("csv", "parquet"):
        write_survey(read_survey(tmp_path / "a.csv"), tmp_path / f"b.{end}")
        shares = Survey.read(tmp_path / f"b.{end}").proportion("travel").table["estimate"]
        assert shares.tolist() == pytest.approx(TICKS.mean(axis=0).tolist())


def test_sets_of_texts_survive_in_spss(tmp_path):
    frame = pd.DataFrame(np.where(TICKS == 1, "Y", ""), columns=["a", "b", "c"])
    own = MultipleResponseSet("Pets", ("a", "b", "c"), counted_value="Y")
    variables = tuple(Variable(name, label=name.upper()) for name in frame)
    content = with_sets(FileContent(frame, variables, {"pets": own}), None)
    write_survey(SurveyData(frame, codebook_of(content)), tmp_path / "a.sav")
    again = Survey.read(tmp_path / "a.sav")
    assert write_survey(again, tmp_path / "b.sav") == ()
    shares = Survey.read(tmp_path / "b.sav").proportion("pets").table
    assert shares["category"].tolist() == ["A", "B", "C"]
    assert shares["estimate"].tolist() == pytest.approx(TICKS.mean(axis=0).tolist())


def test_spss_calls_options_as_their_variables_and_says_what_it_cannot_keep(tmp_path):
    frame = pd.DataFrame({"t_1": [1.0, 0] * 6, "t_2": [0.0, 1, 1] * 4, "g": [1.0, 2] * 6})
    frame.to_csv(tmp_path / "from.csv", index=False)
    travel = {"columns": ["t_1", "t_2"], "label": "How?", "options": ["Car", "Bike"]}
    for asked in ({}, {"asked": "g == 1", "blank": "not_chosen"}):
        survey = Survey.read(tmp_path / "from.csv", sets={"travel": {**travel, **asked}})
        lost = write_survey(survey, tmp_path / "to.sav")
        assert len(lost) == len(asked) / 2
        assert all(
            "travel: SPSS does not keep who was asked a question (g == 1)" in x for x in lost
        )
        again = Survey.read(tmp_path / "to.sav").proportion("travel").table
        assert again["category"].tolist() == ["Car", "Bike"]
        assert again["estimate"].tolist() == [0.5, pytest.approx(2 / 3)]
    labelled = read_survey(tmp_path / "from.csv", sets={"travel": travel})
    book = labelled.codebook.with_labels({"t_1": "On wheels"})
    (told,) = write_survey(replace(labelled, codebook=book), tmp_path / "to.sav")
    assert told == "travel: in SPSS an option is called as its variable's label; not kept: 'Car'"


def test_a_set_of_the_file_that_no_column_shows_is_read():
    own = MultipleResponseSet(label="", variables=("a", "b"), counted_value=7)
    content = FileContent(
        pd.DataFrame({"a": [1, 2], "b": [2, 3]}),
        (Variable("a", label="Car", kind="number"), Variable("b", kind="number")),
        {"set": own},
    )
    found = with_sets(content, None).multiple_response_sets["set"]
    assert [option.label for option in found.options] == ["Car [a]", "b"]


def test_options_beside_their_opposites_are_one_question(read):
    # Forsta (Decipher) writes "NO TO: Car" where Car is not chosen
    cells = {
        f"Q1r{k + 1}": np.where(TICKS[:, k] == 1, option, f"NO TO: {option}")
        for k, option in enumerate(OPTIONS)
    }
    found = read(pd.concat([BASE, pd.DataFrame(cells)], axis=1)).multiple_response_sets
    assert found["Q1"].variables == ("Q1r1", "Q1r2", "Q1r3")
    data = pd.concat([BASE, pd.DataFrame(cells)], axis=1)
    shares = Survey(data).proportion("Q1").table["estimate"]
    assert sorted(shares) == pytest.approx(sorted(TICKS.mean(axis=0)))


def test_a_ranking_that_lists_its_options_is_no_grid(read):
    places = {f"rank[{k + 1}]": [OPTIONS[(row + k) % 3] for row in range(N)] for k in range(3)}
    ranked = pd.concat([BASE, pd.DataFrame(places)], axis=1)
    assert "hold a ranking, the first choice" in " ".join(read(ranked).notes)
    ranked.loc[3, "rank[2]"] = ranked.loc[3, "rank[1]"]
    assert "are a grid of questions" in " ".join(read(ranked).notes)


@pytest.mark.parametrize("end", ["dta", "sav"])
def test_options_that_names_cut_off_stay_one_question(tmp_path, end):
    asked = "Which of these many services did you ever use?"
    options = ["On foot", "Bike", "Car"]
    frame = pd.DataFrame(TICKS, columns=[f"{asked}: {option}" for option in options])
    frame.to_csv(tmp_path / "a.csv", index=False)
    write_survey(read_survey(tmp_path / "a.csv"), tmp_path / f"b.{end}")
    survey = Survey.read(tmp_path / f"b.{end}")
    (name,) = survey.sets
    shares = survey.proportion(name).table
    assert shares["category"].tolist() == options
    assert shares["estimate"].tolist() == pytest.approx(TICKS.mean(axis=0).tolist())


def test_an_option_of_two_words_is_its_column_under_another_name(tmp_path):
    names = ["Car", "On_foot", "Bike"]
    words = np.where(TICKS == 1, ["Car", "On foot", "Bike"], "")
    BASE.join(pd.DataFrame(words, columns=names)).to_csv(tmp_path / "a.csv", index=False)
    (one,) = read_survey(tmp_path / "a.csv").codebook.multiple_response_sets.values()
    assert one.variables == tuple(names)


def test_names_of_limesurvey_are_labels_too():
    labels = [f"G1[SQ00{k}]. How? [{own}]" for k, own in enumerate(["Car", "Bike"], start=1)]
    assert split_labels(labels) == ("How?", ("Car", "Bike"))


def test_more_is_said_of_a_question_that_is_found(tmp_path):
    frame = pd.DataFrame({"q_1": ["x", "", "", ""] * 20, "q_2": ["", "x", "", ""] * 20})
    frame["g"] = [1, 1, 1, 2] * 20
    frame.to_csv(tmp_path / "a.csv", index=False)
    said = {"q": {"asked": "g == 1"}}
    for survey in (
        Survey.read(tmp_path / "a.csv", sets=said),
        Survey(pd.read_csv(tmp_path / "a.csv"), sets=said),
    ):
        found = survey.proportion("q").table
        assert found["n"].tolist() == [60, 60]
        assert found["estimate"].tolist() == pytest.approx([1 / 3, 1 / 3])
    with pytest.raises(ArgumentError, match="the set 'other' names 'other', which is no column"):
        read_survey(tmp_path / "a.csv", sets={"other": {"asked": "g == 1"}})
