"""The columns of a crosstab: banners side by side, nested in one another, and nets of columns."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

import numpy as np
import pandas as pd

from ....arguments import described
from ....errors import ArgumentError
from ....values import Value
from ....wording import label_text
from ...engine.asked import Categories
from ...estimators.request import Request, names_of
from .questions import Block, Question, of_categories, question_of

REST = "rest"

Shared = frozenset[Hashable]
"""What the respondents of a cell have in common: variables and answers."""

NOTHING_SHARED: Shared = frozenset()


class NestedLabel(str):
    """The label of a column within another: "North / men"; `parts` are the labels, outer first."""

    __slots__ = ("parts",)

    parts: tuple[str, ...]

    def __new__(cls, parts: Sequence[str]) -> "NestedLabel":
        """Join the labels."""
        found = super().__new__(cls, " / ".join(parts))
        found.parts = tuple(parts)
        return found

    def __reduce__(self) -> tuple[type["NestedLabel"], tuple[tuple[str, ...]]]:
        """Return what a copy or a file makes it of again."""
        return NestedLabel, (self.parts,)


@dataclass(frozen=True, eq=False, kw_only=True)
class Heads(Value):
    """What the columns of a table are.

    Attributes
    ----------
    names : tuple
        Each banner's variable, or a tuple of variables nested in one another.
    nets : mapping of str to mapping, or None
        Further columns of a banner, by its name: columns added up.
    bands : mapping of str to list of float
        Edges of the bands that numbers are cut into, by their column.
    """

    names: tuple[Any, ...]
    nets: Mapping[str, Mapping[str, Sequence[Any]]] | None = None
    bands: Mapping[Any, Sequence[float]] = field(default_factory=dict)


def nested_names(columns: Sequence[Any]) -> list[Any]:
    """Return the banners of a list with tuples, whose names are nested.

    Raises
    ------
    ArgumentError
        When one cannot be the name of a column, or a tuple has fewer than two.
    """
    found: list[Any] = []
    for one in columns:
        if not isinstance(one, tuple):
            found += names_of(one, "column")
            continue
        if len(one) < 2:
            raise ArgumentError(
                f"columns has the tuple {described(one)}; expected two names or more that are "
                'nested, as ("region", "sex")'
            )
        found.append(tuple(names_of(list(one), "column")))
    return found


def nested_of(
    request: Request, names: tuple[Any, ...], bands: Mapping[Any, Sequence[float]]
) -> Question:
    """Return a column for each combination of the answers to questions with one answer each."""
    parts = [question_of(request, name, bands.get(name)) for name in names]
    for part in parts:
        if part.scale.several:
            raise ArgumentError(
                f"{part.name!r} has several answers, and columns nest questions with one answer "
                "each; put it beside the others"
            )
    pairs = reduce(request.source.pair, (part.blocks[0].categories for part in parts))
    labels = [[label_text(label) for label in part.labels] for part in parts]
    grid = np.stack(np.meshgrid(*map(range, map(len, labels)), indexing="ij"), axis=-1)
    every = [
        NestedLabel([own[i] for own, i in zip(labels, at, strict=True)])
        for at in grid.reshape(-1, len(parts)).tolist()
    ]
    notes = tuple(note for part in parts for note in part.notes)
    own = Categories(pd.Index(every, dtype=object), pairs.rows, notes=notes)
    return of_categories(request, " / ".join(map(str, names)), own)


def rest_of(request: Request, banner: Question) -> Question:
    """Return for each column all others of its banner: who has an answer to it, and not this."""
    blocks = []
    for block in banner.blocks:
        for place in block.place[block.place >= 0].tolist():
            # of an option or a net, who did not choose it
            to = [-1 if own == place else 0 for own in block.place.tolist()]
            rest = request.source.recode(block.categories, [*to, -1], [REST])
            blocks.append(Block(rest, np.array([place])))
    return replace(banner, blocks=tuple(blocks), columns=tuple(blocks), notes=())


def too_many_columns(banners: Sequence[Question], most: int) -> ArgumentError:
    """Return the refusal of banners of more columns than anybody reads."""
    widest = max(banners, key=lambda own: len(own.labels))
    return ArgumentError(
        f"the banner has {sum(len(own.labels) for own in banners):,} columns, "
        f"{len(widest.labels):,} of them of {widest.name!r}; expected at most {most:,}. Is it an "
        "identifier? Put answers together, or leave it out"
    )


def conditions(question: Question, name: Any) -> list[Shared]:
    """Return what respondents of each row or column have in common: variables and answers."""
    nets = {int(own.place.max()): own.parts for own in question.blocks if own.net}
    found = []
    for at, label in enumerate(question.labels):
        if name is None:
            found.append(NOTHING_SHARED)
        elif isinstance(label, NestedLabel):
            own = ((each, frozenset([part])) for each, part in zip(name, label.parts, strict=True))
            found.append(frozenset(own))
        else:
            parts = frozenset(map(label_text, nets.get(at, (label,))))
            found.append(frozenset([(name, parts)]))
    return found
