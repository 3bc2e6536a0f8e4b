"""Columns → a Parquet file, with the codebook in its metadata."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ..codebook.stored import as_json
from ..files.extra import library
from ..files.parquet_labels import OWN_KEY, missing_column
from .content import WrittenContent


def write_parquet(content: WrittenContent, path: Path) -> list[str]:
    """Write a Parquet file; it holds everything.

    Answers that miss for a reason are null, as other programs expect; a column beside theirs says
    which reason, as a number.
    """
    columns: dict[str, Any] = {}
    names = {column.variable.name for column in content.columns}
    for column in content.columns:
        variable, cells = column.variable, column.cells
        columns[variable.name] = cells
        if variable.missing is not None and variable.missing.reasons:
            beside = missing_column(variable.name)
            if beside in names:
                raise ArgumentError(
                    f"the data has a column {beside!r}, which is where the reasons of "
                    f"{variable.name!r} are written; give it another name"
                )
            places = np.asarray(variable.missing.positions)
            columns[beside] = pd.Series(places, dtype="Int16").mask(places == 0)
    arrow = library("pyarrow", ".parquet", "writing")
    parquet = library("pyarrow.parquet", ".parquet", "writing")
    table = arrow.Table.from_pandas(pd.DataFrame(columns), preserve_index=False)
    told = {OWN_KEY: as_json(content.stored()).encode()}
    parquet.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), **told}), path
    )
    return []
