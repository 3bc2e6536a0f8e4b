"""Run drawn command lines in this process, and report each as a line of JSON: a child's program.

``python -m tests.cli.fuzz SEED FIRST LAST`` runs the lines FIRST to LAST of a seed, in the current
folder; `command_line` draws them from the commands and options that there are.
"""

import contextlib
import functools
import io
import json
import os
import random
import resource
import sys
import time
import traceback
from collections.abc import Iterator
from typing import Any

import pyarrow
import pyarrow.parquet
import typer

MEMORY = 3 << 30
"""Bytes that a child may address."""

ODD = [
    "",
    " ",
    "0",
    "-0",
    "1",
    "-1",
    "1e-300",
    "1e300",
    "-1e300",
    "9999999999",
    "0.1",
    "0.999999",
    "NaN",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "63%",
    "<1%",
    ">99%",
    "100%",
    "0%",
    "-5%",
    "63,5 %",
    "٦٣%",
    "½",
    "300+",
    "about 75%",
    "63% > 50%",
    "63% < ",
    "> 50%",
    "a > b",
    "63% > 50% > 40%",
    "😀",
    "שלום",
    "a\u202eb",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;t\x07",
    "\x9b31m",
    "\u200b",
    "\udcff",
    "a\nb",
    "a\rb",
    "a,b",
    '"a',
    "'",
    "=1+1",
    "[red]",
    "{x}",
    "%s",
    "sub/../x",
    "/dev/null/x.csv",
    "/dev/null",
    ".",
    "~",
    "x" * 5000,
    "9" * 400,
    "q",
    "id",
    "w",
    "age",
    "no column",
    "age > 30",
    "age >",
    "q == 'yes'",
    "age/w",
    "a/b/c",
    "--",
    "wilson",
    "clopper_pearson",
    "beta",
    "share",
    "csv",
    "json",
    "md",
    "text",
    "hide",
    "mark",
    "survey.csv",
    "plan.toml",
    "bad.toml",
    "odd.csv",
    "empty.csv",
    "folder",
    "tables.csv",
    "tables.html",
    "bad.pptx",
    "q ~ age",
    "age ~ (((((",
    "age ~ poly(w, 99)",
    "age ~ __import__('os')",
    "age ~ C(id)",
    "age:" + "9" * 30,
    "0:1",
    "q=yes:1,no:-1",
]
"""Values of no kind in particular, for every option and argument."""

USUAL = {
    "file": ["survey.csv", "odd.csv", "plan.toml", "tables.csv", "tables.html", "folder"],
    "figures": ["figures.csv", "tables.csv"],
    "out": ["out", "out.xlsx", "out.html", "out.pptx", "out.docx", "out.csv", "bad.pptx"],
    "plan": ["plan.toml", "bad.toml"],
    "as_kind": ["figures", "tables", "microdata"],
    "formula": ["age ~ w", "age ~ C(q) + w", "q ~ age", "age, w ~ g"],
    "family": ["gaussian", "binomial", "poisson", "ordinal", "multinomial", "cox"],
    "margins": ["w"],
    "predictions": ["w"],
    "targets": ["targets.csv", "survey.csv"],
    "rake": ["g"],
    "post_stratify": ["g"],
    "calibrate": ["g,age"],
    "bounds": ["0.3:3"],
    "part": ["yes"],
    "whole": ["Total"],
    "behind": ["tables.csv", "figures.csv"],
    "errors": ["tables.csv"],
    "template": ["bad.pptx"],
    "sheet": ["Sheet1"],
    "pages": ["1"],
    "percent": ["63%", "<1%"],
    "percent1": ["80%"],
    "percent2": ["42%"],
    "points": ["3%"],
    "claim": ["63% > 50%", "survey.toml"],
    "n": ["400", "300+"],
    "n1": ["400"],
    "n2": ["400"],
    "questions": ["q", "q,age", "id"],
    "banner": ["q", "g"],
    "proportion": ["q", "id"],
    "mean": ["age"],
    "total": ["age"],
    "median": ["age"],
    "ratio": ["age/w"],
    "by": ["g"],
    "where": ["age > 30"],
    "weights": ["w"],
    "strata": ["g"],
    "clusters": ["id"],
}
"""Values that make sense, so that lines come further than their first refusal."""


