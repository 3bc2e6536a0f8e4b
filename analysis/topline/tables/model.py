"""A table as it is printed: heads, rows, notes, and beside each word the number it stands for.

Estimates and crosstabs say what their printed table is; every writer, HTML to Excel, takes this one
value. Words are rounded here and nowhere else; a spreadsheet gets the number itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from ..arguments import check_text
from ..values import Value


@dataclass(frozen=True, eq=False)
class Cell(Value):
    """One cell below the heads.

    Attributes
    ----------
    text : str
        As printed, such as "37%" or "–".
    value : float, optional
        The number itself, for spreadsheets; None where the cell is words.
    form : str
        Number format of `value` as spreadsheets write it: "0%", "#,##0".
    letters : str
        Letters of the columns that are significantly lower, or an arrow.
    low, high : float, optional
        Limits of the value, for charts; None where there are none.
    """

    text: str = ""
    value: float | None = None
    form: str = ""
    letters: str = ""
    low: float | None = None
    high: float | None = None

    def signed(self, sign: str) -> "Cell":
        """Return a number with a sign behind it, in every part of its number format."""
        if not sign or self.value is None:
            return self
        form = ";".join(f'{part}"{sign}"' for part in self.form.split(";"))
        return replace(self, text=self.text + sign, form=form)

    @property
    def words(self) -> str:
        """The cell in one string: "37% BC"."""
        return f"{self.text} {self.letters}".rstrip()


@dataclass(frozen=True, eq=False)
class Column(Value):
    """A column of cells.

    Attributes
    ----------
    head : str
    group : str
        What this column and its neighbours of the same group stand under; "" for nothing.
    letter : str
        The letter that stands for the column; "" where it is not compared.
    numeric : bool
        Whether it holds numbers, which end below one another.
    signed : bool
        Whether its cells may have letters or arrows behind them.
    """

    head: str
    group: str = ""
    letter: str = ""
    numeric: bool = True
    signed: bool = False

    @property
    def words(self) -> str:
        """Head and letter: "men (B)"."""
        return f"{self.head} ({self.letter})" if self.letter else self.head


@dataclass(frozen=True, eq=False)
class Row(Value):
    """A row: its labels and cells; whether it is a base below the answers, a number, or a net.

    Of answers, whether it is one that is set aside, as "don't know".
    """

    labels: tuple[str, ...]
    cells: tuple[Cell, ...]
    base: bool = False
    number: bool = False
    net: bool = False
    aside: bool = False


@dataclass(frozen=True, eq=False)
class PrintedTable(Value):
    """A table in words, with the numbers behind them.

    Attributes
    ----------
    title, subtitle : str
        What it shows; whom, when and how.
    stubs : tuple of str
        Heads of the labels.
    columns : tuple of Column
    rows : tuple of Row
    notes : tuple of str
        A sentence each, below the table.
    """

    title: str
    subtitle: str
    stubs: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse heads that are no text, as a person may give them."""
        check_text("title", self.title, expected="a text, or None for its own")
        check_text("subtitle", self.subtitle, expected="a text, or None for its own")

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Each group of columns and how many there are; columns of no group stand alone."""
        runs = groupby(enumerate(self.columns), lambda pair: pair[1].group or pair[0])
        found = [[column for _, column in run] for _, run in runs]
        return [(run[0].group, len(run)) for run in found]

    @property
    def grouped(self) -> bool:
        """Whether any column stands under another head."""
        return any(column.group for column in self.columns)

    @property
    def lettered(self) -> bool:
        """Whether cells may have letters."""
        return any(column.letter or column.signed for column in self.columns)

    def head_words(self) -> Iterator[str]:
        """Yield each column's heads in one line: "gender: men (B)"."""
        for column in self.columns:
            yield ": ".join(filter(None, (column.group, column.words)))


def sentence(text: str) -> str:
    """Return words as a sentence: with a capital, and a full stop where no other sign ends it."""
    told = f"{text[:1].upper()}{text[1:].rstrip('.')}"
    return told if not told or told.endswith(("?", "!")) else f"{told}."
