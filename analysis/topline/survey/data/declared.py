"""What a survey is told of its columns: codes that are missing, and orders of answers."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
import pandas as pd

from ...answers import is_missing_word
from ...errors import ArgumentError
from ...figures.problems import close_name
from ...language.amounts import first_few
from ...loaders.codebook.codebook import Codebook
from ...loaders.codebook.variables import Variable, kind_of
from ...loaders.sets.cells import SAMPLE, Cells
from ...values import Value
from .columns import column, column_names, is_text
from .vocabulary import NOTHING, plain_or, spelled


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
    known = column_names(data)
    for name, listed in given.items():
        if str(name) not in known:
            raise ArgumentError(
                f"{role} names {name!r}, which is no column of the data"
                f"{close_name(str(name), known)}; choose from {first_few(known)}"
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


def _kind(values: "pd.Series[Any]") -> str:
    """Return what kind of variable a column is: text is what a file would have as such."""
    found = kind_of(values)
    worded = found != "text" or is_text(values)
    # words and numbers in one column are text to a file
    return found if worded or pd.api.types.infer_dtype(values).startswith("mixed") else "date"
