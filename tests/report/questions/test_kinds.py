"""Each question has a kind, whatever it is written as, and each kind its estimates and order."""

import numpy as np
import pandas as pd
import pytest

from tests.conftest import in_one_test
from topline import Survey
from topline.plotting.look.theme import styled
from topline.report.questions.charts import question_charts
from topline.report.questions.kinds import KINDS, kind_of, yes_of
from topline.report.questions.question import Wanted, estimate_questions

pytestmark = pytest.mark.quick

AGREE = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
N = 60


def spread(*answers):
    return [answers[at % len(answers)] for at in range(N)]


QUESTIONS = {
    "yes_no": [
        spread("Yes", "No"),
        spread("ja", "nein"),
        spread("oui", "non"),
        spread(True, False),
        spread(0, 1),
        spread("Yes", "No", "No answer"),
        spread("Yes", "No", "Don't know"),
    ],
    "scale": [
        spread(*AGREE),
        spread(*AGREE, "Don't know", "Refused"),
        spread("sehr zufrieden", "eher zufrieden", "eher unzufrieden", "sehr unzufrieden"),
        spread("never", "rarely", "sometimes", "often", "always"),
        pd.Categorical(spread("dull", "so-so", "shiny"), ["dull", "so-so", "shiny"], ordered=True),
        # words at both ends alone
        spread("1 = not at all", "2", "3", "4", "5 = very"),
        spread("1 (gar nicht)", "2", "3", "4", "5", "6", "7 (sehr)", "weiß nicht"),
        spread("Not at all", "2", "3", "4", "Very much"),
        spread("1 Faible", "2", "3 Moyen", "4", "5 Fort"),
        spread("-2: bad", "-1", "0", "1", "2: good"),
    ],
    "rating": [
        spread(*range(11)),
        spread(*range(1, 11)),
        spread(*range(1, 8)),
        spread(1.0, 2.0, 3.0, 4.0, 5.0),
        spread(0, 1, 3, 4, 5, 6, 7, 8, 10),
        spread(*range(0, 101, 10)),
        spread(0, 25, 50, 75, 100),
    ],
    "one_answer": [
        spread("Reds", "Blues", "Greens"),
        spread("female", "male"),
        spread("18-24", "25-44", "45-64", "65+"),
        spread(1, 2, 3, 4),
        spread(0, 1, 2, 3, 4),
        # some places of a scale, and a code that nobody declared
        spread(1, 2, 5),
        spread(1, 2, 3, 4, 5, 9),
        spread("1 car", "2", "3", "4 cars"),
        spread("January", "February", "March"),
        pd.Categorical(spread("mail", "phone", "bus"), ["mail", "phone", "bus"]),
        spread(*(f"place {at}" for at in range(9))),
        # of one side alone there are no two nets
        spread(*AGREE[2:]),
    ],
    "number": [range(N), np.linspace(0, 10, N), spread(*range(20))],
}


def asked(values, name="q", **options):
    survey = Survey(pd.DataFrame({name: values}), **options)
    return estimate_questions(survey, {name: "?"}, Wanted(), lambda *_: None).questions[0]


@pytest.mark.usual
@pytest.mark.parametrize(
    ("key", "at"), [(key, at) for key, cases in QUESTIONS.items() for at in range(len(cases))]
)
def test_the_kind_of_a_question(key, at):
    assert asked(QUESTIONS[key][at]).kind is KINDS[key]


@in_one_test(
    "name", ["region", "Q4_party", "Bundesland", "sexe", "estadoCivil", "支持政党", "weekday"]
)
def test_numbers_of_a_column_called_as_a_group_is_are_codes(name):
    assert asked(spread(1, 2, 3, 4, 5), name).kind is KINDS["one_answer"]


@in_one_test("name", ["party_rating", "trust_government", "Zufriedenheit", "q17", "recommend"])
def test_what_is_called_a_rating_or_anything_else_is_one(name):
    assert asked(spread(1, 2, 3, 4, 5), name).kind is KINDS["rating"]


def test_a_rating_is_a_mean_on_its_whole_scale_which_the_page_says():
    question = asked(spread(0, 1, 3, 4, 5, 6, 7, 8, 10))
    assert question.span == (0, 10)
    assert question.estimates.table["estimate"].tolist() == [
        np.mean(spread(0, 1, 3, 4, 5, 6, 7, 8, 10))
    ]
    assert question.notes == (
        "q: not each of its numbers has a label, and they are taken for a rating from 0 to 10, of "
        "which the mean is shown.",
    )


def test_a_given_order_says_that_numbers_are_answers_and_the_note_says_how():
    given = spread(*range(1, 8))
    [content] = Survey(pd.DataFrame({"q": given})).contents("q")
    _, _, remedy = content.rating_note.partition("; ")
    assert remedy == "order={'q': [1, 2, 3, 4, 5, 6, 7]} says that they are answers"
    question = asked(given, order={"q": [*range(1, 8)]})
    assert question.kind is KINDS["one_answer"]
    assert [*question.estimates.table["category"].astype(int)] == [*range(1, 8)]
    assert not question.notes


