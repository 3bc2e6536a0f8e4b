"""Woodruff's interval: that of the share of people at or below a quantile, read back.

Its limits are the quantiles at the limits of that share, its standard error the width over 2t. The
share's variance comes from the kernel of the design, linearised or replicated. The influence on
the share, times std_error/std_error(share), stands for that on the quantile where quantiles of one
sample are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ....estimates.covariance import Covariance, Whole
from ....estimates.estimates import Estimates
from ....estimates.intervals import DATA, INTERVALS, KORN_GRAUBARD, WOODRUFF
from ....estimates.reason_codes import with_reason
from ....estimates.row_limits import quantile as student
from ....estimates.rows import limits, microdata_reasons, named
from ...data.columns import FloatArray
from ...engine.source import Order
from ...variance.degrees import degrees_of_respondents
from ..assemble import Numbers, Piece, columns_of, numbers_of, said_of
from ..request import Request, refuse_unknown, variable_of, words_of
from ..shares import share_piece
from .rules import QuantilesAsked, read

OF_SHARE = [key.removeprefix(WOODRUFF) for key, row in INTERVALS.items() if DATA in row.needs]
"""Names of the share's interval, which are those that R's svyquantile has."""


@dataclass(frozen=True, eq=False)
class _Limits:
    """Limits and standard errors of all quantiles.

    Outside are those whose share's limits leave 0 to 1; at the edge, those that nobody is above.
    """

    low: FloatArray
    high: FloatArray
    std_error: FloatArray
    outside: NDArray[np.bool_]
    edge: NDArray[np.bool_]


def by_woodruff(request: Request, asked: QuantilesAsked) -> Estimates:
    """Estimate quantiles with Woodruff's intervals.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.
    """
    interval = request.interval or "mean"
    refuse_unknown("interval", interval, OF_SHARE)
    variables = [variable_of(request, name) for name in asked.names]
    orders = [request.source.ordered(each, request.domains) for each in variables]
    found = [asked.read(order, request.domains) for order in orders]
    pieces = [
        replace(
            _share_below(request, order, at, asked.q),
            labels=asked.labels(each.name, request.domains),
            notes=each.notes,
            scales={},
        )
        for each, order, at in zip(variables, orders, found, strict=True)
    ]
    shares = numbers_of(request, pieces)
    ends = _limits(request, asked, orders, shares)
    nothing = np.full(len(shares.std_error), np.nan)
    numbers = replace(
        shares,
        piece=replace(shares.piece, estimate=np.concatenate(found).ravel(), quantity="value"),
        std_error=ends.std_error,
        deff=nothing,
        n_effective=nothing,
    )
    table = pd.DataFrame(columns_of(numbers, request.confidence_level))
    table["ci_low"], table["ci_high"] = ends.low, ends.high
    none = np.isnan(ends.low) & np.isnan(ends.high)
    table["interval"] = pd.Series(WOODRUFF + interval, table.index).mask(none)
    table["reasons"] = microdata_reasons(table)
    table = with_reason(with_reason(table, "share_outside", ends.outside), "greatest", ends.edge)
    how = words_of(request, "weighted quantile with Woodruff's interval")
    joint = Covariance(len(table), Whole(len(table), partial(_covariance, shares, ends)))
    return Estimates(table, joint, how, **said_of(request, numbers.piece))


def _share_below(request: Request, order: Order, at: FloatArray, q: FloatArray) -> Piece:
    """Return the shares of people at or below the (g, k) quantiles of a variable."""
    domains, k = at.shape
    ascending = np.argsort(q, kind="stable")
    parts = share_piece(request, order.above(at[:, ascending]))
    below = np.arange(k + 1)[:, None] <= np.argsort(ascending)
    adder = sparse.kron(sparse.eye_array(domains), below, format="csr")
    # 1 less the share above has fewer rounding errors than the sum of those below
    above = sparse.kron(sparse.eye_array(domains), ~below, format="csr")
    first = np.arange(domains * k) // k * (k + 1)
    return replace(
        parts.rows(first),
        estimate=np.clip(1 - np.asarray(above.T @ parts.estimate), 0, 1),
        spread=parts.spread @ adder,
        df=degrees_of_respondents(
            request.design, request.source, order, request.df == "design"
        ).repeat(k),
    )


def _limits(
    request: Request, asked: QuantilesAsked, orders: Sequence[Order], shares: Numbers
) -> _Limits:
    """Return the quantiles at the limits of the shares' intervals."""
    piece, level, error = shares.piece, request.confidence_level, shares.std_error
    key = named(request.interval or "mean", "proportion").key
    edge = piece.estimate >= 1
    rows = pd.DataFrame(
        {
            "estimate": piece.estimate,
            "std_error": error,
            "df": shares.df,
            "n": piece.n,
            "n_effective": shares.n_effective,
            "confidence_level": level,
            # nobody is at or below, or above: the others would have no width
            "interval": np.where(edge | (piece.estimate <= 0) & (key != "t"), KORN_GRAUBARD, key),
        }
    )
    low, high = (np.asarray(end, dtype=float) for end in limits(rows))
    unknown = np.isnan(error) & ~edge
    if piece.unknown is not None:
        unknown |= piece.unknown
        edge &= ~piece.unknown
    low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
    outside = (low < 0) | (high > 1)
    low, high = np.where(low < 0, np.nan, low), np.where(high > 1, np.nan, high)
    k = len(asked.q)
    shape = (len(orders), -1, k)
    # lower and upper limits are read in one pass over each distribution
    ends = np.concatenate([low.reshape(shape), high.reshape(shape)], axis=2)
    back = np.stack([read(order, asked.rule, p) for order, p in zip(orders, ends, strict=True)])
    start, end = back[:, :, :k].ravel(), back[:, :, k:].ravel()
    return _Limits(
        low=start,
        high=end,
        std_error=(end - start) / (2 * student(level, shares.df)),
        outside=outside,
        edge=edge,
    )


def _covariance(shares: Numbers, ends: _Limits) -> FloatArray:
    """Return that of the shares in the unit of the quantiles, NaN where a share has no variance."""
    own, error = ends.std_error, shares.std_error
    fixed = (error == 0) & (own > 0)
    unknown = np.isnan(own) | np.isnan(error) | fixed
    ratio = np.where(unknown, np.nan, own) / np.where(error > 0, error, 1.0)
    matrix = np.asarray(shares.covariance * ratio * ratio[:, None])
    np.fill_diagonal(matrix, own**2)
    return matrix
