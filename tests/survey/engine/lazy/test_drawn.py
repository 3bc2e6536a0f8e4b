"""Surveys drawn at random: every number of an engine is memory's, and what it refuses is known."""

import warnings
from importlib import import_module

import numpy as np
import pandas as pd
import pytest

from tests.survey.engine.lazy.drawn import DESIGNS, questions, written
from tests.survey.engine.lazy.engines import ENGINES, FAST, installed, same
from topline import ArgumentError, DataError, Estimates, Survey

BY_ROW = ("strata", "weights", "nothing")
"""Designs in which each row is a sampled unit."""

REPEATED = ("replicates", "bootstrap")

REFUSED = {
    "gini": tuple(DESIGNS),
    "linear": (*BY_ROW, *REPEATED),
    "logistic": (*BY_ROW, *REPEATED),
    "poverty": BY_ROW,
    "raked": BY_ROW,
    "calibrated": BY_ROW,
}
"""What looks at every row, and in which designs."""


def made(frame, kind):
    survey = Survey(frame, **DESIGNS[kind])
    if kind == "bootstrap":
        return survey.to_replicates("bootstrap", replicates=20, rng=3)
    return survey


def answer(ask, survey):
    """Return what comes of a question: a result, or the words of a refusal."""
    try:
        return ask(survey)
    except (ArgumentError, DataError) as error:
        return str(error)


def agree(one, other, by_row):
    """Whether a result of an engine is that of memory."""
    if hasattr(one, "percent"):
        assert one.table["letters"].equals(other.table["letters"])
        same(one.estimates, other.estimates, theirs_unknown=by_row)
    elif isinstance(one, Estimates):
        same(one, other, theirs_unknown=by_row)
    elif hasattr(one, "statistic"):
        for number in ("statistic", "df", "p_value"):
            found = [np.nan if x is None else x for x in (getattr(o, number) for o in (one, other))]
            np.testing.assert_allclose(*found, rtol=1e-8, atol=1e-12, err_msg=number)
    else:
        tables = [pd.DataFrame(getattr(each.table, "table", each.table)) for each in (one, other)]
        pd.testing.assert_frame_equal(*tables, rtol=1e-8, atol=1e-11)


def differences(engine, seed, folder, every=1):
    """Return the questions of a drawn survey whose answers differ, and how."""
    path, kind, names = written(seed, folder)
    # polars does not read the order of a file's levels, in memory as little as out of it
    in_memory = import_module("polars").read_parquet if engine == "polars" else pd.read_parquet
    memory, other = made(in_memory(path), kind), made(ENGINES[engine](path), kind)
    found = []
    for name, ask in list(questions(names).items())[seed % every :: every]:
        one, its = answer(ask, memory), answer(ask, other)
        if isinstance(its, str) and not isinstance(one, str):
            if kind not in REFUSED.get(name, ()) or "memory" not in its:
                found.append((name, kind, names, its))
        elif isinstance(one, str):
            # what cannot be told without rows is refused sooner
            if one != its and not (isinstance(its, str) and "memory" in its):
                found.append((name, kind, names, one, its))
        else:
            try:
                agree(one, its, kind in BY_ROW)
            except AssertionError as error:
                found.append((name, kind, names, str(error)))
    return found


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(len(DESIGNS)), ids=list(DESIGNS))
def test_a_third_of_the_questions_of_each_design(seed, tmp_path):
    engine = FAST[seed % len(FAST)]
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    assert not differences(engine, seed, tmp_path, every=3)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(100, 140))
@pytest.mark.parametrize("engine", list(ENGINES))
def test_all_questions_of_many_surveys(engine, seed, tmp_path):
    if not installed(engine):
        pytest.skip(f"{engine} is not installed")
    # an engine that takes a second a question is asked a ninth of them
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert not differences(engine, seed, tmp_path, every=1 if engine in FAST else 9)
