"""How often an engine passes over its rows, and how many of them come back."""

import pandas as pd
import pytest

from tests.survey.engine.lazy.engines import DESIGN, ENGINES, REPLICATED, installed, rows, same
from topline import Survey, write_survey_report
from topline.survey.engine.lazy import counts, frames, levels, order, steps

ASKED = ["q", "k", "yes", "g", "n", "h"]
BANNER = ["yes", "k"]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    place = tmp_path_factory.mktemp("passes") / "rows.parquet"
    rows().to_parquet(place)
    return place


@pytest.fixture
def passes(monkeypatch):
    """Gather how many rows come back of each pass."""
    found, run = [], frames.LazyRows._run

    def counting(self, frame):
        table = run(self, frame)
        found.append(len(table))
        return table

    monkeypatch.setattr(frames.LazyRows, "_run", counting)
    return found


def needed(engine):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")


@pytest.mark.parametrize(
    # degrees of freedom of groups are ranks of their replicate weights, a pass for each grouping
    ("design", "most"),
    [(DESIGN, 1), (REPLICATED, 1 + len(BANNER))],
    ids=["linear", "given"],
)
def test_questions_that_are_expected_are_counted_in_one_pass(design, most, path, passes):
    needed("duckdb")
    memory, survey = Survey(pd.read_parquet(path), **design), Survey(path, **design)
    survey.expect(ASKED, by=BANNER)
    passes.clear()
    for name in ASKED:
        for by in (None, *(one for one in BANNER if one != name)):
            same(memory.proportion(name, by=by), survey.proportion(name, by=by))
    survey.who_answered(ASKED)
    assert len(passes) == most
    # in a subpopulation, whose condition is one key more
    survey, memory = (each.where("n > 3") for each in (survey, memory))
    survey.expect(ASKED, by="k")
    passes.clear()
    for name in ASKED:
        same(memory.proportion(name, by="k"), survey.proportion(name, by="k"))
    assert len(passes) <= most


def test_tables_too_large_for_one_pass_take_more(path, passes, monkeypatch):
    needed("duckdb")
    memory, survey = Survey(pd.read_parquet(path), **DESIGN), Survey(path, **DESIGN)
    monkeypatch.setattr(counts, "_IN_ONE_PASS", 900)
    monkeypatch.setattr(counts, "_KEPT", 1_000)
    survey.expect(ASKED)
    passes.clear()
    for name in ASKED:
        same(memory.proportion(name), survey.proportion(name))
    assert 2 <= len(passes) <= len(ASKED)


def test_more_keys_than_one_pass_has(path, monkeypatch):
    needed("duckdb")
    monkeypatch.setattr(frames, "_KEYS", 4)
    memory, survey = Survey(pd.read_parquet(path), **DESIGN), Survey(path, **DESIGN)
    survey.expect(ASKED, by=BANNER)
    for name in ASKED:
        same(memory.proportion(name), survey.proportion(name))


def test_answers_that_are_none_after_all_cost_no_pass(path, passes):
    needed("duckdb")
    survey = Survey(path, **DESIGN)
    survey.expect(ASKED)
    survey.who_answered(ASKED)
    passes.clear()
    other = survey.with_missing_codes({"q": ["n/a", "Don't know"], "k": [3]})
    memory = Survey(pd.read_parquet(path), **DESIGN).with_missing_codes(
        {"q": ["n/a", "Don't know"], "k": [3]}
    )
    for name in ASKED:
        same(memory.proportion(name), other.proportion(name))
    assert not passes


def test_a_report_passes_over_the_rows_once_for_many_questions(path, passes, tmp_path):
    needed("duckdb")
    survey = Survey(path, **DESIGN)
    passes.clear()
    write_survey_report(survey, ASKED, tmp_path / "plain")
    # values, then answers by unit
    assert len(passes) == 2
    write_survey_report(survey, ASKED, tmp_path / "banner", banner=BANNER)
    # tables by groups are others
    assert len(passes) == 3


@pytest.mark.parametrize("engine", ["file", "polars"])
def test_numbers_that_all_differ_stay_where_they_are(engine, path, passes, monkeypatch):
    needed(engine)
    monkeypatch.setattr(levels, "STEPS", 64)
    monkeypatch.setattr(levels, "_OFTEN", 64)
    monkeypatch.setattr(steps, "STEPS", 64)
    survey = Survey(ENGINES[engine](path), **DESIGN)
    passes.clear()
    found = survey.who_answered(["y", "x"])
    expected = Survey(pd.read_parquet(path), **DESIGN).who_answered(["y", "x"])
    pd.testing.assert_frame_equal(found, expected)
    # a table by step and unit has as many cells as there are rows
    assert max(passes) <= 66


@pytest.mark.parametrize("engine", ["file", "polars"])
def test_limits_of_a_median_look_at_one_distribution(engine, path, passes):
    needed(engine)
    survey = Survey(ENGINES[engine](path), **DESIGN)
    survey.mean("age", by="g")
    survey.quantile("age", q=[0.5], by="g")
    first = len(passes)
    passes.clear()
    survey.quantile("age", q=[0.4, 0.6], by="g")
    # the distribution, the shares beside it and those beside its limits
    assert len(passes) <= 3 < first


@pytest.mark.parametrize("engine", ["file", "polars"])
@pytest.mark.parametrize(("most", "first"), [(10_000, 10), (10, 13)])
def test_quantiles_of_many_values_by_bins(engine, most, first, path, passes, monkeypatch):
    needed(engine)
    for module in (levels, order):
        monkeypatch.setattr(module, "MOST_VALUES", 64)
    monkeypatch.setattr(order, "_BINS", 32)
    monkeypatch.setattr(order, "_MOST_ROWS", most)
    survey, memory = (
        Survey(ENGINES[engine](path), **DESIGN),
        Survey(pd.read_parquet(path), **DESIGN),
    )
    told = []
    for asked in (
        {"q": [0.1, 0.5, 0.9], "by": "g", "rule": "hf7"},
        {"q": [0.02, 0.6], "by": ["g", "k"], "where": "age > 30"},
        {"q": [0.25, 0.75], "by": "g", "interval": "beta"},
    ):
        passes.clear()
        found = survey.quantile("y", **asked).table
        expected = memory.quantile("y", **asked).table
        columns = ["estimate", "std_error", "ci_low", "ci_high", "n"]
        pd.testing.assert_frame_equal(found[columns], expected[columns], rtol=1e-10)
        told.append(len(passes))
    # values of few bins come at once, and none twice; of many, parts of bins come before
    assert told[0] <= first
