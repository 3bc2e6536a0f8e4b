"""Categories made of others: their codes are joined in the table that comes back from an engine.

Answers to many questions have too many combinations to group by; there the engine joins them.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ...data.columns import IntArray
from ..source import Categories
from .coded import Coded, as_expression, joined, of_flag

_COMBINATIONS = 2**12
"""Combinations of answers up to which rows are grouped by these."""


def recoded(categories: Categories, to: Sequence[int], labels: Any) -> Categories:
    """Return other categories: `to` each, the last for who has none; −1 is no answer."""
    table = np.asarray(to, dtype=np.intp)
    rows = joined([categories.rows], lambda code: table[code])
    return Categories(pd.Index(labels), rows, notes=categories.notes)


def paired(first: Categories, second: Categories) -> Categories:
    """Return the pairs of categories, the first's slowest; none where one is missing."""
    width = len(second.labels)
    rows = joined([first.rows, second.rows], lambda a, b: cell(a, b, width))
    labels = pd.RangeIndex(len(first.labels) * width)
    return Categories(labels, rows, notes=(*first.notes, *second.notes))


def cell(first: IntArray, second: IntArray, width: int) -> IntArray:
    """Return the code of a pair; −1 where one is missing."""
    code = first.astype(np.intp) * width + second
    return np.where((first < 0) | (second < 0), -1, code)


def any_of(answers: Sequence[Categories]) -> Categories:
    """Return who chose one of several answers."""

    def some(*codes: IntArray) -> IntArray:
        most, least = np.max(codes, axis=0), np.min(codes, axis=0)
        return np.asarray(np.where((most == 0) & (least < 0), least, most))

    rows = joined([each.rows for each in answers], some)
    if rows.size > _COMBINATIONS:
        every = [as_expression(each.rows) for each in answers]
        most, least = nw.max_horizontal(*every), nw.min_horizontal(*every)
        unknown = (most == 0) & (least < 0)
        rows = of_flag("any of " + _names(answers), nw.when(unknown).then(least).otherwise(most))
    return Categories(answers[0].labels, rows)


def any_known(answers: Sequence[Categories]) -> Categories:
    """Return who has an answer to one of several, as one category."""

    def known(*codes: IntArray) -> IntArray:
        return np.asarray(np.minimum(np.max(codes, axis=0), 0))

    rows = joined([each.rows for each in answers], known)
    if rows.size > _COMBINATIONS and len(answers) > 1:
        most = nw.max_horizontal(*(as_expression(each.rows) for each in answers))
        flag = nw.when(most >= 0).then(nw.lit(0)).otherwise(nw.lit(-1))
        rows = of_flag("known of " + _names(answers), flag)
    return Categories(pd.Index(["answered"]), rows)


def combinations(parts: Sequence[Coded], codes: Sequence[IntArray], whole: IntArray) -> Coded:
    """Return the code of combinations of codes, as some cells that hold all that occur have it."""
    if len(parts) == 1:
        return parts[0]
    known = whole >= 0
    place = pd.Series(whole[known], pd.MultiIndex.from_arrays([own[known] for own in codes]))
    place = place[~place.index.duplicated()]
    return joined(
        parts,
        lambda *own: place.reindex(pd.MultiIndex.from_arrays(own), fill_value=-1).to_numpy(),
    )


def _names(answers: Sequence[Categories]) -> str:
    return ", ".join(key.name for each in answers for key in each.rows.keys)
