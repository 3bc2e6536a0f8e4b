"""Fonts of the system that draw what a style's own lack, and words for what none draws."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, findSystemFonts, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text
from numpy.typing import NDArray

from .face import know_typeface

_UNDRAWN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp"))
"""Categories of signs that no font need draw: blanks, marks of format, and what is no sign."""

_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))

_NAME = re.compile(
    r"(.+?) (?:(?:SMALL|CAPITAL|VOWEL|FINAL) )?(?:LETTER|SYLLABLE|SYLLABICS|UNIFIED|COMPATIBILITY|"
    r"IDEOGRAPH|VOWEL|SIGN|DIGIT|CONSONANT|MARK|LIGATURE|CHARACTER)\b"
)
"""The script at the front of a sign's name: VAI SYLLABLE EE, HANGUL SYLLABLE GA."""

_EAST_ASIAN = {
    "Cjk": "Chinese",
    "Bopomofo": "Chinese",
    "Hiragana": "Japanese",
    "Katakana": "Japanese",
    "Hangul": "Korean",
}
"""Scripts that are better known by a language; one font has them all."""

_USUAL = {
    "symbols": "Noto Emoji or Noto Sans Symbols 2",
    **dict.fromkeys(_EAST_ASIAN.values(), "Noto Sans CJK"),
}
"""Fonts that have what no font called Noto Sans and the script has."""

_NAMED = 5
"""Signs that a message shows."""

_HEAVY = (600, 700, "semibold", "demibold", "bold")
"""Weights of a headline."""

_PLACEHOLDERS = ("Last Resort", "LastResort", "Unicode BMP Fallback")
"""Fonts that have a box for every sign."""


def with_fallbacks(words: str, family: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fonts of words: those of a style, and of the system for the signs they lack."""
    know_typeface()
    lacking = undrawable(words, family)
    # ideographs have the forms of the language they stand in
    korean = " KR" if re.search("[\uac00-\ud7a3]", words) else " SC"
    region = " JP" if re.search("[\u3041-\u30ff]", words) else korean
    more = dict.fromkeys(filter(None, (_font_with(sign, region) for sign in sorted(lacking))))
    return (*family, *(name for name in more if name not in family))


def use_fallbacks(texts: Iterable[Text]) -> None:
    """Let texts use the fonts of the system for the signs that theirs lack."""
    for text in texts:
        family = tuple(text.get_fontfamily())
        found = with_fallbacks(text.get_text(), family)
        if found != family:
            text.set_fontfamily(list(found))


@lru_cache(maxsize=4096)
def undrawable(words: str, family: tuple[str, ...]) -> frozenset[str]:
    """Return the signs of words that none of these fonts has."""
    signs = {sign for sign in words if ord(sign) > 126 and sign not in _SELECTORS}
    signs = {sign for sign in signs if unicodedata.category(sign) not in _UNDRAWN}
    for name in family if signs else ():
        try:
            path = findfont(FontProperties(family=[name]), fallback_to_default=False)
        except ValueError:
            continue
        signs = {sign for sign in signs if not _has(path, sign)}
    return frozenset(signs)


def lacking_words(figure: Figure) -> str:
    """Return what to say of the signs that a picture would show as boxes; "" where there are none.

    They are named with their scripts and the fonts that have them.
    """
    texts = (text for text in figure.findobj(Text) if text.get_visible() and text.get_text())
    signs: set[str] = set()
    for text in texts:
        signs |= undrawable(text.get_text(), tuple(text.get_fontfamily()))
    if not signs:
        return ""
    listed = sorted(signs)
    shown = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in listed[:_NAMED])
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    scripts = list(dict.fromkeys(map(_script, listed)))
    fonts = " and ".join(dict.fromkeys(_USUAL.get(one, f"Noto Sans {one}") for one in scripts))
    return (
        f"no font here has the signs {shown}{more} ({', '.join(scripts)}), which a picture shows "
        f"as boxes; install one that has, such as {fonts}, or save the chart as .svg, whose words "
        "are drawn by the reader's fonts"
    )


def _script(sign: str) -> str:
    """Return the script of a sign, as in "Vai" or "Old Persian"; others are symbols."""
    found = _NAME.match(unicodedata.name(sign, ""))
    letters = unicodedata.category(sign)[0] in "LMN"
    if not (found and letters):
        return "symbols"
    script = found[1].title()
    return _EAST_ASIAN.get(script, script)


@cache
def _font_with(sign: str, region: str) -> str | None:
    """Return a font of the system that has a sign, the plainest first, of a region if it can be."""
    having = [name for name, path in _fonts_of_system() if _has(path, sign)]
    return next((name for name in having if name.endswith(region)), having[0] if having else None)


@cache
def _fonts_of_system() -> list[tuple[str, str]]:
    """Return names and files of upright fonts, those without serifs and with a bold cut first.

    Matplotlib keeps a list of the fonts that there were when it was first used; fonts that came
    later are added to it.
    """
    known = {entry.fname for entry in fontManager.ttflist}
    for path in sorted({*findSystemFonts()} - known):
        try:
            if FT2Font(path).scalable:
                fontManager.addfont(path)
        except (OSError, RuntimeError, ValueError, UnicodeError):
            continue  # a file that is no font, or one that cannot be drawn
    upright = [
        (entry.name, entry.fname)
        for entry in fontManager.ttflist
        if entry.style == "normal" and not entry.name.startswith(_PLACEHOLDERS)
    ]
    bold = {entry.name for entry in fontManager.ttflist if entry.weight in _HEAVY}
    return sorted(
        upright,
        key=lambda font: ("Sans" not in font[0], "Mono" in font[0], font[0] not in bold, font),
    )


def _has(path: str, sign: str) -> bool:
    signs = _signs_in(path)
    at = int(np.searchsorted(signs, ord(sign)))
    return at < len(signs) and int(signs[at]) == ord(sign)


@cache
def _signs_in(path: str) -> NDArray[np.uint32]:
    """Return the code points that a font has, in their order."""
    try:
        return np.array(sorted(FT2Font(path).get_charmap()), dtype=np.uint32)
    except (OSError, RuntimeError):
        return np.array([], dtype=np.uint32)
