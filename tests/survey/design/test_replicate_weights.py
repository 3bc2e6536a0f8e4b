"""Replicate weights as columns: the estimates of an array, and no copy of the data."""

import tracemalloc

import numpy as np
import pandas as pd
import polars as pl
import pytest

from tests.conftest import in_one_test
from topline import DataError, Survey, threads
from topline.survey.engine import replicate_weights
from topline.survey.engine.rank import rank
from topline.survey.engine.replicate_weights import ReplicateColumns, blocks

N, R = 700, 24
NAMES = [f"rw{r + 1}" for r in range(R)]
ABOUT = {"weights": "w", "replicate_method": "sdr"}


def frame(dtype="float64"):
    """Make data with missing answers and whole numbers as weights."""
    generator = np.random.default_rng(4)
    w = generator.integers(40, 400, N)
    again = np.rint(w[:, None] * generator.choice([0.3, 1.0, 1.7], (N, R)))
    data = pd.DataFrame({"y": generator.normal(50, 9, N), "w": w.astype(float)})
    data["group"], data["answer"] = generator.integers(0, 5, N), generator.choice([*"abc"], N)
    data.loc[::9, "y"] = np.nan
    data.loc[::7, "answer"] = None
    return pd.concat([data, pd.DataFrame(again, columns=NAMES).astype(dtype)], axis=1)


def estimates(survey):
    """Return estimates of every kind, in one table of numbers."""
    found = [
        survey.mean("y"),
        survey.mean("y", by="group"),
        survey.mean("y", where="group > 1", design_effect=True),
        survey.proportion("answer", by="group"),
        survey.median("y", by="group", method="replicate"),
        survey.standard_deviation("y"),
    ]
    columns = ["estimate", "std_error", "df"]
    return np.vstack([one.table[columns].to_numpy(dtype=float) for one in found])


def by_array():
    data = frame()
    return estimates(Survey(data, replicate_weights=data[NAMES].to_numpy(), **ABOUT))


@pytest.mark.parametrize(
    "dtype", ["float64", "float32", "int16", "int64", "Int64", "Float64", "object"]
)
def test_columns_of_any_number_give_the_estimates_of_an_array(dtype):
    found = estimates(Survey(frame(dtype), replicate_weights="rw", **ABOUT))
    np.testing.assert_allclose(found, by_array(), rtol=1e-12)


def test_columns_of_another_frame_give_the_estimates_of_an_array():
    found = estimates(Survey(pl.from_pandas(frame()), replicate_weights=NAMES, **ABOUT))
    np.testing.assert_allclose(found, by_array(), rtol=1e-12)


def test_factors_of_the_weight_are_multiplied_by_it():
    data = frame()
    data[NAMES] = data[NAMES].div(data["w"], axis=0)
    found = estimates(Survey(data, replicate_weights="rw", combined=False, **ABOUT))
    np.testing.assert_allclose(found, by_array(), rtol=1e-10)


@pytest.mark.parametrize("dtype", ["float64", "float32", "int16"])
def test_columns_are_not_copied(dtype):
    data = frame(dtype)
    held = Survey(data, replicate_weights="rw", **ABOUT).replicate_weights
    assert all(
        np.shares_memory(own, data[name].to_numpy())
        for own, name in zip(held.columns, NAMES, strict=True)
    )


def test_design_and_estimates_take_little_memory_besides_the_columns():
    # what only the frame holds need not be copied
    data = pd.DataFrame(
        {"w": 1.0, "y": np.arange(200_000.0)}
        | {f"rw{r}": np.ones(200_000) + r % 2 for r in range(80)},
        copy=False,
    )
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    survey = Survey(data, replicate_weights="rw", **ABOUT)
    survey.mean("y")
    peak = tracemalloc.get_traced_memory()[1] - before
    tracemalloc.stop()
    assert peak < 0.5 * 80 * 200_000 * 8


@pytest.mark.skipif(int(pd.__version__.split(".")[0]) < 3, reason="pandas 2 shares what it writes")
def test_what_is_written_to_the_frame_later_changes_nothing():
    data = frame()
    survey = Survey(data, replicate_weights="rw", **ABOUT)
    before = estimates(survey)
    for name in ("y", "w", "rw3"):
        data.loc[:, name] = data[name] * 2
        data.loc[5, name] = 1e6
    assert np.array_equal(estimates(survey), before)


