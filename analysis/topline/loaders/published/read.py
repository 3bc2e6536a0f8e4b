"""Read anyone's published tables: a file → pages → tables → figures with their places."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import BinaryIO

import pandas as pd

from ...arguments import check_one_of, check_text, described
from ...errors import ArgumentError, DataError
from ...sample_types import check_sample_type
from ..codebook.limit import DEFAULT_GB, Limit, within_memory
from ..files.file import File
from .account import account_of
from .companion import attach_errors, companion_beside
from .found.figure import figures_frame
from .found.found import Found, Problem
from .found.hints import TableHint
from .found.notes import notes_of
from .keys import without_doubles
from .layouts import read_book
from .published import PublishedTables
from .readers.open import book_of

_TABLE_COLUMNS = (
    "table", "where", "layout", "question", "answers", "groups", "figures", "status", "reason",
)  # fmt: skip
_PROBLEM_COLUMNS = ["where", "kind", "fact", "remedy"]


def read_published(
    source: str | PathLike[str] | BinaryIO,
    *,
    publisher: str | None = None,
    sample_type: str | None = None,
    population: str | None = None,
    errors: str | PathLike[str] | None = None,
    sheets: Sequence[str] | None = None,
    pages: Sequence[int] | None = None,
    hints: Mapping[str, TableHint] | None = None,
    on_refused: str = "tell",
    encoding: str | None = None,
    max_gb: float = DEFAULT_GB,
) -> PublishedTables:
    r"""Read published tables from a pollster's workbook, a CSV, a web page or a PDF.

    Every figure keeps its place, how it was printed, and the bases that stand above it. What was
    not understood is told by place, and never guessed: a row that lost a cell, a number of which
    nothing says that it is a percent, a table without headings give no figures.

    Crosstabs (answers in rows or in the second column), banner tables as running text, groups in
    rows, estimates with their errors or limits, counts beside percents, lists of polls, long files,
    and keys of codes are read; of PDFs tables with rules, and those of aligned words that prove
    themselves by signs, sums or limits.

    Parameters
    ----------
    source : path or open file
        .xlsx, delimited text, .html, or .pdf with text.
    publisher, sample_type, population : str, optional
        What holds for all figures; they win over what the file says.
    errors : path, optional
        A second workbook with the standard errors of the first, matched by sheet, headings and
        labels; by default one beside it whose name differs by "standard errors" alone.
    sheets : sequence of str, optional
        Sheets of a workbook to read; by default all that can be seen.
    pages : sequence of int, optional
        Pages of a PDF to read; by default all.
    hints : mapping of str to TableHint, optional
        What to take tables for, by their name or that of their sheet.
    on_refused : {"tell", "raise"}, default "tell"
        Whether what was not understood is told in ``problems``, or ends the reading.
    encoding : str, optional
        How text is coded, such as "cp1252"; by default as it fits.
    max_gb : float, default 1
        Gigabytes that the file may hold once unpacked, as in ``read_survey``.

    Returns
    -------
    PublishedTables
        ``figures`` in the figures schema, ``tables``, ``problems``, and an account to print.

    Raises
    ------
    DataError
        When the file cannot be read; or something was refused, where `on_refused` says so.
    ArgumentError
        When an argument is none of the above.

    Examples
    --------
    >>> from io import BytesIO
    >>> table = BytesIO(b"Q1. Do you approve?,,\n,Total,Women\nUnweighted base,1000,520\n"
    ...                 b"Approve,48%,51%\nDisapprove,52%,49%\n")
    >>> published = read_published(table)
    >>> print(published)  # doctest: +ELLIPSIS
    the published tables: 1 table: 1 read. 4 percents.
    Bases: unweighted.
    >>> print(published.figures[["where", "answer", "group", "percent", "n"]].head(2))
                  where   answer  group  percent     n
    0  line 4, column 2  Approve  Total     48.0  1000
    1  line 4, column 3  Approve  Women     51.0   520
    """
    check_one_of("on_refused", on_refused, ("tell", "raise"))
    if encoding is not None:
        check_text("encoding", encoding, expected="the name of an encoding, such as 'utf-8'")
    facts = {"publisher": publisher, "population": population}
    for name, said in facts.items():
        if said is not None:
            check_text(name, said, expected="words, such as 'Ipsos' or 'adults'")
    if sample_type is not None:
        facts["sample_type"] = check_sample_type(sample_type)
    if errors is not None and not isinstance(errors, (str, PathLike)):
        raise ArgumentError(f"errors is {described(errors)}; expected the path of a workbook")
    if hints is not None and not isinstance(hints, Mapping):
        raise ArgumentError(f"hints is {described(hints)}; expected hints by names of tables")
    limit = Limit(max_gb)
    file = _file_of(source, limit)
    with within_memory(file.name):
        book = book_of(file, limit, sheets=sheets, pages=pages, encoding=encoding)
        limit.check_tables(len(book.pages), file.name)
        reading = read_book(book, hints or {})
        found = reading.tables
        _attach_companion(found, file, errors, limit)
        problems = [Problem(where, "refused", fact) for where, fact in book.refused]
        problems += [Problem(where, "note", fact) for where, fact in book.notes]
        problems += reading.problems + [one for own in found for one in own.problems]
        figures, doubled = without_doubles([f for one in found for f in one.figures])
        problems += doubled + notes_of(found) + reading.unexplained
        known = {k: v for k, v in facts.items() if v is not None}
        # an open file may have no name to cite
        known |= {"source_title": book.name} if file.path or file.suffix else {}
        name, account = book.name, account_of(book.name, found, figures, problems)
        tables = _tables_frame(found)
        # what is left are the figures, which give their memory to their table
        del reading, found
        frame = figures_frame(figures, known)
    published = PublishedTables(frame, tables, _problems_frame(problems), account)
    if on_refused == "raise" and len(published.refused):
        first = published.refused.iloc[0]
        raise DataError(f"{name}, {first['where']}: {first['fact']}; {first['remedy']}")
    return published


def _problems_frame(problems: Sequence[Problem]) -> pd.DataFrame:
    """Return one row per thing to know, each once."""
    told = [(one.where, one.kind, one.fact, one.remedy) for one in dict.fromkeys(problems)]
    frame = pd.DataFrame(told, columns=_PROBLEM_COLUMNS, dtype="string")
    # as objects texts remember what they were made of
    frame["fact"] = pd.Series([fact for _, _, fact, _ in told], dtype=object)
    return frame


def _attach_companion(
    found: Sequence[Found], file: File, errors: str | PathLike[str] | None, limit: Limit
) -> None:
    """Give counts the standard errors of a second workbook: the one given, or one beside it."""
    if errors is not None:
        attach_errors(found, File.at(errors), limit, beside=False)
    elif any(one.layout == "counts in sections" and one.figures for one in found):
        beside = companion_beside(file)
        if beside is not None:
            attach_errors(found, File.at(beside), limit, beside=True)


def _file_of(source: str | PathLike[str] | BinaryIO, limit: Limit) -> File:
    """Return the file at a path, or what an open one holds."""
    if isinstance(source, (str, PathLike)):
        return File.at(source)
    if not hasattr(source, "read"):
        raise ArgumentError(
            f"the source is a {type(source).__name__}; expected a path or an open file"
        )
    content = source.read(limit.bytes + 1)
    raw = content.encode() if isinstance(content, str) else content
    return File(str(getattr(source, "name", "the published tables")), content=raw)


def _tables_frame(found: Sequence[Found]) -> pd.DataFrame:
    """Return one row per table that was found."""
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
    frame = pd.DataFrame(rows, columns=list(_TABLE_COLUMNS))
    frame["reason"] = pd.Series([one.reason for one in found], dtype=object)
    return frame
