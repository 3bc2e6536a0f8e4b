"""A column of cells → numbers, dates, yes/no or text, never guessing where cells contradict."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]

from ...answers.numbers import MOST_PLACES, worded_rating
from ...figures.printed_cells import text_of
from ...language.amounts import first_few
from ...language.message import Message, PrintedNumber
from ..codebook.variables import Code, Missing, Reason, Variable
from .answers import Answers, why_text
from .numerals import Marks, as_account, is_padded, proven_marks, read_number
from .texts import Numbers, Texts, numbers_of
from .times import read_times
from .units import durations, one_unit, without_unit


@dataclass(frozen=True, eq=False)
class Column:
    """A typed column: its cells, its variable, and what the reader decided about it.

    `different` are the different values of its cells, as an array, where they are known.
    """

    cells: "pd.Series[Any]"
    variable: Variable
    notes: tuple[str, ...] = ()
    missing_words: Mapping[str, int] = field(default_factory=dict)
    different: Any = None

    @property
    def blank(self) -> npt.NDArray[np.bool_]:
        """Which cells are blank."""
        return self.cells.isna().to_numpy()

    def cell(self, row: int) -> str:
        """Return the text of one row, "" where it is blank."""
        return text_of(self.cells.iloc[row])

    def kept(self, rows: npt.NDArray[np.bool_]) -> "Column":
        """Return the column of some rows."""
        return replace(self, cells=self.cells[rows].reset_index(drop=True), different=None)


@dataclass(frozen=True)
class Typing:
    """How columns are typed.

    Attributes
    ----------
    marks : Marks
        What the whole table proves of its decimal marks.
    keep_codes : bool
        Whether a number column keeps words such as "refused", and so stays text.
    missing_words : bool
        Whether words such as "NA" are missing in a column of text.
    """

    marks: Marks
    keep_codes: bool = False
    missing_words: bool = True


def untyped(name: str, cells: Sequence[Any]) -> Column | Texts:
    """Return the cells of a sheet as texts; what the spreadsheet typed already is kept."""
    kinds = {type(cell) for cell in cells if cell is not None and cell != ""}
    values = [None if cell == "" else cell for cell in cells]
    if kinds and kinds <= {int, float}:
        return Column(pd.Series(numbers_of(values)), Variable(name, kind="number"))
    if kinds == {bool}:
        return Column(pd.Series(values, dtype="boolean"), Variable(name, kind="boolean"))
    if kinds and kinds <= {datetime, date}:
        known = ["NaT" if value is None else value for value in values]
        return moments(name, np.array([np.datetime64(value, "us") for value in known]))
    if timedelta in kinds and kinds <= {time, timedelta}:
        # Excel shows durations beyond a day as such, shorter ones as times of day
        spans = pd.to_timedelta(pd.Series([v and str(v) for v in values], dtype="object"))
        return Column(spans.astype("timedelta64[us]"), Variable(name, kind="time"))
    # A whole number has no decimals as text.
    told = ["" if v is None else f"{v:.15g}" if isinstance(v, float) else str(v) for v in values]
    return Texts.of_list(name, told)


def table_marks(columns: Iterable[Column | Numbers | Answers], decimal_comma: bool) -> Marks:
    """Return what a table's cells prove of its decimal marks; undecided, what its kind suggests."""
    comma = point = False
    for column in columns:
        if isinstance(column, Numbers):
            point = point or column.proves_point
        elif isinstance(column, Answers):
            found = column.own_marks
            comma, point = comma or found.comma, point or found.point
    return Marks(comma, point, decimal_comma)


