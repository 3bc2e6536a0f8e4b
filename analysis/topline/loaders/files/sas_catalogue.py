"""Value labels of a SAS file, which stand in a catalogue of formats beside it."""

from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from ...errors import DataError
from ..codebook.variables import Wanted
from .extra import library
from .statistical_encoding import read_encoded

_SUFFIX, _USUAL = ".sas7bcat", "formats"
"""What SAS calls a catalogue, and the one that it looks for by itself."""


def with_catalogue(path: Path, about: Any, wanted: Wanted) -> tuple[Any, list[str]]:
    """Return what is known of a SAS file with the labels of its catalogue, and notes.

    The catalogue is called as the file, "formats", as SAS has it by default, or is the only one in
    the folder. A damaged one costs the labels, not the data.
    """
    formats = {name: own for name, own in about.original_variable_types.items() if own}
    # in whatever case the name of the catalogue is written
    beside = [one for one in path.absolute().parent.iterdir() if one.suffix.lower() == _SUFFIX]
    by_name = {one.stem.lower(): one for one in sorted(beside)}
    only = beside[0] if len(beside) == 1 else None
    catalogue = by_name.get(path.stem.lower()) or by_name.get(_USUAL) or only
    if catalogue is None or not formats:
        return about, []
    reader = library("pyreadstat", _SUFFIX).read_sas7bcat
    try:
        wanted.limit.check_bytes(catalogue.stat().st_size, catalogue.name)
        found, notes = read_encoded(catalogue, partial(reader, str(catalogue)), wanted, "")[1:]
    except (DataError, OSError) as error:
        return about, [f"codes have no labels, for their catalogue could not be read: {error}"]
    known = {str(name).upper(): labels for name, labels in found.value_labels.items()}
    # a format without its width: no name of one ends in a digit
    labels = {name: known.get(own.upper().rstrip("0123456789.")) for name, own in formats.items()}
    labels = {name: own for name, own in labels.items() if own}
    if not labels:
        return about, []
    told = SimpleNamespace(**{**vars(about), "variable_value_labels": labels})
    return told, [*notes, f"value labels are those of {catalogue.name} beside {path.name}"]
