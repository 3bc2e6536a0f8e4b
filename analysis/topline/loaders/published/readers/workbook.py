"""Workbooks as pages: values, number formats, merged ranges and indents of every visible sheet."""

import zipfile
from collections.abc import Iterator
from typing import Any

from ....errors import DataError
from ....figures.problems import reason_of
from ...codebook.limit import Limit
from ...files.extra import library
from ...files.file import File
from ...sheets.beside import merged_ranges
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
            unknown = [title for title in sheets or () if title not in titles]
            if unknown:
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
            pages: list[Page] = []
            cells = 0
            for sheet in shown:
                pages.append(_page_of_sheet(sheet, limit, file.name, rows))
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
    return Book(file.name, pages)


def _page_of_sheet(sheet: Any, limit: Limit, name: str, most: int | None = None) -> Page:
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

    return Page(title, rows, place, list(_spans(sheet, len(rows), max(map(len, rows), default=0))))


def _spans(sheet: Any, height: int, width: int) -> Iterator[Span]:
    """Go through merged ranges, which openpyxl leaves out where it streams rows.

    A range ends where the cells of its sheet do. Ranges do not overlap, so all of them cover no
    more than the sheet: those beyond that are a damaged file's.
    """
    with sheet.parent._archive.open(sheet._worksheet_path) as part:
        raw = part.read()
    free = height * width
    for cells in merged_ranges(raw):
        left, top = cells.left - 1, cells.top - 1
        right, bottom = min(cells.right, width) - 1, min(cells.bottom, height) - 1
        free -= max(0, right - left + 1) * max(0, bottom - top + 1)
        if free < 0:
            return
        if left <= right and top <= bottom:
            yield Span(top, left, bottom, right)
