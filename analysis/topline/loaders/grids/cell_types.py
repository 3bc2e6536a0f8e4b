"""A column of cells → numbers, dates, yes/no or text, never guessing where cells contradict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...figures.problems import first_few
from ..codebook.variables import Missing, Reason, Variable
from .dates import read_dates
from .numerals import Marks, has_decimal_comma, is_padded, proven_marks, read_number

EMPTY = {"", "#null!", "#n/a", "#div/0!", "#value!", "#ref!", "#name?", "#num!"}
"""What a cell says that holds nothing: blanks, and the errors of spreadsheets and SPSS."""

NO_NUMBER = {"na", "n/a", "nan", "null", "nil", ".", "-", "–", "—", "<na>", "\\n"}
"""What programs write among numbers for no data; in a column of words, "NA" stays a word."""

NON_ANSWERS = {
    "refused", "refusal", "refuse", "declined", "declined to answer", "prefer not to say",
    "prefer not to answer", "rather not say", "don't know", "dont know", "don’t know",
    "do not know", "dk", "dk/na", "dk/ref", "dk/refused", "not sure", "unsure", "no answer",
    "no response", "no opinion", "not asked", "not answered", "not ascertained", "skipped", "skip",
    "missing", "not applicable", "inapplicable", "iap", "inap", "not available", "unknown",
}  # fmt: skip
"""Words that say why a number is missing."""

_MOSTLY = 0.8
"""Share of numbers from which a column of words is worth a remark."""


@dataclass(frozen=True, eq=False)
class Column:
    """A typed column: its cells, its variable, and what the reader decided about it."""

    cells: "pd.Series[Any]"
    variable: Variable
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Texts:
    """A column as its different texts and the place of each cell among them."""

    name: str
    texts: list[str]
    places: npt.NDArray[np.intp]

    def spread(self, values: Sequence[Any], dtype: Any = object) -> npt.NDArray[Any]:
        """Return a value for each cell from one for each different text."""
        table = np.empty(len(values), dtype)
        table[:] = values
        return table[self.places]


def decimal_marks(columns: Iterable[Sequence[Any]], decimal_comma: bool) -> Marks:
    """Return what a table's cells prove of its decimal marks; undecided, what its kind suggests."""
    found = [proven_marks({cell for cell in cells if isinstance(cell, str)}) for cells in columns]
    comma, point = any(m.comma for m in found), any(m.point for m in found)
    return Marks(comma, point, decimal_comma)


def column_of(name: str, cells: Sequence[Any], marks: Marks, *, keep_codes: bool) -> Column:
    """Type a column.

    Parameters
    ----------
    name : str
    cells : (rows,) sequence
        Text, or what a spreadsheet holds.
    marks : Marks
        What the whole table proves of its decimal marks.
    keep_codes : bool
        Whether a number column keeps words such as "refused", and so stays text.
    """
    kinds = {type(cell) for cell in cells if cell is not None and cell != ""}
    # What a spreadsheet typed already is kept.
    values = [None if cell == "" else cell for cell in cells]
    if kinds and kinds <= {int, float}:
        return Column(_number_cells(values), Variable(name, kind="number"))
    if kinds == {bool}:
        return Column(pd.Series(values, dtype="boolean"), Variable(name, kind="boolean"))
    if kinds and kinds <= {datetime, date}:
        return _moments(name, values)
    # A whole number has no decimals as text.
    given = ["" if value is None else value for value in values]
    told = [f"{v:.15g}" if isinstance(v, float) else str(v).strip() for v in given]
    places, texts = pd.factorize(np.array(told, dtype=object))
    column = _Texts(name, [str(text) for text in texts], places)
    answers = [text for text in column.texts if text.lower() not in EMPTY]
    for read in (_booleans, _percents, _numbers, _dates):
        found = read(column, answers, marks, keep_codes)
        if found is not None:
            return found
    return _words(column, answers, marks)


def _moments(name: str, values: Sequence[Any]) -> Column:
    """Return a column of dates, or of dates with times where any has one."""
    timed = any(isinstance(v, datetime) and v.time() != datetime.min.time() for v in values)
    found = np.array([np.datetime64(v if v is not None else "NaT", "us") for v in values])
    return Column(pd.Series(found), Variable(name, kind="datetime" if timed else "date"))


