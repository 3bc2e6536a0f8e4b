"""Weighting beside svy, weightipy and ipfn: one run, results compared first, each in its turn."""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parent / ".venv-peers"
OURS = ("topline", "arrays")
"""`Survey.rake` and `calibrate`, which prepare the variance, too; and the functions of columns."""

AGREED = 1e-6
"""How far a peer's weights may lie from ours, relative; beyond, its seconds are of another task."""


@dataclass(frozen=True)
class Task:
    """What is timed: its name, what it is, its rows, who takes part."""

    key: str
    words: str
    rows: int
    peers: tuple[str, ...]


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


class Contestant:
    """A package in a process of its own, which runs its task when it is told to."""

    def __init__(self, package: str, task: Task, rows: int) -> None:
        own = "topline" if package == "reading" else package
        what = "reading" if package == "reading" else task.key
        command = [interpreter(own), "weighting_run.py", own, what, str(rows)]
        self.process = subprocess.Popen(
            command, cwd=HERE, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.found: list[dict[str, Any]] = []

    def answer(self) -> dict[str, Any] | None:
        """Return what the process says next; None once it has failed."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        return None

    def run(self) -> bool:
        """Run the task once; False where it cannot."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return False
        found = self.answer()
        if found is not None:
            self.found.append(found)
        return found is not None

    @property
    def seconds(self) -> float:
        """The median but for the first run, which is compared."""
        return median(run["seconds"] for run in self.found[1:])

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def interpreter(package: str) -> str:
    """Return the Python that has a package: this one, or one of an environment of its own."""
    if package in ("topline", "arrays", "svy"):
        return sys.executable
    folder = ENVIRONMENTS / package
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", package, "pandas"]
        subprocess.run(install, check=False)
    return str(python)


def compete(task: Task, rows: int, rounds: int) -> None:
    """Run a task with all who take part, in turn, and print a line for each."""
    contestants = {name: Contestant(name, task, rows) for name in task.peers}
    ready = {name: one for name, one in contestants.items() if one.answer() is not None}
    # the first run of each is compared, and not timed but where it is the first that counts
    ready = {name: one for name, one in ready.items() if one.run()}
    for _ in range(rounds):
        ready = {name: one for name, one in ready.items() if one.run()}
    for one in contestants.values():
        one.close()
    ours = {name: ready[name] for name in OURS if name in ready}
    for name, one in contestants.items():
        title = f"{task.words}, {rows:,} rows" if name == "topline" else ""
        if name not in ready or "topline" not in ours:
            print(f"{title:58}{name:>10}  cannot run it")
            continue
        print(f"{title:58}{name:>10}{_figures(name, one, ours)}", flush=True)


def _figures(name: str, one: Contestant, ours: Mapping[str, Contestant]) -> str:
    """Return a contestant's seconds and memory, our seconds over its, and whether it agrees."""
    theirs = one.seconds
    line = f"{theirs:10.4f}{max(run['columns'] for run in one.found):9.1f}"
    if name != "topline":
        ratios = [f"{ours[mine].seconds / theirs:.3f}" if mine in ours and mine != name else ""
                  for mine in OURS]  # fmt: skip
        line += f"{ratios[0]:>12}{ratios[1]:>11}"
    if name in ("topline", "reading"):
        return line
    first, other = (each.found[0]["checksum"] for each in (ours["topline"], one))
    apart = abs(other / first - 1)
    line += f"   weights apart by {apart:.0e}" if apart <= AGREED else (
        f"   OTHER WEIGHTS, apart by {apart:.1e}"
    )  # fmt: skip
    lost = name not in OURS and ours["topline"].seconds > theirs
    return line + ("   topline loses" if lost else "")


def main() -> None:
    """Run every task and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="times the rows of every task")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tasks", nargs="*", default=[task.key for task in TASKS])
    asked = parser.parse_args()
    print(f"medians of {asked.rounds}; memory above the data's, in columns of weights (8 bytes)\n")
    print(f"{'':68}{'seconds':>10}{'memory':>9}{'topline/it':>12}{'arrays/it':>11}")
    for task in TASKS:
        if task.key in asked.tasks:
            compete(task, int(task.rows * asked.scale), asked.rounds)


if __name__ == "__main__":
    main()
