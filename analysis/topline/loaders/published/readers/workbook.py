"""Workbooks as pages: values, number formats, merged ranges and indents of every visible sheet."""

import zipfile
from collections.abc import Iterator
from typing import Any

from ....errors import DataError
from ....figures.problems import reason_of
from ....language.marking import forms
from ....language.message import Message
from ...codebook.limit import Limit
from ...files.extra import library
from ...files.file import File
from ...sheets.beside import hidden_parts, merged_ranges
from ...sheets.workbook import check_archive, check_row
from ..pages.cells import cell_of_value, uses_comma, with_comma
from ..pages.page import Book, Page, Row, Span

_SHEETS = 12
"""Sheets that show how a workbook is laid out: contents and notes may stand first."""


def read_workbook_pages(
    file: File, limit: Limit, sheets: list[str] | None = None, rows: int | None = None
) -> Book:
    """Read the sheets of a workbook that can be seen, or those asked for.

    With `rows`, their first rows alone, of the first sheets.

    Raises
    ------
    DataError
        When it cannot be read, holds more than the limit, or has no sheet of that name.
    """
    openpyxl = library("openpyxl", file.suffix)
    try:
        with file.open() as opened, zipfile.ZipFile(opened) as archive:
            check_archive(archive, limit, file.name)
        with file.open() as opened:
            book = openpyxl.load_workbook(opened, read_only=True, data_only=True)
            titles = [sheet.title for sheet in book.worksheets]
            if unknown := [title for title in sheets or () if title not in titles]:
                raise DataError(
                    f"{file.name} has no sheet {unknown[0]!r}; it has {', '.join(titles[:10])}"
                )
            chosen = [
                sheet
                for sheet in book.worksheets
                if (sheet.title in sheets if sheets else sheet.sheet_state == "visible")
            ]
            # who wants some rows wants to see how the workbook is laid out
            shown = chosen if rows is None else chosen[:_SHEETS]
            # several sheets may be one part, which is then read several times
            parts = (book._archive.getinfo(sheet._worksheet_path) for sheet in shown)
            limit.check_bytes(sum(part.file_size for part in parts), file.name)
            pages, cells = list[Page](), 0
            unseen = [] if sheets else [x.title for x in book.worksheets if x not in chosen]
            fact = Message(*_UNSEEN, n=len(unseen), names=", ".join(map(repr, unseen)))
            notes: list[tuple[str, str]] = [(unseen[0], fact)] if unseen else []
            for sheet in shown:
                pages += [_page_of_sheet(sheet, raw := _part_of(sheet), limit, file.name, rows)]
                notes += _hidden(pages[-1], raw)
                cells += sum(map(len, pages[-1].rows))
                if cells > limit.cells:
                    limit.refuse_more_cells(file.name)
            book.close()
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or not a "
            "workbook, so save it again as .xlsx"
        ) from None
    return Book(file.name, pages, notes=tuple(notes))


_UNSEEN = forms(
    "a hidden sheet is not read: {names}; sheets= reads it",
    "{n} hidden sheets are not read: {names}; sheets= reads them",
)
_READ_ALL_THE_SAME = forms(
    "{n} number of hidden rows or columns is read like those that are shown: {places}",
    "{n} numbers of hidden rows or columns are read like those that are shown: {places}",
)
_SHOWN = 6


def _hidden(page: Page, raw: bytes) -> list[tuple[str, str]]:
    """Say which rows and columns of numbers are not shown: what nobody sees may be left over."""
    letters = library("openpyxl.utils", ".xlsx").get_column_letter
    rows, columns = hidden_parts(raw)
    unseen = {r - 1 for r in rows}
    # a range of hidden columns may go on to the end of the sheet
    width = max(map(len, page.rows), default=0)
    aside = {c - 1 for held in columns for c in range(held.start, min(held.stop, width + 1))}
    held = [
        (r, c)
        for r, c, cell in page.cells()
        if cell.number is not None and (r in unseen or c in aside)
    ]
    if not held:
        return []
    of_rows = dict.fromkeys(f"{r + 1}:{r + 1}" for r, _ in held if r in unseen)
    of_columns = dict.fromkeys(f"{letters(c + 1)}:{letters(c + 1)}" for _, c in held if c in aside)
    named = [*of_rows, *of_columns]
    places = ", ".join([*named[:_SHOWN], *["…"] * (len(named) > _SHOWN)])
    return [(page.place(*held[0]), Message(*_READ_ALL_THE_SAME, n=len(held), places=places))]


def _part_of(sheet: Any) -> bytes:
    """Return the part of a workbook that a sheet is, whose cells openpyxl streams."""
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        raw: bytes = part.read()
    return raw


def _page_of_sheet(
    sheet: Any, raw: bytes, limit: Limit, name: str, most: int | None = None
) -> Page:
    """Return a sheet as a page of cells, of its first rows where a number of them is given."""
    sheet.reset_dimensions()
    rows: list[Row] = []
    styles: dict[int, tuple[str, int]] = {}
    cells = signs = 0
    for number, found in enumerate(sheet.iter_rows(max_row=most), start=1):
        cells += len(found)
        if cells > limit.cells:
            limit.refuse_more_cells(f"{name}, sheet {sheet.title!r}")
        check_row(number, name, sheet.title)
        # rows that the file leaves out stand as blank ones
        rows += [[] for _ in range(number - 1 - len(rows))]
        row: Row = []
        for cell in found:
            value = cell.value
            if value is None:
                row.append(None)
                continue
            # a sheet has thousands of cells and few styles
            key = cell._style_id
            if key not in styles:
                styles[key] = cell.number_format, int(cell.alignment.indent or 0)
            # one long text may stand in every cell
            signs += len(value) if isinstance(value, str) else 0
            if signs > limit.bytes:
                limit.refuse_more_bytes(f"{name}, sheet {sheet.title!r}")
            row.append(cell_of_value(value, *styles[key]))
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    if uses_comma(cell.text for row in rows for cell in row if cell and cell.number is None):
        rows = [[with_comma(cell) for cell in row] for row in rows]
    title = str(sheet.title)
    letters = library("openpyxl.utils", ".xlsx").get_column_letter

    def place(row: int, column: int) -> str:
        return f"{title}!{letters(column + 1)}{row + 1}"

    width = max(map(len, rows), default=0)
    return Page(title, rows, place, list(_spans(raw, len(rows), width)))


def _spans(raw: bytes, height: int, width: int) -> Iterator[Span]:
    """Go through merged ranges, which openpyxl leaves out where it streams rows.

    A range ends where the cells of its sheet do. Ranges do not overlap, so all of them cover no
    more than the sheet: those beyond that are a damaged file's.
    """
    free = height * width
    for cells in merged_ranges(raw):
        left, top = cells.left - 1, cells.top - 1
        right, bottom = min(cells.right, width) - 1, min(cells.bottom, height) - 1
        free -= max(0, right - left + 1) * max(0, bottom - top + 1)
        if free < 0:
            return
        if left <= right and top <= bottom:
            yield Span(top, left, bottom, right)
