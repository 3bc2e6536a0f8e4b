"""A model fitted to a survey: coefficients, and their variance by the design.

A coefficient's influence is A⁻¹·x·(y − μ)(dμ/dη)/V(μ), added up by sampled unit like that of any
other estimate; with replicate weights the model is fitted under each.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from ...errors import ArgumentError
from ...statistics.models.glm import GlmFit, fit_glm
from ...values import Value
from ..data.columns import FloatArray
from ..design.design import Linearised
from ..engine.source import Asked, Subset, Variable
from ..engine.totals import Sums
from ..estimators.assemble import Piece
from ..estimators.request import Request
from ..variance.degrees import degrees
from ..variance.kernels import cell_totals, covariance_of
from .rows import ModelRows

_TOGETHER = 16
"""Replicate weights that are taken out of their columns at once."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Fitted(Value):
    """A fit under the full weights, and what its variance comes from.

    Attributes
    ----------
    request : Request
        Rows, design and options.
    rows : ModelRows
    fit : GlmFit
    spread : (u, k) sparse or (r, k) float
        The coefficients' influence by unit, or their replicates.
    n, missing, weighted : float
        Rows used, those left out, and the weights of the former.
    covariance : (k, k) float
        Of the coefficients, by the design.
    df : float
        Degrees of freedom of tests and limits.
    """

    request: Request = field(repr=False)
    rows: ModelRows = field(repr=False)
    fit: GlmFit
    spread: Any = field(repr=False)
    n: float
    missing: float
    weighted: float
    covariance: FloatArray = field(repr=False)
    df: float

    def piece(self, labels: pd.DataFrame, estimate: FloatArray, spread: Any) -> Piece:
        """Return functions of the coefficients, before their variance is known."""
        k = len(estimate)
        return Piece(
            labels=labels,
            estimate=estimate,
            spread=spread,
            n=np.full(k, self.n),
            missing=np.full(k, self.missing),
            weighted=np.full(k, self.weighted),
            df=np.full(k, self.df),
        )

    @property
    def working(self) -> FloatArray:
        """The (k, k) covariance if the weights were counts and the dispersion 1."""
        return np.asarray(np.linalg.inv(self.fit.information))

    @property
    def x(self) -> FloatArray:
        """The (m, k) predictors that the fit uses."""
        return self.rows.coded.matrix[:, self.fit.columns]


def fitted(request: Request, rows: ModelRows, family: str, link: str | None) -> Fitted:
    """Fit a generalised linear model to the rows of a survey.

    Raises
    ------
    ArgumentError
        When outcomes are none of the family's, predictors tell them apart completely, or the fit,
        or that of a replicate, does not converge.
    """
    coded = rows.coded
    fit = fit_glm(
        coded.matrix,
        rows.outcome,
        family=family,
        link=link,
        weights=rows.weights,
        offset=coded.offset,
        names=coded.names,
    )
    x = coded.matrix[:, fit.columns]
    if isinstance(request.design, Linearised):
        influence = (x * fit.working[:, None]) @ np.linalg.inv(fit.information) / rows.mean_weight
        sums = _sums(request, rows, influence)
        spread = _totals(request.design, sums)
    else:
        sums = _sums(request, rows)
        spread = _replicates(rows, fit, x)
    # a model knows of no other units than those of the rows used
    df = degrees(
        request.design, request.source, None if len(rows.at) == len(rows.rows) else Subset(rows.at)
    )
    return Fitted(
        request=request,
        rows=rows,
        fit=fit,
        spread=spread,
        n=float(sums.n[0]),
        missing=float(sums.missing[0]),
        weighted=float(sums.total[0].sum()),
        covariance=covariance_of(request.design, spread, fit.coefficients).matrix(),
        df=df if request.df == "design" else df + 1 - len(fit.names),
    )


def unit_totals_of(request: Request, rows: ModelRows, influence: FloatArray) -> Any:
    """Return the unit totals of the (m, k) influence of the rows used, of a linearised design."""
    assert isinstance(request.design, Linearised)
    return _totals(request.design, _sums(request, rows, influence))


def _totals(design: Linearised, sums: Sums) -> Any:
    assert sums.linear is not None
    return cell_totals(design, sums, sums.linear.sums[1:, :, 0].T)


def _sums(request: Request, rows: ModelRows, influence: FloatArray | None = None) -> Sums:
    """Add up the influence of each row used, a term for each estimate."""
    used = np.full(len(rows.rows), np.nan)
    used[rows.at] = 1.0
    held = [Variable("used", used)]
    for values in () if influence is None else influence.T:
        own = used.copy()
        own[rows.at] = values
        held.append(Variable("influence", own))
    asked = Asked(request.domains, tuple(held), terms=lambda _, *terms: terms)
    return request.source.sums(asked)


def _replicates(rows: ModelRows, fit: GlmFit, x: FloatArray) -> FloatArray:
    """Return the coefficients under each replicate weight, (r, k), from those of all."""
    replicates = rows.rows.codes.laid_out
    assert replicates is not None
    count = int(replicates.shape[1])
    found = np.empty((count, len(fit.coefficients)))
    for first in range(0, count, _TOGETHER):
        own = replicates[rows.at, first : first + _TOGETHER]
        for number in range(own.shape[1]):
            found[first + number] = _again(rows, fit, x, own[:, number], first + number)
    return found


def _again(
    rows: ModelRows, fit: GlmFit, x: FloatArray, weights: FloatArray, number: int
) -> FloatArray:
    """Fit under one replicate weight; not known where it has no rows of some level."""
    if not weights.any():
        return np.full(len(fit.coefficients), np.nan)
    try:
        again = fit_glm(
            x,
            rows.outcome,
            family=fit.family,
            link=fit.link,
            weights=weights / weights.mean(),
            offset=rows.coded.offset,
            names=fit.names,
            start=fit.coefficients,
        )
    except ArgumentError as problem:
        raise ArgumentError(f"under replicate weight {number + 1} {problem}") from None
    if again.left_out:
        # without some of its columns it is another model, whose coefficients mean something else
        return np.full(len(fit.coefficients), np.nan)
    return again.coefficients
