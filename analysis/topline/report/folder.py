"""A report's folder: the new report takes the place of the old in one step, wherever it lies.

A folder that does not exist is made by renaming the draft. One that holds a report and nothing
else changes places with the draft, where the system can. In any other, files cannot all change at
once, for the folder may be a mount point or the place where a person stands, and may hold files of
others. There the one step is the page's: the new page comes first, with links to copies of its
files in the draft; then the files go to their usual places; then the page with the usual links.
Whenever a process is stopped, the page that stands there is the old or the new one and has all its
files, and the next run finishes what was begun.
"""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from ..errors import ArgumentError
from ..writing.exchange import exchange
from ..writing.places import hidden
from ..writing.turns import turn
from ..writing.whole import rename_error, write_new

PAGE = "index.html"
FIGURES = "figures"
CARD = "share.png"
DRAFT = ".topline.draft"
LOCK = ".topline.lock"

# In the draft: files that go to their usual places, copies that the page links to until then, and
# the names of files that only the old page had.
_PLACE, _SHOWN, _STALE = "place", "shown", "stale"

_MARK = b"<!-- the files of this page are on their way to their usual places -->\n"
_GENERATOR = '<meta name="generator" content="topline '
# In no answer is a "<" that is not escaped, so only links of the page itself look like this.
_SHARED = '<meta property="og:image" content="'
_LINK = re.compile(rf'<a href="({FIGURES}/[^"/\\:?#]+|[^"/\\:?#]+\.xlsx)"')


@dataclass(frozen=True)
class Room:
    """Where a report is drafted: a folder to fill, and the lock of whoever fills it."""

    draft: Path
    lock: Path
    inside: bool


@contextmanager
def replaced(folder: Path, waiting: Callable[[], None]) -> Iterator[Path]:
    """Yield an empty folder to fill with a report, which then takes the place of `folder`'s.

    When the block fails or is stopped, the folder keeps what it has. Files of the last report that
    the new one does not have are removed; all other files are left alone.

    Parameters
    ----------
    folder : path
        It may not exist yet, or be a link.
    waiting : callable
        Called once where another process writes a report into this folder.

    Raises
    ------
    ArgumentError
        When the folder has a page that is no report of topline's, or a name that it needs is taken.
    """
    target = folder.resolve()
    page = target / PAGE
    text = page.read_text("utf-8", "replace") if page.is_file() else ""
    if text and _GENERATOR not in text:
        raise ArgumentError(
            f"{page} was not made by topline, and a report would replace it; choose another folder "
            "for the report, or rename that file"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        room = _enter(target, waiting, stack)
        try:
            yield room.draft
            _put(room, target, waiting)
        except OSError as problem:
            # A person knows their folder, not the draft's.
            if str(room.draft) in str(problem.filename or room.draft):
                rename_error(problem, folder)
            raise
        finally:
            if room.inside:
                _settle(target)
            else:
                _discard(room.draft, target)


def _rooms(target: Path) -> Iterator[Room]:
    """Go through where a report may be drafted.

    Beside its folder nobody sees it; in the folder one may write where that is another file system,
    or where one may not write beside it.
    """
    there = target.exists()
    mounted = there and target.stat().st_dev != target.parent.stat().st_dev
    if target.name and not mounted:
        yield Room(hidden(target, "draft"), hidden(target, "lock"), inside=False)
    if there:
        yield Room(target / DRAFT / _PLACE, target / LOCK, inside=True)


def _enter(target: Path, waiting: Callable[[], None], stack: ExitStack) -> Room:
    """Wait for one's turn in the first room one may write into; sweep what a dead run left."""
    refused: OSError | None = None
    for room in _rooms(target):
        with ExitStack() as attempt:
            try:
                attempt.enter_context(turn(room.lock, waiting))
                if (target / DRAFT).exists() or (target / LOCK).exists():
                    with _inner_turn(room, target, waiting):
                        _settle(target)
                _discard(room.draft, target)
                room.draft.mkdir(parents=room.inside)
            except OSError as problem:
                refused = refused or problem
                continue
            stack.push(attempt.pop_all())
            return room
    refused = refused or FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    rename_error(refused, target)
    raise refused


def _inner_turn(
    room: Room, target: Path, waiting: Callable[[], None]
) -> AbstractContextManager[None]:
    """Wait for one's turn in the folder itself, where others may draft; inside one has it."""
    return nullcontext() if room.inside else turn(target / LOCK, waiting)


def _put(room: Room, target: Path, waiting: Callable[[], None]) -> None:
    """Put the draft in the place of what is there."""
    if not target.exists():
        room.draft.rename(target)
        return
    if not room.inside and _is_replaceable(target, room.draft) and exchange(room.draft, target):
        return
    with _inner_turn(room, target, waiting):
        try:
            _check_places(room.draft, target)
            _prepare(room, target)
            (target / DRAFT / PAGE).replace(target / PAGE)
        finally:
            _settle(target)


def _is_replaceable(target: Path, draft: Path) -> bool:
    """Whether a folder may go as a whole: it is a report and ours, and we do not stand in it.

    The draft gets the rights that the folder has.
    """
    known = _brought(target / PAGE) | {path.relative_to(draft).as_posix() for path in _files(draft)}
    for path in chain([target], target.rglob("*")):
        new = draft / path.relative_to(target)
        if path.is_symlink() or path.is_dir() != new.is_dir():
            return False
        if path.is_dir():
            old, made = path.stat(), new.stat()
            owners = [(one.st_uid, one.st_gid, one.st_dev) for one in (old, made)]
            rights = os.access(path, os.R_OK | os.W_OK | os.X_OK)
            if not rights or owners[0] != owners[1] or os.path.samestat(old, Path().stat()):
                return False
            shutil.copystat(path, new)
            new.touch()
        elif path.relative_to(target).as_posix() not in known:
            return False
    return True


def _check_places(draft: Path, target: Path) -> None:
    """Refuse what would end halfway: a name that is taken, or a folder one may not change."""
    for path in draft.rglob("*"):
        place = target / path.relative_to(draft)
        if place.exists() and place.is_dir() != path.is_dir():
            kind, wanted = ("folder", "file") if place.is_dir() else ("file", "folder")
            raise ArgumentError(
                f"{place} is a {kind}, and the report has a {wanted} of that name; rename it, or "
                "choose another folder for the report"
            )
        if place.is_dir() and not os.access(place, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place))


