"""Columns → a CSV file, and its codebook beside it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from ..codebook.stored import as_json
from ..codebook.variables import code_text
from ..files.written_csv import codebook_beside
from .content import WrittenColumn, WrittenContent


def write_csv(content: WrittenContent, path: Path) -> list[str]:
    """Write a CSV file in UTF-8 and its codebook; together they hold everything but time zones."""
    notes = [
        f"{column.variable.name}: times are written in UTC"
        for column in content.columns
        if getattr(column.cells.dtype, "tz", None) is not None
    ]
    columns = {}
    for column in content.columns:
        kind, cells = column.variable.kind, column.cells
        if getattr(cells.dtype, "tz", None) is not None:
            cells = cells.dt.tz_convert("UTC")
        if kind == "time":
            cells = cells.dt.total_seconds()
        write = _WRITE.get(kind, str)
        texts = cells.astype(object).map(write, na_action="ignore").where(cells.notna(), "")
        # codes where an answer misses for a reason, blank where none is
        reasons = {code: code_text(code) for code, _ in column.reasons()}
        columns[column.variable.name] = WrittenColumn(column.variable, texts).coded(reasons)
    pd.DataFrame(columns).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    codebook_beside(path).write_text(as_json(content.stored()), encoding="utf-8")
    return notes


def _number(value: Any) -> str:
    """Return a number in as many digits as it takes to read the same one."""
    number = float(value)
    if isinstance(value, int) or (number.is_integer() and abs(number) < 2**53):
        return str(int(value))
    return repr(number)


_WRITE: dict[str, Callable[[Any], str]] = {
    "number": _number,
    "time": _number,
    "boolean": lambda yes: str(bool(yes)),
    "date": lambda when: str(when.date()),
    "datetime": lambda when: str(when.isoformat()),
}
