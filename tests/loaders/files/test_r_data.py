"""Files of R: factors, labels and missing values of haven, dates, workspaces."""

import bz2
import gzip
import lzma

import numpy as np
import pytest

from tests.loaders.r_files import (
    NA_INTEGER,
    R,
    factor,
    frame,
    labelled,
    rds,
    tagged_na,
    words,
    workspace,
)
from topline import DataError, Survey, read_survey

pytestmark = pytest.mark.quick

ANSWERS = frame(
    age=R("INT", [34, NA_INTEGER, 51], {"label": words("Age in years")}),
    trust=labelled(
        [1.0, tagged_na("r"), np.nan],
        {"a lot": 1, "none": 2, "Refused": tagged_na("r")},
        label=words("Trust"),
    ),
    vote=labelled([1.0, 98.0, 99.0], {"yes": 1, "Don't know": 98}, na_values=R("REAL", [98, 99])),
    income=labelled([10.5, -5.0, 3.0], {"x": -5}, na_range=R("REAL", [-9.0, -1.0])),
    size=factor(["small", None, "large"], ["small", "large"]),
    agree=factor(["no", "yes", "yes"], ["no", "yes"], ordered=True),
    area=factor(["b", "a", "a"], ["a", "b"]),
    said=words("ü", None, ""),
    ticked=R("LGL", [1, 0, NA_INTEGER]),
    day=R("REAL", [0.0, np.nan, 17000.0], {"class": words("Date")}),
    at=R(
        "REAL",
        [0.5, np.nan, 86400.0],
        {"class": words("POSIXct", "POSIXt"), "tzone": words("Europe/Berlin")},
    ),
    took=R("REAL", [1.5, 2.0, np.nan], {"class": words("difftime"), "units": words("mins")}),
    inner=R("VEC", [words("a"), R("LGL", [1]), words("c")]),
)


@pytest.fixture
def path(tmp_path):
    (tmp_path / "answers.rds").write_bytes(gzip.compress(rds(ANSWERS)))
    return tmp_path / "answers.rds"


def test_columns_of_r_are_read_with_what_they_say(path):
    survey = read_survey(path)
    data, book = survey.data, survey.codebook
    assert data["age"].fillna(-1).tolist() == [34, -1, 51]
    assert book.table.set_index("name").loc["age", "label"] == "Age in years"
    assert data["said"].tolist()[0] == "ü"
    assert data["said"].isna().tolist() == [False, True, True]
    assert data["ticked"].isna().tolist() == [False, False, True]
    assert data["day"].dt.strftime("%Y-%m-%d").tolist()[2] == "2016-07-18"
    assert str(data["at"].tolist()[2]) == "1970-01-02 01:00:00+01:00"
    assert data["took"].dt.total_seconds().tolist()[:2] == [90, 120]
    assert "inner" not in data
    assert book.notes == ("'inner': lists and matrices are left out",)


def test_a_level_of_no_answer_is_none(tmp_path):
    kinds = {"levels": words("a", None, "b"), "class": words("factor")}
    held = frame(q=R("INT", [1, 2, 3, 1], kinds))
    (tmp_path / "a.rds").write_bytes(rds(held))
    cells = read_survey(tmp_path / "a.rds").data["q"]
    assert cells.astype(object).where(cells.notna(), None).tolist() == ["a", None, "b", "a"]
    assert cells.cat.categories.tolist() == ["a", "b"]


def test_lists_of_answers_are_one_question(tmp_path):
    lists = [words("a", "b"), words("a"), words(), R("NILVALUE", None)]
    held = frame(id=R("REAL", [1.0, 2, 3, 4]), tools=R("VEC", lists))
    (tmp_path / "a.rds").write_bytes(rds(held))
    survey = Survey.read(tmp_path / "a.rds")
    found = survey.proportion("tools").table
    assert found["category"].tolist() == ["a", "b"]
    assert found["estimate"].tolist() == pytest.approx([2 / 3, 1 / 3])


def test_answers_that_r_keeps_as_missing_have_their_reasons(path):
    book = read_survey(path).codebook
    assert book.missing_reasons("trust").to_numpy().tolist() == [[".r", "Refused", 1]]
    assert book.reasons("trust").fillna("").tolist() == ["", "Refused", ""]
    assert book.value_labels("trust") == {1: "a lot", 2: "none", ".r": "Refused"}
    assert book.missing_reasons("vote").to_numpy().tolist() == [
        [98, "Don't know", 1],
        [99, "99", 1],
    ]
    assert book.missing_reasons("income")["n"].tolist() == [1]
    kept = read_survey(path, user_missing="keep").data
    assert kept["vote"].tolist() == [1, 98, 99]
    assert kept["trust"].tolist()[:2] == [1, ".r"]


