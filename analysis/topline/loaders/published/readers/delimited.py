"""Delimited text as a page, line by line, each cell as it was printed."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from io import StringIO

from ....errors import DataError
from ....language.marking import marked
from ....language.message import Message
from ...codebook.limit import Limit
from ...files.file import File
from ...text.dialect import find_dialect
from ...text.encodings import source_of
from ...text.records import QuotingError, records
from ...text.source import Source
from ..pages.cells import cell_of_text, uses_comma
from ..pages.page import Book, Page, Row

_HEAD = 200_000


def read_delimited_page(
    file: File, limit: Limit, encoding: str | None = None, most: int | None = None
) -> Book:
    """Read delimited text, or its first rows; a row may have fewer cells than another."""
    source = _source_of_any(file, encoding, limit)
    text = source.text() if most is None else _first_lines(source, most)
    tabs = file.suffix in (".tsv", ".tab") and "\t" in text[:_HEAD]
    dialect = find_dialect(text[:_HEAD], "\t" if tabs else None)
    if dialect.written:
        text = text.replace(dialect.written, dialect.delimiter)
    rows: list[Row] = []
    texts: list[list[str]] = []
    lost: tuple[int, ...] = ()
    cells = 0
    try:
        for record in records(text, dialect.delimiter, quotes=dialect.quotes):
            cells += len(record.cells)
            if cells > limit.cells:
                limit.refuse_more_cells(file.name)
            limit.check_rows(record.line, file.name)
            texts += [[] for _ in range(record.line - 1 - len(texts))]
            texts.append(record.cells)
        comma = uses_comma(raw for cells_of in texts for raw in cells_of)
        for raws in texts:
            row: Row = [cell_of_text(raw, comma=comma) for raw in raws]
            while row and row[-1] is None:
                row.pop()
            rows.append(row)
        lost = _shortened(texts, rows)
    except QuotingError as error:
        # stray quotes in words: lines that hold on their own are kept, as spreadsheets do
        note = Message(_READ_AS_IT_IS, line=str(error.line), name=file.name, fault=str(error))
        rows = _lenient(text, dialect.delimiter)
        limit.check_rows(len(rows), file.name)
        source = replace(source, notes=(*source.notes, note))
    told = tuple((f"line {r + 1}", dialect.delimiter.join(texts[r])) for r in lost)
    rows = [[] if r in lost else row for r, row in enumerate(rows)]
    page = Page("", rows, lambda row, column: f"line {row + 1}, column {column + 1}", lost=told)
    return Book(file.name, [page], notes=tuple((file.name, note) for note in source.notes))


def _shortened(texts: Sequence[Sequence[str]], rows: Sequence[Row]) -> tuple[int, ...]:
    """Return the rows of numbers that lost cells, in a file that keeps blank ones elsewhere."""
    kept = {len(raws) for raws in texts if len(raws) > 1 and not raws[-1].strip()}
    numbered = [
        r for r, row in enumerate(rows) if any(cell and cell.number is not None for cell in row)
    ]
    # a title may be padded beyond the table, whose own lines are as long as each other
    width = max((len(texts[r]) for r in numbered), default=0)
    return tuple(r for r in numbered if 1 < len(texts[r]) < width) if kept == {width} else ()


def _source_of_any(file: File, encoding: str | None, limit: Limit) -> Source:
    """Find out how the text is coded; where that cannot be told only words are at stake.

    Digits are the same in every encoding of single bytes, so what may be wrong is told, not
    refused.
    """
    try:
        return source_of(file, encoding, limit)
    except DataError:
        if encoding is not None:
            raise
        source = source_of(file, "cp1252", limit)
        try:
            source.text()
        except DataError:
            source = source_of(file, "latin-1", limit)
            source.text()
        note = Message(
            "{name} does not say how its letters are coded; read as {encoding}, so pass encoding= "
            "if words look wrong",
            name=file.name,
            encoding=source.encoding,
        )
        return replace(source, notes=(*source.notes, note))


def _lenient(text: str, delimiter: str) -> list[Row]:
    """Split text as spreadsheets do, where its quotes do not pair."""
    rows: list[Row] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    try:
        for cells in reader:
            rows += [[] for _ in range(before - len(rows))]
            rows.append([cell_of_text(raw) for raw in cells])
            before = reader.line_num
    except csv.Error as error:
        raise DataError(f"its cells cannot be told apart ({error}); correct the quoting") from None
    return rows


_READ_AS_IT_IS = marked("line {line} of {name}: {fault}; read as it is")


def _first_lines(source: Source, most: int) -> str:
    """Return the first lines of a text, at most so many."""
    head, complete = source.head(_HEAD)
    lines = head.splitlines(keepends=True)
    # a line that the head cuts off is none
    return "".join(lines[: most if complete else min(most, len(lines) - 1)])
