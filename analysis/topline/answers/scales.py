"""Scales in words: which answers stand on one, and in which order."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from operator import itemgetter

from .folding import BRACKETED, compact, fold, keys_of, without_codes, words_of
from .ranking import Place, Ranking
from .tables import LANGUAGES, languages_in, phrases, pieces, scales_of, table

_FEWEST_AMOUNTS = 3
"""Answers that end alike from which on they are amounts of one thing."""


_YES_OR_NO = re.compile(r"^(?:yes|no), ", re.IGNORECASE)
_YES_AND_MORE = re.compile(r"(?P<head>[^\W\d_]+)(?:\s?[,;:،、，；–—-]\s?(?P<rest>\S.*))?")
_EXPLAINED = re.compile(r"\s*:\s|\s[-–—]\s")
_NOT_AT_ALL = re.compile(r"\bnot (\S+) at all$", re.IGNORECASE)


_TWO_SIDED = frozenset(
    {
        "agreement",
        "approval",
        "change",
        "ease",
        "favourability",
        "ideology",
        "likelihood",
        "safety",
        "satisfaction",
    }
)
"""Scales from one side to the other, which part at a neutral place."""

_NEUTRAL = {("agreement", "ru"): 4, ("likelihood", "id"): 4, ("likelihood", "vi"): 4}
"""Where that place is not the middle line of a table, or the upper of two."""


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
    neutral : int or None
        The place between both sides; None where the scale leads from little to much.
    """

    name: str
    language: str
    places: dict[str, int]
    neutral: int | None = None

    def place(self, answer: str) -> int | None:
        """Return the place of an answer; None where it is not on the scale."""
        for text in _wordings(answer):
            for key in keys_of(text):
                if key in self.places:
                    return self.places[key]
        return None


def scale_rankings(answers: Sequence[str]) -> Iterator[Ranking]:
    """Give the rankings of the scales that hold some of the answers, English first."""
    letters = {compact(text) for answer in answers for text in _wordings(answer)}
    for language in languages_in(answers):
        for name, text in scales_of(language).items():
            # writing a scale's phrases out takes long, and most scales hold none of the answers
            parts = pieces(text)
            if not any(_is_made_of(parts, one) for one in letters):
                continue
            scale = scale_named(name, language)
            ranking = _ranking({answer: scale.place(answer) for answer in answers}, scale)
            if ranking.places:
                yield ranking
        yield from _amounts_of_one_thing(answers, language)
        yield from _amounts_of_yes(answers, language)


def _wordings(answer: str) -> Iterator[str]:
    """Give a folded answer, without a code beside it, and without what explains it.

    That stands in brackets, or behind a dash or colon: "Frequent — we look at it each week".
    """
    folded = fold(answer)
    yield folded
    yield (bare := without_codes(folded))
    yield BRACKETED.sub(" ", bare).strip()
    yield _EXPLAINED.split(bare, maxsplit=1)[0]


def _amounts_of_one_thing(answers: Sequence[str], language: str) -> Iterator[Ranking]:
    """Rank answers that end alike by how much they say: "Not very masculine", "Very masculine".

    "Yes" or "no" may go before: "No, not rude at all", "Yes, somewhat rude", "Yes, very rude".
    """
    words = {a: _NOT_AT_ALL.sub(r"not at all \1", _YES_OR_NO.sub("", a)).split() for a in answers}
    # "somewhat comfortably" beside "very comfortable"
    last = Counter(own[-1].casefold().rstrip("ely") for own in words.values() if len(own) > 1)
    ending, times = max(last.items(), key=itemgetter(1), default=("", 0))
    if times < _FEWEST_AMOUNTS or "amount" not in scales_of(language):
        return
    scale = scale_named("amount", language)
    places = {
        answer: scale.place(" ".join(own[:-1]))
        for answer, own in words.items()
        if own and own[-1].casefold().rstrip("ely") == ending
    }
    if None not in places.values():
        yield _ranking(places, scale)


def _amounts_of_yes(answers: Sequence[str], language: str) -> Iterator[Ranking]:
    """Rank what is said behind "yes" by how much it says: "No", "Yes, some", "Yes, a lot".

    A word that stands in each of them says of what: "Yes, limited a lot", "No, not limited at all".
    """
    either = table("several")["yes_no"]
    yes, no = ({*map(compact, phrases(either[key]))} for key in ("chosen", "unchosen"))
    found = {a: one for a in answers if (one := _YES_AND_MORE.fullmatch(fold(a)))}
    heads = {a: compact(one["head"]) for a, one in found.items()}
    rests = {a: words_of(one["rest"] or "") for a, one in found.items() if heads[a] in yes | no}
    said = [{*rest} for rest in rests.values() if rest]
    if len(rests) < _FEWEST_AMOUNTS or len(said) < 2 or "amount" not in scales_of(language):
        return
    scale = scale_named("amount", language)
    for of_all in (set[str](), set.intersection(*said)):
        places = {
            answer: scale.place(" ".join(word for word in rest if word not in of_all))
            if rest
            # no more said: nothing of it, or some of it
            else (-1 if heads[answer] in no else None)
            for answer, rest in rests.items()
        }
        known = {answer: place for answer, place in places.items() if place is not None}
        below, above = ([known[a] for a in known if heads[a] in side] for side in (no, yes))
        if len(known) == len(places) and below and above and max(below) < min(above):
            yield replace(_ranking(places, scale), source="yes no")
            return


def _ranking(places: Mapping[str, int | None], scale: Scale) -> Ranking:
    """Return the ranking of the answers that have a place on a scale."""
    found: dict[str, Place] = {a: (float(k),) for a, k in places.items() if k is not None}
    neutral = None if scale.neutral is None else (float(scale.neutral),)
    return Ranking(places=found, source=scale.name, language=scale.language, neutral=neutral)


def _is_made_of(parts: Container[str], letters: str) -> bool:
    """Return whether letters can be put together from parts, as those of every phrase can."""
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in parts for start in reached):
            reached.add(end)
    return len(letters) in reached


@cache
def scale_named(name: str, language: str) -> Scale:
    """Return a scale of a language, with the places of all its phrases."""
    places: dict[str, int] = {}
    lines = scales_of(language)[name].strip().splitlines()
    for place, line in enumerate(lines):
        for key in chain.from_iterable(map(keys_of, phrases(line))):
            places.setdefault(key, place)
    between = _NEUTRAL.get((name, language), (len(lines) - 1) // 2)
    return Scale(
        # "frequency 2" is another list of the same kind of scale
        name=name.rstrip(" 0123456789").replace("_", " "),
        language=LANGUAGES[language],
        places=places,
        neutral=between if name in _TWO_SIDED else None,
    )
