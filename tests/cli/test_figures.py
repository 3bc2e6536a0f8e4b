"""``topline figures``: a sheet written, listed, and read."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.quick


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sheet_is_written_and_read(run):
    code, out, _ = run("figures", "--template", "sheet.csv")
    assert (code, out.strip()) == (
        0,
        "sheet.csv is to be filled in. Then: topline report --figures sheet.csv",
    )
    code, out, err = run("figures", "sheet.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (0, "")
    assert [row["answer"] for row in rows] == ["Yes", "No", ""]
    assert float(rows[0]["ci_low"]) == pytest.approx(0.577, abs=1e-3)
    code, _, err = run("figures", "--template", "sheet.csv")
    assert code == 2
    assert "sheet.csv exists, and may be filled in already" in err


@pytest.mark.usual
def test_what_was_taken_for_what_is_told(run, here):
    (here / "mine.csv").write_text("Label,%,Base\nprefer,<1,400\nsend,26,300+\n", encoding="utf-8")
    code, out, err = run("figures", "mine.csv", "--confidence-level", "0.9")
    assert code == 0
    assert "<1%" in out
    assert "at least 300" in out
    assert "90% interval" in out
    assert "Note: mine.csv: columns were read as 'Label' → claim, '%' → percent, 'Base' → n" in err
    assert "unit is not told in all rows, taken as share_of_respondents" in err


def test_the_columns_are_listed(run):
    for arguments in ((), ("--columns",)):
        code, out, _ = run("figures", *arguments, "--format", "json")
        listed = {row["column"]: row for row in json.loads(out)["columns"]}
        assert code == 0
        assert "sample size" in listed["n"]["also_called"]
        assert listed["unit"]["default"] == "share_of_respondents"


@pytest.mark.usual
def test_a_sheet_without_percents_names_the_way_out(run, here):
    (here / "mine.csv").write_text("Label,X\nprefer,63\n", encoding="utf-8")
    for command in (("figures", "mine.csv"), ("report", "--figures", "mine.csv")):
        code, _, err = run(*command)
        assert code == 2
        assert "no column 'percent' (or 'count') and no 'n'; a figures table needs" in err
        assert "topline figures --template figures.csv writes" in err
    (here / "mine.csv").write_text("Label,share,n\nprefer,.63,400\n", encoding="utf-8")
    code, _, err = run("figures", "mine.csv")
    assert "add a % sign, or pass --percent-scale proportion" in err
    assert run("figures", "mine.csv", "--percent-scale", "proportion")[0] == 0
