"""Days, clocks, decimals, categories and names, the same whoever holds the rows."""

import datetime
from decimal import Decimal

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import parquet

from topline import ArgumentError, DataError, Survey
from topline.survey.engine.lazy import opening

pytest.importorskip("duckdb")

ROWS = 60
PLACES = np.arange(ROWS) % 3
DAYS = [datetime.date(2026, 1, 1 + place) for place in PLACES.tolist()]
NIGHTS = [datetime.datetime(2026, 1, 1 + place, 23, 30) for place in PLACES.tolist()]
COLUMNS = {
    "y": np.arange(ROWS) / 4,
    "w": 1.0 + np.arange(ROWS) % 7,
    "place": PLACES,
    "day": pa.array(DAYS),
    "night": pa.array(NIGHTS, pa.timestamp("us", tz="Europe/Berlin")),
    "price": pa.array([Decimal(place) / 4 for place in PLACES.tolist()], pa.decimal128(9, 2)),
    "answer": pa.DictionaryArray.from_arrays(PLACES.astype("int8"), ["no", "yes", "so", "none"]),
    "zero": np.array([-0.0, 0.0, 1.0])[PLACES],
    "all": pa.array([True] * ROWS),
    "parts": pa.array([{"a": place} for place in PLACES.tolist()]),
}
TABLE = pa.table(COLUMNS)


@pytest.fixture(scope="module")
def holders(tmp_path_factory):
    """Return how each engine holds the rows; pandas, which the others are compared with, first."""
    path = tmp_path_factory.mktemp("kinds") / "rows.parquet"
    parquet.write_table(TABLE, path)
    frame = pl.from_arrow(TABLE)
    return {
        "pandas": TABLE.to_pandas(),
        "pyarrow": TABLE,
        "polars": frame,
        "lazy": frame.lazy(),
        "scan": pl.scan_parquet(path),
        "file": path,
    }


def told(found, *names):
    """Return what a table calls its rows, with their numbers."""
    table = found.table
    rows = zip(*(table[name].map(str) for name in names), table["estimate"], strict=True)
    return [(*row[:-1], round(row[-1], 12)) for row in rows]


