"""What engines disagree about, each asked of rows in memory and of an engine."""

import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.survey.engine.lazy.engines import DESIGN, ENGINES, rows, same
from topline import ArgumentError, Survey

ORDER = ["low", "middle", "high"]

SAME = [
    ("tenth == 0.1", "same == 0.1"),
    ("tenth > 0.3", "same > 0.3"),
    ("tenth <= 0.7", "same <= 0.7"),
    ("tenth in [0.1, 0.6]", "same in [0.1, 0.6]"),
    ("tenth not in [0.1, 0.6]", "same not in [0.1, 0.6]"),
    ("tenth == same", "same >= 0"),
    ("tenth * 2 > 0.6", "same > 0.3"),
    # nothing divided by nothing is no number, and no engine's greatest
    ("few / (k - 1) > 9", "few > 0 and k == 1"),
    ("few // (k - 1) > 9", "few > 0 and k == 1"),
    ("few % (k - 1) >= 0", "few >= 0 and k > 1"),
    ("few ** (k - k) == 1", "few >= 0"),
    ("few != 3", "few in [0, 1, 2, 4]"),
]
"""Conditions, and others that hold for the same rows."""


def pitfalls():
    """Return rows in which NaN and missing, small floats, large numbers and categories meet."""
    data = rows()
    data["level"] = pd.Categorical(data["k"].map(dict(zip((1, 2, 3), ORDER, strict=True))), ORDER)
    data["rank"] = data["level"].cat.as_ordered()
    data["whole"] = np.int64(2**62 // len(data)) + np.arange(len(data)) % 3
    # a sum of ones in single precision ends at 2²⁴
    data["ones"] = np.float32(2**24 // len(data) + 1)
    tenths = (data["age"] % 11 / 10).to_numpy()
    data["tenth"] = tenths.astype("float32")
    data["same"] = tenths
    data["few"] = pd.array(data["age"] % 5, dtype="Int8")
    data.loc[::11, "few"] = None
    data["date"] = data["day"].dt.date
    # squares of incomes are 10²⁰ times a count, in one matrix with it
    data["income"] = np.round(data["x"] * 4_000 + data["age"] ** 3)
    places = {"before": data["k"] % 3, "after": data["n"] % 3}
    for name, place in places.items():
        data[name] = pd.Series(["Disagree", "Neither", "Agree"])[place].to_numpy()
    data["upside"] = pd.Categorical(data["level"].astype(str), ORDER[::-1])
    data["nothing"] = data["y"].where(data["k"] > 3)
    return data


def written(folder):
    """Write them as Parquet, NaN as it is and missing as missing; return the path."""
    data = pitfalls()
    table = pa.Table.from_pandas(data, preserve_index=False)
    values, gone = data["y"].to_numpy(copy=True), np.arange(len(data)) % 14 == 0
    table = table.append_column("mixed", pa.array(values, mask=gone, from_pandas=False))
    # not a number among numbers without one missing, of which a file states the ends alone
    table = table.append_column("nan", pa.array(values, from_pandas=False))
    small = values.astype("float32")
    table = table.append_column("nan32", pa.array(small, from_pandas=False))
    path = folder / "pitfalls.parquet"
    parquet.write_table(table, path)
    return path


def check_engine(engine, path):
    """Compare an engine with memory in each."""
    with warnings.catch_warnings():
        # Dask says that narwhals will support it from a package of its own
        warnings.simplefilter("ignore")
        memory = Survey(pd.read_parquet(path), **DESIGN)
        frame = ENGINES[engine](path)
        if engine == "polars":
            # whose categories from a file have no order
            frame = frame.with_columns(pl.col("level").cast(pl.Enum(ORDER)))
        other = Survey(frame, **DESIGN)
        # NaN beside missing, whole numbers beyond doubles, and in what order groups come back
        numbers = ["mixed", "nan", "nan32", "whole"]
        same(memory.mean(numbers, by="g"), other.mean(numbers, by="g"))
        for condition in (
            "nan > 40",
            "nan32 > 40",
            "not nan32 < 40",
            "nan32 * 2 > 80",
            "nan / 2 > 20",
        ):
            same(memory.mean("x", where=condition), other.mean("x", where=condition))
        # categories in their order; where an engine has words instead, the note says whose it is
        same(memory.proportion("level", by="k"), other.proportion("level", by="k"), said=False)
        for condition, alike in SAME:
            expected = memory.mean("x", where=alike).table["estimate"].iloc[0]
            for survey in (memory, other):
                found = survey.mean("x", where=condition).table["estimate"].iloc[0]
                assert abs(found / expected - 1) < 1e-12, condition
        # two columns by the order of their answers, and categories of unlike orders by their words
        for condition in ("before < after", "before != after and not before > after"):
            same(memory.mean("x", where=condition), other.mean("x", where=condition))
        same(memory.mean("x", where="level == upside"), other.mean("x", where="level == upside"))
        # a day is its first moment
        for condition in ("date == day and k == 1", "date >= day and g == 'a'"):
            same(memory.mean("x", where=condition), other.mean("x", where=condition))
        if engine in ("file", "dask"):
            # the others have words of them
            condition = "rank >= 'middle'"
            same(memory.mean("x", where=condition), other.mean("x", where=condition))
        # single precision
        data = memory.data
        exact = float(data["w"].sum() * float(data["ones"].iloc[0]))
        assert abs(other.total("ones").table["estimate"].iloc[0] / exact - 1) < 1e-14
        # sums of nothing, and groups of nobody
        found = other.mean(["nothing", "only"], by="g").table
        expected = memory.mean(["nothing", "only"], by="g").table
        assert found["estimate"].isna().tolist() == expected["estimate"].isna().tolist()
        assert found["n"].tolist() == expected["n"].tolist()
        assert found["n"].min() == 0
        by_row = {"strata": "h", "weights": "w"}
        ours, theirs = Survey(memory.data, **by_row), Survey(frame, **by_row)
        same(ours.mean("nothing"), theirs.mean("nothing"))
        same(ours.variance("income", by="k"), theirs.variance("income", by="k"))
        # logarithms, powers, and whether something holds
        for ask in (
            lambda survey: survey.theil("few", by="g"),
            lambda survey: survey.atkinson("few", 0.5),
            lambda survey: survey.atkinson("income", 1.0),
        ):
            same(ask(memory), ask(other))
            same(ask(ours), ask(theirs), theirs_unknown=True)
        if engine in ("file", "polars"):
            same(memory.poverty_rate("x", by="k"), other.poverty_rate("x", by="k"))
            same(memory.poverty_gap("x"), other.poverty_gap("x"))
            with pytest.raises(ArgumentError, match="each row is a sampled unit"):
                theirs.poverty_rate("x")
