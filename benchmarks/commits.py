"""Two checkouts of topline side by side: the same tasks, in turn, in a process each.

``python benchmarks/commits.py ../before .`` starts one process per checkout, has both do every task
once unmeasured, compares their numbers, then goes round by round, a task here, the same task there,
the order turned about each round. It prints the medians and their ratio.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

TOLERANCE = 1e-9
"""How far two commits' sums of results may lie apart, relative to their size."""


def tasks(rows: int, folder: Path) -> dict[str, Callable[[], Any]]:
    """Return what is timed, by name; each returns numbers to compare."""
    import numpy as np
    import pandas as pd

    import topline

    rng = np.random.default_rng(20181116)
    n = rng.integers(20, 2001, 1_000_000)
    x = rng.binomial(n, rng.uniform(0, 1, n.size))
    small, large = _data(pd, rng, 1_000), _data(pd, rng, rows)
    design = {"weights": "weight", "strata": "stratum", "clusters": "cluster"}
    few, many = topline.Survey(small, **design), topline.Survey(large, **design)
    again = topline.Survey(
        large,
        weights="weight",
        replicate_weights=rng.uniform(0.5, 1.5, (rows, 80)) * large[["weight"]].to_numpy(),
        replicate_method="sdr",
    )
    groups = topline.load_example_survey()
    example = topline.Survey(groups, weights="weight", strata="stratum", clusters="cluster")
    figures = topline.estimate_figures(topline.load_icims())

    def drawn() -> Any:
        axes = topline.plot_estimates(figures.subset(figures.table["ci_low"].notna()))
        topline.publish(axes, title="t").save(folder / "chart.svg")
        axes.figure.clear()
        return [1.0]

    def limits(estimates: Any) -> Any:
        return estimates.table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)

    return {
        "wilson, a scalar": lambda: topline.proportion_interval(252, 400),
        "wilson, 1M pairs": lambda: topline.proportion_interval(x, n),
        "clopper_pearson, 200k pairs": lambda: topline.proportion_interval(
            x[:200_000], n[:200_000], method="clopper_pearson"
        ),
        "difference, a scalar": lambda: topline.difference_interval(252, 400, 205, 400),
        "difference, 200k pairs": lambda: topline.difference_interval(
            x[:200_000], n[:200_000], x[200_000:400_000], n[200_000:400_000]
        ),
        "percent_interval": lambda: _ends(topline.percent_interval("63%", 400)),
        "figures of iCIMS": lambda: limits(topline.estimate_figures(topline.load_icims())),
        "mean, 1k rows": lambda: limits(few.mean("y")),
        "share, 1k rows": lambda: limits(few.proportion("level")),
        "share by group, 1k rows": lambda: limits(few.proportion("level", by="domain")),
        "median, 1k rows": lambda: limits(few.median("y")),
        "crosstab, example": lambda: limits(
            example.crosstab("prefers_note", ["role", "employer_size"]).estimates
        ),
        "design built": lambda: [len(topline.Survey(large, **design))],
        "1a mean": lambda: limits(many.mean("y")),
        "1b mean by 51": lambda: limits(many.mean("y", by="domain")),
        "2a replicate mean": lambda: limits(again.mean("y")),
        "2b replicate mean by 51": lambda: limits(again.mean("y", by="domain")),
        "3 shares by 51": lambda: limits(many.proportion("level", by="domain")),
        "4 median by 51": lambda: limits(many.median("y", by="domain")),
        "chart saved": drawn,
    }


def _ends(found: Any) -> Any:
    limits = getattr(found, "interval", None)  # as it was called before ci_low and ci_high
    return [*limits] if limits is not None else [found.ci_low, found.ci_high]


def _data(pd: Any, rng: Any, rows: int) -> Any:
    cluster = rng.integers(0, 2_000 if rows > 10_000 else 60, rows)
    return pd.DataFrame(
        {
            "cluster": cluster,
            "stratum": cluster % 20,
            "weight": rng.uniform(1, 5, rows),
            "y": rng.normal(50, 10, rows),
            "level": pd.Categorical.from_codes(rng.integers(0, 5, rows), list("abcde")),
            "domain": rng.integers(0, 51 if rows > 10_000 else 5, rows),
        }
    )


def worker(rows: int) -> None:
    """Do the tasks that are asked for, a line of input each, and answer with a line of JSON."""
    import numpy as np

    with tempfile.TemporaryDirectory() as name:
        known = tasks(rows, Path(name))
        print(json.dumps(list(known)), flush=True)
        for line in sys.stdin:
            start = time.perf_counter()
            found = known[line.strip()]()
            seconds = time.perf_counter() - start
            total = float(np.nansum(np.asarray(found, dtype=float)))
            print(json.dumps([seconds, total]), flush=True)


class Contestant:
    """A process that runs one checkout's tasks."""

    def __init__(self, checkout: Path, rows: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), "--worker", "--rows", str(rows)],
            env={**os.environ, "PYTHONPATH": str(checkout.resolve() / "analysis")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.tasks: list[str] = self.answer()

    def answer(self) -> Any:
        """Read one line of the process's answers."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("a contestant stopped; its message stands above")
        return json.loads(line)

    def run(self, task: str) -> tuple[float, float]:
        """Return the seconds a task took, and the sum of its numbers."""
        assert self.process.stdin is not None
        self.process.stdin.write(task + "\n")
        self.process.stdin.flush()
        seconds, total = self.answer()
        return seconds, total


def main() -> None:
    """Compare two checkouts and print a line a task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path, nargs="?")
    parser.add_argument("after", type=Path, nargs="?")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tasks", nargs="*")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.worker:
        worker(asked.rows)
        return
    before, after = (Contestant(path, asked.rows) for path in (asked.before, asked.after))
    print(f"medians of {asked.rounds} rounds, {asked.rows:,} rows in the large tasks")
    print(f"{'':32}{'before, ms':>12}{'after, ms':>12}{'after/before':>14}")
    for task in asked.tasks or after.tasks:
        (_, one), (_, two) = before.run(task), after.run(task)  # warm, and compared first
        differ = abs(one - two) > TOLERANCE * max(abs(one), 1)
        pairs = []
        for turn in range(asked.rounds):
            if turn % 2:
                second = after.run(task)[0]
                pairs.append((before.run(task)[0], second))
            else:
                first = before.run(task)[0]
                pairs.append((first, after.run(task)[0]))
        old, new = (median(pair[at] for pair in pairs) for at in (0, 1))
        ratio = median(pair[1] / pair[0] for pair in pairs)
        said = f"  the numbers differ: {one!r} and {two!r}" if differ else ""
        print(f"{task:32}{old * 1e3:12.3f}{new * 1e3:12.3f}{ratio:14.2f}{said}", flush=True)


if __name__ == "__main__":
    main()
