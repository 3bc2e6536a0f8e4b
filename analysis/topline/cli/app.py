"""The commands together, and how an error or a signal ends."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from types import FrameType
from typing import Annotated, Any

import typer

import topline

from .shared.commands import Commands, MadeCommands
from .shared.groups import with_options
from .shared.output import echo

COMMANDS = {
    "report": "pages", "tables": "pages", "figures": "figures", "read": "figures",
    "interval": "figures", "compare": "figures", "lead": "figures", "check": "figures",
    "describe": "microdata", "estimate": "microdata", "model": "microdata",
    "weight": "microdata", "presets": "microdata", "plan": "figures",
}  # fmt: skip
"""The folder of each command, whose module and function have its name: loaded when it is typed."""


class Topline(Commands):
    """All commands, each loaded and made when somebody asks for it."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands: Any = MadeCommands(__package__, COMMANDS)


app = typer.Typer(
    cls=Topline,
    help="From a published percentage to an honest interval, a chart and a report.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
@with_options
def common(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Print the version, or leave the rest to a command.

    Examples
    --------
    topline interval 63% --n 400
    topline estimate --example --proportion role
    topline report tables.xlsx
    """
    if show_version:
        echo(f"topline {version('topline')}")
        raise typer.Exit


STOPS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that end a process on the spot: a job's time is up, a container or a terminal closes."""


@contextmanager
def stopped_cleanly() -> Iterator[None]:
    """Let a signal end the command as Ctrl-C does, so that it leaves nothing half written.

    A signal that whoever started the command has it ignore, as ``nohup`` does, stays ignored.
    """

    def stop(number: int, _frame: FrameType | None) -> None:
        sys.exit(128 + number)

    here = threading.current_thread() is threading.main_thread()  # no other may change handlers
    numbers = [getattr(signal, name) for name in STOPS if here and hasattr(signal, name)]
    handled = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    for number in handled:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, signal.SIG_DFL)


def main() -> None:
    """Run the command line; an error is one message, never a traceback."""
    # it opens no window, and with a setting that there is none of matplotlib does not import
    os.environ["MPLBACKEND"] = "agg"
    try:
        with stopped_cleanly():
            app(prog_name="topline")
    except topline.ToplineError as error:
        echo(f"Error: {error}", err=True)
        sys.exit(2)
    except MemoryError:
        echo(
            "Error: there is not enough memory; close other programs, ask for less at once, or "
            "raise the limit of memory that is set for the process",
            err=True,
        )
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:
        name = error.filename or "a file"
        echo(f"Error: {name} cannot be written ({error.strerror})", err=True)
        sys.exit(1)
