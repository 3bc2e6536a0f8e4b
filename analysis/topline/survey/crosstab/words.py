"""A crosstab as people read it: whole percents, letters, bases and notes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...estimates.reason_codes import mark_notes, marks
from ...estimates.schema import is_weighted
from ...language.marking import marked
from ...language.strings import ENGLISH, Strings
from ...tables.model import Cell, Column, PrintedTable, Row
from ...values import Value
from ...wording import (
    NOT_KNOWN,
    label_text,
    printed_percents,
)
from ..data.columns import FloatArray, IntArray
from .letters import LetterRule
from .questions import TOTAL

BASES = {"n": marked("Unweighted base"), "n_weighted": marked("Weighted base")}

LITTLE = 0.005
"""Shares below this, but not nobody, print as a star."""


@dataclass(frozen=True, eq=False)
class Layout(Value):
    """Where estimates stand in a table.

    Attributes
    ----------
    places : (k, 4) int
        Group, row, banner and column of each estimate.
    groups : pandas.DataFrame
        One row per group, a column per `by`.
    question : str
        What the rows are answers to.
    rows : tuple
        Label of each row.
    banners : tuple of (str, tuple)
        Name and column labels of each banner.
    several : bool
        Whether rows are several answers of a respondent.
    overlapping : tuple of str
        Banners with several answers of a respondent.
    """

    places: IntArray
    groups: pd.DataFrame
    question: str
    rows: tuple[Any, ...]
    banners: tuple[tuple[str, tuple[Any, ...]], ...]
    several: bool = False
    overlapping: tuple[str, ...] = ()

    @property
    def index(self) -> pd.Index:
        """The rows of the wide table, within each group."""
        parts = [self.index_of(self.rows, group) for group in range(len(self.groups))]
        index: pd.Index = parts[0].append(parts[1:])
        return index

    def index_of(self, rows: tuple[Any, ...], group: int) -> pd.Index:
        """Return the index of some rows of one group."""
        if not len(self.groups.columns):
            index: pd.Index = pd.Index(rows, dtype=object, name=self.question)
            return index
        keys = [(*self.groups.iloc[group], row) for row in rows]
        return pd.MultiIndex.from_tuples(keys, names=[*self.groups.columns, self.question])

    @property
    def columns(self) -> pd.MultiIndex:
        """The columns of the wide table, within each banner."""
        pairs = [(name, label) for name, labels in self.banners for label in labels]
        return pd.MultiIndex.from_tuples(pairs, names=["banner", "column"])

    def cells(self, values: Any, fill: Any) -> pd.DataFrame:
        """Lay values of the estimates out as the wide table."""
        starts = np.cumsum([0, *(len(labels) for _, labels in self.banners)])
        body = np.full((len(self.groups) * len(self.rows), starts[-1]), fill, dtype=object)
        group, row, banner, column = self.places.T
        body[group * len(self.rows) + row, starts[banner] + column] = values
        return pd.DataFrame(body, self.index, self.columns)


def bases_told(table: pd.DataFrame, say: Strings = ENGLISH) -> dict[str, str]:
    """Return the bases that a table shows, by their columns: no weighted one without weights."""
    return {name: say(head) for name, head in BASES.items() if name == "n" or is_weighted(table)}


def with_bases_below(
    layout: Layout,
    body: pd.DataFrame,
    bases: pd.DataFrame,
    form: Callable[[float], Any],
    told: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table with the bases of each column below the rows of each group."""
    size, parts = len(layout.rows), []
    for group in range(len(layout.groups)):
        own = bases[bases["group"] == group]
        lines = np.array([[form(value) for value in own[name]] for name in told], dtype=object)
        index = layout.index_of(tuple(told.values()), group)
        parts.append(body.iloc[group * size : (group + 1) * size])
        parts.append(pd.DataFrame(lines, index, body.columns))
    return pd.concat(parts)


def with_bases_beside(
    layout: Layout,
    body: pd.DataFrame,
    table: pd.DataFrame,
    form: Callable[[float], Any],
    told: Mapping[str, str],
) -> pd.DataFrame:
    """Return the table with the bases of each row beside the columns of each banner."""
    parts = []
    first = np.cumsum([0, *(len(labels) for _, labels in layout.banners)])
    for (banner, labels), start in zip(layout.banners, first, strict=False):
        parts.append(body.iloc[:, start : start + len(labels)])
        for name, label in told.items():
            values = layout.cells(table[name].to_numpy(), 0).iloc[:, start]
            found = [form(value) for value in values]
            columns = pd.MultiIndex.from_tuples([(banner, label)], names=body.columns.names)
            parts.append(pd.DataFrame(np.array(found)[:, None], body.index, columns))
    return pd.concat(parts, axis=1)


