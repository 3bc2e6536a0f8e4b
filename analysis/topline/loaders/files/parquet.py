"""Parquet files, read by pyarrow."""

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...errors import DataError
from ...figures.problems import first_few, reason_of
from ..codebook.limit import Limit
from ..codebook.notes import with_variables
from ..codebook.stored import StoredCodebook
from ..codebook.variables import FileContent, Missing, Variable, Wanted, kind_of
from ..r.columns import described
from ..sets.needed import narrowed
from .extra import library
from .file import File
from .parquet_labels import attributes_of_r, missing_column, own_codebook, with_attributes

_BATCH = 8192
"""Rows unpacked at a time."""


def read_parquet(file: File, wanted: Wanted) -> FileContent:
    """Read a Parquet file; the types it declares are kept. Only columns that are wanted are read.

    Labels, missing values and order come from what ``write_survey`` or R's arrow keep in it.
    """
    parquet = library("pyarrow.parquet", file.suffix)
    try:
        with file.open() as opened:
            stored = parquet.ParquetFile(opened)
            metadata = stored.schema_arrow.metadata
            own = own_codebook(metadata, file.name)
            wanted = narrowed(wanted, _variables(stored.schema_arrow.names, metadata, own))
            table = _table(
                stored, _columns(stored, wanted, own, file.name), file.name, wanted.limit
            )
        frame = _frame(table, own)
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or no "
            "Parquet file, so write it again"
        ) from None
    frame.columns = pd.Index([str(name) for name in frame.columns])
    if own is not None:
        return _own_content(frame, own, wanted)
    wanted.check_names(frame, file.name)
    frame = frame if wanted.columns is None else frame[list(wanted.columns)]
    nested = library("pyarrow", ".parquet").types.is_nested
    lists = [str(part.name) for part in stored.schema_arrow if nested(part.type)]
    left_out = [name for name in lists if name in frame]
    frame = frame.drop(columns=left_out)
    notes = [f"{first_few(left_out)}: lists and structures are left out"] if left_out else []
    said = attributes_of_r(metadata)
    is_date = library("pyarrow", ".parquet").types.is_date
    dates = {str(part.name) for part in stored.schema_arrow if is_date(part.type)}
    columns, variables = {}, []
    for name in frame:
        columns[name], variable = with_attributes(
            frame[name],
            Variable(str(name), kind="date" if name in dates else kind_of(frame[name])),
            said.get(str(name)),
            keep_codes=wanted.keep_codes,
        )
        variables.append(variable)
    found = pd.DataFrame(columns, index=frame.index) if columns else frame
    return FileContent(found, tuple(variables), notes=tuple(notes), partial=wanted.some)


def stored_variables(path: Path, first: pd.DataFrame) -> FileContent | None:
    """Return what ``write_survey`` kept of the variables of a file, with the first rows of it.

    None where it was written by another program. Answers that miss for a reason are no answers.
    """
    try:
        schema = library("pyarrow.parquet", ".parquet").read_schema(path)
    except Exception as error:
        raise DataError(
            f"{path} cannot be read ({reason_of(error)}); it is damaged or no Parquet file, so "
            "write it again"
        ) from None
    own = own_codebook(schema.metadata, path.name)
    if own is None:
        return None
    variables = tuple(each.variable for each in own.variables if each.variable.name in first)
    return FileContent(first, variables, dict(own.sets), own.notes)


def _variables(names: list[str], metadata: Any, own: StoredCodebook | None) -> list[Variable]:
    """Return what is known of the columns of a file before they are read."""
    if own is not None:
        return [each.variable for each in own.variables]
    said = attributes_of_r(metadata)
    labels = {name: described(name, told).label for name, told in said.items()}
    return [Variable(name, label=labels.get(name, "")) for name in names]


def _columns(
    stored: Any, wanted: Wanted, own: StoredCodebook | None, name: str
) -> list[str] | None:
    """Return the columns to read: those wanted, and what our own file has beside them."""
    twice = [column for column, times in Counter(stored.schema_arrow.names).items() if times > 1]
    if twice:
        raise DataError(f"{name} has two columns called {twice[0]!r}; rename one")
    if wanted.columns is None:
        return None
    names = own.names() if own else list(stored.schema_arrow.names)
    wanted.check_names(names, name)
    beside = set(stored.schema_arrow.names) if own else set()
    reasons = [missing_column(column) for column in wanted.columns]
    return [*wanted.columns, *(column for column in reasons if column in beside)]


