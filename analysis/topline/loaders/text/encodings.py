"""How the characters of a text file are coded: by its mark, as UTF-8, or as its letters suggest."""

import codecs
from itertools import islice

from ...errors import DataError
from ..codebook.limit import Limit
from ..files.file import File
from .source import Source, line_at

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def source_of(file: File, encoding: str | None, limit: Limit) -> Source:
    """Find out how a file is coded.

    A byte-order mark decides, then UTF-8 where every byte fits, then Windows-1252.

    Raises
    ------
    DataError
        When the encoding given is not known, or the file is damaged.
    """
    if encoding is not None:
        return Source(file, limit, _known(file.name, encoding))
    first = next(file.chunks(limit), b"")
    codec = next((codec for mark, codec in _MARKS if first.startswith(mark)), _wide_codec(first))
    if codec:
        return Source(file, limit, codec)
    decoder = codecs.getincrementaldecoder("utf-8")()
    for number, chunk in enumerate(file.chunks(limit)):
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError as error:
            # The error counts from where the last character began.
            line = line_at(islice(file.chunks(limit), number + 1), max(0, error.start))
            byte = error.object[error.start]
            note = (
                f"{file.name} is not UTF-8 (line {line} has the byte 0x{byte:02x}); it was read "
                "as Windows-1252 (pass encoding= if words look wrong)"
            )
            return Source(file, limit, "cp1252", (note,))
    return Source(file, limit, "utf-8", checked=True)


def _known(name: str, encoding: str) -> str:
    """Return an encoding that is known, and one of characters."""
    try:
        b"".decode(encoding)
        codecs.getincrementaldecoder(encoding)
    except (LookupError, UnicodeError, ValueError):
        raise DataError(
            f"{name} cannot be read with encoding={encoding!r}, which is not known; "
            'pass one such as "utf-8" or "cp1252"'
        ) from None
    return encoding


def _wide_codec(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: every other byte of plain text is zero."""
    sample = raw[:2000]
    if len(sample) < 4:
        return None
    if sample[1::2].count(0) > 0.4 * len(sample) and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * len(sample) and not sample[1::2].count(0):
        return "utf-16-be"
    return None
