"""How much of a file is read: a bound on what it holds once unpacked, which a user can raise."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from ...arguments import as_number, described
from ...errors import ArgumentError, DataError

DEFAULT_GB = 1.0
"""Gigabytes read unless a caller says otherwise: a survey of 50 million cells."""

_GB = 10**9
_MOST_GB = 10**6
"""A petabyte: more than is read of any file, and a number that reading takes."""

_CELL = 20
"""Bytes that a cell of a table counts as; Python needs more, few files have less."""

_ROW = 200
"""Bytes that a row of a table counts as, however few cells it has."""

_COLUMN = 20_000
"""Bytes that a column counts as, for what its codebook and types need."""

_SHEET = 1_000_000
"""Bytes that a sheet of a workbook counts as; a thousand of them are no survey."""

_TEXT = 400
"""Bytes that a text of a workbook counts as which its cells share: a value, made with care."""

_TABLE = 100_000
"""Bytes that a table of a page or a text counts as; ten thousand of them are no publication."""

_FRAME = 20
"""Part of the whole that a workbook may hold beside its cells: styles, names, relations."""


@dataclass(frozen=True)
class Limit:
    """How much is read of a file, in gigabytes, however small it is packed.

    One number bounds everything: bytes as they are, and cells, columns and sheets by what they
    need. A file beyond it is refused while it is read, before memory is filled.
    """

    gb: float = DEFAULT_GB

    def __post_init__(self) -> None:
        """Refuse what is no amount."""
        flag = isinstance(self.gb, (bool, np.bool_))
        if flag or not 0 < as_number(self.gb) <= _MOST_GB:
            raise ArgumentError(
                f"max_gb is {described(self.gb)}; expected gigabytes, a number above 0 such as 4, "
                f"up to {_MOST_GB:,}"
            )

    @property
    def bytes(self) -> int:
        """Bytes that are read."""
        return max(1, int(float(self.gb) * _GB))

    @property
    def cells(self) -> int:
        """Cells of a table that are read."""
        return max(1, self.bytes // _CELL)

    def check_bytes(self, size: int, name: str) -> None:
        """Refuse a file of too many bytes once unpacked."""
        if size > self.bytes:
            self._refuse(name, f"holds {_size(size)} once unpacked", f"{self.gb:g} GB", size)

    def check_frame(self, size: int, name: str) -> None:
        """Refuse a workbook that holds much beside its cells."""
        most = self.bytes // _FRAME
        if size > most:
            told = f"holds {_size(size)} of styles and names beside its cells"
            self._refuse(name, told, _size(most), size * _FRAME)

    def check_cells(self, rows: int, columns: int, name: str) -> None:
        """Refuse a table of too many cells, or of too many columns."""
        cells, most = rows * columns, self.cells
        if cells > most:
            told = f"spans {rows:,} rows × {columns:,} columns"
            self._refuse(name, told, f"{most:,} cells", cells * _CELL)
        self.check_columns(columns, name)

    def check_rows(self, rows: int, name: str) -> None:
        """Refuse a table of too many rows, blank ones included."""
        most = max(1, self.bytes // _ROW)
        if rows > most:
            told = f"has more than {most:,} rows"
            self._refuse(name, told, f"{most:,} rows", 2 * self.bytes)

    def check_columns(self, columns: int, name: str) -> None:
        """Refuse a table of too many columns."""
        most = max(1, self.bytes // _COLUMN)
        if columns > most:
            told = f"has {columns:,} columns"
            self._refuse(name, told, f"{most:,} columns", columns * _COLUMN)

    def check_sheets(self, sheets: int, name: str) -> None:
        """Refuse a workbook of too many sheets."""
        most = max(1, self.bytes // _SHEET)
        if sheets > most:
            self._refuse(name, f"has {sheets:,} sheets", f"{most:,} sheets", sheets * _SHEET)

    def check_texts(self, texts: int, name: str) -> None:
        """Refuse a workbook of too many texts that its cells share."""
        most = max(1, self.bytes // _TEXT)
        if texts > most:
            told = f"has more than {most:,} different texts"
            self._refuse(name, told, f"{most:,} texts", 2 * self.bytes)

    def check_tables(self, tables: int, name: str) -> None:
        """Refuse a page or a text of too many tables."""
        most = max(1, self.bytes // _TABLE)
        if tables > most:
            self._refuse(name, f"has {tables:,} tables", f"{most:,} tables", tables * _TABLE)

    def refuse_more_bytes(self, name: str) -> NoReturn:
        """Refuse a file that goes on beyond the bytes that are read, nobody knows how far."""
        told = f"holds more than {self.gb:g} GB once unpacked"
        self._refuse(name, told, f"{self.gb:g} GB", 2 * self.bytes)

    def refuse_more_cells(self, name: str) -> NoReturn:
        """Refuse a table that goes on beyond the cells that are read."""
        most = f"{self.cells:,} cells"
        self._refuse(name, f"has more than {most}, blank ones included", most, 2 * self.bytes)

    def _refuse(self, name: str, fact: str, most: str, needed: int) -> NoReturn:
        enough = needed / _GB
        step = 10.0 ** (math.floor(math.log10(enough)) - 1)
        # rounded up to two digits
        gb = f"{math.ceil(enough / step + 1e-9) * step:.10g}"
        raise DataError(
            f"{name} {fact}; expected at most {most}, so that a damaged or hostile file does not "
            f"fill the memory. If it is right, pass max_gb={gb}, or save the part that is needed"
        )


def _size(size: int) -> str:
    """Return bytes in words."""
    return f"{size / _GB:.1f} GB" if size >= _GB else f"{size / 10**6:.1f} MB"


@contextmanager
def within_memory(name: str) -> Iterator[None]:
    """Say in words that a file needs more memory than there is, though it is within the limit."""
    try:
        yield
    except MemoryError:
        raise DataError(
            f"{name} needs more memory than is free; close other programs, or save the rows and "
            "columns that are needed to a smaller file"
        ) from None
