"""Several answers packed from the left: the first column holds the first answer, and so on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...answers.several import is_other, split_answers
from ...language.message import Message
from ..codebook.labels import told_apart
from ..codebook.variables import Code, MultipleResponseSet, Option, reasons_of
from .cells import Cells
from .families import Family

MOST_ANSWERS = 60
"""Different answers beyond which columns hold texts."""

_FEWEST_ROWS = 10
"""Rows of several answers from which on it is remarkable that none has one twice."""

_FEWEST_TWICE = 10
"""Rows that would hold an answer twice by chance, from which on it is none that no row does."""

_NUMBERED = re.compile(r"(?P<stem>.*[^\W\d])[_.\- ]?(?P<item>\d{1,2})")
"""Columns counted up: mention1, mention2."""


def packed_families(cells: Cells, found: Sequence[Family]) -> Iterator[Family]:
    """Go through families of columns, those that only numbers behind a name tell among them."""
    yield from found
    taken = {name for family in found for name in family.columns}
    stems: dict[str, list[str]] = {}
    for name in cells.names:
        match = _NUMBERED.fullmatch(name)
        if match and name not in taken:
            stems.setdefault(match["stem"].rstrip(" _.-"), []).append(name)
    for stem, columns in stems.items():
        if len(columns) > 1:
            yield Family(stem, "", tuple(columns), tuple(columns))


def of_packed_columns(cells: Cells, family: Family) -> MultipleResponseSet | None:
    """Return the set of columns that each hold one of the answers given, or None.

    They do where no row has a gap before an answer nor the same one twice, some have fewer answers
    than there are columns, and by chance many would have one twice: a question of its own in each
    column would.
    """
    # beside a question stands what its other answers are
    columns, question = family.columns, family.columns[0]
    beside = [name.removeprefix(question) for name in columns if name.startswith(question)]
    if any(is_other(text.strip(" -–—:_")) for text in beside):
        return None
    # the first rows show what is none, as nearly all are
    if not cells.sample(columns[-1]).isna().any():
        return None
    if not _may_be_packed(_places([cells.sample(name) for name in columns])):
        return None
    held = [cells.distinct(name) for name in columns]
    answers = {code for own in held for code in own or {}}
    if any(not own for own in held) or not 2 <= len(answers) <= MOST_ANSWERS:
        return None
    # codes beside texts, or lists in cells, are of questions of their own
    worded = {isinstance(code, str) for code in answers}
    if len(worded) > 1 or (True in worded and any(map(split_answers, map(cells.counts, columns)))):
        return None
    codes = _places([cells.values(name) for name in columns])
    filled = codes >= 0
    given = filled.sum(axis=0)
    some = bool(((given > 0) & (given < len(codes))).any())
    if not (some and _may_be_packed(codes)):
        return None
    shares = np.bincount(codes[filled]) / filled.sum()
    pairs = float((given * (given - 1) / 2).sum())
    if pairs * float((shares**2).sum()) < _FEWEST_TWICE:
        return None
    return MultipleResponseSet(
        label=family.label,
        variables=columns,
        options=answers_of_columns(columns, cells),
        kind="categories",
        evidence=Message("each column holds one of the answers given, from the left, none twice"),
        source="found",
    )


def gives_each_once(cells: Cells, columns: Sequence[str]) -> bool:
    """Tell whether nobody gave one answer in two columns, though enough gave several."""
    # the first rows show what is none, as nearly all are
    if _any_twice(_places([cells.sample(name) for name in columns])):
        return False
    codes = _places([cells.values(name) for name in columns])
    several = (codes >= 0).sum(axis=0) > 1
    return bool(several.sum() >= _FEWEST_ROWS) and not _any_twice(codes)


def answers_of_columns(columns: Sequence[str], cells: Cells) -> tuple[Option, ...]:
    """Return an option for each answer that a column has a label for, or holds."""
    labels: dict[Code, str] = {}
    for name in columns:
        variable, held = cells.variables.get(name), cells.distinct(name) or {}
        gone = {reason.code for reason in reasons_of(variable)}
        known: Mapping[Code, str] = {} if variable is None else variable.value_labels
        labels |= {code: text for code, text in known.items() if code not in gone and text}
        labels |= {code: text for code, text in held.items() if code not in labels}
    ranked = sorted(labels, key=lambda code: (isinstance(code, str), code))
    texts = told_apart({code: labels[code] for code in ranked})
    return tuple(Option(label=text, chosen=(code,)) for code, text in texts.items())


def _places(columns: Sequence[Any]) -> npt.NDArray[np.intp]:
    """Return where each cell's answer stands among all, (columns, rows), −1 where it is blank."""
    rows, _ = pd.factorize(np.concatenate([column.astype(object) for column in columns]))
    return rows.reshape(len(columns), -1)


def _may_be_packed(codes: npt.NDArray[np.intp]) -> bool:
    """Tell whether no row has a gap before an answer, nor one twice."""
    filled = codes >= 0
    if any((after & ~before).any() for before, after in pairwise(filled)):
        return False
    return not _any_twice(codes)


def _any_twice(codes: npt.NDArray[np.intp]) -> bool:
    """Tell whether a row has an answer twice; codes are (columns, rows), −1 where one is blank."""
    ordered = np.sort(codes, axis=0)
    return bool(((np.diff(ordered, axis=0) == 0) & (ordered[1:] >= 0)).any())
