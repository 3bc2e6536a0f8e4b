"""Small surveys against large ones, and pooled shares as surveys came in."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from ...arguments import check_one_of
from ...errors import ArgumentError
from ...language.amounts import percent_words, value_words
from ...language.message import Message, join_messages
from ...spoken import Spoken, several_text
from ...wording import percent_text
from ..core.arguments import broadcast, check_confidence_level, tail_probability
from ..core.methods import FloatArray, pick
from .heterogeneity import TAU2
from .leave_one_out import MOST_LEFT_OUT
from .pool import pool_proportions, surveys
from .regression import Moderators, meta_regression
from .result import Choices
from .scales import SCALES, on_scale


@dataclass(frozen=True, eq=False)
class SmallStudyTest(Spoken):
    """Whether small surveys say something else than large ones.

    Attributes
    ----------
    statistic, df, p_value : float
        Of t, or of z where `df` is infinite; Kendall's τ, whose `df` is NaN, of model "ranks".
    limit, limit_low, limit_high : float
        What a survey of endless size would say, on the scale, with its confidence limits; NaN of
        model "ranks", which fits no line.
    surveys : int
    model : str
    """

    statistic: float
    df: float
    p_value: float
    limit: float
    limit_low: float
    limit_high: float
    surveys: int
    model: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The test, and how few surveys it has."""
        found = Message(
            "Small surveys against large ones: p = {p} of {n} surveys.",
            p=value_words(self.p_value, 2),
            n=self.surveys,
        )
        few = Message("With fewer than ten surveys it sees little.")
        return (
            join_messages([found, few if self.surveys < _ENOUGH else ""]),
            Message(
                "Shares near 0 or 1 go with their standard errors by themselves; on "
                "method='arcsine' they do not."
            ),
        )


_LEAST, _ENOUGH = 3, 10

_NO_SCATTER = (
    "the surveys do not scatter, so that a test of small against large ones has nothing to go by; "
    "expected surveys that differ"
)

_MOST_EXACT = 1_000
"""Surveys from which the law of ranks is the normal one."""


def small_study_test(
    count: Any,
    nobs: Any,
    *,
    method: str = "logit",
    model: str = "dispersion",
    confidence_level: float = 0.95,
    deff: Any = 1.0,
) -> SmallStudyTest:
    """Test whether small surveys say something else than large ones (Egger's test, or of ranks).

    They may, where small surveys with one kind of result were not published, or were done in
    another way; or because a share near 0 or 1 goes with its standard error by itself.

    Parameters
    ----------
    count, nobs, deff, confidence_level
        As in ``pool_proportions``, of at least 3 surveys.
    method : {"raw", "log", "logit", "arcsine", "double_arcsine"}
        The scale.
    model : {"dispersion", "random", "ranks"}
        Weighted regression with multiplicative dispersion, as Egger's; or with a variance between
        surveys that is added, by restricted maximum likelihood; or Begg and Mazumdar's rank
        correlation of deviations with variances, which sees less.

    Returns
    -------
    SmallStudyTest

    Raises
    ------
    ArgumentError
        As ``pool_proportions`` does, for fewer than 3 surveys, surveys of one precision, or surveys
        that do not scatter.

    References
    ----------
    Egger, Davey Smith, Schneider & Minder (1997), BMJ 315:629–634; Sterne & Egger (2005), in
    Publication Bias in Meta-Analysis, chapter 6; Begg & Mazumdar (1994), Biometrics 50:1088–1101.

    Examples
    --------
    >>> found = small_study_test([12, 30, 25, 60], [60, 100, 110, 150])
    >>> round(found.p_value, 2), found.df
    (0.21, 2.0)
    """
    scale = pick(SCALES, method, "a small-study test")
    check_one_of("model", model, ("dispersion", "random", "ranks"))
    tail = tail_probability(check_confidence_level(confidence_level), "two-sided")
    y, v = on_scale(scale, *surveys(count, nobs, deff))
    if y.size < _LEAST or np.ptp(v) <= 1e-12 * v.max():
        raise ArgumentError(
            f"there are {y.size} surveys, of {len(np.unique(v))} precisions; the test needs at "
            f"least {_LEAST} surveys of different size"
        )
    if model == "ranks":
        return _rank_test(y, v)
    # Egger's dispersion is Hartung and Knapp's scale, where nothing is added between surveys
    added = model == "random"
    design = np.column_stack([np.ones(y.size), np.sqrt(v)])
    choices = Choices(random=added, tau2=TAU2["REML"], hartung_knapp=not added, tail=tail)
    found = meta_regression(y, v, Moderators(("std_error",), design), choices)
    if np.isnan(found.statistic[1]):
        raise ArgumentError(_NO_SCATTER)
    return SmallStudyTest(
        statistic=float(found.statistic[1]),
        df=found.df,
        p_value=float(found.p_value[1]),
        limit=float(found.coefficient[0]),
        limit_low=float(found.ci_low[0]),
        limit_high=float(found.ci_high[0]),
        surveys=y.size,
        model=model,
    )


