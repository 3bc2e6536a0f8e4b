"""The file to read: what messages call it, and where its bytes are."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from ...errors import DataError
from ...figures.problems import reason_of, system_reason
from ...nearest import nearest_spelling
from ..codebook.limit import Limit

GZIP = b"\x1f\x8b"
"""What a gzip file begins with."""

_CHUNK = 1 << 17

_LISTED = 1_000
"""Files of a folder whose names are looked at for the one that was meant."""


@dataclass(frozen=True)
class File:
    """A file on disk, or the content of one that was open already.

    Attributes
    ----------
    name : str
        What messages call it; its suffix is what it says it is.
    path : Path, optional
        Where it lies.
    content : bytes
        What it holds, where it has no path.
    """

    name: str
    path: Path | None = None
    content: bytes = b""

    @classmethod
    def at(cls, path: str | PathLike[str]) -> "File":
        """Return the file at a path, or say why it cannot be read.

        Raises
        ------
        DataError
            When there is none, it is a folder, or it cannot be opened.
        """
        place = Path(path)
        try:
            if place.is_dir():
                raise DataError(f"{path} is a folder; pass the path of one file in it")
            with place.open("rb"):
                return cls(place.name, place)
        except FileNotFoundError:
            beside: list[str] = []
            # a folder that cannot be listed is no reason to say less
            with suppress(OSError):
                beside = [one.name for one in islice(place.parent.iterdir(), _LISTED)]
            near = nearest_spelling(place.name, beside)
            hint = f"; did you mean {place.with_name(near)}?" if near else ""
            raise DataError(f"{path} does not exist; check the path{hint}") from None
        except DataError:
            raise
        except (OSError, ValueError) as error:
            raise DataError(
                f"{str(path)!r} cannot be read ({system_reason(error)}); check the file"
            ) from None

    @property
    def suffix(self) -> str:
        """How its name ends, in small letters."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """Open its bytes for reading."""
        return BytesIO(self.content) if self.path is None else self.path.open("rb")

    def size(self) -> int:
        """How many bytes it has, packed as it is."""
        return len(self.content) if self.path is None else self.path.stat().st_size

    def is_packed(self) -> bool:
        """Tell whether it is gzip."""
        with self.open() as opened:
            return opened.read(len(GZIP)) == GZIP

    def chunks(self, limit: Limit) -> Iterator[bytes]:
        """Go through its bytes, unpacked where it is gzip, some at a time.

        Raises
        ------
        DataError
            When there are more than the limit, found without keeping them, or it is damaged.
        """
        packed = self.is_packed()
        if not packed:
            limit.check_bytes(self.size(), self.name)
        seen = 0
        try:
            with self.open() as opened, gzip.open(opened) if packed else opened as stream:
                while chunk := stream.read(_CHUNK):
                    seen += len(chunk)
                    # A device has no size, and no end; a small file may unpack to anything.
                    if seen > limit.bytes:
                        limit.refuse_more_bytes(self.name)
                    yield chunk
        except (OSError, EOFError, zlib.error) as error:
            if not packed:
                raise
            raise DataError(
                f"{self.name} cannot be unpacked ({reason_of(error)}); download it again"
            ) from None
