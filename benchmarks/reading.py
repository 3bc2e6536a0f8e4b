"""Times the reading of delimited text beside pandas: same file, same answers, process by process.

``python benchmarks/reading.py [rows columns]`` writes a CSV file as a survey has it (codes, words,
numbers with blanks, weights, times, texts), compares what both read, and prints the median seconds
of interleaved runs and the peak memory of each. ``--mixed [ROWS]`` reads columns that only topline
takes for what they are: words beside numbers, decimal commas, percents, currencies, days, several
answers in a cell, long texts. ``--wide [ROWS]`` reads 4 of 200 columns of a
million rows, from CSV and from Parquet, ``--wide-sav [ROWS]`` from SPSS beside pyreadstat. Each run
is a process of its own, which has read a small file before.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pyreadstat

from topline import read_survey

RUNS = 5
KINDS = ("code", "code", "code", "code", "code", "code", "words", "blanks", "scale")


def frame_of(rows: int, columns: int, first: int, rng: np.random.Generator) -> pd.DataFrame:
    """Make some rows of a survey."""
    found = {
        "id": np.arange(first, first + rows),
        "weight": rng.gamma(4, 0.25, rows).round(6),
        "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 3e7, rows), unit="s"),
        "place": np.char.add("x", rng.integers(10_000, 99_999, rows).astype(str)),
    }
    for k in range(columns - len(found)):
        kind = KINDS[k % len(KINDS)]
        if kind == "code":
            cells: object = rng.integers(1, 6, rows)
        elif kind == "words":
            cells = rng.choice(np.array(["yes", "no", "maybe", ""]), rows)
        elif kind == "blanks":
            cells = pd.array(np.where(rng.random(rows) < 0.1, np.nan, rng.integers(18, 90, rows)))
            cells = cells.astype("Int64")
        else:
            cells = rng.choice(np.array(["Agree", "Neither", "Disagree", "NA"]), rows)
        found[f"{kind}_{k}"] = cells
    return pd.DataFrame(found)


def mixed_frame_of(rows: int, columns: int, rng: np.random.Generator) -> pd.DataFrame:
    """Make some rows of a survey as people type and forms export it."""
    codes = rng.integers(1, 90, (columns, rows)).astype(str)
    chance = rng.random((columns, rows))
    days = pd.date_range("2023-01-01", periods=700).strftime("%d.%m.%Y").to_numpy(str)
    several = [", ".join(("Car", "Bike", "Bus", "Train")[k] for k in own) for own in
               ((), (0,), (1,), (2,), (3,), (0, 1), (0, 2), (1, 3), (0, 1, 2))]  # fmt: skip
    kinds = {
        "answer": lambda _, rolled: np.array(["Agree", "Disagree", "NA"])[(rolled * 3).astype(int)],
        "comma": lambda own, _: np.char.add(own, ",5"),
        "number": lambda own, rolled: np.where(rolled < 0.02, "refused", own),
        "rare": lambda own, rolled: np.where(rolled < 2e-5, "refused", own),
        "percent": lambda own, _: np.char.add(own, "%"),
        "money": lambda own, _: np.char.add("$", own),
        "day": lambda _, rolled: days[(rolled * len(days)).astype(int)],
        "several": lambda _, rolled: np.array(several)[(rolled * len(several)).astype(int)],
        "open": lambda own, rolled: [
            f"waiting took long, {code} minutes, but the staff was kind {chance:.5f}"
            if chance < 0.4
            else ""
            for code, chance in zip(own, rolled, strict=True)
        ],
    }
    names = [list(kinds)[k % len(kinds)] for k in range(columns)]
    return pd.DataFrame(
        {f"{name}_{k}": kinds[name](codes[k], chance[k]) for k, name in enumerate(names)}
    )


def write(path: Path, rows: int, columns: int, *, mixed: bool = False) -> None:
    """Write a file in parts, for a large one is larger than memory should be; SPSS takes all."""
    rng = np.random.default_rng(20)
    part = rows if path.suffix == ".sav" else 50_000
    parquet = None
    for first in range(0, rows, part):
        size = min(part, rows - first)
        frame = mixed_frame_of(size, columns, rng) if mixed else frame_of(size, columns, first, rng)
        if path.suffix == ".csv":
            frame.to_csv(path, index=False, mode="a", header=first == 0)
        elif path.suffix == ".sav":
            pyreadstat.write_sav(frame, path)
        else:
            cells = pa.Table.from_pandas(frame, preserve_index=False)
            parquet = parquet or pa.parquet.ParquetWriter(path, cells.schema)
            parquet.write_table(cells)
    if parquet is not None:
        parquet.close()


def read(reader: str, path: str, wanted: list[str] | None) -> pd.DataFrame:
    """Read a file with one of the two."""
    if reader == "pandas":
        if path.endswith(".parquet"):
            return pd.read_parquet(path, columns=wanted)
        if path.endswith(".sav"):
            return pyreadstat.read_sav(path, usecols=wanted)[0]
        return pd.read_csv(path, usecols=wanted)
    return read_survey(path, columns=wanted, max_gb=4).data


def run(reader: str, path: str, small: str, wanted: list[str] | None) -> None:
    """Time one reading, and print it."""
    read(reader, small, None)
    base = peak()
    start, used = time.perf_counter(), time.process_time()
    frame = read(reader, path, wanted)
    told = {
        "seconds": time.perf_counter() - start,
        "processor": time.process_time() - used,
        "megabytes": peak() - base,
        "rows": len(frame),
    }
    print(json.dumps(told))


def peak() -> float:
    """Return the peak memory of this process, in megabytes."""
    told = Path("/proc/self/status").read_text()
    return int(told.split("VmHWM:")[1].split()[0]) / 1e3


def compare(path: str, wanted: list[str] | None) -> None:
    """Refuse to time readings that differ."""
    theirs, ours = read("pandas", path, wanted), read("topline", path, wanted)
    if theirs.shape != ours.shape:
        raise SystemExit(f"shapes differ: {theirs.shape} and {ours.shape}")
    for name in theirs:
        told = theirs[name].isna().to_numpy(), ours[name].isna().to_numpy()
        text = theirs[name].dropna().astype(str), ours[name].dropna().astype(str)
        if not ((told[0] == told[1]).all() and (text[0].to_numpy() == text[1].to_numpy()).all()):
            raise SystemExit(f"{name} differs")


def main(
    rows: int, columns: int, wanted: list[str] | None, kind: str = "csv", *, mixed: bool = False
) -> None:
    """Write the file, compare, and time."""
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder) / f"large.{kind}", Path(folder) / f"small.{kind}"
        write(path, rows, columns, mixed=mixed)
        write(small, 100, columns, mixed=mixed)
        if kind == "csv" and not mixed:
            compare(str(path), wanted)
        found: dict[str, list[dict[str, float]]] = {"pandas": [], "topline": []}
        for _ in range(RUNS):
            for reader, runs in found.items():
                call = [sys.executable, __file__, "run", reader, str(path), str(small)]
                call.append(json.dumps(wanted))
                told = subprocess.run(call, check=True, capture_output=True, text=True)
                runs.append(json.loads(told.stdout))
        print(
            f"{kind}: {rows:,} × {columns}, {path.stat().st_size / 1e6:.0f} MB, "
            f"columns: {wanted or 'all'}"
        )
        peer = "pyreadstat" if kind == "sav" else "pandas"
        for measure in ("seconds", "processor", "megabytes"):
            theirs, ours = (statistics.median(one[measure] for one in r) for r in found.values())
            print(f"{measure:>10}  {peer} {theirs:8.2f}  topline {ours:8.2f}  {ours / theirs:.2f}×")


if __name__ == "__main__":
    given = sys.argv[1:]
    if given[:1] == ["run"]:
        run(*given[1:4], json.loads(given[4]))
    elif given[:1] in (["--wide"], ["--wide-sav"]):
        some = ["weight", "when", "code_1", "words_6"]
        for kind in ("csv", "parquet") if given[0] == "--wide" else ("sav",):
            main(int(given[1]) if len(given) > 1 else 1_000_000, 200, some, kind)
    elif given[:1] == ["--mixed"]:
        main(int(given[1]) if len(given) > 1 else 300_000, 45, None, mixed=True)
    else:
        main(*map(int, given or ["300000", "80"]), None)
