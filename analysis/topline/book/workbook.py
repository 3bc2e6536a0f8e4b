"""New numbers in a workbook that people have edited.

Tables are found by hidden names of their cells, which programs keep where sheets are renamed and
rows inserted, and their cells by the words of rows and heads. A table whose rows and columns are
not all there stays as it is, and the new one stands on a sheet of its own.
"""

import re
import warnings
from collections.abc import Iterator, Mapping
from copy import copy
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
from ..tables.excel import (
    DIGITS,
    MARK,
    key_of,
    mark_of,
    quoted,
    sheet_names,
    words_mark,
    workbook_bytes,
)
from ..tables.model import PrintedTable
from .places import Range, copy_sheet, refresh, write_words

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


class Update:
    """A workbook that gets the tables of a book."""

    def __init__(self, there: Any, book: Book) -> None:
        self.there, self.book = there, book

    def made(self) -> BookChanges:
        """Refresh what is found, add what is not, and say so."""
        refreshed, added, answers, unlettered = [], [], [], []
        titles = {"title": self.book.title, "subtitle": self.book.subtitle}
        untitled = [*self.reword(MARK, titles)]
        if not untitled:
            self.there.properties.title = one_line(self.book.title)
        wanted = {mark_of(sheet.key): sheet for sheet in self.book.sheets}
        for mark, sheet in wanted.items():
            place = self.place(mark)
            problem, bare = (None, []) if place is None else refresh(place, sheet.table)
            if problem == "":
                self.write_notes(mark, sheet.table)
                title = sheet.table.title
                words = {"title": title, "subtitle": sheet.table.subtitle, "entry": title}
                untitled += self.reword(mark, words)
                refreshed.append(f"table {sheet.key}")
                unlettered += [f"letters of {one!r} of table {sheet.key}" for one in bare]
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
            unmatched=(
                *(f"table {key_of(mark)}" for mark in left if mark not in wanted),
                *unlettered,
            ),
            answers=tuple(answers),
            untitled=tuple(dict.fromkeys(untitled)),
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

    def reword(self, owner: str, words: Mapping[str, str]) -> Iterator[str]:
        """Write titles where those before still stand; yield new ones where people wrote theirs.

        What stood there is told by the end of the name of its cell.
        """
        for part, text in words.items():
            new = words_mark(owner, part, text)
            for mark in [one for one in self.there.defined_names if one.startswith(new[:-DIGITS])]:
                place = self.place(mark)
                if place is None or mark == new:
                    continue
                cell = place.sheet.cell(place.top, place.left)
                if words_mark(owner, part, str(cell.value or "")) == mark:
                    write_words(cell, text)
                elif cell.value != one_line(text):
                    yield text
                self.name(new, self.there.defined_names.pop(mark).attr_text)

    def name(self, mark: str, cells: str) -> None:
        """Give cells a hidden name."""
        kind = library("openpyxl.workbook.defined_name").DefinedName
        self.there.defined_names[mark] = kind(mark, attr_text=cells, hidden=True)

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
            mark = mark_of(key)
            for old in [one for one in self.there.defined_names if one.startswith(f"{mark}.")]:
                # of a table that stays as it is
                del self.there.defined_names[old]
            for own, defined in fresh.defined_names.items():
                if own == mark or (own.startswith(f"{mark}.") and ".entry." not in own):
                    ((source, cells),) = defined.destinations
                    self.name(own, f"{quoted(name)}!{cells}")
            ((source, _),) = fresh.defined_names[mark].destinations
            copy_sheet(fresh[source.replace("''", "'")], self.there.create_sheet(name))
            self.list_in_contents(mark, name, tables[key].title)

    def list_in_contents(self, mark: str, name: str, title: str) -> None:
        """Write a line of the contents, where there are some."""
        if self.book.contents not in self.there.sheetnames:
            return
        front = self.there[self.book.contents]
        at = max((row[0].row for row in front.iter_rows(max_col=1) if row[0].value), default=0)
        above, cell = front.cell(max(at, 1), 1), front.cell(at + 1, 1)
        write_words(cell, one_line(title) or name)
        cell._style = copy(above._style)
        link = library("openpyxl.worksheet.hyperlink").Hyperlink
        cells = f"{quoted(self.book.contents)}!${cell.column_letter}${cell.row}"
        self.name(words_mark(mark, "entry", title), cells)
        cell.hyperlink = link(ref=cell.coordinate, location=f"{quoted(name)}!A1")
