"""Rows of delimited text → columns, by Arrow's reader: rows that do not fit are told, not lost."""

import itertools
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import csv

from ...threads import HANDS, side_by_side
from ..grids.cell_types import Column
from ..grids.growing import GrowingColumn, Kind
from ..grids.texts import Numbers, Texts
from .shape import Shape
from .source import Source

_BLOCK = 1 << 20
"""Bytes read at a time; a row has to fit, so there are larger ones where one does not."""

_SMALL_BLOCK = 1 << 15
"""The same where few of many columns are kept: Arrow holds up to 32 blocks that it has read ahead,
with all columns."""

_PART = 1 << 23
"""Bytes that are worth a reader of their own."""

_MOST_PARTS = 4
"""Parts that are read beside each other; each reader holds blocks that it has read ahead."""

_LARGEST_BLOCK = 1 << 30
_MOST_UNFIT = 100
"""Rows that do not fit beyond which the text is read row by row."""

_MOST_SURPRISES = 4
"""Columns of numbers or times that turn out to hold words, from which all are read as text."""

_BAD_COLUMN = re.compile(r"In CSV column #(\d+): .*conversion error")


@dataclass(frozen=True, eq=False)
class Rows:
    """What Arrow read.

    Attributes
    ----------
    columns : list of GrowingColumn
    count : int
    below : list of str
        The text of rows of other widths; all of them stand below the others.
    """

    columns: list[GrowingColumn]
    count: int
    below: list[str]

    def named(self, names: Sequence[str]) -> list[Column | Numbers | Texts]:
        """Return the columns under their names, and let go of what they were made of."""
        return side_by_side(GrowingColumn.column, self.columns, names)


@dataclass(frozen=True)
class Cut:
    """Which part of a text is read, and how it is cut into cells.

    Attributes
    ----------
    start : int
        Bytes of UTF-8 above the first row.
    width : int
        Cells of a row.
    wanted : sequence of int
        Columns that are kept.
    delimiter : str
    shape : Shape
        What its bytes say: which columns are codes, whether there are line breaks inside of cells,
        and where it may be parted.
    """

    start: int
    width: int
    wanted: Sequence[int]
    delimiter: str
    shape: Shape


class _OtherKindError(Exception):
    """A column taken for numbers or times holds something else: its place in the text."""

    def __init__(self, column: int) -> None:
        super().__init__(column)
        self.column = column


