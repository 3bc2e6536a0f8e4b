"""A survey said in words and in one line per column."""

from html import escape
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...errors import DataError
from ...language.amounts import decimal_words, value_words
from ...language.marking import marked
from ...language.message import Message, series_of
from ...language.strings import Strings
from ...shown import shown_text
from ...statistics.core.effective import kish_design_effect
from ..data.columns import FloatArray, as_names, column, column_names
from ..design.subpopulation import Subpopulation
from ..engine.memory import MemorySource
from ..variance.degrees import degrees
from .personal import personal_in
from .rows import RowsInMemory, rows_in_memory

_COLUMNS = {
    "variable": "string",
    "type": "string",
    "answered": "Int64",
    "missing": "Int64",
    "categories": "Int64",
    "mean": "float64",
    "top": "string",
    "top_share": "float64",
}


def as_text(of: Subpopulation, say: Strings) -> str:
    """Return the survey in words, one thing a line."""
    lines = [(say(name), say.again(text)) for name, text in lines_of(of)]
    width = max(len(name) for name, _ in lines)
    return "\n".join(f"{name:<{width}}  {text}" for name, text in lines)


def as_html(of: Subpopulation, say: Strings) -> str:
    """Return the survey in words, as a table for a notebook."""
    rows = "".join(
        f"<tr><th style='text-align:left'>{escape(say(name))}</th>"
        f"<td style='text-align:left'>{escape(say.again(text))}</td></tr>"
        for name, text in lines_of(of)
    )
    return shown_text(f"<table>{rows}</table>")


def lines_of(of: Subpopulation) -> list[tuple[str, str]]:
    """Return what a survey is; of rows that are not in memory, what is known without them."""
    if isinstance(of.source, MemorySource):
        return survey_lines(rows_in_memory(of))
    lines = [
        (marked("Survey"), Message("{rows}, which are not in memory", rows=_rows(len(of.source)))),
        (marked("design"), of.design.words),
        ("df", value_words(of.design.df, 6)),
    ]
    if of.within is not None:
        inside = of.source.domains((), of.within)
        text = Message(
            "{rows} with a weight, {df} df",
            rows=_rows(int(inside.count[0])),
            df=value_words(degrees(of.design, of.source, of.within), 6),
        )
        lines.append((marked("domain"), text))
    if of.groups:
        lines.append((marked("groups"), ", ".join(map(str, of.groups))))
    return lines


def survey_lines(survey: RowsInMemory) -> list[tuple[str, str]]:
    """Return what a survey is: its rows, design, degrees of freedom, weights and domain."""
    w = survey.weights
    lines = [
        ("Survey", Message("{rows}, {people} weighted", rows=_rows(len(w)), people=_people(w))),
        ("design", survey.design.words),
        ("df", value_words(survey.design.df, 6)),
        (marked("weights"), weight_words(w)),
    ]
    if survey.mask is not None:
        inside = w[survey.mask]
        df = degrees(survey.design, survey.of.source, survey.of.within)
        text = Message(
            "{rows}, {people} weighted, {df} df",
            rows=_rows(len(inside)),
            people=_people(inside),
            df=value_words(df, 6),
        )
        lines.append(("domain", text))
    if survey.of.groups:
        lines.append(("groups", ", ".join(map(str, survey.of.groups))))
    return lines


def weight_words(w: FloatArray) -> str:
    """Say how weights are spread."""
    used = w[w > 0]
    none = len(w) - len(used)
    zero = Message("weight 0 in {n}", n=none) if none else ""
    if np.ptp(used) == 0:
        return series_of([Message("all {weight}", weight=value_words(used[0], 6)), zero])
    low, middle, high = used.min(), np.median(used), used.max()
    deff = float(kish_design_effect(used))
    spread = Message(
        "{low} to {high}, median {median}",
        low=value_words(low),
        high=value_words(high),
        median=value_words(middle),
    )
    effect = Message("Kish's design effect {deff}", deff=value_words(deff, 3))
    return series_of([spread, effect, zero])


