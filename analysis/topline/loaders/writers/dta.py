"""Columns → a Stata file, by pyreadstat."""

from collections.abc import Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pandas as pd

from ...language.amounts import first_few
from ..codebook.variables import Code, code_text
from ..files.extra import library
from .content import WrittenColumn, WrittenContent
from .statistical import (
    STATA,
    Coded,
    as_numbers,
    coded_columns,
    shortened,
    written_text,
)

_LARGEST = 2_147_483_620
"""The largest whole number that Stata labels."""


def write_dta(content: WrittenContent, path: Path) -> list[str]:
    """Write a Stata file; return what it could not hold."""
    coded = coded_columns(content, STATA, text=_write_text, number=_write_number, label=_label)
    if coded.measures:
        coded.notes.append("Stata does not keep whether variables are nominal, ordinal or scale")
    if content.sets:
        coded.notes.append(
            f"Stata has no multiple-response sets: {first_few(list(content.sets))}; write Parquet "
            "or CSV to keep them"
        )
    library("pyreadstat", ".dta", "writing").write_dta(
        pd.DataFrame(coded.columns),
        path,
        column_labels=coded.labels,
        variable_value_labels=coded.value_labels,
        missing_user_values=coded.missing,
        variable_format=coded.formats,
    )
    return coded.notes


def _write_text(column: WrittenColumn, name: str, coded: Coded) -> None:
    if column.reasons():
        lost = [str(code) for code, _ in column.reasons()]
        coded.notes.append(
            f"{name}: Stata has no missing texts; read as no data: {first_few(lost)}"
        )
    if column.variable.value_labels:
        coded.notes.append(f"{name}: Stata labels no texts; its labels are left out")
    coded.columns[name], cut = written_text(column, {}, STATA)
    if cut:
        coded.notes.append(f"{name}: texts are cut to the {STATA.text:,} bytes that Stata keeps")


def _write_number(column: WrittenColumn, name: str, coded: Coded) -> None:
    cells, form, notes = as_numbers(column, STATA)
    coded.notes += notes
    if form:
        coded.formats[name] = form
    letters = _letters_for(column, name, coded.notes)
    values: Any = cells
    if letters:
        missing = column.variable.missing
        values = cells.astype(object)
        for place, reason in enumerate(missing.reasons if missing else (), start=1):
            if missing is not None and reason.code in letters:
                values[missing.positions == place] = letters[reason.code]
        coded.missing[name] = list(letters.values())
    coded.columns[name] = values
    texts = dict(column.reasons())
    labels = {c: t for c, t in column.variable.value_labels.items() if c not in texts and t}
    whole: dict[Any, str] = {int(c): t for c, t in labels.items() if _is_labelled(c)}
    if len(whole) < len(labels):
        gone = [code_text(c) for c in labels if not _is_labelled(c)]
        coded.notes.append(
            f"{name}: Stata labels whole numbers only; without label: {first_few(gone)}"
        )
    # Without a label of its own, what a letter stands for would be lost.
    lettered: dict[Any, str] = {letters[code]: texts[code] for code in letters}
    _label(coded, name, whole | lettered)


def _label(coded: Coded, name: str, labels: dict[Any, str]) -> None:
    kept, notes = shortened(
        labels,
        STATA.value_label,
        lambda long: f"{name}: labels are cut to {STATA.value_label:,} bytes ({first_few(long)})",
    )
    if kept:
        coded.value_labels[name] = kept
    coded.notes += notes


def _is_labelled(code: Code) -> bool:
    return not isinstance(code, str) and float(code).is_integer() and abs(code) <= _LARGEST


def _letters_for(column: WrittenColumn, name: str, notes: list[str]) -> Mapping[Code, str]:
    """Return Stata's letter for each missing code: its own where it is one, else a free one."""
    reasons = [code for code, _ in column.reasons()]
    own: dict[Code, str] = {
        code: code[1:]
        for code in reasons
        if isinstance(code, str) and code[1:] in [*ascii_lowercase]
    }
    free = [letter for letter in ascii_lowercase if letter not in own.values()]
    other = [code for code in reasons if code not in own]
    found = own | dict(zip(other, free, strict=False))
    changed = [f"{code_text(code)} as .{found[code]}" for code in other if code in found]
    if changed:
        notes.append(
            f"{name}: Stata's missing values are letters; written {', '.join(changed[:5])}"
            + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        )
    lost = [code_text(code) for code in other if code not in found]
    if lost:
        notes.append(f"{name}: Stata has 26 letters; read as no data: {first_few(lost)}")
    return found
