"""What a file is: a sheet of figures, published tables, or microdata; the one place that says it.

Nothing is guessed by a score. A sheet of figures names its columns; published tables are those
that a layout reads, tried on the first rows; all else is left to the readers of microdata, which
say what they cannot read.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from os import PathLike
from typing import Any

from ..arguments import check_one_of, described
from ..errors import ArgumentError, DataError
from ..figures.columns.headings import meanings, named_columns
from ..figures.printed_cells import text_of
from ..figures.schema import FIGURE_COLUMNS
from ..language.message import Message, as_message
from ..values import Value
from .codebook.limit import DEFAULT_GB, Limit, within_memory
from .codebook.variables import Wanted
from .files.file import File
from .files.signatures import first_bytes, is_web_page, is_workbook
from .formats import TEXT, format_of
from .grids.grid import Grid
from .kinds import KINDS, is_microdata_by_name
from .published.found.found import Found
from .published.layouts import read_book
from .published.pages.page import Book
from .published.readers.open import book_of
from .text.read import first_rows

_MOST_TITLES = 10
"""Rows that may stand above the header of a figures sheet."""

_ROWS = 300
"""Rows of a page that show how it is laid out."""


@dataclass(frozen=True)
class FileKind(Value):
    """What a file was taken for.

    Attributes
    ----------
    kind : {"figures", "tables", "microdata"}
        A sheet of published figures, one a row; published tables, as a pollster or a statistics
        office lays them out; or microdata, one respondent a row.
    reason : str
        What says so.
    """

    kind: str
    reason: str


def recognise_file(path: str | PathLike[str], kind: str | None = None) -> FileKind:
    """Say what a file is: a sheet of published figures, published tables, or microdata.

    The first rows decide. A sheet of figures has percents (or counts, or amounts), a base, and
    something that says what they are of, each in a column of its own; published tables are laid out
    in a way that ``read_published`` knows; everything else is taken for microdata.

    Parameters
    ----------
    path : path
    kind : {"figures", "tables", "microdata"}, optional
        What it is, where one knows better.

    Returns
    -------
    FileKind

    Raises
    ------
    ArgumentError
        When `path` is none, or `kind` none of the above.

    Examples
    --------
    >>> from topline import write_figures_template
    >>> recognise_file(write_figures_template("sheet.csv")).kind  # doctest: +SKIP
    'figures'
    """
    if not isinstance(path, (str, PathLike)):
        raise ArgumentError(f"path is {described(path)}; expected the path of a file")
    if kind is not None:
        return FileKind(check_one_of("kind", kind, KINDS), Message("it was said to be so"))
    try:
        file = File.at(path)
    except DataError:
        return _MICRODATA
    return kind_of(file, Limit(DEFAULT_GB))


def kind_of(file: File, limit: Limit) -> FileKind:
    """Return what a file is; microdata where it cannot be read, since their reader says why."""
    if is_microdata_by_name(file.name):
        return _MICRODATA
    with suppress(DataError, ArgumentError, OSError), within_memory(file.name):
        head = first_bytes(file)
        if head.lstrip().startswith(b"%PDF"):
            return FileKind("tables", Message("it is a PDF"))
        if is_web_page(head) and file.suffix in ("", ".html", ".htm"):
            return FileKind("tables", Message("it is a web page"))
        form = format_of(file, otherwise=TEXT)
        wanted = Wanted(row="figure", known=named_columns, as_printed=True, limit=limit)
        if form is TEXT:
            rows: Sequence[Sequence[Any]] = []
            # in an encoding that nobody knows the numbers of tables can be read all the same
            with suppress(DataError):
                rows = first_rows(file, wanted)
            found = _as_figures(rows, file.name)
            return _settled(found, [rows], book_of(file, limit, rows=_ROWS), file.name)
        if is_workbook(file, head):
            book = book_of(file, limit, rows=_ROWS)
            sheets = [[[cell and cell.text for cell in row] for row in p.rows] for p in book.pages]
            found = next(filter(None, (_as_figures(rows, file.name) for rows in sheets)), None)
            return _settled(found, sheets, book, file.name)
        grid = form.reader(file, wanted)
        if isinstance(grid, Grid):
            return _as_figures(grid.rows, file.name) or _MICRODATA
    return _MICRODATA


_MICRODATA = FileKind(
    "microdata", Message("it is laid out neither as a figures sheet nor as tables")
)


def _as_figures(rows: Sequence[Sequence[Any]], name: str) -> FileKind | None:
    """Return that rows are a figures sheet, by the names of its columns; None where they are none.

    The header alone says it: what is wrong below it, or two columns for one, is for the reader.
    """
    heads = rows[header_at(rows)] if rows else []
    named = {
        meant: head
        for head in filter(None, map(text_of, heads))
        for meant in meanings([head], lambda _: [], FIGURE_COLUMNS, name).values()
    }
    told = [next((named[one] for one in names if one in named), None) for names in _NEEDED]
    if None in told:
        return None
    return FileKind(
        "figures", Message("its columns are {columns}", columns=", ".join(map(repr, told)))
    )


def _settled(
    figures: FileKind | None, sheets: Sequence[Sequence[Sequence[Any]]], book: Book, name: str
) -> FileKind:
    """Return what a file is that may be a figures sheet, or a long file with the same columns.

    A long file has columns that a figures sheet would not know, such as its groups in two.
    """
    if figures is None:
        return _as_tables(book)
    heads = [text_of(cell) for rows in sheets[:1] if rows for cell in rows[header_at(rows)]]
    meant = [
        one
        for head in filter(None, heads)
        for one in meanings([head], lambda _: [], FIGURE_COLUMNS, name).values()
    ]
    if len(set(meant)) == len(list(filter(None, heads))):
        return figures
    found = [one for one in read_book(book, {}).tables if one.figures]
    long = bool(found) and all(one.layout == _LONG for one in found)
    return _begun_by(found[0]) if long else figures


_LONG = "one answer a row"

_NEEDED = (
    ("percent", "count", "amount"),
    ("n", "base_unweighted"),
    ("claim", "question", "answer", "figure_id", "subject"),
)
"""Columns of a figures sheet, one of each: the number, its base, and what it is of."""


def _as_tables(book: Book) -> FileKind:
    """Return that pages hold tables where a layout reads their first rows; else microdata."""
    read = read_book(book, {}).tables
    common = [bool(one.figures) for one in read if one.layout in _COMMON]
    # answers of a few respondents add up to 100 by chance
    proven = sum(common) * _CHANCE > len(common)
    found = [one for one in read if one.layout not in _COMMON or (one.figures and proven)]
    if not found:
        # tables of which none was read are told by their words: each has to have them
        why = next((one for one in read if one.reason and not one.figures), None)
        if why is None or not all(one.named for one in read):
            return _MICRODATA
        words = Message(
            "{place} begins a table, refused because {reason}", place=why.where, reason=why.reason
        )
        return FileKind("tables", words)
    layout, _ = Counter(one.layout for one in found).most_common(1)[0]
    first = next(one for one in found if one.layout == layout)
    return _begun_by(first)


def _begun_by(first: Found) -> FileKind:
    """Return that a file holds tables, as its first one shows."""
    words = Message(
        "{place} begins a table ({layout})", place=first.where, layout=as_message(first.layout)
    )
    return FileKind("tables", words)


_COMMON = (
    "groups in rows", "crosstab without bases", "crosstab", "answers in the second column",
    _LONG,
)  # fmt: skip
"""Layouts of respondents, too, as long as nothing proves what the numbers are: "N" is an answer."""

_CHANCE = 5
"""More than one table of so many in these layouts is read where they are tables."""


def header_at(rows: Sequence[Sequence[Any]]) -> int:
    """Return the first row that names columns of a figures table; titles stand above it."""
    named = [named_columns([text_of(cell) for cell in row]) for row in rows[:_MOST_TITLES]]
    # a word of a title may be the name of a column, too: two are none
    enough = 2 if any(number >= 2 for number in named) else 1
    return next((k for k, number in enumerate(named) if number >= enough), 0)
