"""A user's own table of published figures, from a CSV file."""

import csv
from io import StringIO
from os import PathLike
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from ..errors import DataError
from .coerce import as_figures

DELIMITERS = ",;\t"


def read_figures(
    source: str | PathLike[str] | TextIO, *, percent_scale: str | None = None
) -> pd.DataFrame:
    r"""Read published figures from a CSV file, checking every cell.

    The file has one row per published figure and at least the columns figure_id, claim, percent,
    n and unit; every other column of the figures schema is welcome. Percents may be written as
    they were printed: "26%", "26.4 percent", "26", "<1%", "about 75%", or "*" for less than half a
    percent. Bases may be written as 400, "1,012" or "300+"; an empty cell says not stated.

    Parameters
    ----------
    source : path or text file
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

    Examples
    --------
    >>> from io import StringIO
    >>> table = StringIO("figure_id,claim,percent,n,unit\n"
    ...                  "prefer,prefer the note,63%,400,share_of_respondents\n")
    >>> read_figures(table)[["percent", "decimals", "n"]].iloc[0].tolist()
    [63.0, 0, 400]
    """
    name, text = _text(source)
    header, records, lines = _parse(text, name)
    frame = pd.DataFrame(records, columns=pd.Index(header), dtype=object)
    return as_figures(frame, percent_scale=percent_scale, name=name, lines=lines)


def _text(source: str | PathLike[str] | TextIO) -> tuple[str, str]:
    """Return what to call the source, and its text."""
    if not isinstance(source, (str, PathLike)):
        return str(getattr(source, "name", "the figures table")), source.read().lstrip("\ufeff")
    path = Path(source)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path} does not exist; check the path") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataError(f"{path} cannot be read ({reason}); expected a CSV file") from None
    return path.name, _decode(raw, path.name)


def _decode(raw: bytes, name: str) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise DataError(f"{name} is a spreadsheet, not CSV; export it as CSV (UTF-8) first")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{name} is not UTF-8: line {line} has the byte 0x{raw[error.start]:02x}; "
            "save it as CSV UTF-8"
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
            _check_length(record, header, name, reader.line_num)
            records.append(record)
            lines.append(reader.line_num)
    except csv.Error as error:
        raise DataError(f"{name}, line {reader.line_num}: {error}; correct the quoting") from None
    return header, records, lines


def _check_length(record: list[Any], header: list[str], name: str, line: int) -> None:
    if len(record) != len(header):
        raise DataError(
            f"{name}, line {line} has {len(record)} cells, but the header has {len(header)}; "
            "quote cells that contain the separator"
        )


def _delimiter(text: str) -> str:
    """Return the separator that occurs most in the header line."""
    header = next(line for line in text.splitlines() if line.strip())
    return max(DELIMITERS, key=header.count)
