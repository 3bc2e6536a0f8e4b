"""Spellings of one answer."""

import re
import unicodedata
from collections.abc import Mapping

from .folding import visible

_TYPED_ALIKE = str.maketrans(
    dict.fromkeys("’‘‛`´ʼ′", "'") | dict.fromkeys("“”„«»″", '"') | dict.fromkeys("–—−‒‐‑", "-")
)
_SHORT = 2
"""Up to here letters are codes: "a" and "A", "us" and "US" may be two answers."""

_SHORT_ANSWERS = frozenset({"no", "ja", "si", "sí", "ne", "ei", "nu", "da", "oo", "да"})
"""Words of this length that are answers all the same."""


def one_spelling(counts: Mapping[str, int]) -> dict[str, str]:
    """Return each other spelling of an answer with the one that is kept, the most frequent.

    Spellings of one answer differ only in case, spaces, invisible characters, Unicode forms
    ("ﬁ", full-width letters), the kind of quotation mark, apostrophe or dash. Letters and
    abbreviations of up to two characters that differ in case stay apart ("a" and "A", "m" and
    "M"), but for "no", "si", "ja" and their like. Accents tell answers apart.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each distinct text.

    Returns
    -------
    dict of str to str
        Empty where each answer has one spelling.
    """
    groups: dict[str, list[str]] = {}
    for text in counts:
        typed = unicodedata.normalize("NFKC", visible(text).translate(_TYPED_ALIKE))
        if re.search(r"\d\s*-\s*\d", typed):  # a band, with or without spaces
            typed = " ".join(re.sub(r"\s*-\s*", "-", typed).split())
        small = unicodedata.normalize("NFC", typed.casefold().replace("i̇", "i"))
        is_code = len(typed) <= _SHORT and small not in _SHORT_ANSWERS
        groups.setdefault(typed if is_code else small, []).append(text)
    # of equally frequent spellings the first one stays
    kept = {key: max(texts, key=lambda text: counts[text]) for key, texts in groups.items()}
    return {
        text: visible(kept[key])
        for key, texts in groups.items()
        for text in texts
        if text != visible(kept[key])
    }
