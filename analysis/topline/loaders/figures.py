"""A user's own table of published figures, whatever program wrote it."""

from os import PathLike
from typing import Any, BinaryIO, TextIO

import pandas as pd

from ..arguments import check_text
from ..errors import ArgumentError, DataError
from ..figures.columns.headings import named_columns
from ..figures.printed_cells import text_of
from ..figures.table import as_figures
from .codebook.limit import DEFAULT_GB, Limit, within_memory
from .codebook.variables import Wanted
from .files.file import File
from .formats import TEXT, format_of
from .grids.content import Table, content_of_table
from .grids.grid import Grid
from .recognise import header_at, kind_of
from .text.encodings import EncodingError


def read_figures(
    source: str | PathLike[str] | TextIO | BinaryIO,
    *,
    percent_scale: str | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    max_gb: float = DEFAULT_GB,
) -> pd.DataFrame:
    r"""Read published figures from a file, checking every cell.

    Delimited text, Excel (.xlsx), Parquet and whatever else ``read_survey`` reads. The file has
    one row per published figure and at least the columns percent (or count) and n, which may be
    called as people call them: "%", "share", "base", "sample size" (see ``as_figures``); every
    other column of the figures schema is welcome, and ``topline figures --columns`` lists them.
    A sheet to fill in is written by ``topline figures --template``.

    Percents may be written as they were printed: "26%", "26.4 percent", "26", "<1%", "about 75%",
    or "*" for less than half a percent; a spreadsheet's percents are what it shows. Bases may be
    written as 400, "1,012" or "300+"; an empty cell says not stated.

    Parameters
    ----------
    source : path or open file
    percent_scale : {"percent", "proportion"}, optional
        What bare numbers in ``percent`` are. Undeclared, 26 is 26 percent and 0.26 is refused,
        since it could be either.
    encoding : str, optional
        How text is coded, such as "cp1252"; by default as it fits.
    sheet : str, optional
        Sheet of a workbook; needed where several hold data.
    max_gb : float, default 1
        Gigabytes that the file may hold once unpacked, as in ``read_survey``.

    Returns
    -------
    pandas.DataFrame
        One row per figure with the schema's columns and dtypes; further columns come last.
        ``.attrs["notes"]`` says what had to be decided to read the file.

    Raises
    ------
    DataError
        When the file cannot be read, or with every row, column and value that cannot be used.
    ArgumentError
        When `source` is neither a path nor an open file, or `percent_scale` none of the above.

    Examples
    --------
    >>> from io import StringIO
    >>> table = StringIO("figure_id,claim,percent,n,unit\n"
    ...                  "prefer,prefer the note,63%,400,share_of_respondents\n")
    >>> print(read_figures(table)[["percent", "decimals", "n"]].to_string(index=False))
     percent  decimals   n
        63.0         0 400
    """
    if encoding is not None:
        check_text("encoding", encoding, expected="the name of an encoding, such as 'utf-8'")
    limit = Limit(max_gb)
    file = File.at(source) if isinstance(source, (str, PathLike)) else _opened(source, limit)
    wanted = Wanted(
        encoding=encoding,
        sheet=sheet,
        row="figure",
        known=named_columns,
        as_printed=True,
        limit=limit,
    )
    try:
        with within_memory(file.name):
            found = format_of(file, otherwise=TEXT).reader(file, wanted)
            if isinstance(found, Grid):
                frame, body = _frame(found)
                told: dict[str, Any] = {
                    "name": body.name,
                    "lines": body.lines,
                    "unit": body.unit,
                }
            else:
                content = content_of_table(found, wanted) if isinstance(found, Table) else found
                frame, told = content.frame, {"name": file.name}
            figures = as_figures(frame, percent_scale=percent_scale, **told)
    except EncodingError:
        raise
    except DataError as error:
        taken = kind_of(file, limit)
        if taken.kind != "tables":
            raise
        raise DataError(
            f"{file.name} holds published tables, no sheet of figures ({taken.reason}); read them "
            "with read_published (topline read)"
        ) from error
    figures.attrs["notes"] = (*found.notes, *figures.attrs.get("notes", ()))
    return figures


def _opened(source: TextIO | BinaryIO, limit: Limit) -> File:
    """Return what an open file holds, or say why it cannot be read."""
    if not hasattr(source, "read"):
        raise ArgumentError(
            f"the source is a {type(source).__name__}; expected a path or an open file "
            "(as_figures takes a table)"
        )
    name = str(getattr(source, "name", "the figures table"))
    try:
        content = source.read(limit.bytes + 1)
    except UnicodeDecodeError as error:
        raise DataError(
            f"{name} is not {error.encoding.upper()}; open it in its own encoding, or pass its path"
        ) from None
    except (OSError, ValueError) as error:
        raise DataError(f"{name} cannot be read ({error}); expected an open file") from None
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    return File(name, content=raw)


def _frame(grid: Grid) -> tuple[pd.DataFrame, Grid]:
    """Return the cells below the header as text, and the grid they stand in."""
    at = header_at(grid.rows)
    header = [text_of(cell) for cell in grid.rows[at]]
    body = grid.after(at + 1).fitted(len(header))
    kept = body.filled_columns(header)
    cells = [[text_of(row[k]) for k in kept] for row in body.rows]
    columns = pd.Index([header[k] for k in kept])
    return pd.DataFrame(cells, columns=columns, dtype="string").replace("", pd.NA), body
