"""SPSS, Stata and SAS files, read by pyreadstat."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from ...errors import DataError
from ...language.marking import marked
from ...language.message import Message
from ..codebook.limit import Limit
from ..codebook.variables import FileContent, Variable, Wanted
from ..sets.needed import FIRST_ROWS, narrowed
from ..statistical.portable import Ranges, portable_missing
from .extra import library
from .file import File
from .sas_catalogue import with_catalogue
from .sav_dictionary import check_labelled_variables, weight_of
from .statistical_encoding import DAMAGED, read_encoded
from .statistical_variables import content_of

_XPORT_RECORD = 80
"""Bytes of a record of a SAS transport file."""

_HEAD = 10_000_000
"""Bytes of a transport file that hold what stands above its rows."""

_TRANSPORT_COUNT = re.compile(rb"HEADER RECORD\*{7}OBSV[89] {3}HEADER RECORD!{7} *(\d{1,15}) ")

_ENDLESS = ("read_sav", "read_xport")
"""Readers of files that may end anywhere: with no count of rows, and no mark of the end."""

_NO_REASONS = {
    "read_por": Message(
        "values this .por file may declare missing are in the data: it says so in a way that is "
        "not read"
    ),
    "read_xport": Message(
        "the missing values .A to .Z of a SAS transport file are read as no data"
    ),
}


def read_statistical(file: File, wanted: Wanted, *, family: str, reader: str) -> FileContent:
    """Read a file of a statistics program.

    Parameters
    ----------
    file : File
        On disk: pyreadstat opens it itself.
    wanted : Wanted
        `columns`, `encoding`, `keep_codes` and `limit` apply.
    family : {"SPSS", "Stata", "SAS"}
    reader : str
        Function of pyreadstat.
    """
    path = file.path
    if path is None:
        raise DataError(f"{file.name} is a file of {family}; pass its path, not an open file")
    if reader != "read_por":
        return _read(path, wanted, family, reader)
    library("pyreadstat", file.suffix)
    wanted.limit.check_bytes(file.size(), file.name)
    # pyreadstat reads some values that a portable file declares missing as no data and leaves
    # others, and tells neither; it is given the file without the declarations
    declared = portable_missing(path.read_bytes())
    if declared is None or not declared.ranges:
        return _read(path, wanted, family, reader, known=declared is not None)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(declared.without)
        return _read(copy, wanted, family, reader, ranges=declared.ranges)


def _read(
    path: Path,
    wanted: Wanted,
    family: str,
    reader: str,
    *,
    ranges: Ranges | None = None,
    known: bool = False,
) -> FileContent:
    """Read a file by pyreadstat; `ranges` are the missing values that are known without it."""
    if reader == "read_sav":
        check_labelled_variables(path)
    read = getattr(library("pyreadstat", path.suffix.lower()), reader)
    options: dict[str, Any] = {"disable_datetime_conversion": True}
    if reader not in _NO_REASONS:
        options["user_missing"] = True
    describe = partial(read, str(path), metadataonly=True, output_format="dict")
    described = read_encoded(path, describe, wanted, reader)[1]
    weight = weight_of(path) if reader == "read_sav" else None
    every = _variables(described, path.name)
    names = [variable.name for variable in every]
    some = partial(read, str(path), row_limit=FIRST_ROWS, **options)
    wanted = narrowed(wanted, every, partial(_first_cells, some, path, wanted, reader), [weight])
    if wanted.columns is not None:
        wanted.check_names(names, path.name)  # pyreadstat's own error names none
        names = options["usecols"] = list(wanted.columns)
    most = _most_rows(described, names, path.name, wanted.limit)
    # A transport file consists of whole records, and does not say how many.
    if reader == "read_xport" and path.stat().st_size % _XPORT_RECORD:
        raise DataError(f"{path.name} ends within a record, so it is cut off; download it again")
    read_rows = partial(_read_rows, partial(read, str(path), **options), most + 1, described)
    cells, about, notes = read_encoded(path, read_rows, wanted, reader)
    rows = len(next(iter(cells.values()), ()))
    if rows > most:
        wanted.limit.refuse_more_cells(path.name)
    if names:
        notes += _row_notes(path, described.number_rows, rows, reader)
    if reader == "read_sas7bdat":
        about, told = with_catalogue(path, about, wanted)
        notes += told
    if weight in names:
        notes.append(Message(_WEIGHTED_BY, weight=repr(weight)))
    if ranges is not None:
        about.missing_ranges = ranges
    elif reader in _NO_REASONS and not known:
        notes.append(_NO_REASONS[reader])
    return content_of(cells, about, notes, family, wanted)


def _variables(described: Any, name: str) -> list[Variable]:
    """Return the variables with their labels, as a file tells them before its cells."""
    if None in described.column_names:
        raise DataError(f"{name} has a variable without a name; {DAMAGED}")
    labels = described.column_names_to_labels
    return [Variable(one, label=labels.get(one) or "") for one in described.column_names]


def _first_cells(
    read: Callable[..., Any], path: Path, wanted: Wanted, reader: str, name: str
) -> Any:
    """Return the first cells of a variable."""
    return read_encoded(path, partial(read, usecols=[name]), wanted, reader)[0][name]


def _read_rows(
    read: Callable[..., Any], most: int, described: Any, **options: Any
) -> tuple[dict[str, Any], Any]:
    """Read columns as arrays, or as lists where whole numbers have letters among them.

    Lists take four times the memory. As a frame pyreadstat 1.3.7 makes a number of no data that
    stands beside letters in a column of whole numbers.
    """
    labels = described.variable_value_labels
    likely = [name for name, own in labels.items() if any(isinstance(code, str) for code in own)]
    form = "dict" if _whole_numbers(described, likely) else "pandas"
    told, about = read(row_limit=most, output_format=form, **options)
    cells = {name: told[name] for name in told}
    if form == "pandas" and (found := _whole_numbers(about, about.missing_user_values)):
        options["usecols"] = found
        cells |= read(row_limit=most, output_format="dict", **options)[0]
    # Stata's usual numbers are of single precision, in which 0.1 is 0.10000000149
    kinds = about.readstat_variable_types
    for name, own in cells.items():
        if kinds.get(name) == "float" and getattr(own, "dtype", None) == np.float64:
            cells[name] = own.astype("float32")
    return cells, about


def _whole_numbers(about: Any, names: Iterable[str]) -> list[str]:
    """Return the variables that a file stores as whole numbers, among some."""
    kinds = about.readstat_variable_types
    return [name for name in names if kinds.get(name, "").startswith("int")]


def _most_rows(described: Any, names: Sequence[str], file: str, limit: Limit) -> int:
    """Return how many rows may be read of a file, after its own count; more are refused."""
    limit.check_columns(described.number_columns, file)
    widths: Mapping[str, int] = described.variable_storage_width
    width = max(1, sum(widths.get(name, 1) for name in names))
    if described.number_rows is not None:
        limit.check_cells(described.number_rows, len(names), file)
        limit.check_bytes(described.number_rows * width, file)
    return min(limit.cells // max(1, len(names)), limit.bytes // width)


def _row_notes(path: Path, counted: int | None, rows: int, reader: str) -> list[str]:
    """Compare the rows that were read with the file's count; say where it has none.

    Raises
    ------
    DataError
        When the file counts other rows than it holds.
    """
    if reader == "read_xport":
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
        # a transport file of version 8 counts its rows; version 5 counts none
        found = _TRANSPORT_COUNT.search(head)
        counted = int(found[1]) or None if found else None
    if counted is None and reader in _ENDLESS:
        return [
            Message(
                "{name} does not say how many rows it has, and {rows} were read; if it was cut "
                "short, the last ones are missing, so compare with where it comes from",
                name=path.name,
                rows=rows,
            )
        ]
    if counted is not None and counted != rows:
        raise DataError(
            f"{path.name} holds {rows:,} rows, but says it has {counted:,}; it is cut off or "
            "damaged, so download it again"
        )
    return []


_WEIGHTED_BY = marked("SPSS weights the file by {weight}; weights={weight} does so here")
