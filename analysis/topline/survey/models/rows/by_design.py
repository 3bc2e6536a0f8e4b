"""What a fit's variance comes from, whatever was fitted: unit totals, or a fit by replicate."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ....estimates.reasons import REASONS
from ....formulas.coding import Coded
from ....language.message import Message
from ....statistics.core.blocks import Matrix
from ....statistics.models.glm import GlmFit
from ....statistics.models.likelihood import LikelihoodFit
from ....values import Value
from ...data.columns import FloatArray, IntArray
from ...design.design import Linearised
from ...engine.asked import Subset
from ...engine.totals import Sums
from ...estimators.assemble import Piece
from ...estimators.request import Request
from ...variance.degrees import degrees, known_of
from ...variance.kernels import covariance_of
from .replicates import Again, replicated
from .rows import ModelRows
from .sums import plain_sums

_ROUNDING, _REFITTED = 1e-12, 1e-9
"""Part of an estimate that rounding leaves of what moves it, and a fit that is done anew."""

_NONE = 1e-9
"""Part of its largest gradient up to which a function does not move in a direction."""


@dataclass(frozen=True, eq=False, kw_only=True)
class DesignFit(Value):
    """What a fit's variance comes from, whatever was fitted.

    Attributes
    ----------
    request : Request
        Rows, design and options.
    rows : ModelRows
    spread : (u, k) sparse or (r, k) float
        The coefficients' influence by unit, or their replicates.
    n, missing, weighted : float
        Rows used, those left out, and the weights of the former.
    covariance : (k, k) float
        Of the coefficients, by the design.
    df : float
        Degrees of freedom of tests and limits.
    lacking : int
        Replicates with respondents, but with nobody of a level that others are compared with.
    few : bool
        Whether few respondents or clusters have most of the weight.
    untold : (u, k) float or None
        Directions that coefficients move in with respondents of whose variance nothing is known.
    """

    request: Request = field(repr=False)
    rows: ModelRows = field(repr=False)
    spread: Any = field(repr=False)
    n: float
    missing: float
    weighted: float
    covariance: FloatArray = field(repr=False)
    df: float
    fit: GlmFit | LikelihoodFit
    lacking: int = 0
    few: bool = False
    untold: FloatArray | None = field(default=None, repr=False)

    @property
    def lacking_note(self) -> str:
        """What a reader must know of replicates that are left out; "" where none is."""
        if not self.lacking:
            return ""
        return Message(
            "{part} of {all} replicate weights have nobody of a level that others are compared "
            "with, and are left out: standard errors may be far too small; choose a level that all "
            "have, as C(region, 'north')",
            part=self.lacking,
            all=len(self.spread),
        )

    @property
    def few_note(self) -> str:
        """What a reader must know of the weights; "" where no few have most."""
        return Message(REASONS["few_effective"].sentence) if self.few else ""

    @property
    def held(self) -> Any:
        """The predictors where an engine holds the rows; None where they are in memory."""
        return None

    @property
    def working(self) -> FloatArray:
        """The (k, k) covariance if the weights were counts and the dispersion 1."""
        return np.asarray(np.linalg.inv(self.fit.information))

    def places(self, term: str) -> list[int]:
        """Return where the coefficients of a term of the formula stand."""
        raise NotImplementedError

    def without(self, at: IntArray) -> Any:
        """Return a fit to the same rows without some of the coefficients: it has a deviance."""
        raise NotImplementedError

    def matrix_of(self, coded: Coded) -> Matrix:
        """Return the predictors that the fit uses, of some coded rows."""
        raise NotImplementedError

    def rests_on_untold(self, gradient: FloatArray) -> NDArray[np.bool_]:
        """Return which functions of the coefficients, by their (m, k) gradient, are untold."""
        if self.untold is None:
            return np.zeros(len(gradient), dtype=bool)
        size = np.abs(gradient).max(axis=1, keepdims=True, initial=0)
        return np.asarray((np.abs(gradient @ self.untold.T) > _NONE * size).any(axis=1))

    def piece(
        self, labels: pd.DataFrame, estimate: FloatArray, spread: Any, untold: NDArray[np.bool_]
    ) -> Piece:
        """Return functions of the coefficients, before their variance is known.

        What no unit and no replicate moves, as one respondent's mean, has no variance to go by;
        neither has what is `untold`, whatever the others move.
        """
        if isinstance(spread, np.ndarray):
            # a replicate that lacks a level is left out, as no number
            apart = np.nan_to_num(np.abs(spread - estimate))
            moved, rounding = apart.max(axis=0, initial=0.0), _REFITTED
        else:
            moved, rounding = np.asarray(abs(spread).max(axis=0).todense()).ravel(), _ROUNDING
        k = len(estimate)
        return Piece(
            labels=labels,
            estimate=estimate,
            spread=spread,
            n=np.full(k, self.n),
            missing=np.full(k, self.missing),
            weighted=np.full(k, self.weighted),
            df=np.full(k, self.df),
            few=np.full(k, self.few),
            notes=(*self.rows.notes, *filter(None, [self.lacking_note])),
            unknown=np.asarray(moved <= rounding * np.abs(estimate)) | untold,
        )


Totals = Callable[[], tuple[Sums, Any]]
"""Sums over the rows used, and the unit totals of what they add to each score."""


def by_design(
    request: Request,
    rows: ModelRows,
    coefficients: FloatArray,
    information: FloatArray,
    totals: Totals,
    again: Again,
) -> dict[str, Any]:
    """Return what the design says of some coefficients: the fields of a ``DesignFit``.

    Parameters
    ----------
    request : Request
    rows : ModelRows
    coefficients : (k,) float
    information : (k, k) float
        Its inverse turns scores into influence: that of sampled units, which are fewer than rows.
    totals : callable
        Of a linearised design, for weights of mean 1.
    again : Again
        Of one with replicate weights.
    """
    lacking, inverse = 0, np.linalg.inv(information)
    if isinstance(request.design, Linearised):
        sums, scores = totals()
        spread = influence_of(scores, inverse / rows.mean_weight)
    else:
        sums = plain_sums(request, rows)
        spread, lacking = replicated(rows, again)
        apart = np.nan_to_num(spread - coefficients)
        reach = np.abs(apart @ information).max(axis=0, initial=0) @ np.abs(inverse)
        still = np.abs(apart).max(axis=0, initial=0) <= _REFITTED * reach
        spread[:, still] = np.where(np.isnan(spread[:, still]), np.nan, coefficients[still])
    # a model knows of no other units than those of the rows used
    df = degrees(request.design, request.source, None if rows.every else Subset(rows.at))
    known = known_of(request.design, request.source, request.domains, sums, whole=True)
    return {
        "lacking": lacking,
        "few": bool(known.few[0]),
        "request": request,
        "rows": rows,
        "spread": spread,
        "n": float(sums.n[0]),
        "missing": float(sums.missing[0]),
        "weighted": float(sums.total[0].sum()),
        "covariance": covariance_of(request.design, spread, coefficients).matrix(),
        "df": df if request.df == "design" else df + 1 - len(coefficients),
    }


def influence_of(scores: Any, matrix: NDArray[np.floating[Any]]) -> Any:
    """Return sparse rows times a matrix without zeros: of a unit without a score nothing is kept.

    Multiplied as if both were sparse, it would take ten times as long where levels are many. What
    is moved by as little as rounding leaves, as the slope in a group whose outcomes are all alike,
    is not moved.
    """
    given = np.diff(scores.indptr) > 0
    own = scores[given]
    filled, k = own @ matrix, matrix.shape[1]
    still = np.abs(filled).max(axis=0, initial=0) <= _ROUNDING * (
        abs(own).max(axis=0).toarray().ravel() @ np.abs(matrix) if own.shape[0] else 0.0
    )
    filled[:, still] = 0.0
    columns = np.tile(np.arange(k), len(filled))
    ends = np.concatenate([[0], np.cumsum(given) * k])
    return sparse.csr_matrix((filled.ravel(), columns, ends), (len(given), k))
