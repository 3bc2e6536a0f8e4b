"""Figures from files that are no text: workbooks, Parquet and statistics programs."""

import datetime as dt
from io import BytesIO

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from topline import DataError, load_icims, read_figures
from topline.figures.schema import FIGURE_COLUMNS
from topline.loaders.formats import FORMATS

HEAD = ["figure_id", "claim", "percent", "n", "unit"]
ROW = ["a", "prefer the note", "63%", "400", "share_of_respondents"]


@pytest.fixture
def book(tmp_path):
    """Write sheets of rows, cells with a number format as pairs, and return the path."""

    def call(**sheets):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for r, row in enumerate(rows, start=1):
                for c, cell in enumerate(row, start=1):
                    value, form = cell if isinstance(cell, tuple) else (cell, None)
                    place = sheet.cell(r, c, value)
                    place.number_format = form or place.number_format
        path = tmp_path / "figures.xlsx"
        workbook.save(path)
        return path

    return call


def test_a_workbook_is_read_as_text_is(book, tmp_path):
    path = book(Figures=[HEAD, ROW])
    text = tmp_path / "figures.csv"
    text.write_text("\n".join([",".join(HEAD), ",".join(ROW)]))
    pd.testing.assert_frame_equal(read_figures(path), read_figures(text))
    with path.open("rb") as opened:
        pd.testing.assert_frame_equal(read_figures(opened), read_figures(text))
    pd.testing.assert_frame_equal(read_figures(BytesIO(path.read_bytes())), read_figures(text))


@pytest.mark.parametrize(
    ("value", "form", "percent", "decimals"),
    [
        (0.63, "0%", 63.0, 0),
        (0.63, "0.0%", 63.0, 1),
        (0.634, "0%", 63.4, 1),
        (0.005, "0%;-0%", 0.5, 1),
        (63, '0"%"', 63.0, 0),
        (63, "General", 63.0, 0),
        (26.4, "0.0", 26.4, 1),
        ("26.40%", "General", 26.4, 2),
    ],
)
def test_percents_are_what_the_sheet_shows(book, value, form, percent, decimals):
    row = read_figures(book(A=[HEAD, ["a", "claim", (value, form), 400, "other"]])).iloc[0]
    assert (row["percent"], row["decimals"], row["n"]) == (percent, decimals, 400)


def test_titles_notes_days_and_other_sheets(book):
    rows = [
        ["Survey of 2018"],
        [],
        [None, *HEAD, "fielded", "round"],
        [None, *ROW[:3], 400, ROW[4], dt.datetime(2018, 8, 13), 2],
    ]
    figures = read_figures(book(Read_me=[["what", "how"], ["a", "b"]], Figures=rows))
    assert figures["fielded"].tolist() == ["2018-08-13"]
    assert figures["round"].tolist() == ["2"]
    assert list(figures.columns) == [*FIGURE_COLUMNS, "round"]


def test_problems_name_the_row_of_the_sheet(book):
    rows = [["Title"], [], HEAD, ROW, [], ["b", "claim", 126, 0, "part"]]
    with pytest.raises(DataError) as caught:
        read_figures(book(Figures=rows))
    assert str(caught.value).splitlines() == [
        "figures.xlsx, sheet 'Figures' has 3 problems:",
        "- row 2 (row 6 of the sheet), column 'percent', value '126': a percentage lies between 0 "
        "and 100; correct the value",
        "- row 2 (row 6 of the sheet), column 'n', value '0': a base is at least 1; correct it, or "
        "leave the cell empty if not stated",
        "- row 2 (row 6 of the sheet), column 'unit', value 'part': expected one of "
        "share_of_respondents, mean_of_respondent_estimates, derived, other",
    ]


def test_a_sheet_is_chosen_among_several_tables_of_figures(book):
    path = book(One=[HEAD, ROW], Two=[HEAD, ["b", *ROW[1:]]])
    with pytest.raises(DataError, match="has 2 sheets with data: 'One', 'Two'; choose one"):
        read_figures(path)
    assert read_figures(path, sheet="Two")["figure_id"].tolist() == ["b"]


def test_a_workbook_of_empty_sheets_is_refused(book):
    with pytest.raises(DataError, match="has 2 sheets with data: 'One', 'Two'; choose one"):
        read_figures(book(One=[], Two=[]))


def test_parquet_keeps_the_figures_types(tmp_path):
    figures = load_icims()
    figures.to_parquet(tmp_path / "figures.parquet")
    pd.testing.assert_frame_equal(read_figures(tmp_path / "figures.parquet"), figures)


def test_a_statistics_program_s_file_is_read_by_path(tmp_path):
    path = tmp_path / "figures.sav"
    frame = pd.DataFrame([["a", "prefer", 63.0, 400.0, "other"]], columns=HEAD)
    pyreadstat.write_sav(frame, path)
    assert read_figures(path)[["percent", "n"]].iloc[0].tolist() == [63.0, 400]
    with pytest.raises(DataError, match="is a file of SPSS; pass its path, not an open file"):
        read_figures(BytesIO(path.read_bytes()))


def test_figures_come_in_every_format_of_microdata(tmp_path):
    for form in FORMATS:
        path = tmp_path / f"figures{form.suffixes[0]}"
        path.write_bytes(b"nothing of the kind")
        with pytest.raises(DataError, match=path.name):
            read_figures(path)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [(None, r"alike in several encodings.*pass encoding='mac_roman'"), ("cp9", "not known")],
)
def test_text_that_nobody_can_decode_is_said_to_be_that(tmp_path, encoding, words):
    path = tmp_path / "figures.csv"
    path.write_bytes("figure_id,claim,percent,n\na,Zürich liest,63%,400\n".encode("mac_roman"))
    with pytest.raises(DataError, match=words):
        read_figures(path, encoding=encoding)
    assert read_figures(path, encoding="mac_roman")["claim"].item() == "Zürich liest"
