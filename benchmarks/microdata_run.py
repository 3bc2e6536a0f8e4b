"""Run one task with one package in a process of its own; print seconds and peak memory as JSON."""

import json
import sys
import time
import warnings
from pathlib import Path

import pandas as pd
from microdata_data import read, read_columns, read_replicates

WANTED = {
    "1a": ("y",),
    "1b": ("y", "dom"),
    "1c": ("y", "many"),
    "2a": ("y",),
    "2b": ("y", "dom"),
    "3": ("cat", "dom"),
    "3r": ("cat", "dom"),
    "4": ("y", "dom"),
    "4r": ("y", "dom"),
}
REPLICATED = ("2a", "2b", "3r", "4r")


def with_topline(task, frame, replicates):
    """Return seconds to build the design, and the task."""
    from topline import Survey

    start = time.perf_counter()
    if task in REPLICATED:
        survey = Survey(
            frame,
            weights="w",
            replicate_weights="rw" if replicates is None else replicates,
            replicate_method="sdr",
            df=79,
        )
    else:
        survey = Survey(frame, weights="w", strata="stratum", clusters="psu")
    built = time.perf_counter() - start
    by = {"1a": None, "2a": None, "1c": "many"}.get(task, "dom")
    how = {"method": "replicate"} if task == "4r" else {}
    return built, {
        "1": lambda: survey.mean("y", by=by),
        "2": lambda: survey.mean("y", by=by),
        "3": lambda: survey.proportion("cat", by=by),
        "4": lambda: survey.median("y", by=by, **how),
    }[task[0]]


def with_svy(task, frame, replicates):
    """Return seconds to build the design, and the task."""
    import polars as pl
    import svy

    data = pl.DataFrame({name: frame[name].to_numpy() for name in frame})
    start = time.perf_counter()
    if task in REPLICATED:
        columns = [pl.Series(f"rw{k + 1}", replicates[:, k].copy()) for k in range(80)]
        data = data.with_columns(columns)
        design = svy.Design(wgt="w", rep_wgts=svy.SdrWgts(prefix="rw", n_reps=80, df=79))
    else:
        design = svy.Design(stratum="stratum", psu="psu", wgt="w")
    found = svy.Sample(data, design).estimation
    built = time.perf_counter() - start
    how = {"method": "replication", "variance_center": "estimate"} if task in REPLICATED else {}
    by = {"1a": None, "2a": None, "1c": "many"}.get(task, "dom")
    if by:
        how["by"] = by
    return built, {
        "1": lambda: found.mean("y", **how),
        "2": lambda: found.mean("y", **how),
        "3": lambda: found.prop("cat", **how),
        "4": lambda: found.quantile("y", p=0.5, **how),
    }[task[0]]


def peak_bytes():
    """Return the most memory this process held since it began (Linux)."""
    line = next(x for x in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in x)
    return int(line.split()[1]) * 1024


PACKAGES = {"topline": with_topline, "columns": with_topline, "svy": with_svy}


def main():
    """Measure one task with one package."""
    package, task, folder, rounds = sys.argv[1], sys.argv[2], Path(sys.argv[3]), int(sys.argv[4])
    warnings.simplefilter("ignore")
    names = [*WANTED[task], "w", *([] if task in REPLICATED else ["stratum", "psu"])]
    columns = {name: read(folder, name) for name in names}
    replicates = None
    if package == "columns":
        columns |= read_columns(folder)
    elif task in REPLICATED:
        replicates = read_replicates(folder)
    frame = pd.DataFrame(columns, copy=False)
    del columns
    used = frame.memory_usage(index=False).sum() + (0 if replicates is None else replicates.nbytes)
    built, run = PACKAGES[package](task, frame, replicates)
    del replicates
    seconds = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
        if sum(seconds) > 240 and len(seconds) > 1:
            break
    peak = peak_bytes()
    warm = sorted(seconds[1:])
    print(
        json.dumps(
            {
                "seconds": warm[len(warm) // 2],
                "built": built,
                "peak": peak,
                "peak_ratio": peak / float(used),
            }
        )
    )


if __name__ == "__main__":
    main()
