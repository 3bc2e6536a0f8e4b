"""Codes that stand in all columns of a question or in none: it was not asked."""

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...answers import Nonresponse, nonresponse_of
from ...answers.several import ticks_of
from ...language.message import Message
from ..codebook.notes import Note
from ..codebook.variables import Code, plain
from .cells import Cells
from .families import Family, families

_CODE = re.compile(r"-\d{1,4}|[6-9]{1,4}")
"""A code that may say so: -1, -77, 8, 99."""

_KINDS = (Nonresponse.not_applicable, Nonresponse.not_measured)


def not_asked(
    cells: Cells, questions: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, list[Code]], list[Note]]:
    """Return the codes of columns of ticks that say that nobody was asked, and notes of them.

    Whoever was asked has one of the options chosen or not, so that such a code, as -1 or -77,
    stands in every column of a row or in none.

    Parameters
    ----------
    cells : Cells
        Of the columns that belong to nothing yet.
    questions : mapping of str to tuple of str
        Questions that stand above several columns.
    """
    codes: dict[str, list[Code]] = {}
    notes = []
    for family in families([cells.variables[name] for name in cells.names], questions):
        if (code := _code_of(cells, family)) is None:
            continue
        codes |= {name: [code] for name in family.columns}
        size = len(family.columns)
        told = Message(
            "{name}: {code} stands in all of its {size} columns or in none, so it is read as not "
            "asked, which is missing",
            name=family.name,
            code=str(code),
            size=size,
        )
        notes.append(Note(told, family.columns))
    return codes, notes


def _code_of(cells: Cells, family: Family) -> Code | None:
    given = [cells.texts(name) or {} for name in family.columns]
    shared = set.intersection(*map(set, given))
    for text in sorted(filter(_CODE.fullmatch, shared)):
        labels = {own[text] for own in given}
        if labels != {text} and not all(nonresponse_of(one) in _KINDS for one in labels):
            continue
        rest = [{cell: label for cell, label in own.items() if cell != text} for own in given]
        ticks = ticks_of(rest, family.options) if all(rest) else None
        if ticks is None or not ticks.has_no:
            continue
        columns = [pd.to_numeric(cells.values(name), errors="coerce") for name in family.columns]
        rows = np.array([(own == float(text)).to_numpy(bool, na_value=False) for own in columns])
        if (rows.all(axis=0) == rows.any(axis=0)).all():
            return plain(float(text))
    return None
