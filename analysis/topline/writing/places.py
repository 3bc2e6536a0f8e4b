"""Where a file or a folder is wanted: a path as a person gave it, checked before one writes."""

import os
from errno import ENAMETOOLONG
from hashlib import sha256
from os import PathLike
from pathlib import Path

from ..errors import ArgumentError

_LONGEST = 200
"""Bytes of a name that leave room for what hidden names add; most file systems take 255."""


def given_path(path: str | PathLike[str], what: str) -> Path:
    """Return a path that a person gave for `what`, such as "the report".

    Raises
    ------
    ArgumentError
        When it is no path, is empty, or has signs that no file system takes.
    """
    try:
        text = os.fspath(path)
    except TypeError:
        raise ArgumentError(f"{path!r} is no path; name where {what} is to be written") from None
    if not isinstance(text, str):
        raise ArgumentError(f"{path!r} is no text; give the path as a text or a pathlib.Path")
    if not text.strip():
        raise ArgumentError(f"the path is empty; name where {what} is to be written")
    try:
        os.fsencode(text)
    except UnicodeEncodeError:
        raise ArgumentError(f"{text!r} has signs that no name can have; use others") from None
    if "\0" in text:
        raise ArgumentError(f"{text!r} has a sign that no name can have; leave it out")
    try:
        Path(text).exists()
    except OSError as problem:
        long = problem.errno == ENAMETOOLONG
        named, other = (f"{text[:60]}…", "a shorter name") if long else (text, "another place")
        raise ArgumentError(
            f"{named} cannot be written ({problem.strerror}); choose {other}"
        ) from None
    return Path(text)


def file_place(path: str | PathLike[str], what: str, endings: tuple[str, ...]) -> Path:
    """Return the path of a file that is to be written, when one can be.

    Parameters
    ----------
    path : path
        What a person gave.
    what : str
        What is written, such as "the picture".
    endings : tuple of str
        Which endings it may have, such as (".svg", ".png").

    Raises
    ------
    ArgumentError
        When there is no name before the ending, the ending is another, a folder has that name, the
        folder it should lie in does not exist, or a link leads nowhere.
    """
    place = given_path(path, what)
    expected = " or ".join(filter(None, (", ".join(endings[:-1]), endings[-1])))
    if place.name.lower() in endings or (place.suffix and not place.stem.strip(" .")):
        raise ArgumentError(
            f"{place.name!r} has no name before its ending; call the file, say, 'name{endings[0]}'"
        )
    if place.is_dir():
        raise ArgumentError(f"{place} is a folder; name a file in it, ending in {expected}")
    if place.suffix.lower() not in endings:
        raise ArgumentError(f"{place.name!r} does not end in {expected}; choose a name that does")
    standing(place)
    return place


def standing(place: Path) -> Path:
    """Return where a file is to lie, links followed; its folder is there."""
    if place.is_symlink() and not place.exists():
        raise ArgumentError(_nowhere(place))
    if not place.parent.is_dir():
        if place.parent.exists():
            raise ArgumentError(f"{place.parent} is a file; choose a folder for {place.name!r}")
        raise ArgumentError(f"the folder {place.parent} does not exist; make it first")
    if place.exists() and not place.is_file():
        raise ArgumentError(f"{place} is no usual file; choose another name")
    return place.resolve()


def folder_place(path: str | PathLike[str], what: str) -> Path:
    """Return the path of a folder to write into, which may not exist yet.

    Raises
    ------
    ArgumentError
        When it is empty, is a file or lies in one, or is a link that leads nowhere.
    """
    folder = given_path(path, what)
    for step in (folder, *folder.parents):
        if step.is_symlink() and not step.exists():
            raise ArgumentError(_nowhere(step))
        if step.exists():
            if not step.is_dir():
                raise ArgumentError(f"{step} is a file; choose a folder for {what}")
            break
    return folder


def hidden(place: Path, ending: str) -> Path:
    """Return a hidden name beside a file or folder: always the same, and never too long."""
    name = place.name
    if len(os.fsencode(name)) > _LONGEST:
        name = sha256(os.fsencode(name)).hexdigest()
    return place.with_name(f".{name}.{ending}")


def _nowhere(link: Path) -> str:
    there = link.readlink()
    return f"{link} is a link to {there}, which does not exist; make that, or remove the link"