def write_files() -> None:
    """Write what the lines may read."""
    rows = [
        f"R{k},{'yes' if k % 3 else 'no'},{'mf'[k % 2]},{20 + k % 50},{1 + k % 2}"
        for k in range(300)
    ]
    files = {
        "survey.csv": "\n".join(["id,q,g,age,w", *rows]) + "\n",
        "odd.csv": 'q,"a\x1b[31m",w\n"\x1b[31mred",=1+1,1\n'
        '"\x1b]0;t\x07",\u202ex,NaN\n"a\nb",-1,1e300\n',
        "empty.csv": "",
        "figures.csv": "figure_id,claim,percent,n,unit\n"
        "a,\x1b[31mprefer,63%,400,share_of_respondents\n",
        "plan.toml": 'data = "survey.csv"\nquestions = ["q"]\n',
        "bad.toml": 'data = "survey.csv"\nquestions = "q"\n[',
        "tables.csv": "Q1. Do you approve?,,\n,Total,\x1b[31mWomen\nUnweighted base,1000,520\n"
        "yes,48%,51%\n=1+1,52%,49%\n",
        "tables.html": "<html><body><table><tr><td>Q1</td><td>Total</td></tr><tr><td>Base</td>"
        "<td>100</td></tr><tr><td>\u202eyes</td><td>5%</td></tr></table></body></html>",
        "targets.csv": "variable,category,target\ng,f,0.5\ng,m,0.5\n",
        "bad.pptx": "PK\x03\x04 no deck",
        "survey.toml": 'title = "\\u001b[31mT"\n',
    }
    for name, text in files.items():
        with open(name, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            file.write(text)
    os.makedirs("folder", exist_ok=True)  # noqa: PTH103
    with open("folder/part-0.parquet", "wb") as file:  # noqa: PTH123
        file.write(_parquet())


@functools.cache
def _parquet() -> bytes:
    """Return a part of a folder: the rows of the survey."""
    made = io.BytesIO()
    rows = range(300)
    pyarrow.parquet.write_table(
        pyarrow.table(
            {
                "id": [f"R{k}" for k in rows],
                "q": ["yes" if k % 3 else "no" for k in rows],
                "g": ["mf"[k % 2] for k in rows],
                "age": [20.0 + k % 50 for k in rows],
                "w": [1.0 + k % 2 for k in rows],
            }
        ),
        made,
    )
    return made.getvalue()


def commands(app: typer.Typer) -> dict[tuple[str, ...], list[Any]]:
    """Return the options and arguments of every command, by the words that call it."""
    found = {}
    waiting: list[tuple[tuple[str, ...], Any]] = [((), typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        inner = getattr(command, "commands", {})
        waiting += [((*words, name), one) for name, one in inner.items()]
        if not inner:
            found[words] = list(command.params)
    return found


def command_line(seed: int, number: int, known: dict[tuple[str, ...], list[Any]]) -> list[str]:
    """Draw one command line: a command, some of its options, usual and odd values."""
    rng = random.Random(f"{seed}-{number}")
    words = rng.choice(sorted(known))
    line, oddness = list(words), rng.choice([0.1, 0.3, 0.7])
    if rng.random() < 0.05:
        line = [rng.choice(ODD) for _ in range(rng.randint(0, 4))]
    for option in known[words]:
        is_option = option.param_type_name == "option"
        needed = option.required or not is_option
        if rng.random() > (0.95 if needed else 0.15):
            continue
        usual = USUAL.get(option.name)
        value = rng.choice(usual if usual and rng.random() > oddness else ODD)
        if not is_option:
            line.append(value)
        elif getattr(option, "is_flag", False):
            line.append(option.opts[-1])
        else:
            line += [option.opts[-1], value]
    return line


@contextlib.contextmanager
def captured() -> Iterator[tuple[io.TextIOWrapper, io.TextIOWrapper]]:
    """Take what is printed, as UTF-8 bytes like a terminal."""
    kept = sys.stdout, sys.stderr
    new = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in kept]
    sys.stdout, sys.stderr = new
    try:
        yield new[0], new[1]
    finally:
        sys.stdout, sys.stderr = kept


def run(line: list[str]) -> dict[str, Any]:
    """Run one line; return what came of it."""
    from topline.cli.app import main

    start, code, fault = time.perf_counter(), 0, ""
    sys.argv = ["topline", *line]
    with captured() as (out, err):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        except BaseException:
            code, fault = -1, traceback.format_exc()
    printed = [stream.buffer.getvalue().decode("utf-8", "replace") for stream in (out, err)]  # type: ignore[attr-defined]
    # CSV for programs keeps the answers, save on a terminal
    told = printed[1] if "csv" in line else "".join(printed)
    signs = {
        sign for sign in told if (ord(sign) < 32 and sign not in "\n\t") or 127 <= ord(sign) < 160
    }
    return {"line": line, "code": code, "fault": fault, "signs": sorted(map(ord, signs)),
            "seconds": time.perf_counter() - start}  # fmt: skip


def program(seed: int, first: int, last: int) -> None:
    """Run lines, and print what came of each as soon as it has."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ.setdefault("COLUMNS", "100")
    from topline.cli.app import app

    known, stdout = commands(app), sys.stdout
    for number in range(first, last):
        write_files()
        line = command_line(seed, number, known)
        print(json.dumps({"began": number, "line": line}), file=stdout, flush=True)
        print(json.dumps({"number": number, **run(line)}), file=stdout, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"peak": peak}), file=stdout, flush=True)


if __name__ == "__main__":
    program(*map(int, sys.argv[1:]))
