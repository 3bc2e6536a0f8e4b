"""The rows and columns of a crosstab: answers to a question, one or several of each, and nets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ....arguments import described, listed_values
from ....errors import ArgumentError, DataError
from ....estimates.scale import ORDERED, SEVERAL, Scale
from ....language.marking import marked
from ....language.message import Message
from ....loaders.codebook.variables import MultipleResponseSet
from ...data.columns import IntArray
from ...engine.asked import Categories
from ...estimators.request import Request, categories_of, chosen_of, variable_of
from ...estimators.shares import condition_of

TOTAL = marked("Total")

UNNAMED = "several answers"
"""What several answers are called that are given by columns or conditions, not by a name."""


@dataclass(frozen=True, eq=False)
class Block:
    """Rows or columns that one pass over the data counts.

    Attributes
    ----------
    categories : Categories
    place : (k,) int
        Which row or column each category is; −1 for none.
    net : bool
        Whether it adds up others.
    """

    categories: Categories
    place: IntArray
    net: bool = False


@dataclass(frozen=True, eq=False)
class Question:
    """All rows of a table, or all columns of a banner: what can be answered, or all respondents.

    Attributes
    ----------
    name : str
        The variable, or what its several answers are called.
    labels : tuple
        Of the rows or columns.
    blocks : tuple of Block
        What gives them, in order: one for all, or one for each of several answers.
    answered : Categories
        One category: who has an answer.
    scale : Scale
        What the order of the answers is.
    notes : tuple of str
        What a reader must know of the variable.
    own_bases : bool
        Whether rows may have different bases, those for whom each is known.
    """

    name: str
    labels: tuple[Any, ...]
    blocks: tuple[Block, ...]
    answered: Categories
    scale: Scale = ORDERED
    notes: tuple[str, ...] = ()
    own_bases: bool = False

    @property
    def plain(self) -> int:
        """How many rows or columns, the first, are no nets."""
        return len(self.labels) - sum(block.net for block in self.blocks)

    def columns(self, request: Request) -> Iterator[Block]:
        """Go through the blocks without categories that have no place."""
        for block in self.blocks:
            kept = np.flatnonzero(block.place >= 0)
            if len(kept) == len(block.place):
                yield block
                continue
            to = np.full(len(block.place) + 1, -1)
            to[kept] = np.arange(len(kept))
            labels = block.categories.labels[kept]
            own = request.source.recode(block.categories, to.tolist(), labels)
            yield Block(own, block.place[kept], block.net)


def rows_of(request: Request, rows: Any, bands: Sequence[float] | None = None) -> Question:
    """Return the rows of a table.

    Parameters
    ----------
    request : Request
    rows : str, list of str, mapping of str to condition, or MultipleResponseSet
        A categorical column; a question with several answers, by its name or its columns; or such
        answers as conditions by their label.
    bands : sequence of float, optional
        Edges of the bands that numbers are cut into.

    Raises
    ------
    ArgumentError
        When a column is unknown.
    DataError
        When a column has no answers, or what one of several holds is no tick.
    """
    listed = isinstance(rows, (Sequence, Mapping)) and not isinstance(rows, str)
    if listed and not len(rows):
        raise ArgumentError("rows names no columns; give a column, or several")
    if isinstance(rows, Mapping):
        if request.missing == "category":
            raise ArgumentError("missing='category' is for one variable; expected 'drop' or 'fail'")
        options = tuple(condition_of(request, name, test) for name, test in rows.items())
        # each has the base of those for whom it is known
        return Question(
            name=UNNAMED,
            labels=tuple(rows),
            blocks=blocks_of(options),
            answered=request.source.any_known(options),
            scale=SEVERAL,
            own_bases=True,
        )
    if listed or isinstance(rows, MultipleResponseSet):
        return _of_several(request, rows)
    return one_or_several(request, rows, bands)


def with_nets(
    request: Request, question: Question, nets: Mapping[str, Sequence[Any]] | None
) -> Question:
    """Return a question with further rows or columns that add up answers, or nets before them.

    A net is recoded, so that its variance is that of an answer of its own.

    Raises
    ------
    ArgumentError
        When an answer in a net is unknown, or a net has a label that is taken.
    """
    labels, blocks = list(question.labels), list(question.blocks)
    if nets is not None and not isinstance(nets, Mapping):
        raise ArgumentError(
            f"nets is {described(nets)}; expected names with their answers, as "
            "{'top two': ['agree', 'yes']}"
        )
    answers: dict[Any, list[Any]] = {label: [label] for label in question.labels}
    for name, members in (nets or {}).items():
        if name in labels:
            raise ArgumentError(f"the net {name!r} is called like another row; choose a new name")
        answers[name] = net_members(name, members, answers)
        at = [question.labels.index(answer) for answer in answers[name]]
        if len(question.blocks) == 1:
            block = question.blocks[0]
            inside = [*np.isin(block.place, at).astype(int), -1]
            net = request.source.recode(block.categories, inside, pd.Index([False, True]))
        else:
            net = request.source.any_of([question.blocks[i].categories for i in at])
        blocks.append(Block(net, np.array([-1, len(labels)]), net=True))
        labels.append(name)
    return replace(question, labels=tuple(labels), blocks=tuple(blocks))


def net_members(net: str, members: Any, answers: Mapping[Any, list[Any]]) -> list[Any]:
    """Return the answers that a net adds up, those of nets inside it among them.

    Raises
    ------
    ArgumentError
        When there are none, or one is unknown.
    """
    listed = [members] if isinstance(members, str) else listed_values(f"the net {net!r}", members)
    unknown = [answer for answer in listed if answer not in answers]
    if unknown or not listed:
        what = f"{unknown[0]!r}, which nobody could answer" if unknown else "nothing"
        raise ArgumentError(
            f"the net {net!r} adds up {what}; choose from {', '.join(map(str, answers))}"
        )
    return list(dict.fromkeys(answer for one in listed for answer in answers[one]))


def one_or_several(request: Request, name: Any, bands: Sequence[float] | None = None) -> Question:
    """Return the answers to a question, which has one answer of each respondent or several.

    Raises
    ------
    ArgumentError, DataError
    """
    if bands is not None:
        return banded(request, name, bands)
    if request.source.is_several(name):
        return _of_several(request, name)
    return of_categories(request, str(name), categories_of(request, name))


def banded(request: Request, name: Any, bands: Sequence[float]) -> Question:
    """Return numbers in bands: from each edge to under the next, and what lies below and above.

    Raises
    ------
    ArgumentError
        When edges are no ascending numbers.
    DataError
        When nobody answered, or the column holds no numbers.
    """
    try:
        edges = np.asarray(bands, dtype=float)
    except (TypeError, ValueError):
        edges = np.empty(0)
    ascending = edges.ndim == 1 and edges.size and np.isfinite(edges).all()
    if not ascending or (np.diff(edges) <= 0).any():
        raise ArgumentError(
            f"bands is {described(bands)}; expected ascending numbers, as [0, 5, 10]"
        )
    variable = variable_of(request, name)
    everybody = request.source.domains((), None)
    # "above the number before an edge" is "at or above the edge"
    before = np.nextafter(edges, -np.inf)[None]
    found = request.source.ordered(variable, everybody).above(before)
    labels = pd.Index(band_labels(edges.tolist()), dtype=object)
    whole = Categories(labels, found.rows, ORDERED, variable.notes)
    count = request.source.cross(request.domains, whole).count.reshape(-1, len(labels)).sum(axis=0)
    if not count.any():
        raise DataError(f"column {name!r} has no answers; choose another variable")
    # of what lies outside all edges, the bands that somebody is in
    kept = [at for at in range(len(labels)) if 0 < at < len(labels) - 1 or count[at]]
    to = [kept.index(at) if at in kept else -1 for at in range(len(labels))]
    own = request.source.recode(whole, [*to, -1], labels[kept])
    return of_categories(request, str(name), replace(own, scale=ORDERED, notes=variable.notes))


def band_labels(edges: Sequence[float]) -> list[Message]:
    """Return the words of bands: under the first edge, from each to the next, the last and more."""
    between = pairwise(edges)
    return [
        Message("under {high}", high=edges[0]),
        *(Message("{low} to under {high}", low=low, high=high) for low, high in between),
        Message("{low} and more", low=edges[-1]),
    ]


def of_categories(request: Request, name: str, categories: Categories) -> Question:
    """Return a row or column for each category."""
    return Question(
        name=name,
        labels=tuple(categories.labels.tolist()),
        blocks=(Block(categories, np.arange(len(categories.labels))),),
        answered=request.source.any_known([categories]),
        scale=categories.scale,
        notes=categories.notes,
    )


def of_numbers(request: Request, asked: Any) -> bool:
    """Return whether a question is answered by numbers."""
    source = request.source
    one = isinstance(asked, str) and not source.is_several(asked)
    return one and not source.is_categorical(asked)


def number(request: Request, name: str) -> Question:
    """Return a question that has rows of numbers only, and no answer by itself.

    Raises
    ------
    DataError
        When the column holds no numbers.
    """
    variable = variable_of(request, name)
    return Question(
        name=name,
        labels=(),
        blocks=(),
        answered=request.source.given(name),
        scale=Scale(source="numbers"),
        notes=variable.notes,
    )


def _of_several(request: Request, asked: Any) -> Question:
    """Return several answers; those who gave none at all, yes or no, did not answer."""
    chosen = chosen_of(request, asked)
    return Question(
        name=chosen.name or UNNAMED,
        labels=chosen.labels,
        blocks=blocks_of(chosen.options),
        # who is outside the base has no answer to any option, so one tells of all
        answered=request.source.any_known(chosen.options[:1]),
        scale=SEVERAL,
        notes=chosen.notes,
    )


def blocks_of(options: Sequence[Categories]) -> tuple[Block, ...]:
    """Return a block for each option, of which who chose it has a place."""
    return tuple(Block(own, np.array([-1, at])) for at, own in enumerate(options))
