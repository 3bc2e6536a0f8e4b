"""Pooling shares of several surveys: the table of methods, and the door to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ...arguments import check_number, check_one_of, described
from ...errors import ArgumentError
from ...mappings import FrozenMapping
from ..core.arguments import (
    broadcast,
    check_confidence_level,
    check_counts,
    check_deff,
    tail_probability,
)
from ..core.methods import FloatArray, as_table, pick
from .beta_binomial import pool_beta_binomial
from .glmm import pool_glmm
from .heterogeneity import TAU2, Tau2Method, heterogeneity
from .inverse_variance import pool_on_scale
from .regression import Moderators, meta_regression
from .result import Choices, MetaRegression, PooledProportion
from .scales import SCALES, on_scale

MODELS = ("random", "fixed")

_MOST_SURVEYS = 2_000
"""Surveys that a likelihood is worked out for."""

_LARGEST_TAU2 = 1e3
"""A variance between surveys beyond any, on whatever scale."""


@dataclass(frozen=True)
class PoolingMethod:
    """One way to pool: everything the package knows about it, in one row.

    Attributes
    ----------
    key : str
        The name users pass as ``method=``.
    label : str
        The name captions and reports print.
    pool : callable
        ``(x, n, choices) -> PooledProportion`` on clean float arrays.
    source : str
        Primary source.
    on_scale : bool
        Whether it averages on a scale, with an estimator of τ²; else it has a likelihood.
    """

    key: str
    label: str
    pool: Callable[[FloatArray, FloatArray, Choices], PooledProportion]
    source: str
    on_scale: bool = False


METHODS = as_table(
    PoolingMethod(
        "glmm",
        "random-intercept logistic model",
        pool_glmm,
        "Stijnen, Hamza & Özdemir (2010), Statistics in Medicine 29:3046–3067",
    ),
    PoolingMethod(
        "beta_binomial",
        "beta-binomial model",
        pool_beta_binomial,
        "Griffiths (1973), Biometrics 29:637–648",
    ),
    *(
        PoolingMethod(
            scale.key, scale.label, partial(pool_on_scale, scale), scale.source, on_scale=True
        )
        for scale in SCALES.values()
    ),
)


def pool_proportions(
    count: Any,
    nobs: Any,
    *,
    model: str = "random",
    method: str = "glmm",
    tau2: str | float | None = None,
    hartung_knapp: bool = False,
    confidence_level: float = 0.95,
    deff: Any = 1.0,
    by: Any = None,
    mods: Any = None,
) -> PooledProportion:
    """Compute one share from several surveys, and how far they disagree.

    Surveys can be pooled that asked the same question of the same kind of people. Where I² is large
    or the prediction interval wide, the surveys measure different things, and their average is the
    share of no population.

    Parameters
    ----------
    count : (k,) array_like or pandas.Series
        Respondents who gave the answer, in each survey.
    nobs : (k,) array_like or pandas.Series
        Respondents asked, in each survey.
    model : {"random", "fixed"}
        Whether surveys may differ in truth, or share one true share.
    method : str, default "glmm"
        A key of ``METHODS``. "double_arcsine" comes with a warning in ``note``.
    tau2 : {"REML", "DL", "PM", "ML"} or float, optional
        Estimator of the variance between surveys for methods that average on a scale, by default
        "REML", or that variance itself. The likelihood methods have their own.
    hartung_knapp : bool, default False
        Let the spread of the surveys give the standard error, with Student's law: wider where they
        disagree, and for few surveys. For methods that average on a scale, in the random model.
    confidence_level : float, default 0.95
        Of the confidence and the prediction interval.
    deff : float or (k,) array_like, default 1.0
        Design effects, which divide counts and bases.
    by : (k,) array_like, optional
        Group of each survey: each is pooled by itself, too, with its own variance between surveys,
        and the groups are compared by Cochran's Q.
    mods : (k,) or (k, p) array_like, pandas.DataFrame or mapping of str to (k,), optional
        Numbers that are known of each survey, such as its year: a meta-regression on the scale of
        the method, beside the pooled share of all. For methods that average on a scale.

    Returns
    -------
    PooledProportion
        Estimate, intervals, and heterogeneity.

    Raises
    ------
    ArgumentError
        When counts are missing or out of range, or a choice is unknown or without meaning for the
        method.

    References
    ----------
    See ``METHODS[method].source``. On the choice: Schwarzer, Chemaitelly, Abu-Raddad & Rücker
    (2019), Seriously misleading results using inverse of Freeman–Tukey double arcsine
    transformation in meta-analysis of single proportions, Research Synthesis Methods 10:476–483.

    Examples
    --------
    >>> found = pool_proportions([252, 310, 95, 412], [400, 520, 160, 700])
    >>> round(found.estimate, 3), round(found.ci_low, 3), round(found.ci_high, 3)
    (0.601, 0.578, 0.623)
    """
    chosen = pick(METHODS, method, "pooling")
    choices = _choices(chosen, model, tau2, hartung_knapp, confidence_level)
    x, n = surveys(count, nobs, deff)
    if x.size > _MOST_SURVEYS and not chosen.on_scale:
        raise ArgumentError(
            f"method {method!r} of {x.size:,} surveys takes too long; at most {_MOST_SURVEYS:,}; "
            "choose method='logit'"
        )
    if choices.hartung_knapp and x.size == 1:
        raise ArgumentError("hartung_knapp is True for one survey; it needs at least 2")
    # Without both answers a likelihood has no maximum; the scales move 0 and 1 inwards.
    if not chosen.on_scale and (not x.any() or (x == n).all()):
        who = "everybody" if x.any() else "nobody"
        raise ArgumentError(
            f"{who} in any survey gave the answer, so {method!r} has no finite estimate; "
            "use proportion_interval on the totals"
        )
    found = replace(chosen.pool(x, n, choices), method=method, model=model)
    if mods is not None:
        found = replace(found, regression=_regression(chosen, x, n, mods, choices))
    if by is not None:
        found = _with_groups(found, chosen, x, n, by, choices)
    return found


def _regression(
    method: PoolingMethod, x: FloatArray, n: FloatArray, mods: Any, choices: Choices
) -> MetaRegression:
    """Return how surveys go with their moderators.

    Raises
    ------
    ArgumentError
        When the method has no scale, or the moderators are not what they need to be.
    """
    if not method.on_scale:
        raise ArgumentError(
            f"mods is given for method {method.key!r}; it is for {', '.join(SCALES)}; choose "
            "method='logit'"
        )
    y, v = on_scale(SCALES[method.key], x, n)
    return meta_regression(y, v, Moderators.of(mods, x.size), choices)


def _with_groups(
    found: PooledProportion,
    method: PoolingMethod,
    x: FloatArray,
    n: FloatArray,
    by: Any,
    choices: Choices,
) -> PooledProportion:
    """Return a pooled share with that of each group of surveys, and whether these differ."""
    names = np.asarray(by, dtype=object)
    if names.shape != x.shape or pd.isna(names).any():
        raise ArgumentError(
            f"by is {described(by)}; expected the group of each of {x.size} surveys"
        )
    groups = {}
    for name in dict.fromkeys(names.tolist()):
        at = names == name
        if not method.on_scale and (not x[at].any() or (x[at] == n[at]).all()):
            raise ArgumentError(
                f"nobody or everybody in the surveys of {name!r} gave the answer, so "
                f"{method.key!r} has no finite estimate; choose method='logit'"
            )
        if choices.hartung_knapp and at.sum() == 1:
            raise ArgumentError(f"hartung_knapp is True, and {name!r} is one survey; it needs 2")
        groups[str(name)] = replace(
            method.pool(x[at], n[at], choices), method=found.method, model=found.model
        )
    if len(groups) < 2:
        raise ArgumentError("by has one group; it needs at least 2")
    pooled = [*groups.values()]
    between = heterogeneity(
        np.array([one.scale_estimate for one in pooled]),
        np.array([one.std_error for one in pooled]) ** 2,
    )
    return replace(
        found, groups=FrozenMapping(groups), q_groups=between.q, q_groups_p=between.p_value
    )


def surveys(count: Any, nobs: Any, deff: Any) -> tuple[FloatArray, FloatArray]:
    """Return counts and bases of all surveys, divided by their design effects.

    Raises
    ------
    ArgumentError
        When one is missing or out of range, or there are none.
    """
    (x, n, design), _ = broadcast(count=count, nobs=nobs, deff=deff)
    x, n, design = (np.atleast_1d(values) for values in (x, n, design))
    if x.ndim > 1 or not x.size:
        raise ArgumentError(f"count has shape {x.shape}; expected one number for each survey")
    missing = np.flatnonzero(np.isnan(x + n + design))
    if missing.size:
        raise ArgumentError(
            f"survey {missing[0]} (the first is 0) has a missing count, base or design effect; "
            "leave it out"
        )
    check_counts(x, n)
    check_deff(design)
    size = n / design
    return np.where(x == n, size, x / n * size), size


def _choices(
    method: PoolingMethod,
    model: str,
    tau2: str | float | None,
    hartung_knapp: bool,
    confidence_level: float,
) -> Choices:
    check_one_of("model", model, MODELS)
    check_one_of("hartung_knapp", hartung_knapp, (False, True))
    random = model == "random"
    for name, given in {"tau2": tau2 is not None, "hartung_knapp": hartung_knapp}.items():
        if given and not (method.on_scale and random):
            raise ArgumentError(
                f"{name} is given for method {method.key!r} and model {model!r}; it is for the "
                f"random model of {', '.join(SCALES)}"
            )
    tail = tail_probability(check_confidence_level(confidence_level), "two-sided")
    between: Tau2Method | float
    if tau2 is None or (isinstance(tau2, str) and tau2 in TAU2):
        between = TAU2[tau2 or "REML"]
    else:
        expected = f"one of {', '.join(TAU2)}, or a variance of 0 or more, up to 1,000"
        between = check_number("tau2", tau2, 0, _LARGEST_TAU2, expected=expected)
    return Choices(random, between, hartung_knapp, tail)