def typed(answers: Column | Numbers | Answers, typing: Typing) -> Column:
    """Type a column."""
    if isinstance(answers, Column):
        return answers
    if isinstance(answers, Numbers):
        cells = pd.Series(answers.cells, copy=False)
        return Column(cells, Variable(answers.name, kind="number"))
    for read in (_booleans, _percents, _numbers, _times, _measures, _ratings):
        found = read(answers, typing)
        if found is not None:
            return found
    # text, which says why where it is mostly numbers, or of dates
    column = answers.column
    gone = answers.gone if typing.missing_words else np.zeros(len(column.distinct), bool)
    moved = np.append(np.where(gone, -1, np.arange(len(gone))), -1).astype(np.int32)
    told = why_text(answers, typing.marks)
    if answers.kept_reason:
        told.append(
            Message(
                "NA is kept as an answer: {kept_reason}", kept_reason=Message(answers.kept_reason)
            )
        )
    return Column(
        pd.Series(column.strings(moved[column.places])),
        Variable(column.name),
        tuple(told),
        answers.gone_counts if typing.missing_words else {},
        column.distinct.filter(pa.array(~gone)) if gone.any() else column.distinct,
    )


def moments(
    name: str, values: npt.NDArray[Any], notes: Sequence[str] = (), *, timed: bool = False
) -> Column:
    """Return a column of dates, or of dates with times where any has one."""
    found = values.astype("datetime64[us]")
    known = found[~np.isnat(found)]
    timed = timed or bool((known != known.astype("datetime64[D]")).any())
    kind = "datetime" if timed else "date"
    return Column(pd.Series(found), Variable(name, kind=kind), tuple(notes))


def _booleans(answers: Answers, _typing: Typing) -> Column | None:
    if not 0 < len(answers.given) <= 6 or {t.lower() for t in answers.given} - {"true", "false"}:
        return None
    column = answers.column
    values = [{"true": True, "false": False}.get(text.lower(), pd.NA) for text in column.texts]
    cells = pd.Series(column.spread(values, pd.NA), dtype="boolean")
    variable = Variable(column.name, kind="boolean")
    return Column(cells, variable, missing_words=answers.gone_counts)


def _percents(answers: Answers, typing: Typing) -> Column | None:
    """Read a column in which every number has a percent sign, as percents."""
    signed = answers.signed
    if not signed or not all(text.endswith(("%", "٪", "％")) for text in signed.values()):
        return None
    comma = answers.has_decimal_comma(typing.marks)
    read = {text: read_number(own[:-1].rstrip(), bool(comma)) for text, own in signed.items()}
    if comma is None or None in read.values():
        return None
    percents = Message("percents, such as 37 for 37%")
    return _numbers_of(answers, read, [percents, *answers.said_of_brackets])


def _numbers(answers: Answers, typing: Typing) -> Column | None:
    """Read a column of numbers; words that say why one is missing become reasons."""
    column, words = answers.column, answers.reasons
    numerals = column.plain.sum() + len(answers.numerals)
    comma = answers.has_decimal_comma(typing.marks)
    if comma is None or not numerals or numerals + len(words) < len(answers.given):
        return None
    if (words and typing.keep_codes) or any(is_padded(text) for text in answers.numerals):
        return None
    if (answers.bracketed and not answers.are_accounts) or answers.too_long or answers.are_months:
        return None
    if answers.numerals or comma or len(column.distinct) < 1000:
        others = set(words)
        read = {
            text: read_number(as_account(text), comma)
            for text in answers.given
            if text not in others
        }
        if None in read.values():
            return None
        values: Sequence[Any] | npt.NDArray[Any] = [read.get(text) for text in column.texts]
    else:
        read = {}
        plain = column.distinct.filter(pa.array(column.plain))
        points = pc.any(pc.match_substring(plain, ".")).as_py()
        if len(plain) == len(column.distinct) and not (points or column.blank.any()):
            values = plain.cast(pa.int64()).to_numpy()
        else:
            values = np.full(len(column.distinct), np.nan)
            np.place(values, column.plain, plain.cast(pa.float64()).to_numpy())
    missing = _reasons_of(column, words)
    cells = pd.Series(column.numbers(values))
    variable = Variable(column.name, kind="number", missing=missing)
    return Column(cells, variable, tuple(_taken_for(answers, words, read)), answers.gone_counts)


