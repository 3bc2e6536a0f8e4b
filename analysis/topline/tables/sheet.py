"""Printed tables on a sheet: merged heads, frozen panes, number formats, notes below."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Any

from ..shown import one_line
from .model import Cell, Column, PrintedTable

FONT = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter"}
TITLE = {"bold": True, "font_size": 14}
MUTED = {"font_color": "#595959"}
HEAD = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
BASE = {"italic": True, "font_color": "#595959"}

_LABEL_WIDTHS = (12, 46)
_CELL_WIDTHS = (9, 30)
_LETTERS_WIDTHS = (6, 16)
"""Widths of columns in digits: of labels, cells and letters, at least and at most."""

_LONGEST = 32_767 // 2
"""Characters of a cell at most: Excel counts 32,767 units, and some signs take two."""

_SCALE, _PAGE = 73, 1000
"""Percent at which type on paper has 8 points, and pixels of a page on its side, in wide type."""

_LINE = 15
"""Height of a line in points."""

_FIRST, _BETWEEN = 3, 2
"""Rows above the heads of columns, and empty ones between tables of one sheet."""


@dataclass(frozen=True)
class Place:
    """Where a column stands on the sheet: its own, and whether its letters stand in the next."""

    column: Column
    at: int

    @property
    def last(self) -> int:
        """The last column of the sheet that it takes."""
        return self.at + bool(self.column.letter or self.column.signed)

    def width(self, widths: dict[int, float]) -> float:
        """Return how wide it is with its letters."""
        return sum(widths[at] for at in range(self.at, self.last + 1))


class Pen:
    """Writes on one worksheet with the formats of its workbook, every word as a word."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.sheet = sheet
        self._add = book.add_format
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, look: dict[str, Any]) -> Any:
        """Return the workbook's format of a look, made once."""
        key = tuple(look.items())
        if key not in self._formats:
            self._formats[key] = self._add({**FONT, **look})
        return self._formats[key]

    def write(self, row: int, at: int, cell: Cell | str, look: dict[str, Any]) -> None:
        """Write a number with its format, or words as they are."""
        if isinstance(cell, Cell) and cell.value is not None:
            form = self.format({**look, "num_format": cell.form})
            self.sheet.write_number(row, at, cell.value, form)
        else:
            words = cell.text if isinstance(cell, Cell) else cell
            self.sheet.write_string(row, at, _fitting(words), self.format(look))

    def link(self, row: int, at: int, sheet: str, words: str, to: int = 0) -> None:
        """Write words that lead to a row of another sheet."""
        quoted = sheet.replace("'", "''")
        look = self.format({"font_color": "#0563c1", "underline": 1})
        self.sheet.write_url(row, at, f"internal:'{quoted}'!A{to + 1}", look, words)

    def across(self, row: int, at: tuple[int, int], words: str, look: dict[str, Any]) -> None:
        """Write words over some columns, merged where there are several."""
        if at[0] == at[1]:
            self.write(row, at[0], words, look)
            return
        form = self.format(look)
        self.sheet.merge_range(row, at[0], row, at[1], "", form)
        self.sheet.write_string(row, at[0], _fitting(words), form)

    def high(self, row: int, words: list[tuple[str, float]]) -> None:
        """Make a row as high as the most lines that words take in columns of these widths."""
        lines = max(len(wrap(one_line(text), int(width) - 1)) for text, width in words)
        self.sheet.set_row(row, _LINE * max(lines, 1))


def write_sheet(pen: Pen, table: PrintedTable) -> int:
    """Write a table that has a sheet of its own: its heads stay in sight, its rows are filtered.

    The column of its notes is returned.
    """
    widths = _widths(table, _places(table))
    breaks = _page_breaks(widths, [table])
    _set_widths(pen, widths, breaks, len(table.stubs))
    _write_table(pen, table, 0, widths, breaks)
    first = _FIRST + table.grouped
    if table.rows:
        pen.sheet.autofilter(first, 0, first + len(table.rows), max(widths))
    pen.sheet.freeze_panes(first + 1, len(table.stubs))
    pen.sheet.repeat_rows(first - table.grouped, first)
    return len(table.stubs) if breaks else 0


def stack_tops(tables: Sequence[PrintedTable]) -> list[int]:
    """Return the row that each table begins in, where they stand one under another."""
    high = [_FIRST + table.grouped + len(table.rows) + 2 + len(table.notes) for table in tables]
    return [sum(high[:at]) + at * _BETWEEN for at in range(len(tables))]


def table_range(table: PrintedTable, top: int) -> tuple[int, int, int]:
    """Return the row of a table's heads, its last row and its last column, where it begins here."""
    first, places = top + _FIRST + table.grouped, _places(table)
    return first, first + len(table.rows), places[-1].last if places else len(table.stubs) - 1


def write_stack(pen: Pen, tables: Sequence[PrintedTable]) -> int:
    """Write tables one under another, none broken over a page; return the column of notes."""
    widths: dict[int, float] = {}
    for table in tables:
        for at, width in _widths(table, _places(table)).items():
            widths[at] = max(widths.get(at, 0.0), width)
    breaks = _page_breaks(widths, tables)
    _set_widths(pen, widths, breaks, min(len(table.stubs) for table in tables))
    tops = stack_tops(tables)
    for top, table in zip(tops, tables, strict=True):
        _write_table(pen, table, top, widths, breaks)
    # labels stay in sight; heads are those of each table
    pen.sheet.freeze_panes(0, min(len(table.stubs) for table in tables))
    pen.sheet.set_h_pagebreaks(tops[1:])
    return len(tables[0].stubs) if breaks else 0


