"""Intervals from counts against statsmodels and plain NumPy: what is asked, and who answers."""

from contest import Entry, Result, Task, compete

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
    from performance import print_tasks

    print_tasks(__doc__, TASKS, run)


if __name__ == "__main__":
    main()
