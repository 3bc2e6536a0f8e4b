"""What a workbook's parts hold, counted before they are read: its texts, and their pieces.

Each text becomes a value, and each piece of one an object, however well they were packed.
"""

import re
import zipfile
from collections.abc import Iterator
from functools import partial

from ...errors import DataError
from ..codebook.limit import Limit

_CHUNK = 1 << 20
_SMALL = 1 << 22
"""Bytes of a part that holds too few texts to be counted."""

_MOST_TAGS = 1_000_000
"""Tags within one text: a cell has 32,767 signs at most, and this is thirty for each."""

_TEXT_TAG = re.compile(rb"<(/?)(?:\w{1,40}:)?(si|is)(?=[\s/>])\s*(/?)")
"""Where a text of all cells or of one begins or ends; one that ends at once is empty."""

_HINTS = (b"<si", b":si", b"/si", b"<is", b":is", b"/is")


def check_texts(archive: zipfile.ZipFile, limit: Limit, name: str) -> None:
    """Refuse a workbook of too many texts, of a text in too many pieces, or with entities.

    Raises
    ------
    DataError
    """
    texts = 0
    for part in archive.infolist():
        tags, inside = 0, False
        for chunk in _chunks(archive, part, name):
            if part.file_size < _SMALL:
                continue
            found = _TEXT_TAG.findall(chunk) if any(hint in chunk for hint in _HINTS) else []
            texts += sum(kind == b"si" and not end for end, kind, _ in found)
            limit.check_texts(texts, name)
            # a text of so many tags goes on over several chunks
            tags = tags + chunk.count(b"<") if inside and not found else 0
            if found:
                inside = found[-1][0] == found[-1][2] == b""
            if tags > _MOST_TAGS:
                raise DataError(
                    f"{name} has a text of more than {_MOST_TAGS:,} tags in {part.filename}, and a "
                    "cell holds 32,767 signs at most; it is damaged or hostile, so save it again "
                    "as .xlsx"
                )


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Go through a part; entities, which unpack once more, are defined in no workbook."""
    with archive.open(part) as file:
        before = b""
        for read in iter(partial(file.read, _CHUNK), b""):
            # a sign of ASCII is the same byte in UTF-16, beside a zero; a tag may be cut
            before = before[-64:] + read.replace(b"\0", b"")
            if b"<!DOCTYPE" in before:
                raise DataError(
                    f"{name} defines entities in {part.filename}, which no workbook does; it is "
                    "damaged or hostile, so save it again as .xlsx"
                )
            yield before
