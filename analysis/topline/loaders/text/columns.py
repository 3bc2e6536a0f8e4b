"""Rows of delimited text → columns, by Arrow's reader: rows that do not fit are told, not lost."""

import itertools
import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import csv

from ...threads import HANDS, side_by_side
from ..grids.cell_types import Column
from ..grids.growing import FilledColumn, GrowingColumn, Kind
from ..grids.texts import Numbers, Texts
from .shape import Shape
from .source import Source, Stream

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

_MOST_SURPRISES = 3
"""Columns of numbers or times that turn out to hold words, from which on all are read as text."""

_LOOKS = 8
"""Places of a text that tell what its columns are; words are rare, or stand in the last rows."""

_BAD_COLUMN = re.compile(r"In CSV column #(\d+): .*conversion error")


@dataclass(frozen=True, eq=False)
class Rows:
    """What Arrow read.

    Attributes
    ----------
    columns : list of FilledColumn or GrowingColumn
    count : int
    below : list of str
        The text of rows of other widths; all of them stand below the others.
    """

    columns: list[FilledColumn | GrowingColumn]
    count: int
    below: list[str]

    def named(self, names: Sequence[str]) -> list[Column | Numbers | Texts]:
        """Return the columns under their names, and let go of what they were made of."""
        return side_by_side(lambda column, name: column.column(name), self.columns, names)


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

    def edges(self, path: Path) -> list[tuple[int, int]]:
        """Return where the text may be parted: bytes of its file, and the rows above them."""
        places = {self.start + place: rows for place, rows in self.shape.starts}
        return sorted(({self.start: 0} | places | {path.stat().st_size: self.shape.rows}).items())


class _OtherKindError(Exception):
    """A column taken for numbers or times holds something else: its place in the text."""

    def __init__(self, column: int) -> None:
        super().__init__(column)
        self.column = column


@dataclass(frozen=True, eq=False)
class _Part:
    """Rows of a text that are read by themselves: where they are, and which they are."""

    opened: Any
    first: int
    last: int


def read_rows(source: Source, cut: Cut) -> Rows | None:
    """Read the columns wanted; None where rows that do not fit stand among others."""
    few = 2 * len(cut.wanted) < cut.width
    look, block = _BLOCK, _SMALL_BLOCK if few else _BLOCK
    kinds, as_text, surprises = dict[int, Kind](), dict[int, Kind](), 0
    while True:
        try:
            if not kinds:
                looks = _looks(source, cut, look)
                as_text = {k: Kind.of_text(cells) for k, cells in looks.items()}
                # padded digits are codes
                kinds = {
                    k: as_text[k] if k in cut.shape.padded else Kind.of(looks[k]) for k in looks
                }
            return _attempt(source, cut, block, kinds)
        except _OtherKindError as surprise:
            surprises += 1
            # a rare word stands in others, too: as words, few different cells cost little
            kinds |= {
                k: own
                for k, own in as_text.items()
                if own is Kind.words or k == surprise.column or surprises == _MOST_SURPRISES
            }
        except pa.ArrowInvalid:
            # Most likely a row longer than a block; where a larger one does not help, no row fits.
            look, block = look * 32, block * 32
            if block > _LARGEST_BLOCK:
                return None


def _looks(source: Source, cut: Cut, block: int) -> dict[int, Any]:
    """Return cells of each column wanted, as strings: of the first rows, the last, and between."""
    if source.path is None:
        opened = [Stream(source, cut.start, 2 * block)]
    else:
        edges = cut.edges(source.path)
        places = dict.fromkeys(k * (len(edges) - 2) // (_LOOKS - 1) for k in range(_LOOKS))
        opened = [_between(source, edges[k][0], edges[k + 1][0]) for k in places]
    texts = dict.fromkeys(cut.wanted, Kind.text)
    found = [b for one in opened for b in _batches(one, cut, block, texts, lambda _: "skip")]
    return {
        place: pa.concat_arrays([batch.column(k) for batch in found] or [pa.array([], pa.string())])
        for k, place in enumerate(cut.wanted)
    }


def _attempt(source: Source, cut: Cut, block: int, kinds: dict[int, Kind]) -> Rows | None:
    """Read the parts of a text side by side, and join them."""
    filled = [place for place in cut.wanted if not kinds[place].is_text]
    # one piece of memory, whose pages the system gives much sooner than those of many pieces
    rooms = dict(zip(filled, np.empty((len(filled), cut.shape.rows), np.int64), strict=True))
    read = partial(_read_part, cut=cut, block=block, kinds=kinds, rooms=rooms)
    found = side_by_side(read, _parts(source, cut))
    if 2 * len(cut.wanted) < cut.width:
        # what was read with few columns goes before these are copied, which take its pages again
        pa.default_memory_pool().release_unused()
    rows = reduce(_joined, found)
    if rows is None or rows.count + len(rows.below) != cut.shape.rows:
        return None
    for place, column in zip(cut.wanted, rows.columns, strict=True):
        if not column.fits():
            raise _OtherKindError(place)
    return rows


def _parts(source: Source, cut: Cut) -> list[_Part]:
    """Open a text behind its header: a large one of plain UTF-8, which Arrow reads, in parts."""
    if source.path is None:
        return [_Part(Stream(source, cut.start), 0, cut.shape.rows)]
    edges = cut.edges(source.path)
    size = edges[-1][0] - cut.start
    count = min(HANDS, _MOST_PARTS, size // _PART + 1)
    places = {bisect(edges, (cut.start + size * k // count,)) for k in range(count)}
    chosen = [edges[k] for k in sorted(places | {len(edges) - 1})]
    return [
        _Part(_between(source, begin, end), first, last)
        for (begin, first), (end, last) in itertools.pairwise(chosen)
    ]


def _between(source: Source, begin: int, end: int) -> Any:
    return pa.OSFile(str(source.path)).get_stream(begin, end - begin)


def _read_part(
    part: _Part, cut: Cut, block: int, kinds: dict[int, Kind], rooms: Mapping[int, Any]
) -> Rows | None:
    """Read a part of a text; None where a row that does not fit stands above others."""
    unfit: list[tuple[int | None, str]] = []

    def note(row: Any) -> str:
        if row.text.strip("\x1a \t\r\n"):
            unfit.append((row.number, row.text))
        return "skip" if len(unfit) <= _MOST_UNFIT else "error"

    columns = [
        FilledColumn(kinds[place], rooms[place], part.first)
        if place in rooms
        else GrowingColumn(kinds[place])
        for place in cut.wanted
    ]
    count = 0
    try:
        for batch in _batches(part.opened, cut, block, kinds, note):
            count += batch.num_rows
            if part.first + count > part.last:
                return None
            for column, cells in zip(columns, batch.columns, strict=True):
                column.add(cells)
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
        column.extend(more)  # type: ignore[arg-type]  # all parts are of the same kinds
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
