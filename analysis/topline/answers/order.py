"""The order of answers: known from their words, or not at all."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import ne

from .bands import band_rankings
from .folding import LONGEST, compact, fold, words_of
from .nonresponse import Nonresponse, nonresponse_among
from .ranking import Place, Ranking
from .scales import scale_rankings
from .tables import phrases, table
from .times import time_rankings

_FEWEST = 2
"""One answer has no order."""

_MOST = 200
"""Answers of one question; of more, the order is of no use."""


@dataclass(frozen=True)
class Order:
    """Answers in the order that their words tell, the lowest or earliest first.

    Attributes
    ----------
    answers : tuple of str
        In order, without those set aside.
    set_aside : tuple of str
        Nonresponse: don't know, refused and the like, as it was given.
    source : str
        What tells the order: "agreement", "bands", "months", "numbers".
    sides : tuple of {-1, 0, 1}
        On which side of the neutral place each answer stands, 0 at it; empty where a scale has
        none.
    """

    answers: tuple[str, ...]
    set_aside: tuple[str, ...]
    source: str
    sides: tuple[int, ...] = ()


def known_order(answers: Sequence[str]) -> Order | None:
    """Return the order of the answers of one question; None where it is not known.

    The order is known only if *all* answers but nonresponse belong to one scale, are bands or
    numbers in words, or times. The lowest comes first: "Strongly disagree" … "Strongly agree",
    "Never" … "Always", "Very poor" … "Excellent"; "Under 18" … "65 and over"; January … December,
    Monday … Sunday. Where answers begin with numbers, these tell the order, as codes do in a
    file with value labels. Two answers of one place, or two scales that tell two orders, are no
    known order.

    Parameters
    ----------
    answers : sequence of str
        The distinct answers, nonresponse among them.
    """
    return _known_order(tuple(dict.fromkeys(answers)))


@lru_cache(maxsize=1024)
def _known_order(answers: tuple[str, ...]) -> Order | None:
    """Return the order of different answers; those of a question are asked for again and again."""
    if len(answers) > _MOST or any(len(answer) > LONGEST for answer in answers):
        return None
    aside = nonresponse_among(answers)
    found = [
        order
        for ranking in _rankings(answers, aside)
        if (order := _order(answers, aside, ranking)) is not None
    ]
    if not found or any(order.answers != found[0].answers for order in found):
        return None
    return found[0]


_AMOUNTS = frozenset(("ease", "likelihood", "satisfaction"))
"""Scales that are also asked from none to much: "Not at all" beside "slightly" and "very"."""

_FEWEST_AMOUNTS = 3


def ends_of(answers: Sequence[str]) -> tuple[int, int]:
    """Return how many answers are of the first and of the last side of a scale.

    What is left between them is its middle. Words tell the sides where they have a neutral place,
    whether an answer stands there or not: nobody need have given each answer, so that "Agree" is
    the second of three and no middle. "Yes, probably" beside "Yes, definitely" and "No" is on the
    side of yes. Without such words the halves are the sides.

    Parameters
    ----------
    answers : sequence of str
        In order, either way, without those set aside.
    """
    found = [*answers]
    half = len(found) // 2
    order = known_order(found)
    if order is not None and order.source == "yes no":
        words = [{compact(word) for word in words_of(fold(answer))} for answer in found]
        known = [table("several")["yes_no"][key] for key in ("chosen", "unchosen")]
        either = [{*map(compact, phrases(line))} for line in known]
        yes, no = ([not one.isdisjoint(own) for own in words] for one in either)
        # each says one of both
        if found in ([*order.answers], [*order.answers[::-1]]) and all(map(ne, yes, no)):
            return (sum(no), sum(yes)) if yes[-1] else (sum(yes), sum(no))
    if order is None or not order.sides or found not in ([*order.answers], [*order.answers[::-1]]):
        return half, half
    below, above = order.sides.count(-1), order.sides.count(1)
    none_to_much = order.source in _AMOUNTS and below == 1 and above >= _FEWEST_AMOUNTS
    if none_to_much and below + above == len(found):
        return half, half
    return (below, above) if found == [*order.answers] else (above, below)


def set_aside(answers: Sequence[str]) -> dict[str, Nonresponse]:
    """Return the answers of one question that are set aside, with the kind of nonresponse.

    An answer that is nonresponse by itself stays where it is a place of the question's scale:
    "Does not apply" below "Applies completely".
    """
    aside = nonresponse_among(answers)
    # what is no nonresponse by itself needs no scale to say so
    order = known_order(answers) if aside else None
    if order is None:
        return aside
    return {answer: kind for answer, kind in aside.items() if answer in order.set_aside}


def _worded_ends(answers: Sequence[str]) -> Iterator[Ranking]:
    """Give the ranking of numbers whose ends are words alone: "Not at all", 2, 3, "Very much"."""
    numbers = {answer: int(answer) for answer in answers if answer.strip().isdecimal()}
    if not numbers:
        return
    aside = nonresponse_among(answers)
    ends = [answer for answer in answers if answer not in numbers and answer not in aside]
    places = sorted(numbers.values())
    if len(ends) != 2 or places != [*range(places[0], places[-1] + 1)]:
        return
    for ranking in scale_rankings(ends):
        if all(end in ranking.places for end in ends):
            low, high = sorted(ends, key=ranking.places.__getitem__)
            around = {low: places[0] - 1, **numbers, high: places[-1] + 1}
            yield Ranking(places={one: (place,) for one, place in around.items()},
                          source="numbers", language=ranking.language)  # fmt: skip


def _rankings(answers: Sequence[str], aside: Container[str]) -> Iterator[Ranking]:
    """Give the rankings of the first rule and language that know all but nonresponse."""
    for rule in (time_rankings, band_rankings, scale_rankings, _worded_ends):
        language = None
        for ranking in rule(answers):
            # tables of further languages are not even read
            if language not in (None, ranking.language):
                return
            if all(answer in ranking.places or answer in aside for answer in answers):
                language = ranking.language
                yield ranking
        if language is not None:
            return


def _order(answers: Sequence[str], aside: Container[str], ranking: Ranking) -> Order | None:
    """Return the order of a ranking; None where two answers share a place."""
    # "not sure" is the middle of a scale that has no other
    held = {place for answer, place in ranking.places.items() if answer not in aside}
    places = {
        answer: place
        for answer, place in ranking.places.items()
        if answer not in aside or place not in held
    }
    ranked = sorted((answer for answer in answers if answer in places), key=places.__getitem__)
    for one, other in pairwise(ranked):
        if places[one] == places[other] and compact(fold(one)) != compact(fold(other)):
            return None
    if len(ranked) < _FEWEST:
        return None
    return Order(
        answers=tuple(ranked),
        set_aside=tuple(answer for answer in answers if answer in aside and answer not in places),
        source=ranking.source,
        sides=_sides([places[answer] for answer in ranked], ranking.neutral),
    )


def _sides(places: Sequence[Place], neutral: Place | None) -> tuple[int, ...]:
    """Return on which side of the neutral place each place is."""
    if neutral is None:
        return ()
    return tuple((place > neutral) - (place < neutral) for place in places)
