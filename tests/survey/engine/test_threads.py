"""Threads of ours start none of BLAS's, which wait for one another on a busy machine."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
from pathlib import Path
import threading, time
import numpy as np, pandas as pd
import topline

def woken():
    'How often each thread that Python does not know was given the processor, when all sleep.'
    own = {str(thread.native_id) for thread in threading.enumerate()}
    while True:
        states = {}
        for task in Path("/proc/self/task").iterdir():
            try:
                lines = (task / "status").read_text().splitlines()
            except OSError:  # a thread that has just ended
                continue
            if task.name not in own:
                states[task.name] = dict(line.split(":", 1) for line in lines)
        # a thread of BLAS looks for more work for a while before it sleeps
        if all(state["State"].split()[0] == "S" for state in states.values()):
            return {
                task: int(state["voluntary_ctxt_switches"]) for task, state in states.items()
            }
        time.sleep(0.01)

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
drawn = topline.Survey(
    pd.DataFrame(rng.integers(0, 5, (n, 2)), columns=["a", "b"]).assign(
        w=1.0, x=data["y"], z=rng.normal(size=n)
    ),
    weights="w",
)
def asked():
    for survey in surveys:
        survey.mean("y")
    _ = drawn.crosstab("a", "b"), drawn.proportion("a", by="b").covariance
    drawn.logistic("a > 2 ~ x + z + C(b)"), drawn.ordinal("a ~ x + z + C(b)")
asked()  # what is kept, as the rank of the weights, is found once
before = woken()
asked()
after = woken()
matrix = rng.normal(size=(1500, 1500))
matrix @ matrix
last = woken()
print(sum(after[task] - before[task] for task in before if task in after))
print(sum(last[task] - after[task] for task in after if task in last))
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="threads are read from Linux")
def test_sums_variances_and_models_take_one_thread_of_blas():
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
    assert ours == 0  # asleep all the while, however busy the machine
