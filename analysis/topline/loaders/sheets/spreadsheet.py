"""Spreadsheets of old Excel (.xls) and OpenDocument (.ods), read by calamine."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse

from ...errors import DataError
from ...figures.problems import reason_of
from ..codebook.limit import Limit
from ..codebook.variables import Wanted
from ..files.extra import library
from ..files.file import File
from ..grids.grid import Grid
from .beside import Beside, Merged
from .biff import beside_of
from .workbook import filled_part, grid_of_sheets, refuse_unknown_sheet

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

_WAYS = ("rows", "columns")

_MOMENTS: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}
"""Marks of the other process, and what they stand for."""

_CHILD = Path(__file__).with_name("calamine_child.py")

_SECONDS, _BYTES_A_SECOND = 10, 200_000
"""How long the other process may take: some time, and more for each part of the file."""

_MEMORY = 2 * 10**9
"""Bytes of memory that it may take beside the limit: addresses, few of which it uses."""

_PASSWORD = "EncryptedPackage".encode("utf-16-le")
"""What a workbook with a password holds, whatever its name says."""


def read_spreadsheet(file: File, wanted: Wanted) -> Grid:
    """Read the cells of a sheet; `sheet` and `limit` of `wanted` apply.

    New Excel workbooks are not read by calamine: it takes memory for all cells between the first
    and the last, however few there are, and does not tell how a number is shown.
    """
    library("python_calamine", file.suffix)
    try:
        beside = _check_size(file, wanted.limit)
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(_damaged(file.name, reason_of(error))) from None
    found = _read_apart(file, wanted)
    wanted.limit.check_sheets(len(found["names"]), file.name)
    if "too_large" in found:
        name, rows, columns = found["too_large"]
        wanted.limit.check_cells(rows, columns, f"{file.name}, sheet {name!r}")
    refuse_unknown_sheet(wanted.sheet, found["names"], file.name)
    sheets = {}
    for name, cells in found["sheets"].items():
        filled = {number: filled_part(row) for number, row in enumerate(cells, start=1)}
        sheets[name] = {number: row for number, row in filled.items() if row}
    for name, own in found["merged"].items():
        ranges = (
            (top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in own
        )
        told = beside.get(name, Beside())
        beside[name] = replace(told, merged=told.merged or [Merged(*one) for one in ranges])
    return grid_of_sheets(sheets, file.name, wanted, lambda name: beside.get(name, Beside()))


def _read_apart(file: File, wanted: Wanted) -> Any:
    """Read in a process of its own, which a damaged file may end, with limits."""
    limit = wanted.limit
    told = [
        wanted.sheet or "",
        limit.cells,
        max(1, limit.bytes // 10**6),
        _MEMORY + 4 * limit.bytes,
    ]
    with file.open() as opened:
        content = opened.read()
    command = [sys.executable or "python", "-P", str(_CHILD), *map(str, told)]
    seconds = _SECONDS + len(content) // _BYTES_A_SECOND
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=seconds,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DataError(_damaged(file.name, f"not within {seconds} seconds")) from None
    except OSError as error:
        raise DataError(
            f"{file.name} cannot be read, since no process can be started ({reason_of(error)}); "
            "save it as .xlsx"
        ) from None
    if done.returncode:
        raise DataError(_damaged(file.name, "its reader stopped"))
    return json.loads(done.stdout, object_hook=_moment)


def _damaged(name: str, reason: str) -> str:
    return (
        f"{name} cannot be read ({reason}); it is damaged or not a spreadsheet, so save it again "
        "as .xlsx"
    )


def _moment(held: dict[str, Any]) -> Any:
    """Return the time that a mark of the other process stands for; other objects as they are."""
    if len(held) == 1:
        ((kind, value),) = held.items()
        if kind == "seconds" and isinstance(value, (int, float)):
            return timedelta(seconds=value)
        if kind in _MOMENTS and isinstance(value, str):
            return _MOMENTS[kind](value)
    return held


def _check_size(file: File, limit: Limit) -> dict[str, Beside]:
    """Refuse what is too large once unpacked, or has a password.

    Returns
    -------
    dict of str to Beside
        What sheets say beside their cells, which calamine does not tell.
    """
    limit.check_bytes(file.size(), file.name)
    with file.open() as opened:
        packed = opened.read(4) == b"PK\x03\x04"
        opened.seek(0)
        raw = b"" if packed else opened.read()
    if _PASSWORD in raw:
        raise DataError(f"{file.name} is a workbook with a password; save it as .xlsx without one")
    if not packed:
        return {
            name: Beside(
                hidden=hidden, formulas=len(places), open_formulas=[_place(*one) for one in places]
            )
            for name, (hidden, places) in beside_of(raw).items()
        }
    found = {}
    with file.open() as opened, zipfile.ZipFile(opened) as archive:
        limit.check_bytes(sum(part.file_size for part in archive.infolist()), file.name)
        with archive.open("content.xml") as content:
            # the sheets of a file share the limit of cells
            cells = 0
            for name, rows, columns, beside in _extents(content, limit, file.name):
                limit.check_cells(rows, columns, file.name)
                cells += rows * columns
                if cells > limit.cells:
                    limit.refuse_more_cells(file.name)
                found[name] = beside
    return found


def _place(row: int, column: int) -> str:
    """Return what a spreadsheet calls a cell."""
    from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

    return str(xl_rowcol_to_cell(row, column))


def _extents(content: Any, limit: Limit, name: str) -> Iterator[tuple[str, int, int, Beside]]:
    """Go through the sheets of an OpenDocument file: how far their content reaches, and more.

    One element may stand for any number of rows or cells, or of spaces, which are counted as bytes.
    """
    spaces = hidden = 0
    row = last_row = column = last_column = here = 0
    merged: list[Merged] = []
    formulas: list[str | None] = []
    for event, part in iterparse(content, ("start", "end")):
        if event == "start":
            if part.tag == f"{_TABLE}table":
                row = last_row = last_column = hidden = 0
                merged, formulas = [], []
            elif part.tag == f"{_TABLE}table-row":
                column = here = 0
        elif part.tag == f"{_TEXT}s":
            spaces += int(part.get(f"{_TEXT}c", 1))
            limit.check_bytes(spaces, name)
        elif part.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            down, across = (int(part.get(f"{_TABLE}number-{way}-spanned", 1)) for way in _WAYS)
            if down > 1 or across > 1:
                merged.append(Merged(row + 1, column + 1, row + down, column + across))
            if part.get(f"{_TABLE}formula"):
                known = part.get(f"{_OFFICE}value-type")
                formulas.append(None if known else _place(row, column))
            column += int(part.get(f"{_TABLE}number-columns-repeated", 1))
            if part.get(f"{_OFFICE}value-type") or len(part):
                here = column
            part.clear()
        elif part.tag == f"{_TABLE}table-row":
            alike = int(part.get(f"{_TABLE}number-rows-repeated", 1))
            row += alike
            if here:
                last_row, last_column = row, max(last_column, here)
                hidden += alike * (part.get(f"{_TABLE}visibility", "visible") != "visible")
            part.clear()
        elif part.tag == f"{_TABLE}table":
            unknown = [place for place in formulas if place]
            beside = Beside(merged, hidden, len(formulas), 0, unknown)
            yield part.get(f"{_TABLE}name", ""), last_row, last_column, beside
