"""SPSS, Stata and SAS files: topline beside pyreadstat, in turn, results compared first.

Each contestant reads in a process of its own, so that its peak memory (Linux) is its own; seconds
are of computing, since a busy machine stretches those of the clock.

python benchmarks/reading_statistical.py [ROWS]
"""

import ctypes
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat

ROUNDS = 7
READERS = {
    ".sav": "read_sav",
    ".dta": "read_dta",
    ".xpt": "read_xport",
    ".sas7bdat": "read_sas7bdat",
}


def write(folder: Path, rows: int) -> list[Path]:
    """Write a survey of 96 columns: scales, measures, scales with a missing code, and texts."""
    rng = np.random.default_rng(12)
    columns: dict[str, object] = {}
    for k in range(60):
        columns[f"q{k}"] = rng.integers(1, 6, rows).astype(float)
    for k in range(15):
        values = rng.normal(50, 10, rows)
        values[rng.random(rows) < 0.1] = np.nan
        columns[f"x{k}"] = values
    for k in range(10):
        values = rng.integers(1, 6, rows).astype(float)
        values[rng.random(rows) < 0.1] = 99
        columns[f"m{k}"] = values
    words = np.array(["Alpha", "Beta", "Gamma delta", ""], object)
    for k in range(10):
        columns[f"s{k}"] = words[rng.integers(0, 4, rows)]
    columns["weight"] = rng.random(rows)
    frame = pd.DataFrame(columns)
    paths = [folder / f"survey{suffix}" for suffix in READERS]
    pyreadstat.write_sav(frame, paths[0], missing_ranges={f"m{k}": [99] for k in range(10)})
    pyreadstat.write_dta(frame, paths[1])
    pyreadstat.write_xport(frame, paths[2])
    write_sas7bdat(frame, paths[3])
    return paths


def write_sas7bdat(frame: pd.DataFrame, path: Path) -> None:
    """Write a SAS file with the library within pyreadstat, which offers no function for it."""
    library = ctypes.CDLL(pyreadstat._readstat_writer.__file__)
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    library.readstat_writer_init.restype = library.readstat_add_variable.restype = pointer
    library.readstat_add_variable.argtypes = (pointer, text, ctypes.c_int, ctypes.c_size_t)
    library.readstat_begin_writing_sas7bdat.argtypes = (pointer, pointer, ctypes.c_long)
    library.readstat_insert_double_value.argtypes = (pointer, pointer, ctypes.c_double)
    library.readstat_insert_string_value.argtypes = (pointer, pointer, text)
    library.readstat_insert_missing_value.argtypes = (pointer, pointer)
    writer = pointer(library.readstat_writer_init())
    taker = ctypes.CFUNCTYPE(ctypes.c_ssize_t, pointer, ctypes.c_size_t, pointer)
    with path.open("wb") as file:
        into_file = taker(lambda data, size, _: file.write(ctypes.string_at(data, size)))
        library.readstat_set_data_writer(writer, into_file)
        columns = []
        for name in frame:
            is_text = frame[name].dtype.kind == "O" or name.startswith("s")
            kind, width = (0, 12) if is_text else (5, 8)
            column = library.readstat_add_variable(writer, str(name).encode(), kind, width)
            columns.append((pointer(column), is_text))
        library.readstat_begin_writing_sas7bdat(writer, None, len(frame))
        for row in frame.itertuples(index=False):
            library.readstat_begin_row(writer)
            for (column, is_text), cell in zip(columns, row, strict=True):
                if is_text:
                    library.readstat_insert_string_value(writer, column, cell.encode())
                elif cell != cell:
                    library.readstat_insert_missing_value(writer, column)
                else:
                    library.readstat_insert_double_value(writer, column, cell)
            library.readstat_end_row(writer)
        library.readstat_end_writing(writer)


def read(who: str, path: str) -> None:
    """Read once to warm up a small file, then measure; print seconds, memory and a checksum."""
    reader = getattr(pyreadstat, READERS[Path(path).suffix])
    if who == "topline":
        import topline

        topline.read_survey(Path(path).with_name("small" + Path(path).suffix))
        start = time.process_time()
        frame = topline.read_survey(path, max_gb=100).data
    else:
        reader(Path(path).with_name("small" + Path(path).suffix))
        start = time.process_time()
        frame = reader(path)[0]
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sums = [round(float(frame[name].sum()), 3) for name in ("q0", "x14", "m9", "weight")]
    texts = int((frame["s9"].fillna("") == "Alpha").sum())
    print(json.dumps([seconds, peak / 1024, [*sums, texts]]))


def main(rows: int) -> None:
    """Print the seconds and memory of each, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        small = write(Path(folder), 100)
        for path in small:
            path.rename(path.with_name("small" + path.suffix))
        for path in write(Path(folder), rows):
            found: dict[str, list[list[float]]] = {"pyreadstat": [], "topline": []}
            for _ in range(ROUNDS):
                for who, runs in found.items():
                    done = subprocess.run(
                        [sys.executable, __file__, who, str(path)],
                        capture_output=True,
                        check=True,
                        text=True,
                    )
                    runs.append(json.loads(done.stdout))
            (sums,) = {tuple(runs[0][2]) for runs in found.values()}
            print(f"{path.suffix}: {rows:,} rows × 96 columns; the same sums {sums}")
            for unit, place in (("s", 0), ("MB", 1)):
                own, peer = (
                    [run[place] for run in found[who]] for who in ("topline", "pyreadstat")
                )
                # a round's two runs stand beside the same other work
                ratio = statistics.median(a / b for a, b in zip(own, peer, strict=True))
                print(
                    f"  topline {statistics.median(own):.2f} {unit}, pyreadstat "
                    f"{statistics.median(peer):.2f} {unit}: × {ratio:.2f}, "
                    f"of the quickest × {min(own) / min(peer):.2f}"
                )


if __name__ == "__main__":
    if len(sys.argv) > 2:
        read(*sys.argv[1:])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