def _prepare(room: Room, target: Path) -> None:
    """Bring the draft into the folder, with a page that finds its files there."""
    draft = target / DRAFT
    if not room.inside:
        _settle(target)
        draft.mkdir()
        try:
            room.draft.rename(draft / _PLACE)
        except OSError as problem:
            # A folder can be another file system and not look like it.
            if problem.errno != errno.EXDEV:
                raise
            _copy(room.draft, draft / _PLACE)
    place = draft / _PLACE
    _copy(place, draft / _SHOWN)
    files = {path.relative_to(place).as_posix() for path in _files(place)}
    stale = _brought(target / PAGE) - files
    write_new(draft / _STALE, "\n".join(sorted(stale)).encode())
    page = (place / PAGE).read_text(encoding="utf-8")
    page = _LINK.sub(lambda link: f'<a href="{DRAFT}/{_SHOWN}/{link[1]}"', page)
    write_new(draft / PAGE, page.encode() + _MARK)


def _brought(page: Path) -> set[str]:
    """Return the files that a page of topline's brought along: those it links to."""
    text = page.read_text("utf-8", "replace") if page.is_file() else ""
    if _GENERATOR not in text:
        return set()
    return {*_LINK.findall(text), *({CARD} if _SHARED in text else ())}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy(folder: Path, copy: Path) -> None:
    # Not shutil.copytree, which goes on after a failure and then tells of many.
    for path in _files(folder):
        place = copy / path.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def _settle(target: Path) -> None:
    """Finish what was begun, and remove the draft; a stop in between does not keep it from that."""
    try:
        _finish(target)
    except BaseException:
        _finish(target)
        raise


def _finish(target: Path) -> None:
    draft = target / DRAFT
    place, page = draft / _PLACE, target / PAGE
    begun = page.is_file() and page.read_bytes().endswith(_MARK)
    if begun and (place / PAGE).is_file():
        for path in _files(place):
            if path != place / PAGE:
                _move(path, target / path.relative_to(place))
        for name in (draft / _STALE).read_text(encoding="utf-8").splitlines():
            if (target / name).is_file():
                (target / name).unlink()
        _move(place / PAGE, page)
    # What cannot be removed, as a file that somebody reads from a share, goes with the next run.
    shutil.rmtree(draft, ignore_errors=True)


def _discard(draft: Path, target: Path) -> None:
    """Remove a draft, or the old report that changed places with it.

    What somebody put into the old one at that moment goes to the new one.
    """
    known = _brought(draft / PAGE) | {PAGE}
    for path in _files(draft) if len(known) > 1 else ():
        place = target / path.relative_to(draft)
        if path.relative_to(draft).as_posix() not in known and not place.exists():
            _move(path, place)
    shutil.rmtree(draft, ignore_errors=True)


def _move(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.replace(place)
    except OSError as problem:
        # The folder of figures can be a mount point, too.
        if problem.errno != errno.EXDEV:
            raise
        near = hidden(place, "draft")
        shutil.copyfile(path, near)
        near.replace(place)
