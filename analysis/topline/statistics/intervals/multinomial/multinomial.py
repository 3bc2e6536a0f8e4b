"""Simultaneous confidence intervals for the shares of all answers to one question."""

from typing import Any

import numpy as np
from scipy.special import chdtri, ndtri

from ....errors import ArgumentError
from ...core.arguments import broadcast, check_confidence_level, check_deff, restore_interval
from ...core.interval import Interval
from ...core.methods import FloatArray, Method, as_table, pick
from ..one_share import closed
from .arguments import question_counts
from .sison_glaz import sison_glaz, sison_glaz_cplus1


def goodman(x: FloatArray, tail: float) -> Interval:
    """Wilson's interval for each share at error/k, k being the number of answers."""
    return closed.wilson(x, _total(x), np.asarray(tail / x.shape[-1]))


def goodman_wald(x: FloatArray, tail: float) -> Interval:
    """Wald's interval for each share at error/k."""
    return closed.wald(x, _total(x), np.asarray(tail / x.shape[-1]))


def quesenberry_hurst(x: FloatArray, tail: float) -> Interval:
    """Wilson's interval with z² the upper quantile of χ² with k − 1 degrees of freedom."""
    scale = _chi_square_scale(x, tail)
    return closed.wilson(x / scale, _total(x) / scale, np.asarray(tail))


def gold(x: FloatArray, tail: float) -> Interval:
    """Wald's interval with z² the upper quantile of χ² with k − 1 degrees of freedom."""
    scale = _chi_square_scale(x, tail)
    return closed.wald(x / scale, _total(x) / scale, np.asarray(tail))


def _chi_square_scale(x: FloatArray, tail: float) -> float:
    """χ²/z²: score and Wald limits at a larger z are those of counts divided by its square."""
    return float(chdtri(x.shape[-1] - 1, 2 * tail) / ndtri(tail) ** 2)


def fitzpatrick_scott(x: FloatArray, tail: float) -> Interval:
    """p̂ ± z/(2√n), the same width for every share."""
    n = _total(x)
    half = -ndtri(tail) / (2 * np.sqrt(n))
    return Interval(np.maximum(x / n - half, 0), np.minimum(x / n + half, 1))


def wilson(x: FloatArray, tail: float) -> Interval:
    """Wilson's interval for each share by itself: not simultaneous."""
    return closed.wilson(x, _total(x), np.asarray(tail))


def wald_unadjusted(x: FloatArray, tail: float) -> Interval:
    """Wald's interval for each share by itself: not simultaneous."""
    return closed.wald(x, _total(x), np.asarray(tail))


def _total(x: FloatArray) -> FloatArray:
    return np.asarray(x.sum(axis=-1, keepdims=True))


METHODS = as_table(
    Method(
        "goodman",
        "Goodman",
        goodman,
        "Goodman (1965), Technometrics 7:247–254, with the Bonferroni quantile of its section 1",
    ),
    Method(
        "sison_glaz",
        "Sison–Glaz",
        sison_glaz,
        "Sison & Glaz (1995), JASA 90:366–369",
        integer_counts=True,
        symmetric=False,
    ),
    Method(
        "sison_glaz_cplus1",
        "Sison–Glaz, whole counts",
        sison_glaz_cplus1,
        "Sison & Glaz (1995), JASA 90:366–369; Glaz & Sison (1999), Journal of Statistical "
        "Planning and Inference 82:251–262",
        integer_counts=True,
    ),
    Method(
        "quesenberry_hurst",
        "Quesenberry–Hurst",
        quesenberry_hurst,
        "Quesenberry & Hurst (1964), Technometrics 6:191–195",
    ),
    Method(
        "fitzpatrick_scott",
        "Fitzpatrick–Scott",
        fitzpatrick_scott,
        "Fitzpatrick & Scott (1987), JASA 82:875–878",
    ),
    Method(
        "gold",
        "Gold",
        gold,
        "Gold (1963), The Annals of Mathematical Statistics 34:56–74",
    ),
    Method(
        "goodman_wald",
        "Wald with Bonferroni",
        goodman_wald,
        "Goodman (1965), Technometrics 7:247–254",
    ),
    Method(
        "wilson",
        "Wilson for each share by itself",
        wilson,
        "Wilson (1927), JASA 22:209–212",
    ),
    Method(
        "wald_unadjusted",
        "Wald for each share by itself",
        wald_unadjusted,
        "Laplace (1812), Théorie analytique des probabilités, book II, chapter III",
    ),
)


def multinomial_interval(
    counts: Any,
    *,
    confidence_level: float = 0.95,
    method: str = "goodman",
    deff: Any = 1.0,
) -> Interval:
    """Compute confidence intervals for the shares of all answers to one question together.

    With the confidence level all shares are within their intervals at once; "wilson" and
    "wald_unadjusted", given for comparison, promise it only for each by itself.

    Parameters
    ----------
    counts : (…, k) array_like or pandas.Series
        Respondents per answer along the last axis, everybody who was asked included.
    confidence_level : float, default 0.95
        Between 0 and 1.
    method : str, default "goodman"
        A key of ``METHODS``. The Sison–Glaz methods are for whole counts, and refuse those for
        which their approximation breaks down.
    deff : scalar or (…) array_like, default 1.0
        Design effect; the interval is that of counts divided by it.

    Returns
    -------
    Interval
        ``(low, high)``, arrays (…, k) in [0, 1], or Series with the index of a Series.

    Raises
    ------
    ArgumentError
        When there are fewer than two answers, a count is below 0, all are 0, or the method does
        not hold for the counts.

    References
    ----------
    See ``METHODS[method].source``. On the choice: May & Johnson (2000), Journal of Statistical
    Software 5(6).

    Examples
    --------
    >>> low, high = multinomial_interval([252, 98, 30, 20])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.568, 0.195, 0.048, 0.029], [0.688, 0.302, 0.115, 0.085])
    """
    chosen = pick(METHODS, method, "the shares of one question")
    tail = (1 - check_confidence_level(confidence_level)) / 2
    table, restore = question_counts(counts)
    (design,), _ = broadcast(deff=deff)
    if design.ndim and design.shape != table.shape[:-1]:
        raise ArgumentError(
            f"deff has the shape {design.shape}; expected one number, or one for each question, "
            f"in the shape {table.shape[:-1]}"
        )
    check_deff(design)
    effective = table / design[..., np.newaxis]
    if chosen.integer_counts and not (np.isnan(effective) | (effective % 1 == 0)).all():
        raise ArgumentError(
            f"method {method!r} is defined for whole counts, without a design effect; "
            "use method='goodman' or 'quesenberry_hurst'"
        )
    limits = chosen.interval(effective, tail)
    missing = np.isnan(effective.sum(axis=-1, keepdims=True))
    return restore_interval(Interval(*(np.where(missing, np.nan, x) for x in limits)), restore)
