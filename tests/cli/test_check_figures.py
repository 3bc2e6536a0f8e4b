"""``topline check`` of a sheet of published figures."""

import json

import pytest
from typer.testing import CliRunner

from topline import DataError
from topline.cli.app import app

pytestmark = pytest.mark.quick

RUNNER = CliRunner()
HEAD = "question,answer,percent,n,where\n"


def sheet(folder, last):
    path = folder / "figures.csv"
    rows = (
        f"Which?,a,42%,1000,Sheet!C1\nWhich?,b,31%,1000,Sheet!C2\nWhich?,c,{last},1000,Sheet!C3\n"
    )
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


@pytest.mark.usual
def test_figures_are_held_together(tmp_path):
    path = sheet(tmp_path, "23%")
    run = RUNNER.invoke(app, ["check", str(path), "--format", "json"])
    assert run.exit_code == 1
    found = json.loads(run.stdout)
    assert [one["compared"] for one in found["findings"]] == [
        "3 answers add up to 96, expected 100"
    ]
    assert found["findings"][0]["where"] == "Sheet!C1"


@pytest.mark.usual
def test_a_sheet_that_holds_says_what_was_compared(tmp_path):
    run = RUNNER.invoke(app, ["check", str(sheet(tmp_path, "27%"))])
    assert run.exit_code == 0
    assert "0 cannot be as printed" in run.stdout
    assert "answers add up to 100" in run.stdout


def test_a_plan_with_lists_is_checked_as_a_plan(tmp_path):
    plan = tmp_path / "plan.toml"
    record = '[disclosure]\nsponsor = "X"\n'
    plan.write_text(f'title = "Notes"\nbanner = ["a", "b", "c"]\n{record}', encoding="utf-8")
    run = RUNNER.invoke(app, ["check", str(plan)])
    assert run.exit_code == 1
    assert "sponsor" in run.stdout.lower()


def test_what_is_wrong_below_the_header_is_said_of_figures(tmp_path):
    broken = tmp_path / "broken.csv"
    broken.write_text(HEAD + "Which?,a,42%\n", encoding="utf-8")
    run = RUNNER.invoke(app, ["check", str(broken)])
    assert isinstance(run.exception, DataError)
    assert "line 2 has 3 cells" in str(run.exception)


@pytest.mark.usual
def test_a_file_of_which_nothing_can_be_compared_says_so(tmp_path):
    path = tmp_path / "rates.csv"
    path.write_text(
        "Characteristic,Percent,Standard error,Upper\nTotal,9.3,0.21,x\nMen,10.4,0.3,x\n",
        encoding="utf-8",
    )
    run = RUNNER.invoke(app, ["check", str(path), "--as", "tables"])
    assert run.exception is None or isinstance(run.exception, SystemExit)
    assert "0 comparisons of" in run.stdout
