"""Columns that look like a question with several answers and are another thing: said as it is."""

import re
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from ...language.message import Message
from ..codebook.notes import Note
from .cells import Cells
from .families import Family, families
from .packed import gives_each_once

_FEWEST_ITEMS = 3
"""Columns from which on answers they share make a grid."""

_SAMPLE = 1000
"""Rows that are looked at first."""

_ID = re.compile(
    r"(?:(?:respondent|response|person|participant|interview|case|caller|panelist|member|hh|"
    r"household|resp|subject|record|study|patient|student|user|panel)"
    r"[\s_.\-]?(?:id|no|nr|number|uuid|key))|id|caseid|uuid|_uuid|u?subjid|pid|lfdn|"
    r"(?:befragten|teilnehmer|personen|probanden|fall)[\s_.\-]?(?:id|nr|nummer)|"
    r"id[\s_.\-]?(?:respondent|person|r[eé]pondant|encuestado|persona|respondente|participante)|"
    r"_parent_index|_parent_id|parent_key|_submission__id|_submission__uuid",
    re.IGNORECASE,
)
"""Names of columns that tell respondents apart."""

_BLOCK = re.compile(
    r"(?P<question>.*?)[_.\s]?(?:loop|round|child|person|member|episode|trip|rep|iter)"
    r"[_.\s]?(?P<block>\d{1,3})",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?P<question>.*\D.*?)[_.](?P<block>\d{1,3})")
_PREFIX = re.compile(r"(?P<block>\d{1,3})_(?P<question>\D.*)")


def rankings_and_grids(
    cells: Cells, questions: Mapping[str, tuple[str, ...]], taken: set[str]
) -> Iterator[str]:
    """Say which families of columns are a ranking, or a grid of questions with one scale."""
    free = [cells.variables[name] for name in cells.names if name not in taken]
    for family in families(free, questions):
        size = len(family.columns)
        if is_ranking(cells, family):
            told = Message(
                "{name}: its {size} columns rank options from 1 to {size}; the mean of a column "
                "is its mean rank, the share of 1 that of first places",
                name=family.name,
                size=size,
            )
            yield Note(told, family.columns)
        elif is_grid(cells, family):
            told = Message(
                "{name}: its {size} columns hold a ranking, the first choice in the first column; "
                "shares of a column are of that place"
                # as LimeSurvey exports it; of a grid somebody gives the same answer twice
                if gives_each_once(cells, family.columns)
                else "{name}: its {size} columns are a grid of questions with one scale; each is a "
                "question of its own",
                name=family.name,
                size=size,
            )
            yield Note(told, family.columns)
        elif is_pair(cells, family):
            listed = ", ".join(map(repr, family.columns))
            told = Message(
                "{name}: its {size} columns hold 1 and 2 alone, and nothing says what they are; "
                "if 1 is chosen and 2 is not, {argument} makes them one question with several "
                "answers",
                name=family.name,
                size=size,
                argument=f"sets={{{family.name!r}: [{listed}]}}",
            )
            yield Note(told, family.columns)


def is_pair(cells: Cells, family: Family) -> bool:
    """Say whether all columns hold 1 and 2 without labels: yes and no, or anything else."""
    held = [cells.texts(name) for name in family.columns]
    codes = [set(own or ()) for own in held]
    named = any(cells.variables[name].value_labels for name in family.columns)
    return not named and all(own <= {"1", "2"} for own in codes) and set.union(*codes) == {"1", "2"}


def is_ranking(cells: Cells, family: Family) -> bool:
    """Say whether the cells of every row are different places from 1 to the number of columns."""
    size = len(family.columns)
    if size < 2:
        return False
    columns = [cells.values(name) for name in family.columns]
    for name in family.columns:
        own = cells.distinct(name)
        if (
            own is None
            or not own
            or not all(str(code).isdigit() and 1 <= int(str(code)) <= size for code in own)
        ):
            return False
    # the first rows show what is none, as nearly all are
    for rows in (slice(_SAMPLE), slice(None)):
        numbers = [pd.to_numeric(column.iloc[rows], errors="coerce") for column in columns]
        ranks = np.sort([one.to_numpy(dtype=float) for one in numbers], axis=0)
        if (np.diff(ranks, axis=0) == 0).any():
            return False
    several = np.isfinite(ranks).sum(axis=0) > 1
    return bool(several.any()) and bool(np.nanmax(ranks) > 1)


def is_grid(cells: Cells, family: Family) -> bool:
    """Say whether all columns have the same few answers, more than yes and no."""
    if len(family.columns) < _FEWEST_ITEMS:
        return False
    held = [cells.texts(name) for name in family.columns]
    if any(own is None or not own for own in held):
        return False
    answers = [set((own or {}).values()) for own in held]
    every = set.union(*answers)
    shared = sum(len(own) for own in answers) / (len(every) * len(answers))
    return 2 < len(every) <= 12 and shared > 0.7


def loops(cells: Cells) -> tuple[list[str], set[str]]:
    """Say which questions come again, block by block, and give their columns.

    Blocks stand one behind the other, each with the same questions: q1_1, q2_1, q1_2, q2_2; the
    columns of a question with several answers would stand side by side.
    """
    notes: list[str] = []
    taken: set[str] = set()
    places = {name: place for place, name in enumerate(cells.names)}
    for pattern in (_BLOCK, _SUFFIX, _PREFIX):
        blocks: dict[str, list[str]] = {}
        columns: dict[str, list[str]] = {}
        for name in cells.names:
            match = pattern.fullmatch(name)
            if match and name not in taken:
                blocks.setdefault(match["block"], []).append(match["question"])
                columns.setdefault(match["block"], []).append(name)
        # blocks that hold the same questions, each in columns side by side
        groups: dict[tuple[str, ...], list[str]] = {}
        for block, questions in blocks.items():
            at = [places[name] for name in columns[block]]
            if len(questions) > 1 and at[-1] - at[0] == len(at) - 1:
                groups.setdefault(tuple(questions), []).append(block)
        for asked, alike in groups.items():
            if len(alike) < 2:
                continue
            own = [name for block in alike for name in columns[block]]
            told = Message(
                "{first} to {last}: a block of {n} questions ({questions}) comes {times} times, as "
                "a loop does; each column is of one round, and to estimate rounds together they "
                "have to stand below one another, with the respondent as clusters=",
                first=own[0],
                last=own[-1],
                n=len(asked),
                questions=", ".join([*asked[:3], *["…"] * (len(asked) > 3)]),
                times=len(alike),
            )
            notes.append(Note(told, own))
            taken |= {*own}
    return notes, taken


def repeated_respondents(cells: Cells) -> Iterator[str]:
    """Say which column that names respondents has the same one on several rows."""
    for name in cells.names:
        if not _ID.fullmatch(name.strip()):
            continue
        values = cells.values(name).dropna()
        people = int(values.nunique())
        if 1 < people < len(values) and people * 50 > len(values):
            told = Message(
                "{name}: {people} different ones on {n} rows, so that one stands on several; rows "
                "are then not respondents drawn one by one: clusters={name2}",
                name=name,
                people=people,
                n=len(values),
                name2=repr(name),
            )
            yield Note(told, [name])
            return