def _taken_for(
    answers: Answers, words: Sequence[str], read: Mapping[str, float | None]
) -> Iterator[Message]:
    """Say which words are missing, and what numbers that may be others are read as."""
    if words:
        yield Message("{shown} among numbers is read as missing", shown=first_few(words))
    yield from answers.said_of_brackets
    unsure = [text for text in read if "," in text or "." in text]
    if unsure and not any(proven_marks(map(as_account, unsure))[:2]):
        value = PrintedNumber(f"{read[unsure[0]]:g}")
        yield Message("{unsure} is read as {read}", unsure=repr(unsure[0]), read=value)


def _times(answers: Answers, _typing: Typing) -> Column | None:
    found = read_times(answers.given, answers.given_strings)
    if found is None or len(found.readings) != 1:
        return None
    column, (values,) = answers.column, found.readings
    places = np.full(len(column.distinct), -1)
    places[~answers.gone] = np.arange(len(answers.given))
    table = np.append(values, np.array("NaT", values.dtype))
    cells = table[column.spread(places, -1, np.int64)]
    if cells.dtype.kind == "m":
        told = Variable(column.name, kind="time")
        return Column(pd.Series(cells), told, found.notes, answers.gone_counts)
    dated = moments(column.name, cells, found.notes, timed=found.timed)
    return Column(dated.cells, dated.variable, dated.notes, answers.gone_counts)


def _measures(answers: Answers, typing: Typing) -> Column | None:
    """Read numbers that all have the same unit or currency."""
    if (seconds := durations(answers.given)) is not None:
        return _numbers_of(answers, seconds, ["durations, in seconds"])
    signed = answers.signed
    unit = one_unit([*signed.values()])
    if not unit:
        return None
    bare = {text: without_unit(own) for text, own in signed.items()}
    column = Texts.of_list(answers.column.name, bare.values())
    comma = Answers(column).has_decimal_comma(typing.marks)
    read = {text: read_number(number, bool(comma)) for text, number in bare.items()}
    if comma is None or None in read.values():
        return None
    told = Message("numbers in {unit}", unit=unit)
    return _numbers_of(answers, read, [told, *answers.said_of_brackets])


def _ratings(answers: Answers, typing: Typing) -> Column | None:
    """Read numbers on a scale that words explain at its ends, or everywhere, as labelled codes."""
    column, reasons = answers.column, answers.reasons
    if not 2 < len(answers.given) - len(reasons) <= MOST_PLACES or (reasons and typing.keep_codes):
        return None
    read = worded_rating((text for text in answers.given if text not in reasons), column.name)
    if not read:
        return None
    worded: dict[Code, str] = {number: words for number, words in sorted(read.values()) if words}
    shown = first_few([text for text in read if read[text][1]], 2)
    found = _numbers_of(
        answers,
        {text: number for text, (number, _) in read.items()},
        [Message("a rating in numbers, with words at some: {shown}", shown=shown)],
        reasons,
    )
    return replace(found, variable=replace(found.variable, value_labels=worded))


def _reasons_of(column: Texts, words: Sequence[str]) -> Missing | None:
    """Return where words say why a number is missing."""
    if not words:
        return None
    place = {word: k for k, word in enumerate(sorted(words), start=1)}
    positions = column.spread([place.get(text, 0) for text in column.texts], 0, np.int16)
    return Missing(tuple(Reason(word, word) for word in place), positions)


def _numbers_of(
    answers: Answers, read: Mapping[str, Any], notes: Sequence[str], reasons: Sequence[str] = ()
) -> Column:
    column = answers.column
    cells = pd.Series(column.numbers([read.get(text) for text in column.texts]))
    variable = Variable(column.name, kind="number", missing=_reasons_of(column, reasons))
    return Column(cells, variable, tuple(notes), answers.gone_counts)
