"""Questions with several answers of a plain frame: found as in a file, once somebody asks."""

import copy
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.conftest import long_unless
from topline import Survey, reportable_columns
from topline.loaders.sets.cells import Cells

N = 90
RNG = np.random.default_rng(11)
TICKS = RNG.integers(0, 2, (N, 3))
TICKS[:6] = 0
AGE = pd.DataFrame({"age": np.arange(N) + 18})


def ticked(yes, no, names):
    return AGE.join(pd.DataFrame(np.where(TICKS == 1, yes, no), columns=names))


def listed(options, separator):
    rows = (zip(options, row, strict=True) for row in TICKS)
    lists = [separator.join(option for option, tick in row if tick) or None for row in rows]
    return AGE.assign(tools=lists)


QUALTRICS = ["Q5_1", "Q5_2", "Q5_3"]
WORDS = np.where(TICKS == 1, np.array(["Auto", "Fahrrad", "Zug"]), None)
FILTERED = pd.DataFrame(WORDS, columns=QUALTRICS).assign(works=np.where(AGE["age"] % 2, "ja", "no"))
FILTERED.loc[FILTERED["works"] == "no", QUALTRICS] = None

FRAMES = {
    "numbers": ticked(1, 0, QUALTRICS),
    "numbers as text": ticked("1", "0", QUALTRICS),
    "ones and nothing": ticked(1.0, np.nan, QUALTRICS),
    "logical": ticked(1, 0, QUALTRICS).astype(dict.fromkeys(QUALTRICS, bool)),
    "German": ticked("genannt", "nicht genannt", ["f7[SQ001]", "f7[SQ002]", "f7[SQ003]"]),
    "French": ticked("Oui", "Non", [f"Lesquels ? [{one}]" for one in ("Train", "Bus", "Vélo")]),
    "categories": ticked("はい", "いいえ", QUALTRICS).astype(dict.fromkeys(QUALTRICS, "category")),
    "words": AGE.join(pd.DataFrame(WORDS, columns=QUALTRICS)),
    "words and NA": AGE.join(pd.DataFrame(WORDS, columns=QUALTRICS).fillna("NA")),
    "their own names": AGE.join(pd.DataFrame(WORDS, columns=["Auto", "Fahrrad", "Zug"])),
    "a filter": FILTERED[["works", *QUALTRICS]],
    "semicolons": listed(["R", "Python", "Excel (2019; 365)"], ";"),
    "Japanese commas": listed(["電車", "バス", "自転車"], "、"),
    "Arabic commas": listed(["قطار", "حافلة", "دراجة"], "،"),
    "Persian semicolons": listed(["قطار", "اتوبوس", "دوچرخه"], "؛ "),
    "lines": listed(["Поезд", "Автобус", "Трамвай"], "\n"),
    "codes": listed(["1", "2", "7"], " "),
    "a question and its lists": listed(["train", "bus", "tram"], " ").join(
        ticked(1, 0, ["tools/train", "tools/bus", "tools/tram"]).drop(columns="age")
    ),
    "two questions": ticked(1, 0, QUALTRICS).join(listed(["a", "b", "c"], ";")["tools"]),
    "agreement": AGE.join(
        pd.DataFrame(RNG.choice(["Agree", "Disagree"], (N, 2)), columns=["q1_1", "q1_2"])
    ),
    "a loop": pd.DataFrame(
        RNG.integers(0, 2, (N, 4)), columns=["used_1", "liked_1", "used_2", "liked_2"]
    ),
    "free text": AGE.assign(why=[f"because; it is {k}, or so" for k in range(N)]),
}

USUAL = {"logical", "words and NA", "a filter", "Arabic commas", "a question and its lists"}


def shown(survey):
    """What a survey has of questions with several answers, and their estimates."""
    return {
        name: (
            [option.label for option in one.options],
            (one.kind, one.label, one.blank, one.asked, one.separator, one.variables),
            survey.proportion(name).table[["category", "estimate", "n", "n_missing"]].to_dict(),
        )
        for name, one in survey.sets.items()
    }


