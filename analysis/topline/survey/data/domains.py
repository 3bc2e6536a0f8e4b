"""Which rows belong to a domain of `by=` or a subpopulation of `where=`."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...arguments import described
from ...errors import ArgumentError
from ...estimates.schema import OPTIONAL, SCHEMA
from ...expressions.parse import parse_condition
from ...expressions.tree import names_in, names_ranked, shortened
from .answers import Columns
from .coding import first_rows, paired
from .columns import IntArray, column_names
from .conditions import holds
from .held import lent

Mask = NDArray[np.bool_]

_TAKEN = {*SCHEMA, *OPTIONAL, "outcome", "category", "label", "simple", "lone"}
"""Names that columns of estimates have, which a domain's column would hide."""


def refuse_names(names: Sequence[Any]) -> None:
    """Refuse columns that cannot stand beside each other, or beside the estimates.

    Raises
    ------
    ArgumentError
        When a name is given twice, or is that of a column of the estimates.
    """
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ArgumentError(f"by names {twice!r} twice; name each column once")
    for name in names:
        if name in _TAKEN:
            raise ArgumentError(
                f"by {name!r} has the name of a column of the estimates; rename it in the data, "
                f"as with data.rename(columns={{{name!r}: {f'{name}_group'!r}}})"
            )


def columns_asked(test: str, known: Container[str]) -> dict[str, bool]:
    """Return the columns that a condition in words, or the name of one, is about.

    With each whether the order of its answers is asked, as by "level >= 'middle'".
    """
    if test in known:
        return {test: False}
    node = parse_condition(test)
    ranked = names_ranked(node)
    return {name: name in ranked for name in names_in(node)}


def combined(
    names: Sequence[Any], codes: Sequence[IntArray], categories: Sequence[pd.Index]
) -> tuple[IntArray, pd.DataFrame]:
    """Code the combinations of some columns, −1 where one of them is missing.

    All that occur in the data are domains, even where a subpopulation empties them, and so is
    every category of a single categorical column.

    """
    if len(names) == 1:
        return codes[0], pd.DataFrame({names[0]: categories[0]})
    known = np.all([code >= 0 for code in codes], axis=0)
    if not known.any():
        return np.full(len(known), -1), pd.DataFrame({name: [] for name in names})
    code, _ = paired(codes[0][known], codes[1][known])
    for further in codes[2:]:
        code, _ = paired(code, further[known])
    rows = np.flatnonzero(known)[first_rows(code, int(code.max()) + 1)]
    labels = {
        name: category[own[rows]]
        for name, category, own in zip(names, categories, codes, strict=True)
    }
    full = np.full(len(known), -1, dtype=np.int32)
    full[known] = code
    return full, pd.DataFrame(labels)


@dataclass(frozen=True, eq=False)
class Truth:
    """For which rows a condition holds, and for which that is not known; None where for none."""

    holds: Mask
    unknown: Mask | None = None

    @classmethod
    def of(cls, values: "pd.Series[Any]") -> "Truth":
        """Take it from True, False and what is missing."""
        missing = values.isna().to_numpy()
        if not missing.any():
            return cls(values.to_numpy(dtype=bool))
        return cls(values.astype("boolean").to_numpy(dtype=bool, na_value=False), missing)


def truth(columns: Columns, where: Any, rows: int) -> Truth:
    """Return where a condition holds: from a mask, a column, a condition in words or a function.

    Raises
    ------
    ArgumentError
        When it is none of these, or has another length.
    """
    values, data = where, columns.data
    expected = f"expected one True or False for each of {rows:,} rows"
    if isinstance(where, str):
        known = where in column_names(data)
        values = columns.operand(where) if known else _worked_out(columns, where)
        if pd.api.types.is_bool_dtype(values.dtype):
            return Truth.of(values)
    elif callable(where):
        values = _returned(where, data)
    try:
        array = values.to_numpy() if hasattr(values, "to_numpy") else np.asarray(values)
    except ValueError:
        raise ArgumentError(f"the condition is {described(values)}; {expected}") from None
    if array.shape != (rows,):
        raise ArgumentError(f"the condition has shape {array.shape}; {expected}")
    pandas = isinstance(data, pd.DataFrame) and isinstance(values, pd.Series)
    if pandas and not values.index.equals(data.index):
        # the rows may be in another order than those of the data
        raise ArgumentError(
            "the condition has another index than the data; expected a row for each of theirs; "
            "reindex it, or pass .to_numpy() if the rows are in the same order"
        )
    if array.dtype == bool:
        return Truth(np.array(array))  # the caller may write to theirs
    whole = pd.Series(array)
    told = whole.dropna()
    if array.dtype == object:
        usable = set(map(type, told)) <= {bool, np.bool_}
    else:
        usable = array.dtype.kind in "iuf" and len(told) > 0 and bool(told.isin([0, 1]).all())
    if usable:
        return Truth.of(whole.astype("boolean"))
    held = "text" if array.dtype.kind in "OUS" else f"{array.dtype} values"
    raise ArgumentError(
        f"the condition holds {held}; expected True or False for each row, "
        "such as frame['age'] >= 18 or the condition 'age >= 18'"
    )


def _returned(where: Callable[[Any], Any], data: Any) -> Any:
    """Return what a function says of the data."""
    try:
        return where(lent(data))
    except Exception as problem:
        raise ArgumentError(
            f"the condition raises {type(problem).__name__}: {str(problem)[:200]}; expected a "
            "function of the data that gives True or False for each row"
        ) from problem


def _worked_out(columns: Columns, where: str) -> "pd.Series[Any]":
    try:
        return holds(where, columns)
    except ArgumentError as problem:
        raise ArgumentError(
            f"the condition {shortened(where)!r} cannot be worked out "
            f"({shortened(str(problem), 400)}); expected a condition on the columns, "
            "such as 'age >= 18'"
        ) from None
