"""The same rows in memory and in every engine that is installed, small enough for each."""

import shutil
import warnings
from importlib import import_module
from importlib.util import find_spec

import narwhals as nw
import numpy as np
import pandas as pd

N = 1_200
DESIGN = {"weights": "w", "strata": "h", "clusters": "u"}
REPLICATED = {"weights": "w", "replicate_weights": "rw", "replicate_method": "brr"}


def rows():
    """Return what engines disagree about: missing and NaN, floats of 4 bytes, words, codes."""
    rng = np.random.default_rng(20261126)
    h = rng.integers(0, 5, N)
    u = h * 8 + rng.integers(0, 8, N)
    data = pd.DataFrame(
        {
            "h": [f"stratum {number}" for number in h],
            "u": u,
            "w": rng.integers(0, 9, N) / 4,
            "y": rng.normal(50, 9, N),
            "f": rng.normal(2**20, 1, N).astype("float32"),
            "x": rng.gamma(2, 9, N).round(2),
            "age": rng.integers(18, 95, N),
            "n": rng.integers(0, 9, N).astype("int8"),
            "g": rng.choice(["b", "a", "c"], N),
            "k": rng.integers(1, 4, N),
            "yes": rng.random(N) < 0.4,
            "q": rng.choice(["Agree", "Strongly agree", "Disagree", "Don't know", "n/a"], N),
            "day": pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 40, N), "D"),
        }
    )
    # strata of one size, so that a fraction can stand for all
    data["size"] = 4_000 + h * 100
    data["big"] = 2**53 // N + np.arange(N) % 7
    data.loc[::7, "y"] = np.nan
    data.loc[::9, "g"] = None
    data.loc[::13, "q"] = None
    data["only"] = data["x"].where(data["g"] == "a")
    shown = rng.choice([0.0, 0.5, 1.5], (40, 12))
    for r in range(12):
        weights = (data["w"] * shown[u, r]).astype("float32" if r % 2 else "float64")
        data[f"rw{r + 1}"] = weights
    return data


def _duckdb(path):
    return import_module("duckdb").read_parquet(str(path))


def _polars(path):
    return import_module("polars").scan_parquet(path)


def _dask(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame = import_module("dask.dataframe").read_parquet(path)
        # parts, whose sums meet
        return frame.repartition(npartitions=3)


def _spark(path):
    session = import_module("pyspark.sql").SparkSession.builder.master("local[1]")
    session = session.config("spark.ui.enabled", "false")
    session = session.config("spark.sql.shuffle.partitions", "1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session.read.parquet(str(path))


def _ibis(path):
    return import_module("ibis").duckdb.connect().read_parquet(str(path))


ENGINES = {
    "file": str,
    "polars": _polars,
    "duckdb": _duckdb,
    "dask": _dask,
    "spark": _spark,
    "ibis": _ibis,
}
"""How each opens a Parquet file; the first by its path alone."""

FAST = ("file", "polars")
"""Those that answer in hundredths of a second; the others take one for each question."""

_NEEDED = {"file": "duckdb", "spark": "pyspark"}


def installed(engine):
    """Return whether an engine can be tried here."""
    if tuple(map(int, nw.__version__.split(".")[:2])) < (2, 20):
        # which is what the extras of engines need
        return False
    if engine == "spark" and shutil.which("java") is None:
        return False
    return find_spec(_NEEDED.get(engine, engine)) is not None


def same(ours, theirs, theirs_unknown=False, said=True):
    """Whether estimates are the same, number for number and word for word.

    Where `theirs_unknown`, covariances may be missing that ours have; notes where not `said`.
    """
    one, other = ours.table, theirs.table
    assert one.columns.tolist() == other.columns.tolist()
    for column in one:
        if one[column].dtype.kind == "f":
            np.testing.assert_allclose(
                one[column], other[column], rtol=1e-10, atol=1e-13, err_msg=column
            )
        else:
            assert one[column].astype(object).equals(other[column].astype(object)), column
    matrix, found = np.asarray(ours.covariance), np.asarray(theirs.covariance)
    scale = np.nanmax(np.abs(matrix), initial=1e-300)
    if theirs_unknown:
        matrix = np.where(np.isnan(found), np.nan, matrix)
    np.testing.assert_allclose(matrix, found, rtol=1e-9, atol=1e-11 * scale)
    assert ours.method == theirs.method
    assert not said or ours.notes == theirs.notes
