"""Whole numbers that are no amounts: moments, several answers in one, codes beyond a scale."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...answers import unit_since_1970
from ...answers.numbers import codes_beyond, labelled_apart, labelled_scale, stated_scale
from ...answers.several import several_in_digits
from ...errors import DataError
from ...language.marking import marked
from ...language.message import Advice, Message, join_messages
from ...loaders.codebook.codebook import Codebook
from ...loaders.codebook.variables import Code, Variable, code_text, plain
from ...loaders.sets.families import families
from .columns import FloatArray, IntArray, column, column_names, numbers
from .vocabulary import PARTED, aside_of, in_rows, spelled

_LONGEST_SCALE = 15
"""Numbers up to which the greatest may be a place of a scale, or stand just beyond it."""

_EPOCH = 9e8
"""Seconds since 1970 that are of this century."""

_TRIED, _MOST = 1000, 200
"""Numbers whose digits are looked at first, and different ones of which they are a question's."""

_BESIDE, _FIRST = 12, 1000
"""Questions of a family that are looked at beside one, and rows that are looked at first."""

_FEWEST_BESIDE, _OFTEN = 3, 0.03
"""Questions of one scale that tell its end, and part of their rows that is at it."""

_FEWEST_CODES = 4
"""Rows of a code here, and as many as there would be beside by chance, that are none there."""

LEAVES_OUT = marked("{option} leaves it out")
"""What declares a code that may stand for no answer."""

_BESIDE_IT = Message("the questions beside it say")
_LABELS, _WORDING = Message("its labels say"), Message("its wording says")

Beside = Callable[[int | None], Sequence[FloatArray]]
"""Gives the numbers of the other questions of a family: of so many rows, or of all."""


@dataclass(frozen=True, eq=False)
class WholeNumbers:
    """A column of whole numbers, whose codes that are none are left out.

    Attributes
    ----------
    name : str
    cells : (n,) float
        NaN where there is no answer.
    variable : Variable or None
        What the file says of it.
    times : (n,) int or None
        How many rows have each value; one where None.
    beside : callable
    """

    name: Any
    cells: FloatArray
    variable: Variable | None
    times: IntArray | None
    beside: Beside


def no_amounts(of: WholeNumbers) -> Iterator[str]:
    """Say where whole numbers are moments, several answers, or go beyond the scale they are of."""
    name, low, high = of.name, float(np.fmin.reduce(of.cells)), float(np.fmax.reduce(of.cells))
    wording = f"{name} {of.variable.label}" if of.variable is not None else str(name)
    if low >= _EPOCH and (unit := unit_since_1970(wording, low, high)):
        moment = np.array(int(low), f"datetime64[{unit}]").astype("datetime64[s]")
        fact = Message(
            "{name}: its numbers look like a time in {unit} since 1970 ({low} is {moment} UTC), "
            "and are counted as numbers",
            name=str(name),
            unit=unit,
            low=spelled(low),
            moment=str(moment),
        )
        remedy = f"pandas.to_datetime(…, unit={unit!r})"
        yield Advice(fact, Message("{remedy} makes times", remedy=remedy))
    elif high > _LONGEST_SCALE:
        first = np.unique(of.cells[:_TRIED])
        if low >= 0 and len(first) <= _MOST and _in_digits(first):
            distinct = np.unique(of.cells)
            told = _in_digits(distinct) if len(distinct) <= _MOST else ""
            if told and not labelled_numbers(of.variable):
                fact = Message(
                    "{name}: {told}, and is counted as a number", name=str(name), told=told
                )
                yield Advice(fact, PARTED)
    elif low >= 0:
        yield from _beyond(of)


def _in_digits(distinct: FloatArray) -> str:
    known = distinct[~np.isnan(distinct)]
    return several_in_digits([code_text(plain(value)) for value in known.tolist()])


def _beyond(of: WholeNumbers) -> Iterator[str]:
    """Name codes just beyond the scale that labels, the wording or questions beside tell of."""
    scale, why = known_scale(of.name, of.variable)
    known = ~np.isnan(of.cells)
    if scale is None and not labelled_numbers(of.variable):
        scale, why = scale_beside(of.cells[known], of.beside), _BESIDE_IT
    if scale is None or not known.any():
        return
    distinct, place = np.unique(of.cells[known], return_inverse=True)
    count = np.bincount(place, None if of.times is None else of.times[known])
    rows = dict(zip(distinct.tolist(), count.astype(int).tolist(), strict=True))
    beyond = codes_beyond(rows, *scale)
    if beyond:
        fact = Message(
            "{name}: {told} beyond the {low} to {high} that {why} may stand for no answer, and "
            "counts as a number",
            name=str(of.name),
            told=join_messages([in_rows(code_text(plain(c)), rows[c]) for c in beyond], ", "),
            low=spelled(scale[0]),
            high=spelled(scale[1]),
            why=why,
        )
        yield Advice(fact, Message(LEAVES_OUT, option=declared_missing(of.name, beyond)))


