"""Excel workbooks, read by openpyxl: the one sheet that holds data."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from ...errors import DataError
from ...figures.printed_cells import text_of
from ...figures.problems import close_name, reason_of
from ...language.amounts import first_few
from ...language.message import Message
from ..codebook.limit import Limit
from ..codebook.variables import Wanted
from ..files.extra import library
from ..files.file import File
from ..grids.grid import Grid
from .beside import Beside, beside_cells, with_merged
from .texts import check_texts

_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\[[^]]*\]')
"""Parts of a number format that are words, spaces or colours: a % among them scales nothing."""

_LONGEST_FORMAT = 255

_NAMED = 2
"""Names of columns that make a row of a sheet its header."""

_TITLES = 10
"""Rows that may stand above the names."""

_MOST_ROWS = 1_048_576
"""Rows of the largest sheet there is."""

_CELL_PARTS = ("xl/worksheets/", "xl/sharedStrings")
"""Parts of a workbook that hold its cells; others are read as a whole."""

_SHEET = re.compile(rb"<(?:\w{1,40}:)?sheet\s")
"""The name of a sheet in the list of them."""


Rows = dict[int, list[Any]]
"""Rows that hold anything, by their number in the sheet."""


def read_workbook(file: File, wanted: Wanted) -> Grid:
    """Read the cells of a sheet; `sheet` and `limit` of `wanted` apply."""
    openpyxl = library("openpyxl", file.suffix)
    try:
        with file.open() as opened, zipfile.ZipFile(opened) as archive:
            check_archive(archive, wanted.limit, file.name)
        with file.open() as opened:
            book = openpyxl.load_workbook(opened, read_only=True, data_only=True)
            every, asked = book.worksheets, wanted.sheet
            refuse_unknown_sheet(asked, [sheet.title for sheet in every], file.name)
            # the one asked for, or all that can be seen
            chosen = (
                [sheet for sheet in every if sheet.sheet_state == "visible"]
                if asked is None
                else [book[asked]]
            )
            sheets = _read_sheets(chosen, file.name, wanted)
            book.close()
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or not a "
            "workbook, so save it again as .xlsx"
        ) from None
    return grid_of_sheets(sheets, file.name, wanted, partial(beside_cells, file))


def check_archive(archive: zipfile.ZipFile, limit: Limit, name: str) -> None:
    """Refuse a workbook that holds too much once unpacked, before anything of it is read.

    Raises
    ------
    DataError
    """
    parts = archive.infolist()
    # no more than its stated size is ever unpacked of a part
    limit.check_bytes(sum(part.file_size for part in parts), name)
    frame = [part for part in parts if not part.filename.startswith(_CELL_PARTS)]
    described = (part for part in frame if part.filename.endswith((".xml", ".rels")))
    limit.check_frame(sum(part.file_size for part in described), name)
    # Every sheet takes its time, and many may be one part.
    limit.check_sheets(len(_SHEET.findall(archive.read("xl/workbook.xml"))), name)
    check_texts(archive, limit, name)


def check_row(number: int, name: str, sheet: str) -> None:
    """Refuse a row that no sheet has: up to it, every row that the file leaves out would be made.

    Raises
    ------
    DataError
    """
    if number > _MOST_ROWS:
        raise DataError(
            f"{name}, sheet {sheet!r} has a row beyond {_MOST_ROWS:,}, the last of a sheet; it is "
            "damaged, so save it again as .xlsx"
        )


def grid_of_sheets(
    sheets: dict[str, Rows], file: str, wanted: Wanted, beside: Callable[[str], Beside]
) -> Grid:
    """Return the cells of the one sheet that holds the data.

    Parameters
    ----------
    sheets : dict of str to Rows
    file : str
    wanted : Wanted
    beside : callable
        What a sheet says beside its cells, by its name; not asked for what is shown as printed.
    """
    title, rows = _sheet_with_data(sheets, file, wanted)
    name = f"{file}, sheet {title!r}"
    if not rows:
        raise DataError(f"{name} is empty; expected a header row and one row per {wanted.row}")
    notes: list[str] = []
    if not wanted.as_printed:
        told = beside(title)
        notes = told.notes(name)
        if done := with_merged(rows, told.merged):
            notes.append(
                Message(
                    "{name}: {n} cell merged over several rows, such as {place}, counts in each",
                    "{name}: {n} cells merged over several rows, such as {place}, count in each",
                    name=name,
                    n=len(done),
                    place=done[0],
                )
            )
    # titles and blank rows again and again are those of several tables
    cells = {k: sum(1 for cell in rows[k] if text_of(cell)) for k in rows}
    widest = max(cells.values())
    start = next(k for k in rows if cells[k] * 2 >= widest)
    titles = [k for k in rows if k > start and cells[k] == 1 and text_of(rows[k][0])]
    blank = [k for k in range(start, max(rows)) if k not in cells]
    if widest > 2 and len(titles) > 1 and len(blank) > 1:
        raise DataError(
            f"{name} holds several tables one under another (titles in rows "
            f"{first_few(titles)}, blank rows {first_few(blank)}); expected one row per "
            f"{wanted.row}, so pass the sheet of the data or save one table a file"
        )
    width = max(map(len, rows.values()))
    # A stray cell far off makes every row as wide as it stands.
    wanted.limit.check_cells(len(rows), width, name)
    padded = [[*row, *[None] * (width - len(row))] for row in rows.values()]
    return Grid(name, padded, list(rows), "row", notes=tuple(notes))


def _read_sheets(sheets: list[Any], file: str, wanted: Wanted) -> dict[str, Rows]:
    """Return the rows of some sheets that hold anything; all of them share the limit of cells.

    The size that a sheet states may be wrong, so it is not asked.
    """
    found: dict[str, Rows] = {}
    cells = signs = 0
    for sheet in sheets:
        rows = found.setdefault(sheet.title, {})
        sheet.reset_dimensions()
        for number, cells_of_row in enumerate(
            sheet.iter_rows(values_only=not wanted.as_printed), start=1
        ):
            cells += len(cells_of_row)
            if cells > wanted.limit.cells:
                wanted.limit.refuse_more_cells(f"{file}, sheet {sheet.title!r}")
            check_row(number, file, sheet.title)
            row = [printed_cell(c) for c in cells_of_row] if wanted.as_printed else cells_of_row
            if filled := filled_part(row):
                rows[number] = filled
                # one long text may stand in every cell
                signs += sum(len(cell) for cell in filled if isinstance(cell, str))
                if signs > wanted.limit.bytes:
                    wanted.limit.refuse_more_bytes(f"{file}, sheet {sheet.title!r}")
    return found


def filled_part(row: Sequence[Any]) -> list[Any]:
    """Return the cells of a row up to the last one that holds anything."""
    width = max((k + 1 for k, cell in enumerate(row) if text_of(cell)), default=0)
    return list(row[:width])


def _sheet_with_data(sheets: dict[str, Rows], file: str, wanted: Wanted) -> tuple[str, Rows]:
    """Return the one sheet that holds the data, that with the known names where there are some."""
    with_data = {title: rows for title, rows in sheets.items() if rows} or sheets
    if len(with_data) > 1 and wanted.known:
        most = {
            title: max(
                (
                    wanted.known([text_of(cell) for cell in row])
                    for number, row in rows.items()
                    if number <= _TITLES
                ),
                default=0,
            )
            for title, rows in with_data.items()
        }
        named = {title: with_data[title] for title in most if most[title] >= _NAMED}
        with_data = named or with_data
    if len(with_data) > 1:
        # words in one column, such as a page that tells of the data, are no table
        tables = {
            title: rows
            for title, rows in with_data.items()
            if any(sum(1 for cell in row if text_of(cell)) > 1 for row in rows.values())
        }
        with_data = tables or with_data
    if len(with_data) > 1:
        largest = max(with_data, key=lambda title: sum(map(len, with_data[title].values())))
        raise DataError(
            f"{file} has {len(with_data)} sheets with data: {first_few(list(with_data), 10)}; "
            f"choose one, such as sheet={largest!r}"
        )
    if not with_data:
        raise DataError(f"{file} has no sheet with data; expected one with a row per {wanted.row}")
    return next(iter(with_data.items()))


def refuse_unknown_sheet(wanted: str | None, titles: list[str], name: str) -> None:
    """Refuse a sheet that is asked for and not there.

    Raises
    ------
    DataError
    """
    if wanted is not None and wanted not in titles:
        raise DataError(
            f"{name} has no sheet {wanted!r}{close_name(wanted, titles)}; "
            f"it has {first_few(titles, 10)}"
        )


def printed_cell(cell: Any) -> Any:
    """Return what a cell shows where that is more than its value: percents, and days.

    A percent keeps every digit it has, and those its format adds: 0.634 shown as "63%" is "63.4%",
    0.63 shown as "63.0%" is that.
    """
    value = cell.value
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != datetime.min.time() else str(value.date())
    # what the format shows of a number above zero, and at most as long as Excel's
    shown = _NOT_SHOWN.sub("", (cell.number_format or "")[:_LONGEST_FORMAT]).split(";")[0]
    if "%" not in shown or isinstance(value, bool) or not isinstance(value, (int, float)):
        return value
    percent = text_of(float(value) * 100)
    digits = max(len(part.partition(".")[2]) for part in (percent, re.sub(r"[^0#?.]", "", shown)))
    return f"{float(percent):.{digits}f}%"