def _rank_test(y: FloatArray, v: FloatArray) -> SmallStudyTest:
    """Return Kendall's τ of (y − ȳ)/√(v − 1/Σw) and v, w = 1/v, exact where none are tied."""
    w = 1 / v
    apart = y - np.sum(w * y) / np.sum(w)
    if np.all(np.abs(apart) <= 1e-12 * np.abs(y).max()):
        raise ArgumentError(_NO_SCATTER)
    deviation = apart / np.sqrt(v - 1 / np.sum(w))
    tied = min(np.unique(deviation).size, np.unique(v).size) < y.size
    exact = not tied and y.size < _MOST_EXACT
    found = scipy.stats.kendalltau(deviation, v, method="exact" if exact else "asymptotic")
    return SmallStudyTest(
        statistic=float(found.statistic),
        df=np.nan,
        p_value=float(found.pvalue),
        limit=np.nan,
        limit_low=np.nan,
        limit_high=np.nan,
        surveys=y.size,
        model="ranks",
    )


@dataclass(frozen=True, eq=False)
class CumulativePool(Spoken):
    """The pooled share as surveys came in, one after the other.

    Attributes
    ----------
    order : (k,) ndarray of int
        Positions of the surveys as they came in.
    estimate, ci_low, ci_high, tau2 : (k,) ndarray
        Of the first survey, the first two, and so on.
    """

    order: Any
    estimate: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    tau2: FloatArray

    @property
    def sentences(self) -> tuple[str, ...]:
        """The pooled share at first and in the end."""
        shares = several_text(self.estimate, lambda one: percent_text(float(one), 1))
        return (
            Message(
                "The pooled share as {n} surveys came in: {shares}.",
                n=len(self.estimate),
                shares=shares,
            ),
            Message("In the end {share}.", share=percent_words(float(self.estimate[-1]), 1)),
        )


def cumulative_pool(
    count: Any, nobs: Any, order: Any = None, *, deff: Any = 1.0, **choices: Any
) -> CumulativePool:
    """Pool the first survey, the first two, and so on, in an order such as that of their years.

    Parameters
    ----------
    count, nobs, deff
        As in ``pool_proportions``.
    order : (k,) array_like, optional
        Numbers or days to sort by; by default the order given. Surveys of one value keep theirs.
    **choices
        Model, method and so on of ``pool_proportions``.

    Returns
    -------
    CumulativePool

    Raises
    ------
    ArgumentError
        As ``pool_proportions`` does, or when `order` has another length or missing values.

    References
    ----------
    Lau et al. (1992), New England Journal of Medicine 327:248–254.

    Examples
    --------
    >>> found = cumulative_pool([252, 310, 95], [400, 520, 160], [2019, 2017, 2018])
    >>> found.order.tolist(), found.estimate.round(3).tolist()
    ([1, 2, 0], [0.596, 0.596, 0.607])
    """
    (x, n, design), _ = broadcast(count=count, nobs=nobs, deff=deff)
    if x.ndim != 1 or not x.size or x.size > MOST_LEFT_OUT:
        raise ArgumentError(
            f"count has shape {x.shape}; expected 1 to {MOST_LEFT_OUT:,} surveys in a row"
        )
    wanted: Any = np.empty(0)
    # lists too deep for an array, or of unequal length, are no order
    with suppress(ValueError):
        wanted = np.arange(x.size) if order is None else np.asarray(order)
    missing = wanted.dtype.kind in "fmM" and bool(np.isnan(wanted.astype(float)).any())
    if wanted.shape != x.shape or missing:
        raise ArgumentError(f"order needs a number or day for each of {x.size} surveys")
    at = np.argsort(wanted, kind="stable")
    found = [
        pool_proportions(x[at[:last]], n[at[:last]], deff=design[at[:last]], **choices)
        for last in range(1, x.size + 1)
    ]
    names = ("estimate", "ci_low", "ci_high", "tau2")
    columns = [np.array([getattr(one, name) for one in found]) for name in names]
    return CumulativePool(at, *columns)
