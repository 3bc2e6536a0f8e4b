"""The commands together, and how an error ends."""

import sys
from importlib.metadata import version
from typing import Annotated

import typer

import topline

from .figures.check import check
from .figures.compare import compare
from .figures.interval import interval
from .figures.plan import plan
from .microdata.describe import describe
from .microdata.estimate import estimate
from .pages.report import report

app = typer.Typer(
    help="From a published percentage to an honest interval, a chart and a report.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
for command in (report, interval, compare, check, describe, estimate):
    app.command()(command)
app.add_typer(plan, name="plan")


@app.callback(invoke_without_command=True)
def common(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Print the version, or leave the rest to a command."""
    if show_version:
        typer.echo(f"topline {version('topline')}")
        raise typer.Exit


def main() -> None:
    """Run the command line; an error is one message, never a traceback."""
    try:
        app(prog_name="topline")
    except topline.ToplineError as error:
        typer.echo(f"Error: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        name = error.filename or "a file"
        typer.echo(f"Error: {name} cannot be written ({error.strerror})", err=True)
        sys.exit(1)
