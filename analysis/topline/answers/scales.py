"""Scales in words: which answers stand on one, and in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from .folding import fold, keys_of, without_codes
from .ranking import Place, Ranking
from .tables import LANGUAGES, languages_in, phrases, scales_of


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
            for key in keys_of(text):
                if key in self.places:
                    return self.places[key]
        return None


def scale_rankings(answers: Sequence[str]) -> Iterator[Ranking]:
    """Give the rankings of the scales that hold some of the answers, English first."""
    for language in languages_in(answers):
        for scale in _scales(language):
            places = {answer: scale.place(answer) for answer in answers}
            found: dict[str, Place] = {
                answer: (float(place),) for answer, place in places.items() if place is not None
            }
            if found:
                yield Ranking(places=found, source=scale.name, language=scale.language)


@cache
def _scales(language: str) -> tuple[Scale, ...]:
    found = []
    for name, text in scales_of(language).items():
        places: dict[str, int] = {}
        for place, line in enumerate(text.strip().splitlines()):
            for key in chain.from_iterable(map(keys_of, phrases(line))):
                places.setdefault(key, place)
        # "frequency 2" is another list of the same kind of scale
        kind = name.rstrip(" 0123456789").replace("_", " ")
        found.append(Scale(name=kind, language=LANGUAGES[language], places=places))
    return tuple(found)
