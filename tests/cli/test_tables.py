"""Commands that take published tables as they are: describe, check, report."""

import json

import pytest
from typer.testing import CliRunner

import topline
from tests.loaders.published.files import crosstab
from topline.cli.app import app

RUNNER = CliRunner()
POLLS = "Pollster,Fieldwork,n,Yes,No\n" + "".join(
    f"{house},{day}–{day + 2} May 2024,{900 + day},{46 + k % 3},{41 - k % 2}\n"
    for k, (house, day) in enumerate(
        [("A", 1), ("B", 4), ("C", 7), ("A", 10), ("B", 13), ("C", 16)]
    )
)


@pytest.fixture
def tables(tmp_path):
    path = tmp_path / "tables.xlsx"
    path.write_bytes(crosstab().read())
    return path


def run(*arguments):
    return RUNNER.invoke(app, [*map(str, arguments)])


def test_a_claim_is_checked_on_a_workbook(tables):
    found = run("check", "more men than women approve", tables, "--format", "json")
    assert found.exit_code == 0
    record = json.loads(found.stdout)
    assert record["verdict"] == "supported"
    assert [cell["where"] for cell in record["cells"]] == ["1!C8", "1!D8"]
    assert "taken for published tables" in found.stderr


def test_a_workbook_is_held_together(tables):
    found = run("check", tables)
    assert found.exit_code == 0
    assert "comparisons of 20 figures" in found.stdout


def test_a_workbook_is_described(tables):
    found = run("describe", tables, "--format", "json")
    assert json.loads(found.stdout)["tables"][0]["question"] == "Q3. Do you approve?"
    as_people = run("describe", tables, "--as", "microdata")
    assert "tables" not in json.dumps(as_people.stdout)[:40]


@pytest.mark.parametrize(
    "asked",
    [
        ("estimate", "--mean", "Total"),
        ("model", "Total ~ Male"),
        ("weight",),
        ("tables", "--questions", "Total"),
    ],
    ids=lambda asked: asked[0],
)
def test_tables_are_no_microdata_unless_one_says_so(tables, asked):
    command, *rest = asked
    refused = run(command, tables, *rest)
    assert "tables.xlsx is taken for published tables: 1!A5 begins a table" in str(
        refused.exception
    )
    said = run(command, tables, *rest, "--as", "microdata")
    assert "taken for" not in str(said.exception) + said.output
    other = run(command, tables, *rest, "--as", "tables")
    assert "needs microdata" in str(other.exception)


def test_tables_that_are_read_as_microdata_are_noted(tmp_path):
    path = tmp_path / "tables.csv"
    path.write_text(
        "Q3. Do you approve?,,\n,Total,Women\nUnweighted base,1000,520\n"
        "Approve,48%,51%\nDisapprove,52%,49%\n"
    )
    notes = topline.read_survey(path).codebook.notes
    assert any("looks like published results" in one and "read_published" in one for one in notes)


def test_a_figures_sheet_is_described(tmp_path):
    sheet = tmp_path / "figures.csv"
    sheet.write_text("question,answer,percent,n\nWhich?,a,42%,1000\nWhich?,b,58%,1000\n")
    found = run("describe", sheet, "--format", "json")
    assert json.loads(found.stdout)["questions"] == [
        {"question": "Which?", "figures": 2, "n_least": 1000, "n_most": 1000, "publishers": []}
    ]


def test_options_of_microdata_are_refused(tables):
    found = run("describe", tables, "--header-rows", "2")
    assert "--header-rows is about microdata" in str(found.exception)


def test_a_question_is_reported_with_comparisons_and_places(tables, tmp_path):
    out = tmp_path / "page"
    found = run("report", tables, "--questions", "Q3", "--banner", "Total,Gender", "--out", out)
    assert found.exit_code == 0, found.output
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "What differs between groups" in page
    assert "Differences between groups that hold" in page
    assert "1!D8" in page
    assert "tables.xlsx" in page
    assert "Age &gt; 50+" not in page


def test_a_list_of_polls_is_averaged_over_time(tmp_path):
    path, out = tmp_path / "polls.csv", tmp_path / "page"
    path.write_text(POLLS, encoding="utf-8")
    found = run("report", path, "--out", out)
    assert found.exit_code == 0, found.output
    page = (out / "index.html").read_text(encoding="utf-8")
    assert (out / "figures" / "trend-1.svg").exists()
    assert "How the houses lean: Yes" in page
    assert "Average of 6 polls of 3 houses" in page


def test_a_share_of_published_counts_is_reported(tmp_path):
    path, out = tmp_path / "acs.csv", tmp_path / "page"
    path.write_text(
        '"GEO_ID","NAME","B_001E","B_001M","B_002E","B_002M"\n'
        '"Geography","Geographic Area Name","Estimate!!Total:","Margin of Error!!Total:",'
        '"Estimate!!Total:!!Poor:","Margin of Error!!Total:!!Poor:"\n'
        '"36005","Bronx County","1385000","900","375000","8200"\n'
        '"36047","Kings County","2550000","1100","510000","9100"\n',
        encoding="utf-8",
    )
    found = run("report", path, "--part", "Poor", "--of", "Total", "--out", out)
    assert found.exit_code == 0, found.output
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "27.1%" in page
    assert "line 3, column 5 ÷ line 3, column 3" in page
    assert "go together" in str(run("report", path, "--part", "Poor").exception)
