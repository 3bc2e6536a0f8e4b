"""What a sheet says beside its cells: merged ranges, hidden rows, formulas nobody has computed."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any
from xml.etree.ElementTree import fromstring

from ...figures.printed_cells import text_of
from ...language.message import Message
from ..files.file import File

_CHUNK = 1 << 20

_MOST_RANGES = 200_000
"""Merged ranges that are looked at."""

_HIDDEN = re.compile(rb'<(?:\w{1,40}:)?row\s[^<>]*\bhidden="(?:1|true)"')
_ROW = re.compile(rb'\br="(\d{1,7})"')
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w{1,40}:)?col\s([^<>]*\bhidden="(?:1|true)"[^<>]*)>')
_ENDS = tuple(re.compile(rb"\b" + end + rb'="(\d{1,5})"') for end in (b"min", b"max"))
_MERGED = re.compile(
    rb'<(?:\w{1,40}:)?mergeCell\s[^<>]*\bref="([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})"'
)
_FORMULA = re.compile(
    rb"<(?:\w{1,40}:)?c\s([^<>]*)>\s*"
    rb"<(?:\w{1,40}:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w{1,40}:)?f>)\s*"
    rb"(?:<(?:\w{1,40}:)?v>([^<]*)</)?"
)
"""A cell with a formula: its attributes, and the result that is stored with it."""

_PLACE = re.compile(rb'\br="([A-Z]{1,3}\d+)"')
_TEXT = b't="str"'
"""The attribute of a formula whose result is a text, which may be empty."""

_ROW_END = b"row>"
_LONGEST_ROW = 1 << 26
_FEW = 3
"""Formulas from which on it is remarkable that all give 0."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Merged:
    """Cells that are one: their first and last rows and columns, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """Return it as a spreadsheet calls it."""
        from xlsxwriter.utility import xl_range  # type: ignore[import-untyped]

        return str(xl_range(self.top - 1, self.left - 1, self.bottom - 1, self.right - 1))


@dataclass(frozen=True)
class Beside:
    """What a sheet says beside its cells.

    Attributes
    ----------
    merged : sequence of Merged
    hidden : int
        Rows that are not shown.
    formulas, zeros : int
        Formulas, and those whose stored result is 0.
    open_formulas : sequence of str
        Places of formulas without a result.
    """

    merged: Sequence[Merged] = ()
    hidden: int = 0
    formulas: int = 0
    zeros: int = 0
    open_formulas: Sequence[str] = ()

    def notes(self, name: str) -> list[str]:
        """Say what a reader of the data must know."""
        told: list[str] = []
        if self.hidden:
            told.append(
                Message(
                    "{name}: {n} hidden row is counted, whatever a filter shows",
                    "{name}: {n} hidden rows are counted, whatever a filter shows",
                    name=name,
                    n=self.hidden,
                )
            )
        if count := len(self.open_formulas):
            told.append(
                Message(
                    "{name}: {n} formula has no result in the file, such as that of {place}, and "
                    "counts as blank; open it in a spreadsheet program, save it there, and read it "
                    "again",
                    "{name}: {n} formulas have no result in the file, such as that of {place}, and "
                    "count as blank; open it in a spreadsheet program, save it there, and read it "
                    "again",
                    name=name,
                    n=count,
                    place=self.open_formulas[0],
                )
            )
        if self.zeros >= _FEW and self.zeros + count == self.formulas:
            told.append(
                Message(
                    "{name}: all {n} formulas with a result have 0, as programs write that do not "
                    "compute them; if they are not 0, open it in a spreadsheet program, save it "
                    "there, and read it again",
                    name=name,
                    n=self.zeros,
                )
            )
        return told


def merged_ranges(text: bytes) -> Iterator[Merged]:
    """Go through the cells that are one, as a sheet's part, or a piece of it, has them."""
    from xlsxwriter.utility import xl_cell_to_rowcol

    for ends in _MERGED.findall(text) if b"mergeCell" in text else ():
        (top, left), (bottom, right) = (xl_cell_to_rowcol(end.decode()) for end in ends)
        yield Merged(top + 1, left + 1, bottom + 1, right + 1)


