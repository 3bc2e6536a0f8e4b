"""How much is read of a file: small files that would fill the memory are refused, in words."""

import gzip
import tracemalloc
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet
import pyreadstat
import pytest

from topline import ArgumentError, DataError, Survey, read_figures, read_published, read_survey
from topline.loaders import microdata

ROWS = 3000
FRAME = pd.DataFrame({"a": np.arange(float(ROWS)), "b": np.arange(float(ROWS)) % 7})


def workbook(path, rows, **cells):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)


def dictionary(path):
    """Rows that are one long text: a few bytes in the file."""
    texts = pyarrow.array(["x" * 10_000] * ROWS)
    pyarrow.parquet.write_table(pyarrow.table({"a": texts}), path)


WRITERS = {
    "a.csv": lambda path: FRAME.to_csv(path, index=False),
    "a.csv.gz": lambda path: FRAME.to_csv(path, index=False),
    "a.sav": lambda path: pyreadstat.write_sav(FRAME, path),
    "a.zsav": lambda path: pyreadstat.write_sav(FRAME, path, compress=True),
    "a.por": lambda path: pyreadstat.write_por(FRAME, path),
    "a.dta": lambda path: pyreadstat.write_dta(FRAME, path),
    "a.xpt": lambda path: pyreadstat.write_xport(FRAME, path, file_format_version=5),
    "a.xlsx": lambda path: FRAME.to_excel(path, index=False),
    "a.parquet": lambda path: FRAME.to_parquet(path),
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_has_the_limit_and_its_remedy(tmp_path, name):
    path = tmp_path / name
    WRITERS[name](path)
    assert len(read_survey(path).data) == ROWS
    with pytest.raises(DataError, match=r"expected at most .* pass max_gb=([\d.e+-]+\d)"):
        read_survey(path, max_gb=0.00001)
    needed = 0.00001
    for _ in range(20):  # where a file does not say how much it holds, the remedy doubles
        try:
            found = read_survey(path, max_gb=needed)
            break
        except DataError as error:
            needed = float(str(error).split("max_gb=")[1].split(",")[0])
    assert len(found.data) == ROWS
    assert needed < 0.01


def test_a_bomb_is_refused_while_it_is_unpacked(tmp_path):
    path = tmp_path / "a.csv.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"q\n")
        for _ in range(60):
            file.write(b"A" * 1_000_000)
    tracemalloc.start()
    with pytest.raises(DataError, match=r"holds more than 0\.01 GB once unpacked"):
        read_survey(path, max_gb=0.01)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_rows_that_are_few_bytes_in_a_file(tmp_path):
    path = tmp_path / "a.parquet"
    dictionary(path)
    assert path.stat().st_size < 20_000
    with pytest.raises(DataError, match=r"holds more than 0\.01 GB once unpacked"):
        read_survey(path, max_gb=0.01)


@pytest.mark.parametrize("place", ["XFD50000", pytest.param("XFD1048576", marks=pytest.mark.long)])
def test_a_stray_cell_far_off(tmp_path, place):
    workbook(tmp_path / "a.xlsx", [["q", "w"], ["yes", 1], ["no", 2]], **{place: "x"})
    found = read_survey(tmp_path / "a.xlsx").data
    assert found["q"].tolist()[:2] == ["yes", "no"]
    rows = [["q", "w"], *([["yes", 1]] * 300)]
    workbook(tmp_path / "b.xlsx", rows, XFD5="x")
    with pytest.raises(DataError, match="spans 301 rows × 16,384 columns") as told:
        read_survey(tmp_path / "b.xlsx", max_gb=0.05)
    assert "damaged or not" not in str(told.value)


def test_cells_that_are_blank_count(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["q", "w"])
    for row in range(2, 40):
        book.active.cell(row, 1, "yes")
        book.active.cell(row, 16_000).number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="more than 500,000 cells, blank ones included"):
        read_survey(tmp_path / "a.xlsx", max_gb=0.01)


def changed(path, part, change):
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, inside in parts.items():
            new.writestr(name, inside)


