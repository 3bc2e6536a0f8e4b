"""Rows of cells → named columns: titles, header rows, blank names, rows that do not fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from ...errors import DataError
from ...figures.printed_cells import text_of
from ...figures.problems import SHOWN
from ...language.amounts import first_few
from ...language.message import Message
from ..codebook.variables import FileContent, Wanted
from .cell_types import untyped
from .content import Table, content_of_table, unique_names
from .edges import MOST_NOTES, is_note, words_of_notes
from .header import Header, find_header
from .label_rows import is_word, names_again

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
        """Return the rows that stand below a blank one."""
        return {k for k in range(1, len(self.lines)) if self.lines[k] > self.lines[k - 1] + 1}

    def after(self, rows: int) -> "Grid":
        """Return the grid without its first rows."""
        return self._part(slice(rows, None))

    def _part(self, which: slice) -> "Grid":
        return replace(self, rows=self.rows[which], lines=self.lines[which])

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

    def without_notes(self, width: int) -> tuple["Grid", list[str]]:
        """Return the grid without notes below its table, rows of fewer cells, and these notes."""
        end = len(self.rows)
        while end > 1 and len(self.rows) - end < MOST_NOTES:
            filled = [text for cell in self.rows[end - 1] if (text := text_of(cell))]
            short = len(self.rows[end - 1]) < width and len(filled) * 2 <= max(width, 2)
            apart = self.lines[end - 1] > self.lines[end - 2] + 1 and " " in filled[0]
            if not (short and (is_note(filled[0]) or apart)):
                break
            end -= 1
        below = [", ".join(filter(None, map(text_of, row))) for row in self.rows[end:]]
        return self._part(slice(end)), below

    def filled_columns(self, names: Sequence[str]) -> list[int]:
        """Return the columns with a name or content; spreadsheets leave others."""
        return [
            k for k, name in enumerate(names) if name or any(text_of(row[k]) for row in self.rows)
        ]


def _with_row_names(grid: Grid, header: Header) -> Header:
    """Name the first column where all rows have one cell more than there are names, none blank.

    R's write.table writes row names so.
    """
    width = len(header.names)
    rows = grid.rows[header.skipped :]
    if header.skipped != 1 or len(rows) < 2 or any(len(row) != width + 1 for row in rows):
        return header
    named = all(header.names) and all(text_of(row[0]) and text_of(row[-1]) for row in rows)
    if not named or len({text_of(row[0]) for row in rows}) < len(rows):
        return header
    told = "rows have one cell more than the header; the first, as R writes names of rows, has none"
    return replace(
        header,
        names=["", *header.names],
        labels=["", *header.labels],
        notes=[*header.notes, Message("{name}: {told}", name=grid.name, told=told)],
    )


def _refuse_tables_side_by_side(grid: Grid, names: Sequence[str]) -> None:
    """Refuse a sheet on which a table's names stand again right of a column that holds nothing."""
    for gap in (k for k in range(1, len(names)) if not names[k]):
        right = {*names[gap + 1 :]} - {""}
        again = {*names[:gap]} & right
        if not (len(again) > 1 or (again and again == right)):
            continue
        if not any(text_of(row[gap]) for row in grid.rows if gap < len(row)):
            raise DataError(
                f"{grid.name} holds several tables: {first_few(sorted(again))} stand again right "
                f"of column {gap + 1}, which is empty; put the one you want in a sheet or file of "
                "its own, or pass header_rows=1 if this is one table"
            )


_OTHER_END = 0.1
"""Part of the rows by which tables side by side end apart; that of one table end together."""