def _rows(number: int) -> str:
    return Message("{n} row", "{n} rows", n=number)


def _people(w: FloatArray) -> str:
    return decimal_words(w.sum(), 0) if w.sum() >= 1000 else value_words(w.sum(), 6)


def describe(
    survey: RowsInMemory, variables: Any = None, *, show_personal: bool = False
) -> pd.DataFrame:
    """Return one row per column: its type, answers, and weighted mean or most frequent category.

    Of what is personal there are counts, unless it is to be shown.

    Raises
    ------
    ArgumentError
        When a name is no column.
    """
    inside = survey.weights > 0
    if survey.mask is not None:
        inside = inside & survey.mask
    names = as_names(variables)
    if variables is None:
        hidden = set(survey.design.columns.replicates)
        hidden |= {name for one in survey.columns.sets.values() for name in one.variables}
        names = [name for name in column_names(survey.data) if name not in hidden]
        names += [name for name in survey.columns.sets if name not in names]
    rows = [
        _of_several(survey, name, inside)
        if survey.of.source.is_several(name)
        else _of_column(survey, name, inside, show_personal=show_personal)
        for name in names
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


def _of_column(
    survey: RowsInMemory, name: Any, inside: NDArray[np.bool_], *, show_personal: bool
) -> dict[str, Any]:
    """Return the row of a column, with its weighted mean or most frequent category."""
    values = column(survey.data, name, "variable")
    kind = _kind(values)
    if kind == "number" and survey.columns.is_categorical(name):
        kind = "category"
    personal = None if show_personal else personal_in(survey.columns, name)
    answers, weights = survey.columns.answers(name), survey.weights[inside]
    code = answers.rows[inside]
    answered = code >= 0
    n = int(answered.sum())
    row: dict[str, Any] = {"variable": str(name), "type": personal or kind}
    row |= {"answered": n, "missing": len(code) - n}
    if not n:
        return row
    w, code = weights[answered], code[answered]
    row["categories"] = int((np.bincount(code) > 0).sum())
    if personal:
        return row
    if kind in ("number", "yes or no"):
        # codes that are labelled as no answer are no numbers
        try:
            number = survey.columns.numbers(name).rows[inside]
        except DataError:
            # infinite values have no mean
            return row
        known = ~np.isnan(number)
        # whatever is in the file is described: a sum beyond a float's reach is infinite
        with np.errstate(over="ignore", invalid="ignore"):
            row["mean"] = float(np.average(number[known], weights=weights[known]))
    elif kind != "date":
        share = np.bincount(code, w, len(answers.labels)) / w.sum()
        row |= {"top": str(answers.labels[share.argmax()]), "top_share": float(share.max())}
    return row


def _of_several(survey: RowsInMemory, name: str, inside: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the row of a question with several answers, with its most frequent option."""
    chosen = survey.of.source.chosen(name)
    picked = np.stack([option.rows[inside] for option in chosen.options])
    asked = picked[0] >= 0
    n = int(asked.sum())
    row = {"variable": name, "type": "several answers", "answered": n, "missing": len(asked) - n}
    if not n:
        return row
    w = survey.weights[inside][asked]
    shares = (picked[:, asked] == 1) @ w / w.sum()
    top = int(shares.argmax())
    some = int((shares > 0).sum())
    return row | {"categories": some, "top": chosen.labels[top], "top_share": float(shares[top])}


def _kind(values: "pd.Series[Any]") -> str:
    """Name the type of a column as survey people do."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return "category"
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return "date"
    found = pd.api.types.infer_dtype(values, skipna=True)
    if found == "boolean":
        return "yes or no"
    numeric = pd.api.types.is_numeric_dtype(values.dtype)
    return (
        "number" if numeric or found in ("integer", "floating", "mixed-integer-float") else "text"
    )
