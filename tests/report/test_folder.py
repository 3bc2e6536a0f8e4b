"""A report that is stopped at any change is the old or the new one, and leaves nothing for long."""

import errno
import itertools
import os
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY, long_unless
from tests.disk import changes, from_then_on, once
from tests.report.stops import (
    NEW,
    TOUCHED,
    inside,
    is_whole,
    leavings,
    start,
    state,
    steps,
    write,
)
from topline import ArgumentError
from topline.report import folder as folders
from topline.writing.exchange import exchange

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders")

ERRORS = {
    "full": lambda: OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "refused": lambda: PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
    "Ctrl-C": KeyboardInterrupt,
    "SIGTERM": lambda: SystemExit(143),
}


def written(target, root, at):
    """Write the new report with a fault; return what stopped it, and how many changes it made."""
    with changes(root, at) as counted:
        try:
            write(target, NEW)
        except BaseException as problem:
            return problem, counted.count
    return None, counted.count


def across(root, then):
    """Behave like a folder on another file system, which looks like the same, and then as told."""
    target = str(root / "report")

    def at(count, event, args):
        if event == "os.rename":
            ends = [os.path.dirname(os.fspath(path)).startswith(target) for path in args[:2]]  # noqa: PTH120
            if ends[0] != ends[1]:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        then(count, event, args)

    return at


def whole_afterwards(root, target, *, mine):
    """Hold that the report is whole, that the next run makes the new one, and sweeps."""
    assert is_whole(target)
    shown = state(target)
    assert not (target / "index.html").exists() or (target / TOUCHED).exists() == mine
    write(target, NEW)
    assert state(target) == NEW
    assert leavings(root) == []
    return shown


CASES = [
    (error, room, old)
    for error in ERRORS
    for room in ("beside", "alone", "inside", "across")
    for old in (True, False)
    if old or room == "beside"
]
USUAL = {("full", "beside", True), ("Ctrl-C", "beside", True), ("Ctrl-C", "beside", False)}
USUAL |= {("full", "inside", True), ("full", "alone", True), ("Ctrl-C", "alone", True)}


@pytest.mark.faults
@pytest.mark.parametrize(("error", "room", "old"), long_unless(lambda *case: case in USUAL, CASES))
def test_a_stop_at_any_change_leaves_the_old_or_the_new(
    tmp_path, monkeypatch, record_property, error, room, old
):
    root = tmp_path / "root"
    if room == "inside":
        monkeypatch.setattr(folders, "_rooms", inside)
    for number in itertools.count(1):
        target = start(root, old=old, alone=room == "alone")
        before = state(target)
        raised = ERRORS[error]()
        at = once(number, raised)
        stopped, made = written(target, root, across(root, at) if room == "across" else at)
        assert stopped in (raised, None)
        shown = whole_afterwards(root, target, mine=old and room != "alone")
        assert shown in (before, NEW)
        assert shown == NEW or stopped
        if made < number:
            break
    record_property("tried", number)
    assert number > 5


@pytest.mark.faults
@pytest.mark.parametrize(
    "room", long_unless(lambda room: room == "beside", ["beside", "alone", "inside"])
)
def test_a_disk_that_stays_full_leaves_a_page_with_all_its_files(
    tmp_path, monkeypatch, record_property, room
):
    if room == "inside":
        monkeypatch.setattr(folders, "_rooms", inside)
    root, alone = tmp_path / "root", room == "alone"
    for number in range(1, steps(root, old=True, alone=alone) + 1):
        target = start(root, old=True, alone=alone)
        raised = ERRORS["full"]()
        assert written(target, root, from_then_on(number, raised))[0] in (raised, None)
        whole_afterwards(root, target, mine=not alone)
    record_property("tried", number)


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("room", long_unless(lambda room: room == "beside", ["beside", "inside"]))
def test_a_kill_at_any_change_leaves_the_old_or_the_new(tmp_path, record_property, room):
    found = subprocess.run(
        [sys.executable, "-m", "tests.report.stops", str(tmp_path / "root"), room],
        cwd=REPOSITORY,
        text=True,
        capture_output=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
    steps = list(map(int, found.stdout.splitlines()))
    record_property("tried", sum(steps))
    assert all(number > 5 for number in steps)


@pytest.mark.quick
def test_files_of_the_last_report_go_and_those_of_a_person_stay(tmp_path):
    target = start(tmp_path / "root", old=True)
    mine = target / "figures" / "question-2-with-arrows.svg"
    mine.write_text("mine", encoding="utf-8")
    (target / "figures" / "notes").mkdir()
    write(target, NEW)
    assert mine.read_text(encoding="utf-8") == "mine"
    mine.unlink()
    assert state(target) == NEW
    assert (target / TOUCHED).exists()
    assert (target / "figures" / "notes").is_dir()


def test_a_page_of_somebody_else_is_not_replaced(tmp_path):
    target = tmp_path / "report"
    target.mkdir()
    page = target / "index.html"
    page.write_text("<html>my website</html>", encoding="utf-8")
    with pytest.raises(ArgumentError, match=r"was not made by topline.* choose another folder"):
        write(target, NEW)
    assert page.read_text(encoding="utf-8") == "<html>my website</html>"
    page.unlink()
    write(target, NEW)
    assert state(target) == NEW


@pytest.mark.parametrize("link", ["../kept.txt", "figures/../kept.csv", "/etc/hosts", "notes.csv"])
def test_a_page_that_was_changed_removes_nothing_elsewhere(tmp_path, link):
    target = start(tmp_path / "root", old=True)
    page = target / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + f'<a href="{link}">', encoding="utf-8")
    for kept in (tmp_path / "root" / "kept.txt", target / "kept.csv", target / "notes.csv"):
        kept.write_text("kept", encoding="utf-8")
    write(target, NEW)
    assert (tmp_path / "root" / "kept.txt").exists()
    assert (target / "kept.csv").exists()
    assert (target / "notes.csv").exists()


