"""Columns → an SPSS file, by pyreadstat."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...language.amounts import first_few
from ..codebook.variables import Code, code_text
from ..files.extra import library
from .content import WrittenColumn, WrittenContent
from .sav_sets import write_sets
from .statistical import (
    SPSS,
    Coded,
    as_numbers,
    coded_columns,
    cut,
    renamed_note,
    shortened,
    written_text,
)

_MOST_CODES = 3
_CODE_BYTES = 8


def write_sav(content: WrittenContent, path: Path) -> list[str]:
    """Write an SPSS file; return what it could not hold."""
    coded = coded_columns(content, SPSS, text=_write_text, number=_write_number, label=_label)
    names = _names(content, coded)
    for one in content.sets.values():
        # SPSS calls an option as its variable's label
        for option in one.options:
            if option.column is not None and option.label != option.column:
                coded.labels.setdefault(names[option.column], cut(option.label, SPSS.label))
    library("pyreadstat", ".sav", "writing").write_sav(
        pd.DataFrame(coded.columns),
        path,
        column_labels=coded.labels,
        variable_value_labels=coded.value_labels,
        missing_ranges=coded.missing,
        variable_measure=coded.measures,
        variable_format=coded.formats,
        compress=path.suffix == ".zsav",
        row_compress=path.suffix == ".sav",
    )
    coded.notes += _sets(content, path, coded)
    return coded.notes


def _sets(content: WrittenContent, path: Path, coded: Coded) -> list[str]:
    """Declare the sets; say what of them the file cannot hold, or calls by another name."""
    if not content.sets:
        return []
    names = _names(content, coded)
    packed = path.suffix == ".zsav"
    held = {} if packed else write_sets(path, content.sets, names, coded.columns)
    lost = [name for name in content.sets if name not in held]
    notes = []
    if lost:
        why = "packed " if packed else ""
        notes.append(
            f"multiple-response sets that {why}SPSS files cannot hold are not written: "
            f"{first_few(lost)}; write Parquet or CSV to keep them"
        )
    for name in held:
        if asked := content.sets[name].asked:
            notes.append(
                f"{name}: SPSS does not keep who was asked a question ({asked}); write Parquet or "
                "CSV to keep it"
            )
        options = (one for one in content.sets[name].options if one.column is not None)
        named = [
            one.label
            for one in options
            if one.label not in (coded.labels.get(names[str(one.column)]) or str(one.column))
        ]
        if named:
            notes.append(
                f"{name}: in SPSS an option is called as its variable's label; not kept: "
                f"{first_few(named)}"
            )
    return [*notes, *renamed_note(held, SPSS, "names of sets")]


def _names(content: WrittenContent, coded: Coded) -> dict[str, str]:
    """Return what each variable is called in the file."""
    return dict(zip((one.variable.name for one in content.columns), coded.columns, strict=True))


def _write_text(column: WrittenColumn, name: str, coded: Coded) -> None:
    codes = {code: str(code) for code, _ in column.reasons()}
    short = {code: text for code, text in codes.items() if len(text.encode()) <= _CODE_BYTES}
    kept = dict(list(short.items())[:_MOST_CODES])
    lost = [text for code, text in codes.items() if code not in kept]
    if lost:
        coded.notes.append(
            f"{name}: SPSS keeps {_MOST_CODES} missing texts of {_CODE_BYTES} bytes; read as no "
            f"data: {first_few(lost)}"
        )
    cells, is_cut = written_text(column, kept, SPSS)
    if is_cut:
        coded.notes.append(f"{name}: texts are cut to the {SPSS.text:,} bytes that SPSS keeps")
    coded.columns[name] = cells
    if kept:
        coded.missing[name] = list(kept.values())
    _label(coded, name, {c: t for c, t in column.variable.value_labels.items() if c not in lost})


def _write_number(column: WrittenColumn, name: str, coded: Coded) -> None:
    cells, form, notes = as_numbers(column, SPSS)
    coded.notes += notes
    if form:
        coded.formats[name] = form
    labels = dict(column.variable.value_labels)
    codes = _numbers_for(column, cells, name, coded.notes)
    values = cells.to_numpy(float).copy()
    missing = column.variable.missing
    if missing is not None:
        for place, reason in enumerate(missing.reasons, start=1):
            if reason.code in codes:
                values[missing.positions == place] = codes[reason.code]
        ranges = _ranges(list(codes.values()), cells, labels, codes)
        if ranges is None:
            kept = dict(list(codes.items())[:_MOST_CODES])
            lost = [code_text(code) for code in codes if code not in kept]
            for code in set(codes) - set(kept):
                values[values == codes[code]] = np.nan
            coded.notes.append(
                f"{name}: SPSS keeps {_MOST_CODES} missing values or a range; read as no data: "
                f"{first_few(lost)}"
            )
            codes, ranges = kept, list(kept.values())
        if ranges:
            coded.missing[name] = ranges
    coded.columns[name] = values
    texts = dict(column.reasons())
    said = {codes.get(code, code): text for code, text in labels.items()}
    # A reason has its words, too, where these are more than its number.
    said |= {codes[c]: t for c, t in texts.items() if c in codes and t != code_text(codes[c])}
    _label(coded, name, {c: t for c, t in said.items() if not isinstance(c, str)})


def _numbers_for(
    column: WrittenColumn, cells: "pd.Series[Any]", name: str, notes: list[str]
) -> dict[Code, float]:
    """Return a number for each missing code; letters get free ones below all others."""
    reasons = [code for code, _ in column.reasons()]
    letters = [code for code in reasons if isinstance(code, str)]
    codes: dict[Code, float] = {code: float(code) for code in reasons if not isinstance(code, str)}
    if letters:
        used = [
            *codes.values(),
            *(c for c in column.variable.value_labels if not isinstance(c, str)),
        ]
        low = min([0.0, *map(float, used), *cells.dropna().unique().tolist()])
        codes |= {code: float(np.floor(low)) - k for k, code in enumerate(letters, start=1)}
        told = ", ".join(f"{code} as {codes[code]:g}" for code in letters[:5])
        notes.append(f"{name}: SPSS has no lettered missing values; written {told}")
    return codes


def _ranges(
    codes: list[float],
    cells: "pd.Series[Any]",
    labels: Mapping[Code, str],
    missing: Mapping[Code, float],
) -> list[Any] | None:
    """Return how SPSS declares some codes missing: three values, or a range and a value."""
    if len(codes) <= _MOST_CODES:
        return codes
    valid = {float(c) for c in labels if not isinstance(c, str) and c not in missing}
    taken = np.array([*cells.dropna().unique().tolist(), *valid])
    ranked = sorted(codes)
    for part, rest in ((ranked, []), (ranked[1:], ranked[:1]), (ranked[:-1], ranked[-1:])):
        if not ((taken >= part[0]) & (taken <= part[-1])).any():
            return [{"lo": part[0], "hi": part[-1]}, *rest]
    return None


def _label(coded: Coded, name: str, labels: Mapping[Any, str]) -> None:
    kept, notes = shortened(
        {c if isinstance(c, str) else float(c): text for c, text in labels.items() if text},
        SPSS.value_label,
        lambda long: (
            f"{name}: labels are cut to the {SPSS.value_label} bytes that SPSS keeps "
            f"({first_few(long)})"
        ),
    )
    if kept:
        coded.value_labels[name] = kept
    coded.notes += notes