@pytest.mark.parametrize("kind", long_unless(USUAL.__contains__, FRAMES))
def test_a_frame_says_what_its_file_would(kind, tmp_path):
    frame = FRAMES[kind]
    path = tmp_path / "answers.csv"
    frame.to_csv(path, index=False)
    expected = shown(Survey.read(path))
    none = {"agreement", "a loop", "free text"}
    assert bool(expected) == (kind not in none)
    assert shown(Survey(frame)) == expected
    # asked by name alone, of a survey that nobody asked for more
    for name, (*_, table) in expected.items():
        assert Survey(frame).proportion(name).table[[*table]].to_dict() == table


def test_every_frame_and_every_way_knows_them():
    frame = FRAMES["two questions"]
    expected = shown(Survey(frame))
    for own in (pl.from_pandas(frame), pa.Table.from_pandas(frame)):
        assert shown(Survey(own)) == expected
    for name, (*_, table) in expected.items():
        shares = Survey(frame).crosstab(name).estimates.table["estimate"]
        assert shares.tolist()[:3] == [*table["estimate"].values()]
    assert [one.name for one in reportable_columns(Survey(frame))] == ["age", "Q5", "tools"]
    assert Survey(frame).describe()["variable"].tolist() == ["age", "Q5", "tools"]


@pytest.fixture
def looked(monkeypatch):
    """The columns whose cells were looked at for sets, in turn."""
    names = []
    read = Cells.values
    monkeypatch.setattr(Cells, "values", lambda self, name: names.append(name) or read(self, name))
    return names


@pytest.mark.quick
def test_no_column_is_looked_at_before_somebody_asks(looked):
    frame = FRAMES["two questions"].assign(free=[f"text {k}" for k in range(N)], g="a")
    survey = Survey(frame)
    survey.mean("age")
    survey.proportion("g", by="free", where="age > 20")
    survey.proportion("age")
    assert looked == []
    survey.proportion("tools")
    assert set(looked) <= {"tools", *QUALTRICS}
    looked.clear()
    survey.proportion("tools", by="g")
    assert looked == []
    assert list(survey.sets) == ["Q5", "tools"]
    assert "free" not in looked


def test_what_is_declared_goes_before_what_is_found():
    frame = FRAMES["two questions"]
    assert dict(Survey(frame, sets=False).sets) == {}
    assert list(Survey(frame, sets={"Q5": False}).sets) == ["tools"]
    assert list(Survey(frame, sets={"tools": False, "mine": QUALTRICS[:2]}).sets) == ["mine"]
    told = Survey(frame, sets={"Q5": {"columns": QUALTRICS, "options": ["a", "b", "c"]}})
    assert told.proportion("Q5").table["category"].tolist() == ["a", "b", "c"]
    assert told.sets["tools"].source == "found"
    (_, evidence) = Survey(frame).proportion("tools").notes
    assert evidence.endswith("answers parted by ';' (sets= says otherwise).")


def test_surveys_that_were_asked_are_those_that_were_not():
    frame = FRAMES["two questions"]
    fresh, asked = Survey(frame), Survey(frame)
    expected = shown(asked)
    assert fresh == asked != Survey(frame, sets=False)
    for kept in (pickle.loads(pickle.dumps(asked)), copy.deepcopy(asked), asked.where("age > 0")):
        assert shown(kept) == expected
    assert Survey(frame, missing_codes={"Q5_3": [1]}).sets.keys() == expected.keys()


def test_names_that_are_numbers_and_cells_that_hold_lists():
    frame = FRAMES["semicolons"].assign(boxes=[["a", "b"]] * N).rename(columns={"tools": 7})
    assert list(Survey(frame).sets) == ["7"]
    found, usual = Survey(frame).proportion("7"), Survey(FRAMES["semicolons"]).proportion("tools")
    assert found.table["estimate"].tolist() == usual.table["estimate"].tolist()
