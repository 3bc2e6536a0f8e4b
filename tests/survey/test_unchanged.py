"""A survey stays what it was, whatever becomes of what it was made of or of what it handed out."""

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from topline import Estimates, Survey, read_survey
from topline.survey.data.codebook import read_for_survey
from topline.survey.data.held import held

X = np.arange(10.0)


def by_pandas(frame):
    frame.loc[0, "x"] = 1e6
    frame.iloc[1, 1] = 99.0
    frame.iat[2, 0] = 1e6  # noqa: PD009
    frame.replace(3.0, 1e5, inplace=True)  # noqa: PD002
    frame["w"] = 5.0


def by_polars(frame):
    frame[0, "x"] = 1e6
    frame[1, "w"] = 99.0
    frame.insert_column(0, pl.Series("y", X.copy()))


def nullable(values):
    """A column of pandas' own nullable numbers that lies in an array of the caller's."""
    return pd.arrays.FloatingArray(values, np.zeros(len(values), dtype=bool), copy=False)


KINDS = {
    "pandas": lambda x: pd.DataFrame({"x": x, "w": np.ones(10)}),
    "pandas, memory shared": lambda x: pd.DataFrame({"x": x, "w": np.ones(10)}, copy=False),
    "pandas, Series shared": lambda x: pd.DataFrame(
        {"x": pd.Series(x, copy=False), "w": np.ones(10)}, copy=False
    ),
    "pandas, nullable": lambda x: pd.DataFrame({"x": nullable(x), "w": np.ones(10)}),
    "polars": lambda x: pl.DataFrame({"x": x, "w": np.ones(10)}),
    "polars from Arrow": lambda x: pl.from_arrow(pa.table({"x": x, "w": np.ones(10)})),
    "pyarrow": lambda x: pa.table({"x": x, "w": np.ones(10)}),
}
CHANGES = {pd.DataFrame: by_pandas, pl.DataFrame: by_polars, pa.Table: lambda _: None}


@pytest.mark.quick
@pytest.mark.parametrize("used_before", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_what_becomes_of_the_data_changes_nothing(kind, used_before):
    x = X.copy()
    frame = KINDS[kind](x)
    survey = Survey(frame, weights="w")
    if used_before:
        survey.mean("x")
    x[0] = 1e6
    CHANGES[type(frame)](frame)
    assert survey.mean("x").table["estimate"].tolist() == [4.5]
    assert survey.weights.tolist() == [1.0] * 10


def test_two_columns_of_one_array():
    both = np.column_stack([X, np.ones(10)])
    survey = Survey(pd.DataFrame(both, columns=["x", "w"], copy=False), weights="w")
    both[:] = 7.0
    assert survey.mean("x").table["estimate"].tolist() == [4.5]


@pytest.mark.skipif(int(pd.__version__[0]) < 3, reason="earlier versions write to frames in place")
def test_a_frame_nobody_else_holds_is_shared():
    frame = pd.DataFrame({"x": X.copy(), "w": np.ones(10), "sex": pd.Categorical(["f", "m"] * 5)})
    assert np.shares_memory(held(frame)["x"].to_numpy(), frame["x"].to_numpy())


@pytest.mark.skipif(int(pd.__version__[0]) < 3, reason="earlier versions write to frames in place")
def test_a_file_that_a_survey_reads_is_held_once(tmp_path):
    pd.DataFrame({"x": X, "w": 1.0}).to_parquet(tmp_path / "rows.parquet")
    # Arrow's memory, of which nobody knows who else has it, but for who has read it
    own = read_for_survey(tmp_path / "rows.parquet", {})[0].data
    assert np.shares_memory(held(own)["x"].to_numpy(), own["x"].to_numpy())
    strange = read_survey(tmp_path / "rows.parquet").data
    assert not np.shares_memory(held(strange)["x"].to_numpy(), strange["x"].to_numpy())
    survey = Survey.read(tmp_path / "rows.parquet", weights="w")
    by_pandas(survey.data)
    assert survey.mean("x").table["estimate"].tolist() == [4.5]


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_the_data_handed_out_are_the_callers(kind):
    survey = Survey(KINDS[kind](X.copy()), weights="w")
    CHANGES[type(survey.data)](survey.data)
    given = survey.data
    CHANGES[type(given)](given)

    def condition(data):
        CHANGES[type(data)](data)
        return np.ones(10, dtype=bool)

    survey.where(condition)
    assert survey.mean("x").table["estimate"].tolist() == [4.5]


def test_arrays_given_are_copied_and_arrays_handed_out_are_read_only():
    replicates = np.random.default_rng(1).uniform(0.5, 1.5, (10, 4))
    rscales = np.ones(4)
    mask = np.arange(10) < 5
    data = pd.DataFrame({"x": X.copy(), "w": np.ones(10)})
    survey = Survey(
        data,
        weights="w",
        replicate_weights=replicates,
        replicate_method="custom",
        rscales=rscales,
        df=3,
    )
    part = survey.where(mask)
    before = survey.mean("x"), part.mean("x")
    replicates[:], rscales[:], mask[:] = 1.0, 9.0, True
    assert (survey.mean("x"), part.mean("x")) == before
    for handed in (survey.weights, survey.replicate_weights, survey.design.factors):
        with pytest.raises(ValueError, match="read-only"):
            handed[0] = 5.0


def test_designs_and_columns_of_replicates_are_read_only():
    data = pd.DataFrame(
        {"x": X.copy(), "w": np.ones(10), "psu": np.arange(10), "r1": X + 1, "r2": X + 2}
    )
    stage = Survey(data, weights="w", clusters="psu").design.stages[0]
    columns = Survey(
        data, weights="w", replicate_weights=["r1", "r2"], replicate_method="custom", scale=1, df=1
    ).replicate_weights.columns
    for handed in (stage.scale, stage.unit, columns[0]):
        with pytest.raises(ValueError, match="read-only"):
            handed[0] = 5


def test_tables_handed_out_are_the_callers():
    estimates = Survey(
        pd.DataFrame({"x": X.copy(), "w": np.ones(10), "g": ["a", "b"] * 5}), weights="w"
    ).mean("x", by="g")
    before = estimates.contrast([1, -1])
    handed = estimates.table
    handed["estimate"] = 0.0
    handed.iloc[0, handed.columns.get_loc("std_error")] = 99.0
    assert estimates.contrast([1, -1]) == before
    given = estimates.table
    own = Estimates(given, estimates.covariance)
    given.loc[:, "estimate"] = 0.0
    assert own.table["estimate"].tolist() == estimates.table["estimate"].tolist()
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(estimates.covariance)[0, 0] = 1.0
