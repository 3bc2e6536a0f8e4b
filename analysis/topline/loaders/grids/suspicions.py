"""What looks wrong with a table that was read, for a person to decide."""

from collections.abc import Mapping, Sequence
from typing import Any

from ...figures.printed_cells import text_of
from ...figures.problems import cut, first_few
from .numerals import read_number

_ONE_COLUMN = "one column was found; the separators known are comma, semicolon, tab and |"

Columns = Mapping[str, Sequence[Any]]


def suspicions(columns: Columns, unit: str, headers_counted: bool) -> list[str]:
    """Return notes on a second header row, a footnote, and a separator that was not found.

    Parameters
    ----------
    columns : mapping of str to (rows,) sequence
        Cells below the header.
    unit : {"line", "row"}
        What the file consists of; only lines have separators.
    headers_counted : bool
        Whether the caller said how many header rows there are.
    """
    notes = []
    headed = [name for name, cells in columns.items() if _is_word_above_numbers(cells)]
    if len(headed) > 1 and not headers_counted:
        words = first_few([text_of(columns[name][0]) for name in headed])
        notes.append(
            f"the first row looks like a second header row ({words}); if it is, pass header_rows=2"
        )
    last = [text_of(cells[-1]) for cells in columns.values()]
    # One cell that is no number, below a table of three columns or more.
    if len(last) > 2 and last[0] and not any(last[1:]) and not _is_number(last[0]):
        notes.append(
            f"the last row holds one cell only ({cut(last[0])!r}); if it is a footnote, take it off"
        )
    if unit == "line" and len(columns) == 1:
        notes.append(_ONE_COLUMN)
    return notes


def _is_word_above_numbers(cells: Sequence[Any]) -> bool:
    first = text_of(cells[0])
    if not first or _is_number(first):
        return False
    below = [text for text in map(text_of, cells[1:]) if text]
    return len(below) > 1 and all(_is_number(text) for text in below)


def _is_number(text: str) -> bool:
    return read_number(text, False) is not None or read_number(text, True) is not None
