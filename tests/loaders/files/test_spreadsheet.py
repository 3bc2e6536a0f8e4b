"""Spreadsheets of old Excel and of OpenDocument, read in a process of their own."""

import base64
import random
import zipfile
import zlib

import pytest

from topline import DataError, read_survey
from topline.loaders.sheets.biff import beside_of

pytestmark = pytest.mark.quick

XLS = zlib.decompress(
    base64.b64decode(
        """
eNrtWE1oU0EQ/nbzH9r89EdohRIK1lpbQbx4aaNS7amliuAPgqa+B4ZKKjGI8aDVmqMgeFJEKNSDl6oXf9CDggcPQkUP
giA0evRUUPDQ5jkzea+2NUIjGmh532Nnd2dn3kxmZ3/y3s7EZycfthaxAn3woGSF4F/CU1RCTicGGrcsbjp1kIrlYk0h
FKSJ9PvwrP5NgOeQ57sIjQfel0SBz1SO4QyGxjJmoobYIz6kFPvQq7yUexq3qUTQIn41CD0ptFHofZF9LnSXcK4J7SXZ
WXUUM8mhrp12Hh/W7TIWIarwWHQ+Cmc7mvGa8/jSdVWW9WF3Np06vV4G2rx1mALN9YCZMbPcj+IuwsARQs/gYE9//yya
KA+m8N1KAN+cBf8i4fJry1cg/o/l/MAf+EGaxEr8UAX+De0FxmGdUJz9BdThoJdHvOhP5VIFWhWGnzPGj1NpwzAz8+iU
fYELrZG0QdLnxnKmBzBSeaJ58ywl2RyV82E+I2RPiS3bU+plpdURNRCVdlzWW4w8n783925wZDh5XDjjco6UT5tN7Cks
XGYNUo6g7CeD7KJLNLYKvSJv3SjtVqFNlPNUdww32419EyJzVUY7yM4Owfvk5iXtTmoXvu5/0lb4ktxC7emB4oWm6Q/J
SbRTNA3S52cC3apb3brJeJp0amXvS5+Etvy2RwV1zPbdso/UKBZ48RHiQss9jo5a7Gk7VqytVmhf1GHhxSXKLK9Em6NT
HtPk07ZXWrR1BW0t2mFbXtPTiDu2vEesL5f3iHzEtuYRazwjfboBj/hltPv+Qi3yQS3StZoPqmI++JyoolJUXbhw4cKF
Cxcu/g6qfKeXWx3frXz2/Sxgf9dZoFJyP5OsWxzAGD05+oe4Fxmqs8hXlT8b4FPOu9QqdZzvhYxDZD2LUYyIH6NV5y/d
r9XS37Nqxdi/W0LV2i9V4+d/tv8TMisOUg==
"""
    )
)
"""A workbook of Excel 97: a sheet of three respondents, and a hidden one."""

