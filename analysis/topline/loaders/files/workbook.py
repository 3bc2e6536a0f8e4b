"""Excel workbooks, read by openpyxl: the one sheet that holds data."""

import re
from datetime import datetime
from typing import Any

from ...errors import DataError
from ...figures.printed_cells import text_of
from ...figures.problems import close_name, first_few, reason_of
from ..codebook.variables import Wanted
from ..grids.grid import Grid
from .extra import library
from .file import File

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\[[^]]*\]')
"""Parts of a number format that are words, spaces or colours: a % among them scales nothing."""


_TITLES = 10
"""Rows that may stand above the names."""


def read_workbook(file: File, wanted: Wanted) -> Grid:
    """Read the cells of a sheet; `sheet` of `wanted` applies."""
    openpyxl = library("openpyxl", file.suffix)
    try:
        with file.open() as opened:
            book = openpyxl.load_workbook(opened, read_only=True, data_only=True)
            sheets = {
                sheet.title: _rows(sheet, wanted.as_printed)
                for sheet in _data_sheets(book, file.name, wanted.sheet)
            }
            book.close()
    except DataError:
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or not a "
            "workbook, so save it again as .xlsx"
        ) from None
    title, rows = _sheet_with_data(sheets, file.name, wanted)
    name = f"{file.name}, sheet {title!r}"
    filled = [k for k, row in enumerate(rows) if any(text_of(cell) for cell in row)]
    if not filled:
        raise DataError(f"{name} is empty; expected a header row and one row per {wanted.row}")
    _refuse_stacked(rows, filled, name, wanted.row)
    return Grid(name, [rows[k] for k in filled], [k + 1 for k in filled], "row")


def _sheet_with_data(
    sheets: dict[str, list[Any]], file: str, wanted: Wanted
) -> tuple[str, list[Any]]:
    """Return the one sheet that holds the data, that with the known names where there are some."""
    with_data = {title: rows for title, rows in sheets.items() if rows} or sheets
    if len(with_data) > 1 and wanted.known:
        known = set(wanted.known)
        named = {
            title: rows
            for title, rows in with_data.items()
            if any(known <= {text_of(cell) for cell in row} for row in rows[:_TITLES])
        }
        with_data = named or with_data
    if len(with_data) > 1:
        raise DataError(
            f"{file} has {len(with_data)} sheets with data: {first_few(list(with_data), 10)}; "
            f"choose one, such as sheet={next(iter(with_data))!r}"
        )
    if not with_data:
        raise DataError(f"{file} has no sheet with data; expected one with a row per {wanted.row}")
    return next(iter(with_data.items()))


def _data_sheets(book: Any, name: str, wanted: str | None) -> list[Any]:
    """Return the sheet asked for, or all that can be seen."""
    if wanted is None:
        return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    titles = [sheet.title for sheet in book.worksheets]
    if wanted not in titles:
        raise DataError(
            f"{name} has no sheet {wanted!r}{close_name(wanted, titles)}; "
            f"it has {first_few(titles, 10)}"
        )
    return [book[wanted]]


def _rows(sheet: Any, as_printed: bool) -> list[list[Any]]:
    """Return the cells of a sheet; the size it states may be wrong, so it is not asked."""
    sheet.reset_dimensions()
    if as_printed:
        rows = [[printed_cell(cell) for cell in row] for row in sheet.iter_rows()]
    else:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    width = max((k + 1 for row in rows for k, cell in enumerate(row) if text_of(cell)), default=0)
    return [[*row[:width], *[None] * (width - len(row))] for row in rows]


def printed_cell(cell: Any) -> Any:
    """Return what a cell shows where that is more than its value: percents, and days.

    A percent keeps every digit it has, and those its format adds: 0.634 shown as "63%" is "63.4%",
    0.63 shown as "63.0%" is that.
    """
    value = cell.value
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != datetime.min.time() else str(value.date())
    shown = _NOT_SHOWN.sub("", cell.number_format or "").split(";")[0]
    if "%" not in shown or isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    percent = text_of(float(value) * 100)
    digits = max(len(part.partition(".")[2]) for part in (percent, re.sub(r"[^0#?.]", "", shown)))
    return f"{float(percent):.{digits}f}%"


def _refuse_stacked(rows: list[list[Any]], filled: list[int], name: str, row: str) -> None:
    """Refuse a sheet of several tables: titles and blank rows again and again."""
    cells = {k: sum(1 for cell in rows[k] if text_of(cell)) for k in filled}
    widest = max(cells.values())
    start = next(k for k in filled if cells[k] * 2 >= widest)
    titles = [k + 1 for k in filled if k > start and cells[k] == 1 and text_of(rows[k][0])]
    blank = [k + 1 for k in range(start, filled[-1]) if k not in cells]
    if widest > 2 and len(titles) > 1 and len(blank) > 1:
        raise DataError(
            f"{name} holds several tables one under another (titles in rows "
            f"{first_few(titles)}, blank rows {first_few(blank)}); expected one row per "
            f"{row}, so pass the sheet of the data or save one table a file"
        )
