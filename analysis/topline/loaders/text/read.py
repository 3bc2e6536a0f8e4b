"""Delimited text: bytes → characters → rows of cells, or their columns at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice

from ...errors import DataError
from ...language.message import Message
from ..codebook.limit import Limit
from ..codebook.variables import Variable, Wanted
from ..files.file import File
from ..grids.content import Table, unique_names
from ..grids.edges import is_note, is_wordy, may_stand_below, words_of_notes
from ..grids.grid import Grid
from ..grids.header import Header, find_header
from ..grids.numerals import proven_marks
from ..sets.needed import narrowed
from .aligned import aligned_rows, may_be_aligned
from .columns import Cut, read_rows
from .dialect import Dialect, find_dialect
from .encodings import source_of
from .records import QuotingError, Record, records
from .shape import Shape, shape_of
from .source import Source

_HEAD = 1 << 20
"""Bytes of a text in which its header is looked for."""

_HEAD_ROWS = 200


def read_text(file: File, wanted: Wanted) -> Grid | Table:
    """Read delimited text; `encoding`, `delimiter`, `known` and `limit` of `wanted` apply.

    Where each row has the header's number of cells, the columns are read at once; else, and for
    figures, the rows of cells, each with its line.
    """
    source, dialect, head, complete = _opened(file, wanted)
    if not wanted.as_printed:
        if (grid := _aligned(source, head, dialect, wanted)) is not None:
            return grid
        table = _columns(source, head, complete, dialect, wanted)
        if table is not None:
            return table
    text = source.text()
    rows, dialect, notes = _rows(text, dialect, file.name, wanted.limit)
    if not rows:
        raise DataError(
            f"{file.name} is empty; expected a header line and one row per {wanted.row}"
        )
    return Grid(
        name=file.name,
        rows=[row.cells for row in rows],
        lines=[row.line for row in rows],
        unit="line",
        decimal_comma=dialect.delimiter == ";",
        notes=(*source.notes, *notes),
    )


def _opened(file: File, wanted: Wanted) -> tuple[Source, Dialect, str, bool]:
    """Return a text, what separates its cells, its first characters, and whether these are all."""
    source = source_of(file, wanted.encoding, wanted.limit)
    head, complete = source.head(_HEAD)
    dialect = find_dialect(head, wanted.delimiter, wanted.known)
    if dialect.written:
        source = replace(source, parted=(dialect.written.encode(), dialect.delimiter.encode()))
        head, complete = source.head(_HEAD)
    return source, dialect, head, complete


def _aligned(source: Source, head: str, dialect: Dialect, wanted: Wanted) -> Grid | None:
    """Read columns that blanks part, below a line without another separator; None where none do."""
    by_hand = wanted.delimiter is not None or dialect.declared
    if by_hand or not may_be_aligned(head) or aligned_rows(head, wanted.header_rows) is None:
        return None
    rows = aligned_rows(source.text(), wanted.header_rows)
    if rows is None:
        return None
    name, width = source.file.name, len(rows[0].cells)
    wanted.limit.check_columns(width, name)
    wanted.limit.check_cells(len(rows), width, name)
    note = Message(
        "{name}: columns are parted by blanks, {n} of them; delimiter= says otherwise",
        name=name,
        n=width,
    )
    return Grid(
        name=name,
        rows=[row.cells for row in rows],
        lines=[row.line for row in rows],
        unit="line",
        notes=(*source.notes, note),
    )


def first_rows(file: File, wanted: Wanted) -> list[list[str]]:
    """Return the cells of the first rows that hold anything, among which the header is."""
    _, dialect, head, complete = _opened(file, wanted)
    return [row.cells for row in _filled(head, complete, dialect)]


@dataclass(frozen=True)
class _Head:
    """The header of a text, the first rows below it, the bytes above these, and the last line."""

    header: Header
    rows: list[Record]
    start: int
    names: bytes

    def narrowed(self, wanted: Wanted, names: Sequence[str]) -> Wanted:
        """Return wishes for no more of the columns than what is asked about takes."""
        places = {name: k for k, name in enumerate(names)}

        def first(name: str) -> list[str]:
            return [row.cells[places[name]] for row in self.rows if places[name] < len(row.cells)]

        return narrowed(wanted, list(map(Variable, names, self.header.labels)), first)

    def cells(self) -> set[str]:
        """Return the different cells of those rows."""
        return {cell.strip() for row in self.rows for cell in row.cells}


def _head_of(
    text: str, complete: bool, dialect: Dialect, wanted: Wanted, name: str
) -> _Head | None:
    """Find the header among the first rows that hold anything; None where nothing is below it."""
    first = _filled(text, complete, dialect)
    if len(first) < 2:
        return None
    gaps = {k for k in range(1, len(first)) if first[k].line > first[k - 1].line + 1}
    header = find_header([row.cells for row in first], wanted.header_rows, name, gaps)
    below = first[header.skipped :]
    if not below:
        return None
    above = [line.encode() for line in islice(StringIO(text, newline=""), below[0].line - 1)]
    filled = [line.strip() for line in above if line.strip()]
    return _Head(header, below, sum(map(len, above)), filled[-1] if filled else b"")


def _filled(text: str, complete: bool, dialect: Dialect) -> list[Record]:
    """Return the first rows that hold anything, of a text or of its head."""
    rows = records(_blanked(text, dialect), dialect.delimiter, strict=False, quotes=dialect.quotes)
    filled = islice((row for row in rows if any(map(str.strip, row.cells))), _HEAD_ROWS + 1)
    # the last row of a head that is not the whole text may be cut off
    return list(filled)[: None if complete else -1][:_HEAD_ROWS]


def _columns(
    source: Source, head: str, complete: bool, dialect: Dialect, wanted: Wanted
) -> Table | None:
    """Read columns at once; None where the rows differ in cells, or quotes do not pair."""
    name = source.file.name
    found = _head_of(head, complete, dialect, wanted, name)
    if found is None:
        return None
    header, width = found.header, len(found.header.names)
    shape = shape_of(source.below(found.start), dialect.delimiter, width)
    if not shape.sound:
        return None
    wanted.limit.check_columns(width, name)
    names = unique_names(header.names)
    wanted = found.narrowed(wanted, names)
    wanted.check_names(names, name)
    chosen = list(range(width))
    # only all columns tell which rows are no respondents
    alone = wanted.some and not _has_others(shape, dialect.delimiter)
    if alone and not _comes_again(source, found.names):
        # and columns without a name
        asked = set(wanted.columns or ())
        chosen = [k for k, name in enumerate(names) if name in asked or not header.names[k]]
    cut = Cut(
        start=found.start, width=width, wanted=chosen, delimiter=dialect.delimiter, shape=shape
    )
    wanted.limit.check_cells(shape.rows, len(chosen), name)
    rows = read_rows(source, cut)
    below = None if rows is None else _notes_of(rows.below, dialect.delimiter, width)
    if rows is None or below is None:
        return None
    kept, some = [names[k] for k in chosen], len(chosen) < width
    return Table(
        name=name,
        unit="line",
        header=header.with_columns(chosen),
        names=kept,
        columns=rows.named(kept),
        decimal_comma=dialect.delimiter == ";",
        notes=(*source.notes, *words_of_notes(name, below)),
        more_marks=proven_marks(found.cells()) if some else None,
        partial=some,
    )


def _has_others(shape: Shape, delimiter: str) -> bool:
    """Tell whether a row holds nothing, or the last may be a note or totals."""
    cells = next(records(shape.last.decode("utf-8", "ignore"), delimiter, strict=False), None)
    return shape.hollow or cells is None or may_stand_below(cells.cells)


def _comes_again(source: Source, line: bytes) -> bool:
    """Tell whether a line of the header stands among the rows, too."""
    count, before = 0, b""
    for chunk in source.utf8():
        count += (before + chunk).count(line) if line else 0
        before = chunk[-len(line) + 1 :] if len(line) > 1 else b""
    return count > 1


def _notes_of(below: Iterable[str], delimiter: str, width: int) -> list[str] | None:
    """Return the notes that rows of fewer cells are; None where one is none.

    With a note stands what else is one cell of several words; by itself that may be cut off.
    """
    rows = [[cell for cell in next(records(text, delimiter)).cells if cell] for text in below]
    if any(not cells or len(cells) >= width for cells in rows):
        return None
    sure = [is_note(cells[0]) for cells in rows]
    beside = (len(cells) == 1 and is_wordy(cells[0]) for cells in rows)
    if not all(one or (any(sure) and other) for one, other in zip(sure, beside, strict=True)):
        return None
    return [", ".join(cells) for cells in rows]


def _blanked(text: str, dialect: Dialect) -> str:
    """Return a text without the line that declares its separator; the others keep their numbers."""
    if not dialect.declared:
        return text
    above = len(text) - len(text.lstrip("\r\n"))
    return text[:above] + "\n" + text[above:].partition("\n")[2]


def _rows(
    text: str, dialect: Dialect, name: str, limit: Limit
) -> tuple[list[Record], Dialect, list[str]]:
    """Split text into rows that hold anything; quotes that do not pair may be text in a table."""
    try:
        return list(_within(text, dialect, name, limit)), dialect, []
    except QuotingError as error:
        bare = Dialect(dialect.delimiter, dialect.declared, quotes=False)
        if dialect.delimiter in "\t|":
            rows = list(_within(text, bare, name, limit))
            if len({len(row.cells) for row in rows}) == 1:
                note = Message(
                    "{name} has quotation marks that do not pair, read as part of its cells",
                    name=name,
                )
                return rows, bare, [note]
        raise DataError(f"{name}, line {error.line}: {error}; correct the quoting") from None


def _within(text: str, dialect: Dialect, name: str, limit: Limit) -> Iterator[Record]:
    cells = 0
    for row in records(_blanked(text, dialect), dialect.delimiter, quotes=dialect.quotes):
        cells += len(row.cells)
        if cells > limit.cells:
            limit.refuse_more_cells(name)
        if any(map(str.strip, row.cells)):
            limit.check_columns(len(row.cells), name)
            yield row