def test_a_folder_keeps_its_place_and_a_link_to_it_stays(tmp_path):
    target = start(tmp_path / "root", old=True)
    link = tmp_path / "link"
    link.symlink_to(target)
    number = target.stat().st_ino
    write(link, NEW)
    assert link.is_symlink()
    assert target.stat().st_ino == number
    assert state(target) == NEW


@LINUX
@pytest.mark.quick
def test_a_folder_that_is_a_report_alone_changes_places_with_the_new_one(tmp_path):
    target = start(tmp_path / "root", old=True, alone=True)
    link = tmp_path / "link"
    link.symlink_to(target)
    for place in (target, target / "figures"):
        place.chmod(0o750)
    began = target.stat()
    write(link, NEW)
    ended = target.stat()
    assert state(target) == NEW
    assert link.is_symlink()
    assert ended.st_ino != began.st_ino
    assert ended.st_mode == began.st_mode == (target / "figures").stat().st_mode
    assert ended.st_mtime > began.st_mtime
    assert leavings(tmp_path) == []


@LINUX
@pytest.mark.parametrize("stays", ["I stand there", "a link", "a folder", "closed", "no way"])
def test_a_folder_that_is_more_than_a_report_stays_where_it_is(tmp_path, monkeypatch, stays):
    target = start(tmp_path / "root", old=True, alone=True)
    if stays == "I stand there":
        monkeypatch.chdir(target / "figures")
    elif stays == "a link":
        (target / "latest.html").symlink_to("index.html")
    elif stays == "a folder":
        (target / "notes").mkdir()
    elif stays == "closed":
        monkeypatch.setattr(folders.os, "access", lambda path, _mode: path != target)
    else:
        monkeypatch.setattr(folders, "exchange", lambda _one, _other: False)
    number = target.stat().st_ino
    write(target, NEW)
    assert target.stat().st_ino == number
    assert {name: text for name, text in state(target).items() if name in NEW} == NEW
    assert leavings(tmp_path) == []


@LINUX
def test_what_is_put_there_at_that_moment_is_kept(tmp_path, monkeypatch):
    target = start(tmp_path / "root", old=True, alone=True)

    def late(one, other):
        (target / "notes").mkdir()
        (target / "notes" / "mine.txt").write_text("mine", encoding="utf-8")
        return exchange(one, other)

    monkeypatch.setattr(folders, "exchange", late)
    write(target, NEW)
    assert state(target) == NEW | {"notes/mine.txt": "mine"}
    assert leavings(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "is_folder", "message"),
    [
        ("figures", False, "figures is a file, and the report has a folder of that name; rename"),
        ("index.html", True, "index.html is a folder, and the report has a file of that name"),
    ],
)
def test_a_name_that_is_taken_is_said(tmp_path, name, is_folder, message):
    target = tmp_path / "report"
    target.mkdir()
    (target / name).mkdir() if is_folder else (target / name).write_text("", encoding="utf-8")
    with pytest.raises(ArgumentError, match=message):
        write(target, NEW)
    assert [path.name for path in target.iterdir()] == [name]
    assert leavings(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "fchmod"), reason="needs the rights of POSIX")
@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o022, 0o644), (0o027, 0o640)])
@pytest.mark.parametrize("old", [True, False])
def test_the_umask_is_respected(tmp_path, umask, mode, old):
    target = start(tmp_path / "root", old=old)
    before = os.umask(umask)
    try:
        write(target, NEW)
    finally:
        os.umask(before)
    files = [path for path in target.rglob("*") if path.is_file() and path.name != TOUCHED]
    assert {path.stat().st_mode & 0o777 for path in files} == {mode}


TWO = """
import sys, time
from pathlib import Path
from topline.report.folder import replaced, write_new
target, name = Path(sys.argv[1]), sys.argv[2]
for _ in range(20):
    with replaced(target, lambda: None) as draft:
        (draft / "figures").mkdir()
        links = [f"figures/question-{k}.svg" for k in range(5)]
        for link in links:
            write_new(draft / link, name.encode())
        page = name + '<meta name="generator" content="topline 1">'
        page += "".join(f'<a href="{link}"></a>' for link in links)
        write_new(draft / "index.html", page.encode())
    """


@pytest.mark.faults
def test_two_processes_take_turns(tmp_path):
    command = [sys.executable, "-c", TWO, str(tmp_path / "report")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    both = [subprocess.Popen([*command, name], env=environment) for name in "ab"]
    assert [one.wait() for one in both] == [0, 0]
    name = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")[0]
    pictures = list((tmp_path / "report" / "figures").iterdir())
    assert len(pictures) == 5
    assert {path.read_text(encoding="utf-8") for path in pictures} == {name}
    assert leavings(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="needs the rights of POSIX")
def test_where_nothing_can_be_made_the_report_is_named(tmp_path):
    def refuse(_count, _event, args):
        raise PermissionError(errno.EACCES, "Permission denied", str(args[0]))

    target = tmp_path / "root" / "report"
    target.parent.mkdir()
    with changes(tmp_path, refuse), pytest.raises(PermissionError) as told:
        write(target, NEW)
    assert told.value.filename == str(target)
