"""The columns of a crosstab: banners side by side, nested in one another, and nets of columns."""

from collections.abc import Mapping, Sequence
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
from .layout import LABELS
from .questions import TOTAL, Block, Question, of_categories, one_or_several, with_nets

REST = "rest"


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
    nets : mapping of str to mapping
        Further columns of a banner, by its name: columns added up.
    bands : mapping of str to list of float
        Edges of the bands that numbers are cut into, by their column.
    """

    names: tuple[Any, ...]
    nets: Mapping[str, Mapping[str, Sequence[Any]]] = field(default_factory=dict)
    bands: Mapping[Any, Sequence[float]] = field(default_factory=dict)

    @property
    def titles(self) -> tuple[str, ...]:
        """What each banner is called."""
        return tuple(map(banner_title, self.names))


def banner_title(name: Any) -> str:
    """Return what a banner is called: its variable, or "region / sex" of nested ones."""
    return " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)


def named_columns(columns: Any) -> tuple[Any, ...]:
    """Return the banners that are asked for: names, and tuples of names in a list.

    Raises
    ------
    ArgumentError
        When one cannot be the name of a column, or a tuple has fewer than two.
    """
    if not isinstance(columns, list) or not any(isinstance(one, tuple) for one in columns):
        return tuple(names_of(columns, "column"))
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
    return tuple(found)


def banner_of(request: Request, name: Any, heads: Heads, answered: Categories) -> Question:
    """Return the columns that a banner gives, without those of nobody who answered the question.

    Raises
    ------
    ArgumentError, DataError
    """
    banner = (
        nested_of(request, name, heads)
        if isinstance(name, tuple)
        else one_or_several(request, name, heads.bands.get(name))
    )
    overlapping = banner.scale.several
    banner = with_nets(request, banner, heads.nets.get(banner_title(name)))
    if overlapping:
        note = (
            f"columns of {banner.name} overlap: who chose several options stands in several; "
            "letters allow for it by the joint covariance"
        )
        banner = replace(banner, notes=(*banner.notes, note))
    some = np.zeros(len(banner.labels), dtype=bool)
    for block in banner.columns(request):
        both = request.source.pair(answered, block.categories)
        count = request.source.cross(request.domains, both).count
        some[block.place] = count.reshape(-1, len(block.place)).sum(axis=0) > 0
    if some.all() or not some.any():
        return banner
    # the places of those that are kept are counted anew
    place = np.append(np.where(some, np.cumsum(some) - 1, -1), -1)
    blocks = tuple(replace(own, place=place[own.place]) for own in banner.blocks)
    labels = tuple(label for label, kept in zip(banner.labels, some, strict=True) if kept)
    return replace(banner, labels=labels, blocks=blocks)


def nested_of(request: Request, names: tuple[Any, ...], heads: Heads) -> Question:
    """Return a column for each combination of the answers to questions with one answer each."""
    parts = [one_or_several(request, name, heads.bands.get(name)) for name in names]
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
    return of_categories(request, banner_title(names), own)


def total_of(request: Request, question: Question) -> Question:
    """Return the column of all respondents; those who did not answer have no share."""
    everybody = request.source.recode(question.answered, [0, 0], [TOTAL])
    return of_categories(request, TOTAL, everybody)


def rest_of(request: Request, banner: Question) -> Question:
    """Return for each column all others of its banner: who has an answer to it, and not this."""
    blocks = []
    for block in banner.blocks:
        for place in block.place[block.place >= 0].tolist():
            # of an option or a net, who did not choose it
            to = [-1 if own == place else 0 for own in block.place.tolist()]
            rest = request.source.recode(block.categories, [*to, -1], [REST])
            blocks.append(Block(rest, np.array([place])))
    return replace(banner, blocks=tuple(blocks), notes=())


def columns_overlap(heads: Heads, banners: Sequence[Question]) -> tuple[str, ...]:
    """Return the banners of whose columns a respondent may stand in several."""
    netted = set(heads.nets)
    return tuple(own.name for own in banners if own.scale.several or own.name in netted)


def refuse_names(request: Request, heads: Heads) -> None:
    """Refuse banners named twice, groups called as a column of every table, and nets of none.

    Raises
    ------
    ArgumentError
    """
    names = heads.titles
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ArgumentError(f"columns names {twice[0]!r} twice; name each column once")
    taken = [name for name in request.domains.labels.columns if name in LABELS]
    if taken:
        raise ArgumentError(
            f"by names {taken[0]!r}, as a column of every crosstab is called; rename it"
        )
    unknown = [name for name in heads.nets if name not in names]
    if unknown:
        listed = ", ".join(map(repr, names)) or "nothing"
        raise ArgumentError(
            f"column_nets has nets of {unknown[0]!r}, which is no banner; the columns are {listed}"
        )
