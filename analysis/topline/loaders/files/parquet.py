"""Parquet files, read by pyarrow."""

from typing import Any

import pandas as pd
from pandas.api import types

from ...errors import DataError
from ...figures.problems import close_name, reason_of
from ..codebook.limit import Limit
from ..codebook.variables import FileContent, Variable, Wanted
from .extra import library
from .file import File

_KINDS = (
    ("boolean", types.is_bool_dtype),
    ("number", types.is_numeric_dtype),
    ("datetime", types.is_datetime64_any_dtype),
    ("time", types.is_timedelta64_dtype),
)


_BATCH = 8192
"""Rows unpacked at a time."""


def read_parquet(file: File, wanted: Wanted) -> FileContent:
    """Read a Parquet file; the types it declares are kept."""
    parquet = library("pyarrow.parquet", file.suffix)
    try:
        with file.open() as opened:
            table = _table(parquet.ParquetFile(opened), file.name, wanted.limit)
        frame = table.to_pandas().reset_index(drop=True)
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(
            f"{file.name} cannot be read ({reason_of(error)}); it is damaged or no "
            "Parquet file, so write it again"
        ) from None
    frame.columns = pd.Index([str(name) for name in frame.columns])
    for name in wanted.columns or ():
        if name not in frame.columns:
            raise DataError(f"{file.name} has no variable {name!r}{close_name(name, frame)}")
    frame = frame if wanted.columns is None else frame[list(wanted.columns)]
    kinds = {
        name: next((kind for kind, is_kind in _KINDS if is_kind(frame[name].dtype)), "text")
        for name in frame
    }
    return FileContent(frame, tuple(Variable(name, kind=kind) for name, kind in kinds.items()))


def _table(stored: Any, name: str, limit: Limit) -> Any:
    """Return the table of a Parquet file, read by batches: a few bytes may stand for many rows."""
    about = stored.metadata
    limit.check_cells(about.num_rows, len(stored.schema_arrow), name)
    batches, size = [], 0
    for batch in stored.iter_batches(batch_size=_BATCH):
        size += batch.nbytes
        if size > limit.bytes:
            limit.refuse_more_bytes(name)
        batch.validate(full=True)  # text that is no UTF-8 would fail much later
        batches.append(batch)
    return library("pyarrow", ".parquet").Table.from_batches(batches, stored.schema_arrow)
