"""Spellings of one answer."""

import re
import unicodedata
from collections.abc import Mapping

from .folding import unjoined, visible

_TYPED_ALIKE = str.maketrans(
    dict.fromkeys("’‘‛`´ʼ′", "'") | dict.fromkeys("“”„«»″", '"') | dict.fromkeys("–—−‒‐‑", "-")
)
_SHORT = 2
"""Up to here letters are codes: "a" and "A", "us" and "US" may be two answers."""

_SHORT_ANSWERS = frozenset({"no", "ja", "si", "sí", "ne", "ei", "nu", "da", "oo", "да"})
"""Words of this length that are answers all the same."""


_OFTEN, _SELDOM = 20, 0.01
"""How many times as usual the answer is that a typo was meant for, and part of rows it has."""

_LEAST_LETTERS = 3


def likely_typos(counts: Mapping[str, int]) -> dict[str, str]:
    """Return answers that look like typos, each with the answer that may be meant: "Yess", "Yes".

    One letter is lacking, added, another one, or has changed places with its neighbour. A typo is
    seldom, and what is meant is usual; answers with digits differ by them.

    Parameters
    ----------
    counts : mapping of str to int
        Rows of each distinct text.
    """
    every = sum(counts.values())
    usual = [t for t, n in counts.items() if n >= _OFTEN and len(t) >= _LEAST_LETTERS]
    found = {}
    for text, count in counts.items():
        if count > max(1, _SELDOM * every) or re.search(r"\d", text):
            continue
        meant = [own for own in usual if counts[own] >= _OFTEN * count and _is_near(text, own)]
        # an answer of three letters is another word soon: "Yet", "Not"
        if len(meant) == 1 and (len(text) > len(meant[0]) or len(text) > _LEAST_LETTERS + 1):
            found[text] = meant[0]
    return found


def _is_near(one: str, two: str) -> bool:
    """Say whether texts are one letter apart, or two that have changed places."""
    one, two = one.casefold(), two.casefold()
    if one == two or abs(len(one) - len(two)) > 1:
        return False
    start = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), len(one))
    first, second = one[start:], two[start:]
    swapped = len(first) > 1 and first[:2] == second[1::-1] and first[2:] == second[2:]
    return swapped or first[1:] == second[1:] or first[1:] == second or first == second[1:]


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
        typed = unicodedata.normalize("NFKC", unjoined(visible(text)).translate(_TYPED_ALIKE))
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
