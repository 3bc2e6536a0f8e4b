"""Sums over the rows of a model, by sampled unit: of influence, of scores, of working residuals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ....statistics.core.blocks import Matrix, RepeatedRows
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...engine.asked import Asked, Categories, Variable
from ...engine.totals import Sums
from ...estimators.request import Request
from ...variance.kernels import cell_totals
from .rows import ModelRows

_CELLS = 2**20
"""Cells of units by distinct rows that are always worth having."""


@dataclass(frozen=True, eq=False)
class _OfUsed:
    """A column of the rows used as one of all rows, NaN elsewhere: made where it is asked for.

    Attributes
    ----------
    x : (m, p) Matrix
    column : int
    place : (n,) int or None
        Which of the rows used each row is, −1 of none; None where all are.
    """

    x: Matrix
    column: int
    place: IntArray | None

    def __getitem__(self, at: Any) -> FloatArray:
        """Return some rows."""
        if self.place is None:
            return np.asarray(self.x[at, self.column])
        own = self.place[at]
        return np.where(own < 0, np.nan, self.x[own, self.column])


def plain_sums(request: Request, rows: ModelRows) -> Sums:
    """Count the rows used, and add their weights up."""
    used = Variable("used", _spread(rows, np.broadcast_to(1.0, len(rows.at))))
    return request.source.sums(Asked(request.domains, (used,)))


def unit_totals_of(request: Request, rows: ModelRows, influence: FloatArray) -> Any:
    """Return the unit totals of the (m, k) influence of the rows used, of a linearised design."""
    return score_sums(request, rows, influence)[1]


def score_sums(request: Request, rows: ModelRows, scores: FloatArray) -> tuple[Sums, Any]:
    """Return sums of what each row used adds to each score (m, k), and their unit totals."""
    sums = _sums(request, [Variable("score", _spread(rows, own)) for own in scores.T])
    assert sums.linear is not None
    return sums, _totals(request, sums, sums.linear.sums[1:, :, 0].T)


def working_sums(
    request: Request, rows: ModelRows, x: Matrix, working: FloatArray
) -> tuple[Sums, Any]:
    """Return sums of a working residual (m,) times each predictor (m, k), and their unit totals.

    Of rows that are alike the residuals are added up first, where these sums are no more than rows.
    """
    codes = rows.rows.codes
    residual = Variable("working", _spread(rows, working))
    cells = codes.units * len(x.distinct) if isinstance(x, RepeatedRows) else np.inf
    if isinstance(x, RepeatedRows) and not codes.auxiliaries and cells <= max(_CELLS, len(x)):
        sums = _sums(request, [residual], _alike(rows, x))
        assert sums.linear is not None
        influence = sums.linear.sums[1] @ x.distinct
    else:
        place = None
        if not rows.every:
            # which of the rows used each of all rows is, −1 of none
            place = np.full(len(rows.rows), -1, dtype=np.int32)
            place[rows.at] = np.arange(len(rows.at))
        columns = [Variable("predictor", _OfUsed(x, at, place)) for at in range(x.shape[1])]
        asked = Asked(
            domains=request.domains,
            variables=(residual, *columns),
            terms=lambda own, *each: [own * predictor for predictor in each],
        )
        sums = request.source.sums(asked)
        assert sums.linear is not None
        influence = sums.linear.sums[1:, :, 0].T
    return sums, _totals(request, sums, influence)


def sums_by_row(request: Request, rows: ModelRows, x: RepeatedRows) -> FloatArray:
    """Return the weights, and weighted outcomes, of each distinct row by replicate, (2, d, r)."""
    outcome = Variable("outcome", _spread(rows, rows.outcome))
    asked = Asked(
        domains=request.domains,
        variables=(outcome,),
        terms=lambda own: [own],
        categories=_alike(rows, x),
        repeated=1,
    )
    sums = request.source.sums(asked)
    assert sums.again is not None
    return sums.again[:, 0]


def _sums(
    request: Request, variables: Sequence[Variable], categories: Categories | None = None
) -> Sums:
    """Add variables up as they are, each a term."""
    asked = Asked(request.domains, tuple(variables), lambda *terms: terms, categories)
    return request.source.sums(asked)


def _totals(request: Request, sums: Sums, influence: FloatArray) -> Any:
    assert isinstance(request.design, Linearised)
    return cell_totals(request.design, sums, influence)


def _alike(rows: ModelRows, x: RepeatedRows) -> Categories:
    """Return the distinct row that each of all rows is, as its category."""
    code = x.place
    if not rows.every:
        code = np.full(len(rows.rows), -1)
        code[rows.at] = x.place
    return Categories(pd.RangeIndex(len(x.distinct)), code)


def _spread(rows: ModelRows, values: FloatArray) -> FloatArray:
    """Return values of the rows used as those of all, NaN elsewhere."""
    if rows.every:
        return values
    own = np.full(len(rows.rows), np.nan)
    own[rows.at] = values
    return own
