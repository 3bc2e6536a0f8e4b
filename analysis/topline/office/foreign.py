"""Decks and documents that others made: bounded before they are opened, damage told in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ..errors import DataError, ToplineError
from ..figures.problems import reason_of
from ..wording import decimal_text

_MOST_BYTES = 10**9
"""Bytes that a deck or a document may hold once unpacked, pictures and films included."""


@contextmanager
def given_file(given: bytes | Path | None, kind: str) -> Iterator[BytesIO | None]:
    """Open a deck or a document to start from; what its damage leads to is told in words.

    Damage shows when a part is needed, so that all work with the file is done within.

    Parameters
    ----------
    given : bytes or path, optional
        An older file to bring up to date, or a template.
    kind : str
        What it should be, such as "a PowerPoint file (.pptx)".

    Raises
    ------
    DataError
        When it is none, is damaged, or holds too much.
    """
    if given is None:
        yield None
        return
    name, other = "the file that is there already", "place to write"
    if isinstance(given, Path):
        name, other = str(given), "template"
    remedy = f"save it again there, or choose another {other}"
    try:
        raw = given if isinstance(given, bytes) else given.read_bytes()
        with ZipFile(BytesIO(raw)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (OSError, ValueError, BadZipFile, NotImplementedError):
        raise DataError(f"{name} is no office file; expected {kind}, so {remedy}") from None
    if size > _MOST_BYTES:
        raise DataError(
            f"{name} holds {decimal_text(size / 10**9, 1)} GB once unpacked; expected at most "
            f"{_MOST_BYTES // 10**9} GB, so leave its films and pictures out"
        )
    file = BytesIO(raw)
    try:
        yield file
    except (ToplineError, MemoryError):
        raise
    except Exception as error:
        # libraries call a file without a name by its place in memory
        reason = reason_of(error).replace(f"file '{file}'", "it")
        raise DataError(
            f"{name} cannot be used ({reason}); expected {kind}, so {remedy}"
        ) from error
