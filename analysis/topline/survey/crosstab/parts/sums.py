"""Which cells of a table of counts add up to others, and which hidden ones these tell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ....values import Value
from ....wording import label_text
from ...data.columns import FloatArray, IntArray
from ...estimators.request import Request
from .banners import NestedLabel
from .covers import covers_of, unions_of
from .questions import Block, Question

if TYPE_CHECKING:
    from ...engine.asked import Categories

BASE = -1
"""The row of the bases of columns."""

_ZERO = 1e-9
"""What is nothing beside 1, in sums of cells."""

Signed = list[tuple[int, float]]
"""Rows, or cells, and the signs with which they add up to nothing."""

SignedColumns = list[tuple[int, int, float]]
"""Banners and columns, and these signs."""


@dataclass(frozen=True, eq=False)
class Sum:
    """Cells of which those with + add up to those with −."""

    cells: IntArray
    signs: FloatArray

    def holds(self, count: FloatArray) -> bool:
        """Return whether the numbers add up, which those of few others do nearly."""
        return abs(float(self.signs @ count[self.cells])) < _ZERO


@dataclass(frozen=True, eq=False, kw_only=True)
class Told(Value):
    """What a table's sums are known by.

    Attributes
    ----------
    request : Request
    question : Question
        The rows.
    banners : sequence of Question
        The first is the total, where columns stand by themselves.
    names : sequence of str or tuple of str
        The variables of each banner but the total.
    least : int
        Respondents that are not few.
    base : int
        The row that all answers add up to.
    totalled : bool
        Whether the first banner is the total; else each has its own, behind its columns.
    """

    request: Request
    question: Question
    banners: Sequence[Question]
    names: Sequence[Any]
    least: int
    base: int = BASE
    totalled: bool = True

    @property
    def banner_names(self) -> list[Any]:
        """The variables of each banner; None of the total."""
        return [*[None] * self.totalled, *self.names]

    @cached_property
    def rows(self) -> list[list[Signed]]:
        """Sums of the rows of a column, of each group: answers are the base, or their net."""
        question = self.question
        wholes: list[tuple[Sequence[int], Categories, int]]
        wholes = [(range(question.plain), question.answered, self.base)]
        wholes += [
            (_places_of(net, question), net.categories, int(net.place.max()))
            for net in question.blocks
            if net.net
        ]
        found: list[list[Signed]] = [[] for _ in self.request.domains.count]
        for places, whole, row in wholes:
            covers = covers_of(self.request, question, places, whole, self.least)
            for own, group in zip(covers, found, strict=True):
                group += [[*((at, 1.0) for at in cover), (row, -1.0)] for cover in own]
        return found

    @cached_property
    def columns(self) -> list[list[SignedColumns]]:
        """Sums of the columns of a row, of each group.

        All columns of a banner are the total, those in a net the net; two banners that have a
        variable in common have the same numbers of it; and a column may be some of another banner.
        """
        source, question = self.request.source, self.question
        domains = source.cross(self.request.domains, question.answered)
        cut = replace(self.request, domains=domains)
        between = [*self._alike, *self._unions]
        found: list[list[SignedColumns]] = [[*between] for _ in domains.count]
        for b, banner in enumerate(self.banners):
            if b < self.totalled:
                continue
            every = source.any_of([own.categories for own in banner.blocks])
            wholes: list[tuple[Sequence[int], Categories, tuple[int, int]]]
            total = (0, 0) if self.totalled else (b, len(banner.labels))
            wholes = [(range(banner.plain), every, total)]
            wholes += [
                (_places_of(net, banner), net.categories, (b, int(net.place.max())))
                for net in banner.blocks
                if net.net and net.place.max() >= 0
            ]
            for places, whole, (own, at) in wholes:
                covers = covers_of(cut, banner, places, whole, self.least)
                for group, parts in zip(found, covers, strict=True):
                    group += [[*((b, c, 1.0) for c in one), (own, at, -1.0)] for one in parts]
        return found

    @property
    def _alike(self) -> Iterator[SignedColumns]:
        """Go through the same numbers of two banners that have a variable in common."""
        labelled = []
        for b, (name, banner) in enumerate(zip(self.banner_names, self.banners, strict=True)):
            if name is None or banner.scale.several:
                continue
            variables = name if isinstance(name, tuple) else (name,)
            labels = [
                label.parts if isinstance(label, NestedLabel) else (label_text(label),)
                for label in banner.labels[: banner.plain]
            ]
            labelled.append((b, variables, labels))
        for one, two in combinations(labelled, 2):
            common = [name for name in one[1] if name in two[1]]
            if not common:
                continue
            cells = defaultdict(list)
            for sign, (b, variables, labels) in ((1.0, one), (-1.0, two)):
                places = [variables.index(name) for name in common]
                for c, own in enumerate(labels):
                    cells[tuple(own[i] for i in places)].append((b, c, sign))
            yield from cells.values()

    @property
    def _unions(self) -> Iterator[SignedColumns]:
        """Go through columns that are some of another banner together."""
        every = [*enumerate(zip(self.banner_names, self.banners, strict=True))][self.totalled :]
        for (b, (name, whole)), (a, (other, parts)) in permutations(every, 2):
            if variables_of(name).isdisjoint(variables_of(other)):
                for at, some in unions_of(self.request, whole, parts):
                    yield [*((a, c, 1.0) for c in some), (b, at, -1.0)]

    def sums(self, places: IntArray) -> list[Sum]:
        """Return the sums of cells, whether or not everybody has a value of each banner.

        Parameters
        ----------
        places : (k, 4) int
            Group, row, banner and column of each; bases of columns are of the row ``BASE``.
        """
        at = {tuple(place): k for k, place in enumerate(places.tolist())}
        found = []
        for group, b, c in sorted({(g, b, c) for g, _, b, c in at}):
            rows = self.rows[group]
            found += [[(at.get((group, row, b, c)), sign) for row, sign in own] for own in rows]
        for group, row in sorted({(g, row) for g, row, _, _ in at}):
            columns = self.columns[group]
            found += [[(at.get((group, row, b, c)), sign) for b, c, sign in own] for own in columns]
        return [
            Sum(np.array([k for k, _ in own], dtype=np.intp), np.array([sign for _, sign in own]))
            for own in found
            if all(k is not None for k, _ in own)
        ]


def variables_of(name: Any) -> set[Any]:
    """Return the variables of a banner."""
    return set(name) if isinstance(name, tuple) else {name}


def _places_of(net: Block, question: Question) -> list[int]:
    """Return the rows or columns of a net's parts; columns of nobody are left out."""
    return [place for place, label in enumerate(question.labels) if label in net.parts]


def known_cells(
    sums: Sequence[Sum], gone: NDArray[np.bool_], small: NDArray[np.bool_], count: FloatArray
) -> IntArray:
    """Return which of the small cells the shown ones tell, where those that are gone are hidden.

    A cell is told where every change of hidden ones that leaves all sums as they are leaves it too.
    Cells of nobody are taken as known: none can be less, so they leave others no room.
    """
    hidden = np.flatnonzero(gone & (count > 0))
    column = np.full(len(gone), -1)
    column[hidden] = np.arange(len(hidden))
    lines = []
    for own in sums:
        inside = column[own.cells] >= 0
        if inside.any():
            line = np.zeros(len(hidden))
            line[column[own.cells[inside]]] = own.signs[inside]
            lines.append(line)
    if not lines:
        return hidden[:0]
    _, size, directions = np.linalg.svd(np.array(lines), full_matrices=False)
    # sums fix all of a cell that lies in the space of their lines
    fixed = (directions[size > _ZERO] ** 2).sum(axis=0)
    told: IntArray = hidden[(fixed > 1 - _ZERO) & small[hidden]]
    return told