class _Stream:
    """The bytes of a text behind its header, as Arrow reads them."""

    closed = False

    def __init__(self, source: Source, start: int, most: int | None = None) -> None:
        self._chunks: Iterator[bytes] = source.utf8()
        self._held = memoryview(b"")
        self._left = most
        self._take(start)

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer at the end or where no more are wanted."""
        found = self._take(size if self._left is None else min(size, self._left))
        if self._left is not None:
            self._left -= len(found)
        return found

    def _take(self, size: int) -> bytes:
        found: list[bytes] = []
        while size > 0:
            if not self._held:
                chunk = next(self._chunks, None)
                if chunk is None:
                    break
                self._held = memoryview(chunk)
            found.append(bytes(self._held[:size]))
            self._held = self._held[size:]
            size -= len(found[-1])
        return b"".join(found)

    def close(self) -> None:
        """Let go of the file."""
        self._chunks = iter(())
        self.closed = True


def read_rows(source: Source, cut: Cut) -> Rows | None:
    """Read the columns wanted; None where rows that do not fit stand among others."""
    few = 2 * len(cut.wanted) < cut.width
    look, block = _BLOCK, _SMALL_BLOCK if few else _BLOCK
    kinds, surprises = dict[int, Kind](), 0
    while True:
        try:
            if not kinds:
                # the first rows tell which columns hold numbers or times
                texts = dict.fromkeys(cut.wanted, Kind.text)
                head = _Stream(source, cut.start, 2 * look)
                first = next(iter(list(_batches(head, cut, look, texts, lambda _: "skip"))), None)
                kinds = {
                    place: Kind.text
                    if first is None or place in cut.shape.padded
                    else Kind.of(first.column(k))
                    for k, place in enumerate(cut.wanted)
                }
            return _attempt(source, cut, block, kinds)
        except _OtherKindError as surprise:
            surprises += 1
            some = [surprise.column] if surprises < _MOST_SURPRISES else list(kinds)
            kinds |= dict.fromkeys(some, Kind.text)
        except pa.ArrowInvalid:
            # Most likely a row longer than a block; where a larger one does not help, no row fits.
            look, block = look * 32, block * 32
            if block > _LARGEST_BLOCK:
                return None


def _attempt(source: Source, cut: Cut, block: int, kinds: dict[int, Kind]) -> Rows | None:
    """Read the parts of a text side by side, and join them."""
    parts = _opened(source, cut)
    found = side_by_side(partial(_part, cut=cut, block=block, kinds=kinds), parts)
    if 2 * len(cut.wanted) < cut.width:
        # what was read with few columns goes before these are copied, which take its pages again
        pa.default_memory_pool().release_unused()
    rows = reduce(_joined, found)
    if rows is None:
        return None
    for place, column in zip(cut.wanted, rows.columns, strict=True):
        if not column.fits():
            raise _OtherKindError(place)
    return rows


def _opened(source: Source, cut: Cut) -> list[Any]:
    """Open a text behind its header: a large one of plain UTF-8, which Arrow reads, in parts."""
    if source.path is None:
        return [_Stream(source, cut.start)]
    file = pa.OSFile(str(source.path))
    size = file.size() - cut.start
    count, starts = min(HANDS, _MOST_PARTS, size // _PART + 1), cut.shape.starts
    places = [bisect(starts, size * k // count) for k in range(1, count)]
    between = {cut.start + starts[place] for place in places if place < len(starts)}
    edges = sorted({cut.start, *between, file.size()})
    return [file.get_stream(first, last - first) for first, last in itertools.pairwise(edges)]


def _part(opened: Any, cut: Cut, block: int, kinds: dict[int, Kind]) -> Rows | None:
    """Read a part of a text; None where a row that does not fit stands above others."""
    unfit: list[tuple[int | None, str]] = []

    def note(row: Any) -> str:
        if row.text.strip("\x1a \t\r\n"):
            unfit.append((row.number, row.text))
        return "skip" if len(unfit) <= _MOST_UNFIT else "error"

    columns = [GrowingColumn(kinds[place]) for place in cut.wanted]
    count = 0
    try:
        for batch in _batches(opened, cut, block, kinds, note):
            count += batch.num_rows
            for column, part in zip(columns, batch.columns, strict=True):
                column.add(part)
    except pa.ArrowInvalid as error:
        if found := _BAD_COLUMN.search(str(error)):
            raise _OtherKindError(int(found[1])) from None
        raise
    # Rows are numbered as they come, so those below the table have the last numbers.
    if any(number is None or number <= count for number, _ in unfit):
        return None
    return Rows(columns, count, [text for _, text in unfit])


def _joined(above: Rows | None, below: Rows | None) -> Rows | None:
    """Join two parts; None where rows of other widths stand between them."""
    if above is None or below is None or (above.below and below.count):
        return None
    for column, more in zip(above.columns, below.columns, strict=True):
        column.extend(more)
    return Rows(above.columns, above.count + below.count, [*above.below, *below.below])


def _batches(opened: Any, cut: Cut, block: int, kinds: dict[int, Kind], note: Any) -> Iterator[Any]:
    """Yield a text's blocks of columns.

    What is left after an error is read, too: Arrow's threads go on by themselves, and one that
    calls back when Python has ended ends the process with it.
    """
    names = [f"c{k}" for k in range(cut.width)]
    reader = csv.open_csv(
        opened,
        csv.ReadOptions(column_names=names, use_threads=False, block_size=block),
        csv.ParseOptions(
            delimiter=cut.delimiter, newlines_in_values=cut.shape.broken, invalid_row_handler=note
        ),
        csv.ConvertOptions(
            include_columns=[names[k] for k in cut.wanted],
            column_types={names[k]: kind.type for k, kind in kinds.items()},
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,
        ),
    )
    try:
        yield from reader
    except pa.ArrowInvalid:
        with suppress(pa.ArrowInvalid, StopIteration):
            while True:
                reader.read_next_batch()
        raise
