"""The cells of a crosstab: what each is a share or a number of, and where it stands."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ....estimates.estimates import Estimates
from ....estimates.row_limits import Columns
from ....language.marking import marked
from ....mappings import FrozenMapping
from ....values import Value
from ...data.columns import IntArray
from ...engine.asked import Categories
from ...estimators.assemble import Piece, joined
from ...estimators.request import Request
from ...estimators.shares import share_piece, total_piece
from .layout import Layout
from .questions import Block, Question


@dataclass(frozen=True, eq=False)
class Made(Value):
    """Estimates of a table, the piece they were made of, and their places.

    Attributes
    ----------
    estimates : Estimates
    piece : Piece
    places : (k, 4) int
        Group, row, banner and column.
    """

    estimates: Estimates
    piece: Piece
    places: IntArray


@dataclass(frozen=True, eq=False)
class Placed:
    """Estimates, and where in the table they stand; row or column −1 is no place."""

    piece: Piece
    group: IntArray
    row: IntArray
    banner: int
    column: IntArray


def within_columns(
    piece_of: Callable[[Request, Categories], Piece],
    request: Request,
    question: Question,
    banners: Sequence[Question],
) -> Iterator[Placed]:
    """Go through estimates of every row among the respondents of each column."""
    groups = len(request.domains.count)
    for b, banner in enumerate(banners):
        for own in banner.columns:
            cut = replace(request, domains=request.source.cross(request.domains, own.categories))
            for block in question.blocks:
                piece = piece_of(cut, block.categories)
                # a domain is a group and a column, and its answers follow one another
                group, column, answer = np.indices((groups, len(own.place), len(block.place)))
                yield Placed(piece, group, block.place[answer], b, own.place[column])


def row_shares(
    request: Request, question: Question, banners: Sequence[Question]
) -> Iterator[Placed]:
    """Go through the shares of every column among the respondents of each row, and of all."""
    groups = len(request.domains.count)
    everyone = Block(question.answered, np.array([len(question.labels)]))
    for block in (*question.blocks, everyone):
        cut = replace(request, domains=request.source.cross(request.domains, block.categories))
        for b, banner in enumerate(banners):
            for own in banner.blocks:
                piece = share_piece(cut, own.categories)
                yield _row_by_row(piece, groups, block.place, b, own.place)


def total_shares(
    request: Request, question: Question, banners: Sequence[Question]
) -> Iterator[Placed]:
    """Go through the shares of every cell among those who are in one, and of rows and columns."""
    source, groups = request.source, len(request.domains.count)
    last = np.array([len(question.labels)])
    for b, banner in enumerate(banners):
        # behind the last column and the last row stand those of all
        size = np.array([len(banner.labels)])
        inside = source.any_known([source.pair(question.answered, banner.answered)])
        cut = replace(request, domains=source.cross(request.domains, inside))
        for block in question.blocks:
            for own in banner.blocks:
                cells = share_piece(cut, source.pair(block.categories, own.categories))
                yield _row_by_row(cells, groups, block.place, b, own.place)
            yield _row_by_row(share_piece(cut, block.categories), groups, block.place, b, size)
        for own in banner.blocks:
            yield _row_by_row(share_piece(cut, own.categories), groups, last, b, own.place)


def _row_by_row(
    piece: Piece, groups: int, rows: IntArray, banner: int, columns: IntArray
) -> Placed:
    """Place the estimates of every group, in it of every row, in it of every column."""
    group, row, column = np.indices((groups, len(rows), len(columns)))
    return Placed(piece, group, rows[row], banner, columns[column])


def respondents_piece(request: Request, categories: Categories) -> Piece:
    """Return the numbers of respondents, which have no error."""
    shares = share_piece(replace(request, design_effect=False), categories)
    count = request.source.cross(request.domains, categories).count
    return replace(shares, estimate=count, quantity="value", alike=None)


def places_of(part: Placed) -> IntArray:
    """Return the (k, 4) places of estimates: group, row, banner and column."""
    banner = np.full_like(part.row, part.banner)
    return np.stack([part.group, part.row, banner, part.column], axis=-1).reshape(-1, 4)


def in_order(parts: Sequence[Placed]) -> tuple[Piece, IntArray]:
    """Return the estimates that have a place, and their (k, 4) places, by which they are sorted.

    A row or column of −1 is no place.
    """
    places = np.concatenate([places_of(part) for part in parts])
    order = np.lexsort(places.T[::-1])
    order = order[(places[order][:, [1, 3]] >= 0).all(axis=1)]
    return joined([part.piece for part in parts]).rows(order), places[order]


def labels_of(layout: Layout, places: IntArray) -> Columns:
    """Return the labels of estimates at some places; categories keep their order."""
    group, row, banner, column = places.T
    every = [label for _, own in layout.banners for label in own]
    start = np.cumsum([0, *(len(own) for _, own in layout.banners)])
    names = np.array([name for name, _ in layout.banners], dtype=object)
    return Columns(
        {str(name): layout.groups[name].array[group] for name in layout.groups},
        outcome=np.full(len(group), layout.question),
        category=in_categories(layout.rows, row),
        banner=names[banner],
        column=in_categories(every, start[banner] + column),
    )


def in_categories(labels: Sequence[Any], at: IntArray) -> pd.Categorical:
    """Return the label at each position, as categories in their order."""
    known = pd.Index(labels, dtype=object)
    order: Any = known.unique()
    return pd.Categorical.from_codes(order.get_indexer(known)[at], order)


@dataclass(frozen=True, eq=False)
class CellKind(Value):
    """What the cells of a table are.

    Attributes
    ----------
    words : str
    cells : callable
        Goes through them.
    of_columns : bool
        Whether each column stands by itself, so that there is one of all respondents.
    counts : bool
        Whether they are numbers of people.
    """

    words: str
    cells: Callable[[Request, Question, Sequence[Question]], Iterator[Placed]]
    of_columns: bool = False
    counts: bool = False


PERCENTS: Mapping[str, CellKind] = FrozenMapping(
    {
        "column": CellKind(marked("column percents"), partial(within_columns, share_piece), True),
        "row": CellKind(marked("row percents"), row_shares),
        "total": CellKind(marked("total percents"), total_shares),
        "people": CellKind(
            marked("estimated numbers of people"), partial(within_columns, total_piece), True, True
        ),
        "respondents": CellKind(
            marked("numbers of respondents"),
            partial(within_columns, respondents_piece),
            True,
            True,
        ),
    }
)
"""What a cell may be, and what makes it."""
