"""How much a PDF holds once unpacked, told before its reader unpacks or draws any of it."""

import re
import zlib
from base64 import a85decode
from binascii import unhexlify
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from typing import Any

from ....language.message import Message, PrintedNumber
from ...codebook.limit import Limit

_STREAM = re.compile(rb"stream\r?\n")
_FILTERS = re.compile(
    rb"/(ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL)\b"
)
_DICTIONARY = 1024
"""Bytes before a stream in which the names of its filters stand."""

_RUN = 64
"""Bytes at most that one byte of run lengths stands for."""

_PART = 1 << 20

_PAGE_BYTES = 10_000_000
_FORM = 1_000
_LETTERS = 100_000
_LINES = 200_000
"""What a page draws at most: bytes, of which a form counts as some at least, letters, and parts of
lines. One of nothing but words has ten thousand bytes and letters."""

_DRAWN = 5
"""Part of the limit that what all pages draw may be: it is read sign by sign, pictures are not."""

_CROSSINGS = 25_000_000
"""Pairs of upright and level lines of a page; a table of a thousand ruled cells has six million."""


def check_unpacked(raw: bytes, limit: Limit, name: str) -> None:
    """Refuse a PDF whose streams hold more than the limit once unpacked.

    What a stream is packed by is told by its own first bytes, for its names can be written in many
    ways; it may be packed several times over. What has a password is measured as it is.

    Raises
    ------
    DataError
    """
    size = len(raw)
    for found in _STREAM.finditer(raw):
        before = raw[max(0, found.start() - _DICTIONARY) : found.start()]
        filters = _FILTERS.findall(before[max(0, before.rfind(b" obj")) :])
        end = raw.find(b"endstream", found.end())
        data = raw[found.end() : end if end >= 0 else len(raw)]
        for one in filters:
            if one in (b"LZWDecode", b"LZW"):
                # counted without keeping them; what is damaged ends there
                with suppress(Exception):
                    for part in import_module("pdfminer.lzw").LZWDecoder(BytesIO(data)).run():
                        size += len(part)
                        if size > limit.bytes:
                            break
            elif one in (b"RunLengthDecode", b"RL"):
                size += _RUN * len(data)
            else:
                # bytes that are written as letters or digits; nothing where they are none
                written, data = data, b""
                with suppress(ValueError):
                    if one in (b"ASCIIHexDecode", b"AHx"):
                        digits = b"".join(written.partition(b">")[0].split())
                        data = unhexlify(digits + b"0" * (len(digits) % 2))
                    else:
                        data = a85decode(written.strip().removeprefix(b"<~").partition(b"~")[0])
        while _is_deflated(data) and size <= limit.bytes:
            data, unpacked = _inflated(data, limit.bytes + 1 - size)
            size += unpacked
        if size > limit.bytes:
            limit.refuse_more_bytes(name)


def _is_deflated(data: bytes | bytearray) -> bool:
    """Tell whether bytes begin as zlib's do."""
    return len(data) > 2 and data[0] & 15 == 8 and (256 * data[0] + data[1]) % 31 == 0


def _inflated(data: bytes, most: int) -> tuple[bytes, int]:
    """Return what zlib unpacks where that is packed again, and how much it unpacks, up to `most`.

    Of damaged data what comes before the damage.
    """
    unpacker = zlib.decompressobj()
    kept, size = bytearray(), 0
    with suppress(zlib.error):
        while data and size < most and not unpacker.eof:
            part = unpacker.decompress(data, _PART)
            data = unpacker.unconsumed_tail
            size += len(part)
            if not kept or _is_deflated(kept):
                kept += part
    return bytes(kept), size


class Drawn:
    """Counts what pages draw, and draws nothing: a device of pdfminer.

    Of a stream drawn twice both count, for forms may draw forms that draw forms.
    """

    def __init__(self, limit: Limit, name: str) -> None:
        """Start with no page."""
        self.limit, self.name = limit, name
        self.bytes = self.page_bytes = self.letters = self.lines = 0

    def too_much(self, page: Any) -> str:
        """Return why a page is not laid out, before it is; nothing where it is.

        Raises
        ------
        DataError
            When the pages so far draw too much for a document of tables.
        """
        self.page_bytes = self.letters = self.lines = 0
        with suppress(_TooMuchError):
            _counting_reader()(page.pdf.rsrcmgr, self).process_page(page.page_obj)
        if self.bytes > self.limit.bytes // _DRAWN:
            self.limit.refuse_more_bytes(self.name)
        if self.page_bytes > _PAGE_BYTES:
            return Message(
                "it draws more than {size} MB", size=PrintedNumber(f"{_PAGE_BYTES / 10**6:g}")
            )
        if self.letters > _LETTERS:
            return Message("it has more than {n} letters", n=_LETTERS)
        if self.lines > _LINES:
            return Message("it has more than {n} lines", n=_LINES)
        upright = sum(line["orientation"] == "v" for line in page.edges)
        if upright * (len(page.edges) - upright) > _CROSSINGS:
            return Message("it has {n} lines that may cross", n=len(page.edges))
        return ""

    def read(self, streams: Iterable[Any]) -> None:
        """Count the bytes of some streams that a page or a form of it draws."""
        for stream in streams:
            data = import_module("pdfminer.pdftypes").resolve1(stream).get_data()
            self.bytes += len(data)
            # a form of nothing, drawn again and again, takes its time as well
            self.page_bytes += len(data) + _FORM
        self.stop()

    def render_string(self, _state: Any, parts: Iterable[Any], *_: Any) -> None:
        """Count letters."""
        self.letters += sum(len(part) for part in parts if isinstance(part, bytes))
        self.stop()

    def paint_path(self, *drawn: Any) -> None:
        """Count the parts of a line."""
        self.lines += len(drawn[-1])
        self.stop()

    def stop(self) -> None:
        """End a page that draws more than words and tables do."""
        over = self.page_bytes > _PAGE_BYTES or self.letters > _LETTERS or self.lines > _LINES
        if over or self.bytes > self.limit.bytes // _DRAWN:
            raise _TooMuchError

    def __getattr__(self, name: str) -> Any:
        """Return what does nothing: pictures, tags and the rest of a device."""
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_, **__: None


class _TooMuchError(Exception):
    pass


def _counting_reader() -> Any:
    """Return pdfminer's reader of what is drawn, which tells its device each stream first."""
    reader: Any = import_module("pdfminer.pdfinterp").PDFPageInterpreter

    class Counting(reader):  # type: ignore[misc]
        def render_contents(self, resources: Any, streams: Any, **options: Any) -> None:
            self.device.read(streams)
            super().render_contents(resources, streams, **options)

    return Counting
