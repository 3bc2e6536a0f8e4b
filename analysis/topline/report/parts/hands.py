"""Jobs done by several processes at a time, with the results of one that does them all.

A page of many questions spends its time in drawing, which takes one core. On Linux a process can
be copied as it stands, with every font, language and setting that a person has; the copies draw
what this one would have drawn, to the byte. Elsewhere, and where a copy may not be made, this
process does it all.
"""

import gc
import multiprocessing as mp
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from ...threads import HANDS

T = TypeVar("T")
Job = Callable[[], T]

_WORTH = 6
"""Jobs for each process at least: a copy costs about as much as a chart."""


@contextmanager
def several_hands(jobs: Sequence[Job[T]]) -> Iterator[Iterator[T]]:
    """Begin with jobs, and yield their results, in their order.

    A job that fails, warns, or whose process is killed is done again here, and says the same.
    """
    hands = _hands(len(jobs))
    context: Any = mp.get_context("fork") if hands else None
    done: list[Iterator[tuple[T]]] = []
    started, heard = [], []
    try:
        for first in range(hands):
            mine, theirs = context.Pipe(duplex=False)
            heard.append(mine)
            given = jobs[first::hands], theirs, tuple(heard)
            hand = context.Process(target=_work, args=given, daemon=True)
            with warnings.catch_warnings():
                # of threads, of which the libraries' own are all that there are
                warnings.simplefilter("ignore", DeprecationWarning)
                hand.start()
            started.append(hand)
            # with this end closed, a hand that dies is heard
            theirs.close()
            found: SimpleQueue[tuple[T] | None] = SimpleQueue()
            # what is done is taken at once: a pipe holds less than a chart
            threading.Thread(target=_collect, args=(mine, found), daemon=True).start()
            done.append(iter(found.get, None))
        yield _in_order(jobs, done)
    finally:
        for hand in started:
            hand.terminate()
            hand.join()


def _in_order(jobs: Sequence[Job[T]], done: Sequence[Iterator[tuple[T]]]) -> Iterator[T]:
    for at, job in enumerate(jobs):
        # a hand that has ended once has nothing more
        found = next(done[at % len(done)], None) if done else None
        yield job() if found is None else found[0]


def _hands(jobs: int) -> int:
    """Return how many copies share the work; 0 where this process does it all."""
    # a copy has no thread but its own: a lock that another one holds would never be opened
    alone = threading.active_count() == 1 and not mp.current_process().daemon
    if sys.platform != "linux" or not alone:
        return 0
    copies = min(HANDS, jobs // _WORTH)
    return copies if copies > 1 else 0


def _work(jobs: Sequence[Job[Any]], results: Connection, ends: Sequence[Connection]) -> None:
    """Do jobs until one fails or warns, or nobody listens any more."""
    # who interrupts means the process that asked, which ends this one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # else this process would listen to itself
    for end in ends:
        end.close()
    # what is here already stays: to look for garbage in it takes time, and copies every page of it
    gc.freeze()
    for job in jobs:
        try:
            with warnings.catch_warnings(record=True) as told:
                found = job()
            if told:
                return
            results.send((found,))
        except Exception:
            # the process that asked does it again, and says what is wrong
            return


def _collect(results: Connection, done: "SimpleQueue[Any]") -> None:
    """Take results as they come; None stands for what does not come."""
    try:
        while True:
            done.put(results.recv())
    except (EOFError, OSError):
        done.put(None)