def test_factors_keep_an_order_that_somebody_gave(path):
    found = read_survey(path)
    orders = {name: one.order for name, one in found.codebook.variables.items() if one.order}
    assert orders == {"size": ("small", "large"), "agree": ("no", "yes")}
    assert found.codebook.variables["agree"].measure == "ordinal"
    assert found.data["agree"].cat.ordered
    assert not found.data["area"].cat.ordered
    assert found.data["size"].isna().tolist() == [False, True, False]


@pytest.mark.usual
def test_labels_of_numbers_that_foreign_keeps_as_text(tmp_path):
    # read.spss(use.value.labels=FALSE) names texts, whatever the column holds
    told = R("STR", ["9", "2", "1"], {"names": words("Don't know", "b", "a")})
    held = frame(q=R("REAL", [1, 2, 9], {"value.labels": told}))
    (tmp_path / "a.rds").write_bytes(rds(held))
    assert read_survey(tmp_path / "a.rds").codebook.value_labels("q")[9] == "Don't know"
    survey = Survey.read(tmp_path / "a.rds")
    assert survey.mean("q").table["estimate"].tolist() == [1.5]
    assert len(survey.proportion("q").table) == 3


def test_a_design_of_r_is_its_variables(tmp_path):
    others = frame(x=R("REAL", [0.1, 0.2, 0.3]))
    about = {"names": words("cluster", "allprob", "variables"), "class": words("survey.design2")}
    design = R("VEC", [others, others, ANSWERS], about)
    (tmp_path / "a.rds").write_bytes(rds(design))
    (tmp_path / "b.RData").write_bytes(workspace(design=design))
    for name in ("a.rds", "b.RData"):
        found = read_survey(tmp_path / name)
        assert found.data.shape == (3, 12)
        assert "weights=, strata= and clusters=" in found.codebook.notes[-1]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.rds", "a.RData", "a.csv"])
def test_files_of_r_are_known_by_what_they_hold(tmp_path, pack, name):
    raw = workspace(d=ANSWERS, k=words("x")) if name == "a.RData" else rds(ANSWERS)
    (tmp_path / name).write_bytes(pack(raw))
    assert read_survey(tmp_path / name).data.shape == (3, 12)
    assert list(read_survey(tmp_path / name, columns=["vote", "age"]).data) == ["vote", "age"]


def test_several_data_frames_are_named_and_one_is_chosen(tmp_path):
    path = tmp_path / "a.RData"
    path.write_bytes(workspace(wave1=ANSWERS, wave2=frame(q=R("REAL", [1.5]))))
    with pytest.raises(DataError, match=r"has 2 data frames: 'wave1', 'wave2'; .* sheet='wave1'"):
        read_survey(path)
    assert read_survey(path, sheet="wave2").data["q"].tolist() == [1.5]
    with pytest.raises(DataError, match=r"no data frame 'wave'"):
        read_survey(path, sheet="wave")


def test_a_design_of_r_gives_its_data(tmp_path):
    design = R("VEC", [words("x"), ANSWERS], {"names": words("call", "variables")})
    (tmp_path / "a.rds").write_bytes(rds(design))
    assert read_survey(tmp_path / "a.rds").data.shape == (3, 12)


def test_wordings_of_foreign_are_read(tmp_path):
    held = frame(
        q=R("REAL", [1, 2], {"value.labels": R("REAL", [2, 1], {"names": words("b", "a")})})
    )
    held.attributes["variable.labels"] = R("STR", ["Question"], {"names": words("q")})
    (tmp_path / "a.rds").write_bytes(rds(held))
    book = read_survey(tmp_path / "a.rds").codebook
    assert book.variables["q"].label == "Question"
    assert book.value_labels("q") == {1: "a", 2: "b"}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_what_is_cut_off_or_no_data_frame_is_refused(tmp_path, pack):
    path, whole = tmp_path / "a.rds", pack(rds(ANSWERS))
    for size in range(200 if pack is bytes else 30, len(whole), 97):
        path.write_bytes(whole[:size])
        with pytest.raises(DataError):
            read_survey(path)
    path.write_bytes(pack(rds(words("a", "b"))))
    with pytest.raises(DataError, match="holds no data frame; write one from R"):
        read_survey(path)


@pytest.mark.usual
def test_small_files_of_r_that_would_fill_the_memory_are_refused(tmp_path):
    path = tmp_path / "a.rds"
    path.write_bytes(gzip.compress(rds(frame(s=words(*[None] * 200_000)))))
    with pytest.raises(DataError, match="max_gb="):
        read_survey(path, max_gb=0.01)
    path.write_bytes(gzip.compress(rds(frame(s=R("REAL", np.zeros(2_000_000))))))
    with pytest.raises(DataError, match="max_gb="):
        read_survey(path, max_gb=0.01)
