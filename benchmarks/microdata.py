"""Microdata against svy and R's survey: one run, ratios of seconds, peak memory of each process."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from microdata_run import REPLICATED

HERE = Path(__file__).parent
TASKS = {
    "1a": "linearised mean",
    "1b": "linearised mean, 51 domains",
    "1c": "linearised mean, 3,000 domains",
    "2a": "80-replicate mean",
    "2b": "80-replicate mean, 51 domains",
    "3": "linearised shares of 5 levels, 51 domains",
    "3r": "replicate shares of 5 levels, 51 domains",
    "4": "Woodruff median, 51 domains",
    "4r": "replicate median, 51 domains",
}


def make(rows: int, folder: Path) -> None:
    """Make the data in a process of its own, so that none inherits its memory."""
    subprocess.run(
        [sys.executable, "microdata_data.py", str(rows), str(folder)], cwd=HERE, check=True
    )


def measured(command: list[str]) -> dict[str, float] | None:
    """Run a contestant; None where it cannot run the task."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=HERE, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    return json.loads(lines[-1]) if done.returncode == 0 and lines else None


def contestants(task: str, folder: Path, rows: int, rounds: int, with_r: bool) -> dict:
    """Return what each package measured on one task."""
    python = [sys.executable, "microdata_run.py"]
    names = ("topline", "columns", "svy") if task in REPLICATED else ("topline", "svy")
    found = {name: measured([*python, name, task, str(folder), str(rounds)]) for name in names}
    if with_r and task != "1c":
        command = ["Rscript", "microdata.R", task, str(folder), str(rows), "1"]
        found["R survey"] = measured(command)
    return found


def main() -> None:
    """Make the data, run every task with every package, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--tasks", nargs="*", default=list(TASKS))
    parser.add_argument("--r", action="store_true", help="R's survey too, where it is installed")
    asked = parser.parse_args()
    with_r = asked.r and shutil.which("Rscript") is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(asked.rows, folder)
        print(f"{asked.rows:,} rows, 50 strata, about 2,000 clusters; medians of {asked.rounds}\n")
        print(f"{'':46}{'seconds':>9}{'built':>8}{'peak/input':>12}{'topline/it':>12}")
        for task in asked.tasks:
            if task == "1c":
                make(min(asked.rows, 1_000_000), folder)
            found = contestants(task, folder, asked.rows, asked.rounds, with_r)
            if task == "1c":
                make(asked.rows, folder)
            show(task, found)


def show(task: str, found: dict[str, dict[str, float] | None]) -> None:
    """Print a task's contestants, a line each."""
    ours = found["topline"]
    for name, figures in found.items():
        title = f"{task:3}{TASKS[task] if name == 'topline' else '':43}"
        if figures is None:
            print(f"{title[:34]:34}{name:>12}  cannot run it")
            continue
        memory = f"{figures['peak_ratio']:.2f}" if figures["peak_ratio"] else "–"
        ratio = f"{ours['seconds'] / figures['seconds']:.4f}" if ours else "–"
        print(
            f"{title[:46] if name == 'topline' else name.rjust(46)}{figures['seconds']:9.3f}"
            f"{figures['built']:8.2f}{memory:>12}{ratio:>12}",
            flush=True,
        )


if __name__ == "__main__":
    main()