def _table(stored: Any, columns: list[str] | None, name: str, limit: Limit) -> Any:
    """Return the table of a Parquet file, read by batches: a few bytes may stand for many rows."""
    about = stored.metadata
    width = len(stored.schema_arrow) if columns is None else len(columns)
    limit.check_cells(about.num_rows, width, name)
    batches, size = [], 0
    for batch in stored.iter_batches(batch_size=_BATCH, columns=columns):
        size += batch.nbytes
        if size > limit.bytes:
            limit.refuse_more_bytes(name)
        batch.validate(full=True)  # text that is no UTF-8 would fail much later
        batches.append(batch)
    schema = batches[0].schema if batches else stored.schema_arrow
    return library("pyarrow", ".parquet").Table.from_batches(batches, schema)


def _frame(table: Any, own: StoredCodebook | None) -> pd.DataFrame:
    """Return the columns of a table; an index of pandas that has a name is one of them.

    Decimals are numbers, days and times of day such as pandas computes with.
    """
    if own is not None:
        return table.to_pandas(ignore_metadata=True).reset_index(drop=True)
    arrow = library("pyarrow", ".parquet")
    for place, part in enumerate(table.schema):
        kind, column = part.type, table.column(place)
        if arrow.types.is_decimal(kind):
            column = column.cast(arrow.float64())
        elif arrow.types.is_date(kind):
            column = column.cast(arrow.timestamp("us"))
        elif arrow.types.is_time(kind):
            column = column.cast(arrow.time64("us")).cast(arrow.int64())
            column = column.cast(arrow.duration("us"))
        else:
            continue
        table = table.set_column(place, part.name, column)
    frame = table.to_pandas()
    if any(name is not None for name in frame.index.names):
        named = [level for level, name in enumerate(frame.index.names) if name is not None]
        place = {name: k for k, name in enumerate(table.column_names)}
        frame = frame.reset_index(named)
        frame = frame[sorted(frame, key=lambda name: place.get(str(name), 0))]
    return frame.reset_index(drop=True)


def _own_content(frame: pd.DataFrame, own: StoredCodebook, wanted: Wanted) -> FileContent:
    """Return what ``write_survey`` wrote: codes back in their places, reasons apart."""
    columns, variables = {}, []
    held = {stored.variable.name: stored for stored in own.variables}
    for name in wanted.columns or own.names():
        cells, stored = frame[name], held[name]
        positions = np.zeros(len(frame), np.int16)
        if missing_column(name) in frame:
            told = frame[missing_column(name)].fillna(0).to_numpy("int16")
            positions = np.where((told > 0) & (told <= len(stored.reasons)), told, 0)
            positions = positions.astype(np.int16)
        missing = Missing(stored.reasons, positions) if stored.reasons else None
        if missing is not None and wanted.keep_codes and positions.any():
            cells = with_codes(cells, missing)
        columns[name] = cells
        variables.append(replace(stored.variable, missing=missing))
    sets = {
        name: one
        for name, one in own.sets.items()
        if set(one.variables) & {variable.name for variable in variables}
    }
    notes = with_variables(own.notes, columns)
    found = pd.DataFrame(columns, index=frame.index)
    return FileContent(found, tuple(variables), sets, notes, partial=wanted.some)


def with_codes(cells: "pd.Series[Any]", missing: Missing) -> "pd.Series[Any]":
    """Return cells with the codes of their reasons where these are."""
    codes = [reason.code for reason in missing.reasons]
    filled = cells.astype(object)
    gone = missing.positions > 0
    filled[gone] = [codes[place - 1] for place in missing.positions[gone].tolist()]
    if all(isinstance(code, str) for code in codes):
        text = cells.dtype == "string" or cells.dtype == object
        return filled.astype("string") if text else filled
    return pd.to_numeric(filled) if not any(isinstance(code, str) for code in codes) else filled
