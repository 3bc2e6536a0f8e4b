"""Numbers as people and programs write them: 1234.5, 1.234,5, 1,234, −3, 37%."""

import re
import unicodedata
from collections.abc import Iterable
from math import isfinite
from typing import NamedTuple

_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3})")
_POINTED = r"\d{1,3}(?:,\d{3})+|[1-9]\d?(?:,\d\d)+,\d{3}"
"""Digits in groups of three, or as in India: 12,34,567."""

_BY_POINT = re.compile(rf"[-+]?(?:\d+|{_POINTED})?(?:\.\d*)?(?:[eE][-+]?\d{{1,3}})?")
_BY_COMMA = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?(?:[eE][-+]?\d{1,3})?")
_SURE_COMMA = re.compile(
    r"[-+]?(?:\d{1,3}(?:\.\d{3})+|\d*),\d+(?<!,\d{3})|[-+]?(?:0|\d{4,}|\d{1,3}(?:\.\d{3})+),\d+"
)
_SURE_POINT = re.compile(
    rf"[-+]?(?:{_POINTED}|\d*)\.\d+(?<!\.\d{{3}})|[-+]?(?:0|\d{{4,}}|{_POINTED})\.\d+"
    r"|[-+]?[1-9]\d?(?:,\d\d)+,\d{3}"
)
_PADDED = re.compile(r"[-+]?0\d+")
_LONGEST = 18
"""Digits that a 64-bit integer always holds."""


_LONGEST_TEXT = 400
"""Characters of a text beyond which it is no number; it is not looked through for one."""


_MARKS = str.maketrans("٫٬٪．，％－＋", ".,%.,%-+")
"""Arabic and wide marks as those of ASCII; the Arabic ones are of one meaning each."""


def in_ascii(text: str) -> str:
    """Return a number with the digits and marks of ASCII, whatever script it is written in."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c, c)) for c in text.translate(_MARKS))


CURRENCIES = "$€£¥₹₽₩₺₴₪₫฿₦₱"
_BEFORE = frozenset(("", *CURRENCIES))
"""What may stand before the brackets of accounts."""


class Marks(NamedTuple):
    """Which decimal marks cells prove, and which is likelier where they prove none."""

    comma: bool
    point: bool
    comma_likely: bool = False


def proven_marks(texts: Iterable[str]) -> Marks:
    """Tell which decimal marks numbers prove; "1,234" and "1.234" prove neither."""
    short = [in_ascii(text) for text in texts if len(text) <= _LONGEST_TEXT]
    texts = [_SPACES.sub("", text.rstrip("% ")) for text in short]
    return Marks(
        any(_SURE_COMMA.fullmatch(text) for text in texts),
        any(_SURE_POINT.fullmatch(text) for text in texts),
    )


def has_decimal_comma(own: Marks, has_point: bool, table: Marks) -> bool | None:
    """Tell how a column's numbers are written; None where they contradict each other.

    The column's own cells decide, then the rest of its table, then what its kind makes likely.

    Parameters
    ----------
    own : Marks
        What the column proves.
    has_point : bool
        Whether a point stands in any of its cells.
    table : Marks
        What the whole table proves.
    """
    if own.comma or own.point:
        return None if own.comma and own.point else own.comma
    if table.comma != table.point:
        return table.comma
    return table.comma_likely and not has_point


def as_account(text: str) -> str:
    """Return a number in the brackets of accounts as a negative one: "(5)" is -5, "$(5)" -$5."""
    if text[-1:] != ")":
        return text
    before, _, inside = text[:-1].partition("(")
    return f"-{before.strip()}{inside.strip()}" if before.strip() in _BEFORE else text


def is_padded(text: str) -> bool:
    """Tell whether a text is a code with leading zeros, such as "007"."""
    return bool(_PADDED.fullmatch(in_ascii(text)))


def read_number(text: str, decimal_comma: bool) -> float | int | None:
    """Read a number; None where the text is none, or has more digits than a number holds."""
    if len(text) > _LONGEST_TEXT:
        return None
    compact = _SPACES.sub("", in_ascii(text).replace("−", "-"))
    pattern = _BY_COMMA if decimal_comma else _BY_POINT
    if not pattern.fullmatch(compact) or not any(c.isdigit() for c in compact):
        return None
    thousands, decimal = (".", ",") if decimal_comma else (",", ".")
    digits = compact.replace(thousands, "").replace(decimal, ".")
    if digits.lstrip("+-").isdigit():
        return int(digits) if len(digits.lstrip("+-")) <= _LONGEST else None
    try:
        number = float(digits)
    except ValueError:
        return None
    return number if isfinite(number) else None


def read_either(text: str) -> float | int | None:
    """Read a number with whichever decimal mark it can be read, the point first."""
    found = read_number(text, False)
    return read_number(text, True) if found is None else found
