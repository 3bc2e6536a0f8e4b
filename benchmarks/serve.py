"""One contestant's process: data in memory, then an answer for each line of input, as JSON."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

MEGABYTE = 2**20


@dataclass(frozen=True)
class Served:
    """A task with one package.

    Attributes
    ----------
    design : callable
        Makes what questions are asked of; done once, and timed by itself.
    answer : callable
        Answers the question of a design.
    numbers : callable
        Takes estimates and standard errors, or other numbers to be compared, from an answer, in an
        order that all packages keep.
    """

    design: Callable[[], Any]
    answer: Callable[[Any], Any]
    numbers: Callable[[Any], tuple[Sequence[float], Sequence[float]]]


def serve(made: Served) -> None:
    """Answer once for each line of input; the first answer makes the design, too."""
    peak = Path("/proc/self/clear_refs")
    print(json.dumps({"held": memory("VmRSS")}), flush=True)
    design = None
    for number, _ in enumerate(sys.stdin):
        if peak.exists():
            peak.write_text("5")
        before = memory("VmRSS")
        start, used = time.perf_counter(), time.process_time()
        if number == 0:
            design = made.design()
        built = time.perf_counter() - start
        found = made.answer(design)
        told: dict[str, Any] = {
            "seconds": time.perf_counter() - start,
            "used": time.process_time() - used,
            "memory": memory("VmHWM") - before,
        }
        if number == 0:
            estimates, errors = made.numbers(found)
            told |= {"design": built, "estimates": listed(estimates), "errors": listed(errors)}
        print(json.dumps(told), flush=True)
        del found


def listed(numbers: Sequence[float]) -> list[float | None]:
    """Return numbers as JSON has them; there is none for NaN."""
    values = np.asarray(numbers, dtype=float).ravel().tolist()
    return [value if value == value else None for value in values]


def memory(name: str) -> float:
    """Return what Linux says of this process's memory, in megabytes; 0 elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024 / MEGABYTE