def test_estimates_leave_the_frame_as_it_was():
    data = frame()
    estimates(Survey(data, replicate_weights="rw", **ABOUT))
    pd.testing.assert_frame_equal(data, frame())


@in_one_test(
    "at",
    [
        slice(3, 9),
        slice(None, None, 50),
        np.arange(N) % 3 == 0,
        np.array([5, 2, 2]),
        (np.array([5, 2]), slice(4, 7)),
        (slice(None), 3),
        (7, 3),
    ],
)
def test_columns_are_read_like_an_array(at):
    data = frame("int16")
    held = ReplicateColumns(tuple(data[name].to_numpy() for name in NAMES))
    assert held.shape == (N, R)
    assert len(held) == N
    assert np.array_equal(held[at], data[NAMES].to_numpy(dtype=float)[at])


def test_blocks_put_together_are_the_whole(monkeypatch):
    monkeypatch.setattr(replicate_weights, "_CELLS", 33 * R)
    matrix = frame()[NAMES].to_numpy()
    parts = list(blocks(ReplicateColumns(tuple(matrix.T))))
    assert len(parts[0]) == 33
    assert np.array_equal(np.concatenate(parts), matrix)


@pytest.mark.parametrize("given", ["rw", frame()[NAMES].to_numpy()])
def test_processors_change_no_digit(monkeypatch, given):
    monkeypatch.setattr(replicate_weights, "_CELLS", 33 * R)
    survey = Survey(frame(), replicate_weights=given, **ABOUT)
    found = []
    for processors in (1, 3, 64):
        monkeypatch.setattr(threads, "HANDS", processors)
        found.append(estimates(survey))
    assert all(np.array_equal(one, found[0]) for one in found)
    np.testing.assert_allclose(found[0], by_array(), rtol=1e-12)


def test_rank_is_that_of_the_rows_inside():
    matrix = np.ones((N, R))
    matrix[N // 2 :, : R // 2] = frame()[NAMES[: R // 2]].to_numpy()[N // 2 :]
    for weights in (matrix, ReplicateColumns(tuple(matrix.T))):
        assert rank(weights) == 1 + R // 2
        assert rank(weights, np.arange(N // 2)) == 1
        assert rank(weights, np.arange(5)) == 1


def test_missing_and_infinite_weights_are_named():
    data = frame()
    data.loc[[12, 80], "rw3"] = np.nan
    with pytest.raises(DataError, match=r"missing or infinite in 2 rows \(rows 12, 80\)"):
        Survey(data, replicate_weights="rw", **ABOUT)
    data.loc[12, "rw3"] = np.inf
    with pytest.raises(DataError, match=r"column 'rw3' has 1 infinite value"):
        Survey(data, replicate_weights="rw", **ABOUT)


def test_checks_read_columns():
    data = frame()
    data.loc[[3, 9], "rw1"] = -1
    data.loc[3, "rw2"] = -1
    found = Survey(data, replicate_weights="rw", **ABOUT).check()
    text = found.loc[found["check"] == "negative replicates"].to_string()
    assert "3 places of 2 rows" in text


def test_digits_that_a_file_leaves_out_are_no_rank():
    """Weights of nine directions, rounded as files round them, have nine: R's degf() says so."""
    rng = np.random.default_rng(5)
    exact = rng.uniform(1, 4, (48, 1)) * rng.integers(0, 3, (9, 12))[np.arange(48) % 9]
    assert rank(np.round(exact, 8)) == rank(exact)
    few = np.arange(0, 48, 3)
    assert rank(np.round(exact, 8), few) == rank(exact, few)


def test_the_rank_of_few_rows_is_that_of_their_directions():
    rng = np.random.default_rng(5)
    two = rng.normal(size=(2, 80))
    mixed = rng.normal(size=(40, 2)) @ two
    assert rank(mixed) == 2
    # beyond what files round, a direction is one
    assert rank(np.vstack([mixed, 1e-3 * rng.normal(size=80) + mixed[0]])) == 3
    rounded = np.round(mixed * 1e6) / 1e6
    assert rank(rounded) == 2