OPEN = zlib.decompress(
    base64.b64decode(
        """
eNrtWE1oE0EU/mZ2t/khTZOYCq0QQ8GqtRfx4qWNSrUnQ/XiD4KmJkJpSTT2oget1hwFwZPipdCLl6oXf9BDxYsHoaIHQRASPXoS
FHpos755O9FN3UMDGlT2W+bNmzfzvnk7f/vzeilenXvQW8MaDMNA3Q6hw2UTlEKNQgxUb9tKbeRBSraPfwqhIE1kh4Wnna8Cag7V
fNcgcd98ThL4SOkEziJbKhbSbcQ+jiEnVAxDJAXukCWKHo4qwfI0yw0s73HLZyz3sOU6yyFqWxXHsZTJDuzWq/io7OO6KBTvI/Z5
z5ad6MZLtYov3xBOWwt7yxO5qb+zImVGMA+at9FCsVDOTVWRpAmcxzc7DXxt7NTFtG9vr12A7MvN9oCH/aY0gRnYp3iBVxDBC0PV
mBjJTedWqLXakxYlWpwTeZr8c5TOUJtjhfNkypbC6kjmLRxr2sKdvLQjJPPoYj3OCzxGh/TK3S9vDo6PZU6yZYaPbedw36LigY0r
yoOco1xjsVSBDbDHDpZXmXUT670sk9SS8v6xbq0cmOU217i2n/rZxXib2erSt5Fe+XzocaryKbOd9IXR2sXkwrvMHProYZMnf3XN
YlAMitu3FJ5kGrnQB8EHlj2/HApBGdOx2/oJ1oVVhFmNs3RKanTEj5LUY6W8xRrvSzLMtjiPsmov2Nvgcd9MutQl9Sh03EIYIZfF
lISlKKWLMq0pJVOGNaUzXaamlN6U0kVpeFAaTBnVlEZTlIY3peGiND1u3GTKhKY0m6I0vSlNTTksE3io7pIO558Iw4cPHz58+PDh
w0ebIZyPC35zM/XLvnq1Dej/OquU6v5vkv8Wh1Gia5o+NfejSHkZF1paPxthiQaXWKdP43+hwhHqvYxJjHMcky2vX/oAFO77Wbdj
7PdtoVb7r7cS5x/u/ztG7daR
"""
    )
)
"""A workbook of xlwt: four respondents, two of them hidden, and formulas nobody has computed."""

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{OFFICE}{name}:1.0"' for name in ("office", "table", "text"))
EMPTY = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def cell(value, repeated=1):
    times = f' table:number-columns-repeated="{repeated}"' if repeated > 1 else ""
    if value is None:
        return f"<table:table-cell{times}/>"
    kind = "string" if isinstance(value, str) else "float"
    held = "" if kind == "string" else f' office:value="{value}"'
    return (
        f'<table:table-cell office:value-type="{kind}"{held}{times}><text:p>{value}</text:p>'
        "</table:table-cell>"
    )


def write_ods(path, more="", **sheets):
    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
        + f"{more}{EMPTY}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {SPACES}><office:body><office:spreadsheet>'
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    spaces = f'xmlns:m="{OFFICE}manifest:1.0"'
    entry = f'<m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", f"<m:manifest {spaces}>{entry}</m:manifest>")


ROWS = [["id", "vote", "w"], [1, "yes", 1.5], [2, None, 2], [3, "ñ", 0.5]]


def test_an_old_workbook_is_read(tmp_path):
    (tmp_path / "a.xls").write_bytes(XLS)
    found = read_survey(tmp_path / "a.xls").data
    assert found["id"].tolist() == [1, 2, 3]
    assert found["vote"].fillna("").tolist() == ["yes", "", "ñ"]
    assert found["day"].dt.strftime("%Y-%m-%d").tolist()[:2] == ["2024-02-01", "2024-02-29"]
    with pytest.raises(DataError, match=r"no sheet 'Daten'.*it has 'Data', 'hidden'"):
        read_survey(tmp_path / "a.xls", sheet="Daten")


def test_an_open_document_is_read(tmp_path):
    write_ods(tmp_path / "a.ods", Data=ROWS)
    found = read_survey(tmp_path / "a.ods").data
    assert found["id"].tolist() == [1, 2, 3]
    assert found["w"].tolist() == [1.5, 2, 0.5]
    assert found["vote"].isna().tolist() == [False, True, False]


def test_several_sheets_are_named_and_one_is_chosen(tmp_path):
    write_ods(tmp_path / "a.ods", one=ROWS, two=ROWS[:2])
    with pytest.raises(DataError, match=r"2 sheets with data: 'one', 'two'; .*sheet='one'"):
        read_survey(tmp_path / "a.ods")
    assert len(read_survey(tmp_path / "a.ods", sheet="two").data) == 1


def test_a_cell_that_stands_for_many_is_counted_before_it_is_unpacked(tmp_path):
    many = '<table:table-row table:number-rows-repeated="1000000">' + cell(1, 1000)
    write_ods(tmp_path / "a.ods", f"{many}</table:table-row>", Data=ROWS)
    with pytest.raises(DataError, match="expected at most 50,000,000 cells"):
        read_survey(tmp_path / "a.ods")


