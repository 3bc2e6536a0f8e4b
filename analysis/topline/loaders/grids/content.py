"""Columns of cells below a header → named and typed variables."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...errors import DataError
from ...language.amounts import first_few
from ...language.marking import forms
from ...language.message import Message
from ...threads import side_by_side
from ..codebook.notes import Note
from ..codebook.variables import FileContent, Wanted
from ..statistical.dates import dates_in_digits
from .answers import Answers
from .cell_types import Column, Typing, table_marks, typed
from .edges import (
    Raw,
    empty_rows,
    names_again,
    notes_below,
    subtotals,
    summary_rows,
    words_of_notes,
)
from .header import Header
from .numerals import Marks
from .texts import Numbers, Texts
from .times import other_calendar_years

_ONE_COLUMN = Message(
    "one column was found; the separators known are comma, semicolon, tab, |, ~, ^, #, :: and ||"
)
_YEARS = 3
"""Different years from which a column may be of years."""


@dataclass(frozen=True, eq=False)
class Table:
    """Cells below a header, column by column.

    Attributes
    ----------
    name : str
        What messages call it.
    unit : {"line", "row"}
        What the file consists of; only lines have separators.
    header : Header
        Of these columns.
    names : list of str
        What the columns are called, each name once.
    columns : list of Raw
    decimal_comma : bool
        Whether "1,234" is more likely a decimal than a thousands separator.
    notes : tuple of str
    more_marks : Marks
        What cells that were not read prove of decimal marks.
    partial : bool
        Whether the file has further columns, which were not read.
    """

    name: str
    unit: str
    header: Header
    names: list[str]
    columns: list[Raw]
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()
    more_marks: Marks | None = None
    partial: bool = False

    def kept(self, rows: Any) -> "Table":
        """Return the table of some rows."""
        return replace(self, columns=[column.kept(rows) for column in self.columns])


def content_of_table(table: Table, wanted: Wanted) -> FileContent:
    """Name and type the columns of a table; `columns`, `keep_codes`, `missing_words` apply."""
    table, edges = _respondents(table)
    if not table.columns or not len(table.columns[0].blank):
        raise DataError(f"{table.name} has no rows below its header; it needs one per respondent")
    names = table.names
    wanted.check_names(names, table.name)
    raw = dict(zip(names, table.columns, strict=True))
    read = {name: Answers(c) if isinstance(c, Texts) else c for name, c in raw.items()}
    found = table_marks(read.values(), table.decimal_comma)
    more = table.more_marks or Marks(comma=False, point=False)
    marks = Marks(found.comma or more.comma, found.point or more.point, table.decimal_comma)
    typing = Typing(marks, wanted.keep_codes, wanted.missing_words)
    asked = list(wanted.columns or names)
    made = side_by_side(partial(typed, typing=typing), [read[name] for name in asked])
    columns = dict(zip(asked, made, strict=True))
    remarks: dict[str, list[str]] = {}
    for name, column in columns.items():
        own = raw[name]
        digits = dates_in_digits(own.cells) if isinstance(own, Numbers) else []
        for told in (*column.notes, *_years(name, column), *digits, *subtotals(own)):
            remarks.setdefault(told, []).append(name)
    labels = dict(zip(names, table.header.labels, strict=True))
    variables = [replace(own.variable, name=n, label=labels[n]) for n, own in columns.items()]
    edges += _without_header(table, columns, wanted)
    notes = [*table.header.notes, *table.notes, *_renamed(table), *edges]
    notes += missing_note({name: column.missing_words for name, column in columns.items()})
    for remark, own_names in remarks.items():
        told = Message("{shown}: {remark}", shown=first_few(own_names), remark=remark)
        notes.append(Note(told, own_names))
    if table.unit == "line" and len(table.header.names) == 1 and not table.partial:
        notes.append(_ONE_COLUMN)
    frame = pd.DataFrame({name: column.cells for name, column in columns.items()}, copy=False)
    return FileContent(
        frame,
        tuple(variables),
        notes=tuple(notes),
        questions=table.header.questions_of(names) if wanted.columns is None else {},
        different={n: own.different for n, own in columns.items() if own.different is not None},
        partial=table.partial,
    )


def _without_header(table: Table, columns: Mapping[str, Column], wanted: Wanted) -> list[str]:
    """Say where the names are answers as those below them: the first respondent stands there."""
    called = dict(zip(table.names, table.header.names, strict=True))
    numbers = [called[name] for name, own in columns.items() if own.variable.kind == "number"]
    words = {
        called[name]: own.cells for name, own in columns.items() if called[name] not in numbers
    }
    # of some columns nobody can tell
    if table.partial or wanted.header_rows is not None:
        return []
    if not numbers or not all(map(_NUMBER.fullmatch, numbers)):
        return []
    if not all((cells == name).any() for name, cells in words.items()):
        return []
    return [
        Message(
            "the first row of {name} was taken for names ({shown}), and reads as those below it; "
            "if it is a respondent, pass header_rows=0",
            name=table.name,
            shown=first_few(table.header.names),
        )
    ]


_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def _respondents(table: Table) -> tuple[Table, list[str]]:
    """Leave out rows that are no respondents, and columns without name and content; tell which."""
    if not table.columns or not len(table.columns[0].blank):
        return table, []
    # of some columns only its reader can tell, who has seen that all are respondents
    table, notes = (table, []) if table.partial else _without_others(table)
    filled = [
        k
        for k, (name, column) in enumerate(zip(table.header.names, table.columns, strict=True))
        if name or not column.blank.all()
    ]
    if len(filled) < len(table.columns):
        table = replace(
            table,
            header=table.header.with_columns(filled),
            names=[table.names[k] for k in filled],
            columns=[table.columns[k] for k in filled],
        )
    return table, notes


def _without_others(table: Table) -> tuple[Table, list[str]]:
    """Leave out rows of nothing, notes and totals below the rows; tell which."""
    notes: list[str] = []
    named = [c for c, name in zip(table.columns, table.header.names, strict=True) if name]
    empty = empty_rows(named or table.columns)
    if empty.any():
        nothing = empty_rows(table.columns) if len(named) < len(table.columns) else empty
        stray = int((empty & ~nothing).sum())
        notes += [Message(*_EMPTY_ROWS, name=table.name, n=stray)] * bool(stray)
        table = table.kept(~empty)
    again = names_again(table.columns, table.header.names)
    if again.any():
        count = int(again.sum())
        notes.append(Message(*_NAMES_AGAIN, name=table.name, n=count))
        table = table.kept(~again)
    below = notes_below(table.columns) if len(table.columns[0].blank) > 1 else []
    table = _without_last(table, len(below))
    notes += words_of_notes(table.name, below)
    words = summary_rows(table.columns) if len(table.columns[0].blank) else []
    if words:
        notes.append(Message(*_TOTAL_ROWS, name=table.name, n=len(words), shown=first_few(words)))
    return _without_last(table, len(words)), notes


def _without_last(table: Table, rows: int) -> Table:
    if not rows:
        return table
    kept = np.ones(len(table.columns[0].blank), bool)
    kept[-rows:] = False
    return table.kept(kept)


def missing_note(words: dict[str, Any]) -> list[str]:
    """Say once for the file which words are read as no data, and how often."""
    counts: Counter[str] = Counter()
    for found in words.values():
        counts.update(found)
    held = [name for name, found in words.items() if found]
    if not held:
        return []
    told = ", ".join(f"{word!r} {count:,}×" for word, count in counts.most_common(6))
    if (more := len(counts) - 6) > 0:
        told = Message("{words} and {n} more words", words=told, n=more)
    fact = Message(
        "read as missing: {words} in {columns}",
        "read as missing: {words} in {n} columns ({columns})",
        words=told,
        n=len(held),
        columns=first_few(held, 3) if len(held) > 1 else repr(held[0]),
    )
    note = Message(
        "{fact}; missing_words=False keeps such words as answers of text columns", fact=fact
    )
    return [Note(note, held, fact)]


_YEAR_NAMED = re.compile(
    r"year|birth|born|\bdob\b|jahr|gebor|ann[ée]e|année|nacimiento|\bano\b|año|tahun|lahir|năm|"
    r"ปี|เกิด|سال|تولد|سنة|عام|ميلاد|שנה|שנת|年",
    re.IGNORECASE,
)
"""Names of columns of years."""


def _years(name: str, column: Column) -> list[str]:
    """Say where a column of whole numbers looks like years of another calendar."""
    if column.variable.kind != "number" or not _YEAR_NAMED.search(name):
        return []
    known = np.unique(column.cells.dropna())
    if len(known) < _YEARS or not (known == np.round(known)).all():
        return []
    told = other_calendar_years(int(year) for year in known.tolist())
    return [Message("its years are of another calendar ({told})", told=told)] if told else []


def unique_names(given: Sequence[str]) -> list[str]:
    """Give blank and repeated names a number: that of the column, and that of the repetition."""
    names: dict[str, None] = {}
    taken = set(given)
    counts: Counter[str] = Counter()
    for position, name in enumerate(given, start=1):
        stem = fresh = name or f"column_{position}"
        while fresh in names or (fresh != name and fresh in taken):
            # Counting goes on where the last of that name ended.
            counts[stem] += 1
            fresh = f"{stem}_{counts[stem] + 1}"
        names[fresh] = None
    return list(names)


def _renamed(table: Table) -> list[str]:
    """Say which columns have no name, or that of another."""
    pairs = list(zip(table.header.names, table.names, strict=True))
    changed = [new for old, new in pairs if old and new != old]
    blank = [new for old, new in pairs if not old]
    nameless = Message("columns without a name are called {shown}", shown=first_few(blank))
    again = Message("repeated names are numbered: {shown}", shown=first_few(changed))
    return [*[Note(nameless, blank)] * bool(blank), *[Note(again, changed)] * bool(changed)]


_NAMES_AGAIN = forms(
    "{name} has its names again in {n} row below, not counted; files may stand one below another",
    "{name} has its names again in {n} rows below, not counted; files may stand one below another",
)
_TOTAL_ROWS = forms(
    "{name} has totals or means in its last row ({shown}), not counted",
    "{name} has totals or means in its last {n} rows ({shown}), not counted",
)
_EMPTY_ROWS = forms(
    "{name} has {n} row with nothing in a named column, not counted",
    "{name} has {n} rows with nothing in a named column, not counted",
)
