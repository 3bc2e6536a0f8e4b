"""How much is read of published tables: small files that would fill memory or time are refused."""

import gzip
import io
import tracemalloc
import zipfile
import zlib

import pytest
import xlsxwriter

from topline import DataError, read_published, read_survey
from topline.loaders.codebook.limit import Limit
from topline.loaders.files.file import File
from topline.loaders.published.readers import pdf_size
from topline.loaders.published.readers.web import read_web_pages
from topline.loaders.sheets import texts
from topline.loaders.sheets import workbook as sheets

from .files import pdf as pdf_of

TABLE = [
    ["Q1. Do you approve?"],
    ["", "Total", "Women"],
    ["Unweighted base", 1000, 520],
    ["Approve", "48%", "51%"],
    ["Disapprove", "52%", "49%"],
]
SHEET = "xl/worksheets/sheet1.xml"
ROW = "<tr><td>Unweighted base</td><td>1000</td></tr><tr><td>Yes</td><td>48%</td></tr>"


def workbook(path, change=lambda xml: xml, part=SHEET):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate(TABLE):
        sheet.write_row(row, 0, cells)
    book.close()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            inside = old.read(name)
            new.writestr(name, change(inside) if name == part else inside)
    return path


def merged(*ranges):
    inside = b"".join(b'<mergeCell ref="%s"/>' % one.encode() for one in ranges)
    return lambda xml: xml.replace(
        b"</worksheet>", b"<mergeCells>" + inside + b"</mergeCells></worksheet>"
    )


def test_a_row_that_no_sheet_has(tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "_MOST_ROWS", 10_000)
    path = workbook(tmp_path / "a.xlsx", lambda xml: xml.replace(b'r="5"', b'r="999999999999"'))
    with pytest.raises(DataError, match="a row beyond 10,000"):
        read_published(path)


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_texts_that_cells_share_count_before_they_are_read(tmp_path, monkeypatch, code):
    monkeypatch.setattr(texts, "_SMALL", 100)
    monkeypatch.setattr(texts, "_CHUNK", 999)

    def more(xml):
        xml = xml.replace(b"</sst>", b"<si><t>a</t></si>" * 30_000 + b"</sst>").decode()
        return xml.replace("UTF-8", code).encode(code)

    path = workbook(tmp_path / "a.xlsx", more, "xl/sharedStrings.xml")
    assert len(read_published(path).figures) == 4
    for read in (read_published, read_survey):
        with pytest.raises(DataError, match=r"more than 25,000 different texts; .* max_gb=0\.02"):
            read(path, max_gb=0.01)


@pytest.mark.parametrize("form", ["{}", "x:{}"])
@pytest.mark.parametrize("chunk", [1_000, 1_003, 1_017])
def test_a_text_in_pieces_without_end(tmp_path, monkeypatch, form, chunk):
    for name, value in {"_SMALL": 100, "_CHUNK": chunk, "_MOST_TAGS": 30_000}.items():
        monkeypatch.setattr(texts, name, value)
    space = b' xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    name = form.format("is").encode()
    run = b"<r><t>a</t></r>".replace(b"r>", form.format("r").encode() + b">")

    def with_text(pieces):
        text = b"<c t='inlineStr'><%s%s>%s</%s></c>" % (name, space, run * pieces, name)
        return lambda xml: xml.replace(b"</row>", text + b"</row>", 1)

    path = workbook(tmp_path / "a.xlsx", with_text(7_000))
    assert len(read_published(path).figures) == 4
    path = workbook(tmp_path / "a.xlsx", with_text(9_000))
    with pytest.raises(DataError, match="more than 30,000 tags in xl/worksheets"):
        read_published(path)


def test_many_small_texts_are_not_one_of_many_pieces(tmp_path, monkeypatch):
    for name, value in {"_SMALL": 100, "_CHUNK": 1_000, "_MOST_TAGS": 3_000}.items():
        monkeypatch.setattr(texts, name, value)
    cells = b"<c t='inlineStr'><is/></c>" + b"<c><v>1</v></c>" * 9_000
    path = workbook(
        tmp_path / "a.xlsx",
        lambda xml: xml.replace(b"</row>", cells + b"</row>", 1),
    )
    assert len(read_published(path).figures) == 4


