"""A small report that is stopped at every change; run as a program, it kills itself at each."""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.disk import changes, killed
from topline.report import folder as folders

TOUCHED = "mine.txt"
GENERATOR = '<meta name="generator" content="topline 1">'
LINK = re.compile(r'<a href="([^"]+)"')

ROOMS = folders._rooms


def files(generation: str, questions: int) -> dict[str, str]:
    """Return a report in small: a page with links, a picture a question, a workbook."""
    names = [
        f"figures/question-{k + 1}.{kind}" for k in range(questions) for kind in ("svg", "csv")
    ]
    names.append("tables.xlsx")
    links = "".join(f'<a href="{name}">{name}</a>' for name in names)
    page = f"<html>{GENERATOR}{generation}{links}</html>"
    return {name: f"{generation} {name}" for name in names} | {"index.html": page}


OLD, NEW = files("old", 2), files("new", 1)


def write(target: Path, report: dict[str, str]) -> None:
    with folders.replaced(target, lambda: None) as draft:
        (draft / "figures").mkdir()
        for name, text in report.items():
            folders.write_new(draft / name, text.encode())


def state(target: Path) -> dict[str, str]:
    """Return the files that people see, by their path, but for the one of their own."""
    return {
        name: text
        for name, text in every_file(target).items()
        if name != TOUCHED and not name.startswith(".")
    }


def every_file(target: Path) -> dict[str, str]:
    """Return all files of a folder, hidden ones too, by their path."""
    return {
        path.relative_to(target).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(target.rglob("*"))
        if path.is_file()
    }


def is_whole(target: Path) -> bool:
    """Whether a reader of the page has the old or the new report, with every file it links to."""
    page = target / "index.html"
    if not page.is_file():
        return not state(target)
    text = page.read_text(encoding="utf-8")
    report = OLD if f"{GENERATOR}old" in text else NEW
    links = LINK.findall(text)
    usual = [link.rpartition(".topline.draft/shown/")[2] for link in links]
    named = [name for name in report if name != "index.html"]
    return usual == named and all(
        (target / link).is_file() and (target / link).read_text(encoding="utf-8") == report[name]
        for link, name in zip(links, usual, strict=True)
    )


def leavings(root: Path) -> list[Path]:
    return list(root.rglob(".*"))


def inside(target: Path) -> Iterator[folders.Room]:
    """Draft in the folder alone, as on a mount point."""
    return (room for room in ROOMS(target) if room.inside)


def start(root: Path, *, old: bool, alone: bool = False) -> Path:
    """Make a folder with the old report, and a file of a person unless it is alone, or none."""
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    target = root / "report"
    if old:
        (target / "figures").mkdir(parents=True)
        for name, text in (OLD if alone else OLD | {TOUCHED: "mine"}).items():
            (target / name).write_text(text, encoding="utf-8")
    return target


def steps(root: Path, *, old: bool, alone: bool = False) -> int:
    """Count the changes that writing the new report makes."""
    target = start(root, old=old, alone=alone)
    with changes(root, lambda *_: None) as counted:
        write(target, NEW)
    return counted.count


def kill_at(target: Path, root: Path, number: int) -> None:
    """Write the new report in a process of its own that is killed at one change."""
    child = os.fork()
    if not child:
        with changes(root, killed(number)):
            write(target, NEW)
        os._exit(0)
    os.waitpid(child, 0)


def main(root: Path, room: str) -> None:
    if room == "inside":
        folders._rooms = inside
    starts = [(True, False), (True, True), (False, False)]
    for old, alone in starts[:1] if room == "inside" else starts:
        for number in range(1, steps(root, old=old, alone=alone) + 1):
            target = start(root, old=old, alone=alone)
            before = state(target)
            kill_at(target, root, number)
            assert is_whole(target), (old, number, state(target))
            assert (target / TOUCHED).exists() == (old and not alone)
            if alone and sys.platform == "linux":
                assert every_file(target) in (OLD, NEW), number
            # a run that fails finishes what was begun, or leaves what was there
            try:
                with folders.replaced(target, lambda: None):
                    raise KeyError
            except KeyError:
                pass
            assert state(target) in (before, NEW), (old, number)
            assert leavings(root) == [], (old, number)
            kill_at(start(root, old=old, alone=alone), root, number)
            write(target, NEW)
            assert state(target) == NEW
            assert leavings(root) == [], (old, number)
        sys.stdout.write(f"{number}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