def test_a_question_of_a_battery_whose_ends_nobody_chose_is_a_rating_as_the_others_are():
    frame = {f"sat_{at}": spread(1, 2, 3, 4, 5) for at in range(1, 4)}
    frame |= {"sat_4": spread(2, 3, 4), "alone": spread(2, 3, 4)}
    found = {one.name: one.rating for one in Survey(pd.DataFrame(frame)).contents()}
    assert found == {**{f"sat_{at}": (1, 5) for at in range(1, 5)}, "alone": None}


def test_a_declared_code_is_no_place_of_a_rating():
    values = spread(1, 2, 3, 4, 5, 9)
    assert asked(values).kind is KINDS["one_answer"]
    assert asked(values, missing_codes={"q": [9]}).kind is KINDS["rating"]


def test_labels_of_the_ends_make_a_scale_or_of_many_places_a_rating(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    ends = {"five": (1, 5), "seven": (1, 7), "eleven": (0, 10)}
    frame = pd.DataFrame({name: spread(*map(float, range(low, high + 1)))
                          for name, (low, high) in ends.items()})  # fmt: skip
    labels = {name: {low: "gar nicht", high: "sehr", 99: "keine Angabe"}
              for name, (low, high) in ends.items()}  # fmt: skip
    path = tmp_path / "ends.sav"
    pyreadstat.write_sav(frame, path, variable_value_labels=labels)
    survey = Survey.read(path)
    found = {one.name: kind_of(survey, one.name, one).key for one in survey.contents()}
    assert found == {"five": "scale", "seven": "scale", "eleven": "rating"}
    named = dict.fromkeys(ends, "?")
    questions = estimate_questions(survey, named, Wanted(), lambda *_: None).questions
    assert len(questions[1].estimates) == 7
    assert (questions[2].span, questions[2].ends) == ((0, 10), ("gar nicht", "sehr"))


def test_codes_with_labels_have_an_order_only_where_the_file_says_so(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    labels = {1: "Reds", 2: "Blues", 3: "Greens"}
    for measure, key in (("nominal", "one_answer"), ("ordinal", "scale")):
        path = tmp_path / f"{measure}.sav"
        frame = pd.DataFrame({"q": spread(1.0, 2.0, 3.0)})
        pyreadstat.write_sav(
            frame, path, variable_value_labels={"q": labels}, variable_measure={"q": measure}
        )
        survey = Survey.read(path)
        assert kind_of(survey, "q", survey.contents("q")[0]) is KINDS[key]


def test_a_set_is_one_question_sorted_by_share():
    data = pd.DataFrame({"few": spread(1, 0, 0), "all": spread(1, 1, 1), "none": spread(0, 0, 1)})
    survey = Survey(data, sets={"use": ["few", "all", "none"]})
    [question] = estimate_questions(survey, {"use": "?"}, Wanted(), lambda *_: None).questions
    assert question.kind is KINDS["several"]
    # who uses none stands last, however many they are
    assert question.estimates.table["category"].tolist() == ["all", "few", "none"]


def test_readers_of_a_page_are_told_no_code():
    data = pd.DataFrame({"few": spread(1, 0, np.nan), "all": spread(1, 1, np.nan)})
    survey = Survey(data, sets={"use": ["few", "all"]})
    note = survey.proportion("use").notes[0]
    assert "are outside: not asked, or no answer; sets={" in note
    [question] = estimate_questions(survey, {"use": "?"}, Wanted(), lambda *_: None).questions
    for told in (question.notes[0], question.estimates.notes[0]):
        assert told == note.partition("; sets=")[0] + "."


def test_yes_comes_first_and_no_answer_nowhere():
    question = asked(spread("No", "No", "Yes", "No answer"))
    assert question.estimates.table["category"].tolist() == ["Yes", "No"]
    assert question.estimates.table["estimate"].iloc[0] == pytest.approx(1 / 3)
    assert question.who.sentence() == "45 answered, 15 gave no answer"
    aside = asked(spread("Don't know", "No", "Yes"))
    assert aside.estimates.table["category"].tolist() == ["Yes", "No", "Don't know"]
    assert aside.aside == ("Don't know",)


def test_only_answers_without_an_order_of_their_own_are_sorted():
    loose = asked(spread("a", "b", "b", "c", "c", "c", "Don't know", "Don't know"))
    table = loose.estimates.table
    assert table["category"].tolist() == ["c", "b", "a", "Don't know"]
    bands = asked(spread("18-24", "65+", "65+", "25-44"))
    assert bands.estimates.table["category"].tolist() == ["18-24", "25-44", "65+"]


def test_who_was_not_asked_is_not_without_an_answer():
    data = pd.DataFrame({"works": spread("Yes", "No"), "hours": [40.0 + at for at in range(N)]})
    data.loc[data["works"] == "No", "hours"] = None
    data.loc[0, "hours"] = None
    survey = Survey(data)
    wanted = Wanted(asked={"hours": "works == 'Yes'"})
    [told] = estimate_questions(survey, {"hours": "?"}, wanted, lambda *_: None).questions
    assert told.estimates.table["n_missing"].tolist() == [1]
    assert told.estimates.table["flag"].tolist() == ["1 without an answer left out"]
    assert told.who.sentence() == "29 answered, 1 gave no answer, 30 not asked"
    [bare] = estimate_questions(survey, {"hours": "?"}, Wanted(), lambda *_: None).questions
    assert "without an answer" not in bare.estimates.table["flag"].iloc[0]
    assert bare.who.sentence() == "29 answered, 31 blank: not asked or no answer"
    # the numbers are those of the survey
    same = ["estimate", "std_error", "ci_low", "ci_high", "n", "df"]
    assert told.estimates.table[same].equals(survey.mean("hours").table[same])


def test_what_the_design_fixes_says_so():
    data = pd.DataFrame({"stratum": ["a"] * 20 + ["b"] * 40, "agree": spread("Yes", "No")})
    survey = Survey(data.assign(place=data["stratum"]), strata="stratum")
    labels = {"place": "Where?", "agree": "Really?"}
    place, agree = estimate_questions(survey, labels, Wanted(), lambda *_: None).questions
    assert place.estimates.table["reasons"].tolist() == ["fixed_by_design"] * 2
    assert "fixed_by_design" not in " ".join(agree.estimates.table["reasons"])


def test_a_share_that_weights_fix_to_their_last_digits_says_so():
    rng = np.random.default_rng(3)
    data = pd.DataFrame({"q": spread("a", "b")})
    for number in range(1, 11):
        drawn = rng.uniform(0.5, 2, N)
        # each replicate is weighted to the same shares, and written with nine digits
        total = data.assign(own=drawn).groupby("q")["own"].transform("sum")
        data[f"r{number}"] = (drawn / total * np.where(data["q"] == "a", 62, 38)).round(9)
    data["w"] = data[[f"r{number}" for number in range(1, 11)]].mean(axis=1)
    replicates = {"replicate_weights": "r", "replicate_method": "brr", "weights": "w"}
    question = asked_of(Survey(data, **replicates))
    assert (question.estimates.table["std_error"] > 0).all()
    assert set(question.estimates.table["reasons"]) == {"fixed_by_design"}
    [chart] = question_charts(question, 0, style=styled("light", "double"), where=None)
    drawn = chart.drawings["wide"].svg
    assert "fixed by design" in drawn
    assert "62.0–62.0" not in drawn


def test_a_share_that_calibration_fixes_says_so():
    data = pd.DataFrame({"q": spread("a", "b"), "other": ["x", "y", "x"] * (N // 3)})
    raked = Survey(data).rake({"q": {"a": 0.6, "b": 0.4}})
    fixed, free = estimate_questions(
        raked, {"q": "?", "other": "?"}, Wanted(), lambda *_: None
    ).questions
    assert set(fixed.estimates.table["reasons"]) == {"fixed_by_design"}
    assert "fixed" not in " ".join(free.estimates.table["reasons"])


def test_a_share_in_which_all_clusters_agree_by_chance_is_not_fixed():
    data = pd.DataFrame({"cluster": [at // 4 for at in range(N)], "q": spread("a", "b")})
    question = asked_of(Survey(data, clusters="cluster"))
    assert set(question.estimates.table["reasons"]) == {"no_variation"}


def asked_of(survey):
    return estimate_questions(survey, {"q": "?"}, Wanted(), lambda *_: None).questions[0]


def test_the_span_of_a_number_is_the_scale_of_its_labels_or_of_the_data(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat")
    path = tmp_path / "scale.sav"
    values = [float(2 + at % 14) for at in range(N)]
    ends = {0.0: "not at all", 20.0: "completely", 99.0: "Don't know"}
    pyreadstat.write_sav(pd.DataFrame({"q": values}), path, variable_value_labels={"q": ends})
    labelled = asked_of(Survey.read(path))
    assert (labelled.span, labelled.ends) == ((0.0, 20.0), ("not at all", "completely"))
    assert asked(values).span == (2.0, 15.0)


@in_one_test(
    ("labels", "yes"),
    [(["No", "Yes"], "Yes"), (["0", "1"], "1"), (["False", "True"], "True"), (["sì", "no"], "sì"),
     (["Not selected", "Pop culture"], "Pop culture"), (["genannt", "nicht genannt"], "genannt"),
     (["Reds", "Blues"], None), (["Yes"], None), (["Yes", "No", "Maybe"], None)],
)  # fmt: skip
def test_which_of_two_answers_is_yes(labels, yes):
    assert yes_of(labels) == yes