def test_entities_are_refused_in_every_part(tmp_path):
    for part in ("xl/sharedStrings.xml", SHEET, "xl/workbook.xml"):
        path = workbook(
            tmp_path / "a.xlsx",
            lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1),
            part,
        )
        with pytest.raises(DataError, match=f"defines entities in {part}, which no workbook does"):
            read_published(path)


def test_tables_of_a_page_count(tmp_path):
    lines = "\n".join(["      Total  Women", "Base   1000    520", "Yes     48%    51%", "\n" * 5])
    for body in (f"<table>{ROW}</table>" * 101, f"<pre>{lines * 101}</pre>"):
        path = web(tmp_path / "a.html", body)
        assert len(read_published(path).tables) == 101
        with pytest.raises(
            DataError, match=r"has 101 tables; expected at most 100 .* max_gb=0\.01"
        ):
            read_published(path, max_gb=0.01)


def test_ranges_that_cover_more_than_their_sheet(tmp_path):
    path = workbook(tmp_path / "a.xlsx", merged(*["A1:XFD1048576"] * 2_000))
    assert "two columns have one heading" in read_published(path).refused["fact"][0]
    path = workbook(tmp_path / "a.xlsx", merged("A1:XFD1"))
    assert len(read_published(path).figures) == 4
    path = workbook(tmp_path / "a.xlsx", lambda xml: xml + b"<!--" + b"<mergeCell " * 50_000)
    with pytest.raises(DataError, match="damaged"):
        read_published(path)


def test_sheets_that_are_one_part_count_each(tmp_path):
    one = b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    many = b"".join(one + b'name="s%d" sheetId="%d" r:id="rId1"/>' % (k, k) for k in range(2, 90))
    path = workbook(
        tmp_path / "a.xlsx",
        lambda xml: xml.replace(b"</sheets>", many + b"</sheets>"),
        "xl/workbook.xml",
    )
    assert len(read_published(path).tables) == 89
    with pytest.raises(DataError, match=r"once unpacked; expected at most 0\.05 GB|has 89 sheets"):
        read_published(path, max_gb=0.05)


def test_blank_rows_count(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"Q1,,\n" + b"\n" * 100_000 + b"a,1%,2%\n"))
    with pytest.raises(DataError, match="has more than 50,000 rows; expected at most 50,000 rows"):
        read_published(path, max_gb=0.01)


def web(path, body):
    path.write_text(f"<!doctype html><html><body>{body}</body></html>")
    return path


def test_cells_of_web_pages_that_span_thousands(tmp_path):
    cell = "<td rowspan=1000 colspan=1000>x</td>"
    path = web(tmp_path / "a.html", f"<table>{('<tr>' + cell * 10 + '</tr>') * 20}</table>")
    assert len(read_published(path).figures) == 0
    cell = "<td colspan=1000>5%</td>"
    path = web(tmp_path / "a.html", f"<table>{('<tr>' + cell * 50 + '</tr>') * 20}</table>")
    with pytest.raises(DataError, match="more than 500,000 cells, blank ones included"):
        read_published(path, max_gb=0.01)


def test_a_cell_over_others_stands_where_a_browser_has_it(tmp_path):
    head = "<tr><td rowspan=99>A</td><td colspan=2>All</td></tr><tr><td>F</td><td>M</td></tr>"
    path = web(tmp_path / "a.html", f"<table>{head}{ROW}</table>")
    (page,) = read_web_pages(File.at(path), Limit(1)).pages
    assert [[cell and cell.text for cell in row] for row in page.rows] == [
        ["A", "All"],
        [None, "F", "M"],
        [None, "Unweighted base", "1000"],
        [None, "Yes", "48%"],
    ]
    assert [(span.top, span.left, span.bottom, span.right) for span in page.spans] == [
        (0, 0, 3, 0),
        (0, 1, 0, 2),
    ]


def test_lists_within_lists_tell_each_line_once(tmp_path):
    inner = "<ul><li>" * 90 + "one<br>two" + "</li></ul>" * 90
    path = web(tmp_path / "a.html", f"<p>first <b>bold</b> line</p>{inner}<table><tr><td>x</table>")
    (text,) = read_web_pages(File.at(path), Limit(1)).texts
    assert text.lines == ["first bold line", "one", "two"]


