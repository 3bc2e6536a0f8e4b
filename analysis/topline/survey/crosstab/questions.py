"""The rows of a crosstab: categories of a variable, several answers at once, and nets of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import described, listed_values
from ...errors import ArgumentError
from ...estimates.scale import ORDERED, SEVERAL, Scale
from ...loaders.codebook.variables import MultipleResponseSet
from ..data.columns import IntArray
from ..engine.source import Categories, Chosen
from ..estimators.request import Request, categories_of, chosen_of
from ..estimators.shares import condition_of

UNNAMED = "several answers"
"""What several answers are called that are given by columns or conditions, not by a name."""


@dataclass(frozen=True, eq=False)
class Block:
    """Rows, or columns of a banner, that one pass over the data counts.

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
    """All rows of a table.

    Attributes
    ----------
    name : str
        The variable, or what its several answers are called.
    labels : tuple
        Label of each row.
    blocks : tuple of Block
        What gives the rows, in order.
    answered : Categories
        One category: who answered.
    scale : Scale
        What the order of the rows is.
    notes : tuple of str
        What a reader must know of the variable.
    own_bases : bool
        Whether rows may have different bases, those for whom each is known.
    several : bool
        Whether a respondent may be in several rows.
    """

    name: str
    labels: tuple[Any, ...]
    blocks: tuple[Block, ...]
    answered: Categories
    scale: Scale = ORDERED
    notes: tuple[str, ...] = ()
    own_bases: bool = False
    several: bool = False


def question_of(request: Request, rows: Any, nets: Mapping[str, Sequence[Any]] | None) -> Question:
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
    listed = isinstance(rows, (Sequence, Mapping, MultipleResponseSet))
    if request.source.is_several(rows) or (listed and not isinstance(rows, str)):
        question = _of_several(request, rows)
    else:
        categories = categories_of(request, rows)
        question = Question(
            name=str(rows),
            labels=tuple(categories.labels.tolist()),
            blocks=(Block(categories, np.arange(len(categories.labels))),),
            answered=merged(request, categories, -1, "answered"),
            scale=categories.scale,
            notes=categories.notes,
        )
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


def merged(request: Request, categories: Categories, unanswered: int, label: str) -> Categories:
    """Return all categories as one; who has none is in it too (0), or has no answer (−1)."""
    return request.source.recode(
        categories, [*[0] * len(categories.labels), unanswered], pd.Index([label])
    )


def _of_several(request: Request, rows: Any) -> Question:
    """Return several answers; those who gave none at all, yes or no, did not answer.

    An answer that is given as a condition has the base of those for whom it is known.
    """
    if isinstance(rows, (Sequence, Mapping)) and not len(rows):
        raise ArgumentError("rows names no columns; give a column, or several")
    if isinstance(rows, Mapping):
        if request.missing == "category":
            raise ArgumentError("missing='category' is for one variable; expected 'drop' or 'fail'")
        options = tuple(condition_of(request, name, test) for name, test in rows.items())
        chosen = Chosen(UNNAMED, tuple(rows), options)
    else:
        chosen = chosen_of(request, rows)
    return Question(
        name=chosen.name or UNNAMED,
        labels=chosen.labels,
        blocks=blocks_of(chosen),
        answered=request.source.any_known(chosen.options),
        scale=SEVERAL,
        notes=chosen.notes,
        own_bases=isinstance(rows, Mapping),
        several=True,
    )


def blocks_of(chosen: Chosen) -> tuple[Block, ...]:
    """Return a block for each option, of which who chose it has a place."""
    return tuple(Block(own, np.array([-1, at])) for at, own in enumerate(chosen.options))


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
