"""Models of survey data beside svy and statsmodels: what is asked, and who answers."""

import argparse
from dataclasses import dataclass

from contest import Entry, Result, compete

OURS = ("topline", "linearised", "row by row", "one pass")
"""The package; and what it is measured with: the same model under the design's linearised
variance, the same factors where every row is another, and one pass over the rows of the fit."""

SHOWN = {
    "statsmodels": "statsmodels, no design",
    "linearised": "topline, linearised",
    "row by row": "topline, no two rows alike",
    "one pass": "topline, one pass",
}


@dataclass(frozen=True)
class Task:
    """What is timed: its name, what it is, its rows, who takes part."""

    key: str
    words: str
    rows: int
    who: tuple[str, ...]


TASKS = (
    Task("logistic", "logistic, 10 numbers", 1_000_000, ("topline", "svy", "statsmodels")),
    Task(
        "factors", "logistic, 4 factors, 120 cells", 1_000_000,
        ("topline", "row by row", "svy", "statsmodels"),
    ),
    Task(
        "replicates", "logistic, 10 numbers, 80 replicate weights", 1_000_000,
        ("topline", "linearised", "svy"),
    ),
    Task(
        "margins", "average marginal effects of 10 numbers", 1_000_000,
        ("topline", "one pass", "svy"),
    ),
)  # fmt: skip


def run(task: Task, scale: float, rounds: int) -> tuple[str, int, list[Result]]:
    """Return what a task is, its rows, and what was measured of each."""
    rows = int(task.rows * scale)
    entries = [
        Entry(
            SHOWN.get(name, name),
            "topline" if name in OURS else name,
            ("models_run.py", name, task.key, str(rows)),
        )
        for name in task.who
    ]
    return task.words, rows, compete(entries, rounds)


def main() -> None:
    """Run every task and print a table."""
    # imported here, for the table imports this module for its tasks
    from performance import lines_of

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="times the rows of every task")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tasks", nargs="*", default=[task.key for task in TASKS])
    asked = parser.parse_args()
    for task in TASKS:
        if task.key in asked.tasks:
            print(*lines_of(*run(task, asked.scale, asked.rounds)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