def hidden_parts(text: bytes) -> tuple[list[int], list[range]]:
    """Return the rows and the columns that a sheet's part does not show, counted from 1."""
    rows = [int(r[1]) for tag in _HIDDEN.finditer(text) if (r := _ROW.search(_tag(text, tag)))]
    ends = ([end.search(held) for end in _ENDS] for held in _HIDDEN_COLUMNS.findall(text))
    return rows, [range(int(a[1]), int(b[1]) + 1) for a, b in ends if a and b]


def _tag(text: bytes, start: re.Match[bytes]) -> bytes:
    """Return a tag that a match begins, up to its end."""
    return text[start.start() : text.find(b">", start.end())]


def beside_cells(file: File, title: str) -> Beside:
    """Read what a sheet of an Excel workbook says beside its cells."""
    merged, hidden, formulas, zeros = list[Merged](), 0, 0, 0
    unfinished: list[str] = []
    with file.open() as opened, zipfile.ZipFile(opened) as archive:
        part = _part_of(archive, title)
        for text in _pieces(archive, part) if part else ():
            hidden += len(_HIDDEN.findall(text))
            merged += islice(merged_ranges(text), _MOST_RANGES - len(merged))
            if b"<f" not in text and b":f" not in text:
                continue
            for found in _FORMULA.finditer(text):
                result = found[2] or b""
                formulas += 1
                zeros += result == b"0"
                if not result and _TEXT not in found[1] and (place := _PLACE.search(found[1])):
                    unfinished.append(place[1].decode())
    return Beside(merged, hidden, formulas, zeros, unfinished)


def _part_of(archive: zipfile.ZipFile, title: str) -> str | None:
    """Return the part of a workbook that holds a sheet."""
    sheets = fromstring(archive.read("xl/workbook.xml")).iter()
    key = next((one.get(_RELATION) for one in sheets if one.get("name") == title), None)
    parts = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next((one.get("Target", "") for one in parts if one.get("Id") == key), "")
    part = target[1:] if target.startswith("/") else f"xl/{target}"
    return part if part in archive.namelist() else None


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Go through a part, some whole rows at a time."""
    with archive.open(part) as opened:
        held = b""
        for chunk in iter(partial(opened.read, _CHUNK), b""):
            # a row that has no end in sight is given up, not kept
            end = chunk.rfind(_ROW_END) if len(held) < _LONGEST_ROW else len(chunk)
            if end < 0:
                held += chunk
                continue
            yield held + chunk[:end]
            held = chunk[end:]
        yield held


def with_merged(rows: dict[int, list[Any]], merged: Sequence[Merged]) -> list[Merged]:
    """Put the value of cells that are merged over several rows of a table into each of them.

    A range below a name stands in the table; one without anything above it is a name itself, and
    what is merged over several columns a title.

    Returns
    -------
    list of Merged
        The ranges that did.
    """
    if not merged:
        return []
    titles = {(one.top, one.left) for one in merged if one.right > one.left}
    first: dict[int, int] = {}
    for number, row in rows.items():
        for k, cell in enumerate(row, start=1):
            if k not in first and text_of(cell) and (number, k) not in titles:
                first[k] = number
    done = []
    for one in merged:
        own = rows.get(one.top, [])
        value = own[one.left - 1] if one.left <= len(own) else None
        if one.left < one.right or not text_of(value) or first.get(one.left, one.top) >= one.top:
            continue
        for number in range(one.top + 1, one.bottom + 1):
            # rows without anything else hold nobody
            if number in rows:
                rows[number].extend([None] * (one.left - len(rows[number])))
                rows[number][one.left - 1] = value
        done.append(one)
    return done
