"""Forty questions by five banners of ten thousand respondents: in time, in memory, and light."""

import json
import subprocess
import sys

SCRIPT = """
import json, resource, sys, time
import numpy as np, pandas as pd
from topline import Survey, write_survey_report

rng, n = np.random.default_rng(1), 10_000
answers = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
data = {f"q{i}": pd.Categorical(rng.choice(answers, n), answers) for i in range(40)}
data |= {f"b{i}": rng.choice(list("abcde")[: 3 + i % 3], n) for i in range(5)}
data = pd.DataFrame({**data, "w": rng.uniform(0.5, 2, n), "c": rng.integers(0, 200, n)})
survey = Survey(data, weights="w", clusters="c")
told, start = [], time.perf_counter()
page = write_survey_report(
    survey, [f"q{i}" for i in range(40)], sys.argv[1], banner=[f"b{i}" for i in range(5)],
    progress=lambda *step: told.append(step),
)
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    "bytes": page.stat().st_size,
    "steps": len(told),
}))
"""


def test_a_large_report_in_a_minute_and_a_gibibyte(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "report")],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout)
    assert found["seconds"] < 60
    assert found["gib"] < 1
    assert found["bytes"] < 1_500_000
    assert found["steps"] > 40
    assert len(list((tmp_path / "report" / "figures").iterdir())) == 4 * 40
