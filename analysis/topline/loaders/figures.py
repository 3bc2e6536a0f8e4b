"""A user's own table of published figures, from a CSV file."""

import csv
from collections.abc import Sequence
from io import StringIO
from os import PathLike
from pathlib import Path
from typing import BinaryIO, TextIO

import pandas as pd

from ..errors import ArgumentError, DataError
from ..figures.problems import SHOWN
from ..figures.table import as_figures

DELIMITERS = ",;\t"


def read_figures(
    source: str | PathLike[str] | TextIO | BinaryIO, *, percent_scale: str | None = None
) -> pd.DataFrame:
    r"""Read published figures from a CSV file, checking every cell.

    The file has one row per published figure and at least the columns figure_id, claim, percent,
    n and unit; every other column of the figures schema is welcome. Percents may be written as
    they were printed: "26%", "26.4 percent", "26", "<1%", "about 75%", or "*" for less than half a
    percent. Bases may be written as 400, "1,012" or "300+"; an empty cell says not stated.

    Parameters
    ----------
    source : path or open file
        UTF-8, separated by comma, semicolon or tab.
    percent_scale : {"percent", "proportion"}, optional
        What bare numbers in `percent` are. Undeclared, 26 is 26 percent and 0.26 is refused,
        since it could be either.

    Returns
    -------
    pandas.DataFrame
        One row per figure with the schema's columns and dtypes; further columns come last.

    Raises
    ------
    DataError
        When the file cannot be read, or with every row, column and value that cannot be used.
    ArgumentError
        When `source` is neither a path nor an open file, or `percent_scale` none of the above.

    Examples
    --------
    >>> from io import StringIO
    >>> table = StringIO("figure_id,claim,percent,n,unit\n"
    ...                  "prefer,prefer the note,63%,400,share_of_respondents\n")
    >>> print(read_figures(table)[["percent", "decimals", "n"]].to_string(index=False))
     percent  decimals   n
        63.0         0 400
    """
    name, text = _text(source)
    header, records, lines = _parse(text, name)
    frame = pd.DataFrame(records, columns=pd.Index(header), dtype="string").replace("", pd.NA)
    return as_figures(frame, percent_scale=percent_scale, name=name, lines=lines)


def _text(source: str | PathLike[str] | TextIO | BinaryIO) -> tuple[str, str]:
    """Return what to call the source, and its text."""
    if not isinstance(source, (str, PathLike)):
        return _read_open(source)
    path = Path(source)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} does not exist; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{str(path)!r} cannot be read ({reason}); expected a CSV file") from None
    return path.name, _decode(raw, path.name)


def _read_open(source: TextIO | BinaryIO) -> tuple[str, str]:
    if not hasattr(source, "read"):
        raise ArgumentError(
            f"the source is a {type(source).__name__}; expected a path or an open file "
            "(as_figures takes a table)"
        )
    name = str(getattr(source, "name", "the figures table"))
    try:
        content = source.read()
    except UnicodeDecodeError as error:
        raise DataError(
            f"{name} is not {error.encoding.upper()}; save it as CSV UTF-8, or open it in its "
            "own encoding"
        ) from None
    except (OSError, ValueError) as error:
        raise DataError(f"{name} cannot be read ({error}); expected an open CSV file") from None
    return name, content.lstrip("\ufeff") if isinstance(content, str) else _decode(content, name)


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DataError(f"{name} is a spreadsheet, not CSV; export it as CSV (UTF-8) first")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        line = len((error.object[: error.start] + b"x").splitlines())
        raise DataError(
            f"{name} is not UTF-8: line {line} has the byte 0x{byte:02x}; save it as CSV UTF-8"
        ) from None
    if "\0" in text:
        raise DataError(f"{name} holds NUL bytes, so it is no text file; export it as CSV (UTF-8)")
    return text


def _parse(text: str, name: str) -> tuple[list[str], list[list[str]], list[int]]:
    """Split CSV text into header, records and the file line of each record."""
    if not text.strip():
        raise DataError(f"{name} is empty; expected a header line and one row per figure")
    if text.lstrip()[:1] == "<":
        raise DataError(f"{name} is HTML or XML, not CSV; download the data file itself")
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    header: list[str] = []
    records: list[list[str]] = []
    lines: list[int] = []
    try:
        for record in reader:
            if not any(cell.strip() for cell in record):
                continue
            if not header:
                header = [cell.strip() for cell in record]
                continue
            records.append([cell.strip() for cell in record])
            lines.append(reader.line_num)
    except csv.Error as error:
        raise DataError(f"{name}, line {reader.line_num}: {error}; correct the quoting") from None
    _check_lengths(records, lines, len(header), name)
    return *_without_blank_columns(header, records), lines


def _check_lengths(
    records: Sequence[list[str]], lines: Sequence[int], width: int, name: str
) -> None:
    """Refuse records that do not fit the header, naming the first ten."""
    wrong = [
        f"line {line} has {len(record)} cell{'' if len(record) == 1 else 's'}"
        for record, line in zip(records, lines, strict=True)
        if len(record) != width
    ]
    if wrong:
        more = f" and {len(wrong) - SHOWN} more lines" if len(wrong) > SHOWN else ""
        raise DataError(
            f"{name}, {', '.join(wrong[:SHOWN])}{more}, but the header has {width}; "
            "quote cells that contain the separator"
        )


def _without_blank_columns(
    header: list[str], records: list[list[str]]
) -> tuple[list[str], list[list[str]]]:
    """Drop columns with neither name nor content, as spreadsheets leave them."""
    kept = [
        position
        for position, column in enumerate(header)
        if column or any(record[position] for record in records)
    ]
    return [header[p] for p in kept], [[record[p] for p in kept] for record in records]


def _delimiter(text: str) -> str:
    """Return the separator that occurs most in the header line."""
    header = next(line for line in text.splitlines() if line.strip())
    return max(DELIMITERS, key=header.count)
