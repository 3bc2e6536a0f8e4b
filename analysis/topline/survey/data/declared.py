"""What a survey is told of its columns: codes that are missing, and orders of answers."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from ...answers import is_missing_word
from ...errors import ArgumentError
from ...loaders.codebook.codebook import Codebook
from ...loaders.codebook.variables import Variable, kind_of
from ...loaders.sets.cells import SAMPLE, Cells
from ...loaders.sets.families import families
from ...values import Value
from .columns import FloatArray, column, column_names, is_text, numbers
from .vocabulary import NOTHING, plain_or, spelled

_BESIDE, _TRIED = 12, 1000
"""Questions of a family that are looked at beside one, and rows that are looked at first."""

_FEWEST_BESIDE, _OFTEN = 3, 0.03
"""Questions of one scale that tell its end, and part of their rows that is at it."""

_FEWEST_CODES = 4
"""Rows of a code here, and as many as there would be beside by chance, that are none there."""


@dataclass(frozen=True, eq=False)
class Declared(Value):
    """What the user declares of columns; see ``Survey``.

    Attributes
    ----------
    missing_codes : mapping of name to tuple
        Codes, or their labels, that are no answers.
    order : mapping of name to tuple
        Answers, first to last.
    missing_words : bool
        Whether texts such as "NA" are no answers.
    """

    missing_codes: Mapping[Hashable, tuple[Any, ...]] = field(default_factory=dict)
    order: Mapping[Hashable, tuple[Any, ...]] = field(default_factory=dict)
    missing_words: bool = True

    def with_missing_codes(self, data: Any, missing_codes: Any) -> "Declared":
        """Return what is declared, and further codes, or labels, of the data that are no answers.

        Raises
        ------
        ArgumentError
            When a name is no column, or what is declared of it is no list.
        """
        codes = {**self.missing_codes}
        for name, listed in declared(data, missing_codes, None, True).missing_codes.items():
            codes[name] = tuple(dict.fromkeys((*codes.get(name, ()), *listed)))
        return replace(self, missing_codes=codes)


def declared(data: Any, missing_codes: Any, order: Any, missing_words: bool) -> Declared:
    """Return what is declared of the columns of some data.

    Raises
    ------
    ArgumentError
        When a name is no column, or what is declared of it is no list.
    """
    return Declared(
        missing_codes=_lists(data, "missing_codes", missing_codes, '{"income": [-99, 9999]}'),
        order=_lists(data, "order", order, '{"q1": ["never", "sometimes", "often"]}'),
        missing_words=missing_words,
    )


def _lists(data: Any, role: str, given: Any, example: str) -> dict[Hashable, tuple[Any, ...]]:
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise ArgumentError(
            f"{role} is a {type(given).__name__}; expected a list for each column, as {example}"
        )
    known = set(column_names(data))
    for name, listed in given.items():
        if str(name) not in known:
            raise ArgumentError(
                f"{role} names {name!r}, which is no column of the data; choose from "
                f"{', '.join(list(known)[:8])}"
            )
        if isinstance(listed, (str, bytes)) or not hasattr(listed, "__iter__") or not len(listed):
            raise ArgumentError(f"{role} of {name!r} is {listed!r}; expected a list, as {example}")
        if len(set(listed)) < len(listed):
            raise ArgumentError(f"{role} of {name!r} names an answer twice; name each once")
    return {name: tuple(listed) for name, listed in given.items()}


def cells_of(data: Any, told: Declared, codebook: Codebook | None) -> Cells:
    """Return the cells of some data, for what reads sets from them; blank where no answer is."""
    first = (
        data.iloc[:SAMPLE]
        if isinstance(data, pd.DataFrame)
        else nw.from_native(data, eager_only=True).head(SAMPLE).to_native()
    )

    def read(name: str, rows: int | None) -> "pd.Series[Any]":
        values = column(data if rows is None else first, name).iloc[:rows]
        codes = {spelled(code) for code in told.missing_codes.get(name, ())}
        if not codes and pd.api.types.is_numeric_dtype(values.dtype):
            return values
        try:
            different = values.dropna().unique().tolist()
        except (TypeError, NotImplementedError):
            # lists are no answers
            return pd.Series(None, values.index, dtype=object)
        labels = variables[name].value_labels if name in variables else {}
        gone = [
            one
            for one in different
            if codes and {spelled(one), labels.get(plain_or(one), NOTHING)} & codes
        ]
        # a reader has taken the words out already
        if told.missing_words and codebook is None:
            gone += [one for one in different if isinstance(one, str) and is_missing_word(one)]
        return values.mask(values.isin(gone)) if gone else values

    names = tuple(column_names(data))
    variables = (
        {name: Variable(name, kind=_kind(column(first, name))) for name in names}
        if codebook is None
        else codebook.variables
    )
    return Cells(names, read, variables)


def families_of(data: Any, codebook: Codebook | None) -> list[tuple[str, ...]]:
    """Return the columns of each question of several columns, as names and labels tell."""
    known = {} if codebook is None else codebook.variables
    variables = [known.get(name) or Variable(name) for name in column_names(data)]
    return [family.columns for family in families(variables, {})]


def numbers_beside(
    data: Any, name: Any, known: Sequence[tuple[str, ...]], rows: int | None
) -> list[FloatArray]:
    """Return the numbers of some other columns of a column's family, of so many rows."""
    others = [own for family in known if name in family for own in family if own != name]
    given = [column(data, own, "variable").iloc[:rows] for own in others[:_BESIDE]]
    kinds = pd.api.types.is_numeric_dtype
    return [numbers(one, name) for one in given if kinds(one.dtype) and one.dtype != bool]


def scale_beside(
    values: FloatArray, beside: Callable[[int | None], Sequence[FloatArray]]
) -> tuple[float, float] | None:
    """Return the scale of most questions of a family, where one more goes beyond it."""
    # the first rows show what is none, as nearly all are
    tried = _ends(beside(_TRIED))
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


def _kind(values: "pd.Series[Any]") -> str:
    """Return what kind of variable a column is: text is what a file would have as such."""
    found = kind_of(values)
    worded = found != "text" or is_text(values)
    # words and numbers in one column are text to a file
    return found if worded or pd.api.types.infer_dtype(values).startswith("mixed") else "date"
