"""What a sheet of old Excel (.xls) says beside its cells: hidden rows, formulas without a result.

Calamine tells neither. The file is a file system of sectors that are chained (MS-CFB), in which one
stream holds records of a number, a length and so many bytes (MS-XLS).
"""

import struct
from collections.abc import Iterator

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER, _ENTRY = 512, 128
_SHIFTS = (9, 12)
"""Sectors have 512 bytes, or 4096."""

_LAST = 0xFFFFFFFA
"""Numbers of sectors end below it."""

_SHEET, _ROW, _FORMULA, _END = 0x85, 0x208, 0x06, 0x0A
_HIDDEN = 0x20
_TO_COMPUTE = 3
"""Flags of a formula that has to be computed when the file is opened."""

_EMPTY_TEXT = b"\x03"
_NO_NUMBER = b"\xff\xff"


def beside_of(raw: bytes) -> dict[str, tuple[int, list[tuple[int, int]]]]:
    """Return hidden rows, and rows and columns (from 0) of formulas without a result, by sheet.

    Empty where the file is no workbook that can be looked through.
    """
    try:
        stream, found = _workbook(raw), {}
        for kind, body in _records(stream, 0):
            if kind == _SHEET:
                at, _, letters, wide = struct.unpack_from("<IHBB", body)
                coded = body[8 : 8 + letters * (2 if wide & 1 else 1)]
                name = coded.decode("utf-16-le" if wide & 1 else "latin-1")
                found[name] = _of_sheet(stream, at)
        return found
    except (struct.error, IndexError, UnicodeError):
        return {}


def _workbook(raw: bytes) -> bytes:
    """Return the stream of a workbook; nothing where there is none, or it is a small one."""
    if not raw.startswith(_MAGIC):
        return b""
    (shift,) = struct.unpack_from("<H", raw, 30)
    if shift not in _SHIFTS:
        return b""
    size, most = 1 << shift, len(raw) >> shift
    tables = [*struct.unpack_from("<109I", raw, 76)]
    (further,) = struct.unpack_from("<I", raw, 68)
    while further < _LAST and len(tables) <= most:
        *more, further = struct.unpack_from(f"<{size // 4}I", raw, _HEADER + further * size)
        tables += more
    after: list[int] = []
    for table in tables:
        if table < _LAST and len(after) <= most:
            after += struct.unpack_from(f"<{size // 4}I", raw, _HEADER + table * size)

    def chained(first: int) -> bytes:
        parts = list[bytes]()
        while first < _LAST and len(parts) <= most:
            parts.append(raw[_HEADER + first * size : _HEADER + (first + 1) * size])
            first = after[first]
        return b"".join(parts)

    (first,), (least,) = struct.unpack_from("<I", raw, 48), struct.unpack_from("<I", raw, 56)
    entries = chained(first)
    for at in range(0, len(entries), _ENTRY):
        (letters,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + max(0, letters - 2)].decode("utf-16-le")
        begin, length = struct.unpack_from("<II", entries, at + 116)
        if name in ("Workbook", "Book") and length >= least:
            return chained(begin)[:length]
    return b""


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Go through the records of a part of a workbook, to its end."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _of_sheet(stream: bytes, at: int) -> tuple[int, list[tuple[int, int]]]:
    """Return hidden rows and open formulas of a sheet.

    A formula may give an empty text, too, but those of a sheet do not all.
    """
    hidden, empty, marked, formulas = 0, [], [], 0
    for kind, body in _records(stream, at):
        if kind == _ROW:
            _, first, last = struct.unpack_from("<HHH", body)
            (flags,) = struct.unpack_from("<H", body, 12)
            hidden += bool(flags & _HIDDEN) and first < last
        elif kind == _FORMULA:
            formulas += 1
            place = struct.unpack_from("<HH", body)
            (flags,) = struct.unpack_from("<H", body, 14)
            if body[12:14] == _NO_NUMBER and body[6:7] == _EMPTY_TEXT:
                empty.append(place)
                marked += [place] if flags & _TO_COMPUTE else []
    return hidden, empty if len(empty) == formulas else marked
