"""Cells that are lists of answers → a question of a column for each answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...answers import missing_words
from ...language.marking import forms, marked
from ...language.message import Message
from ..codebook.variables import Code, MultipleResponseSet, Option, Variable, code_text, plain

_MOST_OPTIONS = 60
"""Different answers beyond which lists are no options of a question."""


@dataclass(frozen=True, eq=False)
class Listed:
    """A question that lists of answers are.

    Attributes
    ----------
    columns : mapping of str to (rows,) float
        1 where the list holds the answer, 0 where not, NaN where there is no list.
    variables : list of Variable
        Of these columns.
    question : MultipleResponseSet
    note : str
    """

    columns: Mapping[str, "pd.Series[Any]"]
    variables: list[Variable]
    question: MultipleResponseSet
    note: str


_IN_COLUMNS = marked(
    "{name}: a list in each cell is one question with several answers, in {n} columns of 1 and 0"
)
_UNKNOWN = forms(
    "{note}; {n} row holds nothing but missing values, which is no answer",
    "{note}; {n} rows hold nothing but missing values, which is no answer",
)


def _are_answers(items: "pd.Series[Any]") -> npt.NDArray[np.bool_]:
    """Return which items of lists are answers, and no words for missing ones."""
    given = items.notna()
    if not pd.api.types.is_numeric_dtype(items.dtype):
        counts = items[given].astype(str).value_counts(sort=False)
        gone = missing_words({str(text): int(count) for text, count in counts.items()}).counts
        given &= ~items.isin([*gone])
    return given.to_numpy(dtype=bool)


def options_of_lists(
    variable: Variable,
    known: npt.NDArray[np.bool_],
    rows: npt.NDArray[np.intp],
    values: "pd.Series[Any]",
    taken: Collection[str],
) -> Listed | None:
    """Return a column of lists as a column for each answer; None where these are too many.

    Whoever has an empty list has chosen nothing; whoever has none, or one of nothing but missing
    values, has no answer, as in R.

    Parameters
    ----------
    variable : Variable
        The column of lists.
    known : (rows,) bool
        Which rows have a list.
    rows, values : (items,) int, Series
        The row of each item of all lists, and what it is; missing ones among them.
    taken : collection of str
        Names of other columns.
    """
    given = _are_answers(values)
    # lists of something, of which nothing is an answer
    unknown = known & np.isin(np.arange(len(known)), np.setdiff1d(rows, rows[given]))
    rows, values, known = rows[given], values[given], known & ~unknown
    codes, answers = pd.factorize(values, sort=pd.api.types.is_numeric_dtype(values.dtype))
    if not 0 < len(answers) <= _MOST_OPTIONS:
        return None
    held: list[Code] = [plain(one) for one in answers.tolist()]
    columns, options = {}, []
    for place, code in enumerate(held):
        text = code_text(code)
        name = f"{variable.name}: {text}"
        while name in taken or name in columns:
            name += "_"
        cells = np.where(known, 0.0, np.nan)
        cells[rows[codes == place]] = 1
        columns[name] = pd.Series(cells)
        options.append(Option(variable.value_labels.get(code) or text, name, (1,)))
    question = MultipleResponseSet(
        label=variable.label,
        variables=tuple(columns),
        counted_value=1,
        options=tuple(options),
        evidence=Message("each cell is the list of the answers given"),
    )
    note = Message(_IN_COLUMNS, name=variable.name, n=len(columns))
    if count := int(unknown.sum()):
        note = Message(*_UNKNOWN, note=note, n=count)
    labels = zip(columns, options, strict=True)
    made = [Variable(name, label=option.label, kind="number") for name, option in labels]
    return Listed(columns, made, question, note)
