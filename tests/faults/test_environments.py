"""The machine's language, clock, width, umask and folder change no number and no byte."""

import os
import subprocess
import sys

import pytest

pytestmark = [pytest.mark.faults, pytest.mark.long]

ENVIRONMENTS = {
    "German": {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0"},
    "no language": {"LC_ALL": "", "LANG": ""},
    "Samoa": {"TZ": "Pacific/Apia"},
    "Los Angeles": {"TZ": "America/Los_Angeles"},
    "hashes": {"PYTHONHASHSEED": "7"},
    "other hashes": {"PYTHONHASHSEED": "4711"},
    "narrow": {"COLUMNS": "40"},
    "wide": {"COLUMNS": "400", "LINES": "3"},
    "one thread": {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    "no home": {"HOME": "/nonexistent"},
    "no colour": {"NO_COLOR": "1", "TERM": "dumb"},
}

SCRIPT = """
import hashlib, os, sys, topline
os.umask(int(sys.argv[1], 8))
survey = topline.Survey(
    topline.load_example_survey(), weights="weight", strata="stratum", clusters="cluster"
)
found = survey.proportion("prefers_note", by="role")
chart = topline.publish(topline.plot_estimates(found), title="What they prefer")
for text in (found.table.to_csv(), chart.to_svg(), chart.alt, found.to_html()):
    print(hashlib.sha256(text.encode()).hexdigest())
"""


def digests(variables, folder, umask="022"):
    environment = os.environ | variables
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, umask],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.stdout if done.returncode == 0 else done.stderr


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    return digests({}, tmp_path_factory.mktemp("usual"))


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_an_environment_changes_nothing(name, usual, tmp_path):
    assert digests(ENVIRONMENTS[name], tmp_path) == usual


@pytest.mark.parametrize("umask", ["000", "077", "777"])
def test_a_umask_changes_nothing(umask, usual, tmp_path):
    assert digests({}, tmp_path, umask) == usual


def test_a_folder_that_may_not_be_written_changes_nothing(usual, tmp_path):
    tmp_path.chmod(0o555)
    assert digests({}, tmp_path) == usual


def test_settings_of_matplotlib_in_the_folder_change_nothing(usual, tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.size: 22\nsvg.fonttype: path\n")
    assert digests({}, tmp_path) == usual
