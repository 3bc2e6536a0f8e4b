"""What a caller says of a file: missing codes, missing words, orders, separators."""

import pandas as pd
import pyreadstat
import pytest

from topline import ArgumentError, Survey, read_survey

FRAME = pd.DataFrame(
    {
        "income": [1200.0, -99.0, 9999.0, 1800.0],
        "q": [1.0, 2.0, 3.0, 1.0],
        "s": ["a", "NA", "b", "a"],
    }
)
LABELS = {"income": {9999: "Refused"}, "q": {1: "never", 2: "often", 3: "always"}}
WRITERS = {
    "a.csv": lambda path: FRAME.to_csv(path, index=False),
    "a.xlsx": lambda path: FRAME.to_excel(path, index=False),
    "a.parquet": lambda path: FRAME.to_parquet(path),
    "a.sav": lambda path: pyreadstat.write_sav(FRAME, path, variable_value_labels=LABELS),
    "a.dta": lambda path: pyreadstat.write_dta(FRAME, path),
}


@pytest.fixture(params=WRITERS)
def path(tmp_path, request):
    WRITERS[request.param](tmp_path / request.param)
    return tmp_path / request.param


def test_declared_codes_are_missing_in_every_format(path):
    found = read_survey(path, missing_codes={"income": [-99, 9999]})
    assert found.data["income"].mean() == 1500
    reasons = found.codebook.missing_reasons("income")
    assert reasons["code"].tolist() == [-99, 9999]
    assert reasons["n"].tolist() == [1, 1]
    label = "declared missing: Refused" if path.suffix == ".sav" else "declared missing"
    assert reasons["reason"].tolist() == ["declared missing", label]
    kept = read_survey(path, missing_codes={"income": [-99, 9999]}, user_missing="keep")
    assert kept.data["income"].tolist() == [1200, -99, 9999, 1800]
    assert kept.codebook.missing_reasons("income")["n"].sum() == 2


def test_missing_words_are_missing_in_every_format(path):
    found = read_survey(path)
    assert found.data["s"].isna().tolist() == [False, True, False, False]
    assert sum("read as missing: 'NA' 1×" in note for note in found.codebook.notes) == 1
    kept = read_survey(path, missing_words=False)
    assert kept.data["s"].tolist() == ["a", "NA", "b", "a"]
    assert not any("read as missing" in note for note in kept.codebook.notes)


def test_a_survey_reads_the_same(path):
    survey = Survey.read(path, missing_codes={"income": [-99, 9999]})
    assert survey.mean("income").table["estimate"].tolist() == [1500]


def test_codes_and_names_that_are_not_there(path):
    found = read_survey(path, missing_codes={"income": [77]})
    assert "holds none of the missing codes 77; it has 1200" in found.codebook.notes[-1]
    with pytest.raises(ArgumentError, match=r"missing_codes names 'incom', .*mean 'income'"):
        read_survey(path, missing_codes={"incom": [-99]})
    with pytest.raises(ArgumentError, match=r'expected a list, as \{"income": \[-99, 9999\]\}'):
        read_survey(path, missing_codes={"income": -99})
    with pytest.raises(ArgumentError, match="missing_codes is a list; expected a list for each"):
        read_survey(path, missing_codes=[-99])


def test_codes_by_their_labels_and_words(tmp_path):
    WRITERS["a.sav"](tmp_path / "a.sav")
    found = read_survey(tmp_path / "a.sav", missing_codes={"income": ["Refused"], "s": ["b"]})
    assert found.codebook.missing_reasons("income")["code"].tolist() == [9999]
    assert found.data["s"].isna().tolist() == [False, True, True, False]


def test_an_order_is_given_or_of_the_file(path, tmp_path):
    found = read_survey(path, order={"s": ["b", "a"], "q": [3, 1, 4]})
    assert found.codebook.variables["s"].order == ("b", "a")
    assert found.codebook.variables["q"].order == (3, 1, 4, 2)
    assert found.codebook.variables["q"].order_source == "given"
    assert "order of 'q' names 4, which no row has" in found.codebook.notes[-2]
    assert "order of 'q' leaves out 2; they come last" in found.codebook.notes[-1]
    levels = pd.Categorical(["lo", "hi"], ["lo", "mid", "hi"], ordered=True)
    pd.DataFrame({"q": levels}).to_parquet(tmp_path / "c.parquet")
    own = read_survey(tmp_path / "c.parquet").codebook.variables["q"]
    assert (own.order, own.order_source) == (("lo", "mid", "hi"), "file")


def test_an_order_by_labels(tmp_path):
    WRITERS["a.sav"](tmp_path / "a.sav")
    found = read_survey(tmp_path / "a.sav", order={"q": ["always", "often", "never"]})
    assert found.codebook.variables["q"].order == (3, 2, 1)


def test_a_separator_is_given(tmp_path):
    (tmp_path / "a.csv").write_text("a:b\n1:2\n3:4\n")
    assert read_survey(tmp_path / "a.csv", delimiter=":").data.shape == (2, 2)
    (tmp_path / "b.csv").write_text("a;b\tc\n1;2\t3\n")
    assert read_survey(tmp_path / "b.csv", delimiter="tab").data.columns.tolist() == ["a;b", "c"]
    for wrong in (";;", "", '"', 3, "é"):
        with pytest.raises(ArgumentError, match="expected one character"):
            read_survey(tmp_path / "a.csv", delimiter=wrong)
