"""PDFs: ruled tables with text as pages of cells; a page without text is told."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ....errors import DataError
from ....figures.problems import reason_of
from ...codebook.limit import Limit
from ...files.file import File
from .cells import cell_of_text
from .page import Book, Lines, Page, Row, Span

_LEAST_TEXT = 20
"""Characters below which a page is drawn or scanned: a page number is no text."""

_LEAST_ROWS, _LEAST_COLUMNS = 2, 2


def read_pdf_pages(file: File, limit: Limit, wanted: Sequence[int] | None = None) -> Book:
    """Read the ruled tables and the text of a PDF, page by page.

    Raises
    ------
    DataError
        When pdfplumber is not installed, or the file cannot be read.
    """
    try:
        pdfplumber = import_module("pdfplumber")
    except ImportError:
        raise DataError("reading .pdf needs pdfplumber; install topline[pdf]") from None
    limit.check_bytes(file.size(), file.name)
    book = Book(file.name, "PDF")
    try:
        with file.open() as opened, pdfplumber.open(opened) as document:
            for page in document.pages:
                if wanted is None or page.page_number in wanted:
                    _read_page(page, book)
                page.close()
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or protected, so save "
            "it again as PDF"
        ) from None
    return book


def _read_page(page: Any, book: Book) -> None:
    number = page.page_number
    if len(page.chars) < _LEAST_TEXT:
        book.refused.append(
            (
                f"page {number}",
                "the letters are drawn or scanned, there is no text to read; recognise the text "
                "(OCR) or type the figures",
            )
        )
        return
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    lines = [(float(one["top"]), str(one["text"])) for one in page.extract_text_lines()]
    bottom = 0.0
    count = 0
    for table in tables:
        rows = table.extract()
        if len(rows) < _LEAST_ROWS or max(map(len, rows)) < _LEAST_COLUMNS:
            continue
        count += 1
        top = float(table.bbox[1])
        before = [words for y, words in lines if bottom <= y < top]
        # where words between two tables are few, what stands above the page's first holds on
        book.pages.append(_page(rows, number, count, tuple(before), table))
        bottom = float(table.bbox[3])
    texts = [words for _, words in lines]
    book.texts.append(
        Lines(f"page {number}", texts, lambda line: f"page {number}, line {line + 1}")
    )


def _page(
    rows: list[list[str | None]], number: int, count: int, before: tuple[str, ...], table: Any
) -> Page:
    name = f"page {number}, table {count}"
    cells: list[Row] = [[None if raw is None else cell_of_text(raw) for raw in row] for row in rows]
    spans = []
    for r, row in enumerate(rows):
        for c, raw in enumerate(row):
            if raw is None or c + 1 >= len(row) or row[c + 1] is not None:
                continue
            end = c + 1
            while end < len(row) and row[end] is None:
                end += 1
            if end - c > 1:
                spans.append(Span(r, c, r, end - 1))
    boxes = [[_box(cell) for cell in row.cells] for row in table.rows]

    def place(row: int, column: int) -> str:
        box = boxes[row][column] if row < len(boxes) and column < len(boxes[row]) else ""
        return f"{name}, row {row + 1}, column {column + 1}{box}"

    return Page(name, cells, place, spans, before)


def _box(cell: Any) -> str:
    if cell is None:
        return ""
    return " (" + " ".join(f"{edge:.0f}" for edge in cell) + ")"
