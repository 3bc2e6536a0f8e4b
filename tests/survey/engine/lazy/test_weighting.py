"""Weights brought to targets where an engine holds the rows: the numbers are memory's."""

import numpy as np
import pandas as pd
import pytest

from tests.survey.engine.lazy.engines import (
    DESIGN,
    ENGINES,
    FAST,
    REPLICATED,
    installed,
    rows,
    same,
)
from topline import ArgumentError, Survey, targets_from

SHARES = {"g": {"a": 0.3, "b": 0.3, "c": 0.3, "none": 0.1}, "k": {1: 0.2, 2: 0.5, 3: 0.3}}
PAIRS = {
    ("g", "k"): {(g, k): x * y for g, x in SHARES["g"].items() for k, y in SHARES["k"].items()}
}
GROUPS = {k: {"g": {**SHARES["g"], "a": 0.2 + k / 20, "b": 0.4 - k / 20}} for k in (1, 2, 3)}


@pytest.fixture(scope="module")
def data():
    found = rows()
    return found.assign(g=found["g"].fillna("none"))


@pytest.fixture(scope="module")
def path(data, tmp_path_factory):
    place = tmp_path_factory.mktemp("engines") / "rows.parquet"
    data.to_parquet(place)
    return place


@pytest.fixture(scope="module")
def totals(data):
    w = data["w"]
    people = w.groupby(data["k"]).sum() * [0.95, 1.0, 1.05]
    return {
        "x": 1.05 * w @ data["x"],
        "age": 1.02 * w @ data["age"],
        "k": people.to_dict(),
    }


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(name, marks=[] if name in FAST else [pytest.mark.long]) for name in ENGINES
    ],
)
def both(request, path):
    """Return how to make the survey in memory, and by an engine."""
    if not installed(request.param):
        pytest.skip(f"{request.param} is not installed")
    frame = ENGINES[request.param](path)
    return lambda design: (
        Survey(pd.read_parquet(path), **design),
        Survey(frame, **design),
    )


WAYS = {
    "raked": lambda survey, _: survey.rake(SHARES),
    "raked, other residuals": lambda survey, _: survey.rake(SHARES, residuals="calibrated"),
    "raked within bounds": lambda survey, _: survey.rake(SHARES, bounds=(0.3, 2.5)),
    "raked by group": lambda survey, _: survey.rake(GROUPS, by="k"),
    "raked by group, to the number of rows": lambda survey, _: survey.rake(
        GROUPS, by="k", total="n"
    ),
    "post-stratified": lambda survey, _: survey.post_stratify(PAIRS, total="n"),
    "linear": lambda survey, totals: survey.calibrate(totals),
    "linear, some below 0": lambda survey, totals: survey.calibrate(
        {"x": totals["x"] / 9, "age": totals["age"]}
    ),
    "linear within bounds": lambda survey, totals: survey.calibrate(totals, bounds=(0.75, 1.4)),
    "raking": lambda survey, totals: survey.calibrate(
        totals, distance="raking", residuals="calibrated"
    ),
    "logit": lambda survey, totals: survey.calibrate(totals, distance="logit", bounds=(0.3, 3)),
}
OF_CELLS = ("raked", "post-stratified")


def compare(memory, engine):
    """Compare estimates of a survey in memory with those of an engine."""
    same(memory.mean("y", by="yes"), engine.mean("y", by="yes"))
    same(memory.proportion("q", by="k"), engine.proportion("q", by="k"))
    same(memory.ratio("y", "x"), engine.ratio("y", "x"))
    told = memory.weighting, engine.weighting
    assert told[0].sentence == told[1].sentence
    one, two = (record.steps[0].targets[["target", "before", "after"]] for record in told)
    np.testing.assert_allclose(two, one, rtol=1e-10)


@pytest.mark.quick
def test_linearised(both, totals):
    memory, engine = both(DESIGN)
    for way in WAYS.values():
        compare(way(memory, totals), way(engine, totals))
    raked = engine.rake(SHARES)
    same(memory.rake(SHARES).median("x", by="yes"), raked.median("x", by="yes"))
    # a margin's own share varies no more
    assert raked.proportion("g").table["std_error"].max() < 1e-12
    assert engine.calibrate(totals).total("x").table["std_error"][0] < 1e-9 * totals["x"]


def test_who_has_a_negative_weight_is_a_respondent(both, data, totals):
    for survey in both(DESIGN):
        one = WAYS["linear, some below 0"](survey, totals)
        assert "negative" in one.weighting.steps[0].notes[0]
        groups, all_of_them = one.total("x", by="yes"), one.total("x")
        assert groups.table["n"].sum() == all_of_them.table["n"][0] == (data["w"] > 0).sum()


def test_replicates(both, totals):
    memory, engine = both(REPLICATED)
    for way in OF_CELLS:
        compare(WAYS[way](memory, totals), WAYS[way](engine, totals))


def test_replicates_made_here(both, totals):
    for way in OF_CELLS:
        compare(
            *(
                WAYS[way](one, totals).to_replicates("bootstrap", replicates=20, rng=1)
                for one in both(DESIGN)
            )
        )


def test_what_needs_rows_says_so(path, totals):
    survey = Survey(path, **DESIGN)
    raked = survey.rake(SHARES)
    for call, words in (
        (lambda: survey.rake(SHARES, cap=3), "cap= looks at every row"),
        (lambda: survey.calibrate(totals, cost={"x": 1}), "cost= looks at every row"),
        (lambda: survey.calibrate({"stypeH": 3}), "is no column"),
        (lambda: survey.calibrate({"y": 3}), "'y' is missing in"),
        (lambda: raked.rake(SHARES), "in one call"),
        (lambda: raked.trim(3), "not in memory"),
        (lambda: survey.rake({"g": {"a": 0.5, "b": 0.5}}), "there is no target"),
        (lambda: Survey(path, weights="w", strata="h").rake(SHARES), "give clusters="),
        (lambda: Survey(path, **REPLICATED).calibrate(totals), "rake\\(\\) or post_stratify"),
        (lambda: survey.calibrate(totals, bounds=(0.999, 1.001)), "did not converge under"),
    ):
        with pytest.raises(ArgumentError, match=words):
            call()


def test_missing_answers_are_counted_by_rows(data, tmp_path):
    data.assign(g=data["g"].replace({"none": None})).to_parquet(tmp_path / "rows.parquet")
    memory, engine = (
        Survey(one, **DESIGN)
        for one in (pd.read_parquet(tmp_path / "rows.parquet"), tmp_path / "rows.parquet")
    )
    targets = {"g": {"a": 0.3, "b": 0.4, "c": 0.3}}
    with pytest.raises(ArgumentError) as ours:
        memory.rake(targets)
    with pytest.raises(ArgumentError) as theirs:
        engine.rake(targets)
    assert str(ours.value) == str(theirs.value)
    for missing in ("keep", "drop", "category"):
        compare(*(one.rake(targets, missing=missing) for one in (memory, engine)))


def test_targets_of_an_engine(path):
    engine, memory = Survey(path, **DESIGN), Survey(pd.read_parquet(path), **DESIGN)
    ours, theirs = (targets_from(one, ["g", "k"]) for one in (memory, engine))
    np.testing.assert_allclose(theirs.table["target"], ours.table["target"], rtol=1e-12)
    assert theirs.covariance is None
