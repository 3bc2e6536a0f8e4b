"""Quantiles and medians of numeric variables."""

from dataclasses import replace
from typing import Any

import numpy as np

from ....arguments import described
from ....errors import ArgumentError
from ....estimates.estimates import Estimates
from ....statistics.core.arguments import broadcast
from ...data.columns import FloatArray, as_names
from ...design.design import Linearised
from ...design.replicate_methods import REPLICATE_METHODS
from ...variance.degrees import degrees_of_respondents
from ..assemble import Piece, assemble, knowledge
from ..request import Request, refuse_unknown, variable_of, words_of
from .rules import RULES, QuantilesAsked, quantile_at
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
    (shares,), _ = broadcast(q=q)
    shares = np.atleast_1d(shares)
    if shares.ndim != 1 or not shares.size or not ((shares >= 0) & (shares <= 1)).all():
        raise ArgumentError(
            f"q is {described(q)}; expected shares from 0 to 1, such as 0.5 or [0.25, 0.75]"
        )
    names = tuple(as_names(variables, "variable"))
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
    k, replicates = len(asked.q), len(design.factors)
    pieces = []
    for name in asked.names:
        variable = variable_of(request, name)
        order = request.source.ordered(variable, request.domains)
        estimate = asked.read(order, request.domains)
        sums, near = order.near(asked.q, asked.rule.local)
        again: FloatArray = np.full((replicates, *estimate.shape), np.nan)
        for part in near:
            found = quantile_at(asked.rule, part.distribution, asked.q[part.share])
            again[part.replicates, part.domain, part.share] = found
        known = knowledge(request, sums)
        piece = replace(
            Piece.of(sums, estimate, again.reshape(replicates, -1)).with_knowledge(known),
            labels=asked.labels(name, request.domains),
            notes=variable.notes,
            df=degrees_of_respondents(design, request.source, order, request.df == "design").repeat(
                k
            ),
        )
        pieces.append(piece)
    reason = None if REPLICATE_METHODS[design.method].for_quantiles else "jackknife"
    return assemble(request, pieces, words_of(request, "weighted quantile"), reason)
