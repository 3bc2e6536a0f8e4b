"""Numbers that are no amounts: beyond their scale, several answers in one, seconds since 1970."""

import numpy as np
import pandas as pd
import pytest

from topline import Survey

ROWS = 240
RNG = np.random.default_rng(12)


def _scale(high: int) -> np.ndarray:
    return RNG.integers(1, high + 1, ROWS)


@pytest.mark.quick
def test_a_code_beyond_the_scale_of_the_questions_beside_is_told():
    frame = pd.DataFrame({f"q5_{k}": _scale(5) for k in range(1, 7)})
    frame.loc[:13, "q5_2"] = 6
    survey = Survey(frame)
    (told,) = survey.mean("q5_2").notes
    assert told.startswith("q5_2: 6 (14 rows) beyond the 1 to 5 that the questions beside it say")
    assert survey.mean("q5_1").notes == ()
    assert "6 (14 rows)" in " ".join(survey.check()["what"])
    assert Survey(frame, missing_codes={"q5_2": [6]}).mean("q5_2").notes == ()
    # a scale of six in all, or questions of scales of their own
    assert (
        Survey(frame.assign(**{f"q5_{k}": _scale(6) for k in (1, 3, 4)})).mean("q5_2").notes == ()
    )
    own = pd.DataFrame({f"q5_{k}": _scale(3 + k) for k in range(1, 7)})
    assert Survey(own).mean("q5_6").notes == ()
    # what few chose may be lacking beside by chance
    rare = frame.where(frame < 5, 4)
    rare.loc[0, "q5_2"] = 5
    assert Survey(rare).mean("q5_2").notes == ()


def test_a_code_beyond_the_scale_that_the_wording_states_is_told():
    name = "How satisfied are you, on a scale from 1 to 5?"
    frame = pd.DataFrame({name: _scale(5), "hours": _scale(6)})
    frame.loc[:11, name] = 6
    survey = Survey(frame)
    assert "6 (12 rows) beyond the 1 to 5 that its wording says" in survey.mean(name).notes[0]
    assert survey.mean("hours").notes == ()
    # of rows that an engine holds, too
    duckdb = pytest.importorskip("duckdb")
    held = Survey(duckdb.from_df(frame)).mean(name)
    assert held.notes == survey.mean(name).notes


def test_moments_and_answers_in_one_number_are_told():
    glued = RNG.choice([1, 2, 3, 12, 13, 23, 123], ROWS)
    start = RNG.integers(1_700_000_000, 1_702_000_000, ROWS)
    frame = pd.DataFrame({"media": glued, "start_time": start, "phone": start, "age": start % 70})
    survey = Survey(frame)
    assert "'123' could be the answers 1, 2 and 3" in survey.mean("media").notes[0]
    assert "'123' could be the answers 1, 2 and 3" in survey.proportion("media").notes[0]
    assert "time in s since 1970" in survey.mean("start_time").notes[0]
    assert survey.mean("phone").notes == survey.mean("age").notes == ()


def test_bands_that_a_spreadsheet_took_for_days_are_told_and_stand_in_order():
    frame = pd.DataFrame({"size": ["05-Jan", "25-Jun", "26-100", "More than 100"] * 10})
    found = Survey(frame).proportion("size")
    assert found.table["category"].tolist() == ["05-Jan", "25-Jun", "26-100", "More than 100"]
    told = "size: '05-Jan' for 1-5, '25-Jun' for 6-25: a spreadsheet took bands for days"
    assert any(note.startswith(told) for note in found.notes)
    days = Survey(pd.DataFrame({"day": ["05-Jan", "25-Jun", "12-Dec"] * 10})).proportion("day")
    assert not any("spreadsheet" in note for note in days.notes)


def test_a_typo_is_told_and_stays_an_answer():
    words = np.array(["Yes"] * 120 + ["No"] * 119 + ["Yess"])
    found = Survey(pd.DataFrame({"owns": words})).proportion("owns")
    assert "'Yess' (1 row) for 'Yes' may be a typo" in found.notes[0]
    assert len(found) == 3
