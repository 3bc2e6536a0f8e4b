"""Parquet files, read by pyarrow."""

from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api import types

from ...errors import DataError
from ...figures.problems import close_name, reason_of
from ..codebook.variables import FileContent, Variable, Wanted
from .extra import library


def read_parquet(path: Path, wanted: Wanted) -> FileContent:
    """Read a Parquet file; the types it declares are kept."""
    library("pyarrow", path.suffix.lower())
    parquet = library("pyarrow.parquet", path.suffix.lower())
    try:
        table = parquet.read_table(path)
        frame = table.to_pandas().reset_index(drop=True)
    except Exception as error:
        raise DataError(
            f"{path.name} cannot be read ({reason_of(error)}); it is damaged or no "
            "Parquet file, so write it again"
        ) from None
    frame.columns = pd.Index([str(name) for name in frame.columns])
    for name in wanted.columns or ():
        if name not in frame.columns:
            raise DataError(f"{path.name} has no variable {name!r}{close_name(name, frame)}")
    frame = frame if wanted.columns is None else frame[list(wanted.columns)]
    return FileContent(frame, tuple(_variable(name, frame[name]) for name in frame))


_KINDS = (
    ("boolean", types.is_bool_dtype),
    ("number", types.is_numeric_dtype),
    ("datetime", types.is_datetime64_any_dtype),
    ("time", types.is_timedelta64_dtype),
)


def _variable(name: str, cells: "pd.Series[Any]") -> Variable:
    kind = next((kind for kind, is_kind in _KINDS if is_kind(cells.dtype)), "text")
    return Variable(name, kind=kind)
