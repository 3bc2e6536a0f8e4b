"""Scales in words: which answers stand on one, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .folding import compact, fold, without_codes, words_of
from .ranking import Place, Ranking
from .tables import LANGUAGES, phrases, scale_tables

_MOST_WORDS = 3
"""Phrases up to here match in any order of words ("disagree strongly"); in longer ones the order
tells: "more good than bad"."""


@dataclass(frozen=True)
class Scale:
    """A scale of one language: the place of each phrase, lowest first.

    Attributes
    ----------
    name : str
        What it is of: "agreement".
    language : str
        In English: "Spanish".
    places : dict of str to int
        By the letters of a phrase, and by its words in alphabetical order.
    """

    name: str
    language: str
    places: dict[str, int]

    def place(self, answer: str) -> int | None:
        """Return the place of an answer; None where it is not on the scale."""
        folded = fold(answer)
        for text in (folded, without_codes(folded)):
            for key in _keys(text):
                if key in self.places:
                    return self.places[key]
        return None


def scale_rankings(answers: Sequence[str]) -> Iterator[Ranking]:
    """Give the rankings of the scales that hold some of the answers."""
    for scale in _scales():
        places = {answer: scale.place(answer) for answer in answers}
        found: dict[str, Place] = {
            answer: (float(place),) for answer, place in places.items() if place is not None
        }
        if found:
            yield Ranking(places=found, source=scale.name, language=scale.language)


def _keys(folded: str) -> list[str]:
    words = words_of(folded)
    keys = [compact(folded)]
    if 1 < len(words) <= _MOST_WORDS:
        keys.append(" ".join(sorted(words)))
    return keys


@cache
def _scales() -> tuple[Scale, ...]:
    return tuple(
        _scale(name, LANGUAGES[language], text)
        for tables in scale_tables()
        for language, scales in tables.items()
        for name, text in scales.items()
    )


def _scale(name: str, language: str, text: Any) -> Scale:
    places: dict[str, int] = {}
    for place, line in enumerate(text.strip().splitlines()):
        for phrase in phrases(line):
            for key in _keys(fold(phrase)):
                places.setdefault(key, place)
    # "quality 2" is another list of the same kind of scale
    return Scale(
        name=name.rstrip(" 0123456789").replace("_", " "), language=language, places=places
    )
