"""Columns of numbers that are plainly ratings: from 0 to 10, from 1 to 5."""

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from ..folding import words_of
from ..tables import names_hold

_SCALES = ((0, 10), (1, 10), (1, 7), (1, 5))
"""Scales that people are asked to rate on without a word for each place."""

_HUNDRED, _STEPS = 100, (25, 20, 10)
"""A thermometer, and the steps in which people answer on it."""

_USED = 2 / 3
"""Part of the places that somebody must have chosen, both ends among them."""

MOST_PLACES = 11
"""Places of the longest of them, in its steps."""

MOST_COLOURED = 7
"""Places of a scale whose answers a chart tells apart by their colours."""

_NUMBER = re.compile(r"[-−–]?\d+")
_ALIKE = 3
"""Letters that words beside numbers begin with, where both count the same: "car" and "cars"."""

_WORDED = re.compile(
    r"(?P<number>\d{1,2})(?:\s*(?P<sign>[=:.–—)-])\s*|\s+(?=\())(?P<words>\S.{0,200})"
)
_WORDED_ALL = (0, 10)
"""The scale of which every place may have words; fewer places, each with words, are answers."""


def rating_scale(
    values: Sequence[float], name: str, stated: tuple[float, float] | None = None
) -> tuple[float, float] | None:
    """Return the ends of the scale that numbers without labels rate on; None where they do not.

    They are whole, reach from end to end of a scale that is usual (0 to 10, 1 to 10, 1 to 7, 1 to
    5, or 0 to 100 in steps of ten and more) and are most of its places; of a scale that the wording
    states, they need but lie on it. Numbers of a column that is called as a group of people is
    ("region", "party", "Geschlecht") are codes: their mean says nothing.

    Parameters
    ----------
    values : sequence of float
        Different values, without codes that are no answers.
    name : str
        Of the column.
    stated : (float, float), optional
        The ends that its wording states.

    Examples
    --------
    >>> rating_scale([1, 2, 3, 5], "q7"), rating_scale([1, 2, 3, 4, 5], "region")
    ((1, 5), None)
    >>> rating_scale([1, 2, 3], "q7", stated=(0, 4))
    (0, 4)
    """
    given = sorted(set(values))
    if not given or any(value != int(value) for value in given) or len(given) > MOST_PLACES:
        return None
    low, high = given[0], given[-1]
    if stated is not None:
        return stated if stated[0] <= low and high <= stated[1] else None
    if names_hold(name, "ratings", "group") and not names_hold(name, "ratings", "rating"):
        return None
    if (low, high) == (0, _HUNDRED):
        steps = [step for step in _STEPS if not any(value % step for value in given)]
        places = _HUNDRED / steps[0] + 1 if steps else float("inf")
        return (0, _HUNDRED) if len(given) >= _USED * places else None
    used = (low, high) in _SCALES and len(given) >= _USED * (high - low + 1)
    return (int(low), int(high)) if used else None


def has_worded_ends(answers: Sequence[str]) -> bool:
    """Say whether answers are a scale of numbers that words explain at both ends.

    As "1 = not at all", 2, 3, 4, "5 = very", or "not at all", 2, 3, 4, "very"; a place between may
    have words, too, if most have none. "1 car", 2, 3, "4 cars" count something.

    Parameters
    ----------
    answers : sequence of str
        In order, without those set aside.
    """
    texts = [answer.strip() for answer in answers]
    numbers = [[int(re.sub("[−–]", "-", one)) for one in _NUMBER.findall(text)] for text in texts]
    bare = [bool(_NUMBER.fullmatch(text)) for text in texts]
    if len(texts) < 3 or bare[0] or bare[-1] or sum(bare) <= (len(texts) - 2) / 2:
        return False
    known = bare.index(True)
    start = numbers[known][0] - known
    # words beside a number stand at its place, and words alone at the place between
    if any(own not in ([start + at], []) for at, own in enumerate(numbers)):
        return False
    first, last = (words_of(_NUMBER.sub(" ", texts[at]).casefold()) for at in (0, -1))
    pairs = zip_longest(first, last, fillvalue="")
    same = all(one[:_ALIKE] == other[:_ALIKE] for one, other in pairs)
    return bool(first and last) and not same


def worded_rating(texts: Iterable[str], name: str) -> dict[str, tuple[int, str]]:
    """Return number and words of each answer where they are a rating; empty where they are none.

    They are where all but some places are bare numbers, both ends of a usual scale among those with
    words; or where each of 0 to 10 stands before an equals sign: other lists that are numbered,
    as "1. Berlin", are no rating.

    Parameters
    ----------
    texts : iterable of str
        The different answers, without those that give a reason for having none.
    name : str
        Of the column.
    """
    found: dict[str, tuple[int, str]] = {}
    signs = set[str]()
    for text in texts:
        match = _WORDED.fullmatch(text)
        if match is None and not (text.isdecimal() and len(text) <= 2):
            return {}
        words = match["words"].strip() if match else ""
        if words.startswith("(") and words.endswith(")"):
            words = words[1:-1].strip()
        found[text] = (int(match["number"] if match else text), words)
        signs |= {match["sign"] or ""} if match else set()
    ordered = sorted(found, key=lambda text: found[text][0])
    numbers = [found[text][0] for text in ordered]
    scale = rating_scale(numbers, name) if len({*numbers}) == len(numbers) else None
    bare_between = has_worded_ends(ordered)
    all_worded = (
        scale == _WORDED_ALL and signs == {"="} and all(words for _, words in found.values())
    )
    return found if scale is not None and (bare_between or all_worded) else {}
