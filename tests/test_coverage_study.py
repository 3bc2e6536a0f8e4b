"""The study of coverage in the documentation: it runs, is reproducible, and its page tells it."""

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import pytest

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "statistics"


@pytest.fixture(scope="module")
def study():
    """The script, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("coverage_study", FOLDER / "coverage_study.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def found():
    return pd.read_csv(FOLDER / "coverage.csv")


SMALL = [
    ("share", "opt_in", "20 %"),
    ("mean", "weights", "age"),
    ("difference of shares", "clusters", "20 and 30 %"),
    ("median", "simple", "7 points"),
    ("lead", "simple", "45 and 40 %"),
    ("share, published", "simple", "5 %"),
    ("difference, published", "simple", "40 and 60 %"),
    ("lead, published", "simple", "20 and 15 %"),
]


@pytest.mark.parametrize("asked", SMALL, ids=lambda asked: asked[0])
def test_a_small_study_holds_the_truth_as_often_as_it_says(study, asked):
    """60 samples: a share of 0.95 falls below 0.83 once in ten thousand times."""
    row = study.Task(*asked, 100, 60).run()
    assert row["coverage"] > 0.83
    assert row["none"] == 0
    assert row["width"] > 0


def test_the_seed_of_a_row_is_its_own(study):
    task = study.Task("share", "weights", "5 %", 50, 30)
    assert task.run() == task.run()
    assert task.run() != study.Task("share", "weights", "20 %", 50, 30).run()


def test_everything_was_simulated(study, found):
    asked = [(each.quantity, each.design, each.situation, each.n) for each in study.tasks(1)]
    named = ["quantity", "design", "situation", "n"]
    assert list(found[named].itertuples(index=False, name=None)) == asked


@pytest.mark.parametrize("quantity", ["share", "mean", "difference of shares", "median", "lead"])
def test_the_table_is_of_todays_defaults(study, found, quantity):
    """One row of each, drawn again with its own seed."""
    rows = found[(found["quantity"] == quantity) & (found["design"] == "simple")]
    row = next(rows[rows["n"] == 20].itertuples())
    made = study.Task(quantity, row.design, row.situation, row.n, row.draws).run()
    assert made["coverage"] == pytest.approx(row.coverage, abs=2 / row.draws)
    assert made["width"] == pytest.approx(row.width, rel=0.005)


@pytest.mark.long
@pytest.mark.parametrize("quantity", ["share", "mean", "difference of shares", "median", "lead"])
def test_the_table_is_what_the_package_gives_today(study, found, quantity):
    kept = found[(found["quantity"] == quantity) & (found["n"] == 50)].iloc[:: len(study.DESIGNS)]
    for row in kept.itertuples():
        made = study.Task(quantity, row.design, row.situation, row.n, row.draws).run()
        assert made["coverage"] == pytest.approx(row.coverage, abs=2 / row.draws)


def test_no_default_falls_short_without_a_reason(study, found):
    assert {study.reason(row) for row in found.itertuples()} <= {"", *study.REASONS}
    holds = {design.key for design in study.DESIGNS if design.holds}
    medians = found[(found["quantity"] == "median") & found["design"].isin(holds)]
    scales = medians[medians["situation"].str.contains("points")]
    assert scales["coverage"].min() >= 0.93


def test_the_page_holds_the_tables_of_the_study(study, found):
    page = (FOLDER / "coverage.md").read_text(encoding="utf-8")
    for table in (study.summary(found), study.shortfalls(found)):
        assert study.as_markdown(table) in page
