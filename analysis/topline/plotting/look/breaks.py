"""Where lines of any script may end.

References
----------
Unicode Standard Annex #14: ideographs and kana part anywhere, but not before what closes nor after
what opens (rules LB7 to LB14, LB30); other scripts part at spaces; marks stay with their letter.
Words of Thai and its like, which no space parts, end where a dictionary says; without one they part
only where a line is too narrow for all of them, between letters with their marks.
"""

import re
import unicodedata

SPACES = re.compile(r"[ \t\r\n]+")
"""Where lines may end: not at the space that keeps a number and its percent sign together."""

_CLOSING = frozenset(
    "、。，．：；？！％）］｝」』】〉》〕・ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥,.:;?!%)]}’”»"
)
_OPENING = frozenset("（［｛「『【〈《〔([{‘“«")
_BEFORE = frozenset("เแโใไເແໂໃໄ")
"""Vowels of Thai and Lao that stand before the letter they follow."""

_AFTER = frozenset("ะาำๅๆฯະາຳ")
"""Signs of Thai and Lao that are no marks, and begin no line."""

_JOINERS = frozenset("\u200d\u2060\ufe0e\ufe0f")


def clusters(word: str) -> list[str]:
    """Part a word between letters: each with its marks, and with what may not begin a line.

    Examples
    --------
    >>> clusters("né")
    ['n', 'é']
    >>> clusters("手紙。")
    ['手', '紙。']
    """
    found: list[str] = []
    for sign in word:
        last = found[-1][-1] if found else ""
        bound = unicodedata.category(sign)[0] == "M" or sign in _JOINERS
        bound = bound or sign in _CLOSING or sign in _AFTER
        if found and (bound or last in _OPENING or last in _BEFORE or last == "\u200d"):
            found[-1] += sign
        else:
            found.append(sign)
    return found


def pieces(word: str) -> list[str]:
    """Part a word where a line may end within it: around ideographs and kana.

    Examples
    --------
    >>> pieces("sent 手紙を".split()[1])
    ['手', '紙', 'を']
    >>> pieces("candidate")
    ['candidate']
    """
    if word.isascii():
        return [word]
    found: list[str] = []
    for one in clusters(word):
        if found and not (_parts(found[-1][0]) or _parts(one[0])):
            found[-1] += one
        else:
            found.append(one)
    return found


def _parts(sign: str) -> bool:
    """Return whether lines may end on either side of a letter: wide ones, but not Korean ones."""
    wide = unicodedata.east_asian_width(sign) in "WF"
    return wide and not unicodedata.name(sign, "").startswith("HANGUL")
