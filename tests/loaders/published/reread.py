"""What stands at a place of a file, read by openpyxl, csv, lxml and pdfplumber alone.

Nothing here is shared with the package: a figure's place has to lead anybody to what is printed.
"""

import csv
import re
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from pathlib import Path

import lxml.html
import openpyxl
import pdfplumber


def reader_of(path: Path):
    """A function (where, printed) → whether that is printed there."""
    kinds = {".xlsx": workbook, ".pdf": paper, ".html": web}
    return kinds.get(path.suffix, delimited)(path)


def plain(text: object) -> str:
    """Text without guards of spreadsheets and with single blanks."""
    words = " ".join(str(text).split())
    return re.sub(r'^="(.*)"$', r"\1", words)


def shown(value: object, number_format: str) -> set[str]:
    """How a cell of a workbook may be printed."""
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        return {plain(value)}
    bare = re.sub(r'"[^"]*"|\\.|_.|\[[^]]*\]', "", number_format).split(";")[0]
    if bare.strip() in ("General", "@", ""):
        return {f"{value:.10g}"}
    digits = re.search(r"\.([0#?]+)", bare)
    places = len(digits[1]) if digits else 0
    percent = "%" in bare
    scaled = Decimal(f"{value * (100 if percent else 1):.15g}")
    number = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return {f"{number:,}" + "%" * percent, f"{number}" + "%" * percent}


def workbook(path: Path):
    """Cells by their address."""
    book = openpyxl.load_workbook(path, data_only=True)

    def read(where: str, printed: str) -> bool:
        sheet, _, address = where.rpartition("!")
        cell = book[sheet][address]
        return printed in shown(cell.value, cell.number_format)

    return read


def delimited(path: Path):
    """Cells by the line on which their record begins."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    delimiter = "\t" if path.suffix == ".tsv" else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    cells, before = {}, 0
    for record in reader:
        cells[before + 1] = record
        before = reader.line_num

    def read(where: str, printed: str) -> bool:
        line, column = map(int, re.findall(r"\d+", where))
        return plain(cells[line][column - 1]) == printed

    return read


def web(path: Path):
    """Cells of tables by row and column, and lines of text by their number."""
    raw = path.read_bytes()
    tree = lxml.html.document_fromstring(raw, parser=lxml.html.HTMLParser(encoding="utf-8"))
    tables = [one for one in tree.iter("table") if one.find(".//table") is None]
    grids = [[[plain(c.text_content()) for c in r if c.tag in ("td", "th")] for r in rows_of(t)]
             for t in tables]  # fmt: skip
    lines = []
    for element in tree.iter("p", "pre", "li", "h1", "h2", "h3", "h4"):
        if next(element.iterancestors("table"), None) is None:
            for br in element.iter("br"):
                br.tail = "\n" + (br.tail or "")
            lines += [line for line in element.text_content().split("\n") if line.strip()]

    def read(where: str, printed: str) -> bool:
        if where.startswith("table"):
            table, row, column = (int(n) - 1 for n in re.findall(r"\d+", where))
            return grids[table][row][column].startswith(printed)
        number = int(re.findall(r"\d+", where)[0])
        return printed in lines[number - 1].split()

    return read


def rows_of(table):
    """Rows of a table; cells that stand in none make one of their own."""
    found, loose = [], []
    for one in table.iter("tr", "td", "th"):
        if one.tag == "tr":
            found += [loose] if loose else []
            loose = []
            found.append(one)
        elif next(one.iterancestors("tr"), None) is None:
            loose.append(one)
    return found + ([loose] if loose else [])


def paper(path: Path):
    """What is printed inside a box of a page."""
    with pdfplumber.open(path) as document:
        words = {page.page_number: page.extract_words() for page in document.pages}

    def read(where: str, printed: str) -> bool:
        number = int(re.match(r"page (\d+)", where)[1])
        edges = re.search(r"\(([-\d. ]+)\)$", where)
        x0, top, x1, bottom = map(float, edges[1].split())
        inside = [
            one["text"]
            for one in words[number]
            if x0 - 1 <= (one["x0"] + one["x1"]) / 2 <= x1 + 1
            and top - 1 <= (one["top"] + one["bottom"]) / 2 <= bottom + 1
        ]
        return re.sub(r"\s", "", printed) in re.sub(r"\s", "", "".join(inside))

    return read
