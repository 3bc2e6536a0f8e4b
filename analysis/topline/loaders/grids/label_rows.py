"""A row of labels below the names, which no mark tells from a respondent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...answers import is_missing_word, nonresponse_of
from ...language.amounts import first_few
from ...language.message import Message
from .numerals import read_either

_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d{1,2}:\d\d.{0,14})?")

_ORDINALS = (Message("first"), Message("second"), Message("third"))

_QUESTION = ("?", "？", "؟")

_FEWEST = 2
"""Columns of numbers below words, and numbers in each, from which a row is remarkable."""

_BELOW = 10
"""Rows of numbers for each row of words that may end a table."""


@dataclass(frozen=True)
class LabelRow:
    """How many header rows there are with it, and what to say."""

    header_rows: int
    note: str


def label_row(rows: Sequence[Sequence[str]], above: int = 1) -> LabelRow | None:
    """Tell whether the first row below the names holds labels; None where nothing says so.

    It does where it has words above columns of numbers, or a question above one, or questions
    alone; none of them a reason for having no answer, no number anywhere, and nothing that a
    respondent says as well.

    Parameters
    ----------
    rows : sequence of rows of str
        The names, the row in question, and rows below.
    above : int, default 1
        Rows that are known to name the columns.
    """
    if len(rows) < 2 + _FEWEST:
        return None
    given, below = rows[1], rows[2:]
    words = [k for k, cell in enumerate(given) if is_word(cell) and are_numbers(below, k)]
    asked = {k for k, cell in enumerate(given) if cell.endswith(_QUESTION) and is_word(cell)}
    filled = sum(map(bool, given))
    if len(words) < _FEWEST and asked.isdisjoint(words) and not _FEWEST <= filled == len(asked):
        return None
    over = [k for k, cell in enumerate(given) if cell and are_numbers(below, k)]
    told = first_few([given[k] for k in words or sorted(asked)])
    repeated = any(
        cell and any(k < len(row) and row[k] == cell for row in below)
        for k, cell in enumerate(given)
    )
    if len(words) < len(over) or repeated or any(map(_is_number, given)) or filled * 2 < len(given):
        note = Message(
            "the first row looks like a {ordinals} header row ({told}); if it is, pass "
            "header_rows={number}",
            ordinals=_ORDINALS[above],
            told=told,
            number=above + 1,
        )
        return LabelRow(above, note)
    note = Message(
        "the {ordinals} row below the names holds labels ({told}), not counted; if it is a "
        "respondent, pass header_rows={above}",
        ordinals=_ORDINALS[above - 1],
        told=told,
        above=above,
    )
    return LabelRow(above + 1, note)


def names_again(rows: Sequence[Sequence[str]], lines: Sequence[int]) -> list[str]:
    """Return where a sheet's names stand again above numbers: there another table begins.

    Parameters
    ----------
    rows : sequence of rows of str
        Rows of the sheet that hold anything.
    lines : sequence of int
        The number of each in the sheet.
    """
    heads = next((k for k, row in enumerate(rows) if any(map(_is_number, row))), len(rows))
    cells = {cell for row in rows[:heads] for cell in row}
    # who does not answer the first question of numbers names no table
    names = {cell for cell in cells if not (is_missing_word(cell) or nonresponse_of(cell))}
    found = []
    for row, below, line in zip(rows[heads:], rows[heads + 1 :], lines[heads:], strict=False):
        again = (
            k
            for k, (cell, number) in enumerate(zip(row, below, strict=False))
            if cell in names and _is_number(number)
        )
        found += [f"column {k + 1} of row {line} ({row[k]})" for k in again]
    return found


def is_word(text: str) -> bool:
    """Tell whether a text is no number and no time, nor a reason for having none."""
    return not (_is_number(text) or is_missing_word(text) or nonresponse_of(text))


def are_numbers(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Tell whether a column of some rows holds numbers, and words below them at most."""
    cells = [row[column] for row in rows if column < len(row)]
    filled = [cell for cell in cells if not is_missing_word(cell)]
    # "Total", or a source, may stand below them
    last = len(filled) // _BELOW
    while last and not _is_number(filled[-1]):
        filled, last = filled[:-1], last - 1
    return len(filled) >= _FEWEST and all(map(_is_number, filled))


def _is_number(text: str) -> bool:
    """Tell whether a text is a number, or a date and time in digits."""
    return read_either(text) is not None or _DATE.fullmatch(text) is not None
