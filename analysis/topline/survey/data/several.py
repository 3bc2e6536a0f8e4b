"""Questions with several answers as rows: who chose which option, of those who were asked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

import numpy as np
import pandas as pd

from ...answers import is_missing_word
from ...answers.several import is_none, listed, parts_of
from ...errors import ArgumentError, DataError
from ...expressions.tree import Name
from ...language.marking import forms, marked
from ...language.message import Advice, Message
from ...loaders.codebook.variables import MultipleResponseSet, Option
from ...loaders.sets.given import given_sets, of_named_columns
from ...loaders.sets.sets import set_note
from .answers import Columns
from .coding import factorize
from .columns import IntArray, column
from .domains import Mask, truth
from .vocabulary import spelled


@dataclass(frozen=True, eq=False)
class Several:
    """Who chose which option of a question.

    Attributes
    ----------
    name : str
    labels : tuple of str
        The options.
    rows : tuple of (n,) int
        For each option 1 where it was chosen, 0 where not, −1 for who is outside the base.
    notes : tuple of str
        What the base is, and what was decided.
    """

    name: str
    labels: tuple[str, ...]
    rows: tuple[IntArray, ...] = field(repr=False)
    notes: tuple[str, ...] = ()


def refuse_several(name: str, role: str) -> NoReturn:
    """Refuse a question with several answers where one of one answer is wanted.

    Raises
    ------
    ArgumentError
    """
    raise ArgumentError(
        f"{role} {name!r} is a question with several answers, whose groups overlap; expected one "
        f"of one answer; crosstab(rows, {name!r}) has a column for each option, and where= or a "
        "condition takes one of them"
    )


def several_in(columns: Columns, question: Any, known: dict[str, Several]) -> Several:
    """Return who chose which option of a question: a set, its name, or columns of ticks.

    What is found of a name is kept among what is known.

    Raises
    ------
    ArgumentError, DataError
        When it is none of these.
    """
    if isinstance(question, str):
        if question not in known:
            known.setdefault(question, several_of(columns, question, columns.sets[question]))
        return known[question]
    if isinstance(question, MultipleResponseSet):
        return several_of(columns, question.variables[0], question)
    return several_of(columns, "", set_of_columns(columns, question))


def set_of_cells(columns: Columns, name: Any, separator: str) -> MultipleResponseSet:
    """Return a column as a question with several answers, which a separator parts in its cells.

    Raises
    ------
    ArgumentError
        When it is no column, or no text stands between answers.
    """
    column(columns.data, name, "rows")
    if not isinstance(separator, str) or not separator:
        raise ArgumentError(
            f"separator is {separator!r}; expected what stands between answers, as ';'"
        )
    made = given_sets({name: separator}, columns.sets.cells)[name]
    assert made is not None
    return made


def set_of_columns(columns: Columns, names: Sequence[Any]) -> MultipleResponseSet:
    """Return several columns as one question, each of them an option called as the column.

    Raises
    ------
    ArgumentError
        When a name is no column.
    DataError
        When their cells do not tell which say that an option is chosen.
    """
    for name in names:
        column(columns.data, name, "variable")
    try:
        found = of_named_columns("", [*names], {}, columns.sets.cells)
    except ArgumentError:
        most = max(names, key=lambda name: len(columns.as_they_are(name).dropna().unique()))
        held = columns.as_they_are(most).dropna().unique().tolist()
        listed = ", ".join(repr(spelled(value)) for value in held[:6])
        more = f" and {len(held) - 6} more" if len(held) > 6 else ""
        raise DataError(
            f"column {most!r} holds {listed}{more}; expected of each of several answers 1 and 0, "
            "yes and no, or its own word and blanks; say which are chosen, as "
            f'Survey(data, sets={{"name": {{"columns": […], "counted": {held[0]!r}}}}}), or give '
            f"conditions in words by their label, as rows={{'label': \"{Name(str(most))} == "
            f'{held[0]!r}"}}'
        ) from None
    options = tuple(
        Option(label=str(name), column=name, chosen=option.chosen)
        for name, option in zip(names, found.options, strict=True)
    )
    return MultipleResponseSet(
        label="",
        variables=found.variables,
        counted_value=found.counted_value,
        options=options,
        blank=found.blank,
        evidence=found.evidence,
        source="given",
    )


def several_of(columns: Columns, name: str, one: MultipleResponseSet) -> Several:
    """Return who chose which option of a set.

    Raises
    ------
    ArgumentError, DataError
        When a column is missing, or the condition of who was asked cannot be worked out.
    """
    if one.kind == "cell":
        cells, index = factorize(columns.as_they_are(one.variables[0]))
        table, empty = options_in(index, one)
        chosen = [np.ascontiguousarray(own[cells]) for own in table.T]
        known = [np.asarray(~empty[cells])]
    else:
        held = {own: Held.of(columns, own) for own in one.variables}
        chosen, known = [], [own.rows >= 0 for own in held.values()]
        for option in one.options:
            among = one.variables if option.column is None else (option.column,)
            found = [held[own].among(option.chosen) for own in among]
            chosen.append(np.any(found, axis=0) if len(found) > 1 else found[0])
    touched = np.any(known, axis=0)
    asked = truth(columns, one.asked, len(touched)).holds if one.asked else None
    base, inside = base_of(one, touched, asked)
    each = np.ones(len(touched), dtype=np.intp)
    beside = [int((base & touched & ~own).sum()) for own in known]
    notes = several_notes(name, one, BaseCounts.of(base, inside, touched, each), sum(beside))
    if one.source == "found" and columns.codebook is None:
        # no reader has said so
        notes.insert(1, set_note(name, one))
    rows = tuple(np.where(base, own.view(np.int8), np.int8(-1)) for own in chosen)
    return Several(name, tuple(option.label for option in one.options), rows, tuple(notes))


@dataclass(frozen=True, eq=False)
class Held:
    """The distinct values of a column, as they are spelled and labelled, and which each row has."""

    words: list[set[str]]
    rows: IntArray

    @classmethod
    def of(cls, columns: Columns, name: str) -> "Held":
        """Look through a column; who holds a blank holds nothing."""
        rows, index = factorize(columns.as_they_are(name))
        labels = columns.labels(name)
        words = []
        for value in index.tolist():
            own = {spelled(value), str(value).strip()}
            label = labels.get(value) if isinstance(value, (int, float, str)) else None
            # where labels took the place of codes, the code is known by its label
            own |= {spelled(code) for code, text in labels.items() if text == value}
            words.append(own | ({label} if label else set()))
        blank = np.array([*map(_is_blank, index.tolist()), False])
        return cls(words, np.where(blank[rows], -1, rows) if blank.any() else rows)

    def among(self, chosen: Sequence[Any]) -> Mask:
        """Return which rows hold one of some values; any, where none are named."""
        if not chosen:
            return np.asarray(self.rows >= 0)
        wanted = {spelled(one).strip() for one in chosen}
        holds = np.array([*(bool(own & wanted) for own in self.words), False])
        return np.asarray(holds[self.rows])


def _is_blank(value: Any) -> bool:
    return isinstance(value, str) and is_missing_word(value)


def options_in(index: pd.Index, one: MultipleResponseSet) -> tuple[Mask, Mask]:
    """Return which of the options each different cell lists, and which cells are blank.

    The last, (v + 1, options) in all, is that of who has no cell.
    """
    parts = [option.chosen[0] if option.chosen else None for option in one.options]
    known = [str(part) for part in parts if part is not None]
    table = np.zeros((len(index) + 1, len(parts)), dtype=bool)
    empty = np.ones(len(index) + 1, dtype=bool)
    for at, text in enumerate(index.tolist()):
        found = set(parts_of(str(text), one.separator, known))
        # an empty list says that nothing was chosen, a blank says nothing
        empty[at] = (not found and listed(str(text)) != []) or _is_blank(text)
        table[at] = [
            bool(found - set(known)) if part is None else str(part) in found for part in parts
        ]
    return table, empty


def base_of(one: MultipleResponseSet, touched: Mask, asked: Mask | None) -> tuple[Mask, Mask]:
    """Return who is in the base of a question, and who was asked: all, where nobody says who."""
    base, inside = touched.copy(), np.ones(len(touched), dtype=bool)
    if one.blank == "not_chosen":
        base[:] = True
    if asked is not None:
        # whoever ticked anything was asked
        inside = asked | touched
        base &= inside
    return base, inside


@dataclass(frozen=True)
class BaseCounts:
    """Rows of all, in the base, in it and blank in all options, and asked but outside."""

    size: int
    base: int
    blank: int
    out: int

    @classmethod
    def of(cls, base: Mask, inside: Mask, touched: Mask, each: IntArray) -> "BaseCounts":
        """Count cells, each of which so many rows have."""
        parts = (base, base & ~touched, inside & ~base)
        return cls(int(each.sum()), *(int(each[own].sum()) for own in parts))


_ASKED = forms("those asked ({condition}), {n} row", "those asked ({condition}), {n} rows")
_ALL = forms("all {n} row", "all {n} rows")
_ANSWERED = forms("the {n} row with an answer", "the {n} rows with an answer")
_BLANK = marked("{n} of them, blank in all options, count as having chosen none")
_UNTOLD = marked(
    "{n} of them, blank in all options, count as having chosen none, for nothing tells them from "
    "who was not asked"
)
_OUTSIDE = forms(
    "{n} row blank in the whole question is outside: not asked, or no answer",
    "{n} rows blank in the whole question are outside: not asked, or no answer",
)
_BLANKS_ARE = {
    "not_chosen": marked("{asked} says who was asked, {blank} that blanks are not chosen"),
    "no_answer": marked("{asked} says who was asked, {blank} that blanks are no answer"),
}
_BESIDE = forms(
    "{name}: {n} blank cell beside answers to other options counts as not chosen",
    "{name}: {n} blank cells beside answers to other options count as not chosen",
)


def several_notes(
    name: str, one: MultipleResponseSet, counts: BaseCounts, beside: int
) -> list[str]:
    """Say who the base of a question is, and that blanks beside other answers are not chosen."""
    key, name = repr(name) if name else "…", name or Message("several answers")
    told = [Message(*_ANSWERED, n=counts.base)]
    if one.asked:
        told = [Message(*_ASKED, condition=one.asked, n=counts.base)]
    elif one.blank == "not_chosen":
        told = [Message(*_ALL, n=counts.size)]
    if counts.blank:
        told.append(Message(_BLANK if one.asked else _UNTOLD, n=counts.blank))
    if counts.out:
        told.append(Message(*_OUTSIDE, n=counts.out))
    base: str = Message("{name}: a respondent may choose several; base: {told}",
                        name=name, told=told)  # fmt: skip
    if (counts.blank or counts.out) and not one.asked:
        other = "not_chosen" if one.blank == "no_answer" else "no_answer"
        asked = f"sets={{{key}: {{'asked': 'a condition'}}}}"
        blank = f"sets={{{key}: {{'blank': {other!r}}}}}"
        base = Advice(base, Message(_BLANKS_ARE[other], asked=asked, blank=blank))
    has_none = any(is_none(option.label) for option in one.options)
    if one.kind == "columns" and beside and one.blank == "no_answer" and not has_none:
        return [base, Message(*_BESIDE, name=name, n=beside)]
    return [base]
