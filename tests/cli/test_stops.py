"""A command that is told to end leaves nothing behind, as after Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from tests.conftest import long_unless
from topline.cli import app

REPORT = """
import os, signal, sys
STOP = getattr(signal, sys.argv.pop())
import topline
from topline.cli import main
from topline.report import write

def write_new(path, data):
    # the fourth file: three lie in the draft
    if len(list(path.parent.iterdir())) == 3:
        print(*sorted(p.name for p in path.parents[2].iterdir()), flush=True)
        os.kill(os.getpid(), STOP)
    path.write_bytes(data)

write.write_new = write_new
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")
@pytest.mark.parametrize(
    "name", long_unless(lambda n: n == "SIGTERM", ["SIGTERM", "SIGHUP", "SIGINT"])
)
def test_a_signal_leaves_the_folder_as_it_was(tmp_path, name):
    (tmp_path / "s.csv").write_text("q,p\nyes,1\nno,2\nyes,1\n", encoding="utf-8")
    command = [sys.executable, "-c", REPORT, "report", "s.csv", "--questions", "q,p"]
    found = subprocess.run(
        [*command, "--out", "out/report", name],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout.split() == [".report.draft", ".report.lock"], found.stderr
    assert "Traceback" not in found.stderr
    expected = {"SIGTERM": 143, "SIGHUP": 129, "SIGINT": 130}
    assert found.returncode == expected[name]
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="needs signals of POSIX")
def test_handlers_are_put_back_and_an_ignored_signal_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with app.stopped_cleanly():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
            with pytest.raises(SystemExit, match="143"):
                signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_thread_that_runs_a_command_changes_no_handler():
    failed = []

    def run():
        try:
            with app.stopped_cleanly():
                pass
        except ValueError as problem:
            failed.append(problem)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert failed == []


def test_an_empty_folder_name_is_no_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["topline", "report", "--out", ""])
    with pytest.raises(SystemExit) as ended:
        app.main()
    assert ended.value.code == 2
    assert "the path is empty; name where the report is to be written" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_matplotlib_does_not_know_is_left_aside(monkeypatch, capsys):
    monkeypatch.setenv("MPLBACKEND", "nosuch")
    monkeypatch.setattr(sys, "argv", ["topline", "--version"])
    with pytest.raises(SystemExit):
        app.main()
    # with this one it would not import
    assert os.environ["MPLBACKEND"] == "agg"
    assert capsys.readouterr().out.startswith("topline")


def test_memory_that_runs_out_is_told_in_words(monkeypatch, capsys):
    def filled(**_):
        raise MemoryError

    monkeypatch.setattr(app, "app", filled)
    with pytest.raises(SystemExit, match="2"):
        app.main()
    assert "Error: there is not enough memory; close other programs" in capsys.readouterr().err