def known_scale(name: Any, variable: Variable | None) -> tuple[tuple[float, float] | None, str]:
    """Return the ends of the scale that labels or the wording tell of, if any, and which do."""
    aside = labelled_none(variable)
    labels = {code: text for code, text in labelled_numbers(variable).items() if code not in aside}
    if labels:
        return labelled_scale(labels), _LABELS
    label = "" if variable is None else variable.label
    return stated_scale(f"{name} {label}"), _WORDING


def families_of(data: Any, codebook: Codebook | None) -> list[tuple[str, ...]]:
    """Return the columns of each question of several columns, as names and labels tell."""
    known = {} if codebook is None else codebook.variables
    variables = [known.get(name) or Variable(name) for name in column_names(data)]
    return [family.columns for family in families(variables, {})]


def names_beside(data: Any, name: Any, known: Sequence[tuple[str, ...]]) -> list[str]:
    """Return some other columns of a column's family that hold numbers."""
    others = [own for family in known if name in family for own in family if own != name]
    kinds = {own: column(data, own, "variable").dtype for own in others[:_BESIDE]}
    types = pd.api.types
    return [
        own
        for own, kind in kinds.items()
        if types.is_numeric_dtype(kind) and not types.is_bool_dtype(kind)
    ]


def numbers_beside(
    data: Any, name: Any, known: Sequence[tuple[str, ...]], rows: int | None
) -> list[FloatArray]:
    """Return the numbers of some other columns of a column's family, of so many rows."""
    found = []
    for own in names_beside(data, name, known):
        # what is wrong with another column is said of that one
        with suppress(DataError):
            found.append(numbers(column(data, own, "variable").iloc[:rows], own))
    return found


def scale_beside(values: FloatArray, beside: Beside) -> tuple[float, float] | None:
    """Return the scale of most questions of a family, where one more goes beyond it."""
    # the first rows show what is none, as nearly all are
    tried = _ends(beside(_FIRST))
    inside = [low > values.min() or high < values.max() for _, (low, high) in tried]
    if len(tried) < _FEWEST_BESIDE or 2 * sum(inside) < len(tried):
        return None
    found = _ends(beside(None))
    ends = [its for _, its in found]
    scale = max(set(ends), key=lambda one: (ends.count(one), -one[1]))
    alike = [own for own, its in found if its == scale]
    if 2 * len(alike) < len(ends) or scale[0] not in (0, 1) or scale[1] < _FEWEST_BESIDE:
        return None
    # a place that few choose may be lacking beside by chance
    outside = (values < scale[0]) | (values > scale[1])
    expected = np.mean(outside) * sum(np.count_nonzero(~np.isnan(own)) for own in alike)
    usual = all(np.mean(own == scale[1]) >= _OFTEN for own in alike)
    return scale if usual and min(outside.sum(), expected) >= _FEWEST_CODES else None


def _ends(columns: Sequence[FloatArray]) -> list[tuple[FloatArray, tuple[float, float]]]:
    """Return columns that hold numbers, with the least and the greatest of each."""
    held = [own for own in columns if not np.isnan(own).all()]
    return [(own, (float(np.nanmin(own)), float(np.nanmax(own)))) for own in held]


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


def labelled_numbers(variable: Variable | None) -> dict[float, str]:
    """Return the labels of a variable's numbers."""
    labels = {} if variable is None else variable.value_labels
    return {float(code): told for code, told in labels.items() if is_number(code)}


def labels_by_code(variable: Variable | None) -> tuple[str, ...]:
    """Return what a variable's numbers stand for, the least first, without those that are none."""
    none = labelled_none(variable)
    return tuple(told for code, told in sorted(labelled_numbers(variable).items())
                 if code not in none)  # fmt: skip


def codes_behind_gap(variable: Variable | None) -> list[float]:
    """Return the labelled codes of a variable that stand behind a gap in its scale."""
    return list(labelled_apart(labelled_numbers(variable)))


def declared_missing(name: Any, codes: Sequence[Code]) -> str:
    """Write the option that declares codes missing."""
    return f"missing_codes={{{name!r}: {[plain(code) for code in codes]}}}"
