"""A book of tables: one value that workbooks, pages, decks and documents are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..mappings import FrozenMapping
from ..values import Value
from .model import PrintedTable


@dataclass(frozen=True, eq=False, kw_only=True)
class Picture(Value):
    """A drawing of a question.

    Attributes
    ----------
    svg, png : bytes
        The same drawing.
    width, height : float
        Inches that it is made for.
    alt : str
        What there is to see.
    """

    svg: bytes
    png: bytes
    width: float
    height: float
    alt: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet(Value):
    """One table of a book.

    Attributes
    ----------
    key : str
        What tells it apart from all others, the same in every wave: its question's name.
    kind : str
        Which kind of question it is of: a key of the kinds of a report; or "battery", a row for
        each of several questions, or "answers", a column for each.
    table : PrintedTable
    chart : str
        How a deck draws it: "bar", "stacked", "line", "picture" or "none"; "" for what its kind
        has.
    pictures : tuple of Picture
        What a deck shows in the place of a chart, a document and a page above the table: one, or
        more where a slide has not room for all rows.
    """

    key: str
    kind: str
    table: PrintedTable
    chart: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Book(Value):
    """Tables under a title.

    Attributes
    ----------
    title, subtitle : str
        What it is of; of whom, when and how.
    sheets : tuple of Sheet
    contents : str
        What the list of tables is called.
    lang : str
        Tag of its language.
    stacks : mapping of str to tuple of str
        Tables that stand on one sheet of a workbook, by the name of the sheet.
    """

    title: str
    subtitle: str
    sheets: tuple[Sheet, ...]
    contents: str
    lang: str
    stacks: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FrozenMapping({}))
