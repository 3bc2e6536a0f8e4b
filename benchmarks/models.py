"""Models of survey data beside svy and statsmodels: what is asked, and who answers."""

from contest import Entry, Result, Task, compete

OURS = ("topline", "linearised", "row by row", "one pass")
"""The package; and what it is measured with: the same model under the design's linearised
variance, the same factors where every row is another, and one pass over the rows of the fit."""

SHOWN = {
    "statsmodels": "statsmodels, no design",
    "linearised": "topline, linearised",
    "row by row": "topline, no two rows alike",
    "one pass": "topline, one pass",
}


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
    from performance import print_tasks

    print_tasks(__doc__, TASKS, run)


if __name__ == "__main__":
    main()
