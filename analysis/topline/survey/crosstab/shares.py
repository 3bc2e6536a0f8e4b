"""The cells of a crosstab: what is a share of what, and where it stands in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..data.columns import IntArray
from ..engine.source import Categories
from ..estimators.assemble import Piece, joined
from ..estimators.request import Request
from ..estimators.shares import share_piece
from .questions import Block, Question, merged

TOTAL = "Total"


@dataclass(frozen=True, eq=False)
class Banner:
    """Some columns of a table: the categories of a variable, or all respondents."""

    name: str
    categories: Categories


@dataclass(frozen=True, eq=False)
class Placed:
    """Estimates, and where in the table they stand; row −1 is no place."""

    piece: Piece
    group: IntArray
    row: IntArray
    banner: int
    column: IntArray


def column_shares(
    request: Request, question: Question, banners: Sequence[Banner]
) -> Iterator[Placed]:
    """Go through the shares of every row among the respondents of each column."""
    groups = len(request.domains.count)
    for b, banner in enumerate(banners):
        columns = banner.categories
        cut = replace(request, domains=request.source.cross(request.domains, columns))
        for block in question.blocks:
            piece = share_piece(cut, block.categories)
            group, column, answer = np.indices((groups, len(columns.labels), len(block.row)))
            yield Placed(piece, group, block.row[answer], b, column)


def row_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Iterator[Placed]:
    """Go through the shares of every column among the respondents of each row, and of all."""
    groups = len(request.domains.count)
    everyone = Block(question.answered, np.array([len(question.labels)]))
    for block in (*question.blocks, everyone):
        cut = replace(request, domains=request.source.cross(request.domains, block.categories))
        for b, banner in enumerate(banners):
            piece = share_piece(cut, banner.categories)
            size = len(banner.categories.labels)
            group, answer, column = np.indices((groups, len(block.row), size))
            yield Placed(piece, group, block.row[answer], b, column)


def total_shares(
    request: Request, question: Question, banners: Sequence[Banner]
) -> Iterator[Placed]:
    """Go through the shares of every cell among those who are in one, and of rows and columns."""
    source, groups = request.source, len(request.domains.count)
    for b, banner in enumerate(banners):
        columns, size = banner.categories, len(banner.categories.labels)
        inside = merged(request, source.pair(question.answered, columns), -1, TOTAL)
        cut = replace(request, domains=source.cross(request.domains, inside))
        for block in question.blocks:
            cells = share_piece(cut, source.pair(block.categories, columns))
            group, answer, column = np.indices((groups, len(block.row), size))
            yield Placed(cells, group, block.row[answer], b, column)
            group, answer = np.indices((groups, len(block.row)))
            rows = share_piece(cut, block.categories)
            yield Placed(rows, group, block.row[answer], b, np.full_like(answer, size))
        group, column = np.indices((groups, size))
        last = np.full_like(column, len(question.labels))
        yield Placed(share_piece(cut, columns), group, last, b, column)


def in_order(parts: Sequence[Placed]) -> tuple[Piece, IntArray]:
    """Return the estimates that have a place, and their (k, 4) places, by which they are sorted.

    A place is the group, row, banner and column.
    """
    places = np.concatenate(
        [
            np.stack(
                [part.group, part.row, np.full_like(part.row, part.banner), part.column], axis=-1
            ).reshape(-1, 4)
            for part in parts
        ]
    )
    order = np.lexsort(places.T[::-1])
    order = order[places[order, 1] >= 0]
    return joined([part.piece for part in parts]).rows(order), places[order]
