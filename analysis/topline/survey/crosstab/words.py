"""A crosstab as people read it: whole percents, letters, bases and notes."""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...decimals import value_decimals
from ...estimates.reason_codes import has_reason, marks
from ...language.message import Message
from ...language.strings import Strings
from ...tables.model import Cell, Column, PrintedTable, Row
from ...wording import NOT_KNOWN, label_text, rounded, rounded_count
from ..data.columns import FloatArray
from .parts.banners import NestedLabel
from .parts.bases import BASES
from .parts.layout import Layout
from .parts.questions import TOTAL

LITTLE = 0.005
"""Shares below this, but not nobody, print as a star."""

HIDDEN = "×"
"""What stands where a number is hidden to protect respondents."""


def table_cells(
    table: pd.DataFrame, letters: Sequence[str], decimals: int, say: Strings, *, rough: bool = False
) -> list[Cell]:
    """Return every cell: its percent or number, the mark of its reasons, its letters, its limits.

    A star stands for less than half a percent of whole ones, a cross for what is hidden. The
    numbers of `rough` ones have the digits that are printed and no more.
    """
    cells = []
    hidden = has_reason(table, "protected")
    shares = (table["quantity"] == "proportion").to_numpy(dtype=bool)
    numbers = table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    own = number_decimals(table, numbers, shares)
    for at, ((value, low, high), mark) in enumerate(
        zip(numbers.tolist(), marks(table), strict=True)
    ):
        if np.isnan(value):
            cells.append(Cell(HIDDEN if hidden[at] else NOT_KNOWN + mark))
            continue
        share, places = bool(shares[at]), own[at]
        if rough:
            digits = decimals + 2 if share else places
            value, low, high = (no_finer(number, digits) for number in (value, low, high))
        limits = (None, None) if np.isnan(low) or np.isnan(high) else (low, high)
        if share:
            little = decimals == 0 and 0 < numbers[at, 0] < LITTLE
            text = "*" if little else say.percent_text(value, decimals)
            form = f"0.{'0' * decimals}%" if decimals else '[=0]0%;[<0.005]"*";0%'
        else:
            text = say.estimate_text(value, "value", places)
            form = "General" if places is None else f"#,##0.{'0' * places}" if places else "#,##0"
        if rough and text == "*":
            # the number that prints as this is not known
            cells.append(Cell(text, letters=letters[at]))
            continue
        cells.append(Cell(text, value, form, letters[at], *limits).signed(mark))
    return cells


def no_finer(number: float, places: int | None) -> float:
    """Return a number as it is printed, with four digits where it has no decimals of its own.

    The share of 4 of 13 tells that they are 13 where their number is rounded to 15.
    """
    if places is None or np.isnan(number):
        return float(f"{number:.4g}")
    return float(rounded(number, places))


def number_decimals(
    table: pd.DataFrame, numbers: FloatArray, shares: NDArray[np.bool_]
) -> list[int | None]:
    """Return the decimals of each number: the same in a row, three digits of its largest."""
    found: list[int | None] = [0] * len(table)
    rows = table["category"].astype(str).to_numpy()
    for label in dict.fromkeys(rows[~shares]):
        at = np.flatnonzero((rows == label) & ~shares)
        for i, places in zip(at, value_decimals(numbers[at], 3), strict=True):
            found[i] = places
    return found


def count_cell(count: float, say: Strings, unit: int = 1) -> Cell:
    """Return a base as a cell, rounded to a multiple; a cross for one that is hidden."""
    if np.isnan(count):
        return Cell(HIDDEN)
    count = rounded_count(count, unit)
    return Cell(say.count_text(count), float(count), "#,##0")


def printed_crosstab(
    cells: pd.DataFrame,
    letters: Sequence[str],
    words: tuple[str, str],
    notes: Sequence[str],
    say: Strings,
    *,
    layout: Layout,
    aside: Collection[Any] = (),
    signed: bool = False,
) -> PrintedTable:
    """Return a laid-out table of cells for printing.

    Parameters
    ----------
    cells : pandas.DataFrame of Cell
        Answers and bases, as the layout has them.
    letters : sequence of str
        Letter of each column.
    words : tuple of str
        Title and subtitle.
    notes : sequence of str
    say : Strings
        The language; bases and totals have its words.
    layout : Layout
        Where the labels are from.
    aside : collection
        Answers that are set aside.
    signed : bool
        Whether cells may have arrows.
    """
    # an index keeps the words of a label, not what other languages or two heads make of it
    words_of = {str(label): label for label in layout.labels if isinstance(label, str)}
    bases = set(map(say, BASES.values()))
    columns = tuple(
        Column(*heads_of(key[0], words_of.get(key[1], key[1]), say), letter, signed=signed)
        for key, letter in zip(cells.columns.to_flat_index(), letters, strict=True)
    )
    labels = [key if isinstance(key, tuple) else (key,) for key in cells.index]
    rows = tuple(
        Row(
            tuple(label_words(words_of.get(one, one), say) for one in key),
            tuple(own),
            key[-1] in bases,
            key[-1] in layout.numbers,
            key[-1] in layout.nets,
            aside=key[-1] in aside,
        )
        for key, own in zip(labels, cells.to_numpy(), strict=True)
    )
    stubs = tuple(map(str, cells.index.names))
    told = tuple(notes)
    return PrintedTable(
        title=words[0], subtitle=words[1], stubs=stubs, columns=columns, rows=rows, notes=told
    )


def label_words(label: Any, say: Strings) -> str:
    """Return a label in a language: what people wrote as it is, what topline calls rows in its."""
    if isinstance(label, Message):
        return say.again(label)
    return say(TOTAL) if label == TOTAL else label_text(label)


def heads_of(banner: Any, head: Any, say: Strings) -> tuple[str, str]:
    """Return the head of a column and what it stands under; nested ones under the outer label."""
    if isinstance(head, NestedLabel):
        return head.parts[-1], " / ".join(head.parts[:-1])
    return label_words(head, say), "" if banner == head == TOTAL else label_text(banner)


def text_table(table: PrintedTable) -> pd.DataFrame:
    """Return the table as a terminal shows it: letters on the right of numbers, in line."""
    heads = [
        (column.group or column.head, column.head, f"({column.letter})" if column.letter else "")
        for column in table.columns
    ]
    cells = []
    for i in range(len(heads)):
        own = [row.cells[i] for row in table.rows]
        # numbers end below one another, letters behind them
        width = max(len(cell.letters) for cell in own)
        gap = " " * bool(width)
        cells.append([cell.text + gap + cell.letters.ljust(width) for cell in own])
    index = pd.MultiIndex.from_tuples([row.labels for row in table.rows], names=table.stubs)
    single = index.get_level_values(0) if len(table.stubs) == 1 else index
    found = pd.DataFrame(dict(enumerate(cells)), single)
    found.columns = pd.MultiIndex.from_tuples(heads, names=["", "", ""])
    return found if table.lettered else found.droplevel(2, axis=1)
