"""Quantiles and medians of numeric variables."""

from dataclasses import replace
from typing import Any

import numpy as np

from ....errors import ArgumentError
from ....estimates.estimates import Estimates
from ....estimates.reason_codes import with_reason
from ...data.columns import FloatArray, as_names
from ...design.design import Linearised
from ...design.replicate_methods import REPLICATE_METHODS
from ...variance.freedom import degrees_of_respondents
from ..assemble import Piece, assembled
from ..request import Request, refuse_unknown, variable_of, words_of
from .reading import QuantilesAsked, labels_of, read
from .rules import RULES, quantile_at
from .woodruff import by_woodruff

METHODS = ("woodruff", "replicate")


def estimate_quantiles(
    request: Request, variables: Any, q: Any, rule: str, method: str
) -> Estimates:
    """Estimate quantiles; see ``Survey.quantile``.

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, or an option is not legal.
    """
    refuse_unknown("method", method, METHODS)
    refuse_unknown("rule", rule, list(RULES))
    if request.design_effect:
        raise ArgumentError(
            "design_effect is for means, totals and shares, not for quantiles; leave it out"
        )
    try:
        shares = np.atleast_1d(np.asarray(q, dtype=float))
    except (TypeError, ValueError):
        shares = np.empty(0)
    if shares.ndim != 1 or not shares.size or not ((shares >= 0) & (shares <= 1)).all():
        raise ArgumentError(f"q is {q!r}; expected shares from 0 to 1, such as 0.5 or [0.25, 0.75]")
    names = tuple(as_names(variables))
    if not names:
        raise ArgumentError("no variables are named; give a column or a list of columns")
    asked = QuantilesAsked(names, shares, RULES[rule])
    make = by_woodruff if method == "woodruff" else _by_replicates
    return make(request, asked)


def _by_replicates(request: Request, asked: QuantilesAsked) -> Estimates:
    """Estimate quantiles with the variance of their replicates."""
    design = request.design
    if isinstance(design, Linearised):
        raise ArgumentError(
            "method='replicate' needs replicate weights; make them with .to_replicates, or choose "
            "method='woodruff'"
        )
    pieces = [_piece(request, name, asked) for name in asked.names]
    numbers, table = assembled(request, pieces)
    if not REPLICATE_METHODS[design.method].for_quantiles:
        table = with_reason(table, "jackknife", table["estimate"].notna())
    return Estimates(table, numbers.covariance.matrix, words_of(request, "weighted quantile"))


def _piece(request: Request, name: Any, asked: QuantilesAsked) -> Piece:
    assert not isinstance(request.design, Linearised)
    order = request.source.ordered(variable_of(request, name), request.domains)
    estimate = read(order, asked.rule, asked.everywhere(request))
    k, replicates = len(asked.q), len(request.design.factors)
    sums, near = order.near(asked.q, asked.rule.local)
    again: FloatArray = np.full((replicates, *estimate.shape), np.nan)
    for part in near:
        found = quantile_at(asked.rule, part.distribution, asked.q[part.share])
        again[part.replicates, part.domain, part.share] = found
    piece = Piece(
        labels=labels_of(request, name, asked),
        estimate=estimate.ravel(),
        spread=again.reshape(replicates, -1),
        n=np.repeat(sums.n, k),
        missing=np.repeat(sums.missing, k),
        weighted=np.repeat(sums.weighted, k),
        lone=np.repeat(sums.lone, k),
    )
    df = degrees_of_respondents(request.design, request.source, order)
    return replace(piece, df=df.repeat(k))
