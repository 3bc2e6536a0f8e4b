"""Rows that do not fit in memory: seconds and peak memory of questions that an engine answers.

Data are made in pieces and kept: ``python benchmarks/engines.py --rows 3000000 --replicates 80``;
thirty million rows with eighty replicate weights take 10 GB of disk. Each question runs in a
process of its own, whose peak memory is that of its whole tree; CPU seconds are of all its
threads, imports among them, and tell more than the clock where others use the machine. With
--compare the numbers are compared with memory's before a time is printed. With --questions 200
the data are as many questions instead, 1 GB for ten million rows, and a report of all is written.
"""

import argparse
import datetime
import json
import os
import platform
import resource
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


REPORT = "report of all questions"

WORDS = {
    0: ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"],
    1: ["no", "yes"],
    2: ["Red", "Green", "Blue", "Yellow", "White", "Don't know"],
}


def design(kind):
    """Return the arguments of one of three designs."""
    if kind in ("linear", "report"):
        return {"weights": "w", "strata": "stratum", "clusters": "psu"}
    if kind == "rows":
        return {"weights": "w", "strata": "stratum"}
    # degrees of freedom are given, for the rank of the weights is one more read of all
    about = {"replicate_method": "sdr", "df": 79}
    return {"weights": "w", "replicate_weights": "rw", **about}


def make(folder, rows, replicates, questions):
    """Write the rows in pieces; what is there of the same size is kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, start in enumerate(range(0, rows, PIECE)):
        path = folder / f"part-{number:03}.parquet"
        if path.exists():
            continue
        rng = np.random.default_rng(number)
        size = min(PIECE, rows - start)
        psu = np.sort(rng.integers(0, CLUSTERS, size))
        weight = rng.uniform(0.5, 3, size)
        columns = {"stratum": psu // (CLUSTERS // STRATA), "psu": psu, "w": weight}
        if questions:
            columns |= {f"q{q + 1}": answers(rng, q % 5, size) for q in range(questions)}
        else:
            columns |= measured(rng, psu, weight, replicates)
        # a dictionary of weights that all differ takes more room than they do
        codes = [name for name in columns if not name.startswith(("w", "y", "rw"))]
        pd.DataFrame(columns).to_parquet(
            path, row_group_size=2**17, index=False, use_dictionary=codes
        )


def measured(rng, psu, weight, replicates):
    """Return a number, a domain, answers, and replicate weights."""
    size = len(psu)
    y = rng.normal(50, 9, size) + psu % 7
    y[rng.random(size) < 0.02] = np.nan
    dom, cat = rng.integers(0, DOMAINS, size), rng.integers(1, ANSWERS + 1, size)
    columns = {"y": y, "dom": dom, "cat": cat}
    for r in range(replicates):
        factor = 1 + 0.3 * ((psu * (r + 3)) % 5 - 2)
        columns[f"rw{r + 1}"] = (weight * factor).astype("float32")
    return columns


def answers(rng, kind, size):
    """Return the answers to a question: a scale, yes or no, one answer, codes, or an age."""
    if kind in WORDS:
        words = np.array([*WORDS[kind], None], dtype=object)
        return words[rng.integers(0, len(words), size)]
    if kind == 3:
        return rng.integers(1, 6, size).astype("int8")
    age = rng.integers(18, 91, size).astype("float32")
    age[rng.random(size) < 0.02] = np.nan
    return age


def answer(folder, name):
    """Ask one question and print seconds and numbers; run in a process of its own."""
    # imported here, for other processes need none of it
    from topline import Survey, write_survey_report

    kind, ask = QUESTIONS.get(name, ("report", None))
    start = time.perf_counter()
    survey = Survey(folder, **design(kind))
    made, numbers = time.perf_counter() - start, []
    if ask is None:
        questions = [name for name in survey.columns if name.startswith("q")]
        with tempfile.TemporaryDirectory() as page:
            write_survey_report(survey, questions, page)
    else:
        table = ask(survey).table
        numbers = table[["estimate", "std_error"]].to_numpy().tolist()
    seconds = time.perf_counter() - start
    # charts are drawn in processes of their own
    drawn = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = time.process_time() + drawn.ru_utime + drawn.ru_stime
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
    parser.add_argument("--questions", type=int, default=0, help="of a report, instead")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--answer")
    parser.add_argument("--compare", action="store_true", help="with memory, which must hold them")
    options = parser.parse_args()
    if options.answer:
        answer(options.folder, options.answer)
        return
    name = f"topline-{'report' if options.questions else 'engines'}-{options.rows}"
    folder = options.folder or Path(tempfile.gettempdir()) / name
    make(folder, options.rows, options.replicates, options.questions)
    held = f"{options.replicates} replicate weights"
    if options.questions:
        held = f"{options.questions} questions"
    print(f"{options.rows:,} rows, {held}, in {folder}")
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {versions()}"
    )
    print(f"{'question':22} {'open s':>7} {'all s':>7} {'CPU s':>7} {'MB':>6}")
    every = {REPORT: ("report", None)} if options.questions else QUESTIONS
    for name, (kind, _) in every.items():
        if kind == "replicates" and not options.replicates:
            continue
        found, peak = run(folder, name)
        told = f"{name:22} {found['made']:7.2f} {found['seconds']:7.2f} "
        told += f"{found['used']:7.2f} {peak:6.0f}"
        if options.compare and not options.questions:
            own = expected(folder, name)
            off = np.nanmax(np.abs(np.array(found["numbers"], dtype=float) / own - 1))
            told += f"  off by {off:.0e}"
            if not off < 1e-10:
                raise SystemExit(f"{told}: not the numbers of memory")
        print(told, flush=True)


if __name__ == "__main__":
    main()
