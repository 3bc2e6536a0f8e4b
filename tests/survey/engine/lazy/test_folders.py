"""Folders of Parquet that are damaged, foreign, unequal or written to, and names of any signs."""

import copy
import pickle
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from topline import ArgumentError, DataError, Survey

pytest.importorskip("duckdb")

ROWS = 120


def part(seed=0, **columns):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "q": rng.choice(["yes", "no"], ROWS),
            "age": rng.integers(18, 90, ROWS).astype(float),
            "w": 1 + rng.random(ROWS),
            **columns,
        }
    )


@pytest.fixture
def folder(tmp_path):
    for number in range(2):
        part(number).to_parquet(tmp_path / f"part-{number}.parquet")
    return tmp_path


def bases(path):
    survey = Survey(path, weights="w")
    return survey.proportion("q").table["n"].tolist(), survey.mean("age").table["n"].tolist()


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "too small"), (b"q,age\n1,2\n" * 20, "magic bytes"), (b"PAR1" * 9, "cannot be read")],
)
def test_a_part_that_is_no_parquet_is_told_by_name(folder, content, message):
    (folder / "part-2.parquet").write_bytes(content)
    with pytest.raises(DataError, match=message) as told:
        bases(folder)
    assert "part-2.parquet" in str(told.value)


def test_damage_inside_a_part_is_told_when_it_is_read(folder):
    path = folder / "part-1.parquet"
    raw = bytearray(path.read_bytes())
    raw[60:1400] = bytes(k % 251 for k in range(1340))
    path.write_bytes(raw)
    with pytest.raises(DataError, match=r"where they lie .* a file of them may be damaged"):
        bases(folder)


def test_parts_need_not_be_alike(folder):
    part(2).iloc[:0].to_parquet(folder / "none.parquet")
    (folder / "named.parquet").mkdir()
    assert bases(folder) == ([2 * ROWS] * 2, [2 * ROWS])
    # what a part does not ask nobody in it has answered
    part(3).drop(columns="age").to_parquet(folder / "part-3.parquet")
    assert bases(folder) == ([3 * ROWS] * 2, [2 * ROWS])
    part(4, age="old").to_parquet(folder / "part-4.parquet")
    with pytest.raises(DataError, match="column 'age' holds text"):
        bases(folder)
    part(4).drop(columns="w").to_parquet(folder / "part-4.parquet")
    with pytest.raises(DataError, match="column 'w' has 120 missing values"):
        bases(folder)


def test_names_of_folders_tell_a_column(tmp_path):
    for place, number in {"region=North/a": 0, "region=South/b": 1, "region=it's/c": 2}.items():
        (tmp_path / place).mkdir(parents=True)
        part(number).to_parquet(tmp_path / place / "part.parquet")
    names = ["North", "South", "it's"]
    every = [part(number).assign(region=name) for number, name in enumerate(names)]
    memory = Survey(pd.concat(every, ignore_index=True), weights="w")
    found, expected = (
        survey.mean("age", by="region").table for survey in (Survey(tmp_path, weights="w"), memory)
    )
    assert found["region"].tolist() == expected["region"].tolist()
    np.testing.assert_allclose(found["std_error"], expected["std_error"], rtol=1e-10)
    # beside parts that are in none, a folder's name is a name
    part(3).to_parquet(tmp_path / "part.parquet")
    assert "region" not in Survey(tmp_path, weights="w").columns


