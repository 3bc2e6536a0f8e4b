"""The shares of the cells of several variables together, and smooth functions of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from scipy import sparse

from ...errors import ArgumentError
from ...estimates.row_limits import Rows
from ...values import Value
from ..data.columns import FloatArray, as_names
from ..estimators.assemble import Piece
from ..estimators.request import Request, categories_of
from ..estimators.shares import share_piece
from ..variance.influence import moved
from ..variance.kernels import covariance_of

_MOST_CELLS = 4096
"""Cells of a table, whose covariance has 128 MiB."""


@dataclass(frozen=True, eq=False)
class CellShares(Value):
    """The shares of the cells of a table, domain by domain.

    Attributes
    ----------
    request : Request
    names : tuple
        The variables.
    labels : tuple of tuple
        The categories of each that somebody is in, in their order.
    held : mapping
        The fields of the shares' ``Piece``, the last variable's category fastest; a piece itself
        is no value, for every estimate makes one, and none but these is kept.
    """

    request: Request
    names: tuple[Any, ...]
    labels: tuple[tuple[Any, ...], ...]
    held: Mapping[str, Any]

    @cached_property
    def piece(self) -> Piece:
        """The shares of the cells, without labels."""
        return Piece(**self.held)

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many categories each variable has."""
        return tuple(map(len, self.labels))

    @property
    def shares(self) -> FloatArray:
        """The (domains, cells) shares."""
        return self.piece.estimate.reshape(-1, prod(self.sizes))

    def covariance(self) -> FloatArray:
        """Return the covariance of all shares by the design."""
        return self._by_design

    @cached_property
    def _by_design(self) -> FloatArray:
        return covariance_of(self.request.design, self.piece.spread, self.piece.estimate).matrix()

    def tested(self, chosen: Any, found: Any, _: Callable[[FloatArray], FloatArray]) -> Any:
        """Return what a statistic comes to, given a χ² of these shares and its design effects."""
        return chosen.test(found)

    def derived(
        self, value: Callable[[FloatArray], FloatArray], gradient: FloatArray, labels: Rows
    ) -> Piece:
        """Return k smooth functions of each domain's shares.

        By the delta method; with replicate weights they are taken again under each, as any
        estimate is.

        Parameters
        ----------
        value : callable
            From shares, (…, cells), to the functions, (…, k).
        gradient : (domains, k, cells) float
            How they move with the domain's shares.
        labels : DataFrame or Columns
            Of the functions, domain by domain.
        """
        domains, k, cells = gradient.shape
        piece, flat = self.piece, value(self.shares).ravel()
        if isinstance(piece.spread, np.ndarray):
            spread: Any = value(piece.spread.reshape(-1, domains, cells)).reshape(-1, domains * k)
        else:
            # a domain's functions move with its own shares alone
            own = map(sparse.csr_array, np.nan_to_num(gradient))
            slope = sparse.block_diag([*own], format="csr").T
            spread = moved(piece.spread, piece.estimate, flat, slope)
        return replace(
            piece.rows(np.arange(domains).repeat(k) * cells),
            labels=labels,
            estimate=flat,
            spread=spread,
            quantity="value",
            alike=None,
        )


def cell_shares(request: Request, names: Sequence[Any]) -> CellShares:
    """Estimate the shares of the cells of some variables; categories of nobody are left out.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown, named twice or without answers, or the table is too large.
    """
    given = tuple(as_names(names, "variable"))
    found = [categories_of(request, name) for name in given]
    twice = next((name for name in given if given.count(name) > 1), None)
    if twice is not None:
        raise ArgumentError(f"{twice!r} is named twice; expected different variables")
    size = prod(len(each.labels) for each in found)
    if size > _MOST_CELLS:
        raise ArgumentError(
            f"the table of {', '.join(map(repr, given))} has {size:,} cells, and at most "
            f"{_MOST_CELLS:,} can be told apart; put categories together, or name fewer variables"
        )
    cells = found[0]
    for each in found[1:]:
        cells = request.source.pair(cells, each)
    piece = share_piece(replace(request, design_effect=False), cells)
    table = np.nan_to_num(piece.estimate).reshape(-1, *(len(each.labels) for each in found))
    there = [
        np.flatnonzero(table.sum(axis=tuple(at for at in range(table.ndim) if at != axis)))
        for axis in range(1, table.ndim)
    ]
    places = np.arange(piece.estimate.size).reshape(table.shape)
    kept = places[np.ix_(np.arange(len(table)), *there)].ravel()
    return CellShares(
        request=request,
        names=given,
        labels=tuple(
            tuple(each.labels[at].tolist()) for each, at in zip(found, there, strict=True)
        ),
        held=vars(piece.rows(kept)),
    )
