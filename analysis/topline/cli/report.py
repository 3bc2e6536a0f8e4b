"""``topline report``: a web page with its charts."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

import topline

from .options import Scale


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
