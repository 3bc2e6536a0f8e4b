"""Which cells of a table of counts add up to others, and which hidden ones these tell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ....wording import label_text
from ...data.columns import FloatArray, IntArray
from .banners import NestedLabel
from .questions import Block, Question

BASE = -1
"""The row of the bases of columns."""

_ZERO = 1e-9
"""What is nothing beside 1, in sums of cells."""


@dataclass(frozen=True, eq=False)
class Sum:
    """Cells of which those with + add up to those with −."""

    cells: IntArray
    signs: FloatArray


def sums_of(
    places: IntArray,
    question: Question,
    banners: Sequence[Question],
    names: Sequence[Any],
    base: int = BASE,
) -> list[Sum]:
    """Return the sums of a table of counts, whether or not everybody has a value of each banner.

    Parameters
    ----------
    places : (k, 4) int
        Group, row, banner and column of each cell; bases of columns are cells of the row ``BASE``.
    question : Question
        The rows.
    banners : sequence of Question
        The first is the total.
    names : sequence of str or tuple of str
        The variables of each banner but the first.
    base : int
        The row that all answers add up to.
    """
    at = {tuple(place): k for k, place in enumerate(places.tolist())}
    columns = list(_of_columns(banners, names))
    rows: list[list[tuple[int, float]]] = []
    if not question.scale.several:
        # all answers are the base, and those in a net the net
        rows.append([*((row, 1.0) for row in range(question.plain)), (base, -1.0)])
        for block in question.blocks:
            if block.net:
                own = [(row, 1.0) for row in _places_of(block, question)]
                rows.append([*own, (int(block.place.max()), -1.0)])
    found = []
    for group, b, c in sorted({(g, b, c) for g, _, b, c in at}):
        found += [[(at.get((group, row, b, c)), sign) for row, sign in own] for own in rows]
    for group, row in sorted({(g, row) for g, row, _, _ in at}):
        found += [[(at.get((group, row, b, c)), sign) for b, c, sign in own] for own in columns]
    return [
        Sum(np.array([k for k, _ in own], dtype=np.intp), np.array([sign for _, sign in own]))
        for own in found
        if all(k is not None for k, _ in own)
    ]


def _of_columns(
    banners: Sequence[Question], names: Sequence[Any]
) -> Iterator[list[tuple[int, int, float]]]:
    """Go through sums of columns.

    All columns of a banner are the total, those in a net the net; and two banners that have a
    variable in common have the same numbers of it.
    """
    labelled = []
    for b, banner in enumerate(banners[1:], 1):
        if banner.scale.several:
            continue
        plain = range(banner.plain)
        yield [*((b, c, 1.0) for c in plain), (0, 0, -1.0)]
        for block in banner.blocks:
            if block.net:
                parts = [(b, c, 1.0) for c in _places_of(block, banner)]
                yield [*parts, (b, int(block.place.max()), -1.0)]
        name = names[b - 1]
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


def _places_of(net: Block, question: Question) -> list[int]:
    """Return the rows or columns of a net's parts; columns of nobody are left out."""
    return [place for place, label in enumerate(question.labels) if label in net.parts]


def known_cells(sums: Sequence[Sum], gone: NDArray[np.bool_], small: NDArray[np.bool_]) -> IntArray:
    """Return which of the small cells the shown ones tell, where those that are gone are hidden.

    A cell is told where every change of hidden ones that leaves all sums as they are leaves it too.
    """
    hidden = np.flatnonzero(gone)
    column = np.full(len(gone), -1)
    column[hidden] = np.arange(len(hidden))
    lines = []
    for own in sums:
        inside = gone[own.cells]
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
