"""In which encoding a file of a statistics program is read: as it declares, or as it fits."""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd

from ...errors import DataError
from ...figures.problems import reason_of
from ...language.marking import marked
from ...language.message import Message
from ..codebook.variables import Wanted
from ..encodings.plausible import find_encoding
from ..statistical.portable_letters import LOST, restored_letters

UTF_8, WINDOWS = "UTF-8", "WINDOWS-1252"
"""What programs write today, and what Windows programs wrote before and some still do."""

DAMAGED = "it is damaged or not what its name says, so export or download it again"

_LAST_WITHOUT_UTF_8 = 117
"""Release of Stata's files up to which they declare no encoding; other programs wrote UTF-8."""

_RELEASE = b"<release>"


def read_encoded(
    path: Path, read: Callable[..., Any], wanted: Wanted, reader: str
) -> tuple[MutableMapping[str, Any], Any, list[str]]:
    """Read in the encoding asked for; else as declared, as UTF-8, or as Windows wrote it.

    Stata files that can declare none are tried as UTF-8 first: text of another encoding hardly
    ever fits it, while nearly everything fits Windows-1252. Then their words tell.

    Raises
    ------
    DataError
        When no encoding fits, or the one asked for does not.
    """
    if reader == "read_por":
        cells, about = _attempt(path, read)
        return _with_letters(path, cells, about, wanted)
    if wanted.encoding is not None:
        return *_attempt(path, read, encoding=wanted.encoding), []
    silent = reader == "read_dta" and _declares_none(path)
    for encoding in (UTF_8,) if silent else (None, UTF_8):
        try:
            cells, about = _attempt(path, read, encoding=encoding)
        except _EncodingError:
            continue
        if encoding is None or (silent and not any(_texts_beyond_ascii(cells, about))):
            return cells, about, []
        note = Message(
            "{name} declares no encoding and was read as {encoding} (pass encoding= if words look "
            "wrong)"
            if silent
            else "{name} holds characters not in what it declares and was read as {encoding} (pass "
            "encoding= if words look wrong)",
            name=path.name,
            encoding="UTF-8",
        )
        return cells, about, [note]
    windows = _of_letters(path, read) if silent else WINDOWS
    try:
        cells, about = _attempt(path, read, encoding=windows)
    except _EncodingError:
        raise DataError(
            f"{path.name} holds characters that are neither UTF-8 nor {WINDOWS}"
            f"{'' if silent else ', nor in the encoding it declares'}; pass encoding= as the "
            'program wrote it, such as encoding="WINDOWS-1251", "SHIFT_JIS" or "GB18030"'
        ) from None
    if silent:
        # whoever wrote Cyrillic or Greek before 2015 is told that this is a guess
        told = Message(_NO_ENCODING, name=path.name, encoding=windows)
        return cells, about, [told]
    note = Message(_NOT_AS_DECLARED, name=path.name, windows=WINDOWS)
    return *_all_mended(cells, about, _as_utf_8), [note]


def _declares_none(path: Path) -> bool:
    """Tell whether a Stata file is of a release without a declared encoding."""
    with path.open("rb") as opened:
        head = opened.read(80)
    if _RELEASE not in head:
        return True
    release = head.partition(_RELEASE)[2][:3]
    return release.isdigit() and int(release) <= _LAST_WITHOUT_UTF_8


def _of_letters(path: Path, read: Callable[..., Any]) -> str:
    """Return the encoding in which a file's words look like a language; Windows' if none is."""
    # every byte is a character there, so that the bytes can be had back
    cells, about = _attempt(path, read, encoding="ISO-8859-1")
    words = (text.encode("latin-1") for text in _texts_beyond_ascii(cells, about))
    codec = find_encoding(words).encoding or "cp1252"
    # as the library of ReadStat calls it
    if codec.startswith("cp125"):
        return f"WINDOWS-{codec[2:]}"
    return codec.replace("iso8859_", "ISO-8859-").replace("mac_", "MAC").replace("_", "-").upper()


