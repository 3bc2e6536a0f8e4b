"""PDFs: ruled tables with text as pages of cells; a page without text is told."""

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from ....errors import DataError
from ....figures.problems import reason_of
from ....language.message import Message
from ...codebook.limit import Limit
from ...files.file import File
from ..pages.cells import cell_of_text
from ..pages.page import Book, Lines, Page, Row, Span
from ..words.rows import question_id
from .aligned import pages_of_lines
from .pdf_size import Drawn, check_unpacked
from .words import Line, Word

_LEAST_TEXT = 20
"""Characters below which a page is drawn or scanned: a page number is no text."""

_PERCENT = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d+)?\s?%")
_NUMBER = re.compile(r"[*–—-]?[±<]?\d[\d,]*(?:\.\d+)?%?|[–—-]")
_LEAST_ROWS, _LEAST_COLUMNS = 2, 2
_HEAD_LINES = 4
"""Lines on top of a page that may be its running head."""


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
    with file.open() as opened:
        check_unpacked(opened.read(), limit, file.name)
    book, drawn = Book(file.name), Drawn(limit, file.name)
    try:
        with file.open() as opened, pdfplumber.open(opened) as document:
            carried: list[str] = []
            for page in document.pages:
                if wanted is None or page.page_number in wanted:
                    if reason := drawn.too_much(page):
                        fact = Message(
                            "{reason}, more than words and tables do; save it without the drawing",
                            reason=reason,
                        )
                        book.refused.append((f"page {page.page_number}", fact))
                    else:
                        carried = _read_page(page, book, carried)
                page.close()
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or protected, so save "
            "it again as PDF"
        ) from None
    return book


def _read_page(page: Any, book: Book, carried: list[str]) -> list[str]:
    """Read one page; the question that its last table answers is carried over to the next."""
    number = page.page_number
    if len(page.chars) < _LEAST_TEXT:
        book.refused.append(
            (
                f"page {number}",
                Message(
                    "the letters are drawn or scanned, there is no text to read; recognise the "
                    "text (OCR) or type the figures"
                ),
            )
        )
        return carried
    heads = {words for text in book.texts for words in text.lines[:_HEAD_LINES]}
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    lines = [(float(one["top"]), str(one["text"])) for one in page.extract_text_lines()]
    bottom = 0.0
    count = 0
    ruled = []
    for table in tables:
        rows = table.extract()
        if len(rows) < _LEAST_ROWS or max(map(len, rows)) < _LEAST_COLUMNS or _holds_columns(rows):
            continue
        ruled.append(table)
        count += 1
        top = float(table.bbox[1])
        # what stands on top of every page is said of none of its tables
        above = [words for y, words in lines if bottom <= y < top and words not in heads]
        numbered = [k for k, words in enumerate(above) if question_id(words)]
        if numbered:
            start = numbered[-1]
            carried = above[start : start + 1]
        before = above if numbered else [*carried, *above]
        book.pages.append(_page_of_table(rows, number, count, tuple(before), table))
        bottom = float(table.bbox[3])
    _read_free(page, book, [(float(table.bbox[1]), float(table.bbox[3])) for table in ruled])
    texts = [words for _, words in lines]
    book.texts.append(Lines(texts, lambda line: f"page {number}, line {line + 1}"))
    return carried


def _read_free(page: Any, book: Book, boxes: list[tuple[float, float]]) -> None:
    """Read what stands outside of ruled tables, given where these begin and end."""
    number = page.page_number
    free = [
        line
        for line in _lines_of_words(page, number)
        if not any(top - 1 <= line.top <= bottom for top, bottom in boxes)
    ]
    aligned, unplaced = pages_of_lines(free, f"page {number}, text")
    book.pages.extend(aligned)
    book.refused.extend(unplaced)
    taken = {place for one in aligned for place in one.lines}
    rest = [line.text for line in free if line.place not in taken]
    signs = sum(len(_PERCENT.findall(words)) for words in rest)
    if signs:
        fact = Message(
            "{signs} percents stand in text or outside of tables, and are no figures", signs=signs
        )
        book.refused.append((f"page {number}", fact))


def _holds_columns(rows: list[list[str | None]]) -> bool:
    """Tell whether cells hold columns of numbers: rules part the columns, and not the rows."""
    return any(
        raw is not None
        and len(lines := raw.split("\n")) >= 3
        and all(map(_NUMBER.fullmatch, lines))
        for row in rows
        for raw in row
    )


def _lines_of_words(page: Any, number: int) -> list[Line]:
    """Return the lines of a page, each with its words and their places."""
    words = sorted(page.extract_words(), key=lambda word: (word["bottom"], word["x0"]))
    rows: list[list[Any]] = []
    for word in words:
        # raised letters and marks stand a little higher than the words beside them
        if rows and word["bottom"] - rows[-1][0]["bottom"] <= _SAME_LINE:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [
        Line(
            tuple(
                Word(
                    one["text"],
                    float(one["x0"]),
                    float(one["x1"]),
                    _box([one[key] for key in ("x0", "top", "x1", "bottom")]),
                )
                for one in sorted(row, key=lambda word: word["x0"])
            ),
            float(min(one["top"] for one in row)),
            float(max(one["bottom"] - one["top"] for one in row)),
            f"page {number}, line {k}",
        )
        for k, row in enumerate(rows, start=1)
    ]


_SAME_LINE = 2.5
"""Points by which words of one line may differ in height."""


def _page_of_table(
    rows: list[list[str | None]], number: int, count: int, before: tuple[str, ...], table: Any
) -> Page:
    """Return a ruled table as a page of cells."""
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
