"""Read damaged files, each in a child process with limits: python -m tests.loaders.files.damage.

Small files of every format that is read are cut short, changed byte by byte and packed anew with
changed insides; whatever comes of it is data, of as many rows as the file says, or an error in
words. Every file is made from its
seed, so that one can be made again: ``python -m tests.loaders.files.damage SEED COUNT``.
"""

import gzip
import io
import os
import random
import re
import resource
import signal
import struct
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat

import topline
from tests.loaders.files.test_sas import CATALOGUE, DATA
from tests.loaders.files.test_spreadsheet import XLS, write_ods
from tests.loaders.r_files import R, factor, frame, labelled, rds, words, workspace

MEMORY = 4 << 30
SECONDS = 10
"""Of computing, not of the clock: a busy machine fails no test."""

OURS, WORDS, FOUND, HANG, LOST = "not in words", "in words", "data", "hang", "rows lost"

_TOLD = ("not counted", "header", "label", "stands above", "stand above", "read as its")
"""What notes say of lines of text that are no rows."""

FRAME = pd.DataFrame(
    {
        "id": np.arange(1.0, 41.0),
        "vote": [("yes", "no", "don't know", "é")[k % 4] for k in range(40)],
        "age": [20.0 + k if k % 7 else np.nan for k in range(40)],
        "w": [0.5 + k / 10 for k in range(40)],
    }
)

R_FRAME = frame(
    id=R("REAL", FRAME["id"].tolist(), {"label": words("Who")}),
    vote=factor(FRAME["vote"].tolist(), ["yes", "no", "don't know", "é"]),
    age=labelled(FRAME["age"].tolist(), {"old": 50.0}, na_values=R("REAL", [27.0])),
)

ODS_ROWS = [[None if cell != cell else cell for cell in row] for row in FRAME.to_numpy().tolist()]

PLAN = """
data = "answers.csv"
questions = ["vote", "age"]
title = "What they say"
banner = ["vote"]
confidence_level = 0.9
[design]
weights = "w"
strata = ["id"]
[labels]
vote = "How did you vote?"
[disclosure]
sponsor = "a paper"
field_start = 2018-08-06
field_end = 2018-08-10
n = 400
n_by_mode = { CAWI = 400 }
questions = [{ wording = "How?" }]
languages = ["en-US"]
moe = 4.9
level = 0.95
response_rate = { code = "RR3", value = 0.21 }
"""

FIGURES = (
    "figure_id,claim,percent,n,unit\na,prefer it,63%,400,share_of_respondents\n"
    "b,do,<1%,300+,share_of_respondents\n"
)


def originals(folder: Path) -> dict[str, bytes]:
    """Write a small file of every format; return what each holds, by its name."""
    writers: dict[str, Callable[[Path], object]] = {
        "a.sav": lambda path: pyreadstat.write_sav(
            FRAME, path, variable_value_labels={"id": {1: "one"}}, missing_ranges={"age": [27]}
        ),
        "a.zsav": lambda path: pyreadstat.write_sav(FRAME, path, compress=True),
        "a.por": lambda path: pyreadstat.write_por(FRAME.replace("é", "e"), path),
        "a.dta": lambda path: pyreadstat.write_dta(
            FRAME, path, variable_value_labels={"id": {1: "one"}}
        ),
        "old.dta": lambda path: pyreadstat.write_dta(FRAME, path, version=10),
        "a.xpt": lambda path: pyreadstat.write_xport(FRAME, path, file_format_version=5),
        "new.xpt": lambda path: pyreadstat.write_xport(FRAME, path, file_format_version=8),
        "a.sas7bdat": lambda path: path.write_bytes(DATA),
        "a.sas7bcat": lambda path: path.write_bytes(CATALOGUE),
        "a.xlsx": lambda path: workbook(path),
        "a.parquet": lambda path: FRAME.to_parquet(path),
        "own.parquet": lambda path: topline.write_survey(FRAME, path),
        "a.rds": lambda path: path.write_bytes(rds(R_FRAME)),
        "a.RData": lambda path: path.write_bytes(gzip.compress(workspace(d=R_FRAME), mtime=0)),
        "a.xls": lambda path: path.write_bytes(XLS),
        "a.ods": lambda path: write_ods(path, Data=[list(FRAME), *ODS_ROWS]),
        "a.csv": lambda path: FRAME.to_csv(path, index=False),
        "a.tsv": lambda path: FRAME.to_csv(path, index=False, sep="\t"),
        "a.csv.gz": lambda path: path.write_bytes(gzip.compress(FRAME.to_csv().encode(), mtime=0)),
        "figures.csv": lambda path: path.write_text(FIGURES),
        "plan.toml": lambda path: path.write_text(PLAN),
    }
    found = {}
    for name, write in writers.items():
        write(folder / name)
        found[name] = (folder / name).read_bytes()
    return found


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(list(FRAME))
    for row in FRAME.to_numpy().tolist():
        book.active.append([None if cell != cell else cell for cell in row])
    book.active["D2"].number_format = "0%"
    book.create_sheet("notes").append(["made for a test"])
    book.save(path)


