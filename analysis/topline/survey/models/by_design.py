"""What a fit's variance comes from, whatever was fitted: unit totals, or a fit by replicate."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ...errors import ArgumentError
from ...statistics.models.glm import GlmFit
from ...statistics.models.likelihood import LikelihoodFit
from ...values import Value
from ..data.columns import FloatArray, IntArray
from ..design.design import Linearised
from ..engine.asked import Asked, Subset, Variable
from ..engine.totals import Sums
from ..estimators.assemble import Piece
from ..estimators.request import Request
from ..variance.degrees import degrees
from ..variance.kernels import cell_totals, covariance_of
from .rows import ModelRows

_ROUNDING, _REFITTED = 1e-12, 1e-9
"""Part of an estimate that rounding leaves of what moves it, and a fit that is done anew."""

_TOGETHER = 16
"""Replicate weights that are taken out of their columns at once."""


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
    untold: FloatArray | None = field(default=None, repr=False)

    @property
    def lacking_note(self) -> str:
        """What a reader must know of replicates that are left out; "" where none is."""
        if not self.lacking:
            return ""
        return (
            f"{self.lacking:,} of {len(self.spread):,} replicate weights have nobody of a level "
            "that others are compared with, and are left out: standard errors may be far too "
            "small; choose a level that all have, as C(region, 'north')"
        )

    @property
    def working(self) -> FloatArray:
        """The (k, k) covariance if the weights were counts and the dispersion 1."""
        return np.asarray(np.linalg.inv(self.fit.information))

    def places(self, term: str) -> list[int]:
        """Return where the coefficients of a term of the formula stand."""
        raise NotImplementedError

    def rests_on_untold(self, gradient: FloatArray) -> NDArray[np.bool_]:
        """Return which functions of the coefficients, by their (m, k) gradient, are untold."""
        if self.untold is None:
            return np.zeros(len(gradient), dtype=bool)
        size = np.abs(gradient).max(axis=1, keepdims=True, initial=0)
        return np.asarray((np.abs(gradient @ self.untold.T) > _EXACT * size).any(axis=1))

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
            notes=(*self.rows.notes, *filter(None, [self.lacking_note])),
            unknown=np.asarray(moved <= rounding * np.abs(estimate)) | untold,
        )


def by_design(
    request: Request,
    rows: ModelRows,
    coefficients: FloatArray,
    scores: Iterable[FloatArray],
    information: FloatArray,
    again: Callable[[FloatArray], FloatArray],
) -> dict[str, Any]:
    """Return what the design says of some coefficients: the fields of a ``DesignFit``.

    Parameters
    ----------
    request : Request
    rows : ModelRows
    coefficients : (k,) float
    scores : iterable of k (m,) float
        What each row used adds to the score of each coefficient, for weights of mean 1.
    information : (k, k) float
        Its inverse turns scores into influence: that of sampled units, which are fewer than rows.
    again : callable
        Replicate weights of the rows used, of mean 1, to the coefficients under them.
    """
    if isinstance(request.design, Linearised):
        sums = _sums(request, rows, scores)
        inverse = sparse.csr_matrix(np.linalg.inv(information) / rows.mean_weight)
        spread: Any = _totals(request.design, sums) @ inverse
        lacking = 0
    else:
        sums = _sums(request, rows)
        spread, lacking = _replicates(rows, len(coefficients), again)
    # a model knows of no other units than those of the rows used
    df = degrees(
        request.design, request.source, None if len(rows.at) == len(rows.rows) else Subset(rows.at)
    )
    return {
        "lacking": lacking,
        "request": request,
        "rows": rows,
        "spread": spread,
        "n": float(sums.n[0]),
        "missing": float(sums.missing[0]),
        "weighted": float(sums.total[0].sum()),
        "covariance": covariance_of(request.design, spread, coefficients).matrix(),
        "df": df if request.df == "design" else df + 1 - len(coefficients),
    }


_EXACT = 1e-9
"""Part of the usual residual up to which an outcome is fitted exactly."""


def untold_directions(
    request: Request, rows: ModelRows, x: FloatArray, working: FloatArray, terms: Sequence[Any]
) -> FloatArray:
    """Return where coefficients move with respondents of whose variance nothing is known, (u, k).

    These are of a level that is in one sampled unit, or whose outcomes are all fitted exactly, as
    one respondent's is: residuals in it add up to 0 in its unit, whatever was answered. With it
    moves its own coefficient; with a level that others are compared with moves the intercept, and
    all of the term the other way.

    Parameters
    ----------
    request : Request
    rows : ModelRows
    x : (m, k) float
        Predictors.
    working : (m,) float
        Weighted residuals.
    terms : sequence of list of int
        Where the coefficients of each term stand.
    """
    axes = np.eye(x.shape[1])
    usual = float(np.sqrt((working**2).sum() / (rows.weights**2).sum()))
    if not usual > 0:
        return axes[:0]
    exact, used = np.abs(working) <= _EXACT * usual * rows.weights, rows.at

    def silent(own: NDArray[np.bool_]) -> bool:
        some = own.any() and not own.all()
        return bool(some and (exact[own].all() or _in_one_unit(request, rows, used[own])))

    some = np.flatnonzero((x == 0).any(axis=0))
    found = [axes[place] for place in some if silent(np.asarray(x[:, place] != 0, dtype=bool))]
    whole = np.flatnonzero((x == 1).all(axis=0))
    for places in terms if whole.size else ():
        own = x[:, places]
        levels = len(places) and ((own == 0) | (own == 1)).all() and own.sum(axis=1).max() == 1
        if levels and silent(~np.asarray(own.any(axis=1), dtype=bool)):
            found.append(axes[whole[0]] - axes[places].sum(axis=0))
    return np.array(found).reshape(-1, x.shape[1])


def _in_one_unit(request: Request, rows: ModelRows, at: IntArray) -> bool:
    """Return whether some rows are in one sampled unit, which is one of several."""
    design, codes = request.design, rows.rows.codes
    if isinstance(design, Linearised):
        if not design.stages or codes.first_unit is None:
            return False
        units = pd.unique(codes.first_unit[at])
        return bool(len(units) == 1 and design.stages[0].scale[units[0]] > 0)
    inside = np.zeros(len(rows.rows), dtype=bool)
    inside[at] = True
    if request.source.rank(Subset(inside), 2) > 1 or codes.laid_out is None:
        return False
    again = np.asarray(codes.laid_out[at]).sum(axis=0)
    return bool(np.ptp(again) > _EXACT * np.abs(again).max())


def unit_totals_of(request: Request, rows: ModelRows, influence: FloatArray) -> Any:
    """Return the unit totals of the (m, k) influence of the rows used, of a linearised design."""
    assert isinstance(request.design, Linearised)
    return _totals(request.design, _sums(request, rows, influence.T))


def _totals(design: Linearised, sums: Sums) -> Any:
    assert sums.linear is not None
    return cell_totals(design, sums, sums.linear.sums[1:, :, 0].T)


def _sums(request: Request, rows: ModelRows, terms: Iterable[FloatArray] = ()) -> Sums:
    """Add up terms of each row used, such as its influence on each estimate."""
    used = np.full(len(rows.rows), np.nan)
    used[rows.at] = 1.0
    held = [Variable("used", used)]
    for values in terms:
        own = values
        if len(rows.at) < len(used):
            own = used.copy()
            own[rows.at] = values
        held.append(Variable("influence", own))
    asked = Asked(request.domains, tuple(held), terms=lambda _, *terms: terms)
    return request.source.sums(asked)


def _replicates(
    rows: ModelRows, size: int, again: Callable[[FloatArray], FloatArray]
) -> tuple[FloatArray, int]:
    """Return the coefficients under each replicate weight, (r, k), from those of all.

    And how many replicates have respondents, and none of the coefficients.
    """
    replicates = rows.rows.codes.laid_out
    assert replicates is not None
    count = int(replicates.shape[1])
    found, lacking = np.full((count, size), np.nan), 0
    for first in range(0, count, _TOGETHER):
        own = replicates[rows.at, first : first + _TOGETHER]
        for number, weights in enumerate(own.T, first):
            if not weights.any():
                continue
            try:
                found[number] = again(weights / weights.mean())
            except ArgumentError as problem:
                raise ArgumentError(f"under replicate weight {number + 1} {problem}") from None
            lacking += bool(np.isnan(found[number]).all())
    return found, lacking