def _parted_columns(grid: Grid, names: Sequence[str]) -> Iterator[str]:
    """Say where an empty column without a name parts columns that may be of another table.

    Raises
    ------
    DataError
        When those right of it end elsewhere than those left of it, so that they are.
    """
    for gap in (k for k in range(2, len(names) - 2) if all(names[k - 2 : k]) and not names[k]):
        right = next((k for k in range(gap, len(names)) if names[k]), len(names))
        parts = len(names[right : right + 2]) == 2 and all(names[right : right + 2])
        if parts and not any(map(text_of, chain(*(row[gap:right] for row in grid.rows)))):
            left_end, right_end = (
                max((k for k, row in enumerate(grid.rows) if any(map(text_of, row[own]))))
                for own in (slice(gap), slice(right, None))
            )
            if abs(left_end - right_end) > max(2, _OTHER_END * len(grid.rows)):
                raise DataError(
                    f"{grid.name} holds several tables: those left and right of column {gap + 1}, "
                    f"which is empty, end in {grid.unit}s {grid.lines[left_end]} and "
                    f"{grid.lines[right_end]}; put the one you want in a sheet or file of its own, "
                    "or pass header_rows=1 if this is one table"
                )
            yield (
                Message(
                    "{name}: column {number} is empty; what stands right of it, from {names} on, "
                    "was read as of the same rows (if it is another table, put the one you want "
                    "in a sheet of its own)",
                    name=grid.name,
                    number=gap + 1,
                    names=repr(names[right]),
                )
            )


_FEWEST_ABOVE = 3
"""Numbers in a column above from which on a word below a blank row heads another."""


def _refuse_tables_below(grid: Grid, skipped: int) -> None:
    """Refuse a sheet on which words below a blank row head columns of numbers anew.

    Raises
    ------
    DataError
    """
    body = grid.after(skipped)
    gaps = sorted(body.gaps())
    rows = [[*map(text_of, row)] for row in body.rows] if gaps else []
    worded: set[int] = set()
    for gap in gaps:
        # a title may stand above the names
        k = next((at for at in range(gap, len(rows)) if sum(map(bool, rows[at])) > 1), gap)
        heads = {place: cell for place, cell in enumerate(rows[k]) if cell}
        below = k + 1 < len(rows) and sum(map(bool, rows[k + 1])) > 1
        if not below or len(heads) < 2 or len(set(heads.values())) < len(heads):
            continue
        if not all(map(is_word, heads.values())):
            continue
        for place in heads.keys() - worded:
            above = [row[place] for row in rows[:k] if place < len(row) and row[place]]
            if any(map(is_word, above)):
                worded.add(place)
            elif len(above) >= _FEWEST_ABOVE:
                named = first_few(list(heads.values()))
                raise DataError(
                    f"{grid.name} holds several tables: another begins below a blank row, in "
                    f"{grid.unit} {body.lines[k]} ({named}); put the one you want in a sheet or "
                    "file of its own, or pass header_rows=1 if this is one table"
                )


def content_of_grid(grid: Grid, wanted: Wanted) -> FileContent:
    """Name and type the columns of a grid.

    Parameters
    ----------
    grid : Grid
    wanted : Wanted
        `columns`, `header_rows`, `keep_codes` and `missing_words` apply.
    """
    if grid.unit == "row" and wanted.header_rows is None:
        places = names_again([[*map(text_of, row)] for row in grid.rows], grid.lines)
        if places:
            raise DataError(
                f"{grid.name} holds several tables: its names stand again in {first_few(places)}; "
                "put the one you want in a sheet or file of its own, or pass header_rows= if "
                "these are answers"
            )
    header = find_header(grid.rows, wanted.header_rows, grid.name, grid.gaps())
    parted: list[str] = []
    if grid.unit == "row" and wanted.header_rows is None:
        _refuse_tables_side_by_side(grid, header.names)
        parted = [*_parted_columns(grid, header.names)]
        _refuse_tables_below(grid, header.skipped)
    header = _with_row_names(grid, header)
    body, below = grid.after(header.skipped).without_notes(len(header.names))
    body = body.fitted(len(header.names))
    names = unique_names(header.names)
    cells = list(zip(*body.rows, strict=True)) or [()] * len(names)
    table = Table(
        name=grid.name,
        unit=grid.unit,
        header=header,
        names=names,
        columns=[untyped(name, column) for name, column in zip(names, cells, strict=True)],
        decimal_comma=grid.decimal_comma,
        notes=(*grid.notes, *parted, *words_of_notes(grid.name, below)),
    )
    return content_of_table(table, wanted)