def test_what_programs_keep_beside_a_table_is_no_part_of_it(tmp_path):
    for name, y in {
        "a.parquet": 1,
        "_delta_log/b.parquet": 2,
        ".old/c.parquet": 3,
        ".d.parquet": 4,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        pd.DataFrame({"y": [float(y)] * 4}).to_parquet(tmp_path / name)
    assert Survey(tmp_path).total("y").table["estimate"].tolist() == [4.0]


def test_days_are_compared(tmp_path):
    days = pd.Series(pd.date_range("2026-01-01", periods=6, freq="D")).dt.date
    frame = part().assign(day=np.resize(days.to_numpy(), ROWS), plain=np.resize(range(6), ROWS))
    frame.to_parquet(tmp_path / "a.parquet")
    survey = Survey(tmp_path / "a.parquet", weights="w")
    found = survey.mean("age", where="day > '2026-01-03'").table
    expected = survey.mean("age", where="plain > 2").table
    assert found["estimate"].tolist() == expected["estimate"].tolist()


def test_a_folder_that_changes_is_no_survey_any_more(folder):
    survey = Survey(folder, weights="w")
    before = survey.mean("age").table["estimate"].iloc[0]
    part(5).to_parquet(folder / "part-9.parquet")
    assert survey.mean("age").table["estimate"].iloc[0] == before
    part(6).iloc[:50].to_parquet(folder / "part-1.parquet")
    with pytest.raises(DataError, match=r"part-1\.parquet was changed since .* was opened"):
        survey.mean("age")
    (folder / "part-1.parquet").unlink()
    with pytest.raises(DataError, match=r"part-1\.parquet is gone since .* was opened"):
        survey.proportion("q")
    (folder / "part-1.parquet").symlink_to(folder / "nowhere")
    with pytest.raises(DataError, match="leads to no file"):
        Survey(folder)


def test_names_of_files_are_no_patterns_and_no_queries(tmp_path):
    names = ["a[12].parquet", "*.parquet", "a1.parquet", "'; DROP TABLE x; --.parquet", "?.parquet"]
    for number, name in enumerate(names):
        part(number).iloc[: 20 + number].to_parquet(tmp_path / name)
    assert [len(Survey(tmp_path / name)._of.source) for name in names] == [20, 21, 22, 23, 24]
    assert bases(tmp_path)[1] == [110]


def test_names_of_columns_are_no_queries(tmp_path):
    names = ['a"b', "a'b", '"; DROP TABLE x; --', "select", "w*2", "count(*)", "x AS y", "a\x00b",
             "COLUMNS('.*')", "rowid", "k0", "$1", "?", "read_csv('/etc/passwd')"]  # fmt: skip
    answers = ["'; DROP TABLE x; --", '"', "a'b", "\x00", "%", "\\", "a\u202eb", "\x1b[31m"]
    frame = part().assign(**{name: answers * (ROWS // len(answers)) for name in names})
    frame.to_parquet(tmp_path / "a.parquet")
    whole, memory = Survey(tmp_path / "a.parquet", weights="w"), Survey(frame, weights="w")
    for name, other in pairwise([*names, names[0]]):
        for ask in (
            lambda survey, name=name: survey.proportion(name),
            lambda survey, name=name, other=other: survey.crosstab(name, other).estimates,
        ):
            np.testing.assert_allclose(ask(whole).table["estimate"], ask(memory).table["estimate"])
    for answer in answers:
        quote = '"' if "'" in answer else "'"
        text = answer.replace("\\", "\\\\")
        where = f"`select` == {quote}{text}{quote}"
        found = [survey.mean("age", where=where).table["n"].iloc[0] for survey in (whole, memory)]
        assert found[0] == found[1] > 0
    part().rename(columns={"q": "*"}).to_parquet(tmp_path / "b.parquet")
    with pytest.raises(DataError, match=r"a column is called '\*', which engines take for all"):
        Survey(tmp_path / "b.parquet")


def test_nothing_is_fetched_from_elsewhere(folder):
    relation = Survey(folder, weights="w")._of.source.rows.held.to_native()
    asked = "select value from duckdb_settings() where name like 'auto%known_extensions'"
    assert relation.query("rows", asked).fetchall() == [("false",), ("false",)]
    for path in ("http://example.org/a.parquet", "s3://bucket/a.parquet"):
        with pytest.raises(ArgumentError, match="there is no file"):
            Survey(path)


def test_a_copy_has_the_same_rows_and_a_pickle_none(folder):
    survey = Survey(folder, weights="w")
    assert copy.copy(survey) == survey == copy.deepcopy(survey)
    with pytest.raises(TypeError, match="kept in no pickle; keep the path"):
        pickle.dumps(survey)
    found = survey.mean("age")
    assert pickle.loads(pickle.dumps(found)) == found


@pytest.mark.parametrize(
    "files",
    [
        # DuckDB calls the second q_1, which is what the third is called
        {"a": ["Q", "q", "q_1"]},
        # and read either for both
        {"a": ["Q"], "b": ["q"]},
        {"a": ["Q", "q"], "b": ["q", "Q"]},
        {"a": ["Q", "q"], "b": ["q"]},
        {"q=5/a": ["Q"]},
    ],
)
def test_no_column_is_read_for_one_that_differs_in_capitals(files, tmp_path):
    for name, columns in files.items():
        path = tmp_path / f"{name}.parquet"
        path.parent.mkdir(exist_ok=True)
        frame = pd.DataFrame({column: [float(place)] * 9 for place, column in enumerate(columns)})
        frame.to_parquet(path)
    with pytest.raises(DataError, match=r"which DuckDB takes for one.*; rename one"):
        Survey(tmp_path)


def test_capitals_of_other_alphabets_are_kept(tmp_path):
    for number, name in enumerate(["\u00e9", "\u00c9", "Q_1", "q"]):
        pd.DataFrame({name: [float(number)] * 9}).to_parquet(tmp_path / f"{number}.parquet")
    survey = Survey(tmp_path)
    found = [survey.mean(name).table["estimate"].iloc[0] for name in ("\u00e9", "\u00c9", "Q_1")]
    assert found == [0, 1, 2]
