"""Texts without what does not matter: case, accents, punctuation, spaces, codes beside words."""

import re
import unicodedata
from functools import lru_cache

_FEW_WORDS = 3

LONGEST = 400
"""Characters beyond which a text is nobody's answer from a list, and is not looked at."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘‛`´ʼʻ′＇"))
"""Dropped before anything else: NFKC would make a space and an accent of ´."""

_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i",
        # Arabic letters that keyboards of different countries write differently
        "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ـ": None,
    }
)  # fmt: skip
"""Letters that Unicode does not take apart."""

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
"""Accents of Latin, Greek and Cyrillic, vowel points of Hebrew and Arabic; no marks of Indic or
Japanese letters, which are letters of their own."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]"
    "|(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"
)
"""Joiners within words of scripts from Hebrew on shape letters, as in Persian and Hindi."""

_JOINERS = re.compile("[\u200c\u200d]")

# a folded text has single spaces
_LEADING_CODE = re.compile(
    r"""^(?:
        [\[(]?[ ]?[-−–]?\d{1,7}[ ]?[\])]?[ ]?[.:=)\-–—]+[ ]?   # "-9: ", "[98] - ", "99 = ", "1) "
      | [\[(][ ]?(?:[-−–]?\d{1,7}|\.?[a-z])[ ]?[\])][ ]?       # "[-2] ", "(.d) ", "(a) "
      | [-−–]?\d{1,7}[ ]                                      # "98 "
      | \.[a-z][ ]?[.:=)\-–—]?[ ]                             # ".d: ", ".i "
    )(?=\D)""",
    re.VERBOSE,
)
_TRAILING_CODE = re.compile(r"(?:[\[(] ?[-−–]?\d{1,7} ?[\])]|[=:] ?[-−–]?\d{1,7})$")

BRACKETED = re.compile(r"\s*[\[(（【][^\])）】]*[\])）】]?\s*")
"""What explains an answer beside it: "Neither favorably nor unfavorably (neutral)"."""


def visible(text: str) -> str:
    """Return a text without invisible characters, its spaces single and none at the ends."""
    return " ".join(_INVISIBLE.sub("", text).split())


def unjoined(text: str) -> str:
    """Return a text without the joiners that shape its letters, which not every keyboard has."""
    return _JOINERS.sub("", text)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text in small letters without accents and apostrophes, its punctuation kept."""
    plain = unjoined(visible(text)).translate(_APOSTROPHES)
    small = unicodedata.normalize("NFKC", plain).casefold()
    apart = _MARKS.sub("", unicodedata.normalize("NFD", small))
    return unicodedata.normalize("NFC", apart.translate(_LETTERS))


class _Kept(dict[int, int]):
    """Letters, digits and vowel signs as they are, all else as spaces; learnt sign by sign."""

    def __missing__(self, code: int) -> int:
        # a word of a pattern would drop the vowel signs of Indic letters and Thai, which are marks
        kept = code if unicodedata.category(chr(code))[0] in "LMN" else ord(" ")
        self[code] = kept
        return kept


_KEPT = _Kept()


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text."""
    return folded.translate(_KEPT).split()


def compact(folded: str) -> str:
    """Return the letters, digits and vowel signs of a folded text, nothing between them."""
    return "".join(words_of(folded))


@lru_cache(maxsize=4096)
def keys_of(folded: str) -> tuple[str, ...]:
    """Return what finds a folded text: its letters, and its few words in alphabetical order.

    In longer phrases the order of words tells: "more good than bad".
    """
    words = words_of(folded)
    if 1 < len(words) <= _FEW_WORDS:
        return ("".join(words), " ".join(sorted(words)))
    return ("".join(words),)


@lru_cache(maxsize=4096)
def without_codes(folded: str) -> str:
    """Return a folded text without the code before or behind its words: "-9: refused"."""
    return _TRAILING_CODE.sub("", _LEADING_CODE.sub("", folded)).strip()
