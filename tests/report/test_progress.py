"""What ``topline report`` tells while it works: a bar on a terminal, nothing in a pipe."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import topline
from topline import cli

LONG = "x" * 200
QUESTIONS = ["often", "[/b] & [red]", LONG]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("progress")
    data = pd.DataFrame({name: ["yes", "no"] * 50 for name in QUESTIONS})
    data.to_csv(out / "answers.csv", index=False)
    return out


def command(*questions):
    asked = ["--questions", ",".join(questions)]
    return [sys.executable, "-m", "topline", "report", "answers.csv", *asked]


def in_a_terminal(folder, *questions):
    """Run the command with its messages on a terminal of 80 columns."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        command(*questions), cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=theirs
    ) as running:
        os.close(theirs)
        said = "".join(heard(ours))
        printed = running.stdout.read().decode()
    return running.returncode, printed, re.sub(r"\x1b\[[\d;?]*\w", "", said)


def heard(terminal):
    """What comes out of a terminal, until nobody writes into it."""
    with os.fdopen(terminal, "rb", buffering=0) as stream:
        while True:
            try:
                data = stream.read(65536)
            except OSError:
                return
            if not data:
                return
            yield data.decode(errors="replace")


def test_a_bar_on_a_terminal(folder):
    code, printed, said = in_a_terminal(folder, *QUESTIONS)
    assert (code, printed) == (0, f"{Path('report') / 'index.html'}\n")
    assert "━" in said
    assert re.search(r"(Estimating|Drawing|Writing) .*\d+%", said)
    assert "Traceback" not in said
    assert LONG not in said


def test_names_of_questions_are_words_of_one_line(folder, monkeypatch, capsys):
    def write(*_, progress, **__):
        progress(f"Drawing [/b] & [red] {LONG}", 1, 2)
        return Path("page")

    monkeypatch.chdir(folder)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr(topline, "write_survey_report", write)
    monkeypatch.setattr(sys, "argv", command("often")[2:])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert not stopped.value.code
    said = re.sub(r"\x1b\[[\d;?]*\w", "", capsys.readouterr().err)
    assert re.search(r"Drawing \[/b\] & \[red\] x+… .* 50%", said)


@pytest.mark.long
def test_words_of_an_error_on_a_terminal(folder):
    code, printed, said = in_a_terminal(folder, "never")
    assert (code, printed) == (2, "")
    assert "question 'never' is no column of the data" in " ".join(said.split())
    assert "Traceback" not in said


def test_nothing_in_a_pipe(folder, monkeypatch, run):
    monkeypatch.chdir(folder)
    assert run(*command("often")[3:]) == (0, f"{Path('report') / 'index.html'}\n", "")
