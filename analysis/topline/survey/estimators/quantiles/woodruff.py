"""Woodruff's interval: that of the share of people at or below a quantile, read back.

Its limits are the quantiles at the limits of that share, its standard error the width over 2t. The
share's variance comes from the kernel of the design, linearised or replicated. The influence on
the share, times std_error/std_error(share), stands for that on the quantile where quantiles of one
sample are compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ....estimates.estimates import Estimates
from ....estimates.intervals import DATA, INTERVALS, KORN_GRAUBARD, WOODRUFF, limits
from ....estimates.presentation import microdata_reasons
from ....estimates.reason_codes import with_reason
from ....estimates.row_limits import quantile as student
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...engine.ordering import Ordered, ordered
from ...variance.freedom import degrees_of_respondents
from ..assemble import Piece, assemble, refuse_unknown
from ..estimate import words_of
from ..pieces import Frame, answers_of, share_piece
from .rules import QuantileRule, quantile_at

OF_SHARE = [key.removeprefix(WOODRUFF) for key, row in INTERVALS.items() if DATA in row.needs]
"""Names of the share's interval, which are those that R's svyquantile has."""

_BLOCK = 2**16


@dataclass(frozen=True, eq=False)
class Asked:
    """Which quantiles of which variables, how.

    Attributes
    ----------
    names : tuple of str
    q : (k,) float
    rule : QuantileRule
    interval : str or None
    level : float
        Confidence level.
    """

    names: tuple[str, ...]
    q: FloatArray
    rule: QuantileRule
    interval: str | None
    level: float


@dataclass(frozen=True, eq=False)
class _Limits:
    """Limits and standard errors of all quantiles, and the standard error of their shares.

    Outside are those whose share's limits leave 0 to 1; at the edge, those that nobody is above.
    """

    low: FloatArray
    high: FloatArray
    std_error: FloatArray
    of_share: FloatArray
    outside: NDArray[np.bool_]
    edge: NDArray[np.bool_]

    @property
    def unknown(self) -> NDArray[np.bool_]:
        """Which quantiles have no known influence, for their share has no variance."""
        fixed = (self.of_share == 0) & (self.std_error > 0)
        return np.asarray(np.isnan(self.std_error) | np.isnan(self.of_share) | fixed)


def by_woodruff(frame: Frame, asked: Asked) -> Estimates:
    """Estimate quantiles with Woodruff's intervals.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.
    """
    interval = asked.interval or "mean"
    refuse_unknown("interval", interval, OF_SHARE)
    orders = [
        ordered(answers_of(frame, name), frame.weights, frame.domains) for name in asked.names
    ]
    found = [read(order, asked.rule, whole(frame, asked)) for order in orders]
    shares = [
        _share_below(frame, labels_of(frame, name, asked), order, estimate, asked.q)
        for name, order, estimate in zip(asked.names, orders, found, strict=True)
    ]
    ends = _limits(frame, asked, orders, shares)
    pieces = _pieces(frame, shares, [estimate.ravel() for estimate in found], ends)
    how = words_of(frame, "weighted quantile with Woodruff's interval")
    result = assemble(frame, pieces, confidence_level=asked.level, interval=None, how=how)
    return _with_limits(result, ends, WOODRUFF + interval)


def whole(frame: Frame, asked: Asked) -> FloatArray:
    """Return the (g, k) shares asked for, the same in every domain."""
    return np.tile(asked.q, (len(frame.domains), 1))


def read(order: Ordered, rule: QuantileRule, p: FloatArray) -> FloatArray:
    """Return the (g, k) quantiles at shares of each domain."""
    found = np.full(p.shape, np.nan)
    for domain, of in enumerate(order.distributions()):
        if of is not None:
            found[domain] = quantile_at(rule, of, p[domain])
    return found


def labels_of(frame: Frame, name: str, asked: Asked) -> pd.DataFrame:
    """Return the labels of a variable's quantiles, domain by domain."""
    table = frame.domains.labels
    repeated = table.loc[table.index.repeat(len(asked.q))]
    return repeated.assign(outcome=name, quantile=np.tile(asked.q, len(table)))


def _share_below(
    frame: Frame, labels: pd.DataFrame, order: Ordered, at: FloatArray, q: FloatArray
) -> Piece:
    """Return the shares of people at or below the (g, k) quantiles of a variable."""
    domains, k = at.shape
    ascending = np.argsort(q, kind="stable")
    level = _levels(frame, order.y, at[:, ascending])
    parts = share_piece(frame, "", (level, pd.RangeIndex(k + 1)))
    below = np.arange(k + 1)[:, None] <= np.argsort(ascending)
    adder = sparse.kron(sparse.eye_array(domains), below, format="csr")
    above = sparse.kron(sparse.eye_array(domains), ~below, format="csr")
    first = np.arange(domains * k) // k * (k + 1)
    return Piece(
        labels,
        np.clip(1 - np.asarray(above.T @ parts.estimate), 0, 1),
        parts.spread @ adder,
        parts.n[first],
        parts.missing[first],
        parts.weighted[first],
        None,
        "proportion",
        lone=None if parts.lone is None else parts.lone[first],
        df=degrees_of_respondents(frame.design, order).repeat(k),
    )