def damaged(raw: bytes, rng: random.Random) -> bytes:
    """Return bytes cut short, changed here and there, doubled or swapped."""
    raw = bytearray(raw)
    for _ in range(rng.choice((1, 1, 2, 5, 20))):
        at = rng.randrange(len(raw) + 1)
        match rng.randrange(7):
            case 0:
                del raw[at:]
            case 1:
                raw[at : at + 1] = bytes([rng.randrange(256)])
            case 2:
                raw[at : at + 4] = rng.choice((b"\xff" * 4, b"\0" * 4, b"\xff\xff\xff\x7f"))
            case 3:
                del raw[at : at + rng.randrange(1, 40)]
            case 4:
                raw[at:at] = raw[at : at + rng.randrange(1, 200)]
            case 5:
                raw[at:at] = rng.choice((b'"', b"\n", b"<", b"[", b"=", b"9" * 30, b"\r", b"%"))
            case _:
                raw[at : at + 8] = rng.randbytes(8)
    return bytes(raw)


def repacked(name: str, raw: bytes, rng: random.Random) -> bytes:
    """Return a packed file with damage within, where damage of the packing hides it."""
    if name.endswith(".gz"):
        return gzip.compress(damaged(gzip.decompress(raw), rng), mtime=0)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(packed, "w") as new:
        chosen = rng.choice(old.namelist())
        for part in old.namelist():
            inside = old.read(part)
            new.writestr(part, damaged(inside, rng) if part == chosen else inside)
    return packed.getvalue()


def read(path: Path) -> None:
    """Read a file as a user would, and look at what was found."""
    if path.suffix == ".toml":
        plan = topline.read_report_plan(path)
        topline.check_disclosure(plan.disclosure or topline.Disclosure({}))
    elif path.name.startswith("figures"):
        topline.read_figures(path)
    else:
        if path.suffix == ".sas7bcat":
            # it is read with the data that it belongs to
            path = path.with_suffix(".sas7bdat")
            path.write_bytes(DATA)
        found = topline.read_survey(path, categories=path.stat().st_size % 2 == 0)
        repr(found)
        repr(found.codebook)
        counted = rows_said(path)
        told = any(word in note for note in found.codebook.notes for word in _TOLD)
        if counted is not None and counted > len(found.data) and not told:
            raise LostRowsError(f"{len(found.data)} of {counted} rows; {found.codebook.notes}")


class LostRowsError(Exception):
    """A file holds more rows than were read, and nothing says so."""


def rows_said(path: Path) -> int | None:
    """Count the rows of a file in another way than its reader does; None where there is none."""
    raw = path.read_bytes()
    if path.suffix == ".parquet":
        return int(pq.ParquetFile(path).metadata.num_rows)
    if path.suffix in {".sav", ".zsav"}:
        (count,) = struct.unpack("<i", raw[80:84])
        return count if count >= 0 else None
    if path.suffix == ".dta" and b"<N>" in raw[:200]:
        return int.from_bytes(raw.partition(b"<N>")[2][:8], "little")
    if path.suffix in {".csv", ".tsv", ".gz"}:
        text = gzip.decompress(raw) if path.suffix == ".gz" else raw
        # a quotation mark may hold line ends
        filled = [line for line in re.split(rb"[\r\n]+", text) if line.strip(b"\x1a,\t ")]
        return None if b'"' in text else len(filled) - 1
    return None


def outcome(path: Path) -> str:
    """Read a file in a child with limits; say what came of it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.write(writer, _within_limits(path).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        said = told.read()
    _, status = os.waitpid(child, 0)
    if said:
        return said
    ended = -os.waitstatus_to_exitcode(status)
    return HANG if ended in {signal.SIGXCPU, signal.SIGKILL} else f"{OURS}: signal {ended}"


def _within_limits(path: Path) -> str:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    used = int(sum(resource.getrusage(resource.RUSAGE_SELF)[:2]))
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, used + SECONDS + 1))
    warnings.simplefilter("ignore")
    try:
        read(path)
    except topline.ToplineError as error:
        return f"{WORDS}: {error}"
    except LostRowsError as error:
        return f"{LOST}: {error}"
    except BaseException:
        return f"{OURS}: {traceback.format_exc()}"
    return FOUND


def trials(seed: int, count: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Damage files in turn; yield what names each, and what came of it."""
    sources = originals(folder)
    names = list(sources)
    for number in range(count):
        rng = random.Random(f"{seed} {number}")
        name = names[number % len(names)]
        packed = name.endswith((".xlsx", ".ods", ".gz")) and rng.random() < 0.7
        path = folder / f"damaged-{name}"
        if name.startswith("figures"):
            path = folder / f"figures-{number}.csv"
        path.write_bytes(
            (repacked if packed else lambda _, raw, r: damaged(raw, r))(name, sources[name], rng)
        )
        yield f"seed {seed}, file {number} ({name})", outcome(path)
        path.unlink()


def main(seed: int, count: int) -> int:
    """Print what is not in words and the counts; return how many such there are."""
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, told in trials(seed, count, Path(folder)):
            kind = next(kind for kind in (OURS, WORDS, FOUND, HANG, LOST) if told.startswith(kind))
            counts[kind] = counts.get(kind, 0) + 1
            if kind in {OURS, HANG, LOST}:
                sys.stdout.write(f"{name}: {told}\n")
    sys.stdout.write(f"seed {seed}, {count} files: {counts}\n")
    return sum(counts.get(kind, 0) for kind in (OURS, HANG, LOST))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])) > 0)
