"""Cells of a table on a sheet that people have edited, found by the words of rows and heads."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from ..office.marks import without_letter
from ..shown import one_line
from ..tables.model import PrintedTable
from ..values import Value

_SIGNS = set("′″+▲▼△▽ ")
"""What stands in a column of letters beside these."""


@dataclass(frozen=True, eq=False)
class Range(Value):
    """Cells of a sheet: the first and the last column and row of a table, counted from 1."""

    sheet: Any
    left: int
    top: int
    right: int
    bottom: int


def words_of(labels: Any) -> tuple[str, ...]:
    """Return labels as cells hold them."""
    return tuple(one_line(str(label or "")) for label in labels)


def refresh(place: Range, table: PrintedTable) -> tuple[str, list[str]]:
    """Write numbers of a table where its rows and heads are; else say what is not there.

    Columns whose letters have no place, as people deleted them, are returned, too.
    """
    sheet = place.sheet
    rows: dict[tuple[str, ...], int] = {}
    for at in range(place.top + 1, place.bottom + 1):
        stubs = range(place.left, place.left + len(table.stubs))
        labels = words_of(sheet.cell(at, stub).value for stub in stubs)
        # people's own rows, which have no label, are none
        if any(labels):
            rows.setdefault(labels, at)
    heads = dict(heads_there(place, table))
    stays = "so the older table stays and the new one has a sheet of its own"
    wanted = {words_of(row.labels) for row in table.rows}
    asked = {(column.group, column.head) for column in table.columns}
    if len(wanted) < len(table.rows) or len(asked) < len(table.columns):
        return f"rows or columns of the same words, {stays}", []
    lacking = [
        *(" · ".join(row.labels) for row in table.rows if words_of(row.labels) not in rows),
        *(one.words for one in table.columns if (one.group, one.head) not in heads),
    ]
    if lacking or len(rows) > len(table.rows) or len(heads) > len(table.columns):
        named = ", ".join(map(repr, lacking))
        what = f"no place for {named}" if lacking else "rows or columns that are no more"
        return f"{what}, {stays}", []
    signs = _SIGNS.union(*(f"{one.letter}{one.letter.lower()}" for one in table.columns))
    found = {one: heads[one.group, one.head] for one in table.columns}
    near = {one: letters_place(place, at, [*rows.values()], signs) for one, at in found.items()}
    for row in table.rows:
        at = rows[words_of(row.labels)]
        for column, cell in zip(table.columns, row.cells, strict=True):
            there = sheet.cell(at, found[column])
            if cell.value is None:
                write_words(there, cell.text)
            elif there.data_type != "f":  # what people compute stays
                there.value, there.number_format = float(cell.value), cell.form
            if (letters := near[column]) is not None:
                # where nothing is tested any more, no letter stays
                write_words(sheet.cell(at, letters), cell.letters)
    for column, at in found.items():
        write_words(sheet.cell(place.top, at), column.words)
    return "", [one.words for one in found if (one.letter or one.signed) and near[one] is None]


def letters_place(place: Range, at: int, rows: list[int], signs: set[str]) -> int | None:
    """Return the column of the letters beside that of numbers; None where it is no more.

    A head stands over both, and over columns that people put between them. Where they parted its
    cells, the next column is that of the letters if it has no head, and nothing but letters.
    """
    for merged in place.sheet.merged_cells.ranges:
        if merged.min_row <= place.top <= merged.max_row and merged.min_col == at:
            return int(merged.max_col) if merged.max_col > at else None
    cells = (place.sheet.cell(row, at + 1).value or "" for row in rows)
    if at == place.right or place.sheet.cell(place.top, at + 1).value:
        return None
    return at + 1 if all(signs.issuperset(str(words)) for words in cells) else None


def heads_there(place: Range, table: PrintedTable) -> Iterator[tuple[tuple[str, str], int]]:
    """Go through the columns that are there: the head's group and words, and its place."""
    known = {(column.group, column.head) for column in table.columns}
    group = ""
    for at in range(place.left + len(table.stubs), place.right + 1):
        over = place.sheet.cell(place.top - 1, at).value if table.grouped else None
        group = str(over) if over else group
        words = str(place.sheet.cell(place.top, at).value or "")
        if not words:
            continue
        # another wave may give a column another letter
        head = without_letter(words)
        ours = next((k for k in ((group, head), ("", head), (group, words)) if k in known), None)
        yield ours or (group, head), at


def write_words(cell: Any, words: str) -> None:
    """Write words that are no formula, whatever they begin with."""
    if cell.data_type == "f":
        return
    cell.value = one_line(words) or None
    if words:
        cell.data_type = "s"


def copy_sheet(source: Any, target: Any) -> None:
    """Copy cells, looks and sizes of a sheet to one of another workbook."""
    for row in source.iter_rows():
        for cell in row:
            new = target.cell(cell.row, cell.column)
            if isinstance(cell.value, str):
                write_words(new, cell.value)
            else:
                new.value = cell.value
            for look in ("font", "alignment", "border", "fill"):
                setattr(new, look, copy(getattr(cell, look)))
            new.number_format = cell.number_format
            if cell.hyperlink is not None and cell.hyperlink.location:
                new.hyperlink = copy(cell.hyperlink)
    for letters, size in source.column_dimensions.items():
        target.column_dimensions[letters].width = size.width
    for row, size in source.row_dimensions.items():
        target.row_dimensions[row].height = size.height
    for merged in source.merged_cells.ranges:
        target.merge_cells(merged.coord)
    target.freeze_panes = source.freeze_panes
    target.auto_filter.ref = source.auto_filter.ref
    target.page_setup.orientation = source.page_setup.orientation
    target.page_setup.scale = source.page_setup.scale
    target.sheet_properties.pageSetUpPr = copy(source.sheet_properties.pageSetUpPr)
    target.page_setup.fitToHeight = source.page_setup.fitToHeight
    target.col_breaks = copy(source.col_breaks)
    target.print_title_rows, target.print_title_cols = (
        source.print_title_rows, source.print_title_cols
    )  # fmt: skip
