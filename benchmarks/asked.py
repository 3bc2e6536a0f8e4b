"""What was asked of topline's speed, before and after: each beside a peer in the same run.

Seconds of a busy machine say little, so a task is measured by its processor time, and beside svy or
pandas in turn. What was before is what was found on 2026-11-26 on a quiet machine.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from intervals_run import pairs
from microdata import TASKS, DesignTask, run

HEAD = "| what | before | asked | now | as a ratio | |\n| --- | --- | --- | --- | --- | --- |"


@dataclass(frozen=True)
class Measured:
    """What was measured: processor seconds, the ratio, what it is to, and how much was asked."""

    what: str
    before: str
    asked: str
    now: float
    ratio: float | None = None
    beside: str = ""
    most: float = 0.0
    most_ratio: float = 0.0

    def line(self) -> str:
        """Return its line of the table; it holds where one of the two does."""
        holds = self.now <= self.most or (self.ratio or np.inf) <= self.most_ratio
        ratio = "" if self.ratio is None else f"{self.ratio:.2g} of {self.beside}"
        verdict = "holds" if holds else "**does not hold**"
        told = (self.what, self.before, self.asked, _time(self.now), ratio, verdict)
        return f"| {' | '.join(told)} |"


def _time(seconds: float) -> str:
    units = (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6))
    unit, size = next((own for own in units if seconds >= own[1]), units[-1])
    return f"{seconds / size:.3g} {unit}"


BESIDE_SVY = {
    ("1a", 1_000, 0): ("7: a mean of 1,000 rows", "7 ms, 14 × svy", "2 ms or 4 × svy", 2e-3, 4),
    ("3s", 1_000, 0): ("7: shares", "10 ms", "2 ms or 4 × svy", 2e-3, 4),
    ("4s", 1_000, 0): ("7: a median", "23 ms", "6 ms or 4 × svy", 6e-3, 4),
    ("1a", 3_000_000, 0): ("9: 1a, a mean", "0.9 to 1.4 × svy", "0.6 × svy", 0, 0.6),
    ("2a", 3_000_000, 0): ("9: 2a, 80 replicates", "1 to 1.7 × svy", "1 × svy", 0, 1),
    ("2b", 3_000_000, 0): ("9: 2b, columns, by 51", "", "0.5 × svy", 0, 0.5),
    ("3", 3_000_000, 0): ("9: 3, shares by 51", "", "1/100 × svy", 0, 0.01),
    ("4", 3_000_000, 0): ("9: 4, medians by 51", "", "as then", 0, 1),
}
"""Tasks of `microdata.py`: the words, what was before, what was asked in words, and as numbers."""


def beside_svy(scale: float, rounds: int, folder: Path) -> Iterator[Measured]:
    """Ask what svy can be asked, too: array and columns each against it."""
    quiet: dict[str, float] = {}
    for task in TASKS:
        known = BESIDE_SVY.get((task.key, task.rows, task.busy))
        if known is None and not task.busy:
            continue
        who = tuple(name for name in task.who if name in ("topline", "columns", "svy"))
        shortened = DesignTask(task.key, task.words, task.rows, who, task.busy)
        results = run(shortened, scale, rounds, folder=folder)[2]
        *ours, peer = results
        if peer.failed or not peer.same:
            raise SystemExit(f"{task.words}: svy answers something else: {peer.failed}")
        if known is None:
            for one in ours:
                ratio = one.used / quiet[one.name]
                yield Measured(f"8: {task.words}, {one.name}", "16 × quiet", "3 × quiet", one.used,
                               ratio, "quiet", most_ratio=3)  # fmt: skip
            continue
        words, before, asked, most, most_ratio = known
        for one in ours:
            quiet[one.name] = one.used
            name = f"{words}, {one.name}" if len(ours) > 1 else words
            yield Measured(name, before, asked, one.used, one.used / peer.used, "svy's", most,
                           most_ratio)  # fmt: skip


def calls(rounds: int) -> Iterator[Measured]:
    """Ask one call at a time, and many pairs of counts."""
    import topline

    x, n = pairs(10_000)
    scalar = {
        "13: `odds_ratio_interval`, one": (
            "242 µs", 60e-6, 500, lambda: topline.odds_ratio_interval(52, 100, 40, 90)
        ),
        "13: `percent_interval`, one": (
            "0.28 ms", 80e-6, 500, lambda: topline.percent_interval(52, 400)
        ),
        "13: Blyth, Still and Casella, 10,000 pairs": (
            "70 s", 5, 1, lambda: topline.proportion_interval(x, n, method="blyth_still_casella")
        ),
        "13: Wang, 10,000 pairs": (
            "70 s", 5, 1, lambda: topline.proportion_interval(x, n, method="wang")
        ),
    }  # fmt: skip
    for what, (before, most, times, call) in scalar.items():
        now = _used(call, times, rounds if times > 1 else 1)
        yield Measured(what, before, _time(most), now, most=most)


def _used(call: Callable[[], Any], times: int, rounds: int) -> float:
    """Return the processor seconds of a call: the median of rounds of some, after a first one."""
    if times > 1:
        call()
    found = []
    for _ in range(rounds):
        start = time.process_time()
        for _ in range(times):
            call()
        found.append((time.process_time() - start) / times)
    return median(found)


def crosstabs() -> Iterator[Measured]:
    """Ask 40 questions by 5 banners of a stratified sample of 2,000 units."""
    import pandas as pd

    import topline

    rng = np.random.default_rng(7)
    words = np.array(["never", "rarely", "sometimes", "often", "always", "both"], dtype=object)
    for rows, before, most, told in (
        (10_000, "", 40 * 8e-3, "8 ms a question"),
        (1_000_000, "8.6 s", 3.0, "3 s"),
    ):
        data = {f"q{q}": words[rng.integers(0, 5, rows)] for q in range(40)}
        data |= {f"b{b}": words[rng.integers(0, 2 + b, rows)] for b in range(5)}
        psu, w = np.sort(rng.integers(0, 2_000, rows)), rng.uniform(1, 3, rows)
        frame = pd.DataFrame(data).assign(w=w, psu=psu, stratum=psu // 40)
        survey = topline.Survey(frame, weights="w", strata="stratum", clusters="psu")
        banners = [f"b{b}" for b in range(5)]

        def asked(of: Any = survey, by: Any = banners) -> None:
            for q in range(40):
                of.crosstab(f"q{q}", by)

        yield Measured(f"9: crosstab 40 × 5, {rows:,} rows", before, told, _used(asked, 1, 1),
                       most=most)  # fmt: skip


COMMANDS = {
    "interval": (("52", "400"), "0.84 s", 0.4),
    "compare": (("52", "400", "40", "380"), "", 0.5),
    "check": (("63% > 50%", "--n", "400"), "", 0.5),
    "plan margin": (("3%",), "", 0.5),
    "plan difference": (("50%", "55%"), "", 0.5),
}
"""What is typed, what it took, and what it may take, cold."""


def commands(rounds: int, folder: Path) -> Iterator[Measured]:
    """Start the command line anew each time; a file's estimate beside pandas' reading of it."""
    import pandas as pd

    for name, (arguments, before, most) in COMMANDS.items():
        now = median(_started("-m", "topline", *name.split(), *arguments) for _ in range(rounds))
        yield Measured(f"12: `topline {name}`, cold", before, f"{most:g} s", now, most=most)
    rng, path, size = np.random.default_rng(7), folder / "rows.parquet", 1_000_000
    rows = {f"z{i}": rng.uniform(0, 1, size) for i in range(6)}
    rows |= {"y": rng.normal(50, 9, size), "w": rng.uniform(1, 3, size)}
    pd.DataFrame(rows | {"dom": rng.integers(0, 51, size)}).to_parquet(path)
    reading = f"import pandas; pandas.read_parquet({str(path)!r}, columns=['y', 'w', 'dom'])"
    asked = ("estimate", str(path), "--mean", "y", "--by", "dom", "--weights", "w")
    both = [(_started("-m", "topline", *asked), _started("-c", reading)) for _ in range(rounds)]
    ratio = median(ours / theirs for ours, theirs in both)
    yield Measured("10, 12: `topline estimate`, 1 M rows of Parquet", "", "1.3 × reading",
                   median(ours for ours, _ in both), ratio, "pandas' reading",
                   most_ratio=1.3)  # fmt: skip


def _started(*command: str) -> float:
    """Return the processor seconds of a new process of this Python."""
    # an installed package is compiled already
    env = {name: own for name, own in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, env=env)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def charts(rounds: int, folder: Path) -> Iterator[Measured]:
    """Draw a chart in all formats, after the first."""
    import topline

    figures = topline.estimate_figures(topline.load_icims())
    figures = figures.subset(figures.table["ci_low"].notna())

    def drawn() -> None:
        axes = topline.plot_estimates(figures)
        chart = topline.publish(axes, title="t")
        for kind in ("svg", "png", "pdf"):
            chart.save(folder / f"chart.{kind}")
        axes.figure.clear()

    drawn()
    now = _used(drawn, 1, rounds)
    yield Measured("11: a chart as SVG, PNG and PDF", "", "0.35 s", now, most=0.35)


def lines(scale: float, rounds: int) -> Iterator[str]:
    """Measure all and return the table, a line each."""
    yield HEAD
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for found in (
            calls(rounds), commands(rounds, folder), charts(rounds, folder),
            beside_svy(scale, rounds, folder), crosstabs(),
        ):  # fmt: skip
            for one in found:
                yield one.line()


if __name__ == "__main__":
    for line in lines(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0, 5):
        print(line, flush=True)
