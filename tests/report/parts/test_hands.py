"""Several processes draw what one does, to the byte, and leave what they cannot to it."""

import os
import subprocess
import sys

import pytest

from topline.report.parts import hands
from topline.report.parts.hands import several_hands


def results(jobs):
    with several_hands(jobs) as found:
        return list(found)


def test_with_other_threads_about_one_process_does_it_all(monkeypatch):
    monkeypatch.setattr(hands.threading, "active_count", lambda: 2)
    assert results([os.getpid] * 100) == [os.getpid()] * 100


CODE = """
import os, sys, warnings
os.sched_getaffinity = lambda _: {0, 1}
from functools import partial
from topline.report.parts.hands import several_hands

def job(number):
    if number == 4:
        warnings.warn("job 4 warns", stacklevel=2)
    if number == 7 and os.getpid() != asked:
        os._exit(1)
    return number, os.getpid() == asked

asked = os.getpid()
with several_hands([partial(job, number) for number in range(24)]) as found:
    done = list(found)
assert [number for number, _ in done] == list(range(24))
# of the first hand what came before the warning, of the second what came before its end
assert [number for number, here in done if not here] == [0, 1, 2, 3, 5], done
def failing():
    raise ValueError("as it is")
try:
    with several_hands([failing] * 12) as found:
        list(found)
except ValueError as problem:
    print(problem)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")
def test_what_a_copy_cannot_do_is_done_by_the_process_that_asked():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "as it is\n"
    assert done.stderr.count("job 4 warns") == 1


REPORT = """
import os, sys, threading
os.sched_getaffinity = lambda _: {0, 1}
import numpy as np, pandas as pd
from topline import Survey, write_survey_report
if sys.argv[2] == "one":
    threading.active_count = lambda: 2
data = pd.DataFrame({"q0": ["yes", "no", "yes", "no", "no"] * 8})
for i in range(1, 12):
    data[f"q{i}"] = np.roll(data["q0"].where(np.arange(40) % (i + 2) > 0), i)
write_survey_report(Survey(data), list(data), sys.argv[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")
def test_a_report_by_many_is_the_report_by_one(tmp_path):
    for way in ("one", "many"):
        subprocess.run([sys.executable, "-c", REPORT, tmp_path / way, way], check=True)
    one, many = (
        {path.name: path.read_bytes() for path in (tmp_path / way).rglob("*.*")}
        for way in ("one", "many")
    )
    assert len(one) == 2 + 4 * 12
    assert one == many