def test_a_tag_with_attributes_without_end(tmp_path):
    path = web(
        tmp_path / "a.html", f"<table {' '.join(f'a{k}=1' for k in range(120_000))}></table>"
    )
    with pytest.raises(DataError, match="a tag with 120,000 attributes"):
        read_published(path)


def pdf(content, packed=1, filters=b"", pages=1):
    """A PDF of pages that draw the same content, packed several times over."""
    for _ in range(packed):
        content = zlib.compress(content)
    names = filters + b"/FlateDecode" * packed
    kids = b" ".join(b"%d 0 R" % (k + 5) for k in range(pages))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R"
    page += b"/Resources<</Font<</F 4 0 R>>>>>>"
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Filter[%s]/Length %d>>stream\n%s\nendstream" % (names, len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
    ]
    return pdf_of(parts)


WORDS = b"BT /F 10 Tf 50 700 Td (A page with some words on it, and no table) Tj ET\n"


@pytest.mark.parametrize("packed", [1, 2, 3])
def test_streams_of_a_pdf_are_measured_before_they_are_unpacked(tmp_path, packed):
    pytest.importorskip("pdfplumber")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(WORDS + b" " * 60_000_000, packed))
    tracemalloc.start()
    with pytest.raises(DataError, match=r"more than 0\.05 GB once unpacked"):
        read_published(path, max_gb=0.05)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_other_ways_to_pack():
    pytest.importorskip("pdfminer")
    hexadecimal = zlib.compress(b" " * 3_000_000).hex().encode() + b">"
    raw = pdf(hexadecimal, 0, b"/ASCIIHexDecode/FlateDecode")
    with pytest.raises(DataError, match="once unpacked"):
        pdf_size.check_unpacked(raw, Limit(0.002), "a.pdf")
    # codes 256 (start), 65 (A), then each new code: what comes longer and longer
    codes = [256, 65, *range(258, 511)]
    bits = "".join(f"{code:09b}" for code in codes)
    packed = int(bits.ljust(-len(bits) // 8 * -8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
    raw = pdf(packed, 0, b"/LZWDecode")
    with pytest.raises(DataError, match="once unpacked"):
        pdf_size.check_unpacked(raw, Limit(0.00002), "a.pdf")
    pdf_size.check_unpacked(raw, Limit(0.0001), "a.pdf")


def test_pages_that_draw_more_than_tables(tmp_path, monkeypatch):
    pytest.importorskip("pdfplumber")
    path = tmp_path / "a.pdf"

    def refused(content, **most):
        path.write_bytes(pdf(WORDS + content))
        with monkeypatch.context() as limits:
            for name, value in most.items():
                limits.setattr(pdf_size, name, value)
            return read_published(path).refused["fact"].tolist()

    lines = b"".join(
        b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (k, k, k, k) for k in range(0, 600, 30)
    )
    assert refused(lines) == []
    assert refused(b" " * 200_000, _PAGE_BYTES=100_000)[0].startswith("it draws more than 0.1 MB")
    assert refused(WORDS * 10, _LETTERS=300)[0].startswith("it has more than 300 letters")
    assert refused(lines, _LINES=70)[0].startswith("it has more than 70 lines")
    assert refused(lines, _CROSSINGS=300)[0].startswith("it has 40 lines that may cross")
    path.write_bytes(pdf(WORDS + b" " * 90_000, pages=20))
    with pytest.raises(DataError, match="once unpacked"):
        read_published(path, max_gb=0.005)


def test_a_form_that_is_drawn_again_and_again(tmp_path):
    pytest.importorskip("pdfplumber")
    path = tmp_path / "a.pdf"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    raw = pdf(WORDS + b"/X Do " * 20_000)
    raw = raw.replace(b"/Resources<<", b"/Resources<</XObject<</X 6 0 R>>")
    part = b"6 0 obj\n" + form + b"/Length 3>>stream\nq Q\nendstream\nendobj\nxref\n0 6"
    # its places are wrong then, so that the reader looks for the parts itself
    path.write_bytes(raw.replace(b"xref\n0 6", part))
    assert read_published(path).refused["fact"][0].startswith("it draws more than 10 MB")


def test_pages_within_themselves_end(tmp_path):
    pytest.importorskip("pdfplumber")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(WORDS).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"))
    assert len(read_published(path).figures) == 0
