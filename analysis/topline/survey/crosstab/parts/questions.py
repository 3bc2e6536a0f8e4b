"""The rows and columns of a crosstab: answers to a question, one or several of each, and nets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any

import numpy as np

from ....errors import ArgumentError
from ....estimates.scale import ORDERED, SEVERAL, Scale
from ....language.marking import forms, marked
from ....language.message import Message
from ....loaders.codebook.variables import MultipleResponseSet
from ...data.columns import IntArray
from ...engine.asked import Categories
from ...estimators.request import Request, categories_of, chosen_of, variable_of
from ...estimators.shares import condition_named, condition_of
from .bands import banded

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
    parts : tuple
        Labels of the rows or columns that it adds up.
    """

    categories: Categories
    place: IntArray
    net: bool = False
    parts: tuple[Any, ...] = ()


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
    columns : tuple of Block
        The same of columns, without categories that have no place.
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
    columns: tuple[Block, ...] = ()

    @property
    def plain(self) -> int:
        """How many rows or columns, the first, are no nets."""
        return len(self.labels) - sum(block.net for block in self.blocks)

    def among(self, request: Request) -> "Question":
        """Return the columns of a banner, without those of nobody.

        Those of respondents who all gave no answer to the rows stay, so that the columns of a
        banner and their letters are the same in every table of a book.
        """
        source = request.source
        some = np.zeros(len(self.labels), dtype=bool)
        for block in self.blocks:
            inside = source.cross(request.domains, block.categories)
            count = inside.count.reshape(-1, len(block.place))
            placed = block.place >= 0
            some[block.place[placed]] = (count.sum(axis=0) > 0)[placed]
        if not some.any():
            some[:] = True
        # the places of those that are kept are counted anew
        place = np.append(np.where(some, np.cumsum(some) - 1, -1), -1)
        blocks = tuple(replace(own, place=place[own.place]) for own in self.blocks)
        columns = []
        for block in blocks:
            kept = np.flatnonzero(block.place >= 0)
            if not len(kept):
                # an option or a net of nobody
                continue
            if len(kept) < len(block.place):
                to = np.full(len(block.place) + 1, -1)
                to[kept] = np.arange(len(kept))
                labels = block.categories.labels[kept]
                own = source.recode(block.categories, to.tolist(), labels)
                columns.append(Block(own, block.place[kept], block.net))
            else:
                columns.append(block)
        said: tuple[str, ...] = ()
        if self.scale.several:
            said = (
                f"columns of {self.name} overlap: who chose several options stands in several; "
                "letters allow for it by the joint covariance",
            )
        return replace(
            self,
            labels=tuple(compress(self.labels, some)),
            blocks=blocks,
            columns=tuple(columns),
            notes=(*self.notes, *said),
        )


def question_of(request: Request, asked: Any, bands: Sequence[float] | None = None) -> Question:
    """Return the answers to a question, of which each respondent has one or several.

    Parameters
    ----------
    request : Request
    asked : str, list of str, mapping of str to condition, or MultipleResponseSet
        A categorical column; a question with several answers, by its name or its columns; such
        answers as conditions by their label; or one condition in words.
    bands : sequence of float, optional
        Edges of the bands that numbers are cut into.

    Raises
    ------
    ArgumentError
        When a column is unknown.
    DataError
        When a column has no answers, or what one of several holds is no tick.
    """
    if asked not in request.source.names and condition_named(request.source, asked):
        asked = {asked: asked}
    listed = isinstance(asked, (Sequence, Mapping)) and not isinstance(asked, str)
    if listed and not len(asked):
        raise ArgumentError("rows names no columns; give a column, or several")
    if isinstance(asked, Mapping):
        if request.missing == "category":
            raise ArgumentError("missing='category' is for one variable; expected 'drop' or 'fail'")
        # each has the base of those for whom it is known
        options = tuple(condition_of(request, name, test) for name, test in asked.items())
        return Question(
            name=UNNAMED,
            labels=tuple(asked),
            blocks=blocks_of(options),
            answered=request.source.any_known(options),
            scale=SEVERAL,
            own_bases=True,
        )
    several = listed or isinstance(asked, MultipleResponseSet)
    if not several and bands is not None:
        return of_categories(request, str(asked), banded(request, asked, bands))
    if not several and not request.source.is_several(asked):
        return of_categories(request, str(asked), categories_of(request, asked))
    # those who gave none at all, yes or no, did not answer
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


def of_categories(request: Request, name: str, categories: Categories) -> Question:
    """Return a row or column for each category."""
    blocks = (Block(categories, np.arange(len(categories.labels))),)
    return Question(
        name=name,
        labels=tuple(categories.labels.tolist()),
        blocks=blocks,
        columns=blocks,
        answered=request.source.any_known([categories]),
        scale=categories.scale,
        notes=categories.notes,
    )


def has_numbers(request: Request, asked: Any) -> bool:
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


def blocks_of(options: Sequence[Categories]) -> tuple[Block, ...]:
    """Return a block for each option, of which who chose it has a place."""
    return tuple(Block(own, np.array([-1, at])) for at, own in enumerate(options))


_WITHOUT = {
    True: forms(
        "{n} respondent without {banner} stands in no column and is in the total only",
        "{n} respondents without {banner} stand in no column and are in the total only",
    ),
    False: forms(
        "{n} respondent without {banner} stands in no column and is left out",
        "{n} respondents without {banner} stand in no column and are left out",
    ),
}
_CHOSE_NONE = {
    True: forms(
        "{n} respondent chose none of {banner}, stands in no column and is in the total only",
        "{n} respondents chose none of {banner}, stand in no column and are in the total only",
    ),
    False: forms(
        "{n} respondent chose none of {banner}, stands in no column and is left out",
        "{n} respondents chose none of {banner}, stand in no column and are left out",
    ),
}


def said_of_bases(
    request: Request, question: Question, banners: Sequence[Question], elsewhere: bool
) -> Iterator[str]:
    """Say how many have no answer, and how many of the others stand in no column of a banner.

    `elsewhere` says whether they are counted in a column of the total.
    """
    source, domains = request.source, request.domains
    silent = source.unanswered([question.answered], domains)
    what = Message("any of them") if question.name == UNNAMED else question.name
    if silent:
        yield Message(
            "{n} respondent without an answer to {question} is left out",
            "{n} respondents without an answer to {question} are left out",
            n=silent,
            question=what,
        )
    for banner in banners:
        both = source.unanswered([question.answered, banner.answered], domains)
        if both > silent:
            yield Message(*_WITHOUT[elsewhere], n=both - silent, banner=banner.name)
        if not banner.scale.several:
            continue
        options = source.any_of([block.categories for block in banner.blocks])
        inside = source.recode(options, [-1, 0, -1], [banner.name])
        nowhere = source.unanswered([question.answered, inside], domains)
        if nowhere > both:
            yield Message(*_CHOSE_NONE[elsewhere], n=nowhere - both, banner=banner.name)
