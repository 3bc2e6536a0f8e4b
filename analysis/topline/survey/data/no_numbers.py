"""Codes among numbers that are none: declared, labelled so, or looking so."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...answers.numbers import codes_standing_out, labelled_far
from ...language.marking import forms
from ...language.message import Advice, Message, join_messages
from ...loaders.codebook.variables import Code, Variable, code_text
from .amounts import (
    LEAVES_OUT,
    Beside,
    WholeNumbers,
    codes_behind_gap,
    declared_missing,
    is_number,
    labelled_none,
    labelled_numbers,
    no_amounts,
)
from .columns import FloatArray, IntArray
from .distinct import Distinct
from .vocabulary import in_rows, spelled

_YEAR = 1000
"""Numbers up to which the greatest is no year."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column as numbers, NaN where there is none, the largest size, and what is noted of them.

    They are `lent` where they lie in the frame's own memory.
    """

    rows: FloatArray = field(repr=False)
    largest: float
    notes: tuple[str, ...] = ()
    lent: bool = False


@dataclass(frozen=True)
class NoNumbers:
    """Codes of a column that are no numbers, with notes on these and on suspects.

    `largest` is the size of the largest number besides; NaN where there is none.
    """

    codes: tuple[float, ...]
    notes: tuple[str, ...]
    largest: float


def no_numbers(
    name: Any,
    values: FloatArray,
    variable: Variable | None,
    declared: Sequence[Any],
    times: IntArray | None = None,
    beside: Beside = lambda _: (),
) -> NoNumbers:
    """Find out which codes of a column are no numbers, and which look so.

    Parameters
    ----------
    name : str
    values : (n,) float
        NaN where there is no answer.
    variable : Variable or None
        What the file says of it.
    declared : sequence
        Codes, or their labels, that the user declares missing.
    times : (n,) int, optional
        How many rows have each value; one where left out.
    beside : callable, optional
        Gives the numbers of the other questions of its family, all or the first ones.
    """
    labels = {} if variable is None else variable.value_labels
    named = {spelled(code) for code in declared}
    gone = [code for code in labels if spelled(code) in named or labels[code] in named]
    gone += [code for code in declared if is_number(code)]
    each: Any = 1 if times is None else times
    aside = [
        (code, count)
        for code in labelled_none(variable)
        if code not in gone and (count := int(np.sum((values == code) * each)))
    ]
    notes: list[str] = []
    if aside:
        told = _with_rows(aside, {code: "missing" for code, _ in aside} | dict(labels))
        option = declared_missing(name, [code for code, _ in aside])
        fact = Message("{name}: left out as no number: {told}", name=str(name), told=told)
        notes.append(Advice(fact, Message("{option} leaves it out of shares, too", option=option)))
    codes = tuple(float(code) for code in (*gone, *(code for code, _ in aside)) if is_number(code))
    # "95 and older" is a number, and says so
    numbers = (
        code for code, label in labels.items() if is_number(code) and re.search(r"\d", label)
    )
    suspects = _standing_out(values, {*codes, *map(float, numbers)}, times, variable)
    suspects = suspects or _apart(values, codes_behind_gap(variable), codes, each)
    if suspects:
        notes.append(_suspected(_NUMBERS, name, suspects, labels))
    kept: Any = ~np.isin(values, codes) if codes else slice(None)
    left = values[kept]
    largest = max(np.fmax.reduce(left), -np.fmin.reduce(left)) if left.size else np.nan
    if float(largest).is_integer() and not suspects:
        whole = WholeNumbers(name, left, variable, None if times is None else times[kept], beside)
        notes += no_amounts(whole)
    return NoNumbers(codes, tuple(notes), largest=float(largest))


def noting_suspects(found: Distinct, variable: Variable | None) -> Distinct:
    """Note codes among the answers of a column of numbers that nobody labelled or declared."""
    if not len(found.index) or not may_hold_codes(found.index.to_numpy(float)):
        return found
    labels = labelled_numbers(variable)
    given = {
        float(value): count
        for value, at, count in zip(found.values, found.places, found.count, strict=True)
        if at >= 0
    }
    aside = {float(code) for code in labelled_none(variable)}
    other = [value for value in given if value not in aside]
    codes = codes_standing_out(other, [given[value] for value in other])
    suspects: list[tuple[Code, int]] = [(c, given[c]) for c in codes if c not in labels]
    if not suspects:
        return found
    return found.noting(_suspected(_ANSWERS, found.name, suspects, {}))


_NUMBERS = forms(
    "{name}: {told} is counted as a number, and may stand for no answer",
    "{name}: {told} are counted as numbers, and may stand for no answer",
)
_ANSWERS = forms(
    "{name}: {told} is counted as an answer, and may stand for none",
    "{name}: {told} are counted as answers, and may stand for none",
)


def _suspected(
    said: tuple[str, str], name: Any, codes: Sequence[tuple[Code, int]], labels: Mapping[Code, str]
) -> Advice:
    """Name codes that may be no answer, what they count as, and how to leave them out."""
    option = declared_missing(name, [code for code, _ in codes])
    told = _with_rows(codes, labels)
    fact = Message(*said, name=str(name), told=told, n=len(codes))
    return Advice(fact, Message(LEAVES_OUT, option=option))


def _with_rows(codes: Sequence[tuple[Code, int]], labels: Mapping[Code, str]) -> str:
    """Name codes, with the labels of those that have one, and how many rows have each."""
    return join_messages(
        [
            in_rows(f"{code_text(code)} “{labels[code]}”" if code in labels else code_text(code), n)
            for code, n in codes
        ],
        ", ",
    )


def _standing_out(
    values: FloatArray, known: set[float], times: IntArray | None, variable: Variable | None
) -> list[tuple[float, int]]:
    """Return numbers that look like codes, with their rows."""
    # a code that stands out is the least or the greatest; most columns are done with these two
    if not may_hold_codes(values, variable):
        return []
    answered = ~np.isnan(values)
    distinct, place = np.unique(values[answered], return_inverse=True)
    count = np.bincount(place, None if times is None else times[answered]).astype(int)
    rows = dict(zip(distinct.tolist(), count.tolist(), strict=True))
    other = [value for value in rows if value not in known]
    codes = {*codes_standing_out(other, [rows[v] for v in other])}
    codes |= {*labelled_far(other, labelled_numbers(variable))}
    return [(code, rows[code]) for code in sorted(codes)]


def _apart(
    values: FloatArray, suspects: Sequence[float], known: Sequence[float], each: Any
) -> list[tuple[float, int]]:
    """Return labelled codes behind a gap that no number fills, with their rows."""
    suspects = [code for code in suspects if code not in known]
    if not suspects:
        return []
    inside = values[~np.isin(values, [*known, *suspects])]
    if not len(inside) or np.fmax.reduce(inside) > suspects[0]:
        return []
    found = [(code, int(np.sum((values == code) * each))) for code in suspects]
    return [(code, rows) for code, rows in found if rows]


def may_hold_codes(values: FloatArray, variable: Variable | None = None) -> bool:
    """Return whether the least or the greatest of some numbers may be a code.

    It is one that people take for a code, or labelled among numbers that have no labels. NaN is
    none.
    """
    ends = float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    # among years there is no 0
    if any(map(_may_be_code, ends)) or (ends[0] == 0 and ends[1] > _YEAR):
        return True
    labels = labelled_numbers(variable)
    return any(end in labels for end in ends) and ends[1] - ends[0] > len(labels)


def _may_be_code(value: float) -> bool:
    """Return whether a number is one that people take for a code: -9, 8, 99, 998, 99.99."""
    if (value < 0 and value.is_integer()) or value in (7, 8, 9):
        return True
    digits = f"{value:.15g}".replace(".", "").strip("-")
    return len(digits) > 1 and set(digits) <= set("6789")
