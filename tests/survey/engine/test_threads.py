"""Threads of ours start none of BLAS's, which wait for one another on a busy machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
from pathlib import Path
import threading
import numpy as np, pandas as pd
import topline

def busy():
    'Ticks of the processor that threads which Python does not know have had.'
    own = {str(thread.native_id) for thread in threading.enumerate()}
    spent = {}
    for task in Path("/proc/self/task").iterdir():
        if task.name not in own:
            try:
                fields = (task / "stat").read_text().rpartition(")")[2].split()
            except OSError:  # a thread that has just ended
                continue
            spent[task.name] = int(fields[11]) + int(fields[12])
    return spent

blas = set(busy())
n = 40_000
rng = np.random.default_rng(1)
data = pd.DataFrame({"y": rng.normal(size=n), "w": 1.0})
weights = rng.uniform(0.5, 1.5, (n, 80))
named = data.join(pd.DataFrame(weights).add_prefix("r"))
columns = [f"r{i}" for i in range(80)]
surveys = [
    topline.Survey(data, weights="w", replicate_weights=weights, replicate_method="sdr"),
    topline.Survey(named, weights="w", replicate_weights=columns, replicate_method="sdr"),
]
for survey in surveys:
    survey.mean("y")  # what is kept, as the rank of the weights, is found once
before = busy()
for _ in range(30):
    for survey in surveys:
        survey.mean("y")
after = busy()
ours = sum(after[task] - before[task] for task in blas & set(after))
matrix = rng.normal(size=(1500, 1500))
for _ in range(4):
    matrix @ matrix
theirs = sum(busy()[task] - after[task] for task in blas & set(after))
print(ours, theirs)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are read from Linux")
def test_replicates_are_summed_without_threads_of_blas():
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "2")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        capture_output=True,
        text=True,
        env={**os.environ, **threads},
    )
    ours, theirs = map(int, done.stdout.split())
    if not theirs:
        pytest.skip("this BLAS has one thread")
    # threads that had worked before may still be ending
    assert ours < theirs / 4
