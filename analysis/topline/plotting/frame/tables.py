"""Tables at the door of a chart: checked once, and the columns that all charts read."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described
from ...errors import ArgumentError, DataError
from ...estimates.schema import REMARKS, SCHEMA, FloatArray, label_columns
from ...shown import guarded
from ...wording import label_text, term_text
from ..given import as_chart_table

NEEDED = ("estimate", "ci_low", "ci_high")
"""Columns of a chart of estimates."""

MOST_ROWS = 1_000
"""Rows of words in a chart at most: a picture of more is higher than its file can be."""

MOST_POINTS = 10_000
"""Points of a chart that gives them no words of their own."""

LABELS = ("label", "claim", "outcome", "category", "figure_id")
"""Columns that name rows, the first that there is."""

_ABOUT = ("respondents", "publisher", "sample_type", "vendor", "mode", "fielded", "n_qualifier",
          "percent", "percent_qualifier", "decimals", "published_year", "source_title",
          "country", "letters")  # fmt: skip
"""Columns that say more of a row than what it is of."""


def read_table(
    estimates: Any,
    needed: Iterable[str] = NEEDED,
    *,
    wants: str = f"a chart of estimates needs {', '.join(NEEDED)}",
    takes: str = "Estimates or a DataFrame",
    roles: Mapping[str, str | None] | None = None,
    most: int = MOST_ROWS,
) -> pd.DataFrame:
    """Return the table of what has estimates, or anyone's, when it has what a chart needs.

    `wants` and `takes` say in errors which columns and inputs a chart has; `roles` are options
    that name a column.

    Raises
    ------
    ArgumentError
        When it is no table, or an option names no column.
    DataError
        When a column is missing, there are no rows, or more than `most`.
    """
    table = as_chart_table(estimates)
    if not isinstance(table, pd.DataFrame):
        kind = type(table).__name__
        article = "an" if kind[:1] in "AEIOUaeiou" else "a"
        own = type(table).__module__.startswith("topline.") and hasattr(table, "plot")
        remedy = "; it draws itself: .plot()" if own else ""
        raise ArgumentError(f"the table is {article} {kind}; expected {takes}{remedy}")
    missing = [name for name in needed if name not in table]
    if missing:
        raise DataError(f"the table has no column {', '.join(map(repr, missing))}; {wants}")
    if table.empty:
        raise DataError("the table has no rows; a chart needs at least one estimate")
    check_size(len(table), "estimates", most)
    index, keys = table.index, table.index[:1].to_flat_index()
    table = table.reset_index(drop=True)
    parts = [part for key in keys for part in (key if isinstance(key, tuple) else (key,))]
    if any(isinstance(part, str) for part in (*parts, *index.names)):
        # an index that has names or words is columns
        words = [name if isinstance(name, str) else "label" if i == 0 else f"label{i + 1}"
                 for i, name in enumerate(index.names)]  # fmt: skip
        # a column of the same name has the better right to it
        levels = {name: index.get_level_values(i).to_numpy()
                  for i, name in enumerate(words) if name not in table}  # fmt: skip
        table = pd.concat([pd.DataFrame(levels), table], axis=1)
    for role, name in (roles or {}).items():
        check_column(table, role, name)
    return table


def row_labels(
    table: pd.DataFrame, label: str | None, group: str | None, named_by: str = "label"
) -> list[str]:
    """Return what each row is: one column of figures, all that vary of microdata.

    An estimate from microdata is of a group, a question and an answer; what all rows share, or
    the headings say, need not be said again.

    Raises
    ------
    DataError
        When no column is called as one of ``LABELS``, and not just one other has words.
    """
    of_microdata = {"outcome", *SCHEMA} - {*REMARKS} <= set(table) and not {
        "claim",
        "figure_id",
    } & set(table)
    named = "label" in table and table["label"].is_unique
    if label is None and of_microdata and not named:
        names = [name for name in label_columns(table) if name != group]
        # of one row nothing varies; its question is known from the chart's headline
        known = "outcome" if "category" in names else "quantile"
        rest = [name for name in names if name != known]
        shown = varying(table, names) or rest
        cells = [_called(table, name, of_model="term" in names) for name in shown]
        return [", ".join(row) for row in zip(*cells, strict=True)]
    name = label or next((key for key in LABELS if key in table), None)
    if name is None:
        # the one column of words in anyone's table; of several the one that differs in all rows
        other = [name for name in label_columns(table) if name not in (group, *_ABOUT)]
        words = [
            name
            for name in other
            if isinstance(table[name].dtype, pd.CategoricalDtype)
            or any(isinstance(cell, str) for cell in table[name])
        ]
        if len(words) > 1:
            words = [name for name in words if table[name].is_unique] or words
        if other and len(words) != 1:
            listed = ", ".join(map(repr, words or other))
            which = "several columns could name" if words else "no column of words names"
            raise DataError(f"{which} the rows; say which does by {named_by}=, one of {listed}")
        name = words[0] if words else None
    return _called(table, name, of_model=of_microdata and "term" in table)


def _called(table: pd.DataFrame, name: str | None, *, of_model: bool) -> list[str]:
    """Return the cells of a column in words, a model's terms as people say them."""
    if of_model and name == "term":
        return [term_text(str(term)) for term in table[name]]
    return [label_text(cell) for cell in (table[name] if name else table.index)]


