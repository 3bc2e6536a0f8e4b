"""Quantiles whose variance is that of the quantiles under each replicate weight."""

from dataclasses import replace

import numpy as np

from ....errors import ArgumentError
from ....estimates.estimates import Estimates
from ...design.design import Linearised
from ...design.replicate_methods import REPLICATE_METHODS
from ...variance.degrees import degrees_of_respondents
from ..assemble import Found, Piece, assemble
from ..request import Request, variable_of, words_of
from .rules import QuantilesAsked, quantile_at


def by_replicates(request: Request, asked: QuantilesAsked) -> Estimates:
    """Estimate quantiles with the variance of their replicates.

    Raises
    ------
    ArgumentError, DataError
        When there are no replicate weights, or a column is unknown or holds no numbers.
    """
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
        estimate = asked.read(order)
        sums, near = order.near(asked.q, asked.rule.local)
        again = np.full((replicates, *estimate.shape), np.nan)
        for part in near:
            found = quantile_at(asked.rule, part.distribution, asked.q[part.share])
            again[part.replicates, part.domain, part.share] = found
        df = degrees_of_respondents(
            design, request.source, request.domains, order, request.df == "design"
        )
        piece = replace(
            Piece.of(request, sums, Found(estimate, again.reshape(replicates, -1))),
            labels=asked.labels(name, request.domains),
            notes=variable.notes,
            df=df.repeat(k),
        )
        pieces.append(piece)
    reason = None if REPLICATE_METHODS[design.method].for_quantiles else "jackknife"
    return assemble(request, pieces, words_of(request, "weighted quantile"), reason)
