"""A report of a survey whose process is killed at any moment is the old or the new one, whole."""

import os
import random
import re
import signal
import subprocess
import sys
import time

import pytest

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX"),
]

SEED = 20_261_126
LINK = re.compile(r'(?:href|src)="((?:\.topline\.draft/shown/)?(?:figures/[^"]+|[^"/:#]+\.xlsx))"')
ROWS = "\n".join(f"{'yes' if k % 3 else 'no'},{'mf'[k % 2]},{20 + k % 50}" for k in range(200))


def start(folder, generation):
    """Begin a report whose title tells which it is."""
    command = [sys.executable, "-m", "topline", "report", "s.csv", "--questions", "q"]
    return subprocess.Popen(
        [*command, "--title", f"The {generation} report", "--out", "out/report"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def fault_of(report):
    """Return what is wrong with a report's folder; nothing where one finds a whole report."""
    page = report / "index.html"
    if not page.is_file():
        return "no page"
    text = page.read_text(encoding="utf-8")
    if "</html>" not in text or not re.search("The (old|new) report", text):
        return "half a page"
    links = set(LINK.findall(text))
    gone = [link for link in links if not (report / link).is_file()]
    return f"of {len(links)} links {gone[:3]} lead nowhere" if gone or not links else ""


def every_file(report):
    return {path.relative_to(report): path.read_bytes() for path in report.rglob("*.*")}


@pytest.mark.long
def test_a_kill_at_a_random_moment_leaves_a_whole_report(tmp_path, record_property):
    """In `make test` a small report is killed at each change that it makes, in test_folder."""
    kills = 40
    report, mine = tmp_path / "out" / "report", tmp_path / "out" / "report" / "mine.txt"
    (tmp_path / "s.csv").write_text(f"q,sex,age\n{ROWS}\n", encoding="utf-8")
    whole = []
    for generation in ("new", "old"):
        began = time.perf_counter()
        assert start(tmp_path, generation).wait() == 0
        needed = time.perf_counter() - began
        whole.append(every_file(report))
    rng, faults = random.Random(SEED), []
    for number in range(kills):
        alone = number % 4 < 2
        mine.unlink(missing_ok=True) if alone else mine.touch()
        child = start(tmp_path, ("new", "old")[number % 2])
        # most of the time goes by before the first file: the last third is where files change
        time.sleep(needed * rng.choice([rng.random(), 0.6 + 0.5 * rng.random()]))
        child.send_signal(rng.choice([signal.SIGKILL, signal.SIGTERM]))
        child.wait()
        if fault := fault_of(report):
            faults.append(f"kill {number}: {fault}")
        # where the folder is a report alone, every byte in it is the old or the new one's
        elif alone and sys.platform == "linux" and every_file(report) not in whole:
            faults.append(f"kill {number}: files of both")
        if not alone:
            assert start(tmp_path, "old").wait() == 0, "finishes what was begun"
    assert start(tmp_path, "new").wait() == 0
    record_property("tried", kills)
    record_property("failed", len(faults))
    record_property("seed", SEED)
    assert not faults
    mine.unlink(missing_ok=True)
    assert every_file(report) == whole[0]
    left = [path.name for path in (tmp_path / "out").rglob(".*")]
    assert left == [], "the next run sweeps"
