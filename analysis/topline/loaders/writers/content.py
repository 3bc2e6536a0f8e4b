"""Data and codebook → columns to write: codes in place, and missing answers apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..codebook.codebook import Codebook
from ..codebook.stored import StoredCodebook, StoredVariable
from ..codebook.variables import (
    Code,
    MultipleResponseSet,
    Reason,
    Variable,
    code_text,
    kind_of,
    reasons_of,
)


@dataclass(frozen=True, eq=False)
class WrittenColumn:
    """A column as it is to be written.

    Attributes
    ----------
    variable : Variable
        What is known of it; `missing` says which cells miss for a reason.
    cells : Series
        Codes, text or times, as the file had them; missing where there is no answer.
    """

    variable: Variable
    cells: "pd.Series[Any]"

    def reasons(self) -> tuple[Reason, ...]:
        """Return the codes and words of the reasons that answers miss for."""
        return reasons_of(self.variable)

    def coded(self, codes: Mapping[Code, Any]) -> "pd.Series[Any]":
        """Return the cells with what `codes` gives where an answer misses for a reason."""
        missing = self.variable.missing
        if missing is None or not (missing.positions > 0).any():
            return self.cells
        cells = self.cells.astype(object)
        for place, reason in enumerate(missing.reasons, start=1):
            if reason.code in codes:
                cells[missing.positions == place] = codes[reason.code]
        return cells


@dataclass(frozen=True, eq=False)
class WrittenContent:
    """What is to be written: columns, sets, and what is known of the file."""

    columns: tuple[WrittenColumn, ...]
    sets: Mapping[str, MultipleResponseSet]
    notes: tuple[str, ...] = ()

    def stored(self) -> StoredCodebook:
        """Return the codebook as it is kept beside the data."""
        kept = (StoredVariable(column.variable, column.reasons()) for column in self.columns)
        return StoredCodebook(tuple(kept), self.sets, self.notes)


def content_to_write(frame: pd.DataFrame, book: Codebook | None) -> WrittenContent:
    """Return the columns of a frame with what the codebook says of them.

    Raises
    ------
    ArgumentError
        When the frame has other rows than the codebook knows of, or a column of no one kind.
    """
    if len(frame) == 0 or len(frame.columns) == 0:
        raise ArgumentError("the data has no rows or no columns; there is nothing to write")
    names = [str(name) for name in frame.columns]
    if len(set(names)) < len(names):
        raise ArgumentError("the data has columns of the same name; give each its own")
    known = {} if book is None else book.variables
    columns = [
        _column(frame.iloc[:, k].reset_index(drop=True), known.get(name) or Variable(name, kind=""))
        for k, name in enumerate(names)
    ]
    sets = {} if book is None else book.multiple_response_sets
    kept = {key: one for key, one in sets.items() if set(one.variables) <= set(names)}
    return WrittenContent(tuple(columns), kept, () if book is None else book.notes)


def _column(cells: "pd.Series[Any]", variable: Variable) -> WrittenColumn:
    missing = variable.missing
    if missing is not None and len(missing.positions) != len(cells):
        raise ArgumentError(
            f"the data has {len(cells):,} rows, but the codebook knows why {variable.name!r} is "
            f"missing in {len(missing.positions):,}; give read_survey's data with its codebook, or "
            "the data frame alone"
        )
    if isinstance(cells.dtype, pd.CategoricalDtype):
        cells, variable = _uncategorised(cells, variable)
    if missing is not None and (missing.positions > 0).any():
        # Where codes were kept, they are among the answers.
        cells = cells.mask(missing.positions > 0)
    kind = kind_of(cells)
    if kind == "text" and variable.kind == "number":
        cells = pd.to_numeric(cells, errors="coerce")
        kind = "number"
    if kind == "text" and not isinstance(cells.dtype, pd.CategoricalDtype):
        # lists have no different ones, as they can change
        types = cells.dropna().map(type).unique()
        kinds = {own.__name__ for own in types if not issubclass(own, str)}
        if kinds:
            raise ArgumentError(
                f"column {variable.name!r} holds {', '.join(sorted(kinds))} beside text or "
                "numbers; make it one kind, such as text"
            )
        texts = cells.astype("string")
        cells = texts.mask((texts == "").fillna(value=False).to_numpy(bool))
    dated = kind == "datetime" and variable.kind == "date"
    return WrittenColumn(replace(variable, kind="date" if dated else kind), cells)


def _uncategorised(
    cells: "pd.Series[Any]", variable: Variable
) -> tuple["pd.Series[Any]", Variable]:
    """Return the codes of answers that stand by their labels; other categories, and their order."""
    if not variable.value_labels:
        levels = [str(level) for level in cells.cat.categories]
        cells = cells.cat.rename_categories(levels)
        if cells.cat.ordered and not variable.order:
            variable = replace(variable, order=tuple(levels), order_source="file")
        return cells, variable
    codes: dict[str, Code] = {}
    for code, label in variable.value_labels.items():
        codes.setdefault(label, code)
        codes[f"{label} [{code_text(code)}]"] = code
    found = []
    for level in map(str, cells.cat.categories):
        if level not in codes and variable.kind == "number":
            codes[level] = float(level)
        found.append(codes.get(level, level))
    told = pd.Series(np.array([*found, None], dtype=object)[cells.cat.codes.to_numpy()])
    numbers = all(not isinstance(code, str) for code in found)
    return pd.to_numeric(told) if numbers else told, variable
