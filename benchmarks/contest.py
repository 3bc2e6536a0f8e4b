"""Contestants of a task: a process each that stays alive, in turn, answers compared before times.

Each peer has an environment of its own, which pip fills under `.venv-peers`, for they clash. A
contestant has its data in memory when it says that it is ready. It answers once, its design made,
and then once a round. Whose numbers are not those of the first is said to differ: its seconds are
of another task.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).parent
ENVIRONMENTS = HERE.parent / ".venv-peers"
NEEDED = {
    "svy": ("svy", "pandas"),
    "samplics": ("samplics", "pandas"),
    "weightipy": ("weightipy", "pandas"),
    "ipfn": ("ipfn", "pandas"),
    "statsmodels": ("statsmodels",),
}
"""What pip installs for each peer."""

AGREED = 1e-8
"""How far a contestant's numbers may lie from the first's, relative."""

PATIENCE = 30.0
"""Seconds of a contestant's rounds after which it sits out those that are left."""


@dataclass(frozen=True)
class Task:
    """What is asked, on how many rows or pairs of counts, and who takes part."""

    key: str
    words: str
    rows: int
    who: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """Who takes part.

    Attributes
    ----------
    name : str
        As printed: a package, and how it has its data.
    package : str
        Whose interpreter runs it: "topline", a peer, or "R".
    command : tuple of str
        What the interpreter runs.
    against : str, optional
        The one of ours that has the same input; the first by default.
    """

    name: str
    package: str
    command: tuple[str, ...]
    against: str | None = None

    @property
    def ours(self) -> bool:
        """Whether it is this package."""
        return self.package == "topline"


@dataclass
class Contestant:
    """An entry in a process of its own, which answers whenever it is told to."""

    entry: Entry
    found: list[dict[str, Any]] = field(default_factory=list)
    failed: str = ""

    def __post_init__(self) -> None:
        self.errors = tempfile.TemporaryFile(mode="w+")  # noqa: SIM115 (closed with the process)
        python = interpreter(self.entry.package)
        if python is None:
            self.process, self.failed = None, "not installed here"
            return
        self.process = subprocess.Popen(
            [python, *self.entry.command], cwd=HERE, text=True, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=self.errors,
        )  # fmt: skip
        self.held = self._answer()

    def _answer(self) -> dict[str, Any] | None:
        """Return what the process says next; None once it has failed, and why is known."""
        assert self.process is not None
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        self.errors.seek(0)
        said = self.errors.read().strip().splitlines() or ["it ended without a word"]
        self.failed = f"cannot run it: {said[-1][:90]}"
        return None

    def run(self) -> None:
        """Answer once more."""
        if self.failed or sum(run["seconds"] for run in self.found[1:]) > PATIENCE:
            return
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write("go\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            self._answer()
            return
        found = self._answer()
        if found is not None:
            self.found.append(found)

    def median(self, what: str) -> float:
        """Return the median of the rounds, without the first answer."""
        return median(run[what] for run in self.found[1:])

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            self.process.stdin.close()
            self.process.wait()
            self.process.stdout.close()
        self.errors.close()


@dataclass(frozen=True)
class Result:
    """What was measured of one contestant.

    Attributes
    ----------
    name : str
    ours : bool
    failed : str
        Why there is nothing else; empty where there is.
    design, first, warm, used : float
        Seconds to make the design; of the first answer with it; of a further answer, and its
        processor time, both medians of the rounds.
    memory, held : float
        Megabytes that the answers took at most beyond the data held; and all before the first.
    ratio, used_ratio : float or None
        Our seconds, and processor seconds, over its: medians of the rounds' own ratios.
    estimates_apart, errors_apart : float or None
        How far its numbers lie from the first's, relative; None where there are none.
    """

    name: str
    ours: bool
    failed: str = ""
    design: float = 0.0
    first: float = 0.0
    warm: float = 0.0
    used: float = 0.0
    memory: float = 0.0
    held: float = 0.0
    ratio: float | None = None
    used_ratio: float | None = None
    estimates_apart: float | None = None
    errors_apart: float | None = None

    @property
    def same(self) -> bool:
        """Whether its numbers are those of the first."""
        return max(self.estimates_apart or 0.0, self.errors_apart or 0.0) <= AGREED

    @property
    def lost(self) -> bool:
        """Whether this package is slower than it."""
        return self.ratio is not None and self.ratio > 1


def interpreter(package: str) -> str | None:
    """Return what runs a package: this Python, that of an environment of its own, or Rscript."""
    if package == "topline":
        return sys.executable
    if package == "R":
        return shutil.which("Rscript")
    folder = ENVIRONMENTS / package
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", *NEEDED[package]]
        subprocess.run(install, check=False, stderr=subprocess.DEVNULL)
    return str(python)


def compete(entries: Sequence[Entry], rounds: int, busy: int = 0) -> list[Result]:
    """Have all answer in turn, round by round, and return what was measured.

    Parameters
    ----------
    entries : sequence of Entry
        The first is this package's: others are compared with it.
    rounds : int
    busy : int, default 0
        Processes that only compute meanwhile, so that cores are contested.
    """
    contestants = [Contestant(entry) for entry in entries]
    others = [_spinning() for _ in range(busy)]
    try:
        for _ in range(rounds + 1):
            for one in contestants:
                one.run()
        return [_result(one, contestants) for one in contestants]
    finally:
        for one in contestants:
            one.close()
        for other in others:
            other.kill()
            other.wait()


def _spinning() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "while True: pass"])


def _result(one: Contestant, contestants: Sequence[Contestant]) -> Result:
    """Return a contestant's figures, beside those of the one of ours with the same input."""
    entry = one.entry
    if one.failed or len(one.found) < 2:
        return Result(entry.name, entry.ours, one.failed or "cannot run it")
    first = contestants[0]
    mine = next((own for own in contestants if own.entry.name == entry.against), first)
    ratios: dict[str, float | None] = {"seconds": None, "used": None}
    if not entry.ours and len(mine.found) > 1:
        ratios = {
            what: median(
                ours[what] / theirs[what]
                for ours, theirs in zip(mine.found[1:], one.found[1:], strict=False)
            )
            for what in ratios
        }
    return Result(
        name=entry.name,
        ours=entry.ours,
        design=one.found[0]["design"],
        first=one.found[0]["seconds"],
        warm=one.median("seconds"),
        used=one.median("used"),
        memory=max(run["memory"] for run in one.found),
        held=one.held["held"] if one.held else 0.0,
        ratio=ratios["seconds"],
        used_ratio=ratios["used"],
        estimates_apart=_apart(one, first, "estimates"),
        errors_apart=_apart(one, first, "errors"),
    )


def _apart(one: Contestant, first: Contestant, what: str) -> float | None:
    """Return the largest difference of numbers, relative to ours; ∞ where they are not as many.

    What is a millionth of the largest or less is compared with that: 0 and what rounding leaves of
    it are the same.
    """
    if one is first or not first.found:
        return None
    theirs, ours = one.found[0][what], first.found[0][what]
    if not theirs or not ours:
        return None
    if [one is None for one in theirs] != [one is None for one in ours]:
        return float("inf")
    pairs = [(a, b) for a, b in zip(theirs, ours, strict=True) if a is not None]
    least = max((abs(b) for _, b in pairs), default=0.0) * 1e-6 or 1e-300
    return max((abs(a - b) / max(abs(b), least) for a, b in pairs), default=0.0)


def cores() -> int:
    """Return how many cores there are."""
    return os.cpu_count() or 1
