"""Columns that hold who respondents are, by their name and what is in them."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from .folding import LONGEST
from .tables import names_hold

_MOST = 0.8
"""Share of the texts that have to be of a kind."""

_FEWEST = 3

_LONG_TEXT = 40
_LONG_WORDS = 6

_EMAIL = re.compile(r"(?:mailto:)?[^\s@]+@[^\s@]+\.[^\s@.]{2,}")
_IP = re.compile(
    # where it is may stand behind it
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\s?[(（][^()（）]*[)）])?"
    r"|(?=[^:]*:[^:]*:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:tel:)?\+?\(?\d[\d\s()./-]{5,18}\d")
_PLAIN_PHONE = re.compile(r"(?:tel:)?\+\d[\d\s()./-]{6,18}\d|(?:\+?1[ -]?)?\(\d{3}\) ?\d{3}-\d{4}")
_ON_A_MAP = re.compile(r"-?\d{1,2}\.\d{3,}[,; ]\s*-?\d{1,3}\.\d{3,}(?:[,; ].*)?")
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"(?=.*\d)(?=.*[^\W\d_]{3}).{6,}", re.DOTALL)
_IDENTITY = re.compile(r"@?[\w./ -]{4,34}")
_PLACE = re.compile(r"-?\d{1,3}[.,]\d{2,}(?:[ ,;].*)?")
_DATE_LIKE = re.compile(r"\d{4}[-/.]\d\d?[-/.]\d\d?.*|\d\d?[-/.]\d\d?[-/.]\d{2,4}.*")
_NAME = re.compile(r"[^\W\d_]+(?:[ '’.,-]+[^\W\d_]+)*\.?")


_NAMED_KINDS = (
    ("addresses", "address", _ADDRESS),
    ("identity numbers", "identity", _IDENTITY),
    ("dates of birth", "birth", _DATE_LIKE),
    ("places", "place", _PLACE),
)
"""Kinds that a column's name has to say, and how most of its texts are written."""


def personal_kind(name: str, texts: Sequence[str]) -> str | None:
    """Return what personal a column of text holds; None where nothing says so.

    E-mail, IP and web addresses, phone numbers with a plus or an area code in brackets, and pairs
    of coordinates are known by their form. Other phone and identity numbers, addresses, dates of
    birth, places on a map and names of people need the column's name as well ("phone", "Nachname",
    "氏名"): digits may be any code, and names of towns look like names of people.
    Free text is long and hardly ever said twice.

    Parameters
    ----------
    name : str
        Of the column, with its label where it has one.
    texts : sequence of str
        The distinct texts, or as many of them as are worth looking at.

    Returns
    -------
    str or None
        "e-mail addresses", "IP addresses", "web addresses", "phone numbers", "addresses",
        "identity numbers", "dates of birth", "places", "names" or "free text".
    """
    kept = [text[:LONGEST].strip() for text in texts if text.strip()]
    if not kept:
        return None
    forms: tuple[tuple[str, Callable[[str], Any]], ...] = (
        ("e-mail addresses", _EMAIL.fullmatch),
        ("IP addresses", _IP.fullmatch),
        ("web addresses", _WEB.fullmatch),
        ("phone numbers", _PLAIN_PHONE.fullmatch),
        ("places", _ON_A_MAP.fullmatch),
    )
    for kind, form in forms:
        if _share(kept, form) >= _MOST:
            return kind
    if (
        _named(name, "phone")
        and _share(kept, lambda text: _PHONE.fullmatch(text) and not _DATE_LIKE.fullmatch(text))
        >= _MOST
    ):
        return "phone numbers"
    for kind, word, pattern in _NAMED_KINDS:
        if _named(name, word) and _share(kept, pattern.fullmatch) >= _MOST:
            return kind
    if (
        _named(name, "name")
        and _share(kept, lambda text: len(text) <= _LONG_TEXT and _NAME.fullmatch(text)) >= _MOST
    ):
        return "names"
    # Chinese, Japanese and Thai have no spaces between words
    long = [len(one) > _LONG_TEXT or len(one.split()) > _LONG_WORDS for one in kept]
    if len(kept) >= _FEWEST and sum(long) >= len(kept) / 2:
        return "free text"
    return None


def _share(texts: Sequence[str], form: Callable[[str], Any]) -> float:
    return sum(bool(form(text)) for text in texts) / len(texts)


def _named(name: str, kind: str) -> bool:
    """Say whether a column's name holds words of a kind: "Q3_first_name", "RecipientLastName"."""
    if kind in ("name", "address") and names_hold(name, "personal", f"not_{kind}"):
        return False
    return names_hold(name, "personal", kind)
