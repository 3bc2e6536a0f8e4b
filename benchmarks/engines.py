"""Rows that do not fit in memory: seconds and peak memory of questions that an engine answers.

Data are made in pieces and kept: ``python benchmarks/engines.py --rows 3000000 --replicates 80``;
thirty million rows with eighty replicate weights take 10 GB of disk. Each question runs in a
process of its own, whose peak memory is that of its whole tree; CPU seconds are of all its
threads, imports among them, and tell more than the clock where others use the machine. With
--compare the numbers are compared with memory's before a time is printed.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd

PIECE = 1_000_000
STRATA, CLUSTERS, DOMAINS, ANSWERS = 50, 2_000, 51, 5

QUESTIONS = {
    "1a mean": ("linear", lambda survey: survey.mean("y")),
    "1b mean by 51": ("linear", lambda survey: survey.mean("y", by="dom")),
    "3 shares by 51": ("linear", lambda survey: survey.proportion("cat", by="dom")),
    "median by 51": ("linear", lambda survey: survey.median("y", by="dom")),
    "crosstab 5 x 51": ("linear", lambda survey: survey.crosstab("cat", "dom").estimates),
    "bootstrap 500 by 51": (
        "linear",
        lambda survey: survey.to_replicates("bootstrap", replicates=500, rng=1).mean("y", by="dom"),
    ),
    "rows as units by 51": ("rows", lambda survey: survey.mean("y", by="dom")),
    "2a mean, replicates": ("replicates", lambda survey: survey.mean("y")),
    "2b by 51, replicates": ("replicates", lambda survey: survey.mean("y", by="dom")),
}


def design(kind):
    """Return the arguments of one of three designs."""
    if kind == "linear":
        return {"weights": "w", "strata": "stratum", "clusters": "psu"}
    if kind == "rows":
        return {"weights": "w", "strata": "stratum"}
    # degrees of freedom are given, for the rank of the weights is one more read of all
    about = {"replicate_method": "sdr", "df": 79}
    return {"weights": "w", "replicate_weights": "rw", **about}


def make(folder, rows, replicates):
    """Write the rows in pieces; what is there of the same size is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, rows, PIECE)):
        path = folder / f"part-{number:03}.parquet"
        if path.exists():
            continue
        rng = np.random.default_rng(number)
        size = min(PIECE, rows - start)
        psu = np.sort(rng.integers(0, CLUSTERS, size))
        y = rng.normal(50, 9, size) + psu % 7
        y[rng.random(size) < 0.02] = np.nan
        weight = rng.uniform(0.5, 3, size)
        columns = {
            "stratum": psu // (CLUSTERS // STRATA),
            "psu": psu,
            "w": weight,
            "y": y,
            "dom": rng.integers(0, DOMAINS, size),
            "cat": rng.integers(1, ANSWERS + 1, size),
        }
        for r in range(replicates):
            factor = 1 + 0.3 * ((psu * (r + 3)) % 5 - 2)
            columns[f"rw{r + 1}"] = (weight * factor).astype("float32")
        # a dictionary of weights that all differ takes more room than they do
        codes = ["stratum", "psu", "dom", "cat"]
        pd.DataFrame(columns).to_parquet(
            path, row_group_size=2**17, index=False, use_dictionary=codes
        )


def answer(folder, name):
    """Ask one question and print seconds and numbers; run in a process of its own."""
    # imported here, for other processes need none of it
    from topline import Survey

    kind, ask = QUESTIONS[name]
    start = time.perf_counter()
    survey = Survey(folder, **design(kind))
    made = time.perf_counter() - start
    table = ask(survey).table
    seconds, used = time.perf_counter() - start, time.process_time()
    numbers = table[["estimate", "std_error"]].to_numpy().tolist()
    print(json.dumps({"made": made, "seconds": seconds, "used": used, "numbers": numbers}))


def run(folder, name):
    """Return what a process found, and the most memory its tree held, in MB."""
    command = [sys.executable, __file__, "--folder", str(folder), "--answer", name]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    peak, done = [0.0], threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watcher.start()
    out, _ = process.communicate()
    done.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{name} failed")
    return json.loads(out.splitlines()[-1]), peak[0]


def _watch(pid, peak, done):
    while not done.wait(0.05):
        peak[0] = max(peak[0], sum(map(_memory, _tree(pid))))


def _tree(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _memory(pid):
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    size = next((line for line in text.splitlines() if line.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(size.split()[1]) / 1024


def expected(folder, name):
    """Return the numbers of the same rows in memory."""
    from topline import Survey

    kind, ask = QUESTIONS[name]
    table = ask(Survey(pd.read_parquet(folder), **design(kind))).table
    return table[["estimate", "std_error"]].to_numpy()


def versions():
    """Say when, and with which versions."""
    names = ("topline", "narwhals", "duckdb", "pandas", "numpy")
    told = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{datetime.date.today()}, Python {platform.python_version()}, {told}"


def main():
    """Make the data, ask every question and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=PIECE)
    parser.add_argument("--replicates", type=int, default=80)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--answer")
    parser.add_argument("--compare", action="store_true", help="with memory, which must hold them")
    options = parser.parse_args()
    if options.answer:
        answer(options.folder, options.answer)
        return
    folder = options.folder or Path(tempfile.gettempdir()) / f"topline-engines-{options.rows}"
    make(folder, options.rows, options.replicates)
    print(f"{options.rows:,} rows, {options.replicates} replicate weights, in {folder}")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {versions()}"
    )
    print(f"{'question':22} {'open s':>7} {'all s':>7} {'CPU s':>7} {'MB':>6}")
    for name, (kind, _) in QUESTIONS.items():
        if kind == "replicates" and not options.replicates:
            continue
        found, peak = run(folder, name)
        told = f"{name:22} {found['made']:7.2f} {found['seconds']:7.2f} "
        told += f"{found['used']:7.2f} {peak:6.0f}"
        if options.compare:
            own = expected(folder, name)
            off = np.nanmax(np.abs(np.array(found["numbers"], dtype=float) / own - 1))
            told += f"  off by {off:.0e}"
            if not off < 1e-10:
                raise SystemExit(f"{told}: not the numbers of memory")
        print(told, flush=True)


if __name__ == "__main__":
    main()
