"""What each column holds: its answers in their order, what is missing, what is noted."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...answers.numbers import MOST_COLOURED, MOST_PLACES, rating_scale
from ...errors import DataError
from ...language.amounts import listed_words
from ...language.marking import marked
from ...language.message import Advice, Message, as_message, join_messages
from ...loaders.codebook.variables import Code, kind_of, plain
from ...spoken import Spoken
from ..data.amounts import known_scale, labelled_none, labelled_numbers, names_beside
from ..data.answers import Columns
from ..data.coding import Answers
from ..data.columns import IntArray, column, is_text
from ..data.vocabulary import MOST
from ..engine.source import Source
from .personal import personal_in

_FEW = 6
"""Different numbers up to which each counts as an answer."""

_TOLD = 8
"""Answers that are printed."""

_RATED = marked(
    "{name}: not each of its numbers has a label, and they are taken for a rating from {low} to "
    "{high}, of which the mean is shown"
)


@dataclass(frozen=True)
class AnswerCount:
    """An answer, or a reason for none, and how many gave it.

    Attributes
    ----------
    code : int, float, str or None
        Its code; None where the answer stands for itself.
    label : str
    n : int
        Rows, without weights.
    """

    code: Code | None
    label: str
    n: int


@dataclass(frozen=True, eq=False, kw_only=True)
class ColumnContent(Spoken):
    """What a column holds.

    Attributes
    ----------
    name, label : str
        Its name and its wording.
    kind : str
        "number", "text", "boolean", "date", "datetime" or "time".
    n_valid, n_missing, n_user_missing, n_distinct : int
        Rows with an answer, with none, and with none for a stated reason; different answers.
    answers : tuple of AnswerCount
        In the order that tables and charts take; of numbers only few or labelled ones. Of more
        than 500 the most frequent.
    lowest, highest : object
        Of numbers and times, without codes that are none; None where there are none.
    order : str
        Where the order comes from: "codes", "given", "agreement", "months" …; "" where none is
        known, and answers stand by the alphabet.
    set_aside : tuple of str
        Answers that are don't know, refused or the like.
    reasons : tuple of AnswerCount
        Why answers are missing, where the file or its user says so.
    notes : tuple of str
        What was decided, and what looks like a code.
    personal : str
        "names", "free text" or the like, of which nothing is shown; "" for nothing.
    rating : tuple of float or None
        The ends of the scale that numbers without labels, or with labels of few places, plainly
        rate on: of 0 to 10, of 1 to 5. An order that is given says that they are answers.
    """

    name: str
    label: str
    kind: str
    n_valid: int
    n_missing: int
    n_user_missing: int
    n_distinct: int
    answers: tuple[AnswerCount, ...] = ()
    lowest: Any = None
    highest: Any = None
    order: str = ""
    set_aside: tuple[str, ...] = ()
    reasons: tuple[AnswerCount, ...] = ()
    notes: tuple[str, ...] = ()
    personal: str = ""
    rating: tuple[float, float] | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the column holds, and what was noted of it."""
        called = ": ".join(filter(None, (self.name, self.label)))
        missing = self.n_missing + self.n_user_missing
        counted = Message("{n} answers, {missing} missing", n=self.n_valid, missing=missing)
        if self.personal:
            kind = as_message(self.personal)
            return (
                Message(
                    "{column} ({kind}, not shown): {answers}",
                    column=called,
                    kind=kind,
                    answers=counted,
                ),
            )
        given = [
            Message("{answer} ({n})", answer=one.label, n=one.n) for one in self.answers[:_TOLD]
        ]
        rest = len(self.answers) - _TOLD
        more = [Message("and {n} more", n=rest)] if rest > 0 else []
        if not given and self.lowest is not None:
            given = [Message("{low} to {high}", low=str(self.lowest), high=str(self.highest))]
        held = listed_words([*given, *more])
        told = (*self.notes, *filter(None, [self.rating_note]))
        found = Message(
            "{column} ({kind}): {answers}",
            column=called,
            kind=as_message(self.kind),
            answers=join_messages([counted, held], "; "),
        )
        return (found, *(Message("Note: {note}", note=note) for note in told))

    @property
    def rating_note(self) -> str:
        """That numbers were taken for a rating, and how to say otherwise; "" where they were not.

        It is none of the notes, so that many columns of one battery need not say it each.
        """
        if self.rating is None:
            return ""
        low, high = map(int, self.rating)
        step = max(1, (high - low) // (MOST_PLACES - 1))
        fact = Message(_RATED, name=str(self.name), low=low, high=high)
        order = f"order={{{self.name!r}: {[*range(low, high + 1, step)]}}}"
        return Advice(fact, Message("{order} says that they are answers", order=order))


def contents(
    source: Source, names: Sequence[Any], *, show_personal: bool
) -> tuple[ColumnContent, ...]:
    """Return what each of some columns holds."""
    made = []
    for name in names:
        looked = source.looked(name)
        columns = looked.columns
        variable, values = columns.variable(name), column(columns.data, name, "variable")
        answered = columns.as_they_are(name).notna().to_numpy()
        known = columns.as_they_are(name)[answered]
        reasons = tuple(_reasons(columns, name, values))
        told = sum(reason.n for reason in reasons)
        try:
            distinct = int(known.nunique())
        except TypeError:  # cells hold lists and the like
            distinct = int(known.map(repr).nunique())
        n = columns.count(answered)
        if looked.known is not None and not pd.api.types.is_numeric_dtype(values.dtype):
            # of words that nearly all differ only the first are here
            n = looked.known
        found = ColumnContent(
            name=name,
            label=variable.label if variable else "",
            kind=variable.kind if variable else kind_of(values),
            n_valid=n,
            n_missing=len(source) - n - told,
            n_user_missing=told,
            n_distinct=distinct if looked.different is None else looked.different,
            reasons=reasons,
            personal="" if show_personal else personal_in(columns, name) or "",
        )
        shown = n == columns.count(answered) > 0 and not found.personal
        made.append(_with_answers(columns, found, known) if shown else found)
    return tuple(made)


def _with_answers(
    columns: Columns, counted: ColumnContent, known: "pd.Series[Any]"
) -> ColumnContent:
    """Return what a column holds with its range, and answers that are few or have labels."""
    name, kind = counted.name, counted.kind
    labels = columns.labels(name)
    numeric = kind in ("number", "date", "datetime", "time")
    lowest = highest = rating = None
    notes: tuple[str, ...] = ()
    if numeric and pd.api.types.is_numeric_dtype(known.dtype) and known.dtype != bool:
        # without codes, of which the notes are
        try:
            different, notes = columns.different_numbers(name), columns.numbers(name).notes
        except DataError as error:
            # of infinite values there is no range
            return replace(counted, notes=(str(error),))
        if different.size:
            lowest, highest = float(different[0]), float(different[-1])
            rating = _rating(columns, name)
    elif numeric and not is_text(known):
        lowest, highest = known.min(), known.max()
    few = kind == "number" and counted.n_distinct <= min(_FEW, counted.n_valid - 1)
    # a given order says that numbers are answers, and so do labels of the ends of a short scale
    few |= kind == "number" and name in columns.declared.order
    few |= kind == "number" and bool(labels) and counted.n_distinct <= MOST_COLOURED
    ranged = replace(counted, lowest=lowest, highest=highest, notes=notes, rating=rating)
    if numeric and not few and not (labels and columns.is_categorical(name)):
        values = column(columns.data, name, "variable").to_numpy()
        named = ((code, label, columns.count(values == code)) for code, label in labels.items())
        answers = tuple(AnswerCount(code, label, n) for code, label, n in named if n)
        return replace(ranged, answers=answers)
    found = columns.answers(name)
    # what is said of a code among numbers need not be said of it among answers
    said = {note.rpartition("; ")[2] for note in notes}
    more = (note for note in found.notes if note.rpartition("; ")[2] not in said)
    return replace(
        ranged,
        answers=_answers(found, labels, columns.times),
        order=found.scale.source if found.scale.ordered else "",
        set_aside=tuple(map(str, found.scale.set_aside)),
        notes=tuple(dict.fromkeys((*notes, *more))),
    )


def _rating(columns: Columns, name: Any) -> tuple[float, float] | None:
    """Return the ends of the scale that numbers rate on.

    Codes of which each has a label are answers, and so are those with an order. Where labels name
    some of more places than a chart has colours for, their mean tells more than their shares.
    """
    variable = columns.variable(name)
    ordered = name in columns.declared.order or (variable is not None and variable.order)
    if ordered or columns.is_categorical(name):
        return None
    distinct = columns.different_numbers(name)
    stated, _ = known_scale(name, variable)
    labels = {*labelled_numbers(variable)} - {*labelled_none(variable)}
    if labels and len(distinct) <= MOST_COLOURED:
        return None
    own = rating_scale(distinct.tolist(), str(name), stated)
    if own is not None or len(distinct) > MOST_PLACES:
        return own
    # a place that few choose may be lacking of one question of a battery
    beside = []
    for other in names_beside(columns.data, name, columns.families):
        with suppress(DataError):
            beside.append(rating_scale(columns.different_numbers(other).tolist(), str(name)))
    usual = max(set(beside), key=beside.count, default=None)
    if usual is None or 2 * beside.count(usual) < len(beside):
        return None
    return rating_scale(distinct.tolist(), str(name), usual)


def _answers(found: Answers, labels: Any, times: IntArray | None) -> tuple[AnswerCount, ...]:
    """Return the answers in their order, with their rows."""
    given = found.rows >= 0
    each = None if times is None else times[given]
    rows = np.bincount(found.rows[given], each, minlength=len(found.labels))
    code_of = {text: code for code, text in reversed(list(labels.items()))}
    # the most usual ones, in their order
    kept = np.sort(np.argsort(-rows, kind="stable")[:MOST])
    made = []
    for place in kept.tolist():
        label, n = found.labels[place], rows[place]
        own = found.spellings.get(label, ())
        code = plain(own[0]) if own and labels and own[0] in labels else code_of.get(label)
        # a whole number without its point
        whole = isinstance(label, (float, np.floating)) and float(label).is_integer()
        made.append(AnswerCount(code, str(int(label) if whole else label), int(n)))
    return tuple(made)


def _reasons(columns: Columns, name: str, values: "pd.Series[Any]") -> Iterator[AnswerCount]:
    """Give the reasons of the file, and the codes that the user declares missing."""
    variable = columns.variable(name)
    if variable is not None and variable.missing is not None:
        pairs = zip(variable.missing.reasons, variable.missing.counts(), strict=True)
        for reason, count in pairs:
            if count:
                yield AnswerCount(reason.code, reason.text, count)
    gone = columns.declared.missing_codes.get(name)
    if gone:
        kept = columns.as_they_are(name)
        labels = columns.labels(name)
        missed = values[kept.isna() & values.notna()]
        # the most frequent first
        for code in missed.value_counts().index:
            own = plain(code) if isinstance(code, (str, int, float)) else str(code)
            n = columns.count((values == code).to_numpy(dtype=bool, na_value=False))
            yield AnswerCount(own, labels.get(own, "declared missing"), n)
