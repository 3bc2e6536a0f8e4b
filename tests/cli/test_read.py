"""``topline read``: published tables to a sheet that the other commands take."""

import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from topline import read_figures
from topline.cli.app import app

pytestmark = pytest.mark.quick

RUNNER = CliRunner()
TABLE = (
    "Q3. Do you approve?,,,,\n,,Gender,,\n,Total,Male,Female\n"
    "Base (unweighted),1000,480,520\nApprove,1%,1%,1%\nDisapprove,99%,99%,99%\n"
)


@pytest.fixture
def tables(tmp_path):
    path = tmp_path / "tables.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.usual
def test_figures_are_written_as_other_commands_take_them(tables, tmp_path):
    out = tmp_path / "figures.csv"
    run = RUNNER.invoke(app, ["read", str(tables), "--out", str(out)])
    assert run.exit_code == 0, run.output
    figures = read_figures(out)
    # 1.0 by itself could be all of them
    assert sorted(figures["percent"]) == [1, 1, 1, 99, 99, 99]
    assert set(figures["n"].dropna()) == {1000, 480, 520}
    assert RUNNER.invoke(app, ["check", str(out)]).exit_code == 0


def test_pages_are_numbers(tables):
    run = RUNNER.invoke(app, ["read", str(tables), "--pages", "1,two"])
    assert run.exit_code != 0
    assert "--pages is 'two'; expected numbers of pages, as 3,4" in str(run.exception or run.output)


def test_what_may_be_a_formula_is_kept_or_guarded(tmp_path):
    path, out = tmp_path / "tables.csv", tmp_path / "figures.csv"
    path.write_text(TABLE.replace("Approve,1%", '"=HYPERLINK(""http://x"")",1%', 1))
    for guard, start in ([], "="), (["--guard-formulas"], "'="):
        run = RUNNER.invoke(app, ["read", str(path), "--out", str(out), *guard])
        assert run.exit_code == 0, run.output
        answers = pd.read_csv(out)["answer"]
        assert answers.str.startswith(f"{start}HYPERLINK").sum() == 3


def test_the_limit_can_be_raised(tables):
    run = RUNNER.invoke(app, ["read", str(tables), "--max-gb", "1e-8"])
    assert run.exit_code == 1
    assert "pass --max-gb 1.3e-07" in str(run.exception)
    assert RUNNER.invoke(app, ["read", str(tables), "--max-gb", "0.5"]).exit_code == 0


def test_problems_have_a_header_where_there_are_none(tables, tmp_path):
    run = RUNNER.invoke(app, ["read", str(tables), "--out", str(tmp_path / "figures.csv")])
    assert run.exit_code == 0, run.output
    problems = pd.read_csv(tmp_path / "figures_problems.csv")
    assert {"where", "kind", "fact"} <= set(problems.columns)


def test_the_account_is_in_json(tables):
    run = RUNNER.invoke(app, ["read", str(tables), "--format", "json"])
    found = json.loads(run.stdout)
    assert [table["figures"] for table in found["tables"]] == [6]
    assert found["account"]


def test_a_table_that_is_refused_ends_with_one(tmp_path):
    path = tmp_path / "tables.csv"
    path.write_text(TABLE.replace(",Female", ",Male"), encoding="utf-8")
    run = RUNNER.invoke(app, ["read", str(path)])
    assert run.exit_code == 1, run.output
    assert "refused" in run.stdout


@pytest.mark.parametrize("command", [["read"], ["read", "--format", "json"], ["describe"],
                                     ["check"], ["report"]])  # fmt: skip
def test_where_there_are_no_tables_every_command_says_so_and_exits_alike(
    run, tmp_path, monkeypatch, command
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<p>Nothing here.</p>", encoding="utf-8")
    code, printed, said = run(command[0], "page.html", *command[1:])
    assert (code, printed) == (2, "")
    assert "page.html: no published tables were found" in said
    assert "topline describe page.html --as microdata" in said


def test_nothing_is_written_where_there_are_no_tables(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text("<p>Nothing here.</p>", encoding="utf-8")
    assert run("read", "page.html", "--out", "figures.csv")[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
