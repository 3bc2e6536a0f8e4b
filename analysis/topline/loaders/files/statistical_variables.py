"""What pyreadstat returns → cells and variables: missing values told apart, dates as dates."""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ...language.message import Message
from ..codebook.notes import Note
from ..codebook.variables import (
    Code,
    FileContent,
    MultipleResponseSet,
    Variable,
    Wanted,
    in_order,
    plain,
)
from ..statistical.cells import text_cells, whole_in_place, without_reasons
from ..statistical.dates import (
    PERIODS,
    Clock,
    as_moments,
    clock_of,
    dates_in_digits,
    in_periods,
)
from ..statistical.user_missing import declared_missing, labelled_letters, lettered_missing

_MEASURES = ("nominal", "ordinal", "scale")


def content_of(
    cells: MutableMapping[str, Any], about: Any, notes: list[str], family: str, wanted: Wanted
) -> FileContent:
    """Return the content of a statistics program's file.

    Parameters
    ----------
    cells : mapping
        Values of each variable: numbers, text, and letters for extended missing values. It is
        emptied, so that each goes when its column is made.
    about : pyreadstat metadata
    notes : list of str
        What is known so far; the file's own notes follow.
    family : {"SPSS", "Stata", "SAS"}
    wanted : Wanted
    """
    names = list(about.column_names if wanted.columns is None else wanted.columns)
    columns: dict[str, pd.Series[Any]] = {}
    variables = []
    for name in names:
        is_text = about.readstat_variable_types[name] == "string"
        labels: dict[Code, str] = {}
        for code, text in about.variable_value_labels.get(name, {}).items():
            letter = isinstance(code, str) and not is_text  # an extended missing value
            labels[f".{code}" if letter else plain(code)] = str(text).strip()
        measure = about.variable_measure.get(name, "")
        described = Variable(
            name=name,
            label=about.column_names_to_labels.get(name) or "",
            kind="text" if is_text else "number",
            value_labels=in_order(labels),
            measure=measure if measure in _MEASURES else "",
        )
        clock = clock_of(family, about.original_variable_types[name])
        columns[name], variable, told = _read(cells.pop(name), described, about, clock, wanted)
        variables.append(variable)
        notes = [*notes, *told]
        form = (about.original_variable_types[name] or "").replace("%-", "%")
        period = form[2:3] if family == "Stata" and form[:2] == "%t" else ""
        if period in PERIODS and columns[name].dtype != object and not labels:
            columns[name], order = in_periods(columns[name], period)
            variables[-1] = replace(variable, kind="text", order=order, order_source="file")
    lines = dict.fromkeys(line.strip() for line in about.notes or () if line.strip())
    own = [Message("the file says: {strip}", strip=line) for line in lines]
    frame = (
        pd.DataFrame(columns, copy=False)
        if columns
        else pd.DataFrame(index=range(about.number_rows or 0))
    )
    sets = _sets(about, set(names))
    return FileContent(frame, tuple(variables), sets, (*notes, *own), partial=wanted.some)


def _read(
    raw: Any, variable: Variable, about: Any, clock: Clock | None, wanted: Wanted
) -> tuple["pd.Series[Any]", Variable, list[Note]]:
    """Return a variable's cells with its missing values apart, and notes."""
    ranges = about.missing_ranges.get(variable.name, ())
    if variable.kind == "text":
        texts, missing = text_cells(raw, variable, ranges, keep_codes=wanted.keep_codes)
        return texts, replace(variable, missing=missing), []
    labels = variable.value_labels
    values: npt.NDArray[Any]
    try:
        values = np.asarray(raw, float)
    except (TypeError, ValueError):
        # letters are among them
        values, missing = lettered_missing(pd.Series(raw, dtype=object).to_numpy(), labels)
    else:
        missing = declared_missing(values, ranges, labels) or labelled_letters(len(values), labels)
    variable = replace(variable, missing=missing)
    if not wanted.keep_codes:
        values = without_reasons(values, missing)
    if values.dtype == object:
        return pd.Series(values, dtype=object), variable, []
    if clock is None:
        own = whole_in_place(values.astype(float, copy=False))
        if own.dtype == float and getattr(raw, "dtype", None) == np.float32:
            own = own.astype(np.float32)
        told = [
            Note(Message("{name}: {one}", name=variable.name, one=one), [variable.name])
            for one in dates_in_digits(own)
        ]
        return pd.Series(own, copy=False), variable, told
    moments, lost = as_moments(np.asarray(values, float), clock)
    words = Message(
        "{name}: {n} date lies outside the years 1 to 9999 and cannot be held; read as no data",
        "{name}: {n} dates lie outside the years 1 to 9999 and cannot be held; read as no data",
        name=variable.name,
        n=lost,
    )
    notes = [Note(words, [variable.name])] * bool(lost)
    return pd.Series(moments), replace(variable, kind=clock.kind), notes


def _sets(about: Any, names: set[str]) -> dict[str, MultipleResponseSet]:
    """Return the multiple-response sets of which any variable was read."""
    found = {}
    for name, said in (about.mr_sets or {}).items():
        variables = tuple(item for item in said["variable_list"] if item in names)
        counted = said["counted_value"] if said["is_dichotomy"] else None
        if variables:
            found[name] = MultipleResponseSet(
                label=said["label"] or "",
                variables=variables,
                counted_value=None if counted is None else plain(counted),
                kind="columns" if said["is_dichotomy"] else "categories",
            )
    return found
