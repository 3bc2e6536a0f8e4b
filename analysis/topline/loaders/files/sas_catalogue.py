"""Value labels of a SAS file, which stand in a catalogue of formats beside it."""

from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ...errors import DataError
from ...language.amounts import first_few
from ...language.message import Message
from ..codebook.variables import Wanted
from .extra import library
from .statistical_encoding import read_encoded

_SUFFIX, _USUAL = ".sas7bcat", "formats"
"""What SAS calls a catalogue, and the one that it looks for by itself."""


def with_catalogue(path: Path, about: Any, wanted: Wanted) -> tuple[Any, list[str]]:
    """Return what is known of a SAS file with the labels of its catalogue, and notes.

    One that is not named is called as the file, "formats", as SAS has it by default, or is the
    only one in the folder. There a damaged one costs the labels, not the data.

    Raises
    ------
    DataError
        When a catalogue that is named cannot be read, or has no format of the file.
    """
    formats = {name: own for name, own in about.original_variable_types.items() if own}
    beside = _beside(path)
    catalogue = wanted.formats or (beside[0] if len(beside) == 1 else None)
    if not (formats or wanted.formats) or not (beside or catalogue):
        return about, []
    if catalogue is None:
        return about, [_nothing_says_which(path, beside)]
    reader = library("pyreadstat", _SUFFIX).read_sas7bcat
    try:
        wanted.limit.check_bytes(catalogue.stat().st_size, catalogue.name)
        found, notes = read_encoded(catalogue, partial(reader, str(catalogue)), wanted, "")[1:]
    except (DataError, OSError) as error:
        if wanted.formats is not None:
            raise DataError(f"formats={str(catalogue)!r} could not be read: {error}") from None
        return about, [
            Message(
                "codes have no labels, for their catalogue could not be read: {error}", error=error
            )
        ]
    known = {str(name).upper(): labels for name, labels in found.value_labels.items()}
    # a format without its width: no name of one ends in a digit
    labels = {name: known.get(own.upper().rstrip("0123456789.")) for name, own in formats.items()}
    labels = {name: own for name, own in labels.items() if own}
    if not labels:
        if wanted.formats is not None:
            lacking = first_few([*dict.fromkeys(formats.values())]) or "none"
            raise DataError(
                f"{catalogue.name} has no labels for the formats of {path.name} ({lacking}); it "
                f"has {first_few([*known]) or 'none'}; pass the catalogue that belongs to the file"
            )
        return about, []
    told = SimpleNamespace(**{**vars(about), "variable_value_labels": labels})
    own = Message(
        "value labels are those of {catalogue}"
        if wanted.formats is not None
        else "value labels are those of {catalogue} beside {name}",
        catalogue=catalogue.name,
        name=path.name,
    )
    return told, [*notes, own]


def _beside(path: Path) -> list[Path]:
    """Return the catalogue in the folder of a SAS file that belongs to it, or all that may."""
    # in whatever case its name is written
    beside = [one for one in path.absolute().parent.iterdir() if one.suffix.lower() == _SUFFIX]
    by_name = {one.stem.lower(): one for one in sorted(beside)}
    own = by_name.get(path.stem.lower()) or by_name.get(_USUAL)
    return [own] if own else beside


def _nothing_says_which(path: Path, beside: list[Path]) -> Message:
    """Say that several catalogues lie beside a file, of which none is called as it."""
    return Message(
        "codes have no labels, for nothing says which of the catalogues beside {name} belongs to "
        "it ({listed}); pass it as formats=",
        name=path.name,
        listed=first_few(sorted(one.name for one in beside)),
    )
