"""Meta-regression: why surveys differ, by what is known of each (mixed-effects model)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc, fdtrc, ndtr, stdtr

from ...arguments import described
from ...errors import ArgumentError
from ...mappings import FrozenMapping
from ...wording import count_text
from ..core.methods import FloatArray
from .heterogeneity import summits
from .result import Choices, MetaRegression

INTERCEPT = "intercept"

_ROUNDING = 1e-24
"""Of the sum of squares: what is left of it below this is rounding, and tests nothing."""


@dataclass(frozen=True, eq=False)
class Fit:
    """A weighted least-squares fit: coefficients, their covariance, and Σw r²."""

    coefficient: FloatArray
    covariance: FloatArray
    residual: float


def _weighted_fit(y: FloatArray, w: FloatArray, x: FloatArray) -> Fit:
    """β̂ = (XᵀWX)⁻¹XᵀWy, its covariance (XᵀWX)⁻¹, and the weighted sum of squares that is left."""
    inverse: FloatArray = np.asarray(np.linalg.inv(x.T @ (w[:, None] * x)), dtype=float)
    coefficient = inverse @ (x.T @ (w * y))
    return Fit(coefficient, inverse, float(np.sum(w * (y - x @ coefficient) ** 2)))


def residual_tau2(key: str, y: FloatArray, v: FloatArray, x: FloatArray) -> float:
    """Return the variance between surveys that moderators leave, by an estimator of TAU2.

    With P = W − WX(XᵀWX)⁻¹XᵀW: "REML" solves yᵀPPy = tr P, "ML" yᵀPPy = tr W, "PM" yᵀPy = k − p;
    "DL" is (yᵀPy − (k − p))/tr P at weights 1/v.

    References
    ----------
    Raudenbush (2009), in The Handbook of Research Synthesis, 2nd ed., chapter 16; Viechtbauer
    (2005), Journal of Educational and Behavioral Statistics 30:261–293.
    """
    left = y.size - x.shape[1]

    def projection(tau2: float) -> tuple[FloatArray, FloatArray]:
        w = 1 / (v + tau2)
        weighed = w[:, None] * x
        return np.diag(w) - weighed @ np.linalg.inv(x.T @ weighed) @ weighed.T, w

    def excess(tau2: float) -> float:
        p, w = projection(tau2)
        rest = p @ y
        found = np.asarray(y @ rest if key == "PM" else rest @ rest, dtype=float)
        wanted = {"PM": float(left), "REML": float(np.trace(p)), "ML": float(w.sum())}
        return float(found) - wanted[key]

    if key == "DL":
        p, _ = projection(0.0)
        beyond: float = float(y @ p @ y) - left
        return max(0.0, beyond / float(np.trace(p)))

    def height(tau2: float) -> float:
        # of PM's equation there is one root; of two summits of a likelihood the higher
        w = 1 / (v + tau2)
        information = float(np.linalg.slogdet(x.T @ (w[:, None] * x))[1]) if key == "REML" else 0.0
        return float(np.sum(np.log(w))) - information - _weighted_fit(y, w, x).residual

    return max(summits(excess, y, v), key=height)


def meta_regression(
    y: FloatArray, v: FloatArray, mods: "Moderators", choices: Choices
) -> MetaRegression:
    """Fit the shares of surveys, on a scale, by their moderators.

    References
    ----------
    Berkey, Hoaglin, Mosteller & Colditz (1995), Statistics in Medicine 14:395–411; Knapp & Hartung
    (2003), Statistics in Medicine 22:2693–2710.
    """
    (k, p), x = mods.design.shape, mods.design
    if isinstance(choices.tau2, float):
        tau2 = alone = choices.tau2
    else:
        tau2 = residual_tau2(choices.tau2.key, y, v, x) if choices.random else 0.0
        alone = choices.tau2.estimate(y, v) if choices.random else 0.0
    fit = _weighted_fit(y, 1 / (v + tau2), x)
    residual = _weighted_fit(y, 1 / v, x).residual
    df = float(k - p) if choices.hartung_knapp else np.inf
    # nothing but rounding is left where a line goes through all surveys
    left = fit.residual if fit.residual > _ROUNDING * float(np.sum(y**2 / (v + tau2))) else 0.0
    covariance = fit.covariance * (left / df if choices.hartung_knapp else 1.0)
    error = np.sqrt(np.diag(covariance))
    rounding = np.abs(fit.coefficient) * np.abs(x).max(axis=0) <= 1e-12 * np.abs(y).max()
    statistic = np.where(rounding, np.nan, np.copysign(np.inf, fit.coefficient))
    np.divide(fit.coefficient, error, out=statistic, where=error > 0)
    tails = stdtr(df, -np.abs(statistic)) if choices.hartung_knapp else ndtr(-np.abs(statistic))
    quantile = choices.quantile(k - p + 1)  # Student's of k − p degrees of freedom
    slopes, of_mods = fit.coefficient[1:], np.nan
    if error.all():
        # χ² of all slopes, or F
        of_mods = float(slopes @ np.linalg.solve(covariance[1:, 1:], slopes))
        of_mods /= p - 1 if choices.hartung_knapp else 1
    of_mods_p = fdtrc(p - 1, df, of_mods) if choices.hartung_knapp else chdtrc(p - 1, of_mods)
    return MetaRegression(
        names=(INTERCEPT, *mods.names),
        coefficient=fit.coefficient,
        std_error=error,
        statistic=statistic,
        p_value=np.asarray(2 * tails, dtype=float),
        ci_low=fit.coefficient - quantile * error,
        ci_high=fit.coefficient + quantile * error,
        tau2=tau2,
        q_residual=residual,
        q_residual_p=float(chdtrc(k - p, residual)),
        q_moderators=of_mods,
        q_moderators_p=float(of_mods_p),
        r2=max(0.0, 1 - tau2 / alone) if alone > 0 else np.nan,
        df=df,
    )


@dataclass(frozen=True, eq=False)
class Moderators:
    """What is known of each survey: names, and (k, p) numbers with a column of ones before them."""

    names: tuple[str, ...]
    design: FloatArray

    @classmethod
    def of(cls, given: Any, surveys: int) -> "Moderators":
        """Return moderators from an array, a frame or a mapping of names to numbers.

        Raises
        ------
        ArgumentError
            When they are no numbers, one is missing, there are too few surveys, or one follows
            from the others.
        """
        columns: Mapping[Any, Any]
        if isinstance(given, pd.DataFrame):
            columns = FrozenMapping({str(name): given[name] for name in given})
        elif isinstance(given, pd.Series):
            columns = FrozenMapping({str(given.name or "moderator"): given})
        elif isinstance(given, Mapping):
            columns = given
        else:
            array = np.asarray(given)
            array = array[:, None] if array.ndim == 1 else array
            names = (
                f"moderator {at + 1}" for at in range(array.shape[1] if array.ndim == 2 else 0)
            )
            columns = FrozenMapping(dict(zip(names, array.T, strict=True)))
        try:
            values = [np.asarray(column, dtype=float) for column in columns.values()]
        except (TypeError, ValueError):
            values = []
        if not values or any(one.shape != (surveys,) for one in values):
            raise ArgumentError(
                f"mods is {described(given)}; expected a number for each of {surveys} surveys, of "
                "one moderator or several by name; groups are no moderator"
            )
        design = np.column_stack([np.ones(surveys), *values])
        if np.isnan(design).any():
            raise ArgumentError("mods has missing numbers; leave those surveys out")
        if surveys <= design.shape[1]:
            raise ArgumentError(
                f"there are {count_text(surveys)} surveys for {design.shape[1]} coefficients; a "
                "regression needs more surveys than that"
            )
        if np.linalg.matrix_rank(design) < design.shape[1]:
            raise ArgumentError("mods has a moderator that is constant, or follows from others")
        return cls(tuple(map(str, columns)), design)
