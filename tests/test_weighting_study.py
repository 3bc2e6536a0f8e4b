"""The study of weighted intervals in the documentation: it runs, and its page tells its rows."""

import runpy

import pandas as pd
import pytest

from tests.conftest import REPOSITORY

FOLDER = REPOSITORY / "docs" / "statistics"


@pytest.fixture(scope="module")
def study():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)  # as where it is run as a script
        return runpy.run_path(str(FOLDER / "weighting_study.py"))


def test_a_small_study_finds_what_the_calibration_saves(study):
    rows = {row["question"]: row for row in study["Task"]("simple", "GREG", 200, 12).run()}
    assert rows["spending"]["width"] < 0.6 * rows["spending"]["width_without"]
    assert rows["luck"]["width"] == pytest.approx(rows["luck"]["width_without"], rel=0.1)
    assert all(row["coverage"] >= 0.6 for row in rows.values())


def test_the_page_has_every_row(study):
    found = pd.read_csv(FOLDER / "weighting.csv")
    asked = [(task.situation, task.method, task.n) for task in study["tasks"](1)]
    named = found[["sample", "method", "n"]].drop_duplicates()
    assert list(named.itertuples(index=False, name=None)) == asked
    page = (FOLDER / "weighting.md").read_text(encoding="utf-8")
    (draws,) = found["draws"].unique()
    assert f"Each row is of {draws} samples" in page
    assert study["as_markdown"](study["summary"](found)) in page
