"""What pooling is asked for, and what it gives."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri, stdtrit

from ...spoken import Spoken, with_stop
from ...wording import interval_text, percent_text
from ..core.methods import FloatArray
from .heterogeneity import Tau2Method


@dataclass(frozen=True)
class Choices:
    """How to pool, checked.

    Attributes
    ----------
    random : bool
        Whether surveys may differ in truth.
    tau2 : Tau2Method or float
        How the variance between surveys is estimated, or what it is, for methods on a scale.
    hartung_knapp : bool
        Whether the spread of the surveys gives the standard error, and Student's law the interval.
    tail : float
        Error probability in each tail.
    """

    random: bool
    tau2: Tau2Method | float
    hartung_knapp: bool
    tail: float

    def quantile(self, surveys: int) -> float:
        """Return z, or t of surveys − 1 degrees of freedom after Hartung and Knapp."""
        if self.hartung_knapp:
            return float(-stdtrit(surveys - 1, self.tail))
        return float(-ndtri(self.tail))


@dataclass(frozen=True, eq=False)
class PooledProportion(Spoken):
    """One share from several surveys.

    Attributes
    ----------
    estimate : float
        The pooled share: of the average survey, where surveys differ.
    ci_low, ci_high : float
        Confidence interval of that average. It says nothing about a single survey.
    prediction_low, prediction_high : float
        Where the true share of another such survey lies; NaN in a fixed model.
    tau2 : float
        Variance between surveys on the method's scale; 0 in a fixed model.
    i2 : float
        Share of the scatter that is not sampling error, 0 to 1; NaN for one survey.
    q, q_p_value : float
        Cochran's Q, or the likelihood ratio where a method has one, and its p-value on χ².
    scale_estimate, std_error : float
        The pooled value on the method's scale, and its standard error there.
    weights : (k,) ndarray
        Weight of each survey, adding up to 1; NaN where a method has none.
    method, model : str
        Keys.
    note : str
        What a reader must be told; "" for nothing.
    """

    estimate: float
    ci_low: float
    ci_high: float
    prediction_low: float
    prediction_high: float
    tau2: float
    i2: float
    q: float
    q_p_value: float
    scale_estimate: float
    std_error: float
    weights: FloatArray
    method: str = ""
    model: str = ""
    note: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The pooled share, how far surveys differ, and what a reader must know."""
        limits = interval_text(self.ci_low, self.ci_high)
        found = f"Pooled share: {percent_text(self.estimate, 1)} ({limits})"
        others = ""
        if np.isfinite(self.prediction_low):
            reach = interval_text(self.prediction_low, self.prediction_high)
            others = f"The true share of another such survey lies within {reach}."
        scatter = ""
        if np.isfinite(self.i2):
            scatter = f"{percent_text(self.i2)} of the scatter is no sampling error (I²)."
        note = f"Note: {self.note}" if self.note else ""
        return tuple(with_stop(one) for one in (found, others, scatter, note) if one)


def i_squared(tau2: float, typical: float) -> float:
    """Return τ²/(τ² + typical sampling variance).

    References
    ----------
    Higgins & Thompson (2002), Statistics in Medicine 21:1539–1558, eq. 10.
    """
    return float(np.divide(tau2, tau2 + typical))


def five(values: FloatArray) -> tuple[float, float, float, float, float]:
    """Return estimate, both confidence limits and both prediction limits as floats."""
    estimate, ci_low, ci_high, prediction_low, prediction_high = (float(v) for v in values)
    return estimate, ci_low, ci_high, prediction_low, prediction_high
