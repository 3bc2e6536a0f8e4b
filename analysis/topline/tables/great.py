"""A printed table for great-tables, to style it further there."""

from typing import Any

import pandas as pd

from ..errors import ArgumentError
from ..shown import one_line
from .model import PrintedTable


def to_great_table(table: PrintedTable) -> Any:
    """Return a ``great_tables.GT`` of a table: spanners, labels, notes, all of it as text.

    Raises
    ------
    ArgumentError
        When great-tables is not installed.
    """
    try:
        from great_tables import GT
    except ImportError:
        raise ArgumentError(
            "great-tables is not installed; pip install 'topline[tables]'"
        ) from None
    stubs = [f"stub{i}" for i in range(len(table.stubs))]
    names = [f"column{i}" for i in range(len(table.columns))]
    rows = [
        [*map(one_line, row.labels), *(one_line(cell.words) for cell in row.cells)]
        for row in table.rows
    ]
    found = GT(pd.DataFrame(rows, columns=[*stubs, *names]), id="topline")
    if table.title or table.subtitle:
        found = found.tab_header(one_line(table.title), one_line(table.subtitle) or None)
    heads = [*table.stubs, *(column.words for column in table.columns)]
    found = found.cols_label(dict(zip([*stubs, *names], map(one_line, heads), strict=True)))
    found = found.cols_align("left", stubs)
    numbers = [name for name, column in zip(names, table.columns, strict=True) if column.numeric]
    if numbers:
        found = found.cols_align("right", numbers)
    at = 0
    for number, (name, size) in enumerate(table.groups):
        if name:
            found = found.tab_spanner(one_line(name), names[at : at + size], id=f"group{number}")
        at += size
    for note in table.notes:
        found = found.tab_source_note(one_line(note))
    return found
