"""Faults at the k-th change of a disk: whatever opens to write, makes, renames or removes.

Python tells its audit hooks of each change before it happens, whoever asks for it, and a hook that
raises is what a failing disk, Ctrl-C or a kill look like at that moment.
"""

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class _Hook:
    """The one hook of this process, which cannot be taken away again but can be silent."""

    at: Callable[[int, str, tuple], None] | None = None
    root = ""
    count = 0

    def __call__(self, event, args):
        if self.at is None or not (event in CHANGES or event == "open"):
            return
        path = args[0]
        if not isinstance(path, (str, bytes, os.PathLike)):
            return
        path = os.fspath(path)
        path = os.fsdecode(path)
        # what is removed relative to an open folder has no root in its name
        if os.path.isabs(path) and not path.startswith(self.root):  # noqa: PTH117
            return
        if event == "open" and not args[2] & WRITES:
            return
        self.count += 1
        at, self.at = self.at, None
        try:
            at(self.count, event, args)
        finally:
            self.at = at


_HOOK = _Hook()
_added: list[bool] = []


@contextmanager
def changes(root: Path, at: Callable[[int, str, tuple], None]):
    """Call ``at(number, event, arguments)`` before every change under `root`."""
    if not _added:
        sys.addaudithook(_HOOK)
        _added.append(True)
    _HOOK.root, _HOOK.count, _HOOK.at = str(root), 0, at
    try:
        yield _HOOK
    finally:
        _HOOK.at = None


def once(number, error):
    """Raise an error at one change."""

    def at(count, _event, _args):
        if count == number:
            raise error

    return at


def from_then_on(number, error):
    """Raise an error at one change and all that follow, as a disk does that is full or gone."""

    def at(count, _event, _args):
        if count >= number:
            raise error

    return at


def killed(number):
    """End the process at one change, with no time to clean up."""

    def at(count, _event, _args):
        if count == number:
            os._exit(9)

    return at
