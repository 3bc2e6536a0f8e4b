"""Parquet files, read by pyarrow."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype

from ...errors import DataError
from ...figures.problems import reason_of
from ...language.amounts import first_few
from ...language.message import Message
from ..codebook.limit import Limit
from ..codebook.notes import with_variables
from ..codebook.stored import StoredCodebook
from ..codebook.variables import (
    FileContent,
    Missing,
    MultipleResponseSet,
    Variable,
    Wanted,
    kind_of,
)
from ..r.columns import described
from ..r.objects import RValue
from ..sets.lists import Listed, options_of_lists
from ..sets.needed import FIRST_ROWS, narrowed
from .extra import library
from .file import File
from .parquet_labels import (
    attributes_of_r,
    keeps_levels,
    missing_column,
    own_codebook,
    with_attributes,
)

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
            variables = _variables(_names(stored.schema_arrow), metadata, own)
            wanted = narrowed(wanted, variables, partial(_first_cells, stored))
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
    wanted.check_names(map(str, frame), file.name)
    frame = frame if wanted.columns is None else frame[list(wanted.columns)]
    content = _content(frame, table, attributes_of_r(metadata), wanted)
    wanted.limit.check_cells(*content.frame.shape, file.name)
    return content


def _content(
    frame: pd.DataFrame, table: Any, said: Mapping[str, RValue], wanted: Wanted
) -> FileContent:
    """Return columns with what their types and R's attributes say; lists are questions."""
    types = library("pyarrow", ".parquet").types
    kinds = {str(part.name): part.type for part in table.schema}
    columns: dict[str, Any] = {}
    variables: list[Variable] = []
    sets, notes, left_out = dict[str, MultipleResponseSet](), list[str](), list[str]()
    objects = [name for name in map(str, frame) if frame[name].dtype == object]
    raw = [name for name in objects if infer_dtype(frame[name], skipna=True) == "bytes"]
    for name in (name for name in map(str, frame) if name not in raw):
        if name not in kinds or not types.is_nested(kinds[name]):
            is_date = name in kinds and types.is_date(kinds[name])
            columns[name], variable = with_attributes(
                frame[name],
                Variable(name, kind="date" if is_date else kind_of(frame[name])),
                said.get(name),
                keep_codes=wanted.keep_codes,
                levels=keeps_levels(table.schema.metadata),
            )
            variables.append(variable)
        elif (listed := _listed(table.column(name), name, frame)) is not None:
            columns |= listed.columns
            variables += listed.variables
            sets[name] = listed.question
            notes.append(listed.note)
        else:
            left_out.append(name)
    if left_out:
        notes.append(
            Message("{shown}: lists and structures are left out", shown=first_few(left_out))
        )
    if raw:
        notes.append(Message("{shown}: bytes that are no text are left out", shown=first_few(raw)))
    found = pd.DataFrame(columns, index=frame.index, copy=False)
    return FileContent(found, tuple(variables), sets, notes=tuple(notes), partial=wanted.some)


def _listed(column: Any, name: str, frame: pd.DataFrame) -> Listed | None:
    """Return a column of lists as a question of several answers; None where it is none."""
    arrow = library("pyarrow", ".parquet")
    compute = library("pyarrow.compute", ".parquet")
    kind = column.type
    if not (arrow.types.is_list(kind) or arrow.types.is_large_list(kind)):
        return None
    inner = kind.value_type
    if arrow.types.is_dictionary(inner):
        inner = inner.value_type
    readable = (arrow.types.is_string, arrow.types.is_large_string, arrow.types.is_integer)
    if not any(test(inner) for test in readable):
        return None
    cells = column.combine_chunks()
    rows = compute.list_parent_indices(cells).to_numpy(zero_copy_only=False)
    values = compute.list_flatten(cells).cast(inner).to_pandas()
    known = compute.is_valid(cells).to_numpy(zero_copy_only=False)
    return options_of_lists(Variable(name), known, rows, values, [*frame])


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
    held = list(stored.schema_arrow.names)
    wanted.check_names(own.names() if own else _names(stored.schema_arrow), name)
    if own is None:
        return [column for column in wanted.columns if column in held]
    reasons = [missing_column(column) for column in wanted.columns]
    return [*wanted.columns, *(column for column in reasons if column in held)]


def _first_cells(stored: Any, name: str) -> Any:
    """Return the first cells of a column; none where they are lists, which are several answers."""
    batch = next(stored.iter_batches(batch_size=FIRST_ROWS, columns=[name]), None)
    nested = library("pyarrow", ".parquet").types.is_nested
    return [] if batch is None or nested(batch.column(0).type) else batch.column(0).to_pandas()


def _names(schema: Any) -> list[str]:
    """Return the columns of a file, with numbers of rows that pandas keeps as begin and step alone.

    A range that counts rows without a name is nothing that somebody recorded.
    """
    levels = (schema.pandas_metadata or {}).get("index_columns", [])
    ranges = [str(level["name"]) for level in levels if isinstance(level, dict) and level["name"]]
    return [*(name for name in ranges if name not in schema.names), *schema.names]


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
    frame: pd.DataFrame
    if own is not None:
        frame = table.to_pandas(ignore_metadata=True)
        return frame.reset_index(drop=True)
    arrow = library("pyarrow", ".parquet")
    for at, part in enumerate(table.schema):
        kind, column = part.type, table.column(at)
        if arrow.types.is_decimal(kind):
            column = column.cast(arrow.float64())
        elif arrow.types.is_date(kind):
            column = column.cast(arrow.timestamp("us"))
        elif isinstance(kind, getattr(arrow, "UuidType", ())):
            column = arrow.array([one and str(one) for one in column.to_pylist()], arrow.string())
        elif arrow.types.is_binary(kind) or arrow.types.is_large_binary(kind):
            # texts of writers that do not say so, as long as they are UTF-8
            with suppress(arrow.ArrowInvalid):
                column = column.cast(arrow.string())
        elif arrow.types.is_time(kind):
            column = column.cast(arrow.time64("us")).cast(arrow.int64())
            column = column.cast(arrow.duration("us"))
        elif arrow.types.is_nested(kind):
            # read as questions, from the table
            column = arrow.nulls(len(table))
        else:
            continue
        table = table.set_column(at, part.name, column)
    # a mapping would ask the hash of types, which not every type has
    is_boolean = arrow.types.is_boolean
    frame = table.to_pandas(types_mapper=lambda t: pd.BooleanDtype() if is_boolean(t) else None)
    named = [
        level
        for level, name in enumerate(frame.index.names)
        if name is not None and name not in frame
    ]
    if named:
        places = {name: k for k, name in enumerate(table.column_names)}
        frame = frame.reset_index(named)
        frame = frame[sorted(frame, key=lambda name: places.get(str(name), 0))]
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
