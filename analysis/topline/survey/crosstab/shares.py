"""The cells of a crosstab: what is a share of what, and where it stands in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..data.columns import IntArray
from ..data.domains import Domains, count_of
from ..estimators.assemble import Piece
from ..estimators.pieces import Frame, share_piece
from .questions import Block, Question

TOTAL = "Total"

Part = tuple[Piece, IntArray]
"""Estimates and the (k, 4) places they take: group, row, banner and column."""


@dataclass(frozen=True, eq=False)
class Banner:
    """Some columns of a table: the levels of a variable, or all respondents.

    Attributes
    ----------
    name : str
        The variable.
    code : (n,) int
        Level of each respondent, −1 without an answer.
    labels : tuple
    """

    name: str
    code: IntArray
    labels: tuple[Any, ...]

    def __len__(self) -> int:
        """Count the levels."""
        return len(self.labels)


def everybody(rows: int) -> Banner:
    """Return the one column of all respondents."""
    return Banner(TOTAL, np.zeros(rows, dtype=np.intp), (TOTAL,))


def cut_by(frame: Frame, code: IntArray, levels: int) -> Frame:
    """Return the frame with its domains cut by the levels of another variable.

    Domain g·levels + l holds level l of domain g; rows of level −1 are in none.
    """
    group = 0 if frame.domains.code is None else frame.domains.code.astype(np.intp)
    inside = (code >= 0) & (np.asarray(group) >= 0)
    cut = np.where(inside, np.multiply(group, levels) + code, -1)
    size = len(frame.domains) * levels
    count = count_of(cut, size, frame.weights)
    domains = Domains(cut, pd.DataFrame(index=range(size)), count)
    return replace(frame, domains=domains, missing="drop")


def column_shares(
    frame: Frame, question: Question, banners: Sequence[Banner]
) -> tuple[Piece, IntArray]:
    """Return the share of every row among the respondents of each column."""
    parts = []
    for b, banner in enumerate(banners):
        cut = cut_by(frame, banner.code, len(banner))
        for start, block in _started(question):
            domain, level, whole = _levels_of(cut, block.code, block.levels)
            row = _rank(block, level)
            places = (domain // len(banner), start + row, b, domain % len(banner))
            parts.append(_kept(whole, places, row >= 0))
    return _joined(parts)


def row_shares(
    frame: Frame, question: Question, banners: Sequence[Banner]
) -> tuple[Piece, IntArray]:
    """Return the share of every column among the respondents of each row, and of all."""
    parts = []
    everyone = Block(np.where(question.answered, 0, -1), 1, np.array([0]))
    for start, block in (*_started(question), (len(question.labels), everyone)):
        cut = cut_by(frame, block.code, block.levels)
        for b, banner in enumerate(banners):
            domain, level, whole = _levels_of(cut, banner.code, len(banner))
            row = _rank(block, domain % block.levels)
            parts.append(_kept(whole, (domain // block.levels, start + row, b, level), row >= 0))
    return _joined(parts)


def total_shares(
    frame: Frame, question: Question, banners: Sequence[Banner]
) -> tuple[Piece, IntArray]:
    """Return the share of every cell among those who are in one, and of rows and columns."""
    parts = []
    for b, banner in enumerate(banners):
        inside = question.answered & (banner.code >= 0)
        cut = cut_by(frame, np.where(inside, 0, -1), 1)
        wide = len(banner) + 1
        for start, block in _started(question):
            cell = np.where(block.code < 0, -1, block.code * wide + banner.code)
            domain, level, whole = _levels_of(cut, cell, block.levels * wide)
            row, column = _rank(block, level // wide), level % wide
            parts.append(
                _kept(whole, (domain, start + row, b, column), (row >= 0) & (column < wide - 1))
            )
            domain, level, whole = _levels_of(cut, block.code, block.levels)
            row = _rank(block, level)
            parts.append(_kept(whole, (domain, start + row, b, wide - 1), row >= 0))
        domain, level, whole = _levels_of(cut, banner.code, len(banner))
        parts.append(_kept(whole, (domain, len(question.labels), b, level), level >= 0))
    return _joined(parts)


def bases(
    frame: Frame, question: Question, banners: Sequence[Banner], margin: bool
) -> pd.DataFrame:
    """Return how many answered in each column, and in all of them, and the sum of their weights."""
    tables = []
    for b, banner in enumerate(banners):
        domains = cut_by(frame, np.where(question.answered, banner.code, -1), len(banner)).domains
        assert domains.code is not None
        inside = domains.code >= 0
        weight = np.bincount(domains.code[inside], frame.weights[inside], len(domains))
        both = np.stack([domains.count, weight], axis=1).reshape(-1, len(banner), 2)
        if margin:
            both = np.concatenate([both, both.sum(axis=1, keepdims=True)], axis=1)
        group, column = (at.ravel() for at in np.indices(both.shape[:2]))
        found = {"group": group, "banner": b, "column": column}
        n, weighted = both.reshape(-1, 2).T
        tables.append(pd.DataFrame({**found, "n": n.astype(int), "n_weighted": weighted}))
    return pd.concat(tables).sort_values(["group", "banner", "column"], ignore_index=True)


def _started(question: Question) -> Iterator[tuple[int, Block]]:
    """Yield each block with the row it starts at."""
    start = 0
    for block in question.blocks:
        yield start, block
        start += len(block.kept)


def _levels_of(frame: Frame, code: IntArray, levels: int) -> tuple[IntArray, IntArray, Piece]:
    """Return the shares of levels in every domain, with domain and level of each."""
    piece = share_piece(frame, "", (code, pd.RangeIndex(levels)))
    at = np.arange(len(piece.estimate))
    return at // levels, at % levels, piece


def _rank(block: Block, level: IntArray) -> IntArray:
    """Return which row of its block a level is, −1 where none."""
    rank = np.full(block.levels, -1)
    rank[block.kept] = np.arange(len(block.kept))
    return rank[level]


def _kept(piece: Piece, places: Sequence[Any], kept: NDArray[np.bool_]) -> Part:
    at = np.flatnonzero(kept)
    return piece.rows(at), np.stack(np.broadcast_arrays(*places), axis=1)[at]


def _joined(parts: Sequence[Part]) -> Part:
    """Return all estimates in the order of their places."""
    places = np.concatenate([place for _, place in parts])
    order = np.lexsort(places.T[::-1])
    pieces = [piece for piece, _ in parts]

    def together(name: str) -> Any:
        values = [getattr(piece, name) for piece in pieces]
        return None if values[0] is None else np.concatenate(values)[order]

    spreads = [piece.spread for piece in pieces]
    dense = isinstance(spreads[0], np.ndarray)
    spread = np.hstack(spreads) if dense else sparse.hstack(spreads, format="csc")
    piece = Piece(
        pd.DataFrame(index=range(len(order))),
        together("estimate"),
        spread[:, order],
        together("n"),
        together("missing"),
        together("weighted"),
        None,
        "proportion",
        lone=together("lone"),
    )
    return piece, places[order]
