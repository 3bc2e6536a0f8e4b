"""A page: the cells of one sheet, text, table of a web page or table of a PDF."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .cells import Cell

Row = list[Cell | None]


_NOTE = 3
"""Cells of a note: a mark, a sign such as =, and what is said of it."""


@dataclass(frozen=True)
class Span:
    """Cells that were merged into one: its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Page:
    """Cells with their places.

    Attributes
    ----------
    name : str
        Of the sheet or table; "" where a file has but one.
    rows : list of list
        Cells by row and column; None where nothing stands.
    place : callable
        Row and column → where that is, as a person finds it.
    spans : list of Span
    before : tuple of str
        Text that stands above it on the same page.
    aligned : bool
        Whether its columns are those of aligned words, without any rule between them.
    lost : tuple of (str, str)
        Place and words of rows whose numbers stand in no column.
    lines : tuple of str
        Places of the lines of text that it was made of.
    """

    name: str
    rows: list[Row]
    place: Callable[[int, int], str]
    spans: list[Span] = field(default_factory=list)
    before: tuple[str, ...] = ()
    aligned: bool = False
    lost: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()

    def at(self, row: int, column: int) -> Cell | None:
        """Return a cell; None where nothing stands."""
        if not 0 <= row < len(self.rows):
            return None
        cells = self.rows[row]
        return cells[column] if 0 <= column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """Return what a cell prints; "" where nothing stands."""
        cell = self.at(row, column)
        return cell.text if cell else ""

    def filled(self, row: int) -> list[int]:
        """Return the columns of a row that hold anything."""
        return [k for k, cell in enumerate(self.rows[row]) if cell is not None]

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Go through all cells with their rows and columns."""
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell is not None:
                    yield r, c, cell

    def notes(self) -> Iterator[str]:
        """Go through the lines of few cells: words, or a mark and what is said of it."""
        for row in self.rows:
            held = [cell.text for cell in row if cell]
            if 0 < len(held) <= _NOTE and not all(cell.number is not None for cell in row if cell):
                yield " ".join(held)

    def row_place(self, row: int) -> str:
        """Return where a row is."""
        filled = self.filled(row)
        return self.place(row, filled[0] if filled else 0)


@dataclass(frozen=True)
class Lines:
    """Running text, line by line: a web page or a page of a PDF without cells."""

    lines: list[str]
    place: Callable[[int], str]


@dataclass(frozen=True)
class Book:
    """What a file holds: its pages in order, running text, and what had to be decided.

    Attributes
    ----------
    pages : list of Page
    texts : list of Lines
    refused : list of (str, str)
        Places that hold nothing readable, and why.
    notes : tuple of (str, str)
        Places, and what was decided there that a reader must know.
    """

    name: str
    pages: list[Page] = field(default_factory=list)
    texts: list[Lines] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    notes: tuple[tuple[str, str], ...] = ()


def with_labels(page: Page, first: int, columns: Sequence[int], stub: int) -> Page:
    """Put labels that stand left of all others with them, as that of everybody does."""
    rows = list(page.rows)
    down = {(s.top, s.left) for s in page.spans if s.bottom > s.top}
    for r in range(first, len(rows)):
        left = [c for c in page.filled(r) if c < stub and (r, c) not in down]
        if left and not page.text(r, stub) and any(page.at(r, c) for c in columns):
            row = list(rows[r])
            row[stub], row[left[-1]] = row[left[-1]], None
            rows[r] = row
    return replace(page, rows=rows)