def table_cells(
    table: pd.DataFrame, letters: Sequence[str], decimals: int, say: Strings
) -> list[Cell]:
    """Return every cell: its percent, the mark of its reasons, its letters.

    A star stands for less than half a percent of whole ones.
    """
    cells = []
    for share, mark, own in zip(table["estimate"], marks(table), letters, strict=True):
        if np.isnan(share):
            cells.append(Cell(NOT_KNOWN + mark))
            continue
        form = f"0.{'0' * decimals}%" if decimals else '[=0]0%;[<0.005]"*";0%'
        little = decimals == 0 and 0 < share < LITTLE
        text = "*" if little else say.percent_text(share, decimals)
        cells.append(Cell(text, float(share), form, own).signed(mark))
    return cells


def count_cell(count: float, say: Strings) -> Cell:
    """Return a base as a cell."""
    return Cell(say.count_text(count), float(count), "#,##0")


def printed_crosstab(
    cells: pd.DataFrame,
    letters: Sequence[str],
    words: tuple[str, str],
    notes: Sequence[str],
    say: Strings,
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
    """
    bases = set(map(say, BASES.values()))
    heads = [(label_text(key[0]), label_text(key[1])) for key in cells.columns.to_flat_index()]
    columns = tuple(
        Column(
            say(head) if head == TOTAL else head,
            "" if banner == head == TOTAL else banner,
            letter,
        )
        for (banner, head), letter in zip(heads, letters, strict=True)
    )
    labels = [key if isinstance(key, tuple) else (key,) for key in cells.index]
    rows = tuple(
        Row(
            tuple(say(TOTAL) if one == TOTAL else label_text(one) for one in key),
            tuple(own),
            key[-1] in bases,
        )
        for key, own in zip(labels, cells.to_numpy(), strict=True)
    )
    stubs = tuple(map(str, cells.index.names))
    return PrintedTable(
        title=words[0],
        subtitle=words[1],
        stubs=stubs,
        columns=columns,
        rows=rows,
        notes=tuple(notes),
    )


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


def notes(rule: LetterRule | None, table: pd.DataFrame, decimals: int, say: Strings) -> list[str]:
    """Return what a reader must know of letters and signs."""
    found = []
    if rule is not None:
        capitals, small = rule.confidence_levels
        levels = say.level_text(capitals)
        if small:
            levels = say(
                "{level}, small letters at {small}", level=levels, small=say.level_text(small)
            )
        found.append(
            say(
                "Letters: significantly higher than that column at {levels}; {adjustment}; columns "
                "of fewer than {least} not tested.",
                levels=levels,
                adjustment=say(rule.adjustment.label),
                least=say.value_text(rule.minimum_base),
            )
        )
    found += mark_notes(table, say)
    if decimals == 0 and table["estimate"].between(0, LITTLE, inclusive="neither").any():
        found.append(say("*: less than half a percent."))
    return found


def own_bases(layout: Layout, table: pd.DataFrame, say: Strings) -> list[str]:
    """Say the base of each answer, where those of several answers differ in the first column."""
    if not layout.several:
        return []
    first = (layout.places[:, [0, 2, 3]] == 0).all(axis=1)
    bases = table["n"][first].to_numpy(dtype=int)
    if len(set(bases.tolist())) < 2:
        return []
    told = [
        f"{label_text(layout.rows[row])} {say.count_text(n)}"
        for row, n in zip(layout.places[first, 1], bases, strict=True)
    ]
    return [
        say(
            "Unweighted bases of the answers differ, of those for whom each is known: {bases}.",
            bases=", ".join(told),
        )
    ]


def rounding_note(
    shares: FloatArray, sets: Sequence[IntArray], decimals: int, say: Strings
) -> list[str]:
    """Say that printed percents do not total 100, where they do not.

    Parameters
    ----------
    shares : (k,) float
    sets : sequence of (k,) int
        What together tells which shares add up to one.
    decimals : int
        Of printed percents.
    say : Strings
    """
    printed = printed_percents(shares, decimals)
    totals = pd.DataFrame({"share": shares, "printed": printed}).groupby(list(sets)).sum()
    off = np.isclose(totals["share"], 1) & ~np.isclose(
        totals["printed"], 100, atol=0.5 * 10.0**-decimals
    )
    return [say("Percents may not total 100% because of rounding.")] if off.any() else []
