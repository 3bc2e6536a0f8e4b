"""A large report: in memory, light, and, where nothing else runs, in time."""

import json
import subprocess
import sys
from math import inf

import pytest

SCRIPT = """
import json, resource, sys, time
import numpy as np, pandas as pd
from topline import Survey, write_survey_report

folder, questions, n = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(1)
answers = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
data = {f"q{i}": pd.Categorical(rng.choice(answers, n), answers) for i in range(questions)}
data |= {f"b{i}": rng.choice(list("abcde")[: 3 + i % 3], n) for i in range(5)}
data = pd.DataFrame({**data, "w": rng.uniform(0.5, 2, n), "c": rng.integers(0, 200, n)})
survey = Survey(data, weights="w", clusters="c")
told, start = [], time.perf_counter()
page = write_survey_report(
    survey, [f"q{i}" for i in range(questions)], folder, banner=[f"b{i}" for i in range(5)],
    progress=lambda *step: told.append(step),
)
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    "bytes": page.stat().st_size,
    "steps": len(told),
}))
"""


@pytest.mark.parametrize(
    ("questions", "respondents", "seconds"),
    [(8, 2_000, inf), pytest.param(40, 10_000, 60, marks=pytest.mark.long)],
)
def test_a_report_is_light_and_takes_a_gibibyte(tmp_path, questions, respondents, seconds):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path / "report", str(questions), str(respondents)],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout)
    assert found["seconds"] < seconds
    assert found["gib"] < 1
    assert found["bytes"] < 1_500_000
    assert found["steps"] > questions
    assert len(list((tmp_path / "report" / "figures").iterdir())) == 4 * questions
