"""A survey keeps the codebook of its file, whatever is made of it."""

import pandas as pd
import pyreadstat
import pytest

from topline import ArgumentError, Codebook, DataError, Survey, read_survey


@pytest.fixture
def sav(tmp_path):
    """Votes of six people, one refused, with a design."""
    frame = pd.DataFrame(
        {
            "vote": [1.0, 2, 1, 9, 2, 1],
            "w": [1.0, 2, 1, 2, 1, 1],
            "s": [1.0, 1, 1, 2, 2, 2],
            "age": [30.0, 40, 50, 60, 70, 80],
        }
    )
    path = tmp_path / "votes.sav"
    pyreadstat.write_sav(
        frame,
        path,
        column_labels={"vote": "Would you vote?"},
        variable_value_labels={"vote": {1: "yes", 2: "no", 9: "refused"}},
        missing_ranges={"vote": [9]},
    )
    return path


def is_votes(codebook):
    """Whether a codebook has the wording, the labels in their order and the reason."""
    return (
        isinstance(codebook, Codebook)
        and codebook.variables["vote"].label == "Would you vote?"
        and list(codebook.value_labels("vote").items()) == [(1, "yes"), (2, "no"), (9, "refused")]
        and codebook.missing_reasons("vote")["reason"].tolist() == ["refused"]
    )


def test_a_survey_of_what_was_read_keeps_its_codebook(sav):
    read = read_survey(sav)
    survey = Survey(read, weights="w", strata="s")
    assert survey.codebook is read.codebook
    assert is_votes(survey.codebook)
    pd.testing.assert_frame_equal(survey.data, read.data)
    assert survey.mean("age") == Survey(read.data, weights="w", strata="s").mean("age")


def test_what_is_made_of_a_survey_keeps_it_too(sav):
    survey = Survey(read_survey(sav), weights="w", strata="s")
    for made in (
        survey.where("age > 30"),
        survey.by("vote"),
        survey.to_replicates("jkn"),
        survey.where("age > 30").by("vote").to_replicates("jkn"),
    ):
        assert made.codebook is survey.codebook


def test_data_without_a_file_have_none():
    assert Survey(pd.DataFrame({"a": [1, 2]})).codebook is None


def test_read_takes_arguments_of_the_file_and_of_the_design(sav):
    survey = Survey.read(sav, weights="w", strata="s", columns=["vote", "w", "s"])
    assert is_votes(survey.codebook)
    assert list(survey.data.columns) == ["vote", "w", "s"]
    table = survey.proportion("vote").table
    assert table["category"].tolist() == ["yes", "no"]
    assert survey.data["vote"].dropna().tolist() == [1, 2, 1, 2, 1]
    assert survey.mean("vote").table["estimate"].round(3).tolist() == [1.5]


def test_read_says_what_is_wrong_with_file_or_design(sav, tmp_path):
    with pytest.raises(DataError, match="does not exist; check the path"):
        Survey.read(tmp_path / "none.sav")
    with pytest.raises(ArgumentError, match="weights 'weight' is no column of the data"):
        Survey.read(sav, weights="weight")
    with pytest.raises(DataError, match="has no variable 'vot'"):
        Survey.read(sav, columns=["vot"])
    with pytest.raises(TypeError, match="stratum"):
        Survey.read(sav, stratum="s")
