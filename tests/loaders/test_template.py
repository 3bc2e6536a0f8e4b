"""The sheet to fill in: written, filled in, read back, reported."""

import csv
from io import StringIO

import openpyxl
import pytest

import topline
from topline import ArgumentError, figure_columns, read_figures, write_figures_template
from topline.figures.schema import FIGURE_COLUMNS
from topline.loaders.template import COLUMNS, EXAMPLES

pytestmark = pytest.mark.quick


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_is_written_is_read_back(tmp_path, ending):
    path = write_figures_template(tmp_path / f"sheet{ending}")
    figures = read_figures(path)
    assert figures["percent"].tolist() == [63, 37, 26]
    assert figures["decimals"].tolist() == [0, 0, 0]
    assert figures["n"].tolist() == [400, 400, 400]
    assert figures["unit"].tolist() == [row["unit"] for row in EXAMPLES]
    assert figures["answer"].tolist()[:2] == ["Yes", "No"]
    assert figures["figure_id"].is_unique
    assert figures.attrs["notes"] == ()
    assert topline.estimate_figures(figures).table["ci_low"].notna().all()


def test_a_filled_in_sheet_needs_only_what_is_needed(tmp_path):
    path = write_figures_template(tmp_path / "sheet.csv")
    above = path.read_text(encoding="utf-8-sig").split("question,answer")[0]
    row = dict.fromkeys(COLUMNS, "") | {"claim": "prefer", "percent": "63", "n": "1,012"}
    stream = StringIO()
    writer = csv.DictWriter(stream, COLUMNS)
    writer.writeheader()
    writer.writerow(row)
    path.write_text(above + stream.getvalue(), encoding="utf-8-sig")
    figures = read_figures(path)
    assert figures[["figure_id", "n"]].iloc[0].tolist() == ["prefer", 1012]


def test_a_sheet_that_may_be_filled_in_is_left_alone(tmp_path):
    path = write_figures_template(tmp_path / "sheet.csv")
    before = path.read_bytes()
    with pytest.raises(ArgumentError, match="exists, and may be filled in already; name a new"):
        write_figures_template(path)
    assert path.read_bytes() == before
    with pytest.raises(ArgumentError, match=r"does not end in \.csv or \.xlsx"):
        write_figures_template(tmp_path / "sheet.ods")


def test_a_workbook_offers_the_choices(tmp_path):
    book = openpyxl.load_workbook(write_figures_template(tmp_path / "sheet.xlsx"))
    offered = {rule.formula1 for rule in book["Figures"].data_validations.dataValidation}
    assert any("mean_of_respondent_estimates" in choices for choices in offered)
    told = [cell.value for cell in book["Explanations"]["A"]]
    assert set(FIGURE_COLUMNS) <= set(told)


def test_every_column_is_listed():
    listed = figure_columns()
    assert listed["column"].tolist() == list(FIGURE_COLUMNS)
    needed = listed[listed["needed"] != ""].set_index("column")["needed"].to_dict()
    assert needed == {"n": "yes", "percent": "or count", "count": "or percent"}
    assert (listed["meaning"] != "").all()
