"""What an SPSS file says before its rows, as far as a damaged one would end the process."""

import mmap
import struct
from pathlib import Path

from ...errors import DataError
from .statistical_encoding import DAMAGED

_FIRST = 176
"""Where the first record stands, behind the header."""

_HEAD = 1 << 26
"""Bytes that hold what stands above the rows."""


def check_labelled_variables(path: Path) -> None:
    """Refuse a file whose value labels are of variables that it does not have.

    ReadStat, as of pyreadstat 1.3.7, looks for such a variable in memory that is not its own.

    Raises
    ------
    DataError
    """
    # only what is looked at comes into memory
    with path.open("rb") as opened:
        size = min(_HEAD, path.stat().st_size)
        head = mmap.mmap(opened.fileno(), size, access=mmap.ACCESS_READ)
    order = "<" if head[64:68] in (b"\2\0\0\0", b"\3\0\0\0") else ">"
    variables, labelled, at = 0, [0], _FIRST

    def numbers(at: int, count: int = 1) -> tuple[int, ...]:
        return struct.unpack_from(f"{order}{max(0, count)}i", head, at)

    try:
        while (kind := numbers(at)[0]) in (2, 3, 4, 6, 7):
            if kind == 2:
                variables += 1
                _, has_label, missing = numbers(at + 4, 3)
                at += 32
                if has_label == 1:
                    at += 4 + -(-numbers(at)[0] // 4) * 4
                at += 8 * abs(missing)
            elif kind == 3:
                count, at = numbers(at + 4)[0], at + 8
                for _ in range(count):
                    # value, length, and a label that fills whole pieces of 8 bytes
                    at += 8 + (head[at + 8] // 8 + 1) * 8
            elif kind == 4:
                (count,) = numbers(at + 4)
                labelled += numbers(at + 8, count)
                at += 8 + 4 * max(0, count)
            elif kind == 6:
                at += 8 + 80 * max(0, numbers(at + 4)[0])
            else:
                _, size, count = numbers(at + 4, 3)
                at += 16 + max(0, size) * max(0, count)
    except (struct.error, IndexError):
        # it ends here, which its reader says
        pass
    if min(labelled) < 0 or max(labelled) > variables:
        raise DataError(
            f"{path.name} has value labels of variables that it does not have; {DAMAGED}"
        )
