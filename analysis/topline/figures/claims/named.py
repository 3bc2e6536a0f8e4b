"""What a claim in words names: answers, and groups of respondents, by the headings of a table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ...answers.folding import fold

_WORD = re.compile(
    r"(?<!\d)\d{1,12}(?:\s?[-–]\s?\d{1,12}|\s?\+|(?:[.,]\d{1,12})?%?)"
    r"|[^\W\d_]+(?:['’][^\W\d_]+)?"
)
_LINK_WORDS = """
a an the of in to and or by for on at with from their its his her this that these those it they he
she who whom is are was were be been do does did has have had will would can could
"""
_LINKS = frozenset(_LINK_WORDS.split())
"""Words that tell no heading from another."""

_SMALL_WORDS = """
say says said saying think thinks believe believes answer answered answers respondents people
persons adults everybody everyone all americans voters public share shares percent proportion
number rate among amongst between within group groups aged age ages year years old olds likely
than as more fewer less higher lower greater smaller larger many much often there compared
"""
_SMALL = _LINKS | frozenset(_SMALL_WORDS.split())
"""Words that say nothing of their own beside an answer, a group and a comparison."""

_ALIKE = (
    ("women", "woman", "female", "females", "girls"),
    ("men", "man", "male", "males", "boys"),
    ("democrat", "democrats", "democratic", "dem", "dems"),
    ("republican", "republicans", "rep", "reps", "gop"),
    ("independent", "independents", "ind"),
    ("graduates", "graduate", "grads", "grad"),
    ("don't", "dont", "don’t"),
)
_SAME_AS = {word: words[0] for words in _ALIKE for word in words}

_ENDINGS = ("ations", "ation", "ings", "ing", "als", "al", "ers", "er", "es", "ed", "s", "e")


def stem(word: str) -> str:
    """Return a word without what it ends in: approve, approves, approval are one."""
    plain = re.sub(r"\s", "", fold(word)).replace("–", "-")
    plain = _SAME_AS.get(plain, plain)
    if plain in _SAME_AS.values() or not plain.isalpha():
        return plain
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 4:
            return plain[: -len(ending)]
    return plain


@dataclass(frozen=True)
class Word:
    """A word of a claim, and where it stands."""

    stem: str
    start: int
    end: int


@dataclass(frozen=True)
class Named:
    """A heading that a claim names.

    Attributes
    ----------
    label : str
        As the table has it.
    start : int
        Where in the claim it begins.
    words : frozenset of int
        Which words of the claim name it.
    """

    label: str
    start: int
    words: frozenset[int]


def words_of(claim: str) -> list[Word]:
    """Return the words of a claim."""
    return [Word(stem(m[0]), m.start(), m.end()) for m in _WORD.finditer(claim)]


_LINK_STEMS = frozenset(map(stem, _LINKS))
_SMALL_STEMS = frozenset(map(stem, _SMALL))


def is_small(word: Word) -> bool:
    """Tell whether a word says nothing of its own."""
    return word.stem in _SMALL_STEMS


def named_in(words: list[Word], labels: Iterable[str]) -> list[Named]:
    """Return the headings that words name, in the order of the claim.

    All words of a heading stand there, near each other. Of a heading and a longer one that
    holds its words only the longer is meant.
    """
    found = []
    for label in dict.fromkeys(labels):
        # what tells a heading from others; all, where each is small
        every = [stem(m[0]) for m in _WORD.finditer(label)]
        wanted = [one for one in every if one not in _LINK_STEMS] or every
        at = [[k for k, word in enumerate(words) if word.stem == one] for one in wanted]
        if not wanted or not all(at):
            continue
        # a heading may be named twice; each time is told
        for first in at[0]:
            own = [min((abs(k - first), k) for k in places)[1] for places in at]
            if max(own) - min(own) <= len(wanted) + _APART:
                found.append(Named(label, words[min(own)].start, frozenset(own)))
    longest = [one for one in found if not any(one.words < other.words for other in found)]
    return sorted(dict.fromkeys(longest), key=lambda one: one.start)


_APART = 2
"""Words that may stand between those of a heading."""
