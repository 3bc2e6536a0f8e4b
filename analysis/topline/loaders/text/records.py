"""Delimited text → records of cells, each with the line it starts on; cells of any length."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import NamedTuple


class Record(NamedTuple):
    """The cells of a record, and the line it starts on."""

    line: int
    cells: list[str]


class QuotingError(Exception):
    """Quotes do not pair: the line of the record, and what is wrong with it."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line beside the words."""
        super().__init__(message)
        self.line = line


UNENDED = "a quoted cell never ends"


def records(
    text: str, delimiter: str, *, strict: bool = True, quotes: bool = True
) -> Iterator[Record]:
    """Split delimited text into records.

    Python's reader is fast, but refuses cells beyond a number of characters that is a setting of
    the whole process; from the first such cell on, the splitting is our own.

    Parameters
    ----------
    text : str
    delimiter : str
        One character.
    strict : bool, default True
        Whether quotes that do not pair are refused; else they are read as they come.
    quotes : bool, default True
        Whether quotation marks enclose cells; else they are text.

    Raises
    ------
    QuotingError
        When `strict` and quotes do not pair.
    """
    if not quotes:
        for line, content in enumerate(StringIO(text, newline=""), start=1):
            bare = content.rstrip("\r\n")
            yield Record(line, bare.split(delimiter) if bare else [])
        return
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    start = 1
    try:
        for cells in reader:
            yield Record(start, cells)
            start = reader.line_num + 1
    except csv.Error as error:
        if "limit" not in str(error):
            told = UNENDED if "unexpected end" in str(error) else str(error)
            raise QuotingError(start, told) from None
    else:
        return
    at = sum(map(len, islice(StringIO(text, newline=""), start - 1)))
    yield from long_records(text, delimiter, at, start, strict=strict)


def long_records(
    text: str, delimiter: str, at: int = 0, line: int = 1, *, strict: bool = True
) -> Iterator[Record]:
    """Split text into records as ``csv.reader`` does, whatever the length of a cell.

    Parameters
    ----------
    text : str
    delimiter : str
    at, line : int
        Where to begin: a character, and the number of its line.
    strict : bool, default True
        As in ``records``.
    """
    plain = f"[^{re.escape(delimiter)}\r\n]*+"
    # No part can give back what it took, so the time is that of one pass.
    cell = re.compile(f'"([^"]*+(?:""[^"]*+)*+)("?)({plain})|({plain})')
    while at < len(text):
        begin, cells = at, list[str]()
        while found := cell.match(text, at):
            quoted, close, beyond, bare = found.groups()
            if strict and quoted is not None and (beyond or not close):
                told = f"'{delimiter}' expected after '\"'" if beyond else UNENDED
                raise QuotingError(line, told)
            cells.append(bare if quoted is None else quoted.replace('""', '"') + beyond)
            at = found.end()
            if text[at : at + 1] != delimiter:
                break
            at += 1
        # A line without anything is a record without cells.
        yield Record(line, cells if at > begin else [])
        at += 2 if text[at : at + 2] == "\r\n" else 1
        ends = text.count("\n", begin, at) + text.count("\r", begin, at)
        line += ends - text.count("\r\n", begin, at)
