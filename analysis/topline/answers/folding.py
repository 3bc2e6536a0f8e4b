"""Texts without what does not matter: case, accents, punctuation, spaces, codes beside words."""

import re
import unicodedata

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
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]"
)

_LEADING_CODE = re.compile(
    r"""^\s*(?:
        [\[(]?\s*[-−–]?\d{1,7}\s*[\])]?\s*[.:=)\-–—]+\s*   # "-9: ", "[98] - ", "99 = ", "1) "
      | [\[(]\s*(?:[-−–]?\d{1,7}|\.?[a-z])\s*[\])]\s*       # "[-2] ", "(.d) ", "(a) "
      | [-−–]?\d{1,7}\s+                                   # "98 "
      | \.[a-z]\s*[.:=)\-–—]?\s+                            # ".d: ", ".i "
    )(?=\D)""",
    re.VERBOSE,
)
_TRAILING_CODE = re.compile(r"\s*(?:[\[(]\s*[-−–]?\d{1,7}\s*[\])]|[=:]\s*[-−–]?\d{1,7})\s*$")


def visible(text: str) -> str:
    """Return a text without invisible characters, its spaces single and none at the ends."""
    return " ".join(_INVISIBLE.sub("", text).split())


def fold(text: str) -> str:
    """Return a text in small letters without accents and apostrophes, its punctuation kept."""
    small = unicodedata.normalize("NFKC", visible(text).translate(_APOSTROPHES)).casefold()
    apart = _MARKS.sub("", unicodedata.normalize("NFD", small))
    return unicodedata.normalize("NFC", apart.translate(_LETTERS))


def compact(folded: str) -> str:
    """Return the letters, digits and vowel signs of a folded text, nothing between them."""
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text."""
    kept = (sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded)
    return "".join(kept).split()


def without_codes(folded: str) -> str:
    """Return a folded text without the code before or behind its words: "-9: refused"."""
    return _TRAILING_CODE.sub("", _LEADING_CODE.sub("", folded)).strip()
