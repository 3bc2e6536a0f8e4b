"""A progress bar on a terminal, and nothing elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn
from rich.table import Column

from ...shown import shown_text

Tell = Callable[[str, int, int], None]


@contextmanager
def showing_progress() -> Iterator[Tell]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    # A question may have brackets or a long name: both are words, of one line.
    line = Column(no_wrap=True, overflow="ellipsis", max_width=40)
    what = TextColumn("{task.description}", markup=False, table_column=line)
    console = Console(stderr=True)
    bar = Progress(
        what,
        BarColumn(),
        TaskProgressColumn(),
        console=console,
        transient=True,
        # what happens is told step by step: a thread of its own would only stand in the way
        auto_refresh=False,
        disable=not console.is_terminal,
    )
    with bar:
        task = bar.add_task("Reading", total=None)
        yield lambda words, done, total: bar.update(
            task, description=shown_text(words), completed=done, total=total, refresh=True
        )
