"""What an SPSS file says before its rows, as far as a damaged one would end the process."""

import mmap
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ...errors import DataError
from .statistical_encoding import DAMAGED

_FIRST = 176
"""Where the first record stands, behind the header."""

_HEAD = 1 << 26
"""Bytes that hold what stands above the rows."""

VARIABLE, _LABELS, _LABELLED, _DOCUMENT, EXTENSION, END = 2, 3, 4, 6, 7, 999
"""Kinds of records: PSPP's description of the format, "System File Format"."""

_WEIGHT, _NAME = 76, 24
"""Where the header says which variable weights, and a variable's record has its short name."""

_LONG_NAMES = 13
"""The kind of the extension that has pairs of short and long names."""

Buffer = bytes | mmap.mmap


class Record(NamedTuple):
    """Where a record stands: the bytes from `start` up to `end`."""

    kind: int
    start: int
    end: int


def check_labelled_variables(path: Path) -> None:
    """Refuse a file whose value labels are of variables that it does not have.

    ReadStat, as of pyreadstat 1.3.7, looks for such a variable in memory that is not its own.

    Raises
    ------
    DataError
    """
    head = _head_of(path)
    variables, labelled = 0, [0]
    order = byte_order(head)
    try:
        for record in records(head):
            if record.kind == VARIABLE:
                variables += 1
            elif record.kind == _LABELLED:
                (count,) = struct.unpack_from(f"{order}i", head, record.start + 4)
                own = struct.unpack_from(f"{order}{max(0, count)}i", head, record.start + 8)
                labelled += own
    except (struct.error, IndexError):
        # it ends here, which its reader says
        pass
    if min(labelled) < 0 or max(labelled) > variables:
        raise DataError(
            f"{path.name} has value labels of variables that it does not have; {DAMAGED}"
        )


def _head_of(path: Path) -> mmap.mmap:
    """Return what stands above the rows; only what is looked at comes into memory."""
    with path.open("rb") as opened:
        size = min(_HEAD, path.stat().st_size)
        return mmap.mmap(opened.fileno(), size, access=mmap.ACCESS_READ)


def byte_order(head: Buffer) -> str:
    """Return how a file's whole numbers are packed, as struct writes it."""
    return "<" if head[64:68] in (b"\2\0\0\0", b"\3\0\0\0") else ">"


def records(head: Buffer) -> Iterator[Record]:
    """Go through the records above the rows, up to the one that ends them.

    Raises
    ------
    struct.error, IndexError
        Where the file ends within a record.
    """
    order, at = byte_order(head), _FIRST

    def numbers(at: int, count: int = 1) -> tuple[int, ...]:
        return struct.unpack_from(f"{order}{count}i", head, at)

    while (kind := numbers(at)[0]) in (VARIABLE, _LABELS, _LABELLED, _DOCUMENT, EXTENSION):
        start = at
        if kind == VARIABLE:
            _, has_label, missing = numbers(at + 4, 3)
            at += 32
            if has_label == 1:
                at += 4 + -(-numbers(at)[0] // 4) * 4
            at += 8 * abs(missing)
        elif kind == _LABELS:
            count, at = numbers(at + 4)[0], at + 8
            for _ in range(count):
                # value, length, and a label that fills whole pieces of 8 bytes
                at += 8 + (head[at + 8] // 8 + 1) * 8
        elif kind == _LABELLED:
            at += 8 + 4 * max(0, numbers(at + 4)[0])
        elif kind == _DOCUMENT:
            at += 8 + 80 * max(0, numbers(at + 4)[0])
        else:
            _, size, count = numbers(at + 4, 3)
            at += 16 + max(0, size) * max(0, count)
        yield Record(kind, start, at)
    if kind == END:
        yield Record(kind, at, at + 8)


def weight_of(path: Path) -> str | None:
    """Return the variable that an SPSS file is weighted by; None where it is by none."""
    head = _head_of(path)
    order = byte_order(head)
    try:
        (place,) = struct.unpack_from(f"{order}i", head, _WEIGHT)
        found = list(records(head))
        long = long_names(head, found)
    except (struct.error, IndexError):
        return None
    variables = [record for record in found if record.kind == VARIABLE]
    if not 0 < place <= len(variables):
        return None
    at = variables[place - 1].start + _NAME
    short = head[at : at + 8].decode("utf-8", "replace").strip()
    return long.get(short, short)


def long_names(head: Buffer, found: Iterable[Record]) -> dict[str, str]:
    """Return the long name of each short one, of eight bytes, among the records of a file."""
    order = byte_order(head)
    for record in found:
        if record.kind == EXTENSION:
            kind, size, count = struct.unpack_from(f"{order}3i", head, record.start + 4)
            if kind == _LONG_NAMES:
                start = record.start + 16
                text = head[start : start + size * count].decode("utf-8", "replace")
                pairs = (pair.partition("=") for pair in text.split("\t"))
                return {short: long for short, _, long in pairs}
    return {}
