"""Rows without a weight: refused, or left out and counted, at every door."""

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, DataError, Survey, read_survey

DATA = pd.DataFrame({"y": range(60), "w": [1.0, 2.0, np.nan] * 20, "h": ["a", "b", "b"] * 20})
REST = DATA.dropna().reset_index(drop=True)
TOLD = "20 rows without a weight left out"


def same(survey, of=REST, **design):
    expected = Survey(of, weights="w", **design)
    for name in ("estimate", "std_error", "n"):
        assert survey.mean("y").table[name].tolist() == pytest.approx(
            expected.mean("y").table[name].tolist(), rel=1e-12
        )


def test_as_in_r():
    # R 4.5, survey 4.4: svymean(~y, svydesign(~1, weights=~w, data=na.omit(d))), 2026-11-28
    row = Survey(DATA, weights="w", missing_weights="drop").mean("y").table.iloc[0]
    assert row["estimate"] == pytest.approx(29.167, abs=5e-4)
    assert row["std_error"] == pytest.approx(2.9207, abs=5e-5)


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "lazy"])
def test_rows_are_left_out_and_counted(kind):
    frames = {
        "pandas": lambda: DATA,
        "pyarrow": lambda: pytest.importorskip("pyarrow").Table.from_pandas(DATA),
        "polars": lambda: pytest.importorskip("polars").from_pandas(DATA),
        "lazy": lambda: pytest.importorskip("polars").from_pandas(DATA).lazy(),
    }
    data = frames[kind]()
    with pytest.raises(DataError, match=r"20 missing values.*missing_weights='drop'"):
        Survey(data, weights="w")
    survey = Survey(data, weights="w", missing_weights="drop", strata="h")
    assert len(survey) == 40
    assert TOLD in survey.design.words
    same(survey, strata="h")


@pytest.mark.parametrize("kind", ["pandas", "lazy"])
def test_codes_of_no_weight_are_declared(kind):
    data = DATA.fillna({"w": -9.0})
    if kind == "lazy":
        data = pytest.importorskip("polars").from_pandas(data).lazy()
    with pytest.raises(DataError, match=r"20 negative values.*missing_codes= and leave"):
        Survey(data, weights="w", missing_weights="drop")
    same(Survey(data, weights="w", missing_weights="drop", missing_codes={"w": [-9]}))


def test_arrays_and_reasons_lose_the_same_rows(tmp_path):
    weights = np.random.default_rng(1).uniform(0.5, 1.5, (60, 8))
    design = {"weights": "w", "replicate_method": "bootstrap", "combined": False}
    survey = Survey(DATA, replicate_weights=weights, missing_weights="drop", **design)
    some = Survey(REST, replicate_weights=weights[DATA["w"].notna()], **design)
    assert (
        survey.mean("y").table["std_error"].tolist() == some.mean("y").table["std_error"].tolist()
    )
    (tmp_path / "a.csv").write_text("q,w\n1,1\nrefused,\nrefused,2\n4,1\n")
    book = Survey(read_survey(tmp_path / "a.csv"), weights="w", missing_weights="drop").codebook
    assert book.missing_reasons("q")["n"].tolist() == [1]
    assert book.table["n_valid"].tolist() == [2, 3]


def test_all_have_a_weight_or_none_is_named():
    assert "left out" not in Survey(REST, weights="w", missing_weights="drop").design.words
    with pytest.raises(ArgumentError, match="give weights too"):
        Survey(DATA, missing_weights="drop")
    with pytest.raises(ArgumentError, match="expected one of fail, drop"):
        Survey(DATA, weights="w", missing_weights="omit")
