"""Damaged files of every format: data or an error in words, never a traceback, never a hang."""

import subprocess
import sys

import pytest

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are Linux's"),
]


@pytest.mark.parametrize(
    ("seed", "count"),
    [(1, 28), *(pytest.param(k, 700, marks=pytest.mark.long) for k in range(2, 9))],
)
def test_damaged_files_end_in_data_or_in_words(repository, record_property, seed, count):
    command = [sys.executable, "-m", "tests.loaders.files.damage", str(seed), str(count)]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    record_property("tried", count)
    record_property("failed", done.stdout.count("): not in words") + done.stdout.count("): hang"))
    record_property("seed", seed)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'data'" in done.stdout
    assert "'in words'" in done.stdout
