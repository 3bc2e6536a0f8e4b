"""The columns and targets of a weighting: answers as the survey knows them, by label or code."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from ...arguments import described
from ...errors import ArgumentError
from ...statistics.weighting.raking.cells import table_of_cells
from ...statistics.weighting.shared.categories import CodedColumn
from ..checks.rows import RowsInMemory
from ..data.vocabulary import spelled

JOINT = (" × ", ":", "*")
"""What may stand between the names of a joint margin, and between its categories, in a table."""


_MOST_TOTALS, _MOST_NUMBERS = 5_000, 250_000_000
"""Totals, whose matrix is squared for the variance, and numbers in it by rows or cells, 2 GB."""


def refuse_many_totals(totals: int, rows: int) -> None:
    """Refuse more totals than a variance can be told under, before their columns are laid out.

    Parameters
    ----------
    totals : int
    rows : int
        Rows that each of them has a number for, or cells.

    Raises
    ------
    ArgumentError
    """
    if totals > _MOST_TOTALS or totals * rows > _MOST_NUMBERS:
        most = min(_MOST_TOTALS, _MOST_NUMBERS // rows)
        raise ArgumentError(
            f"the targets have {totals:,} totals in all; expected at most {most:,}. Is one an "
            "identifier? Put categories together, or leave it out"
        )


def column_of(rows: RowsInMemory, name: str | tuple[str, ...]) -> CodedColumn:
    """Return a column of the survey, or the combinations of several, as codes and answers.

    Raises
    ------
    ArgumentError, DataError
        When there is no such column, or it holds no answers.
    """
    if not isinstance(name, tuple):
        answers = rows.columns.answers(name, "weighting column")
        return CodedColumn(name, answers.rows, tuple(answers.labels))
    parts = [column_of(rows, one) for one in name]
    cells = table_of_cells(parts)
    known = (cells.codes >= 0).all(axis=1)
    # who has no answer to one of the columns is in none of their combinations
    place = np.where(known, np.cumsum(known) - 1, -1)
    categories = tuple(
        tuple(part.categories[at] for part, at in zip(parts, code, strict=True))
        for code in cells.codes[known]
    )
    return CodedColumn(JOINT[0].join(name), place[cells.of_row], categories)


class Answering(Protocol):
    """What tells the answers of columns: rows in memory, or an engine's distinct values."""

    @property
    def columns(self) -> Any:
        """What has ``answers(name, role)``."""


def by_answer(
    rows: Answering, name: str | tuple[str, ...], targets: Mapping[Any, Any]
) -> dict[Any, Any]:
    """Return targets by the answers of a column, where they were given by their codes.

    A category that is neither stays as it is, for what compares the two to name it.

    Raises
    ------
    ArgumentError
        When they are no mapping.
    """
    if not isinstance(targets, Mapping):
        raise ArgumentError(
            f"the targets of {name!r} are {described(targets)}; expected a mapping of category to "
            "target, as {'f': 0.51, 'm': 0.49}"
        )
    if not isinstance(name, str):
        known, found = [_answers(rows, one) for one in name], {}
        for key, one in targets.items():
            parts = key
            if isinstance(key, str):
                # a table has all of a combination in one cell
                ways = ([part.strip() for part in key.split(mark.strip())] for mark in JOINT)
                parts = next((own for own in ways if len(own) == len(known)), (key,))
            if isinstance(parts, Sequence) and len(parts) == len(known):
                pairs = zip(known, parts, strict=True)
                key = tuple(_answer(part, of) for of, part in pairs)
            found[key] = one
        return found
    of = _answers(rows, name)
    return {_answer(key, of): one for key, one in targets.items()}


def _answer(key: Any, known: Mapping[str, Any]) -> Any:
    """Return the answer that a key is the label or code of; programs write a code 1 as "1.0"."""
    text = spelled(key)
    return known.get(text, known.get(text.removesuffix(".0"), key))


def _answers(rows: Answering, name: str) -> dict[str, Any]:
    """Return the answers of a column by label and by code; a label that is another's code wins."""
    answers = rows.columns.answers(name, "weighting column")
    codes = {spelled(code): label for label, own in answers.spellings.items() for code in own}
    return {**codes, **{spelled(label): label for label in answers.labels}}
