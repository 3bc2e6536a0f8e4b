"""Files are written whole or not at all: a draft beside the place, then one rename."""

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path

from .places import hidden, standing
from .turns import turn


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together; a stop leaves each of them old or new, never a part.

    Every draft is complete before the first takes its place. A file's mode is what the umask
    allows, and never more than the file had that it replaces. Links stay, what they lead to is
    written. Other processes that write the same files wait, and what a killed one left is removed.

    Raises
    ------
    ArgumentError
        When a folder does not exist, a folder has the name of a file, or a link leads nowhere.
    OSError
        When the disk is full, or one may not write; its ``filename`` is the file that was wanted.
    """
    contents = {standing(path): data for path, data in files.items()}
    drafts = {hidden(place, "draft"): place for place in contents}
    for place in contents:
        # A rename asks only for the folder; who protected the file means the file.
        if place.exists() and not os.access(place, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))
    with ExitStack() as turns:
        try:
            # In one order, so that two processes with two files each never wait for one another.
            for place in sorted(contents):
                turns.enter_context(turn(hidden(place, "lock")))
            for draft, place in drafts.items():
                draft.unlink(missing_ok=True)
                write_new(draft, contents[place])
                if place.exists():
                    draft.chmod(stat.S_IMODE(draft.stat().st_mode & place.stat().st_mode))
            _take_places(drafts)
        except BaseException as problem:
            for draft in drafts:
                with suppress(OSError):
                    draft.unlink(missing_ok=True)
            if isinstance(problem, OSError):
                name = Path(os.fsdecode(problem.filename or ""))
                rename_error(problem, drafts.get(name, next(iter(contents))))
            raise


def rename_error(problem: OSError, wanted: Path) -> None:
    """Let an error name the file or folder that a person knows, not a draft of it."""
    if problem.errno:
        problem.filename = str(wanted)
        if problem.filename2 is not None:
            # Not None, which would be printed as a second name.
            del problem.filename2


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; no link that somebody puts there is followed."""
    with path.open("xb") as file:
        file.write(data)


def _take_places(drafts: Mapping[Path, Path]) -> None:
    try:
        for draft, place in drafts.items():
            draft.replace(place)
    except BaseException:
        # Once the first is in its place the others belong there, too, as a picture's numbers do.
        if any(not draft.exists() for draft in drafts):
            for draft, place in drafts.items():
                with suppress(OSError):
                    draft.replace(place)
        raise
