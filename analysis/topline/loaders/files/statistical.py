"""SPSS, Stata and SAS files, read by pyreadstat."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from ...errors import DataError
from ...figures.problems import close_name, reason_of
from ..codebook.limit import Limit
from ..codebook.variables import FileContent, Wanted
from .extra import library
from .file import File
from .statistical_variables import content_of

FALLBACK_ENCODING = "WINDOWS-1252"
"""What Windows programs wrote before UTF-8, and some still do in files that declare UTF-8."""

_XPORT_RECORD = 80
"""Bytes of a record of a SAS transport file."""

_HEAD = 10_000_000
"""Bytes of a transport file that hold what stands above its rows."""

_TRANSPORT_COUNT = re.compile(rb"HEADER RECORD\*{7}OBSV[89] {3}HEADER RECORD!{7} *(\d{1,15}) ")

_ENDLESS = ("read_sav", "read_xport")
"""Readers of files that may end anywhere: with no count of rows, and no mark of the end."""

_NO_REASONS = {
    "read_por": "values this .por file declares missing are in the data: pyreadstat does not tell "
    "them",
    "read_xport": "the missing values .A to .Z of a SAS transport file are read as no data",
}


def read_statistical(file: File, wanted: Wanted, *, family: str, reader: str) -> FileContent:
    """Read a file of a statistics program.

    Parameters
    ----------
    file : File
        On disk: pyreadstat opens it itself.
    wanted : Wanted
        `columns`, `encoding`, `keep_codes` and `limit` apply.
    family : {"SPSS", "Stata", "SAS"}
    reader : str
        Function of pyreadstat.
    """
    read = getattr(library("pyreadstat", file.suffix), reader)
    path = file.path
    if path is None:
        raise DataError(f"{file.name} is a file of {family}; pass its path, not an open file")
    # As a data frame, pyreadstat 1.3.7 gives the plain missing value beside letters as a number.
    options: dict[str, Any] = {"output_format": "dict", "disable_datetime_conversion": True}
    if reader not in _NO_REASONS:
        options["user_missing"] = True
    describe = partial(read, str(path), metadataonly=True, output_format="dict")
    described = _read_encoded(path, describe, wanted, reader)[1]
    names = described.column_names
    if wanted.columns is not None:
        for name in wanted.columns:  # pyreadstat's own error names none
            if name not in names:
                raise DataError(f"{path.name} has no variable {name!r}{close_name(name, names)}")
        names = options["usecols"] = list(wanted.columns)
    most = _most_rows(described, names, path.name, wanted.limit)
    # A transport file consists of whole records, and does not say how many.
    if reader == "read_xport" and path.stat().st_size % _XPORT_RECORD:
        raise DataError(f"{path.name} ends within a record, so it is cut off; download it again")
    read_rows = partial(read, str(path), row_limit=most + 1, **options)
    cells, about, notes = _read_encoded(path, read_rows, wanted, reader)
    rows = len(next(iter(cells.values()), ()))
    if rows > most:
        wanted.limit.refuse_more_cells(path.name)
    if names:
        notes += _row_notes(path, described.number_rows, rows, reader)
    if reader in _NO_REASONS:
        notes.append(_NO_REASONS[reader])
    return content_of(cells, about, notes, family, wanted)


def _most_rows(described: Any, names: Sequence[str], file: str, limit: Limit) -> int:
    """Return how many rows may be read of a file, after its own count; more are refused."""
    limit.check_columns(described.number_columns, file)
    widths: Mapping[str, int] = described.variable_storage_width
    width = max(1, sum(widths.get(name, 1) for name in names))
    if described.number_rows is not None:
        limit.check_cells(described.number_rows, len(names), file)
        limit.check_bytes(described.number_rows * width, file)
    return min(limit.cells // max(1, len(names)), limit.bytes // width)


def _row_notes(path: Path, counted: int | None, rows: int, reader: str) -> list[str]:
    """Compare the rows that were read with the file's count; say where it has none.

    Raises
    ------
    DataError
        When the file counts other rows than it holds.
    """
    if reader == "read_xport":
        counted = _transport_count(path)
    if counted is None and reader in _ENDLESS:
        return [
            f"{path.name} does not say how many rows it has, and {rows:,} were read; if it was cut "
            "short, the last ones are missing, so compare with where it comes from"
        ]
    if counted is not None and counted != rows:
        raise DataError(
            f"{path.name} holds {rows:,} rows, but says it has {counted:,}; it is cut off or "
            "damaged, so download it again"
        )
    return []


def _transport_count(path: Path) -> int | None:
    """Return the rows that a SAS transport file of version 8 counts; version 5 counts none."""
    with path.open("rb") as opened:
        head = opened.read(_HEAD)
    found = _TRANSPORT_COUNT.search(head)
    return int(found[1]) or None if found else None


def _read_encoded(
    path: Path, read: Callable[..., Any], wanted: Wanted, reader: str
) -> tuple[Mapping[str, Any], Any, list[str]]:
    """Read in the encoding asked for or declared, else in the one Windows wrote."""
    if reader == "read_por":
        return *_attempt(path, read), []
    try:
        return *_attempt(path, read, encoding=wanted.encoding), []
    except _EncodingError:
        if wanted.encoding is not None:
            raise
    cells, about = _attempt(path, read, encoding=FALLBACK_ENCODING)
    note = (
        f"{path.name} holds characters that are not in the encoding it declares; they were read "
        f"as {FALLBACK_ENCODING} (pass encoding= if words look wrong)"
    )
    about = SimpleNamespace(**{name: _mended(value) for name, value in vars(about).items()})
    return _mended(cells), about, [note]


class _EncodingError(DataError):
    """A file's characters are not in the encoding it was read in."""


def _attempt(path: Path, read: Callable[..., Any], **options: Any) -> Any:
    """Call pyreadstat; whatever it raises on a damaged file becomes one message."""
    try:
        return read(**options)
    except MemoryError:
        raise
    except Exception as error:
        reason = reason_of(error)
        if isinstance(error, UnicodeError) or "convert string" in reason:
            used = options.get("encoding") or "the encoding it declares"
            raise _EncodingError(
                f"{path.name} holds characters that are not in {used}; pass encoding=, "
                'such as encoding="WINDOWS-1252"'
            ) from None
        if "character set" in reason:
            raise DataError(
                f"{path.name} cannot be read with encoding={options.get('encoding')!r}, which is "
                'not known; pass one such as "UTF-8" or "WINDOWS-1252"'
            ) from None
        raise DataError(
            f"{path.name} cannot be read ({reason}); it is damaged or not what its name says, so "
            "export or download it again"
        ) from None


def _mended(told: Any) -> Any:
    """Put right the texts that read as Windows-1252 but were written as UTF-8."""
    if isinstance(told, str):
        try:
            return told if told.isascii() else told.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return told
    if isinstance(told, Mapping):
        return {_mended(key): _mended(value) for key, value in told.items()}
    if isinstance(told, (list, np.ndarray)):
        return [_mended(value) for value in told]
    return told
