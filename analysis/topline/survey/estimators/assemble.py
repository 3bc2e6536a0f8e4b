"""From pieces of estimates to one table with its covariance: numbers first, then their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import logit

from ...estimates.covariance import Cells, Covariance, Whole, Without
from ...estimates.estimates import Estimates
from ...estimates.intervals import DEFAULTS
from ...estimates.presentation import rate_reasons
from ...estimates.row_limits import Columns
from ...estimates.rows import (
    keys_named,
    microdata_limits,
    microdata_reasons,
    share_size,
    variation,
)
from ..data.columns import FloatArray
from ..design.design import Linearised
from ..variance.kernels import covariance_of, replicate_covariance
from .pieces import Piece, joined
from .request import Request

_ROUNDING = 1e-11
"""Part of an estimate that its standard error must exceed, or it is what rounding leaves."""


@dataclass(frozen=True, eq=False)
class Numbers:
    """What the design's kernel makes of a piece, as arrays.

    Attributes
    ----------
    piece : Piece
    covariance : Covariance
        Its matrix is made when a cell is asked for.
    std_error, df, deff, n_effective : (k,) float
    """

    piece: Piece
    covariance: Covariance
    std_error: FloatArray
    df: FloatArray
    deff: FloatArray
    n_effective: FloatArray


def numbers_of(request: Request, pieces: Sequence[Piece]) -> Numbers:
    """Return standard errors, degrees of freedom, design effects and effective sizes."""
    piece = pieces[0] if len(pieces) == 1 else joined(pieces)
    p, n, share = piece.estimate, piece.n, piece.quantity == "proportion"
    joint = covariance_of(request.design, piece.spread, p)
    variance = joint.variance
    error = np.sqrt(np.where(variance < 0, np.nan, variance))
    # what is left of a number the design fixes is rounding, hence 0
    error = np.where(error <= _ROUNDING * np.abs(p), 0.0, error)
    unknown = np.isnan(p)
    for said in (piece.unknown, piece.alike):
        unknown |= False if said is None else said
    if piece.unknown is not None and not isinstance(request.design, Linearised):
        # replicates that move nothing, where units may be left of which nobody answered
        unknown |= (error == 0) & (piece.missing > 0) & ~(share & ((p == 0) | (p == 1)))
    error = np.where(unknown, np.nan, error)
    assert piece.df is not None
    deff = np.full(len(p), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        if piece.simple is not None:
            deff = error**2 / piece.simple
        if piece.deff is not None:
            deff = np.where(np.isnan(piece.deff), deff, piece.deff)
        size = share_size(p, error**2, n) if share else n / deff
    cells: Cells = Whole(len(p), joint.matrix)
    return Numbers(
        piece=piece,
        covariance=Covariance(len(p), Without(cells, unknown) if unknown.any() else cells),
        std_error=error,
        df=piece.df,
        deff=np.where(np.isfinite(deff), deff, np.nan),
        n_effective=np.where((n > 0) & ~unknown, size, np.nan),
    )


def columns_of(numbers: Numbers, confidence_level: float) -> Columns:
    """Return the labels and numbers of a table of estimates, without their limits."""
    piece, error, k = numbers.piece, numbers.std_error, len(numbers.std_error)
    assert piece.labels is not None
    return Columns(
        {str(name): own for name, own in Columns.of(piece.labels).items()},
        estimate=piece.estimate,
        n=piece.n.astype(np.int64),
        n_missing=piece.missing.astype(np.int64),
        n_weighted=piece.weighted,
        quantity=np.full(k, piece.quantity, dtype=object),
        deff=numbers.deff,
        df=numbers.df,
        std_error=error,
        n_effective=numbers.n_effective,
        cv=variation(error, piece.estimate),
        confidence_level=np.full(k, confidence_level),
    )


def assemble(
    request: Request,
    pieces: Sequence[Piece],
    how: str,
    reason: str | None = None,
) -> Estimates:
    """Build the Estimates of some pieces, in their order.

    Parameters
    ----------
    request : Request
    pieces : sequence of Piece
    how : str
        How they are made, in words.
    reason : str, optional
        Code of a reason that all of them have.

    Raises
    ------
    ArgumentError
        When the interval method is unknown.
    """
    numbers = numbers_of(request, pieces)
    columns = columns_of(numbers, request.confidence_level)
    piece, design = numbers.piece, request.design
    if piece.quantity == "proportion" and not isinstance(design, Linearised):
        # kept even where another interval is asked for, so that "logit" can be later
        with np.errstate(divide="ignore", invalid="ignore"):
            again, estimate = logit(piece.spread), logit(piece.estimate)
        usable = np.isfinite(again).all(axis=0) & np.isfinite(estimate)
        again, estimate = np.where(usable, again, np.nan), np.where(usable, estimate, np.nan)
        of_logits = replicate_covariance(again, estimate, design.factors, design.centre)
        columns["logit_std_error"] = np.sqrt(of_logits.variance)
    name = DEFAULTS[piece.quantity] if request.interval is None else request.interval
    columns |= microdata_limits(columns, keys_named(columns, name, piece.quantity))
    also = {} if piece.counted is None else rate_reasons(columns, piece.counted)
    if reason is not None:
        also[reason] = ~np.isnan(piece.estimate)
    columns["reasons"] = microdata_reasons(columns, piece.alike, also)
    return Estimates(columns, numbers.covariance, how, **said_of(request, piece))


def with_table(found: Estimates, table: pd.DataFrame) -> Estimates:
    """Return estimates with another table of the same rows, as one with further columns."""
    return Estimates(
        table,
        found.covariance,
        found.method,
        notes=found.notes,
        scales=found.scales,
        most_df=found.most_df,
        sample_type=found.sample_type,
    )


def said_of(request: Request, piece: Piece) -> dict[str, Any]:
    """Return what is said of some estimates as a whole: notes and scales, their domains' too."""
    domains = request.domains
    return {
        "notes": (*domains.notes, *piece.notes),
        "scales": {**domains.scales, **piece.scales},
        "most_df": request.design.df,
        "sample_type": request.design.sample_type,
    }
