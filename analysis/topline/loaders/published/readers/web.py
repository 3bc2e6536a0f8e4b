"""Web pages: each table as a page of cells with its merged cells, and running text line by line."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ....errors import DataError
from ...codebook.limit import Limit
from ...files.extra import library
from ...files.file import File
from ..pages.cells import cell_of_text, uses_comma
from ..pages.page import Book, Lines, Page, Row, Span
from .aligned import pages_of_lines
from .words import lines_of_text

_BLOCKS = ("p", "pre", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "blockquote")
_NO_TEXT = ("table", "nav", "script", "style")
_WIDEST_SPAN = 1000
_LONG_TAG = 1_000_000
_MOST_ATTRIBUTES = 20_000
_LONGEST_TITLE, _MOST_TITLES = 200, 4


def read_web_pages(file: File, limit: Limit) -> Book:
    """Read the tables of a web page, and its text where it has none."""
    tree = _tree_of(file, limit)
    pages = []
    cells = 0
    tables = [
        table for table in tree.iter("table") if next(table.iterdescendants("table"), None) is None
    ]
    limit.check_tables(len(tables), file.name)
    for number, table in enumerate(tables, start=1):
        page = _page_of_table(table, number, limit.cells - cells)
        if page is None:
            limit.refuse_more_cells(file.name)
        cells += sum(map(len, page.rows))
        pages.append(page)
    refused: list[tuple[str, str]] = []
    # text within text, again and again, is that of the outermost
    outer = (one for one in tree.iter("pre") if next(one.iterancestors("pre"), None) is None)
    for number, element in enumerate(outer, start=1):
        raw_lines = "".join(element.itertext()).split("\n")
        places = [f"text {number}, line {k}" for k in range(1, len(raw_lines) + 1)]
        sibling = element.getprevious()
        # the line of text right before it is its question
        above = [_text(sibling)] if sibling is not None and sibling.tag in _BLOCKS else []
        aligned, unplaced = pages_of_lines(
            lines_of_text(raw_lines, places), f"text {number}", limit
        )
        pages += [replace(page, before=(*filter(None, above), *page.before)) for page in aligned]
        limit.check_tables(len(pages), file.name)
        refused += unplaced
    lines = list(_lines_of_page(tree))
    texts = [Lines(lines, lambda line: f"line {line + 1} of the text")] if lines else []
    return Book(file.name, pages, texts, refused)


def _tree_of(file: File, limit: Limit) -> Any:
    """Return a web page as a tree of its elements.

    Raises
    ------
    DataError
        When it cannot be read, or a tag has attributes without end: its parser compares each with
        all others.
    """
    raw = b"".join(file.chunks(limit))
    for part in raw.split(b"<"):
        long = len(part) > _LONG_TAG and part[:1].isalpha()
        count = part.count(b"=") if long else 0
        if count > _MOST_ATTRIBUTES and not part[:6].lower().startswith((b"script", b"style")):
            raise DataError(
                f"{file.name} has a tag with {count:,} attributes; expected at most "
                f"{_MOST_ATTRIBUTES:,}, so save the page again from the browser"
            )
    html = library("lxml.html", file.suffix or ".html")
    encoding = None
    with suppress(UnicodeDecodeError):
        raw.decode("utf-8")
        encoding = "utf-8"
    try:
        parser = html.HTMLParser(
            encoding=encoding, no_network=True, remove_comments=True, remove_pis=True
        )
        return html.document_fromstring(raw, parser=parser)
    except Exception:
        raise DataError(
            f"{file.name} cannot be read as a web page; save it again from the browser"
        ) from None


def _page_of_table(table: Any, number: int, most: int) -> Page | None:
    """Return a table of a web page as a page of cells; None where it has more than `most`."""
    name = f"table {number}"
    rows: list[Row] = []
    spans: list[Span] = []
    # blanks that do not break stay: they group the digits of a number
    found = [
        (row, [_BLANKS.sub(" ", " ".join(_words(cell))).strip() for cell in row])
        for row in _rows_of_table(table)
    ]
    comma = uses_comma(text for _, texts in found for text in texts)
    # where a cell of a row above reaches down: the column, and the first row below it
    until: dict[int, int] = {}
    for r, (cells, texts) in enumerate(found):
        row: Row = []
        for element, text in zip(cells, texts, strict=True):
            while until.get(len(row), 0) > r:
                row.append(None)
            wide = _span(element.get("colspan"))
            high = min(_span(element.get("rowspan")), len(found) - r)
            c = len(row)
            row.append(cell_of_text(text, comma=comma))
            row += [None] * (wide - 1)
            most -= wide
            if most < 0:
                return None
            if wide > 1 or high > 1:
                spans.append(Span(r, c, r + high - 1, c + wide - 1))
            if high > 1:
                until |= {k: max(until.get(k, 0), r + high) for k in range(c, c + wide)}
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    caption = next(table.iterdescendants("caption"), None)
    above = _lines_above(table) if caption is None else [_text(caption)]

    def place(row: int, column: int) -> str:
        return f"{name}, row {row + 1}, column {column + 1}"

    return Page(name, rows, place, spans, tuple(filter(None, above)))


def _lines_above(table: Any) -> list[str]:
    """Return the headings and lines right above a table, no running text: title, question, unit."""
    inner = table
    while inner.getprevious() is None and inner.getparent().tag in ("div", "figure"):
        inner = inner.getparent()
    found: list[str] = []
    for one in inner.itersiblings(preceding=True):
        text = _text(one)
        sentence = len(text) > _LONGEST_TITLE or text.endswith(".")
        if one.tag not in _BLOCKS or sentence or len(found) == _MOST_TITLES:
            break
        found.insert(0, text)
    return found


def _rows_of_table(table: Any) -> Iterator[list[Any]]:
    """Go through the rows of a table; cells outside a row make one of their own."""
    for section in [table, *table.iterdescendants("thead", "tbody", "tfoot")]:
        loose: list[Any] = []
        for child in section:
            if child.tag in ("td", "th"):
                loose.append(child)
            elif child.tag == "tr":
                if loose:
                    yield loose
                    loose = []
                yield [cell for cell in child if cell.tag in ("td", "th")]
        if loose:
            yield loose


def _text(element: Any) -> str:
    return " ".join(" ".join(_words(element)).split())


def _words(element: Any) -> Iterator[str]:
    """Go through the words of an element that a reader sees, without its footnotes' numbers."""
    hidden = element.tag in ("style", "script") or "display:none" in (
        element.get("style") or ""
    ).replace(" ", "")
    raised = element.tag == "sup" and _FOOTNOTE.fullmatch("".join(element.itertext()).strip())
    if not hidden and not raised:
        if element.text:
            yield element.text
        for child in element:
            yield from _words(child)
            if child.tail:
                yield child.tail


_BLANKS = re.compile(r"[ \t\r\n\f]+")
_FOOTNOTE = re.compile(r"\[\s?\w{1,8}(?: \d{1,3})?\s?\]|\d{1,2}|[a-z†‡*]")


def _span(raw: str | None) -> int:
    return min(max(int(raw), 1), _WIDEST_SPAN) if raw and raw.strip().isdigit() else 1


def _lines_of_page(tree: Any) -> Iterator[str]:
    """Go through the lines of running text outside of tables, each once: where it stands.

    Lines that hold nothing are left out, and blanks are single ones.
    A list may stand within a list a hundred times, and a line of the innermost is none of theirs.
    """
    words: list[str] = []
    blocks = hidden = 0
    walk = library("lxml.etree", ".html").iterwalk
    for event, element in walk(tree, events=("start", "end")):
        step = 1 if event == "start" else -1
        if element.tag in _BLOCKS:
            lines = "".join(words).split("\n")
            yield from (" ".join(line.split()) for line in lines if line.strip())
            words.clear()
            blocks += step
        hidden += step * (element.tag in _NO_TEXT)
        if blocks and not hidden:
            if event == "start" and element.tag == "br":
                words.append("\n")
            words.append((element.text if event == "start" else element.tail) or "")
