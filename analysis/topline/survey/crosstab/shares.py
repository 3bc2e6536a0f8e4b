"""The cells of a crosstab: what is a share of what, and where it stands in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..data.columns import IntArray
from ..estimators.assemble import Piece, joined
from ..estimators.request import Request
from ..estimators.shares import share_piece
from .banners import TOTAL, Banner
from .questions import Block, Question, merged


@dataclass(frozen=True, eq=False)
class Placed:
    """Estimates, and where in the table they stand; row or column −1 is no place."""

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
        for own in banner.columns(request):
            cut = replace(request, domains=request.source.cross(request.domains, own.categories))
            for block in question.blocks:
                piece = share_piece(cut, block.categories)
                group, column, answer = np.indices((groups, len(own.place), len(block.place)))
                yield Placed(piece, group, block.place[answer], b, own.place[column])


def row_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Iterator[Placed]:
    """Go through the shares of every column among the respondents of each row, and of all."""
    groups = len(request.domains.count)
    everyone = Block(question.answered, np.array([len(question.labels)]))
    for block in (*question.blocks, everyone):
        cut = replace(request, domains=request.source.cross(request.domains, block.categories))
        for b, banner in enumerate(banners):
            for own in banner.blocks:
                piece = share_piece(cut, own.categories)
                group, answer, column = np.indices((groups, len(block.place), len(own.place)))
                yield Placed(piece, group, block.place[answer], b, own.place[column])


def total_shares(
    request: Request, question: Question, banners: Sequence[Banner]
) -> Iterator[Placed]:
    """Go through the shares of every cell among those who are in one, and of rows and columns."""
    source, groups = request.source, len(request.domains.count)
    last = len(question.labels)
    for b, banner in enumerate(banners):
        size = len(banner.labels)
        inside = merged(request, source.pair(question.answered, banner.answered), -1, TOTAL)
        cut = replace(request, domains=source.cross(request.domains, inside))
        for block in question.blocks:
            for own in banner.blocks:
                cells = share_piece(cut, source.pair(block.categories, own.categories))
                group, answer, column = np.indices((groups, len(block.place), len(own.place)))
                yield Placed(cells, group, block.place[answer], b, own.place[column])
            group, answer = np.indices((groups, len(block.place)))
            rows = share_piece(cut, block.categories)
            yield Placed(rows, group, block.place[answer], b, np.full_like(answer, size))
        for own in banner.blocks:
            group, column = np.indices((groups, len(own.place)))
            piece = share_piece(cut, own.categories)
            yield Placed(piece, group, np.full_like(column, last), b, own.place[column])


def in_order(parts: Sequence[Placed]) -> tuple[Piece, IntArray]:
    """Return the estimates that have a place, and their (k, 4) places, by which they are sorted.

    A place is the group, row, banner and column; a row or column of −1 is none.
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
    order = order[(places[order][:, [1, 3]] >= 0).all(axis=1)]
    return joined([part.piece for part in parts]).rows(order), places[order]