def _set_widths(pen: Pen, widths: dict[int, float], breaks: list[int], stubs: int) -> None:
    """Set columns and pages, on each of which the columns of labels stand."""
    for at, width in widths.items():
        pen.sheet.set_column(at, at, width)
    pen.sheet.set_landscape()
    if breaks:
        pen.sheet.set_print_scale(_SCALE)
        pen.sheet.set_v_pagebreaks(breaks)
        pen.sheet.repeat_columns(0, stubs - 1)
    else:
        pen.sheet.fit_to_pages(1, 0)


def _page_breaks(widths: dict[int, float], tables: Sequence[PrintedTable]) -> list[int]:
    """Return the columns that begin a page of paper: none where all have room in readable type.

    Columns of a group stand together where a page has room for them.
    """
    pixels = {at: 7 * width + 5 for at, width in widths.items()}
    every = [_places(table) for table in tables]
    room = _PAGE - sum(pixels[at] for at in range(min(len(table.stubs) for table in tables)))
    breaks: list[int] = []
    used = 0.0
    longest = max(map(len, every))
    widest = next(places for places in every if len(places) == longest)
    for _, run in groupby(widest, lambda place: place.column.group or place.at):
        group = [
            (place.at, sum(pixels[at] for at in range(place.at, place.last + 1))) for place in run
        ]
        whole = sum(wide for _, wide in group)
        for at, wide in group:
            begins = at == group[0][0] and whole <= room
            # numbers and their letters stand on one page, in every table of a stack
            apart = any(one.at < at <= one.last for places in every for one in places)
            if used and used + (whole if begins else wide) > room and not apart:
                breaks.append(at)
                used = 0.0
            used += wide
    return breaks


def _places(table: PrintedTable) -> list[Place]:
    """Return where the columns of a table stand, behind its labels."""
    places: list[Place] = []
    for column in table.columns:
        places.append(Place(column, places[-1].last + 1 if places else len(table.stubs)))
    return places


def _write_table(
    pen: Pen, table: PrintedTable, top: int, widths: dict[int, float], breaks: list[int]
) -> None:
    """Write a table from a row on: title, heads, rows and notes; `breaks` begin a page."""
    pen.write(top, 0, table.title, TITLE)
    pen.write(top + 1, 0, table.subtitle, MUTED)
    places, (first, _, last) = _places(table), table_range(table, top)
    for at, stub in enumerate(table.stubs):
        pen.write(first, at, stub, HEAD)
    for place in places:
        head = {**HEAD, **_alignment(place.column)}
        pen.across(first, (place.at, place.last), place.column.words, head)
    start = 0
    for name, size in table.groups:
        over = {**HEAD, "align": "center"}
        # each page says what its columns stand under
        own = groupby(places[start : start + size], lambda place: bisect(breaks, place.at))
        for columns in [list(part) for _, part in own] if name else ():
            pen.across(first - 1, (columns[0].at, columns[-1].last), name, over)
        start += size
    pen.high(first, [(place.column.words, place.width(widths)) for place in places])
    before = False
    for row, line in enumerate(table.rows, first + 1):
        look = {**({"top": 1} if line.base != before else {}), **(BASE if line.base else {})}
        for at, label in enumerate(line.labels):
            pen.write(row, at, label, {**look, "text_wrap": True})
        for place, cell in zip(places, line.cells, strict=True):
            pen.write(row, place.at, cell, {**look, **_alignment(place.column)})
            if place.last > place.at:
                letters = {**look, "align": "left", "text_wrap": True}
                pen.write(row, place.last, cell.letters, letters)
        beside = zip(places, line.cells, strict=True)
        signs = [(one.letters, widths[place.last]) for place, one in beside if one.letters]
        pen.high(row, [*((label, widths[at]) for at, label in enumerate(line.labels)), *signs])
        before = line.base
    # labels, which stand on every page, have no notes below them where there are several
    left, last = (len(table.stubs), max(breaks[0] - 1, len(table.stubs))) if breaks else (0, last)
    for row, note in enumerate(table.notes, first + len(table.rows) + 2):
        pen.across(row, (left, last), note, {**MUTED, "text_wrap": True})
        pen.high(row, [(note, sum(widths[at] for at in range(left, last + 1)))])


def _fitting(words: str) -> str:
    """Return words in one line, cut where a cell ends: a longer text would be left out whole."""
    line = one_line(words)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _alignment(column: Column) -> dict[str, Any]:
    return {"align": "right"} if column.numeric else {"align": "left", "indent": 1}


def _widths(table: PrintedTable, places: list[Place]) -> dict[int, float]:
    """Return columns as wide as their words, within reason."""
    found = {}
    for at, stub in enumerate(table.stubs):
        found[at] = _width([stub, *(row.labels[at] for row in table.rows)], _LABEL_WIDTHS)
    for i, place in enumerate(places):
        words = [*place.column.words.split(), *(row.cells[i].text for row in table.rows)]
        found[place.at] = _width(words, _CELL_WIDTHS)
        if place.last > place.at:
            letters = max((len(row.cells[i].letters) for row in table.rows), default=0)
            found[place.last] = float(min(max(_LETTERS_WIDTHS[0], letters + 1), _LETTERS_WIDTHS[1]))
    return found


def _width(words: list[str], limits: tuple[int, int]) -> float:
    return float(min(max(limits[0], *(len(one_line(word)) + 2 for word in words)), limits[1]))