def _texts_beyond_ascii(cells: Mapping[str, Any], about: Any) -> Iterator[str]:
    """Go through a file's different texts that have such characters."""
    labels = (text for texts in about.variable_value_labels.values() for text in texts.values())
    kinds = about.readstat_variable_types
    columns = (
        pd.Series(own).unique().tolist() for name, own in cells.items() if kinds[name] == "string"
    )
    told: list[Iterable[Any]] = [about.column_names, about.column_labels, labels, *columns]
    for texts in told:
        yield from (t for t in texts or () if isinstance(t, str) and not t.isascii())


class _EncodingError(DataError):
    """A file's characters are not in the encoding it was read in."""


def _attempt(path: Path, read: Callable[..., Any], **options: Any) -> Any:
    """Call pyreadstat; whatever it raises on a damaged file becomes one message."""
    try:
        return read(**options)
    except MemoryError:
        raise
    except Exception as error:
        reason = reason_of(error)
        if isinstance(error, UnicodeError) or "convert string" in reason:
            used = options.get("encoding")
            other = WINDOWS if used and used.upper().replace("_", "-") == UTF_8 else UTF_8
            raise _EncodingError(
                f"{path.name} holds characters that are not in {used or 'what it declares'}; pass "
                f'encoding=, such as encoding="{other}"'
            ) from None
        if "character set" in reason:
            raise DataError(
                f"{path.name} cannot be read with encoding={options.get('encoding')!r}, which is "
                'not known; pass one such as "UTF-8" or "WINDOWS-1252"'
            ) from None
        raise DataError(f"{path.name} cannot be read ({reason}); {DAMAGED}") from None


def _with_letters(
    path: Path, cells: MutableMapping[str, Any], about: Any, wanted: Wanted
) -> tuple[MutableMapping[str, Any], Any, list[str]]:
    """Return what was read of a portable file with the letters that its reader has lost."""
    lost = [text for text in _texts_beyond_ascii(cells, about) if LOST in text]
    if not lost:
        return cells, about, []
    found, codec = restored_letters(path.read_bytes(), lost, wanted.encoding)
    note = Message(
        "{name} has letters that its format does not know, read as {upper} (pass encoding= if "
        "words look wrong)",
        name=path.name,
        upper=codec.upper(),
    )
    left = len({*lost} - found.keys())
    lost_letters = Message(
        "{name}: {n} text lacks letters that are lost in the file's format, shown as {sign}",
        "{name}: {n} texts lack letters that are lost in the file's format, shown as {sign}",
        name=path.name,
        n=left,
        sign=LOST,
    )
    notes: list[str] = [*[note] * bool(found), *[lost_letters] * bool(left)]
    return *_all_mended(cells, about, lambda text: found.get(text, text)), notes


def _all_mended(
    cells: Mapping[str, Any], about: Any, mend: Callable[[str], str]
) -> tuple[dict[str, Any], Any]:
    """Put right the texts of cells and of what is said about them."""
    told = SimpleNamespace(**{name: _mended(value, mend) for name, value in vars(about).items()})
    return {name: _mended(column, mend) for name, column in cells.items()}, told


def _as_utf_8(text: str) -> str:
    """Return a text that was read as Windows-1252 but written as UTF-8."""
    try:
        return text if text.isascii() else text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def _mended(told: Any, mend: Callable[[str], str]) -> Any:
    if isinstance(told, str):
        return mend(told)
    if isinstance(told, Mapping):
        return {_mended(key, mend): _mended(value, mend) for key, value in told.items()}
    if isinstance(told, pd.Series):
        if pd.api.types.is_numeric_dtype(told.dtype):
            return told
        return told.map({text: _mended(text, mend) for text in told.dropna().unique()})
    if isinstance(told, list):
        return [_mended(value, mend) for value in told]
    return told


_NOT_AS_DECLARED = marked(
    "{name} holds characters that are not in the encoding it declares; they were read as "
    "{windows} (pass encoding= if words look wrong)"
)
_NO_ENCODING = marked(
    "{name} declares no encoding and was read as {encoding} (pass encoding= if words look wrong)"
)
