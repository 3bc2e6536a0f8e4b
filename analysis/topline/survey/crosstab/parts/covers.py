"""Answers that add up to a whole: all of one question, or several of which each gives but one.

Who ticks "man" or "woman" gives one of several answers as well as who has one only, and a table
shows as much: the sum of both is everybody. Where few gave two, or none, a sum is as good as known.
An answer to one question may be some to another put together, as ages in three groups and in six;
that is told by who gave them, so that neither words nor names matter.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from ...data.columns import FloatArray, IntArray
from ...engine.asked import Categories
from ...estimators.request import Request
from .questions import Block, Question

_TRIED = 500
"""Sets of answers that are tried, each in one pass over the data."""

_MOST_ANSWERS = 12
"""Answers whose every sum is looked at, before any two variables are crossed."""

Union = tuple[int, tuple[int, ...]]
"""The place of an answer, and those of the other variable's answers that it is."""

Cover = tuple[int, ...]


def covers_of(
    request: Request, question: Question, places: Sequence[int], whole: Categories, least: int
) -> list[list[Cover]]:
    """Return for each group the places of answers that add up to a whole.

    Parameters
    ----------
    request : Request
    question : Question
        Rows, or columns of a banner.
    places : sequence of int
        Answers that may be among them.
    whole : Categories
        Ends in the category that they add up to.
    least : int
        Respondents that are not few.
    """
    groups = len(request.domains.count)
    if not question.scale.several:
        return [[tuple(places)]] * groups
    size = chosen(request, whole)
    options = [own for own in question.blocks if not own.net and own.place.max() in places]
    search = _Search(request, options, least)
    return [list(search.covers(group, int(size[group]))) for group in range(groups)]


def chosen(request: Request, categories: Categories) -> IntArray:
    """Return how many respondents of each group are in the last category."""
    count = request.source.cross(request.domains, categories).count
    found: IntArray = count.reshape(len(request.domains.count), -1)[:, -1].astype(int)
    return found


class _Search:
    """Sets of options that few chose two of, from the largest option on."""

    def __init__(self, request: Request, options: Sequence[Block], least: int) -> None:
        self.request, self.options, self.least = request, options, least
        self.sizes = [chosen(request, own.categories) for own in options]
        self.unions: dict[Cover, IntArray] = {}

    def covers(self, group: int, size: int) -> Iterator[Cover]:
        """Go through sets of options that all but few of a group chose one of, and few several."""
        some = [i for i, own in enumerate(self.sizes) if own[group] > 0]
        order = sorted(some, key=lambda i: -int(self.sizes[i][group]))
        sets: list[Cover] = [(i,) for i in order]
        while sets:
            own = sets.pop()
            if self.together(own, group) == self.union(own)[group] == size:
                # whoever has another answer has two
                yield self.places(own)
                continue
            further = [(*own, i) for i in order[order.index(own[-1]) + 1 :]]
            larger = [more for more in further if self.apart(more, group, size)]
            sets += larger
            if not larger and size - self.union(own)[group] < self.least:
                yield self.places(own)

    def places(self, own: Cover) -> Cover:
        """Return where some options stand."""
        return tuple(int(self.options[i].place.max()) for i in own)

    def together(self, own: Cover, group: int) -> int:
        """Return how often some options were chosen in a group."""
        return sum(int(self.sizes[i][group]) for i in own)

    def apart(self, own: Cover, group: int, size: int) -> bool:
        """Return whether few of a group chose several of some options."""
        together = self.together(own, group)
        # the union is looked for where these are not more than there are
        if together - size >= self.least or len(self.unions) >= _TRIED:
            return False
        return bool(together - self.union(own)[group] < self.least)

    def union(self, own: Cover) -> IntArray:
        """Return how many of each group chose one of some options."""
        if own not in self.unions:
            parts = [self.options[i].categories for i in own]
            both = self.request.source.any_of(parts)
            self.unions[own] = chosen(self.request, both)
        return self.unions[own]


def unions_of(request: Request, whole: Question, parts: Question) -> list[Union]:
    """Return which answers to a question are some answers to another, put together."""
    sizes, others = sizes_of(request, parts), sizes_of(request, whole)
    both = np.zeros((len(sizes), len(others)))
    for one in parts.blocks:
        for two in whole.blocks:
            if not (one.net or two.net):
                cells = crossed(request, one.categories, two.categories)
                rows, columns = (np.flatnonzero(own.place >= 0) for own in (one, two))
                at = np.ix_(one.place[rows], two.place[columns])
                both[at] += cells[np.ix_(rows, columns)]
    inside = (both == sizes[:, None]) & (both > 0)
    like = (others > 0) & ((both * inside).sum(axis=0) == others)
    return [
        (j, tuple(np.flatnonzero(inside[:, j]).tolist())) for j in np.flatnonzero(like).tolist()
    ]


def crossed(request: Request, one: Categories, two: Categories) -> FloatArray:
    """Return how many respondents of all groups are in each category of one and of another."""
    source = request.source
    count = source.cross(source.cross(request.domains, one), two).count
    found: FloatArray = count.reshape(-1, len(one.labels), len(two.labels)).sum(axis=0)
    return found


def sizes_of(request: Request, question: Question) -> FloatArray:
    """Return how many respondents gave each answer."""
    found = np.zeros(question.plain)
    for own in question.blocks:
        if not own.net:
            count = request.source.cross(request.domains, own.categories).count
            placed = own.place >= 0
            size = count.reshape(-1, len(own.place)).sum(axis=0)
            found[own.place[placed]] = size[placed]
    return found


def unions_between(
    request: Request, variables: Mapping[str, Question]
) -> Iterator[tuple[str, str, Union]]:
    """Go through the answers to one of many questions that are some to another.

    Two are crossed only where the numbers of one add up to one of the other.
    """
    sizes = {name: sizes_of(request, own) for name, own in variables.items()}
    sums = {name: sums_of(own.tolist()) for name, own in sizes.items()}
    for whole, own in sizes.items():
        wanted = {size for size in own.tolist() if size}
        for parts, every in sums.items():
            if parts != whole and (every is None or not wanted.isdisjoint(every)):
                for found in unions_of(request, variables[whole], variables[parts]):
                    yield whole, parts, found


def sums_of(sizes: Sequence[float]) -> set[float] | None:
    """Return every sum of some numbers; None where there are too many."""
    if len(sizes) > _MOST_ANSWERS:
        return None
    found = {0.0}
    for size in sizes:
        found |= {size + other for other in found}
    return found - {0.0}
