"""Excel workbooks, read by openpyxl: the one sheet that holds data."""

from pathlib import Path
from typing import Any

from ...errors import DataError
from ...figures.printed_cells import text_of
from ...figures.problems import close_name, first_few, reason_of
from ..codebook.variables import FileContent, Wanted
from ..grids.grid import Grid, content_of_grid
from .extra import library


def read_workbook(path: Path, wanted: Wanted) -> FileContent:
    """Read a sheet; `sheet` and `header_rows` of `wanted` apply."""
    openpyxl = library("openpyxl", path.suffix.lower())
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = {sheet.title: _rows(sheet) for sheet in _data_sheets(book, path, wanted.sheet)}
        book.close()
    except DataError:
        raise
    except Exception as error:
        raise DataError(
            f"{path.name} cannot be read ({reason_of(error)}); it is damaged or not a "
            "workbook, so save it again as .xlsx"
        ) from None
    title, rows = _only(sheets, path.name)
    filled = [k for k, row in enumerate(rows) if any(text_of(cell) for cell in row)]
    name = f"{path.name}, sheet {title!r}"
    if not filled:
        raise DataError(f"{name} is empty; expected a header row and one row per respondent")
    _refuse_stacked(rows, filled, name)
    grid = Grid(name, [rows[k] for k in filled], [k + 1 for k in filled], "row")
    return content_of_grid(grid, wanted, [])


def _data_sheets(book: Any, path: Path, wanted: str | None) -> list[Any]:
    """Return the sheet asked for, or all that can be seen."""
    if wanted is None:
        return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    titles = [sheet.title for sheet in book.worksheets]
    if wanted not in titles:
        raise DataError(
            f"{path.name} has no sheet {wanted!r}{close_name(wanted, titles)}; "
            f"it has {first_few(titles, 10)}"
        )
    return [book[wanted]]


def _rows(sheet: Any) -> list[list[Any]]:
    """Return the cells of a sheet; the size it states may be wrong, so it is not asked."""
    sheet.reset_dimensions()
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    width = max((k + 1 for row in rows for k, cell in enumerate(row) if text_of(cell)), default=0)
    return [[*row[:width], *[None] * (width - len(row))] for row in rows]


def _only(sheets: dict[str, list[list[Any]]], name: str) -> tuple[str, list[list[Any]]]:
    """Return the one sheet that holds anything."""
    filled = {title: rows for title, rows in sheets.items() if rows} or sheets
    if len(filled) > 1:
        raise DataError(
            f"{name} has {len(filled)} sheets with data: {first_few(list(filled), 10)}; "
            f"choose one, such as sheet={next(iter(filled))!r}"
        )
    if not filled:
        raise DataError(f"{name} has no sheet with data; expected one with a row per respondent")
    return next(iter(filled.items()))


def _refuse_stacked(rows: list[list[Any]], filled: list[int], name: str) -> None:
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
            "respondent, so pass the sheet of the data or save one table a file"
        )
