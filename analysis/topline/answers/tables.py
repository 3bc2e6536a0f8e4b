"""The tables of words in ``words/``, read once."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from .folding import compact, fold, words_of

LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
"""Languages of the tables, by their ISO 639-1 codes."""

_BAR_OR_BRACKET = re.compile(r"([()|])")
_WITHOUT_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table ``words/<name>.toml``."""
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))


_SCALES = ("english", "romance", "germanic", "nordic", "slavic", "other", "east_asian")
"""Tables of ``words/scales/``."""

_SCRIPTS = {
    "ar": ("ARABIC",), "fa": ("ARABIC",), "he": ("HEBREW",), "el": ("GREEK",),
    "ru": ("CYRILLIC",), "uk": ("CYRILLIC",), "hi": ("DEVANAGARI",), "th": ("THAI",),
    "zh": ("CJK",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "ko": ("HANGUL",),
}  # fmt: skip
"""Scripts of languages, as Unicode names letters; Latin where none is given."""


def languages_in(texts: Iterable[str]) -> list[str]:
    """Return the languages whose script occurs in texts, English first."""
    signs = {sign for text in texts for sign in text if sign.isalpha()}
    scripts = {unicodedata.name(sign, "LATIN").split()[0] for sign in signs}
    found = [one for one in LANGUAGES if scripts & set(_SCRIPTS.get(one, ("LATIN",)))]
    return sorted(found, key=lambda one: one != "en")


@cache
def scales_of(language: str) -> dict[str, str]:
    """Return the scales of a language, by name: a line a place, the lowest first."""
    for name in _SCALES:
        found = table(f"scales/{name}").get(language)
        if found is not None:
            return dict(found)
    return {}


def _both_ways(line: str) -> Iterable[str]:
    """Return folded text, and as machines without umlauts write it."""
    small = line.casefold()
    without = small.translate(_WITHOUT_UMLAUTS)
    return dict.fromkeys((fold(line), fold(without))) if without != small else (fold(line),)


@cache
def pieces(text: str) -> frozenset[str]:
    """Return the runs of letters that the phrases of some lines are made of."""
    return frozenset(word for folded in _both_ways(text) for word in words_of(folded))


def phrases(line: str) -> Iterator[str]:
    """Give the folded phrases of a line: "(very|) good | fine" is "very good", "good", "fine".

    Choices may hold choices. Phrases with umlauts come a second time as machines without them
    write them.
    """
    for folded in _both_ways(line):
        for written in _choices(iter(_BAR_OR_BRACKET.split(folded))):
            if text := " ".join(written.split()):
                yield text


def names_hold(name: str, kinds: str, kind: str) -> bool:
    """Say whether a column's name holds words of a kind, of those of ``words/<kinds>.toml``.

    Words are whole ones: of "Q3_first_name" and "RecipientLastName", too.
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ")
    text = f" {' '.join(words_of(fold(spaced)))} "
    return any(
        f" {word} " in text or (not word.isascii() and word in text) for word in _words(kinds, kind)
    )


@cache
def _words(kinds: str, kind: str) -> tuple[str, ...]:
    return tuple(" ".join(words_of(phrase)) for phrase in phrases(table(kinds)[kind]))


def compact_phrases(line: str) -> Iterator[str]:
    """Give the letters of the phrases of a line, which is quicker than to write these out."""
    for folded in _both_ways(line):
        parts = _BAR_OR_BRACKET.split(folded)
        letters = (part if _BAR_OR_BRACKET.fullmatch(part) else compact(part) for part in parts)
        yield from filter(None, _choices(letters))


def _choices(parts: Iterator[str]) -> list[str]:
    """Return the choices up to the closing bracket, or the end, each written out."""
    finished: list[str] = []
    current = [""]
    for part in parts:
        if part == "(":
            inner = _choices(parts)
            current = [before + choice for before in current for choice in inner]
        elif part == ")":
            break
        elif part == "|":
            finished += current
            current = [""]
        elif part:
            current = [before + part for before in current]
    return finished + current
