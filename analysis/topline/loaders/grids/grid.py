"""Rows of cells → named columns: titles, header rows, blank names, rows that do not fit."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ...errors import DataError
from ...figures.printed_cells import text_of
from ...figures.problems import SHOWN, close_name, first_few
from ..codebook.notes import Note
from ..codebook.variables import FileContent, Variable, Wanted
from .cell_types import column_of, decimal_marks
from .header import find_header
from .suspicions import suspicions

Row = list[Any]


@dataclass(frozen=True)
class Grid:
    """The cells of a text file or of a sheet.

    Attributes
    ----------
    name : str
        What messages call it.
    rows : list of list
        Rows that hold anything; a blank cell is "" or None.
    lines : list of int
        Where each row starts.
    unit : {"line", "row"}
        What `lines` counts.
    decimal_comma : bool
        Whether "1,234" is more likely a decimal than a thousands separator.
    notes : tuple of str
        What had to be decided to read it.
    """

    name: str
    rows: list[Row]
    lines: list[int]
    unit: str
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()

    def gaps(self) -> set[int]:
        """Return the rows of a sheet that stand below a blank one."""
        if self.unit == "line":
            return set()
        return {k for k in range(1, len(self.lines)) if self.lines[k] > self.lines[k - 1] + 1}

    def after(self, rows: int) -> "Grid":
        """Return the grid without its first rows."""
        return replace(self, rows=self.rows[rows:], lines=self.lines[rows:])

    def fitted(self, width: int) -> "Grid":
        """Return the grid with rows of the header's number of cells.

        Blank cells beyond it, as trailing separators leave, are taken off.

        Raises
        ------
        DataError
            When rows have more or fewer cells.
        """
        rows = []
        for row in self.rows:
            end = len(row)
            while end > width and text_of(row[end - 1]) == "":
                end -= 1
            rows.append(row[:end])
        wrong = [k for k, row in enumerate(rows) if len(row) != width]
        if wrong:
            cells = {k: f"{len(rows[k]):,} cell{'' if len(rows[k]) == 1 else 's'}" for k in wrong}
            told = [f"{self.unit} {self.lines[k]} has {cells[k]}" for k in wrong[:SHOWN]]
            more = f" and {len(wrong) - SHOWN:,} more {self.unit}s" if len(wrong) > SHOWN else ""
            raise DataError(
                f"{self.name}, {', '.join(told)}{more}, but the header has {width}; quote cells "
                "that contain the separator or a line break, and complete cut-off lines"
            )
        return replace(self, rows=rows)

    def filled_columns(self, names: Sequence[str]) -> list[int]:
        """Return the columns with a name or content; spreadsheets leave others."""
        return [
            k for k, name in enumerate(names) if name or any(text_of(row[k]) for row in self.rows)
        ]

    def with_columns(self, kept: Sequence[int]) -> "Grid":
        """Return the grid with some of its columns."""
        return replace(self, rows=[[row[k] for k in kept] for row in self.rows])


def content_of_grid(grid: Grid, wanted: Wanted) -> FileContent:
    """Name and type the columns of a grid.

    Parameters
    ----------
    grid : Grid
    wanted : Wanted
        `columns`, `header_rows` and `keep_codes` apply.
    """
    header = find_header(grid.rows, wanted.header_rows, grid.name, grid.gaps())
    body = grid.after(header.skipped).fitted(len(header.names))
    if len(body.rows) == 0:
        raise DataError(f"{grid.name} has no rows below its header; it needs one per respondent")
    kept = body.filled_columns(header.names)
    if len(kept) < len(header.names):
        body, header = body.with_columns(kept), header.with_columns(kept)
    names, renamed = _unique(header.names)
    columns = dict(zip(names, zip(*body.rows, strict=True), strict=True))
    for name in wanted.columns or ():
        if name not in names:
            raise DataError(f"{grid.name} has no variable {name!r}{close_name(name, names)}")
    labels = dict(zip(names, header.labels, strict=True))
    marks = decimal_marks(columns.values(), body.decimal_comma)
    frame: dict[str, pd.Series[Any]] = {}
    variables: list[Variable] = []
    remarks: dict[str, list[str]] = {}
    for name in wanted.columns or names:
        found = column_of(name, columns[name], marks, keep_codes=wanted.keep_codes)
        frame[name] = found.cells
        variables.append(replace(found.variable, label=labels[name]))
        for told in found.notes:
            remarks.setdefault(told, []).append(name)
    sets = header.sets(names, columns) if wanted.columns is None else {}
    notes = [*grid.notes, *header.notes, *renamed]
    notes += [Note(f"{first_few(names)}: {remark}", names) for remark, names in remarks.items()]
    notes += suspicions(columns, grid.unit, headers_counted=wanted.header_rows is not None)
    return FileContent(pd.DataFrame(frame), tuple(variables), sets, tuple(notes))


def _unique(given: list[str]) -> tuple[list[str], list[str]]:
    """Give blank and repeated names a number, and say so."""
    names: dict[str, None] = {}
    taken = set(given)
    counts: Counter[str] = Counter()
    for position, name in enumerate(given, start=1):
        stem = fresh = name or f"column_{position}"
        while fresh in names or (fresh != name and fresh in taken):
            # Counting goes on where the last of that name ended.
            counts[stem] += 1
            fresh = f"{stem}_{counts[stem] + 1}"
        names[fresh] = None
    changed = [new for old, new in zip(given, names, strict=True) if old and new != old]
    blank = [new for old, new in zip(given, names, strict=True) if not old]
    notes = [f"columns without a name are called {first_few(blank)}"] if blank else []
    return list(names), notes + (
        [f"repeated names are numbered: {first_few(changed)}"] * bool(changed)
    )
