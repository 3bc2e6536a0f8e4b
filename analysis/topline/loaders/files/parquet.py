"""Parquet files, read by pyarrow."""

import pandas as pd
from pandas.api import types

from ...errors import DataError
from ...figures.problems import close_name, reason_of
from ..codebook.variables import FileContent, Variable, Wanted
from .extra import library
from .file import File

_KINDS = (
    ("boolean", types.is_bool_dtype),
    ("number", types.is_numeric_dtype),
    ("datetime", types.is_datetime64_any_dtype),
    ("time", types.is_timedelta64_dtype),
)


def read_parquet(file: File, wanted: Wanted) -> FileContent:
    """Read a Parquet file; the types it declares are kept."""
    library("pyarrow", file.suffix)
    parquet = library("pyarrow.parquet", file.suffix)
    try:
        with file.open() as opened:
            frame = parquet.read_table(opened).to_pandas().reset_index(drop=True)
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
