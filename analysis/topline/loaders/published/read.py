"""Read anyone's published tables: a file → pages → tables → figures with their places."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import BinaryIO

import pandas as pd

from ...arguments import described
from ...errors import ArgumentError, DataError
from ..codebook.limit import DEFAULT_GB, Limit, within_memory
from ..files.file import File
from .account import account_of
from .complete import unexplained
from .figure import Figure, figures_frame
from .keys import without_doubles
from .layouts.found import Found, Problem
from .layouts.layouts import read_book
from .pages.open import book_of
from .published import PublishedTables

TOLD = ("tell", "raise")


def read_published(
    source: str | PathLike[str] | BinaryIO,
    *,
    publisher: str | None = None,
    sample_type: str | None = None,
    population: str | None = None,
    sheets: Sequence[str] | None = None,
    pages: Sequence[int] | None = None,
    on_refused: str = "tell",
    encoding: str | None = None,
    max_gb: float = DEFAULT_GB,
) -> PublishedTables:
    """Read published tables from a pollster's workbook, a CSV, a web page or a PDF.

    Every figure keeps its place, how it was printed, and the bases that stand above it; what was
    not understood is told by place, and never guessed.
    """
    if on_refused not in TOLD:
        raise ArgumentError(f"on_refused is {described(on_refused)}; expected 'tell' or 'raise'")
    limit = Limit(max_gb)
    file = _file(source, limit)
    with within_memory(file.name):
        book = book_of(file, limit, sheets=sheets, pages=pages, encoding=encoding)
        reading = read_book(book)
        found = reading.tables
        problems = [Problem(where, "refused", fact) for where, fact in book.refused]
        problems += reading.problems
        figures, doubled = without_doubles([f for one in found for f in one.figures])
        problems += [problem for one in found for problem in one.problems] + doubled
        problems += unexplained(book, found, reading.told)
        facts = {"publisher": publisher, "sample_type": sample_type, "population": population}
        frame = figures_frame(figures, {k: v for k, v in facts.items() if v is not None})
    published = PublishedTables(
        frame, _tables(found), _problems(problems), account_of(book.name, found, figures, problems)
    )
    if on_refused == "raise" and len(published.refused):
        first = published.refused.iloc[0]
        raise DataError(f"{book.name}, {first['where']}: {first['fact']}; {first['remedy']}")
    return published


def _file(source: str | PathLike[str] | BinaryIO, limit: Limit) -> File:
    if isinstance(source, (str, PathLike)):
        return File.at(source)
    if not hasattr(source, "read"):
        raise ArgumentError(
            f"the source is a {type(source).__name__}; expected a path or an open file"
        )
    content = source.read(limit.bytes + 1)
    raw = content.encode() if isinstance(content, str) else content
    return File(str(getattr(source, "name", "the published tables")), content=raw)


def _tables(found: Sequence[Found]) -> pd.DataFrame:
    rows = [
        {
            "table": one.table,
            "where": one.where,
            "layout": one.layout,
            "question": one.question,
            "answers": len({figure.answer for figure in one.figures}),
            "groups": len({figure.group for figure in one.figures}),
            "figures": len(one.figures),
            "status": one.status,
            "reason": one.reason,
        }
        for one in found
    ]
    columns = "table where layout question answers groups figures status reason".split()
    return pd.DataFrame(rows, columns=columns)


def _problems(problems: Sequence[Problem]) -> pd.DataFrame:
    rows = [(one.where, one.kind, one.fact, one.remedy) for one in dict.fromkeys(problems)]
    return pd.DataFrame(rows, columns=["where", "kind", "fact", "remedy"], dtype="string")
