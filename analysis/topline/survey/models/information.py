"""How well a model fits, and what it spends: deviance, dispersion, pseudo-R², AIC and BIC."""

from dataclasses import dataclass

import numpy as np

from ...errors import ArgumentError
from ...statistics.models.families import FAMILIES
from ...values import Value
from ..data.columns import FloatArray
from .fit import Fitted

_ROUNDING = 1e-8

_DISCRETE = ("binomial", "quasibinomial", "poisson", "quasipoisson")


@dataclass(frozen=True, eq=False, kw_only=True)
class ModelFit(Value):
    """What a fit used and reached.

    Deviances are those of weights of mean 1 among the rows that are meant.

    Attributes
    ----------
    n, n_missing : int
        Rows used, and rows left out for lack of an answer to the outcome or a predictor.
    outcome : str
        What is modelled: of two answers, which.
    deviance, null_deviance : float
        Of the model, and of an intercept alone.
    dispersion : float
        Weighted variance of Pearson's residuals.
    cox_snell, nagelkerke : float
        Pseudo-R² of binomial and Poisson models; NaN of others.
    effective_parameters, aic : float
        Parameters but the intercept, each counted by its design effect, and Lumley & Scott's AIC.
    iterations : int
    left_out : tuple of str
        Columns that repeat others.

    References
    ----------
    Lumley & Scott (2015), Journal of Survey Statistics and Methodology 3:1–18 (AIC, BIC); Lumley
    (2017), arXiv:1701.07745 (pseudo-R²).
    """

    n: int
    n_missing: int
    outcome: str
    deviance: float
    null_deviance: float
    dispersion: float
    cox_snell: float
    nagelkerke: float
    effective_parameters: float
    aic: float
    iterations: int
    left_out: tuple[str, ...]


def information(of: Fitted) -> ModelFit:
    """Return what a fit used and reached."""
    rows, fit, w = of.rows, of.fit, of.rows.weights
    size, n = float(w.sum()), len(w)
    pearson = (rows.outcome - fit.fitted) / np.sqrt(FAMILIES[fit.family].variance(fit.fitted))
    null = of.null_deviance
    cox_snell = nagelkerke = np.nan
    if fit.family in _DISCRETE:
        cox_snell = 1 - np.exp((fit.deviance - null) / size)
        nagelkerke = cox_snell / (1 - np.exp(-null / size))
    gaussian = fit.family == "gaussian" and fit.link == "identity"
    if gaussian:
        spent, aic = _gaussian_aic(of)
    else:
        spent = float(_effects(of).sum())
        aic = fit.deviance + 2 * spent
    return ModelFit(
        n=n,
        n_missing=rows.missing,
        outcome=rows.outcome_words,
        deviance=fit.deviance,
        null_deviance=null,
        dispersion=float(w @ (pearson - w @ pearson / size) ** 2) / size * n / max(n - 1, 1),
        cox_snell=float(cox_snell),
        nagelkerke=float(nagelkerke),
        effective_parameters=spent,
        aic=aic,
        iterations=fit.iterations,
        left_out=fit.left_out,
    )


def bic(smaller: Fitted, largest: Fitted) -> float:
    """Return Lumley & Scott's BIC of a model within the largest one that is considered.

    Raises
    ------
    ArgumentError
        When the smaller has a coefficient that the largest has not.
    """
    names = list(largest.fit.names)
    foreign = [name for name in smaller.fit.names if name not in names]
    if foreign:
        raise ArgumentError(
            f"{foreign[0]!r} is in the smaller model and not in the largest; a BIC is of models "
            "that are parts of one"
        )
    n, p = len(largest.rows.at), len(smaller.fit.names)
    without = np.array([at for at, name in enumerate(names) if name not in smaller.fit.names])
    wald = determinant = 0.0
    if len(without):
        b, place = largest.fit.coefficients[without], np.ix_(without, without)
        wald = float(b @ np.linalg.solve(largest.covariance[place], b))
        working = largest.working[place]
        determinant = float(
            np.linalg.slogdet(np.linalg.solve(working, largest.covariance[place]))[1]
        )
    return wald + p * float(np.log(n)) + determinant + largest.fit.deviance


def _effects(of: Fitted) -> FloatArray:
    """Return the design effects of all contrasts but the intercept's, in V₀⁻¹V; they add up.

    A model without an intercept may contain one all the same, as that of a factor's levels does:
    it is the same model in other coordinates, and spends the same.
    """
    size = len(of.fit.columns)
    turned = np.eye(size)
    if "1" in of.rows.coded.terms:
        one = turned[of.places("1")[0]]
    else:
        one = np.linalg.lstsq(np.asarray(of.x), np.ones(len(of.x)))[0]
    if np.abs(of.x @ one - 1).max() < _ROUNDING:
        turned[:, np.argmax(np.abs(one))] = one
        back = np.delete(np.linalg.inv(turned), np.argmax(np.abs(one)), axis=0)
    else:
        back = turned
    working = back @ of.working @ back.T
    return np.asarray(np.diag(np.linalg.solve(working, back @ of.covariance @ back.T)))


def _gaussian_aic(of: Fitted) -> tuple[float, float]:
    """Return effective parameters and AIC where σ² is one, too, with a design effect of its own."""
    w, residual = of.rows.weights, of.rows.outcome - of.fit.fitted
    size = float(w.sum())
    square = float(w @ residual**2) / size
    if not square > 0:
        return np.nan, np.nan
    score = (residual**2 / square - 1) / (2 * square)
    of_square = size / (2 * square**2) / float(w @ score**2)
    spent = float(_effects(of).sum()) / square + of_square
    return spent, size * (float(np.log(2 * np.pi * square)) + 1) + 2 * spent
