"""From pieces of estimates to one table with its covariance: numbers first, then their reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import logit

from ...estimates.covariance import Cells, Covariance, Whole, Without
from ...estimates.estimates import Estimates
from ...estimates.intervals import DEFAULTS
from ...estimates.presentation import rate_reasons
from ...estimates.row_limits import Columns, Rows
from ...estimates.rows import (
    keys_named,
    microdata_limits,
    microdata_reasons,
    share_size,
    variation,
)
from ...estimates.scale import Scale
from ..data.columns import FloatArray
from ..design.design import Linearised
from ..engine.asked import Domains
from ..engine.totals import Sums
from ..variance.degrees import known_of
from ..variance.kernels import covariance_of, joined_spreads, replicate_covariance
from .request import Request

_BY_ROW = {
    **dict.fromkeys(("estimate", "n", "missing", "weighted"), np.nan),
    **dict.fromkeys(("simple", "deff", "df", "counted"), np.nan),
    **dict.fromkeys(("unknown", "alike", "few"), False),
    "sampled": True,
}
"""What a piece has for each row, and what stands for what is not known of it."""

_ROUNDING = 1e-11
"""Part of an estimate that its standard error must exceed, or it is what rounding leaves."""


@dataclass(frozen=True, eq=False)
class Found:
    """Estimates of each domain, (g,) or (g, k), and their influence by unit or their replicates."""

    estimate: FloatArray
    spread: Any


@dataclass(frozen=True, eq=False)
class Piece:
    """Some estimates before their variance is known.

    Attributes
    ----------
    labels : DataFrame, Columns or None
        One row per estimate: domain columns, outcome, category; None until it is known.
    estimate : (k,) float
    spread : sparse (u, k) or (r, k) float
        Unit totals of the influence, or replicates of the estimates.
    n, missing, weighted : (k,) float
        Respondents with an answer, those without, and the sum of the answers' weights.
    simple : (k,) float or None
        Variance under simple random sampling, for the design effect.
    quantity : str
        "proportion" for shares, else "value".
    deff : (k,) float or None
        Design effect, where it does not come from the variance.
    df : (k,) float or None
        Degrees of freedom; None until they are known.
    counted : (k,) float or None
        Of rates and counts, how many respondents are counted, or effective ones where they are
        fewer; of a rate, in its numerator or denominator.
    sampled : (k,) bool or None
        Whether other respondents might have been drawn.
    unknown, alike : (k,) bool or None
        Whether a variance of 0 says nothing: the respondents of the row are all in one sampled
        unit, or their answers are all the same.
    few : (k,) bool or None
        Whether most of the weight is on few respondents or clusters.
    notes : tuple of str
        What a reader must know of the variables.
    scales : mapping of str to Scale
        What the order of the categories is, by the outcome.
    """

    labels: Rows | None
    estimate: FloatArray
    spread: Any
    n: FloatArray
    missing: FloatArray
    weighted: FloatArray
    simple: FloatArray | None = None
    quantity: str = "value"
    deff: FloatArray | None = None
    df: FloatArray | None = None
    counted: FloatArray | None = None
    sampled: NDArray[np.bool_] | None = None
    unknown: NDArray[np.bool_] | None = None
    alike: NDArray[np.bool_] | None = None
    few: NDArray[np.bool_] | None = None
    notes: tuple[str, ...] = ()
    scales: Mapping[Any, Scale] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request, sums: Sums, found: Found) -> "Piece":
        """Return estimates of the respondents of a request's sums, domain by domain."""
        whole = request.df == "design"
        known = known_of(request.design, request.source, request.domains, sums, whole)
        k = found.estimate.size // len(sums.n)
        return cls(
            labels=None,
            estimate=found.estimate.ravel(),
            spread=found.spread,
            n=np.repeat(sums.n, k),
            missing=np.repeat(sums.missing, k),
            weighted=np.repeat(sums.total[0].sum(axis=1), k),
            df=np.repeat(known.df, k),
            sampled=np.repeat(known.sampled, k),
            unknown=np.repeat(known.lone, k),
            few=np.repeat(known.few, k),
        )

    def rows(self, at: Any) -> "Piece":
        """Return some of the estimates."""
        known = {name: getattr(self, name) for name in _BY_ROW}
        return replace(
            self,
            labels=None if self.labels is None else Columns.of(self.labels).at(at),
            spread=self.spread[:, at],
            **{name: value[at] for name, value in known.items() if value is not None},
        )


