"""Command lines drawn at random from all that there are: each ends, in words, and harmless."""

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.cli.fuzz import command_line, commands
from topline.cli.app import app

REPOSITORY = Path(__file__).resolve().parents[2]

CHILDREN = 2

A_LINE_S = 60.0
"""Seconds a line may take on average: far above what it needs, for a machine may be busy."""

SEED = 20_261_126
"""Of the lines of `make test`, and of the first of `make long`: the same each time."""


def outcomes(seed, first, last, folder):
    """Run lines in a child with limited memory; return what came of each."""
    folder.mkdir()
    environment = {**os.environ, "MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), *sys.path])
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.cli.fuzz", *map(str, (seed, first, last))],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
        timeout=A_LINE_S * (last - first),
    )  # fmt: skip
    told = [json.loads(text) for text in child.stdout.splitlines()]
    done = [one for one in told if "number" in one]
    assert len(done) == last - first, (f"seed {seed}: {told[-1:]} ended the process", child.stderr)
    return done, told[-1]["peak"]


def check(seed, number, folder, record_property, children=CHILDREN):
    """Run so many lines of a seed, in a few children; fail with each line that is at fault."""
    sys.stdout.write(f"seed {seed}, {number} lines\n")
    cuts = [number * i // children for i in range(children + 1)]
    with ThreadPoolExecutor(children) as pool:
        found = list(
            pool.map(
                lambda i: outcomes(seed, cuts[i], cuts[i + 1], folder / str(i)), range(children)
            )
        )
    lines = [one for done, _ in found for one in done]
    slowest = max(lines, key=lambda one: one["seconds"])
    peak = max(peak for _, peak in found)
    sys.stdout.write(f"peak {peak} MB, slowest {slowest['seconds']:.1f} s: {slowest['line']}\n")
    wrong = [one for one in lines if one["code"] not in (0, 1, 2) or one["fault"] or one["signs"]]
    record_property("tried", number)
    record_property("failed", len(wrong))
    record_property("seed", seed)
    told = "\n".join(
        f"{one['number']} {one['line']} {one['signs']} {one['fault'][-600:]}" for one in wrong
    )
    assert not wrong, f"seed {seed}: {len(wrong)} of {number} lines\n{told}"
    return lines


@pytest.mark.faults
@pytest.mark.parametrize(
    ("number", "children"), [(100, 1), pytest.param(500, CHILDREN, marks=pytest.mark.long)]
)
def test_drawn_lines_end_in_words(tmp_path, record_property, number, children):
    lines = check(SEED, number, tmp_path, record_property, children)
    codes = {one["code"] for one in lines}
    assert codes >= {0, 2}, "some lines work, some are refused"


@pytest.mark.faults
@pytest.mark.long
def test_thousands_of_new_lines_end_in_words(tmp_path, record_property):
    check(random.SystemRandom().randrange(10**9), 5000, tmp_path, record_property)


def test_lines_are_drawn_from_every_command():
    known = commands(app)
    assert {("report",), ("interval",), ("plan", "margin"), ("estimate",)} <= set(known)
    drawn = {tuple(command_line(SEED, i, known)[:1]) for i in range(500)}
    assert {words[:1] for words in known} <= drawn
    assert command_line(SEED, 7, known) == command_line(SEED, 7, known)
