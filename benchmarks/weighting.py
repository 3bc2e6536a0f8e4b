"""Weighting beside svy, weightipy and ipfn: one run, results compared first, each in its turn."""

from contest import Entry, Result, Task, compete

OURS = ("topline", "arrays")
"""`Survey.rake` and `calibrate`, which prepare the variance, too; and the functions of columns."""


TASKS = (
    Task(
        "coded", "rake 2 × 6 × 51, coded columns", 3_000_000, ("topline", "arrays", "svy", "ipfn")
    ),
    Task(
        "strings", "the same, from three columns of text", 3_000_000, ("topline", "arrays", "svy")
    ),
    Task("unweighted", "the same, no start weights", 3_000_000, ("topline", "weightipy")),
    Task("linear", "calibrate to 10 numbers, linear", 1_000_000, ("topline", "arrays", "svy")),
    Task("logit", "calibrate to 10 numbers, logit", 1_000_000, ("topline", "arrays")),
    Task("replicates", "rake 80 replicates, too", 1_000_000, ("topline", "reading", "svy")),
)


def entry(name: str, task: Task, rows: int) -> Entry:
    """Return who takes part in a task; "reading" sums the replicate weights once."""
    package = "topline" if name in (*OURS, "reading") else name
    what = "reading" if name == "reading" else task.key
    runner = "topline" if name == "reading" else name
    return Entry(name, package, ("weighting_run.py", runner, what, str(rows)))


def run(task: Task, scale: float, rounds: int) -> tuple[str, int, list[Result]]:
    """Return what a task is, its rows, and what was measured of each."""
    rows = int(task.rows * scale)
    return task.words, rows, compete([entry(name, task, rows) for name in task.who], rounds)


def main() -> None:
    """Run every task and print a table."""
    # imported here, for the table imports this module for its tasks
    from performance import print_tasks

    print_tasks(__doc__, TASKS, run)


if __name__ == "__main__":
    main()
