"""Codes among numbers that are none: declared, labelled so, or looking so."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...answers import (
    codes_beyond,
    codes_standing_out,
    labelled_apart,
    labelled_far,
    labelled_scale,
    stated_scale,
    unit_since_1970,
)
from ...answers.several import several_in_digits
from ...loaders.codebook.variables import Code, Variable, code_text, plain
from .columns import FloatArray, IntArray, counted
from .declared import scale_beside
from .vocabulary import aside_of, spelled

_YEAR = 1000
"""Numbers up to which the greatest is no year."""

_LONGEST_SCALE = 15
"""Numbers up to which the greatest may be a place of a scale, or stand just beyond it."""

_EPOCH = 9e8
"""Seconds since 1970 that are of this century."""

_TRIED, _MOST = 1000, 200
"""Numbers whose digits are looked at first, and different ones of which they are a question's."""


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
    beside: Callable[[int | None], Sequence[FloatArray]] = lambda _: (),
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
    notes = []
    if aside:
        told = ", ".join(
            f"{code_text(code)} “{labels.get(code, 'missing')}” ({counted(count, 'row')})"
            for code, count in aside
        )
        notes.append(
            f"{name}: left out as no number: {told}; {_remedy(name, aside)} leaves it out of "
            "shares, too"
        )
    codes = tuple(float(code) for code in (*gone, *(code for code, _ in aside)) if is_number(code))
    # "95 and older" is a number, and says so
    numbers = (
        code for code, label in labels.items() if is_number(code) and re.search(r"\d", label)
    )
    suspects = _standing_out(values, {*codes, *map(float, numbers)}, times, variable)
    suspects = suspects or _apart(values, codes_behind_gap(variable), codes, each)
    if suspects:
        told = ", ".join(
            f"{code_text(code)} “{labels[code]}” ({counted(rows, 'row')})"
            if code in labels
            else f"{code_text(code)} ({counted(rows, 'row')})"
            for code, rows in suspects
        )
        counted_as = "is counted as a number" if len(suspects) == 1 else "are counted as numbers"
        notes.append(
            f"{name}: {told} {counted_as}, and may stand for no answer; "
            f"{_remedy(name, suspects)} leaves it out"
        )
    left = values[~np.isin(values, codes)] if codes else values
    largest = max(np.fmax.reduce(left), -np.fmin.reduce(left)) if left.size else np.nan
    if float(largest).is_integer() and not suspects:
        notes += _no_amounts(
            name, left, variable, each if times is None else each[~np.isin(values, codes)], beside
        )
    return NoNumbers(codes, tuple(notes), largest=float(largest))


def _no_amounts(
    name: Any,
    values: FloatArray,
    variable: Variable | None,
    times: Any,
    beside: Callable[[int | None], Sequence[FloatArray]],
) -> Iterator[str]:
    """Say where whole numbers are moments, several answers, or go beyond the scale they are of."""
    low, high = float(np.fmin.reduce(values)), float(np.fmax.reduce(values))
    wording = f"{name} {variable.label}" if variable is not None else str(name)
    if low >= _EPOCH and (unit := unit_since_1970(wording, low, high)):
        moment = np.array(int(low), f"datetime64[{unit}]").astype("datetime64[s]")
        yield (
            f"{name}: its numbers look like a time in {unit} since 1970 ({spelled(low)} is "
            f"{moment} UTC), and are counted as numbers; pandas.to_datetime(…, unit={unit!r}) "
            "makes times"
        )
    elif high > _LONGEST_SCALE:
        first = np.unique(values[:_TRIED])
        if low >= 0 and len(first) <= _MOST and _in_digits(first):
            distinct = np.unique(values)
            told = _in_digits(distinct) if len(distinct) <= _MOST else ""
            if told and not labelled_numbers(variable):
                yield f"{name}: {told}, and is counted as a number; {_PARTED}"
    elif low >= 0:
        yield from _beyond(name, values, variable, times, beside)


_PARTED = "for one question with several answers, write “;” between them, or a column for each"


def _in_digits(distinct: FloatArray) -> str:
    known = distinct[~np.isnan(distinct)]
    return several_in_digits([code_text(plain(value)) for value in known.tolist()])


def _beyond(
    name: Any,
    values: FloatArray,
    variable: Variable | None,
    times: Any,
    beside: Callable[[int | None], Sequence[FloatArray]],
) -> Iterator[str]:
    """Name codes just beyond the scale that labels, the wording or questions beside tell of."""
    scale, why = known_scale(name, variable)
    known = ~np.isnan(values)
    if scale is None and not labelled_numbers(variable):
        scale, why = scale_beside(values[known], beside), "the questions beside it say"
    if scale is None or not known.any():
        return
    distinct, place = np.unique(values[known], return_inverse=True)
    each = None if np.ndim(times) == 0 else times[known]
    rows = dict(zip(distinct.tolist(), np.bincount(place, each).astype(int).tolist(), strict=True))
    beyond = codes_beyond(rows, *scale)
    if beyond:
        told = ", ".join(f"{code_text(plain(c))} ({counted(rows[c], 'row')})" for c in beyond)
        yield (
            f"{name}: {told} beyond the {spelled(scale[0])} to {spelled(scale[1])} that {why} may "
            "stand for no answer, and counts as a number; "
            f"{_remedy(name, [(c, 0) for c in beyond])} leaves it out"
        )


def known_scale(name: Any, variable: Variable | None) -> tuple[tuple[float, float] | None, str]:
    """Return the ends of the scale that labels or the wording tell of, if any, and which do."""
    aside = labelled_none(variable)
    labels = {code: text for code, text in labelled_numbers(variable).items() if code not in aside}
    if labels:
        return labelled_scale(labels), "its labels say"
    label = "" if variable is None else variable.label
    return stated_scale(f"{name} {label}"), "its wording says"


def _remedy(name: Any, codes: Sequence[tuple[Code, int]]) -> str:
    """Write the option that declares codes missing."""
    return f"missing_codes={{{name!r}: {[plain(code) for code, _ in codes]}}}"


def labelled_none(variable: Variable | None) -> list[Code]:
    """Return the codes of a variable that their label, or the file, says are no answer."""
    if variable is None:
        return []
    reasons = variable.missing.reasons if variable.missing else ()
    aside = aside_of(list(variable.value_labels.values()))
    codes = [code for code, label in variable.value_labels.items() if label in aside]
    codes += [reason.code for reason in reasons if reason.code not in codes]
    return [code for code in codes if is_number(code)]


def is_number(code: Any) -> bool:
    """Return whether a code can be a number."""
    return isinstance(code, (int, float, np.number)) and not isinstance(code, bool)


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


def labelled_numbers(variable: Variable | None) -> dict[float, str]:
    """Return the labels of a variable's numbers."""
    labels = {} if variable is None else variable.value_labels
    return {float(code): told for code, told in labels.items() if is_number(code)}


def codes_behind_gap(variable: Variable | None) -> list[float]:
    """Return the labelled codes of a variable that stand behind a gap in its scale."""
    return list(labelled_apart(labelled_numbers(variable)))


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
    if (value < 0 and value.is_integer()) or value in (8, 9):
        return True
    digits = f"{value:.15g}".replace(".", "").strip("-")
    return len(digits) > 1 and set(digits) <= set("6789")
