"""Gini coefficients, Lorenz curves and ratios of shares: measures of answers in order.

Each respondent's influence is added up by sampled unit like that of any other estimate; with
replicate weights the measure is taken again under each.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ....errors import ArgumentError
from ....estimates.estimates import Estimates
from ....statistics.inequality.ordered import OrderedMeasure
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...engine.asked import Asked, Variable
from ...engine.ordering import Ordered
from ...variance.kernels import cell_totals
from ..assemble import Found, Piece, assemble
from ..request import Request, variable_of, words_of

_MOST_MOVED = 2**27
"""Respondents times numbers of a measure, for each moves each: 1 GiB, several times over."""

_TABLE = 2**22
"""Cells of replicate weights that are taken out of their columns at once."""


def estimate_ordered(
    request: Request,
    measure: OrderedMeasure,
    names: Sequence[Any],
    shares: FloatArray | None = None,
) -> Estimates:
    """Estimate a measure of each variable in each domain.

    Parameters
    ----------
    request : Request
    measure : OrderedMeasure
    names : sequence of str
    shares : (k,) float, optional
        What each of its k numbers is at, for the column "quantile".

    Raises
    ------
    ArgumentError, DataError
        When a column is unknown or holds no numbers, an option is not legal, or the rows cannot be
        put in order one by one.
    """
    refuse_design_effect(request, measure.label)
    pieces = [_piece(request, measure, name, shares) for name in names]
    return _with_undefined(assemble(request, pieces, words_of(request, measure.label)))


def _with_undefined(found: Estimates) -> Estimates:
    """Return estimates that say where a measure is not defined, as shares of a total below 0."""
    table = found.table.drop(columns="flag")
    none = table["estimate"].isna() & (table["n"] > 0)
    if not none.any():
        return found
    told = table["reasons"].str.replace(r"\bno_variance\b ?", "", regex=True).str.strip()
    table["reasons"] = table["reasons"].mask(none, (told + " undefined").str.strip())
    kept = {name: getattr(found, name) for name in ("notes", "scales", "most_df", "sample_type")}
    return Estimates(table, found.covariance, found.method, **kept)


def refuse_design_effect(request: Request, label: str) -> None:
    """Refuse a design effect of what has no formula under simple random sampling.

    Raises
    ------
    ArgumentError
    """
    if request.design_effect:
        raise ArgumentError(
            f"design_effect is for means, totals and shares, not for a {label}; leave it out"
        )


def _piece(
    request: Request, measure: OrderedMeasure, name: Any, shares: FloatArray | None
) -> Piece:
    variable = variable_of(request, name)
    order = request.source.ordered(variable, request.domains)
    if not isinstance(order, Ordered):
        raise ArgumentError(
            "the rows are not in memory, and this looks at every one of them in order; read the "
            "columns it is about into memory first"
        )
    k, domains = 1 if shares is None else len(shares), list(order.domains())
    if k * len(order.y) > _MOST_MOVED:
        raise ArgumentError(
            f"{k:,} shares of {len(order.y):,} respondents need {k * len(order.y) * 8 // 2**20:,} "
            "MiB several times over; name fewer shares, such as tenths"
        )
    estimate = np.full((len(domains), k), np.nan)
    alike = np.zeros(len(domains), dtype=bool)
    moved = [Variable(variable.name, variable.rows)]
    influence = np.full((k, len(order.y)), np.nan)
    for number, rows in enumerate(domains):
        rows = rows[order.weights[rows] > 0]
        if len(rows):
            y, w = order.y[rows], order.weights[rows]
            estimate[number] = measure.value(y, w[:, None])[:, 0]
            alike[number] = len(y) > 1 and y[0] == y[-1]
            if order.replicates is None:
                # what is not defined is moved by nobody, though they answered
                given = ~np.isnan(estimate[number])
                influence[:, rows] = np.where(given[:, None], measure.influence(y, w).T, 0.0)
    design = request.design
    if isinstance(design, Linearised):
        # who weighs nothing moves nothing, and has answered
        influence[:, ~np.isnan(order.y) & (order.weights == 0)] = 0
        moved += [Variable("influence", own) for own in influence]
    asked = Asked(request.domains, tuple(moved), terms=lambda _, *terms: terms)
    sums = request.source.sums(asked)
    if isinstance(design, Linearised):
        assert sums.linear is not None
        found = Found(estimate, cell_totals(design, sums, sums.linear.sums[1:, :, 0].T))
    else:
        found = Found(estimate, _replicates(order, measure, domains, k))
    piece = Piece.of(request, sums, found)
    labels = request.domains.labels.assign(outcome=name)
    if shares is not None:
        labels = labels.loc[labels.index.repeat(k)].assign(quantile=np.tile(shares, len(labels)))
    return replace(
        piece,
        labels=labels,
        alike=np.repeat(alike, k) & np.asarray(piece.sampled),
        notes=variable.notes,
    )


def _replicates(
    order: Ordered, measure: OrderedMeasure, domains: Sequence[IntArray], k: int
) -> FloatArray:
    """Return the measure of each domain under each replicate weight, (r, g·k)."""
    assert order.replicates is not None
    count = int(order.replicates.shape[1])
    again = np.full((count, len(domains), k), np.nan)
    for number, rows in enumerate(domains):
        step = max(1, _TABLE // max(len(rows), 1))
        for first in range(0, count, step) if len(rows) else ():
            some = slice(first, first + step)
            own = np.asarray(order.replicates[rows, some])
            with np.errstate(divide="ignore", invalid="ignore"):
                again[some, number] = measure.value(order.y[rows], own).T
    return again.reshape(count, -1)
