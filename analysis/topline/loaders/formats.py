"""Which reader reads a file: the table of formats, and what decides between them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..errors import DataError
from .codebook.variables import FileContent, Wanted
from .files.file import File
from .files.parquet import read_parquet
from .files.r_data import is_r_data, read_r_data
from .files.signatures import (
    archive_kind,
    first_bytes,
    foreign,
    is_old_stata,
    is_open_document,
    is_portable,
    is_workbook,
)
from .files.statistical import read_statistical
from .grids.content import Table
from .grids.grid import Grid
from .kinds import TEXT_SUFFIXES
from .sheets.spreadsheet import read_spreadsheet
from .sheets.workbook import read_workbook
from .text.read import read_text


@dataclass(frozen=True)
class Format:
    """One kind of file.

    Attributes
    ----------
    name : str
        What messages call it.
    suffixes : tuple of str
        How names of such files end.
    magic : tuple of bytes
        What such files begin with.
    reader : callable
        File and wishes → its content, or its cells where nothing has a type yet.
    needs : str
        The library of the `files` extra that reads it, "" where none is needed.
    """

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    reader: Callable[[File, Wanted], FileContent | Grid | Table]
    needs: str = ""


_SPSS = partial(read_statistical, family="SPSS")
_STATA = partial(read_statistical, family="Stata", reader="read_dta")
_SAS = partial(read_statistical, family="SAS")
_XPT = b"HEADER RECORD*******LIB"
_SAS7BDAT = bytes(12) + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00"

TEXT = Format(
    "delimited text",
    TEXT_SUFFIXES,
    (),
    read_text,
)

SAS = Format(
    "a SAS file", (".sas7bdat",), (_SAS7BDAT,), partial(_SAS, reader="read_sas7bdat"), "pyreadstat"
)

FORMATS = (
    Format("an SPSS file", (".sav", ".zsav"), (b"$FL2", b"$FL3"),
           partial(_SPSS, reader="read_sav"), "pyreadstat"),
    Format("an SPSS portable file", (".por",), (),
           partial(_SPSS, reader="read_por"), "pyreadstat"),
    Format("a Stata file", (".dta",), (b"<stata_dta>",), _STATA, "pyreadstat"),
    SAS,
    Format("a SAS transport file", (".xpt", ".xport"), (_XPT,),
           partial(_SAS, reader="read_xport"), "pyreadstat"),
    Format("an Excel workbook", (".xlsx", ".xlsm"), (), read_workbook, "openpyxl"),
    Format("an old Excel workbook", (".xls",), (b"\xd0\xcf\x11\xe0",), read_spreadsheet,
           "python-calamine"),
    Format("an OpenDocument spreadsheet", (".ods",), (), read_spreadsheet, "python-calamine"),
    Format("a Parquet file", (".parquet", ".pq"), (b"PAR1",), read_parquet),
    Format("a file of R", (".rds", ".rdata", ".rda"), (), read_r_data, "rdata"),
    TEXT,
)  # fmt: skip
"""Every format that is read; the first whose content fits reads a file."""


def format_of(file: File, otherwise: Format | None = None) -> Format:
    """Return how a file is read: by what it holds, and where that does not tell, by its name.

    Parameters
    ----------
    file : File
    otherwise : Format, optional
        What a file is taken for that neither content nor name tells; by default it is refused.

    Raises
    ------
    DataError
        When it holds no data that can be read, or something else than its name says.
    """
    head = first_bytes(file)
    named = next((form for form in FORMATS if file.name.lower().endswith(form.suffixes)), None)
    marked = next((form for form in FORMATS if form.magic and head.startswith(form.magic)), None)
    if marked is not None:
        return marked
    checks = {".dta": is_old_stata(head), ".por": is_portable(head)}
    checks |= {".xlsx": is_workbook(file, head), ".ods": is_open_document(file, head)}
    checks[".rds"] = is_r_data(file)
    suffix = next((suffix for suffix, fits in checks.items() if fits), None)
    if suffix is not None:
        return next(form for form in FORMATS if suffix in form.suffixes)
    other = foreign(head)
    if other is not None:
        kind, remedy = other
        told = f"not {named.name}" if named else "and holds no survey data that can be read"
        raise DataError(f"{file.name} is {kind}, {told}; {remedy}")
    archive = archive_kind(file, head)
    if archive:
        raise DataError(f"{file.name} is {archive}")
    # What is left has no mark of its own: it is text, unless its name promises something else.
    named = named or otherwise
    if named is None:
        known = " ".join(suffix for form in FORMATS for suffix in form.suffixes)
        raise DataError(f"{file.name} is of no kind that is read; expected one of {known}")
    if named is not TEXT:
        raise DataError(
            f"{file.name} is not {named.name}, whatever its name says; export or download it "
            "again, or give it the suffix of what it holds (.csv for delimited text)"
        )
    return TEXT
