"""How a command prints what it found: words for people, full precision for programs."""

import csv
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

Row = Mapping[str, Any]

_SHORT = 24
"""Characters of a cell that is never wrapped."""


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    csv = "csv"
    json = "json"
    md = "md"


FormatOption = Annotated[Format, typer.Option("--format", help="How to print it.")]


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
    """

    title: str
    words: Sequence[Mapping[str, str]]
    rows: Sequence[Row]
    record: Row
    sentences: Sequence[str] = field(default_factory=tuple)
    labels: int = 1


def show(result: Result, output: Format) -> None:
    """Print a result."""
    _WRITERS[output](result)


def _as_text(result: Result) -> None:
    table = Table(title=Text(result.title), title_justify="left")
    for i, head in enumerate(result.words[0]):
        if i < result.labels:
            table.add_column(Text(head), overflow="fold")
        else:
            widest = max(cell_len(row[head]) for row in result.words)
            table.add_column(Text(head), justify="right", no_wrap=True, min_width=widest)
    for row in result.words:
        table.add_row(*map(Text, row.values()))
    Console().print(table)
    for sentence in result.sentences:
        typer.echo(sentence)


def _as_markdown(result: Result) -> None:
    heads = list(result.words[0])
    typer.echo(f"**{result.title}**\n")
    typer.echo(_markdown_row(heads))
    rules = ["---"] * result.labels + ["---:"] * (len(heads) - result.labels)
    typer.echo(_markdown_row(rules))
    for row in result.words:
        typer.echo(_markdown_row(list(row.values())))
    typer.echo("")
    for sentence in result.sentences:
        typer.echo(sentence)


def _markdown_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _as_csv(result: Result) -> None:
    writer = csv.DictWriter(sys.stdout, list(result.rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(result.rows)


def _as_json(result: Result) -> None:
    typer.echo(json.dumps(_finite(result.record), indent=2, ensure_ascii=False))


def _finite(value: Any) -> Any:
    """Replace what JSON has no number for (infinite, not a number) by null."""
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


_WRITERS = {
    Format.text: _as_text,
    Format.csv: _as_csv,
    Format.json: _as_json,
    Format.md: _as_markdown,
}
