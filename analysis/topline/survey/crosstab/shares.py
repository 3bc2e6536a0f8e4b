"""The cells of a crosstab: what is a share of what, and where it stands in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

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

    @property
    def labels(self) -> tuple[Any, ...]:
        """Label of each column."""
        return tuple(self.categories.labels.tolist())


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
        cut, size = _cut_by(request, banner.categories), len(banner.categories)
        for start, block in _started(question):
            domain, category, piece = _shares(cut, block.categories)
            row = _row(block, start, category)
            parts.append(_placed(piece, (domain // size, row, b, domain % size)))
    return _in_order(parts)


def row_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Placed:
    """Return the share of every column among the respondents of each row, and of all."""
    parts = []
    everyone = Block(question.answered, np.array([0]))
    for start, block in (*_started(question), (len(question.labels), everyone)):
        cut, size = _cut_by(request, block.categories), len(block.categories)
        for b, banner in enumerate(banners):
            domain, category, piece = _shares(cut, banner.categories)
            row = _row(block, start, domain % size)
            parts.append(_placed(piece, (domain // size, row, b, category)))
    return _in_order(parts)


def total_shares(request: Request, question: Question, banners: Sequence[Banner]) -> Placed:
    """Return the share of every cell among those who are in one, and of rows and columns."""
    parts = []
    for b, banner in enumerate(banners):
        size, both = len(banner.categories), _both(request, question, banner)
        cut = _cut_by(request, merged(request, both, -1, TOTAL))
        for start, block in _started(question):
            cell = request.source.pair(block.categories, banner.categories)
            domain, category, piece = _shares(cut, cell)
            row = _row(block, start, category // size)
            parts.append(_placed(piece, (domain, row, b, category % size)))
            domain, category, piece = _shares(cut, block.categories)
            parts.append(_placed(piece, (domain, _row(block, start, category), b, size)))
        domain, category, piece = _shares(cut, banner.categories)
        parts.append(_placed(piece, (domain, len(question.labels), b, category)))
    return _in_order(parts)


def bases(
    request: Request, question: Question, banners: Sequence[Banner], margin: bool
) -> pd.DataFrame:
    """Return how many answered in each column, and in all of them, and the sum of their weights."""
    tables = []
    for b, banner in enumerate(banners):
        domains = request.source.cross(request.domains, _both(request, question, banner))
        both = np.stack([domains.count, request.source.weight(domains)], axis=1)
        both = both.reshape(-1, len(banner.categories), 2)
        if margin:
            both = np.concatenate([both, both.sum(axis=1, keepdims=True)], axis=1)
        group, column = (at.ravel() for at in np.indices(both.shape[:2]))
        n, weighted = both.reshape(-1, 2).T
        found = {"group": group, "banner": b, "column": column, "n": n.astype(int)}
        tables.append(pd.DataFrame({**found, "n_weighted": weighted}))
    if len(tables) == 1:
        return tables[0]
    return pd.concat(tables).sort_values(["group", "banner", "column"], ignore_index=True)


def _cut_by(request: Request, categories: Categories) -> Request:
    """Return the request with its domains cut: domain g·k + c is category c of k of domain g."""
    return replace(request, domains=request.source.cross(request.domains, categories))


def _both(request: Request, question: Question, banner: Banner) -> Categories:
    """Return the columns of those who answered the question."""
    return request.source.pair(question.answered, banner.categories)


def _started(question: Question) -> Iterator[tuple[int, Block]]:
    """Yield each block with the row it starts at."""
    start = 0
    for block in question.blocks:
        yield start, block
        start += len(block.kept)


def _shares(request: Request, categories: Categories) -> tuple[IntArray, IntArray, Piece]:
    """Return domain and category of each share of categories in every domain, and the shares."""
    piece = share_piece(request, categories)
    at = np.arange(len(piece.estimate))
    return at // len(categories), at % len(categories), piece


def _row(block: Block, start: int, category: IntArray) -> IntArray:
    """Return which row of the table each category is, −1 where none."""
    rank = np.full(len(block.categories), -1)
    rank[block.kept] = start + np.arange(len(block.kept))
    return rank[category]


def _placed(piece: Piece, places: tuple[Any, ...]) -> Placed:
    return Placed(piece, np.stack(np.broadcast_arrays(*places), axis=1))


def _in_order(parts: Sequence[Placed]) -> Placed:
    """Return all estimates that have a place, in the order of their places."""
    places = np.concatenate([part.places for part in parts])
    order = np.lexsort(places.T[::-1])
    order = order[places[order, 1] >= 0]
    return Placed(joined([part.piece for part in parts]).rows(order), places[order])