def _booleans(
    column: _Texts, answers: list[str], _marks: Marks, _keep_codes: bool
) -> Column | None:
    if not answers or {text.lower() for text in answers} - {"true", "false"}:
        return None
    values = [{"true": True, "false": False}.get(text.lower(), pd.NA) for text in column.texts]
    cells = pd.Series(column.spread(values), dtype="boolean")
    return Column(cells, Variable(column.name, kind="boolean"))


def _percents(column: _Texts, answers: list[str], marks: Marks, _keep_codes: bool) -> Column | None:
    """Read a column in which every number has a percent sign, as percents."""
    signed = [text for text in answers if text.lower() not in NO_NUMBER]
    if not signed or not all(text.endswith("%") for text in signed):
        return None
    comma = has_decimal_comma(signed, marks)
    read = {text: read_number(text[:-1].rstrip(), bool(comma)) for text in signed}
    if comma is None or None in read.values():
        return None
    cells = _number_cells(column.spread([read.get(text) for text in column.texts]))
    return Column(cells, Variable(column.name, kind="number"), ["percents, such as 37 for 37%"])


def _numbers(column: _Texts, answers: list[str], marks: Marks, keep_codes: bool) -> Column | None:
    """Read a column of numbers; words that say why one is missing become reasons."""
    given = [text for text in answers if text.lower() not in NO_NUMBER]
    words = [text for text in given if text.lower() in NON_ANSWERS]
    digits = [text for text in given if text.lower() not in NON_ANSWERS]
    comma = has_decimal_comma(digits, marks)
    read = {text: read_number(text, bool(comma)) for text in digits}
    padded = any(is_padded(text) for text in digits)
    if comma is None or padded or not digits or None in read.values() or (words and keep_codes):
        return None
    cells = _number_cells(column.spread([read.get(text) for text in column.texts]))
    notes = [f"{first_few(words)} among numbers is read as missing"] * bool(words)
    unsure = [text for text in digits if "," in text or "." in text]
    if unsure and not any(proven_marks(unsure)[:2]):
        notes.append(f"{unsure[0]!r} is read as {read[unsure[0]]:g}")
    missing = None
    if words:
        place = {word: k for k, word in enumerate(sorted(words), start=1)}
        positions = column.spread([place.get(text, 0) for text in column.texts], np.int16)
        missing = Missing(tuple(Reason(word, word) for word in place), positions)
    return Column(cells, Variable(column.name, kind="number", missing=missing), notes)


def _dates(column: _Texts, answers: list[str], _marks: Marks, _keep_codes: bool) -> Column | None:
    found = read_dates([text for text in answers if text.lower() not in NO_NUMBER])
    if len(found) != 1:
        return None
    values = column.spread([found[0].get(text) for text in column.texts])
    return _moments(column.name, values.tolist())


def _words(column: _Texts, answers: list[str], marks: Marks) -> Column:
    """Keep a column as text, and say why where it is mostly numbers, or of dates."""
    kept = set(answers)
    texts = [text if text in kept else pd.NA for text in column.texts]
    cells = pd.Series(column.spread(texts), dtype="string")
    comma = bool(has_decimal_comma(answers, marks))
    digits = {text for text in answers if read_number(text, comma) is not None}
    notes: list[str] = []
    if any(is_padded(text) for text in answers):
        codes = {text for text in answers if text.lstrip("+-").isdigit()}
        notes = ["kept as text, for leading zeros"] if _mostly(column, codes) else []
    elif len(read_dates(answers)) > 1:
        notes = [f"text, because {answers[0]!r} could be the day or the month first"]
    elif _mostly(column, digits):
        others = [t for t in answers if t not in digits and t.lower() not in NO_NUMBER]
        notes = [f"text, because of {first_few(others or sorted(digits))}"]
    return Column(cells, Variable(column.name), notes)


def _mostly(column: _Texts, some: set[str]) -> bool:
    """Tell whether most cells that hold anything are among some texts."""
    filled = column.spread([text != "" for text in column.texts], bool)
    inside = column.spread([text in some for text in column.texts], bool)
    return bool(some) and bool(inside.sum() >= _MOSTLY * filled.sum())


def _number_cells(values: Iterable[Any]) -> "pd.Series[Any]":
    """Return numbers as integers where all are whole and none is missing, else as floats."""
    found = list(values)
    if found and all(type(value) is int and abs(value) < 2**63 for value in found):
        return pd.Series(found, dtype="int64")
    return pd.Series([np.nan if value is None else float(value) for value in found], dtype=float)