def _levels(frame: Frame, y: FloatArray, at: FloatArray) -> IntArray:
    """Return how many of its domain's quantiles each answer is above, −1 without an answer."""
    level = np.empty(len(y), dtype=np.int16)
    for start in range(0, len(y), _BLOCK):
        rows = slice(start, start + _BLOCK)
        own = at if frame.domains.code is None else at[frame.domains.code[rows]]
        above = (y[rows, None] > own).sum(axis=1, dtype=np.int16)
        above[np.isnan(y[rows])] = -1
        level[rows] = above
    return level


def _limits(
    frame: Frame, asked: Asked, orders: Sequence[Ordered], shares: Sequence[Piece]
) -> _Limits:
    """Return the quantiles at the limits of the shares' intervals."""
    interval = asked.interval or "mean"
    found = assemble(frame, shares, confidence_level=asked.level, interval=interval, how="")
    table = found.table
    edge = table["estimate"].to_numpy() >= 1
    table.loc[edge, ["ci_low", "ci_high"]] = np.column_stack(
        limits(table[edge].assign(interval=KORN_GRAUBARD))
    )
    lone = np.concatenate([np.asarray(share.lone, dtype=bool) for share in shares])
    low, high = (table[name].mask(lone).to_numpy() for name in ("ci_low", "ci_high"))
    outside = (low < 0) | (high > 1)
    low, high = np.where(low < 0, np.nan, low), np.where(high > 1, np.nan, high)
    back = _read_back(asked, orders, low, high)
    t = student(asked.level, table["df"].to_numpy())
    std_error = (back[1] - back[0]) / (2 * t)
    return _Limits(*back, std_error, table["std_error"].to_numpy(), outside, edge & ~lone)


def _read_back(
    asked: Asked, orders: Sequence[Ordered], low: FloatArray, high: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the quantiles at lower and upper shares, in one pass over each distribution."""
    k = len(asked.q)
    shape = (len(orders), -1, k)
    ends = np.concatenate([low.reshape(shape), high.reshape(shape)], axis=2)
    found = np.stack([read(order, asked.rule, p) for order, p in zip(orders, ends, strict=True)])
    return found[:, :, :k].ravel(), found[:, :, k:].ravel()


def _pieces(
    frame: Frame, shares: Sequence[Piece], estimates: Sequence[FloatArray], found: _Limits
) -> list[Piece]:
    """Return the quantiles, their spread that of the shares in the unit of the quantile."""
    ratio = np.where(found.unknown, 0.0, found.std_error) / np.where(
        found.of_share > 0, found.of_share, 1.0
    )
    parts = zip(shares, estimates, np.split(ratio, len(shares)), strict=True)
    return [
        replace(share, estimate=x, spread=_scaled(frame, share, x, part), quantity="value")
        for share, x, part in parts
    ]


def _scaled(frame: Frame, share: Piece, estimate: FloatArray, ratio: FloatArray) -> Any:
    if isinstance(frame.design, Linearised):
        return share.spread @ sparse.diags_array(ratio)
    return estimate + (share.spread - share.estimate) * ratio


def _with_limits(result: Estimates, found: _Limits, key: str) -> Estimates:
    """Return the estimates with Woodruff's limits and standard errors, and what to know of them."""
    table = result.table.assign(
        std_error=found.std_error, ci_low=found.low, ci_high=found.high, interval=key
    )
    table["cv"] = (table["std_error"] / table["estimate"].abs()).replace(np.inf, np.nan)
    none = table["ci_low"].isna() & table["ci_high"].isna()
    table["interval"] = table["interval"].mask(none)
    table["reasons"] = microdata_reasons(table)
    table = with_reason(with_reason(table, "share_outside", found.outside), "greatest", found.edge)
    return Estimates(table, partial(_covariance, result, found), result.method)


def _covariance(result: Estimates, found: _Limits) -> FloatArray:
    """Return the joint covariance, NaN with quantiles whose share has no variance."""
    matrix = np.array(result.covariance)
    matrix[found.unknown] = np.nan
    matrix[:, found.unknown] = np.nan
    np.fill_diagonal(matrix, found.std_error**2)
    return matrix
