"""The rows and columns of a crosstab: answers to a question, one or several of each, and nets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...estimates.scale import ORDERED, SEVERAL, Scale
from ...language.marking import marked
from ...loaders.codebook.variables import MultipleResponseSet
from ..data.columns import IntArray
from ..engine.source import Categories
from ..estimators.request import Request, categories_of, chosen_of
from ..estimators.shares import condition_of

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
    """

    categories: Categories
    place: IntArray


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
            yield Block(own, block.place[kept])


def rows_of(request: Request, rows: Any, nets: Mapping[str, Sequence[Any]] | None) -> Question:
    """Return the rows of a table.

    Parameters
    ----------
    request : Request
    rows : str, list of str, mapping of str to condition, or MultipleResponseSet
        A categorical column; a question with several answers, by its name or its columns; or such
        answers as conditions by their label.
    nets : mapping of str to list, optional
        Categories, or several answers, that a further row adds up: who chose at least one of them.

    Raises
    ------
    ArgumentError
        When a column or an answer in a net is unknown, or a net has a label that is taken.
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
        question = Question(
            name=UNNAMED,
            labels=tuple(rows),
            blocks=blocks_of(options),
            answered=request.source.any_known(options),
            scale=SEVERAL,
            own_bases=True,
        )
    elif listed or isinstance(rows, MultipleResponseSet):
        question = _of_several(request, rows)
    else:
        question = question_of(request, rows)
    # a net is recoded, so that its variance is that of an answer of its own
    labels, blocks = list(question.labels), list(question.blocks)
    if nets is not None and not isinstance(nets, Mapping):
        raise ArgumentError(
            f"nets is {described(nets)}; expected names with their answers, as "
            "{'top two': ['agree', 'yes']}"
        )
    for name, members in (nets or {}).items():
        if name in labels:
            raise ArgumentError(f"the net {name!r} is called like another row; choose a new name")
        blocks.append(Block(_net(request, question, name, members), np.array([-1, len(labels)])))
        labels.append(name)
    return replace(question, labels=tuple(labels), blocks=tuple(blocks))


def question_of(request: Request, name: Any) -> Question:
    """Return the answers to a question, which has one answer of each respondent or several.

    Raises
    ------
    ArgumentError, DataError
    """
    if request.source.is_several(name):
        return _of_several(request, name)
    return of_categories(request, str(name), categories_of(request, name))


def banner_of(request: Request, name: Any, answered: Categories) -> Question:
    """Return the columns that a question gives, without those of nobody who answered another one.

    Raises
    ------
    ArgumentError, DataError
    """
    banner = question_of(request, name)
    some = np.zeros(len(banner.labels), dtype=bool)
    for block in banner.columns(request):
        both = request.source.pair(answered, block.categories)
        count = request.source.cross(request.domains, both).count
        some[block.place] = count.reshape(-1, len(block.place)).sum(axis=0) > 0
    if banner.scale.several:
        note = (
            f"columns of {banner.name} overlap: who chose several options stands in several; "
            "letters allow for it by the joint covariance"
        )
        banner = replace(banner, notes=(*banner.notes, note))
    if some.all() or not some.any():
        return banner
    # the places of those that are kept are counted anew
    place = np.append(np.where(some, np.cumsum(some) - 1, -1), -1)
    blocks = tuple(replace(own, place=place[own.place]) for own in banner.blocks)
    labels = tuple(label for label, kept in zip(banner.labels, some, strict=True) if kept)
    return replace(banner, labels=labels, blocks=blocks)


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


def _of_several(request: Request, asked: Any) -> Question:
    """Return several answers; those who gave none at all, yes or no, did not answer."""
    chosen = chosen_of(request, asked)
    return Question(
        name=chosen.name or UNNAMED,
        labels=chosen.labels,
        blocks=blocks_of(chosen.options),
        answered=request.source.any_known(chosen.options),
        scale=SEVERAL,
        notes=chosen.notes,
    )


def blocks_of(options: Sequence[Categories]) -> tuple[Block, ...]:
    """Return a block for each option, of which who chose it has a place."""
    return tuple(Block(own, np.array([-1, at])) for at, own in enumerate(options))


def _net(request: Request, question: Question, net: str, members: Any) -> Categories:
    """Return who chose one of the answers in a net."""
    listed = [members] if isinstance(members, str) else listed_values(f"the net {net!r}", members)
    known = question.labels
    unknown = [answer for answer in listed if answer not in known]
    if unknown or not listed:
        what = f"{unknown[0]!r}, which nobody could answer" if unknown else "nothing"
        raise ArgumentError(
            f"the net {net!r} adds up {what}; choose from {', '.join(map(str, known))}"
        )
    positions = [known.index(answer) for answer in listed]
    if len(question.blocks) == 1:
        block = question.blocks[0]
        inside = np.isin(block.place, positions).astype(int)
        return request.source.recode(block.categories, [*inside, -1], pd.Index([False, True]))
    return request.source.any_of([question.blocks[at].categories for at in positions])