def test_the_limit_holds(tmp_path):
    (tmp_path / "a.xls").write_bytes(XLS)
    write_ods(tmp_path / "a.ods", Data=ROWS)
    for name in ("a.xls", "a.ods"):
        with pytest.raises(DataError, match="max_gb="):
            read_survey(tmp_path / name, max_gb=0.0000002)


@pytest.mark.usual
def test_a_damaged_workbook_ends_its_own_process_alone(tmp_path, capfd):
    rng = random.Random(3)
    for _ in range(6):
        raw = bytearray(XLS)
        for _ in range(20):
            raw[rng.randrange(len(raw))] = rng.randrange(256)
        (tmp_path / "a.xls").write_bytes(raw[: rng.randrange(600, len(raw))])
        with pytest.raises(DataError, match="cannot be read"):
            read_survey(tmp_path / "a.xls")
    assert capfd.readouterr().err == ""


def test_a_workbook_with_a_password_is_named(tmp_path):
    hidden = XLS[:600] + "EncryptedPackage".encode("utf-16-le") + XLS[600:]
    (tmp_path / "a.xlsx").write_bytes(hidden)
    with pytest.raises(DataError, match="a workbook with a password"):
        read_survey(tmp_path / "a.xlsx")


def test_merged_cells_and_hidden_rows_of_an_open_document(tmp_path):
    merged = cell("North").replace("<table:table-cell", 'X table:number-rows-spanned="2"', 1)
    merged = merged.replace("X ", "<table:table-cell ")
    rows = (
        f"<table:table-row>{merged}{cell(1)}</table:table-row>"
        f'<table:table-row table:visibility="filter"><table:covered-table-cell/>{cell(2)}'
        f"</table:table-row><table:table-row>{cell('South')}{cell(3)}</table:table-row>"
    )
    write_ods(tmp_path / "a.ods", rows, Data=[["region", "id"]])
    survey = read_survey(tmp_path / "a.ods")
    assert survey.data["region"].tolist() == ["North", "North", "South"]
    told = " ".join(survey.codebook.notes)
    assert "1 hidden row is counted" in told
    assert "1 cell merged over several rows, such as A2:A3, counts in each" in told


def test_hidden_rows_and_open_formulas_of_an_old_workbook_are_told(tmp_path):
    (tmp_path / "a.xls").write_bytes(OPEN)
    found = read_survey(tmp_path / "a.xls")
    assert found.data["f"].isna().all()
    hidden, opened = found.codebook.notes
    assert hidden == "a.xls, sheet 'Data': 2 hidden rows are counted, whatever a filter shows"
    assert "4 formulas have no result in the file, such as that of C2" in opened
    (tmp_path / "b.xls").write_bytes(XLS)
    assert read_survey(tmp_path / "b.xls").codebook.notes == ()


def test_damaged_workbooks_are_looked_through_in_words():
    random.seed(7)
    for _ in range(300):
        raw = bytearray(OPEN)
        for _ in range(random.randint(1, 30)):
            raw[random.randrange(8, len(raw))] = random.randrange(256)
        assert isinstance(beside_of(bytes(raw[: random.choice([len(raw), 2000, 700])])), dict)


def test_hidden_rows_and_open_formulas_of_an_open_document_are_told(tmp_path):
    row = (
        '<table:table-row table:visibility="filter" table:number-rows-repeated="3">'
        + cell(4)
        + cell("yes")
        + '<table:table-cell table:formula="of:=[.A1]*2"/></table:table-row>'
    )
    write_ods(tmp_path / "a.ods", row, Data=ROWS)
    told = " ".join(read_survey(tmp_path / "a.ods").codebook.notes)
    assert "3 hidden rows are counted" in told
    assert "has no result in the file, such as that of C5" in told
