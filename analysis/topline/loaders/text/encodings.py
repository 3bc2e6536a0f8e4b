"""How the characters of a text file are coded: by its mark, as UTF-8, or as its letters suggest."""

import codecs
import re
from collections.abc import Iterator
from itertools import islice

from ...errors import DataError
from ...language.marking import marked
from ...language.message import Message
from ..codebook.limit import Limit
from ..encodings.plausible import find_encoding
from ..files.file import File
from .source import Source, line_at

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

_JAPANESE = (b"\x1b$B", b"\x1b$@")
"""What switches ISO-2022-JP to Japanese characters."""

_SAMPLE = 200_000
"""Bytes of lines that tell the encoding."""


class EncodingError(DataError):
    """Nobody knows how a file's characters are coded, so nothing else is known of it."""


def source_of(file: File, encoding: str | None, limit: Limit) -> Source:
    """Find out how a file is coded.

    A byte-order mark decides, then what switches to Japanese, then UTF-8 where every byte fits,
    then what its words look like.

    Raises
    ------
    EncodingError
        When the encoding given is not known, or the file is damaged or cut off.
    """
    if encoding is not None:
        try:
            # a codec that is known, and one of characters
            b"".decode(encoding)
            codecs.getincrementaldecoder(encoding)
        except (LookupError, UnicodeError, ValueError):
            raise EncodingError(
                f"{file.name} cannot be read with encoding={encoding!r}, which is not known; "
                'pass one such as "utf-8" or "cp1252"'
            ) from None
        return Source(file, limit, encoding)
    first = next(file.chunks(limit), b"")
    codec = next((codec for mark, codec in _MARKS if first.startswith(mark)), _wide_codec(first))
    if codec:
        return Source(file, limit, codec)
    if first.isascii() and any(switch in first for switch in _JAPANESE):
        note = Message(_SHIFTED_JAPANESE, name=file.name)
        return Source(file, limit, "iso2022_jp", (note,))
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain = True
    for number, chunk in enumerate(file.chunks(limit)):
        if chunk.isascii() and not decoder.getstate()[0]:
            continue
        try:
            plain = decoder.decode(chunk).isascii() and plain
        except UnicodeDecodeError as error:
            # The error counts from where the last character began.
            line = line_at(islice(file.chunks(limit), number + 1), max(0, error.start))
            byte = error.object[error.start]
            return _guessed(
                file,
                limit,
                Message(_NOT_UTF_8, line=line, byte=f"0x{byte:02x}"),
            )
    if not decoder.getstate()[0]:
        return Source(file, limit, "utf-8", checked=True)
    if plain:
        # it is the only character beyond ASCII
        return _guessed(file, limit, Message("is not UTF-8 (its last byte)"))
    raise EncodingError(f"{file.name} ends within a character, so it is cut off; download it again")


def _guessed(file: File, limit: Limit, fact: str) -> Source:
    """Find out what a file is that is not UTF-8, or say what it may be."""
    found = find_encoding(_beyond_ascii(file, limit))
    if found.encoding:
        codec = found.encoding
        windows = codec.startswith("cp125")
        called = f"Windows-{codec[2:]}" if windows else codec.replace("_", "-").upper()
        note = Message(
            "{name} {fact}; it was read as {encoding} (pass encoding= if words look wrong)",
            name=file.name,
            fact=fact,
            encoding=called,
        )
        return Source(file, limit, found.encoding, (note,))
    likely = [codec for codec in dict.fromkeys(found.likely) if _fits(file, limit, codec)]
    told = " or ".join(f"encoding={codec!r}" for codec in likely)
    raise EncodingError(
        f"{file.name} {fact}, and its words look alike in several encodings, or wrong in all; "
        f"pass {told or 'encoding='}, whichever shows them right, or save it as UTF-8"
    )


def _beyond_ascii(file: File, limit: Limit) -> Iterator[bytes]:
    """Go through lines that hold bytes beyond ASCII, as many as are looked at."""
    held, size = b"", 0
    for chunk in file.chunks(limit):
        *lines, held = re.split(rb"[\r\n]+", held + chunk)
        for line in lines:
            if not line.isascii():
                yield line
                size += len(line)
        if size > _SAMPLE:
            return
    if not held.isascii():
        yield held


def _fits(file: File, limit: Limit, codec: str) -> bool:
    """Tell whether a whole file can be read in an encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for chunk in file.chunks(limit):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _wide_codec(raw: bytes) -> str | None:
    """Recognise UTF-16 without a mark: digits and what parts cells have a zero every other byte."""
    sample = raw[:2000]
    if len(sample) < 4:
        return None
    # a stray one is damage
    some = max(3, 0.1 * len(sample))
    if sample[1::2].count(0) > some and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > some and not sample[1::2].count(0):
        return "utf-16-be"
    return None


_SHIFTED_JAPANESE = marked("{name} switches between ASCII and Japanese; it was read as ISO-2022-JP")
_NOT_UTF_8 = marked("is not UTF-8 (line {line} has the byte {byte})")