def test_workbooks_changed_by_hand(tmp_path):
    path = tmp_path / "a.xlsx"
    sheet = "xl/worksheets/sheet1.xml"

    def again(part, change):
        workbook(path, [["q", "w"], ["yes", 1]])
        changed(path, part, change)

    again(sheet, lambda xml: xml.replace(b'r="2"', b'r="999999999999"'))
    with pytest.raises(DataError, match="a row beyond 1,048,576"):
        read_survey(path)
    again(
        sheet,
        lambda xml: xml.replace(b"<sheetData>", b"<!--" + b" " * 30_000_000 + b"--><sheetData>"),
    )
    with pytest.raises(DataError, match=r"holds 30\.0 MB once unpacked"):
        read_survey(path, max_gb=0.02)
    again("xl/styles.xml", lambda xml: xml + b"<!--" + b" " * 3_000_000 + b"-->")
    with pytest.raises(DataError, match=r"3\.0 MB of styles and names"):
        read_survey(path, max_gb=0.05)
    one = b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    many = b"".join(
        one + b'name="s%d" sheetId="%d" state="visible" r:id="rId1"/>' % (k, k)
        for k in range(2, 1200)
    )
    again("xl/workbook.xml", lambda xml: xml.replace(b"</sheets>", many + b"</sheets>"))
    with pytest.raises(DataError, match="has 1,199 sheets; expected at most 1,000 sheets"):
        read_survey(path)
    entities = (
        b'<!DOCTYPE a [<!ENTITY a "'
        + b"x" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + k, b"&%c;" % (97 + k) * 10) for k in range(9))
        + b"]>"
    )
    again(sheet, lambda xml: entities + xml.replace(b"<sheetData>", b"<a>&j;</a><sheetData>"))
    with pytest.raises(DataError, match="defines entities in xl/worksheets"):
        read_survey(path)


def test_many_columns(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"c{k}" for k in range(600)) + "\n" + ",".join("1" * 600) + "\n")
    with pytest.raises(DataError, match="has 600 columns; expected at most 500 columns"):
        read_survey(path, max_gb=0.01)
    assert read_survey(path).data.shape == (1, 600)
    path.write_text(",".join(["q"] * 40_000) + "\n" + ",".join("1" * 40_000) + "\n")
    with pytest.raises(DataError, match="has 40,000 columns"):
        read_survey(path, max_gb=0.5)


def test_figures_and_surveys_pass_it_on(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("figure_id,claim,percent,n,unit\na,b,63%,400,share_of_respondents\n" * 1)
    assert len(read_figures(path, max_gb=0.5)) == 1
    with pytest.raises(DataError, match="max_gb"):
        read_figures(path, max_gb=1e-8)
    with path.open() as opened, pytest.raises(DataError, match="max_gb"):
        read_figures(opened, max_gb=1e-8)
    with pytest.raises(DataError, match="max_gb"):
        Survey.read(path, max_gb=1e-8)


@pytest.mark.parametrize("wrong", [0, -1, float("nan"), float("inf"), "4", None, True, [1]])
def test_what_is_no_amount(tmp_path, wrong):
    with pytest.raises(ArgumentError, match=r"max_gb is .*; expected gigabytes, a number above 0"):
        read_survey(tmp_path / "a.csv", max_gb=wrong)


def test_no_memory_is_said_in_words(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("q,w\nyes,1\n")

    def full(*_):
        raise MemoryError

    monkeypatch.setattr(microdata, "content_of_table", full)
    with pytest.raises(DataError, match=r"a\.csv needs more memory than is free; close"):
        read_survey(path)


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}">
<table:table-cell office:value-type="string" table:number-columns-repeated="{columns}">
<text:p>{text}</text:p></table:table-cell></table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>"""


@pytest.mark.parametrize(
    ("rows", "columns", "text", "words"),
    [
        (1, 2_000_000_000, "x", "spans 1 rows × 2,000,000,000 columns"),
        (2_000_000_000, 1, "x", "spans 2,000,000,000 rows × 1 columns"),
        (1_048_576, 16_384, "x", "spans 1,048,576 rows × 16,384 columns"),
        (1, 1, '<text:s text:c="2000000000"/>', "holds 2.0 GB once unpacked"),
    ],
)
def test_repeats_of_an_opendocument_sheet_are_counted_before_they_are_read(
    tmp_path, rows, columns, text, words
):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(rows=rows, columns=columns, text=text))
    with pytest.raises(DataError, match="max_gb") as caught:
        read_survey(path)
    assert words in str(caught.value)


def test_one_long_text_in_every_cell_of_a_workbook(tmp_path):
    plain, path = tmp_path / "plain.xlsx", tmp_path / "a.xlsx"
    workbook(plain, [("q", "w"), *[("once", 1)] * 50])
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    of = "http://schemas.openxmlformats.org"
    strings = f'{of}/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml'
    changed = {
        "xl/worksheets/sheet1.xml": ('t="inlineStr"><is><t>once</t></is>', 't="s"><v>0</v>'),
        "xl/_rels/workbook.xml.rels": ("</R", f'<Relationship Type="{strings}" Id="rId9"/></R'),
        "[Content_Types].xml": (
            "</T",
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></T',
        ),
    }
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, text.replace(*changed[name]) if name in changed else text)
        texts = f'<sst xmlns="{of}/spreadsheetml/2006/main"><si><t>{"x" * 100_000}</t></si></sst>'
        new.writestr("xl/sharedStrings.xml", texts)
    assert read_survey(path, max_gb=0.01).data["q"].str.len().eq(100_000).all()
    for read in (read_survey, read_published):
        with pytest.raises(DataError, match=r"sheet 'Sheet' holds more than 0\.001 GB"):
            read(path, max_gb=0.001)
