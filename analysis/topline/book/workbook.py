"""New numbers in a workbook that people have edited.

Tables are found by hidden names of their cells, which programs keep where sheets are renamed and
rows inserted, and their cells by the words of rows and heads. A table whose rows and columns are
not all there stays as it is, and the new one stands on a sheet of its own.
"""

import re
import warnings
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from ..errors import DataError
from ..office.foreign import given_file
from ..office.libraries import library
from ..office.marks import BookChanges
from ..office.zipped import FIXED, with_fixed_times
from ..shown import one_line
from ..tables.book import Book, Sheet
from ..tables.excel import MARK, key_of, mark_of, quoted, sheet_names, workbook_bytes
from ..tables.model import PrintedTable
from ..values import Value

_CORE = "docProps/core.xml"

_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]*)")
_PROGRAM = re.compile(rb"<(?:Application|AppVersion)>([^<]*)")

_OURS = {b"Microsoft Excel", b"12.0000"}
"""The program that xlsxwriter says it is, which is older than any that people have."""

_SHAPES = re.compile(rb"<xdr:(sp|grpSp|cxnSp)\b")

_NOT_KEPT = {
    "charts/": "charts", "slicers/": "slicers", "threadedComments/": "comments with answers",
    "vbaProject.bin": "macros",
}  # fmt: skip
"""What openpyxl leaves out of what it saves, or changes, by the folder that a file has it in."""


def is_edited(old: bytes) -> bool:
    """Return whether a workbook was saved by another program since it was written."""
    try:
        with ZipFile(BytesIO(old)) as parts:
            found = _MODIFIED.search(parts.read(_CORE))
            ours = set(_PROGRAM.findall(parts.read("docProps/app.xml"))) >= _OURS
    except (BadZipFile, KeyError, OSError, ValueError):
        return True
    return found is None or found[1] != FIXED or not ours


def updated_workbook(book: Book, old: bytes) -> tuple[bytes, BookChanges]:
    """Return an older workbook with the numbers of a book, and what became of it.

    Raises
    ------
    ArgumentError, DataError
        When openpyxl is not installed, the file is no workbook, or has what would be lost.
    """
    openpyxl = library("openpyxl")
    with given_file(old, "a workbook (.xlsx)") as file:
        refuse_losses(old)
        with warnings.catch_warnings():
            # so it tells of what it leaves out
            warnings.simplefilter("error", UserWarning)
            try:
                there = openpyxl.load_workbook(file)
            except UserWarning as problem:
                raise lost(str(problem).rstrip(".")) from None
        told = Update(there, book).made()
        stream = BytesIO()
        there.save(stream)
    with ZipFile(BytesIO(old)) as parts:
        core = parts.read(_CORE) if _CORE in parts.namelist() else b""
    when = _MODIFIED.search(core)
    return with_fixed_times(stream.getvalue(), FIXED if when is None else when[1]), told