def labels_of(domains: Domains, k: int, **more: Any) -> Columns:
    """Return the labels of k estimates of each domain, domain by domain, and what else they are."""
    each = np.repeat(np.arange(len(domains.labels)), k)
    return Columns(Columns.of(domains.labels).at(each), **more)


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces of one quantity as one, in their order."""
    arrays: dict[str, Any] = {}
    for name, unknown in _BY_ROW.items():
        own = [getattr(piece, name) for piece in pieces]
        if any(value is not None for value in own):
            arrays[name] = np.concatenate(
                [
                    np.full(len(piece.estimate), unknown) if value is None else value
                    for value, piece in zip(own, pieces, strict=True)
                ]
            )
    labels = [pd.DataFrame(piece.labels) for piece in pieces if piece.labels is not None]
    return Piece(
        labels=pd.concat(labels, ignore_index=True) if labels else None,
        spread=joined_spreads(
            [piece.spread for piece in pieces], [len(piece.estimate) for piece in pieces]
        ),
        quantity=pieces[0].quantity,
        notes=tuple(note for piece in pieces for note in piece.notes),
        scales={name: scale for piece in pieces for name, scale in piece.scales.items()},
        **arrays,
    )


@dataclass(frozen=True, eq=False)
class Numbers:
    """What the design's kernel makes of a piece, as arrays.

    Attributes
    ----------
    piece : Piece
    covariance : Covariance
        Its matrix is made when a cell is asked for.
    std_error, df, deff, n_effective : (k,) float
    whole : (k,) bool
        Whether all respondents were drawn for certain, so that nobody else might have answered.
    few : (k,) bool
        Whether few respondents or clusters have most of the weight.
    """

    piece: Piece
    covariance: Covariance
    std_error: FloatArray
    df: FloatArray
    deff: FloatArray
    n_effective: FloatArray
    whole: NDArray[np.bool_]
    few: NDArray[np.bool_]


def numbers_of(request: Request, pieces: Sequence[Piece]) -> Numbers:
    """Return standard errors, degrees of freedom, design effects and effective sizes."""
    piece = pieces[0] if len(pieces) == 1 else joined(pieces)
    p, n, share = piece.estimate, piece.n, piece.quantity == "proportion"
    joint = covariance_of(request.design, piece.spread, p)
    error = np.sqrt(np.where(joint.variance < 0, np.nan, joint.variance))
    # what is left of a number the design fixes is rounding, hence 0
    error = np.where(error <= _ROUNDING * np.abs(p), 0.0, error)
    sampled = np.asarray(True if piece.sampled is None else piece.sampled)
    whole = ~sampled & (error == 0) & (n > 0)
    unknown = np.isnan(p) | np.isnan(error)
    for said in (piece.unknown, piece.alike):
        unknown |= False if said is None else said
    if piece.unknown is not None and not isinstance(request.design, Linearised):
        # replicates that move nothing, where units may be left of which nobody answered
        at_edge = share & ((p == 0) | (p == 1))
        unknown |= (error == 0) & (piece.missing > 0) & sampled & ~at_edge
    error = np.where(unknown, np.nan, error)
    assert piece.df is not None
    deff = np.full(len(p), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        if piece.simple is not None:
            deff = error**2 / piece.simple
        if piece.deff is not None:
            deff = np.where(np.isnan(piece.deff), deff, piece.deff)
        deff[np.isinf(deff)] = np.nan  # a sample at random would know for certain
        size = share_size(p, error**2, np.where(whole, np.inf, n)) if share else n / deff
    cells: Cells = joint.cells or Whole(len(p), joint.matrix)
    return Numbers(
        piece=piece,
        covariance=Covariance(len(p), Without(cells, unknown) if unknown.any() else cells),
        std_error=error,
        df=piece.df,
        deff=deff,
        n_effective=np.where((n > 0) & ~unknown, size, np.nan),
        whole=whole & ~unknown,
        few=~unknown & (False if piece.few is None else piece.few),
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
    request: Request, pieces: Sequence[Piece], how: str, reason: str | None = None
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
    also |= {"drawn_whole": numbers.whole, "few_effective": numbers.few}
    columns["reasons"] = microdata_reasons(columns, piece.alike, also)
    return Estimates(columns, numbers.covariance, how, **request.said(piece.notes, piece.scales))
