"""Every group against every other: differences, intervals and adjusted p-values."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import ArgumentError
from ...language.amounts import level_words, limits_words, value_words
from ...language.message import Message
from ...spoken import Spoken
from ..core.arguments import check_confidence_level
from ..core.count import Count
from ..core.methods import FloatArray, pick
from ..intervals.two_shares.arguments import TwoSamples, two_sample_interval
from ..intervals.two_shares.difference import METHODS
from .adjust import adjusted, pick_adjustment
from .groups import check_pairs, independent_groups
from .shares import TESTS

_SHOWN = 6
"""Pairs that are printed."""


@dataclass(frozen=True, eq=False)
class PairwiseComparisons(Spoken):
    """All pairs of k groups, in the order (0, 1), (0, 2), …, (0, k − 1), (1, 2), ….

    Attributes
    ----------
    i, j : (m,) ndarray of int
        Positions of the two groups, m = k(k − 1)/2.
    difference : (m,) ndarray
        Share of group i less that of group j.
    ci_low, ci_high : (m,) ndarray
        Limits for the differences, all of which hold together with the confidence level
        (Bonferroni), or each by itself where nothing was adjusted.
    p_value : (m,) ndarray
        Two-sided p-value of each pair by itself.
    p_adjusted : (m,) ndarray
        The same, adjusted for the number of pairs.
    confidence_level : float
    adjust : str or None
        Key of the adjustment.
    method, interval : str
        Keys of the test and of the interval.
    """

    i: NDArray[np.intp]
    j: NDArray[np.intp]
    difference: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    p_value: FloatArray
    p_adjusted: FloatArray
    confidence_level: float
    adjust: str | None
    method: str
    interval: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """How many pairs differ, and the first of them."""
        level = level_words(self.confidence_level)
        differ = int((self.p_adjusted < 1 - self.confidence_level).sum())
        pairs = [
            Message(
                "- group {i} less group {j}: {limits} ({level} interval), adjusted p-value {p}",
                i=str(i),
                j=str(j),
                limits=limits_words(low, high, "points"),
                level=level,
                p=value_words(p, 2),
            )
            for i, j, low, high, p in zip(
                self.i, self.j, self.ci_low, self.ci_high, self.p_adjusted, strict=True
            )
        ]
        rest = len(pairs) - _SHOWN
        more = [Message("… and {n} more pair", "… and {n} more pairs", n=rest)] if rest > 0 else []
        return (
            Message(
                "{part} of {all} pairs of groups differ at {level} confidence.",
                part=differ,
                all=len(pairs),
                level=level,
            ),
            *pairs[:_SHOWN],
            *more,
        )


def pairwise_comparisons(
    count: Any,
    nobs: Any,
    *,
    deff: Any = 1.0,
    adjust: str | None = "holm",
    method: str = "pooled_z",
    interval: str = "agresti_caffo",
    confidence_level: float = 0.95,
) -> PairwiseComparisons:
    """Compare the share of every group with that of every other.

    Parameters
    ----------
    count, nobs : (k,) array_like
        Respondents with the answer, and base, of each group.
    deff : scalar or (k,) array_like, default 1.0
        Design effects; the comparison is that of effective counts.
    adjust : str or None, default "holm"
        A key of ``ADJUSTMENTS``; None adjusts nothing.
    method : {"pooled_z", "pooled_z_cc", "newcombe"}, default "pooled_z"
        The test of a pair; "pooled_z_cc" is that of R's ``pairwise.prop.test``, "newcombe" agrees
        with the interval of that name.
    interval : str, default "agresti_caffo"
        The method of ``difference_interval`` for the limits.
    confidence_level : float, default 0.95
        Of all intervals together; of each by itself with ``adjust=None``.

    Returns
    -------
    PairwiseComparisons
        Arrays with an element per pair.

    Raises
    ------
    ArgumentError
        When there are fewer than two groups, a count exceeds its base, or a key is unknown.

    References
    ----------
    Agresti, Bini, Bertaccini & Ryu (2008), Simultaneous confidence intervals for comparing
    binomial parameters, Biometrics 64:1270–1275; see also the sources in the tables.

    Examples
    --------
    >>> result = pairwise_comparisons([111, 161, 132], [200, 200, 200])
    >>> result.p_adjusted.round(4).tolist()
    [0.0, 0.0315, 0.0021]
    """
    chosen = pick_adjustment(adjust)
    test = pick(TESTS, method, "a test of two shares")
    limits = pick(METHODS, interval, "a difference of two shares")
    level = check_confidence_level(confidence_level)
    groups = independent_groups(count, nobs, deff)
    if groups[0].ndim != 1:
        raise ArgumentError(f"count has the shape {groups[0].shape}; expected a list of groups")
    check_pairs(groups[0].size)
    i, j = np.triu_indices(groups[0].size, 1)
    count1, nobs1, deff1 = (values[i] for values in groups)
    count2, nobs2, deff2 = (values[j] for values in groups)
    one, two = Count(count1 / deff1, nobs1 / deff1), Count(count2 / deff2, nobs2 / deff2)
    p = test.test(one, two).two_sided
    pairs = 1 if adjust is None else max(int(np.count_nonzero(~np.isnan(p))), 1)
    low, high = two_sample_interval(
        limits,
        TwoSamples(count1, nobs1, count2, nobs2),
        confidence_level=1 - (1 - level) / pairs,
        alternative="two-sided",
        deff=(deff1, deff2),
        span=(-1.0, 1.0),
    )
    return PairwiseComparisons(
        i=i,
        j=j,
        difference=count1 / nobs1 - count2 / nobs2,
        ci_low=low,
        ci_high=high,
        p_value=p,
        p_adjusted=adjusted(chosen, p),
        confidence_level=level,
        adjust=adjust,
        method=method,
        interval=interval,
    )
