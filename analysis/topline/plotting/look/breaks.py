"""Where lines of any script may end.

References
----------
Unicode Standard Annex #14: ideographs and kana part anywhere, but not before what closes nor after
what opens (rules LB7 to LB14, LB30); other scripts part at spaces; marks stay with their letter.
Words of Thai and Lao, which no space parts, end where a dictionary says; without one they part
where a syllable surely begins: before a vowel that is written first, and before a letter that has
its own vowel or tone and no other of its onset before it.
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

_VOWELS = frozenset("ะาำๅະາຳ")
"""Vowels of Thai and Lao that are no marks, and stand behind their letter."""

_AFTER = _VOWELS | frozenset("ๆฯ")
"""Signs of Thai and Lao that are no marks, and begin no line."""

_SILENT = frozenset("\u0e4c\u0ecc")
"""What makes a letter of Thai or Lao silent: it ends its syllable, and begins no line."""

_SECOND = {
    **dict.fromkeys("งญนมຍນມ", frozenset("หຫ")),
    **dict.fromkeys("ยຢ", frozenset("หอຫ")),
    **dict.fromkeys("รลวຣລວ", frozenset("กขคตปผพหກຂຄຕປຜພຫ")),
}
"""Letters that may be the second of an onset, and those that stand before them: there nobody knows
where a syllable begins."""

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
        if sign in _SILENT and len(found) > 1:
            found[-2:] = ["".join(found[-2:])]
    return found


def pieces(word: str) -> list[str]:
    """Part a word where a line may end within it: around ideographs and kana, at Thai syllables.

    Examples
    --------
    >>> pieces("sent 手紙を".split()[1])
    ['手', '紙', 'を']
    >>> pieces("candidate")
    ['candidate']
    >>> pieces("ที่ส่ง")
    ['ที่', 'ส่ง']
    """
    if word.isascii():
        return [word]
    found: list[str] = []
    before = ""
    for one in clusters(word):
        if found and not (_parts(before[0]) or _parts(one[0]) or _begins_syllable(one, before)):
            found[-1] += one
        else:
            found.append(one)
        before = one
    return found


def _begins_syllable(one: str, before: str) -> bool:
    """Return whether a letter of Thai or Lao with its marks surely begins a syllable."""
    if not "\u0e01" <= one[0] <= "\u0eff":
        return False
    if one[0] in _BEFORE:
        return True
    vowelled = any(
        sign in _VOWELS or (unicodedata.category(sign)[0] == "M" and sign not in _SILENT)
        for sign in one[1:]
    )
    return vowelled and before not in _SECOND.get(one[0], ())


def _parts(sign: str) -> bool:
    """Return whether lines may end on either side of a letter: wide ones, but not Korean ones."""
    wide = unicodedata.east_asian_width(sign) in "WF"
    return wide and not unicodedata.name(sign, "").startswith("HANGUL")
