"""Files are written whole or not at all, and keep links, rights and their order."""

import errno
import os
import subprocess
import sys

import pandas as pd
import pytest
from matplotlib.figure import Figure

import topline
from tests.disk import changes, from_then_on, once
from topline import ArgumentError
from topline.writing.whole import write_whole

POSIX = pytest.mark.skipif(os.name != "posix", reason="needs the rights of POSIX")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def pair(tmp_path):
    """A picture and its numbers, as they are and as they will be."""
    old = {tmp_path / "a.svg": b"old picture", tmp_path / "a.csv": b"old numbers"}
    return old, {path: data.replace(b"old", b"new") for path, data in old.items()}


def there(files):
    return {path: path.read_bytes() for path in files if path.exists()}


@pytest.mark.faults
@pytest.mark.parametrize("old", [True, False])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
@pytest.mark.parametrize("fault", [once, from_then_on])
def test_a_stop_at_any_change_leaves_old_or_new_and_the_next_run_sweeps(
    tmp_path, pair, error, fault, old, record_property
):
    before, after = pair
    for number in range(1, 30):
        for path, data in before.items():
            path.write_bytes(data) if old else path.unlink(missing_ok=True)
        with changes(tmp_path, fault(number, error)) as counted:
            try:
                write_whole(after)
            except (OSError, KeyboardInterrupt) as problem:
                assert problem is error  # noqa: PT017
        if fault is once:
            assert there(after) in (before if old else {}, after)
        else:
            for path, data in there(after).items():
                assert data in (before[path], after[path])
        write_whole(after)
        assert there(after) == after
        assert names(tmp_path) == ["a.csv", "a.svg"]
        if counted.count < number:
            break
    record_property("tried", number)
    assert number > 6


def test_an_error_names_the_file_that_was_wanted(tmp_path):
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    for number in range(1, 4):
        with (
            changes(tmp_path, once(number, full)),
            pytest.raises(OSError, match="No space") as told,
        ):
            write_whole({tmp_path / "a.svg": b"x"})
        assert told.value.filename == str(tmp_path / "a.svg")


FULL = """
import resource, sys
from pathlib import Path
from topline.writing.whole import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole({Path(sys.argv[1]): b"new" * 1000})
except OSError as problem:
    print(problem.filename, end="")
"""


@POSIX
def test_a_write_that_ends_halfway_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.svg"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", FULL, str(path)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.check_output(command, text=True, env=environment) == str(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.svg"]


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real.svg", tmp_path / "a.svg"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_whole({link: b"new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert names(tmp_path / "far") == ["real.svg"]


def test_a_draft_follows_no_link_that_somebody_puts_in_its_way(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / ".a.svg.draft").symlink_to(tmp_path / "secret")
    write_whole({tmp_path / "a.svg": b"new"})
    assert (tmp_path / "secret").read_bytes() == b"secret"
    assert names(tmp_path) == ["a.svg", "secret"]


@POSIX
@pytest.mark.parametrize(
    ("umask", "had", "mode"),
    [
        (0o022, None, 0o644),
        (0o077, None, 0o600),
        (0o002, None, 0o664),
        (0o022, 0o600, 0o600),
        (0o077, 0o644, 0o600),
        (0o022, 0o666, 0o644),
    ],
)
def test_a_mode_is_the_umasks_and_no_more_than_it_was(tmp_path, umask, had, mode):
    path = tmp_path / "a.csv"
    if had:
        path.write_bytes(b"old")
        path.chmod(had)
    before = os.umask(umask)
    try:
        write_whole({path: b"new"})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == mode


def test_a_file_that_is_protected_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError, match=r"a\.csv"):
        write_whole({path: b"new"})
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("letters", [100, 240, 251])
def test_names_as_long_as_there_can_be(tmp_path, letters):
    path = tmp_path / ("a" * letters + ".csv")
    write_whole({path: b"new"})
    assert names(tmp_path) == [path.name]


def test_what_is_no_file_is_said(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(ArgumentError, match=r"a\.csv is no usual file; choose another name"):
        write_whole({tmp_path / "a.svg": b"new", tmp_path / "a.csv": b"new"})
    assert names(tmp_path) == ["a.csv"]


MANY = """
import sys
from pathlib import Path
from topline.writing.whole import write_whole
for k in range(100):
    write_whole({Path(sys.argv[1], "a.svg"): sys.argv[2].encode() * 50_000})
"""


@pytest.mark.faults
def test_two_processes_write_one_file_whole(tmp_path):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", MANY, str(tmp_path)]
    both = [subprocess.Popen([*command, name], env=environment) for name in "ab"]
    assert [one.wait() for one in both] == [0, 0]
    assert (tmp_path / "a.svg").read_bytes() in (b"a" * 50_000, b"b" * 50_000)
    assert names(tmp_path) == ["a.svg"]


def test_charts_and_workbooks_are_written_so(tmp_path):
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    shares = topline.Survey(pd.DataFrame({"q": ["a", "b", "a"]})).proportion("q")
    chart = topline.publish(
        topline.plot_estimates(shares, label="category", ax=Figure().subplots()), title="T"
    )
    for write, name in ((chart.save, "a.svg"), (shares.to_excel, "a.xlsx")):
        write(tmp_path / name)
        before = {path: path.read_bytes() for path in tmp_path.iterdir()}
        for number in range(1, 6):
            with (
                changes(tmp_path, from_then_on(number, full)),
                pytest.raises(OSError, match="No s"),
            ):
                write(tmp_path / name)
            assert before.items() <= {p: p.read_bytes() for p in tmp_path.iterdir()}.items()
        write(tmp_path / name)
        assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_numbers_of_a_chart_replace_no_data_of_a_person(tmp_path):
    shares = topline.Survey(pd.DataFrame({"q": ["a", "b", "a"]})).proportion("q")
    chart = topline.publish(
        topline.plot_estimates(shares, label="category", ax=Figure().subplots()), title="T"
    )
    mine = tmp_path / "answers.csv"
    mine.write_text("id,q\n1,a\n", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"answers\.csv is there, and no picture .* rename"):
        chart.save(tmp_path / "answers.png")
    assert mine.read_text(encoding="utf-8") == "id,q\n1,a\n"
    mine.unlink()
    chart.save(tmp_path / "answers.png")
    (tmp_path / "answers.png").unlink()
    for name in ("answers.png", "answers.svg", "answers.png"):
        chart.save(tmp_path / name)
