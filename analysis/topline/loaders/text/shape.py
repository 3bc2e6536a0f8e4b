"""One look at all bytes of a text: whether quotation marks pair, how many rows, which are codes."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_QUOTE, _FEED, _RETURN, _ZERO, _POINT = b'"\n\r0.'
_LONGEST = 1 << 20
"""Bytes of a line that are kept."""

Bytes = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Shape:
    """What the bytes of a text say of its rows.

    Attributes
    ----------
    sound : bool
        Whether quotation marks stand only where a cell begins or ends, or doubled inside.
    rows : int
        Lines that hold a character, line breaks inside of cells not counted.
    broken : bool
        Whether there are line breaks inside of cells.
    padded : frozenset of int
        Columns with a cell that begins with a zero before digits, which makes it a code.
    hollow : bool
        Whether the cells of a row hold nothing.
    last : bytes
        The last line that holds a character, or its end where it is long.
    starts : tuple of (int, int)
        Where some of the rows begin, so that a part can be read by itself: the byte, and how many
        rows stand above it.
    """

    sound: bool
    rows: int
    broken: bool
    padded: frozenset[int]
    hollow: bool
    last: bytes
    starts: tuple[tuple[int, int], ...]


def shape_of(chunks: Iterable[bytes], delimiter: str, width: int) -> Shape:
    """Look through the rows of a text in UTF-8, below its header.

    The first mark, the third and so on open a cell or are the second of a doubled pair, the
    others close one or are the first of such a pair: what stands beside each must allow that.
    `rows` is exact where all is sound, `padded` where all rows have `width` cells besides.
    """
    state = _Scan(delimiter, max(width - 1, 1))
    for chunk in chunks:
        if chunk and not state.add(chunk):
            break
    return Shape(
        sound=state.sound and not state.inside,
        rows=state.rows,
        broken=state.broken,
        padded=frozenset(state.padded),
        hollow=state.is_hollow(b"\n"),
        last=state.last,
        starts=tuple(state.starts),
    )


class _Scan:
    """What is known so far, from chunk to chunk."""

    def __init__(self, delimiter: str, separators: int) -> None:
        self._separator = ord(delimiter)
        self._per_row = separators
        self._ends = _table(b'"\n\r' + delimiter.encode())
        self._begins = _table(b'"\n\r ' + delimiter.encode())
        self._leads = _table(b"-+ ")
        self._goes_on = _table(b"0123456789xX")
        self._hollow = re.compile(rb'\n[ \t"' + re.escape(delimiter.encode()) + rb"]+[\r\n]")
        # The last bytes of the chunk before: its end, which what follows is needed for, and two.
        self._before = np.array([_FEED, _FEED, _FEED], np.uint8)
        self._closing = False
        self._after_break = True
        self._separators = 0
        self._line = b"\n"
        self.hollow = False
        self.last = b""
        self.starts: list[tuple[int, int]] = []
        self._seen = 0
        self.inside = False
        self.sound = True
        self.rows = 0
        self.broken = False
        self.padded: set[int] = set()

    def add(self, chunk: bytes) -> bool:
        """Look through the next bytes; say whether all is sound."""
        raw = np.frombuffer(chunk, np.uint8)
        outside = self._outside(raw) if self._closing or self.inside or b'"' in chunk else None
        if not self.sound:
            return False
        breaks = raw == _FEED
        if b"\r" in chunk:
            breaks |= raw == _RETURN
        if outside is not None:
            self.broken = self.broken or bool((breaks & ~outside).any())
            breaks &= outside
        # a row begins with what is no break behind one
        self.rows += int(self._after_break and not breaks[0])
        self._after_break = bool(breaks[-1])
        if breaks.any():
            self.starts.append((self._seen + int(breaks.argmax()) + 1, self.rows))
        self.rows += int(np.count_nonzero(breaks[:-1] > breaks[1:]))
        self._seen += len(raw)
        self._find_padded(raw, outside)
        self.hollow = self.is_hollow(chunk)
        self._before = np.append(self._before, raw[-3:])[-3:]
        return True

    def is_hollow(self, chunk: bytes) -> bool:
        """Say whether a row holds nothing in what was seen and the next bytes; keep the last."""
        text = self._line + (chunk if b"\n" in chunk else chunk.replace(b"\r", b"\n"))
        self._line = text[text.rfind(b"\n") :]
        self.last = text.rstrip(b"\r\n")[-_LONGEST:].rpartition(b"\n")[2] or self.last
        return self.hollow or bool(self._hollow.search(text))

    def _outside(self, raw: Bytes) -> Mask | None:
        """Check the quotation marks, and tell which bytes stand outside of them; None for all."""
        if self._closing:
            self.sound = bool(self._ends[raw[0]])
        self._closing = False
        marks = np.flatnonzero(raw == _QUOTE)
        if not len(marks):
            return np.zeros(len(raw), bool) if self.inside else None
        opening, closers = marks[self.inside :: 2], marks[not self.inside :: 2]
        previous = np.where(opening > 0, raw[opening - 1], self._before[-1])
        self._closing = bool(len(closers)) and bool(closers[-1] == len(raw) - 1)
        following = raw[(closers[:-1] if self._closing else closers) + 1]
        self.sound &= bool(self._ends[previous].all() and self._ends[following].all())
        # one side of a mark is outside, the other is not
        sides = (np.arange(len(marks) + 1) % 2 == 1) == self.inside
        outside: Mask = np.repeat(sides, np.diff(marks, prepend=0, append=len(raw)))
        self.inside ^= bool(len(marks) % 2)
        return outside

    def _find_padded(self, raw: Bytes, outside: Mask | None) -> None:
        """Find the columns of zeros that begin a cell before digits, behind a sign or a space."""
        long = np.append(self._before, raw)
        two, one, here, after = long[:-3], long[1:-2], long[2:-1], long[3:]
        # what begins a cell and what leads a number are below the zero, or a separator above it
        may = one < _ZERO
        if self._separator > _ZERO:
            may |= one == self._separator
        may &= here == _ZERO
        # digits and letters are not below it, as separators and points are, so few are looked at
        may &= after >= _ZERO
        zeros = np.flatnonzero(may)
        lead, sign = one[zeros], two[zeros]
        begins = self._begins[lead] & (lead != ord(" ")) | self._leads[lead] & self._begins[sign]
        # counted from the first byte of the chunk; the end of the one before is −1
        zeros = zeros[begins & self._goes_on[after[zeros]]] - 1
        # Separators are counted only where their number is needed, or will be.
        separators = raw == self._separator
        if outside is not None:
            separators &= outside
        if len(zeros):
            places = np.flatnonzero(separators)
            counted = self._separators + np.searchsorted(places, zeros)
            found = counted % self._per_row
            self.padded.update(found.tolist())
            # Behind the last separator of a row and before the first of the next count the same.
            if 0 in self.padded:
                self.padded.add(self._per_row)
        self._separators += int(np.count_nonzero(separators))


def _table(some: bytes) -> Mask:
    table = np.zeros(256, bool)
    table[list(some)] = True
    return table
