"""SPSS portable files: letters beyond ASCII, which ReadStat replaces one by one by a mark."""

import re
from collections.abc import Iterable

from ..encodings.plausible import find_encoding
from .portable import characters_of

LOST = "\ufffd"
"""What stands for each byte that is no character of the format."""

_MOST = 1000
"""Different texts that are looked for in the file."""


def restored_letters(
    raw: bytes, texts: Iterable[str], encoding: str | None
) -> tuple[dict[str, str], str]:
    """Find texts in a portable file by the letters that are left, and decode them.

    A text that could be two in the file stays as it is.

    Parameters
    ----------
    raw : bytes
        The file.
    texts : iterable of str
        Those read from it that have lost letters.
    encoding : str, optional
        By default UTF-8 where all fit, else as the words look like, else that of Windows.

    Returns
    -------
    dict of str to str, str
        Each text with the one that it was; and the encoding.
    """
    held = characters_of(raw)
    found: dict[str, bytes] = {}
    for text in list(dict.fromkeys(texts))[:_MOST]:
        marks = (
            re.escape(run) if run[:1] != LOST else rf"[\x80-\xff]{{{len(run)}}}"
            for run in re.findall(f"{LOST}+|[^{LOST}]+", text)
        )
        # a slash parts a text from its length
        matches = {one.encode("latin-1") for one in re.findall(f"/({''.join(marks)})", held)}
        if len(matches) == 1:
            found[text] = matches.pop()
    codec = encoding or "utf-8"
    try:
        return {text: own.decode(codec) for text, own in found.items()}, codec
    except (UnicodeDecodeError, LookupError):
        codec = find_encoding(iter(found.values())).encoding or "cp1252"
    return {text: own.decode(codec, "replace") for text, own in found.items()}, codec
