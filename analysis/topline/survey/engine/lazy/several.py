"""Questions with several answers that an engine holds: each option a code of its own columns.

Who has answered any of them is joined by the engine, for the combinations of many ticks are many.
"""

from typing import Any

import numpy as np
import pandas as pd

from ....loaders.codebook.variables import MultipleResponseSet
from ....loaders.sets.sets import set_note
from ...data.answers import Columns
from ...data.coding import factorize
from ...data.columns import IntArray
from ...data.several import (
    BaseCounts,
    Held,
    base_of,
    options_in,
    set_of_columns,
    several_notes,
)
from ..asked import Categories, Chosen
from .coded import any_known, any_of, as_expression, everybody, joined, of_flag
from .conditions import condition_code
from .counts import Counts

_TICKED = pd.Index([False, True])

_PLAIN = 16
"""Combinations of who answered and was asked up to which rows are grouped by these."""


def chosen_of(source: Counts, question: Any) -> Chosen:
    """Return a question with several answers: a set, its name, or columns of ticks.

    Raises
    ------
    ArgumentError, DataError
        As of rows in memory.
    """
    levels = source.levels
    if isinstance(question, str):
        return _of_set(source, question, source.sets[question])
    if isinstance(question, MultipleResponseSet):
        return _of_set(source, question.variables[0], question)
    # what says "chosen" is told by the first rows
    first = Columns(levels.rows.head, levels.codebook, levels.declared)
    return _of_set(source, "", set_of_columns(first, question))


def _of_set(source: Counts, name: str, one: MultipleResponseSet) -> Chosen:
    """Return who chose which option of a set."""
    if one.kind == "cell":
        own = source.levels.column(one.variables[0])
        rows, index = factorize(own.columns.as_they_are(one.variables[0]))
        listed, empty = options_in(index, one)
        codes = [own.coded(option[rows].astype(np.intp)) for option in listed.T]
        ticks = [Categories(_TICKED, code) for code in codes]
        known = [Categories(_TICKED, own.coded(np.where(empty[rows], -1, 0)))]
    else:
        ticks, known = _in_columns(source, one)
    [answered] = [any_known(known).rows]
    asked = condition_code(source.levels, one.asked) if one.asked else everybody()

    def inside(some: IntArray, holds: IntArray) -> IntArray:
        base, _ = base_of(one, some >= 0, holds == 1 if one.asked else None)
        return np.where(base, 0, -1)

    base = joined([answered, asked], inside)
    if base.size > _PLAIN:
        # as one key of the engine's: options beside it, and these joined, stay short
        base = of_flag(f"base of {name or one.variables}", as_expression(base))
    options = tuple(
        Categories(
            _TICKED,
            joined([own.rows, base], lambda tick, some: np.where(some < 0, -1, tick > 0)),
        )
        for own in ticks
    )
    table = source.counted([answered, asked])
    touched = answered.code(table.places) >= 0
    holds = asked.code(table.places) == 1 if one.asked else None
    each = table.rows.astype(np.intp)
    counts = BaseCounts.of(*base_of(one, touched, holds), touched, each)
    # whoever ticked anything is in the base; all others are blank in every column
    blank = sum(source.unanswered([own]) for own in known)
    notes = several_notes(name, one, counts, blank - len(known) * int(each[~touched].sum()))
    if one.source == "found" and source.levels.codebook is None:
        notes.insert(1, set_note(name, one))
    return Chosen(name, tuple(option.label for option in one.options), options, tuple(notes))


def _in_columns(
    source: Counts, one: MultipleResponseSet
) -> tuple[list[Categories], list[Categories]]:
    """Return who ticked each option, and who has an answer in each column."""
    held, keys = {}, {}
    for name in one.variables:
        own = source.levels.column(name)
        held[name], keys[name] = Held.of(own.columns, name), own
    known = [
        Categories(_TICKED, keys[name].coded(np.where(own.rows >= 0, 0, -1)))
        for name, own in held.items()
    ]
    ticks = []
    for option in one.options:
        among = one.variables if option.column is None else (option.column,)
        codes = (
            keys[name].coded(held[name].among(option.chosen).astype(np.intp)) for name in among
        )
        found = [Categories(_TICKED, own) for own in codes]
        ticks.append(found[0] if len(found) == 1 else any_of(found))
    return ticks, known
