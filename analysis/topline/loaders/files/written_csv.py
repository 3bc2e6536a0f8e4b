"""CSV files with a codebook beside them, as write_survey writes both."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...errors import DataError
from ...figures.problems import reason_of
from ...language.amounts import first_few
from ..codebook.notes import with_variables
from ..codebook.stored import StoredCodebook, StoredVariable, from_json
from ..codebook.variables import FileContent, Missing, Variable, Wanted, code_text
from .file import File
from .parquet import with_codes

_ENDING = ".codebook.json"


def codebook_beside(path: Path) -> Path:
    """Return where the codebook of a CSV file stands: answers.csv, answers.codebook.json."""
    return path.with_name(path.stem + _ENDING)


def stored_beside(file: File, wanted: Wanted) -> StoredCodebook | None:
    """Return the codebook that stands beside a CSV file, if one does."""
    if file.path is None or file.suffix != ".csv":
        return None
    place = codebook_beside(file.path)
    if not place.is_file():
        return None
    return from_json(b"".join(File.at(place).chunks(wanted.limit)), place.name)


def read_written(file: File, book: StoredCodebook, wanted: Wanted) -> FileContent:
    """Read the cells of a CSV file as its codebook says they are.

    Raises
    ------
    DataError
        When the file has other columns than its codebook, or cells of another kind.
    """
    names = book.names()
    wanted.check_names(names, file.name)
    wanted.limit.check_bytes(file.size(), file.name)
    wanted.limit.check_columns(len(names), file.name)
    most = wanted.limit.cells // max(1, len(names))
    kept = list(wanted.columns or names)
    remedy = (
        f"write both again, or move {codebook_beside(Path(file.name)).name} away to read the data "
        "alone"
    )
    options: dict[str, Any] = {"dtype": str, "keep_default_na": False, "na_filter": False}
    try:
        with file.open() as opened:
            header = pd.read_csv(opened, nrows=0, encoding="utf-8", **options).columns
        if list(header) != names:
            raise DataError(f"{file.name} has other columns than its codebook; {remedy}")
        with file.open() as opened:
            cells = pd.read_csv(opened, usecols=kept, nrows=most + 1, encoding="utf-8", **options)
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read as its codebook says ({reason_of(error)}); {remedy}"
        ) from None
    if len(cells) > most:
        wanted.limit.refuse_more_cells(file.name)
    held = {stored.variable.name: stored for stored in book.variables}
    columns, variables = {}, []
    for name in kept:
        columns[name], variable = _column(
            cells.pop(name), held[name], wanted, f"{file.name}: {name}", remedy
        )
        variables.append(variable)
    sets = {key: one for key, one in book.sets.items() if set(one.variables) <= set(kept)}
    notes = with_variables(book.notes, kept)
    return FileContent(pd.DataFrame(columns), tuple(variables), sets, notes)


def _column(
    texts: "pd.Series[Any]", stored: StoredVariable, wanted: Wanted, name: str, remedy: str
) -> tuple["pd.Series[Any]", Variable]:
    positions = np.zeros(len(texts), np.int16)
    for place, reason in enumerate(stored.reasons, start=1):
        positions[(texts == code_text(reason.code)).to_numpy(bool)] = place
    answers = texts.mask((positions > 0) | (texts == "").to_numpy(bool))
    try:
        cells = _typed(answers, stored.variable.kind)
    except (ValueError, TypeError, OverflowError) as error:
        raise DataError(
            f"{name} holds what is no {stored.variable.kind} ({first_few([reason_of(error)])}); "
            f"{remedy}"
        ) from None
    missing = Missing(stored.reasons, positions) if stored.reasons else None
    if missing is not None and wanted.keep_codes and (positions > 0).any():
        cells = with_codes(cells, missing)
    return cells, replace(stored.variable, missing=missing)


def _typed(texts: "pd.Series[Any]", kind: str) -> "pd.Series[Any]":
    if kind == "number":
        numbers = pd.to_numeric(texts.astype(object))
        return numbers.astype(float) if numbers.dtype == object else numbers
    if kind == "boolean":
        unknown = set(texts.dropna().unique()) - {"True", "False"}
        if unknown:
            raise ValueError(min(unknown))
        found = texts.map({"True": True, "False": False}).astype("boolean")
        return found if found.isna().any() else found.astype(bool)
    if kind in {"date", "datetime"}:
        return pd.Series(pd.to_datetime(texts, format="ISO8601"))
    if kind == "time":
        return pd.Series(
            pd.to_timedelta(pd.to_numeric(texts.astype(object)).astype(float), unit="s")
        )
    return texts.astype("string")
