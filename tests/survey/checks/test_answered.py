"""Who answered, who gave no answer, who was not asked, and of whom nothing tells."""

import pandas as pd
import pytest

from topline import ArgumentError, Survey, read_survey

pytestmark = pytest.mark.quick

ROWS = pd.DataFrame(
    {
        "works": ["Yes", "Yes", "Yes", "No", "No", None],
        "hours": [40.0, None, 20.0, None, None, None],
        "vote": ["Reds", "No answer", "Don't know", "keine Angabe", "Refused", None],
        "child": ["Boy", "Not applicable", "Girl", "Not asked", None, "Boy"],
        "weight": [1, 1, 1, 1, 1, 1],
    }
)
COUNTS = ["answered", "no_answer", "not_asked", "not_known"]


def counts(survey, name, **asked):
    return survey.who_answered(name, asked=asked)[COUNTS].iloc[0].tolist()


def test_blanks_are_not_known_unless_somebody_says_who_was_asked():
    survey = Survey(ROWS)
    assert counts(survey, "hours") == [2, 0, 0, 4]
    # of the last row it is not known whether it was asked
    assert counts(survey, "hours", hours="works == 'Yes'") == [2, 1, 2, 1]


def test_who_was_asked_is_a_condition_or_a_column_of_truths():
    known = ROWS.dropna(subset=["works"])
    in_words = counts(Survey(known), "hours", hours="works == 'Yes'")
    assert counts(Survey(known), "hours", hours=known["works"] == "Yes") == in_words


def test_words_for_no_answer_are_none_and_dont_know_is_one():
    assert counts(Survey(ROWS), "vote") == [2, 3, 0, 1]


def test_not_applicable_and_not_asked_are_the_questionnaires_doing():
    assert counts(Survey(ROWS), "child") == [3, 0, 2, 1]


def test_codes_that_are_declared_missing_are_no_answers():
    survey = Survey(ROWS.assign(hours=[40, -9, 20, -9, None, None]), missing_codes={"hours": [-9]})
    assert counts(survey, "hours") == [2, 2, 0, 2]


def test_of_a_subpopulation_only_its_rows_count():
    survey = Survey(ROWS).where("works == 'Yes'")
    assert counts(survey, "vote") == [2, 1, 0, 0]


def test_rows_without_weight_are_none_of_the_survey():
    survey = Survey(ROWS.assign(weight=[1, 1, 0, 1, 1, 1]), weights="weight")
    assert counts(survey, "hours") == [1, 0, 0, 4]


def test_the_condition_of_a_set_says_who_was_asked():
    data = pd.DataFrame(
        {"works": ["Yes"] * 4 + ["No"] * 3, "a": [1, 0, None, 1, None, None, None],
         "b": [0, 1, None, 1, None, None, None]}
    )  # fmt: skip
    sets = {"tools": {"columns": ["a", "b"], "asked": "works == 'Yes'"}}
    assert counts(Survey(data, sets=sets), "tools") == [3, 1, 3, 0]
    plain = Survey(data, sets={"tools": ["a", "b"]})
    assert counts(plain, "tools") == [3, 0, 0, 4]


def test_reasons_of_a_file_are_told_apart(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("q\n1\n2\n-8\n-9\n-9\n\n", encoding="utf-8")
    read = read_survey(path, missing_codes={"q": [-8, -9]})
    assert counts(Survey(read), "q")[0] == 2
    assert sum(counts(Survey(read), "q")) == len(read.data)


def test_a_question_that_is_none_is_refused():
    with pytest.raises(ArgumentError, match="asked names 'age', which is none of the questions"):
        Survey(ROWS).who_answered("hours", asked={"age": "works == 'Yes'"})


def test_further_missing_codes_are_as_if_declared_at_first():
    later = Survey(ROWS).with_missing_codes({"vote": ["Refused", "No answer", "keine Angabe"]})
    first = Survey(ROWS, missing_codes={"vote": ["Refused", "No answer", "keine Angabe"]})
    assert later.proportion("vote") == first.proportion("vote")
    assert later.proportion("vote").table["category"].tolist() == ["Reds", "Don't know"]
    # what the survey itself says stays
    assert len(Survey(ROWS).proportion("vote")) == 5


def test_contents_of_some_columns():
    assert [one.name for one in Survey(ROWS).contents(["vote", "works"])] == ["vote", "works"]


def test_a_condition_that_cannot_be_worked_out_is_called_what_it_is():
    survey = Survey(pd.DataFrame({"q": ["yes", "no"]}))
    with pytest.raises(ArgumentError, match="the condition 'works == 1' cannot be worked out"):
        survey.who_answered("q", asked={"q": "works == 1"})
