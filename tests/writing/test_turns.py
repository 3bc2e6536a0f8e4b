"""A lock is held by one, waits for the living, and is taken from the dead."""

import errno
import os
import subprocess
import sys
import threading

import pytest

from topline.writing import turns
from topline.writing.turns import turn

HOLD = """
import sys
from pathlib import Path
from topline.writing.turns import turn
with turn(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(lock):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(lock)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "held\n"
    return child


def close(child):
    child.communicate()


@pytest.mark.quick
def test_the_file_is_gone_afterwards(tmp_path):
    lock = tmp_path / "lock"
    with turn(lock, lambda: pytest.fail("nobody has it")):
        assert lock.exists()
    assert not lock.exists()


def test_a_living_process_is_waited_for_and_told_of_once(tmp_path):
    lock, told = tmp_path / "lock", []
    child = holder(lock)

    def waiting():
        told.append(1)
        threading.Timer(3 * turns.PAUSE, close, [child]).start()

    with turn(lock, waiting):
        assert child.wait() == 0
    assert told == [1]
    assert not lock.exists()


@pytest.mark.quick
def test_a_dead_process_blocks_nobody(tmp_path):
    lock = tmp_path / "lock"
    child = holder(lock)
    child.kill()
    close(child)
    assert lock.exists()
    with turn(lock, lambda: pytest.fail("its owner is dead")):
        pass
    assert not lock.exists()


def test_a_stop_while_waiting_leaves_the_others_turn(tmp_path):
    lock = tmp_path / "lock"
    child = holder(lock)

    def waiting():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), turn(lock, waiting):
        pass
    assert lock.exists()
    close(child)
    assert not lock.exists()


def test_threads_take_turns(tmp_path):
    inside, most = [], []

    def work():
        for _ in range(5):
            with turn(tmp_path / "lock"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 20
    assert not (tmp_path / "lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="patches the lock of POSIX")
def test_a_file_system_without_locks_lets_everybody_in(tmp_path, monkeypatch):
    def none(*_):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(turns.fcntl, "flock", none)
    with turn(tmp_path / "lock", lambda: pytest.fail("there is nothing to wait for")):
        pass
    assert list(tmp_path.iterdir()) == []
