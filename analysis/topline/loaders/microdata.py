"""Anyone's survey file → data and codebook: the table of formats, and the door to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from os import PathLike
from pathlib import Path

from ..errors import ArgumentError, DataError
from .codebook.codebook import SurveyData, codebook_of
from .codebook.labels import with_categories
from .codebook.variables import FileContent, Wanted
from .files.parquet import read_parquet
from .files.signatures import (
    archive_kind,
    first_bytes,
    foreign,
    is_old_stata,
    is_portable,
    is_workbook,
)
from .files.statistical import read_statistical
from .files.text import read_text
from .files.workbook import read_workbook

USER_MISSING = ("missing", "keep")


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
        Path and wishes → content.
    needs : str
        The library of the `files` extra that reads it, "" where none is needed.
    """

    name: str
    suffixes: tuple[str, ...]
    magic: tuple[bytes, ...]
    reader: Callable[[Path, Wanted], FileContent]
    needs: str = ""


_SPSS = partial(read_statistical, family="SPSS")
_STATA = partial(read_statistical, family="Stata", reader="read_dta")
_SAS = partial(read_statistical, family="SAS")
_XPT = b"HEADER RECORD*******LIB"
_SAS7BDAT = bytes(12) + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00"

FORMATS = (
    Format("an SPSS file", (".sav", ".zsav"), (b"$FL2", b"$FL3"),
           partial(_SPSS, reader="read_sav"), "pyreadstat"),
    Format("an SPSS portable file", (".por",), (),
           partial(_SPSS, reader="read_por"), "pyreadstat"),
    Format("a Stata file", (".dta",), (b"<stata_dta>",), _STATA, "pyreadstat"),
    Format("a SAS file", (".sas7bdat",), (_SAS7BDAT,),
           partial(_SAS, reader="read_sas7bdat"), "pyreadstat"),
    Format("a SAS transport file", (".xpt", ".xport"), (_XPT,),
           partial(_SAS, reader="read_xport"), "pyreadstat"),
    Format("an Excel workbook", (".xlsx", ".xlsm"), (), read_workbook, "openpyxl"),
    Format("a Parquet file", (".parquet", ".pq"), (b"PAR1",), read_parquet, "pyarrow"),
    Format("delimited text", (".csv", ".tsv", ".txt", ".tab", ".dat", ".csv.gz", ".tsv.gz"), (),
           read_text),
)  # fmt: skip
"""Every format that is read; the first whose content fits reads a file."""


def read_survey(
    path: str | PathLike[str],
    *,
    categories: bool = False,
    user_missing: str = "missing",
    encoding: str | None = None,
    columns: Sequence[str] | None = None,
    sheet: str | None = None,
    header_rows: int | None = None,
) -> SurveyData:
    r"""Read a survey's microdata and codebook, whatever program wrote the file.

    SPSS (.sav, .zsav, .por), Stata (.dta), SAS (.sas7bdat, .xpt), Excel (.xlsx), Parquet and
    delimited text (.csv, .tsv, .txt, also gzipped). The content decides, not the name. Whatever
    had to be decided about a file stands in the codebook's notes.

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
        Sheet of a workbook; needed where several hold data.
    header_rows : int, optional
        Rows of a text file or sheet that name its columns. By default one, or what the exports
        of Qualtrics and SurveyMonkey have; 0 where there are no names.

    Returns
    -------
    SurveyData
        `data`, one row per respondent, and `codebook`.

    Raises
    ------
    DataError
        When the file is not what its name says, is damaged, or needs a library that is missing.
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
    if user_missing not in USER_MISSING:
        raise ArgumentError(f"user_missing is {user_missing!r}; expected 'missing' or 'keep'")
    wanted = Wanted(
        _names(columns), encoding, sheet, header_rows, keep_codes=user_missing == "keep"
    )
    file = _file(path)
    content = _format_of(file).reader(file, wanted)
    if len(content.frame) == 0:
        raise DataError(f"{file.name} has no rows; it needs one per respondent")
    return _survey_data(content, categories)


def _survey_data(content: FileContent, categories: bool) -> SurveyData:
    codebook = codebook_of(content)
    if not categories:
        return SurveyData(content.frame, codebook)
    frame, notes = with_categories(content)
    return SurveyData(frame, codebook.with_notes(notes))


def _names(columns: Sequence[str] | None) -> tuple[str, ...] | None:
    if isinstance(columns, str):
        raise ArgumentError(f"columns is {columns!r}; expected a list of names, [{columns!r}]")
    return None if columns is None else tuple(dict.fromkeys(columns))


def _file(path: str | PathLike[str]) -> Path:
    """Return a file that can be opened, or say why it cannot."""
    if not isinstance(path, (str, PathLike)):
        raise ArgumentError(f"path is a {type(path).__name__}; expected the path of a file")
    file = Path(path)
    if file.is_dir():
        raise DataError(f"{path} is a folder; pass the path of one file in it")
    try:
        with file.open("rb") as opened:
            empty = not opened.read(1)
    except FileNotFoundError:
        raise DataError(f"{path} does not exist; check the path") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{str(path)!r} cannot be read ({reason}); check the file") from None
    if empty:
        raise DataError(f"{file.name} is empty; expected a survey's data")
    return file


def _format_of(file: Path) -> Format:
    """Return how a file is read: by what it holds, and where that does not tell, by its name."""
    head = first_bytes(file)
    named = next((form for form in FORMATS if file.name.lower().endswith(form.suffixes)), None)
    found = _by_content(file, head)
    if found is not None:
        return found
    other = foreign(head)
    if other is not None:
        kind, remedy = other
        told = f"not {named.name}" if named else "and holds no survey data that can be read"
        raise DataError(f"{file.name} is {kind}, {told}; {remedy}")
    archive = archive_kind(file, head)
    if archive:
        raise DataError(f"{file.name} is {archive}")
    return _textual(file, named)


def _by_content(file: Path, head: bytes) -> Format | None:
    for form in FORMATS:
        if form.magic and head.startswith(form.magic):
            return form
    checks = {".dta": is_old_stata(head), ".por": is_portable(head)}
    checks[".xlsx"] = is_workbook(file, head)
    suffix = next((suffix for suffix, fits in checks.items() if fits), None)
    return next((form for form in FORMATS if suffix in form.suffixes), None)


def _textual(file: Path, named: Format | None) -> Format:
    """Return the reader of text, unless the name promises something else."""
    text = FORMATS[-1]
    if named is None:
        known = " ".join(suffix for form in FORMATS for suffix in form.suffixes)
        raise DataError(f"{file.name} is of no kind that is read; expected one of {known}")
    if named is not text:
        raise DataError(
            f"{file.name} is not {named.name}, whatever its name says; export or download it "
            "again, or give it the suffix of what it holds (.csv for delimited text)"
        )
    return text
