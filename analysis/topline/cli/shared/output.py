"""How a command prints what it found: words for people, full precision for programs."""

import csv
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

import topline

from ...shown import guarded, json_text, one_line, shown_text
from .choices import languages

Row = Mapping[str, Any]

MOST_ROWS = 2_000
"""Rows that are put in words for people; of more, programs read numbers."""


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    csv = "csv"
    json = "json"
    md = "md"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print it.")]
GuardOption = Annotated[
    bool,
    typer.Option("--guard-formulas", help="In CSV, let no words be a formula to a spreadsheet."),
]
LangOption = Annotated[
    str | None,
    typer.Option(
        autocompletion=languages, help="Language of what is printed, as de; numbers are the same."
    ),
]


@dataclass(frozen=True, kw_only=True)
class Printing:
    """How a command prints what it found."""

    output: FormatOption = Format.text
    guard_formulas: GuardOption = False
    lang: LangOption = None


@dataclass(frozen=True)
class Result:
    """What a command found.

    Attributes
    ----------
    title : str
        What it is about.
    words : sequence of mappings
        Rows for people: heads to words.
    rows : sequence of mappings
        The same for programs: column names to values at full precision, for CSV.
    record : mapping
        Everything as one object, for JSON.
    sentences : sequence of str
        The finding, to print.
    labels : int, default 1
        How many of the first columns are words, which stand left.
    wrapped : sequence of str
        Heads of other columns of words.
    quote : str
        The number to quote, in a sentence, which comes first.
    more : int, default 0
        Rows that are not among the words, of which there are at most ``MOST_ROWS``.
    """

    title: str
    words: Sequence[Mapping[str, str]]
    rows: Sequence[Row]
    record: Row
    sentences: Sequence[str] = field(default_factory=tuple)
    labels: int = 1
    wrapped: Sequence[str] = ()
    quote: str = ""
    more: int = 0

    @property
    def heads(self) -> dict[str, bool]:
        """Heads for people, and whether words stand below, which may wrap; numbers never do."""
        heads = enumerate(self.words[0])
        return {head: i < self.labels or head in self.wrapped for i, head in heads}


def said(words: Any) -> Any:
    """Return what can be said again in the language to print in, and all else as it is."""
    # a plain text is in no need of languages, which take a while to load
    if not isinstance(words, str) or type(words) is str:
        return words
    return topline.printing_language().again(words)


def echo(words: str, *, err: bool = False) -> None:
    """Print words as a person sees them: none of their signs commands the terminal."""
    typer.echo(shown_text(said(words)), err=err)


def echo_note(note: str) -> None:
    """Print what must be known beside what is printed, where it is in no one's way."""
    echo(topline.printing_language()("Note: {note}", note=note), err=True)


def show(result: Result, printing: Printing) -> None:
    """Print a result."""
    output = printing.output
    if output is Format.json:
        typer.echo(json_text(json.dumps(_finite(result.record), indent=2, ensure_ascii=False)))
    elif output is Format.csv:
        text = _as_csv(result.rows, guard_formulas=printing.guard_formulas)
        # a file gets the answers as they are, for programs; a terminal would obey them
        if sys.stdout.isatty():
            text = shown_text(text)
        # not by typer, which takes what looks like a colour out of an answer
        sys.stdout.write(text.encode("utf-8", "backslashreplace").decode())
    else:
        if output is Format.text:
            if result.quote:
                echo(result.quote)
            _print(result)
        else:
            rules = ["---" if is_words else "---:" for is_words in result.heads.values()]
            rows = [list(result.heads), rules, *(list(row.values()) for row in result.words)]
            title, quote = one_line(result.title), one_line(said(result.quote))
            # a quote that begins with the title says it
            rest = quote.removeprefix(title).removeprefix(":").strip()
            echo(f"**{title}**{f': {rest}' if rest else ''}\n")
            for cells in rows:
                echo(f"| {' | '.join(one_line(cell).replace('|', '&#124;') for cell in cells)} |")
            echo("")
        if result.more:
            say = topline.printing_language()
            n = say.count_text(result.more)
            more = say("{n} more rows: --format csv or --format json has them all.", n=n)
            echo(f"{more}\n")
        for sentence in result.sentences:
            echo(sentence)


def _as_csv(rows: Sequence[Row], *, guard_formulas: bool) -> str:
    """Return rows as CSV: names of columns in English, words below in the language to print in."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    heads = list(rows[0])
    lines: list[list[Any]] = [heads, *([said(row.get(head)) for head in heads] for row in rows)]
    for line in lines:
        writer.writerow(map(guarded, line) if guard_formulas else line)
    return stream.getvalue()


_LEAST = 14
"""Signs that a column of words has room for at least; words up to half the width stay whole."""

_FRAME = 3
"""Signs between two columns."""


def _print(result: Result) -> None:
    """Print a table as wide as the terminal; where it has no room for all, one thing a line."""
    console = Console()
    widths = _widths(result, console.width)
    console.print(_text(result.title), overflow="fold")
    if widths is None:
        say = topline.printing_language()
        for row in result.words:
            echo("")
            for head, cell in row.items():
                if cell:
                    console.print(
                        _text(say("{name}: {value}", name=head, value=cell)), overflow="fold"
                    )
        return
    table = Table()
    for (head, is_words), width in zip(result.heads.items(), widths, strict=True):
        side: Any = "left" if is_words else "right"
        table.add_column(
            _text(head), justify=side, no_wrap=not is_words, overflow="fold", width=width
        )
    for row in result.words:
        table.add_row(*map(_text, row.values()))
    console.print(table)


def _widths(result: Result, room: int) -> list[int] | None:
    """Return the signs that each column takes; None where a table has no room for all.

    Numbers never wrap, however narrow the terminal is, nor are words broken.
    """
    least, most = [], []
    for head, is_words in result.heads.items():
        cells = [head, *(_text(row[head]).plain for row in result.words)]
        widest = max(cell_len(line) for cell in cells for line in cell.split("\n"))
        longest = max(cell_len(word) for cell in cells for word in cell.split() or [""])
        least.append(min(widest, max(_LEAST, min(longest, room // 2))) if is_words else widest)
        most.append(widest)
    free = room - 1 - sum(width + _FRAME for width in least)
    if free < 0:
        return None
    # what is left goes to the columns that lack some, so that no long label takes it all
    for _ in range(min(free, sum(most) - sum(least))):
        narrow = [at for at, width in enumerate(least) if width < most[at]]
        least[min(narrow, key=least.__getitem__)] += 1
    return least


def _text(words: str) -> Text:
    """Return words that rich prints as they are, without markup of its own."""
    return Text(shown_text(words))


def plain(value: Any) -> Any:
    """Return a cell as JSON and people have it: missing is None, 1.0 is 1, a date is its text."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or str(value) in {"<NA>", "NaT"} or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float, bool, str)) else str(value)


def plain_rows(table: Any) -> list[dict[str, Any]]:
    """Return the rows of a table with plain cells, as JSON and people have them."""
    columns = [[*map(plain, column.tolist())] for _, column in table.items()]
    names = [*map(str, table.columns)]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _finite(value: Any) -> Any:
    """Replace what JSON has no number for (infinite, not a number) by null."""
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return said(value)
