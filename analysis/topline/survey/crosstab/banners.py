"""The columns of a crosstab: answers to questions side by side, which may have people in common."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...estimates.scale import SEVERAL, Scale
from ..engine.source import Categories, Chosen
from ..estimators.request import Request, categories_of, chosen_of
from .questions import Block, blocks_of, merged

TOTAL = "Total"


@dataclass(frozen=True, eq=False)
class Banner:
    """Some columns of a table: the answers to a question, or all respondents.

    Attributes
    ----------
    name : str
    labels : tuple
        Of the columns.
    blocks : tuple of Block
        What gives the columns: one for all, or one for each where a respondent may be in several.
    answered, inside : Categories
        One category: who has an answer to the question, and who is in a column.
    scale : Scale
    notes : tuple of str
    """

    name: str
    labels: tuple[Any, ...]
    blocks: tuple[Block, ...]
    answered: Categories
    inside: Categories
    scale: Scale
    notes: tuple[str, ...] = ()

    @property
    def several(self) -> bool:
        """Whether a respondent may be in several columns."""
        return self.scale.several

    @classmethod
    def of(cls, request: Request, name: Any) -> "Banner":
        """Return the columns that a question gives.

        Raises
        ------
        ArgumentError, DataError
        """
        if request.source.is_several(name):
            return cls._of_several(request, chosen_of(request, name))
        return cls.of_categories(request, str(name), categories_of(request, name))

    @classmethod
    def of_categories(cls, request: Request, name: str, categories: Categories) -> "Banner":
        """Return a column for each category."""
        inside = merged(request, categories, -1, name)
        return cls(
            name=name,
            labels=tuple(categories.labels.tolist()),
            blocks=(Block(categories, np.arange(len(categories.labels))),),
            answered=inside,
            inside=inside,
            scale=categories.scale,
            notes=categories.notes,
        )

    @classmethod
    def _of_several(cls, request: Request, chosen: Chosen) -> "Banner":
        """Return a column for each option, which may have respondents in common."""
        source = request.source
        note = (
            f"columns of {chosen.name} overlap: who chose several options stands in several; "
            "letters allow for it by the joint covariance"
        )
        return cls(
            name=chosen.name,
            labels=chosen.labels,
            blocks=blocks_of(chosen),
            answered=source.any_known(chosen.options),
            inside=source.recode(source.any_of(chosen.options), [-1, 0, -1], [chosen.name]),
            scale=SEVERAL,
            notes=(*chosen.notes, note),
        )

    def columns(self, request: Request) -> Iterator[Block]:
        """Go through the blocks without categories that have no column."""
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

    def without_empty(self, some: NDArray[np.bool_]) -> "Banner":
        """Return the banner without columns; the places of those kept are counted anew."""
        place = np.append(np.where(some, np.cumsum(some) - 1, -1), -1)
        blocks = tuple(replace(own, place=place[own.place]) for own in self.blocks)
        labels = tuple(label for label, kept in zip(self.labels, some, strict=True) if kept)
        return replace(self, labels=labels, blocks=blocks)
