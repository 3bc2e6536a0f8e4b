"""Estimates before their variance is known: numbers, and how units or replicates move them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ...estimates.row_limits import Columns, Rows
from ...estimates.scale import Scale
from ...values import Value
from ..data.columns import FloatArray
from ..engine.asked import Domains
from ..engine.totals import Sums
from ..variance.degrees import known_of
from ..variance.row_units import RowSpread, joined_spreads
from .request import Request

_BY_ROW = {
    **dict.fromkeys(("estimate", "n", "missing", "weighted"), np.nan),
    **dict.fromkeys(("simple", "deff", "df", "counted"), np.nan),
    **dict.fromkeys(("sampled", "unknown", "alike"), False),
}
"""What a piece has for each row, and what stands for what is not known of it."""


@dataclass(frozen=True, eq=False)
class Found:
    """Estimates of each domain, (g,) or (g, k), and their influence by unit or their replicates."""

    estimate: FloatArray
    spread: Any


@dataclass(frozen=True, eq=False)
class Piece(Value):
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
    spreads = [piece.spread for piece in pieces]
    spread: Any
    if isinstance(spreads[0], RowSpread):
        spread = joined_spreads(spreads)
    elif isinstance(spreads[0], np.ndarray):
        spread = np.hstack(spreads)
    else:
        spread = sparse.hstack(spreads, format="csc")
    labels = [pd.DataFrame(piece.labels) for piece in pieces if piece.labels is not None]
    return Piece(
        labels=pd.concat(labels, ignore_index=True) if labels else None,
        spread=spread,
        quantity=pieces[0].quantity,
        notes=tuple(note for piece in pieces for note in piece.notes),
        scales={name: scale for piece in pieces for name, scale in piece.scales.items()},
        **arrays,
    )
