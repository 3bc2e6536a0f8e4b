"""A table with two labels as panels: which row and which panel each estimate belongs to."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError, DataError
from ...estimates.estimates import Estimates
from ...estimates.reason_words import marks
from ...estimates.schema import label_columns
from ...estimates.suppression import with_suppressed
from ...wording import NOT_KNOWN
from ..frame.rows import Rows, read_rows
from ..look.strings import Strings

TOTAL = "Total"


@dataclass(frozen=True)
class Panels:
    """Estimates laid out for small multiples.

    Attributes
    ----------
    rows : Rows
        All estimates, panel by panel.
    names : tuple of str
        Names of the panels.
    labels : tuple of str
        Names of the rows, the same in every panel.
    cells : (panels, rows) ndarray of int
        Positions in `rows`; −1 where there is no estimate.
    marks : tuple of str
        Sign behind each estimate of `rows`.
    """

    rows: Rows
    names: tuple[str, ...]
    labels: tuple[str, ...]
    cells: Any
    marks: tuple[str, ...]

    def words(self, at: int) -> str:
        """Return an estimate in words with its mark, a dash where there is none."""
        return self.rows.values[at] + self.marks[at] if at >= 0 else NOT_KNOWN  # noqa: PD011


def read_panels(
    table: Any, rows: str | None, columns: str | None, *, suppressed: str, strings: Strings
) -> Panels:
    """Read a Crosstab, or Estimates or a table with two label columns."""
    frame = with_suppressed(_frame(table), suppressed)
    read = read_rows(frame, strings=strings)
    row, column = _keys(frame, rows, columns)
    labels, names = _in_order(row, frame, rows), _in_order(column, frame, columns)
    at = np.full((len(names), len(labels)), -1)
    for i, (label, name) in enumerate(zip(row, column, strict=True)):
        place = names.index(name), labels.index(label)
        if at[place] >= 0:
            raise ArgumentError(
                f"there are several estimates for {label!r} in {name!r}; "
                "choose with .subset(...), or name other columns by rows= and columns="
            )
        at[place] = i
    return Panels(
        rows=read,
        names=tuple(names),
        labels=tuple(labels),
        cells=at,
        marks=tuple(marks(frame)),
    )


def _in_order(found: list[str], frame: pd.DataFrame, key: str | None) -> list[str]:
    """Return names as they appear, or as the categories of their column are ordered."""
    names = list(dict.fromkeys(found))
    if key is None or not isinstance(frame[key].dtype, pd.CategoricalDtype):
        return names
    order = _words(pd.Series(frame[key].cat.categories))
    return sorted(names, key=lambda name: order.index(name) if name in order else len(order))


def _frame(table: Any) -> pd.DataFrame:
    inner = getattr(table, "estimates", table)
    frame = inner.table if isinstance(inner, Estimates) else inner
    if not isinstance(frame, pd.DataFrame):
        raise ArgumentError(
            f"the table is a {type(table).__name__}; expected a Crosstab, Estimates or a DataFrame"
        )
    return frame.reset_index(drop=True)


def _keys(
    frame: pd.DataFrame, rows: str | None, columns: str | None
) -> tuple[list[str], list[str]]:
    """Return the name of each estimate's row and of its panel."""
    for role, key in (("rows", rows), ("columns", columns)):
        if key is not None and key not in frame:
            named = ", ".join(map(str, frame.columns))
            raise ArgumentError(f"{role} is {key!r}, which is no column; choose from {named}")
    if rows is None and columns is None and {"banner", "column", "category"} <= set(frame):
        return _crosstab_keys(frame)
    if rows is None or columns is None:
        found = [
            n for n in label_columns(frame) if n not in (rows, columns) and n not in _NO_LABELS
        ]
        varying = [name for name in found if len(frame[name].drop_duplicates()) > 1]
        wanted = (rows is None) + (columns is None)
        chosen = varying if len(varying) == wanted else found
        if len(chosen) != wanted:
            raise DataError(
                f"the table has the label columns {', '.join(map(repr, found)) or 'none'}; "
                "say which are the rows and which the panels by rows= and columns="
            )
        rows = chosen.pop(0) if rows is None else rows
        columns = chosen.pop(0) if columns is None else columns
    return _words(frame[rows]), _words(frame[columns])


_NO_LABELS = ("letters", "respondents", "publisher", "sample_type")


def _crosstab_keys(frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Name rows by answer, and by question where there are several; panels by column."""
    banners = set(frame["banner"]) - {TOTAL}
    groups = [n for n in label_columns(frame)
              if n not in ("outcome", "category", "banner", "column", *_NO_LABELS)]  # fmt: skip
    above = [name for name in groups if len(frame[name].drop_duplicates()) > 1]
    column = _words(frame["column"])
    if len(banners) > 1:
        column = [name if banner == TOTAL else f"{banner}: {name}"
                  for banner, name in zip(frame["banner"], column, strict=True)]  # fmt: skip
    for group in reversed(above):
        column = [f"{a}, {b}" for a, b in zip(_words(frame[group]), column, strict=True)]
    row = _words(frame["category"])
    if len(frame["outcome"].drop_duplicates()) > 1:
        row = [f"{a}: {b}" for a, b in zip(_words(frame["outcome"]), row, strict=True)]
    return row, column


def _words(values: "pd.Series[Any]") -> list[str]:
    return [" ".join(str(value).split()) if pd.notna(value) else "–" for value in values]
