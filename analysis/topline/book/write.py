"""Writing a book of tables: a workbook, a page, slides or a document, by the ending of its name."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from ..arguments import check_list, check_one_of, check_text
from ..estimates.suppression import check_suppressed
from ..language.strings import language_of
from ..mappings import FrozenMapping
from ..office.deck import deck_bytes
from ..office.document import document_bytes
from ..office.marks import BookChanges
from ..report.questions.wordings import wordings
from ..spoken import Spoken
from ..survey.survey import Survey
from ..tables.book import Book
from ..tables.excel import workbook_bytes
from ..values import Value
from ..writing.places import file_place, given_path
from ..writing.whole import write_whole
from .html import html_book
from .make import CHARTS, Progress, known_questions, make_book
from .wanted import Wanted
from .workbook import is_edited, updated_workbook


@dataclass(frozen=True, eq=False, kw_only=True)
class WrittenBook(Spoken):
    """A book that was written.

    Attributes
    ----------
    path : pathlib.Path
    changes : BookChanges or None
        What became of an older deck, document or edited workbook; None for other files.
    """

    path: Path
    changes: BookChanges | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """Where it is, and what became of an older one."""
        told = () if self.changes is None else self.changes.sentences
        return (str(self.path), *told)


def write_book(
    survey: Survey,
    questions: Sequence[str],
    out: str | PathLike[str],
    *,
    banner: Sequence[Any] = (),
    title: str | None = None,
    subtitle: str | None = None,
    labels: Mapping[str, str] | None = None,
    where: str | None = None,
    options: Mapping[str, Any] | None = None,
    own: Mapping[str, Mapping[str, Any]] | None = None,
    batteries: Mapping[str, Any] | None = None,
    stacks: Mapping[str, Sequence[str]] | bool = False,
    suppressed: str = "mark",
    slides: str = "chart",
    chart: str = "",
    template: str | PathLike[str] | None = None,
    lang: str | None = None,
    progress: Progress | None = None,
) -> WrittenBook:
    """Write a table of every question by a banner: a book of tables.

    A question of a number has its mean and median, an ordered scale of five answers or more its two
    boxes at each end and its mean score, all others their shares. What is printed, and the numbers
    behind it, is the same in every kind of file. The same book gives the same bytes.

    Parameters
    ----------
    survey : Survey
        The microdata and their design.
    questions : list of str
        Columns, or questions with several answers.
    out : path
        Ends in .xlsx (contents with links, a sheet each), .html (one page with a panel of
        contents), .pptx (a slide each: a native chart, and its table) or .docx (real tables). A
        deck or document that is there is brought up to date: what people wrote in it stays; see
        Notes.
    banner : list, optional
        As the columns of ``Survey.crosstab``: columns, and tuples of nested ones.
    title, subtitle : str, optional
        Of the book; "Tables" and nothing by default.
    labels : mapping of str to str, optional
        Wordings, by question and column of the banner; by default those of the codebook.
    where : str, optional
        A condition on the data; see ``Options``.
    options : mapping, optional
        Arguments of ``Survey.crosstab`` for every table.
    own : mapping of str to mapping, optional
        Arguments of ``Survey.crosstab`` for one question, by its name, and its `chart`.
    batteries : mapping of str to list or mapping, optional
        Questions that also stand in one table, by its title, and a summary with a row for each:
        their names, or ``{"questions": […], "rows": […], "summary": "Top 2"}``.
    stacks : bool or mapping of str to list of str, default False
        Questions and batteries whose tables stand one under another on a sheet of a workbook, by
        the name of the sheet; True puts all on one.
    suppressed : {"mark", "hide"}
        Whether numbers that are not to be published stand with a mark, or are left out.
    slides : {"chart", "table", "both"}
        What a deck has a slide of for each question.
    chart : {"", "bar", "stacked", "line", "picture", "none"}
        How questions are drawn that say nothing else in `own`: a native chart, by default that of
        their kind, or our own as a picture, in a deck and, above its table, in a document.
        Pictures are SVG with PNG behind, for programs that show none. A picture is of all
        respondents: where the table hides or rounds their numbers, a native chart stands for it.
    template : path, optional
        A .pptx or .docx whose layouts and styles a deck or a document takes.
    lang : str, optional
        Tag of a language, such as "de"; see ``languages()``.
    progress : callable, optional
        Called as ``progress(what, done, total)`` before each table.

    Returns
    -------
    WrittenBook
        The file, and what of an older one was changed or not found.

    Raises
    ------
    ArgumentError, DataError
        When a question, column or option is not known, the path has another ending, or python-pptx
        or python-docx is not installed.

    Notes
    -----
    Charts, tables and captions are found again by the name of their question in their alternative
    text. What is found is refreshed in its place; headlines and all else that people wrote or
    moved stay. Title and subtitle of a deck or document change where they still are those of the
    one before.
    A workbook that another program has saved is brought up to date, too, by openpyxl: tables are
    found by hidden names of their cells, and get new numbers where their rows and heads are all
    there; formulas in their cells stay, as do titles, of the book and of its tables. One that has
    charts, shapes or slicers, which openpyxl would change or lose, is refused. A workbook that
    nobody edited is written anew.

    Examples
    --------
    >>> write_book(survey, ["importance"], "book.xlsx", banner=["role"])  # doctest: +SKIP
    """
    check_suppressed(suppressed)
    check_one_of("slides", slides, ("chart", "table", "both"))
    target = file_place(out, "the book", tuple(WRITERS))
    say = language_of(lang)
    title = say("Tables") if title is None else check_text("title", title, expected="a text")
    wanted = Wanted(
        questions=known_questions(survey, questions),
        banner=check_list("banner", banner, 10**6, expected="a list of columns"),
        title=title,
        subtitle="" if subtitle is None else subtitle,
        labels=wordings(survey, labels),
        options={**(options or {})},
        own=own or {},
        batteries=batteries or {},
        suppressed=suppressed,
        stacks=stacks,
        chart=check_one_of("chart", chart, CHARTS),
    )
    asked = survey if where is None else survey.where(where)
    book = make_book(asked, wanted, say, progress or (lambda *_: None))
    place = None if template is None else given_path(template, "the template")
    old = target.read_bytes() if target.exists() else None
    content, changes = WRITERS[target.suffix.lower()](book, Office(place, old, slides))
    write_whole({target: content})
    return WrittenBook(path=target, changes=changes)


@dataclass(frozen=True, eq=False)
class Office(Value):
    """What slides and documents start from: a template, and an older file to bring up to date."""

    template: Path | None
    old: bytes | None
    slides: str


def xlsx_of(book: Book, office: Office) -> tuple[bytes, BookChanges | None]:
    """Return a workbook: contents, and a sheet for each table; or one that people edited, anew."""
    if office.old is not None and is_edited(office.old):
        return updated_workbook(book, office.old)
    tables = {sheet.key: sheet.table for sheet in book.sheets}
    return workbook_bytes(tables, book.title, book.contents, book.stacks, book.subtitle), None


def html_of(book: Book, office: Office) -> tuple[bytes, None]:
    """Return a page."""
    del office
    return html_book(book).encode("utf-8"), None


def pptx_of(book: Book, office: Office) -> tuple[bytes, BookChanges]:
    """Return a deck."""
    return deck_bytes(book, office.template, office.old, office.slides)


def docx_of(book: Book, office: Office) -> tuple[bytes, BookChanges]:
    """Return a document."""
    return document_bytes(book, office.template, office.old)


WRITERS: Mapping[str, Callable[[Book, Office], tuple[bytes, BookChanges | None]]] = FrozenMapping(
    {".xlsx": xlsx_of, ".html": html_of, ".pptx": pptx_of, ".docx": docx_of}
)
"""What writes each kind of file."""
