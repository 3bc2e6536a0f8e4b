"""A page of rows that an engine holds is the page of the same rows in memory."""

import re
from dataclasses import replace

import pandas as pd
import polars as pl
import pytest
from typer.testing import CliRunner

from tests.survey.engine.lazy.engines import DESIGN, ENGINES, installed, rows
from topline import Survey, reportable_columns, write_survey_report
from topline.cli.app import app
from topline.survey.engine.lazy import levels, steps

ASKED = ["q", "k", "yes", "y", "age", "g"]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("reports") / "rows.parquet"
    data = rows()
    # as words, which more than two thousand respondents would call an identifier
    data["name"] = [f"row {number}" for number in range(len(data))]
    data["size"] = pd.Categorical(data["k"].map({1: "small", 2: "big", 3: "huge"}))
    data.to_parquet(place)
    return place


def words_of(page):
    """Return what a page says, numbers as they are printed, without how it is drawn."""
    text = (page.parent / "index.html").read_text(encoding="utf-8")
    return re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("engine", ["file", "polars"])
def test_a_page_is_the_same(engine, path, tmp_path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    pages = []
    for name, data in {"memory": pd.read_parquet(path), "engine": ENGINES[engine](path)}.items():
        pages.append(
            write_survey_report(
                Survey(data, **DESIGN),
                ASKED,
                tmp_path / name,
                banner=["g", "size"],
                where="age >= 30",
                asked={"q": "k < 3"},
                left_out=lambda *_: None,
            )
        )
    memory, engine = map(words_of, pages)
    assert engine == memory


def test_what_could_be_reported_is_the_same(path):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    memory, engine = Survey(pd.read_parquet(path)), Survey(path)
    assert reportable_columns(engine) == reportable_columns(memory)
    for name in ("q", "y", "size", "name"):
        assert engine.is_categorical(name) == memory.is_categorical(name)
        assert engine.personal(name) == memory.personal(name)
    one, other = (each.contents(["q", "y", "k", "name"]) for each in (memory, engine))
    assert [replace(own, personal="") for own in one] == list(other)


def test_many_different_values_are_looked_at_in_steps(monkeypatch):
    if not installed("polars"):
        pytest.skip("polars is not installed")
    for name in ("STEPS", "MOST", "_OFTEN"):
        monkeypatch.setattr(levels, name, 64)
    monkeypatch.setattr(levels, "_FEW", 32)
    monkeypatch.setattr(steps, "STEPS", 64)
    data = rows().assign(name=[f"row {number}" for number in range(1_200)])
    engine = Survey(pl.from_pandas(data).lazy(), missing_codes={"x": [9.5]})
    memory = Survey(data, missing_codes={"x": [9.5]})
    for own in ("y", "x", "name"):
        [expected], [found] = memory.contents(own), engine.contents(own)
        told = "n_valid", "n_missing", "n_user_missing", "lowest", "highest", "kind", "notes"
        assert [getattr(found, one) for one in told] == [getattr(expected, one) for one in told]
        assert found.n_distinct >= expected.n_distinct
    assert len(engine.distinct("y")) <= 66
    asked = {"x": "k == 1"}
    counts = (each.who_answered(["x", "name", "y"], asked=asked) for each in (memory, engine))
    pd.testing.assert_frame_equal(*counts)


def test_the_command_line_reports_a_folder(tmp_path):
    if not installed("duckdb"):
        pytest.skip("DuckDB is not installed")
    (tmp_path / "data").mkdir()
    rows().to_parquet(tmp_path / "data" / "part.parquet")
    given = ["report", str(tmp_path / "data")]
    listed = CliRunner().invoke(app, given)
    assert listed.exit_code == 2
    assert "ordered scale" in listed.output
    asked = ["--questions", "q,y", "--banner", "g", "--weights", "w"]
    found = CliRunner().invoke(app, [*given, *asked, "--out", str(tmp_path / "out")])
    assert found.exit_code == 0, found.output
    assert "Strongly agree" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
