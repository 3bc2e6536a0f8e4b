"""The file to read: what messages call it, and where its bytes are."""

from dataclasses import dataclass
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from ...errors import DataError


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
        if place.is_dir():
            raise DataError(f"{path} is a folder; pass the path of one file in it")
        try:
            with place.open("rb"):
                return cls(place.name, place)
        except FileNotFoundError:
            raise DataError(f"{path} does not exist; check the path") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise DataError(f"{str(path)!r} cannot be read ({reason}); check the file") from None

    @property
    def suffix(self) -> str:
        """How its name ends, in small letters."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """Open its bytes for reading."""
        return BytesIO(self.content) if self.path is None else self.path.open("rb")

    def read_bytes(self) -> bytes:
        """Return all its bytes."""
        return self.content if self.path is None else self.path.read_bytes()
