"""Nonresponse: respondents carry the weight of those who did not answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...arguments import check_one_of, check_whole, described
from ...errors import ArgumentError
from ...values import Value
from ..core.arguments import FloatArray, broadcast
from .shared.categories import as_text, code_column, group_of_rows, listed
from .shared.start import as_start

OUTCOMES = ("respondent", "nonrespondent", "ineligible", "unknown")

_FLAGS = {True: OUTCOMES[0], False: OUTCOMES[1], "1": OUTCOMES[0], "0": OUTCOMES[1]}

FACTORS = ("weighted_rate", "unweighted_rate", "mean_p", "weighted_mean_p", "median_p")
"""How the factor of a stratum of propensities is made of it."""


@dataclass(frozen=True, eq=False, kw_only=True)
class AdjustedWeights(Value):
    """Weights after an adjustment for nonresponse.

    Attributes
    ----------
    weights : (n,) float
        0 for nonrespondents and cases of unknown eligibility; ineligible cases keep theirs.
    factors : (n,) float
        What each start weight was multiplied by.
    classes : (n,) int
        Class of each row, −1 where it has none.
    class_factors : (K,) float
        Factor of the respondents of each class.
    """

    weights: FloatArray
    factors: FloatArray
    classes: NDArray[np.int64]
    class_factors: FloatArray


def adjust_by_classes(
    status: ArrayLike,
    *,
    start: ArrayLike | None = None,
    classes: Any = None,
    unknown: str = "spread",
    rate: str = "weighted",
    means: Mapping[Any, str] | None = None,
) -> AdjustedWeights:
    """Give respondents the weight of the nonrespondents of their class.

    Cases of unknown eligibility are first spread over the known cases of the class, ineligible
    ones included; then respondents carry the nonrespondents. Ineligible cases keep the weight they
    then have: they stand for others outside the population.

    Parameters
    ----------
    status : (n,) array_like
        "respondent", "nonrespondent", "ineligible", "unknown"; True and False for the first two.
    start : (n,) array_like, optional
        Start weights; 1 where not given. Rows of weight 0, such as those lost in an earlier wave,
        take no part.
    classes : (n,) array_like or mapping of name to (n,) array_like, optional
        Adjustment classes, or columns whose combinations they are; one class where not given.
    unknown : {"spread", "drop"}, default "spread"
        What becomes of cases of unknown eligibility: spread, or left out.
    rate : {"weighted", "unweighted"}, default "weighted"
        Whether the factor is a ratio of Σ weights or of cases.
    means : mapping of value to outcome, optional
        What the values of `status` mean, where they are others.

    Raises
    ------
    ArgumentError
        When a status or a class is missing, or a class has nonrespondents and no respondent.

    References
    ----------
    Little & Rubin (2019), Statistical Analysis with Missing Data, section 3.3; AAPOR (2023),
    Standard Definitions, for outcomes.

    Examples
    --------
    >>> status = ["respondent", "nonrespondent", "respondent", "unknown"]
    >>> adjust_by_classes(status, start=[2, 2, 4, 4]).weights.tolist()
    [4.0, 0.0, 8.0, 0.0]
    """
    check_one_of("unknown", unknown, ("spread", "drop"))
    check_one_of("rate", rate, ("weighted", "unweighted"))
    outcome = outcomes(status, means)
    d = as_start(start, outcome.size)
    group, labels = group_of_rows("classes", classes, outcome.size)
    size = np.where(d > 0, 1.0, 0.0) if rate == "unweighted" else d
    respondent, nonrespondent, ineligible, unclear = (
        np.bincount(group[outcome == place], size[outcome == place], len(labels))
        for place in range(len(OUTCOMES))
    )
    known = respondent + nonrespondent + ineligible
    stranded = (nonrespondent > 0) & (respondent == 0)
    if unknown == "spread":
        stranded |= (unclear > 0) & (known == 0)
    if stranded.any():
        named = listed([label for label, one in zip(labels, stranded, strict=True) if one])
        raise ArgumentError(
            f"class {named} has cases to be carried and no respondent; merge it with another"
        )
    spread = np.ones(len(labels))
    if unknown == "spread":
        spread = np.divide(known + unclear, known, out=spread.copy(), where=known > 0)
    carried = np.divide(
        respondent + nonrespondent, respondent, out=np.ones(len(labels)), where=respondent > 0
    )
    factors = np.where(outcome == 0, (spread * carried)[group], 0.0)
    factors = np.where(outcome == 2, spread[group], factors)
    return AdjustedWeights(
        weights=d * factors, factors=factors, classes=group, class_factors=spread * carried
    )


def adjust_by_propensity(
    responded: ArrayLike,
    propensity: ArrayLike,
    *,
    start: ArrayLike | None = None,
    strata: int | None = None,
    factor: str = "weighted_rate",
) -> AdjustedWeights:
    """Divide respondents' weights by their propensity to respond, or by that of their stratum.

    Parameters
    ----------
    responded : (n,) array_like
        1 and 0 for eligible cases; missing for others, which get weight 0.
    propensity : (n,) array_like
        Above 0, up to 1, such as ``fit_logistic(x, responded).fitted``.
    start : (n,) array_like, optional
    strata : int, optional
        Quantile classes of the propensity, of about equal size; none makes the factor 1/p.
    factor : {"weighted_rate", "unweighted_rate", "mean_p", "weighted_mean_p", "median_p"}
        How a stratum's factor is made: 1 over its response rate, or over its mean or median p.

    Raises
    ------
    ArgumentError
        When a propensity is out of range, or a stratum has no respondent.

    References
    ----------
    Rosenbaum & Rubin (1984), JASA 79:516–524; Little (1986), International Statistical Review
    54:139–157.

    Examples
    --------
    >>> adjust_by_propensity([1, 0, 1], [0.5, 0.5, 0.25]).weights.tolist()
    [2.0, 0.0, 4.0]
    """
    check_one_of("factor", factor, FACTORS)
    (answered, p), _ = broadcast(responded=responded, propensity=propensity)
    d = as_start(start, answered.size)
    eligible = ~np.isnan(answered)
    legal = (p > 0) & (p <= 1)
    wrong = np.flatnonzero(eligible & ~legal)
    if wrong.size:
        raise ArgumentError(
            f"propensity is {p[wrong[0]]:g} in row {wrong[0] + 1:,}; expected a number above 0 and "
            "up to 1 for each eligible case"
        )
    if not np.isin(answered[eligible], (0, 1)).all():
        raise ArgumentError("responded has other values than 0 and 1; give 1 to respondents")
    factors = np.zeros(d.size)
    took_part = answered == 1
    if strata is None:
        factors[took_part] = 1 / p[took_part]
        return AdjustedWeights(
            weights=d * factors,
            factors=factors,
            classes=np.full(d.size, -1),
            class_factors=np.empty(0),
        )
    group = np.full(d.size, -1)
    group[eligible] = quantile_classes(p[eligible], strata)
    each = np.empty(int(group.max()) + 1)
    for place in range(each.size):
        own = group == place
        each[place] = _stratum_factor(factor, place, answered[own], p[own], d[own])
    factors[took_part] = each[group[took_part]]
    return AdjustedWeights(weights=d * factors, factors=factors, classes=group, class_factors=each)


def quantile_classes(values: FloatArray, count: int) -> NDArray[np.int64]:
    """Return classes of about equal size between quantiles, numbered from 0; ties stay together.

    Quantiles are interpolated (type 7 of Hyndman & Fan 1996); a class holds its upper limit.
    """
    check_whole("strata", count, 2, 10**6)
    inner = np.quantile(values, np.arange(1, count) / count)
    place = np.searchsorted(np.unique(inner), values, side="left")
    return np.unique(place, return_inverse=True)[1].astype(np.int64)


def outcomes(status: ArrayLike, means: Mapping[Any, str] | None) -> NDArray[np.int64]:
    """Return the place of each status in ``OUTCOMES``.

    Raises
    ------
    ArgumentError
        When one is missing or not known.
    """
    column = code_column("status", status)
    if (column.codes < 0).any():
        count = int((column.codes < 0).sum())
        raise ArgumentError(f"status is missing in {count:,} rows; give it to every case")
    if not (means is None or isinstance(means, Mapping)):
        raise ArgumentError(
            f"means is {described(means)}; expected a mapping of values to outcomes, as "
            "{'complete': 'respondent'}"
        )
    words = {as_text(key): value for key, value in (means or _FLAGS).items()}
    places = []
    for category in column.categories:
        word = str(words.get(as_text(category), category)).strip().casefold()
        places.append(OUTCOMES.index(word) if word in OUTCOMES else -1)
    found = np.array(places)[column.codes]
    if (found < 0).any():
        strange = column.categories[column.codes[found < 0][0]]
        raise ArgumentError(
            f"status holds {described(strange)}; expected {listed(OUTCOMES)}: say with means= "
            "which of them each value means"
        )
    return found


def _stratum_factor(
    factor: str, place: int, answered: FloatArray, p: FloatArray, d: FloatArray
) -> float:
    if not (answered == 1).any():
        raise ArgumentError(
            f"stratum {place + 1} of the propensity has no respondent; take fewer strata"
        )
    if factor == "weighted_rate":
        return float(d.sum() / d[answered == 1].sum())
    if factor == "unweighted_rate":
        return float(answered.size / (answered == 1).sum())
    if factor == "mean_p":
        return float(1 / p.mean())
    if factor == "weighted_mean_p":
        return float(d.sum() / (d * p).sum())
    return float(1 / np.median(p))
