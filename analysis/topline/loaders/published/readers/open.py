"""Which reader makes pages of a file."""

from collections.abc import Sequence

from ....errors import DataError
from ...codebook.limit import Limit
from ...files.file import File
from ...files.signatures import first_bytes, is_web_page, is_workbook
from ..pages.page import Book
from .delimited import read_delimited_page
from .pdf import read_pdf_pages
from .web import read_web_pages
from .workbook import read_workbook_pages

_WORD = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def book_of(
    file: File,
    limit: Limit,
    *,
    sheets: Sequence[str] | None = None,
    pages: Sequence[int] | None = None,
    encoding: str | None = None,
    rows: int | None = None,
) -> Book:
    """Return the pages of a file, read by what it holds and not by its name.

    Of workbooks and delimited text, where `rows` says so, the first rows alone.

    Raises
    ------
    DataError
        When it is of a kind that holds no tables that can be read; with what to do.
    """
    head = first_bytes(file)
    if is_workbook(file, head):
        return read_workbook_pages(file, limit, list(sheets) if sheets else None, rows)
    if head.lstrip().startswith(b"%PDF"):
        return read_pdf_pages(file, limit, pages)
    if is_web_page(head):
        return read_web_pages(file, limit)
    if head.startswith(_WORD):
        kind = "an old workbook" if file.suffix == ".xls" else "a document of a word processor"
        remedy = "save it as .xlsx" if file.suffix == ".xls" else "save it as PDF or HTML"
        raise DataError(f"{file.name} is {kind}, or another archive; {remedy}")
    return read_delimited_page(file, limit, encoding, rows)
