"""What pooling is asked for, and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from ...language.amounts import limits_words, percent_words, value_words
from ...language.message import Message
from ...mappings import FrozenMapping
from ...spoken import Spoken, with_stop
from ..core.methods import FloatArray
from .heterogeneity import Tau2Method

if TYPE_CHECKING:
    import pandas as pd


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
class MetaRegression(Spoken):
    """How the share of a survey goes with what is known of it, on the scale of the method.

    Attributes
    ----------
    names : tuple of str
        "intercept", then the moderators; (p,) with the arrays below.
    coefficient, std_error, statistic, p_value, ci_low, ci_high : (p,) ndarray
        Of z, or of t after Hartung and Knapp.
    tau2 : float
        Variance between surveys that is left.
    q_residual, q_residual_p : float
        Test of what is left beyond sampling error, on χ².
    q_moderators, q_moderators_p : float
        Test of all moderators: on χ², or on F after Hartung and Knapp.
    r2 : float
        Part of the variance between surveys that the moderators account for; NaN without any.
    df : float
        k − p after Hartung and Knapp, else infinite.
    """

    names: tuple[str, ...]
    coefficient: FloatArray
    std_error: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    tau2: float
    q_residual: float
    q_residual_p: float
    q_moderators: float
    q_moderators_p: float
    r2: float
    df: float

    def to_frame(self) -> "pd.DataFrame":
        """Return the coefficients, a row each, with what holds for all of them beside them."""
        return super().to_frame().assign(names=list(self.names))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What each moderator goes with, and what is left."""
        lines = [
            Message(
                "{name}: {value} on the scale ({low} to {high}), p = {p}.",
                name=name,
                value=value_words(b, 3),
                low=value_words(low, 3),
                high=value_words(high, 3),
                p=value_words(p, 2),
            )
            for name, b, low, high, p in zip(
                self.names[1:], self.coefficient[1:], self.ci_low[1:], self.ci_high[1:],
                self.p_value[1:], strict=True,
            )
        ]  # fmt: skip
        left = Message(
            "Variance between surveys that is left: {value}.", value=value_words(self.tau2, 3)
        )
        return (*lines, left)


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
    groups : mapping of str to PooledProportion
        The pooled share of each group of surveys, where there are groups.
    q_groups, q_groups_p : float
        Cochran's Q between the groups on the scale, and its p-value; NaN without groups.
    regression : MetaRegression or None
        How the surveys go with their moderators, where there are some.
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
    groups: Mapping[str, "PooledProportion"] = field(default_factory=FrozenMapping)
    q_groups: float = np.nan
    q_groups_p: float = np.nan
    regression: MetaRegression | None = None

    @property
    def _told(self) -> dict[str, str]:
        limits = limits_words(self.ci_low, self.ci_high)
        return {"estimate": percent_words(self.estimate, 1), "limits": limits}

    @property
    def sentences(self) -> tuple[str, ...]:
        """The pooled share, how far surveys differ, and what a reader must know."""
        found = Message("Pooled share: {estimate} ({limits})", **self._told)
        others = ""
        if np.isfinite(self.prediction_low):
            others = Message(
                "The true share of another such survey lies within {limits}.",
                limits=limits_words(self.prediction_low, self.prediction_high),
            )
        scatter = ""
        if np.isfinite(self.i2):
            scatter = Message(
                "{share} of the scatter is more than sampling error (I²).",
                share=percent_words(self.i2),
            )
        note = Message("Note: {note}", note=self.note) if self.note else ""
        groups = [
            Message("{name}: {estimate} ({limits})", name=name, **one._told)
            for name, one in self.groups.items()
        ]
        if groups:
            groups.append(
                Message("Groups of surveys differ with p = {p}", p=value_words(self.q_groups_p, 2))
            )
        more = () if self.regression is None else self.regression.sentences
        lines = (found, others, scatter, *groups, *more, note)
        return tuple(with_stop(one) for one in lines if one)


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
