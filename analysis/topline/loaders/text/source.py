"""The characters of a text file, as a stream of UTF-8 whatever its encoding is."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ...errors import DataError
from ..codebook.limit import Limit
from ..files.file import File

_END_OF_FILE = b"\x1a"
"""What DOS programs write behind the last line."""


@dataclass(frozen=True)
class Source:
    """A text file whose encoding is known.

    Attributes
    ----------
    file : File
    limit : Limit
        How much of it is read.
    encoding : str
    notes : tuple of str
        How the encoding was found where the file does not say.
    checked : bool
        Whether its bytes are UTF-8 as they are, without a mark.
    parted : tuple of bytes
        A separator of several characters, and the one read in its place; empty where there is none.
    """

    file: File
    limit: Limit
    encoding: str
    notes: tuple[str, ...] = ()
    checked: bool = False
    parted: tuple[bytes, bytes] | tuple[()] = ()

    @property
    def path(self) -> Path | None:
        """Where the text lies as UTF-8, neither packed nor coded otherwise."""
        as_it_is = self.checked and not self.parted and not self.file.is_packed()
        return self.file.path if as_it_is else None

    def utf8(self) -> Iterator[bytes]:
        """Go through its characters as UTF-8, without the marks of its beginning and end.

        Raises
        ------
        DataError
            When a byte does not fit its encoding.
        """
        before = b""
        for number, chunk in enumerate(self._with_separator()):
            if b"\0" in chunk:
                line = line_at(islice(self._decoded(), number + 1), chunk.index(b"\0"))
                raise DataError(
                    f"{self.file.name} holds NUL bytes (line {line}), so it is damaged or no text "
                    "file; export it again as CSV (UTF-8)"
                )
            if before:
                yield before
            before = chunk
        yield before.removesuffix(_END_OF_FILE)

    def _with_separator(self) -> Iterator[bytes]:
        """Go through its characters with one separator in the place of several characters."""
        if not self.parted:
            yield from self._decoded()
            return
        written, one = self.parted
        kept, outside = b"", True
        for chunk in self._decoded():
            pieces = (kept + chunk).split(b'"')
            # what stands between quotation marks holds it as it is
            for at in range(0 if outside else 1, len(pieces), 2):
                pieces[at] = pieces[at].replace(written, one)
            outside = outside == (len(pieces) % 2 == 1)
            # the first half of a separator waits for the second
            kept = written[:1] if outside and pieces[-1].endswith(written[:1]) else b""
            pieces[-1] = pieces[-1].removesuffix(kept)
            yield b'"'.join(pieces)
        yield kept

    def below(self, start: int) -> Iterator[bytes]:
        """Go through its characters as UTF-8 behind the first bytes."""
        for chunk in self.utf8():
            if start < len(chunk):
                yield chunk[start:]
            start = max(0, start - len(chunk))

    def text(self) -> str:
        """Return all its characters."""
        return b"".join(self.utf8()).decode("utf-8")

    def head(self, size: int) -> tuple[str, bool]:
        """Return characters of its beginning, and whether these are all."""
        found = b""
        for chunk in self.utf8():
            found += chunk
            if len(found) > size:
                return found[:size].decode("utf-8", "ignore"), False
        return found.decode("utf-8"), True

    def _decoded(self) -> Iterator[bytes]:
        if self.checked:
            yield from self.file.chunks(self.limit)
            return
        decoder = codecs.getincrementaldecoder(self.encoding)()
        first = True
        try:
            for chunk in self.file.chunks(self.limit):
                text = decoder.decode(chunk)
                if text:
                    yield (text.removeprefix("\ufeff") if first else text).encode("utf-8")
                    first = False
            if last := decoder.decode(b"", final=True):
                yield last.encode("utf-8")
        except UnicodeError:
            raise DataError(
                f'{self.file.name} is not {self.encoding}; pass another encoding, such as "utf-8" '
                'or "cp1252"'
            ) from None


class Stream:
    """The bytes of a text behind its header, as Arrow reads them."""

    closed = False

    def __init__(self, source: Source, start: int, most: int | None = None) -> None:
        self._chunks: Iterator[bytes] = source.utf8()
        self._held = memoryview(b"")
        self._left = most
        self._take(start)

    def read(self, size: int) -> bytes:
        """Return so many bytes, fewer at the end or where no more are wanted."""
        found = self._take(size if self._left is None else min(size, self._left))
        if self._left is not None:
            self._left -= len(found)
        return found

    def _take(self, size: int) -> bytes:
        found: list[bytes] = []
        while size > 0:
            if not self._held:
                chunk = next(self._chunks, None)
                if chunk is None:
                    break
                self._held = memoryview(chunk)
            found.append(bytes(self._held[:size]))
            self._held = self._held[size:]
            size -= len(found[-1])
        return b"".join(found)

    def close(self) -> None:
        """Let go of the file."""
        self._chunks = iter(())
        self.closed = True


def line_at(chunks: Iterable[bytes], at: int) -> int:
    """Return the line of a byte of the last of some chunks."""
    line, before = 1, b""
    for chunk in chunks:
        line += _line_ends(before)
        before = chunk
    return line + _line_ends(before[:at])


def _line_ends(raw: bytes) -> int:
    return raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
