"""Anyone's survey file → data and codebook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from typing import Any

import topline

from ..arguments import check_one_of, check_text, check_whole, described, listed_values
from ..errors import ArgumentError, DataError
from ..language.message import Message
from .codebook.codebook import SurveyData, codebook_of
from .codebook.declared import with_missing_codes, with_order
from .codebook.labels import with_categories
from .codebook.limit import DEFAULT_GB, Limit, within_memory
from .codebook.unfinished import unfinished_rows
from .codebook.variables import Code, FileContent, Wanted
from .files.file import File
from .files.signatures import first_bytes
from .files.written_csv import read_written, stored_beside
from .formats import SAS, format_of
from .grids.content import Table, content_of_table
from .grids.grid import Grid, content_of_grid
from .grids.header import MOST_HEADER_ROWS
from .grids.typed_texts import without_missing_words
from .kinds import is_microdata_by_name
from .sets.needed import Needed, is_enough
from .sets.sets import with_sets
from .text.dialect import checked_delimiter

USER_MISSING = ("missing", "keep")


def read_survey(
    path: str | PathLike[str],
    *,
    categories: bool = False,
    user_missing: str = "missing",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    sheet: str | None = None,
    header_rows: int | None = None,
    delimiter: str | None = None,
    formats: str | PathLike[str] | None = None,
    missing_codes: Mapping[str, Sequence[Code]] | None = None,
    missing_words: bool = True,
    order: Mapping[str, Sequence[Code]] | None = None,
    sets: Any = None,
    max_gb: float = DEFAULT_GB,
) -> SurveyData:
    r"""Read a survey's microdata and codebook, whatever program wrote the file.

    SPSS (.sav, .zsav, .por), Stata (.dta), SAS (.sas7bdat, .xpt), R (.rds, .RData), spreadsheets
    (.xlsx, .xls, .ods), Parquet and delimited text (.csv, .tsv, .txt, also gzipped; with the
    codebook that ``write_survey`` writes beside it). Value labels of SAS are those of a catalogue
    (.sas7bcat) in the same folder: called as the file, "formats", or the only one. The content
    decides, not the name. Whatever had to be decided about a file stands in the codebook's notes.

    Parameters
    ----------
    path : path
        The file.
    categories : bool, default False
        Whether answers with value labels become ordered categories, in the order of their codes;
        an answer without a label is then its code as text.
    user_missing : {"missing", "keep"}
        What becomes of answers that are missing for a stated reason, such as "refused": missing
        in the data, their reasons in the codebook; or their codes stay in the data.
    encoding : str, optional
        How text is coded, such as "cp1252"; by default as the file declares, or as it fits.
    columns : list of str, optional
        The variables wanted, in this order; by default all.
    sheet : str, optional
        Sheet of a workbook, or data frame of an .RData file; needed where several hold data.
    header_rows : int, optional
        Rows of a text file or sheet that name its columns. By default one, or what the exports
        of Qualtrics and SurveyMonkey have; 0 where there are no names.
    delimiter : str, optional
        What separates the cells of delimited text, such as ";"; by default found out.
    formats : path, optional
        Catalogue (.sas7bcat) with the value labels of a SAS file; by default one in its folder.
    missing_codes : mapping of str to list, optional
        Codes that are no answers, by variable: ``{"income": [-99, 9999]}``. They are missing in
        the data, with their reason in the codebook, as codes that the file declares are.
    missing_words : bool, default True
        Whether texts such as "NA", "N/A", "NULL" and "." are missing in columns of text, as they
        are among numbers; False keeps them as answers. "None" and "No" always are.
    order : mapping of str to list, optional
        Answers from first to last, by variable, as codes or labels:
        ``{"q1": ["never", "sometimes", "often"]}``.
    sets : mapping or False, optional
        Questions with several answers, by the name that estimates know them by: their columns,
        ``{"transport": ["q1_1", "q1_2"]}``; what stands between answers in one cell,
        ``{"tools": ";"}``; or more, ``{"transport": {"columns": [...], "label": "How do you get to
        work?", "counted": "Yes", "options": ["Car", "Bike"], "asked": "works == 'Yes'", "blank":
        "not_chosen"}}``, where ``counted`` says what is chosen, ``asked`` who was asked, and
        ``blank`` whether a row that is blank in the whole question is in its base ("not_chosen") or
        not ("no_answer"). Those of the file, and those that its columns show, are found, with a
        note of the evidence; ``{"q1": False}`` takes one away, False all.
    max_gb : float, default 1
        Gigabytes that the file may hold once unpacked, a cell of a table counted as 20 bytes: a
        bound against small files that would fill the memory. Raise it for a large survey.

    Returns
    -------
    SurveyData
        ``data``, one row per respondent, and ``codebook``.

    Raises
    ------
    DataError
        When the file is not what its name says, is damaged, holds more than `max_gb`, or needs a
        library that is missing.
    ArgumentError
        When an argument has a value that is not among those above.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "answers.csv"
    ...     _ = path.write_text("id;age;weight\n1;34;0,8\n2;refused;1,2\n")
    ...     survey = read_survey(path)
    >>> print(survey.data.to_string(index=False))
     id  age  weight
      1 34.0     0.8
      2  NaN     1.2
    >>> print(survey.codebook.missing_reasons("age").to_string(index=False))
       code  reason  n
    refused refused  1
    """
    check_one_of("user_missing", user_missing, USER_MISSING)
    if isinstance(columns, str):
        raise ArgumentError(f"columns is {columns!r}; expected a list of names, [{columns!r}]")
    if not isinstance(path, (str, PathLike)):
        raise ArgumentError(f"path is a {type(path).__name__}; expected the path of a file")
    if not (formats is None or isinstance(formats, (str, PathLike))):
        raise ArgumentError(f"formats is {described(formats)}; expected the path of a catalogue")
    if encoding is not None:
        check_text("encoding", encoding, expected="the name of an encoding, such as 'utf-8'")
    check_one_of("categories", categories, (False, True))
    if header_rows is not None:
        header_rows = check_whole("header_rows", header_rows, 0, MOST_HEADER_ROWS)
    names = None if columns is None else listed_values("columns", columns)
    if names == []:
        raise ArgumentError("columns is empty; name the variables wanted, or leave it out for all")
    for one in names or ():
        check_text("columns", one, expected="a list of names")
    only = None if names is None else tuple(dict.fromkeys(names))
    given_codes = {} if missing_codes is None else missing_codes
    wanted = Wanted(
        columns=columns if isinstance(columns, Needed) else only,
        encoding=encoding,
        sheet=sheet,
        header_rows=header_rows,
        keep_codes=user_missing == "keep",
        missing_words=check_one_of("missing_words", missing_words, (True, False)),
        delimiter=None if delimiter is None else checked_delimiter(delimiter),
        formats=None if formats is None else File.at(formats).path,
        limit=Limit(max_gb),
    )
    file = File.at(path)
    with within_memory(file.name):
        content = _with_what_is_said(file, wanted, given_codes, order, sets)
        codebook = codebook_of(content).with_notes(unfinished_rows(content))
        codebook = codebook.with_notes(_notes_of_kind(file, len(content.frame)))
        if not categories:
            return SurveyData(content.frame, codebook)
        frame, notes = with_categories(content)
        return SurveyData(frame, codebook.with_notes(notes))


_FEW = 200
"""Rows up to which a file that is read as microdata may be published tables all the same."""


def _notes_of_kind(file: File, rows: int) -> tuple[str, ...]:
    """Return what a file of few rows is taken for where that is no microdata, as a note.

    Tables of a pollster have few rows; to look through every survey again would double its time,
    and the readers of tables are loaded only for it.
    """
    if rows > _FEW or file.path is None or is_microdata_by_name(file.name):
        return ()
    found = topline.recognise_file(file.path)
    if found.kind == "microdata":
        return ()
    reader = "read_published" if found.kind == "tables" else "read_figures"
    note = Message(
        "{name} is read as microdata, one respondent a row, and looks like published results "
        "({why}): {reader} reads them as such",
        name=file.name,
        why=found.reason,
        reader=reader,
    )
    return (note,)


def _with_what_is_said(
    file: File, wanted: Wanted, codes: Mapping[str, Sequence[Code]], order: Any, sets: Any
) -> FileContent:
    """Read a file, with what its reader says of missing codes, order and sets."""
    content = _content(file, wanted)
    content = with_missing_codes(content, codes, keep=wanted.keep_codes)
    content = with_order(content, {} if order is None else order)
    content = with_sets(content, sets, keep_codes=wanted.keep_codes)
    if is_enough(content, wanted):
        return content
    return _with_what_is_said(file, replace(wanted, columns=None), codes, order, sets)


def _content(file: File, wanted: Wanted) -> FileContent:
    """Read a file of any format; it has to have rows."""
    if not first_bytes(file):
        raise DataError(f"{file.name} is empty; expected a survey's data")
    if wanted.formats is not None and (kind := format_of(file)) is not SAS:
        raise ArgumentError(
            f"formats={str(wanted.formats)!r} names a catalogue of SAS, and {file.name} is "
            f"{kind.name}; leave it out, or pass the .sas7bdat file"
        )
    book, whole = stored_beside(file, wanted), wanted
    if isinstance(wanted.columns, Needed):
        # a reader leaves out what it can, of which nothing else is
        whole = replace(wanted, columns=None)
    if book is not None:
        return read_written(file, book, whole)
    found = format_of(file).reader(file, wanted)
    if isinstance(found, Grid):
        content = content_of_grid(found, whole)
    elif isinstance(found, Table):
        content = content_of_table(found, whole)
    else:
        content = without_missing_words(found, wanted)
    if len(content.frame) == 0:
        raise DataError(f"{file.name} has no rows; it needs one per respondent")
    return content
