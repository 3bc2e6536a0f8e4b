"""The cells of a crosstab: what is a share of what, and where it stands in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ..data.columns import IntArray
from ..engine.source import Levels
from ..estimators.assemble import Piece, joined
from ..estimators.request import Request
from ..estimators.shares import share_piece
from .questions import Block, Question, merged

TOTAL = "Total"


@dataclass(frozen=True, eq=False)
class Banner:
    """Some columns of a table: the levels of a variable, or all respondents."""

    name: str
    levels: Levels

    @property
    def labels(self) -> tuple[Any, ...]:
        """Label of each column."""
        return tuple(self.levels.labels.tolist())


@dataclass(frozen=True, eq=False)
class Placed:
    """Estimates and the (k, 4) places they take: group, row, banner and column; −1 is no place."""

    piece: Piece
    places: IntArray


def everybody(request: Request, question: Question) -> Banner:
    """Return the one column of all respondents, those who did not answer as well."""
    return Banner(TOTAL, merged(request, question.answered, 0, TOTAL))


def column_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Placed:
    """Return the share of every row among the respondents of each column."""
    parts = []
    for b, banner in enumerate(banners):
        cut, size = _cut_by(request, banner.levels), len(banner.levels)
        for start, block in _started(question):
            domain, level, piece = _shares(cut, block.levels)
            row = _row(block, start, level)
            parts.append(_placed(piece, (domain // size, row, b, domain % size)))
    return _in_order(parts)


def row_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Placed:
    """Return the share of every column among the respondents of each row, and of all."""
    parts = []
    everyone = Block(question.answered, np.array([0]))
    for start, block in (*_started(question), (len(question.labels), everyone)):
        cut, size = _cut_by(request, block.levels), len(block.levels)
        for b, banner in enumerate(banners):
            domain, level, piece = _shares(cut, banner.levels)
            row = _row(block, start, domain % size)
            parts.append(_placed(piece, (domain // size, row, b, level)))
    return _in_order(parts)


def total_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Placed:
    """Return the share of every cell among those who are in one, and of rows and columns."""
    parts = []
    for b, banner in enumerate(banners):
        size, both = len(banner.levels), _both(request, question, banner)
        cut = _cut_by(request, merged(request, both, -1, TOTAL))
        for start, block in _started(question):
            cell = request.source.pair(block.levels, banner.levels)
            domain, level, piece = _shares(cut, cell)
            row = _row(block, start, level // size)
            parts.append(_placed(piece, (domain, row, b, level % size)))
            domain, level, piece = _shares(cut, block.levels)
            parts.append(_placed(piece, (domain, _row(block, start, level), b, size)))
        domain, level, piece = _shares(cut, banner.levels)
        parts.append(_placed(piece, (domain, len(question.labels), b, level)))
    return _in_order(parts)


def bases(
    request: Request, question: Question, banners: Sequence[Banner], margin: bool
) -> pd.DataFrame:
    """Return how many answered in each column, and in all of them, and the sum of their weights."""
    tables = []
    for b, banner in enumerate(banners):
        domains = request.source.cross(request.domains, _both(request, question, banner))
        both = np.stack([domains.count, request.source.weight(domains)], axis=1)
        both = both.reshape(-1, len(banner.levels), 2)
        if margin:
            both = np.concatenate([both, both.sum(axis=1, keepdims=True)], axis=1)
        group, column = (at.ravel() for at in np.indices(both.shape[:2]))
        n, weighted = both.reshape(-1, 2).T
        found = {"group": group, "banner": b, "column": column, "n": n.astype(int)}
        tables.append(pd.DataFrame({**found, "n_weighted": weighted}))
    if len(tables) == 1:
        return tables[0]
    return pd.concat(tables).sort_values(["group", "banner", "column"], ignore_index=True)


def _cut_by(request: Request, levels: Levels) -> Request:
    """Return the request with its domains cut by levels: domain g·levels + l is level l of g."""
    return replace(request, domains=request.source.cross(request.domains, levels))


def _both(request: Request, question: Question, banner: Banner) -> Levels:
    """Return the columns of those who answered the question."""
    return request.source.pair(question.answered, banner.levels)


def _started(question: Question) -> Iterator[tuple[int, Block]]:
    """Yield each block with the row it starts at."""
    start = 0
    for block in question.blocks:
        yield start, block
        start += len(block.kept)


def _shares(request: Request, levels: Levels) -> tuple[IntArray, IntArray, Piece]:
    """Return domain and level of each share of levels in every domain, and the shares."""
    piece = share_piece(request, levels)
    at = np.arange(len(piece.estimate))
    return at // len(levels), at % len(levels), piece


def _row(block: Block, start: int, level: IntArray) -> IntArray:
    """Return which row of the table each level is, −1 where none."""
    rank = np.full(len(block.levels), -1)
    rank[block.kept] = start + np.arange(len(block.kept))
    return rank[level]


def _placed(piece: Piece, places: tuple[Any, ...]) -> Placed:
    return Placed(piece, np.stack(np.broadcast_arrays(*places), axis=1))


def _in_order(parts: Sequence[Placed]) -> Placed:
    """Return all estimates that have a place, in the order of their places."""
    places = np.concatenate([part.places for part in parts])
    order = np.lexsort(places.T[::-1])
    order = order[places[order, 1] >= 0]
    return Placed(joined([part.piece for part in parts]).rows(order), places[order])