def check_size(number: int, what: str, most: int = MOST_ROWS) -> None:
    """Refuse a chart of more than can be drawn and read, before anything of it is made.

    Raises
    ------
    DataError
        When there are more than `most`.
    """
    if number > most:
        raise DataError(
            f"there are {number:,} {what}, and a chart shows at most {most:,}; choose some (such "
            "as Estimates.subset), put answers together, or draw several charts"
        )


def check_column(table: pd.DataFrame, role: str, name: str | None) -> None:
    """Refuse an option that names no column of the table.

    Raises
    ------
    ArgumentError
        When it does.
    """
    if name is None:
        return
    if not isinstance(name, (str, int, float)) or name not in table:
        listed = ", ".join(map(str, table.columns))
        raise ArgumentError(
            f"{role} is {described(name)}, which is no column; choose from {listed}"
        )


def estimates_of(table: pd.DataFrame) -> FloatArray:
    """Return estimate and limits, (rows, 3); NaN where there is none."""
    return table[list(NEEDED)].to_numpy(dtype=float)


def finite_values(table: pd.DataFrame) -> FloatArray:
    """Return all estimates and limits that there are."""
    values = estimates_of(table).ravel()
    return np.asarray(values[np.isfinite(values)])


def bounded_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have an interval."""
    return table[table[["ci_low", "ci_high"]].notna().all(axis=1)]


def records_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return each row as a mapping from column names."""
    names = [str(name) for name in table]
    cells = (column.tolist() for _, column in table.items())
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def varying(table: pd.DataFrame, names: Iterable[str]) -> list[str]:
    """Return the columns of these that are not the same in all rows."""
    return [name for name in names if len(table[name].drop_duplicates()) > 1]


def csv_text(table: pd.DataFrame, guard_formulas: bool = False) -> str:
    """Return numbers as CSV at full precision; guarded where a spreadsheet is to open it."""
    table = guarded_table(table) if guard_formulas else table
    return str(table.to_csv(index=False, lineterminator="\n"))


def guarded_table(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which no words are a formula to a spreadsheet; numbers stay numbers."""
    columns = {
        at: cells
        if pd.api.types.is_numeric_dtype(cells.dtype)
        else pd.Series(list(map(guarded, cells)), index=table.index, dtype=object)
        for at, (_, cells) in enumerate(table.items())
    }
    return pd.DataFrame(columns).set_axis(list(map(guarded, table.columns)), axis=1)


def common_level(table: pd.DataFrame) -> float | None:
    """Return the confidence level of all rows, if they have one and the same."""
    if "confidence_level" not in table:
        return None
    found = table["confidence_level"].dropna().unique()
    return float(found[0]) if len(found) == 1 else None


def crossed_table(labels: Iterable[str], names: Iterable[str], values: FloatArray) -> pd.DataFrame:
    """Return values with a row for each label, which stands before them, and a column a name."""
    rows = pd.DataFrame({"label": list(labels)})
    return pd.concat([rows, pd.DataFrame(values, columns=list(names))], axis=1)
