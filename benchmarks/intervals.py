"""Intervals from counts against statsmodels and plain NumPy: what is asked, and who answers."""

import argparse
from dataclasses import dataclass

from contest import Entry, Result, compete


@dataclass(frozen=True)
class Task:
    """What is asked, of how many pairs of counts and bases, and who answers."""

    key: str
    words: str
    rows: int
    who: tuple[str, ...]


TASKS = (
    Task("wilson", "Wilson", 1_000_000, ("topline", "NumPy, no checks", "statsmodels")),
    Task("clopper_pearson", "Clopper and Pearson", 1_000_000, ("topline", "statsmodels")),
    Task("jeffreys", "Jeffreys", 1_000_000, ("topline", "statsmodels")),
    Task("newcombe", "difference of two, Newcombe", 1_000_000, ("topline", "statsmodels")),
    Task("mid_p", "mid-p, which no peer has", 1_000_000, ("topline", "one betaincinv pass")),
    Task("blaker", "Blaker, which no peer has", 1_000_000, ("topline", "one betaincinv pass")),
    Task(
        "miettinen_nurminen", "difference of two, Miettinen and Nurminen, against a loop of 300",
        300, ("topline", "statsmodels"),
    ),
    Task("scalar", "one pair, Wilson", 1, ("topline", "statsmodels")),
    Task("odds", "one pair of samples, odds ratio", 1, ("topline",)),
    Task("blyth_still_casella", "Blyth, Still and Casella, which no peer has", 100, ("topline",)),
    Task("wang", "Wang, which no peer has", 100, ("topline",)),
)  # fmt: skip


def run(task: Task, scale: float, rounds: int) -> tuple[str, int, list[Result]]:
    """Return what a task is, its pairs, and what was measured of each."""
    rows = int(task.rows * scale) if task.rows > 10_000 else task.rows
    entries = [
        Entry(
            name,
            "statsmodels" if name == "statsmodels" else "topline",
            ("intervals_run.py", name, task.key, str(rows)),
        )
        for name in task.who
    ]
    return task.words, rows, compete(entries, rounds)


def main() -> None:
    """Run every task and print a table."""
    # imported here, for the table imports this module for its tasks
    from performance import lines_of

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="times the pairs of large tasks")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tasks", nargs="*", default=[task.key for task in TASKS])
    asked = parser.parse_args()
    for task in TASKS:
        if task.key in asked.tasks:
            print(*lines_of(*run(task, asked.scale, asked.rounds)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