def refuse_losses(old: bytes) -> None:
    """Refuse a workbook with what saving it again would lose.

    Raises
    ------
    DataError
    """
    with ZipFile(BytesIO(old)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/drawings/") and _SHAPES.search(parts.read(name)):
                raise lost("shapes or text boxes")
            for folder, what in _NOT_KEPT.items():
                if name.startswith(f"xl/{folder}"):
                    raise lost(what)


def lost(what: str) -> DataError:
    """Return the refusal of a workbook with what would be lost."""
    return DataError(
        f"the workbook that is there has {what}, which would be lost; expected words, numbers, "
        "formulas, notes and pictures, so move it, or choose another place to write"
    )


@dataclass(frozen=True, eq=False)
class Range(Value):
    """Cells of a sheet: the first and the last column and row of a table, counted from 1."""

    sheet: Any
    left: int
    top: int
    right: int
    bottom: int


class Update:
    """A workbook that gets the tables of a book."""

    def __init__(self, there: Any, book: Book) -> None:
        self.there, self.book = there, book

    def made(self) -> BookChanges:
        """Refresh what is found, add what is not, and say so."""
        refreshed, added, answers = [], [], []
        wanted = {mark_of(sheet.key): sheet for sheet in self.book.sheets}
        for mark, sheet in wanted.items():
            place = self.place(mark)
            problem = None if place is None else refresh(place, sheet.table)
            if problem == "":
                self.write_notes(mark, sheet.table)
                refreshed.append(f"table {sheet.key}")
                continue
            if problem:
                answers.append(f"{sheet.key}: {problem}")
            added.append(sheet)
        self.add(added)
        marks = [mark for mark in self.there.defined_names if mark.startswith(MARK)]
        left = [mark for mark in marks if "." not in mark]
        return BookChanges(
            refreshed=tuple(refreshed),
            added=tuple(f"table {sheet.key}" for sheet in added),
            unmatched=tuple(f"table {key_of(mark)}" for mark in left if mark not in wanted),
            answers=tuple(answers),
        )

    def place(self, mark: str) -> Range | None:
        """Return the cells of a name; None where people deleted them."""
        name = self.there.defined_names.get(mark)
        # of cells that people deleted nothing is left but an error
        if name is None or "#REF!" in name.attr_text:
            return None
        ((written, cells),) = name.destinations
        sheet = written.replace("''", "'")
        if sheet not in self.there.sheetnames:
            return None
        return Range(self.there[sheet], *library("openpyxl.utils").range_boundaries(cells))

    def write_notes(self, mark: str, table: PrintedTable) -> None:
        """Write the notes of a table where those before were; more than there were in the last."""
        place = self.place(f"{mark}.notes")
        if place is None:
            return
        room = place.bottom - place.top + 1
        notes = [*table.notes[: room - 1], " ".join(table.notes[room - 1 :])]
        for at in range(room):
            cell = place.sheet.cell(place.top + at, place.left)
            write_words(cell, notes[at] if at < len(notes) else "")

    def add(self, sheets: list[Sheet]) -> None:
        """Put tables on sheets of their own, behind all others and at the end of the contents."""
        if not sheets:
            return
        openpyxl = library("openpyxl")
        tables = {sheet.key: sheet.table for sheet in sheets}
        raw = workbook_bytes(tables, self.book.title, self.book.contents)
        fresh = openpyxl.load_workbook(BytesIO(raw))
        known = len(self.there.sheetnames)
        names = sheet_names([*self.there.sheetnames, *tables], "")[known:]
        for key, name in zip(tables, names, strict=True):
            for mark in (mark_of(key), f"{mark_of(key)}.notes"):
                if mark not in fresh.defined_names:
                    continue
                ((source, cells),) = fresh.defined_names[mark].destinations
                if mark == mark_of(key):
                    copy_sheet(fresh[source.replace("''", "'")], self.there.create_sheet(name))
                made = openpyxl.workbook.defined_name.DefinedName(
                    mark, attr_text=f"{quoted(name)}!{cells}", hidden=True
                )
                self.there.defined_names[mark] = made
            self.list_in_contents(name, tables[key].title)

    def list_in_contents(self, name: str, title: str) -> None:
        """Write a line of the contents, where there are some."""
        if self.book.contents not in self.there.sheetnames:
            return
        front = self.there[self.book.contents]
        at = max((row[0].row for row in front.iter_rows(max_col=1) if row[0].value), default=0)
        above, cell = front.cell(max(at, 1), 1), front.cell(at + 1, 1)
        write_words(cell, one_line(title) or name)
        cell._style = copy(above._style)
        link = library("openpyxl.worksheet.hyperlink").Hyperlink
        cell.hyperlink = link(ref=cell.coordinate, location=f"{quoted(name)}!A1")


def words_of(labels: Any) -> tuple[str, ...]:
    """Return labels as cells hold them."""
    return tuple(one_line(str(label or "")) for label in labels)


def refresh(place: Range, table: PrintedTable) -> str:
    """Write numbers of a table where its rows and heads are; else say what is not there."""
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
        # nobody could say which of them is which
        return f"rows or columns of the same words, {stays}"
    lacking = [
        *(" · ".join(row.labels) for row in table.rows if words_of(row.labels) not in rows),
        *(one.words for one in table.columns if (one.group, one.head) not in heads),
    ]
    if lacking or len(rows) > len(table.rows) or len(heads) > len(table.columns):
        named = ", ".join(map(repr, lacking))
        what = f"no place for {named}" if lacking else "rows or columns that are no more"
        return f"{what}, {stays}"
    for row in table.rows:
        at = rows[words_of(row.labels)]
        for column, cell in zip(table.columns, row.cells, strict=True):
            where = heads[column.group, column.head]
            there = sheet.cell(at, where)
            if cell.value is None:
                write_words(there, cell.text)
            elif there.data_type != "f":  # what people compute stays
                there.value, there.number_format = float(cell.value), cell.form
            if column.letter or column.signed:
                write_words(sheet.cell(at, where + 1), cell.letters)
    for column in table.columns:
        write_words(sheet.cell(place.top, heads[column.group, column.head]), column.words)
    return ""


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
        head = re.sub(r" \([A-Z][′″]*\)$", "", words)
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
