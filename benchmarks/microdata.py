"""Estimates from microdata against svy, samplics and R's survey: what is asked, and who answers."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from contest import Entry, Result, Task, compete

HERE = Path(__file__).parent
OURS = {"topline": "topline, array", "columns": "topline, columns"}
"""Replicate weights as an array, and as columns of the frame, as peers have them."""


@dataclass(frozen=True)
class DesignTask(Task):
    """A task, and how many processes compute beside it."""

    busy: int = 0

    @property
    def scales(self) -> bool:
        """Whether a smaller run takes fewer rows."""
        return self.rows > 1_000


_LINEARISED = ("topline", "svy", "samplics", "R")
_REPLICATED = ("topline", "columns", "svy", "R")
_TWO = ("topline", "svy")
TASKS = (
    DesignTask("1a", "a mean", 1_000, _TWO),
    DesignTask("3s", "shares of 5 levels", 1_000, _TWO),
    DesignTask("4s", "a median", 1_000, _TWO),
    DesignTask("1a", "1a: a mean", 3_000_000, _LINEARISED),
    DesignTask("1b", "1b: means of 51 domains", 3_000_000, _LINEARISED),
    DesignTask("1c", "1c: means of 3,000 domains", 1_000_000, _TWO),
    DesignTask("2a", "2a: a mean under 80 replicate weights", 3_000_000, _REPLICATED),
    DesignTask(
        "2a", "2a beside two busy processes", 3_000_000, ("topline", "columns", "svy"), busy=2
    ),
    DesignTask("2b", "2b: means of 51 domains under 80 replicate weights", 3_000_000, _REPLICATED),
    DesignTask("3", "3: shares of 5 levels in 51 domains", 3_000_000, ("topline", "svy", "R")),
    DesignTask(
        "3r", "3r: the same under 80 replicate weights", 3_000_000, ("topline", "columns", "svy")
    ),
    DesignTask("4", "4: medians of 51 domains, Woodruff", 3_000_000, _TWO),
    DesignTask("4r", "4r: medians of 51 domains under 80 replicate weights", 1_000_000, _TWO),
)


def make(rows: int, folder: Path) -> None:
    """Make the data in a process of its own, so that none inherits its memory."""
    if not folder.exists():
        command = [sys.executable, "microdata_data.py", str(rows), str(folder)]
        subprocess.run(command, cwd=HERE, check=True)


def entry(name: str, task: DesignTask, folder: Path, rows: int) -> Entry:
    """Return who takes part in a task."""
    asked = (task.key, str(folder), str(rows))
    if name == "R":
        return Entry("R survey", "R", ("microdata.R", *asked))
    package = "topline" if name in OURS else name
    against = OURS["columns"] if "columns" in task.who and name not in OURS else None
    shown = OURS.get(name, name) if "columns" in task.who else name
    return Entry(shown, package, ("microdata_run.py", name, *asked), against)


def run(
    task: DesignTask, scale: float, rounds: int, *, folder: Path
) -> tuple[str, int, list[Result]]:
    """Return what a task is, its rows, and what was measured of each."""
    rows = int(task.rows * scale) if task.scales else task.rows
    place = folder / str(rows)
    make(rows, place)
    entries = [entry(name, task, place, rows) for name in task.who]
    return task.words, rows, compete(entries, rounds, task.busy)


def main() -> None:
    """Make the data, run every task with every package, and print a table."""
    # imported here, for the table imports this module for its tasks
    from performance import print_tasks

    with tempfile.TemporaryDirectory() as name:
        print_tasks(__doc__, TASKS, partial(run, folder=Path(name)))


if __name__ == "__main__":
    main()
