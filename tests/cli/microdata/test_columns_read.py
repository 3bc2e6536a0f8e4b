"""The command line reads no more columns of a file than what is asked takes."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from topline import Survey, write_survey
from topline.cli.app import app
from topline.loaders import microdata
from topline.loaders.grids.content import Table

N = 400
WRITTEN = {"w", "region", "age", "voted"}


def survey_asked(path, names, conditions=(), **arguments):
    return Survey.open(path, needed=names, conditions=conditions, **arguments)


def rows():
    rng = np.random.default_rng(20261127)
    data = pd.DataFrame(
        {
            "w": rng.uniform(0.5, 2, N),
            "region": rng.choice(["North", "South"], N),
            "age": rng.integers(18, 90, N).astype(float),
            "voted": rng.choice(["yes", "no"], N),
            **{f"other{'abcdefghij'[k]}x": rng.integers(0, 9, N) + 0.5 for k in range(10)},
            **{f"tick_{k}": np.where(rng.random(N) < 0.4, 1.0, np.nan) for k in range(1, 5)},
            **{f"spent_{k}": rng.uniform(1, 9, N).round(3) for k in range(1, 5)},
            **{f"rep{k}": rng.uniform(0.5, 2, N) for k in range(1, 9)},
        }
    )
    data.loc[::7, ["age", "voted"]] = [np.nan, None]
    return data


@pytest.fixture
def columns(monkeypatch):
    """Gather which columns the reader of a format gives, file by file."""
    found, format_of = [], microdata.format_of

    def counting(file, *rest):
        own = format_of(file, *rest)

        def reader(file, wanted):
            content = own.reader(file, wanted)
            names = content.names if isinstance(content, Table) else list(content.frame)
            found.append(set(names))
            return content

        return replace(own, reader=reader)

    monkeypatch.setattr(microdata, "format_of", counting)
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder, data = tmp_path_factory.mktemp("columns"), rows()
    data.to_csv(folder / "a.csv", index=False)
    data.to_parquet(folder / "a.parquet")
    write_survey(data, folder / "own.parquet")
    for ending in (".sav", ".dta"):
        write_survey(data, folder / f"a{ending}")
    return folder


def run(*given):
    found = CliRunner().invoke(app, list(map(str, given)))
    assert found.exit_code == 0, found.output
    return found.output


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "own.parquet", "a.sav", "a.dta"])
def test_only_what_is_asked_is_read(name, files, columns, tmp_path):
    path = files / name
    asked = ("--mean", "age", "--by", "region", "--weights", "w", "--format", "csv")
    told = run("estimate", path, *asked, "--where", "voted == 'yes'")
    assert columns.pop() == WRITTEN
    whole = Survey.read(path, weights="w").mean("age", by="region", where="voted == 'yes'").table
    assert [str(one) in told for one in whole["n"]] == [True, True]
    told = run("estimate", path, "--proportion", "age >= 50,voted", "--weights", "w")
    assert columns.pop() == WRITTEN - {"region"}
    assert "age >= 50" in told
    columns.clear()
    replicated = ("--weights", "w", "--replicate-weights", "rep", "--replicate-method", "brr")
    run("estimate", path, "--ratio", "age/otherax", *replicated)
    assert columns.pop() == {"w", "age", "otherax", *(f"rep{k}" for k in range(1, 9))}
    run("estimate", path, "--mean", "spent_2", "--weights", "w")
    assert columns.pop() == {"w", "spent_2"}, "numbered amounts are no options of one question"
    run("report", path, "--questions", "voted,age", "--banner", "region", "--weights", "w",
        "--out", tmp_path / "page")  # fmt: skip
    assert columns.pop() == WRITTEN


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.sav"])
def test_what_belongs_to_a_column_is_read_with_it(name, files, columns):
    every = set(rows())
    # an option; the question, which is no column; what is none at all; any column's targets
    for asked in (["tick_2"], ["tick"], ["age", "tick"]):
        found = survey_asked(files / name, asked)
        assert columns[-1] == every
        whole = Survey.open(files / name)
        assert found.proportion(asked[-1]).table.equals(whole.proportion(asked[-1]).table)
    assert set(survey_asked(files / name, ["nothing"]).columns) == every
    assert set(survey_asked(files / name, ["age"], ["("]).columns) == every
    assert set(survey_asked(files / name, ["age"], sets=False).columns) == every


def test_who_was_asked_is_known_from_columns_that_nobody_named(tmp_path):
    rng = np.random.default_rng(5)
    works = np.repeat(["yes", "no"], 100)
    ticks = {f"way_{k}": np.where((works == "yes") & (rng.random(200) < 0.4), 1.0, np.nan)
             for k in range(1, 4)}  # fmt: skip
    pd.DataFrame({"works": works, "age": range(200), **ticks}).to_csv(tmp_path / "a.csv")
    found, whole = (
        ask(tmp_path / "a.csv") for ask in (lambda path: survey_asked(path, ["way_1"]), Survey.open)
    )
    assert found.columns == whole.columns
    assert found.proportion("way").table.equals(whole.proportion("way").table)


def test_notes_of_interviews_stay(tmp_path):
    rest = "".join(f"{k},{k % 3},{'Complete' if k % 4 else 'Partial'}\n" for k in range(40))
    (tmp_path / "a.csv").write_text("number,q,status\n" + rest)
    told = run("estimate", tmp_path / "a.csv", "--proportion", "q")
    assert "'status' is 'Partial' 10×" in told
