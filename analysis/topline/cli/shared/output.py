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
    if output is Format.json:
        typer.echo(json.dumps(_finite(result.record), indent=2, ensure_ascii=False))
    elif output is Format.csv:
        writer = csv.DictWriter(sys.stdout, list(result.rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(result.rows)
    else:
        heads = list(result.words[0])
        if output is Format.text:
            table = Table(title=Text(result.title), title_justify="left")
            for i, head in enumerate(heads):
                if i < result.labels:
                    table.add_column(Text(head), overflow="fold")
                else:
                    # Numbers never wrap, however narrow the terminal is.
                    widest = max(cell_len(row[head]) for row in result.words)
                    table.add_column(Text(head), justify="right", no_wrap=True, min_width=widest)
            for row in result.words:
                table.add_row(*map(Text, row.values()))
            Console().print(table)
        else:
            rules = ["---"] * result.labels + ["---:"] * (len(heads) - result.labels)
            lines = [heads, rules, *(list(row.values()) for row in result.words)]
            cells = ([cell.replace("|", "&#124;") for cell in line] for line in lines)
            typer.echo(f"**{result.title}**\n")
            for line in cells:
                typer.echo(f"| {' | '.join(line)} |")
            typer.echo("")
        for sentence in result.sentences:
            typer.echo(sentence)


def plain(value: Any) -> Any:
    """Return a cell as JSON and people have it: missing is None, 1.0 is 1, a date is its text."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:
        return None
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (int, float, bool, str)) else str(value)


def _finite(value: Any) -> Any:
    """Replace what JSON has no number for (infinite, not a number) by null."""
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
