r"""Words as a person sees them: a sign that hides, deceives or commands is written out.

An answer, a label or the name of a file is anybody's text. A control sign in it would command a
terminal and break an XML file; a sign that turns the direction of reading, or that nobody sees,
lets a text look like another one. All that is printed goes through `shown_text`, which writes such
a sign as Python does: ``\x1b``, ``\u202e``. Data and exchange files keep their texts as they are.
"""

import json
import re
import unicodedata
from functools import partial
from os import PathLike
from pathlib import Path

_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Other ways to end a line; in a terminal a carriage return overwrites what stands there."""

_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""Letters and marks that are not seen, though Unicode does not call them format signs."""

_NONE = "\ufdd0-\ufdef" + "".join(
    f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(17)
)
"""Code points that never are signs; XML has no U+FFFE and U+FFFF."""

_HIDDEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
    f"\ud800-\udfff{_BLANK}{_NONE}"
)
_FLAG = "\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
"""A black flag and tags: the flags of England, Scotland and Wales."""

_UNSAFE = re.compile(f"{_FLAG}|[{_HIDDEN}]")
_NOT_IN_JSON = re.compile(f"[{_HIDDEN}\x85\u2028\u2029]")

_DIRECTION = "\u061c\u200e\u200f"
"""Marks that set the direction of signs beside them; texts that read from the right need them."""

_JOINERS = "\u200b\u200c\u200d"
"""Where words may break and letters join or not: Persian, Hindi, Thai and emoji need them."""

_SOFT = "\xad"

_FIRST_JOINED = 0x0590
"""Where scripts begin whose spelling needs joiners; European ones come before."""


def shown_text(text: str) -> str:
    r"""Return a text as a person may see it: no sign in it hides, deceives or commands.

    Line ends of every kind are ``\n``; tabs stay. Written out are control signs, halves of signs,
    code points that are none, what overrides or isolates the direction of reading, and what has no
    width, save where the spelling of a language or an emoji needs it.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Well-formed in XML, harmless in a terminal; the same again when shown again.

    References
    ----------
    Unicode Technical Report #36, sections 2.5 and 3.5; Unicode Standard Annex #9, section 2.

    Examples
    --------
    >>> shown_text("\x1b[31mred"), shown_text("Zürich\tא\u200f!")
    ('\\x1b[31mred', 'Zürich\tא\u200f!')
    """
    text = _LINES.sub("\n", text)
    if not _UNSAFE.search(text):
        return text
    from_right = any(
        sign not in _DIRECTION and unicodedata.bidirectional(sign) in ("R", "AL") for sign in text
    )
    return _UNSAFE.sub(partial(_written_out, from_right=from_right), text)


def json_text(text: str) -> str:
    r"""Return JSON with every sign that `shown_text` may write out as its ``\u`` code.

    JSON reads these as the signs they stand for, so nothing is lost.
    """
    return _NOT_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text)


def guarded(cell: object) -> object:
    """Return a cell of a CSV file that no spreadsheet takes for a formula: words get a ``'`` first.

    Only texts are changed: a negative number is no formula.

    References
    ----------
    OWASP, CSV Injection.
    """
    starts = isinstance(cell, str) and cell[:1] in _FORMULAS
    return f"'{cell}" if starts else cell


_FORMULAS = frozenset("=+-@\t\r\n＝＋－＠")


def _written_out(found: re.Match[str], *, from_right: bool) -> str:
    """Return a sign as it is where its text needs it, else its code."""
    sign, text, at = found[0], found.string, found.start()
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    needed = (
        len(sign) > 1
        or (sign in _DIRECTION and from_right)
        or (sign == _SOFT and before.isalpha() and after.isalpha())
        or (sign in _JOINERS and _is_joined(before) and (_is_joined(after) or not after.strip()))
    )
    return sign if needed else sign.encode("unicode_escape").decode("ascii")


def _is_joined(sign: str) -> bool:
    """Return whether a joiner means something beside a sign: such a script's letter, an emoji."""
    known = unicodedata.category(sign)[0] in "LMS" if sign else False
    return known and ord(sign) >= _FIRST_JOINED


def one_line(text: object) -> str:
    """Return words without line breaks and doubled spaces, every sign as a person sees it."""
    return " ".join(shown_text(str(text)).split())


def stem_of(file: str | PathLike[str]) -> str:
    """Return how a file is called to people, without its format: "polls" of "polls.csv.gz"."""
    return Path(str(file).removesuffix(".gz")).stem


_PAIRS = ('""', "“”", "„“", "«»", "‘’", "''")
"""Quotes that stand around a whole wording."""


def unquoted(wording: str) -> str:
    """Return a wording without quotes around all of it: it stands in quotes of its own."""
    words = " ".join(wording.split())
    inner = words[1:-1]
    whole = len(words) > 1 and words[0] + words[-1] in _PAIRS
    return inner.strip() if whole and not {words[0], words[-1]} & {*inner} else words


def cut(text: str, width: int = 60) -> str:
    """Return a text that fits in a message."""
    return text if len(text) <= width else text[: width - 1] + "…"