ASKED = {
    "days": lambda survey: told(survey.mean("y", by="day"), "day"),
    "nights": lambda survey: told(survey.mean("y", by="night"), "night"),
    "from a day on": lambda survey: told(survey.mean("y", where="day >= '2026-01-02'")),
    # 23:30 of universal time is the next day in Berlin
    "from a night on": lambda survey: told(survey.total("w", where="night >= '2026-01-03'")),
    "decimals": lambda survey: told(survey.mean("price")),
    "zeros": lambda survey: told(survey.proportion("zero"), "category"),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_kinds_are_the_same(asked, holders):
    found = {name: asked(Survey(data, weights="w")) for name, data in holders.items()}
    assert all(one == found["pandas"] for one in found.values()), found


def test_kinds_are_right(holders):
    survey = Survey(holders["pandas"], weights="w")
    w, of = COLUMNS["w"], PLACES
    assert ASKED["from a night on"](survey) == [(float(w[of >= 1] @ w[of >= 1]),)]
    assert ASKED["decimals"](survey) == [(round(float(w @ (of / 4) / w.sum()), 12),)]
    assert [name for name, _ in ASKED["zeros"](survey)] == ["0.0", "1.0"]
    assert ASKED["days"](survey)[0][0] == "2026-01-01"
    assert ASKED["nights"](survey)[0][0] == "2026-01-02 00:30:00+01:00"


def test_answers_that_nobody_gave_are_kept(holders):
    for name in ("pandas", "pyarrow", "file"):
        found = Survey(holders[name], weights="w").proportion("answer").table
        assert found["category"].tolist() == ["no", "yes", "so", "none"], name


def test_categories_of_polars_have_no_order_in_memory_either(holders):
    """They are kept as they first came; its Enum has an order."""
    frame = holders["polars"].with_columns(pl.col("answer").cast(pl.String))
    frame = frame.with_columns(kept=pl.col("answer").cast(pl.Categorical))
    first_yes = pl.concat([frame.filter(pl.col("answer") == "yes"), frame])
    for data in (first_yes, first_yes.lazy()):
        found = Survey(data, weights="w").proportion("kept").table
        # as texts: no and yes are known to be in this order
        assert found["category"].tolist() == ["no", "yes", "so"]
    ordered = first_yes.with_columns(kept=pl.col("answer").cast(pl.Enum(["yes", "so", "no"])))
    for data in (ordered, ordered.lazy()):
        survey = Survey(data, weights="w")
        assert survey.proportion("kept").table["category"].tolist() == ["yes", "so", "no"]
        # "so" is "s.o.", not applicable, and on neither side
        assert survey.mean("y", where="kept > 'yes'").table["n"].tolist() == [20]


def test_parts_may_have_categories_of_their_own(tmp_path):
    for number, answers in enumerate([["low", "middle"], ["middle", "high"]]):
        codes = pa.DictionaryArray.from_arrays(np.arange(30, dtype="int8") % 2, answers)
        parquet.write_table(pa.table({"level": codes, "w": [1.0] * 30}), tmp_path / f"{number}.pq")
    found = Survey(tmp_path, weights="w").proportion("level").table
    assert found["category"].tolist() == ["low", "middle", "high"]
    assert found["estimate"].tolist() == [0.25, 0.5, 0.25]
    assert set(found["n"]) == {60}


def test_true_is_a_weight_of_one(holders):
    means = [told(Survey(data, weights="all").mean("y")) for data in holders.values()]
    assert means == [[(COLUMNS["y"].mean(),)]] * len(means)


def test_structures_are_no_answers(holders):
    for data in holders.values():
        with pytest.raises(DataError, match="expected one answer in each cell"):
            Survey(data, weights="w").proportion("parts")


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = tmp_path / "rows.parquet"
    twice = TABLE.append_column("y", TABLE["y"])
    parquet.write_table(twice, path)
    for survey in (Survey, Survey.read):
        with pytest.raises(DataError, match="two columns called 'y'"):
            survey(path, weights="w")
    with pytest.raises(DataError, match="two columns have one name"):
        Survey(twice, weights="w")


def test_names_that_differ_in_capitals_are_told_as_duckdb_has_them(tmp_path):
    path = tmp_path / "rows.parquet"
    parquet.write_table(TABLE.append_column("Y", pa.array([1.0] * len(TABLE))), path)
    lying, read = Survey(path, weights="w"), Survey.read(path, weights="w")
    with pytest.raises(ArgumentError, match=r"'Y' is no column .* mean 'Y_1', as DuckDB"):
        lying.mean("Y")
    for survey, name in ((lying, "Y_1"), (read, "Y")):
        assert survey.mean(name).table.loc[0, "estimate"] == 1
        assert told(survey.mean("y")) == told(Survey(TABLE, weights="w").mean("y"))


def test_an_old_polars_is_refused(monkeypatch):
    monkeypatch.setattr(opening, "version", {"polars": "1.29.0"}.get)
    with pytest.raises(DataError, match=r"polars 1\.29\.0 .* expected 1\.30 or newer"):
        Survey(pl.from_arrow(TABLE).lazy(), weights="w")
    Survey(pl.from_arrow(TABLE), weights="w")
    monkeypatch.setattr(opening, "version", {"polars": "1.30.0b1"}.get)
    Survey(pl.from_arrow(TABLE).lazy(), weights="w")


def test_an_empty_text_of_parquet_is_no_answer(tmp_path):
    path = tmp_path / "rows.parquet"
    parquet.write_table(pa.table({"q": ["yes", "", " ", "no", None], "w": [1.0] * 5}), path)
    for survey in (Survey(path, weights="w"), Survey.read(path, weights="w")):
        assert survey.proportion("q").table["n"].tolist() == [2, 2]
