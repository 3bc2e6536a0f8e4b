"""The command line. Heavy libraries load when a command needs them, so ``--help`` is quick.

Exit codes: 0 done, 1 could not be done, 2 the input or the command is wrong.
"""

import csv
import json
import math
import sys
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Table

import topline

app = typer.Typer(
    help="From a published percentage to an honest interval, a chart and a report.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


class Format(StrEnum):
    """How a result is printed."""

    text = "text"
    table = "table"
    csv = "csv"
    json = "json"


class Unit(StrEnum):
    """What a percent is."""

    share = "share"
    mean = "mean"


class Alternative(StrEnum):
    """Which limits an interval has, as scipy names them."""

    two_sided = "two-sided"
    less = "less"
    greater = "greater"


class Scale(StrEnum):
    """What bare numbers in a percent column are."""

    percent = "percent"
    proportion = "proportion"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"topline {version('topline')}")
        raise typer.Exit


@app.callback()
def common(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Give the command line its options."""


@app.command()
def report(
    figures: Annotated[
        Path | None,
        typer.Option(help="CSV file of published figures; without it, the first survey's story."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder to write into.")] = Path("report"),
    percent_scale: Annotated[
        Scale | None, typer.Option(help="What bare numbers in the percent column are.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Headline of a report of --figures.")] = None,
) -> None:
    """Write a web page with charts, tables, sources and method, and its charts as files."""
    table = None
    if figures is not None:
        scale = percent_scale.value if percent_scale else None
        table = topline.read_figures(figures, percent_scale=scale)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    shown = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with shown as progress:
        task = progress.add_task("Reading", total=None)

        def tell(what: str, done: int, total: int) -> None:
            progress.update(task, description=what, completed=done, total=total)

        page = topline.write_report(table, out, title=title, progress=tell)
    typer.echo(page)


@app.command()
def interval(
    percent: Annotated[str, typer.Argument(help='As printed, such as 63%, 62.5% or "<1%".')],
    n: Annotated[str, typer.Option("--n", help='Respondents, such as 400 or "300+".')],
    method: Annotated[str, typer.Option(help="Interval method.")] = "wilson",
    confidence_level: Annotated[float, typer.Option(help="Between 0 and 1.")] = 0.95,
    deff: Annotated[float, typer.Option(help="Design effect.")] = 1.0,
    population_size: Annotated[float | None, typer.Option(help="People in the population.")] = None,
    unit: Annotated[
        Unit, typer.Option(help="A share of respondents, or a mean of their estimates.")
    ] = Unit.share,
    alternative: Annotated[
        Alternative, typer.Option(help="Two limits, or one.")
    ] = Alternative.two_sided,
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.text,
) -> None:
    """Print the interval of one published percent."""
    found = topline.percent_interval(
        percent,
        n,
        unit=unit.value,
        confidence_level=confidence_level,
        method=method,
        alternative=alternative.value,
        deff=deff,
        population_size=population_size,
    )
    asked = {
        "confidence_level": confidence_level,
        "method": method,
        "alternative": alternative.value,
        "deff": deff,
    }
    writers = {Format.json: _interval_json, Format.csv: _interval_csv}
    writers.get(output, _interval_text)(found, asked)


def _interval_json(found: "topline.PercentInterval", asked: dict[str, Any]) -> None:
    low, high = found.counts or (None, None)
    record = {
        "percent": found.percent,
        "unit": found.unit,
        "n": found.n,
        "n_effective": found.n_effective if math.isfinite(found.n_effective) else None,
        "count": found.count,
        "estimate": found.estimate,
        "ci_low": found.interval.low,
        "ci_high": found.interval.high,
        **asked,
        "rounding": {
            "count_low": low,
            "count_high": high,
            "ci_low": found.rounding.low,
            "ci_high": found.rounding.high,
        },
        "note": found.note,
    }
    typer.echo(json.dumps(record, indent=2, ensure_ascii=False))


def _interval_csv(found: "topline.PercentInterval", asked: dict[str, Any]) -> None:
    low, high = found.counts or (found.count, found.count)
    names = ["reading", "count_low", "count_high", "n", "estimate", "ci_low", "ci_high", *asked]
    rest = list(asked.values())
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*names, "note"])
    nearest, all_ = (list(limits) for limits in (found.interval, found.rounding))
    at = [found.count, found.count, found.n, found.estimate]
    writer.writerow(["nearest", *at, *nearest, *rest, found.note])
    writer.writerow(["rounding", low, high, found.n, found.estimate, *all_, *rest, found.note])


def _interval_text(found: "topline.PercentInterval", asked: dict[str, Any]) -> None:
    table = Table(title=f"{found.percent} of {found.n:,} respondents", title_justify="left")
    level = topline.level_text(asked["confidence_level"])
    for head, justify in (("Reading", "left"), ("Count", "right"), (f"{level} interval", "right")):
        table.add_column(head, justify="left" if justify == "left" else "right", no_wrap=True)
    for name, count, limits in _readings(found):
        table.add_row(name, count, topline.interval_text(limits[0], limits[1], 2))
    Console().print(table)
    typer.echo(_sentence(found, level, asked["method"]))
    if found.note:
        typer.echo(f"Note: {found.note}.")


def _readings(found: "topline.PercentInterval") -> list[tuple[str, str, Any]]:
    rows: list[tuple[str, str, Any]] = []
    if found.estimate is not None:
        count = "" if found.count is None else f"{found.count:,.6g}"
        name = "nearest count" if found.unit == "share" else "the mean as printed"
        rows.append((name, count, found.interval))
    counts = "" if found.counts is None else f"{found.counts[0]:,} to {found.counts[1]:,}"
    rows.append((f"all that prints as {found.percent}", counts, found.rounding))
    return rows


def _sentence(found: "topline.PercentInterval", level: str, method: str) -> str:
    limits = topline.interval_text(*found.rounding)
    label = topline.interval_label(method)
    if found.unit == "mean":
        return (
            f"A mean of {found.n:,} respondents' estimates, printed as {found.percent}: at most "
            f"{limits} ({level}, {label} with the largest variance such a mean can have)."
        )
    return (
        f"{found.percent} of {found.n:,} respondents: {limits} ({level} {label} interval, rounding "
        "covered), if they were drawn at random."
    )


def main() -> None:
    """Run the command line; an error is one message, never a traceback."""
    try:
        app(prog_name="topline")
    except topline.ToplineError as error:
        _fail(str(error), 2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        _fail(f"{error.filename or 'a file'} cannot be written ({error.strerror})", 1)


def _fail(message: str, code: int) -> None:
    typer.echo(f"Error: {message}", err=True)
    sys.exit(code)
