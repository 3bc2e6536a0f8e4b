"""Every benchmark beside its peers, written as docs/performance.md with machine, versions, date."""

import argparse
import datetime
import os
import platform
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import asked
import intervals
import microdata
import models
import weighting
from contest import AGREED, Result, cores, interpreter

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
HEAD = (
    "| who | design, s | first, s | again, s | processor, s | memory, MB | topline/it "
    "| by processor | numbers apart | |"
)
RULE = "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |"

WORDS = """# How fast it is, beside others

Written by `make bench`. Each contestant is a process that stays alive and has its data in
memory; peers have environments of their own. All answer in turn, round by round, so that a busy
moment meets everybody. *Design* is what it takes to make the design, *first* the first answer
with it, *again* the median of further answers of the same design, *processor* their
processor time on all threads. *Memory* is the most that a process took beyond the data it held.
*topline/it* is the median of the rounds' own ratios, against the one of ours with the same
input: below 1 topline is faster, and where it is not, the line says **loses**. Numbers are
compared with topline's before times are printed: farther apart than {agreed:.0e} they are of
another task, and the line says so. Each part says when and where it was measured.
"""


def lines_of(words: str, rows: int, results: Sequence[Result]) -> Iterator[str]:
    """Return a task's table, a line each."""
    yield f"\n### {words}, {rows:,} rows\n"
    yield HEAD
    yield RULE
    for one in results:
        if one.failed:
            yield f"| {one.name} | | | | | | | | | {one.failed} |"
            continue
        yield (
            f"| {one.name} | {one.design:.3f} | {one.first:.3f} | {one.warm:.4f} | {one.used:.4f} "
            f"| {one.memory:,.0f} | {_number(one.ratio)} | {_number(one.used_ratio)} "
            f"| {_apart(one)} | {_verdict(one)} |"
        )


def print_tasks(
    told: str | None,
    tasks: Sequence[Any],
    run: Callable[[Any, float, int], tuple[str, int, list[Result]]],
) -> None:
    """Run the tasks of one part that the command line asks for, and print a table of each."""
    parser = argparse.ArgumentParser(description=told)
    parser.add_argument("--scale", type=float, default=1.0, help="times the rows of large tasks")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--tasks", nargs="*", default=sorted({task.key for task in tasks}))
    asked = parser.parse_args()
    for task in tasks:
        if task.key in asked.tasks:
            print(*lines_of(*run(task, asked.scale, asked.rounds)), sep="\n", flush=True)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


def _apart(one: Result) -> str:
    known = [each for each in (one.estimates_apart, one.errors_apart) if each is not None]
    return f"{max(known):.0e}" if known else ""


def _verdict(one: Result) -> str:
    told = []
    if not one.same:
        which = "estimates" if (one.estimates_apart or 0.0) > AGREED else "standard errors"
        told.append(f"other {which}")
    if one.lost:
        told.append("**topline loses**")
    return "; ".join(told)


def machine() -> str:
    """Say on what, with which versions, when, and how busy it was."""
    names = ("topline", "numpy", "scipy", "pandas", "polars", "narwhals")
    own = ", ".join(f"{name} {version(name)}" for name in names)
    peers = ", ".join(filter(None, map(_peer_version, ("svy", "samplics", "statsmodels",
                                                       "weightipy", "ipfn", "R"))))  # fmt: skip
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{datetime.date.today()}; {_processor()}, {cores()} cores, load {load} of the last 1, 5 "
        f"and 15 minutes; Python {platform.python_version()}, {own}; beside {peers}."
    )


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _peer_version(package: str) -> str:
    python = interpreter(package)
    if python is None:
        return ""
    ask = f"from importlib.metadata import version; print('{package}', version('{package}'))"
    if package == "R":
        ask = "cat('R', as.character(getRversion()), 'survey', "
        ask += "as.character(packageVersion('survey')))"
    done = subprocess.run(
        [python, "-e" if package == "R" else "-c", ask], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() if done.returncode == 0 else f"{package} (cannot be installed here)"


PARTS = {
    "asked": "What was asked, before and after",
    "intervals": "Intervals from counts",
    "microdata": "Estimates from microdata",
    "weighting": "Weighting",
    "models": "Models",
}
"""Heading of each part of the page. What is not run anew, and what ``engines.py`` found, stays."""

ASKED = """What was asked on 2026-11-26, by its number, and what it took then. *Now* is processor
time, which other work on the machine moves less than the clock, and *ratio* that of the same run,
in turn.
"""


def section(part: str, scale: float, rounds: int) -> Iterator[str]:
    """Run every task of a part and return its tables."""
    if part == "asked":
        yield ASKED
        yield from asked.lines(scale, rounds)
    if part == "intervals":
        for task in intervals.TASKS:
            yield from lines_of(*intervals.run(task, scale, rounds))
    if part == "microdata":
        with tempfile.TemporaryDirectory() as folder:
            for task in microdata.TASKS:
                yield from lines_of(*microdata.run(task, scale, rounds, folder=Path(folder)))
    if part == "weighting":
        for task in weighting.TASKS:
            yield from lines_of(*weighting.run(task, scale, rounds))
    if part == "models":
        for task in models.TASKS:
            yield from lines_of(*models.run(task, scale, rounds))


def held(page: Path) -> dict[str, str]:
    """Return the sections of a page as they stand, by their headings."""
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    parts = [part.partition("\n") for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]]
    return {heading: body for heading, _, body in parts}


def main() -> None:
    """Run all and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="times the rows of every task")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--parts", nargs="*", default=list(PARTS), choices=PARTS)
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    sections = held(given.page)
    written = [sections.pop(heading, "") for heading in PARTS.values()]
    for number, (part, heading) in enumerate(PARTS.items()):
        if part not in given.parts:
            continue
        about = f"{machine()} Medians of {given.rounds} rounds."
        if given.scale != 1:
            about += f" Rows are {given.scale:g} of those that `make bench` takes."
        print(f"\n## {heading}\n\n{about}\n")
        lines = ["", about, ""]
        for line in section(part, given.scale, given.rounds):
            print(line, flush=True)
            lines.append(line)
        written[number] = "\n".join(lines) + "\n\n"
    page = WORDS.format(agreed=AGREED)
    every = [*zip(PARTS.values(), written, strict=True), *sections.items()]
    page += "".join(f"\n## {heading}\n{body.rstrip()}\n" for heading, body in every if body)
    given.page.write_text(page, encoding="utf-8")
    print(f"\nwritten to {given.page}", file=sys.stderr)


if __name__ == "__main__":
    main()
