"""What a reader hands on: cells, and what its file says about each variable."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ...errors import DataError
from ...figures.problems import close_name
from ...values import Value
from .limit import Limit

Code = float | int | str
"""A value as the file codes it: 1, 2.5, "a", or ".d" for an extended missing value."""

KINDS = ("number", "text", "boolean", "date", "datetime", "time")

_KINDS_OF_DTYPES = (
    # numbers to pandas as well, so they come first
    ("boolean", pd.api.types.is_bool_dtype),
    ("number", pd.api.types.is_numeric_dtype),
    ("datetime", pd.api.types.is_datetime64_any_dtype),
    ("time", pd.api.types.is_timedelta64_dtype),
)


class Reason(NamedTuple):
    """Why an answer is missing: the code in the file and what it stands for."""

    code: Code
    text: str


@dataclass(frozen=True, eq=False)
class Missing(Value):
    """Which answers of one variable are missing for a stated reason.

    Attributes
    ----------
    reasons : tuple of Reason
        The reasons that occur, in the order of their codes.
    positions : (rows,) int
        0 where there is an answer or no data, k where the k-th reason applies.
    """

    reasons: tuple[Reason, ...]
    positions: np.ndarray[tuple[int], np.dtype[np.int16]]

    def counts(self) -> list[int]:
        """Return how many cells each reason has."""
        found = np.bincount(self.positions, minlength=len(self.reasons) + 1)
        return [int(count) for count in found[1:]]


@dataclass(frozen=True, eq=False)
class Variable(Value):
    """What a file says of one variable.

    Attributes
    ----------
    name, label : str
        Its column and its wording; the label is "" where the file has none.
    kind : str
        One of KINDS.
    value_labels : mapping
        Codes to labels, in the order of the codes; those of missing values included.
    measure : str
        "nominal", "ordinal" or "scale", or "" where the file does not say.
    missing : Missing, optional
        Answers that are missing for a reason.
    order : tuple of code
        Its answers from first to last, where they have an order that is known.
    order_source : str
        Where the order comes from: "given", "file", or "" where there is none.
    """

    name: str
    label: str = ""
    kind: str = "text"
    value_labels: Mapping[Code, str] = field(default_factory=dict)
    measure: str = ""
    missing: Missing | None = None
    order: tuple[Code, ...] = ()
    order_source: str = ""


@dataclass(frozen=True, eq=False)
class Option(Value):
    """One of the answers that a question with several answers offers.

    Attributes
    ----------
    label : str
        The answer.
    column : str or None
        Its own column; None where all answers stand in the same ones.
    chosen : tuple of code
        What says in its column, or among the answers, that it was chosen, as a code or a label;
        empty where anything does, as of an "Other" that respondents wrote.
    """

    label: str
    column: str | None = None
    chosen: tuple[Code, ...] = ()


SET_KINDS = ("columns", "cell", "categories")
"""A column for each option; all answers in one cell; or columns of which each holds an answer."""

BLANKS = ("no_answer", "not_chosen")
"""What a row is that is blank in the whole question: outside its base, or in it with no choice."""


@dataclass(frozen=True, eq=False)
class MultipleResponseSet(Value):
    """A question with several answers, whatever shape it has in the data.

    Attributes
    ----------
    label : str
        The question.
    variables : tuple of str
        Its columns.
    counted_value : int, float, str or None
        What says "chosen" in every column, where it is one value.
    options : tuple of Option
        Its answers in their order.
    kind : str
        One of SET_KINDS: "columns", "cell" or "categories".
    separator : str
        What stands between the answers of a cell.
    blank : str
        One of BLANKS.
    asked : str
        Condition on the data that says who was asked; empty where only blanks tell.
    evidence : str
        How it is known, and what was decided; a sentence.
    source : str
        "file", "given" or "found": who says so.
    """

    label: str
    variables: tuple[str, ...]
    counted_value: Code | None = None
    options: tuple[Option, ...] = ()
    kind: str = "columns"
    separator: str = ""
    blank: str = "no_answer"
    asked: str = ""
    evidence: str = ""
    source: str = "file"


@dataclass(frozen=True, eq=False)
class FileContent:
    """A file as read: its cells, its variables in the same order, and what a reader must know.

    `questions` are those that stand above several columns, with these columns; `different` are
    the different values of columns, but no data, where they are known already; `partial` is
    whether the file has further columns, which were not read.
    """

    frame: pd.DataFrame
    variables: tuple[Variable, ...]
    multiple_response_sets: Mapping[str, MultipleResponseSet] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    questions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    different: Mapping[str, Any] = field(default_factory=dict)
    partial: bool = False


@dataclass(frozen=True)
class Wanted:
    """How a file is to be read; what a family of formats has no use for, its reader ignores.

    Attributes
    ----------
    columns : tuple of str, optional
        The variables wanted; by default all.
    encoding : str, optional
        How its characters are coded; by default the file says, or it is found out.
    sheet : str, optional
        Sheet of a workbook, or data frame of a file of R.
    header_rows : int, optional
        Rows of a table that name its columns; by default found out.
    keep_codes : bool
        Whether user-missing codes stay in the data.
    missing_words : bool
        Whether words such as "NA" are missing in a column of text.
    delimiter : str, optional
        What separates the cells of delimited text; by default found out.
    formats : path, optional
        The catalogue with the value labels of a SAS file; by default one beside it.
    row : str
        What a row is, for messages.
    known : callable, optional
        Says how many columns that the file ought to have the cells of a row name; this tells its
        separator and its header.
    as_printed : bool
        Whether a sheet's cells are wanted as they show: 0.63 in a percent format as "63%".
    limit : Limit
        How much of the file is read at most.
    """

    columns: tuple[str, ...] | None = None
    encoding: str | None = None
    sheet: str | None = None
    header_rows: int | None = None
    keep_codes: bool = False
    missing_words: bool = True
    delimiter: str | None = None
    formats: Path | None = None
    row: str = "respondent"
    known: Callable[[Iterable[str]], int] | None = None
    as_printed: bool = False
    limit: Limit = field(default_factory=Limit)

    @property
    def some(self) -> bool:
        """Whether not all columns are wanted."""
        return self.columns is not None

    def check_names(self, names: Iterable[str], file: str) -> None:
        """Refuse wishes for columns that a file does not have.

        Raises
        ------
        DataError
            When there is one, with the name that may be meant.
        """
        held = dict.fromkeys(names)
        for column in self.columns or ():
            if column not in held:
                raise DataError(f"{file} has no variable {column!r}{close_name(column, held)}")


def kind_of(cells: "pd.Series[Any]") -> str:
    """Return which of KINDS a column's type is; whatever it does not tell is text."""
    return next((kind for kind, fits in _KINDS_OF_DTYPES if fits(cells.dtype)), "text")


def reasons_of(variable: Variable | None) -> tuple[Reason, ...]:
    """Return the reasons for which answers to a variable can miss."""
    return () if variable is None or variable.missing is None else variable.missing.reasons


def plain(code: object) -> Code:
    """Return a code as Python has it, whole numbers as int: 1.0 is 1."""
    if isinstance(code, str):
        return code
    number = float(code)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number


def code_text(code: Code) -> str:
    """Return a code as people write it, such as "1" or ".d"."""
    return code if isinstance(code, str) else f"{code:.15g}"


def in_order(labels: Mapping[Code, str]) -> dict[Code, str]:
    """Return value labels by code: numbers first, then text."""
    ranked = sorted(labels, key=lambda code: (isinstance(code, str), code))
    return {code: labels[code] for code in ranked}
