"""Tables of any kind in a Word document."""

from collections.abc import Mapping
from os import PathLike

from ..arguments import check_text
from ..language.strings import language_of
from ..office.document import document_bytes
from ..tables.book import Book, Sheet
from ..tables.printable import Printable
from ..tables.workbook import printed_tables
from ..writing.places import file_place, given_path
from ..writing.whole import write_whole
from .write import WrittenBook


def write_document(
    tables: Mapping[str, Printable],
    path: str | PathLike[str],
    *,
    title: str | None = None,
    template: str | PathLike[str] | None = None,
    suppressed: str = "mark",
    lang: str | None = None,
) -> WrittenBook:
    """Write tables as a Word document: a heading, a real table and its notes each.

    Parameters
    ----------
    tables : mapping of str to Estimates, Crosstab or ModelTable
        By the names that find them again.
    path : path
        Ends in .docx. A document that is there is brought up to date: tables are found by their
        names and get new numbers in their place, and what people wrote stays.
    title : str, optional
        Headline of a new document; "Tables" by default.
    template : path, optional
        A .docx whose styles it takes.
    suppressed : {"mark", "hide"}
        Whether numbers that are not to be published stand with a mark, or are left out.
    lang : str, optional
        Tag of a language, such as "de"; see ``languages()``. English by default.

    Returns
    -------
    WrittenBook
        The file, and what of an older one was changed or not found.

    Raises
    ------
    ArgumentError, DataError
        When there is no table, the path does not end in .docx, or python-docx is not installed.

    Examples
    --------
    >>> write_document({"Models": model_table(models)}, "models.docx")  # doctest: +SKIP
    """
    say = language_of(lang)
    printed = printed_tables(tables, suppressed, say)
    target = file_place(path, "the document", (".docx",))
    book = Book(
        title=say("Tables") if title is None else check_text("title", title, expected="a text"),
        subtitle="",
        sheets=tuple(Sheet(key=name, kind="", table=table) for name, table in printed.items()),
        contents=say("Contents"),
        lang=say.lang,
    )
    place = None if template is None else given_path(template, "the template")
    old = target.read_bytes() if target.exists() else None
    content, changes = document_bytes(book, place, old)
    write_whole({target: content})
    return WrittenBook(path=target, changes=changes)
