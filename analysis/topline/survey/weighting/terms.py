"""The variables of totals as R and formulas name them: stypeH, stype[T.H], stypeH:income."""

from typing import Any

import numpy as np

from ...errors import ArgumentError
from ..checks.rows import RowsInMemory
from ..data.columns import FloatArray, column_names
from .columns import by_answer, column_of

CONSTANT = ("(Intercept)", "Intercept", "1")


def term_of(rows: RowsInMemory, name: str, inside: Any = None) -> FloatArray:
    """Return the variable that a total is named by.

    Parameters
    ----------
    rows : RowsInMemory
    name : str
        A column of numbers; a column and one of its answers, joined or in brackets; several of
        either with colons between, for their product; or "(Intercept)".
    inside : (n,) bool, optional
        Rows that it must be known for.

    Raises
    ------
    ArgumentError, DataError
        When it names nothing, or is missing in some rows.
    """
    if name in CONSTANT:
        return np.ones(len(rows))
    names = column_names(rows.data)
    if name not in names and ":" in name:
        parts = [term_of(rows, part, inside) for part in name.split(":")]
        return np.asarray(np.prod(parts, axis=0))
    if name in names:
        own = rows.columns.numbers(name).rows
    else:
        own = _indicator(rows, name, [str(one) for one in names])
    if inside is None:
        # where a value is missing the matrix of all variables will say, in one pass over them
        return own
    lacking = np.isnan(own)
    if (lacking & inside).any():
        raise ArgumentError(
            f"{name!r} is missing in {np.count_nonzero(lacking & inside):,} rows, and a total is "
            "of all; fill it in, or leave those rows out of the survey"
        )
    return np.where(lacking, 0.0, own)


def _indicator(rows: RowsInMemory, name: str, names: list[str]) -> FloatArray:
    """Return who gave the answer that is joined to its column's name."""
    for column in sorted((one for one in names if name.startswith(one)), key=len, reverse=True):
        rest = name[len(column) :]
        if rest.startswith("[") and rest.endswith("]"):
            rest = rest[1:-1].removeprefix("T.")
        coded = column_of(rows, column)
        [answer] = by_answer(rows, column, {rest: 0})
        if answer in coded.categories:
            chosen = (coded.codes == coded.categories.index(answer)).astype(float)
            return np.where(coded.codes < 0, np.nan, chosen)
    raise ArgumentError(
        f"a total is given for {name!r}, which is neither a column nor a column with one of its "
        "answers; name a column of numbers, or give answers as {'sex': {'f': 5100, 'm': 4900}}"
    )
