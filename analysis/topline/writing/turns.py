"""Processes take turns at one place: a lock that a dead process cannot keep."""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PAUSE = 0.05
"""Seconds between two looks at a lock that another process holds."""

_HELD = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_FLAGS = os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@contextmanager
def turn(lock: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold a lock file while the block runs, and remove it afterwards.

    The operating system lets go of it when the process ends, however it ends; the file that a
    killed process leaves blocks nobody, and the next one removes it. Where a file system knows no
    locks, nobody waits.

    Parameters
    ----------
    lock : path
        The file, in a folder one may write into.
    waiting : callable
        Called once where another process has its turn.
    """
    handle = _acquire(lock, waiting)
    try:
        yield
    finally:
        # A file that cannot be removed is in nobody's way. Windows removes no open file; where it
        # removes a closed one, nobody else has it open.
        if sys.platform == "win32":
            os.close(handle)
            with suppress(OSError):
                lock.unlink()
        else:
            try:
                with suppress(OSError):
                    lock.unlink()
            finally:
                os.close(handle)


def _acquire(lock: Path, waiting: Callable[[], None]) -> int:
    told = False
    while True:
        try:
            handle = os.open(lock, os.O_RDWR | _FLAGS, 0o666)
        except PermissionError:
            if not lock.exists():
                raise
            # Another person's file in a shared folder: to read it is enough for a lock.
            handle = os.open(lock, os.O_RDONLY)
        try:
            while not _try_lock(handle):
                if not told:
                    told = True
                    waiting()
                time.sleep(PAUSE)
            # Who had the turn before has removed the file, and a third may hold a new one.
            mine = False
            with suppress(FileNotFoundError):
                mine = os.path.samestat(os.fstat(handle), lock.stat())
        except BaseException:
            os.close(handle)
            raise
        if mine:
            return handle
        os.close(handle)


def _try_lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        return problem.errno not in _HELD
    return True
